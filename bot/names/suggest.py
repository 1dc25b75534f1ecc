"""Names near in meaning to the one word of a question that the documents do not hold: offered, never answered with.

Two names that mean nearly the same are often two amounts (采购货物支出, 政府采购预算), so nearness alone gives no figure.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.figures.readings import spoken
from bot.model import Answer, Choice
from bot.names.catalogue import Catalogue
from bot.names.segment import prepare
from bot.reading.question import Question
from bot.writing.phrases import Phrases
from index.encoder_protocol import Encoder
from index.errors import EncoderError, StoreError
from index.store.names import NameVectors

NEAR = 0.93
"""Cosine. Of the standard encoder's short texts, those that have nothing to do with each other reach 0.92."""
MOST = 3
SHORTEST, LONGEST = 2, 40
"""Characters of a word that may be another name for something."""
TRIED = 8

NearNames = Callable[[str, Iterable[str]], list[tuple[str, float]]]
"""A word and the keys that may be near to it → (key, cosine), nearest first."""

_log = logging.getLogger(__name__)


def near_names(names: NameVectors, encoder: Encoder) -> NearNames:
    """The nearest of the names by the store's own encoder; none where the vectors or the encoder cannot be used."""

    def near(word: str, among: Iterable[str]) -> list[tuple[str, float]]:
        try:
            return names.nearest(encoder.encode_queries([word])[0], TRIED, among)
        except (EncoderError, StoreError) as error:
            _log.warning("No names near in meaning are offered: %s", error)
            return []

    return near


def with_near_names(
    answer: Answer, question: Question, catalogue: Catalogue, near: NearNames, ask: Callable[[str], Answer]
) -> Answer:
    """A refusal for one unknown word, with the same question about names near to it, each of which `ask` answers.

    Another organisation is no other name for anything.
    """
    unknown = question.unexplained
    if answer.status != "not_found" or len(unknown) != 1 or unknown[0].has("stranger"):
        return answer
    word, text = unknown[0], prepare(question.text)
    if not SHORTEST <= len(word.surface) <= LONGEST:
        return answer
    held = {key for key, entry in catalogue.names.items() if entry.documents & question.frame.documents}
    choices: list[Choice] = []
    for key, cosine in near(word.surface, held):
        name = spoken(catalogue.names[key].text)
        asked = f"{text[: word.start]}{name}{text[word.end :]}"
        if cosine >= NEAR and len(choices) < MOST and ask(asked).status == "answered":
            choices.append(Choice(name, asked))
    if not choices:
        return answer
    phrases = Phrases(question.language)
    names = phrases.say("joiner").join(choice.label for choice in choices)
    return replace(answer, text=f"{answer.text}\n{phrases.say('near_names', names=names)}", choices=tuple(choices))
