"""Any sentence-transformers model of this machine as an Encoder. The only import of sentence_transformers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder_protocol import Vectors
from index.errors import EncoderError

BATCH = 8
"""Texts that go through the model together. On two cores, 8 was fastest of 1 to 64: more only adds padding."""

E5_PROMPTS = {"query": "query: ", "document": "passage: "}
"""What e5 models were trained with; their own folders do not say so."""


class SentenceEncoder:
    """A model by name (from the local Hugging Face cache) or folder. Loaded at the first text; never fetched."""

    def __init__(self, model: str) -> None:
        self._source = model
        self._model: Any = None

    @property
    def name(self) -> str:
        """The name as given; of a folder, its last part."""
        path = Path(self._source)
        return path.name if path.is_dir() else self._source

    @property
    def dimensions(self) -> int:
        """Length of a vector; loads the model. Raises EncoderError."""
        return int(self.load().get_embedding_dimension())

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """N × `dimensions`, L2-normalised, with the model's own prompt for queries. Raises EncoderError."""
        return self._encode(self.load().encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """N × `dimensions`, L2-normalised, with the model's own prompt for documents. Raises EncoderError."""
        return self._encode(self.load().encode_document, texts)

    def load(self) -> Any:
        """The model itself, loaded once. Raises EncoderError where it is missing, incomplete or not installed."""
        if self._model is None:
            self._model = _load(self._source)
        return self._model

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        vectors = encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def _load(source: str) -> Any:
    # Before the import, since the hub's client reads them once; a name that is not here would be looked up 25 times.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(source, local_files_only=True)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise EncoderError(
            f'The embedding model "{source}" is not on this machine or is incomplete. '
            'Give a folder that holds a sentence-transformers model, or "packaged".'
        ) from error
    if "e5" in Path(source).name.lower() and not any(model.prompts.values()):
        model.prompts = dict(E5_PROMPTS)
    return model
