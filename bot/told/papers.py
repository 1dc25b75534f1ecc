"""The papers in English of which the running text tells the figures: their facts with the words that each is called by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.told.words import is_one_letter_off, light_stems, listed, stem, stems, stems_of, stop_words, words_of
from index.english_prose import has_spans
from index.english_state import CHANGE, PERCENT_CHANGE, SHARE
from index.model import Document, Fact
from index.store.facts import FactFilter, FactStore
from index.text import has_han

SLIP_LENGTH = 6
"""Letters of the shortest name of a place in which one wrong letter is a slip."""


@dataclass(frozen=True)
class Entry:
    """A fact, the stems of its own name, and those of what stands around it."""

    fact: Fact
    own: frozenset[str]
    around: frozenset[str]
    """Of the heading and of its sentence."""
    heading: frozenset[str]

    @property
    def moves(self) -> bool:
        """Whether it is a change or a share, no amount."""
        return self.column.startswith((CHANGE, PERCENT_CHANGE, SHARE))

    @property
    def column(self) -> str:
        """What kind of figure it is."""
        return self.fact.column[0]

    @cached_property
    def telling(self) -> frozenset[str]:
        """The stems that tell what it is; of a name that holds none but light ones these, without total or proposed."""
        return self.own - light_stems() or self.own - stems_of(listed("stages")) or self.own


@dataclass(frozen=True)
class Paper:
    """One document with what its text tells."""

    document: Document
    entries: tuple[Entry, ...]
    spans: bool
    names: frozenset[str]
    """The words of whose paper it is and of its title, as stems."""
    places: frozenset[str]
    """Those of them that name the place."""

    def names_it(self, word: str) -> bool:
        """Whether a word is one of whose paper it is, one wrong letter forgiven in a place's name."""
        written = listed("states").get(word, word)
        return stem(word) in self.names or stem(written) in self.names or self.is_placed(word)

    def is_placed(self, word: str) -> bool:
        """Whether a word is of the place's name, one wrong letter forgiven."""
        return word in self.places or any(
            is_one_letter_off(word, place) for place in self.places if len(place) >= SLIP_LENGTH
        )


class Papers:
    """The papers of a store that are in English and told in running text."""

    def __init__(self, store: FactStore, documents: Mapping[str, Document]) -> None:
        self._papers: list[Paper] | None = None
        self._store = store
        self._documents = documents

    def within(self, documents: Iterable[str]) -> list[Paper]:
        """Those of some documents, by id."""
        if self._papers is None:
            found = (self._paper(one) for one in self._documents.values() if not has_han(one.title + one.organisation))
            self._papers = [paper for paper in found if paper is not None]
        wanted = frozenset(documents)
        return [paper for paper in self._papers if paper.document.id in wanted]

    def _paper(self, document: Document) -> Paper | None:
        facts = self._store.facts(FactFilter(documents=frozenset({document.id}), source="prose"))
        facts = [fact for fact in facts if fact.id.startswith(f"{document.id}-e")]
        if not facts:
            return None
        title = f"{document.organisation} {document.title} {document.evidence.get('organisation', '')}"
        sorts = {*listed("sorts"), *stop_words()}
        plain = [word for word in words_of(document.organisation) if stem(word) not in light_stems()]
        initials = _initials(words_of(document.organisation))
        names = stems(title) | stems(document.organisation) | initials
        places = frozenset(word for word in plain if word.isalpha() and word not in sorts)
        return Paper(document, tuple(map(_entry, facts)), has_spans(document), names, places)


def _initials(words: Sequence[str]) -> frozenset[str]:
    told = [word for word in words if word not in ("of", "the", "and")]
    return frozenset(
        "".join(word[0] for word in told[start:end])
        for start in range(len(told))
        for end in range(start + 2, len(told) + 1)
    )


def _entry(fact: Fact) -> Entry:
    label = fact.row_path[0] if len(fact.row_path) > 1 and fact.row_path[0] != fact.table.rpartition(" / ")[2] else ""
    heading = stems(f"{fact.table} {fact.row_path[0] if len(fact.row_path) > 1 else ''}")
    return Entry(fact, stems(f"{label} {fact.row}"), heading | stems(fact.text), heading)
