"""Delimited text (.csv, .tsv) to one Grid. The delimiter and the encoding are found, not asked for."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
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


def read_csv(path: Path) -> ReadResult:
    """One Grid with every row at its lines; a title or note before the table, and notes behind it, as Paragraphs.

    Raises EmptyDocument, DamagedDocument.
    """
    text, issues = decode(path)
    delimiter = find_delimiter(text)
    rows = _rows(text, delimiter, path.name)
    if not rows:
        raise EmptyDocument(f"{path.name} has no filled line: check that the right file was saved")
    blocks: list[Block] = []
    width = max(len(cells) for cells, _ in rows)
    while width > 1 and rows and len(_filled(rows[0][0])) == 1:
        cells, lines = rows.pop(0)
        blocks.append(Paragraph(tidy(_filled(cells)[0]), Place(lines=lines)))
    notes: list[Block] = []
    while width > 1 and rows and len(filled := _filled(rows[-1][0])) == 1 and _NOTE.match(filled[0].strip()):
        notes.insert(0, Paragraph(tidy(filled[0]), Place(lines=rows.pop()[1])))
    width = max((len(cells) for cells, _ in rows), default=0)
    if width > MOST_COLUMNS or width * len(rows) > MOST_CELLS:
        raise DamagedDocument(f"{path.name} has a line of {width} cells: it is no table, or its delimiter is unusual")
    grid_rows = tuple(GridRow((*cells, *[""] * (width - len(cells))), Place(lines=lines)) for cells, lines in rows)
    if grid_rows:
        place = Place(lines=(rows[0][1][0], rows[-1][1][1]))
        blocks.append(Grid(grid_rows, place))
    return ReadResult((*blocks, *notes), issues)


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


def _rows(text: str, delimiter: str, name: str) -> list[tuple[list[str], tuple[int, int]]]:
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
