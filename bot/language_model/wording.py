"""A rewording by a model, checked against the answer that it rewords. It may move words about, and nothing else.

    answer of the template ─▶ figures out, {{f1}} in ─▶ model ─▶ its words checked ─▶ figures back in

The model never sees a figure. What it writes passes only where every mark comes once and in the same order, behind the
same names, and its own words are words of the answer or words without content; so it can bring in no number in digits or
in Chinese, no unit, no year, no citation, no name, no reason and no link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.verify import figures_in
from index.text import fold
from prompts import load_yaml

MARK = re.compile(r"\{\{f(\d+)\}\}")
_FIGURE = re.compile(
    r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?(?:%|亿元|百万元|万元|千元|元|倍|年|hundred million yuan|million yuan"
    r"|ten thousand yuan|thousand yuan|yuan|times))?(?:\[\d+\])*|(?:\[\d+\])+"
)
_PUNCTUATION = frozenset(" ,.;:!?。，、；：！？“”\"'《》（）()-—…\n")
_LATIN = re.compile(r"[a-z]+")
_SENTENCE = re.compile(r"[^。！？\n]+?(?:[。！？\n]+|(?<=[a-z}\])])\.(?=\s|$)|$)", re.S)
LONGER = 2
"""A rewording may be so many times as long as what it rewords, and a sentence more."""
Names = Callable[[str], Sequence[str]]
"""The names that a stretch of text holds, in order."""


@dataclass(frozen=True, slots=True)
class Masked:
    """An answer's text with its figures taken out."""

    text: str
    figures: tuple[str, ...]

    def filled(self, text: str) -> str:
        """A text with this answer's figures in place of its marks. Raises IndexError for a mark that is not one."""
        return MARK.sub(lambda found: self.figures[int(found.group(1)) - 1], text)


def mask(text: str) -> Masked:
    """The text with {{f1}}, {{f2}} … where numbers stood, with their units and citation marks."""
    figures: list[str] = []

    def out(found: re.Match[str]) -> str:
        figures.append(found.group(0))
        return f"{{{{f{len(figures)}}}}}"

    return Masked(_FIGURE.sub(out, text), tuple(figures))


def most_characters(masked: Masked) -> int:
    """What a rewording may be long at most."""
    return LONGER * len(masked.text) + 100


class Wording:
    """Takes a rewording in, sentence by sentence."""

    def __init__(self, masked: Masked, language: str, names_of: Names) -> None:
        self._masked = masked
        self._names_of = names_of
        self._wanted = _stretches(masked.text, names_of)
        self._source = fold(MARK.sub("\n", masked.text))
        self._connecting = frozenset(load_yaml("model.yaml")["connecting"][language])
        self._said = ""

    def accept(self, sentence: str) -> str | None:
        """The sentence with its figures filled in; None where it does not pass: then nothing of it may be shown."""
        said = self._said + sentence
        if len(said) > most_characters(self._masked):
            return None
        own = fold(MARK.sub("\n", sentence))
        if not is_covered(own, self._source, self._connecting):
            return None
        marked = _stretches(said, self._names_of)[:-1]
        if marked != self._wanted[: len(marked)]:
            return None
        self._said = said
        return self._masked.filled(sentence)

    def complete(self) -> bool:
        """Whether every mark has come, and every name and direction of the answer."""
        alike = _stretches(self._said, self._names_of) == self._wanted
        return alike and directions_in(self._said) == directions_in(self._masked.text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each with its end."""
    return [found.group(0) for found in _SENTENCE.finditer(text) if found.group(0).strip()]


def same_figures(one: str, other: str) -> bool:
    """Whether two texts print the same figures in the same order, with the same citation marks."""
    return list(figures_in(one)) == list(figures_in(other))


def is_covered(own: str, source: str, connecting: frozenset[str]) -> bool:
    """Whether a folded text is made of pieces of the source (two characters or more), connecting words, punctuation."""
    reach = {0}
    words = set(_LATIN.findall(source))
    for start in range(len(own)):
        if start not in reach:
            continue
        latin = _LATIN.match(own, start)
        if latin:
            if latin.group() in words or latin.group() in connecting:
                reach.add(latin.end())
            continue
        if own[start] in _PUNCTUATION:
            reach.add(start + 1)
        for end in range(start + 1, min(len(own), start + _LONGEST_PIECE) + 1):
            piece = own[start:end]
            if piece in connecting or (end - start > 1 and piece in source):
                reach.add(end)
    return len(own) in reach


_LONGEST_PIECE = 40


def directions_in(text: str) -> frozenset[str]:
    """The groups of prompts/model.yaml of which the text holds a word: which way a comparison goes, no, about …"""
    folded = fold(text)
    latin = set(_LATIN.findall(folded))
    return frozenset(
        group
        for group, words in load_yaml("model.yaml")["directions"].items()
        if any((word in latin) if word.isascii() else (word in folded) for word in words)
    )


def _stretches(text: str, names_of: Names) -> list[tuple[str, Sequence[str]]]:
    """Each mark with the names between the mark before and it; last, "" with the names behind the last mark."""
    found: list[tuple[str, Sequence[str]]] = []
    start = 0
    for mark in MARK.finditer(text):
        found.append((mark.group(1), names_of(text[start : mark.start()])))
        start = mark.end()
    return [*found, ("", names_of(text[start:]))]
