"""Model objects ⇄ what the database holds. Decimals travel as text, paths joined by an unprintable separator."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from index.model import Cell, Column, Fact, IndexedDocument, Passage, Place, Reading, Row, Table, Unit
from index.store.schema import FACTS
from index.text import column_item, column_key, core_key

NameRole = Literal["row", "column", "table", "section", "form"]
_SEPARATOR = "\x1f"
PLACES, UNITS = 16_384, 1024
"""Places and units that are kept as read: the same facts are fetched again and again."""


def place_to_text(place: Place) -> str:
    """A place as JSON without its empty fields."""
    return json.dumps({key: value for key, value in asdict(place).items() if value is not None}, ensure_ascii=False)


@lru_cache(PLACES)
def place_from_text(text: str) -> Place:
    """The inverse of `place_to_text`."""
    return _place(json.loads(text))


def _place(values: dict[str, Any]) -> Place:
    lines, box = values.get("lines"), values.get("box")
    return Place(
        page=values.get("page"),
        lines=(lines[0], lines[1]) if lines else None,
        sheet=values.get("sheet"),
        cell=values.get("cell"),
        box=tuple(box) if box else None,
        on_page=values.get("on_page"),
    )


@lru_cache(UNITS)
def _unit(name: str, factor: str | None) -> Unit:
    return Unit(name, Decimal(factor) if factor is not None else None)


def _fen(yuan: Decimal | None) -> int | None:
    """元 → whole 分; None where there is none or it is not whole (the exact value stands beside it as text)."""
    return None if yuan is None or yuan * 100 != (yuan * 100).to_integral_value() else int(yuan * 100)


def fact_to_row(fact: Fact, ordinal: int) -> dict[str, Any]:
    """A fact as the columns of the facts table."""
    return {
        "id": fact.id,
        "document": fact.document,
        "ordinal": ordinal,
        "organisation": fact.organisation,
        "year": fact.year,
        "kind": fact.kind,
        "table_id": fact.table_id,
        "table_title": fact.table,
        "row_code": fact.row_code,
        "row": fact.row,
        "row_key": core_key(fact.row),
        "group_key": core_key(fact.row_path[0]) if fact.source == "prose" and fact.row_path else "",
        "row_path": _SEPARATOR.join(fact.row_path),
        "column": _SEPARATOR.join(fact.column),
        "column_key": column_key(column_item(fact.column)),
        "printed": fact.printed,
        "value": None if fact.value is None else format(fact.value, "f"),
        "fen": _fen(fact.value_yuan),
        "unit": fact.unit.name,
        "factor": None if fact.unit.factor is None else format(fact.unit.factor, "f"),
        "total": fact.total,
        "level": fact.level,
        "place": place_to_text(fact.place),
        "text": fact.text,
        "source": fact.source,
        "row_index": fact.row_index,
        "column_index": fact.column_index,
        "derived": fact.derived,
    }


def path_of(kept: str) -> tuple[str, ...]:
    """The headers of a column as they are kept."""
    return tuple(kept.split(_SEPARATOR)) if kept else ()


FACT_COLUMNS = tuple(
    FACTS.c[name]
    for name in (
        *("id", "document", "organisation", "year", "kind", "table_id", "table_title", "row_code", "row", "row_path"),
        *("column", "printed", "value", "unit", "factor", "total", "level", "place", "text", "source"),
        *("row_index", "column_index", "derived"),
    )
)
"""What `fact_from_row` reads, in this order."""


def fact_from_row(row: Sequence[Any]) -> Fact:
    """A fact from the `FACT_COLUMNS` of one row; taken by place, as one question may read thousands."""
    identity, document, organisation, year, kind, table_id, title, code, label, path, column, printed, *rest = row
    value, unit, factor, total, level, place, text, source, row_index, column_index, derived = rest
    return Fact(
        id=identity,
        document=document,
        organisation=organisation,
        year=year,
        kind=kind,
        table_id=table_id,
        table=title,
        row_code=code,
        row=label,
        row_path=tuple(path.split(_SEPARATOR)),
        column=path_of(column),
        printed=printed,
        value=None if value is None else Decimal(value),
        unit=_unit(unit, factor),
        total=total,
        level=level,
        place=place_from_text(place),
        text=text,
        source=source,
        row_index=row_index,
        column_index=column_index,
        derived=derived,
    )


def passage_from_row(row: Any) -> Passage:
    """A passage from one row of the passages table."""
    return Passage(
        id=row.id,
        document=row.document,
        kind=row.kind,
        section=tuple(row.section.split(_SEPARATOR)) if row.section else (),
        text=row.text,
        place=place_from_text(row.place),
        table_id=row.table_id,
    )


def table_to_json(table: Table) -> str:
    """A table as JSON; decimals as text."""
    return json.dumps(asdict(table), ensure_ascii=False, default=lambda value: format(value, "f"))


def table_from_json(text: str) -> Table:
    """The inverse of `table_to_json`."""
    values = json.loads(text)
    columns = tuple(
        Column(column["index"], tuple(column["path"]), _unit(**column["unit"]), column["year"], column["kind"])
        for column in values["columns"]
    )
    rows = tuple(Row(**{**row, "path": tuple(row["path"]), "place": _place(row["place"])}) for row in values["rows"])
    cells = tuple(
        Cell(
            cell["row"],
            cell["column"],
            cell["printed"],
            None if cell["value"] is None else Decimal(cell["value"]),
            _place(cell["place"]),
        )
        for cell in values["cells"]
    )
    return Table(
        **{
            **values,
            "unit": _unit(**values["unit"]),
            "header_rows": tuple(values["header_rows"]),
            "grid": tuple(tuple(row) for row in values["grid"]),
            "grid_places": tuple(_place(place) for place in values["grid_places"]),
            "columns": columns,
            "rows": rows,
            "cells": cells,
            "place": _place(values["place"]),
        }
    )


def reading_to_json(reading: Reading) -> str:
    """A report of a reading as JSON."""
    return json.dumps(asdict(reading), ensure_ascii=False)


def reading_from_json(text: str) -> Reading:
    """The inverse of `reading_to_json`."""
    values = json.loads(text)
    return Reading(
        **{
            **values,
            "silent_pages": tuple(values["silent_pages"]),
            "as_text": tuple(map(_place, values["as_text"])),
            "unchecked": tuple((what, why) for what, why in values["unchecked"]),
        }
    )


def name_rows(indexed: IndexedDocument) -> list[dict[str, Any]]:
    """Every name that the document holds, as rows of the names table."""
    seen: dict[tuple[str, str, str, str, str], dict[str, Any]] = {}

    def note(text: str, role: NameRole, table_id: str, parent: str = "", code: str = "") -> None:
        key = column_key(text) if role == "column" else core_key(text)
        if key:
            row = {"document": indexed.document.id, "key": key, "text": text, "role": role}
            row |= {"table_id": table_id, "code": code, "parent": core_key(parent)}
            seen.setdefault((key, role, table_id, code, row["parent"]), row)

    for fact in indexed.facts:
        parent = fact.row_path[-2] if len(fact.row_path) > 1 else ""
        note(fact.row, "row", fact.table_id, parent, fact.row_code)
        for text in fact.row_path[:-1]:
            note(text, "section" if fact.source == "prose" else "row", "" if fact.source == "prose" else fact.table_id)
        above = ""
        for text in fact.column:
            note(text, "column", fact.table_id, above)
            above = text
        note(fact.table, "table" if fact.source == "table" else "section", fact.table_id)
    for passage in indexed.passages:
        for text in passage.section:
            note(text, "section", passage.table_id)
    for table in indexed.tables:
        if table.form and table.title:
            note(table.form, "form", table.id, table.title)
    return list(seen.values())
