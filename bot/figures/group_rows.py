"""What a form puts several rows under without a row of its own, 政府集中采购 of three purchases: these rows added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.forms import unasked_part
from bot.figures.readings import Reading, comparable
from bot.grammar.plan import Plan
from bot.names.terms import Token, keys_of
from bot.operations.arithmetic import amount_of
from bot.operations.outcome import Outcome, Step
from bot.reading.question import is_strong
from bot.tools import Tools
from bot.writing.labels import line_of, unit_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import core_key, is_plain_measure

SCORE = 5.0
"""What such a sum is worth as an answer: it is asked for only where no row has the name."""


def of_group(tools: Tools, plan: Plan) -> Outcome | None:
    """The sum of the rows right below the group that a term names; None where none is, or more than one form has it."""
    strong = [term for term in plan.operands[0] if is_strong(term)] if len(plan.operands) == 1 else []
    found = [
        (label, rows)
        for term in strong
        for label, rows in _groups(tools, plan, term, [one for one in strong if one is not term])
    ]
    if len(found) != 1 or plan.options.entries not in (None, len(found[0][1])):
        return None
    label, rows = found[0]
    if len(rows) == 1:
        fact = replace(rows[0], row=label, row_path=rows[0].row_path[:-1])
        reading = Reading((fact,), SCORE, len(strong))
        return Outcome("lookup", "answered", SCORE, reading.value, unit_of(fact), (reading,))
    lines = tuple(line_of(fact, f"{label} › {fact.row}") for fact in rows)
    result = sum(map(amount_of, lines), Decimal(0))
    readings = tuple(Reading((fact,), SCORE, 1) for fact in rows)
    step = Step("+", lines, result, lines[0].unit)
    return Outcome("sum", "answered", SCORE, result, lines[0].unit, readings, lines, (step,))


def _groups(tools: Tools, plan: Plan, term: Token, others: Sequence[Token]) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """The forms that have rows below what a term names, and say what the other terms name in their title or above these."""
    keys, below = keys_of(term), tools.catalogue.parents
    tables = frozenset(table for key in keys & below.keys() for table in below[key])
    rows = keys.union({""}, *(tools.catalogue.under[key] for key in keys & below.keys()))
    wanted = FactFilter(plan.frame.documents, row_keys=rows, years=plan.frame.years, table_ids=tables)
    by_table: dict[str, list[Fact]] = {}
    for fact in tools.store.facts(wanted) if tables else ():
        told = fact.source == "table"  # a text tells of some of the rows, and need not tell of all
        if told and comparable(fact) is not None and (plan.frame.kinds is None or fact.kind in plan.frame.kinds):
            by_table.setdefault(fact.table_id, []).append(fact)
    for facts in by_table.values():
        inside = [fact for fact in facts if len(fact.row_path) > 1 and core_key(fact.row_path[-2]) in keys]
        said = " ".join((term.surface, *(other.surface for other in others)))
        own = (
            any(core_key(fact.row) in keys for fact in facts)
            or unasked_part(core_key(facts[0].table), said, total=True) > 0
        )
        columns = [] if own else _columns(inside, others)
        if len(columns) == 1:
            yield columns[0][0].row_path[-2], columns[0]


def _columns(facts: Sequence[Fact], others: Sequence[Token]) -> list[tuple[Fact, ...]]:
    """The rows in the columns whose header says one of the other terms, else in those that are of nothing in particular, else in
    the only one of money.
    """
    columns: dict[int, list[Fact]] = {}
    for fact in facts:
        columns.setdefault(fact.column_index, []).append(fact)
    fitting = [tuple(rows) for rows in columns.values() if all(_says(rows, one) or _heads(rows, one) for one in others)]
    headed = [rows for rows in fitting if any(_heads(rows, one) for one in others)]
    plain = [rows for rows in fitting if all(map(is_plain_measure, map(core_key, rows[0].column)))]
    return headed or plain or (fitting if len(fitting) == 1 and fitting[0][0].unit.factor is not None else [])


def _heads(rows: Sequence[Fact], term: Token) -> bool:
    """Whether the header of the rows' column says a term."""
    words = {core_key(term.surface), *keys_of(term)}
    return any(word and word in core_key(label) for word in words for label in rows[0].column)


def _says(rows: Sequence[Fact], term: Token) -> bool:
    """Whether the title of the form, or a name above the rows, says a term."""
    words = {core_key(term.surface).removesuffix("里").removesuffix("中"), *keys_of(term)}
    titles = (core_key(rows[0].table), *map(core_key, rows[0].row_path[:-1]))
    return any(word and word in title for word in words for title in titles)
