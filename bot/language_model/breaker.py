"""A circuit breaker: after some failures in a row a model is left alone for a while, then tried once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Breaker:
    """Threads may share it. `after` 0 never opens it."""

    def __init__(self, after: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._after = after
        self._seconds = seconds
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._lock = threading.Lock()

    def admit(self) -> bool:
        """Whether a call may be made. While it rests none may; after that one, and more only once that succeeded."""
        with self._lock:
            if not self._after or self._failures < self._after:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._seconds
            return True

    def record(self, success: bool) -> None:
        """Takes in how a call went."""
        with self._lock:
            self._failures = 0 if success else self._failures + 1
            if not success:
                self._until = self._clock() + self._seconds
