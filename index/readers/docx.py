"""Word (.docx) to Blocks.

Word files have no pages: `Place.lines` counts paragraphs and table rows in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError

from index.errors import DamagedDocument, EmptyDocument
from index.model import Block, Grid, GridRow, Heading, Paragraph, Place, ReadResult
from index.readers.docx_numbering import Numbering, read_numbering
from index.readers.headings import LEADERS, demote_contents, heads_glossary, numbered_level, reads_as_heading
from index.readers.safe_xml import XmlError, local_name
from index.readers.zip_limits import BROKEN_ZIP, open_zip
from index.text import tidy

DEEPEST = 6
"""Tables within tables that are followed."""
WIDEST = 200
"""Columns that one cell may cover."""
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*(\d)", re.IGNORECASE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(path: Path) -> ReadResult:
    """Headings, Paragraphs and Grids in reading order. Raises DamagedDocument, EmptyDocument."""
    open_zip(path).close()
    try:
        document = docx.Document(str(path))
        reader = _Reader(document)
        blocks = demote_contents(reader.read_body(document.element.body))
    except (*BROKEN_ZIP, OpcError, XmlError, AttributeError, TypeError) as error:
        raise DamagedDocument(
            f"{path.name} is not a whole Word file: open it in Word or WPS and save it anew"
        ) from error
    if not blocks:
        raise EmptyDocument(f"{path.name} has no text: check that the right file was saved")
    return ReadResult(tuple(blocks))


class _Reader:
    """Walks the body of one document, counting places and list numbers as it goes."""

    def __init__(self, document: Any) -> None:
        self.styles = {style.style_id: style for style in document.styles}
        self.numbering = _numbering(document)
        self.position = 0

    def read_body(self, body: Any, depth: int = 0) -> list[Block]:
        blocks: list[Block] = []
        for element in _children(body):
            if local_name(element) == "p":
                blocks += self._read_paragraph(element)
            elif local_name(element) == "tbl" and depth < DEEPEST:
                blocks += self._read_table(element, depth)
        return blocks

    def _read_paragraph(self, element: Any) -> list[Block]:
        self.position += 1
        place = Place(lines=(self.position, self.position))
        boxes = [block for box in _text_boxes(element) for block in self.read_body(box, DEEPEST)]
        text = tidy(self._numbered_text(element))
        if not text:
            return boxes
        style = self._style_name(element)
        if style.lower().startswith(("toc", "目录")):
            return [Paragraph(re.sub(r"\s+\d+$", "", LEADERS.sub("", text)), place), *boxes]
        level = self._heading_level(element, style, text)
        return [Paragraph(text, place) if level is None else Heading(text, level, place), *boxes]

    def _numbered_text(self, element: Any) -> str:
        text = _text(element)
        properties = element.find(f"{_WORD}pPr/{_WORD}numPr")
        if properties is None:
            style = self.styles.get(_value(element, "pPr/pStyle"))
            properties = style.element.find(f"{_WORD}pPr/{_WORD}numPr") if style is not None else None
        if properties is None or not text.strip():
            return text
        level = _value(properties, "ilvl")
        return self.numbering.next_number(_value(properties, "numId"), int(level) if level.isdigit() else 0) + text

    def _style_name(self, element: Any) -> str:
        style = self.styles.get(_value(element, "pPr/pStyle"))
        return str(style.name) if style is not None and style.name else ""

    def _heading_level(self, element: Any, style: str, text: str) -> int | None:
        """By style, by outline level, else by the form of the text."""
        found = _HEADING_STYLE.match(style)
        if found:
            return int(found.group(1))
        if style.lower() in ("title", "标题"):
            return 1
        outline = _value(element, "pPr/outlineLvl")
        if outline.isdigit() and int(outline) < 9:
            return int(outline) + 1
        if not reads_as_heading(text):
            return None
        numbered = numbered_level(text)
        if numbered in (1, 2, 3):
            return numbered
        centred = _value(element, "pPr/jc") == "center" and numbered is None
        return 2 if centred or heads_glossary(text) else None

    def _read_table(self, table: Any, depth: int) -> list[Block]:
        """One Grid, followed by the tables within its cells; a table of one column is a frame around text."""
        rows = [row for row in _children(table) if local_name(row) == "tr"]
        start = self.position + 1
        laid = [_row_cells(row) for row in rows]
        width = max((column + span for cells in laid for column, span, _ in cells), default=0)
        if width < 2:
            return [block for cells in laid for _, _, cell in cells for block in self.read_body(cell, depth + 1)]
        grid_rows: list[GridRow] = []
        nested: list[Any] = []
        for cells in laid:
            self.position += 1
            place = Place(lines=(self.position, self.position))
            grid_rows.append(GridRow(self._printed_cells(cells, width), place))
            nested += [child for _, _, cell in cells for child in _children(cell) if local_name(child) == "tbl"]
        blocks: list[Block] = []
        if any(text for row in grid_rows for text in row.cells):
            blocks.append(Grid(tuple(grid_rows), Place(lines=(start, self.position))))
        if depth + 1 < DEEPEST:
            blocks += [block for inner in nested for block in self._read_table(inner, depth + 1)]
        return blocks

    def _printed_cells(self, cells: list[tuple[int, int, Any]], width: int) -> tuple[str | None, ...]:
        printed: list[str | None] = [""] * width
        for column, span, cell in cells:
            merge = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
            covered = merge is not None and merge.get(f"{_WORD}val", "continue") != "restart"
            texts = [self._numbered_text(part) for part in _children(cell) if local_name(part) == "p"]
            lines = [line.rstrip() for text in texts for line in text.split("\n") if line.strip()]
            printed[column] = None if covered else "\n".join(lines)
            for later in range(column + 1, min(column + span, width)):
                printed[later] = None
        return tuple(printed)


def _numbering(document: Any) -> Numbering:
    try:
        return read_numbering(document.part.numbering_part.element)
    except (KeyError, NotImplementedError):
        return read_numbering(None)


def _children(parent: Any) -> Iterator[Any]:
    """Paragraphs, tables and rows in order; content controls and insertions opened, deletions left out."""
    for child in parent:
        name = local_name(child)
        if name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"):
            yield from _children(child)
        elif name in ("p", "tbl", "tr", "tc"):
            yield child


def _row_cells(row: Any) -> list[tuple[int, int, Any]]:
    """(first column, columns spanned, cell) of a row."""
    before = _value(row, "trPr/gridBefore")
    column = min(int(before), WIDEST) if before.isdigit() else 0
    cells = []
    for cell in _children(row):
        if local_name(cell) != "tc":
            continue
        span = _value(cell, "tcPr/gridSpan")
        width = max(1, min(int(span), WIDEST)) if span.isdigit() else 1
        cells.append((column, width, cell))
        column += width
    return cells


def _text(paragraph: Any) -> str:
    """The text of a paragraph as printed: no deleted text, no field codes, no text boxes."""
    text = ""
    for child in paragraph:
        name = local_name(child)
        if name == "t":
            text += child.text or ""
        elif name == "tab":
            text += "\t"
        elif name in ("br", "cr"):
            text += "\n"
        elif name == "noBreakHyphen":
            text += "-"
        elif name in ("r", "hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo", "customXml"):
            text += _text(child)
    return text


def _text_boxes(paragraph: Any) -> list[Any]:
    """The contents of text boxes anchored in a paragraph; each once, although Word stores most of them twice."""
    found = []
    for box in paragraph.iter(f"{_WORD}txbxContent"):
        names = [local_name(parent) for parent in box.iterancestors()]
        if "Fallback" not in names and names.count("txbxContent") == 0:
            found.append(box)
    return found


def _value(element: Any, path: str) -> str:
    """The w:val at a path of element names; "" where there is none."""
    found = element.find("/".join(f"{_WORD}{name}" for name in path.split("/")))
    return str(found.get(f"{_WORD}val", "")) if found is not None else ""
