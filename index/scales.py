"""How many a scale of money stands for, and what it is called: the one table that units, answers and their check go by."""

from __future__ import annotations

from typing import NamedTuple


class Scale(NamedTuple):
    """A scale by its Chinese and English name, and how many it stands for."""

    chinese: str
    english: str
    value: int


SCALES = (
    Scale("", "", 1),
    Scale("千", "thousand", 1_000),
    Scale("万", "ten thousand", 10_000),
    Scale("十万", "lakh", 100_000),
    Scale("百万", "million", 1_000_000),
    Scale("千万", "crore", 10_000_000),
    Scale("亿", "hundred million", 100_000_000),
    Scale("十亿", "billion", 1_000_000_000),
)
CHINESE = {one.chinese: one.value for one in SCALES}
ENGLISH = {one.english: one.value for one in SCALES}
ANY_CHINESE = "|".join(sorted(CHINESE, key=len, reverse=True))
"""The Chinese scales as alternatives of a pattern, the empty one last."""
