"""A plan asked for by its word, 机关运行经费预算, where papers may tell no more than what came of it."""

from __future__ import annotations

from dataclasses import replace

from bot.figures.kinds import OUTCOMES, PLANS
from bot.names.budget_words import asks_for_plan, without_budget_inside
from bot.operations.outcome import Outcome
from bot.reading.question import Question
from index.model import Kind

_FIGURES = frozenset({"lookup", "quantity"})


def asks_plan(question: Question) -> bool:
    """Whether a figure of a plan is asked for and none of what came of it, and nothing is worked out of it."""
    if question.operations:
        return False
    if question.frame.kinds is not None:
        return question.frame.kinds <= PLANS.keys()
    words = (without_budget_inside(one.surface) if one.has("name") else one.surface for one in question.tokens)
    return question.language == "zh" and asks_for_plan("".join(words))


def of_plans(question: Question) -> Question:
    """The question of the plans that papers print alone; of the one that is named, 年初预算, where one is."""
    return replace(question, frame=replace(question.frame, kinds=question.frame.kinds or frozenset(PLANS)))


def of_outcomes(question: Question) -> Question:
    """The question of what came of plans alone."""
    return replace(question, frame=replace(question.frame, kinds=OUTCOMES))


def outcome_told(operation: str, outcome: Outcome) -> Kind | None:
    """The kind of the figure that is told, or of those that are offered, where it is what came of a plan; else None."""
    kinds = {reading.fact.kind for reading in outcome.readings}
    told = operation in _FIGURES and outcome.status in ("answered", "clarify") and len(kinds) == 1
    return next(iter(kinds)) if told and kinds <= OUTCOMES else None
