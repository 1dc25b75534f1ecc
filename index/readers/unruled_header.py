"""Titles that stand in the middle over several columns of a table without lines, found by their middles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CENTRED = 1.0
"""Ems that a title may stand from the middle of the columns that it is over."""
Band = tuple[float, float]
"""Left and right end of what stands in a column, in points."""
Run = tuple[int, int]
"""First column and the one after the last."""
Way = tuple[int, float, list[Run]]
"""Columns covered, ems from their middles, and the runs of the first parts of a row."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that stands from x0 to x1 in a row."""

    x0: float
    x1: float

    def overlaps(self, band: Band) -> bool:
        """Whether some of it is over or under the band."""
        return self.x0 < band[1] and band[0] < self.x1


def stands_in(part: Span, columns: Sequence[Band]) -> list[int]:
    """The columns that a part overlaps, else the nearest one."""
    over = [index for index, column in enumerate(columns) if part.overlaps(column)]
    return over or [min(range(len(columns)), key=lambda index: abs(sum(columns[index]) - part.x0 - part.x1))]


def groups_over(parts: Sequence[Span], columns: Sequence[Band], headed: set[int], size: float) -> list[Run] | None:
    """The columns that each part of a header row is the title of, as many as can be; None where none is over more than
    it stands in.

    A part reaches over the columns beside it that have headers of their own below (`headed`) and no other part in this
    row, as far as it still stands in their middle.
    """
    own = [stands_in(part, columns) for part in parts]
    taken = [{column for other in own if other is not mine for column in other} for mine in own]
    choices = [
        _runs(part, mine, columns, headed - others, size) for part, mine, others in zip(parts, own, taken, strict=True)
    ]
    best: list[Way] = [(0, 0.0, [])]
    for runs in choices:
        best = _best_by_end(
            (covered + end - start, off + deviation, [*before, (start, end)])
            for covered, off, before in best
            for start, end, deviation in runs
            if not before or before[-1][1] <= start
        )
    if not best:
        return None
    chosen = max(best, key=lambda one: (one[0], -one[1]))[2]
    wider = any(end - start > len(mine) for (start, end), mine in zip(chosen, own, strict=True))
    return chosen if wider else None


def _best_by_end(found: Iterable[Way]) -> list[Way]:
    """Of the ways that end at one column, the one that covers most, then the one that is most in the middle."""
    kept: dict[int, Way] = {}
    for one in found:
        end = one[2][-1][1]
        if end not in kept or (one[0], -one[1]) > (kept[end][0], -kept[end][1]):
            kept[end] = one
    return list(kept.values())


def _runs(
    part: Span, own: Sequence[int], columns: Sequence[Band], free: set[int], size: float
) -> list[tuple[int, int, float]]:
    """Runs of columns that the part may be over, each with the ems from its middle: those that it stands in whatever
    their middle, and wider ones in whose middle it stands.
    """
    start, end = own[0], own[-1] + 1
    first, last = start, end
    while first > 0 and first - 1 in free:
        first -= 1
    while last < len(columns) and last in free:
        last += 1
    found = [(start, end, CENTRED)]
    for left in range(first, start + 1):
        for right in range(end, last + 1):
            ends = {_edge(columns, right), columns[-1][1]} if right == len(columns) else {_edge(columns, right)}
            starts = {_edge(columns, left), columns[0][0]} if left == 0 else {_edge(columns, left)}
            off = min(abs(start + end - part.x0 - part.x1) for start in starts for end in ends)
            deviation = off / 2 / size
            if deviation <= CENTRED and (left, right) != (start, end):
                found.append((left, right, deviation))
    return found


def _edge(columns: Sequence[Band], index: int) -> float:
    """About where the line between column index - 1 and column index would be."""
    if index == 0:
        return columns[0][0] - (columns[1][0] - columns[0][1]) / 2
    if index == len(columns):
        return columns[-1][1] + (columns[-1][0] - columns[-2][1]) / 2
    return (columns[index - 1][1] + columns[index][0]) / 2
