"""Figures in running text become facts: Blocks → paragraphs → sentences → figures → Facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import Block, Document, Fact, Kind
from index.numerals import HAN
from index.prose_accounts import Titled, account_in
from index.prose_clauses import class_title, read_paragraph
from index.prose_reach import begin_reach, reached, under_heading
from index.prose_state import Figure, Setting
from index.prose_text import YEAR, prose_paragraphs, sentences
from index.text import numbering, simplify

_AMOUNTS = frozenset({"预算数", "决算数", "执行数", "全年预算数"})
_OPENS_LIST = ("：", ":")
_OF_PERIOD = re.compile(
    rf"^[{HAN}]+、[^，,。；;：:]{{0,20}}(?:19|20)\d{{2}}年[^，,。；;：:]{{0,20}}(?:预算|决算|执行|收支)[^，,。；;：:]{{0,12}}$"
)
"""A line that opens the account of another year (二、2025年预算草案), though it is set as running text."""


_TABLE = ("表", "表)", "表）")
"""How the title of a table ends, which heads no text."""
_RANKS = ("", "han", "han()", "digit", "digit()")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A paragraph whose parts may follow: how deep its numbering is, its item, and whether a colon announced a list."""

    rank: int
    path: tuple[str, ...]
    announced: bool


@dataclass(frozen=True, slots=True)
class _Period:
    """The year and kind that a heading gives to what stands below it (一、2023年预算执行情况)."""

    rank: int
    year: int
    kind: Kind


def prose_facts(document: Document, blocks: Sequence[Block]) -> tuple[Fact, ...]:
    """Every figure of the running text with what it is of; last year's worked out from a change is marked derived."""
    facts: list[Fact] = []
    opened: tuple[_Opened, ...] = ()
    known: tuple[Figure, ...] = ()
    heading = project = ""
    spoken: tuple[str, ...] = ()
    periods: tuple[_Period, ...] = ()
    titled = Titled()
    whole = now = begin_reach(document.title, document.organisation)
    for printed in prose_paragraphs(blocks):
        paragraph = replace(printed, text=_LIKEWISE.sub("", simplify(printed.text)), heading=simplify(printed.heading))
        if paragraph.title or paragraph.project != project:
            opened, project = (), paragraph.project
        if paragraph.heading != heading:
            known, heading = (), paragraph.heading
            periods = _within_heading(periods, heading, document.kind)
        if _OF_PERIOD.match(paragraph.text):
            periods = _within_heading(periods, paragraph.text, document.kind)
        if paragraph.heading != now.heading or _OF_PERIOD.match(paragraph.text):
            now = under_heading(whole, paragraph, document.organisation)
        rank = numbering_rank(paragraph.text)
        within = _enter(opened, rank)
        parents = within[-1].path if within else (project,) if project else ()
        if not rank and paragraph.text.startswith("其中") and spoken[: len(parents)] == parents:
            parents = spoken
        year, kind = (periods[-1].year, periods[-1].kind) if periods else (document.year, document.kind)
        titled = titled.below(paragraph.text, rank)
        account = account_in(paragraph.text, heading) or titled.account
        setting = Setting(
            document.organisation, year, kind, document.kind, project, parents, known, account, _item(heading)
        )
        figures, listed = read_paragraph(paragraph.text, setting)
        known = (*known, *(figure for figure in figures if not figure.derived and figure.column in _AMOUNTS))
        spoken = listed if figures else ()
        if rank or figures or paragraph.text.endswith(_OPENS_LIST):
            opened = _open(within, paragraph.text, rank, listed, figures, setting)
        told, now = reached(now, paragraph.text, figures, document.organisation)
        for figure, column in told:
            shown = replace(figure, sentence=_as_printed(figure.sentence, paragraph.text, printed.text))
            name = f"{document.id}-p{len(facts) + 1}"
            place = printed.place.of_figure(printed.text, shown.sentence, shown.printed)
            facts.append(shown.as_fact(name, document, printed.heading, place, column))
    return tuple(facts)


def _item(heading: str) -> str:
    """The item that a heading is of, whose whole its text may tell without its name: “三公”经费预算情况."""
    return "“三公”经费" if _THREE.search(heading) else ""


_THREE = re.compile('三公[”"]?经费')


def numbering_rank(text: str) -> int:
    """How deep a paragraph's numbering is: 一、 before （一） before 1. before （1）; 0 for none."""
    mark = numbering(text)
    kind = "han" if any(char in HAN for char in mark) else "digit" if mark else ""
    return _RANKS.index(kind + ("()" if mark[:1] in ("(", "（") else ""))


def _within_heading(periods: tuple[_Period, ...], heading: str, own: Kind) -> tuple[_Period, ...]:
    """A numbered heading that names one year and another kind than the document's begins a period.

    A mere other year does not: it is more often a slip left from last year's text.
    """
    rank = numbering_rank(heading)
    if not rank and heading.endswith(_TABLE):
        return periods
    above = tuple(period for period in periods if rank and period.rank < rank)
    years = {int(year) for year in YEAR.findall(heading)}
    kind: Kind | None = "executed" if "执行" in heading else "outturn" if "决算" in heading else None
    return (*above, _Period(rank, years.pop(), kind)) if rank and kind and kind != own and len(years) == 1 else above


def _enter(opened: tuple[_Opened, ...], rank: int) -> tuple[_Opened, ...]:
    """The items under which a paragraph of this rank stands."""
    if rank == 0:
        return opened[-1:] if opened and opened[-1].announced and opened[-1].rank == 0 else ()
    return tuple(item for item in opened if item.rank < rank)


def _open(
    opened: tuple[_Opened, ...],
    text: str,
    rank: int,
    listed: tuple[str, ...],
    figures: Sequence[Figure],
    setting: Setting,
) -> tuple[_Opened, ...]:
    """What stands open behind a paragraph: itself, if a list of its parts may follow."""
    title = class_title(text, setting.organisation)
    if title:
        return (*opened, _Opened(rank, (*setting.parents, *title), announced=True))
    if text.endswith(_OPENS_LIST) and listed and listed != setting.parents:
        return (*opened, _Opened(rank, listed, announced=True))
    if rank and figures and figures[0].column in _AMOUNTS:
        return (*opened, _Opened(rank, figures[0].path, announced=False))
    return () if rank == 0 and text.endswith("。") else opened


_LIKEWISE = re.compile(r"[(（][^()（）\d]{0,8}(?<!同口径)[,，]?下同[)）]")
"""What only says that it goes on so, 比上年（下同）增长3.1%: no words of the figure's."""


def _as_printed(sentence: str, plain: str, printed: str) -> str:
    """A sentence of a paragraph read in simplified characters, in those of print, with what reading passes over."""
    if _LIKEWISE.search(printed):
        return next((one for one in sentences(printed) if _LIKEWISE.sub("", simplify(one)) == sentence), sentence)
    at = plain.find(sentence)
    return printed[at : at + len(sentence)] if at >= 0 else sentence
