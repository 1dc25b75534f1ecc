"""Which way a question compares or changes: more, less, at least, at most, equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bot.names.terms import Sense, Token
from bot.reading.amounts import amount_value
from bot.reading.question import Question, asks_amount_of_change
from prompts import load_yaml


def comparison(question: Question) -> str:
    """Either differs, under, over, at_least, at_most or equal, as the cue words of the question say it."""
    ways = (("differs", "differs"), ("down", "under"), ("up", "over"))
    moved = next((way for cue, way in ways if _begins(question.tokens, cue, "changed")), "")
    return moved or held_against(question)


def held_against(question: Question) -> str:
    """Either under, over, at_least, at_most or equal: how a figure stands to what it is held against, however it came there:
    it fell to 5 says that it is 5.
    """
    bound = _bound(question.tokens)
    if not bound and "equal" in question.operations:  # 一样多吗
        return "equal"
    if not bound and _says_either(question.tokens):
        return "over"
    return bound or next((value for value in ("under", "over") if value in question.operations), "equal")


def _says_either(tokens: Sequence[Token]) -> bool:
    """Whether it is asked which way of the two: more or less than planned."""
    return any(
        one.has("operation", "over") and joint.has("connector", "or") and two.has("operation", "under")
        for one, joint, two in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def asks_which_way(tokens: Sequence[Token]) -> bool:
    """Whether it is asked if something rose or fell: has it gone up or fallen."""
    ways = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return any(
        joint.has("connector", "or") and one.has("operation", "changed") and two.has("operation", "changed")
        for one, joint, two in ways
    )


def asks_less(tokens: Sequence[Token]) -> bool:
    """Whether it is asked how much less one thing is than another, 少多少, how much less, or how far apart they are, 相差多少."""
    return _begins(tokens, "less", "difference") or says_apart(tokens, either=False)


def says_apart(tokens: Sequence[Token], *, either: bool) -> bool:
    """Whether it is asked how far apart two things are, 相差多少; `either`: or how much the one is beyond the other, 多出多少."""
    far = (token.surface for token in tokens if token.has("operation", "difference"))
    return _begins(tokens, "apart", "difference") or (either and any(map(_BEYOND.match, far)))


_BEYOND = re.compile("[多少高低大小](?!于|过)")


def asks_fall(question: Question) -> bool:
    """Whether it is asked how far something fell, and not which way it went: 减少多少, and not 是增还是减."""
    if any(token.has("connector", "or") for token in question.tokens):
        return False
    return _begins(question.tokens, "down", "changed") or _begins(question.tokens, "less", "difference", "under")


def claimed_limit(question: Question) -> str:
    """How a change stands to an amount: 增加超过200万 over, 减少3万 equal. Its direction is told by `comparison`."""
    over, under = (_begins(question.tokens, way, "over", "under") for way in ("beyond", "short_of"))
    return _bound(question.tokens) or ("over" if over else "under" if under else "equal")


def range_limits(question: Question) -> tuple[tuple[Sense, str], ...]:
    """The two limits of a claim that gives a range, each with how it bounds: 超过70万不到80万, 在1万到2万之间; else none."""
    at = [number for number, token in enumerate(question.tokens) if token.has("amount")]
    senses = [sense for number in at for sense in [question.tokens[number].sense("amount")] if sense]
    if len(senses) != 2 or len({amount_value(sense)[1] for sense in senses}) != 1:
        return ()
    ways = [_way_beside(question.tokens, number) for number in at]
    if not any(ways) and all(_joins(token) for token in question.tokens[at[0] + 1 : at[1]]):
        low, high = sorted(senses, key=lambda sense: amount_value(sense)[0])
        return (low, "at_least"), (high, "at_most")
    upward = [way in ("over", "at_least") for way in ways]
    return tuple(zip(senses, ways, strict=True)) if all(ways) and upward[0] != upward[1] else ()


def _way_beside(tokens: Sequence[Token], amount: int) -> str:
    """How the cue right before or right behind an amount bounds it: 不到|80万, 80万|以上; "" where none stands there."""
    before = next(
        (token for token in reversed(tokens[:amount]) if token.has("operation") or not token.has("filler")), None
    )
    for token in (before, tokens[amount + 1] if amount + 1 < len(tokens) else None):
        if token is None or not token.has("operation", "over", "under"):
            continue
        if token is before or token.surface in _words("behind"):
            if token is before and token.surface in _words("behind"):
                continue
            return _bound([token]) or ("over" if token.has("operation", "over") else "under")
    return ""


def _joins(token: Token) -> bool:
    return token.has("connector", "and") or token.has("filler")


def _bound(tokens: Sequence[Token]) -> str:
    return next((way for way in ("at_least", "at_most") if said_in(tokens, way)), "")


def said_in(tokens: Sequence[Token], way: str) -> bool:
    """Whether a token is one of the words that prompts/cues.yaml has for a direction: at_least, overspent."""
    return any(token.surface in _words(way) for token in tokens)


def _begins(tokens: Sequence[Token], way: str, *operations: str) -> bool:
    """Whether a token of one of these operations begins with one of the words for a direction."""
    words = _words(way)
    return any(token.has("operation", *operations) and token.surface.startswith(words) for token in tokens)


@cache
def _words(way: str) -> tuple[str, ...]:
    return tuple(load_yaml("cues.yaml")["directions"][way])


def base_kind(tokens: Sequence[Token]) -> str:
    """The kind that a change is measured from, named right behind the year before: 比上年|执行数, 比2024年|决算; "" for none."""
    after = [behind for token, behind in pairwise(tokens) if token.has("operation", "change")]
    senses = (*(one.sense("kind") for one in after), *(token.sense("base") for token in tokens))
    plan = "budget" if any(one.has("header") and one.surface == "预算" for one in after) else ""
    return next((sense.value for sense in senses if sense), plan)


def percent_asked(question: Question) -> bool:
    """Whether the percent of a change is its figure: not for 增加多少，百分之多少 nor for 增幅多少万元, which want the amount."""
    if asks_percent_too(question.text):
        return False
    amount = question.unit not in (None, "%") or any(asks_amount_of_change(token) for token in question.tokens)
    rates = load_yaml("cues.yaml")["rates"]["change"]
    return not amount and any(token.surface in rates or token.has("operation", "share") for token in question.tokens)


def asks_percent_too(text: str) -> bool:
    """Whether English asks for an amount first and its percent besides: how much more, also as a percentage."""
    return _PERCENT_TOO.search(text.lower()) is not None


_PERCENT_TOO = re.compile(
    r"\b(?:how (?:much|many|far)|by how much|what (?:amount|is the (?:increase|change|difference)))\b"
    r"(?!(?: \w+)? in per ?cent).*\b(?:and|also|plus|as well as)\b[^.;?]{0,24}\bper ?cent(?:age)?\b(?! of)"
)
