"""The two sides of the accounts, 收入 and 支出, in the names of rows, columns and forms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from index.accounts import ACCOUNTS
from index.text import column_item, core_key
from index.words import pattern_of
from prompts import load_yaml

SIDE_AT_END = re.compile("(收入|支出)(?:预算|决算)?(?:数|额|总额|总计|合计)?$")
"""The side that a name is of by its end: 财政拨款支出预算数."""
SIDES = frozenset(
    [
        "支出",
        "收入",
        "本年支出",
        "本年收入",
        "支出总计",
        "收入总计",
        "支出合计",
        "收入合计",
        "本年支出合计",
        "本年收入合计",
        "支出用途",
        "收入来源",
    ]
)
"""The names of all of a side, and of no part of it."""
OTHER_SIDE = {"收入": "支出", "支出": "收入"}


def is_of_all_its_row(column: tuple[str, ...]) -> bool:
    """Whether a column is of no part of its rows: 合计, 本年支出合计, and not 基本支出."""
    item = column_item(column)
    return not item or core_key(item) in SIDES


def side_alone(key: str) -> str:
    """A header's key without how the rows of a side are told apart: 支出(按支出用途), 支出(按功能分类)."""
    return _BY_SORT.sub(r"\1", key)


_BY_SORT = re.compile("^(支出|收入)按.*$")
_SIDES = {"收入": "revenue", "支出": "expense"}


@cache
def side_words(side: str) -> frozenset[str]:
    """Keys of the words for one side of the accounts: expense or revenue."""
    return frozenset(core_key(word) for word in load_yaml("flat.yaml")["sides"][side])


def on_side(side: str, *names: str) -> bool:
    """Whether one of the names (keys) says that it is of a side of the accounts, 收入 or 支出, and none that it is of the other."""
    return frozenset().union(*map(_sides_in, names)) == {side}


@lru_cache(4096)
def _sides_in(name: str) -> frozenset[str]:
    """The sides of the accounts that a name says; what is handed down to those below is spent."""
    said = (side for side, of in _SIDES.items() if any(_has_word(name, word) for word in side_words(of)))
    return frozenset({*said, *(["支出"] if _HANDED_DOWN.search(name) else [])})


_HANDED_DOWN = pattern_of("forms.yaml", "handed_down")


def _has_word(name: str, word: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}\b{_RECURRENT}", name)) if word.isascii() else word in name


_RECURRENT = r"(?<!revenue)(?! (?:section|account|budget|expenditures?|spending|summary))"
"""What is spent year by year and no income: the revenue budget, the revenue section."""


def is_of_other_account(asked: str, row: str, *around: str) -> bool:
    """Whether one of the four budgets is asked for by its name, 国有资本经营预算收入, and a row stands below the name of another:
    一般公共预算 › 国有资本经营收入.
    """
    named = [account for account in ACCOUNTS if f"{account}预算" in asked]
    others = any(account in label for account in ACCOUNTS if account not in named for label in around)
    own = row == core_key(asked) or any(account in label for account in named for label in around)
    return len(named) == 1 and others and not own
