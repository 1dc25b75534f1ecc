"""Measure words by which a question asks how many there are, by prompts/measures.yaml."""

from __future__ import annotations

from index.words import words_of
from prompts import load_yaml

THINGS = "".join(words_of("measures.yaml", "things"))
"""Of people and things: 辆, 台, 人; as characters of a pattern's class."""
ASKED_THINGS = f"(?:多少|几)[{THINGS}]"
"""A pattern of what asks for a number of them: 多少辆."""
ASKED_PEOPLE = f"(?:多少|几)[名个位]?(?:{'|'.join(words_of('measures.yaml', 'people'))})"
"""A pattern of what asks for a number of people by what they are: 多少老人."""
CLASSIFIERS = frozenset((*THINGS, *words_of("measures.yaml", "others")))
"""Measure words of things that a text counts; rows of a table are counted in 个, 项 or 类."""
PAIRS = words_of("measures.yaml", "pairs")
OWNED = {
    word: thing for thing in load_yaml("measures.yaml")["owned"] for word in words_of("measures.yaml", "owned", thing)
}
"""What a body has, as people say it, and as papers count it: 公车 and 车辆."""
ENTRIES = "项笔"
"""By these the entries of a list are counted, and no things."""
