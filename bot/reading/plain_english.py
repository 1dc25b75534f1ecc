"""An English question in plainer words, by the sayings of prompts/sayings.en.yaml, which see the names in it as one sign each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.names.terms import PART_QUALITY, Token
from bot.reading.english_remarks import is_remark, of_those, tells_whose, without_english_remarks
from bot.reading.sayings import outright
from index.words import words_of

_SIGN = re.compile(r"[NB](\d+)")


def in_plain_english(text: str, tokens: Sequence[Token]) -> str:
    """The question with its sayings spelled out; as it stands where it has none. `tokens` are its words as they were linked."""
    shape = _joined(tokens, lambda at: f"{_sign(tokens[at])}{at}" if _sign(tokens[at]) else tokens[at].surface)
    plain = outright(shape, "sayings.en.yaml")
    return text if plain == shape else _SIGN.sub(lambda found: tokens[int(found[1])].surface, plain)


def without_told(text: str, link: Callable[[str], Sequence[Token]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A question without its remarks, and what nobody knows of these: without whole sentences, as it was typed; without
    clauses, too, in plainer words and by its words as they were linked. Nothing where it has none.
    """
    sentences = _SENTENCE.split(text)
    told = [one for one in sentences if len(sentences) > 1 and is_remark(link(one))]
    behind = link(" ".join(one for one in sentences if one not in told)) if told else ()
    told = [one for one in told if not of_those(behind) and not tells_whose(link(one), behind)]
    left = _unknown([token for one in told for token in link(one)])
    shorter = " ".join(one for one in sentences if one not in told) or text
    if shorter != text:
        yield shorter, left
    for said in dict.fromkeys((in_plain_english(shorter, link(shorter)), shorter)):
        tokens = link(said)
        kept = without_english_remarks(tokens)
        if len(kept) < len(tokens):
            words = [token for token in tokens if token not in kept]
            yield _as_said(kept), (*left, *_unknown(words))


_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z0-9])")


def _unknown(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.surface for token in tokens if not token.has("filler") and not token.has("connector"))


def _as_said(tokens: Sequence[Token]) -> str:
    return _joined(tokens, lambda at: tokens[at].surface)


def _joined(tokens: Sequence[Token], written: Callable[[int], str]) -> str:
    """The words of a question, in small letters, each as it is `written` by its place."""
    text, last = "", None
    for number, token in enumerate(tokens):
        text += " " if last and (token.start > last.end or _run_together(last, token)) else ""
        text += written(number)
        last = token
    return text


def _run_together(one: Token, other: Token) -> bool:
    """Whether a Chinese name stands beside a Latin word, or behind a sign, where a prepared question has no space."""
    before, after = one.surface[-1], other.surface[0]
    return (before in ",.;:?!" and not after.isascii()) or (
        before.isalnum() and after.isalnum() and before.isascii() != after.isascii()
    )


def _sign(token: Token) -> str:
    """N for the name of a figure, B for a body; "" for another word, and for one that is no more than a part of names."""
    sense = token.sense("organisation")
    if sense is not None and not sense.weak:
        return "B"
    name = token.sense("name")
    whole = name is not None and not name.weak and (name.quality > PART_QUALITY or " " in token.surface)
    return "N" if whole and token.surface not in words_of("sayings.en.yaml", "verbs") else ""
