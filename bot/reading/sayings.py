"""Sayings of a question as what they mean outright: 几个亿 is 几亿元, 怎么会是0 is 怎么会, 收大于支 is 收入大于支出."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.words import filled
from prompts import load_yaml

LONGEST = 500
"""Characters up to which a question is looked through for sayings: the time that the patterns take grows faster than it."""
_KEYS = frozenset({"said", "meant", "unless", "as"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A pattern of the prepared question, and the template of what is put in its place."""

    said: re.Pattern[str]
    meant: str
    unless: str
    """A word with which a question is left as it is; "" for none."""

    def outright(self, text: str) -> str:
        """The question with the saying, wherever it stands, in the words that it stands for.

        Looked for first: to put it in its place, re reads the template anew for each of more sayings than it remembers.
        """
        if self.said.search(text) is None or (self.unless and self.unless in text):
            return text
        return self.said.sub(self.meant, text)


@cache
def sayings(name: str) -> tuple[Saying, ...]:
    """The sayings of a file of prompts/, in its order: a list of them, or `sayings` beside what their $names stand for.

    Raises ValueError with the file and the saying for one that cannot be read.
    """
    data = load_yaml(name)
    return tuple(_saying(name, one) for one in (data["sayings"] if isinstance(data, dict) else data))


def _saying(name: str, entry: Any) -> Saying:
    if not isinstance(entry, dict) or not {"said", "meant"} <= entry.keys() <= _KEYS:
        raise ValueError(f"prompts/{name}: a saying has said, meant and as, and may have unless: {entry!r}")
    try:
        return Saying(re.compile(filled(name, entry["said"])), entry["meant"], entry.get("unless", ""))
    except re.error as error:
        raise ValueError(f"prompts/{name}: no pattern ({error}): {entry['said']}") from error


def outright(text: str, name: str = "sayings.zh.yaml") -> str:
    """The prepared question with every saying of the data in the words that it stands for, in the order of the data; a text
    longer than LONGEST as it is.
    """
    if len(text) > LONGEST:
        return text
    for saying in sayings(name):
        text = saying.outright(text)
    return text
