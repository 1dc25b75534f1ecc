"""Headings told by their form, the same for every format of file, and lists of contents told apart from them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Block, Grid, Heading, Paragraph
from index.numerals import HAN
from index.text import name_key, tidy

LONGEST = 45
"""Characters. A longer line is a sentence, whatever its form."""
_LEVELS = (
    re.compile(rf"^第[{HAN}]{{1,3}}(?:部分|章|编)|^项目[{HAN}\d]{{1,3}}[(（]项目名称[:：][^()（）]+[)）]$"),
    re.compile(rf"^[{HAN}]{{1,3}}\s*[、.．]"),
    re.compile(rf"^[(（][{HAN}]{{1,3}}[)）]"),
    re.compile(r"^(?:\d{1,2}\s*[、．]|\d{1,2}\.(?!\d)|[(（]\d{1,2}[)）]|[①-⑳])"),
)
_GLOSSARY = re.compile("(?:专业|相关|有关|主要)?(?:名词|术语)(?:解释|说明)")
LEADERS = re.compile(r"(?:…{2,}|[.．·]{4,})\s*\d*$")
"""Dots that lead to a page number in a list of contents."""
_FINAL = tuple("。；，、：;,:！？")
_NOT_HEADING = re.compile(
    r"单\s*位\s*[:：]|^(?:编制)?(?:部门|单位|预算主管部门)\s*[:：]|^[-+\d.,，%％\s]+$|^[注备]\s*[:：]"
)
_TELLING_ITEM = re.compile(rf"(?:[(（][{HAN}\d]{{1,3}}[)）]|\d{{1,2}}[、．.])[^:：]{{2,10}}[:：]\s*\S")
_CONTENTS = re.compile(r"^(?:目录|目次|contents|table of contents)$", re.IGNORECASE)


def numbered_level(text: str) -> int | None:
    """1 for 第一部分, 2 for 一、, 3 for （一）, 4 for 1. and the like; None where it has no number of this kind."""
    start = text.strip()
    for level, pattern in enumerate(_LEVELS, start=1):
        if pattern.match(start):
            return level
    return None


def heads_glossary(text: str) -> bool:
    """Whether a line is the heading of the glossary, 名词解释, which many papers print as any other line."""
    return _GLOSSARY.fullmatch(text.replace(" ", "")) is not None


def reads_as_heading(text: str) -> bool:
    """Whether a text could be a heading: short, without a final mark, neither a unit line nor a figure nor what an item of a
    list says of itself: （三）实施主体：区水务局.
    """
    if not 0 < len(text) <= LONGEST or text.endswith(_FINAL) or "。" in text:
        return False
    return not _NOT_HEADING.search(text) and not _TELLING_ITEM.match(text)


def demote_contents(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, with the entries of a list of contents as Paragraphs.

    A list of contents starts at the heading 目录 and ends where an entry of it comes again, or at a Grid, a title or
    running text.
    """
    result: list[Block] = []
    entries: list[str] = []
    inside = False
    for block in blocks:
        if isinstance(block, Grid):
            inside = False
        elif _CONTENTS.match(tidy(block.text).replace(" ", "")):
            inside, entries = True, []
        elif inside:
            key = name_key(LEADERS.sub("", block.text))
            prose = isinstance(block, Paragraph) and len(block.text) > LONGEST
            title = isinstance(block, Heading) and block.level == 1 and numbered_level(block.text) is None
            inside = not prose and not title and key not in entries
            entries.append(key)
            if inside and isinstance(block, Heading):
                result.append(Paragraph(block.text, block.place))
                continue
        result.append(block)
    return result
