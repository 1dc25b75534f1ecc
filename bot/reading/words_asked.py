"""The words of a Chinese question that a sentence must hold if it is to tell what is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.names.terms import SenseKind, Token
from bot.reading.question import PROJECT, Question
from bot.reading.things_asked import Asked
from index.lexical import tagged
from prompts import load_yaml

_NOUNS = re.compile("^(?:n.*|vn|an|j|l|i|s|b|a|t)$")
"""Tags of words that a sentence must have: nouns and what is like them."""
_GRAMMAR = re.compile("^(?:u.?|[pcrfyeoqm])$")
"""Tags of words of grammar, which no sentence need hold."""
_SINGLE = re.compile("^(?:n|j|ng|tg|vg|zg|b|a|t|m)$")
"""Tags of characters that are one word with the noun beside them: 科普|日, 大|中修."""
_NUMERAL = re.compile("[\\d零一二两三四五六七八九十百千万亿几]")
_FRAMES: tuple[SenseKind, ...] = ("organisation", "year")
_NOT = re.compile("[不未没无][\u4e00-\u9fff]{2}")
_ASIDE = re.compile("(?:^|(?<=[,。;?]))(?:我|咱|本人|作为|身为)[^,。;?多少几哪什]{0,30}[,。;]")
"""A clause about whoever asks: 我是一家企业的财务，"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question in all its forms; a `noun` must stand in the sentence or above it."""

    forms: tuple[str, ...]
    noun: bool
    start: int
    end: int

    def before(self, other: Word) -> Word:
        """It and the word right behind it as one."""
        forms = tuple(one + two for one in self.forms for two in other.forms)
        return Word(forms, self.noun or other.noun, self.start, other.end)

    def stands_in(self, text: str) -> bool:
        """Whether a text holds one of its forms, and not behind what makes another word of it: 离退休人员 are more than 退休人员."""
        return any(form in text and _stands(form, text) for form in self.forms)


def _stands(form: str, text: str) -> bool:
    return any(not text[: found.start()].endswith(OTHER_WORD) for found in re.finditer(re.escape(form), text))


OTHER_WORD = ("离", "非", "不", "未", "无", "副", "反")
"""What before a word makes another of it."""


def words_asked(question: Question, text: str, asked: Sequence[Asked]) -> list[Word]:
    """The words of a prepared question without bodies, years and what it asks by."""
    masked = [(one.start, one.end) for one in asked] + [one.span() for one in _ASIDE.finditer(text)]
    for token in question.tokens:
        framed = any(token.has(kind) for kind in _FRAMES) and text[token.start : token.end] == token.surface
        masked += [(token.start, token.end)] if framed else []
    told = [token for token in question.tokens if token.has("lacking") or token.has("stranger")]
    whole = [token for token in told if not _within(token, masked)]
    found = [Word((one.surface,), noun=True, start=one.start, end=one.end) for one in whole]
    negated = (one for one in _NOT.finditer(text) if one.group() not in _light())
    found += [Word(_forms(one.group()), noun=True, start=one.start(), end=one.end()) for one in negated]
    fillers = [(token.start, token.end) for token in question.tokens if _is_filler(token)]
    taken = [*masked, *((one.start, one.end) for one in found)]
    return found + _cut(text, taken, fillers, figures=asked[0].kind != "text")


def _cut(
    text: str, taken: Sequence[tuple[int, int]], fillers: Sequence[tuple[int, int]], *, figures: bool
) -> list[Word]:
    """The words of the dictionary outside what is taken, each with a character beside it that is no word by itself."""
    found: list[Word] = []
    single: Word | None = None
    for start, end, tag in tagged(text):
        cut = [place for place in range(start, end) if not _inside(place, taken)]
        word = "".join(text[place] for place in cut)
        if not word.strip() or not word.isalnum() or all(_inside(place, fillers) for place in cut):
            single = None
        elif len(word) == 1:
            single = _character(word, tag, cut[0])
            if single and found and found[-1].noun and found[-1].end == start and _SINGLE.match(tag):
                found.append(found.pop().before(single))
                single = None
            elif single and figures:
                found.append(single)
            single = single if _SINGLE.match(tag) else None
        elif word not in _light() and not _GRAMMAR.match(tag) and not _only_leads(word, tag):
            one = Word(_forms(word), figures or bool(_NOUNS.match(tag)), cut[0], cut[-1] + 1)
            if single and single.end == start and _NOUNS.match(tag):
                found = found[:-1] if found and found[-1] is single else found
                one = single.before(one)
            found.append(one)
            single = None
    return found


def _character(word: str, tag: str, start: int) -> Word | None:
    """A character that is a word by itself, or a part of the word beside it; None for one of grammar."""
    light = word in (_light() | _leading()) or bool(_NUMERAL.match(word))
    if light or (_GRAMMAR.match(tag) and not _SINGLE.match(tag)) or (tag == "d" and word not in _weighty()):
        return None
    return Word((word,), True, start, start + 1)


def _only_leads(word: str, tag: str) -> bool:
    return len(word) <= MIN_WORD and word[0] in _leading() and tag.startswith("v")


@cache
def _weighty() -> frozenset[str]:
    return frozenset(load_yaml("words.zh.yaml")["weighty"]["characters"])


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _within(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < token.end and token.start < end for start, end in spans)


def _is_filler(token: Token) -> bool:
    return all(sense.kind == "filler" for sense in token.senses) and PROJECT not in token.surface


def _forms(word: str) -> tuple[str, ...]:
    """A word, what else it is called, and what is left of it without a verb that the dictionary took for its beginning."""
    forms = _otherwise().get(word, (word,))
    return (*forms, word[1:]) if len(word) > MIN_WORD and word[0] in _leading() else forms


MIN_WORD = 2


@cache
def _leading() -> frozenset[str]:
    return frozenset(load_yaml("told_in_text.zh.yaml")["leading"])


@cache
def _otherwise() -> Mapping[str, tuple[str, ...]]:
    groups = load_yaml("told_in_text.zh.yaml")["otherwise"]
    return {word: tuple(group) for group in groups for word in group}


@cache
def _light() -> frozenset[str]:
    return frozenset(load_yaml("told_in_text.zh.yaml")["light"])
