"""Plain text and Markdown: headings, paragraphs, and tables as tab-separated or |-separated lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from index.model import Block, Grid, GridRow, Heading, Paragraph, Place, ReadResult
from index.numerals import HAN
from index.readers.encoding import decode
from index.readers.text_cells import find_cell_grids
from index.readers.text_columns import find_text_grids
from index.readers.text_middle import find_middle_grids

_NUMBERED = re.compile(rf"^(第[{HAN}]+(?:部分|章|节)|[{HAN}]+、|[(（][{HAN}]+[)）])")
_LIST_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.、．)）]|[(（]\d{1,3}[)）])")
_ENDS_SENTENCE = re.compile(r"[。；;，,：:、.!？?！]$|[:：]")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_MARKDOWN_RULE = re.compile(r"^\s*\|?\s*:?-{2,}")
HEADING_CHARACTERS = 40
"""A longer line is a paragraph: official headings are short."""


def read_text_file(path: Path) -> ReadResult:
    """The blocks of a .txt or .md file in UTF-8, UTF-16, GB18030 or Big5. Raises DocumentError."""
    text, issues = decode(path)
    return ReadResult(read_lines(text.splitlines()), issues)


def read_lines(lines: list[str]) -> tuple[Block, ...]:
    """Lines of text → blocks, with 1-based line numbers."""
    blocks: list[Block] = []
    cells = {
        grid.place.lines[0] - 1: grid
        for grid in (*find_cell_grids(lines, 1), *find_middle_grids(lines, 1))
        if grid.place.lines
    }
    number = 0
    while number < len(lines):
        if number in cells:
            blocks.append(cells[number])
            number = (cells[number].place.lines or (0, number + 1))[1]
            continue
        parted = is_table_line(lines[number])
        end = number
        while end < len(lines) and end not in cells and is_table_line(lines[end]) == parted:
            end += 1
        blocks += [_grid(lines, number, end)] if parted else _text_blocks(lines[number:end], number + 1)
        number = end
    return tuple(blocks)


def _text_blocks(lines: list[str], first: int) -> Iterator[Block]:
    """The blocks of lines without tabs, from line number `first` on; some may be tables set in columns by spaces."""
    grids = {grid.place.lines[0]: grid for grid in find_text_grids(lines, first) if grid.place.lines}
    end = 0
    for number, line in enumerate(lines, start=first):
        if number in grids:
            yield grids[number]
            end = (grids[number].place.lines or (0, 0))[1]
        if number > end and line.strip():
            yield _text_block(line, Place(lines=(number, number)))


def is_table_line(line: str) -> bool:
    """Whether the line is a row: it has a tab between cells, or starts with a |."""
    return "\t" in line.strip("\n") or line.lstrip().startswith("|")


def heading_level(line: str) -> int | None:
    """1 for a title, 2 for 一、, 3 for （一）; None where the line is no heading."""
    text = line.strip()
    if not text or len(text) > HEADING_CHARACTERS or _LIST_ITEM.match(line) or _ENDS_SENTENCE.search(text):
        return None
    found = _NUMBERED.match(text)
    if not found:
        return 1
    return 1 if found.group(1).startswith("第") else 3 if found.group(1)[0] in "(（" else 2


def _text_block(line: str, place: Place) -> Block:
    line = without_emphasis(line)
    markdown = _MARKDOWN_HEADING.match(line)
    if markdown:
        return Heading(markdown.group(2).strip(), len(markdown.group(1)), place)
    level = heading_level(line)
    return Paragraph(line.strip(), place) if level is None else Heading(line.strip(), level, place)


def _grid(lines: list[str], start: int, end: int) -> Grid:
    rows = [
        (number + 1, _cells(lines[number])) for number in range(start, end) if not _MARKDOWN_RULE.match(lines[number])
    ]
    width = max(len(cells) for _, cells in rows)
    return Grid(
        tuple(
            GridRow(tuple(cells + [""] * (width - len(cells))), Place(lines=(number, number))) for number, cells in rows
        ),
        Place(lines=(start + 1, end)),
    )


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    return [without_emphasis(cell.strip()) for cell in line.strip().strip("|").split("|")]


def without_emphasis(text: str) -> str:
    """A text without the signs by which Markdown sets words bold or in italics: **Total revenues**."""
    return _EMPHASIS.sub(r"\2", text)


_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*])")
