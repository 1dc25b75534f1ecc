"""Figures in a sentence: money, percentages and counts. Dates, ordinals, numbers of documents and lists are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from index.model import Unit
from index.numerals import parse_han_number
from index.units import unit_named
from prompts import load_yaml

Measure = Literal["money", "percent", "count"]
_NUMBER = r"(?<![\d.A-Za-z])(?<!\d,)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MONEY = (
    r"(?P<money>(?:百万|千万|万|百|千|亿|万亿)?(?:人民币元|元|美元|港元|欧元|日元)(?:/[人年月天次个户辆台日]+)*"
    r"|[万亿](?=[,;。、):]|$|用于))"
)
_PERCENT = r"(?P<percent>%|‰|个百分点)"
_HAN_MONEY = re.compile(
    r"(?<![第一二两三四五六七八九十百千万亿])"
    r"(?P<number>[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]*[十百千万亿])元(?!化)"
)
_RANGE_BEFORE = re.compile(r"\d[^\d,;。、]{0,3}[-~—–至]$")
_RANGE_AFTER = re.compile(r"^[-~—–至]\d")
_MINUS = re.compile(r"[\u4e00-\u9fff]-$")
_OF_CLASS = re.compile(r"\(\d{2}款\)[^()\d]{2,40}\(\)$")
"""普通教育(02款)小学教育(02项): the number of the class, and none of things."""
_BRACKET = re.compile(r"^\((?:含|不含)\)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at [start:end] of a folded sentence. `printed` is its number alone, `value` exact in `unit`."""

    start: int
    end: int
    printed: str
    value: Decimal
    unit: Unit
    measure: Measure


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((re.escape(word) for word in load_yaml("prose.zh.yaml")["classifiers"]), key=len, reverse=True)
    folded = [word.replace("（", "(").replace("）", ")") for word in words]
    return re.compile(f"{_NUMBER}(?:{_PERCENT}|{_MONEY}|(?P<count>[万亿]?(?:{'|'.join(folded)})))")


def find_quantities(folded: str) -> tuple[Quantity, ...]:
    """The exact figures of a sentence (full-width characters folded), in order.

    Thresholds (100万元以上设备), ranges and approximate figures (约20万元) are left out.
    """
    words = load_yaml("prose.zh.yaml")
    found = [quantity for quantity in _candidates(folded, words) if _is_exact(folded, quantity, words)]
    return tuple(sorted(_with_signs(folded, found), key=lambda quantity: quantity.start))


def _with_signs(folded: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """补充预算周转金-21万元 among other amounts is below zero; where every amount has such a mark it may be a dash."""
    marked = [one for one in found if _MINUS.search(folded[: one.start])]
    for one in found:
        if one not in marked:
            yield one
        elif len(marked) < len(found):
            yield replace(one, start=one.start - 1, printed=f"-{one.printed}", value=-one.value)


def _candidates(folded: str, words: dict[str, Any]) -> Iterator[Quantity]:
    for match in _pattern().finditer(folded):
        printed = match["number"]
        value = Decimal(printed.replace(",", ""))
        start, end = match.span()
        if match["percent"]:
            yield Quantity(start, end, printed, value, Unit(match["percent"], None), "percent")
        elif match["money"]:
            name = match["money"] if "元" in match["money"] else match["money"] + "元"
            yield Quantity(start, end, printed, value, unit_named(name), "money")
        elif not any(folded.startswith(word, match.start("count")) for word in words["not_classifiers"]):
            name = match["count"].replace("(", "（").replace(")", "）")
            yield Quantity(start, end, printed, value, Unit(name, None), "count")
    for match in _HAN_MONEY.finditer(folded):
        number = match["number"]
        yield Quantity(match.start(), match.end(), number, Decimal(parse_han_number(number)), unit_named("元"), "money")


def _is_exact(folded: str, quantity: Quantity, words: dict[str, Any]) -> bool:
    before, after = folded[: quantity.start], folded[quantity.end :]
    if before.endswith(("第", "№", *words["approximate_before"])) or after.startswith(
        tuple(words["approximate_after"])
    ):
        return False
    if _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after) or _OF_CLASS.search(f"{before}{after[:1]}"):
        return False
    rest = _BRACKET.sub("", after)
    bound = next((word for word in words["threshold_after"] if rest.startswith(word)), "")
    if not bound:
        return True
    return quantity.measure == "count" and rest[len(bound) : len(bound) + 1] in ("", ",", ";", "。", "、", ")")
