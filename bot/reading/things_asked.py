"""What kind of thing a Chinese question asks of the text of a paper, and what a sentence must print that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from bot.names.measures import CLASSIFIERS
from index.scales import CHINESE
from prompts import load_yaml

_NUMBER = r"(?<![\d.])(?<!\d,)(?P<n>\d[\d,]*(?:\.\d+)?)"
_COUNTED = "".join(sorted(CLASSIFIERS)) + "年月个度棵株头只羽尾平立公千克斤米升字页"
_MONEY = rf"{_NUMBER}\s*(?P<u>[百千]?[万亿]?元|[万亿](?![{_COUNTED}]))(?![年月人户家个条辆])"
"""A bare 万 before a measure counts things: 8,760万吨."""
_LIMITS = r"(?:\(?含\)?|\(?含本数\)?|及其?)?"
_GENERAL = "个项家件种类人名位"
"""Measure words of too many things: what is counted must stand beside the number."""
_PARTICULAR = "场条次期批篇届台辆套间所座门讲章亩株盏户幅天"


_DIGITS = {"两": "二2", "二": "两2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for. `start` and `end` are where the question asks; `tells` is what a sentence must hold that tells it."""

    kind: str
    """Either "number", "limit", "money" or "text"."""
    start: int
    end: int
    tells: re.Pattern[str] | None = None
    of: str = ""
    """The thing counted, as the question calls it."""
    unit: str = ""
    """What is counted is counted in: 场."""
    heading: bool = False
    """Whether the words that head the sentence's item tell it: （五）信访科。负责…"""
    behind: bool = False
    """Whether what tells it stands behind the words of the question: 通过举办某活动，促进…"""
    number: str = ""
    """How many things are asked after: 哪|五|个."""
    several: bool = False
    """Whether every sentence about it tells some of it: 在甲方面做了哪些工作."""
    alone: bool = False
    """Whether it says by itself what is asked, of the body named: 加挂哪几块牌子."""

    def counts_so(self, text: str) -> bool:
        """Whether a text tells of just so many things: 5个子项目."""
        written = f"{self.number}{_DIGITS[self.number]}" if self.number in _DIGITS else ""
        return bool(written) and bool(re.search(f"[{written}][{_GENERAL}{_PARTICULAR}]", text))


def things_asked(text: str) -> list[Asked]:
    """What a prepared question asks for, in order; nothing where it asks for none of these or for things beside one another."""
    figures = [*_limits(text), *_counts(text), *_money(text)]
    figures = sorted(_apart(figures), key=lambda one: one.start)
    return figures or list(_texts(text))[:1]


def _apart(found: list[Asked]) -> Iterator[Asked]:
    """Those that do not lie within one found before."""
    kept: list[Asked] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
            yield one


_ASKS_LIMIT = re.compile(
    "(?:多少|多大|几)(?:[百千]?[万亿]*元?|的?(?:金额|数额|规模))?(?P<way>以上|以下|以内|及以上|及以下)"
)


def _limits(text: str) -> Iterator[Asked]:
    for found in _ASKS_LIMIT.finditer(text):
        way = found["way"].removeprefix("及")
        yield Asked("limit", *found.span(), re.compile(f"{_MONEY}{_LIMITS}{way}"))


_ASKS_COUNT = re.compile(
    f"(?<![那这哪好十])(?P<how>多少|几)(?P<measure>[{_GENERAL}{_PARTICULAR}分])(?P<of>[\u4e00-\u9fff]{{2,8}}?)?(?=[,、;。?]|$|[吗呢啊呀])"
)


def _counts(text: str) -> Iterator[Asked]:
    for found in _ASKS_COUNT.finditer(text):
        measure, of = found["measure"], (found["of"] or "").strip("的")
        if measure in _GENERAL and not of:
            continue
        beside = f"(?:{_NUMBER}{measure}{of}|{of}(?:共计?|为|约|达|各|有)?{_NUMBER.replace('?P<n>', '?P<m>')}{measure})"
        tells = beside if measure in _GENERAL else f"{_NUMBER}(?:余|多)?{measure}"
        end = found.end("measure") if measure in _PARTICULAR else found.end()
        yield Asked("number", found.start(), end, re.compile(tells), of, measure)


_ASKS_MONEY = re.compile(
    "多少(?:[百千]?[万亿]*元|[万亿]+|钱|经费|资金|费用|预算)|几[百千]?[万亿]*(?:块钱|元钱?)|多少(?=[?。,]|$|用来|用于|拿来|来)"
)


def _money(text: str) -> Iterator[Asked]:
    yield from (Asked("money", *found.span(), re.compile(_MONEY)) for found in _ASKS_MONEY.finditer(text))


def _texts(text: str) -> Iterator[Asked]:
    for one in _text_cues():
        for found in one.said.finditer(text):
            number = found.groupdict().get("number") or ""
            yield replace(one.asked, start=found.start(), end=found.end(), number=number)


@cache
def says_work() -> re.Pattern[str]:
    """How it is asked what is done about a thing."""
    return re.compile("|".join(one.said.pattern for one in _text_cues() if one.asked.several))


class _Cue(NamedTuple):
    said: re.Pattern[str]
    asked: Asked


@cache
def _text_cues() -> tuple[_Cue, ...]:
    rows = load_yaml("told_in_text.zh.yaml")["asked"]
    return tuple(_Cue(re.compile(row["said"]), _asked_so(row)) for row in rows)


def _asked_so(row: Mapping[str, Any]) -> Asked:
    told = re.compile(row["told"]) if "told" in row else None
    return Asked(
        "text",
        0,
        0,
        told,
        heading="heading" in row,
        behind="behind" in row,
        several="several" in row,
        alone="alone" in row,
    )


def figure_in(found: re.Match[str], asked: Asked) -> tuple[Decimal, str]:
    """The figure that a sentence prints and its unit: money in 元."""
    groups = found.groupdict()
    number = Decimal((groups.get("n") or groups.get("m") or "0").replace(",", ""))
    unit = groups.get("u")
    if unit is None:
        return number, asked.unit
    return number * _factor(unit), "元"


def _factor(unit: str) -> Decimal:
    scale = Decimal(1)
    for mark, factor in (("百", 100), *((mark, CHINESE[mark]) for mark in "千万亿")):
        scale *= factor if mark in unit else 1
    return scale
