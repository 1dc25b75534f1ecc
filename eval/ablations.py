"""The bot without one of its parts: what each part is worth, scored beside the whole bot in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.model import Answer
from bot.names.lexicon import names_alone
from bot.parts import Parts
from bot.texts.search import Hit, Tells, fuse
from index.store.folder import Store

Change = Callable[[Parts, Store], Parts]
"""A bot's parts → the same with one of them left out."""


def without_aliases(parts: Parts, store: Store) -> Parts:
    """Every term of the field by its one name: no synonyms, no everyday words, no English."""
    return replace(parts, lexicon=names_alone(parts.lexicon))


def without_embeddings(parts: Parts, store: Store) -> Parts:
    """Passages by their words alone, and no names near in meaning."""

    def search(
        query: str, k: int, documents: frozenset[str], needed: Sequence[str] = (), tells: Tells | None = None, /
    ) -> list[Hit]:
        return fuse([], store.words.query(query, max(5 * k, 30), documents), k) if query.strip() else []

    return replace(parts, search=search, near=_none_near)


def without_words(parts: Parts, store: Store) -> Parts:
    """Passages by their meaning alone."""

    def search(
        query: str, k: int, documents: frozenset[str], needed: Sequence[str] = (), tells: Tells | None = None, /
    ) -> list[Hit]:
        near = store.vectors.query(store.encoder.encode_queries([query])[0], max(5 * k, 30), documents)
        return fuse(near, [], k)

    return replace(parts, search=search)


def without_verification(parts: Parts, store: Store) -> Parts:
    """Every answer goes out as it was written."""
    return replace(parts, verify=_all_supported)


def _none_near(word: str, among: Iterable[str]) -> list[tuple[str, float]]:
    return []


def _all_supported(
    answer: Answer, known: Iterable[Decimal], question: str, audited: Sequence[str] = ()
) -> list[Decimal]:
    return []


ABLATIONS: dict[str, Change] = {
    "without aliases": without_aliases,
    "without embeddings": without_embeddings,
    "without BM25": without_words,
    "without verification": without_verification,
}
