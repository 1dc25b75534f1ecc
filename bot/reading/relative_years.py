"""Years that a question does not name: 去年, 今年, since FY2023, counted from the year that is talked about or held."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.names.catalogue import Catalogue
from bot.reading.question import Question
from bot.reading.years_named import offsets_in
from bot.talk.turn import Turn
from index.model import Document


def with_relative_years(question: Question, catalogue: Catalogue, talk: Sequence[Turn]) -> Question:
    """去年 and 今年 as years: relative to the year that is named or talked about, else to the latest of the documents asked
    about. A change on last year keeps its own; one of next year is of next year.

    Where no organisation is named the documents asked about are those that hold the names: one department's project.
    """
    moved = question.operations & {"change", "changed", "difference"}
    if question.offset is None or (moved and question.offset <= 0):
        return question
    if question.frame.years and question.language == "en" and question.offset > 0:
        return question  # next fiscal year, FY2026: said twice
    said = set(offsets_in(question.tokens))
    if question.frame.years and len(said) < 2:
        return replace(question, frame=question.frame.with_years(max(question.frame.years) + question.offset))
    leans = bool(talk) and not question.frame.organisations_named
    told = _year_told(talk[-1]) if leans and question.offset and not question.strong_terms else None
    held = talk[-1].question.frame.documents if leans else question.frame.documents
    for term in question.strong_terms if not question.frame.organisations_named else ():
        keys = [key for sense in term.senses for key in sense.keys if key in catalogue.names]
        held = (held & frozenset(one for key in keys for one in catalogue.names[key].documents)) or held
    latest = max((year for one in held if (year := catalogue.documents[one].year)), default=None)
    base = max(question.frame.years) if question.frame.years else told or latest
    if base is not None and len(said) > 1:  # 今年和去年分别多少
        return replace(question, frame=question.frame.with_years(*(base + offset for offset in said)))
    return question if base is None else replace(question, frame=question.frame.with_years(base + question.offset))


_PREMISE = re.compile(
    r"[比较較][上去前]一?年度?(?:[增减減]列|增加|[减減]少)了?[\d,]+ ?[千萬万百億亿]*元[，,]?\s*那?[么麼]?"
    r"(?=[上去前]一?年度?[^，,。？?]{0,8}多少)"
)


def without_premise(question: str) -> str:
    """A question of the year before without the change that it tells first: 比上年度增列7千元，那上年度是多少; and with a year
    said twice, 今年（2025年）, by its number alone.
    """
    question = _SAID_TWICE.sub(r"\g<year>年", _PREMISE.sub("，", question))
    behind = _YEAR_BEHIND.search(question)
    if behind and question.count("今年") == 1:
        return question[: behind.start()].replace("今年", f"{behind['year']}年")
    return question


_SAID_TWICE = re.compile(r"(?:今年|本年|去年|上年|前年|明年)度?[(（](?P<year>20\d\d)年?度?[)）]")
_YEAR_BEHIND = re.compile(r"[(（](?P<year>20\d\d)年度?[)）]\s*[?？。]?\s*$")


def _year_told(turn: Turn) -> int | None:
    """The one year that the figures of a turn are of."""
    years = {citation.year for citation in turn.answer.citations if citation.year}
    return years.pop() if len(years) == 1 else None


def since_year(question: Question, documents: Mapping[str, Document]) -> Question:
    """Since FY2023 as all years from that one to the latest of the documents asked about."""
    years = [documents[one].year or 0 for one in question.frame.documents]
    first = min(question.frame.years or (), default=0)
    if not any(token.surface == "since" for token in question.tokens) or len(question.frame.years or ()) != 1:
        return question
    latest = max(years, default=first)
    return replace(question, frame=question.frame.with_years(*range(first, max(first, latest) + 1)))
