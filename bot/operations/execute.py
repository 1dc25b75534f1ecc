"""Plans carried out: each operation is one function from the plan to an outcome, or None where it finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from bot.figures.choose import choose
from bot.figures.group_rows import of_group
from bot.figures.other_totals import other_total, share
from bot.figures.readings import Reading, comparable
from bot.figures.unit_rows import each_unit, over_units
from bot.flat.listing import count_groups
from bot.grammar.plan import Plan
from bot.names.counted import counts_no_money
from bot.operations import added_up, arithmetic, changes, checks, listing, sums
from bot.operations.agreement import agree
from bot.operations.balance import balance
from bot.operations.changes_across import change_across
from bot.operations.levels import at_level_meant, unlimited
from bot.operations.marked_rows import marked
from bot.operations.movements import against_budget, movements
from bot.operations.outcome import Line, Outcome, Step
from bot.operations.quantities import quantity
from bot.operations.rates import compound, none_of, per_thing
from bot.operations.shares_each import shares
from bot.operations.vacancies import vacancies
from bot.operations.years import trend
from bot.tools import Tools
from bot.writing.labels import labels_of, short_name, unit_of
from index.model import Fact
from index.text import core_key
from prompts import load_yaml

Run = Callable[[Tools, Plan], Outcome | None]


def run(tools: Tools, plan: Plan) -> Outcome | None:
    """The outcome of a plan, its score still without the plan's penalty; None where its operands find nothing."""
    carry_out = _OPERATIONS[plan.operation]
    levelled = at_level_meant(tools, plan)
    found = carry_out(tools, levelled) if levelled else None
    return unlimited(found) if found is not None and found.status == "answered" else carry_out(tools, plan)


def lookup(tools: Tools, plan: Plan) -> Outcome | None:
    """One figure."""
    chosen = choose(tools.resolver.readings(plan.operands[0], plan.frame))
    best = chosen.best
    if best is None or (plan.options.people and not counts_no_money(best.fact)):
        return None
    if plan.options.number and best.fact.unit.factor is not None:
        return None
    initial = any("年初" in term.surface for term in plan.operands[0])
    if initial and best.fact.unit.name == "%" and _is_of_adjusted(best.fact):
        return None
    if chosen.rivals:
        several = (best, *chosen.rivals)
        if summed := over_units(tools, several, best.score):
            return summed
        lines = tuple(reading_line(one) for one in several)
        if _are_sides_of_one(several):
            result = sum((line.value or Decimal(0) for line in lines), Decimal(0))
            step = Step("+", lines, result, lines[0].unit)
            return Outcome("sum", "answered", best.score, result, lines[0].unit, several, lines, (step,))
        return Outcome("lookup", "clarify", best.score, readings=several, lines=lines)
    others = (*other_total(tools, best, plan.operands[0]), *chosen.others)
    return Outcome("lookup", "answered", best.score, best.value, unit_of(best.fact), (best,), alternatives=others)


def _are_sides_of_one(readings: Sequence[Reading]) -> bool:
    """Whether figures are the totals of the sides of one form that has no total of both: 人员经费 and 公用经费 of 基本支出."""
    facts = [reading.fact for reading in readings]
    names = {core_key(fact.row) for fact in facts}
    one_form = len({(fact.table_id, fact.year, fact.kind, fact.unit) for fact in facts}) == 1 and facts[0].table_id
    return bool(one_form) and any(names == set(sides) for sides in load_yaml("forms.yaml")["sides_of_one"])


def _is_of_adjusted(fact: Fact) -> bool:
    """Whether a rate is told of the adjusted budget: 完成调整预算的97.5%."""
    return bool(re.search(rf"调整后?预算数?的?{re.escape(fact.printed)}", fact.text))


def several(tools: Tools, plan: Plan) -> Outcome | None:
    """Several figures side by side."""
    chosen = arithmetic.choose_operands(tools, plan)
    if chosen is None:
        return _several_counts(tools, plan)
    readings, score, rivals = chosen
    if rivals:
        return arithmetic.unclear_outcome(plan, score, rivals)
    if len({reading.fact.id for reading in readings}) < len(readings):
        return None  # one figure by several of its names
    if plan.asks_who_has and any(reading.value for reading in readings):
        held = [number for number, reading in enumerate(readings) if reading.value]
        plan = replace(plan, operands=tuple(plan.operands[number] for number in held))
        readings = tuple(readings[number] for number in held)
    return _side_by_side(plan, readings, score)


def _several_counts(tools: Tools, plan: Plan) -> Outcome | None:
    """How many there are of each of several things: 行政编制和事业编制各多少."""
    readings = _counts_of(tools, plan)
    return _side_by_side(plan, readings, min(reading.score for reading in readings)) if readings else None


def _counts_of(tools: Tools, plan: Plan) -> tuple[Reading, ...]:
    """The count that texts tell for each operand; () where one has none, or two have the same."""
    told = (quantity(tools, replace(plan, operands=(operand,))) for operand in plan.operands)
    readings = tuple(one.readings[0] for one in takewhile(bool, told) if one is not None)
    apart = len({reading.fact.id for reading in readings}) == len(readings) == len(plan.operands)
    return readings if apart else ()


def difference(tools: Tools, plan: Plan) -> Outcome | None:
    """The first figure minus the second, or the first count of things that texts tell minus the second: 多几辆; of what is only
    told in counts, 编制和实有人数, these.
    """
    counted = bool(plan.options.classifier)
    if not counted and (found := arithmetic.difference(tools, plan)) is not None:
        return found
    readings = _counts_of(tools, plan) if len(plan.operands) == 2 else ()
    if readings:
        return arithmetic.apart(tools, plan, readings, min(reading.score for reading in readings))
    return arithmetic.difference(tools, plan) if counted else None


def _side_by_side(plan: Plan, readings: tuple[Reading, ...], score: float) -> Outcome:
    pairs = zip(readings, labels_of(readings, plan.operands), strict=True)
    lines = tuple(replace(reading_line(reading), label=label) for reading, label in pairs)
    return Outcome("several", "answered", score, readings=readings, lines=lines)


def reading_line(reading: Reading) -> Line:
    """A reading as a line: its facts, its value in 元 for money."""
    fact = reading.fact
    return Line(short_name(fact), comparable(fact), unit_of(fact), reading.facts[:2])


_OPERATIONS: dict[str, Run] = {
    "lookup": lookup,
    "quantity": quantity,
    "several": several,
    "sum": lambda tools, plan: sums.total(tools, plan) or of_group(tools, plan) or sums.over_all_units(tools, plan),
    "difference": difference,
    "vacancies": lambda tools, plan: vacancies(tools, plan, difference),
    "against_budget": against_budget,
    "ratio": arithmetic.ratio,
    "share": share,
    "shares": shares,
    "average": listing.average,
    "except": arithmetic.remainder,
    "change": changes.change,
    "change_across": change_across,
    "compound": compound,
    "none_of": none_of,
    "marked": marked,
    "per_thing": per_thing,
    "changed": checks.changed,
    "change_claimed": changes.change_claimed,
    "total_over": listing.total_over,
    "rank": listing.rank,
    "rank_named": listing.rank_named,
    "rank_share": listing.rank_share,
    "rank_bodies_by_share": listing.rank_bodies_by_share,
    "list": lambda tools, plan: each_unit(tools, plan) or listing.parts(tools, plan),
    "count": listing.count,
    "count_groups": count_groups,
    "trend": trend,
    "compare_amount": checks.compare_amount,
    "compare": checks.compare,
    "exists": checks.exists,
    "agree": agree,
    "adds_up": added_up.adds_up,
    "parts_add_up": added_up.parts_add_up,
    "errors": checks.errors,
    "balance": balance,
    "movements": movements,
}
