"""A follow-up that names nothing but a body, 那县林业局呢: what was asked before, of that body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.names.terms import SenseKind, Token, keys_of
from bot.reading.question import Question, is_term
from bot.tools import Tools
from index.organisations import is_body
from index.reach import level_of


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
    """What a question names beside bodies, years and kinds: what is asked of the body."""
    return frozenset(
        term.surface
        for term in question.terms
        if is_term(term) and not (term.has("frame") or term.has("reach") or term.has("year") or names_body(term))
    )
