"""One item that a form prints once for each of several units: their sum is the department's, and each is a unit's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.figures.choose import choose
from bot.figures.readings import Reading, comparable
from bot.grammar.plan import Plan
from bot.names.lexicon import load_lexicon
from bot.operations.arithmetic import amount_of
from bot.operations.outcome import Line, Outcome, Step
from bot.tools import Tools
from bot.writing.labels import line_of
from index.model import Fact
from index.organisations import is_body
from index.store.facts import FactFilter
from index.text import core_key


def namesakes(tools: Tools, one: Fact) -> list[Fact]:
    """The figures in a figure's column, in all rows of its form that are called as its row is."""
    wanted = FactFilter(
        frozenset({one.document}), table_ids=frozenset({one.table_id}), row_keys=frozenset({core_key(one.row)})
    )
    facts = tools.store.facts(wanted)
    return [fact for fact in facts if fact.column_index == one.column_index and comparable(fact) is not None]


def over_units(tools: Tools, rivals: Sequence[Reading], score: float) -> Outcome | None:
    """One item added up over the units under which a form prints it: 住房公积金 of each; None where the rivals differ otherwise."""
    lines = _lines(tools, rivals)
    if not lines:
        return None
    readings = tuple(Reading(line.facts, score, 1) for line in lines)
    result = sum(map(amount_of, lines), Decimal(0))
    step = Step("+", lines, result, lines[0].unit)
    return Outcome("sum", "answered", score, result, lines[0].unit, readings, lines, (step,))


def each_unit(tools: Tools, plan: Plan) -> Outcome | None:
    """One item for each unit: 四家单位各多少; None where a form does not print it so."""
    chosen = choose(tools.resolver.readings(plan.operands[0], plan.frame))
    if chosen.best is None or not chosen.rivals:
        return None
    lines = _lines(tools, (chosen.best, *chosen.rivals))
    reading = chosen.best
    return (
        Outcome("list", "answered", reading.score, readings=(reading,), lines=lines, topic=reading.fact.row)
        if lines
        else None
    )


def _lines(tools: Tools, rivals: Sequence[Reading]) -> tuple[Line, ...]:
    """The item of each unit, where each of the rivals is that of one; none where they differ otherwise."""
    first = rivals[0].fact
    parts = [fact for fact in namesakes(tools, first) if fact.row_code == first.row_code] if first.table_id else []
    told = {fact.id for fact in parts}
    if len(parts) < 2 or not all(any(fact.id in told for fact in one.facts) for one in rivals):
        return ()
    values = [comparable(fact) or Decimal(0) for fact in parts]
    if len(parts) > 2 and any(2 * value == sum(values) for value in values):
        return ()  # one of them is the department's own total of the others
    units = _units(parts)
    return (
        tuple(line_of(fact, f"{unit} › {fact.row}") for fact, unit in zip(parts, units, strict=True)) if units else ()
    )


def _units(parts: Sequence[Fact]) -> list[str]:
    """The one name above each row by which the rows differ, where these are bodies; none where they are not."""
    paths = [fact.row_path[:-1] for fact in parts]
    shared = set(paths[0]).intersection(*paths[1:])
    named = [[name for name in path if name not in shared] for path in paths]
    if any(len(names) != 1 for names in named):
        return []
    units = [names[0] for names in named]
    subjects = any(core_key(unit) in load_lexicon().by_key for unit in units)
    return units if not subjects and any(map(is_body, units)) and len(set(units)) == len(units) else []
