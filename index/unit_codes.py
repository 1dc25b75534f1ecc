"""Rows that say by a code alone whose they are: the unit of that code, as another form of the paper names it, stands above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model import Fact, Table
from index.organisations import is_body
from index.text import tidy

_HEADER = re.compile(r"^(?:预算)?单位(?:代码|编码)$")
_CODE = re.compile(r"\d{5,}")


def with_units(facts: Sequence[Fact], tables: Sequence[Table]) -> tuple[Fact, ...]:
    """The facts of tables, each below the unit whose code its row gives: 318004 | 石刻保护 for a unit listed as 318004."""
    names = {
        row.code: row.label
        for table in tables
        for row in table.rows
        if _CODE.fullmatch(row.code) and is_body(row.label)
    }
    owners = {
        (table.id, row.index): names[code]
        for table in tables
        for column in _columns(table)
        for row in table.rows
        if (code := tidy(table.grid[row.index][column])) in names and not is_body(row.label)
    }
    return tuple(_below(fact, owners.get((fact.table_id, fact.row_index), "")) for fact in facts)


def _columns(table: Table) -> list[int]:
    """The columns that are headed as codes of units."""
    width = min((len(row) for row in table.grid), default=0)
    return [
        column
        for column in range(width)
        if any(_HEADER.match(tidy(table.grid[row][column])) for row in table.header_rows)
    ]


def _below(fact: Fact, unit: str) -> Fact:
    return fact if not unit or unit in fact.row_path else replace(fact, row_path=(unit, *fact.row_path))
