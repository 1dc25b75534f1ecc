"""Terms that together make up the name of a row: 政府采购 and 服务."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.figures.fact_view import FactView
from bot.names.lexicon import are_one, load_lexicon
from bot.names.terms import Token, keys_of
from index.text import core_key

COMPOUND = 0.75
"""Share of a row's name that several terms must make up together."""


def compound(row: str, terms: Sequence[Token]) -> list[Token]:
    """The terms that together make up most of a row's name: 政府采购 + 服务 → 政府采购服务."""
    parts = [(term, part) for term in terms if (part := _part_of(row, core_key(term.surface), keys_of(term)))]
    if any(one is not other and one[1] in other[1] for one in parts for other in parts):
        return []  # 工资福利支出 and 支出 do not make up 其他工资福利支出
    covered = sum(len(part) for _, part in parts)
    if len(parts) < 2 or any(part == row for _, part in parts) or covered > len(row) or covered < COMPOUND * len(row):
        return []
    return [term for term, _ in parts]


def names_cell(view: FactView, keys: frozenset[str]) -> bool:
    """Whether a name is that of a form's row with its column's: 一般债务余额 of the row 一般债务, the column 余额."""
    return bool(view.row and view.item) and view.fact.source == "table" and f"{view.row}{view.item}" in keys


@lru_cache(1 << 14)
def _part_of(row: str, word: str, names: frozenset[str]) -> str:
    """The longest name of a word that a row's name holds; of a total (收入总计) only the word itself."""
    keys = (word,) if word.endswith(("总计", "总量", "合计")) else (*names, word)
    return max((key for key in keys if key and key in row), key=len, default="")


_MOVED = re.compile("购置|购买|采购|新购|更新|新增|报废|处置|买")
"""What tells things bought or given up from all that there are: 购置公务用车 is not 公务用车."""


def counts_same(row: str, term: Token) -> bool:
    """Whether the name of a counted thing holds the word, or the word holds it: 公务用车 and 公务用车保有量."""
    if _MOVED.findall(row) != _MOVED.findall(term.surface):
        return False
    word, by_key = core_key(term.surface), load_lexicon().by_key
    if word in by_key and row in by_key and row.endswith(word) and not are_one(word, row):
        return False  # 退休人员 are not all 离退休人员
    return len(word) > 1 and (word in row or (row in word and 5 * len(row) >= 3 * len(word)))
