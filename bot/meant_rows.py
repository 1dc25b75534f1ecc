"""The one row that a loose wording means: 奖学金助学金 for 学生奖助学金, 外墙屋面 for 办公楼外墙及屋面维修.

Every word of the wording must stand in the row's label, and only what narrows the label may be unsaid. The question is
then asked by the label, and the answer says for what the wording was taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.catalogue import Catalogue
from bot.near_asked import Asked
from bot.near_words import OTHER_WORD, Word, words_asked
from bot.question import PROJECT, Question, asks_amount
from bot.segment import prepare
from bot.terms import SenseKind, Token
from index.lexical import tagged

LEAST_SAID = 4
"""Characters of a label that a wording must say."""
LEAST_COVER = 0.5
"""The share of a label that it must say."""
MOST_BETWEEN = 2
"""Characters of a label between those of one word: 制服 of 制式服装."""
_LIMITS: tuple[SenseKind, ...] = ("organisation", "year", "kind", "unit", "amount", "over")
_ENDS = re.compile("(?:专项)?(?:经费|费用|费|资金|项目|工程|服务|支出|采购)*")
"""What ends a label and says nothing that a wording must say."""


def by_meant_row(question: Question, catalogue: Catalogue) -> tuple[str, str, str] | None:
    """The prepared question with the row's label in place of what means it, the wording and the label; None where no row, or
    more than one, fits.
    """
    text = prepare(question.text)
    stretch = _unknown_stretch(question, text) if question.language == "zh" and question.frame.documents else None
    if stretch is None:
        return None
    start, end = stretch
    nowhere = (Asked("money", len(text), len(text)),)
    words = [one for one in words_asked(question, text, nowhere) if start <= one.start and one.end <= end]
    words = [whole for one in words if (whole := _without_project(one)).forms[0]]
    labels = {
        entry.text
        for entry in catalogue.names.values()
        if "row" in entry.roles and entry.documents & question.frame.documents and means(words, entry.text)
    }
    if len(labels) != 1:
        return None
    label = labels.pop()
    start, end = words[0].start, words[-1].end
    return f"{text[:start]}{label}{text[end:]}", text[start:end], label


def _without_project(word: Word) -> Word:
    """A word without 项目 behind it, which labels mostly leave out."""
    return replace(word, forms=tuple(one.removesuffix(PROJECT) for one in word.forms))


def _unknown_stretch(question: Question, text: str) -> tuple[int, int] | None:
    """Where the one clause stands in which something is not explained, between its body, years and what it asks by."""
    if any(text[one.start : one.end] != one.surface for one in question.unexplained) or not question.unexplained:
        return None
    stretches: list[list[Token]] = [[]]
    for token in question.tokens:
        if _parts(token):
            stretches.append([])
        else:
            stretches[-1].append(token)
    unknown = [one for one in stretches if any(token in question.unexplained for token in one)]
    if len(unknown) != 1 or any(token.has("stranger") and token.has("lacking") for token in unknown[0]):
        return None
    return unknown[0][0].start, unknown[0][-1].end


def _parts(token: Token) -> bool:
    """Whether a token is no part of a name: a body, a year, an operation, punctuation, a word that asks for a figure."""
    limited = any(token.has(kind) for kind in _LIMITS) and not token.has("name")
    return (
        limited
        or (token.has("operation") and len(token.surface) > 1)
        or asks_amount(token)
        or token.surface in ",。;?!:"
    )


def means(words: Sequence[Word], label: str) -> bool:
    """Whether a label holds every word, and the words all of it but what stands before them or ends it."""
    printed = prepare(label)
    places: set[int] = set()
    for word in words:
        held = next((held for form in word.forms if (held := _held(form, printed))), None)
        if held is None:
            return False
        places.update(held)
    if printed[: min(places, default=0)].endswith(OTHER_WORD):
        return False
    if len(places) < LEAST_SAID or len(places) < LEAST_COVER * len(_AND.sub("", printed)):
        return False
    for start, end, _ in tagged(printed):
        places.update(range(start, end) if places & {*range(start, end)} else ())
    inner = "".join(one for at, one in enumerate(printed) if min(places) < at < max(places) and at not in places)
    return bool(_ENDS.fullmatch(printed[max(places) + 1 :])) and not _AND.sub("", inner)


def _held(form: str, label: str) -> range | tuple[int, ...] | None:
    """The places of a label where a word stands, whole or with few characters between its own."""
    at = label.find(form)
    if at >= 0:
        return range(at, at + len(form))
    between = f".{{0,{MOST_BETWEEN}}}?".join(f"({re.escape(one)})" for one in form)
    found = re.search(between, label) if len(form) > 1 else None
    return tuple(found.start(number) for number in range(1, len(form) + 1)) if found else None


_AND = re.compile("[和及与、]")
