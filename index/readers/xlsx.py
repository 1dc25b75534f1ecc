"""The parts of an .xlsx or .xlsm file read as a stream: values, formats, merged cells, what is hidden.

Only cells that hold something are kept, so blank rows cost nothing but the time to pass over them.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import DamagedDocument
from index.readers.number_format import BUILT_IN, DATE_IDS, date_text, is_date_format, number_text
from index.readers.safe_xml import XmlError, iter_elements, local_name
from index.readers.zip_limits import BROKEN_ZIP, open_zip

MOST_CELLS = 3_000_000
"""Filled cells that are kept of one sheet."""
LARGEST_PART = 1_500_000_000
"""Bytes of one unpacked part: more is no table that anybody printed."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_INDENT = "\u3000"

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1, ends included."""


@dataclass(slots=True)
class Sheet:
    """One sheet while it is read."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    """Printed text by row and column from 1."""
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: int = 0
    without_value: list[str] = field(default_factory=list)
    """Addresses of formulas without a stored value."""
    errors: list[str] = field(default_factory=list)
    """Addresses of cells that show an error such as #REF!."""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    code: str
    date: bool
    indent: int


@dataclass(frozen=True, slots=True)
class _Book:
    archive: zipfile.ZipFile
    strings: tuple[str, ...]
    styles: tuple[_Style, ...]
    from_1904: bool


def read_xlsx(path: Path) -> Iterator[Sheet]:
    """Every sheet in order. Raises DamagedDocument."""
    try:
        with open_zip(path) as archive:
            if any(info.file_size > LARGEST_PART for info in archive.infolist()):
                raise DamagedDocument(f"{path.name} unpacks to more than a workbook holds: check where it comes from")
            sheets, from_1904 = _sheet_parts(archive)
            book = _Book(archive, _strings(archive), _styles(archive), from_1904)
            for name, part, hidden in sheets:
                yield _read_sheet(book, Sheet(name, hidden), part)
    except (*BROKEN_ZIP, XmlError, ArithmeticError) as error:
        raise DamagedDocument(
            f"{path.name} is not a whole workbook: open it in Excel or WPS and save it anew"
        ) from error


def column_name(column: int) -> str:
    """1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """(12, 4) is D12."""
    return f"{column_name(column)}{row}"


def parse_address(text: str) -> tuple[int, int]:
    """D12 is (12, 4). Raises ValueError."""
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - 64
    row = int(text[len(letters) :])
    if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
        raise ValueError(f"no cell {text[:20]}")
    return row, column


def _sheet_parts(archive: zipfile.ZipFile) -> tuple[list[tuple[str, str, bool]], bool]:
    """(name, part, hidden) of every sheet, and whether dates count from 1904."""
    root = "xl/workbook.xml"
    targets = {}
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        for _, element in iter_elements(stream, ("Relationship",)):
            target = element.get("Target", "")
            targets[element.get("Id")] = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            )
    sheets: list[tuple[str, str, bool]] = []
    from_1904 = False
    with archive.open(root) as stream:
        for kind, element in iter_elements(stream, ("sheet", "workbookPr")):
            if kind == "workbookPr":
                from_1904 = element.get("date1904") in ("1", "true")
                continue
            relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            part = targets.get(relation, "")
            if "chartsheet" not in part and part in archive.namelist():
                sheets.append((element.get("name", ""), part, element.get("state", "visible") != "visible"))
    return sheets, from_1904


def _strings(archive: zipfile.ZipFile) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return ()
    with archive.open("xl/sharedStrings.xml") as stream:
        return tuple(_rich_text(element) for _, element in iter_elements(stream, ("si",)))


def _rich_text(element: Any) -> str:
    """The text of a string item; readings (phonetic guides) left out."""
    text = ""
    for child in element:
        if local_name(child) == "t":
            text += child.text or ""
        elif local_name(child) == "r":
            text += "".join(part.text or "" for part in child if local_name(part) == "t")
    return text


def _styles(archive: zipfile.ZipFile) -> tuple[_Style, ...]:
    if "xl/styles.xml" not in archive.namelist():
        return ()
    codes = dict(BUILT_IN)
    styles: list[_Style] = []
    with archive.open("xl/styles.xml") as stream:
        for kind, element in iter_elements(stream, ("numFmt", "cellXfs")):
            if kind == "numFmt":
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "General")
                continue
            for item in element:
                number = int(item.get("numFmtId", "0"))
                code = codes.get(number, "General")
                alignment = next((child for child in item if local_name(child) == "alignment"), None)
                indent = int(alignment.get("indent", "0")) if alignment is not None else 0
                date = number in DATE_IDS if number not in codes else is_date_format(code)
                styles.append(_Style("yyyy-mm-dd" if date and number not in codes else code, date, min(indent, 15)))
    return tuple(styles)


def _read_sheet(book: _Book, sheet: Sheet, part: str) -> Sheet:
    row = 0
    with book.archive.open(part) as stream:
        for kind, element in iter_elements(stream, ("row", "mergeCell")):
            if kind == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                if last:
                    sheet.merges.append((*parse_address(first), *parse_address(last)))
                continue
            row = int(element.get("r", row + 1))
            filled = _read_row(book, sheet, row, element)
            sheet.hidden_rows += filled and element.get("hidden") in ("1", "true")
            if len(sheet.cells) > MOST_CELLS:
                sheet.cut = True
                break
    return sheet


def _read_row(book: _Book, sheet: Sheet, row: int, element: Any) -> bool:
    """Puts the filled cells of a row into the sheet; says whether there were any."""
    column = 0
    filled = False
    for cell in element:
        if local_name(cell) != "c":
            continue
        reference = cell.get("r")
        column = parse_address(reference)[1] if reference else column + 1
        text, formula = _cell_text(book, cell)
        if text is not None and text.strip():
            sheet.cells[row, column] = text
            filled = True
        elif formula and text is None:
            sheet.without_value.append(address(row, column))
        if cell.get("t") == "e":
            sheet.errors.append(address(row, column))
    return filled


def _cell_text(book: _Book, cell: Any) -> tuple[str | None, bool]:
    """The printed text of a cell, None without a value; and whether it holds a formula."""
    raw: str | None = None
    formula = False
    for child in cell:
        name = local_name(child)
        if name == "v":
            raw = child.text
        elif name == "f":
            formula = True
        elif name == "is":
            raw = _rich_text(child)
    kind = cell.get("t", "n")
    if raw is None:
        return ("" if kind == "str" else None), formula
    index = int(cell.get("s", "0"))
    style = book.styles[index] if 0 <= index < len(book.styles) else _Style("General", date=False, indent=0)
    if kind == "s":
        position = int(raw)
        raw = book.strings[position] if 0 <= position < len(book.strings) else ""
    if kind in ("s", "str", "inlineStr"):
        return (_INDENT * style.indent + raw if raw.strip() else raw), formula
    if kind == "b":
        return ("TRUE" if raw == "1" else "FALSE"), formula
    if kind != "n":
        return raw, formula
    if style.date:
        return date_text(raw, style.code, from_1904=book.from_1904), formula
    return number_text(raw, style.code), formula
