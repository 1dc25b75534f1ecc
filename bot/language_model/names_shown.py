"""The part of the catalogue that a model is shown: what linking found, its neighbours, and what search finds for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.names.catalogue import Catalogue, NameEntry
from bot.names.terms import Token
from bot.reading.question import Question
from bot.tools import Tools
from index.model import Passage
from index.text import core_key

MOST_NAMES = 48
"""A thousand documents fit because only so many names are shown."""
MOST_NEIGHBOURS = 16
MOST_PASSAGES = 6
LONGEST_NAME = 40


def names_to_show(question: Question, unknown: Sequence[Token], tools: Tools) -> list[str]:
    """Printed names, those that linking found first; at most MOST_NAMES."""
    catalogue = tools.catalogue
    linked = {key for token in question.tokens for sense in token.senses for key in sense.keys if sense.kind == "name"}
    ordered = [
        *_printed(sorted(linked & catalogue.names.keys(), key=len), catalogue),
        *_found(unknown, question.frame.documents, tools),
        *_neighbours(linked, catalogue),
    ]
    usable = (text for text in ordered if 1 < len(text) <= LONGEST_NAME)
    return list(dict.fromkeys(usable))[:MOST_NAMES]


def _printed(keys: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    return (catalogue.names[key].text for key in keys)


def _found(unknown: Sequence[Token], documents: frozenset[str], tools: Tools) -> Iterator[str]:
    """Names that hold part of an unknown word, then those of the passages nearest to it."""
    catalogue = tools.catalogue
    for token in unknown:
        word = core_key(token.surface)
        for start in range(len(word) - 1):
            yield from _printed(catalogue.containing(word[start : start + 2])[:4], catalogue)
        for passage in tools.passages(token.surface, MOST_PASSAGES, documents):
            yield from _names_in(passage, catalogue)


def _names_in(passage: Passage, catalogue: Catalogue) -> list[str]:
    """The names of rows and columns that a passage prints, the longest first."""
    text = core_key(passage.text)
    held = [
        (key, entry)
        for key, entry in catalogue.names.items()
        if len(key) > 1 and key in text and _is_item(entry) and passage.document in entry.documents
    ]
    return [entry.text for _, entry in sorted(held, key=lambda one: -len(one[0]))[:MOST_NEIGHBOURS]]


def _is_item(entry: NameEntry) -> bool:
    return bool(entry.roles & {"row", "column"})


def _neighbours(linked: set[str], catalogue: Catalogue) -> list[str]:
    """Names above, below and beside the linked ones."""
    parents = {parent for key in linked if key in catalogue.names for parent in catalogue.names[key].parents}
    near = [
        entry.text
        for key, entry in catalogue.names.items()
        if key not in linked and _is_item(entry) and (entry.parents & (linked | parents) or key in parents)
    ]
    return near[:MOST_NEIGHBOURS]
