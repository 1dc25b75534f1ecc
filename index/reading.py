"""The report of the reading: what was made of one document, on one line."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Audit, Fact, Grid, Place, Reading, ReadResult, Table

MOST_PAGES_NAMED = 8


def report_reading(result: ReadResult, tables: Sequence[Table], facts: Sequence[Fact], audit: Audit) -> Reading:
    """Counts of what a document gave, and of what it did not give."""
    return Reading(
        tables=len(tables),
        facts=len(facts),
        unread=len(result.issues),
        silent_pages=result.silent_pages,
        as_text=_grids_as_text(result, tables),
        summed=audit.summed,
        closing=audit.closing,
        checked=audit.checked,
        unchecked=audit.unchecked,
    )


def reading_line(reading: Reading) -> str:
    """The reading in a few words: "9 tables (7 of 8 add up), 2 tables kept as text, 812 figures, …"."""
    sums = f" ({reading.closing} of {reading.summed} add up)" if reading.summed else ""
    parts = [_count(reading.tables, "table") + sums]
    if reading.as_text:
        parts.append(f"{_count(len(reading.as_text), 'table')} kept as text")
    parts.append(_count(reading.facts, "figure"))
    if reading.silent_pages:
        named = ", ".join(map(str, reading.silent_pages[:MOST_PAGES_NAMED]))
        more = ", …" if len(reading.silent_pages) > MOST_PAGES_NAMED else ""
        parts.append(f"{_count(len(reading.silent_pages), 'page')} without text ({named}{more})")
    if reading.unread:
        parts.append(f"{_count(reading.unread, 'thing')} not read")
    return ", ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _grids_as_text(result: ReadResult, tables: Sequence[Table]) -> tuple[Place, ...]:
    """The places of the grids that went into no table."""
    printed = {place for table in tables for place in table.grid_places}
    grids = (block for block in result.blocks if isinstance(block, Grid))
    return tuple(grid.place for grid in grids if not any(row.place in printed for row in grid.rows))
