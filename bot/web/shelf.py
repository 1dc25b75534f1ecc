"""Answers that were shown, kept for a while so that a link can export, check or judge exactly what was shown."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from bot.model import Answer

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
        self._most = most
        self._shown: OrderedDict[str, Shown] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, shown: Shown) -> str:
        """The key of an answer from now on."""
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._shown[key] = shown
            while len(self._shown) > self._most:
                self._shown.popitem(last=False)
        return key

    def get(self, key: str) -> Shown | None:
        """What was shown under a key, None where it has left."""
        with self._lock:
            return self._shown.get(key)
