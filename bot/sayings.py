"""Sayings of a question as what they mean outright: 几个亿 is 几亿元, 怎么会是0 is 怎么会."""

from __future__ import annotations

import re
from functools import cache

from prompts import load_yaml


@cache
def _sayings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(one["said"]), one["meant"]) for one in load_yaml("sayings.zh.yaml"))


def outright(text: str) -> str:
    """The prepared question with every saying of the data in the words that it stands for, in the order of the data."""
    for said, meant in _sayings():
        text = said.sub(meant, text)
    return text
