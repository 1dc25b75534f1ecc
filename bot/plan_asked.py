"""A plan asked for by its word, 机关运行经费预算, where papers may tell no more than what came of it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.kinds import OUTCOMES, PLANS
from bot.outcome import Outcome
from bot.question import Question
from index.model import Kind

_FIGURES = frozenset({"lookup", "quantity"})
_SAYS_PLAN = re.compile(
    "(?<!公共)(?<!基金)(?<!经营)(?<!部门)(?<!单位)(?<!保险)(?<!完成)(?<![占比较超为是])预算(?:数|总?额|金额|安排)?"
    "(?!数|总?额|金额|安排|执行|完成|单位|部门|科目|草案|报告|公开|绩效|管理|收支|支出|收入|财政|拨款|内|外|书|表|里|中)"
)
"""预算 as the word for a figure, and not in the name of a fund, a paper or a body: 一般公共预算, 部门预算, 预算单位."""

_WITHIN = re.compile("预算(?=.)(?!数|总?额|金额|安排|[是为有]*多少)")
"""预算 within a name: 预算稳定调节基金."""


def asks_plan(question: Question) -> bool:
    """Whether a figure of a plan is asked for and none of what came of it, and nothing is worked out of it."""
    if question.operations:
        return False
    if question.frame.kinds is not None:
        return question.frame.kinds <= PLANS.keys()
    said = "".join(_WITHIN.sub("", one.surface) if one.has("name") else one.surface for one in question.tokens)
    return question.language == "zh" and bool(_SAYS_PLAN.search(said))


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
