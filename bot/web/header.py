"""The merging of a printed header, worked out from its empty cells. For showing only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One cell of a header, at its top left position, with the rows and columns that it spans."""

    row: int
    column: int
    text: str
    rowspan: int
    colspan: int


def header_cells(rows: Sequence[Sequence[str]]) -> list[HeaderCell]:
    """The cells of a header with the merging that its empty cells stand for. Every position is covered once.

    An empty cell belongs to the cell above where that is one column wide; else to its left neighbour under the
    same cell. An empty cell with neither stays by itself.
    """
    width = max((len(row) for row in rows), default=0)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c in range(width):
            owner[r, c] = _owner(owner, rows, r, c) if not _text(row, c) else (r, c)
    cells = []
    for r, c in sorted(set(owner.values())):
        covered = [place for place, whose in owner.items() if whose == (r, c)]
        height = max(place[0] for place in covered) - r + 1
        breadth = max(place[1] for place in covered) - c + 1
        cells.append(HeaderCell(r, c, _text(rows[r], c), height, breadth))
    return cells


def _text(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _owner(
    owner: dict[tuple[int, int], tuple[int, int]], rows: Sequence[Sequence[str]], r: int, c: int
) -> tuple[int, int]:
    above = owner.get((r - 1, c))
    if above is not None and _breadth(owner, r - 1, above) == 1 and _text(rows[above[0]], above[1]):
        return above
    left = owner.get((r, c - 1))
    if left is not None and left[0] == r and _text(rows[r], left[1]) and owner.get((r - 1, c - 1)) == above:
        return left
    return (r, c)


def _breadth(owner: dict[tuple[int, int], tuple[int, int]], row: int, whose: tuple[int, int]) -> int:
    return sum(1 for place, owned in owner.items() if place[0] == row and owned == whose)
