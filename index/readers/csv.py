"""Delimited text (.csv, .tsv) to one Grid a table. The delimiter and the encoding are found, not asked for."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import DamagedDocument, EmptyDocument
from index.model import Block, Grid, GridRow, Paragraph, Place, ReadResult
from index.readers.encoding import decode
from index.text import tidy

DELIMITERS = ",;\t|，"
SAMPLE = 200
"""Lines that the delimiter is told from."""
MOST_COLUMNS = 2000
MOST_CELLS = 20_000_000
"""Cells of the table once its short rows are filled up."""
_NOTE = re.compile(r"(?:注|备注|说明|notes?)\s*\d{0,2}\s*[:：.、]|\*", re.I)
LARGEST_CELL = 1_000_000
"""Characters. An open quote would otherwise swallow the file."""
_Row = tuple[list[str], tuple[int, int]]
"""The cells of a row, and its first and last line."""


def read_csv(path: Path) -> ReadResult:
    """A Grid of each table with every row at its lines; titles and notes before a table, and notes behind it, as Paragraphs.

    Raises EmptyDocument, DamagedDocument.
    """
    text, issues = decode(path)
    delimiter = find_delimiter(text)
    rows = _rows(text, delimiter, path.name)
    if not rows:
        raise EmptyDocument(f"{path.name} has no filled line: check that the right file was saved")
    blocks = [block for section in _sections(rows) for block in _blocks_of(section, path.name)]
    return ReadResult(tuple(blocks), issues)


def _sections(rows: Sequence[_Row]) -> list[list[_Row]]:
    """The rows of each table of a file that holds several: one begins with its title alone in a row behind an empty line."""
    sections: list[list[_Row]] = [[]]
    for row in rows:
        before = sections[-1][-1] if sections[-1] else None
        apart = before is not None and row[1][0] > before[1][1] + 1 and len(_filled(row[0])) == 1
        if apart and any(len(_filled(cells)) > 1 for cells, _ in sections[-1]):
            sections.append([])
        sections[-1].append(row)
    return sections


def _blocks_of(rows: list[_Row], name: str) -> Iterator[Block]:
    """The titles before a table, the table, and the notes behind it. Raises DamagedDocument."""
    width = max(len(cells) for cells, _ in rows)
    while width > 1 and rows and len(_filled(rows[0][0])) == 1:
        cells, lines = rows.pop(0)
        yield Paragraph(tidy(_filled(cells)[0]), Place(lines=lines))
    notes: list[Block] = []
    while width > 1 and rows and len(filled := _filled(rows[-1][0])) == 1 and _NOTE.match(filled[0].strip()):
        notes.insert(0, Paragraph(tidy(filled[0]), Place(lines=rows.pop()[1])))
    width = max((len(cells) for cells, _ in rows), default=0)
    if width > MOST_COLUMNS or width * len(rows) > MOST_CELLS:
        raise DamagedDocument(f"{name} has a line of {width} cells: it is no table, or its delimiter is unusual")
    grid_rows = tuple(GridRow((*cells, *[""] * (width - len(cells))), Place(lines=lines)) for cells, lines in rows)
    if grid_rows:
        yield Grid(grid_rows, Place(lines=(rows[0][1][0], rows[-1][1][1])))
    yield from notes


def find_delimiter(text: str) -> str:
    """The delimiter that parts most lines into equally many cells; a comma where none does."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        widths = _widths(text, delimiter)
        if not widths:
            continue
        width, lines = Counter(widths).most_common(1)[0]
        score = (width - 1) ** 0.5 * lines / len(widths)
        if score > most:
            best, most = delimiter, score
    return best


def _widths(text: str, delimiter: str) -> list[int]:
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
            if any(cells):
                widths.append(len(cells))
            if len(widths) >= SAMPLE:
                break
    except csv.Error:
        return []
    return widths


def _rows(text: str, delimiter: str, name: str) -> list[_Row]:
    """(cells, first and last line) of every row that is not blank. Raises DamagedDocument."""
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(([cell.strip("\ufeff") for cell in cells], (before + 1, reader.line_num)))
            before = reader.line_num
    except csv.Error as error:
        raise DamagedDocument(
            f"{name} has an open quote or a broken line at line {reader.line_num}: mend it"
        ) from error
    return rows


def _filled(cells: list[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]
