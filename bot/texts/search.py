"""Search for passages: by meaning and by words, the two rankings fused."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.encoder_protocol import Encoder
from index.errors import EncoderError, StoreError
from index.lexical import WordIndex
from index.store.vectors import PassageIndex

FUSION = 60
"""The constant of reciprocal rank fusion: how little the first ranks stand out; 60 is the method's own."""

DEPTH = 5
"""Each ranking is read this many times deeper than the result, so that what only both together like comes up."""

FEWEST = 30
MOST_LOOKED = 60
"""Passages that are looked through before a search, to see whether it is in vain."""
LONGEST_MEANT = 200
"""Characters of a question that are searched for by meaning; what encoding costs grows with them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; `score` compares hits of one search only."""

    passage_id: str
    score: float


Tells = Callable[[Sequence[str]], bool]
"""Whether one of the passages with these ids tells what is sought."""


class Search(Protocol):
    """The way into the text."""

    def __call__(
        self, query: str, k: int, documents: frozenset[str], needed: Sequence[str] = (), tells: Tells | None = None, /
    ) -> list[Hit]:
        """At most k hits in these documents, best first; none where no passage there can hold all texts that are `needed`, or
        none that can `tells` what is sought.
        """


class PassageSearch:
    """Hybrid search. Without vectors, or while they are not there yet, it goes by words alone."""

    def __init__(self, words: WordIndex, vectors: PassageIndex | None = None, encoder: Encoder | None = None) -> None:
        self._words = words
        self._vectors = vectors
        self._encoder = encoder

    def text_search(
        self,
        query: str,
        k: int = 10,
        documents: frozenset[str] | None = None,
        needed: Sequence[str] = (),
        tells: Tells | None = None,
    ) -> list[Hit]:
        """At most k hits, best first; only in `documents` unless None; none where no passage there can hold all that is
        `needed`, or none that can `tells`, which costs a tenth of a search. Raises StoreError where words fail, too.
        """
        if not query.strip() or k < 1 or (needed and not self._may_tell(needed, documents, tells)):
            return []
        depth = max(k * DEPTH, FEWEST)
        return fuse(self._by_meaning(query, depth, documents), self._words.query(query, depth, documents), k)

    def _may_tell(self, needed: Sequence[str], documents: frozenset[str] | None, tells: Tells | None) -> bool:
        """Whether a search may find a passage that holds all that is needed and tells what is sought."""
        holding = self._words.holding(needed, documents, MOST_LOOKED)
        if not holding or tells is None:
            return holding != []
        return len(holding) == MOST_LOOKED or tells(holding)

    def _by_meaning(self, query: str, depth: int, documents: frozenset[str] | None) -> list[tuple[str, float]]:
        """Passages nearest in meaning; none while the vectors are not ready or cannot be used."""
        if self._vectors is None or self._encoder is None:
            return []
        try:
            if not self._vectors.count():
                return []
            return self._vectors.query(self._encoder.encode_queries([query[:LONGEST_MEANT]])[0], depth, documents)
        except (EncoderError, StoreError) as error:
            _log.warning("Searching by words alone: %s", error)
            return []


def fuse(by_meaning: Sequence[tuple[str, float]], by_words: Sequence[tuple[str, float]], k: int) -> list[Hit]:
    """Two rankings of (passage id, score) to one: a passage scores 1 / (FUSION + rank) in each that holds it.

    On a tie the ranking by words goes first: what the question literally says.
    """
    meaning_ranks = {passage_id: rank for rank, (passage_id, _) in enumerate(by_meaning, start=1)}
    word_ranks = {passage_id: rank for rank, (passage_id, _) in enumerate(by_words, start=1)}
    hits = [
        Hit(
            passage_id=passage_id,
            score=sum(1 / (FUSION + ranks[passage_id]) for ranks in (meaning_ranks, word_ranks) if passage_id in ranks),
        )
        for passage_id in dict.fromkeys([*word_ranks, *meaning_ranks])
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:k]
