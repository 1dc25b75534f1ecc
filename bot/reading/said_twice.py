"""Words that say once more what stands beside them: 去年（2024年）, 实际决算, 某局系统."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.names.terms import Sense, Token
from bot.reading.amounts import times_grown
from bot.reading.years_named import offsets_in, years_in


def dated_once(tokens: Sequence[Token]) -> list[Token]:
    """去年（2024年）, next year, 2025: the year that is written says which is meant."""
    behind = [[one for one in tokens[at + 1 : at + 3] if one.surface != ","][:1] for at in range(len(tokens))]
    return [
        replace(token, senses=(Sense("filler"),)) if years_in(after) and _tells_year(token) else token
        for token, after in zip(tokens, behind, strict=True)
    ]


def _tells_year(token: Token) -> bool:
    """Whether a token is a year told from another: 去年, next year."""
    return bool(offsets_in([token])) or bool(_NEXT.fullmatch(token.surface))


_NEXT = re.compile("(?:in )?(?:the )?(?:next|this|coming|last) (?:fiscal |financial |budget )?year")


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


def of_moves(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with what says how far figures are apart or moved as it is asked, and no two words for one figure as two."""
    return times_grown(by_how_much(of_other_words(tokens)))


def by_how_much(tokens: Sequence[Token]) -> list[Token]:
    """少|多少万, 高|多少元, 差|几辆: by how much, as 少多少 says without a unit."""
    return [
        replace(token, senses=(Sense("operation", "difference"),))
        if token.surface in _APART
        and after
        and after.start == token.end
        and (after.has("unit") or after.has("operation", "count"))
        and ("多少" in after.surface or token.surface in _OFF)
        else token
        for token, after in zip_longest(tokens, tokens[1:])
    ]


def of_other_words(tokens: Sequence[Token]) -> list[Token]:
    """What stands before 也就是 adds nothing to it: 甲费、也就是乙费 are not two figures to be added."""
    return [
        replace(token, senses=(Sense("filler"),))
        if after and after.has("filler") and _AGAIN.fullmatch(after.surface) and token.has("connector", "and", "or")
        else token
        for token, after in zip_longest(tokens, tokens[1:])
    ]


_AGAIN = re.compile("(?:也)?(?:就是|即)(?:说|是)?|亦即|或者?说|换句话说|换言之")


_OFF = frozenset({"差", "差了", "相差了"})
_APART = _OFF | frozenset({"多", "少", "高", "低", "大", "小", "多了", "少了", "高了", "低了"})
