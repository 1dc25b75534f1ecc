"""占采购总额百分之几 behind what several rows come to: the share of that sum, and not of what one of its names means."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.grammar.plan import Options, Plan
from bot.names.terms import Token
from bot.operations.arithmetic import amount_of, operands_of, quotient
from bot.operations.attempts import Attempt, attempt_plan
from bot.reading.question import is_strong
from bot.talk.turn import Turn, merged_frame
from bot.tools import Tools
from bot.writing.answers import write_figure
from bot.writing.labels import lines_of


def share_of_added(turn: Turn, last: Turn, tools: Tools) -> Turn | None:
    """The share of the sum that the last turn told in the one figure that is named; None for anything else."""
    question, told = turn.question, last.attempt
    whole = tuple(term for term in question.names if is_strong(term))
    if question.operations != {"share"} or not whole or told is None or any(map(_names_body, question.tokens)):
        return None
    parts = told.outcome.readings
    operands = told.plan.operands if len(told.plan.operands) == len(parts) else told.plan.operands[:1] * len(parts)
    if (
        (told.plan.operation, told.outcome.status) != ("sum", "answered")
        or len(parts) < 2
        or any(one.value is None for one in parts)
    ):
        return None
    frame = merged_frame(question, last.question, tools)
    found = attempt_plan(Plan("lookup", (whole,), frame), tools)
    if found is None or found.outcome.status != "answered" or not found.outcome.readings[0].value:
        return None
    readings = (*parts, found.outcome.readings[0])
    options = Options(sums=(len(parts), 1), unit=question.unit, decimals=question.decimals)
    plan = Plan("share", (*operands, whole), frame, options=options)
    own = told.outcome.lines if len(told.outcome.lines) == len(parts) else lines_of(parts)
    lines = (*own, *lines_of(readings[-1:]))
    pair = operands_of(plan, lines)
    if not Decimal(0) < amount_of(pair[0]) <= amount_of(pair[1]):
        return None
    outcome = quotient("share", found.outcome.score, readings, lines, pair)
    edited = replace(question, frame=frame)
    return Turn(edited, write_figure(Attempt(plan, outcome, outcome.score), question, tools), None, leans=True)


def _names_body(token: Token) -> bool:
    return token.has("organisation")
