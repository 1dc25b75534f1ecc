"""Questions in English for words (who, why, where, what are …) answered with the sentence that holds all their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.reading.question import Question
from bot.texts.passages import TextAnswer
from bot.texts.sentences_of_others import AMOUNT_ASKED
from bot.told.papers import Paper, Papers
from bot.told.reading import named, required
from bot.told.words import listed, stem, stems, stems_of, words_of
from index.english_items import sentences
from index.model import Passage
from index.store.facts import FactStore
from index.text import MONTHS

ASKS = re.compile(
    r"^(?:who|whom|whose|why|where|when|how(?! (?:much|many|big|large|high|far|long)))\b"
    r"|^what (?:are|is|does|do|was|were) (?!.*\b(?:amount|per cent|percent))",
    re.I,
)
"""What a sentence may answer, and a figure does not."""
_DATES = re.compile(
    rf"\b(?:19|20)\d\d\b|\b(?:{MONTHS}|monday|tuesday"
    r"|wednesday|thursday|friday|each year|every year|month)\b",
    re.I,
)
_REASON = re.compile(
    r"\b(?:because|result of|reasons?|due to|reflects?|to enable|so that|as a result|caused|drivers?|in order to|owing to|allows?|required)\b",
    re.I,
)
_FIGURE = re.compile(r"[£$€]\s?\d|\d\s?(?:%|per ?cent)")
"""What is asked with what is, and told with an amount, is no question for words."""
LONGEST = 600
"""Characters of what may be quoted."""


def text_told(question: Question, store: FactStore, papers: Papers) -> TextAnswer | None:
    """The sentence, with the one before it where only both hold all the words; None where none does or several do."""
    if question.language != "en" or not ASKS.search(question.text) or AMOUNT_ASKED.search(question.text):
        return None
    found: list[tuple[int, Passage, str]] = []
    for paper in named(papers.within(question.frame.documents), question.text, len(question.frame.documents)):
        found += _in_paper(question.text, paper, store.passages_of(paper.document.id))
    if not found:
        return None
    best = min(size for size, _, _ in found)
    top = {quote: passage for size, passage, quote in found if size == best}
    if len(top) != 1:
        return None
    quote, passage = next(iter(top.items()))
    return TextAnswer(((passage, quote),), passage.section)


def _in_paper(text: str, paper: Paper, passages: Sequence[Passage]) -> list[tuple[int, Passage, str]]:
    """The shortest runs of sentences that hold every word asked for: how many sentences, where, what they say."""
    words = [word for word in words_of(text) if word not in {*listed("asking"), *listed("stop")}]
    every = frozenset(stem(word) for word in words if not paper.is_placed(word) and not _names_body(word, paper))
    telling = required(words, paper) - _placed(text, paper)
    return _holding(text, every, passages) or (_holding(text, telling, passages) if telling else [])


def _names_body(word: str, paper: Paper) -> bool:
    return stem(word) in stems(paper.document.organisation)


def _holding(text: str, needed: frozenset[str], passages: Sequence[Passage]) -> list[tuple[int, Passage, str]]:
    found: list[tuple[int, Passage, str]] = []
    if not needed:
        return found
    for passage in passages:
        for size, quote in _runs(passage.text):
            held = stems(f"{' '.join(passage.section)} {quote}") | stems_of(words_of(quote))
            if needed <= held and _answers(text, quote) and len(quote) <= LONGEST:
                found.append((size, passage, quote))
    inside = [one for one in found if not any(other[2] in one[2] and other[2] != one[2] for other in found)]
    if len({quote for _, _, quote in inside}) > 1:  # the one that says most of it, where it is well ahead
        asked = set(words_of(text))
        told = {quote: len(asked & set(words_of(quote))) for _, _, quote in inside}
        best = max(told.values())
        ahead = [one for one in inside if told[one[2]] == best]
        inside = ahead if sum(told[quote] > best - CLEAR for quote in told) == 1 else inside
    return inside


CLEAR = 2
"""By so many words of the question a sentence must be ahead of others that hold what is asked."""


def _placed(text: str, paper: Paper) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text) if paper.is_placed(word))


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a passage, and each with the one before it in its line."""
    for line in text.split("\n"):
        told = list(sentences(line))
        for number, one in enumerate(told):
            yield 1, one
            if number:
                yield 2, f"{told[number - 1]} {one}"


def _answers(text: str, quote: str) -> bool:
    """Whether a sentence may tell when or why, where that is asked."""
    if re.match(r"what\b", text.strip(), re.I) and _FIGURE.search(quote):
        return False
    if re.match(r"when\b", text.strip(), re.I):
        return bool(_DATES.search(quote))
    return bool(_REASON.search(quote)) if re.match(r"why\b", text.strip(), re.I) else True
