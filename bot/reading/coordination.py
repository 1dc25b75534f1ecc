"""Names that share their beginning with the name before them: 政府采购货物和工程 is 政府采购货物 and 政府采购工程."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.names.catalogue import NameEntry
from bot.names.terms import FIELD_QUALITY, Sense, Token

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


def told_apart(
    tokens: Sequence[Token], names: Mapping[str, NameEntry], senses: Callable[[str], tuple[Sense, ...]]
) -> list[Token]:
    """The tokens, with what papers call two figures in one, 收入总计和支出总计, as both of them where the question sets
    one against the other or asks for each; what is printed under that very name stays one, but for both sides of the
    accounts.
    """
    if not any(token.has("operation", *_OF_BOTH) for token in tokens):
        return list(tokens)
    apart: list[Token] = []
    for token in tokens:
        cut = _TWO.fullmatch(token.surface) if token.has("name") else None
        cut = cut if cut and (token.surface not in names or _are_both_sides(cut["one"], cut["other"])) else None
        parts = [(cut.span(one), senses(cut[one])) for one in ("one", "other")] if cut else []
        if cut is None or any(not any(map(_is_whole, found)) for _, found in parts):
            apart.append(token)
            continue
        (first, one), (second, other) = parts
        at = token.start
        apart += [
            Token(at, at + first[1], cut["one"], one),
            Token(at + first[1], at + second[0], cut["and"], senses(cut["and"])),
            Token(at + second[0], token.end, cut["other"], other),
        ]
    return apart


_OF_BOTH = ("equal", "agree", "each", "list", "difference", "ratio", "over", "under")
_TWO = re.compile("(?P<one>[^和与跟及、]{3,})(?P<and>[和与跟及、])(?P<other>[^和与跟及、]{3,})")


def _are_both_sides(one: str, other: str) -> bool:
    return one != other and one.replace("收入", "支出") == other.replace("收入", "支出")


def _is_whole(sense: Sense) -> bool:
    return sense.kind == "name" and not sense.weak and sense.quality >= FIELD_QUALITY


def with_labels(tokens: Sequence[Token], names: Mapping[str, NameEntry]) -> list[Token]:
    """The tokens, a word for what rows are by letter or number with the one behind it as that row: band H, zone 2."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        row = names.get(token.surface)
        if before is None or before.surface not in _LABELLED or row is None or not _LABEL.fullmatch(token.surface):
            joined.append(token)
            continue
        whole = f"{before.surface} {token.surface}"
        if whole not in names and "row" not in row.roles:
            joined.append(token)
            continue
        key = whole if whole in names else token.surface
        joined[-1] = Token(before.start, token.end, whole, (Sense("name", whole, frozenset({key})),))
    return joined


_LABELLED = frozenset({"band", "zone", "tier", "class", "grade", "category", "group", "step", "option"})
_LABEL = re.compile("[a-z]|[0-9]{1,2}")
