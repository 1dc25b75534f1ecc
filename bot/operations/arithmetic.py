"""Sums, differences, ratios, shares, averages, changes: exact, and never over a blank cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise, repeat
from typing import TypeVar

from bot.figures.choose import choose, of_other_years, resolve_jointly
from bot.figures.readings import Reading, comparable, told_again
from bot.figures.sides import SIDES
from bot.figures.signs import BRACKETS, both_in_brackets, size_step
from bot.figures.wholes import contains, cross, whole_of
from bot.flat.model import are_apart, overlap
from bot.grammar.plan import Plan
from bot.names.organisations import owner_key
from bot.names.terms import Token
from bot.operations.outcome import Line, Outcome, Step
from bot.operations.quantities import ONE_MEASURE
from bot.operations.share_wholes import (
    in_one_account,
    is_no_part,
    is_of_another_account,
    is_of_another_body,
    of_all_money,
    of_own_form,
)
from bot.reading.directions import asks_percent_too
from bot.reading.limits import reach_of
from bot.tools import Tools
from bot.writing.labels import line_of, lines_of
from index.model import Fact
from index.reach import level_of
from index.store.facts import FactFilter
from index.text import column_item, column_key, core_key

_One = TypeVar("_One")
DIVISION_PLACES = Decimal("0.0001")
"""A share or ratio is kept to four places; the text rounds the exact one as asked."""


def choose_operands(tools: Tools, plan: Plan) -> tuple[tuple[Reading, ...], float, tuple[Reading, ...]] | None:
    """A reading for each operand, their mean score, and the equally good readings of the first operand that has some."""
    chosen = resolve_jointly(tools.resolver, plan.operands, plan.frame)
    if chosen is None:
        return None
    readings = tuple(one.best for one in chosen if one.best is not None)
    if _of_two_levels(plan, readings):
        return None
    score = sum(reading.score for reading in readings) / len(readings)
    unclear = next(((one.best, *one.rivals) for one in chosen if one.rivals and one.best is not None), ())
    return readings, score, unclear


def _of_two_levels(plan: Plan, readings: Sequence[Reading]) -> bool:
    """Whether figures of one government are of its whole area and of its own level, which no word of the question tells apart:
    市本级债务还本支出 and 全市债务付息支出.
    """
    if any(term.has("reach") for operand in plan.operands for term in operand):
        return False
    facts = [reading.fact for reading in readings]
    reaches = {reach for fact in facts if level_of(fact.organisation) and (reach := reach_of(fact)) in ("whole", "own")}
    return len(reaches) > 1 and len({owner_key(fact.organisation) for fact in facts}) == 1


def unclear_outcome(plan: Plan, score: float, rivals: tuple[Reading, ...]) -> Outcome:
    """The question back: which of these is meant."""
    lines = tuple(line_of(reading.fact) for reading in rivals)
    return Outcome(plan.operation, "clarify", score, readings=rivals, lines=lines)


def blank_outcome(plan: Plan, readings: Sequence[Reading], score: float) -> Outcome | None:
    """The refusal to compute with a blank cell, or None where all cells are filled."""
    if all(reading.value is not None for reading in readings):
        return None
    return Outcome(plan.operation, "not_found", score, readings=tuple(readings), message="blank_operand")


def mixed_units(lines: Sequence[Line]) -> bool:
    """Whether amounts cannot be added: money beside counts, or counts of different things."""
    return len({ONE_MEASURE.get(line.unit, line.unit) for line in lines}) > 1


def added(
    tools: Tools, plan: Plan, readings: tuple[Reading, ...], score: float, rivals: tuple[Reading, ...] = ()
) -> Outcome | None:
    """The sum of chosen figures; None where they cannot be added, a refusal where one holds another or is blank."""
    lines = lines_of(readings, plan.operands)
    if mixed_units(lines) or len({line.facts[0].id for line in lines}) < len(lines):
        return None
    if _overlap(tools, readings):
        return Outcome("sum", "not_found", score, readings=readings, message="overlap")
    blank = blank_outcome(plan, readings, score)
    if blank or rivals:
        return blank or unclear_outcome(plan, score, rivals)
    result = sum((line.value or Decimal(0) for line in lines), Decimal(0))
    step = Step("+", lines, result, lines[0].unit)
    return Outcome("sum", "answered", score, result, lines[0].unit, readings, lines, (step,))


def _overlap(tools: Tools, readings: Sequence[Reading]) -> bool:
    """Whether one figure is part of another, or they have a part in common, so that adding them counts it twice."""
    facts = [reading.fact for reading in readings]
    pairs = [(one, other) for one in facts for other in facts if one is not other]
    return overlap(facts) or any(
        _is_under(one, other)
        or (one.column_index == other.column_index and contains(other, one))
        or cross(tools, one, other)
        for one, other in pairs
    )


_OF_ALL = ("合计", "总计")
"""A total of all rows of a form by its name."""


def _is_under(part: Fact, whole: Fact) -> bool:
    """Whether a row stands below another one, in whichever tables the two figures were found."""
    if (owner_key(part.organisation), part.year) != (owner_key(whole.organisation), whole.year) or not whole.row:
        return False
    if part.row_code and whole.row_code:
        return len(part.row_code) > len(whole.row_code) and part.row_code.startswith(whole.row_code)
    if whole.total and not part.total and part.table_id and part.table_id == whole.table_id:
        return core_key(whole.row) in _OF_ALL and part.column == whole.column
    return core_key(whole.row) in {core_key(label) for label in part.row_path[:-1]}


def difference(tools: Tools, plan: Plan) -> Outcome | None:
    """The first figure minus the second."""
    chosen = choose_operands(tools, plan)
    if chosen is None or not _is_pair(plan):
        return None
    return apart(tools, plan, *chosen)


def _is_pair(plan: Plan) -> bool:
    return len(plan.options.sums or plan.operands) == 2


def apart(
    tools: Tools, plan: Plan, readings: tuple[Reading, ...], score: float, rivals: tuple[Reading, ...] = ()
) -> Outcome | None:
    """The first of two chosen figures minus the second; None where that makes no sense, a refusal where one is blank."""
    lines = lines_of(readings, plan.operands)
    if mixed_units(lines) or readings[0].fact.id == readings[1].fact.id:
        return None
    refused = _refused(tools, plan, readings, score, rivals)
    if refused:
        return refused
    one, two = pair = operands_of(plan, lines)
    result, unit = amount_of(one) - amount_of(two), one.unit
    if both_in_brackets(lines) and pair == lines:
        step = size_step(lines)
        if plan.options.percent:
            steps = (step, percent_step(Line("", result, unit, ()), two))
            return Outcome("change", "answered", score, steps[1].result, "%", readings, lines, steps, message=BRACKETS)
        return Outcome("difference", "answered", score, step.result, unit, readings, lines, (step,), message=BRACKETS)
    less = result < 0 and bool(plan.options.less) and not plan.options.percent
    if less or (result < 0 and plan.options.open and not plan.options.percent):  # told as no negative amount
        result, pair = -result, pair[::-1]
    step = Step("-", pair, result, unit)
    beside = any(map(asks_percent_too, plan.options.said))
    if (plan.options.percent or beside) and amount_of(two):
        percent = percent_step(Line("", result, unit, ()), two)
        value = (result, unit) if beside else (percent.result, "%")
        return Outcome("change", "answered", score, *value, readings, lines, (step, percent))
    return Outcome(
        "difference", "answered", score, result, unit, readings, lines, (step,), message="less" if less else ""
    )


def _refused(
    tools: Tools, plan: Plan, readings: tuple[Reading, ...], score: float, rivals: tuple[Reading, ...] = ()
) -> Outcome | None:
    """Why nothing is worked out of chosen figures: a blank cell, one counted twice, several equally good; else None."""
    blank = blank_outcome(plan, readings, score)
    if blank or rivals:
        return blank or unclear_outcome(plan, score, rivals)
    if any(len(group) > 1 and _overlap(tools, group) for group in _grouped(plan, readings)):
        return Outcome(plan.operation, "not_found", score, readings=readings, message="overlap")
    return None


def operands_of(plan: Plan, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The operands of the arithmetic: the lines as they are, or added up in groups as the plan says (A和B之和比C)."""
    return tuple(map(sum_line, _grouped(plan, lines)))


def _grouped(plan: Plan, found: Sequence[_One]) -> list[Sequence[_One]]:
    """What was found for the operands of a plan, in the groups that it adds up."""
    ends = list(accumulate(plan.options.sums or repeat(1, len(found))))
    return [found[start:end] for start, end in pairwise((0, *ends))]


def sum_line(lines: Sequence[Line]) -> Line:
    """One line that others, which all have a value, are added up to; a single one as it is."""
    if len(lines) == 1:
        return lines[0]
    facts = tuple(fact for line in lines for fact in line.facts)
    return Line("", sum(map(amount_of, lines), Decimal(0)), lines[0].unit, facts, tuple(lines))


def ratio(tools: Tools, plan: Plan) -> Outcome | None:
    """How many times the second figure the first is."""
    return _divided(tools, plan, "ratio")


def times(plan: Plan, readings: tuple[Reading, ...], score: float) -> Outcome | None:
    """How many times the second of two chosen figures the first is."""
    lines = lines_of(readings, plan.operands)
    if mixed_units(lines) or not amount_of(lines[1]):
        return None
    return blank_outcome(plan, readings, score) or quotient("ratio", score, readings, lines)


def share(tools: Tools, plan: Plan) -> Outcome | None:
    """The first figure as a percentage of the second; of its own total where only one is named."""
    if len(plan.operands) == 1:
        return _share_of_total(tools, plan)
    return _divided(tools, plan, "share")


def _divided(tools: Tools, plan: Plan, operation: str) -> Outcome | None:
    chosen = choose_operands(tools, plan) if _is_pair(plan) else None
    if chosen is None:
        return None
    readings, score, rivals = chosen
    of_fund = operation == "share" and of_all_money(tools, plan, readings)
    if operation == "share":
        readings = of_fund or of_own_form(tools, plan, readings) or in_one_account(tools, readings)
    if operation == "share" and (is_of_another_account(plan, readings) or is_of_another_body(plan, readings)):
        return None
    lines = lines_of(readings, plan.operands)
    if mixed_units(lines) or (not of_fund and told_again(*readings[:2])):
        return None
    if plan.options.inside and not contains(readings[1].fact, readings[0].fact):
        return None
    if plan.options.one_unit and not _printed_alike(*readings):
        return None
    if plan.frame.years is None and not _dated(plan) and of_other_years(readings):
        return None
    refused = _refused(tools, plan, readings, score, rivals)
    if refused:
        return refused
    part, whole = pair = operands_of(plan, lines)
    if not amount_of(whole):
        return Outcome(operation, "not_found", score, readings=readings, message="zero_base")
    if plan.options.sums:
        if operation == "share" and abs(amount_of(part)) > abs(amount_of(whole)):
            return None  # what several come to is no share of less: the first of them was the whole
        return quotient(operation, score, readings, lines, pair)
    if operation == "share" and is_no_part(plan, readings, pair):
        return None
    if operation == "share" and plan.options.ordered:
        return quotient(operation, score, readings, lines)
    if operation == "share" and plan.options.part_first and _is_row_of(readings[0].fact, readings[1].fact):
        return None
    larger = abs(amount_of(lines[0])) >= abs(amount_of(lines[1]))
    if operation == "share" and larger and _is_whole_of(readings[0].fact, readings[1].fact):
        readings, lines = (readings[1], readings[0]), (lines[1], lines[0])  # asked the other way round: 有几成花在
    elif operation == "share" and abs(amount_of(lines[0])) > abs(amount_of(lines[1])):
        score -= 2.0
    return quotient(operation, score, readings, lines)


def _dated(plan: Plan) -> bool:
    """Whether an operand says its year itself."""
    return any(term.has("frame") or term.has("year") for operand in plan.operands for term in operand)


def _printed_alike(one: Reading, other: Reading) -> bool:
    """Whether two amounts are printed in one unit somewhere: 118.6亿元 of 1284900万元 is no rate that a paper would print."""
    return bool({fact.unit.name for fact in one.facts} & {fact.unit.name for fact in other.facts})


def percent_step(part: Line, whole: Line) -> Step:
    """One amount in percent of another, which must not be 0."""
    exact = amount_of(part) / amount_of(whole) * 100
    return Step("%", (part, whole), kept(exact), "%", exact)


def kept(exact: Decimal) -> Decimal:
    """A share or ratio at the places that an answer keeps."""
    return exact.quantize(DIVISION_PLACES, ROUND_HALF_UP)


def quotient(
    operation: str,
    score: float,
    readings: tuple[Reading, ...],
    lines: tuple[Line, ...],
    pair: tuple[Line, ...] = (),
) -> Outcome:
    """One line divided by the other; `pair` are the two where some of the lines are added up first."""
    pair = pair or lines
    if operation == "share":
        step = percent_step(*pair)
    else:
        exact = amount_of(pair[0]) / amount_of(pair[1])
        step = Step("/", pair, kept(exact), "倍", exact)
    return Outcome(operation, "answered", score, step.result, step.unit, readings, lines, (step,))


def _share_of_total(tools: Tools, plan: Plan) -> Outcome | None:
    chosen = choose(tools.resolver.readings(plan.operands[0], plan.frame))
    if chosen.best is None or chosen.rivals or chosen.best.value is None:
        return None
    if tools.resolver.flat.is_part(chosen.best):
        return None
    for fact in chosen.best.facts:
        if fact.value is None:
            continue  # a blank beside the amount
        base = _named_ancestor(tools, fact, plan.operands[0]) or whole_of(tools, fact) or _told_whole(tools, fact)
        if base is not None and comparable(base):
            readings = (replace(chosen.best, facts=(fact,)), Reading((base,), chosen.best.score, 0))
            return quotient("share", chosen.best.score, readings, lines_of(readings))
    return None


def _told_whole(tools: Tools, part: Fact) -> Fact | None:
    """The figure of the text that one is told as a part of: 政府采购支出总额…，其中：货物…; None where it is told of none."""
    if part.source != "prose" or len(part.row_path) < 2:
        return None
    row = frozenset({core_key(part.row_path[-2])})
    above = tools.store.facts(FactFilter(documents=frozenset({part.document}), row_keys=row, source="prose"))
    place = (part.table, part.column, part.year, part.kind, part.unit.factor is None)
    wholes = [
        one
        for one in above
        if one.row_path == part.row_path[:-1]
        and (one.table, one.column, one.year, one.kind, one.unit.factor is None) == place
    ]
    return wholes[0] if len({comparable(one) for one in wholes}) == 1 else None


def _named_ancestor(tools: Tools, fact: Fact, terms: Sequence[Token]) -> Fact | None:
    """The row above the figure that the question names: 住房保障里公积金的占比 is of 住房保障支出."""
    named = {key for term in terms for sense in term.senses for key in sense.keys}
    above = [label for label in fact.row_path[:-1] if core_key(label) in named]
    if not above or not fact.table_id:
        return None
    wanted = FactFilter(
        documents=frozenset({fact.document}),
        table_ids=frozenset({fact.table_id}),
        row_keys=frozenset({core_key(above[-1])}),
    )
    same = [one for one in tools.store.facts(wanted) if one.column_index == fact.column_index]
    return next((one for one in same if fact.row_path[: len(one.row_path)] == one.row_path), None)


def average(tools: Tools, plan: Plan) -> Outcome | None:
    """The mean of several named figures."""
    chosen = choose_operands(tools, plan)
    if chosen is None or chosen[2]:
        return None
    readings, score, _ = chosen
    return blank_outcome(plan, readings, score) or mean(score, readings, lines_of(readings))


def mean(score: float, readings: tuple[Reading, ...], lines: tuple[Line, ...]) -> Outcome | None:
    """The mean of some lines, with the sum and the division that give it; None where they cannot be added."""
    if not lines or mixed_units(lines):
        return None
    result = sum((amount_of(line) for line in lines), Decimal(0))
    mean = result / len(lines)
    rounded = mean if mean == mean.quantize(DIVISION_PLACES) else mean.quantize(DIVISION_PLACES, ROUND_HALF_UP)
    divisor = Line(str(len(lines)), Decimal(len(lines)), "", ())
    steps = (
        Step("+", lines, result, lines[0].unit),
        Step("/", (Line("", result, lines[0].unit, ()), divisor), rounded, lines[0].unit),
    )
    return Outcome(
        "average", "answered", score, rounded.normalize() if rounded else rounded, lines[0].unit, readings, lines, steps
    )


def remainder(tools: Tools, plan: Plan) -> Outcome | None:
    """The whole without one part or several: 除…以外; the total of the parts where no whole is named."""
    whole, *parts = plan.operands
    chosen = choose_operands(tools, plan if whole else replace(plan, operands=tuple(parts)))
    if chosen is None:
        return None
    readings, score, rivals = chosen
    if rivals and whole and len(parts) == 1:  # total revenues without transfers: those that came in
        inside = [one for one in rivals if contains(readings[0].fact, one.fact)]
        readings, rivals = ((readings[0], *inside), ()) if len(inside) == 1 else (readings, rivals)
    if rivals:
        return None
    if not whole:
        base = whole_of(tools, readings[0].fact)
        if base is None:
            return None
        readings = (Reading((base,), score, 0), *readings)
    lines = lines_of(readings)
    if any("net of" in text.lower() for text in plan.options.said) and any((one.value or 0) < 0 for one in lines):
        return None  # net of a veto: what is printed as a negative part is in the whole already
    if all(are_apart(readings[0].fact, part.fact) for part in readings[1:]):  # one body （不含 another）
        behind = whole[0].start > parts[0][0].start if whole and parts[0] else True
        if behind and not any("除" in text for text in plan.options.said):
            return None
        return Outcome("lookup", "answered", score, comparable(readings[0].fact), lines[0].unit, readings[:1])
    if mixed_units(lines) or not all(_is_part(tools, part.fact, readings[0].fact) for part in readings[1:]):
        return blank_outcome(plan, readings, score)
    refused = _refused(tools, plan, readings, score)
    if refused:
        return refused
    pair = operands_of(plan, lines)
    result = amount_of(pair[0]) - amount_of(pair[1])
    step = Step("-", pair, result, lines[0].unit)
    return Outcome("except", "answered", score, result, lines[0].unit, readings, lines, (step,))


def _is_part(tools: Tools, part: Fact, whole: Fact) -> bool:
    """Whether a figure is part of another: in its table, or in a form whose total is that other's amount, 基本支出."""
    if contains(whole, part):
        return True
    if core_key(whole.row) in SIDES:
        return False
    total = whole_of(tools, part)
    alike = (owner_key(part.organisation), part.year, part.kind) == (
        owner_key(whole.organisation),
        whole.year,
        whole.kind,
    )
    return alike and total is not None and comparable(total) is not None and comparable(total) == comparable(whole)


def _is_whole_of(one: Fact, other: Fact) -> bool:
    """Whether a share can only be asked the other way round: the first is the total of the second, or of all."""
    alike = column_key(column_item(one.column)) == column_key(column_item(other.column))
    side = core_key(one.row) in SIDES and core_key(other.row) not in SIDES
    return side or contains(one, other) or (one.total and not other.total and bool(other.row) and alike)


def _is_row_of(whole: Fact, part: Fact) -> bool:
    """Whether the first figure is the total of the row that the second stands in."""
    return whole.row_index == part.row_index and contains(whole, part)


def amount_of(line: Line) -> Decimal:
    """The value of a line; only for lines that were checked to have one."""
    assert line.value is not None
    return line.value
