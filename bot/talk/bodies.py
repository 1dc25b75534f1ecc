"""Bodies that follow-ups name, 那县林业局呢: what was asked before, of that body; and what is asked of a thing, never of all that a body has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.figures.sides import on_side
from bot.names.terms import SenseKind, Token, keys_of
from bot.operations.attempts import Attempt
from bot.reading.question import Question
from bot.tools import Tools
from index.organisations import is_body
from index.reach import level_of
from index.text import core_key


def names_only_body(question: Question) -> bool:
    """Whether nothing but a body is named, by its own papers or as a row of its government's, and nothing asked of it."""
    asks = question.operations or question.texts or question.amounts or question.ranges_over or question.unexplained
    terms = [term for term in question.terms if not (term.has("frame") or term.has("year"))]
    named = bool(terms) or question.frame.organisations_named
    return named and not asks and all(map(names_body, terms)) and any(map(_is_of_body, question.tokens))


def names_body(token: Token) -> bool:
    """Whether a word names a body as a row."""
    return token.has("name") and any(is_body(key) for key in (token.surface, *keys_of(token)))


def _is_of_body(token: Token) -> bool:
    sense = token.sense("organisation")
    return names_body(token) or (sense is not None and not sense.weak)


def as_owner_or_row(question: Question, earlier: Question, tools: Tools) -> Iterator[Question]:
    """The question with a body that has papers of its own and a row of its government's taken for the one and for the other,
    first as what was asked about before was.
    """
    both = [token for token in question.tokens if names_body(token) and token.has("organisation")]
    if not both:
        yield question
        return
    held = tools.catalogue.documents
    of_government = all(level_of(held[one].organisation) for one in earlier.frame.documents)
    row_frame = replace(question.frame, organisations_named=False)
    as_row = replace(_without(question, both, "organisation"), frame=row_frame)
    readings = (as_row, _without(question, both, "name"))
    yield from readings if of_government else readings[::-1]


def _without(question: Question, words: list[Token], kind: SenseKind) -> Question:
    """The question with some of its words in all their senses but those of a kind."""
    tokens = (
        replace(token, senses=tuple(sense for sense in token.senses if sense.kind != kind)) if token in words else token
        for token in question.tokens
    )
    return replace(question, tokens=tuple(tokens))


def measures_of(question: Question) -> frozenset[str]:
    """What a question names beside bodies, years and kinds, what is asked of the body: weak words, 预算, only where no others are."""
    strong = frozenset(thing for thing in things_of(question) if not is_body(thing))
    weak = (term for term in question.terms if not (term.has("frame") or term.has("reach") or term.has("year")))
    return strong or frozenset(term.surface for term in weak if not names_body(term))


def things_of(question: Question) -> frozenset[str]:
    """What a question names beside places, years and kinds."""
    return frozenset(term.surface for term in question.strong_terms if not (term.has("frame") or term.has("reach")))


def is_body_for_thing(earlier: Question, edited: Question, tried: Attempt) -> bool:
    """Whether an edit leaves out the thing that was asked about and finds the row of a body, which has figures of many things."""
    if not tried.outcome.readings:
        return False
    bodies = {term.surface for term in earlier.strong_terms if names_body(term)}
    things, fact = things_of(earlier) - bodies, tried.outcome.readings[0].fact
    if not is_body(fact.row) or not things or things & things_of(edited):
        return False
    return not any(on_side(thing[:2], core_key(fact.table)) for thing in things)


def unit_before(question: Question, earlier: Question, before: Attempt | None) -> frozenset[str]:
    """The unit whose row was asked about, 公证处, where the follow-up names no other body: what is asked now is of it, too."""
    if before is None or not before.outcome.readings or question.ranges_over or question.frame.organisations_named:
        return frozenset()
    fact = before.outcome.readings[0].fact
    row = core_key(fact.row)
    named = any(is_body(key) for term in question.strong_terms for key in keys_of(term))
    if named or not is_body(row) or _SUBJECT.fullmatch(fact.row_code) or len(before.outcome.readings) > 1:
        return frozenset()
    return frozenset(term.surface for term in earlier.strong_terms if row in keys_of(term))


_SUBJECT = re.compile(r"2\d{4}(?:\d{2})?")
"""The code of a subject of the classification that is called as a body is: 2070205 博物馆."""
