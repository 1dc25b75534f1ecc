"""Spaces as people on phones use them, in place of commas: 三公多少 比上年多了还是少了."""

from __future__ import annotations

import re
from itertools import pairwise

from index.text import has_han
from index.words import pattern_of

_ASKS = pattern_of("asked.zh.yaml", "asks")
_ENDS = re.compile("[,，。?？;；!！]")
_UNIT = re.compile("(?:[万亿]?元|[万亿]|%|呢|吗|没|钱)")


def with_commas(text: str) -> str:
    """The text with a comma for each space between two pieces that both ask; 2025 年, 多少 万元 and names stay as they are."""
    pieces = text.split(" ")
    told = pieces[0]
    for before, piece in pairwise(pieces):
        parts = bool(before) and bool(piece) and has_han(before[-1]) and has_han(piece[0]) and not _UNIT.match(piece)
        asked = _ASKS.search(_ENDS.split(told)[-1]) is not None
        told += f"{',' if parts and asked and _ASKS.search(piece) else ' '}{piece}"
    return told
