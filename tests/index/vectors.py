"""Vectors for tests that do not care what they mean."""

from __future__ import annotations

import numpy as np

from index.encoder_protocol import Vectors

DIMENSIONS = 16


def random_vectors(count: int, seed: int) -> Vectors:
    """Count × 16, each of length 1, the same for the same seed."""
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
