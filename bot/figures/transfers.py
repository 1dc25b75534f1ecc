"""Money moved from one fund to another: 从政府性基金调入一般公共预算 is not the same as the other way round."""

from __future__ import annotations

import re
from functools import cache

from bot.names.lexicon import load_lexicon
from bot.operations.outcome import Outcome

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
