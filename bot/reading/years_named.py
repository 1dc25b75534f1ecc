"""Years as a question names them: ranges, so many up to the latest, and one that is only what a change is measured from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.names.budget_words import BUDGET_WORDS
from bot.names.catalogue import Catalogue
from bot.names.terms import Sense, Token
from bot.reading.literals import han_number


def years_of(value: str) -> list[int]:
    """The years of a year sense: one, a range, or none for an offset."""
    if is_offset(value):
        return []
    first, _, last = value.partition("-")
    return list(range(int(first), int(last or first) + 1))


def years_in(tokens: Iterable[Token]) -> list[int]:
    """The years that tokens name, in order."""
    return [
        year for token in tokens for sense in token.senses if sense.kind == "year" for year in years_of(sense.value)
    ]


def offsets_in(tokens: Iterable[Token]) -> list[int]:
    """How far from another year those are that tokens count from it, in order: 今年 0, 去年 -1."""
    return [
        int(sense.value)
        for token in tokens
        for sense in token.senses
        if sense.kind == "year" and is_offset(sense.value)
    ]


def budget_of_year(tokens: Sequence[Token], words: Collection[str]) -> list[Token]:
    """The English words for a budget right beside a year as a kind of figure: the 2023 budget is not what was spent then.

    Not where another word says the kind for the one year that is named: the revised police budget FY 2025.
    """
    years = sum(token.has("year") for token in tokens)
    if years < 2 and any(token.has("kind") for token in tokens):
        return list(tokens)
    return [
        replace(token, senses=(Sense("kind", "budget"),))
        if token.surface in words
        and (not token.has("name") or token.has("header"))
        and years_in((*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2]))
        else token
        for at, token in enumerate(tokens)
    ]


def without_base_year(tokens: list[Token], catalogue: Catalogue) -> tuple[list[Token], int | None]:
    """A year that is only what a change is measured from ("比2024年增加多少") taken out, where the year after is held."""
    years = [number for number, token in enumerate(tokens) if years_in([token])]
    for number in years:
        tokens = _with_base_kind(tokens, number)
        before = tokens[number - 1] if number else None
        named = years_in([tokens[number]])[0]
        others = years_in(tokens[other] for other in years if other != number)
        against = _stands_between(tokens, number)
        if before is not None and before.surface == "between":
            continue  # between 2024 and 2025: both are held against each other
        if before is None or not (against or before.has("connector", "than")) or named + 1 not in catalogue.years:
            continue
        kinds = {sense.value for token in tokens for sense in token.senses if sense.kind == "kind"}
        if (others == [named + 1] or not others) and len(kinds) < 2:
            last = number + 1 if against else number
            return [*tokens[: number - 1], *tokens[last + 1 :]], named
    return tokens, None


def _stands_between(tokens: Sequence[Token], year: int) -> bool:
    """Whether a year stands in 和2023年相比."""
    inside = 0 < year < len(tokens) - 1
    return inside and tokens[year - 1].has("connector", "and") and tokens[year + 1].has("connector", "than")


def _with_base_kind(tokens: list[Token], year: int) -> list[Token]:
    """比2024年执行数增加: the one kind of figure that is named, right behind the year, as what the change is measured from."""
    behind = tokens[year + 1] if year + 1 < len(tokens) else None
    kinds = {sense.value for token in tokens for sense in token.senses if sense.kind == "kind"}
    than = year > 0 and tokens[year - 1].has("connector", "than")
    planned = behind is not None and behind.surface in BUDGET_WORDS and not kinds
    if behind is None or not than or not (planned or (behind.has("kind", *kinds) and len(kinds) == 1)):
        return tokens
    base = Sense("base", "budget" if planned else min(kinds))
    return [*tokens[: year + 1], replace(behind, senses=(base,)), *tokens[year + 2 :]]


def is_offset(value: str) -> bool:
    """Whether a year sense is counted from another year: -1 for 去年."""
    return len(value) < 4


_SO_MANY = re.compile("(?:[这那近]|最近|过去)?([2-9两二三四五六七八九])个?年")


def so_many_years(tokens: Sequence[Token]) -> int | None:
    """How many years up to the latest a question names together: 2 for 近两年, 3 for 三年来; None for none."""
    said = (_SO_MANY.match(token.surface) for token in tokens if token.has("operation", "trend"))
    found = next(filter(None, said), None)
    return han_number(found.group(1)) if found else None


def years_lacking(held: Collection[int], count: int | None) -> list[int]:
    """Which of so many years up to the latest held are not held: of 2018, 2021 and 2024 the years 2022 and 2023 for 近三年."""
    last = max(held, default=0)
    return [year for year in range(last - (count or 0) + 1, last + 1) if year not in held] if held else []
