"""An English question in plainer words, by the sayings of prompts/sayings.en.yaml, which see the names in it as one sign each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.names.terms import PART_QUALITY, Token
from bot.reading.sayings import outright
from index.words import words_of

_SIGN = re.compile(r"[NB](\d+)")


def in_plain_english(text: str, tokens: Sequence[Token]) -> str:
    """The question with its sayings spelled out; as it stands where it has none. `tokens` are its words as they were linked."""
    shape = _shape(tokens)
    plain = outright(shape, "sayings.en.yaml")
    return text if plain == shape else _SIGN.sub(lambda found: tokens[int(found[1])].surface, plain)


def _shape(tokens: Sequence[Token]) -> str:
    """The words of a question, in small letters, with N and its number for each name, B for each body."""
    shape, end = "", 0
    for number, token in enumerate(tokens):
        shape += " " if shape and token.start > end else ""
        shape += f"{_sign(token)}{number}" if _sign(token) else token.surface
        end = token.end
    return shape


def _sign(token: Token) -> str:
    """N for the name of a figure, B for a body; "" for another word, and for one that is no more than a part of names."""
    sense = token.sense("organisation")
    if sense is not None and not sense.weak:
        return "B"
    name = token.sense("name")
    whole = name is not None and not name.weak and (name.quality > PART_QUALITY or " " in token.surface)
    return "N" if whole and token.surface not in words_of("sayings.en.yaml", "verbs") else ""
