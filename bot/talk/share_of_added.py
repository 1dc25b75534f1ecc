"""占采购总额百分之几 behind what several rows come to: the share of that sum, and not of what one of its names means."""

from __future__ import annotations

from dataclasses import replace

from bot.grammar.plan import Options, Plan
from bot.names.terms import Token
from bot.operations.arithmetic import operands_of, quotient
from bot.operations.attempts import Attempt, attempt_plan
from bot.reading.question import Question, is_strong
from bot.talk.turn import Turn, merged_frame
from bot.tools import Tools
from bot.writing.answers import write_figure
from bot.writing.labels import lines_of
from bot.writing.refusals import unexplained


def share_of_added(turn: Turn, last: Turn, tools: Tools) -> Turn | None:
    """The share of the sum that the last turn told in the one figure that is named, or the refusal where that is not found;
    None for anything else: where a part is named, too.
    """
    question, told = turn.question, last.attempt
    if question.operations != {"share"} or told is None or any(map(_names_body, question.tokens)):
        return None
    parts = told.outcome.readings
    summed = (told.plan.operation, told.outcome.status) == ("sum", "answered")
    if not summed or len(parts) < 2 or any(one.value is None for one in parts) or _names_part(question):
        return None
    whole = tuple(term for term in question.names if is_strong(term))
    frame = merged_frame(question, last.question, tools)
    found = attempt_plan(Plan("lookup", (whole,), frame), tools) if whole else None
    if found is None or found.outcome.status != "answered" or not found.outcome.readings[0].value:
        return replace(turn, answer=unexplained(question), attempt=None, leans=True)
    operands = told.plan.operands if len(told.plan.operands) == len(parts) else told.plan.operands[:1] * len(parts)
    readings = (*parts, found.outcome.readings[0])
    options = Options(sums=(len(parts), 1), unit=question.unit, decimals=question.decimals)
    plan = Plan("share", (*operands, whole), frame, options=options)
    own, lines = told.outcome.lines, lines_of(readings)
    if len(own) == len(parts) and lines[-1].label not in {line.label for line in own}:
        lines = (*own, lines[-1])
    outcome = quotient("share", found.outcome.score, readings, lines, operands_of(plan, lines))
    edited = replace(question, frame=frame)
    return Turn(edited, write_figure(Attempt(plan, outcome, outcome.score), question, tools), None, leans=True)


def _names_part(question: Question) -> bool:
    """Whether a name stands before the word for a share: 接待费占三公经费多少."""
    cue = next((at for at, token in enumerate(question.tokens) if token.has("operation", "share")), 0)
    return any(is_strong(token) and not token.has("year") for token in question.tokens[:cue])


def _names_body(token: Token) -> bool:
    return token.has("organisation")
