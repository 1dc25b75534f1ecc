"""A whole table as HTML, every printed row of it, ready for the page to mark the cells that an answer cites.

Rows carry `data-r` and cells `data-c`: their row and column in the printed grid, as citations name them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.web.markup import escape
from bot.web.texts import Texts
from index.model import Place, Row, Table
from index.units import NIL, parse_figure


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One cell of a header, at its top left position, with the rows and columns that it spans."""

    row: int
    column: int
    text: str
    rowspan: int
    colspan: int


def header_cells(rows: Sequence[Sequence[str]]) -> list[HeaderCell]:
    """The cells of a header with the merging that its empty cells stand for. Every position is covered once.

    An empty cell belongs to the cell above where that is one column wide; else to its left neighbour under the
    same cell. An empty cell with neither stays by itself.
    """
    width = max((len(row) for row in rows), default=0)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c in range(width):
            owner[r, c] = _owner(owner, rows, r, c) if not _text(row, c) else (r, c)
    cells = []
    for r, c in sorted(set(owner.values())):
        covered = [place for place, whose in owner.items() if whose == (r, c)]
        height = max(place[0] for place in covered) - r + 1
        breadth = max(place[1] for place in covered) - c + 1
        cells.append(HeaderCell(r, c, _text(rows[r], c), height, breadth))
    return cells


def _text(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _owner(
    owner: dict[tuple[int, int], tuple[int, int]], rows: Sequence[Sequence[str]], r: int, c: int
) -> tuple[int, int]:
    above = owner.get((r - 1, c))
    if above is not None and _breadth(owner, r - 1, above) == 1 and _text(rows[above[0]], above[1]):
        return above
    left = owner.get((r, c - 1))
    if left is not None and left[0] == r and _text(rows[r], left[1]) and owner.get((r - 1, c - 1)) == above:
        return left
    return (r, c)


def _breadth(owner: dict[tuple[int, int], tuple[int, int]], row: int, whose: tuple[int, int]) -> int:
    return sum(1 for place, owned in owner.items() if place[0] == row and owned == whose)


def table_html(table: Table, words: Texts) -> str:
    """Title, unit and the whole grid, with a gutter that tells each row's line, page or sheet row."""
    gutter = _gutter_kind(table.grid_places)
    head_count = _leading_headers(table)
    unit = words["unit_line"].format(unit=table.unit.name) if table.unit.name else ""
    head = _head(table, head_count, words["gutter_" + gutter] if gutter else "")
    rows_at = _rows_at(table)
    body = "".join(_body_row(table, r, gutter, rows_at.get(r, ())) for r in range(head_count, len(table.grid)))
    empty = "" if table.rows else f'<p class="empty">{escape(words["no_rows"])}</p>'
    return (
        f'<div class="caption"><h3>{escape(table.title)}</h3><span class="unit">{escape(unit)}</span></div>'
        f'<div class="grid" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table></div>{empty}"
    )


def _leading_headers(table: Table) -> int:
    count = 0
    while count in table.header_rows:
        count += 1
    return min(count, len(table.grid))


def _head(table: Table, count: int, gutter: str) -> str:
    cells = header_cells(table.grid[:count])
    frozen = frozen_column(table)
    made = []
    for r in range(count):
        first = f'<th class="gutter" rowspan="{count}" scope="col">{escape(gutter)}</th>' if r == 0 else ""
        row = "".join(_head_cell(cell, cell.column == frozen and cell.colspan == 1) for cell in cells if cell.row == r)
        made.append(f'<tr data-r="{r}">{first}{row}</tr>')
    return "".join(made)


def _head_cell(cell: HeaderCell, frozen: bool) -> str:
    spans = _span("rowspan", cell.rowspan) + _span("colspan", cell.colspan)
    kind = ' class="label"' if frozen else ""
    return f'<th scope="col" data-c="{cell.column}"{kind}{spans}>{escape(cell.text)}</th>'


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _rows_at(table: Table) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in table.rows:
        found.setdefault(row.index, []).append(row)
    return found


def _body_row(table: Table, r: int, gutter: str, rows: Sequence[Row]) -> str:
    names = []
    if r in table.header_rows:
        names.append("again")
    if rows and all(row.total for row in rows):
        names.append("total")
    if rows and min(row.level for row in rows) == 0:
        names.append("top")
    where = table.grid_places[r] if r < len(table.grid_places) else Place()
    levels = {row.label_column: row.level for row in rows}
    values = {column.index for column in table.columns}
    frozen = frozen_column(table)
    cells = "".join(_cell(c, text, levels.get(c), c in values, c == frozen) for c, text in enumerate(table.grid[r]))
    return (
        f'<tr data-r="{r}" class="{" ".join(names)}"{_parents(table, rows)}>'
        f'<th class="gutter" scope="row">{escape(_gutter(where, gutter))}</th>{cells}</tr>'
    )


def _parents(table: Table, rows: Sequence[Row]) -> str:
    """Grid rows of the ancestors, so that the page can show what a cited row is part of."""
    if len(rows) != 1:
        return ""
    above: list[int] = []
    parent = rows[0].parent
    while parent is not None and table.rows[parent].index not in above:
        above.append(table.rows[parent].index)
        parent = table.rows[parent].parent
    return f' data-parents="{" ".join(map(str, above))}"' if above else ""


def _cell(c: int, text: str, level: int | None, holds_values: bool, frozen: bool) -> str:
    printed = text.strip()
    names = []
    if holds_values and (printed in NIL or parse_figure(printed) is not None):
        names.append("number")
    if level is not None:
        names.append(f"l{min(level, 4)}")
    if frozen:
        names.append("label")
    kind = f' class="{" ".join(names)}"' if names else ""
    return f'<td data-c="{c}"{kind}>{escape(printed)}</td>'


def frozen_column(table: Table) -> int | None:
    """The column of row names that stays in view when the grid is moved sideways; None where there are several.

    A total is often printed in the first column, beside the codes, so the column with the most names counts.
    """
    counts: dict[int, int] = {}
    for row in table.rows:
        counts[row.label_column] = counts.get(row.label_column, 0) + 1
    first = max(counts, key=lambda column: counts[column], default=-1)
    alone = first >= 0 and counts[first] * 10 >= len(table.rows) * 7
    return first if alone else None


def _gutter_kind(places: Sequence[Place]) -> str:
    if any(place.lines for place in places):
        return "line"
    if any(place.cell for place in places):
        return "cell"
    return "page" if any(place.page for place in places) else ""


def _gutter(place: Place, kind: str) -> str:
    if kind == "line":
        return str(place.lines[0]) if place.lines else ""
    if kind == "cell":
        return "".join(filter(str.isdigit, place.cell or ""))
    return str(place.page) if place.page else ""
