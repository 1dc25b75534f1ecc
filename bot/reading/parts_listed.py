"""Which schemes are in a group? English asks for the parts of what it names by what such parts are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.names.terms import PART_QUALITY, Sense, Token
from prompts import load_yaml

PARTS = "parts"
"""What marks the noun for the parts that a list goes over."""


def with_parts_listed(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, a word that asks which parts and the noun for these as one that asks for a list: which projects does the
    harbour fund pay for. As they are where something else is asked, or nothing is named that has parts.
    """
    place = next((at for at, token in enumerate(tokens[:REACH]) if _is_noun(token)), None)
    if place is None or not place:
        return list(tokens)
    asking = next((at for at in range(place) if tokens[at].surface in _words("asking")), None)
    between = tokens[asking + 1 : place] if asking is not None else tokens
    rest = tokens[place + 1 :]
    named = any(token.has("name") and not _is_weak(token) for token in rest)
    more = any(
        token.has("operation") or token.has("amount") or token.has("over") or token.surface in _words("no_parts")
        for at, token in enumerate(tokens)
        if at != asking
    )
    if asking is None or len(between) > 1 or not named or more:
        return list(tokens)
    cue = replace(tokens[asking], senses=(Sense("operation", "list"),))
    quiet = [replace(token, senses=(Sense("filler"),)) for token in between]
    kept = [
        token if token.has("name") and not _is_weak(token) else plain
        for token, plain in zip(between, quiet, strict=True)
    ]
    noun = replace(tokens[place], senses=(Sense("filler", PARTS),))
    return [*tokens[:asking], cue, *kept, noun, *rest]


REACH = 5
"""Words among which the noun for the parts stands."""


def _is_noun(token: Token) -> bool:
    return token.surface in _words("parts") and _is_weak(token)


def _is_weak(token: Token) -> bool:
    """Whether a token names nothing by itself."""
    name = token.sense("name")
    return name is None or name.weak or name.quality <= PART_QUALITY


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(load_yaml("words.en.yaml")["listing"][group])
