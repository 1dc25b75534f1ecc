"""Which way a question compares or changes: more, less, at least, at most, equal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.question import Question, amount_value
from bot.terms import Sense, Token


def comparison(question: Question) -> str:
    """Either differs, under, over, at_least, at_most or equal, as the cue words of the question say it."""
    if any(token.surface.startswith(_DIFFERS) for token in question.tokens if token.has("operation", "changed")):
        return "differs"
    if any(token.surface.startswith(_DOWN) for token in question.tokens if token.has("operation", "changed")):
        return "under"
    if any(token.surface.startswith(_UP) for token in question.tokens if token.has("operation", "changed")):
        return "over"
    bound = _bound(question)
    return bound or next((value for value in ("under", "over") if value in question.operations), "equal")


def claimed_limit(question: Question) -> str:
    """How a change stands to an amount: 增加超过200万 over, 减少3万 equal. Its direction is told by `comparison`."""
    named = [token.surface for token in question.tokens if token.has("operation", "over", "under")]
    over, under = (any(surface.startswith(words) for surface in named) for words in (_BEYOND, _SHORT_OF))
    return _bound(question) or ("over" if over else "under" if under else "equal")


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
        if token is before or token.surface in _BEHIND:
            if token is before and token.surface in _BEHIND:
                continue
            bound = "at_least" if token.surface in _AT_LEAST else "at_most" if token.surface in _AT_MOST else ""
            return bound or ("over" if token.has("operation", "over") else "under")
    return ""


_BEHIND = frozenset({"以上", "以下", "以内"})


def _joins(token: Token) -> bool:
    return token.has("connector", "and") or token.has("filler")


def _bound(question: Question) -> str:
    surfaces = {token.surface for token in question.tokens}
    return "at_least" if surfaces & _AT_LEAST else "at_most" if surfaces & _AT_MOST else ""


_BEYOND = ("超", "突破", "高于", "大于", "more than", "over", "exceed", "above", "greater")
_SHORT_OF = ("不到", "不足", "低于", "小于", "没到", "未到", "less than", "below", "under")


_AT_LEAST = frozenset({"达到", "以上", "至少", "起码", "不少于", "不低于", "at least"})
_AT_MOST = frozenset(
    {"不超过", "没超过", "没有超过", "未超过", "以内", "不高于", "不多于", "不大于", "至多", "顶多", "at most"}
)
_DIFFERS = ("有变化", "有没有变化", "有无变化", "变化", "变动", "change")
_DOWN = (
    "减少",
    "下降",
    "少了",
    "降",
    "减",
    "decrease",
    "fall",
    "fell",
    "drop",
    "cut",
    "go down",
    "goes down",
    "went down",
    "going down",
    "decline",
    "shr",
    "降幅",
    "跌幅",
)
_UP = (
    "增加",
    "增长",
    "多了",
    "涨",
    "上升",
    "上涨",
    "increase",
    "rise",
    "rose",
    "grow",
    "grew",
    "go up",
    "goes up",
    "went up",
    "going up",
    "增幅",
    "涨幅",
)
