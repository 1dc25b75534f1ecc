"""Sums, differences, ratios, shares, averages, changes: exact, and never over a blank cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.choose import choose, resolve_jointly
from bot.labels import line_of, lines_of, unit_of
from bot.organisations import owner_key
from bot.outcome import Line, Outcome, Step
from bot.plan import Plan
from bot.question import is_strong
from bot.readings import Reading, comparable, same_row
from bot.scoring import SIDES
from bot.terms import Sense, Token
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, core_key, is_plain_measure

DIVISION_PLACES = Decimal("0.0001")
"""A share or ratio is kept to four places; the text rounds as asked."""


def choose_operands(tools: Tools, plan: Plan) -> tuple[tuple[Reading, ...], float, tuple[Reading, ...]] | None:
    """A reading for each operand, their mean score, and the equally good readings of the first operand that has some."""
    chosen = resolve_jointly(tools.resolver, plan.operands, plan.frame)
    if chosen is None:
        return None
    readings = tuple(one.best for one in chosen if one.best is not None)
    score = sum(reading.score for reading in readings) / len(readings)
    unclear = next(((one.best, *one.rivals) for one in chosen if one.rivals and one.best is not None), ())
    return readings, score, unclear


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
    return len({line.unit for line in lines}) > 1


_SETS = ("台（套）", "台(套)", "台套", "台", "套")
_SAME_MEASURE = {"人": ("人", "名"), "名": ("名", "人"), "辆": ("辆", "台"), "台": _SETS, "套": _SETS, "台套": _SETS}


_ANY_THING = "个"
"""The measure word that counts whatever has no other: 几个 of what the text counts in 家, too."""


def quantity(tools: Tools, plan: Plan) -> Outcome | None:
    """A count that the text states (家, 个, 辆 …), never an amount of money."""
    keys = frozenset({core_key("数量")}) & frozenset(tools.catalogue.names)
    if not keys:
        return None
    marker = Token(0, 0, "", (Sense("name", "count", keys),))
    readings = tools.resolver.readings((*plan.operands[0], marker), plan.frame)
    unit = str(plan.options.get("classifier") or "")
    fitting = [one for one in readings if not unit or one.fact.unit.name in _SAME_MEASURE.get(unit, (unit,))]
    if unit == _ANY_THING:
        fitting, unit = fitting or readings, ""
    chosen = choose(fitting or (_things_of(tools, plan, unit) if unit else []))
    best = chosen.best
    if best is None or chosen.rivals:
        return None
    return Outcome("lookup", "answered", best.score, best.value, unit_of(best.fact), (best,))


def _things_of(tools: Tools, plan: Plan, unit: object) -> list[Reading]:
    """Where the thing counted is not named, all that the named project or section counts by this measure word."""
    groups = frozenset(key for term in plan.operands[0] for sense in term.senses for key in sense.keys)
    wanted = FactFilter(documents=plan.frame.documents, group_keys=groups, years=plan.frame.years)
    found = [fact for fact in tools.store.facts(wanted) if fact.column == ("数量",) and fact.unit.name == unit]
    return [Reading((fact,), 5.0, len(groups)) for fact in found]


def total(tools: Tools, plan: Plan) -> Outcome | None:
    """The sum of several figures; of one figure, that figure."""
    chosen = choose_operands(tools, plan)
    if chosen is None:
        return _project_sum(tools, plan) if len(plan.operands) == 1 else None
    readings, score, rivals = chosen
    if len(readings) == 1:
        return _only(plan, readings[0], score, not rivals)
    return added(plan, readings, score, rivals)


def added(plan: Plan, readings: tuple[Reading, ...], score: float, rivals: tuple[Reading, ...] = ()) -> Outcome | None:
    """The sum of chosen figures; None where they cannot be added, a refusal where one holds another or is blank."""
    lines = lines_of(readings, plan.operands)
    if mixed_units(lines) or len({line.facts[0].id for line in lines}) < len(lines):
        return None
    if _overlap(readings):
        return Outcome("sum", "not_found", score, readings=readings, message="overlap")
    blank = blank_outcome(plan, readings, score)
    if blank or rivals:
        return blank or unclear_outcome(plan, score, rivals)
    result = sum((line.value or Decimal(0) for line in lines), Decimal(0))
    step = Step("+", lines, result, lines[0].unit)
    return Outcome("sum", "answered", score, result, lines[0].unit, readings, lines, (step,))


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
        if len(fact.row_path) == 2 and fact.unit.factor is not None and not fact.derived and fact.value
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


def _only(plan: Plan, reading: Reading, score: float, clear: bool) -> Outcome | None:
    if not clear:
        return None
    return Outcome("lookup", "answered", score, reading.value, unit_of(reading.fact), (reading,))


def _overlap(readings: Sequence[Reading]) -> bool:
    """Whether one figure is part of another, so that adding them counts it twice."""
    facts = [reading.fact for reading in readings]
    return any(one is not other and _is_under(one, other) for one in facts for other in facts)


def _is_under(part: Fact, whole: Fact) -> bool:
    """Whether a row stands below another one, in whichever tables the two figures were found."""
    if (owner_key(part.organisation), part.year) != (owner_key(whole.organisation), whole.year) or not whole.row:
        return False
    if part.row_code and whole.row_code:
        return len(part.row_code) > len(whole.row_code) and part.row_code.startswith(whole.row_code)
    return core_key(whole.row) in {core_key(label) for label in part.row_path[:-1]}


def difference(tools: Tools, plan: Plan) -> Outcome | None:
    """The first figure minus the second."""
    chosen = choose_operands(tools, plan)
    if chosen is None or len(plan.operands) != 2:
        return None
    return apart(plan, *chosen)


def against_budget(tools: Tools, plan: Plan) -> Outcome | None:
    """An outturn minus its budget, both out of the paper of one organisation that accounts for the latest year asked about."""
    documents = tools.catalogue.documents
    held = [documents[one] for one in plan.frame.documents if documents[one].kind != "budget"]
    held = [one for one in held if plan.frame.years is None or one.year in plan.frame.years]
    latest = max((one.year for one in held if one.year), default=None)
    if latest is None or len({owner_key(one.organisation) for one in held}) > 1:
        return None
    found = []
    for one in sorted((one for one in held if one.year == latest), key=lambda one: one.name):
        frame = replace(plan.frame, documents=frozenset({one.id}), years=frozenset({latest}))
        found.append(difference(tools, replace(plan, frame=frame)))
    told = [one for one in found if one is not None]
    return max(told, key=lambda one: (one.status == "answered", one.score), default=None)


def apart(plan: Plan, readings: tuple[Reading, ...], score: float, rivals: tuple[Reading, ...] = ()) -> Outcome | None:
    """The first of two chosen figures minus the second; None where that makes no sense, a refusal where one is blank."""
    lines = lines_of(readings, plan.operands)
    if mixed_units(lines) or readings[0].fact.id == readings[1].fact.id:
        return None
    blank = blank_outcome(plan, readings, score)
    if blank or rivals:
        return blank or unclear_outcome(plan, score, rivals)
    result = amount_of(lines[0]) - amount_of(lines[1])
    if plan.options.get("percent") and amount_of(lines[1]):
        percent = percent_step(Line("", result, lines[0].unit, ()), lines[1])
        steps = (Step("-", lines, result, lines[0].unit), percent)
        return Outcome("change", "answered", score, percent.result, "%", readings, lines, steps)
    return Outcome(
        "difference",
        "answered",
        score,
        result,
        lines[0].unit,
        readings,
        lines,
        (Step("-", lines, result, lines[0].unit),),
    )


def ratio(tools: Tools, plan: Plan) -> Outcome | None:
    """How many times the second figure the first is."""
    return _divided(tools, plan, "ratio")


def share(tools: Tools, plan: Plan) -> Outcome | None:
    """The first figure as a percentage of the second; of its own total where only one is named."""
    if len(plan.operands) == 1:
        return _share_of_total(tools, plan)
    return _divided(tools, plan, "share")


def _divided(tools: Tools, plan: Plan, operation: str) -> Outcome | None:
    chosen = choose_operands(tools, plan)
    if chosen is None or len(plan.operands) != 2:
        return None
    readings, score, rivals = chosen
    lines = lines_of(readings, plan.operands)
    if mixed_units(lines) or _same_thing(readings[0].fact, readings[1].fact):
        return None
    if plan.options.get("one_unit") and not _printed_alike(*readings):
        return None
    blank = blank_outcome(plan, readings, score)
    if blank or rivals:
        return blank or unclear_outcome(plan, score, rivals)
    if not amount_of(lines[1]):
        return Outcome(operation, "not_found", score, readings=readings, message="zero_base")
    if operation == "share" and plan.options.get("ordered"):
        return _quotient(operation, score, readings, lines)
    if operation == "share" and plan.options.get("part_first") and _is_row_of(readings[0].fact, readings[1].fact):
        return None
    if operation == "share" and _is_whole_of(readings[0].fact, readings[1].fact):
        readings, lines = (readings[1], readings[0]), (lines[1], lines[0])  # asked the other way round: 有几成花在
    elif operation == "share" and abs(amount_of(lines[0])) > abs(amount_of(lines[1])):
        score -= 2.0
    return _quotient(operation, score, readings, lines)


def _printed_alike(one: Reading, other: Reading) -> bool:
    """Whether two amounts are printed in one unit somewhere: 118.6亿元 of 1284900万元 is no rate that a paper would print."""
    return bool({fact.unit.name for fact in one.facts} & {fact.unit.name for fact in other.facts})


def _same_thing(one: Fact, other: Fact) -> bool:
    """Whether two figures are of one subject, column, owner and year, in whichever table."""
    return (
        same_row(one, other)
        and core_key(column_item(one.column)) == core_key(column_item(other.column))
        and (one.year, one.kind, owner_key(one.organisation)) == (other.year, other.kind, owner_key(other.organisation))
    )


def percent_step(part: Line, whole: Line) -> Step:
    """One amount in percent of another, which must not be 0."""
    percent = (amount_of(part) / amount_of(whole) * 100).quantize(DIVISION_PLACES, ROUND_HALF_UP)
    return Step("%", (part, whole), percent, "%")


def _quotient(operation: str, score: float, readings: tuple[Reading, ...], lines: tuple[Line, ...]) -> Outcome:
    exact = amount_of(lines[0]) / amount_of(lines[1])
    result = (exact * (100 if operation == "share" else 1)).quantize(DIVISION_PLACES, ROUND_HALF_UP)
    unit = "%" if operation == "share" else "倍"
    step = Step("%" if operation == "share" else "/", lines, result, unit)
    return Outcome(operation, "answered", score, result, unit, readings, lines, (step,))


def shares(tools: Tools, plan: Plan) -> Outcome | None:
    """The share of each of several figures in its own total."""
    found = [_share_of_total(tools, Plan("share", (operand,), plan.frame)) for operand in plan.operands]
    if not all(one is not None and one.value is not None for one in found):
        return None
    lines = tuple(
        Line(one.lines[0].label, one.value, "%", (*one.lines[0].facts, *one.lines[1].facts)) for one in found if one
    )
    score = sum(one.score for one in found if one) / len(found)
    return Outcome("several", "answered", score, readings=tuple(one.readings[0] for one in found if one), lines=lines)


def _share_of_total(tools: Tools, plan: Plan) -> Outcome | None:
    chosen = choose(tools.resolver.readings(plan.operands[0], plan.frame))
    if chosen.best is None or chosen.rivals or chosen.best.value is None:
        return None
    if tools.resolver.flat.is_part(chosen.best):
        return None
    for fact in chosen.best.facts:
        base = _named_ancestor(tools, fact, plan.operands[0]) or whole_of(tools, fact)
        if base is not None and comparable(base):
            readings = (replace(chosen.best, facts=(fact,)), Reading((base,), chosen.best.score, 0))
            return _quotient("share", chosen.best.score, readings, lines_of(readings))
    return None


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


def whole_of(tools: Tools, fact: Fact) -> Fact | None:
    """The total that a figure is part of: its row's 合计 where its column is special, else its column's total row."""
    if fact.source == "prose":
        return None
    if fact.table_id in tools.resolver.flat.tables(frozenset({fact.document})):
        return tools.resolver.flat.whole_of(fact)
    facts = tools.store.facts(FactFilter(documents=frozenset({fact.document}), table_ids=frozenset({fact.table_id})))
    if column_item(fact.column) or not fact.row:
        row = [one for one in facts if one.row_index == fact.row_index and one.id != fact.id]
        wholes = [
            one
            for one in row
            if one.column and _is_whole_column(one.column[-1]) and one.column[:-1] == fact.column[:-1]
        ]
        if wholes:
            return wholes[0]
    column = [one for one in facts if one.column_index == fact.column_index and one.total and one.id != fact.id]
    return column[-1] if column else None


def _is_whole_column(header: str) -> bool:
    """Whether a column is the total of its row: 合计, 本年支出合计."""
    return is_plain_measure(header) or core_key(header) in SIDES


def average(tools: Tools, plan: Plan) -> Outcome | None:
    """The mean of several named figures."""
    chosen = choose_operands(tools, plan)
    if chosen is None or chosen[2]:
        return None
    readings, score, _ = chosen
    return blank_outcome(plan, readings, score) or mean(plan, score, readings, lines_of(readings))


def mean(plan: Plan, score: float, readings: tuple[Reading, ...], lines: tuple[Line, ...]) -> Outcome | None:
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
    """The whole without one part: 除…以外."""
    whole, part = plan.operands
    if not whole:
        inner = choose(tools.resolver.readings(part, plan.frame)).best
        base = whole_of(tools, inner.fact) if inner else None
        if inner is None or base is None:
            return None
        readings: tuple[Reading, ...] = (Reading((base,), inner.score, 0), inner)
        score = inner.score
    else:
        chosen = choose_operands(tools, plan)
        if chosen is None or chosen[2]:
            return None
        readings, score, _ = chosen
    lines = lines_of(readings)
    blank = blank_outcome(plan, readings, score)
    if blank or mixed_units(lines) or not contains(readings[0].fact, readings[1].fact):
        return blank
    result = amount_of(lines[0]) - amount_of(lines[1])
    return Outcome(
        "except", "answered", score, result, lines[0].unit, readings, lines, (Step("-", lines, result, lines[0].unit),)
    )


def _is_whole_of(one: Fact, other: Fact) -> bool:
    """Whether a share can only be asked the other way round: the first is the total of the second, or of all."""
    alike = core_key(column_item(one.column)) == core_key(column_item(other.column))
    return contains(one, other) or (one.total and not other.total and bool(other.row) and alike)


def _is_row_of(whole: Fact, part: Fact) -> bool:
    """Whether the first figure is the total of the row that the second stands in."""
    return whole.row_index == part.row_index and contains(whole, part)


def contains(whole: Fact, part: Fact) -> bool:
    """Whether a figure is part of another in the same table: below it in its column, or beside it in its row."""
    if not whole.table_id or whole.table_id != part.table_id or whole.id == part.id:
        return False
    if whole.column_index == part.column_index:
        below = part.row_path[: len(whole.row_path)] == whole.row_path and len(part.row_path) > len(whole.row_path)
        return whole.total or below
    head = whole.column[:-1]  # 合计 of a group of columns is no whole of what stands outside the group
    beside = whole.row_index == part.row_index and part.column[: len(head)] == head
    return beside and bool(whole.column) and is_plain_measure(whole.column[-1])


def amount_of(line: Line) -> Decimal:
    """The value of a line; only for lines that were checked to have one."""
    assert line.value is not None
    return line.value
