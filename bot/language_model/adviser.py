"""Who decides: the rules first; a model reads what they could not, and words what they found. A figure is never its own.

| the rules' answer                            | the model                                                             |
|----------------------------------------------|-----------------------------------------------------------------------|
| figures                                      | words it; what does not pass the check falls back to the template     |
| quoted passages                              | sums them up, sentence by sentence, above the quotes                  |
| refused for a word that nothing explains     | gives the word a name. Answered only where the embedding model says   |
|                                              | the same by itself and the rules, reading it so, find the same as the |
|                                              | model's plan; else the refusal stands and the reading is offered      |
| refused for any other reason, declined       | is not asked                                                          |
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.answering import answer_question
from bot.language_model.audience import Audience, Listening, OnText
from bot.language_model.client import ModelClient
from bot.language_model.consultation import Consultation
from bot.language_model.likeness import Likeness
from bot.language_model.names_shown import names_to_show
from bot.language_model.prose import ask_wording, may_be_reworded
from bot.language_model.reading import Draft, ask_reading, plan_of, reread
from bot.language_model.settings import ModelSettings
from bot.language_model.suggestion import suggested_question
from bot.language_model.summary import Summary, ask_summary, may_be_summed_up
from bot.language_model.trouble import ModelTrouble
from bot.model import Answer, Choice
from bot.names.terms import Token
from bot.operations.attempts import Attempt, attempt_plan
from bot.reading.question import Question
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.phrases import Phrases
from index.encoder_protocol import Encoder
from index.text import core_key

AskRules = Callable[[str], Answer]
"""The rules' answer to a question that stands by itself."""


class Adviser:
    """A language model beside the rules of one bot. Threads may share it."""

    def __init__(self, client: ModelClient, encoder: Callable[[], Encoder]) -> None:
        self._client = client
        self._likeness = Likeness(encoder)

    def advise(self, tools: Tools, on_text: OnText | None = None) -> Advice:
        """The help for one question, all its parts together: from now on the model's time runs."""
        audience = Audience(on_text)
        return Advice(Consultation(self._client, audience.waits), self._likeness, tools, audience)

    def warm(self) -> None:
        """Loads, in the background, what the first question would have to wait for; nothing is asked of the model."""
        threading.Thread(target=self._load, name="warming", daemon=True).start()

    def _load(self) -> None:
        self._likeness.warm()
        self._client.chat  # noqa: B018 - built here


def open_adviser(settings: ModelSettings | None, encoder: Callable[[], Encoder]) -> Adviser | None:
    """The adviser of these settings, connected to nothing yet; None without settings."""
    return None if settings is None else Adviser(ModelClient(settings), encoder)


class Advice:
    """The help for one question."""

    def __init__(
        self,
        consultation: Consultation,
        likeness: Likeness,
        tools: Tools,
        audience: Audience,
    ) -> None:
        self._consultation = consultation
        self._likeness = likeness
        self._tools = tools
        self._audience = audience

    def improve(self, turn: Turn, ask_rules: AskRules, before: Sequence[Turn] = ()) -> Turn:
        """The turn of the rules, or what the model made better of it; with a notice where the model came to nothing.

        `before` are the turns of the question's earlier parts.
        """
        phrases = Phrases(turn.question.language)
        listening = Listening(self._audience, [one.answer for one in before])
        try:
            turn = self._consultation.within(partial(self._read, turn, ask_rules, phrases))
            turn = self._consultation.within(partial(self._word, turn, phrases, listening.show))
        except ModelTrouble as trouble:
            listening.end()
            if trouble.reason not in ("spent", "unwanted"):
                turn = _noted(turn, phrases.say(f"notice_model_{trouble.reason}"))
        return replace(turn, answer=replace(turn.answer, usage=self._consultation.usage))

    def _read(self, turn: Turn, ask_rules: AskRules, phrases: Phrases) -> Turn:
        unknown = unknown_words(turn)
        if not unknown:
            return turn
        names = names_to_show(turn.question, unknown, self._tools)
        draft = ask_reading(self._consultation, turn.question, unknown, names) if names else None
        if draft is None:
            return turn
        read = self._answered_as_read(turn, unknown, draft, names, phrases)
        if read is not None:
            return read
        question = suggested_question(draft, turn.question)
        if question is None or ask_rules(question).status != "answered":
            return turn
        answer = replace(turn.answer, choices=(*turn.answer.choices, Choice(question, question)))
        return _noted(replace(turn, answer=answer), phrases.say("notice_model_suggests"))

    def _answered_as_read(
        self, turn: Turn, unknown: tuple[Token, ...], draft: Draft, names: list[str], phrases: Phrases
    ) -> Turn | None:
        """The answer to the question with every unknown word as its name; None where anything speaks against it."""
        if any(token.surface not in draft.words for token in unknown):
            return None
        if set(map(core_key, draft.words.values())) & named_in(turn.question):  # the word would count for nothing
            return None
        if not all(self._likeness.means(word, name, names) for word, name in draft.words.items()):
            return None
        plan = plan_of(draft, turn.question.frame, self._tools.linker)
        planned = attempt_plan(plan, self._tools) if plan else None
        question = replace(turn.question, tokens=reread(turn.question, unknown, draft, self._tools.linker))
        answer, found = answer_question(question, self._tools)
        if planned is None or found is None or answer.status != "answered" or not _agree(planned, found):
            return None
        read = Turn(question, answer, found)
        for word, name in draft.words.items():
            read = _noted(read, phrases.say("notice_model_read", asked=word, name=name))
        return read

    def _word(self, turn: Turn, phrases: Phrases, show: Callable[[str], None]) -> Turn:
        answer, language = turn.answer, turn.question.language
        if may_be_summed_up(answer):
            summary = Summary(answer, self._likeness, self._consultation.check_time, phrases, show)
            text = ask_summary(self._consultation, turn.question.text, summary, language)
            if text:
                return replace(turn, answer=replace(answer, text=f"{text}\n{answer.text}"))
            return _noted(turn, phrases.say("notice_model_rejected"))
        if turn.attempt is not None and may_be_reworded(answer):
            asked = turn.question.text
            worded = ask_wording(self._consultation, asked, answer, language, self._tools.linker, show)
            if worded is not None:
                return replace(turn, answer=replace(answer, text=worded))
            return _noted(turn, phrases.say("notice_model_rejected"))
        return turn


def unknown_words(turn: Turn) -> tuple[Token, ...]:
    """The words for which alone the rules refused; none where they answered, or refused for anything else."""
    question = turn.question
    if turn.attempt is not None or turn.answer.status not in ("not_found", "clarify") or question.jurisdiction:
        return ()
    left = tuple(token for token in question.tokens if token.has("left"))
    others = set(question.unexplained) - set(left)
    return () if others or _outside(question, turn) else left


def named_in(question: Question) -> set[str]:
    """The keys of the names that the question says itself."""
    return {key for token in question.tokens for sense in token.senses if sense.kind == "name" for key in sense.keys}


def _outside(question: Question, turn: Turn) -> bool:
    """Whether the question is of a year or a kind that the documents do not hold."""
    return "have" in turn.answer.plan


def _agree(planned: Attempt, found: Attempt) -> bool:
    """Whether a model's plan and the rules come to the same figure, or the same lines."""
    one, two = planned.outcome, found.outcome
    if one.status != "answered":
        return False
    if one.value is not None or two.value is not None:
        return one.value == two.value and one.unit == two.unit
    return [line.value for line in one.lines] == [line.value for line in two.lines] and bool(one.lines)


def _noted(turn: Turn, text: str) -> Turn:
    return replace(turn, answer=turn.answer.noted(text, "model"))
