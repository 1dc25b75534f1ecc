"""Figures and fiscal years in a sentence in English, each replaced by a mark, so that patterns read over them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from index.model import Unit
from index.text import MONTHS
from index.units import PERCENT
from prompts import load_yaml

MONEY = r"⟨M(?:\d+)⟩"
RATE = r"⟨P(?:\d+)⟩"
YEAR = r"⟨Y(?:\d+)⟩"
_SPAN = re.compile(
    r"\b(?:(?:FY|fiscal year|financial year)\s?)?(?P<first>(?:19|20)\d\d|(?<=FY)\d\d|(?<=FY )\d\d)"
    r"\s?(?:[-–/]|to|and)\s?(?P<last>(?:(?:19|20)\d\d)|\d\d)(?!\d)",
    re.I,
)
_FISCAL = re.compile(r"\b(?:FY|fiscal year|fiscal)\s?'?(?P<year>(?:19|20)\d\d|\d\d)(?![\d,.]\d|\d)", re.I)
_PLAIN = re.compile(
    r"(?<!\d)(?<![\d,.£$€/-])(?<!day )(?P<year>(?:19|20)\d\d)(?![\d,/-]\d|\d|\.\d)(?!\s(?:homes|people|houses|properties))"
)
_DATED = re.compile(
    rf"(?:\b(?:{MONTHS})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? |\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTHS}) )$", re.I
)
_PERCENT = re.compile(r"(?<![\d.,])(?P<number>\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.I)
_DOUBLED = re.compile(r"\((?P<inner>⟨Y\d+⟩)\)\s?")


@dataclass(frozen=True, slots=True)
class Told:
    """A money amount or percentage of a sentence: its number as printed, exact in `unit`."""

    printed: str
    value: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with ⟨M0⟩ for its first amount of money, ⟨P0⟩ for a percentage, ⟨Y0⟩ for a fiscal year."""

    text: str
    told: tuple[Told, ...]
    years: tuple[int, ...]

    def amount(self, mark: str) -> Told:
        """The figure that a mark stands for."""
        return self.told[int(mark[2:-1])]

    def year(self, mark: str) -> int:
        """The fiscal year that a mark stands for."""
        return self.years[int(mark[2:-1])]


def mark(text: str, *, spans: bool) -> Marked:
    """A sentence marked. `spans`: the paper's fiscal years are over two calendar years and called by the first, so that
    its FY24 is 2023.
    """
    told: list[Told] = []
    years: list[int] = []

    def money(found: re.Match[str]) -> str:
        if _is_rough(found, text):
            return " ⟨A⟩ " if found.group(0).endswith(" ") else "⟨A⟩"
        told.append(_money(found))
        return f"⟨M{len(told) - 1}⟩"

    def rate(found: re.Match[str]) -> str:
        if _is_rough(found, marked):
            return "⟨A⟩"
        told.append(Told(found["number"], Decimal(found["number"]), PERCENT))
        return f"⟨P{len(told) - 1}⟩"

    def year(found: re.Match[str], *, fiscal: bool) -> str:
        if _DATED.search(found.string[: found.start()]):
            return found.group(0)
        written = int(found["year"])
        whole = written if written > 99 else 2000 + written
        years.append(whole - 1 if fiscal and spans else whole)
        return f"⟨Y{len(years) - 1}⟩"

    def span(found: re.Match[str]) -> str:
        first, last = int(found["first"]), int(found["last"])
        if (first + 1) % 100 != last % 100 or _DATED.search(found.string[: found.start()]):
            return found.group(0)
        first = first if first > 99 else 2000 + first
        years.append(first if spans else first + 1)
        return f"⟨Y{len(years) - 1}⟩"

    marked = _money_pattern().sub(money, text)
    marked = _PERCENT.sub(rate, marked)
    marked = _SPAN.sub(span, marked)
    marked = _FISCAL.sub(lambda found: year(found, fiscal=True), marked)
    marked = _PLAIN.sub(lambda found: year(found, fiscal=False), marked)
    return Marked(_DOUBLED.sub("", marked), tuple(told), tuple(years))


@cache
def words(key: str) -> Any:
    """An entry of prompts/prose.english.yaml."""
    return load_yaml("prose.english.yaml")[key]


@cache
def any_of(*keys: str) -> str:
    """A pattern of the words of some lists, the longest first."""
    listed = {word for key in keys for word in words(key)}
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


@cache
def _money_pattern() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in sorted(words("currencies"), key=len, reverse=True))
    scales = "|".join(sorted((one for said in words("scales").values() for one in said), key=len, reverse=True))
    number = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    return re.compile(rf"(?P<sign>{signs})\s?{number}(?![\d,]*\d)(?:\s?(?P<scale>{scales})(?![a-zA-Z]))?", re.I)


def _money(found: re.Match[str]) -> Told:
    sign = next(one for one in words("currencies") if one.lower() == found["sign"].lower())
    said = (found["scale"] or "").lower()
    scale = next((name for name, printed in words("scales").items() if said in printed), "")
    currency = words("currencies")[sign]
    return Told(found["number"], Decimal(found["number"].replace(",", "")), Unit(f"{scale} {currency}".strip(), None))


def _is_rough(found: re.Match[str], text: str) -> bool:
    """Whether a figure is a rough one (about £5), an end of a range, or what a rate is measured on (per $100)."""
    before, after = found.string[: found.start()].rstrip(), found.string[found.end() :]
    near = re.search(rf"(?:^|[\s(])(?:{any_of('approximate')}|per)$", before, re.I)
    ends = re.match(
        r"\s?[-–—]\s?[\d£$€]|\+|\s?cents\b|\s(?:or (?:more|less)|to \d)|\s?per [£$€]|\s?mills?\b", after, re.I
    )
    return bool(near or ends or re.search(r"[£$€]?\d\s?[-–—]$", before))
