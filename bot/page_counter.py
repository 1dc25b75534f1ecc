"""The page that a long file is at, for a terminal or a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

PATIENCE = 2.0
"""Seconds without a word before the first line, and between lines of a log."""


class PageCounter:
    """Says "name: page 40 of 500" once a file takes longer than a moment: on one line that renews itself in a
    terminal, now and then on a line of its own anywhere else.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._renews = stream.isatty()
        self._said = clock()
        self._shown = False

    def show(self, name: str, page: int, pages: int) -> None:
        """Note that a page is done; said where it is time to."""
        waits = not (self._shown and self._renews) and self._clock() - self._said < PATIENCE
        if pages < 2 or waits:
            return
        text = f"{name}: page {page} of {pages}"
        self._stream.write(f"\r{text}\x1b[K" if self._renews else f"{text}\n")
        self._stream.flush()
        self._said, self._shown = self._clock(), True

    def clear(self) -> None:
        """Leave the line free for what is said of the file."""
        if self._shown and self._renews:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
        self._said, self._shown = self._clock(), False
