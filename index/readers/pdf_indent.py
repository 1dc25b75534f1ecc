"""How deep the labels of a PDF table are indented: the only sign of hierarchy without codes and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DEEPEST = 4
"""Levels; a text further in stands there for another reason."""
FEWEST = 3
"""Labels in a column from which its indents are trusted."""

WHOLE = 0.9
"""Share of the labels that must stand whole ems further in."""


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where the first line of a label stands in its cell: free room at its left and right, and its size, in points."""

    left: float
    right: float
    size: float


def indents(labels: Sequence[LabelPlace]) -> list[int]:
    """Ems that each label of one column is indented by; all 0 where the column is centred or ragged."""
    flat = [0] * len(labels)
    aligned = [label for label in labels if abs(label.left - label.right) > 0.8 * label.size]
    if len(aligned) < FEWEST:
        return flat
    start = min(label.left for label in aligned)
    ems = [(label.left - start) / label.size for label in aligned]
    whole = sum(abs(em - round(em)) < 0.2 for em in ems)
    flush = sum(round(em) == 0 for em in ems)
    if whole < WHOLE * len(ems) or flush < 2:
        return flat
    levels = [round((label.left - start) / label.size) if label in aligned else 0 for label in labels]
    return [level if level <= DEEPEST else 0 for level in levels]
