"""Whether a sentence of a passage says what a summary says: the same words in the same order, function words apart.

How near two texts are in meaning does not tell who does what to whom, nor why: 审核 and 审批, a cause and another's, are
near. So a sentence must be clauses that follow each other in one sentence of its passage. It may add, leave out and
exchange the words of prompts/model.yaml, leave out whole clauses before and behind, and name the document's own
organisation before a duty of it. A condition or an exception may not be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from index.numerals import HAN
from index.text import fold
from prompts import load_yaml

Tokens = tuple[str, ...]
_TOKEN = re.compile(r"[a-z]+(?:['’-][a-z]+)*|\d[\d,]*(?:\.\d+)?%?|\S")
_UNIT_END = re.compile(r"(?<=[。;!?；！？\n])|(?<=\.)\s")
_MARKER = re.compile(rf"^\s*(?:\([{HAN}\d]{{1,3}}\)|[{HAN}]{{1,3}}、|\d{{1,2}}[、.](?!\d)|[{HAN}]{{1,2}}是)")
_NUMBER = re.compile(rf"[\d{HAN}百千万亿两零〇半壹贰叁肆伍陆柒捌玖拾]")
_ENDS = "。.!?；;！？ ,，、\n"
LEAST_SUBJECT = 3
"""Characters of an organisation's name by which a sentence may call it."""
FEWEST = 4
"""Tokens: a shorter piece says nothing by itself."""


def says(passage: str, sentence: str, organisation: str = "") -> str:
    """The part of a passage's sentence that says so; "" where none does."""
    told = fold(sentence).strip(_ENDS)
    numbered = bool(_NUMBER.search(told))
    for unit in units_of(passage):
        if _is_run(tokens_of(unit), tokens_of(told), numbered):
            return unit
    duty = _without_subject(told, organisation)
    if duty:
        for unit in units_of(passage):
            begins_with_duty = unit.startswith(tuple(_words("duties")))
            if begins_with_duty and _is_run(tokens_of(unit), tokens_of(duty), numbered, leading=False):
                return unit
    return ""


def units_of(passage: str) -> list[str]:
    """The sentences of a passage, folded, parted at semicolons too and without their numbers."""
    units = (_MARKER.sub("", fold(part)).strip(_ENDS) for part in _UNIT_END.split(passage))
    return [unit for unit in units if unit]


def tokens_of(text: str) -> Tokens:
    """Characters of Chinese, words of English, numbers, marks; what means the same as the same token."""
    for group in _words("same"):
        for word in sorted(group[1:], key=len, reverse=True):
            pattern = rf"\b{re.escape(word)}\b" if word.isascii() and word[0].isalpha() else re.escape(word)
            text = re.sub(pattern, group[0], text)
    return tuple(_TOKEN.findall(text))


def _without_subject(sentence: str, organisation: str) -> str:
    """What is left of a sentence that begins with the organisation or stands for it; "" where it does not."""
    whole = fold(organisation)
    lengths = [size for size in range(LEAST_SUBJECT, len(sentence)) if sentence[:size] in whole]
    named = [sentence[: max(lengths)]] if lengths else []
    begun = next((word for word in [*named, *_words("subjects")] if sentence.startswith(word)), "")
    rest = sentence[len(begun) :] if begun else ""
    if begun and not rest.startswith(tuple(_words("duties"))):
        return ""
    return rest.removeprefix("负责") if rest.removeprefix("负责").startswith(tuple(_words("duties"))) else rest


def _is_run(unit: Tokens, said: Tokens, numbered: bool, *, leading: bool = True) -> bool:
    """Whether what is said are clauses of the unit that follow each other, function words apart."""
    if len(said) < FEWEST:
        return False
    starts = [0, *(place + 1 for place, mark in enumerate(unit) if mark == ",")] if leading else [0]
    return any(
        not _conditional(unit[:start])
        and any(_may_end(unit, end, numbered) for end in _ends(unit, said, start, numbered))
        for start in starts
    )


def _ends(unit: Tokens, said: Tokens, start: int, numbered: bool) -> Iterator[int]:
    """Where in the unit one may be when all has been said, beginning at a place."""
    waiting, seen = [(start, 0)], {(start, 0)}
    while waiting:
        here, done = waiting.pop()
        if done == len(said):
            yield here
        steps = [(here, done + size) for size in _sizes(said, done, "add")]
        steps += [(here + size, done) for size in (*_sizes(unit, here, "leave_out"), *_aside(unit, here))]
        if done and not numbered:
            steps += [(here + size, done) for size in _beside(unit, here)]
        if here < len(unit) and done < len(said) and unit[here] == said[done]:
            steps.append((here + 1, done + 1))
        for step in steps:
            if step not in seen:
                seen.add(step)
                waiting.append(step)


def _sizes(tokens: Tokens, place: int, kind: str) -> list[int]:
    """Of how many tokens the function words of a kind are that begin at a place."""
    return [len(word) for word in _split_words(kind) if tokens[place : place + len(word)] == word]


def _aside(unit: Tokens, place: int) -> list[int]:
    """Of how many tokens the words in brackets are that begin at a place, where they are no condition."""
    if place == len(unit) or unit[place] != "(" or ")" not in unit[place:]:
        return []
    size = unit.index(")", place) + 1 - place
    return [] if _conditional(unit[place : place + size]) else [size]


def _beside(unit: Tokens, place: int) -> list[int]:
    """Of how many tokens the last item of a Chinese list is that begins at a place with its separator, at most, where
    what stands behind it belongs to the whole list: 图书借阅[和阅读推广]服务.
    """
    if place == len(unit) or unit[place] not in ("、", "或"):
        return []
    marks = {",", "(", ")", *_words("separators")}
    behind = next((end for end in range(place + 1, len(unit)) if unit[end] in marks), len(unit))
    item = "".join(unit[place + 1 : behind])
    if behind < len(unit) and unit[behind] in _words("separators"):  # not the last item
        return []
    return [] if item.startswith(tuple(_words("duties"))) or _conditional(tuple(item)) else [*range(2, behind - place)]


def _may_end(unit: Tokens, end: int, numbered: bool) -> bool:
    """Whether what is said may end here: at the end of a clause, or of a listed item that nothing behind belongs to."""
    rest = unit[end:]
    if not rest:
        return True
    if _conditional(rest):
        return False
    clause = rest[: rest.index(",")] if "," in rest else rest
    listed = not numbered and clause and clause[0] in _words("separators") and not set(clause) & {"的", "of"}
    return not clause or bool(listed)


def _conditional(tokens: Sequence[str]) -> bool:
    text = "".join(tokens)
    return any((word in tokens) if word.isascii() else (word in text) for word in _words("conditions"))


@cache
def _words(kind: str) -> Any:
    return load_yaml("model.yaml")["summary"][kind]


@cache
def _split_words(kind: str) -> list[Tokens]:
    return [tuple(_TOKEN.findall(word)) for word in _words(kind)]
