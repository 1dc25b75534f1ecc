"""What answers in the source's own words share: the passages quoted, their sentences, how much of a word they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.model import Passage

MOST_INLINE = 3
"""Documents whose text is looked through line by line."""
MOST_PASSAGES = 8
SENTENCE = re.compile(r"(?:[^。；！？!?\n.]|\.(?!\s+[A-Z]|\s*$))+[。；！？!?.]?\n?\s*")


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """`passages` hold what is quoted; `placeholder` says that the section holds only the form's own instructions."""

    quotes: tuple[tuple[Passage, str], ...]
    section: tuple[str, ...]
    placeholder: bool = False
    cut: bool = False


def sentences_of(text: str) -> list[str]:
    """The sentences of a passage."""
    return SENTENCE.findall(text)


NEXT_ITEM = re.compile(r"^\s*(?:\d{1,2}[、.．]|[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|[①-⑳])")


def held(word: str, text: str) -> float:
    """How many of a word's characters a text holds: all of them, or its pairs of characters."""
    if word in text:
        return float(len(word))
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return len(word) * sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
