"""A rewording by a model, checked against the answer that it rewords. It may move words about, and nothing else.

    answer of the template ─▶ figures out, {{f1}} in ─▶ model ─▶ its words checked ─▶ figures back in

The model never sees a figure. What it writes passes only where every mark comes once and in the same order, behind the
same names and directions (增加, 减少), and its own words are words of the answer or words without content; so it can bring
in no number in digits or in Chinese, no unit, no year, no citation, no name, no reason and no link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.writing.verify import figures_in
from index.text import fold
from prompts import load_yaml

MARK = re.compile(r"\{\{f(\d+)\}\}")
_FIGURE = re.compile(
    r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?(?:%|亿元|百万元|万元|千元|元|倍|年|hundred million yuan|million yuan"
    r"|ten thousand yuan|thousand yuan|yuan|times))?(?:\[\d+\])*|(?:\[\d+\])+"
)
_CUT_MARK = re.compile(r"\{(?:\{(?:f(?:\d+\}?)?)?)?$")
"""A mark that has not come in whole."""
_PUNCTUATION = frozenset(" ,.;:!?。，、；：！？“”\"'《》（）()-—…\n")
_BREAK = re.compile("[，。、；：！？,;:!?（(\n]|\\.\\s")
_LATIN = re.compile(r"[a-z]+")
_SENTENCE = re.compile(r"[^。！？\n]+?(?:[。！？\n]+|(?<=[a-z}\])])\.(?=\s|$)|$)", re.S)
_MOST_LEFT_OUT = 3
"""Characters that a word may have been begun with."""
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
        if not self._passes(sentence):
            return None
        self._said += sentence
        return self._masked.filled(sentence)

    def preview(self, begun: str) -> str:
        """What may be shown of a sentence that goes on: "" where it does not pass as far as it has come.

        Its end may be the beginning of a name, or of another word: that is left out where it passes without it.
        """
        begun = _CUT_MARK.sub("", begun)
        for end in range(len(begun), max(0, len(begun) - _MOST_LEFT_OUT - 1), -1):
            said = begun[:end]
            if self._passes(said) or self._passes(said, self._open_name(said)):
                return self._masked.filled(said)
        return ""

    def _passes(self, sentence: str, open_name: int = 0) -> bool:
        """`open_name` is how many of its last characters begin a name that has not come in whole."""
        said = self._said + sentence
        if len(said) > most_characters(self._masked):
            return False
        own = fold(MARK.sub("\n", sentence))
        if not is_covered(own, self._source, self._connecting):
            return False
        *marked, going_on = _stretches(said[: len(said) - open_name], self._names_of)
        if len(marked) >= len(self._wanted) or not all(map(_alike, marked, self._wanted)):
            return False
        return _begins(going_on, self._wanted[len(marked)])

    def _open_name(self, begun: str) -> int:
        said = self._said + begun
        marks = list(MARK.finditer(said))
        tail = said[marks[-1].end() :] if marks else said
        folded = fold(tail)
        if len(marks) >= len(self._wanted) or len(folded) != len(tail):
            return 0
        names = self._wanted[len(marks)].names
        return max((size for name in names for size in range(1, len(name)) if folded.endswith(name[:size])), default=0)

    def complete(self) -> bool:
        """Whether every mark has come, and every name and direction of the answer."""
        said = _stretches(self._said, self._names_of)
        return len(said) == len(self._wanted) and all(map(_alike, said, self._wanted))


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


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands between two marks, or before the first or behind the last."""

    mark: str
    """Number of the mark behind it; "" behind the last mark."""
    names: Sequence[str]
    close: int
    """How many of the names no punctuation parts from the mark before them: these may be read as that figure's."""
    directions: frozenset[str]


def _stretches(text: str, names_of: Names) -> list[_Stretch]:
    """The stretches of a text, the one behind its last mark too."""
    marks = [(found.group(1), found.start(), found.end()) for found in MARK.finditer(text)]
    found = []
    start = 0
    for mark, end, behind in [*marks, ("", len(text), len(text))]:
        between = text[start:end]
        near = _BREAK.split(between, maxsplit=1)[0] if start else ""
        found.append(_Stretch(mark, names_of(between), len(names_of(near)), directions_in(between)))
        start = behind
    return found


def _alike(said: _Stretch, wanted: _Stretch) -> bool:
    same = (said.mark, list(said.names), said.directions) == (wanted.mark, list(wanted.names), wanted.directions)
    return same and said.close <= wanted.close


def _begins(said: _Stretch, wanted: _Stretch) -> bool:
    """Whether a stretch whose mark has not come yet may become the wanted one."""
    begun = list(wanted.names)[: len(said.names)] == list(said.names)
    return begun and said.close <= wanted.close and said.directions <= wanted.directions
