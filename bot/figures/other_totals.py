"""The share of a whole that forms total twice: the year's own income (本年收入合计), and with what is carried over (总计)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.figures.readings import Reading, comparable
from bot.grammar.plan import Plan
from bot.names.terms import Token
from bot.operations import arithmetic
from bot.operations.outcome import Outcome
from bot.reading.question import is_strong
from bot.tools import Tools
from bot.writing.labels import line_of
from index.model import Fact
from index.organisations import is_body
from index.store.facts import FactFilter
from index.text import core_key

_TOTAL = re.compile("(?:本年|当年)?(?:收入|支出)?(?:总计|合计|小计)")
_SAYS_WHICH = re.compile("总计|合计|小计|本年|当年")


def share(tools: Tools, plan: Plan) -> Outcome | None:
    """The share as `arithmetic.share` gives it; where the question leaves open which total, the other one as alternative."""
    found = arithmetic.share(tools, plan)
    if found is not None and found.status == "clarify" and len(plan.operands) == 2 and not plan.options.sums:
        return _share_of_own_form(tools, plan) or found
    if found is None or found.status != "answered" or len(plan.operands) != 2 or len(found.readings) != 2:
        return found
    other = other_total(tools, found.readings[1], plan.operands[1])
    return replace(found, alternatives=other) if other else found


def _share_of_own_form(tools: Tools, plan: Plan) -> Outcome | None:
    """The share of a unit's row, or of an item of income, in the total of its form, where the whole is called no more than
    预算: of the department, or 总预算, which is as much of what comes in as of what goes out.
    """
    part, whole = plan.operands
    if any(is_strong(term) and not term.has("frame") for term in whole):
        return None
    found = arithmetic.share(tools, replace(plan, operands=(part,)))
    if found is None or len(found.readings) != 2:
        return None
    own, total = (reading.fact for reading in found.readings)
    if is_body(own.row):
        return found
    sided = total.table_id and total.table_id == own.table_id and _SIDE.search("".join((total.row, *total.column)))
    if not sided or found.status != "answered":
        return found if sided else None
    other = other_total(tools, found.readings[1], ())
    grand = other and _GRAND.search(core_key(other[0].fact.row)) and _WHOLE.search("".join(plan.options.said))
    if grand:
        pair = (found.readings[0], other[0])
        told = arithmetic.quotient("share", found.score, pair, tuple(line_of(one.fact) for one in pair))
        return replace(told, alternatives=(found.readings[1],))
    return replace(found, alternatives=other)


_WHOLE = re.compile("占(?:收支|收入|支出)?总预算|预算总[额数]")
_GRAND = re.compile("总计$")
_SIDE = re.compile("收入|支出")


def other_total(tools: Tools, whole: Reading, terms: Sequence[Token]) -> tuple[Reading, ...]:
    """The other total of a form beside one that terms name without saying which: 总收入; none where there is no other."""
    if any(_SAYS_WHICH.search(term.surface) for term in terms):
        return ()
    other = _other_total(tools, whole.fact)
    return (Reading((other,), whole.score, 0),) if other else ()


def _other_total(tools: Tools, whole: Fact) -> Fact | None:
    """The total of another amount in the column of one: 总计 below 本年收入合计, or this above it."""
    if not (whole.table_id and whole.total and _TOTAL.fullmatch(core_key(whole.row))):
        return None
    wanted = FactFilter(documents=frozenset({whole.document}), table_ids=frozenset({whole.table_id}))
    others = [
        one
        for one in tools.store.facts(wanted)
        if one.column_index == whole.column_index
        and (one.year, one.kind) == (whole.year, whole.kind)
        and one.total
        and _TOTAL.fullmatch(core_key(one.row))
        and comparable(one)
        and comparable(one) != comparable(whole)
    ]
    return others[-1] if others else None
