"""Whether a word means a name, by the embedding model and without asking the language model.

Small multilingual encoders put all short words near each other, so that the cosine by itself says little. What tells is
by how much the name is nearer to the word than every other name of the field is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.names.lexicon import load_lexicon
from index.encoder_protocol import Encoder
from index.errors import EncoderError
from index.text import core_key

MARGIN = 0.05
"""Of 900 everyday words of the term lists, 46 have a name nearer by this much than any rival; all 46 are right. With 0.04
it is 91 words, 2 of them wrong: near enough to suggest, not to answer."""
MOST_RIVALS = 100
MOST_KEPT = 20_000


class Likeness:
    """Compares words with names. Threads may share it. Without an encoder nothing is alike."""

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        self._open = encoder
        self._lock = threading.Lock()
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def means(self, word: str, name: str, others: Iterable[str]) -> bool:
        """Whether the name is the one meant: nearer to the word by MARGIN than `others` and the field's names like it.

        Never where there is no other to be nearer than.
        """
        same = _same_thing(name)
        rivals = [one for one in dict.fromkeys([*others, *_field_names(word)]) if core_key(one) not in same]
        if not rivals:
            return False
        try:
            vectors = self._of([word, name, *rivals])
        except EncoderError:
            return False
        scores = vectors[1:] @ vectors[0]
        return bool(scores[0] - scores[1:].max() >= MARGIN)

    def cosine(self, one: str, other: str) -> float | None:
        """How near two texts are; None without an encoder."""
        try:
            vectors = self._of([one, other])
        except EncoderError:
            return None
        return float(vectors[0] @ vectors[1])

    def warm(self) -> None:
        """Loads the encoder, which takes seconds."""
        self.cosine(".", ".")

    def _of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        with self._lock:
            if len(self._vectors) > MOST_KEPT:
                self._vectors.clear()
            missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
            if missing:
                self._vectors.update(zip(missing, self._open().encode_queries(missing), strict=True))
            return np.stack([self._vectors[text] for text in texts])


def _field_names(word: str) -> list[str]:
    """The names of the standard classification and of the forms that share most characters with a word, one at least."""
    letters = set(word)
    shared = [(len(letters & set(term.name)), term.name) for term in load_lexicon().terms]
    return [name for count, name in sorted(shared, key=lambda one: -one[0])[:MOST_RIVALS] if count]


def _same_thing(name: str) -> frozenset[str]:
    """The keys of all printed names of one thing."""
    lexicon = load_lexicon()
    positions = lexicon.by_key.get(core_key(name), ())
    return frozenset({core_key(name)}) | {key for position in positions for key in lexicon.terms[position].keys}
