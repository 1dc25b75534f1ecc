"""Tables of text whose rows have their name in the middle, the figures of one year before it and of another behind it.

2023/24 2023/24 Services 2024/25 2024/25
Gross £m Net £m   Gross £m Net £m
19.404 17.034 Public Health 20.781 18.183
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Grid, GridRow, Place

FEWEST_ROWS = 3
_NUMBER = r"\(?-?[£$€]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?"
_ROW = re.compile(
    rf"^(?P<before>{_NUMBER}(?:\s+{_NUMBER})*)\s+(?P<name>[^\d\s(].*?)\s+(?P<after>{_NUMBER}(?:\s+{_NUMBER})*)$"
)
_NAME_ALONE = re.compile(r"^[^\d]{3,40}$")
_YEAR = r"(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?"
_YEARS = re.compile(rf"^(?P<before>{_YEAR}(?:\s+{_YEAR})*)\s+(?P<name>\D*?)\s*(?P<after>{_YEAR}(?:\s+{_YEAR})*)$")
_UNIT_ENDS = re.compile(r"(?<=[£$€]m)\s+|(?<=[£$€]000)\s+|(?<=[£$€]k)\s+|(?<=[£$€])\s+|\s{2,}")
_WIDE = re.compile(r"\s{3,}")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as printed: its figures before and behind its name, and whether it leaves the first columns of each side empty."""

    before: tuple[str, ...]
    name: str
    after: tuple[str, ...]
    pushed: bool


def find_middle_grids(lines: Sequence[str], first: int) -> list[Grid]:
    """The grids among lines that stand from line number `first` on."""
    grids: list[Grid] = []
    for position, line in enumerate(lines):
        years = _YEARS.match(line.strip())
        if years and not any(grid.place.lines and position + first <= grid.place.lines[1] for grid in grids):
            grid = _below(lines, position, years, first)
            grids += [grid] if grid else []
    return grids


def _below(lines: Sequence[str], position: int, years: re.Match[str], first: int) -> Grid | None:
    """The table below a line of years, None where the rows have not as many figures as there are years."""
    before, after = years["before"].split(), years["after"].split()
    if len(before) != len(after):
        return None
    width = len(before)
    header = ["" if not years["name"] else years["name"].strip(), *before, *after]
    names: list[str] = []
    at = position + 1
    if at < len(lines) and not _ROW.match(lines[at].strip()):
        names = [part.strip() for part in _UNIT_ENDS.split(lines[at].strip()) if part.strip()]
        at += 1
    if (width > 1 and len(names) != 2 * width) or (names and len(names) not in (2 * width, 1)):
        return None
    rows = [GridRow(tuple(header), Place(lines=(first + position,) * 2))]
    if len(names) == 2 * width:
        rows.append(GridRow(("", *names), Place(lines=(first + position + 1,) * 2)))
    told, last = _rows(lines, at, width, first)
    if len(told) < FEWEST_ROWS:
        return None
    return Grid((*rows, *told), Place(lines=(first + position, last)))


def _rows(lines: Sequence[str], at: int, width: int, first: int) -> tuple[list[GridRow], int]:
    told: list[GridRow] = []
    last = at
    for number in range(at, len(lines)):
        line = lines[number]
        row = _row(line)
        cells = _cells(row, width) if row else None
        if cells is None and line.strip() and not (told and _NAME_ALONE.match(line.strip())):
            break
        if not line.strip():
            continue
        name = re.sub(r"\s+", " ", line.strip())
        told.append(GridRow(cells or (name, *[""] * (2 * width)), Place(lines=(first + number,) * 2)))
        last = first + number
    return told, last


def _row(line: str) -> _Row | None:
    found = _ROW.match(line.strip())
    if found is None:
        return None
    gap = line[: line.rfind(found["after"])].rpartition(found["name"])[2]
    pushed = bool(_WIDE.match(line)) and bool(_WIDE.match(gap))
    return _Row(tuple(found["before"].split()), found["name"], tuple(found["after"].split()), pushed)


def _cells(row: _Row, width: int) -> tuple[str, ...] | None:
    """The cells, name first; a row of fewer figures than columns is read where spaces show that it has the last ones."""
    if len(row.before) != len(row.after) or len(row.before) > width:
        return None
    if len(row.before) < width and not row.pushed:
        return None
    empty = [""] * (width - len(row.before))
    return (row.name, *empty, *row.before, *empty, *row.after)
