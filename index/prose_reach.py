"""Whose money, and of which months, the figures of a government's running text are: said before the figure, else before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.prose_state import Figure
from index.prose_text import ProseParagraph
from index.reach import is_reach, level_of, months_in, reaches_in

_FLOW = re.compile("(?:总?收入|总?支出|完成)$")
_PART = re.compile(r"^[（(、，]*其中")
_OPENS = re.compile(r"[，,：:]")


@dataclass(frozen=True, slots=True)
class Reached:
    """What holds at some point of a text: a word for whose money (全市, ""), the months (1-4月, ""), and the heading it stands under."""

    word: str = ""
    months: str = ""
    heading: str = ""


def begin_reach(title: str, organisation: str) -> Reached:
    """What a document's title says of all its figures."""
    found = reaches_in(title, organisation)
    return Reached(found[0][1] if found else "", months_in(title) if level_of(organisation) else "")


def under_heading(whole: Reached, now: Reached, paragraph: ProseParagraph, organisation: str) -> Reached:
    """What holds below a heading: what it says, else what the title says of the whole document."""
    if paragraph.heading == now.heading:
        return now
    found = reaches_in(paragraph.heading, organisation)
    return Reached(
        found[-1][1] if found else whole.word, months_in(paragraph.heading) or whole.months, paragraph.heading
    )


def reached(
    now: Reached, text: str, figures: Sequence[Figure], organisation: str
) -> tuple[list[tuple[Figure, tuple[str, ...]]], Reached]:
    """Each figure of a paragraph with its column below what is said of its reach and months; and what holds behind it."""
    if not level_of(organisation):
        return [(figure, (figure.column,)) for figure in figures], now
    if not figures:
        return [], _carried(now, text, organisation)
    told = []
    sentence, position = "", 0
    for figure in figures:
        if figure.sentence != sentence:
            now = _carried(now, figure.sentence, organisation)
            sentence, position = figure.sentence, 0
        at = sentence.find(figure.printed, position)
        position = at + len(figure.printed) if at >= 0 and not figure.derived else position
        found = reaches_in(sentence[: at if at >= 0 else position], organisation)
        word = found[-1][1] if found else now.word
        figure = _of_whole(figure, organisation)
        told.append((figure, tuple(filter(None, (now.months, word, figure.column)))))
    return told, now


def _carried(now: Reached, sentence: str, organisation: str) -> Reached:
    """What the head of a sentence says for the next ones, too; a part that it tells of (其中：市本级) holds for itself only."""
    found = () if _PART.match(sentence) else reaches_in(sentence, organisation)
    months = months_in(_OPENS.split(sentence, maxsplit=1)[0])
    return replace(now, word=found[0][1] if found else now.word, months=months or now.months)


def _of_whole(figure: Figure, organisation: str) -> Figure:
    """A figure that only says whose part of the item above it is (其中：市本级收入) as that item's own."""
    bare = _FLOW.sub("", figure.path[-1])
    if len(figure.path) < 2 or not is_reach(bare, organisation):
        return figure
    side = figure.path[-1][-2:]
    return (
        figure if side in ("收入", "支出") and side not in figure.path[-2] else replace(figure, path=figure.path[:-1])
    )
