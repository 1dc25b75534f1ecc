"""The total of an account where a question means the whole: 总预算, 收入预算总数, 决算是多少, with last year's carry-over in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.figures.kinds import PLANS
from bot.names.terms import Sense
from bot.reading.question import Question, is_strong
from bot.tools import Tools
from index.grids import is_total_label
from index.model import Fact
from index.store.facts import FactFilter
from index.text import core_key
from index.units import FULL_TIME, PERCENT

_WHOLE = re.compile("总预算|总[数额量]|总规模|总?盘子|一共|总共|共多少|合计|总计")
_OVER_BODIES = frozenset({"ranking", "most", "least", "over", "under", "difference", "each", "list"})
"""What holds several bodies against each other: 甲局、乙局的预算谁大, of which a default is stated."""
_OVER_YEARS = frozenset(
    {"whether", "over", "under", "most", "list", "each", "trend", "change", "changed", "share", "difference"}
)
_WORKED_OUT = frozenset({"sum", "average"})
"""What is worked out of the totals of several years."""
_BUDGET = re.compile(
    "(?:部门|单位)?(?:综合)?(?:(?P<side>收入|支出))?[预决]算(?:多少)?|收支总[计额]|收支预算(?:总[计额数])?|budget"
)


def of_grand_total(question: Question, tools: Tools) -> Iterator[Question]:
    """The question with the bare word for the budget, or for the whole of one side of it, as 收支总计, 收入总计 or 支出总计;
    none where it asks for less, or names something else.
    """
    spans = question.ranges_over == "years"
    worked = question.operations & _WORKED_OUT if spans else frozenset()  # 近三年部门预算平均每年多少
    years = bool(question.operations) and question.operations - worked <= _OVER_YEARS  # 三年的总预算各多少
    bodies = question.ranges_over == "organisations" and question.operations <= _OVER_BODIES and not question.amounts
    named = any(
        is_strong(token) and not (token.has("year") or token.has("organisation") or _BUDGET.fullmatch(token.surface))
        for token in question.tokens
    )
    if (question.operations - {"sum"} and not (years or bodies)) or named:
        return
    added = tuple(
        replace(token, senses=(Sense("filler"),)) if token.has("operation", "sum") and not spans else token
        for token in question.tokens
    )
    question = replace(question, tokens=added)
    places = {at: found for at, token in enumerate(question.tokens) if (found := _BUDGET.fullmatch(token.surface))}
    named_sides = {found["side"] for found in places.values() if found["side"]}
    bare = not _WHOLE.search(question.text)
    if not places or len(named_sides) > 1 or (len(places) > 1 and not question.operations) or (bare and named_sides):
        return
    frame = question.frame if question.frame.kinds else replace(question.frame, kinds=frozenset(PLANS))  # 预算 is said
    for side in named_sides or ("收支", "支出"):
        total = tools.linker.link(f"{side}总计")
        if len(total) == 1 and total[0].has("name"):
            tokens = (
                replace(one, surface=total[0].surface, senses=total[0].senses) if at in places else one
                for at, one in enumerate(question.tokens)
            )
            yield replace(question, tokens=tuple(tokens), frame=frame)


def says_grand_total(question: Question) -> bool:
    """Whether the total of both sides is named, 收支总计, which a form may print as 支出总计; or budgets of several years are
    worked on.
    """
    worked = question.ranges_over == "years" and bool(question.operations & _WORKED_OUT)
    return bool(_BOTH_SIDES.search(question.text)) or worked


_BOTH_SIDES = re.compile("收支(?:[预决]算)?总|收支预算(?!总?表)")


def took_grand_total(asked: Question, read: Question) -> bool:
    """Whether a question that does not say so was read as asking for the grand total, which is to be said."""
    return (
        read.tokens is not asked.tokens
        and not _WHOLE.search(asked.text)
        and any(token.surface.endswith("总计") for token in read.tokens)
    )


def of_all_funds(question: Question, tools: Tools) -> Iterator[Question]:
    """An English question for nothing but the total budget, as one for the total of the form of all funds: where all such
    totals in the papers asked about are one amount.
    """
    if question.language != "en" or question.operations - {"sum"} or not _TOTAL_BUDGET.search(question.text):
        return
    cues = [at for at, token in enumerate(question.tokens) if is_strong(token) or token.surface in _SAYS_ALL]
    named = [at for at in cues if not (question.tokens[at].has("year") or question.tokens[at].has("organisation"))]
    if not named or any(set(question.tokens[at].surface.split()) - _SAYS_ALL for at in named):
        return
    wanted = FactFilter(question.frame.documents, years=question.frame.years, anchors_only=True)
    totals = [fact for fact in tools.store.facts(wanted) if _is_of_all_funds(fact)]
    if not totals or len({fact.value for fact in totals}) > 1:
        return
    row, column = (core_key(name) for name in (totals[0].row, totals[0].column[-1]))
    names = (Sense("name", row, frozenset({row})), Sense("name", column, frozenset({column})))
    tokens = [
        replace(token, senses=(Sense("filler"),)) if at in named or token.has("operation", "sum") else token
        for at, token in enumerate(question.tokens)
    ]
    first = question.tokens[named[0]]
    told = [replace(first, surface=sense.value, senses=(sense,)) for sense in names]
    yield replace(question, tokens=(*tokens[: named[0]], *told, *tokens[named[0] + 1 :]))


def _is_of_all_funds(fact: Fact) -> bool:
    """Whether a figure is the total of a form of all funds, in its column of totals."""
    said = core_key(f"{fact.table} {fact.row}")
    money = fact.unit not in (FULL_TIME, PERCENT) and fact.value is not None
    return fact.total and money and bool(fact.column) and is_total_label(fact.column[-1]) and "all funds" in said


_TOTAL_BUDGET = re.compile(
    r"\b(?:total|whole|overall|entire|combined|all funds?)\b.*\bbudget|\bbudget\b.*\b(?:in total|total|all funds)\b",
    re.I,
)
_SAYS_ALL = frozenset(
    {"total", "budget", "all", "funds", "fund", "the", "whole", "overall", "entire", "combined", "city", "adopted"}
)
