"""Forms written as they are printed, for tests: | between cells, ~ for a cell that a merged one covers."""

from __future__ import annotations

from collections.abc import Sequence

from index.arithmetic import table_sums
from index.model import Block, Grid, GridRow, Paragraph, Place, Table
from index.tables import build_tables


def grid(text: str, page: int | None = None) -> Grid:
    """The grid of a form; "⏎" is a line break within a cell."""
    lines = text.strip("\n").split("\n")
    rows = [
        [None if cell.strip() == "~" else cell.rstrip().replace("⏎", "\n") for cell in line.split("|")]
        for line in lines
    ]
    width = max(map(len, rows))
    places = (
        Place(page=page, box=(0.0, 10.0 * number, 500.0, 10.0 * number + 10)) if page else Place(lines=(number, number))
        for number in range(1, len(rows) + 1)
    )
    whole = Place(page=page) if page else Place(lines=(1, len(rows)))
    return Grid(
        tuple(GridRow((*row, *[""] * (width - len(row))), place) for row, place in zip(rows, places, strict=True)),
        whole,
    )


def read_tables(*blocks: str | Block, year: int | None = 2024) -> tuple[Table, ...]:
    """The tables of texts and forms in order: a text with a | is a form, another a paragraph."""
    made = [_block(block) if isinstance(block, str) else block for block in blocks]
    return build_tables("d", made, year)


def _block(text: str) -> Block:
    return grid(text) if "|" in text else Paragraph(text, Place())


def told(table: Table) -> list[str]:
    """The rows as "level code path = printed cells"; a total has level 0, a blank cell is "·"."""
    cells: dict[int, list[str]] = {}
    for cell in table.cells:
        cells.setdefault(cell.row, []).append(cell.printed or "·")
    return [
        f"{row.level} {row.code} {'/'.join(row.path)} = {' '.join(cells.get(number, []))}".replace("  ", " ")
        for number, row in enumerate(table.rows)
    ]


def columns(table: Table) -> list[str]:
    """The columns as "header/header unit year kind", what is not said left out."""
    return [
        " ".join(filter(None, ["/".join(column.path), column.unit.name, str(column.year or ""), column.kind]))
        for column in table.columns
    ]


def lines(text: str) -> list[str]:
    """The stripped lines of a text."""
    return [line.strip() for line in text.strip().split("\n")]


def not_closing(tables: Sequence[Table]) -> list[str]:
    """The equations that do not add up within rounding, told."""
    return [
        f"{table.title}: {equation.check} {table.rows[equation.result[0]].label} {equation.found} ≠ {equation.expected}"
        for table in tables
        for equation in table_sums(table)
        if not equation.closes
    ]
