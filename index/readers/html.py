"""HTML pages to Blocks: what a reader of the page sees, in order. `Place.lines` is the line in the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from index.errors import DamagedDocument, EmptyDocument
from index.model import Block, Grid, GridRow, Heading, Paragraph, Place, ReadResult
from index.readers.encoding import LARGEST, decode_bytes
from index.readers.headings import demote_contents, heads_glossary, numbered_level, reads_as_heading
from index.readers.safe_xml import local_name, parse_html
from index.text import tidy

MOST_SPAN = 200
"""Columns or rows that one cell may cover."""
MOST_SLOTS = 2_000_000
"""Cells of one table, covered ones too, after which spans are no longer followed."""
_UNSEEN = frozenset(
    {"script", "style", "head", "template", "noscript", "svg", "iframe", "object", "select", "nav", "button"}
)
_TEXT_BLOCKS = frozenset({"p", "li", "dd", "dt", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"})
_OUTER_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "div", "dl", "fieldset", "figure", "ol"}
)
_BLOCKS = _TEXT_BLOCKS | _OUTER_BLOCKS | {"footer", "form", "header", "hr", "html", "main", "section", "table", "ul"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(path: Path) -> ReadResult:
    """Headings, Paragraphs and Grids of a page. Raises EmptyDocument, DamagedDocument."""
    if path.stat().st_size > LARGEST:
        raise DamagedDocument(f"{path.name} is larger than {LARGEST // 1_000_000} MB: split it")
    text = _decode(path.read_bytes())
    if text is None:
        raise DamagedDocument(f"{path.name} is not text in a known encoding: save the page again")
    root = parse_html(text.encode("utf-8", errors="replace"), "utf-8")
    reader = _Reader()
    if root is not None:
        reader.read(root)
        reader.close_text()
    if not reader.blocks:
        raise EmptyDocument(f"{path.name} shows no text: save the page once it is fully loaded")
    return ReadResult(tuple(demote_contents(reader.blocks)))


def _decode(data: bytes) -> str | None:
    """By the page's own meta element where that holds, else as for any text."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = found.group(1).decode("ascii").lower()
        try:
            return data.decode("gb18030" if name.startswith("gb") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_bytes(data)


class _Reader:
    """Collects running text until a block element ends it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text = ""
        self.line = 1

    def read(self, root: Any) -> None:
        """Walks without recursion: pages nest as deep as they like."""
        steps: list[tuple[Any, bool]] = [(root, True)]
        while steps:
            element, entering = steps.pop()
            name = local_name(element)
            if not entering:
                if name in _BLOCKS:
                    self.close_text(name)
                self._add(element.tail, element)
                continue
            if not name or name in _UNSEEN or _HIDDEN.search(element.get("style") or ""):
                self._add(element.tail, element)
                continue
            if name == "table" and not _is_frame(element):
                self.close_text()
                self._read_table(element)
                self._add(element.tail, element)
                continue
            if name in _BLOCKS or name == "br":
                self.close_text("p" if name == "br" else "")
            self._add(element.text, element)
            steps.append((element, False))
            steps += [(child, True) for child in reversed(element)]

    def _add(self, text: str | None, element: Any) -> None:
        if text and text.strip() and not self.text.strip():
            self.line = element.sourceline or self.line
        self.text += re.sub(r"\s+", " ", text) if text else ""

    def close_text(self, name: str = "") -> None:
        """Ends the running text; `name` is the element that ends it."""
        text, self.text = tidy(self.text), ""
        if not text:
            return
        place = Place(lines=(self.line, self.line))
        if re.fullmatch(r"h[1-6]", name):
            self.blocks.append(Heading(text, int(name[1]), place))
            return
        level = numbered_level(text)
        if reads_as_heading(text) and (level in (1, 2, 3) or name == "caption" or heads_glossary(text)):
            self.blocks.append(Heading(text, level or 2, place))
        else:
            self.blocks.append(Paragraph(text, place))

    def _read_table(self, table: Any) -> None:
        for caption in table.iterchildren("caption"):
            self.read(caption)
            self.close_text("caption")
        rows = [row for row in table.iter("tr") if _own_table(row) is table]
        grid, nested = _lay_out(rows)
        if grid is not None:
            self.blocks.append(grid)
        for inner in nested:
            self._read_table(inner)


def _own_table(element: Any) -> Any:
    return next(element.iterancestors("table"), None)


def _is_frame(table: Any) -> bool:
    """Whether a table only lays out the page: one column, or long running text or whole tables in its cells."""
    rows = [row for row in table.iter("tr") if _own_table(row) is table]
    cells = [[cell for cell in row if local_name(cell) in ("td", "th")] for row in rows]
    if max((len(found) for found in cells), default=0) < 2:
        return True
    inner = [cell for found in cells for cell in found if next(cell.iter("table"), None) is not None]
    return bool(inner) and len(inner) * 2 >= sum(len(found) for found in cells)


def _lay_out(rows: list[Any]) -> tuple[Grid | None, list[Any]]:
    """The Grid of some rows, and the tables within its cells."""
    slots: dict[tuple[int, int], str | None] = {}
    nested: list[Any] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            if local_name(cell) not in ("td", "th"):
                continue
            while (number, column) in slots:
                column += 1
            down = min(_span(cell, "rowspan"), len(rows) - number)
            across = _span(cell, "colspan")
            if len(slots) > MOST_SLOTS:
                down = across = 1
            for lower in range(number, number + down):
                for right in range(column, column + across):
                    slots.setdefault((lower, right), None)
            slots[number, column] = _cell_text(cell)
            nested += [table for table in cell.iter("table") if not any(a in nested for a in table.iterancestors())]
            column += across
    if not any(slots.values()):
        return None, nested
    width = max(column for _, column in slots) + 1
    grid_rows = []
    for number, row in enumerate(rows):
        line = row.sourceline or 1
        cells = tuple(slots.get((number, column), "") for column in range(width))
        grid_rows.append(GridRow(cells, Place(lines=(line, line))))
    first, last = grid_rows[0].place.lines or (1, 1), grid_rows[-1].place.lines or (1, 1)
    return Grid(tuple(grid_rows), Place(lines=(first[0], last[1]))), nested


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), MOST_SPAN)) if text.isascii() and text.isdigit() else 1


def _cell_text(cell: Any) -> str:
    """The text of a cell without that of tables in it; its paragraphs and <br> as line breaks."""
    parts: list[str] = []

    def walk(element: Any, depth: int) -> None:
        name = local_name(element)
        if name not in _UNSEEN and depth < 60 and not (name == "table" and depth):
            if name in ("p", "div", "li", "br") and depth:
                parts.append("\n")
            parts.append(re.sub(r"[ \t\r\n]+", " ", element.text or ""))
            for child in element:
                walk(child, depth + 1)
            if name in ("p", "div", "li") and depth:
                parts.append("\n")
        if depth:
            parts.append(re.sub(r"[ \t\r\n]+", " ", element.tail or ""))

    walk(cell, 0)
    return re.sub(r"[ ]*\n\s*", "\n", "".join(parts).replace("\u00a0", " ")).strip(" \n")
