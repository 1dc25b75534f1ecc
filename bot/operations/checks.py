"""Questions that are answered with yes or no: against an amount, against another figure, prose against table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bot.figures.choose import Chosen, choose
from bot.figures.fact_view import FactView, share_funds
from bot.figures.readings import Reading, agree_by_rounding, comparable, same_row
from bot.figures.scoring import FUNDS
from bot.figures.signs import both_in_brackets, is_of_sign, size_asked
from bot.grammar.plan import Options, Plan
from bot.names.organisations import owner_key
from bot.operations.arithmetic import (
    blank_outcome,
    choose_operands,
    difference,
    mixed_units,
    ratio,
    share,
    unclear_outcome,
)
from bot.operations.changes import change as arithmetic_change
from bot.operations.outcome import Line, Outcome, Step
from bot.operations.quantities import owned, quantity
from bot.operations.sums import total
from bot.reading.amounts import BY_HOW_MUCH, COUNTED, RATES, amount_value, holds
from bot.reading.limits import reach_of
from bot.reading.question import is_limit, is_strong
from bot.tools import Tools
from bot.writing.labels import line_of, lines_of, short_name, unit_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, core_key, is_plain_measure
from index.units import split_scale
from index.words import pattern_of


def compare_amount(tools: Tools, plan: Plan) -> Outcome | None:
    """A figure, or the sum or difference of several, against an amount in the question."""
    amounts = list(plan.options.amounts)
    found = _amount_side(tools, plan) if amounts else None
    if found is None or found.status != "answered" or found.value is None:
        return found
    way = plan.options.comparison or "equal"
    given = plan.options.limits or ((amounts[0], way),)
    limits = [(*_in_unit(amount_value(one), found.unit), how) for one, how in given]
    if any(unit != found.unit for _, unit, _ in limits if {unit, found.unit} & {*RATES, *COUNTED}):
        return None
    value = abs(found.value) if found.operation == "difference" else found.value
    if found.operation == "lookup":
        value = size_asked(" ".join(plan.options.said), found.readings[0].fact, value)
    rate = found.steps[0].exact if found.unit in RATES and found.steps else None
    exact = value if rate is None else rate.copy_sign(value)
    truth = all(holds(_as_precise(exact, amount, unit, how), amount, how) for amount, unit, how in limits)
    facts = tuple(fact for reading in found.readings for fact in reading.facts[:1])
    line = Line(short_name(found.readings[0].fact), value, found.unit, facts)
    denied = "not_" if plan.options.denied else ""  # it is asked whether the claim is wrong
    asked = tuple(Line("asked", amount, unit, ()) for amount, unit, _ in limits)
    return Outcome(
        "compare_amount",
        "answered",
        found.score,
        found.value,
        found.unit,
        found.readings,
        (line, *asked),
        found.steps,
        truth=truth is not bool(denied),
        alternatives=found.alternatives,
        message=denied + (way if len(limits) == 1 else "range"),
    )


def _as_precise(value: Decimal, amount: Decimal, unit: str, how: str) -> Decimal:
    """A multiple or a percentage as precise as the claim gives it, where it claims that much: 6.8 is 7倍, and 6.4 over 6倍."""
    return value.quantize(amount, ROUND_HALF_UP) if unit in ("倍", "%") and how == "equal" else value


def _in_unit(amount: tuple[Decimal, str], unit: str) -> tuple[Decimal, str]:
    """An amount of the question in the unit of the figure that it is held against: $25 million in thousand dollars."""
    scale = split_scale(unit)[0] if unit not in ("元", *RATES) else None
    return amount if scale is None or amount[1] in RATES else (amount[0] / scale, unit)


def _amount_side(tools: Tools, plan: Plan) -> Outcome | None:
    if len(plan.operands) > 1 or plan.options.inner == "share":
        inner = replace(plan, operation=plan.options.inner or "sum", options=Options())
        run = {"difference": difference, "share": share, "ratio": ratio}.get(inner.operation, total)
        return run(tools, inner)
    unit = amount_value(plan.options.amounts[0])[1]
    if unit in COUNTED:
        return quantity(tools, replace(plan, options=Options(classifier=unit)))
    readings = tools.resolver.readings(plan.operands[0], plan.frame)
    chosen = choose(readings)
    best = _tables_own(chosen)
    if best is not None and _AGAINST_FORM.search(" ".join(plan.options.said)) and is_told(best):
        best = _total_of_form(tools, plan, best)  # what the text says is not held against itself
    if best is None:
        return None
    return blank_outcome(plan, (best,), best.score) or Outcome(
        "lookup",
        "answered",
        best.score,
        best.value,
        unit_of(best.fact),
        (best,),
        alternatives=contradicting(tools, best, readings),
    )


_AGAINST_FORM = pattern_of("asked.zh.yaml", "against_form")


def is_told(reading: Reading) -> bool:
    """Whether only the text prints a figure."""
    return all(fact.source == "prose" for fact in reading.facts)


def _total_of_form(tools: Tools, plan: Plan, told: Reading) -> Reading | None:
    """The total, in its first column, of the one form whose title has the names of a figure that the text tells."""
    named = [core_key(term.surface) for term in plan.operands[0] if is_strong(term) and not is_limit(term)]
    totals = [
        fact
        for fact in tools.domains.totals(plan.frame)
        if all(name in core_key(fact.table) for name in named) and reach_of(fact) == reach_of(told.fact)
    ]
    first = sorted(totals, key=lambda fact: fact.column_index)[:1]
    return replace(told, facts=tuple(first)) if len({fact.table_id for fact in totals}) == 1 else None


def _tables_own(chosen: Chosen) -> Reading | None:
    """The reading meant; where the text prints another figure than the one table, that of the table."""
    if not chosen.rivals:
        return chosen.best
    tables = [one for one in (chosen.best, *chosen.rivals) if one is not None and one.fact.source == "table"]
    return tables[0] if len(tables) == 1 and tables[0].value is not None else None


def contradicting(tools: Tools, best: Reading, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """What the text prints of the same subject, year and kind that a table's figure does not round to, or a table against
    the text: one figure of another column, form or fund is no contradiction.
    """
    fact = best.fact
    found = []
    for one in readings:
        other = one.fact
        same = (other.year, other.kind, owner_key(other.organisation)) == (
            fact.year,
            fact.kind,
            owner_key(fact.organisation),
        )
        plain = not column_item(other.column) or is_plain_measure(other.column[-1])
        if not same or not plain or other.source == fact.source or other.derived or one.value is None:
            continue
        told = (
            (same_row(fact, other) or _bare(fact) == _bare(other)) and _one_fund(tools, fact, other)
        ) or _audited_together(tools, best, one)
        if told and best.value is not None and not agree_by_rounding(fact, other):
            found.append(one)
    return tuple(found[:2])


def _bare(fact: Fact) -> str:
    """The key of a row's name without the 支出 that a text may put behind it."""
    return core_key(fact.row).removesuffix("支出")


def _audited_together(tools: Tools, one: Reading, other: Reading) -> bool:
    """Whether the audit found that two readings are one quantity printed apart."""
    ids = {fact.id for fact in one.facts}
    return any(ids & set(finding.facts) for finding in tools.store.findings([fact.id for fact in other.facts]))


def _one_fund(tools: Tools, one: Fact, other: Fact) -> bool:
    """Whether two figures are of the same funds, as far as both say of which."""
    bases = [FactView(fact, tools.catalogue.lexicon.basis_keys).basis for fact in (one, other)]
    return share_funds(bases, unsaid=True)


def compare(tools: Tools, plan: Plan) -> Outcome | None:
    """One figure against another."""
    chosen = choose_operands(tools, plan)
    if chosen is None or len(plan.operands) != 2:
        return None
    readings, score, rivals = chosen
    apart = _each_of_its_form(tools, plan, readings)
    return compared(plan, apart, score, rivals) if apart else None


def _each_of_its_form(tools: Tools, plan: Plan, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings, where each side names a form of its own each out of that form; () where one is printed elsewhere."""
    names = tools.catalogue.names
    named = [
        {key for term in operand if (key := core_key(term.surface)) in names and "table" in names[key].roles}
        for operand in plan.operands
    ]
    if not all(named):
        return readings
    held = [
        [fact for fact in one.facts if {core_key(fact.table)} == own] for one, own in zip(readings, named, strict=True)
    ]
    if not all(held) or named[0] == named[1]:
        return () if len(set().union(*named)) > 1 else readings
    return tuple(replace(one, facts=tuple(facts)) for one, facts in zip(readings, held, strict=True))


def compared(
    plan: Plan, readings: tuple[Reading, ...], score: float, rivals: tuple[Reading, ...] = ()
) -> Outcome | None:
    """One chosen figure against another; None where they cannot be compared, a refusal where one is blank."""
    if rivals:
        return unclear_outcome(plan, score, rivals)
    lines = lines_of(readings, plan.operands)
    if mixed_units(lines) or readings[0].fact.id == readings[1].fact.id:
        return None
    blank = blank_outcome(plan, readings, score)
    if blank:
        return blank
    comparison = plan.options.comparison or "equal"
    if plan.options.which:
        which = _which(readings, lines, score, least=comparison == "under")
        gap = which.steps[0] if plan.options.gap else None
        return which if gap is None else replace(which, value=gap.result, unit=gap.unit)
    one, two = lines[0].value or Decimal(0), lines[1].value or Decimal(0)
    step = Step("-", lines, one - two, lines[0].unit)
    if both_in_brackets(lines):
        one, two, step = -one, -two, replace(step, result=two - one)  # the one that is larger in size
    alike = one == two or (
        readings[0].fact.unit != readings[1].fact.unit and agree_by_rounding(readings[0].fact, readings[1].fact)
    )
    truths = {"over": one > two, "under": one < two, "at_least": alike or one > two, "at_most": alike or one < two}
    truth = truths.get(str(comparison), alike)
    both = (lines[0].value, lines[0].unit) if alike and truth else (None, "")  # what each of them is
    if truth and not alike and any(map(_BY_HOW_MUCH.search, plan.options.said)):
        both = (abs(step.result), step.unit)
    rounded = ROUNDED if truth and alike and one != two else ""
    return Outcome("compare", "answered", score, *both, readings, lines, (step,), truth=truth, message=rounded)


ROUNDED = "compare_rounded"
"""The message of two figures that are the same but for the rounding of one of them."""
_BY_HOW_MUCH = re.compile(
    f"(?:超|差|多|少|高|低|短|省|节约)(?:出|过|支|额)*了?(?:多少|几)(?!年)|{BY_HOW_MUCH.pattern}", re.I
)
"""What asks besides how far two figures are apart: 超预算了没?超了多少."""


def _which(readings: tuple[Reading, ...], lines: tuple[Line, ...], score: float, *, least: bool) -> Outcome:
    """The larger of two figures before the other, or the smaller; `topic` is what both are, where one is of another body."""
    sign = -1 if both_in_brackets(lines) else 1
    order = sorted(range(len(lines)), key=lambda at: sign * (lines[at].value or Decimal(0)), reverse=not least)
    owners = [readings[at].fact.organisation for at in order]
    topic = ""
    if len({owner_key(owner) for owner in owners}) > 1:
        rests = {
            line.label.removeprefix(reading.fact.organisation) for line, reading in zip(lines, readings, strict=True)
        }
        topic = rests.pop() if len(rests) == 1 else ""
    picked = tuple(
        replace(lines[at], label=owner) if topic else lines[at] for at, owner in zip(order, owners, strict=True)
    )
    gap = (picked[0].value or Decimal(0)) - (picked[1].value or Decimal(0))
    step = Step("-", picked, gap, picked[0].unit)
    way = "under" if least else "over"
    found = tuple(readings[at] for at in order)
    return Outcome("compare", "answered", score, None, "", found, picked, (step,), topic=topic, message=f"which_{way}")


def changed(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether a figure rose or fell on the year before."""
    outcome = arithmetic_change(tools, plan)
    if outcome is None or outcome.status != "answered" or outcome.value is None:
        return outcome
    comparison = plan.options.comparison or "equal"
    value = outcome.value
    truths = {"over": value > 0, "under": value < 0, "differs": value != 0}
    truth = truths.get(str(comparison), value == 0)
    same = truth and comparison == "equal" and "together" in plan.executes  # what it is in both years
    if plan.options.gap:
        return replace(outcome, truth=truth)
    return replace(outcome, truth=truth, value=comparable(outcome.readings[0].fact) if same else None)


def exists(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether a figure is there and is not zero."""
    if plan.options.counted:
        return _any_counted(tools, plan)
    chosen = choose(tools.resolver.readings(plan.operands[0], plan.frame))
    if chosen.best is None or chosen.rivals:
        return None
    best = chosen.best
    filled = plan.options.filled
    if filled is not None:  # whether anything is printed there, be it 0
        holds_one = (best.value is not None) is filled
        return Outcome("exists", "answered", best.score, best.value, unit_of(best.fact), (best,), truth=holds_one)
    truth = (False if _is_of_unused_fund(tools, best.fact) else None) if best.value is None else best.value != 0
    asked = " ".join(term.surface for term in plan.operands[0])
    labels = (best.fact.row, *best.fact.column)
    sign = is_of_sign(asked, " ".join(labels), best.value) if best.value is not None else None
    truth = truth if sign is None else sign
    bought = best.fact.unit.factor is not None and any(map(_BOUGHT.search, labels))
    if plan.options.only_none and not (bought and truth is False):
        return None  # how many are bought is told by money only where none is; what runs costs nothing in some years
    found = Outcome("exists", "answered", best.score, best.value, unit_of(best.fact), (best,), truth=truth)
    denied = plan.options.denied and truth is not None
    return replace(found, truth=not truth, message="exists_denied") if denied else found


def _any_counted(tools: Tools, plan: Plan) -> Outcome | None:
    """Whether there is any of a thing, by the number of it that is told: 车辆 0 辆."""
    told = quantity(tools, replace(plan, operands=(owned(tools, plan.operands[0]),)))
    if told is None or told.value is None or not told.unit:
        return None  # a bare number in a list of purchases: their money tells it
    truth = told.value != 0
    if plan.options.denied:
        return replace(told, operation="exists", truth=not truth, message="exists_denied")
    return replace(told, operation="exists", truth=truth)


def _is_of_unused_fund(tools: Tools, fact: Fact) -> bool:
    """Whether a blank cell is of a fund that departments need not have, 政府性基金: a form left blank says that there is none."""
    row = core_key(fact.row)
    return bool(FactView(fact, tools.catalogue.lexicon.basis_keys).basis & FUNDS) or any(one in row for one in FUNDS)


_BOUGHT = re.compile("购(?!.*运)")
"""购置费, and not 购置及运行维护费."""


def errors(tools: Tools, plan: Plan) -> Outcome | None:
    """What the audit found in the documents of the question, or about the figures that its terms name."""
    facts: list[str] | None = None
    if plan.operands[0]:
        readings = tools.resolver.readings(plan.operands[0], plan.frame)
        facts = [fact.id for reading in readings[:3] for fact in reading.facts]
    found = tools.store.findings(facts, plan.frame.documents)
    if facts is not None and not found:
        return None
    cited = (
        tools.store.facts(FactFilter(ids=frozenset(fact for finding in found for fact in finding.facts[:4])))
        if found
        else []
    )
    lines = tuple(line_of(fact) for fact in cited)
    truth = False if found and plan.options.agrees else None
    return Outcome("errors", "answered", 6.0, None, "", (), lines, findings=tuple(found), truth=truth)
