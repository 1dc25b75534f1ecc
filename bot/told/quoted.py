"""The sentence of an English paper that tells what a question asks, where no figure of a form does: every telling word of
the question stands in it, by its stem, or in it and the sentence before it.

A last way. The sentence is quoted; a value is given only where it prints one figure that can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.model import Answer
from bot.reading.question import Question
from bot.texts.passages import TextAnswer
from bot.told.words import light_stems, listed, stem, stems, stop_words, words_of
from bot.tools import Tools
from bot.writing.answers import write_text
from index.english_amounts import Marked, mark
from index.english_items import sentences
from index.model import Document, Passage
from index.text import MONTHS

FEWEST_WORDS = 2
"""Telling words that a sentence must be found by."""
LEAST_LETTERS = 10
"""Letters that these have in all."""
LONGEST = 500
"""Characters of what is quoted."""
_YES_OR_NO = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b|.*\b(?:true|correct|right|agree|match)\?$",
    re.I | re.S,
)
_IN_WORDS = re.compile(
    r"\b(?:who|whom|why|where|when|which|what (?:happens|does [^?]* (?:mean|say))|how (?:is|are|does|do|will))\b", re.I
)
"""What a sentence without a figure may answer."""
_WORKS_OUT = frozenset(
    {"sum", "difference", "share", "ratio", "average", "ranking", "most", "rest", "trend", "whether", "agree", "errors"}
)
"""What is asked to be worked out or checked, which no sentence does."""
_KINDS = {
    "date": re.compile(rf"\b(?:{MONTHS})\b|\b\d{{1,2}}/\d{{1,2}}/", re.I),
    "day": re.compile(rf"\b(?:{MONTHS})\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I),
    "when": re.compile(rf"\b(?:{MONTHS}|(?:19|20)\d\d)\b", re.I),
    "why": re.compile(
        r"\b(?:because|due to|reasons?|driven by|owing to|reflects?|as a result|result of|caused|on account of|attribut\w+)\b",
        re.I,
    ),
}
"""What a sentence must hold that tells what these words ask for, which need not stand in it."""
_EARLIER = re.compile(
    r"\b(?:compared (?:with|to)|against|up from|down from|from|rather than|instead of|than|previously)(?: the| an?)? (?:⟨[MPN]\d*⟩|\d[\d,.]*)"
)
"""A figure that another one is held against."""
_NUMBER = re.compile(r"(?<![\d.,⟨MPY-])(?<!no\. )\d[\d,]*(?:\.\d+)?(?![\d⟩/-])", re.I)
_DATE = re.compile(
    rf"\b(?:{MONTHS}) \d{{1,2}}(?!\d)(?:, (?:19|20)\d\d)?|\b\d{{1,2}} (?:{MONTHS})(?: (?:19|20)\d\d)?|\b(?:{MONTHS}) (?:19|20)\d\d",
    re.I,
)
_POINTS_BACK = re.compile(r"(?:It|They|This|These) ")
"""A sentence that goes on about what the one before it names."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class _Found:
    """Where a run of sentences stands, and the run; `told` is the sentence that tells."""

    passage: Passage
    quote: str
    told: str


def answer_by_quote(question: Question, tools: Tools) -> Answer | None:
    """The one sentence with all that is asked, quoted; None where none has it, or several that differ."""
    if question.language != "en" or question.operations & _WORKS_OUT or question.top or question.nth:
        return None
    if any(token.has("orders") or token.has("offtopic") or token.has("stranger") for token in question.tokens):
        return None
    if _YES_OR_NO.match(question.text.strip()) or len(question.frame.years or ()) > 1:
        return None
    papers = _named([tools.catalogue.documents[one] for one in question.frame.documents], question.text)
    if len({one.organisation for one in papers}) != 1:
        return None
    found = [one for paper in papers for one in _in_paper(question, paper, tools)]
    best = {
        one.quote: one
        for one in found
        if not any(other.quote != one.quote and other.quote in one.quote for other in found)
    }
    if len(best) != 1:
        return None
    told = next(iter(best.values()))
    answer = write_text(TextAnswer(((told.passage, told.quote),), told.passage.section), question, tools)
    if answer.status != "answered":
        return None
    figure = _figure(question, told.told)
    return replace(answer, value=figure[0], unit=figure[1]) if figure else answer


def _named(papers: Sequence[Document], text: str) -> list[Document]:
    """The papers whose body the question names by most of its words, where it may be of several."""
    said = set(words_of(text)) - light_stems()
    scores = [len(said & set(words_of(one.organisation))) for one in papers]
    best = max(scores, default=0)
    return [one for one, score in zip(papers, scores, strict=True) if score == best]


def _in_paper(question: Question, paper: Document, tools: Tools) -> Iterator[_Found]:
    years = question.frame.years or frozenset()
    kinds = [kind for kind in _KINDS if re.search(rf"\b{kind}\b", question.text, re.I)]
    needed = _needed(question, paper, kinds)
    light = stems(question.text) & light_stems()
    if not needed:
        return
    numbers = set(_labels(question.text))
    in_words = bool(kinds) or _IN_WORDS.search(question.text) is not None
    for passage in tools.store.passages_of(paper.id):
        if passage.kind != "prose":
            continue
        heading = stems(" ".join(passage.section))
        for told, quote in _runs(passage.text):
            if len(quote) > LONGEST:
                continue
            held = stems(quote)
            own = needed - heading or light & held
            if not needed <= held | heading or not own or not numbers <= set(words_of(quote)):
                continue
            telling = needed | light & held
            if len(telling) + len(kinds) < FEWEST_WORDS or sum(map(len, (*telling, *kinds))) < LEAST_LETTERS:
                continue
            if years and paper.year not in years and not any(str(year) in quote for year in years):
                continue
            if not (in_words or _tells_figure(told)):
                continue
            pointed = quote != told and _POINTS_BACK.match(told)
            if not (pointed or own & stems(told)) or any(not _KINDS[kind].search(told) for kind in kinds):
                continue
            if _is_of_other_year(told, question):
                continue
            yield _Found(passage, quote, told)


def _needed(question: Question, paper: Document, kinds: Sequence[str]) -> frozenset[str]:
    """The stems of the words that tell what is asked."""
    own = {stem(word) for name in (paper.organisation, paper.title) for word in words_of(name)}
    passed = {*stop_words(), *listed("asking"), *kinds, *_MONTH_NAMES, *listed("quoting")}
    words = [word for word in words_of(question.text) if word not in passed and not re.search(r"\d", word)]
    return frozenset(stem(word) for word in words if stem(word) not in light_stems() | own)


_MONTH_NAMES = frozenset(MONTHS.lower().split("|"))


def _labels(text: str) -> list[str]:
    """The numbers of a question that are no years, of three digits or more: 325 and 000 of $325,000."""
    return [
        word
        for word in words_of(text)
        if word.replace(".", "").isdigit() and not _YEAR.fullmatch(word) and len(word) > 2
    ]


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Each sentence of a passage by itself, and with the one before it."""
    told = [one for line in text.split("\n") for one in sentences(line)]
    for number, one in enumerate(told):
        yield one, one
        if number:
            yield one, f"{told[number - 1]} {one}"


def _is_of_other_year(told: str, question: Question) -> bool:
    """Whether a sentence tells of a calendar year or month alone that is not the one asked about."""
    asked = set(_YEAR.findall(question.text))
    said = set(_YEAR.findall(told))
    dated = _MONTH_NAMES & set(words_of(question.text))
    return bool((dated and not dated & set(words_of(told))) or (asked and said and not asked & said))


def _figure(question: Question, told: str) -> tuple[Decimal, str] | None:
    """The one figure of a sentence that can be what is asked for, with its unit."""
    if _IN_WORDS.search(question.text):
        return None
    marked = mark(told, spans=False)
    text = _EARLIER.sub(" ", marked.text)
    said = {one.value for one in mark(question.text, spans=False).told}
    marks = [one for one in re.findall(r"⟨[MP]\d+⟩", text) if marked.amount(one).value not in said]
    years = [str(year) for year in question.frame.years or ()] + _YEAR.findall(question.text)
    of_year = [
        one
        for one in marks
        if any(
            re.search(rf"{one} \([^()]*\b(?:{year}|⟨Y\d+⟩)\)", text) and year in _behind(one, marked) for year in years
        )
    ]
    marks = of_year or marks
    wanted = _wanted(question, marks)
    if len(wanted) == 1:
        figure = marked.amount(wanted[0])
        return figure.value, figure.unit.name
    numbers = _NUMBER.findall(_DATE.sub(" ", text)) if not marks and "⟨A⟩" not in text else []
    counted = re.search(r"\bhow many\b|\bnumber of\b", question.text, re.I)
    return (Decimal(numbers[0].replace(",", "")), "") if counted and len(numbers) == 1 else None


def _behind(one: str, marked: Marked) -> str:
    """The bracket right behind a figure, with the years that it says."""
    found = re.search(rf"{one} \(([^()]*)\)", marked.text)
    said = found[1] if found else ""
    return re.sub(r"⟨Y\d+⟩", lambda year: str(marked.year(year[0])), said)


def _tells_figure(told: str) -> bool:
    """Whether a sentence prints a figure beside years and days."""
    text = mark(told, spans=False).text
    return bool(re.search("⟨[MPA]", text) or _NUMBER.search(_DATE.sub(" ", text)))


def _wanted(question: Question, marks: Sequence[str]) -> list[str]:
    """The amounts of money, or the percentages where these are asked for."""
    if re.search(r"\bhow many\b", question.text, re.I):
        return []
    percent = re.search(r"\b(?:per ?cent|percentage|rate|%)", question.text, re.I)
    money = [one for one in marks if one[1] == "M"]
    return [one for one in marks if one[1] == "P"] if percent or not money else money
