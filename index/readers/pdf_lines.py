"""Glyphs on a PDF page put together into visual lines, and lines into running text.

Digits are often set in another font than the Chinese around them, whose box sits some points higher: a line is
therefore found by the middles of its glyphs, not by their tops.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

SAME_LINE = 0.5
"""Two glyphs stand on one line when their middles differ by less than this share of the smaller size."""
WIDE_GAP = 4.0
"""A gap of so many ems parts two texts on one line, such as 编制部门：… and 单位：元."""
_TOKEN = re.compile(r"[A-Za-z0-9.,%％\-/+:]+|.", re.DOTALL)
_OPENING = "（《「『“‘([{"
_CLOSING = "，。、；：？！）》」』”’％%,.;:)]}"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its box in points from the page's top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    run: int = 0
    """Of a scan: the text box that it came in; texts of different boxes are apart. 0 where that is not known."""

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line, or one part of it where a wide gap divides it."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    alone: bool = True
    """Whether it is the whole of its visual line."""


def is_han(char: str) -> bool:
    """Whether a character takes a full em: Chinese, full-width punctuation, curly quotes excepted."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"


def glyph_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by visual line from top to bottom, each line from left to right; doubles (false bold) dropped."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda g: (g.middle, g.x0)):
        if rows and glyph.middle - middles[-1] < SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
            middles[-1] += (glyph.middle - middles[-1]) / len(rows[-1])
        else:
            rows.append([glyph])
            middles.append(glyph.middle)
    return [_without_doubles(sorted(row, key=lambda g: g.x0)) for row in rows]


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in row:
        if kept and kept[-1].text == glyph.text and _overprinted(kept[-1], glyph):
            continue
        kept.append(glyph)
    return kept


def _overprinted(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph is printed over the same one for false bold; the second l of "Full" stands beside it, thin as it is."""
    shift = glyph.x0 - before.x0
    return shift < 0.25 * glyph.size and shift < max(0.6 * (before.x1 - before.x0), 0.06 * glyph.size)


def row_text(row: Sequence[Glyph]) -> str:
    """The text of glyphs that stand on one line. Spaces come from gaps: justified Chinese has none."""
    text = ""
    before: Glyph | None = None
    spaced = False
    for glyph in row:
        if glyph.text.isspace():
            spaced = True
            continue
        if before is not None and _parted(before, glyph, spaced):
            text += " "
        text += glyph.text
        before, spaced = glyph, False
    return text


def _parted(left: Glyph, right: Glyph, spaced: bool) -> bool:
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    if is_han(left.text[-1]) or is_han(right.text[0]):
        return gap > 1.2 * size
    figures = left.text[-1].isdigit() and right.text[0].isdigit()
    return gap > 0.2 * size or (spaced and (gap > 0.1 * size or not figures))


def glyphs_to_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Visual lines from top to bottom; a line with wide gaps comes as several parts."""
    lines: list[Line] = []
    for row in glyph_rows(glyphs):
        inked = [glyph for glyph in row if not glyph.text.isspace()]
        parts: list[list[Glyph]] = []
        for glyph in inked:
            if parts and (glyph.x0 - parts[-1][-1].x1 <= WIDE_GAP * glyph.size or parts[-1][-1].text in "：:"):
                parts[-1].append(glyph)
            else:
                parts.append([glyph])
        lines += [_line(part, row, alone=len(parts) == 1) for part in parts]
    return lines


def _line(part: list[Glyph], row: list[Glyph], *, alone: bool) -> Line:
    first, last = row.index(part[0]), row.index(part[-1])
    return Line(
        text=row_text(row[first : last + 1]),
        x0=part[0].x0,
        x1=max(glyph.x1 for glyph in part),
        top=min(glyph.top for glyph in part),
        bottom=max(glyph.bottom for glyph in part),
        size=median(glyph.size for glyph in part),
        bold=sum(glyph.bold for glyph in part) > len(part) / 2,
        alone=alone,
    )


def text_width(text: str, size: float) -> float:
    """About how wide a text is when set in this size, in points."""
    return sum(size if is_han(char) or char in "“”‘’—…" else size / 2 for char in text)


def first_token(text: str) -> str:
    """The start of a text that no line break divides: a word, a figure, or a character with its closing mark."""
    start = len(text) - len(text.lstrip(_OPENING))
    found = _TOKEN.match(text, start)
    end = found.end() if found else start
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return text[:end]


def join_texts(left: str, right: str) -> str:
    """Two lines of one wrapped text put together: a space only between two Latin words."""
    if left and right and left[-1].isascii() and right[0].isascii() and (left[-1].isalpha() or right[0].isalpha()):
        hyphenated = left[-1] == "-"
        return left + right if hyphenated else f"{left} {right}"
    return left + right


def cell_text(glyphs: Sequence[Glyph], width: float) -> str:
    """The text of one cell: wrapped lines joined; a line that ended although the next word had room keeps its break."""
    text = ""
    room_left = 0.0
    for row in glyph_rows(glyphs):
        line = row_text(row)
        if not line:
            continue
        size = max(glyph.size for glyph in row)
        if not text:
            text = line
        elif _is_wrapped(text, line, room_left, size):
            text = join_texts(text, line)
        else:
            text += "\n" + line
        inked = [glyph for glyph in row if not glyph.text.isspace()]
        room_left = width - (inked[-1].x1 - inked[0].x0)
    return text


def _is_wrapped(text: str, line: str, room_left: float, size: float) -> bool:
    figures = text[-1] in "0123456789,." and line[0] in "0123456789,."
    token = line[0] if figures else first_token(line)
    return text_width(token, size) + size > room_left
