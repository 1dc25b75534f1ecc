"""Workbooks (.xlsx, .xlsm, .xls) to Blocks, sheet by sheet.

Formulas count with their stored values; macros never run.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from index.errors import DamagedDocument, EmptyDocument, LockedDocument
from index.model import Block, Place, ReadIssue, ReadResult
from index.readers.number_format import plain
from index.readers.sheet_layout import sheet_to_blocks
from index.readers.xlsx import Sheet, read_xlsx
from index.readers.zip_limits import BROKEN_ZIP

NAMED = 5
"""How many cells an issue names before it only counts them."""


def read_workbook(path: Path) -> ReadResult:
    """Blocks of all sheets, hidden ones too; what is hidden, without value or in error as issues.

    Raises LockedDocument, DamagedDocument, EmptyDocument.
    """
    blocks: list[Block] = []
    issues: list[ReadIssue] = []
    for sheet in read_xlsx(path) if _is_office_open(path) else _read_xls(path):
        blocks += sheet_to_blocks(sheet.name, sheet.cells, sheet.merges)
        issues += _sheet_issues(sheet)
    if not blocks:
        raise EmptyDocument(f"{path.name} has no filled cell: check that the right file was saved")
    return ReadResult(tuple(blocks), tuple(issues))


def _is_office_open(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except BROKEN_ZIP:
        with path.open("rb") as file:
            return file.read(2) == b"PK"


def _sheet_issues(sheet: Sheet) -> list[ReadIssue]:
    place = Place(sheet=sheet.name)
    issues = []
    if sheet.hidden and sheet.cells:
        issues.append(
            ReadIssue(f"sheet {sheet.name} is hidden; it was read: check that it is meant to be public", place)
        )
    if sheet.hidden_rows:
        issues.append(ReadIssue(f"{sheet.hidden_rows} rows of sheet {sheet.name} are hidden; they were read", place))
    if sheet.without_value:
        names = _named(sheet.without_value)
        first = Place(sheet=sheet.name, cell=sheet.without_value[0])
        what = f"formula without a stored value in sheet {sheet.name}, cell {names}"
        issues.append(ReadIssue(f"{what}: open the file in Excel or WPS and save it", first))
    if sheet.errors:
        first = Place(sheet=sheet.name, cell=sheet.errors[0])
        issues.append(ReadIssue(f"error shown in sheet {sheet.name}, cell {_named(sheet.errors)}: mend it", first))
    if sheet.cut:
        issues.append(ReadIssue(f"sheet {sheet.name} was read in part only, it has too many cells: split it", place))
    return issues


def _named(addresses: list[str]) -> str:
    rest = len(addresses) - NAMED
    return ", ".join(addresses[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _read_xls(path: Path) -> Iterator[Sheet]:
    """Sheets of an old binary workbook. It gives values only: a number comes without its format."""
    try:
        book = _open_xls(path)
        for meta in book.sheets_metadata:
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = Sheet(meta.name, hidden=meta.visible != python_calamine.SheetVisibleEnum.Visible)
            data = book.get_sheet_by_name(meta.name)
            for row, values in enumerate(data.to_python(skip_empty_area=False), start=1):
                for column, value in enumerate(values, start=1):
                    text = _value_text(value)
                    if text.strip():
                        sheet.cells[row, column] = text
            for (top, left), (bottom, right) in data.merged_cell_ranges or ():
                sheet.merges.append((top + 1, left + 1, bottom + 1, right + 1))
            yield sheet
    except python_calamine.PasswordError as error:
        raise LockedDocument(f"{path.name} is protected by a password: remove it and index again") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(path) from error


def _open_xls(path: Path) -> python_calamine.CalamineWorkbook:
    """The workbook. Raises DamagedDocument where the parser panics, which is no Exception, and what it raises itself."""
    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise _damaged(path) from error
        raise


def _damaged(path: Path) -> DamagedDocument:
    return DamagedDocument(f"{path.name} is not a whole workbook: open it in Excel or WPS and save it anew")


def _value_text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return plain(Decimal(f"{value:.15g}"))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
    if isinstance(value, int | date | time | timedelta):
        return str(value)
    return str(value) if value is not None else ""
