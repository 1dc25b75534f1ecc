"""The bot: question → linking → plans → facts or passages → words → verified answer."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from bot.answering import answer_question, unexplained, write_figure, write_sentence
from bot.attempts import Attempt
from bot.catalogue import Catalogue
from bot.checked_claims import Check, check_of, held_apart, with_asked
from bot.compound import join_answers, split_question
from bot.elided import spelled_out, with_beginnings
from bot.examples import example_questions
from bot.flat_listing import with_both_years, with_ending_year, with_said_kind
from bot.followup import follow
from bot.glossed import without_gloss
from bot.goals import answer_goals, asks_goals
from bot.language_model.adviser import Adviser
from bot.language_model.audience import OnText
from bot.left_out import with_left_out
from bot.meant_rows import by_meant_row
from bot.model import Answer, Notice
from bot.near_sentences import answer_near
from bot.organisations import owner_key
from bot.parts import Parts, parts_of
from bot.passed_over import beside_its_words, passed_over
from bot.phrases import Phrases
from bot.printed_spans import is_of_span, over_printed_span
from bot.question import Question, detect_language, read_question
from bot.recent import Recent
from bot.relative_years import since_year, with_relative_years, without_premise
from bot.search import Hit
from bot.segment import prepare
from bot.shared_ends import with_listed_names, with_shared_end
from bot.suggest import with_near_names
from bot.terms import Token, keys_of
from bot.told import is_told, tell
from bot.told_papers import Papers
from bot.told_text import text_told
from bot.tools import Tools, make_tools
from bot.turn import Turn, falls_with, of_same_time, points_within, within
from bot.whole_money import in_whole_money
from index.errors import BadInput
from index.model import Document, Table
from index.organisations import is_body
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
class _Names:
    """What is built once per state of the store and scope."""

    revision: int
    catalogue: Catalogue
    tools: Tools
    papers: Papers
    talks: Recent[tuple[str, tuple[str, ...]], tuple[Turn, ...]]
    """By language and questions: the turns that a follow-up refers to."""


class Bot:
    """Answers questions over one store, by rules; an adviser asks a language model besides. Threads may share it."""

    def __init__(self, store: Store, adviser: Adviser | None = None, parts: Parts | None = None) -> None:
        """`parts` are the store's own unless others are given."""
        self._store = store
        self._parts = parts or parts_of(store)
        self._adviser = adviser
        self._names: dict[frozenset[str] | None, _Names] = {}
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
        names, turns, linked = self._thinking.submit(self._think, question, said, documents, spoken).result()
        if not turns:
            return Answer("not_found", Phrases(spoken).say("empty_store"))
        if adviser:  # outside: whoever waits for a model leaves the processor to others
            advice = adviser.advise(names.tools, self._search, on_text)
            improved: list[Turn] = []
            for turn in turns:
                ask_rules = partial(self._answer_rules, names=names, language=spoken)
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
    ) -> tuple[_Names, list[Turn], float]:
        """The names that were in reach, the turns of a question (none where nothing is), when its talk was read."""
        names = self._names_of(self._scope(documents))
        if not names.catalogue.documents:
            return names, [], time.perf_counter()
        earlier = self._talk(said, names, language)
        linked = time.perf_counter()
        turns = self._turns(question, earlier, names, language)
        names.talks.put((language, (*said, question)[-LONGEST_TALK:]), (*earlier, *turns)[-LONGEST_TALK:])
        return names, turns, linked

    def _answer_rules(self, text: str, names: _Names, language: str) -> Answer:
        return _joined(self._turns(text, (), names, language))

    def table(self, table_id: str) -> Table | None:
        """The whole table, or None where the store no longer holds it."""
        return self._store.facts.table(table_id)

    def documents(self) -> list[Document]:
        """The documents that the store holds."""
        return self._store.facts.documents()

    def examples(self, language: str) -> list[str]:
        """Example questions that the store answers."""
        return example_questions(self.ask_rules, self.documents(), language)

    def _talk(self, said: tuple[str, ...], names: _Names, language: str) -> tuple[Turn, ...]:
        """The turns of earlier questions; at hand where their last one was asked here a while ago."""
        if not said:
            return ()
        known = names.talks.get((language, said))
        if known is None:
            earlier = self._talk(said[:-1], names, language)
            known = (*earlier, *self._turns(said[-1], earlier, names, language))[-LONGEST_TALK:]
            names.talks.put((language, said), known)
        return known

    def _turns(self, text: str, earlier: Sequence[Turn], names: _Names, language: str) -> list[Turn]:
        """One turn for each part of a question, in order."""
        told = self._told(text, earlier, names, language)
        if told is not None:
            return [told]
        text = names.tools.linker.records.without_remarks(without_premise(text))
        text = without_gloss(with_listed_names(text, names.tools.linker.senses), names.tools.linker)
        prepared = prepare(text)
        whole = names.tools.linker.cut_bodies.made_whole(prepared)
        checked = self._checked(check_of(whole), earlier, names, language) if language == "zh" else None
        if checked is not None:
            return checked
        spelled = with_shared_end(spelled_out(whole), names.tools.linker.senses)
        if spelled != prepared:
            text, prepared = spelled, prepare(spelled)
        tokens = names.tools.linker.link(text)
        begun = with_beginnings(tokens, prepared, earlier[-1].question.tokens if earlier else ())
        if begun != prepared:
            text, prepared = begun, prepare(begun)
            tokens = names.tools.linker.link(text)
        parts = [text] if self._of_one_row(text, tokens, names, language) else split_question(tokens, prepared)
        talk = list(earlier)
        for number, part in enumerate(parts if len(parts) > 1 else [text]):
            turn = self._turn(part, names, language, talk, same_sentence=number > 0)
            if number == 0 or not falls_with(turn, talk[-1]):
                talk.append(turn)
        return with_left_out(talk[len(earlier) :], whole, prepared)

    def _checked(self, check: Check | None, earlier: Sequence[Turn], names: _Names, language: str) -> list[Turn] | None:
        """The turns of a claim with the figure that is asked for besides; None where the claim is not one that was checked."""
        if check is None:
            return None
        turns = self._turns(check.text, earlier, names, language)
        if not check.apart:
            told = with_asked(turns[0], check) if len(turns) == 1 else None
            return [told] if told is not None else None
        found = held_apart(turns, check)
        if found is None:
            return turns
        asked = turns[0].question
        return [Turn(asked, write_figure(found, asked, names.tools), found)]

    def _told(self, text: str, earlier: Sequence[Turn], names: _Names, language: str) -> Turn | None:
        """The turn of a question in English that the running text of a paper answers; None for any other."""
        if language != "en" or not names.papers.within(names.catalogue.documents):
            return None
        question = self._read(text, names.tools.linker.link(text), names, language)
        found = tell(question, names.tools, names.papers, earlier[-1].attempt if earlier else None)
        if found is not None:
            return Turn(question, *found)
        said = text_told(question, names.tools.store, names.papers)
        return Turn(question, write_sentence(said, question, names.tools), None) if said is not None else None

    def _of_one_row(self, text: str, tokens: Sequence[Token], names: _Names, language: str) -> bool:
        """Whether a question with several parts asks for several columns of a form's row: 指标值是多少，完成了多少，得几分."""
        if not asks_goals(text):
            return False
        return answer_goals(self._read(text, tokens, names, language), names.tools, self._search) is not None

    def _turn(self, text: str, names: _Names, language: str, talk: Sequence[Turn], *, same_sentence: bool) -> Turn:
        question = self._read(text, names.tools.linker.link(text), names, language, talk)
        if talk and (same_sentence or points_within(question)):
            question = within(question, talk[-1].question)
        if talk and same_sentence:
            question = of_same_time(question, talk[-1].question)
        question, answer, found = self._answered(question, names)
        turn = Turn(question, answer, found)
        if answer.status == "not_found" and not talk:
            alone = self._among_own(question, names)
            turn = (
                alone
                or self._in_text(turn, names)
                or self._of_meant_row(question, names)
                or replace(turn, answer=self._with_near_names(answer, question, names))
            )
        if not talk:
            told = is_told(turn.answer, question, names.papers)
            return turn if told else Turn(question, unexplained(question), None)
        followed = follow(turn, talk, names.tools, self._search, same_sentence=same_sentence)
        followed = (self._in_text(followed, names) or followed) if followed.answer.status == "not_found" else followed
        return replace(followed, within=points_within(question))

    def _answered(self, question: Question, names: _Names) -> tuple[Question, Answer, Attempt | None]:
        """The question's answer; where only words that change no figure stand in the way, without these, and it says so."""
        spanning = over_printed_span(question)
        if spanning is not None:
            whole, of_span = answer_question(spanning, names.tools, self._search)
            if whole.status == "answered" and of_span is not None and is_of_span(of_span.outcome):
                return spanning, whole, of_span
        answer, found = answer_question(question, names.tools, self._search)
        light = passed_over(question) if answer.status == "not_found" else None
        if light is not None:
            read, words = light
            figure, attempt = answer_question(read, names.tools, self._search)
            if figure.status == "answered" and attempt is not None:
                phrases = Phrases(question.language)
                told = phrases.say("notice_passed_over", words=phrases.say("joiner").join(words))
                figure = replace(figure, notices=(*figure.notices, Notice("assumption", told)))
                return read, figure, attempt
        stated = beside_its_words(question) if answer.status == "not_found" else None
        if stated is not None:
            figure, attempt = answer_question(stated, names.tools, self._search)
            if figure.status == "answered" and attempt is not None:
                return stated, figure, attempt
        return question, answer, found

    def _among_own(self, question: Question, names: _Names) -> Turn | None:
        """The question read by the names of the papers of the organisation that it names, those of others left aside; None
        where these give no figure either: 教育收费 is 专户管理的教育收费 here, whatever another paper calls by that name.
        """
        held = names.catalogue.documents
        own = question.frame.documents if question.frame.organisations_named else _papers_of_units(question, names)
        owners = {owner_key(held[one].organisation) for one in own}
        if len(owners) != 1 or len(own) == len(held):
            return None
        alone = self._names_of(own)
        read = self._read(question.text, alone.tools.linker.link(question.text), alone, question.language)
        answer, found = answer_question(read, alone.tools, self._search)
        return Turn(read, answer, found) if answer.status == "answered" and found is not None else None

    def _in_text(self, turn: Turn, names: _Names) -> Turn | None:
        """A turn that found nothing with the sentences of the papers that tell what its question asks; None without any."""
        told = answer_near(turn.question, names.tools, self._search)
        return replace(turn, answer=told) if told is not None else None

    def _of_meant_row(self, question: Question, names: _Names) -> Turn | None:
        """The question asked by the label of the one row that its unknown words mean, which the answer tells; None without."""
        meant = by_meant_row(question, names.catalogue)
        if meant is None:
            return None
        text, said, label = meant
        read = self._read(text, names.tools.linker.link(text), names, question.language)
        answer, found = answer_question(read, names.tools, self._search)
        if answer.status != "answered" or found is None:
            return None
        told = Phrases(question.language).say("notice_near", asked=said, name=label)
        return Turn(read, replace(answer, notices=(*answer.notices, Notice("assumption", told))), found)

    def _with_near_names(self, answer: Answer, question: Question, names: _Names) -> Answer:
        def ask(text: str) -> Answer:
            read = self._read(text, names.tools.linker.link(text), names, question.language)
            return answer_question(read, names.tools, self._search)[0]

        return with_near_names(answer, question, names.catalogue, self._parts.near, ask)

    def _read(
        self, text: str, tokens: Sequence[Token], names: _Names, language: str, talk: Sequence[Turn] = ()
    ) -> Question:
        everything = frozenset(names.catalogue.documents)
        if not any(token.has("name") or token.has("code") for token in tokens):
            tokens = names.tools.linker.with_sides(tokens)
        before = talk[-1].question.frame if talk else None
        question = read_question(text, tokens, names.catalogue, everything, language, before)
        question = with_both_years(with_relative_years(question, names.catalogue, talk), names.tools)
        question = since_year(question, names.catalogue.documents)
        return with_said_kind(with_ending_year(question, names.tools), names.tools)

    def _search(self, query: str, k: int, documents: frozenset[str]) -> list[Hit]:
        return self._parts.search(query, k, documents)

    def _scope(self, documents: Sequence[str] | None) -> frozenset[str] | None:
        if documents is None:
            return None
        revision = self._store.facts.revision()
        if self._listed[0] != revision:
            ids: dict[str, set[str]] = {}
            for one in self._store.facts.documents():
                for called in (one.name, one.id):
                    ids.setdefault(called, set()).add(one.id)
            self._listed = (revision, ids)
        held = self._listed[1]
        return frozenset(one for called in documents for one in held.get(called, ()))

    def _names_of(self, scope: frozenset[str] | None) -> _Names:
        with self._lock:
            revision = self._store.facts.revision()
            names = self._names.get(scope)
            if names is None or names.revision != revision:
                if len(self._names) > MOST_SCOPES:
                    self._names = {None: self._names[None]} if None in self._names else {}
                catalogue = Catalogue(self._store.facts, self._parts.lexicon, scope)
                tools = make_tools(self._store.facts, catalogue, self._parts.verify)
                papers = Papers(self._store.facts, catalogue.documents)
                names = _Names(revision, catalogue, tools, papers, Recent(TALKS))
                self._names[scope] = names
            return names


def _papers_of_units(question: Question, names: _Names) -> frozenset[str]:
    """The papers that alone have a row of a body that the question names without its department."""
    entries = [
        names.catalogue.names[key]
        for token in question.strong_terms
        if token.sense("name") and is_body(token.surface)
        for key in keys_of(token)
        if key in names.catalogue.names
    ]
    return frozenset(one for entry in entries for one in entry.documents)


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
