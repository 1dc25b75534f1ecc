"""Money moved from one fund to another, 从政府性基金调入一般公共预算 is not the same as the other way round; and money that a
government of some level gives: 市里配了多少 is not all that there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.names.lexicon import load_lexicon
from bot.operations.outcome import Outcome
from index.model import Fact
from index.words import pattern_of

_ROW = re.compile(r"从(.{2,14}?)(?:预算)?(?:资金)?调入")


@cache
def _said() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How a question says from which fund money comes: 从A调入, A调入B, A调出到B."""
    funds = "|".join(sorted(map(re.escape, load_lexicon().basis_keys), key=len, reverse=True))
    fund = rf"(?P<fund>{funds})(?:预算|资金|的|收入)*"
    into = "(?:调入|调到|转入|划入|调出到|调出给)(?:到|至)?了?"
    return (
        re.compile(rf"从{fund}[^,;。?从]{{0,6}}?(?:中|里)?(?:{into}|调出)"),
        re.compile(rf"{fund}{into}(?:{funds})"),
        re.compile(rf"{fund}调出(?:到|至|给)(?P<goal>{funds})"),
    )


def with_source_first(text: str) -> str:
    """A调出到B as 从A调入B, as forms print it on the side of B."""
    return _said()[2].sub(r"从\g<fund>调入\g<goal>", text)


def of_another_source(text: str, outcome: Outcome) -> bool:
    """Whether a figure is of money from another fund than the question says."""
    found = next(filter(None, (pattern.search(text) for pattern in _said()[:2])), None)
    rows = [_ROW.search(reading.fact.row) for reading in outcome.readings]
    if found is None or outcome.status != "answered":
        return False
    fund = found["fund"].removesuffix("预算")
    return any(row is not None and fund not in row.group(1) for row in rows)


_PAYER = pattern_of("asked.zh.yaml", "payer")


def payer_asked(text: str) -> str | None:
    """The level of government of which it is asked what it gives: 市 of 市里配了多少."""
    found = _PAYER.search(text)
    return next(filter(None, found.groups()), None) if found else None


def of_all_payers(text: str, facts: Sequence[Fact]) -> bool:
    """Whether a question asks what one level of government gives, 省里补助了多少, and the figures do not say that they are of
    that level.
    """
    level = payer_asked(text)
    if level is None or not facts:
        return False
    return not all(
        any(level in word or _FROM_ABOVE.search(word) for word in (one.row, *one.row_path, *one.column, one.table))
        for one in facts
    )


_FROM_ABOVE = re.compile("上级|转移支付|转移性|补助收入|返还性?收入|下达|财政拨款|一般债|专项债|结算补助")
