"""Yearly growth over several years, what a count of things comes to each, who has nothing of a thing, and empty posts → plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.grammar.base import BY, plan_for
from bot.grammar.plan import Plan
from bot.names.terms import Token
from bot.reading.amounts import COUNTED
from bot.reading.operands import terms_in
from bot.reading.question import Question, is_strong
from index.text import core_key
from prompts import load_yaml


def compound(question: Question) -> Iterator[Plan]:
    """年均增长率: the rate of growth a year between two years; 年均增加多少: the amount a year."""
    cue = next((token for token in question.tokens if token.has("operation", "compound")), None)
    names = tuple(term for term in question.names if not term.has("operation"))
    if cue and names:
        rate = re.search("率|增速|增幅|降幅|百分|%|长|rate|percent|cagr|growth", question.text[cue.start :], re.I)
        amount = question.unit not in (None, "%") or not rate
        covered = ("compound", "average", "changed", "share", "trend")
        yield plan_for(question, "compound", (names,), *covered, amount=amount)


def none_of(question: Question) -> Iterator[Plan]:
    """哪个部门没有X: those among several organisations whose figure is 0 or blank."""
    named = tuple(term for term in question.names if not term.has("organisation"))
    if "none" in question.operations and any(map(is_strong, named)):
        yield plan_for(question, "none_of", (named,), "none", "list", "whether", over=question.ranges_over)


def per_thing(question: Question) -> Iterator[Plan]:
    """平均每辆车多少, A除以车辆数, A除以120人: a named amount by the number of things that the same paper counts, or that the
    question gives.
    """
    cues = [token for token in question.tokens if token.has("operation", "per_thing") or token.surface == BY]
    if not cues or _PEOPLE.search(question.text):
        return
    covered = ("average", "per_thing", "count", "ratio", "except", "equal")
    named = tuple(term for term in question.names if not term.has("operation"))
    at = next((at for at, token in enumerate(question.tokens) if _counts(token) or _divides(question, at)), None)
    if at is not None and len(question.amounts) == 1:
        said = next((token for token in reversed(question.tokens[:at]) if not token.has("filler")), None)
        named = tuple(term for term in named if term is not said or cues[0] is said) or named
        if any(map(is_strong, named)):
            yield plan_for(question, "per_thing", (named,), *covered, number_given=question.amounts[0].value)
        return
    given = _given_behind(question, cues)
    if given is not None:
        number, each = given
        named = tuple(term for term in named if term is not each)
        if any(map(is_strong, named)):
            yield plan_for(question, "per_thing", (named,), *covered, number_given=f"{number}{each.surface}")
        return
    yield from _by_named_count(question, covered)
    counted = tuple(term for term in named if thing_called(term.surface))
    named = tuple(term for term in named if term not in counted)
    thing = next(filter(None, (thing_called(term.surface) for term in counted)), "")
    thing = thing or next((thing for said, thing in _THINGS.items() for cue in cues if said in cue.surface), "")
    if thing and any(map(is_strong, named)):
        yield plan_for(question, "per_thing", (named,), *covered, thing=thing)


_PEOPLE = re.compile("每(?:一)?(?:批|次|场|组)次?[^,。?]{0,4}(?:多少|几)[个名]?人")
"""How many people come each time: no amount of money."""


def vacancies(question: Question) -> Iterator[Plan]:
    """空编多少, 空编最多的单位: the posts of a body, or of each of its units, that nobody holds."""
    if "vacancies" not in question.operations or question.amounts:
        return
    named = tuple(term for term in question.names if not term.has("operation") and core_key(term.surface) not in _UNITS)
    most = "most" in question.operations or question.top is not None
    covered = ("vacancies", "count", "most", "ranking", "list", "each", "sum", "whether", "difference")
    listed = bool(question.operations & {"ranking", "each", "list"} or _WHICH_UNITS.search(question.text))
    over = question.ranges_over or ("organisations" if listed else "")
    yield plan_for(question, "vacancies", (named,), *covered, over=over, most=most or None, all=listed and not most)


_WHICH_UNITS = re.compile("哪[些几]个?(?:家|所)?(?:下属|所属|预算)?(?:单位|部门)|各(?:家|个)?(?:下属|所属|预算)?单位")
_UNITS = frozenset({"单位", "下属单位", "所属单位", "部门"})


def _by_named_count(question: Question, covered: Sequence[str]) -> Iterator[Plan]:
    """A named amount by a number of people or things that is named behind the word for it: 经费除以辅警人数."""
    cut = next((at for at, token in enumerate(question.tokens) if token.surface == BY), None)
    if cut is None or question.language == "en":
        return
    amount, count = terms_in(question.tokens[:cut]), terms_in(question.tokens[cut + 1 :])
    if amount and any(map(is_strong, count)):
        yield plan_for(question, "per_thing", (amount, count), *covered)


_THINGS = {"辆": "辆", "台车": "辆", "人次": "人次", "批": "批次"} | {one: one for one in "台套件张把间"}


def _counts(token: Token) -> bool:
    """Whether a token gives a number of people or things: 120人."""
    amount = token.sense("amount")
    return amount is not None and amount.value.endswith(tuple(COUNTED))


def _given_behind(question: Question, cues: Sequence[Token]) -> tuple[str, Token] | None:
    """The number that a question gives of what it asks for each of, with the word for that: 平均每批次…，按1.3万|批次算."""
    for token, behind in pairwise(question.tokens):
        amount = token.sense("amount")
        if amount is not None and amount.value[-1:].isdigit() and any(behind.surface in cue.surface for cue in cues):
            return amount.value, behind
    return None


def _divides(question: Question, at: int) -> bool:
    """Whether the token there is the number that the question itself divides by: 除以4次."""
    return at > 0 and question.tokens[at - 1].surface == BY and question.tokens[at].has("amount")


def thing_called(name: str) -> str:
    """The measure word of the things whose number a name is of: 辆 for 车辆数; "" for any other."""
    held = load_yaml("cues.yaml")["things_counted"]
    numbered = name.endswith(("数", "数量", "保有量"))
    return next((thing for thing, one in held.items() if numbered and re.fullmatch(one["names"], core_key(name))), "")
