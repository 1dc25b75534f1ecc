"""Tables without ruling lines, found by their columns of figures.

glyphs ─▶ rows of parts (gaps part them) ─▶ runs of rows with figures ─▶ columns (gaps through all rows)
       ─▶ headers over several columns (unruled_header) ─▶ Grid
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from index.grids import is_total_label
from index.hierarchy import tier
from index.model import Grid, GridRow, Place
from index.readers.pdf_drawn import Drawn, banded, drawn_columns, in_columns, shaded_rows
from index.readers.pdf_lines import Glyph, glyph_rows, row_text
from index.readers.unruled_columns import bands_of, headed_columns
from index.readers.unruled_header import Band, groups_over, stands_in
from index.readers.unruled_rows import (
    SHIFT,
    Part,
    Row,
    is_figure,
    join_cells,
    row_of,
    side_by_side,
    starts_apart,
    years_whole,
)
from index.text import has_han
from index.units import find_unit

SPACE = 0.12
"""Ems between two words."""
WIDER = 1.3
"""A gap between two headers set close is so many times a space between words."""
FEWEST_ROWS = 3
"""Rows with figures that make a table."""
FEWEST_WITH_HEADER = 2
"""The same under a header of three columns or more."""
FEWEST_DECLARED = 1
"""The same where the line above that header names the unit of its figures, as a form of one row does."""
LONGEST_HEADER = 4
"""Rows above the first row with figures that may be its header."""
LONGEST_DECLARED = 6
"""The same below the line that names the unit: the cells of four rows, each in its own middle."""
WIDEST_GAP = 3.5
"""Two rows of one table stand at most so many heights of type apart, or twice the usual distance."""
LONGEST_LABEL = 30
"""Characters of a text alone in its row that may be a label or a header; a longer one is of running text."""
LARGER = 1.2
"""A title is set so many times as large as the rows of the table before it."""
LONGEST_CELL = 6
"""Lines without figures between two rows with figures, where the cells of a table with drawn columns may wrap."""
NOTHING_DRAWN = Drawn()
_NOTE = re.compile("(?:备?注|说明)[:：]")
_LEADERS = re.compile(r"[.…·．]{4,}|…{2,}")


def find_unruled_grids(
    glyphs: Sequence[Glyph], page: int, drawn: Drawn = NOTHING_DRAWN
) -> tuple[list[Grid], list[Glyph]]:
    """Grids of the tables found among the glyphs, and the glyphs that are left."""
    rows = years_whole(side_by_side(_rows(glyphs, drawn)))
    grids: list[Grid] = []
    taken: set[int] = set()
    for run in (piece for whole in _runs(rows) for piece in _apart_columns(whole)):
        grid = _grid(run, page)
        if grid is not None:
            grids.append(grid)
            taken |= {id(glyph) for row in run for glyph in row.glyphs}
    if not grids:
        return [], list(glyphs)
    return grids, [glyph for glyph in glyphs if id(glyph) not in taken]


def _rows(glyphs: Sequence[Glyph], drawn: Drawn) -> list[Row]:
    """The rows of a page: those of coloured cells, those between lines, and the lines of text."""
    shaded = [row for cells in drawn.shadings for row in shaded_rows(cells, glyphs)]
    taken = {id(glyph) for row in shaded for glyph in row.glyphs}
    others = [glyph for glyph in glyphs if id(glyph) not in taken]
    rows = [row for found in glyph_rows(others) if (row := row_of(found)) is not None]
    return banded(sorted([*rows, *shaded], key=lambda row: row.top), drawn.rules)


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that stand together as a table: rows with figures, labels between them, and the header above."""
    runs: list[list[Row]] = []
    index = 0
    while index < len(rows):
        if not _is_table_row(rows[index]) or rows[index].figures == 0:
            empty = _empty_form(rows, index)
            runs += [empty] if empty else []
            index += len(empty) or 1
            continue
        first = last = index
        for following in range(index + 1, len(rows)):
            if not _follows(rows[following - 1], rows[following]):
                break
            if _is_table_row(rows[following]) and rows[following].figures:
                last = following
            elif (
                following - last > (LONGEST_CELL if _may_wait(rows, first, following) else 2)
                or _heads_anew(rows[following])
                or _is_prose(rows[following], rows[first])
                or _is_title(rows[following], rows[first])
            ):
                break
        while last + 1 < len(rows) and _ends_page(rows[last], rows[last + 1]):
            last += 1
        body = rows[first : last + 1]
        start, declared = _header_start(rows, first, runs)
        anew = first > 0 and _heads_anew(rows[first - 1])
        headed = anew or (start < first and len(rows[first - 1].parts) > 2)
        ruled = start < first and rows[first - 1].drawn and has_han(rows[first - 1].parts[0].text)
        carried = start == 0 and is_total_label(rows[first].parts[0].text)  # the end of the table of the page before
        one = declared or anew or ruled or carried
        fewest = (FEWEST_DECLARED if one else FEWEST_WITH_HEADER) if headed else FEWEST_ROWS
        if sum(row.figures > 0 for row in body) >= fewest:
            runs.append(list(rows[start : last + 1]))
        index = last + 1
    return runs


def _apart_columns(run: Sequence[Row]) -> list[Sequence[Row]]:
    """The tables that stand below each other in a run, each under a header of its own, where taken together their columns
    run into each other: expenditures of five years above performance measures of three.
    """
    if drawn_columns(run):
        return [run]
    cuts = [0, *(number for number in range(1, len(run)) if _begins_table(run, number)), len(run)]
    pieces = [run[start:end] for start, end in pairwise(cuts)]
    widths = [len(_columns(starts_apart(piece))) for piece in pieces]
    return pieces if len(_columns(starts_apart(run))) < max(widths) else [run]


def _begins_table(run: Sequence[Row], number: int) -> bool:
    """Whether a header of several columns, or its title, stands right below a row with figures, and figures follow it."""
    if not run[number - 1].figures or run[number].figures:
        return False
    below = next((at for at in range(number, len(run)) if run[at].figures), len(run))
    head = run[number:below]
    titles = sum(len(row.parts) == 1 for row in head[:2])
    return below < len(run) and len(head) <= LONGEST_HEADER and any(map(_names_columns, head)) and titles < 2


def _names_columns(row: Row) -> bool:
    """Whether a row holds words or years for columns of figures: no row of times, 5:42 5:31."""
    return len(row.parts) > 2 and all(re.search(r"[^\W\d_]|(?:19|20)\d\d", part.text) for part in row.parts[1:])


def _may_wait(rows: Sequence[Row], first: int, following: int) -> bool:
    """Whether many rows without figures may stand before the next with some: cells that wrap, or numbered items."""
    row, left = rows[following], rows[first].parts[0].x0
    item = len(row.parts) == 1 and tier(row.parts[0].text) is not None and abs(row.parts[0].x0 - left) < row.size
    return headed_by_colour(rows, first) or (item and row.size < LARGER * rows[first].size)


def headed_by_colour(rows: Sequence[Row], first: int) -> bool:
    """Whether a coloured row of several cells stands over the first row with figures: its cells may wrap."""
    return any(len(row.cells) > 2 for row in rows[max(0, first - LONGEST_DECLARED) : first])


def _ends_page(row: Row, after: Row) -> bool:
    """Whether a coloured row right below a table heads rows of the next page."""
    return len(after.cells) > 2 and not after.figures and len(after.parts) <= 2 and after.top - row.bottom < after.size


def _heads_anew(row: Row) -> bool:
    """Whether a row heads other columns: coloured cells of words, or between two lines nothing but fiscal years."""
    if row.figures or not row.drawn:
        return False
    years = len(row.parts) > 1 and all(_FISCAL.fullmatch(part.text) for part in row.parts)
    return years or (len(row.cells) > 2 and 2 * len(row.parts) > len(row.cells))


_FISCAL = re.compile(r"(?:FY ?)?20\d\d[-–/]\d\d")


def _header_start(rows: Sequence[Row], first: int, runs: Sequence[Sequence[Row]]) -> tuple[int, bool]:
    """The first row of the header, and whether a unit is declared above it: rows of several parts, with single parts
    between them, or all rows below the unit.
    """
    start = first
    heads = _heads_above(rows, first)
    for above in range(first - 1, max(-1, first - heads - 2 - LONGEST_DECLARED), -1):
        row = rows[above]
        if _declares_unit(row):
            return (above + 1 if start < first else start), True
        taken = bool(runs) and row is runs[-1][-1]
        if taken or _is_prose(row, rows[first]) or not _follows(row, rows[above + 1]):
            break
        if _is_table_row(row) and first - heads - above <= LONGEST_HEADER:
            start = above
        if _heads_anew(row) and not rows[above - 1].cells:
            break
    return start, False


def _heads_above(rows: Sequence[Row], first: int) -> int:
    """How many rows right above the first with figures are headings of rows: one text each, at the labels' left end."""
    left = rows[first].parts[0].x0
    above = 0
    while above < first and len((row := rows[first - 1 - above]).parts) == 1:
        if abs(row.parts[0].x0 - left) > row.size or not _follows(row, rows[first - above]):
            break
        above += 1
    return above


def _empty_form(rows: Sequence[Row], index: int) -> list[Row]:
    """The form whose header begins at this row and that ends with a total without figures; [] where none does.

    Its header stands below the line that declares the unit, and something of it has three columns or more.
    """
    if index == 0 or not _declares_unit(rows[index - 1]):
        return []
    for number, row in enumerate(rows[index : index + LONGEST_DECLARED + 1], start=index):
        if row.figures or _is_prose(row) or (number > index and not _follows(rows[number - 1], row)):
            return []
        if len(row.parts) == 1 and is_total_label(row.parts[0].text):
            header = rows[index:number]
            after = rows[number + 1] if number + 1 < len(rows) else None
            ends = after is None or not _follows(row, after) or bool(_NOTE.match(after.parts[0].text))
            return [*header, row] if ends and any(len(one.parts) > 2 for one in header) else []
    return []


def _declares_unit(row: Row) -> bool:
    return any(find_unit(part.text) is not None for part in row.parts)


def _follows(above: Row, below: Row) -> bool:
    return below.top - above.bottom < WIDEST_GAP * max(above.size, below.size)


def _is_table_row(row: Row) -> bool:
    return len(row.parts) > 1 and not any(_LEADERS.search(part.text) for part in row.parts)


def _is_prose(row: Row, beside: Row | None = None) -> bool:
    """Whether a row is of running text; a long label ends before the figures of the row beside it begin."""
    if len(row.parts) > 1:
        return False
    text = row.parts[0].text
    label = beside is not None and len(beside.parts) > 1 and row.parts[0].x1 < beside.parts[1].x0
    return text.endswith(("。", "；")) or (len(text) > LONGEST_LABEL and not label)


def _is_title(row: Row, body: Row) -> bool:
    """Whether a row is set so much larger than a table's rows that it is the title of what is below."""
    return len(row.parts) == 1 and row.size > LARGER * body.size


def _grid(rows: Sequence[Row], page: int) -> Grid | None:
    if told := drawn_columns(rows):
        rows = in_columns(rows, told)
        return _grid_of(page, rows, [_merged(row, told) for row in rows])
    rows = starts_apart(rows)
    columns = _columns(rows)
    if len(columns) < 2:
        return None
    rows = _headers_split(rows, columns)
    headers = _header_cells(rows[: _first(rows)], columns)
    body = [_cells(row, columns) for row in rows[len(headers) :]]
    printed = list(zip([*headers, *body], rows, strict=True))
    return _grid_of(page, rows, _merge_wrapped(printed))


def _merged(row: Row, columns: Sequence[Band]) -> tuple[list[str | None], float, float]:
    return _cells(row, columns), row.top, row.bottom


def _grid_of(page: int, rows: Sequence[Row], merged: Sequence[tuple[list[str | None], float, float]]) -> Grid:
    """The Grid of (cells, top, bottom) by printed row."""
    left, right = min(row.parts[0].x0 for row in rows), max(row.parts[-1].x1 for row in rows)
    grid_rows = tuple(
        GridRow(tuple(cells), Place(page=page, box=(left, top, right, bottom))) for cells, top, bottom in merged
    )
    box = (left, rows[0].top, right, rows[-1].bottom)
    return Grid(grid_rows, Place(page=page, box=box))


def _first(rows: Sequence[Row]) -> int:
    """The first row with figures; of a form without any, the last row."""
    return next((index for index, row in enumerate(rows) if row.figures), len(rows) - 1)


def _columns(rows: Sequence[Row]) -> Sequence[Band]:
    """Bands that parts stand in; where a part of a header stands in none, a band of its own, unless it is the title of
    the two columns beside it, whose own headers stand below.
    """
    first = _first(rows)
    headers = {_printed(row) for row in rows[:first]}
    body = [row for row in rows[first:] if _printed(row) not in headers]  # a header may be printed again
    told = [row for row in body if len(row.parts) > 1] or body  # a heading alone in its row may run over columns
    if first and (whole := headed_columns(rows[:first], told)):
        return whole
    columns = bands_of(told)
    below: list[Part] = []
    for row in reversed(rows[:first]):
        columns = sorted(
            [*columns, *((part.x0, part.x1) for part in row.parts if _is_apart(part, row, columns, below))]
        )
        below += row.parts
    return columns


def _printed(row: Row) -> tuple[str, ...]:
    return tuple(part.text for part in row.parts)


def _headers_split(rows: Sequence[Row], columns: Sequence[Band]) -> list[Row]:
    """The rows, in headers a part over several columns that no header below it parts cut where each column's own ends:
    Road Fund Public Health Fund, set too close to be told apart by their gap.
    """
    header = rows[: _first(rows)]
    cut: dict[tuple[str, ...], tuple[Part, ...]] = {}
    for number, row in enumerate(header):
        lower = [part for below in header[number + 1 :] for part in below.parts]
        cut[_printed(row)] = tuple(piece for part in row.parts for piece in _pieces(part, row, columns, lower))
    return [replace(row, parts=cut.get(_printed(row), row.parts)) for row in rows]


def _pieces(part: Part, row: Row, columns: Sequence[Band], lower: Sequence[Part]) -> list[Part]:
    """A part cut into as many pieces as columns that it is over, each over its own: where the gaps are wide, else where
    the figures of a column end on the right; else whole.
    """
    over = stands_in(part, columns)
    if len(over) < 2 or any(other.overlaps(columns[one]) for other in lower for one in over):
        return [part]
    glyphs = [one for one in row.glyphs if not one.text.isspace() and part.x0 <= one.x0 <= part.x1]
    if row.lines > 1 and max(one.top for one in glyphs) - min(one.top for one in glyphs) > SHIFT * row.size:
        return [part]
    gaps = [(after.x0 - before.x1, number) for number, (before, after) in enumerate(pairwise(glyphs), start=1)]
    ordered = sorted(gaps, reverse=True)
    wide, rest = ordered[: len(over) - 1], ordered[len(over) - 1 :]
    if rest and wide and wide[-1][0] >= WIDER * max(rest[0][0], 0):
        cuts = sorted(number for _, number in wide)
    else:
        spaces = [number for gap, number in gaps if gap > SPACE * row.size]
        ends = [columns[one][1] for one in over[:-1]]
        cuts = [min(spaces, key=lambda one: abs(glyphs[one - 1].x1 - end)) for end in ends] if spaces else []
        if any(abs(glyphs[cut - 1].x1 - end) > row.size for cut, end in zip(cuts, ends, strict=False)):
            return [part]
    groups = [glyphs[start:end] for start, end in pairwise([0, *cuts, len(glyphs)])]
    if len(groups) != len(over) or not all(groups):
        return [part]
    pieces = [Part(group[0].x0, group[-1].x1, row_text(group)) for group in groups]
    return pieces if all(piece.overlaps(columns[one]) for piece, one in zip(pieces, over, strict=True)) else [part]


def _is_apart(part: Part, row: Row, columns: Sequence[Band], below: Sequence[Part]) -> bool:
    """Whether a part of a header stands in no column, and not as a title between two that are headed below it."""
    if any(part.overlaps(column) for column in columns):
        return False
    sides = [[c for c in columns if c[1] <= part.x0][-1:], [c for c in columns if c[0] >= part.x1][:1]]
    beside = [column for side in sides for column in side]
    return len(beside) < 2 or not all(
        any(other.overlaps(column) for other in below) and not any(other.overlaps(column) for other in row.parts)
        for column in beside
    )


def _header_cells(header: Sequence[Row], columns: Sequence[Band]) -> list[list[str | None]]:
    """Cells of the header's rows: a title in the middle over several columns covers them all."""
    cells = []
    for number, row in enumerate(header):
        below = [lower for lower in header[number + 1 :] if not _stands_beside(row, lower, header[-1])]
        headed = {
            index
            for index, column in enumerate(columns)
            if any(part.overlaps(column) for lower in below for part in lower.parts)
        }
        beside = len(below) < len(header) - number - 1
        found = (beside and _one_title_each(row, columns, headed)) or groups_over(row.parts, columns, headed, row.size)
        cells.append(_cells(row, columns) if found is None else _covering(row, found, len(columns)))
    return cells


def _one_title_each(row: Row, columns: Sequence[Band], headed: set[int]) -> list[tuple[int, int]] | None:
    """The columns that each part of a row of titles is over, where each stands over columns headed below it that go on to
    others without, and alone over them, or in a column of its own; None where one does not.
    """
    found: list[tuple[int, int]] = []
    for part in row.parts:
        start = end = stands_in(part, columns)[0]
        while start in headed and start - 1 in headed:
            start -= 1
        while end in headed and end + 1 in headed:
            end += 1
        found.append((start, end + 1))
    return found if all(left[1] <= right[0] for left, right in pairwise(found)) else None


def _stands_beside(row: Row, lower: Row, last: Row) -> bool:
    """Whether the cells of a lower row of a Chinese header, each in its own middle, reach up to a row: from the last one."""
    top = 2 * lower.middle - last.middle
    return abs(top - row.middle) < SHIFT * row.size and lower is not last and has_han(lower.parts[0].text)


def _covering(row: Row, runs: Sequence[tuple[int, int]], width: int) -> list[str | None]:
    cells: list[str | None] = [""] * width
    for part, (start, end) in zip(row.parts, runs, strict=True):
        cells[start:end] = [part.text, *[None] * (end - start - 1)]
    return cells


def _cells(row: Row, columns: Sequence[Band]) -> list[str | None]:
    """Cells of one row: a part over several columns fills the first and covers the others."""
    cells: list[str | None] = [""] * len(columns)
    for part in row.parts:
        over = stands_in(part, columns)
        before = cells[over[0]]
        cells[over[0]] = f"{before} {part.text}" if before else part.text
        for index in over[1:]:
            cells[index] = cells[index] or None
    return cells


def _merge_wrapped(printed: Sequence[tuple[list[str | None], Row]]) -> list[tuple[list[str | None], float, float]]:
    """(cells, top, bottom) by printed row: lines of a wrapped label, set closer than rows are, join their figures."""
    pitch = _pitch([row for _, row in printed])
    merged: list[tuple[list[str | None], float, float, float, bool]] = []
    for cells, row in printed:
        figures = row.figures > 0 or (len(row.parts) == 1 and is_figure(row.parts[0].text))
        if merged:
            before, top, _, middle, had_figures = merged[-1]
            tight = row.middle - middle < 0.75 * pitch and not row.drawn
            if tight and not (figures and had_figures) and _joinable(before, cells, wrapped=figures or had_figures):
                joined = [join_cells(one, other) for one, other in zip(before, cells, strict=True)]
                merged[-1] = (joined, top, row.bottom, row.middle, figures or had_figures)
                continue
        merged.append((cells, row.top, row.bottom, row.middle, figures))
    return [(cells, top, bottom) for cells, top, bottom, _, _ in merged]


def _pitch(rows: Sequence[Row]) -> float:
    """The usual distance of two rows with figures, of those with nothing between them where there are such."""
    next_to = [below.middle - above.middle for above, below in pairwise(rows) if above.figures and below.figures]
    figures = [row.middle for row in rows if row.figures]
    gaps = next_to or [below - above for above, below in pairwise(figures)]
    return median(gaps) if gaps else 0.0


def _joinable(above: Sequence[str | None], below: Sequence[str | None], *, wrapped: bool) -> bool:
    """Whether two lines can be of one row: no cell filled twice, or else with wrapped text, never with figures."""
    both = [(one, other) for one, other in zip(above, below, strict=True) if one != "" and other != ""]
    return all(wrapped and one and other and not is_figure(one) and not is_figure(other) for one, other in both)
