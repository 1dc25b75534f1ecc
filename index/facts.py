"""Tables → Facts: one figure each, with its organisation, year, kind, table, row, column, unit and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from index.grids import is_total_label
from index.model import Cell, Column, Document, Fact, Kind, Row, Table, Unit
from index.reach import level_of
from index.text import core_key
from index.units import NO_UNIT, PERCENT, find_header_unit, split_scale, unit_named
from prompts import load_yaml


def table_facts(document: Document, tables: Sequence[Table]) -> tuple[Fact, ...]:
    """A fact for every value cell of the tables, blank ones too; ids are "<table>-r<row>c<column>" of the printed grid."""
    return tuple(fact for table in tables for fact in _facts_of(document, table))


def _facts_of(document: Document, table: Table) -> Iterator[Fact]:
    over_years = _columns_over_years(table)
    for cell in table.cells:
        yield _fact(document, table, cell, dated=cell.column not in over_years)


def _columns_over_years(table: Table) -> frozenset[int]:
    """The columns that add up those of several years beside them, and so are of none of these: 2025/26, 2026/27, Total."""
    dated = [number for number, column in enumerate(table.columns) if column.year]
    if len({table.columns[number].year for number in dated}) < 2:
        return frozenset()
    totals = (
        number for number, column in enumerate(table.columns) if not column.year and is_total_label(column.path[-1])
    )
    return frozenset(number for number in totals if _adds_years(table, number, dated))


def _adds_years(table: Table, total: int, dated: Sequence[int]) -> bool:
    """Whether a column is the sum of the others wherever it has a figure, and not always that of one of them."""
    values = {(cell.row, cell.column): cell.value for cell in table.cells if cell.value is not None}
    rows = [row for row, column in values if column == total]
    sums = [sum((values.get((row, column), Decimal(0)) for column in dated), Decimal(0)) for row in rows]
    return bool(rows) and all(values[row, total] == found for row, found in zip(rows, sums, strict=True))


def _unit(row: Row, column: Column) -> Unit:
    """What a row prints of its own unit goes before what holds for the whole table, not before a percent that its header says."""
    if row.label_unit:
        headed = find_header_unit(column.path)
        counted = row.label_unit.isascii() and split_scale(row.label_unit)[0] is None
        if headed is None or (counted and column.unit != PERCENT):
            return unit_named(row.label_unit)
    return unit_named(row.unit) if row.unit and column.unit == NO_UNIT else column.unit


def _owner(table: Table, document: Document) -> str:
    """Whose figures a table's are: its paper's, too, where it says that body's name without the province before it, or
    where the finance office of a government has filled in the government's form: 编制单位：某区财政局.
    """
    own, whole = core_key(table.organisation), core_key(document.organisation)
    filled_in = level_of(document.organisation) and own.endswith(_finance_offices())
    return document.organisation if not own or whole.endswith(own) or filled_in else table.organisation


@cache
def _finance_offices() -> tuple[str, ...]:
    return tuple(load_yaml("terms.organisations.yaml")["paper"]["finance_offices"])


def _year_of_paper(document: Document, kind: Kind) -> int | None:
    """The year of a figure that nothing in its table dates: what a plan prints as carried out is of the year before it."""
    if kind == "executed" and document.kind == "budget" and document.year is not None:
        return document.year - 1
    return document.year


def _fact(document: Document, table: Table, cell: Cell, *, dated: bool) -> Fact:
    row = table.rows[cell.row]
    column = table.columns[cell.column]
    kind = column.kind or row.kind or table.kind or document.kind
    return Fact(
        id=f"{table.id}-r{row.index}c{column.index}",
        document=document.id,
        organisation=_owner(table, document),
        year=(column.year or row.year or table.year or _year_of_paper(document, kind)) if dated else None,
        kind=kind,
        table_id=table.id,
        table=table.title,
        row_code=row.code,
        row=row.label,
        row_path=row.path,
        column=column.path,
        printed=cell.printed,
        value=cell.value,
        unit=_unit(row, column),
        total=row.total,
        level=row.level,
        place=cell.place,
        text=row.text,
        source="table",
        row_index=row.index,
        column_index=column.index,
    )
