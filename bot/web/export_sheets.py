"""Sheets as .xlsx and .csv: numbers as numbers, sums as formulas, text never as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from bot.model import plain_number

MOST_DIGITS = 15
"""A spreadsheet keeps no more; a longer figure is written as text, whole."""
_SHEET_NAME_LENGTH = 31
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Formula:
    """A spreadsheet formula, with the value that it comes to."""

    text: str
    value: Decimal


Content = str | int | Decimal | Formula | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a sheet; `heads` are the rows (from 0) that are set as headings."""

    name: str
    rows: Sequence[Sequence[Content]]
    heads: frozenset[int] = frozenset()
    frozen: str | None = None
    merged: Sequence[tuple[int, int, int, int]] = ()
    """Cells that are one, as printed: first row and column, last row and column, from 1."""


def sheets_to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The workbook as a file."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _write(book, sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def sheet_to_csv(sheet: Sheet) -> bytes:
    """One sheet as UTF-8 with the mark that Excel looks for; a formula as its value."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    for row in sheet.rows:
        writer.writerow([_plain(content) for content in row])
    return made.getvalue().encode("utf-8-sig")


def _plain(content: Content) -> str:
    if isinstance(content, Formula):
        return plain_number(content.value)
    if isinstance(content, Decimal):
        return plain_number(content)
    text = "" if content is None else str(content)
    return "'" + text if isinstance(content, str) and text.startswith(_FORMULA_STARTS) else text


def _write(book: Workbook, sheet: Sheet) -> None:
    name = "".join("_" if character in r"[]:*?/\'" else character for character in sheet.name)
    page = book.create_sheet(name[:_SHEET_NAME_LENGTH] or "1")
    widths: dict[int, int] = {}
    bare = frozenset() if sheet.merged else sheet.heads
    """Headings that make a column as wide as they are; a heading over several columns does not."""
    for r, row in enumerate(sheet.rows, start=1):
        for c, content in enumerate(row, start=1):
            cell = page.cell(r, c)
            _fill(cell, content)
            if r - 1 in sheet.heads:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="E9F0F9")
            if len(row) > 1 and r - 1 not in sheet.heads.difference(bare):
                widths[c] = max(widths.get(c, 8), min(_WIDEST, _width(content)))
    for c, width in widths.items():
        page.column_dimensions[get_column_letter(c)].width = width + 2
    for top, left, bottom, right in sheet.merged:
        page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        page.cell(top, left).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    page.freeze_panes = sheet.frozen
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the sheet
    if sheet.frozen:
        page.print_title_rows = f"1:{max(1, int(sheet.frozen.lstrip(ascii_uppercase)) - 1)}"


def _fill(cell: Cell, content: Content) -> None:
    if content is None or content == "":
        return
    if isinstance(content, Formula):
        cell.value = content.text
        cell.number_format = _number_format(content.value)
    elif isinstance(content, Decimal) and len(content.as_tuple().digits) <= MOST_DIGITS:
        cell.value = content
        cell.number_format = _number_format(content)
    elif isinstance(content, int):
        cell.value = content
    else:
        cell.value = plain_number(content) if isinstance(content, Decimal) else _clean(str(content))
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=len(str(content)) > _WIDEST, vertical="top")


def _number_format(value: Decimal) -> str:
    _, _, decimals = plain_number(value).partition(".")
    return "#,##0" + ("." + "0" * len(decimals) if decimals else "")


def _clean(text: str) -> str:
    """Without the control characters that a workbook may not hold."""
    return "".join(character for character in text if character >= " " or character in "\t\n")[:32_000]


def _width(content: Content) -> int:
    if isinstance(content, Formula | Decimal):
        return 16
    return sum(2 if character > "\u2e80" else 1 for character in str(content or "").split("\n")[0])
