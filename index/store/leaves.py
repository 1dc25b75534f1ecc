"""The rows of a flat table (no totals, every row a leaf under its groups) in the light form that adding up needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from index.reach import whole_places
from index.text import header_words

SEPARATOR = "\x1f"
HEADER_REACH = 60_000
"""Characters of a stored table that are read for its header; a longer header is none."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One figure of a flat table: the id of its fact, its value (None for a blank cell) and its row's printed cells."""

    id: str
    year: int | None
    kind: str
    column: tuple[str, ...]
    column_index: int
    code: str
    label: str
    path: tuple[str, ...]
    value: Decimal | None
    unit: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A flat table: its id, document, organisation, title, last header row, and its figures in document order."""

    id: str
    document: str
    organisation: str
    title: str
    header: tuple[str, ...]
    leaves: tuple[Leaf, ...]


def leaf_from_row(row: Any) -> Leaf:
    """A leaf from one row of the facts table."""
    return Leaf(
        id=row.id,
        year=row.year,
        kind=row.kind,
        column=tuple(row.column.split(SEPARATOR)) if row.column else (),
        column_index=row.column_index,
        code=row.row_code,
        label=row.row,
        path=tuple(row.row_path.split(SEPARATOR)),
        value=None if row.value is None else Decimal(row.value),
        unit=row.unit if row.factor in (None, "1") else f"{row.unit}\x1f{row.factor}",
        cells=tuple(row.text.split("\t")),
    )


def under_whole_place(row_path: str) -> bool:
    """Whether a record stands under a group that is of a whole place, 全市, beside its parts."""
    return not whole_places().isdisjoint(row_path.split(SEPARATOR)[:-1])


def header_of(body: str) -> tuple[str, ...]:
    """The last header row, from the start of a stored table; empty where it is not found there."""
    decoder = json.JSONDecoder()
    try:
        rows = decoder.raw_decode(body, body.index("[", body.index('"header_rows"')))[0]
        position = body.index("[", body.index('"grid"')) + 1
        for _ in range(max(rows, default=-1) + 1):
            position = body.index("[", position)
            header, position = decoder.raw_decode(body, position)
    except ValueError:
        return ()
    return tuple(header_words(str(cell)) for cell in header) if rows else ()
