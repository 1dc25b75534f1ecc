"""A page's glyphs and drawn cells to its lines and Grids: the same for a page with text and for a scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.model import Grid
from index.readers.pdf_drawn import Drawn
from index.readers.pdf_grid import Box, cells_to_grids
from index.readers.pdf_lines import Glyph, Line, glyphs_to_lines
from index.readers.pdf_unruled import NOTHING_DRAWN, find_unruled_grids

Fault = Literal["scanned", "unmapped", "damaged"]
"""Why a page gives no text: it is a picture; its fonts have no map to characters; its data are broken."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page: lines outside its tables, and its tables, both from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    fault: Fault | None = None


def lay_out_page(
    number: int,
    size: tuple[float, float],
    glyphs: Sequence[Glyph],
    ruled: Sequence[Sequence[Box]],
    fault: Fault | None = None,
    drawn: Drawn = NOTHING_DRAWN,
) -> PageContent:
    """A page from its glyphs, from the cells of its ruled boxes and from what else is drawn, all in points from the top
    left.
    """
    grids: list[Grid] = []
    outside = list(glyphs)
    for cells in ruled:
        box = _around(cells)
        inside = [glyph for glyph in outside if _is_inside(glyph, box)]
        found = cells_to_grids(cells, inside, number)
        if found:
            grids += found
            outside = [glyph for glyph in outside if not _is_inside(glyph, box)]
    unruled, outside = find_unruled_grids(outside, number, drawn)
    for cells in drawn.shadings:  # colour that is of no table around it
        if not any(_holds(grid, _around(cells)) for grid in unruled):
            box = _around(cells)
            grids += cells_to_grids(cells, [glyph for glyph in outside if _is_inside(glyph, box)], number)
            outside = [glyph for glyph in outside if not _is_inside(glyph, box)]
    grids = sorted([*grids, *unruled], key=_top)
    return PageContent(number, *size, tuple(glyphs_to_lines(outside)), tuple(grids), fault)


def _around(cells: Sequence[Box]) -> Box:
    return (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )


def _is_inside(glyph: Glyph, box: Box) -> bool:
    return box[0] <= (glyph.x0 + glyph.x1) / 2 <= box[2] and box[1] <= glyph.middle <= box[3]


def _holds(grid: Grid, box: Box) -> bool:
    own = grid.place.box
    return own is not None and own[1] - 1 <= (box[1] + box[3]) / 2 <= own[3] + 1


def _top(grid: Grid) -> float:
    return grid.place.box[1] if grid.place.box else 0.0
