"""Words that say once more what stands beside them: 去年（2024年）, 实际决算, 某局系统."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.terms import Sense, Token
from bot.years_named import offsets_in, years_in


def dated_once(tokens: Sequence[Token]) -> list[Token]:
    """去年（2024年）, next year, FY25-26: the year that is written says which is meant."""
    return [
        replace(token, senses=(Sense("filler"),))
        if (offsets_in([token]) or token.surface in _NEXT) and years_in(_dated_behind(tokens[number + 1 :]))
        else token
        for number, token in enumerate(tokens)
    ]


_NEXT = ("next year", "the next year", "the coming year", "明年")
"""Years of which the papers at hand may hold no figure."""


def _dated_behind(tokens: Sequence[Token]) -> Sequence[Token]:
    """The token right behind, past a comma, of a question in English."""
    comma = len(tokens) > 1 and tokens[0].surface in (",", "that is", "i.e.")
    return tokens[1:2] if comma else tokens[:1]


def of_systems(tokens: Sequence[Token]) -> list[Token]:
    """系统 right behind a body is the body with all its units: 某局系统."""
    pairs = zip([None, *tokens], tokens, strict=False)
    return [
        replace(token, senses=(Sense("filler"),))
        if token.surface in ("系统", "全系统") and before is not None and before.has("organisation")
        else token
        for before, token in pairs
    ]


def of_one_kind(tokens: Sequence[Token]) -> list[Token]:
    """Two words for one kind of figure that touch, 实际|决算, as one."""
    joined: list[Token] = []
    for token in tokens:
        before, kind = (joined[-1] if joined else None), token.sense("kind")
        if before and kind and before.end == token.start and before.has("kind", kind.value):
            token = Token(before.start, token.end, before.surface + token.surface, (kind,))
            joined.pop()
        joined.append(token)
    return joined
