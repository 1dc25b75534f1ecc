"""Figures in running text become facts: Blocks → paragraphs → sentences → figures → Facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Block, Document, Fact
from index.prose_clauses import class_title, read_paragraph
from index.prose_state import Figure, Setting
from index.prose_text import ProseParagraph, prose_paragraphs
from index.text import numbering

_OPENS_LIST = ("：", ":")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A paragraph that a list follows: its numbering style, its item, and the style of the list once one was seen."""

    style: str
    path: tuple[str, ...]
    below: str | None = None


def prose_facts(document: Document, blocks: Sequence[Block]) -> tuple[Fact, ...]:
    """Every figure of the running text with what it is of; last year's worked out from a change is marked as derived."""
    facts: list[Fact] = []
    opened: tuple[_Opened, ...] = ()
    project = ""
    for paragraph in prose_paragraphs(blocks):
        if paragraph.title or paragraph.project != project:
            opened, project = (), paragraph.project
        style = numbering_style(paragraph.text)
        opened = _enter(opened, style)
        root = (project,) if project else ()
        parents = (*root, *(opened[-1].path if opened else ()))
        setting = Setting(document.organisation, document.year, document.kind, project, parents)
        figures, last = read_paragraph(paragraph.text, setting)
        title = class_title(paragraph.text, document.organisation)
        if title or (paragraph.text.endswith(_OPENS_LIST) and last != parents):
            opened = (*opened, _Opened(style, title or last[len(root) :]))
        facts += [_fact(document, paragraph, figure, len(facts) + n) for n, figure in enumerate(figures, start=1)]
    return tuple(facts)


def numbering_style(text: str) -> str:
    """How a paragraph is numbered, whatever its number: 一、 and 二、 alike; "" for none."""
    mark = numbering(text)
    kind = "han" if any(char in "一二三四五六七八九十" for char in mark) else "digit" if mark else ""
    return kind + ("()" if mark[:1] in ("(", "（") else "")


def _enter(opened: tuple[_Opened, ...], style: str) -> tuple[_Opened, ...]:
    """The lists that a paragraph of this style still stands in."""
    while opened:
        last = opened[-1]
        if last.below is None and last.style != style:
            return (*opened[:-1], _Opened(last.style, last.path, style))
        if last.below == style:
            return opened
        opened = opened[:-1]
    return ()


def _fact(document: Document, paragraph: ProseParagraph, figure: Figure, number: int) -> Fact:
    return Fact(
        id=f"{document.id}-p{number}",
        document=document.id,
        organisation=document.organisation,
        year=figure.year,
        kind=figure.kind,
        table_id="",
        table=paragraph.heading,
        row_code=figure.code,
        row=figure.path[-1],
        row_path=figure.path,
        column=(figure.column,),
        printed=figure.printed,
        value=figure.value,
        unit=figure.unit,
        total=figure.total,
        level=len(figure.path) - 1,
        place=paragraph.place,
        text=figure.sentence,
        source="prose",
        row_index=-1,
        column_index=-1,
        derived=figure.derived,
    )
