"""The terms that a document explains (名词解释): 财政拨款收入：指本年度从本级财政部门取得的财政拨款。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.model import Block, Place
from index.prose_text import ProseParagraph, join_paragraphs
from index.text import numbering, strip_numbering

_SECTION = re.compile(r"(?:名词|术语|词语|用语)(?:的)?(?:解释|说明|释义)|相关名词")
_ENTRY = re.compile(
    r"^(?P<term>[^：:。，,；;]{2,40}?)(?:[：:]\s*(?P<body>.+)|[，,]?(?P<verb>是指|系指|即指|指|是)(?P<rest>.{4,}))$",
    re.DOTALL,
)
_PART = re.compile(r"^第[一二三四五六七八九十]+(?:部分|章|节)")
SECTION_CHARACTERS = 30
"""A longer line that mentions 名词解释 is running text, not the section's heading."""


class Definition(NamedTuple):
    """A term, the words that explain it, and where they stand."""

    term: str
    text: str
    place: Place


def definitions(blocks: Sequence[Block]) -> tuple[Definition, ...]:
    """The explained terms of a document in order; () where it has no such section."""
    found: list[Definition] = []
    inside = False
    for paragraph in join_paragraphs(blocks):
        if len(paragraph.text) <= SECTION_CHARACTERS and _SECTION.search(paragraph.text):
            inside = True
        elif inside:
            entry = _entry(paragraph)
            if entry:
                found.append(entry)
            elif paragraph.title and (not numbering(paragraph.text) or _PART.match(paragraph.text)):
                inside = False
            elif found and not paragraph.title and not numbering(paragraph.text):
                found[-1] = _continued(found[-1], paragraph)
    return tuple(found)


def _entry(paragraph: ProseParagraph) -> Definition | None:
    text = strip_numbering(paragraph.text)
    match = _ENTRY.match(text)
    if not match or text.startswith(("其中", "注", "本表")):
        return None
    body = match["body"] or match["verb"] + match["rest"]
    if match["verb"] and not numbering(paragraph.text):
        return None
    return Definition(_unquoted(match["term"]), body.strip(), paragraph.place)


def _unquoted(term: str) -> str:
    term = term.strip("　 *")
    whole = term[:1] == "“" and term[-1:] == "”" and "“" not in term[1:]
    return term[1:-1] if whole else term


def _continued(entry: Definition, paragraph: ProseParagraph) -> Definition:
    lines, more = entry.place.lines, paragraph.place.lines
    place = replace(entry.place, lines=(lines[0], more[1])) if lines and more else entry.place
    return Definition(entry.term, entry.text + paragraph.text, place)
