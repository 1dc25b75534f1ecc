"""Rows whose sign tells which of two opposite things they are: a surplus, or a (deficit)."""

from __future__ import annotations

import re
from decimal import Decimal

from prompts import load_yaml

_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")


def is_of_sign(asked: str, row: str, value: Decimal) -> bool | None:
    """Whether a row's figure is what the words ask after, a deficit or a surplus; None where they ask after neither.

    A row that names both puts the one that is printed as a negative figure in brackets: Net Surplus / (Deficit).
    """
    sides = _sides_in(asked)
    if len(sides) != 1:
        return None
    named = _sides_in(row)
    if sides == named:
        return value > 0 if sides == {"surplus"} else value != 0
    bracketed = frozenset().union(*(_sides_in(part) for part in _BRACKETED.findall(row)))
    negative = bracketed if len(bracketed) == 1 else frozenset({"deficit"})
    return value < 0 if sides == negative else value > 0


def _sides_in(text: str) -> frozenset[str]:
    """Which of the two opposite things a text names."""
    words: dict[str, list[str]] = load_yaml("cues.yaml")["signs"]
    said = text.lower()
    return frozenset(side for side, names in words.items() if any(name in said for name in names))
