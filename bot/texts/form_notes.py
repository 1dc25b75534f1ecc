"""What papers say of their own forms: in which unit amounts are printed, and which plan a column called 预算数 is of."""

from __future__ import annotations

import re

from bot.names.segment import prepare
from bot.reading.question import Question
from bot.texts.passages import MOST_INLINE, TextAnswer, sentences_of
from bot.tools import Tools
from index.model import Document, Passage
from index.words import pattern_of

_ASKS_UNIT, _ASKS_PLAN, _TELLS_PLAN = (
    pattern_of("asked.zh.yaml", "form_notes", one) for one in ("unit", "plan", "told")
)
_UNIT = re.compile("^[(（]?(?:金额)?单位[:：]\\s?(?P<unit>(?:人民币)?[百千万亿]*元)[)）]?$", re.M)
_OF_THREE = "三公"


def answer_form_note(question: Question, tools: Tools) -> TextAnswer | None:
    """The unit of the forms, one of each sort that there is, or the note on what 预算数 is; None for any other question and
    where the papers print no such thing.
    """
    text = prepare(question.text)
    asks_unit, asks_plan = _ASKS_UNIT.search(text), _ASKS_PLAN.search(text)
    if question.language != "zh" or not (asks_unit or asks_plan) or "多少" in text:
        return None
    papers = _papers(question, tools)
    if not 0 < len(papers) <= MOST_INLINE or len({one.organisation for one in papers}) != 1:
        return None
    passages = [passage for paper in papers for passage in tools.store.passages_of(paper.id)]
    return _units(text, passages) if asks_unit else _plan(text, passages)


def _papers(question: Question, tools: Tools) -> list[Document]:
    """The papers of the question's body, of its years and its kinds where it says any."""
    years, kinds = question.frame.years, question.frame.kinds
    papers = [one for one in tools.papers(question.frame.documents) if not years or one.year in years]
    return [one for one in papers if kinds and one.kind in kinds] or papers


def _units(text: str, passages: list[Passage]) -> TextAnswer | None:
    """One form for each unit that forms are printed in; of the form alone that the question names."""
    told = [(one, found) for one in passages if one.kind == "table" and (found := _UNIT.search(one.text)) is not None]
    named = [(one, found) for one, found in told if _names_form(text, one)]
    by_unit = {found["unit"]: (one, found[0]) for one, found in reversed(named or told)}
    quotes = tuple((one, f"{_form(one)}{said}") for one, said in by_unit.values())
    return TextAnswer(quotes, quotes[0][0].section[:-1] if len(quotes) == 1 else ()) if quotes else None


def _form(passage: Passage) -> str:
    """The title of a form, which its passage begins with."""
    title = passage.text.split("\n", 1)[0]
    return f"《{title}》" if title and len(title) <= _LONGEST_TITLE else ""


_LONGEST_TITLE = 60


def _names_form(text: str, passage: Passage) -> bool:
    title = prepare(passage.text.split("\n", 1)[0])
    return bool(title) and (title in text or (_OF_THREE in text and _OF_THREE in title))


def _plan(text: str, passages: list[Passage]) -> TextAnswer | None:
    """The sentence that tells which plan the column is of; of the form of 三公 where that is asked about."""
    found = [
        (passage, sentence.strip())
        for passage in passages
        for sentence in sentences_of(passage.text)
        if _TELLS_PLAN.search(sentence)
        and (_OF_THREE not in text or _OF_THREE in f"{sentence}{''.join(passage.section)}")
    ]
    return TextAnswer((found[0],), found[0][0].section) if len({sentence for _, sentence in found}) == 1 else None
