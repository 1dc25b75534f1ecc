"""Ruled cells and glyphs of a PDF page put together into Grids. Nothing of a table's content is understood here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.model import Grid, GridRow, Place
from index.readers.pdf_indent import LabelPlace, indents
from index.readers.pdf_lines import Glyph, cell_text, glyph_rows
from index.units import parse_figure

EDGE_TOLERANCE = 3.0
"""Points. Borders drawn double or as thin boxes are nearer than this; no printed column is as narrow."""
TITLE_SIZE = 1.3
"""A row over the full width, set so much larger than its table, is the title of another table."""

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell on the lattice of edges: rows r0..r1 and columns c0..c1, ends excluded."""

    r0: int
    r1: int
    c0: int
    c1: int


@dataclass(frozen=True, slots=True)
class _Lattice:
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[_Span, ...]
    owner: tuple[tuple[int, ...], ...]
    """For every slot the number of its span, -1 where no cell was drawn."""


def cells_to_grids(cells: Sequence[Box], glyphs: Sequence[Glyph], page: int) -> list[Grid]:
    """The Grids of one ruled box, from top to bottom: more than one where a title row starts another table.

    Glyphs that stand in the box but in no drawn cell are kept in the slot where they stand. A box that holds no text,
    or that has one column only (a frame around prose), gives none.
    """
    lattice = _lattice(cells)
    if lattice is None:
        return []
    cuts = _title_rows(lattice, _by_slot(lattice, glyphs))
    if not cuts:
        grid = _grid(lattice, glyphs, page)
        return [grid] if grid else []
    bounds = [-float("inf"), *(lattice.ys[cut] for cut in cuts), float("inf")]
    grids = []
    for top, bottom in pairwise(bounds):
        part = [cell for cell in cells if top <= (cell[1] + cell[3]) / 2 < bottom]
        inside = [glyph for glyph in glyphs if top <= glyph.middle < bottom]
        lattice_of_part = _lattice(part)
        grid = _grid(lattice_of_part, inside, page) if lattice_of_part else None
        if grid:
            grids.append(grid)
    return grids


def _edges(values: list[float]) -> tuple[float, ...]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= EDGE_TOLERANCE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


def _nearest(edges: tuple[float, ...], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _lattice(cells: Sequence[Box]) -> _Lattice | None:
    """Edges and spans of drawn cells; None where they make no table."""
    xs = _edges([x for cell in cells for x in (cell[0], cell[2])])
    ys = _edges([y for cell in cells for y in (cell[1], cell[3])])
    if len(xs) < 2 or len(ys) < 2:
        return None
    spans = []
    for x0, top, x1, bottom in cells:
        span = _Span(_nearest(ys, top), _nearest(ys, bottom), _nearest(xs, x0), _nearest(xs, x1))
        if span.r1 > span.r0 and span.c1 > span.c0:
            spans.append(span)
    owner = [[-1] * (len(xs) - 1) for _ in ys[1:]]
    for number, span in enumerate(spans):
        for row in range(span.r0, span.r1):
            for column in range(span.c0, span.c1):
                if owner[row][column] < 0:
                    owner[row][column] = number
    return _Lattice(xs, ys, tuple(spans), tuple(tuple(row) for row in owner))


def _slot(edges: tuple[float, ...], value: float) -> int:
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)


def _by_slot(lattice: _Lattice, glyphs: Sequence[Glyph]) -> dict[tuple[int, int], list[Glyph]]:
    """Glyphs by the top left slot of the cell that they stand in."""
    found: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        row = _slot(lattice.ys, glyph.middle)
        column = _slot(lattice.xs, (glyph.x0 + glyph.x1) / 2)
        number = lattice.owner[row][column]
        if number >= 0:
            row, column = lattice.spans[number].r0, lattice.spans[number].c0
        found.setdefault((row, column), []).append(glyph)
    return found


def _title_rows(lattice: _Lattice, slots: dict[tuple[int, int], list[Glyph]]) -> list[int]:
    """Rows after the first that are one wide cell in a much larger type."""
    sizes = [glyph.size for glyphs in slots.values() for glyph in glyphs if not glyph.text.isspace()]
    if not sizes:
        return []
    usual = median(sizes)
    rows = []
    for row in range(1, len(lattice.ys) - 1):
        filled = [glyphs for (r, _), glyphs in slots.items() if r == row and any(not g.text.isspace() for g in glyphs)]
        covered = len({number for number in lattice.owner[row] if number >= 0})
        large = len(filled) == 1 and median(glyph.size for glyph in filled[0]) >= TITLE_SIZE * usual
        if large and covered == 1:
            rows.append(row)
    return rows


def _grid(lattice: _Lattice, glyphs: Sequence[Glyph], page: int) -> Grid | None:
    """The printed grid; None where it is empty or has one column only."""
    slots = _by_slot(lattice, glyphs)
    texts = {slot: cell_text(found, _width(lattice, slot)) for slot, found in slots.items()}
    if len(lattice.xs) < 3 or not any(texts.values()):
        return None
    texts |= _indented(lattice, slots, texts)
    left, right = lattice.xs[0], lattice.xs[-1]
    rows = []
    for row, owners in enumerate(lattice.owner):
        cells: list[str | None] = []
        for column, number in enumerate(owners):
            span = lattice.spans[number] if number >= 0 else None
            covered = span is not None and (span.r0, span.c0) != (row, column)
            cells.append(None if covered else texts.get((row, column), ""))
        box = (left, lattice.ys[row], right, lattice.ys[row + 1])
        rows.append(GridRow(tuple(cells), Place(page=page, box=box)))
    return Grid(tuple(rows), Place(page=page, box=(left, lattice.ys[0], right, lattice.ys[-1])))


def _indented(
    lattice: _Lattice, slots: Mapping[tuple[int, int], Sequence[Glyph]], texts: Mapping[tuple[int, int], str]
) -> dict[tuple[int, int], str]:
    """The texts of labels that are indented, an ideographic space before them for every em."""
    result: dict[tuple[int, int], str] = {}
    for column in range(len(lattice.xs) - 1):
        labels = [slot for slot, text in texts.items() if slot[1] == column and text and parse_figure(text) is None]
        places = [_label_place(lattice, slot, slots[slot]) for slot in labels]
        for slot, ems in zip(labels, indents(places), strict=True):
            if ems:
                result[slot] = "\u3000" * ems + texts[slot]
    return result


def _label_place(lattice: _Lattice, slot: tuple[int, int], glyphs: Sequence[Glyph]) -> LabelPlace:
    line = [glyph for glyph in glyph_rows(glyphs)[0] if not glyph.text.isspace()] or list(glyphs)
    left = lattice.xs[slot[1]]
    return LabelPlace(line[0].x0 - left, left + _width(lattice, slot) - line[-1].x1, max(line[0].size, 1.0))


def _width(lattice: _Lattice, slot: tuple[int, int]) -> float:
    number = lattice.owner[slot[0]][slot[1]]
    if number < 0:
        return lattice.xs[slot[1] + 1] - lattice.xs[slot[1]]
    span = lattice.spans[number]
    return lattice.xs[span.c1] - lattice.xs[span.c0]
