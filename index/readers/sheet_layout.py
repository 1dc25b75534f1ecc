"""The filled cells of a sheet put together into Headings, Paragraphs and Grids. What they mean is not asked.

cells ─▶ bands (rows that stand together) ─▶ texts above and below ─▶ Grid, or two where blank columns part them
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.model import Block, Grid, GridRow, Heading, Paragraph, Place
from index.readers.headings import LEADERS, demote_contents, numbered_level, reads_as_heading
from index.readers.xlsx import Merge, address
from index.text import tidy
from index.units import find_unit, parse_figure

Cells = Mapping[tuple[int, int], str]

LARGEST_MERGE = 500_000
"""Slots of one merged cell; a greater one is a slip and covers nothing."""
SPARSE = 4
"""Blank columns are left out of a Grid where there are so many times more of them than of filled ones."""
SHORT_LABEL = 10
"""Characters of a label, such as 合计, that may stand under a table after blank rows."""
_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表|page|表)\s*\d*$", re.IGNORECASE)
_LABELLED = re.compile(r"^\S{1,12}[:：]")


@dataclass(frozen=True, slots=True)
class _Layout:
    sheet: str
    cells: Cells
    covered: Mapping[tuple[int, int], tuple[int, int]]
    """For every slot of a merged cell but its first: the first."""
    by_row: Mapping[int, tuple[int, ...]]
    """Filled columns of every filled row."""
    widths: Mapping[tuple[int, int], int]
    """Columns that a merged cell spans, by its first slot."""


def sheet_to_blocks(name: str, cells: Cells, merges: Sequence[Merge]) -> list[Block]:
    """Blocks of one sheet from top to bottom; its name first, as a heading, where it says something."""
    if not cells:
        return []
    layout = _layout(name, cells, merges)
    blocks: list[Block] = []
    if not _DEFAULT_NAME.match(name.strip()):
        blocks.append(Heading(tidy(name), 1, Place(sheet=name)))
    for band in _bands(layout):
        blocks += _band_to_blocks(layout, band)
    return demote_contents(blocks)


def _layout(name: str, cells: Cells, merges: Sequence[Merge]) -> _Layout:
    columns: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        columns.setdefault(row, []).append(column)
    rows, last_column = sorted(columns), max(max(found) for found in columns.values())
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    widths: dict[tuple[int, int], int] = {}
    for top, left, bottom, right in merges:
        widths[top, left] = right - left + 1
        inside = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
        across = range(left, min(right, last_column) + 1)
        if len(inside) * len(across) > LARGEST_MERGE:
            continue
        for row in inside:
            for column in across:
                if (row, column) != (top, left):
                    covered[row, column] = (top, left)
    return _Layout(name, cells, covered, {row: tuple(found) for row, found in columns.items()}, widths)


def _bands(layout: _Layout) -> list[list[int]]:
    """Filled rows by table: cut where a title, or a header after blank rows, starts another."""
    bands: list[list[int]] = []
    rows = list(layout.by_row)
    figures = False
    for index, row in enumerate(rows):
        gap = index > 0 and row - rows[index - 1] > 1
        if index == 0 or (figures and _starts_table(layout, rows, index, after_gap=gap)):
            bands.append([])
            figures = False
        bands[-1].append(row)
        figures = figures or (_is_table_row(layout, row) and _has_figure(layout, row))
    return bands


def _has_figure(layout: _Layout, row: int) -> bool:
    return any(parse_figure(layout.cells[row, column]) is not None for column in layout.by_row[row])


def _starts_table(layout: _Layout, rows: Sequence[int], index: int, *, after_gap: bool) -> bool:
    """Whether a title (one wide cell), or after a blank row any text, is followed by a header row without figures."""
    row = rows[index]
    if _is_table_row(layout, row):
        return after_gap and _is_header(layout, row)
    wide = layout.widths.get((row, layout.by_row[row][0]), 1) > 1
    if not (wide or after_gap or _is_unit_row(layout, row)):
        return False
    following = next((later for later in rows[index + 1 : index + 6] if _is_table_row(layout, later)), None)
    return following is not None and _is_header(layout, following)


def _is_header(layout: _Layout, row: int) -> bool:
    """Several texts and no figure but a year."""
    texts = [layout.cells[row, column] for column in layout.by_row[row]]
    figures = [text for text in texts if parse_figure(text) is not None and not re.match(r"^(?:19|20)\d\d$", text)]
    return len(texts) > 1 and not figures


def _is_unit_row(layout: _Layout, row: int) -> bool:
    return any(find_unit(layout.cells[row, column]) is not None for column in layout.by_row[row])


def _is_table_row(layout: _Layout, row: int) -> bool:
    """Whether several cells of a row are filled, other than 部门：… and 单位：…"""
    columns = layout.by_row[row]
    if len(columns) < 2:
        return False
    texts = [layout.cells[row, column] for column in columns]
    return not (
        len(texts) <= 4
        and any(_LABELLED.match(text.strip()) for text in texts)
        and all(parse_figure(text) is None for text in texts)
        and _is_unit_row(layout, row)
    )


def _band_to_blocks(layout: _Layout, band: Sequence[int]) -> list[Block]:
    table = [row for row in band if _is_table_row(layout, row)]
    lone = len(table) == 1 and len(band) > 3 and table[0] == band[-1] and not _has_figure(layout, table[0])
    if not table or lone:
        return [block for row in band for block in _texts(layout, row)]
    first, last = table[0], table[-1]
    last = _with_labels_below(layout, band, first, last)
    blocks = [block for row in band if row < first for block in _texts(layout, row)]
    blocks += _grids(layout, first, last)
    return blocks + [block for row in band if row > last for block in _texts(layout, row)]


def _with_labels_below(layout: _Layout, band: Sequence[int], first: int, last: int) -> int:
    """The last row of the table: short labels under it without a figure (合计 left blank) belong to it."""
    label_columns = {layout.by_row[row][0] for row in band if first <= row <= last}
    for row in band:
        if row <= last:
            continue
        column = layout.by_row[row][0]
        text = layout.cells[row, column]
        note = len(text) > 30 or re.match(r"^\s*(?:注|备注|说明|note)", text, re.IGNORECASE)
        if note or column not in label_columns or (row - last > 1 and len(text) > SHORT_LABEL):
            break
        last = row
    return last


def _texts(layout: _Layout, row: int) -> list[Block]:
    """The cells of a row that is no table row, each line of a cell for itself."""
    blocks: list[Block] = []
    for column in layout.by_row[row]:
        place = Place(sheet=layout.sheet, cell=address(row, column))
        lines = layout.cells[row, column].split("\n")
        alone = len(lines) == 1 and len(layout.by_row[row]) == 1
        for line in lines:
            text = LEADERS.sub("", tidy(line)).strip()
            if not text:
                continue
            level = numbered_level(text)
            if reads_as_heading(text) and (level in (1, 2, 3) or (level is None and alone)):
                blocks.append(Heading(text, level or 2, place))
            else:
                blocks.append(Paragraph(text, place))
    return blocks


def _grids(layout: _Layout, first: int, last: int) -> list[Block]:
    """The Grid of rows first..last, or several where blank columns part tables that stand side by side."""
    used = sorted({column for row in range(first, last + 1) for column in layout.by_row.get(row, ())})
    parts = [[used[0], used[-1]]]
    for left, right in pairwise(used):
        if right - left > 1 and _parted(layout, first, last, left, right):
            parts[-1][1] = left
            parts.append([right, used[-1]])
    return [_grid(layout, first, last, left, right) for left, right in parts]


def _parted(layout: _Layout, first: int, last: int, left: int, right: int) -> bool:
    """Whether the columns left of a blank gap and those right of it are tables of their own: labels on both sides."""
    rows = range(first, last + 1)
    if any((row, column) in layout.covered for row in rows for column in range(left + 1, right + 1)):
        return False
    labels = [layout.cells[row, right] for row in rows if (row, right) in layout.cells]
    figures = sum(parse_figure(label) is not None for label in labels)
    head = (first, right) in layout.cells and ((first, left) in layout.cells or (first, left) in layout.covered)
    return head and figures * 2 < len(labels) and len(labels) > 2


def _grid(layout: _Layout, first: int, last: int, left: int, right: int) -> Grid:
    rows_inside = [row for row in range(first, last + 1) if row in layout.by_row]
    columns_of = {row: [column for column in layout.by_row[row] if left <= column <= right] for row in rows_inside}
    filled = [row for row in rows_inside if columns_of[row]]
    used = sorted({column for row in filled for column in columns_of[row]})
    columns = used if right - left > SPARSE * len(used) + 20 else list(range(left, right + 1))
    rows = []
    for row in _with_gaps(filled):
        cells: list[str | None] = []
        for column in columns:
            anchor = layout.covered.get((row, column))
            inside = anchor is not None and anchor[0] >= first and anchor[1] >= left
            cells.append(None if inside else layout.cells.get((row, column), ""))
        rows.append(GridRow(tuple(cells), Place(sheet=layout.sheet, cell=address(row, left))))
    return Grid(tuple(rows), Place(sheet=layout.sheet, cell=address(first, left)))


def _with_gaps(filled: Sequence[int]) -> list[int]:
    """Filled rows, and one blank row for every gap between them however long."""
    rows: list[int] = []
    for row in filled:
        if rows and row - rows[-1] > 1:
            rows.append(rows[-1] + 1)
        rows.append(row)
    return rows
