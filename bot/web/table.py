"""A whole table as HTML, every printed row of it, ready for the page to mark the cells that an answer cites.

Rows carry `data-r` and cells `data-c`: their row and column in the printed grid, as citations name them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.web.header import HeaderCell, header_cells
from bot.web.markup import escape
from bot.web.texts import Texts
from index.model import Place, Row, Table
from index.units import NIL, parse_figure


@dataclass(frozen=True, slots=True)
class Look:
    """What all rows of one table share in how they are shown."""

    gutter: str
    """What the gutter tells: line, page, cell or nothing."""
    values: frozenset[int]
    """Grid columns that hold values."""
    labels: frozenset[int]
    """Grid columns that hold row names; several where 收入 | 支出 stand beside each other."""
    frozen: int | None
    root_level: int
    marks_roots: bool
    """Whether rows without a parent stand out: not where most rows are such."""


def look_of(table: Table) -> Look:
    """How a table is shown."""
    named = [row for row in table.rows if not row.total]
    roots = sum(1 for row in named if row.parent is None)
    return Look(
        gutter=_gutter_kind(table.grid_places),
        values=frozenset(column.index for column in table.columns),
        labels=frozenset(row.label_column for row in named),
        frozen=frozen_column(table),
        root_level=min((row.level for row in named), default=0),
        marks_roots=roots * 2 < len(named),
    )


def table_html(table: Table, words: Texts) -> str:
    """Title, unit and the whole grid, with a gutter that tells each row's line, page or sheet row."""
    look = look_of(table)
    head_count = leading_headers(table)
    unit = words["unit_line"].format(unit=table.unit.name) if table.unit.name else ""
    head = _head(table, look, head_count, words["gutter_" + look.gutter] if look.gutter else "")
    rows_at = _rows_at(table)
    body = "".join(_body_row(table, look, r, rows_at.get(r, ())) for r in range(head_count, len(table.grid)))
    empty = "" if table.rows else f'<p class="empty">{escape(words["no_rows"])}</p>'
    return (
        f'<div class="caption"><h3>{escape(table.title)}</h3><span class="unit">{escape(unit)}</span></div>'
        f'<div class="grid" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f"<table><thead>{head}</thead><tbody>{body}</tbody></table></div>{empty}"
    )


def leading_headers(table: Table) -> int:
    """How many header rows stand above the first row of figures."""
    count = 0
    while count in table.header_rows:
        count += 1
    return min(count, len(table.grid))


def _head(table: Table, look: Look, count: int, gutter: str) -> str:
    cells = header_cells(table.grid[:count])
    made = []
    for r in range(count):
        first = f'<th class="gutter" rowspan="{count}" scope="col">{escape(gutter)}</th>' if r == 0 else ""
        row = "".join(
            _head_cell(cell, cell.column == look.frozen and cell.colspan == 1) for cell in cells if cell.row == r
        )
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


def _body_row(table: Table, look: Look, r: int, rows: Sequence[Row]) -> str:
    names = []
    if r in table.header_rows:
        names.append("again")
    if rows and all(row.total for row in rows):
        names.append("total")
    elif look.marks_roots and rows and all(row.parent is None for row in rows):
        names.append("top")
    kind = f' class="{" ".join(names)}"' if names else ""
    where = table.grid_places[r] if r < len(table.grid_places) else Place()
    depths = {row.label_column: max(0, row.level - look.root_level) for row in rows}
    cells = "".join(_cell(c, text.strip(), look, depths.get(c)) for c, text in enumerate(table.grid[r]))
    return (
        f'<tr data-r="{r}"{kind}{_parents(table, rows)}>'
        f'<th class="gutter" scope="row">{escape(_gutter(where, look.gutter))}</th>{cells}</tr>'
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


def _cell(c: int, printed: str, look: Look, depth: int | None) -> str:
    names = []
    if c in look.values and (printed in NIL or parse_figure(printed) is not None):
        names.append("number")
    if c not in look.values and c not in look.labels:
        names.append("code")
    if depth:
        names.append(f"l{min(depth, 4)}")
    if c == look.frozen:
        names.append("label")
    kind = f' class="{" ".join(names)}"' if names else ""
    return f'<td data-c="{c}"{_side(c, look)}{kind}>{escape(printed)}</td>'


def _side(c: int, look: Look) -> str:
    """Which of several tables beside each other a column belongs to, so that only that side of a row is marked."""
    if look.frozen is not None or len(look.labels) < 2:
        return ""
    return f' data-side="{max((start for start in look.labels if start <= c), default=min(look.labels))}"'


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
