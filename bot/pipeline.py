"""The bot: question → linking → plans → facts or passages → words → verified answer."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from bot.examples import example_questions
from bot.figures.domain import Domains
from bot.language_model.adviser import Adviser
from bot.language_model.audience import OnText
from bot.model import Answer
from bot.names.catalogue import Catalogue
from bot.parts import Parts, parts_of
from bot.reading.english_text import detect_language
from bot.recent import Recent
from bot.scope import Scope
from bot.talk.compound import join_answers
from bot.talk.talking import turns_of
from bot.talk.turn import Turn
from bot.told.papers import Papers
from bot.tools import make_tools
from bot.writing.answers import in_whole_money
from bot.writing.phrases import Phrases
from index.errors import BadInput
from index.model import Document, Table
from index.store.folder import Store

LONGEST_QUESTION = 2_000
"""Characters. A longer text is no question."""
LONGEST_TALK = 20
"""Earlier questions, and turns, that are looked at."""
MOST_SCOPES = 64
"""Selections of documents whose names are kept."""
TALKS = 512
"""Talks whose turns are kept, so that a follow-up does not ask all that was asked before again."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What is built once per state of the store and selection of documents."""

    revision: int
    scope: Scope
    talks: Recent[tuple[str, tuple[str, ...]], tuple[Turn, ...]]
    """By language and questions: the turns that a follow-up refers to."""


class Bot:
    """Answers questions over one store, by rules; an adviser asks a language model besides. Threads may share it."""

    def __init__(self, store: Store, adviser: Adviser | None = None, parts: Parts | None = None) -> None:
        """`parts` are the store's own unless others are given."""
        self._store = store
        self._parts = parts or parts_of(store)
        self._adviser = adviser
        self._held: dict[frozenset[str] | None, _Held] = {}
        self._domains = (-1, Domains(store.facts))
        """A revision of the store, and what all scopes of it share."""
        self._listed: tuple[int, Mapping[str, set[str]]] = (-1, {})
        """The revision of the store, and the ids of its documents by what a question may call them."""
        self._lock = threading.Lock()
        self._thinking = ThreadPoolExecutor(os.cpu_count(), "thinking")

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        on_text: OnText | None = None,
    ) -> Answer:
        """The answer to a question after the earlier questions of the same talk.

        `documents` are file names that alone may answer. `on_text` gets the text so far while a language model words
        it, as far as it has passed the check; False from it ends that. Raises BadInput for an empty or overlong question.
        """
        check_question(question)
        return self._ask(question, history, documents, language, self._adviser, on_text)

    def ask_rules(self, question: str) -> Answer:
        """The answer to a question that stands by itself, without a language model."""
        check_question(question)
        return self._ask(question, (), None, None, None, None)

    def _ask(
        self,
        question: str,
        history: Sequence[str],
        documents: Sequence[str] | None,
        language: str | None,
        adviser: Adviser | None,
        on_text: OnText | None,
    ) -> Answer:
        started = time.perf_counter()
        spoken = language or detect_language(question)
        said = tuple(text[:LONGEST_QUESTION] for text in history if text.strip())[-LONGEST_TALK:]
        held, turns, linked = self._thinking.submit(self._think, question, said, documents, spoken).result()
        if not turns:
            return Answer("not_found", Phrases(spoken).say("empty_store"))
        if adviser:  # outside: whoever waits for a model leaves the processor to others
            advice = adviser.advise(held.scope.tools, on_text)
            improved: list[Turn] = []
            for turn in turns:
                ask_rules = partial(_answer_rules, scope=held.scope, language=spoken)
                improved.append(advice.improve(turn, ask_rules, improved))
            turns = improved
        answer = in_whole_money(_joined(turns))
        done = time.perf_counter()
        timing = {
            "history": (linked - started) * 1000,
            "answer": (done - linked) * 1000,
            "total": (done - started) * 1000,
        }
        return replace(answer, timing_ms={name: round(value, 2) for name, value in timing.items()})

    def _think(
        self, question: str, said: tuple[str, ...], documents: Sequence[str] | None, language: str
    ) -> tuple[_Held, list[Turn], float]:
        """What was in reach, the turns of a question (none where nothing is), when its talk was read."""
        held = self._held_for(self._ids_of(documents))
        if not held.scope.tools.catalogue.documents:
            return held, [], time.perf_counter()
        earlier = _talk(said, held, language)
        linked = time.perf_counter()
        turns = turns_of(question, earlier, held.scope, language)
        held.talks.put((language, (*said, question)[-LONGEST_TALK:]), (*earlier, *turns)[-LONGEST_TALK:])
        return held, turns, linked

    def table(self, table_id: str) -> Table | None:
        """The whole table, or None where the store no longer holds it."""
        return self._store.facts.table(table_id)

    def documents(self) -> list[Document]:
        """The documents that the store holds."""
        return self._store.facts.documents()

    def examples(self, language: str) -> list[str]:
        """Example questions that the store answers."""
        return example_questions(self.ask_rules, self.documents(), language)

    def _ids_of(self, documents: Sequence[str] | None) -> frozenset[str] | None:
        if documents is None:
            return None
        revision = self._store.facts.revision()
        if self._listed[0] != revision:
            ids: dict[str, set[str]] = {}
            for one in self._store.facts.documents():
                for called in (one.name, one.id):
                    ids.setdefault(called, set()).add(one.id)
            self._listed = (revision, ids)
        return frozenset(one for called in documents for one in self._listed[1].get(called, ()))

    def _held_for(self, documents: frozenset[str] | None) -> _Held:
        with self._lock:
            revision = self._store.facts.revision()
            held = self._held.get(documents)
            if held is None or held.revision != revision:
                if len(self._held) > MOST_SCOPES:
                    self._held = {None: self._held[None]} if None in self._held else {}
                if self._domains[0] != revision:
                    self._domains = (revision, Domains(self._store.facts))
                held = _Held(revision, self._new_scope(documents), Recent(TALKS))
                self._held[documents] = held
            return held

    def _new_scope(self, documents: frozenset[str] | None) -> Scope:
        facts, parts = self._store.facts, self._parts
        catalogue = Catalogue(facts, parts.lexicon, documents)
        tools = make_tools(facts, catalogue, parts.search, parts.verify, self._domains[1])
        return Scope(tools, Papers(facts, catalogue.documents), parts.near, lambda own: self._held_for(own).scope)


def _talk(said: tuple[str, ...], held: _Held, language: str) -> tuple[Turn, ...]:
    """The turns of earlier questions; at hand where their last one was asked here a while ago."""
    if not said:
        return ()
    known = held.talks.get((language, said))
    if known is None:
        earlier = _talk(said[:-1], held, language)
        known = (*earlier, *turns_of(said[-1], earlier, held.scope, language))[-LONGEST_TALK:]
        held.talks.put((language, said), known)
    return known


def _answer_rules(text: str, scope: Scope, language: str) -> Answer:
    return _joined(turns_of(text, (), scope, language))


def _joined(turns: Sequence[Turn]) -> Answer:
    """The answers of a question's parts as one."""
    told: dict[str, Turn] = {}
    for turn in turns:  # what is said twice is one answer, the one to the first question
        told.setdefault(turn.answer.text, turn)
    answers = [turn.answer for turn in told.values()]
    if len(answers) == 1:
        return answers[0]
    return join_answers(answers, [turn.question.text for turn in told.values()])


def check_question(question: str) -> None:
    """Raises BadInput where the text cannot be a question."""
    if not question.strip():
        raise BadInput("The question is empty. Ask, for example: 三公经费预算是多少？")
    if len(question) > LONGEST_QUESTION:
        raise BadInput(
            f"The question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read. Shorten it."
        )
