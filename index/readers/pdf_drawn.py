"""Rows of tables without cells of lines, by what is drawn in them all the same: colour behind cells, lines between rows.

A coloured row tells the columns of its table; two lines over the table's width tell where a row begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain, pairwise
from statistics import median

from index.grids import is_total_label
from index.readers.pdf_grid import EDGE_TOLERANCE, Box
from index.readers.pdf_lines import Glyph, glyph_rows, is_han, join_texts, row_text
from index.readers.unruled_columns import bands_of
from index.readers.unruled_header import Band, stands_in
from index.readers.unruled_rows import SHIFT, Part, Row, is_figure, part_of
from prompts import load_yaml

FEWEST_COLUMNS = 3
"""Cells of a coloured row that tell the columns of its table."""
LETTERS = 0.2
"""Ems between two letters of a word, at most."""
FEWEST_RULES = 3
"""Lines of one width that are of a table."""
LONGEST_RULE_GAP = 120.0
"""Points between two lines that may hold one row."""
PADDING = 1.1
"""Ems between a line and the text of the row below or above it: a title between two tables stands further off."""
MOST_LINES = 8
"""Lines of a cell."""
PROSE_SHARE = 0.7
"""Share of a table's width that no label fills alone."""
ONE_SIZE = 1.1
"""Lines of one cell are set in one size, within this."""
ROWS_BELOW = 4
"""Rows below a header that tell its columns."""
WORDS = 0.4
"""Ems between two words; a wider gap may be between cells."""
TIGHTER = 0.93
"""Lines of one cell stand closer than rows by this share at least."""
SAME_PITCH = 1.08


Piece = tuple[int, list[Glyph]]
"""A column and a line of its text."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn in a page's tables beside full grids: regions of coloured cells, and lines across as (x0, x1, y)."""

    shadings: tuple[tuple[Box, ...], ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()


def is_shading(cells: Sequence[Box], fills: Sequence[Box]) -> bool:
    """Whether the cells of a region are nothing but boxes of colour."""
    return bool(cells) and all(any(_same(cell, fill) for fill in fills) for cell in cells)


def _same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= EDGE_TOLERANCE for a, b in zip(one, other, strict=True))


def rules_of(edges: Iterable[tuple[float, float, float]], shortest: float) -> tuple[tuple[float, float, float], ...]:
    """Lines across a page from their pieces (x0, x1, y), those that touch put together, from the top down."""
    found: list[tuple[float, float, float]] = []
    for x0, x1, y in sorted(edges, key=lambda edge: (round(edge[2]), edge[0])):
        if found and abs(found[-1][2] - y) <= 1 and x0 <= found[-1][1] + EDGE_TOLERANCE:
            found[-1] = (found[-1][0], max(found[-1][1], x1), found[-1][2])
        else:
            found.append((x0, x1, y))
    return tuple(sorted((one for one in found if one[1] - one[0] >= shortest), key=lambda one: one[2]))


def shaded_rows(cells: Sequence[Box], glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows of a coloured region, a part for each cell that holds text; each row knows its cells."""
    rows: list[Row] = []
    lines: list[list[Box]] = []
    for cell in sorted(cells, key=lambda one: (one[1], one[0])):
        if lines and abs(lines[-1][0][1] - cell[1]) <= EDGE_TOLERANCE:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    for line in lines:
        line.sort()
        held = [(cell, [one for one in glyphs if _is_in(one, cell) and not one.text.isspace()]) for cell in line]
        parts = tuple(
            Part(cell[0] + 1, cell[2] - 1, _one_text(map(row_text, glyph_rows(inside))))
            for cell, inside in held
            if inside
        )
        inked = [one for _, inside in held for one in inside]
        if parts:
            top, bottom = min(cell[1] for cell in line), max(cell[3] for cell in line)
            bands = tuple((cell[0], cell[2]) for cell in line)
            size = median(one.size for one in inked)
            rows.append(Row(parts, tuple(inked), top, bottom, size, drawn=True, cells=bands))
    return rows


def _is_in(glyph: Glyph, box: Box) -> bool:
    return box[0] <= (glyph.x0 + glyph.x1) / 2 < box[2] and box[1] <= glyph.middle < box[3]


def _one_text(lines: Iterable[str]) -> str:
    """The lines of one cell, put together."""
    return reduce(_joined_text, lines, "")


_LAST_WORD = re.compile(r"[A-Za-z0-9]*(?=-$)")


def _joined_text(text: str, line: str) -> str:
    """Two lines of one cell."""
    if not text or not line:
        return text or line
    if (
        text[-1] == "-"
        and line[0].islower()
        and _LAST_WORD.findall(text)[-1].lower() not in load_yaml("headers.yaml")["hyphens"]
    ):
        return text[:-1] + line
    if is_han(text[-1]) or is_han(line[0]) or text[-1] in "-–":
        return join_texts(text, line) if text[-1] not in "–" else text + line
    return f"{text} {line}"


def banded(rows: Sequence[Row], rules: Sequence[tuple[float, float, float]]) -> list[Row]:
    """The rows, the lines of text between two lines of one table made one row; cut where a coloured row below or above
    them tells the columns.
    """
    left = list(rows)
    coloured = [row for row in rows if len(row.cells) >= FEWEST_COLUMNS]
    for same in _of_one_width(rules):
        for (x0, x1, top), (_, _, bottom) in reversed(list(pairwise(same))):  # rows tell the columns of headers above
            inside = [row for row in left if top < row.middle < bottom]
            if not inside or bottom - top > LONGEST_RULE_GAP or any(row.drawn for row in inside):
                continue
            within = all(
                row.parts[0].x0 >= x0 - EDGE_TOLERANCE and row.parts[-1].x1 <= x1 + EDGE_TOLERANCE for row in inside
            )
            under = [row for row in sorted(left, key=lambda one: one.top) if row.middle > bottom]
            below = next(iter(under), None)
            if not within:
                continue
            box = (x0, top, x1, bottom)
            columns = _columns_of(box, coloured) or _columns_of_figures(box, left)
            lines = [_by_columns(row, columns) for row in inside]
            if _has_tiers(lines, [row for row in under if row.middle < same[-1][2]]):
                continue
            one = _one_row(lines, box, below)
            if one is not None:
                left = [row for row in left if row not in inside] + [one]
    return sorted(left, key=lambda row: row.top)


def _has_tiers(lines: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether lines of words are rows of a header, titles over the names of columns: together they hold more texts that
    stand beside one another than there are columns below, or texts over and under nothing stand at several heights.
    """
    body = [row for row in below if len(row.parts) > 1 and not is_total_label(row.parts[0].text)]
    if len(lines) < 2 or not body or any(is_figure(part.text) for line in lines for part in line.parts):
        return False
    columns = _clusters(lines)
    alone = [column[0] for column in columns if len(column) == 1]
    heights = [line.middle for line in lines if any(part in alone for part in line.parts)]
    apart = max(heights, default=0.0) - min(heights, default=0.0) > SHIFT * lines[0].size
    return len(columns) > len(bands_of(body)) or apart


def _columns_of(box: Box, coloured: Sequence[Row]) -> tuple[Band, ...]:
    """The columns that the nearest coloured row of the same table tells; () without one."""
    same = [row for row in coloured if _ends_with(row.cells, box)]
    return min(same, key=lambda row: abs(row.middle - box[1]), default=_NONE).cells


def _columns_of_figures(box: Box, rows: Sequence[Row]) -> tuple[Band, ...]:
    """The columns that the figures right below tell, each up to where its figures end; () where they do not agree."""
    below = [row for row in sorted(rows, key=lambda one: one.top) if row.middle > box[3]][:ROWS_BELOW]
    told = [row for row in below if row.figures > 1 and row.figures == len(row.parts) - 1]
    if not told or len({len(row.parts) for row in told}) > 1:
        return ()
    ends = [max(row.parts[number].x1 for row in told) for number in range(len(told[0].parts))]
    first = min(row.parts[1].x0 for row in told)
    if ends[0] >= first:
        return ()
    borders = [box[0], (ends[0] + first) / 2, *(end + 1 for end in ends[1:])]
    return tuple(pairwise(borders))


def _ends_with(cells: Sequence[Band], box: Box) -> bool:
    return abs(cells[0][0] - box[0]) <= EDGE_TOLERANCE and abs(cells[-1][1] - box[2]) <= EDGE_TOLERANCE


_NONE = Row((), (), 0.0, 0.0, 0.0)


def _by_columns(row: Row, columns: Sequence[Band]) -> Row:
    """A line of text, its parts cut where they stand in several columns."""
    if not columns or row.lines > 1:
        return row
    parts: list[Part] = []
    for part in row.parts:
        glyphs = [one for one in row.glyphs if not one.text.isspace() and part.x0 <= one.x0 < part.x1]
        cut = [part_of(line) for _, line in _cut(glyphs, columns)]
        parts += cut if len(cut) > 1 else [part]
    return replace(row, parts=tuple(parts))


def _of_one_width(rules: Sequence[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    groups: list[list[tuple[float, float, float]]] = []
    for rule in rules:
        for group in groups:
            if max(abs(group[0][0] - rule[0]), abs(group[0][1] - rule[1])) <= EDGE_TOLERANCE:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= FEWEST_RULES]


def _one_row(inside: Sequence[Row], box: Box, below: Row | None) -> Row | None:
    """The lines between two rules as one row; None where they are of several rows, or of no table."""
    sizes = [row.size for row in inside]
    size = median(sizes)
    if max(sizes) > ONE_SIZE * min(sizes):
        return None
    top, bottom = min(row.top for row in inside), max(row.bottom for row in inside)
    if top - box[1] > PADDING * size or box[3] - bottom > PADDING * size:
        return None
    if len(inside) == 1:
        return replace(inside[0], drawn=True)
    columns = _clusters(inside)
    figures = [sum(is_figure(part.text) for part in column) for column in columns]
    if max(figures) > 1 or max(map(len, columns)) > MOST_LINES:
        return None
    if len(columns) == 1 and columns[0][0].x1 - box[0] > PROSE_SHARE * (box[2] - box[0]):
        return None
    heads = below is not None and (below.figures > 0 or len(below.parts) == 1)
    if not any(figures) and len(columns) > 1 and not heads:
        return None  # lines of text that no line parts may be rows
    parts = tuple(
        Part(min(part.x0 for part in column), max(part.x1 for part in column), _one_text(part.text for part in column))
        for column in columns
    )
    glyphs = tuple(glyph for row in inside for glyph in row.glyphs)
    return Row(parts, glyphs, top, bottom, size, len(inside), drawn=True)


def _clusters(rows: Sequence[Row]) -> list[list[Part]]:
    """The parts of several lines by what stands over one another, from left to right, each from the top down."""
    placed = sorted(
        ((part, number) for number, row in enumerate(rows) for part in row.parts), key=lambda one: one[0].x0
    )
    columns: list[list[tuple[Part, int]]] = []
    for part, number in placed:
        if columns and part.x0 < max(other.x1 for other, _ in columns[-1]):
            columns[-1].append((part, number))
        else:
            columns.append([(part, number)])
    return [[part for part, _ in sorted(column, key=lambda one: one[1])] for column in columns]


def drawn_columns(rows: Sequence[Row]) -> tuple[Band, ...]:
    """The columns that the coloured row with the most cells tells; () where none has enough, or one holds two figures
    of a row: its cells are of several columns.
    """
    most = max((row.cells for row in rows), key=len, default=())
    if len(most) < FEWEST_COLUMNS or any(_holds_two(row, most) for row in rows if not row.cells):
        return ()
    return most


def _holds_two(row: Row, columns: Sequence[Band]) -> bool:
    """Whether two texts of a row, one of them a figure, stand in one column."""
    placed = [(stands_in(part, columns)[0], is_figure(part.text)) for part in row.parts]
    return any(one[0] == other[0] and (one[1] or other[1]) for one, other in pairwise(placed))


def in_columns(rows: Sequence[Row], columns: Sequence[Band]) -> list[Row]:
    """The rows of a table whose columns are known: the text between drawn rows put together to rows, cell by cell."""
    groups: list[list[Row]] = [[]]
    for row in rows:
        if row.drawn:
            groups += [[row], []]
        else:
            groups[-1].append(row)
    lines = [_lines_in(group, columns) for group in groups if not any(row.drawn for row in group)]
    tight = _leading(lines)
    plain = iter(lines)
    return [
        one for group in groups for one in (group if group and group[0].drawn else _blocks(next(plain), columns, tight))
    ]


def _lines_in(rows: Sequence[Row], columns: Sequence[Band]) -> list[Piece]:
    """The lines of text of each column."""
    glyphs = [glyph for row in rows for glyph in row.glyphs if not glyph.text.isspace()]
    return [(column, line) for line in glyph_rows(glyphs) for column, line in _cut(line, columns)]


def _blocks(lines: Sequence[Piece], columns: Sequence[Band], tight: float) -> list[Row]:
    """Rows from the lines of each column: lines set close are of one cell, cells beside each other of one row."""
    blocks: list[tuple[int, list[list[Glyph]]]] = []
    for number in range(len(columns)):
        before: list[Glyph] | None = None
        for column, line in lines:
            if column != number:
                continue
            if before is not None and blocks and _middle(line) - _middle(before) <= tight:
                blocks[-1][1].append(line)
            else:
                blocks.append((column, [line]))
            before = line
    return _rows_of(blocks)


def _cut(line: Sequence[Glyph], columns: Sequence[Band]) -> list[Piece]:
    """A line's glyphs by column; as one text of its first column where words stand over the border of two."""
    found: list[tuple[int, list[Glyph]]] = []
    for glyph in line:
        middle = (glyph.x0 + glyph.x1) / 2
        column = min(range(len(columns)), key=lambda one: max(columns[one][0] - middle, middle - columns[one][1], 0.0))
        if found and (
            found[-1][0] == column or _goes_on(found[-1][1][-1], glyph, columns[found[-1][0]], columns[column])
        ):
            found[-1][1].append(glyph)
        else:
            found.append((column, [glyph]))
    return found


def _goes_on(before: Glyph, glyph: Glyph, column: Band, other: Band) -> bool:
    """Whether a character of another column goes on with the text before it: where neither this text ends with its column
    nor that one begins with its own.
    """
    at_border = -1 <= column[1] - before.x1 <= glyph.size / 2 or -1 <= glyph.x0 - other[0] <= glyph.size / 2
    return glyph.x0 - before.x1 < (LETTERS if at_border else WORDS) * glyph.size


def _leading(groups: Sequence[Sequence[Piece]]) -> float:
    """Up to what distance two lines of a column are of one cell; 0 where no text is set over several lines."""
    apart: list[float] = []
    figures: list[float] = []
    for lines in groups:
        columns = {column for column, _ in lines}
        pairs = (pairwise(line for column, line in lines if column == number) for number in columns)
        for one, other in chain.from_iterable(pairs):
            both = is_figure(row_text(one)) and is_figure(row_text(other))
            (figures if both else apart).append(_middle(other) - _middle(one))
    if not apart or not figures or min(apart) > TIGHTER * min(figures):
        return 0.0
    return SAME_PITCH * min(apart)


def _rows_of(blocks: Sequence[tuple[int, list[list[Glyph]]]]) -> list[Row]:
    """Cells beside each other as rows, from the top down."""
    groups: list[list[tuple[int, list[list[Glyph]]]]] = []
    bottom = float("-inf")
    for block in sorted(blocks, key=lambda one: _middle(one[1][0])):
        if groups and _middle(block[1][0]) <= bottom + 1:
            groups[-1].append(block)
        else:
            groups.append([block])
            bottom = float("-inf")
        bottom = max(bottom, _middle(block[1][-1]))
    return [_row_of_cells(group) for group in groups]


def _row_of_cells(group: Sequence[tuple[int, list[list[Glyph]]]]) -> Row:
    parts = []
    for _, lines in sorted(group, key=lambda one: one[0]):
        inked = [glyph for line in lines for glyph in line]
        text = _one_text(map(row_text, lines))
        parts.append(Part(min(one.x0 for one in inked), max(one.x1 for one in inked), text))
    glyphs = tuple(glyph for _, lines in group for line in lines for glyph in line)
    top, bottom = min(one.top for one in glyphs), max(one.bottom for one in glyphs)
    return Row(tuple(parts), glyphs, top, bottom, median(one.size for one in glyphs), drawn=True)


def _middle(line: Sequence[Glyph]) -> float:
    return sum(glyph.middle for glyph in line) / len(line)
