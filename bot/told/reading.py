"""A question in English held against one paper's told figures: its words sorted, and the one figure that they name found."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

from bot.told.papers import Entry, Paper
from bot.told.words import light_stems, listed, stem, stems_of, stop_words, words_of
from index.english_amounts import mark

LEAST_COVER = 0.6
"""Of the words that tell what a figure is, so many must be in the question."""
MARGIN = 0.12
"""By so much the best figure must be ahead of one of another value."""
_WORKED_BACK = re.compile(
    r",? (?:work\w*|calculat\w+|deriv\w+|count\w+)(?: it)?(?: back(?:wards)?)? (?:from|using) (?:the )?⟨Y\d+⟩(?: [a-z]+)?",
    re.I,
)
_LAST_YEAR = re.compile(r"\b(?:last|previous|prior) (?:(?:financial|fiscal) )?year(?:'s)?\b", re.I)
_OF_WHICH = re.compile(
    r"\b(?:how much|how many|what|percentage|percent|proportion|share)\b.*?\bof\b(?P<whole>.+?)\b(?:is|are|was|goes|go|went|spent|comes|come)\b"
    r"(?P<part>.+)$",
    re.I,
)


@dataclass(frozen=True)
class Read:
    """A question's text with its years marked, over one paper."""

    paper: Paper
    text: str
    years: frozenset[int]

    @property
    def words(self) -> list[str]:
        """Its words."""
        return words_of(self.text)


def read(text: str, paper: Paper) -> Read | None:
    """The question read over a paper; None where it states amounts of its own."""
    plain = re.sub(r"\s+", " ", text.strip().rstrip("?.! "))
    marked = mark(plain, spans=paper.spans)
    if marked.told or "⟨A⟩" in marked.text:
        return None
    told = _WORKED_BACK.sub("", marked.text)
    years = frozenset(marked.year(found) for found in re.findall(r"⟨Y\d+⟩", told))
    before = _LAST_YEAR.search(told)
    if before and not years and paper.document.year:
        years = (
            frozenset({paper.document.year - 1})
            if not re.search(r"\b(?:on|than|from|over|since|compared)\b", told)
            else years
        )
        told = _LAST_YEAR.sub("", told)
    return Read(paper, told, years)


def required(words: Sequence[str], paper: Paper, done: Collection[str] = ()) -> frozenset[str]:
    """The stems that a figure must be called by, or that must stand around it."""
    left = (word for word in words if word not in stop_words() and word not in done)
    return frozenset(stem(word) for word in left if stem(word) not in light_stems() and not paper.names_it(word))


def find(
    question: Read,
    text: str,
    wanted: Callable[[Entry], bool],
    years: Collection[int | None],
    done: Collection[str] = (),
) -> Entry | None:
    """The one figure that a stretch of the question names; None where it names none, or several of different values."""
    words = words_of(text)
    said, hints = stems_of(words), stems_of(question.words)
    needed = required(words, question.paper, done)
    focus = _focus(text, question.paper, done)
    scored: list[tuple[float, Entry]] = []
    for entry in question.paper.entries:
        if not wanted(entry) or entry.fact.year not in years or not explained(needed, entry):
            continue
        named = entry.telling & said
        if not named or (needed and not (said & entry.own) - light_stems()) or (focus and not focus & entry.own):
            continue
        cover = len(named) / len(entry.telling)
        whole = {"total", "all"} & set(words) and not entry.fact.total and cover < 1
        if cover < LEAST_COVER or whole or not per_the_same(question.text, entry):
            continue
        score = 2 * cover + 0.3 * len(needed & entry.own) + 0.2 * len(entry.heading & hints & light_stems())
        score += (
            0.15 * len(entry.around & said & _decided())
            + 0.15 * len(entry.heading & said)
            + 0.1 * len(entry.own & said)
            - 0.15 * len(entry.own - said)
        )
        scored.append((score - (0.05 if entry.fact.derived else 0.0), entry))
    if not scored:
        return None
    scored.sort(key=lambda pair: -pair[0])
    best, top = scored[0]
    alike = {(one.fact.value, one.fact.unit.name) for score, one in scored if best - score < MARGIN}
    return top if len(alike) == 1 else None


@cache
def _decided() -> frozenset[str]:
    """The stems that tell an agreed figure from one that was only proposed."""
    return stems_of(listed("decided"))


_PER = re.compile(r"\bper (?!year|annum|cent)([a-z]+)", re.I)


def per_the_same(text: str, entry: Entry) -> bool:
    """Whether what an amount is asked by, per household, is what its sentence gives it by."""
    return all(
        re.search(rf"\b(?:per|a|each|every|average) (?:[\w-]+ )?{one}", entry.fact.text, re.I)
        for one in _PER.findall(text)
    )


def fits(entry: Entry, text: str, paper: Paper) -> bool:
    """Whether the words of a question explain a figure that was found by other ways."""
    words = words_of(text)
    named = entry.telling & stems_of(words)
    return (
        len(named) >= LEAST_COVER * len(entry.telling)
        and per_the_same(text, entry)
        and is_number_of(entry) == bool(COUNTED.search(text))
    )


COUNTED = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b", re.I)


def explained(needed: frozenset[str], entry: Entry) -> bool:
    """Whether every stem stands in a figure's name or around it: tax also in taxpayer."""
    rest = needed - entry.own - entry.around
    return all(len(one) > 2 and any(word.startswith(one) for word in entry.around | entry.own) for one in rest)


def _focus(text: str, paper: Paper, done: Collection[str]) -> frozenset[str]:
    """The stems of the part that is asked for: how much of the precept goes to reserves."""
    found = _OF_WHICH.search(text)
    return required(words_of(found["part"]), paper, done) if found else frozenset()


def is_amount(entry: Entry) -> bool:
    """Whether a figure is an amount of money or a number of things."""
    return not entry.moves and entry.fact.unit.name != "%"


def is_number_of(entry: Entry) -> bool:
    """Whether a figure counts things."""
    return entry.column == "Number"


def own_years(question: Read) -> frozenset[int | None]:
    """The years asked for; the paper's own where none is named."""
    return frozenset(question.years) or frozenset({question.paper.document.year})


def says(question: Read, key: str) -> bool:
    """Whether the question has one of the words of a list; one that is of the place's name, Falls, is none."""
    return bool(set(question.words) & set(listed(key)) - question.paper.places)


def named(papers: Sequence[Paper], text: str, held: int) -> list[Paper]:
    """The papers of which a question names the place best; where it names none the one that is all that is `held`."""
    words = set(words_of(text))
    scores = [sum(1 for word in words if paper.is_placed(word)) for paper in papers]
    best = max(scores, default=0)
    if not best and held > 1:
        return []  # it may be of another paper
    return [paper for paper, score in zip(papers, scores, strict=True) if score == best]
