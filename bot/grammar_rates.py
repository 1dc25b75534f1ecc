"""Yearly growth over several years, what a count of things comes to each, and who has nothing of a thing → plans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.grammar_base import plan_for
from bot.plan import Plan
from bot.question import Question, is_strong


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
    """平均每辆车多少: a named amount by the number of things that the same paper counts."""
    cue = next((token for token in question.tokens if token.has("operation", "per_thing")), None)
    named = tuple(term for term in question.names if not term.has("operation"))
    if cue and any(map(is_strong, named)):
        thing = "辆" if "辆" in cue.surface else "人次" if "人次" in cue.surface else "批次"
        yield plan_for(question, "per_thing", (named,), "average", "per_thing", "count", thing=thing)
