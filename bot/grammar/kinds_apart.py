"""A kind that only one of two bodies is asked for: A县2025年教育支出执行数是B局2024年支出合计的几倍."""

from __future__ import annotations

from dataclasses import replace

from bot.grammar.base import of_kind
from bot.grammar.plan import Plan
from bot.names.terms import Operands, Token
from bot.reading.question import Question, is_strong


def of_its_own_kind(plan: Plan, question: Question) -> Plan | None:
    """The plan with the kind for that body alone behind whose name it stands, and before the other's; None where it is said of
    both, or there are no two. It stands behind the plan that asks it of both, as their papers may hold it.
    """
    if not plan.frame.kinds or plan.operation not in _OF_TWO or len(plan.operands) != 2:
        return None
    starts = [next((one.start for one in operand if _is_body(one)), -1) for operand in plan.operands]
    said = [token for token in question.tokens if token.has("kind") and not token.has("frame")]
    if len(said) != 1 or -1 in starts or starts[0] == starts[1] or said[0].start < min(starts):
        return None
    if any(is_strong(one) and one in plan.operands[1] for one in plan.operands[0] if one != said[0]):
        return None  # a name that is lent to the other may be of the kind, too
    owner = max((at for at in (0, 1) if starts[at] < said[0].start), key=lambda at: starts[at])
    kind = said[0].sense("kind")
    own = of_kind(kind.value if kind else "", said[0])
    operands: Operands = tuple(
        tuple(one for one in operand if one != said[0]) + ((own,) if at == owner else ())
        for at, operand in enumerate(plan.operands)
    )
    return replace(plan, operands=operands, frame=replace(plan.frame, kinds=None), penalty=plan.penalty + LESS)


def _is_body(token: Token) -> bool:
    return token.has("organisation") and token.has("frame")


_OF_TWO = frozenset({"ratio", "share", "difference", "compare"})
LESS = 0.5
"""What the kind costs that is taken for one of the two alone."""
