"""Tables that plain text sets in columns with nothing but spaces between them.

Every character is given the box that it takes in type of one width; the tables are then found as on a page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from unicodedata import east_asian_width

from index.grids import is_figure
from index.model import Grid, GridRow, Place
from index.readers.pdf_lines import Glyph
from index.readers.pdf_unruled import find_unruled_grids

SIZE = 10.0
ADVANCE = 5.0
"""Points from one character to the next: two spaces make a gap between parts, one does not."""
PITCH = 12.0
EMPTY = 1.0
"""Points of an empty line: rows are no further apart for it, as the lines of a wrapped label would be."""
APART = 60.0
"""Points above the title of a next table."""
_RULE = re.compile(r"^[\s\-=_─━—–|+]*$")
_PARTS = re.compile(r"\s{2,}|\u3000")
HEADER_WITHIN = 4
"""A title stands at most so many lines above its header."""


def find_text_grids(lines: Sequence[str], first: int) -> list[Grid]:
    """The grids among lines that stand from line number `first` on, each row at its own lines."""
    if sum(len(_parts(line)) > 1 for line in lines) < 2:
        return []
    tops = _tops(lines)
    glyphs = [glyph for line, top in zip(lines, tops, strict=True) for glyph in _glyphs(line, top)]
    found, _ = find_unruled_grids(glyphs, 0)
    return [_indented(_at_lines(grid, tops, first), lines, first) for grid in found]


def _tops(lines: Sequence[str]) -> list[float]:
    tops: list[float] = []
    y = 0.0
    for number in range(len(lines)):
        if _heads_next(lines, number):
            y += APART
        tops.append(y)
        y += EMPTY if _RULE.match(lines[number]) else PITCH
    return tops


def _heads_next(lines: Sequence[str], number: int) -> bool:
    """Whether a line is of one part and a header of several follows it: the title of a next table."""
    if len(_parts(lines[number])) != 1:
        return False
    below = (_parts(line) for line in lines[number + 1 : number + 1 + HEADER_WITHIN] if not _RULE.match(line))
    following = next((parts for parts in below if len(parts) > 1), [])
    return bool(following) and not any(is_figure(part) for part in following[1:])


def _parts(line: str) -> list[str]:
    return [] if _RULE.match(line) else [part for part in _PARTS.split(line.strip()) if part]


def _glyphs(line: str, top: float) -> list[Glyph]:
    if _RULE.match(line):
        return []
    glyphs = []
    column = 0
    for char in line.expandtabs():
        wide = 2 if east_asian_width(char) in "WF" else 1
        if not char.isspace():
            x0 = column * ADVANCE
            glyphs.append(Glyph(char, x0, x0 + wide * ADVANCE, top, top + SIZE, SIZE, bold=False))
        column += wide
    return glyphs


def _at_lines(grid: Grid, tops: Sequence[float], first: int) -> Grid:
    def lines(place: Place) -> Place:
        assert place.box is not None
        top, bottom = place.box[1], place.box[3]
        return Place(lines=(first + bisect_right(tops, top) - 1, first + bisect_right(tops, bottom) - 1))

    rows = tuple(replace(row, place=lines(row.place)) for row in grid.rows)
    return replace(grid, rows=rows, place=lines(grid.place))


def _indented(grid: Grid, lines: Sequence[str], first: int) -> Grid:
    """The grid with the spaces before the labels of its first column: the only sign of what stands under what."""
    starts = [
        line[: len(line) - len(line.lstrip())].expandtabs() for line in map(partial(_line_of, lines, first), grid.rows)
    ]
    least = min(map(len, starts))
    rows = (
        replace(row, cells=(start[least:] + row.cells[0], *row.cells[1:])) if row.cells[0] else row
        for row, start in zip(grid.rows, starts, strict=True)
    )
    return replace(grid, rows=tuple(rows))


def _line_of(lines: Sequence[str], first: int, row: GridRow) -> str:
    return lines[(row.place.lines or (first, first))[0] - first]
