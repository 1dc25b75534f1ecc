"""The lines of all pages put together into Paragraphs and Headings, with the Grids between them, in reading order.

pages ─▶ furniture out ─▶ lines joined (over pages too) ─▶ headings told by form ─▶ contents list told apart
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.grids import is_form_number
from index.model import Block, Grid, Heading, Paragraph, Place
from index.readers.headings import LEADERS, demote_contents, heads_glossary, numbered_level, reads_as_heading
from index.readers.page_layout import PageContent
from index.readers.pdf_lines import Line, first_token, join_texts, text_width
from index.text import tidy

MARGIN = 0.1
"""Share of the page's height at top and bottom where running heads and page numbers stand."""
LARGER = 1.1
"""A heading's type against the body's."""
TITLE = 1.3
"""A title's type against the body's."""
SHORT_LINE = 6.0
"""Ems. In a document that indents its paragraphs, a line which leaves more room than this was ended on purpose."""
_PAGE_NUMBER = re.compile(
    r"^(?:第\s*)?[-—–─·.\s]*\d{1,4}[-—–─·.\s]*(?:页)?(?:[,，/\s]*(?:共\s*)?\d{1,4}\s*页?)?$|^Page \d+( of \d+)?$", re.I
)
_ENDS = tuple("。：；:;！？!?")
_PARTS = tuple("；;")
_DECLARES_UNIT = re.compile(r"\s*(?:金额|计量|货币)?单\s*位\s*[:：]\s*(?:人民币)?[百千万亿]*元\s*$")
"""The line that stands between a form's title and its grid, and goes on with neither."""


@dataclass(frozen=True, slots=True)
class _Body:
    """How running text is set on pages of one width."""

    size: float
    left: float
    right: float
    indented: bool
    """Whether paragraphs begin with an indent, so that a line at the margin goes on with the one before."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph in the making: its text, its first and last line, the page it starts on, and how many characters are on
    that page where it goes on on the next.
    """

    text: str
    first: Line
    last: Line
    page: int
    box: tuple[float, float, float, float]
    on_page: int | None = None


def pages_to_blocks(pages: Sequence[PageContent]) -> list[Block]:
    """Blocks in reading order. A Place's page and box are those of a block's first page."""
    body_size = _body_size(pages)
    bodies = _bodies(pages, body_size)
    furniture = _furniture(pages)
    widths = {page.number: page.width for page in pages}
    blocks: list[Block] = []
    open_text: _Text | None = None
    for page, item in _items(pages, furniture):
        body = bodies[round(page.width)]
        if isinstance(item, Line) and open_text is not None and _continues(open_text, item, body):
            open_text = _joined(open_text, item, page.number)
            continue
        if open_text is not None:
            blocks.append(_block(open_text, bodies[round(widths[open_text.page])], widths[open_text.page]))
        open_text = None
        if isinstance(item, Grid):
            blocks.append(item)
        else:
            open_text = _Text(item.text, item, item, page.number, (item.x0, item.top, item.x1, item.bottom))
    if open_text is not None:
        blocks.append(_block(open_text, bodies[round(widths[open_text.page])], widths[open_text.page]))
    return demote_contents(blocks)


def _items(pages: Sequence[PageContent], furniture: set[tuple[int, int]]) -> Iterator[tuple[PageContent, Line | Grid]]:
    """Lines (furniture left out) and Grids of every page from top to bottom."""
    for page in pages:
        waiting = list(page.grids)
        for index, line in enumerate(page.lines):
            while waiting and _middle(waiting[0]) < (line.top + line.bottom) / 2:
                yield page, waiting.pop(0)
            if (page.number, index) not in furniture:
                yield page, line
        for grid in waiting:
            yield page, grid


def _middle(grid: Grid) -> float:
    box = grid.place.box
    return (box[1] + box[3]) / 2 if box else 0.0


def _body_size(pages: Sequence[PageContent]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _bodies(pages: Sequence[PageContent], size: float) -> dict[int, _Body]:
    """Margins of running text by page width in whole points."""
    found: dict[int, _Body] = {}
    for width in {round(page.width) for page in pages}:
        long = [
            line
            for page in pages
            if round(page.width) == width
            for line in page.lines
            if line.x1 - line.x0 > 0.6 * width
        ]
        if not long:
            found[width] = _Body(size, 0.1 * width, 0.9 * width, indented=False)
            continue
        starts = Counter(round(line.x0 / 3) * 3 for line in long)
        common = [start for start, count in starts.items() if count >= 0.2 * len(long)]
        ends = sorted(line.x1 for line in long)
        left, right = float(min(common or starts)), ends[int(0.9 * (len(ends) - 1))]
        found[width] = _Body(size, left, right, _indents(pages, width, left, right))
    return found


def _indents(pages: Sequence[PageContent], width: int, left: float, right: float) -> bool:
    """Whether most lines that follow a short line are indented by some two ems."""
    indented = flush = 0
    for page in pages:
        for before, line in pairwise(page.lines):
            if (
                round(page.width) != width
                or right - before.x1 < SHORT_LINE * before.size
                or line.x1 - line.x0 < 0.5 * width
            ):
                continue
            indented += 1.2 * line.size < line.x0 - left < 3 * line.size
            flush += line.x0 - left <= 1.2 * line.size
    return indented > 2 * flush


def _furniture(pages: Sequence[PageContent]) -> set[tuple[int, int]]:
    """(page, index of line) of page numbers and of heads and feet that stand on most pages."""
    seen: Counter[tuple[str, bool]] = Counter()
    keys: dict[tuple[int, int], tuple[str, bool]] = {}
    found: set[tuple[int, int]] = set()
    for page in pages:
        for index, line in enumerate(page.lines):
            top = line.bottom < MARGIN * page.height
            if not top and line.top < (1 - MARGIN) * page.height:
                continue
            if _PAGE_NUMBER.match(line.text.strip()):
                found.add((page.number, index))
                continue
            key = (re.sub(r"\d+", "#", tidy(line.text)), top)
            keys[page.number, index] = key
            seen[key] += 1
    usual = max(3, len(pages) // 2)
    numbered = {(page.number, at) for page in pages for at, line in enumerate(page.lines) if is_form_number(line.text)}
    return found | {place for place, key in keys.items() if seen[key] >= usual and place not in numbered}


def _continues(text: _Text, line: Line, body: _Body) -> bool:
    """Whether a line is the wrapped rest of a paragraph, or the second line of a title."""
    last = text.last
    if not (line.alone and last.alone) or abs(line.size - last.size) > 0.12 * last.size:
        return False
    if _DECLARES_UNIT.match(line.text):
        return False
    if numbered_level(line.text) in (1, 2, 3) or heads_glossary(line.text) or LEADERS.search(text.text):
        return False
    if _is_second_title_line(last, line, body):
        return True
    if line.x0 > body.left + 1.2 * line.size or last.x0 > body.left + 6 * last.size:
        return False
    room = body.right - last.x1
    if body.indented:
        return room < SHORT_LINE * line.size
    wrapped = text_width(first_token(line.text), line.size) + 0.5 * line.size > room
    if text.text.endswith(_PARTS) and room < line.size:
        return 0 <= line.top - last.bottom < line.size  # a semicolon where the line was full, not the end of an item
    return wrapped and not text.text.endswith(_ENDS)


def _is_second_title_line(last: Line, line: Line, body: _Body) -> bool:
    larger = last.size >= LARGER * body.size
    alike = abs(line.size - last.size) < 0.02 * line.size and line.bold == last.bold
    near = -0.5 < (line.top - last.bottom) / line.size < 1.6
    inset = line.x0 > body.left + 2 * body.size
    title = last.size >= TITLE * body.size
    listed = not title and abs(line.x0 - last.x0) < 0.5 * line.size  # lines of a list, not of a centred title
    return (larger or last.bold) and alike and near and inset and not listed and numbered_level(line.text) is None


def _joined(text: _Text, line: Line, page: int) -> _Text:
    box = text.box
    if page == text.page:
        box = (min(box[0], line.x0), min(box[1], line.top), max(box[2], line.x1), max(box[3], line.bottom))
    turned = len("".join(text.text.split())) if page != text.page and text.on_page is None else text.on_page
    return _Text(join_texts(text.text, line.text), text.first, line, text.page, box, turned)


def _block(text: _Text, body: _Body, page_width: float) -> Block:
    place = Place(page=text.page, box=text.box, on_page=text.on_page)
    words = LEADERS.sub("", tidy(text.text)).strip()
    level = _heading_level(text, words, body, page_width)
    return Paragraph(words, place) if level is None else Heading(words, level, place)


def _heading_level(text: _Text, words: str, body: _Body, page_width: float) -> int | None:
    """1 for parts and titles, 2 for 一、 and captions, 3 for （一）; None for running text."""
    if not (text.first.alone and reads_as_heading(words)):
        return None
    numbered = numbered_level(words)
    if numbered is not None and numbered <= 3:
        return numbered
    line = text.first
    if line.size >= LARGER * body.size:
        return 1 if line.size >= TITLE * body.size else 2
    centred = abs((line.x0 + line.x1) / 2 - page_width / 2) < 0.03 * page_width
    inset = line.x0 > body.left + 3 * line.size and line.x1 < body.right - 3 * line.size
    if (centred and inset) or heads_glossary(words):
        return 2
    return 3 if line.bold and numbered is None else None
