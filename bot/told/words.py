"""Words of questions and of sentences in English, so that one can be looked for in the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from prompts import load_yaml

_NAMED = re.compile(
    r"\b(band|option|section|scenario|phase|group|grade|class|zone|ward|tier|stage|part|proposal) ([a-z]|\d{1,2})\b"
)
_WORD = re.compile(r"=?[a-z0-9%][a-z0-9.%]*")
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ions",
    "ion",
    "ings",
    "ing",
    "ied",
    "ies",
    "ers",
    "er",
    "ed",
    "es",
    "s",
    "e",
    "y",
)
SHORTEST_STEM = 4


@cache
def listed(key: str) -> Any:
    """An entry of prompts/told.english.yaml."""
    return load_yaml("told.english.yaml")[key]


@cache
def _alike() -> dict[str, str]:
    return {word: _cut(group[0]) for group in listed("alike") for word in group}


def _cut(word: str) -> str:
    end = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= SHORTEST_STEM), "")
    return word.removesuffix(end)


@lru_cache(16_384)
def stem(word: str) -> str:
    """What a word has in common with its other forms, and with the words that mean the same here."""
    return _alike().get(word) or _cut(word)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters; the letter of Band D and the number of Section 3 as "=d", "=3"."""
    plain = (
        text.lower().replace("’", "'").replace("'s", "").replace("s' ", "s ").replace("-", " ").replace("&", " and ")
    )
    plain = re.sub(r"⟨[^⟩]*⟩", " ", re.sub(r"['\"‘“”]", "", plain))
    return [word.strip(".") for word in _WORD.findall(_NAMED.sub(r"\1 =\2", plain)) if word.strip(".")]


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words, without those that say nothing."""
    return frozenset(stem(word) for word in words_of(text) if word not in stop_words())


@cache
def stop_words() -> frozenset[str]:
    """The words that say nothing of what is asked for."""
    return frozenset(listed("stop"))


@cache
def light_stems() -> frozenset[str]:
    """The stems of words that need not be part of what a figure is called."""
    return frozenset(map(stem, listed("light")))


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """The stems of some words."""
    return frozenset(map(stem, words))


def is_one_letter_off(word: str, name: str) -> bool:
    """Whether a word is a name with one letter left out, added, changed, or changed places with the next."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    start = next(
        (at for at, (one, two) in enumerate(zip(word, name, strict=False)) if one != two), min(len(word), len(name))
    )
    rest, wanted = word[start:], name[start:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest == wanted[1:] or rest[1:] == wanted or swapped
