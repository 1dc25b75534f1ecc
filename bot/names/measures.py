"""Measure words by which a question asks how many there are, by prompts/measures.yaml."""

from __future__ import annotations

from index.words import words_of

THINGS = "".join(words_of("measures.yaml", "things"))
"""Of people and things: 辆, 台, 人; as characters of a pattern's class."""
ASKED_THINGS = f"(?:多少|几)[{THINGS}]"
"""A pattern of what asks for a number of them: 多少辆."""
CLASSIFIERS = frozenset((*THINGS, *words_of("measures.yaml", "others")))
"""Measure words of things that a text counts; rows of a table are counted in 个, 项 or 类."""
PAIRS = words_of("measures.yaml", "pairs")
ENTRIES = "项笔"
"""By these the entries of a list are counted, and no things."""
