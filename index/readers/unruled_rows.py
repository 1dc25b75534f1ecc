"""Rows of a page without ruling lines: each line's glyphs as the parts that gaps leave, lines of one row put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from index.readers.pdf_lines import Glyph, is_han, join_texts, row_text
from index.readers.unruled_header import Band, Span
from index.units import NIL, parse_figure

PART_GAP = 0.9
"""Ems between two parts of a row. Latin words stand some 0.3 apart."""
FIGURE_GAP = 0.5
"""The same between two figures: the sums of two columns in bold type."""
BOX_GAP = 0.2
"""The same between two text boxes of a scan."""
HALF_BESIDE = 0.9
"""Two lines stand half beside each other whose middles are less than this share of their size apart: never so of a text."""
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Part(Span):
    """Characters of a row that no gap parts."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line, or lines that are one row of a table."""

    parts: tuple[Part, ...]
    glyphs: tuple[Glyph, ...]
    top: float
    bottom: float
    size: float
    lines: int = 1
    """Lines that stand half beside each other: cells of one row, each in its own middle."""
    drawn: bool = False
    """Whether what is drawn on the page tells that it is one row."""
    cells: tuple[Band, ...] = ()
    """Of a coloured row: left and right end of each of its cells."""

    @property
    def figures(self) -> int:
        """Parts after the first that are figures; years alone, 2023 2024 2025, head columns."""
        found = [part.text for part in self.parts[1:] if is_figure(part.text)]
        return 0 if len(found) > 1 and all(map(_YEAR.fullmatch, found)) else len(found)

    @property
    def middle(self) -> float:
        """How far down its middle stands."""
        return (self.top + self.bottom) / 2


def is_figure(text: str) -> bool:
    """Whether a part is a figure or a sign for nil."""
    return parse_figure(text) is not None or text in NIL


def row_of(glyphs: Sequence[Glyph]) -> Row | None:
    """The row that the characters of a line are, None where none is seen."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return None
    groups: list[list[Glyph]] = []
    for glyph in inked:
        before = groups[-1][-1] if groups else None
        if before is not None and glyph.x0 - before.x1 <= _gap(before, glyph) and not _shifted(before, glyph):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    groups = [piece for group in groups for piece in _figures_apart(group)]
    parts = tuple(map(part_of, groups))
    top, bottom = min(glyph.top for glyph in inked), max(glyph.bottom for glyph in inked)
    return Row(parts, tuple(glyphs), top, bottom, median(glyph.size for glyph in inked))


def _shifted(left: Glyph, right: Glyph) -> bool:
    """Whether two words stand on lines of their own, and so in cells of their own."""
    apart = abs(left.middle - right.middle) > SHIFT * right.size and right.x0 - left.x1 > FIGURE_GAP * right.size
    return apart and left.size == right.size


SHIFT = 0.3
"""Share of its size that a line stands lower than one that it is not of."""


def part_of(group: Sequence[Glyph]) -> Part:
    """The text of one cell's characters in a line."""
    return Part(group[0].x0, max(glyph.x1 for glyph in group), row_text(group))


def _figures_apart(group: list[Glyph]) -> list[list[Glyph]]:
    """Characters set close, cut where they are figures of several columns and nothing else; else as they are."""
    pieces = [group[:1]]
    for left, right in pairwise(group):
        apart = left.run == right.run and right.x0 - left.x1 > FIGURE_GAP * max(left.size, right.size)
        if apart:
            pieces.append([right])
        else:
            pieces[-1].append(right)
    return pieces if len(pieces) > 1 and all(is_figure(row_text(piece)) for piece in pieces) else [group]


def side_by_side(rows: Sequence[Row]) -> list[Row]:
    """The rows, lines that stand half beside each other made one: a label of two lines with its figures in their middle."""
    groups: list[list[Row]] = []
    for row in rows:
        before = groups[-1][-1] if groups else None
        apart = before is None or row.drawn or before.drawn
        if before is not None and not apart and row.middle - before.middle < HALF_BESIDE * min(row.size, before.size):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [one for group in groups for one in (group if len(group) == 1 else _joined(group))]


def _joined(rows: Sequence[Row]) -> Sequence[Row]:
    """Lines half beside each other as one row; as they are where one has two texts over or under one text of another."""
    columns: list[list[tuple[int, Part]]] = []
    placed = ((number, part) for number, row in enumerate(rows) for part in row.parts)
    for number, part in sorted(placed, key=lambda one: one[1].x0):
        if columns and part.x0 < max(other.x1 for _, other in columns[-1]):
            columns[-1].append((number, part))
        else:
            columns.append([(number, part)])
    if any(len({number for number, _ in column}) < len(column) for column in columns):
        return rows
    parts = []
    for column in columns:
        texts = [part for _, part in sorted(column, key=lambda one: one[0])]
        text = texts[0].text
        for part in texts[1:]:
            text = join_cells(text, part.text) or ""
        parts.append(Part(min(part.x0 for part in texts), max(part.x1 for part in texts), text))
    glyphs = tuple(glyph for row in rows for glyph in row.glyphs)
    top, bottom = min(row.top for row in rows), max(row.bottom for row in rows)
    return [Row(tuple(parts), glyphs, top, bottom, median(row.size for row in rows), len(rows))]


def _gap(left: Glyph, right: Glyph) -> float:
    """Points between two characters from which they are of different parts."""
    ended = left.text.isdigit() and is_han(right.text)  # a name behind the figures of another account
    if left.run == right.run and (ended or left.text in "%％"):
        return FIGURE_GAP * max(left.size, right.size)
    return (PART_GAP if left.run == right.run else BOX_GAP) * max(left.size, right.size)


def join_cells(one: str | None, other: str | None) -> str | None:
    """The text of two cells of which the other goes on where the one ends; None where both are covered."""
    if not one or not other:
        covered = not one and not other and None in (one, other)
        return None if covered else (one or other or "")
    whole = is_han(one[-1]) or is_han(other[0]) or bool(_BROKEN_YEAR.search(one) and other[0].isdigit())
    return join_texts(one, other) if whole else f"{one} {other}"


def years_whole(rows: Sequence[Row]) -> list[Row]:
    """The rows, fiscal years that a header breaks behind their hyphen put together: FY 2024- over 25."""
    told: list[Row] = []
    for row in rows:
        broken = [part for part in told[-1].parts if _BROKEN_YEAR.search(part.text)] if told and not row.drawn else []
        ends = {
            part: end
            for part in broken
            for end in row.parts
            if _END_OF_YEAR.fullmatch(end.text) and end.overlaps((part.x0, part.x1))
        }
        if not ends or len(ends) < len(broken):
            told.append(row)
            continue
        above = tuple(replace(one, text=one.text + ends[one].text) if one in ends else one for one in told[-1].parts)
        rest = tuple(part for part in row.parts if part not in ends.values())
        both = (*told[-1].glyphs, *row.glyphs)
        told[-1] = replace(told[-1], parts=above, glyphs=told[-1].glyphs if rest else both)
        if rest:
            told.append(replace(row, parts=rest))
        else:
            told[-1] = replace(told[-1], bottom=row.bottom)
    return told


_BROKEN_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}[-–/]$")
_END_OF_YEAR = re.compile(r"(?:19|20)?\d{2}")


def starts_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table, a text set close to the one before it cut off where other rows have texts that begin there."""
    starts = Counter(round(part.x0) for row in rows for part in row.parts[1:] if not is_figure(part.text))
    shared = {start for start, count in starts.items() if count >= FEWEST_SHARED}
    if not shared:
        return list(rows)
    return [replace(row, parts=tuple(piece for part in row.parts for piece in _cut(part, row, shared))) for row in rows]


FEWEST_SHARED = 3


def _cut(part: Part, row: Row, starts: set[int]) -> list[Part]:
    """A part, cut at a gap before a character that stands where texts of other rows begin."""
    glyphs = [one for one in row.glyphs if not one.text.isspace() and part.x0 <= one.x0 < part.x1]
    if row.lines > 1:
        return _cut_lines(part, glyphs, row.size, starts)
    wide = FIGURE_GAP * row.size
    cuts = [
        number
        for number, (left, right) in enumerate(pairwise(glyphs), start=1)
        if round(right.x0) in starts and right.x0 - left.x1 > wide
    ]
    if not cuts:
        return [part]
    groups = [glyphs[start:end] for start, end in pairwise([0, *cuts, len(glyphs)])]
    return list(map(part_of, groups))


def _cut_lines(part: Part, glyphs: Sequence[Glyph], size: float, starts: set[int]) -> list[Part]:
    """A part of several lines, cut where all of them have a gap before texts of other rows begin; words of two cells that
    stand close are read line by line.
    """
    start = next((at for at in sorted(starts) if part.x0 + size < at < part.x1), None)
    if start is None:
        return [part]
    sides = [one for one in glyphs if round(one.x0) < start], [one for one in glyphs if round(one.x0) >= start]
    room = min(one.x0 for one in sides[1]) - max(one.x1 for one in sides[0]) if all(sides) else 0.0
    if room < BOX_GAP * size or min(round(one.x0) for one in sides[1]) != start:
        return [part]
    return [_of_lines(side) for side in sides]


def _of_lines(glyphs: Sequence[Glyph]) -> Part:
    """The text of a cell whose characters stand on several lines."""
    text = ""
    for top in sorted({round(one.top) for one in glyphs}):
        line = [one for one in glyphs if round(one.top) == top]
        text = join_cells(text, row_text(line)) or ""
    return Part(min(one.x0 for one in glyphs), max(one.x1 for one in glyphs), text)
