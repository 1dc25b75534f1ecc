"""Names that a stretch of a question is not, but is near to: their words or characters in order, or one of them wrong."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.names.catalogue import Catalogue
from bot.names.english_names import may_be
from bot.names.terms import NEAR_QUALITY, TITLE_QUALITY, Sense
from bot.names.typos import is_slip
from index.text import core_key

ORDER_QUALITY = 0.7
NEAR_SCORE = 80.0
"""Of 100; one wrong character in five."""
MIN_NEAR = 4
"""Shorter words are near to too much."""
MAX_IN_ORDER = 4
RECALLED = 1024
"""Stretches whose near names are kept: a question is linked again and again with other words in one place."""


class LooseNames:
    """The names of one catalogue by what is near to them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.near = lru_cache(RECALLED)(self._near)
        """The names that differ least from a stretch, as a sense; None without any."""
        self._keys = [key for key, entry in catalogue.names.items() if len(key) >= MIN_NEAR and entry.roles - {"table"}]

    def words_in_order(self, surface: str) -> Sense | None:
        """The names that hold the words of an English phrase in their order with few between them: business (license) tax."""
        words = core_key(surface).split()
        if len(words) < 2 or not surface.isascii():
            return None
        pattern = re.compile(r"\b" + r"\b(?: [a-z]+){0,2}? ".join(map(re.escape, words)) + r"\b")
        found = frozenset(name for name in self._catalogue.containing(words[0]) if pattern.search(name))
        return Sense("name", surface, found, quality=TITLE_QUALITY) if 0 < len(found) <= MAX_IN_ORDER else None

    def in_order(self, surface: str) -> Sense | None:
        """The names that hold the characters of a Chinese stretch in their order."""
        key = core_key(surface)
        if len(key) < MIN_NEAR or key.isascii():
            return None  # letters in order make up no word: sast is no sales tax
        found = self._catalogue.in_order(key)
        if not 0 < len(found) <= MAX_IN_ORDER:
            return None
        return Sense("name", surface, frozenset(found), quality=ORDER_QUALITY)

    def _near(self, surface: str) -> Sense | None:
        key = core_key(surface)
        if len(key) < MIN_NEAR:
            return None
        found = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=NEAR_SCORE, limit=3)
        found = [one for one in found if (may_be(key, one[0]) if key.isascii() else is_slip(key, one[0]))]
        if not found:
            return None
        best = found[0][1]
        keys = frozenset(name for name, score, _ in found if score == best)
        return Sense("name", surface, keys, quality=NEAR_QUALITY)
