"""The shares that several figures have, each in its own total or all in one whole."""

from __future__ import annotations

from dataclasses import replace

from bot.grammar.plan import Plan
from bot.operations.arithmetic import share
from bot.operations.outcome import Line, Outcome
from bot.tools import Tools
from bot.writing.labels import labels_of


def shares(tools: Tools, plan: Plan) -> Outcome | None:
    """The share of each of several figures in its own total; where `ordered` says that the last operand is their whole, in
    that. None where one of them has none.
    """
    parts, whole = (plan.operands[:-1], plan.operands[-1:]) if plan.options.ordered else (plan.operands, ())
    found = [share(tools, replace(plan, operation="share", operands=(part, *whole))) for part in parts]
    told = [one for one in found if one and one.value is not None]
    if len(told) < len(found):
        return None
    readings, score = tuple(one.readings[0] for one in told), sum(one.score for one in told) / len(told)
    lines = tuple(
        Line(label, one.value, "%", (*one.lines[0].facts, *one.lines[1].facts), exact=one.steps[0].exact)
        for one, label in zip(told, labels_of(readings), strict=True)
    )
    return Outcome("several", "answered", score, readings=readings, lines=lines)
