"""Sums: of named figures, of one item over units or entries of a form, of the parts that a text gives a project."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.figures.readings import Reading
from bot.figures.unit_rows import namesakes, over_units
from bot.figures.units import LEAVES_OFFICE_OUT, across_units, are_all_rows
from bot.grammar.plan import Plan
from bot.operations.arithmetic import added, amount_of, choose_operands
from bot.operations.outcome import Outcome, Step
from bot.reading.question import is_strong
from bot.tools import Tools
from bot.writing.labels import line_of, lines_of, unit_of
from index.store.facts import FactFilter
from index.text import core_key


def total(tools: Tools, plan: Plan) -> Outcome | None:
    """The sum of several figures; of one figure, that figure."""
    chosen = choose_operands(tools, plan)
    if chosen is None:
        return _project_sum(tools, plan) if len(plan.operands) == 1 else None
    readings, score, rivals = chosen
    if plan.options.one_column and not _of_one_column(readings):
        return None
    if len(readings) == 1:
        asked = rivals and plan.options.asked
        several = asked and (over_units(tools, rivals, score) or _over_namesakes(tools, plan, rivals, score))
        return several or _only(readings[0], score, not rivals)
    return added(tools, plan, readings, score, rivals)


def _of_one_column(readings: Sequence[Reading]) -> bool:
    """Whether figures stand below each other, or beside each other in one list of the text."""
    return len({(one.fact.table_id or one.fact.text, one.fact.column) for one in readings}) == 1


def _over_namesakes(tools: Tools, plan: Plan, rivals: Sequence[Reading], score: float) -> Outcome | None:
    """The rows of one name that a form prints in several of its groups, added up: 三笔印刷服务合计; None for other rivals."""
    first = rivals[0].fact
    same = namesakes(tools, first)
    rows = {fact.row_index for fact in same}
    if (
        not first.table_id
        or len(rows) < 2
        or first.total
        or len(rows) != len(same)
        or not {one.fact.row_index for one in rivals} <= rows
    ):
        return None
    said = plan.options.entries
    if any(core_key(one.fact.row) != core_key(first.row) for one in rivals) or said not in (None, len(same)):
        return None
    if said is None and first.row_code:
        return None  # 机关服务 of two 款 is asked of the one or of the other
    parts = tuple(Reading((fact,), score, 1) for fact in same)
    return added(tools, plan, parts, score)


def _project_sum(tools: Tools, plan: Plan) -> Outcome | None:
    """What a project's parts come to, where the text states no total of it."""
    terms = [term for term in plan.operands[0] if is_strong(term)]
    groups = frozenset(key for term in terms for sense in term.senses for key in sense.keys)
    if len(terms) != 1 or not groups:
        return None
    found = tools.store.facts(FactFilter(documents=plan.frame.documents, group_keys=groups, years=plan.frame.years))
    parts = [
        fact
        for fact in found
        if len(fact.row_path) == 2
        and fact.unit.factor is not None
        and not fact.derived
        and fact.value
        and fact.kind in (plan.frame.kinds or {fact.kind})
    ]
    if (
        len(parts) < 2
        or any(fact.total for fact in parts)
        or len({(fact.document, fact.row_path[0], fact.column) for fact in parts}) > 1
        or 2 * max(amount_of(line_of(fact)) for fact in parts) == sum(amount_of(line_of(fact)) for fact in parts)
    ):
        return None
    readings = tuple(Reading((fact,), 5.0, 1) for fact in parts)
    lines = lines_of(readings)
    result = sum((amount_of(line) for line in lines), Decimal(0))
    return Outcome("sum", "answered", 5.0, result, "元", readings, lines, (Step("+", lines, result, "元"),))


def over_all_units(tools: Tools, plan: Plan) -> Outcome | None:
    """A column of people or things in a form that has a row for each unit of a department and nothing else, 在职人数, added up,
    or its total; None where it may leave one out, and of money, whose totals are of one side and fund.
    """
    found = across_units(tools, plan) if plan.options.asked and len(plan.operands) == 1 else None
    named = found is not None and any(map(is_strong, plan.operands[0]))
    if found is None or not named or any(map(LEAVES_OFFICE_OUT.search, plan.options.said)):
        return None
    domain, reading = found
    if domain.whole.unit.factor is not None:
        return None
    if domain.whole.total and domain.whole.row:
        return _only(reading, reading.score, True)
    if not are_all_rows(tools, domain):
        return None
    lines = tuple(line_of(fact, fact.row) for fact in domain.parts)
    result = sum(map(amount_of, lines), Decimal(0))
    readings = tuple(Reading((fact,), reading.score, 1) for fact in domain.parts)
    step = Step("+", lines, result, lines[0].unit)
    return Outcome("sum", "answered", reading.score, result, lines[0].unit, readings, lines, (step,))


def _only(reading: Reading, score: float, clear: bool) -> Outcome | None:
    if not clear:
        return None
    return Outcome("lookup", "answered", score, reading.value, unit_of(reading.fact), (reading,))
