"""Units that a paper declares once, above all of its tables or those of one part: Unit: 10,000 yuan, (in thousands)."""

from __future__ import annotations

import re
from functools import cache

from index.model import Heading, Paragraph, Unit
from index.numerals import HAN
from index.text import simplify
from index.units import FULL_TIME, find_unit
from index.units_english import unit_told
from prompts import load_yaml

_NUMBERED_TABLE = re.compile(rf"^(?:table|schedule|exhibit|appendix|annex|附?表)\s*(?:[\dA-Z]{{1,3}}\b|[{HAN}])", re.I)
_MONEY = re.compile(
    r"预算|决算|金额|收入|支出|经费|拨款|budget|expen(?:se|diture)|revenue|income|fund|cost|accounts|saving|financ"
    r"|balance sheet|liabilit|\bassets?\b|reserves?\b",
    re.I,
)
_NO_MONEY = re.compile(r"人员|编制数|绩效|指标|数量|indicator|performance|statistic|workload|\bnumber of\b", re.I)


_PART = re.compile(r"\b(?:this|the) (?:section|chapter|part|appendix|annex|schedule|note)\b", re.I)


class DeclaredUnits:
    """Follows the texts of a paper, and tells what unit holds where a table prints none of its own."""

    def __init__(self) -> None:
        self._level = 0
        self._waiting: list[tuple[int, Unit]] = []
        self._held: list[tuple[int, Unit]] = []

    def read(self, block: Heading | Paragraph) -> None:
        """Take note of a text; a unit holds from the next heading on, down to one of the level that it stands under."""
        if isinstance(block, Heading):
            self._level = max(block.level, 2) if _NUMBERED_TABLE.match(block.text.strip()) else block.level
            self._held = [one for one in (*self._held, *self._waiting) if one[0] < self._level]
            self._waiting = []
        unit = find_unit(block.text)
        if unit is not None and unit != FULL_TIME:
            self._waiting.append((self._level, unit))
        elif unit is None and (told := unit_told(block.text)):
            part = _PART.search(block.text)
            self._held.append((self._level if part else 0, told))  # of that part, else of the whole paper

    def for_table(self, title: str, header: str) -> Unit | None:
        """The unit for a table of money that declares none; what stands right above a table holds for that one alone."""
        self._waiting = []
        words = simplify(f"{title} {header}")
        money = _MONEY.search(words) and not _NO_MONEY.search(words) and not _counts_people().search(words)
        return self._held[-1][1] if money and self._held else None


@cache
def _counts_people() -> re.Pattern[str]:
    words = (word for group in load_yaml("units.english.yaml")["people"] for word in group)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)
