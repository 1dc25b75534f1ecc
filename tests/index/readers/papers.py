"""A whole paper written in other formats, as an office would: merged headers, tables over several pages, running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import xlwt
from drawing import FONT, SIZE, Printed, draw_table
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from index.chunks import settle_headings
from index.model import Block, Grid, Heading, Paragraph
from index.tables import build_tables
from index.units import parse_figure

Piece = Heading | Paragraph | Printed
Spans = dict[tuple[int, int], tuple[int, int]]
MARGIN = 60.0
LINE = 18.0
PADDING = 20.0
"""Points that a column is wider than its text."""


def paper_of(blocks: Sequence[Block]) -> list[Piece]:
    """The blocks of a text file, its grids made forms whose header cells are merged over the empty ones."""
    header = {table.grid_places[row] for table in build_tables("d", blocks) for row in table.header_rows}
    return [
        _form(block, sum(row.place in header for row in block.rows)) if isinstance(block, Grid) else block
        for block in settle_headings(blocks)
    ]


def _form(grid: Grid, header: int) -> Printed:
    rows: list[list[str | None]] = [[cell or "" for cell in row.cells] for row in grid.rows]
    spans = _header_spans(rows[:header])
    for (row, column), (down, across) in spans.items():
        for lower in range(row, row + down):
            for right in range(column, column + across):
                if (lower, right) != (row, column):
                    rows[lower][right] = None
    widths = _widths(rows, spans)
    left = frozenset(column for column in range(len(widths)) if any(_is_name(row[column]) for row in rows[header:]))
    return Printed("", "", rows, widths, left, header, spans)


def _is_name(text: str | None) -> bool:
    return bool(text) and parse_figure(text or "") is None and text != "合计"


def _header_spans(rows: Sequence[Sequence[str | None]]) -> Spans:
    """An empty cell belongs to the one above it where nothing stands below that, else to the one on its left."""
    spans: Spans = {}
    open_spans: list[tuple[int, int, int]] = [(-1, 0, len(rows[0]) if rows else 0)]  # row, first column, end
    for number, row in enumerate(rows):
        following: list[tuple[int, int, int]] = []
        for above, start, end in open_spans:
            filled = [column for column in range(start, end) if row[column]]
            if not filled:
                spans[above, start] = (number - above + 1, end - start)
                following.append((above, start, end))
                continue
            for column, after in zip(filled, [*filled[1:], end], strict=True):
                spans[number, column] = (1, after - column)
                following.append((number, column, after))
        open_spans = following
    return {place: span for place, span in spans.items() if span != (1, 1)}


def _widths(rows: Sequence[Sequence[str | None]], spans: Spans) -> list[float]:
    """Points that the widest text of each column needs; a merged header widens its last column where it must."""
    widths = [34.0] * len(rows[0])
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            across = spans.get((number, column), (1, 1))[1]
            needed = stringWidth(text or "", FONT, SIZE) + PADDING
            widths[column + across - 1] += max(0.0, needed - sum(widths[column : column + across]))
    return widths


def write_docx(path: Path, paper: Sequence[Piece]) -> Path:
    document = docx.Document()
    for piece in paper:
        if isinstance(piece, Heading):
            document.add_heading(piece.text, piece.level)
        elif isinstance(piece, Paragraph):
            document.add_paragraph(piece.text)
        else:
            _word_table(document, piece)
            document.add_paragraph()
    document.save(str(path))
    return path


def _word_table(document: Any, form: Printed) -> None:
    table = document.add_table(rows=len(form.rows), cols=len(form.widths))
    for number, row in enumerate(form.rows):
        for column, text in enumerate(row):
            if text is None:
                continue
            down, across = form.spans.get((number, column), (1, 1))
            table.cell(number, column).merge(table.cell(number + down - 1, column + across - 1)).text = text


def write_html(path: Path, paper: Sequence[Piece]) -> Path:
    parts = ['<!doctype html><html lang="zh"><head><meta charset="utf-8"></head><body>']
    for piece in paper:
        if isinstance(piece, Heading):
            parts.append(f"<h{piece.level}>{escape(piece.text)}</h{piece.level}>")
        elif isinstance(piece, Paragraph):
            parts.append(f"<p>{escape(piece.text)}</p>")
        else:
            parts.append(_html_table(piece))
    path.write_text("\n".join([*parts, "</body></html>"]), encoding="utf-8")
    return path


def _html_table(form: Printed) -> str:
    rows = []
    for number, row in enumerate(form.rows):
        cells = []
        for column, text in enumerate(row):
            down, across = form.spans.get((number, column), (1, 1))
            if text is not None:
                cells.append(f'<td rowspan="{down}" colspan="{across}">{escape(text)}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def write_xlsx(path: Path, paper: Sequence[Piece]) -> Path:
    """Running text on sheets of its own, each form on one sheet, figures as numbers; a header is not repeated."""
    book = Workbook()
    book.remove(book.active)
    for number, pieces in enumerate(_sheets(paper), start=1):
        sheet = book.create_sheet(f"表{number}")
        line = 1
        header: list[Any] = []
        for piece in pieces:
            if not isinstance(piece, Printed):
                sheet.cell(line, 1, piece.text)
                line += 1
                continue
            again = header == piece.rows[: piece.header]
            header = piece.rows[: piece.header]
            line = _sheet_form(sheet, piece, line, skip=piece.header if again else 0)
    book.save(path)
    return path


def write_xls(path: Path, paper: Sequence[Piece]) -> Path:
    """The same workbook in the binary format of before 2007."""
    book = xlwt.Workbook(encoding="utf-8")
    for source in load_workbook(write_xlsx(path.with_suffix(".xlsx"), paper)):
        sheet = book.add_sheet(source.title)
        merged = {(area.min_row, area.min_col): area for area in source.merged_cells.ranges}
        for cell in (cell for row in source.iter_rows() for cell in row if cell.value is not None):
            place = (cell.row, cell.column)
            style = xlwt.easyxf(num_format_str=cell.number_format)
            if place in merged:
                area = merged[place]
                sheet.write_merge(
                    area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1, cell.value, style
                )
            else:
                sheet.write(cell.row - 1, cell.column - 1, cell.value, style)
    book.save(str(path))
    return path


def _sheets(paper: Sequence[Piece]) -> Iterator[list[Piece]]:
    """A form with the heading and the short lines above it, and with its next pages; the text between forms."""
    held: list[Piece] = []
    for is_form, run in groupby(paper, key=lambda piece: isinstance(piece, Printed)):
        pieces = list(run)
        if is_form:
            yield [*held, *pieces]
            held = []
            continue
        start = next(
            (number for number in range(len(pieces) - 1, -1, -1) if isinstance(pieces[number], Heading)), len(pieces)
        )
        if start > 0:
            yield pieces[:start]
        held = pieces[start:]
    if held:
        yield held


def _sheet_form(sheet: Any, form: Printed, line: int, *, skip: int) -> int:
    for number, row in enumerate(form.rows[skip:], start=skip):
        for column, text in enumerate(row, start=1):
            value = parse_figure(text) if text and number >= form.header and "," in text else None
            cell = sheet.cell(line, column, text or None)
            if value is not None:
                cell.value, cell.number_format = int(value), "#,##0"
            down, across = form.spans.get((number, column - 1), (1, 1))
            if (down, across) != (1, 1):
                cell.alignment = Alignment(horizontal="center")
                sheet.merge_cells(
                    start_row=line, start_column=column, end_row=line + down - 1, end_column=column + across - 1
                )
        line += 1
    return line


def write_pdf(path: Path, paper: Sequence[Piece], *, ruled: bool) -> Path:
    """Landscape pages: text in lines as wide as the page, each printed form on a page with the lines above it."""
    canvas = Canvas(str(path), pagesize=landscape(A4))
    width, height = landscape(A4)
    y = MARGIN
    for pieces in _pages(paper):
        for piece in pieces:
            if isinstance(piece, Printed):
                y = draw_table(canvas, piece, y + 6, ruled=ruled)
                continue
            for number, text in enumerate(_wrapped(piece, width - 2 * MARGIN)):
                if y > height - MARGIN:
                    canvas.showPage()
                    y = MARGIN
                canvas.setFont(FONT, 16 if isinstance(piece, Heading) and piece.level == 1 else SIZE)
                if isinstance(piece, Heading) and piece.level == 1:
                    canvas.drawCentredString(width / 2, height - y - SIZE, text)
                else:
                    canvas.drawString(MARGIN + (0 if number else 2 * SIZE), height - y - SIZE, text)
                y += LINE if piece.__class__ is Paragraph else LINE + 6
        canvas.showPage()
        y = MARGIN
    canvas.save()
    return path


def _pages(paper: Sequence[Piece]) -> Iterator[list[Piece]]:
    """What begins on a page of its own: running text, a form with the lines above it, and its every next page."""
    for pieces in _sheets(paper):
        forms = [number for number, piece in enumerate(pieces) if isinstance(piece, Printed)]
        yield pieces[: forms[0] + 1] if forms else pieces
        yield from ([pieces[number]] for number in forms[1:])


def _wrapped(piece: Heading | Paragraph, width: float) -> Iterator[str]:
    """The lines of a text; the first is indented by two characters."""
    line, room = "", width - 2 * SIZE
    for character in piece.text:
        if stringWidth(line + character, FONT, SIZE) > room:
            yield line
            line, room = "", width
        line += character
    yield line


def write_scan(path: Path, source: Path, pages: range) -> Path:
    """Some pages (from 0) of a PDF as pictures, as a scanner gives them."""
    document = pypdfium2.PdfDocument(source)
    canvas = Canvas(str(path), pagesize=landscape(A4))
    for number in pages:
        picture = document[number].render(scale=2.2).to_pil().convert("L")
        canvas.drawInlineImage(picture, 0, 0, *landscape(A4))
        canvas.showPage()
    canvas.save()
    document.close()
    return path
