"""Names that share their beginning with the name before them: 政府采购货物和工程 is 政府采购货物 and 政府采购工程."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.terms import FIELD_QUALITY, Sense, Token

MIN_START = 2
"""Characters that the names must share."""


def coordinate(tokens: Sequence[Token], senses: Callable[[str], tuple[Sense, ...]]) -> list[Token]:
    """The tokens, with a word behind 和 that is no whole name itself read as one with the beginning of the name before."""
    read: list[Token] = list(tokens)
    for number in range(2, len(read)):
        before, joint, after = read[number - 2 : number + 1]
        name = before.sense("name")
        if name is None or name.weak or name.quality < FIELD_QUALITY or not joint.has("connector", "and"):
            continue
        found = _with_start(before.surface, after, senses)
        if found is not None:
            read[number] = replace(after, senses=(found,))
    return read


def _with_start(first: str, second: Token, senses: Callable[[str], tuple[Sense, ...]]) -> Sense | None:
    """The name that the longest beginning of the first name makes with the second word; None where none does."""
    own = second.sense("name")
    if len(second.surface) < 2 or (own is None and not second.has("left")) or (own and own.quality >= FIELD_QUALITY):
        return None
    for cut in range(len(first) - 1, MIN_START - 1, -1):
        for sense in senses(first[:cut] + second.surface):
            if sense.kind == "name" and not sense.weak and sense.quality >= FIELD_QUALITY:
                return sense
    return None
