"""Clauses in Chinese that only tell why or how somebody asks, before the question or behind it: 网页打不开，…; …是多少？最好带出处."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names.terms import SenseKind, Token, cut_after, is_whole_name
from index.text import has_han
from index.words import pattern_of

_ENDS = frozenset(",:;。.!?")
SAYING: tuple[SenseKind, ...] = (
    *("code", "stranger", "kind", "amount", "over", "reach", "months", "denial", "class"),
    *("level", "frame", "orders", "offtopic", "unit", "count", "rounding", "stage"),
)
"""What makes a clause say something of a figure, or of the bot."""
_WHOSE: tuple[SenseKind, ...] = ("organisation", "year")
_NARROWS = pattern_of("words.zh.yaml", "remarks", "narrowing")
_ADDED = pattern_of("words.zh.yaml", "remarks", "added")
_REPORTS = pattern_of("words.zh.yaml", "remarks", "reports")
_POINTS_BACK = pattern_of("words.zh.yaml", "remarks", "backward")


def without_remarks(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without the clauses of words that nobody knows before the first that says something of a figure, and
    behind the last one: where that ends with a question mark any, else those that begin as what one adds begins.
    """
    clauses = cut_after(tokens, _ENDS)
    saying = [number for number, clause in enumerate(clauses) if any(map(_says, clause))]
    if not any(token.has("code") or is_whole_name(token) for token in tokens):
        return tuple(tokens)  # what nobody knows may itself be what is asked for
    asked = next((number for number in saying if clauses[number][-1].surface == "?"), len(clauses))
    pointed = points_back("".join(map(_text, clauses[saying[0] :]))) if saying else False
    kept: list[Token] = []
    for number, clause in enumerate(clauses):
        added = number > asked or (number > saying[-1] and _ADDED.match(_text(clause)))
        if number == saying[0]:
            kept += _without_report(clause)
        elif not (
            (number < saying[0] and not pointed and _is_remark(clause))
            or (added and _is_remark(clause, "left", "absent"))
        ):
            kept += clause
    return tuple(kept)


def points_back(text: str) -> bool:
    """Whether a question asks for things of the sort that the sentence before it names: 有没有这方面的采购, 相关项目多少."""
    return _POINTS_BACK.search(text) is not None


def _without_report(clause: Sequence[Token]) -> Sequence[Token]:
    """A clause without who says or asks what it says, words that nobody knows before all others: 有篇文章写…, 街坊们想知道…."""
    start = next(number for number, token in enumerate(clause) if _says(token))
    led = clause[:start]
    return clause[start:] if _is_remark(led) and _REPORTS.search(_text(led)) else clause


def _text(clause: Sequence[Token]) -> str:
    return "".join(token.surface for token in clause)


def _says(token: Token) -> bool:
    """Whether a token says something of a figure: a whole name, or what is to be done, in more than a character."""
    done = token.has("operation") and len(token.surface) > 1
    return is_whole_name(token) or done or any(sense.kind in (*SAYING, *_WHOSE) for sense in token.senses)


def _is_remark(clause: Sequence[Token], *unknown: SenseKind) -> bool:
    """Whether nothing in a clause says anything of a figure, or narrows it, and something in it is unknown or lacking."""
    kinds = unknown or ("left", "absent", "lacking")
    text = _text(clause)
    light = has_han(text) and not any(map(_says, clause)) and not _NARROWS.search(text)
    return light and any(token.has(kind) for token in clause for kind in kinds)
