"""Why, asked in English: the sentence that gives a cause for what is named, or what stands under a heading that asks the same."""

from __future__ import annotations

import re

from bot.names.terms import Token
from bot.reading.question import Question, is_context
from bot.texts.papers_asked import papers_asked
from bot.texts.passages import TextAnswer, sentences_of
from bot.tools import Tools
from index.model import Passage
from index.text import fold
from prompts import load_yaml

_WHY = re.compile(r"^\W*(?:so |and |but )?why\b", re.I)
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|caused? by|causes?|as a result of|driven by|reasons?|thanks to|reflects?|stems? from"
    r"|(?:falls?|fell|falling|drops?|dropp(?:ed|ing)|declin(?:es?|ed|ing)|decreas(?:es?|ed|ing)|rises?|rose|rising|grows?|grew|growing"
    r"|increas(?:es?|ed|ing)|reduc(?:es?|ed|ing)|down|up|higher|lower) (?:[a-z0-9$£€.,%]+ ){0,4}as)\b",
    re.I,
)
PASSAGES = 24
STEM = 5
"""Letters by which two forms of a word are one: falling, fallen."""


def reason_told(question: Question, tools: Tools) -> TextAnswer | None:
    """The text that tells why; None where no sentence with a cause holds all that the question names, or several do."""
    if question.language != "en" or not _WHY.search(question.text):
        return None
    stems = _stems(question)
    if not stems:
        return None
    asked = " ".join(token.surface for token in question.tokens if not token.has("organisation"))
    documents = papers_asked(question, tools)
    passages = [one for one in tools.passages(asked, PASSAGES, documents) if one.kind == "prose"]
    headed = [
        one for one in passages if one.section and _WHY.search(one.section[-1]) and _holds(one.section[-1], stems)
    ]
    if headed and len({one.section for one in headed}) == 1:
        return TextAnswer(tuple((one, one.text) for one in headed), headed[0].section)
    told: list[tuple[Passage, str]] = [
        (passage, sentence.strip())
        for passage in passages
        for sentence in sentences_of(passage.text)
        if _CAUSE.search(sentence) and _holds(sentence, stems)
    ]
    return TextAnswer((told[0],), told[0][0].section) if len({sentence for _, sentence in told}) == 1 else None


def _stems(question: Question) -> set[str]:
    """The beginnings of the words that say what is asked about, those that any budget says left out."""
    words = {word for token in question.tokens if _tells(token) for word in fold(token.surface).split()}
    plain = {fold(one) for one in (*load_yaml("flat.yaml")["measures"], *load_yaml("told.english.yaml")["stop"][0])}
    return {word[:STEM] for word in words - plain if len(word) >= STEM - 1 and word.isalpha() and word != "going"}


def _tells(token: Token) -> bool:
    told = token.has("name") or token.has("absent") or is_context(token)
    return told and not any(token.has(kind) for kind in ("organisation", "year", "kind", "text"))


def _holds(text: str, stems: set[str]) -> bool:
    words = re.findall("[a-z]+", fold(text))
    return all(any(word.startswith(stem) for word in words) for stem in stems)
