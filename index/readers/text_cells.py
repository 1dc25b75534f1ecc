"""Tables of a page that its text gives one cell a line: closed by a | each, or parted from one another by empty lines.

The rows are told by the order of words and numbers alone, so a table is taken only where that order comes again and again
below a header of as many words; where a row breaks it, the table ends, and what follows stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.grids import is_figure
from index.model import Grid, GridRow, Place
from prompts import load_yaml

LONGEST_CELL = 40
FEWEST_ROWS = 3
MOST_COLUMNS = 12
ABOVE = 4
"""Rows that are looked at above the first of the figures: header, sides, numbers of the columns, unit."""
_PAUSE = re.compile("[。；;!?！？]")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell, and the number of its line."""

    text: str
    line: int

    @property
    def kind(self) -> str:
        """N for a number, W for words, "" for an empty cell, which may be either."""
        return "N" if is_figure(self.text) else "W" if self.text else ""


def find_cell_grids(lines: Sequence[str], first: int) -> list[Grid]:
    """The grids among lines that stand from line number `first` on, each over all the lines of its cells."""
    closed = (_grid(run, closed=True) for run in _closed(lines, first))
    parted = (_grid(run, closed=False) for run in _parted(lines, first))
    return sorted(filter(None, (*closed, *parted)), key=lambda grid: grid.place.lines or (0, 0))


def _closed(lines: Sequence[str], first: int) -> Iterator[list[_Cell]]:
    """Runs of lines that each hold one cell with a | behind it."""
    run: list[_Cell] = []
    for number, line in enumerate((*lines, ""), start=first):
        text = line.strip()
        if text.endswith("|") and text.count("|") == 1 and len(text) <= LONGEST_CELL:
            run.append(_Cell(text[:-1].strip(), number))
            continue
        if run:
            yield run
        run = []


def _parted(lines: Sequence[str], first: int) -> Iterator[list[_Cell]]:
    """Runs of short lines that each stand alone between empty ones."""
    run: list[_Cell] = []
    for position, line in enumerate((*lines, "", "")):
        text = line.strip()
        alone = not "".join(lines[max(position - 1, 0) : position]).strip() or position == 0
        alone = alone and not "".join(lines[position + 1 : position + 2]).strip()
        if not text and position < len(lines):
            continue
        if text and alone and len(text) <= LONGEST_CELL and "|" not in text and not _PAUSE.search(text):
            run.append(_Cell(text, first + position))
            continue
        if run:
            yield run
        run = []


def _grid(run: Sequence[_Cell], *, closed: bool) -> Grid | None:
    """The table of a run of cells, None where their order tells none."""
    number = next((at for at, cell in enumerate(run) if cell.kind == "N"), 0)
    ways = ((number - 1, number - 1),) if closed else _ways(run, number)
    for start, width in ways:
        fits = 2 <= width <= MOST_COLUMNS and start >= width
        header = _header(run, start, width, closed=closed) if fits else []
        rows = _rows(run, start, width) if header else []
        if len(rows) >= FEWEST_ROWS:
            return _made(header, rows)
    return None


def _ways(run: Sequence[_Cell], number: int) -> Iterator[tuple[int, int]]:
    """Where the rows of cells parted by empty lines may begin, and how wide they may be."""
    for start in range(max(number - 1, 0), len(run)):
        if run[start].kind == "W":
            for width in range(2, MOST_COLUMNS + 1):
                yield start, width


def _rows(run: Sequence[_Cell], start: int, width: int) -> list[Sequence[_Cell]]:
    """The rows from a cell on, as long as words and numbers stand in the first one's order."""
    order = [cell.kind for cell in run[start : start + width]]
    if len(order) < width or order[0] != "W" or "N" not in order:
        return []
    rows = (run[at : at + width] for at in range(start, len(run) - width + 1, width))
    fits = takewhile(
        lambda row: all(a == b or not a or not b for a, b in zip((c.kind for c in row), order, strict=True)), rows
    )
    return list(fits)


def _header(run: Sequence[_Cell], start: int, width: int, *, closed: bool) -> list[list[_Cell]]:
    """The rows of words above: as many words as a row has cells, what parts them into sides, and nothing that is unclear."""
    words = load_yaml("prose.zh.yaml")["cell_tables"]
    above = list(run[max(start - ABOVE * MOST_COLUMNS, 0) : start])
    while above and (above[-1].kind == "N" or above[-1].text in words["numbering"]):
        if above[-1].kind == "N" and not any(cell.text in words["numbering"] for cell in above[-4:]):
            return []
        above.pop()
    names = above[-width:]
    if len(names) < width or any(cell.kind != "W" for cell in names) or names[0].text not in words["label_headers"]:
        return []
    rest = above[:-width]
    if closed:
        return [names] if not rest else []
    half = [cell.text for cell in names]
    if [cell.text for cell in rest[-width:]][1:] == half[1:]:
        return []  # one side of a table of two
    sides = rest[-2:] if [cell.text for cell in rest[-2:]] == words["sides"] else []
    before = rest[: len(rest) - len(sides)]
    if sides and (width % 2 or half[: width // 2] != half[width // 2 :]):
        return []
    if before and not any(mark in before[-1].text for mark in words["above"]):
        return []
    empty = _Cell("", sides[0].line) if sides else None
    group = [one for side in sides for one in (side, *([empty] * (width // 2 - 1))) if one]
    return [group, names] if group else [names]


def _made(header: Sequence[Sequence[_Cell]], rows: Sequence[Sequence[_Cell]]) -> Grid:
    printed = [*header, *rows]
    made = [
        GridRow(tuple(cell.text for cell in row), Place(lines=(row[0].line, max(cell.line for cell in row))))
        for row in printed
    ]
    return Grid(tuple(made), Place(lines=(printed[0][0].line, printed[-1][-1].line)))
