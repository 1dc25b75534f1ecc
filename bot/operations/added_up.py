"""Whether parts come to their whole: those of one figure, single lines, named ones, projects that a sentence counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.choose import choose
from bot.figures.domain import CARRIED, Domain, part_label, row_position
from bot.figures.fact_view import FactView, share_funds
from bot.figures.places import across_places
from bot.figures.readings import Reading, comparable
from bot.figures.wholes import contains, whole_of
from bot.grammar.plan import Plan
from bot.names.terms import Sense
from bot.operations.arithmetic import blank_outcome, choose_operands
from bot.operations.gone_over import find_domain
from bot.operations.outcome import Line, Outcome, Step
from bot.operations.projects import counted_with_whole
from bot.operations.quantities import quantity
from bot.reading.amounts import amount_value, rounds_to
from bot.reading.question import is_strong
from bot.tools import Tools
from bot.writing.labels import line_of, unit_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import core_key


def add_up_parts(tools: Tools, whole: Reading, *, single: bool = False) -> Outcome | None:
    """Whether the parts of a figure, or the single lines below it, come to it; None where it has none."""
    for fact in whole.facts:
        domain = tools.domains.of(fact, None)
        domain = _in_lines(tools, domain) if single and domain else domain
        if domain is None or comparable(fact) is None:
            continue
        grand = _GRAND.search(core_key(fact.row))
        lines = _lines_of(domain, _carried_beside(tools, fact) if grand else ())
        found = _sum_against(whole, fact, lines)
        if grand and not found.truth and not tools.store.findings([fact.id]):
            continue  # it holds more than these: 一般公共预算收入合计 beside what comes from above
        return found
    return None


def _in_lines(tools: Tools, domain: Domain) -> Domain | None:
    """The single lines below the parts of a figure, each part that has none as it is; None of what has no rows below."""
    if domain.by != "rows":
        return None
    below = (tools.domains.leaves(part) for part in domain.parts)
    lines = (one.parts if one else (part,) for one, part in zip(below, domain.parts, strict=True))
    return replace(domain, parts=tuple(line for some in lines for line in some))


def _lines_of(domain: Domain, beside: Sequence[Fact] = ()) -> tuple[Line, ...]:
    """The parts that have an amount, and what stands beside them."""
    return tuple(
        Line(part_label(part, domain.by), comparable(part), unit_of(part), (part,))
        for part in (*domain.parts, *beside)
        if comparable(part) is not None
    )


def _form_adds_up(tools: Tools, plan: Plan, whole: Reading) -> Outcome | None:
    """Whether the parts come to a figure that its own form tells: 基本支出 by the form of 基本支出."""
    found = find_domain(tools, plan)
    if found is None or comparable(found[0].whole) != whole.value:
        return None
    return _sum_against(whole, whole.fact, _lines_of(found[0]))


def _carried_beside(tools: Tools, total: Fact) -> list[Fact]:
    """What is carried over on the side and in the column of a form's grand total, which holds it beside the year's own."""
    table = tools.domains.table(total.table_id)
    position = row_position(table, total) if table else None
    if table is None or position is None:
        return []
    side = table.rows[position].label_column
    rows = {(row.index, row.label) for row in table.rows if row.label_column == side and CARRIED.search(row.label)}
    form = FactFilter(frozenset({total.document}), table_ids=frozenset({total.table_id}))
    return [
        one
        for one in tools.store.facts(form)
        if one.column_index == total.column_index and (one.row_index, one.row) in rows
    ]


_GRAND = re.compile("总计$")
"""A total that holds what is carried over, too."""


def parts_add_up(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether the parts of one figure, or its places, come to it; None where the amount in the question is another."""
    if plan.options.over == "places":
        return _places_add_up(tools, plan)
    if plan.options.over == "projects":
        return _counted_add_up(tools, plan)
    best = choose(tools.resolver.readings(plan.operands[0], plan.frame)).best
    counted = quantity(tools, plan) if best is None else None
    best = counted.readings[0] if counted else best  # 车辆12辆，其中…
    amounts = plan.options.amounts
    if best is None or best.value is None or not all(_comes_to(best, one) for one in amounts):
        return None
    single = bool(plan.options.single)
    found = add_up_parts(tools, best, single=single) or (None if single else _form_adds_up(tools, plan, best))
    return _with_gap(found, plan) if found else None


def _counted_add_up(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether projects that a sentence counts come to what it tells of all of them: 4个绩效目标项目共50万元."""
    told = counted_with_whole(tools, plan)
    if told is None or not all(_comes_to(told[1], one) for one in plan.options.amounts):
        return None
    return _with_gap(_sum_against(told[1], told[1].fact, _lines_of(told[0])), plan)


def _with_gap(found: Outcome, plan: Plan) -> Outcome:
    """The outcome with how far the parts are from their whole, where that is asked for, too."""
    apart = next((one for one in reversed(found.steps) if one.sign == "-"), None)
    if apart is None or not _HOW_FAR.search("".join(plan.options.said)):
        return found
    return replace(found, value=abs(apart.result), unit=apart.unit)


_HOW_FAR = re.compile("(?:差(?:了|额)?(?:是|为)?|[多少高低]出?了?|超[过出]?了?)(?:多少|几)|差额")
"""How far the parts are from the whole is asked for, too."""


def _comes_to(whole: Reading, amount: Sense) -> bool:
    """Whether a figure is an amount of the question, which without a unit is in that of the paper."""
    value, printed = amount_value(amount)[0], whole.fact.value
    bare = amount.weak and printed is not None and rounds_to(printed, value)
    return bare or (whole.value is not None and rounds_to(whole.value, value))


def _places_add_up(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether the rows of places of a form come to the total that it prints of them."""
    found = across_places(tools, plan)
    if found is None or found[0].by != "places":
        return None
    domain, reading = found
    whole = whole_of(tools, domain.parts[0])
    if whole is None or whole.table_id != domain.parts[0].table_id or comparable(whole) is None:
        return None
    lines = tuple(Line(fact.row, comparable(fact), unit_of(fact), (fact,)) for fact in domain.parts)
    return _sum_against(replace(reading, facts=(whole,)), whole, lines)


def adds_up(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether named parts come to a named whole, or to the whole of which they are parts."""
    *parts, whole = plan.operands
    chosen = choose_operands(tools, Plan("sum", tuple(parts), plan.frame))
    if chosen is None or chosen[2] or len({reading.fact.id for reading in chosen[0]}) < len(chosen[0]):
        return None
    readings, score, _ = chosen
    total = None
    if any(is_strong(term) for term in whole):
        added = {reading.fact.id for reading in readings}  # no part is the whole
        named = [one for one in tools.resolver.readings(whole, plan.frame) if one.fact.id not in added]
        total = choose(_of_their_funds(named, readings, tools) or named).best
        if total is None:
            return None
    base = total.fact if total else whole_of(tools, readings[0].fact)
    blank = blank_outcome(plan, readings, score)
    if blank or base is None or (total is None and any(not contains(base, reading.fact) for reading in readings)):
        return blank
    lines = tuple(line_of(reading.fact) for reading in readings)
    found = _sum_against(Reading((base,), score, 0), base, lines)
    way = plan.options.comparison
    if way not in _OVER_OR_UNDER:
        return found
    if len({line.unit for line in (*lines, *found.steps[1].operands[:1])}) > 1:
        return None
    gap = -found.steps[1].result  # how far the sum is over the whole
    value = abs(gap) if _HOW_FAR.search("".join(plan.options.said)) else None
    truth = gap > 0 if way == "over" else gap < 0
    return replace(found, truth=truth, value=value, unit=found.steps[1].unit if value is not None else "", message=way)


def _of_their_funds(wholes: Sequence[Reading], parts: Sequence[Reading], tools: Tools) -> list[Reading]:
    """The wholes of the very funds that the parts are of: 人员经费 of 一般公共预算 is no part of what all money pays."""
    keys = tools.catalogue.lexicon.basis_keys
    bases = [FactView(one.fact, keys).basis for one in parts]
    filled = [one for one in wholes if one.value]
    return [one for one in filled if share_funds([*bases, FactView(one.fact, keys).basis], unsaid=False)]


_OVER_OR_UNDER = ("over", "under")


def _sum_against(whole: Reading, fact: Fact, lines: tuple[Line, ...]) -> Outcome:
    """What parts come to, held against the figure of their whole."""
    result = sum((line.value or Decimal(0) for line in lines), Decimal(0))
    value, unit = comparable(fact) or Decimal(0), unit_of(fact)
    steps = (
        Step("+", lines, result, unit),
        Step("-", (line_of(fact), Line("", result, unit, ())), value - result, unit),
    )
    found = Outcome("adds_up", "answered", whole.score, None, "", (whole,), lines, steps, truth=result == value)
    return replace(found, value=value, unit=unit) if found.truth else found  # what both are
