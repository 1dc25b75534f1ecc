"""Blocks and tables to passages that search can find. Pure.

blocks ─▶ sections: the units under one heading ─▶ units joined up to LONGEST ─▶ passages
          a unit is a paragraph, or a list whole with its lead-in line
tables ─▶ one passage each: title, unit, headers, row labels; no figures
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.drafts import PAGE_MARK
from index.goals import GoalForm, goal_lines
from index.grids import FORM_TITLE
from index.model import Block, Grid, Heading, Paragraph, Passage, Place, Table
from index.text import numbering

LONGEST = 600
"""Characters in a passage of prose: some 400 tokens, so that any encoder of 512 reads it with its headings."""

CAPTION = 80
"""Characters printed between a table's title and the table ("编制部门：… 单位：元") that go into its passage."""

_FIRST = re.compile(r"\s*[(（]?[一1１](?!\d)[)）、.．]")
_BULLET = re.compile(r"\s*[-–—•·●▪◆*]\s*\S")
_LEAD_IN = re.compile(r"[：:]\s*$|(?:如下|以下|包括|分别为?)[^。]{0,12}[。；]?\s*$")
_SENTENCE_END = re.compile(r"[。；！？!?;]+[”’）)」』]*\s*|\n")
_PAUSE = re.compile(r"[，、,：:\s]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that is cut no further, or only when it is longer than a passage may be."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Draft:
    """A passage without its number."""

    section: tuple[str, ...]
    text: str
    place: Place
    table_id: str = ""
    goals: bool = False


def build_passages(document_id: str, blocks: Sequence[Block], tables: Sequence[Table]) -> tuple[Passage, ...]:
    """The passages of a document in reading order, ids "<document_id>#<n>" from 0. All text of headings and
    paragraphs is in them: a heading in the section path, or as its own passage where nothing stands under it.
    """
    drafts = _drafts(settle_headings(blocks), tables)
    return tuple(
        Passage(
            id=f"{document_id}#{number}",
            document=document_id,
            kind="table" if draft.table_id else "goals" if draft.goals else "prose",
            section=draft.section,
            text=draft.text,
            place=draft.place,
            table_id=draft.table_id,
        )
        for number, draft in enumerate(drafts)
    )


def search_text(passage: Passage) -> str:
    """What is embedded and indexed of a passage: its headings, then its text, on lines of their own."""
    above = [heading for heading in passage.section if heading not in passage.text]
    return "\n".join([" / ".join(above), passage.text] if above else [passage.text])


def settle_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with a short line that was taken for a heading made the paragraph that it is.

    "五、实施周期" ▸ "2023年1月至12月" ▸ "六、年度预算安排": a line without a number that stands where the body
    of a numbered heading should, and after which no body of its own begins, is that body.
    """
    settled: list[Block] = []
    for position, block in enumerate(blocks):
        before = settled[-1] if settled else None
        after = blocks[position + 1] if position + 1 < len(blocks) else None
        body = (
            isinstance(block, Heading)
            and isinstance(before, Heading)
            and bool(numbering(before.text))
            and not numbering(block.text)
            and (after is None or (isinstance(after, Heading) and not _FIRST.match(after.text)))
        )
        settled.append(Paragraph(block.text, block.place) if body and isinstance(block, Heading) else block)
    return tuple(settled)


def _drafts(blocks: Sequence[Block], tables: Sequence[Table]) -> Iterator[_Draft]:
    printed = {place: table.id for table in reversed(tables) for place in table.grid_places}
    waiting = {table.id: table for table in tables}
    path: list[Heading] = []
    run: list[Paragraph] = []
    bare = False  # whether nothing stands under the last heading yet
    form: GoalForm | None = None  # of the grid right before
    for block in blocks:
        goals = goal_lines(block, form, [one.text for one in run]) if isinstance(block, Grid) else None
        if not isinstance(block, Paragraph) or not PAGE_MARK.match(block.text.strip()):
            form = goals[0] if goals else None
        if isinstance(block, Paragraph):
            if block.text.strip():
                run.append(block)
                bare = False
        elif isinstance(block, Grid):
            here = dict.fromkeys(printed[row.place] for row in block.rows if row.place in printed)
            found = [waiting.pop(table_id) for table_id in here if table_id in waiting]
            if goals:
                yield from _goals(_names(path), run, goals[1])
                run = []
                yield from (_table(_names(path), [], table) for table in found)
                continue
            yield from _grid(_names(path), run, block, found, known=bool(here))
            run, bare = [], bare and bool(here) and not found
        elif block.text.strip():
            yield from _prose(_names(path), run)
            if bare and block.level <= path[-1].level:
                yield _bare_heading(path)
            path = [heading for heading in path if heading.level < block.level] + [block]
            run, bare = [], True
    yield from _prose(_names(path), run)
    if bare:
        yield _bare_heading(path)
    for table in waiting.values():
        yield _table((table.section,) if table.section else (), [], table)


def _bare_heading(path: Sequence[Heading]) -> _Draft:
    return _Draft(_names(path[:-1]), path[-1].text.strip(), path[-1].place)


def _names(path: Iterable[Heading]) -> tuple[str, ...]:
    return tuple(heading.text.strip() for heading in path)


def _grid(
    section: tuple[str, ...], run: Sequence[Paragraph], grid: Grid, found: Sequence[Table], *, known: bool
) -> Iterator[_Draft]:
    """The tables that begin in this grid, the first with the short lines printed just above it ("单位：元").

    A grid that no table was made of (not `known`) is kept as text, so that its words are found.
    """
    above = sum(len(paragraph.text) for paragraph in run)
    if not found or above > CAPTION:
        yield from _prose(section, run)
        run = []
    for position, table in enumerate(found):
        yield _table(section, run if position == 0 else [], table)
    if not known:
        rows = (Paragraph("\t".join(cell or "" for cell in row.cells).strip(), row.place) for row in grid.rows)
        yield from _prose(section, [row for row in rows if row.text])


def _goals(
    section: tuple[str, ...], run: Sequence[Paragraph], lines: Sequence[tuple[str, Paragraph]]
) -> Iterator[_Draft]:
    """A form of performance goals, a line for each indicator; its title and its project are headings."""
    yield from _prose(section, run)
    title = next((text for one in reversed(run) if FORM_TITLE.search(text := one.text.strip())), "")
    for project, group in groupby(lines, key=lambda line: line[0]):
        above = tuple(filter(None, (*section, title, project)))
        for draft in _prose(above, [paragraph for _, paragraph in group]):
            yield replace(draft, goals=True)


def _table(section: tuple[str, ...], above: Sequence[Paragraph], table: Table) -> _Draft:
    """A table told in words. Codes stand before their labels; a label that comes again is told once."""
    headers = dict.fromkeys(name for column in table.columns for name in column.path if name)
    labels = dict.fromkeys(f"{row.code} {row.label}".strip() for row in table.rows)
    lines = [
        table.title,
        *(paragraph.text.strip() for paragraph in above),
        "" if any(table.unit.name in paragraph.text for paragraph in above) else table.unit.name,
        "、".join(headers),
        "；".join(label for label in labels if label),
    ]
    place = table.place
    for paragraph in above:
        place = _span(paragraph.place, place)
    return _Draft(section, "\n".join(line for line in lines if line) or "表", place, table.id)


def _prose(section: tuple[str, ...], run: Sequence[Paragraph]) -> Iterator[_Draft]:
    """Units joined in order while they fit. A unit that would fit a passage of its own is not cut."""
    held: list[_Piece] = []
    for unit in _units(run):
        if held and not _fits(held, unit) and _fits([], unit):
            yield _joined(section, held)
            held = []
        for piece in (part for paragraph in unit for part in _cut(paragraph)):
            if held and (not _fits(held, [piece]) or piece.place.page != held[-1].place.page):
                yield _joined(section, held)
                held = []
            held.append(piece)
    if held:
        yield _joined(section, held)


def _units(run: Sequence[Paragraph]) -> Iterator[list[_Piece]]:
    """Paragraphs one by one; the items of a list together, with the line that leads to them."""
    unit: list[_Piece] = []
    open_ended = False  # whether the unit may go on with an item
    for paragraph in run:
        text = paragraph.text.strip()
        item = bool(numbering(text)) or bool(_BULLET.match(text))
        if unit and not (item and open_ended):
            yield unit
            unit = []
        unit.append(_Piece(text, paragraph.place))
        open_ended = item or bool(_LEAD_IN.search(text))
    if unit:
        yield unit


def _fits(held: Sequence[_Piece], more: Sequence[_Piece]) -> bool:
    pieces = [*held, *more]
    return sum(len(piece.text) for piece in pieces) + len(pieces) - 1 <= LONGEST


def _joined(section: tuple[str, ...], pieces: Sequence[_Piece]) -> _Draft:
    place = pieces[0].place
    for piece in pieces[1:]:
        place = _span(place, piece.place)
    return _Draft(section, "\n".join(piece.text for piece in pieces), place)


def _span(first: Place, last: Place) -> Place:
    """From one place to a later one; on the page and sheet of the first. A box only where both are on one page."""
    lines = (first.lines[0], last.lines[1]) if first.lines and last.lines else first.lines or last.lines
    a, b = first.box, last.box
    box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])) if a and b else None
    return Place(
        page=first.page if first.page is not None else last.page,
        lines=lines,
        sheet=first.sheet or last.sheet,
        cell=first.cell or last.cell,
        box=box if first.page == last.page else None,
    )


def _cut(piece: _Piece) -> list[_Piece]:
    """A text longer than a passage, cut at sentence ends, else at pauses, else anywhere. Nothing is dropped but
    the white space at a cut.
    """
    text, start = piece.text, 0
    parts: list[_Piece] = []
    while len(text) - start > LONGEST:
        end = _cut_at(text, start)
        parts.append(_part(piece, start, end))
        start = end
    parts.append(_part(piece, start, len(text)))
    return [part for part in parts if part.text]


def _cut_at(text: str, start: int) -> int:
    """Where to cut so that the part from `start` is at most LONGEST long."""
    window = text[start : start + LONGEST]
    for pattern in (_SENTENCE_END, _PAUSE):
        ends = [found.end() for found in pattern.finditer(window)]
        if ends:
            return start + ends[-1]
    return start + LONGEST


def _part(piece: _Piece, start: int, end: int) -> _Piece:
    """Part of a text; where it was read from one line a line, with just the lines it stands on."""
    text = piece.text[start:end]
    lines = piece.place.lines
    if lines is not None and lines[1] - lines[0] == piece.text.count("\n"):
        first = lines[0] + piece.text.count("\n", 0, end - len(text.lstrip()))
        lines = (first, first + text.strip().count("\n"))
    return _Piece(text.strip(), replace(piece.place, lines=lines))
