"""Answers that were shown, kept for a while so that a link can export, check or judge exactly what was shown."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.model import Answer
from bot.recent import Recent

MOST_KEPT = 2_000
"""Answers of all users together; the oldest leave first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer as it was shown, with what it was asked after and within."""

    question: str
    history: tuple[str, ...]
    documents: tuple[str, ...] | None
    language: str
    answer: Answer


class Shelf:
    """The latest answers by keys that cannot be guessed. Threads may share it."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._shown: Recent[str, Shown] = Recent(most)

    def put(self, shown: Shown) -> str:
        """The key of an answer from now on."""
        key = secrets.token_urlsafe(12)
        self._shown.put(key, shown)
        return key

    def get(self, key: str) -> Shown | None:
        """What was shown under a key, None where it has left."""
        return self._shown.get(key)
