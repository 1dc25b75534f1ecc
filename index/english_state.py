"""What is understood at some point of a sentence in English: the item spoken of, its amount and its year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.english_amounts import YEAR, Marked, Told, any_of, words
from index.english_items import is_one_item, item
from index.model import Kind
from index.prose_state import Figure
from index.units import PERCENT

AMOUNT, CHANGE, PERCENT_CHANGE, SHARE = "Budget", "Change", "% Change", "Share"


_COLUMNS: dict[Kind, str] = {
    "budget": AMOUNT,
    "outturn": "Actual",
    "executed": "Projected",
    "adjusted": "Revised budget",
}


LEAD = re.compile(
    r"^(?:(?:for|in|during|by|under|overall|however|therefore|finally|also|as a result)\b[^,]*,\s*)+", re.I
)


@dataclass(frozen=True, slots=True)
class About:
    """The item spoken of, with its amount where one is told, and the year."""

    path: tuple[str, ...] = ()
    amount: Figure | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What holds for a whole paragraph: the paper's year and kind, whether its years are spans, the label before it."""

    year: int | None
    kind: Kind
    spans: bool
    label: tuple[str, ...] = ()
    known: tuple[Figure, ...] = ()
    """What the paragraph has told."""


@dataclass(slots=True)
class Sentence:
    """A sentence under way: what was told of it so far."""

    reader: Reader
    printed: str
    marked: Marked
    about: About
    before: About
    told: list[Figure]
    last: Figure | None = None
    """The figure of the mark before."""
    compared: bool = False
    """Whether it is about an earlier year's figure, so that a pronoun may mean either."""
    behind: bool = False
    """Whether it lists amounts each before what it is for."""


MOVES = frozenset({CHANGE, PERCENT_CHANGE, SHARE})


def is_amount(figure: Figure) -> bool:
    """Whether a figure is an amount that the text prints, no change, share or result."""
    return figure.column in _COLUMNS.values() and not figure.derived and figure.unit != PERCENT


_SCOPE = re.compile(
    r"\b(?:each|every|household|property|properties|home|band|average|typical|resident|taxpayer|pupil|student)s?\b",
    re.I,
)


_LETTERS = re.compile("[^A-Za-z ]")


def named(said: str) -> str:
    """The name of a subject behind what opens the sentence; with whom it is for, where that says so: for each household, …"""
    rest = LEAD.sub("", said)
    lead = said[: len(said) - len(rest)].strip(" ,")
    name = item(rest)
    return f"{name} {_LETTERS.sub('', lead[:1].lower() + lead[1:]).strip()}" if name and _SCOPE.search(lead) else name


def who(sentence: Sentence, said: str) -> About:
    """The item that some words are, or that a pronoun, or nothing, means."""
    bare = said.strip(" ,;").lower()
    bare = re.sub(r"^(?:and|but) ", "", bare)
    if bare in ("", *words("pronouns")) or bare.startswith("which"):
        return sentence.about
    name = named(said.strip(" ,;"))
    if not name:
        return About()
    own = re.findall(YEAR, said)
    year = sentence.marked.year(own[-1]) if own else sentence.reader.year
    path = (*sentence.reader.label, name)
    told = (one for one in (*reversed(sentence.told), *reversed(sentence.reader.known)) if is_amount(one))
    held = next(
        (one for one in told if sentence.reader.label in ((), one.path[:-1]) and is_one_item(one.path[-1], name)), None
    )
    about = About(held.path, held, held.year) if held else About(path, None, year)
    sentence.about = about
    return about


def amount_of(
    sentence: Sentence, name: str, told: Told, year_mark: str, right: str, *, carried: bool = False, keep: bool = False
) -> Figure:
    """An item's amount, which is then spoken of unless the one before is kept."""
    beside = re.match(rf",? (?:for|in) (?:the )?({YEAR})", right)
    year = (
        sentence.marked.year(year_mark)
        if year_mark
        else sentence.marked.year(beside.group(1))
        if beside
        else next((one.year for one in reversed(sentence.told) if is_amount(one)), sentence.before.year)
        if carried
        else None
    )
    year = year or sentence.reader.year
    if not year_mark and not beside and not carried and len(set(sentence.marked.years)) == 1 and not _moves(sentence):
        year = sentence.marked.years[0]
    figure = figure_of(sentence, (*sentence.reader.label, name), told, year)
    if not keep:
        sentence.about = About(figure.path, figure, year)
    return figure


def _moves(sentence: Sentence) -> bool:
    """Whether a sentence tells a change, so that a year in it may be what this is measured from."""
    return bool(
        re.search(
            rf"\b(?:{any_of('more', 'less', 'rises', 'falls', 'rose', 'fell')}|compared)\b", sentence.marked.text, re.I
        )
    )


def figure_of(sentence: Sentence, path: tuple[str, ...], told: Told, year: int | None) -> Figure:
    """A figure of a sentence, of an item and a year."""
    kind = _kind(path[-1], sentence.reader.kind)
    return Figure(
        path=path, column=_COLUMNS[kind], value=told.value, unit=told.unit, printed=told.printed, year=year, kind=kind,
        sentence=sentence.printed, total=path[-1].lower().startswith("total "),
    )  # fmt: skip


def _kind(name: str, own: Kind) -> Kind:
    said = set(name.lower().split())
    kinds: dict[Kind, list[str]] = words("kinds")
    return next((kind for kind, listed in kinds.items() if said & set(listed)), own)
