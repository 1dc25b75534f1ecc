"""Whose money, and of which months, the figures of a government's running text are: said before the figure, else before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.prose_state import Figure
from index.prose_text import AMONG, ProseParagraph
from index.reach import is_reach, level_of, months_in, reaches_in
from index.text import strip_numbering

_FLOW = re.compile("(?:总?收入|总?支出|完成)$")
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_ALL_YEAR = re.compile("全年|年度预算|年初预算")
_PLACE = re.compile("(?:区|县|市|州|旗|镇|乡|街道)$")
_OWN_PART = re.compile(r"其中[:：，,]?[^，,。；;\d]{0,2}本级[^。]{0,12}\d")
"""What is parted in the government's own and others' is of the whole area: 5亿元，其中：市本级1亿元."""
_FIGURE = re.compile(r"\d[\d.,]*(?:万|亿)?元")
_OPENS = re.compile(r"[，,：:]")
_NEXT_PART = re.compile("[；;]")


@dataclass(frozen=True, slots=True)
class Reached:
    """What holds at some point of a text: a word for whose money (全市, ""), the months (1-4月, ""), and the heading it stands under."""

    word: str = ""
    months: str = ""
    heading: str = ""
    base: str = ""
    """The months that the heading, or the title, says of every paragraph below it."""


def begin_reach(title: str, organisation: str) -> Reached:
    """What a document's title says of all its figures: no months, where it names a whole year too (某年决算和某年上半年)."""
    found = reaches_in(title, organisation)
    months = months_in(title) if level_of(organisation) and len(set(_YEAR.findall(title))) < 2 else ""
    return Reached(found[0][1] if found else "", months, base=months)


def under_heading(whole: Reached, paragraph: ProseParagraph, organisation: str) -> Reached:
    """What holds below a heading: what it says, else what the title says of the whole document."""
    found = reaches_in(paragraph.heading, organisation)
    own = months_in(paragraph.heading) if level_of(organisation) else ""
    months = own if "-" in own else whole.months
    return Reached(found[-1][1] if found else whole.word, months, paragraph.heading, months)


def reached(
    now: Reached, text: str, figures: Sequence[Figure], organisation: str
) -> tuple[list[tuple[Figure, tuple[str, ...]]], Reached]:
    """Each figure of a paragraph with its column below what is said of its reach and months; and what holds behind it."""
    if not level_of(organisation):
        return [(figure, (figure.column,)) for figure in figures], now
    now = replace(now, months=now.base, word=_led(text, organisation) or now.word)
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
        if _PLACE.search(figure.path[-1]):
            word = ""
        elif not found and at >= 0 and _OWN_PART.match(sentence, sentence.find("其中", position)):
            word = f"全{level_of(organisation)}"
        figure = _of_whole(figure, organisation)
        told.append((figure, tuple(filter(None, (now.months, word, figure.column)))))
    return told, now


def _led(text: str, organisation: str) -> str:
    """Whose money a paragraph is of that opens with nothing else: 1.全市。…; 市本级：…. "" for any other."""
    found = _LEAD.match(strip_numbering(text))
    said = reaches_in(f"{found['who']}收入", organisation) if found else ()
    return said[0][1] if found and said and is_reach(found["who"], organisation) else ""


_LEAD = re.compile(r"(?P<who>[^。：:，,；;\d]{2,6}?)(?:财政|预算)?(?:收支|执行|完成)*(?:情况)?[。：:]")


def _carried(now: Reached, sentence: str, organisation: str) -> Reached:
    """What the head of a sentence says for the next ones, too; a part that it tells of (其中：市本级) holds for itself only."""
    first = _NEXT_PART.split(sentence, maxsplit=1)[0]
    found = () if AMONG.match(sentence) else reaches_in(first, organisation)
    before = reaches_in(_FIGURE.split(sentence, maxsplit=1)[0], organisation) if found else ()
    found = tuple(one for one in before if one[0] == "whole") or found  # 汇总市级和各区决算，全市…
    head = _OPENS.split(sentence, maxsplit=1)[0]
    months = "" if _ALL_YEAR.search(head) else months_in(head) or now.months
    if "-" not in months and not now.base:
        months = now.months  # the month of a meeting, in a paper that is not of months
    elif months and "-" not in months and "累计" in sentence:
        months = f"1-{months}"
    return replace(now, word=found[0][1] if found else now.word, months=months)


def _of_whole(figure: Figure, organisation: str) -> Figure:
    """A figure that only says whose part of the item above it is (其中：市本级收入) as that item's own."""
    bare = _FLOW.sub("", figure.path[-1])
    if len(figure.path) < 2 or not is_reach(bare, organisation):
        return figure
    side = figure.path[-1][-2:]
    return (
        figure if side in ("收入", "支出") and side not in figure.path[-2] else replace(figure, path=figure.path[:-1])
    )
