"""What a model wrote, taken apart: reasoning left out, the object that was asked for found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
_LATE_END = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.S | re.I)
"""A server may leave out the beginning of the reasoning, which its template wrote."""
MOST_STARTS = 40
"""Places in a reply where an object is looked for."""


def without_thoughts(text: str) -> str:
    """The reply without blocks of reasoning, an unfinished one too."""
    return _LATE_END.sub("", _THOUGHT.sub("", text)).strip()


def find_object(text: str, keys: Sequence[str]) -> dict[str, Any] | None:
    """The last JSON object in a text that has all the keys, None where there is none."""
    found = None
    for candidate in _objects(without_thoughts(text)):
        if all(key in candidate for key in keys):
            found = candidate
    return found


def _objects(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    position = text.find("{")
    for _ in range(MOST_STARTS):
        if position < 0:
            return
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            end = position + 1
        else:
            if isinstance(value, dict):
                yield value
        position = text.find("{", end)
