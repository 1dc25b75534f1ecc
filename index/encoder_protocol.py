"""What every embedding model looks like to the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text, L2-normalised, so that a dot product is the cosine."""

PACKAGED_NAME = "multilingual-e5-small-q4"
PACKAGED_DIMENSIONS = 384


class Encoder(Protocol):
    """Turns texts into vectors. Questions and passages are told apart, since e5 models were trained so."""

    @property
    def name(self) -> str:
        """Name that goes into the manifest of an index: vectors of different names do not compare."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """N × `dimensions`, L2-normalised. Raises EncoderError when the model cannot be loaded."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """N × `dimensions`, L2-normalised. Raises EncoderError when the model cannot be loaded."""
