"""An English question in plainer words, by the sayings of prompts/sayings.en.yaml, which see the names in it as one sign each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.names.terms import PART_QUALITY, Token
from bot.reading.english_remarks import is_remark, without_english_remarks
from bot.reading.sayings import outright
from index.words import words_of

_SIGN = re.compile(r"[NB](\d+)")


def in_plain_english(text: str, tokens: Sequence[Token]) -> str:
    """The question with its sayings spelled out; as it stands where it has none. `tokens` are its words as they were linked."""
    shape = _joined(tokens, lambda at: f"{_sign(tokens[at])}{at}" if _sign(tokens[at]) else tokens[at].surface)
    plain = outright(shape, "sayings.en.yaml")
    return text if plain == shape else _SIGN.sub(lambda found: tokens[int(found[1])].surface, plain)


def without_told(text: str, link: Callable[[str], Sequence[Token]]) -> tuple[str, tuple[str, ...]] | None:
    """A question without its remarks, and what nobody knows of these; None where it has none. Whole sentences are cut from
    the text as it was typed, clauses from its words as they were linked.
    """
    sentences = _SENTENCE.split(text)
    told = [one for one in sentences if len(sentences) > 1 and is_remark(link(one))]
    if told and len(told) < len(sentences):
        words = [token for one in told for token in link(one)]
        return " ".join(one for one in sentences if one not in told), _unknown(words)
    tokens = link(text)
    kept = without_english_remarks(tokens)
    words = [token for token in tokens if token not in kept]
    return (_joined(kept, lambda at: kept[at].surface), _unknown(words)) if words else None


_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z0-9])")


def _unknown(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.surface for token in tokens if not token.has("filler") and not token.has("connector"))


def _joined(tokens: Sequence[Token], written: Callable[[int], str]) -> str:
    """The words of a question, in small letters, each as it is `written` by its place."""
    text, end = "", 0
    for number, token in enumerate(tokens):
        text += " " if text and token.start > end else ""
        text += written(number)
        end = token.end
    return text


def _sign(token: Token) -> str:
    """N for the name of a figure, B for a body; "" for another word, and for one that is no more than a part of names."""
    sense = token.sense("organisation")
    if sense is not None and not sense.weak:
        return "B"
    name = token.sense("name")
    whole = name is not None and not name.weak and (name.quality > PART_QUALITY or " " in token.surface)
    return "N" if whole and token.surface not in words_of("sayings.en.yaml", "verbs") else ""
