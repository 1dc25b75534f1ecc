"""Running text of a document put together: lines into paragraphs under their headings, paragraphs into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.model import Block, Grid, Heading, Paragraph, Place
from index.text import numbering, strip_numbering, tidy
from prompts import load_yaml

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: ord("-"), 0x3000: ord(" ")}
_LOOSE_SPACE = re.compile(r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])")
_PAGE_NUMBER = re.compile(r"^[\s─—–\-第共页/]*\d{1,4}[\s─—–\-页]*$")
_ENDED = re.compile(r"[。！？!?；;：:]$")
_PAUSE = re.compile("[，,。；;：:、]")
_TITLE = re.compile(r"(?:说明|情况|概况|解释|表|目录|设置|职能|安排|目标|概述|依据|主体|方案|周期)$")
_BULLET = re.compile(r"^(?:[-*•]\s+|[—–]{1,2}(?=[\u4e00-\u9fff]))")
AMONG = re.compile(r"^[（(、，]*(?:其中|分项(?:情况)?如下|分项来?看)")
"""How a clause begins that tells parts of what is told before it."""
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
"""A year that running text names."""
_SENTENCE_END = "。！？!?"
_PROJECT = re.compile(r"^(?:20\d\d年度?)?(.{2,60}?)(?:经费|资金|预算|支出)?(?:使用|安排)?情况说明$")
_SECTION = re.compile(r"(?:说明|表|解释|职能|设置|概况|目录|[部分章]|附件)$")
_OVERVIEW = re.compile(r"(?:项目概述|项目概况|项目名称)$")
NAME_CHARACTERS = 40
"""A longer line above 项目概述 is no project's name."""
SHORT_LINE = 16
"""A numbered line without a pause that is shorter than this was not broken off by the page's edge: 1.机关运行经费."""
BRACKET_SPAN = 400
"""A bracket that closes later than this is taken for a misprint and does not hold a sentence together."""


@dataclass(frozen=True, slots=True)
class ProseParagraph:
    """Joined text of one paragraph or list item without its bullet; spaces around Chinese and figures removed."""

    text: str
    place: Place
    heading: str
    project: str
    """Name of the project whose note it stands in, "" outside one."""
    title: bool = False
    """Whether it is itself a heading."""


def fold_width(text: str) -> str:
    """Full-width letters, digits and punctuation as ASCII. The length stays the same, so offsets hold in both."""
    return text.translate(_WIDE)


def compact(text: str) -> str:
    """Text on one line, spaces kept only between Latin words or figures."""
    return _LOOSE_SPACE.sub("", tidy(text))


def prose_paragraphs(blocks: Sequence[Block]) -> tuple[ProseParagraph, ...]:
    """The joined paragraphs of a document; sections that tell no figures of its own left out."""
    skipped = tuple(load_yaml("prose.zh.yaml")["skipped_sections"])
    return tuple(p for p in join_paragraphs(blocks) if not any(word in p.heading for word in skipped))


def join_paragraphs(blocks: Sequence[Block]) -> tuple[ProseParagraph, ...]:
    """The paragraphs of a document in order, headings among them; page numbers left out."""
    paragraphs: list[ProseParagraph] = []
    heading = project = ""
    openable = False
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            openable = False
            continue
        text = compact(_BULLET.sub("", block.text))
        if not text or _PAGE_NUMBER.match(text):
            continue
        if isinstance(block, Heading):
            heading = text
            project = _project(text, project, _next_heading(blocks, number))
        joined = _join(paragraphs[-1], text, block) if openable and isinstance(block, Paragraph) else None
        if joined:
            paragraphs[-1] = joined
        else:
            paragraphs.append(ProseParagraph(text, block.place, heading, project, isinstance(block, Heading)))
        openable = isinstance(block, Paragraph)
    return tuple(paragraphs)


def with_project_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, a project's name on a line of its own right above 一、项目概述 as the heading that it is."""
    told: list[Block] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if (
            isinstance(block, Paragraph)
            and isinstance(following, Heading)
            and _OVERVIEW.search(compact(following.text))
        ):
            text = compact(block.text)
            if len(text) <= NAME_CHARACTERS and not _ENDED.search(text) and not numbering(text):
                block = Heading(block.text, max(1, following.level - 1), block.place)
        told.append(block)
    return tuple(told)


def _next_heading(blocks: Sequence[Block], number: int) -> str:
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    return compact(following.text) if isinstance(following, Heading) else ""


def _project(heading: str, project: str, following: str) -> str:
    """The project that holds below this heading: a new one, the same one, or none."""
    words = load_yaml("prose.zh.yaml")
    if numbering(heading):
        return project
    found = _PROJECT.match(heading)
    if found and not any(word in heading for word in words["not_projects"]):
        name = found.group(1)
        if name not in {"项目", "项目支出", "其他"} and (
            "项目" in heading or "专项" in heading or _OVERVIEW.search(following)
        ):
            return name
    if not found and _OVERVIEW.search(following) and len(heading) <= NAME_CHARACTERS:
        return heading
    return "" if found or _SECTION.search(heading) else project


def _join(last: ProseParagraph, text: str, block: Paragraph) -> ProseParagraph | None:
    """The last paragraph with this line added; None where the line starts a new one."""
    if last.title or _ENDED.search(last.text) or _BULLET.match(block.text) or numbering(text):
        return None
    if numbering(last.text) and (
        (len(last.text) < SHORT_LINE and not _PAUSE.search(strip_numbering(last.text)))
        or (len(last.text) < 30 and _TITLE.search(last.text))
    ):
        return None
    old, new = last.place, block.place
    if old.lines and new.lines and new.lines[0] > old.lines[1] + 1:
        return None
    lines = (old.lines[0], new.lines[1]) if old.lines and new.lines else old.lines
    turned = len("".join(last.text.split())) if old.page != new.page and old.on_page is None else old.on_page
    return replace(last, text=last.text + text, place=replace(old, lines=lines, on_page=turned))


def sentences(text: str) -> Iterator[str]:
    """Sentences with their closing mark. A full stop in a bracket ends none, but in one that holds the whole text."""
    held = _held(text)
    start = 0
    for position, char in enumerate(text):
        if char in _SENTENCE_END and not held[position]:
            if text[start : position + 1].strip(_SENTENCE_END):
                yield text[start : position + 1]
            start = position + 1
    if text[start:].strip():
        yield text[start:]


def _held(text: str) -> list[bool]:
    """For every character whether a bracket within the text holds it."""
    held = [False] * len(text)
    opened: list[int] = []
    for position, char in enumerate(fold_width(text)):
        if char == "(":
            opened.append(position)
        elif char == ")" and opened:
            start = opened.pop()
            if start > 0 and position - start <= BRACKET_SPAN:
                held[start:position] = [True] * (position - start)
    return held
