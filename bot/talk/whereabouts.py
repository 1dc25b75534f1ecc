"""Where the figure before stands: 上面这个数在哪张表, 在第几页."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.model import Answer
from bot.reading.question import Question
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.answers import checked
from bot.writing.citing import Citer
from bot.writing.phrases import Phrases
from index.model import Fact
from prompts import load_yaml

MOST_PLACES = 12
"""Figures of an answer whose places are told."""


def whereabouts(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """The tables or sections, files, pages or lines of the figures before, where nothing but that is asked."""
    question, held = turn.question, before.attempt
    if held is None or before.answer.status != "answered" or not _asks_where(question):
        return None
    read = [fact for reading in held.outcome.readings for fact in reading.facts]
    listed = [fact for line in held.outcome.lines for fact in line.facts[:1]]
    rows = {(fact.document, fact.table_id or fact.id, fact.row_index): fact for fact in reversed(listed or read)}
    facts = list(rows.values())[::-1][:MOST_PLACES]
    phrases = Phrases(question.language)
    citer, known = Citer(tools.catalogue.documents), []
    told = []
    for fact in facts:
        where, numbers = _place(fact, phrases)
        known += numbers
        told.append(
            phrases.say(
                "stands",
                what=phrases.what(fact),
                document=tools.catalogue.documents[fact.document].name,
                form=phrases.place(fact) if fact.table else "",
                where=where,
                cites=citer.marks([fact]),
            )
        )
    answer = Answer("answered", "\n".join(told), citations=citer.citations, plan={"operation": "whereabouts"})
    answer = checked(answer, known, question, tools)
    return replace(before, answer=answer) if facts else None


def _asks_where(question: Question) -> bool:
    words = (word for group in load_yaml("cues.yaml")["whereabouts"] for word in group)
    said = max((word for word in words if word in question.text.lower()), key=len, default="")
    return bool(said) and all(term.surface in said for term in question.strong_terms)


def _place(fact: Fact, phrases: Phrases) -> tuple[str, list[Decimal]]:
    """The page, the lines or the cell of a figure, in words, with the numbers in them."""
    place = fact.place
    if place.page is not None:
        return phrases.say("stands_page", page=place.page), [Decimal(place.page)]
    if place.cell:
        return phrases.say("stands_cell", sheet=place.sheet or "", cell=place.cell), []
    if place.lines:
        return phrases.say("stands_line", line=place.lines[0]), [Decimal(place.lines[0])]
    return "", []
