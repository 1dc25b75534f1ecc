"""What answers in the source's own words share: the passages quoted, their sentences, how much of a word they hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.names.lexicon import are_one, load_lexicon
from index.model import Passage
from index.numerals import HAN
from index.prose_text import YEAR

MOST_INLINE = 3
"""Documents whose text is looked through line by line."""
MOST_PASSAGES = 8
"""How many an answer quotes; searches are asked for two or three times as many."""
MOST_CHARACTERS = 1600
"""A longer section is cut at a sentence end, and the answer says so."""
_PLACEHOLDER = re.compile(r"^[（(][^（）()]{0,60}(?:列举|填写|说明|描述|简述|概述|明确)[^（）()]{0,60}[)）]$")
_SENTENCE = re.compile(r"(?:[^。；！？!?\n.]|\.(?!\s+[A-Z]|\s*$))+[。；！？!?.]?\n?\s*")
NEXT_ITEM = re.compile(rf"^\s*(?:\d{{1,2}}[、.．]|[(（][{HAN}\d]+[)）]|[{HAN}]+、|[①-⑳])")
"""How an item of a list begins."""
SERVES = re.compile("(?:主要)?(?:用于|用作|用来|为了)")
"""How the clause begins that says what the figure before it is for."""
ALSO = re.compile("以及|[、和及与]")
"""What stands between the things that it is for."""
LEVEL_MARK = re.compile(r"[(（][类款项][)）]")
"""住房保障（类）支出 is 住房保障支出."""


LONG_WORD = 6
"""An unknown word of so many characters may be several; most pairs of its characters are then enough."""
MOST_PAIRS = 0.7


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """`quotes` are passages and what is quoted of each; `placeholder`: the section holds only the form's own instructions;
    `cut`: it was too long to be quoted whole.
    """

    quotes: tuple[tuple[Passage, str], ...]
    section: tuple[str, ...]
    placeholder: bool = False
    cut: bool = False


def is_of_other_year(passage: Passage, years: Collection[int] | None) -> bool:
    """Whether the innermost heading above a passage that names a year names none of these."""
    named = (YEAR.findall(heading) for heading in reversed(passage.section))
    told = {int(year) for year in next(filter(None, named), ())}
    return bool(years and told and told.isdisjoint(years))


def sentences_of(text: str) -> list[str]:
    """The sentences of a passage."""
    return _SENTENCE.findall(text)


def with_list(text: str, sentence: str) -> str:
    """A sentence of a text; where it opens a list that goes on behind its semicolon, 存在三个问题：一是…；, to the end of that."""
    told = sentence.strip()
    if not told.endswith(("；", ";")) or not _OPENS_LIST.search(told) or told not in text:
        return told
    start = text.index(told)
    for one in sentences_of(text[start + len(told) :])[:MOST_ITEMS]:
        told += one
        if not one.rstrip().endswith(("；", ";")):
            break
    return told.strip()


_OPENS_LIST = re.compile("一是|(?:主要|包括|如下|分别|具体)(?:是|有|为|包括)?[:：]")
MOST_ITEMS = 12


def held(word: str, text: str) -> float:
    """How many of a word's characters a text holds: all of them, or its pairs of characters."""
    if word in text:
        return float(len(word))
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return len(word) * sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def without_longer(word: str, text: str) -> str:
    """A text without the names of other things that end with a word of the field: 离退休人员 for 退休人员."""
    for name in _ending_with(word):
        text = text.replace(name, "")
    return text


@lru_cache(1024)
def _ending_with(word: str) -> tuple[str, ...]:
    by_key = load_lexicon().by_key
    known = word in by_key and not word.isascii()
    return tuple(one for one in by_key if known and one.endswith(word) and not are_one(one, word))


def stands_in(word: str, text: str) -> bool:
    """Whether a text holds a word; one in Latin letters as the beginning of a word, so that its plural counts."""
    if not word.isascii():
        return word in text
    return all(re.search(rf"\b{re.escape(part)}", text) for part in word.split())


def holds(word: str, text: str) -> bool:
    """Whether a text holds a word: most of it, and its end, where it is so long that it may be several words."""
    if stands_in(word, text):
        return True
    long = needed_of(word) != word and needed_of(word) in text
    return long and held(word, text) >= MOST_PAIRS * len(word)


def needed_of(word: str) -> str:
    """What a text must have to hold a word: the word itself, the end of a long one."""
    return word[-2:] if len(word) >= LONG_WORD and not word.isascii() else word


def upto(section: tuple[str, ...], headings: Sequence[str]) -> tuple[str, ...]:
    """The headings above a passage down to the first that has one of these words; all of them where none has."""
    for depth, title in enumerate(section):
        if any(heading in title for heading in headings):
            return section[: depth + 1]
    return section


def whole_section(passages: Sequence[Passage], path: tuple[str, ...]) -> TextAnswer:
    """The passages of a section as they are, to the last that an answer has room for."""
    passages = [one for one in passages if not _FORM_NUMBER.fullmatch(one.text.strip())] or passages
    quotes: list[tuple[Passage, str]] = []
    size, cut = 0, False
    for passage in passages[:MOST_PASSAGES]:
        text = passage.text
        if size + len(text) > MOST_CHARACTERS and quotes:
            cut = True
            break
        quotes.append((passage, text))
        size += len(text)
    whole = "".join(text for _, text in quotes).strip()
    return TextAnswer(
        tuple(quotes), path, placeholder=bool(_PLACEHOLDER.match(whole)), cut=cut or len(passages) > MOST_PASSAGES
    )


_FORM_NUMBER = re.compile(rf"附?[表件][{HAN}\d]{{1,3}}(?:[-—之]\d+)?")
"""A line that says no more than that a form follows: 表1."""
