"""Columns of a table without lines whose headers do not stand over what they head: each in the middle of a wide column,
names set to its left end and figures to its right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.grids import is_total_label
from index.readers.unruled_header import Band, Span
from index.readers.unruled_rows import Row

FURTHEST = 12.0
"""Ems between what stands in a column and its header, where there are more headers than columns with anything in them."""
Match = tuple[float, tuple[int, ...]]
"""Points between the columns so far and their headers, and the headers."""


def bands_of(rows: Sequence[Row]) -> list[Band]:
    """Left and right ends of what stands over one another in the rows."""
    bands: list[Band] = []
    for x0, x1 in sorted((part.x0, part.x1) for row in rows for part in row.parts):
        if bands and x0 <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    return bands


def headed_columns(header: Sequence[Row], body: Sequence[Row]) -> list[Band] | None:
    """The columns of a table, each from its header to what stands in it, where some do not stand over one another and the
    headers can be told one by one in their order; None where they cannot, or need not.
    """
    plain = [row for row in body if not is_total_label(row.parts[0].text)]
    for told, equal in ((body, True), (plain, True), (body, False), (plain, False)):
        bands = bands_of(told)
        leaves = _leaves(header, len(bands))
        if len(leaves) < max(len(bands), 2) or (equal and len(leaves) > len(bands)):
            continue
        size = header[0].size
        match = range(len(leaves)) if equal else _nearest(bands, leaves, FURTHEST * size)
        if match is None:
            continue
        apart = any(not leaves[at].overlaps(band) for at, band in zip(match, bands, strict=True))
        if told is body and not apart:
            continue
        whole = [(leaf.x0, leaf.x1) for leaf in leaves]
        for at, (x0, x1) in zip(match, bands, strict=True):
            whole[at] = (min(x0, whole[at][0]), max(x1, whole[at][1]))
        if all(left[1] < right[0] for left, right in pairwise(whole)):
            return whole
    return None


def _leaves(header: Sequence[Row], wanted: int) -> list[Span]:
    """The lowest parts of a header, from left to right: rows are looked at from below until there are as many as wanted."""
    leaves: list[Span] = []
    for row in reversed(header):
        if len(leaves) >= wanted:
            break
        leaves += [part for part in row.parts if not any(part.overlaps((leaf.x0, leaf.x1)) for leaf in leaves)]
    return sorted(leaves, key=lambda leaf: leaf.x0)


def _nearest(bands: Sequence[Band], leaves: Sequence[Span], furthest: float) -> tuple[int, ...] | None:
    """For each band a header of its own, in their order, as near as can be; None where one is too far off."""
    best: list[Match] = [(0.0, ())]
    for band in bands:
        best = list(_ways(best, band, leaves, furthest))
    return min(best)[1] if best else None


def _ways(before: Sequence[Match], band: Band, leaves: Sequence[Span], furthest: float) -> Iterator[Match]:
    """For each header that a band may have the best way to it."""
    for at, leaf in enumerate(leaves):
        apart = max(band[0] - leaf.x1, leaf.x0 - band[1], 0.0)
        ways = [(off + apart, (*match, at)) for off, match in before if not match or match[-1] < at]
        if apart <= furthest and ways:
            yield min(ways)
