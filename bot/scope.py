"""What questions about some of the documents are answered with, and a text read and asked among these."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering import answer_by_figure, answer_question
from bot.flat.listing import with_both_years, with_ending_year, with_said_kind
from bot.names.suggest import NearNames
from bot.names.terms import Token
from bot.reading.question import Question, read_question
from bot.reading.relative_years import since_year, with_relative_years
from bot.talk.turn import Turn
from bot.told.papers import Papers
from bot.tools import Tools


@dataclass(frozen=True, slots=True)
class Scope:
    """What questions about some of the documents are answered with."""

    tools: Tools
    papers: Papers
    near: NearNames
    narrowed: Callable[[frozenset[str]], Scope]
    """The scope of the documents with these ids alone."""


def read(text: str, scope: Scope, language: str, talk: Sequence[Turn] = ()) -> Question:
    """A text as a question about the documents in scope."""
    return read_tokens(text, scope.tools.linker.link(text), scope, language, talk)


def read_tokens(text: str, tokens: Sequence[Token], scope: Scope, language: str, talk: Sequence[Turn] = ()) -> Question:
    """A text with its words as they were linked, as a question about the documents in scope."""
    tools, catalogue = scope.tools, scope.tools.catalogue
    follows = bool(talk) and _FOLLOWS.match(text.strip()) is not None
    if not follows and not any(token.has("name") or token.has("code") for token in tokens):
        tokens = tools.linker.with_sides(tokens)
    before = talk[-1].question.frame if talk else None
    question = read_question(text, tokens, catalogue, frozenset(catalogue.documents), language, before)
    question = with_both_years(with_relative_years(question, catalogue, talk), tools)
    question = since_year(question, catalogue.documents)
    return with_said_kind(with_ending_year(question, tools), tools)


_FOLLOWS = re.compile(r"and (?:in|for|under) (?:the )?(?:adopted|proposed|approved|revised) budget\b", re.I)
"""How a question begins that names no figure of its own, but the one asked for before: and in the adopted budget of 2023?"""


def asked(question: Question, scope: Scope) -> Turn:
    """The turn of a question as it stands."""
    return Turn(question, *answer_question(question, scope.tools))


def told_by_figure(question: Question, scope: Scope) -> Turn | None:
    """The turn of a question that a figure answers; None where none does."""
    reply = answer_by_figure(question, scope.tools)
    return Turn(question, *reply) if reply is not None and reply.answer.status == "answered" else None
