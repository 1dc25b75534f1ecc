"""Questions for what an amount, or a number, comes to for each of some things: 一辆合多少钱, 平均每位教师带几个学生."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from index.words import pattern_of, patterns_of, words_of
from prompts import load_yaml

_DATA = "per_each.yaml"
_ANY = "个"
"""The measure word of whatever has no other."""
_PEOPLE = frozenset("人名位")


@dataclass(frozen=True, slots=True)
class PerEach:
    """What is divided, as a question of its own ("" where it is what was asked for before), and by which things."""

    asked: str
    measure: str
    """The measure word of the things."""
    thing: str
    """What they are called; "" where the question leaves that to what is divided."""
    counts: bool | None = None
    """Whether a number is divided, and no amount of money; None where the question does not say."""

    named: bool = False
    """Whether what is divided is named behind the things, so that it is no body alone: 每位游客带来多少旅游收入."""
    definite: bool = False
    """Whether the question can ask for nothing else, and least of all for what is divided: 平均每户, 每平方米, 一台合."""

    @property
    def called(self) -> str:
        """One of the things, as an answer calls it: 位专任教师."""
        return f"名{self.thing}" if self.measure == "人" and self.thing else f"{self.measure}{self.thing}"

    @property
    def units(self) -> frozenset[str]:
        """The units in which papers count what the measure word counts."""
        named = self.measure != _ANY or self.thing
        return frozenset(load_yaml(_DATA)["units"].get(self.measure, (self.measure,)) if named else (self.measure,))

    @property
    def names(self) -> tuple[str, ...]:
        """How papers may call the things, the likeliest first; none where the question does not name any."""
        held = load_yaml(_DATA)["called"].get(self.thing)
        return tuple(held["names"]) if held else (self.thing,) if self.thing else ()


def per_each(text: str) -> PerEach | None:
    """What a prepared question divides and by what; None for any other, or one for what no paper tells of a person."""
    if len(text) > LONGEST or not _MAY_ASK.search(text) or _NEVER.search(text):
        return None
    found = (pattern.fullmatch(text) for pattern in _ASKED)
    read = next((_read(one.groupdict()) for one in found if one is not None), None)
    sure = read is not None and (_SHARED.search(text) or (read.measure not in _OF_LISTS and "每" in text))
    return replace(read, definite=True) if read is not None and sure else read


_NEVER = pattern_of(_DATA, "never")
_ASKED = patterns_of(_DATA, "asked")
_BOUGHT = pattern_of(_DATA, "bought", "said")
LONGEST = 120
_MAY_ASK = re.compile("[每均一]")
_SHARED = re.compile("平均|[摊合均]")
_OF_LISTS = frozenset("个家所处座条位名人项部次期间")
"""Measure words by which each of several may be asked for: 每个单位多少."""


def _read(said: dict[str, Any]) -> PerEach:
    """The parts of a question as its pattern found them."""
    called = load_yaml(_DATA)["called"]
    measure, thing = said.get("measure") or "", said.get("thing") or ""
    if said.get("mean"):
        measure, thing = load_yaml(_DATA)["means"][said["mean"]]
    if thing in _PEOPLE:
        measure, thing = thing, ""
    whole = thing
    thing = "" if thing in words_of(_DATA, "any") else thing
    what, of, noun = (said.get(part) or "" for part in ("what", "of", "noun"))
    what = _NO_SUBJECT.sub("", what.rstrip(","))
    what = f"{said.get('whose') or ''}{what}"
    if not (of or noun or said.get("mean") or _AMOUNT.search(what)):
        what, thing, of = _with_cost(what, thing)
    known = next((one for one in _longest_first() if thing.startswith(one)), "")
    if known and known != thing and not of and thing not in called:
        thing, of = known, thing.removeprefix(known)  # 每个学生|公用经费
    if said.get("heads") and not said.get("money"):
        noun = noun or called.get(thing, {}).get("holds", "")
        return PerEach(f"{what}{noun}有多少人" if noun else "", measure, thing, counts=True, named=bool(noun))
    bought = _BOUGHT.search(what) if measure in _CARS else None
    if bought is not None and (bought["car"] or whole):
        car = bought["car"] or ""
        what, thing = what[: bought.start()] + load_yaml(_DATA)["bought"]["cost"], thing or car
        thing = "" if thing in words_of(_DATA, "any") else thing
    item, money = f"{what}{of}{noun}", said.get("money") or ""
    counts = False if money else None
    named = bool(of or noun) and (
        (thing in called and not said.get("mean")) or f"{of}{noun}" not in words_of(_DATA, "bare")
    )
    return PerEach(f"{item}是多少{money}" if item else "", measure, thing, counts, named=named)


def _with_cost(what: str, thing: str) -> tuple[str, str, str]:
    """What is divided, by which things, and the cost of what is done each time, where the question names no amount."""
    if cost := _cost_of(thing):
        return what, "", cost
    received = None if thing else _RECEIVED.search(what)
    return (what[: received.start()] + _cost_of(received[0]), thing, "") if received else (what, thing, "")


def _cost_of(done: str) -> str:
    """What papers call the cost of what is done each time, 公务接待费 of 国内公务接待; "" for anything else."""
    costs = load_yaml(_DATA)["costs"]
    return next((cost for pattern, cost in costs.items() if re.fullmatch(pattern, done)), "")


_AMOUNT = pattern_of(_DATA, "amounts")
_RECEIVED = re.compile("(?:国内)?公务接待$")
_NO_SUBJECT = re.compile("^(?:那么?|它|这样)?,?(?:的话)?$")
_CARS = frozenset("辆台")


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(load_yaml(_DATA)["called"], key=len, reverse=True))
