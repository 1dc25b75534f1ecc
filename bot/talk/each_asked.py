"""Several figures that one question lists, each asked by itself: 某局2024年：预算总额、决算支出合计、三公经费决算."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.names.segment import prepare
from bot.names.terms import Token
from bot.reading.question import is_term
from bot.scope import Scope, read, told_by_figure
from bot.talk.compound import MOST_PARTS, join_answers
from bot.talk.turn import Turn

_ASKS = re.compile("(?:分别|各自|都|各)?(?:是|有|为)?(?:多少钱?|几何)[?。]?$|[?。]$")
_EACH = re.compile("分别|各自|各(?:是|有|为)?多少")
FEWEST = 2


def each_by_itself(turn: Turn, scope: Scope) -> Turn | None:
    """The answers to each of the figures listed; None where one of them has none."""
    question = turn.question
    listed = _listed(question.tokens) if question.language == "zh" else None
    if listed is None:
        return None
    lead, items = listed
    colon = lead.endswith(":")
    asked = [f"{lead.rstrip(':')}{item}是多少" for item in items]
    if not FEWEST <= len(items) <= MOST_PARTS or not (colon or _EACH.search(question.text)):
        return None
    found = [told_by_figure(read(text, scope, question.language), scope) for text in asked]
    told = [one for one in found if one is not None and one.answer.value is not None and one.attempt is not None]
    if len(told) < len(items) or any(one.attempt.plan.operation not in _OF_ONE for one in told if one.attempt):
        return None
    joined = join_answers([one.answer for one in told], asked)
    named = tuple(replace(one, label=item) for one, item in zip(joined.items, items, strict=False))
    return Turn(question, replace(joined, items=named) if len(named) == len(items) else joined, None)


_OF_ONE = frozenset({"lookup", "quantity"})


def share_of_each_year(turn: Turn, scope: Scope) -> Turn | None:
    """The share that a question asks for in several years, 2024年和2025年A占B的比重, of each; None where one has none."""
    question = turn.question
    years = [token for token in question.tokens if token.has("year") and token.has("frame")]
    share = question.language == "zh" and "share" in question.operations
    if not share or not FEWEST <= len(years) <= MOST_PARTS or question.operations & _MOVES:
        return None
    between = [one for one in question.tokens if years[0].start <= one.start < years[-1].end and one not in years]
    if not all(one.has("connector", "and") for one in between):
        return None
    text = prepare(question.text)
    lead, rest = text[: years[0].start], _APART.sub("", text[years[-1].end :])
    asked = [f"{lead}{year.surface}{rest}" for year in years]
    found = [told_by_figure(read(one, scope, question.language), scope) for one in asked]
    told = [one for one in found if one is not None and one.answer.unit == "%" and _is_share(one)]
    if len(told) < len(years):
        return None
    parts = [f"{year.surface}：{one.answer.text}" for year, one in zip(years, told, strict=True)]
    answers = [replace(one.answer, text=text, items=()) for one, text in zip(told, parts, strict=True)]
    joined = join_answers(answers, asked)
    named = tuple(replace(one, label=year.surface) for one, year in zip(joined.items, years, strict=False))
    return Turn(question, replace(joined, items=named, value=None, unit=None), None)


def _is_share(turn: Turn) -> bool:
    return turn.attempt is not None and turn.attempt.plan.operation == "share"


_MOVES = frozenset({"change", "changed", "difference", "trend"})
_APART = re.compile("分别|各自|各(?=占|是|为|有|多少)")


def _listed(tokens: Sequence[Token]) -> tuple[str, list[str]] | None:
    """What is said of all, whose and of which year, and the items behind that; None where a whose stands among these."""
    framed = [at for at, token in enumerate(tokens) if _is_frame(token)]
    start = framed[-1] + 1 if framed else 0
    if not any(token.has("organisation") for token in tokens[:start]) or any(
        is_term(token) and not _is_frame(token) for token in tokens[:start]
    ):
        return None
    lead, items = "".join(token.surface for token in tokens[:start]), [""]
    for token in tokens[start:]:
        if token.surface == ":" and not items[-1]:
            lead += ":"
        elif token.has("connector", "and") or token.surface in ",、":
            items.append("")
        elif items[-1] or token.surface != "的":
            items[-1] += token.surface
    items = [item for one in items if (item := _ASKS.sub("", one))]
    return lead, items


def _is_frame(token: Token) -> bool:
    return token.has("organisation") or token.has("year")
