"""A claim of which part is the largest or the smallest, held against the ranking: 支出最多的是教育支出，对吗."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bot.operations.attempts import attempt_plan
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.phrases import Phrases
from index.text import core_key
from index.words import pattern_of

_CLAIMED = pattern_of("asked.zh.yaml", "largest", "claimed")


class Claim(NamedTuple):
    """What is asked for without the claim, and the name that is claimed for it."""

    asked: str
    name: str


def claim_of(text: str) -> Claim | None:
    """The claim of a prepared question that some part is the largest; None for any other."""
    found = _CLAIMED.fullmatch(text)
    return Claim(f"{found['asked']}是哪个", found["name"]) if found else None


def held_against(turn: Turn, claim: Claim, tools: Tools) -> Turn | None:
    """The part that is the largest, with whether it is the one claimed; None where that is none of the parts ranked."""
    held = turn.attempt
    if (
        held is None
        or held.plan.operation != "rank"
        or turn.answer.status != "answered"
        or len(held.outcome.lines) != 1
    ):
        return None
    truth = _is_called(held.outcome.lines[0].label, claim.name)
    if not truth:
        every = replace(held.plan, options=replace(held.plan.options, all=True, top=None, nth=None))
        ranked = attempt_plan(every, tools)
        labels = [line.label for line in ranked.outcome.lines] if ranked is not None else []
        if not any(_is_called(label, claim.name) for label in labels):
            return None
    said = Phrases(turn.question.language).truth(truth)
    return replace(turn, answer=replace(turn.answer, text=f"{said}{turn.answer.text}", truth=truth))


def _is_called(label: str, name: str) -> bool:
    """Whether a part is called by a name, its words in whichever order: 飞机防治美国白蛾 of 美国白蛾飞机防治."""
    one, other = core_key(label), core_key(name)
    return one.removesuffix("支出") == other.removesuffix("支出") or sorted(one) == sorted(other)
