"""Which way a question compares or changes: more, less, at least, at most, equal."""

from __future__ import annotations

from bot.question import Question


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


def _bound(question: Question) -> str:
    surfaces = {token.surface for token in question.tokens}
    return "at_least" if surfaces & _AT_LEAST else "at_most" if surfaces & _AT_MOST else ""


_BEYOND = ("超", "突破", "高于", "大于", "more than", "over", "exceed", "above", "greater")
_SHORT_OF = ("不到", "不足", "低于", "小于", "没到", "未到", "less than", "below", "under")


_AT_LEAST = frozenset({"达到", "以上", "至少", "起码", "不少于", "不低于", "at least"})
_AT_MOST = frozenset({"不超过", "没超过", "没有超过", "未超过", "以内", "不高于", "不多于", "at most"})
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
)
