"""What people say of themselves before they ask: 我们楼想装电梯，加装电梯补贴有多少; 记者求证：三公经费多少."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.terms import Sense, Token
from prompts import load_yaml

_ENDS = frozenset(",:;")
_STOPS = frozenset(".!")
"""What ends a sentence in English, in which more than a clause may be told first."""


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, in a clause about the asker all but places, years and names as fillers.

    Only of a clause that asks nothing and that another follows.
    """
    told: list[Token] = []
    clause: list[Token] = []
    for number, token in enumerate(tokens):
        clause.append(token)
        if token.surface in _ENDS or (token.surface in _STOPS and number + 1 < len(tokens)):
            told += _explained(clause) if _is_aside(clause) else clause
            clause = []
    return [*told, *clause]


def _is_aside(clause: Sequence[Token]) -> bool:
    words = load_yaml("words.zh.yaml")
    english = tuple(f"{start} " for start in load_yaml("words.en.yaml")["asides"])
    asks = any(token.has("text") or token.has("amount") or _does(token) for token in clause)
    told, spaced = ("".join(f"{token.surface}{space}" for token in clause) for space in ("", " "))
    if asks or told.startswith(tuple(words["asides"])) or spaced.startswith(english):
        return not asks
    return not any(map(_names, clause)) and (clause[-1].surface == ":" or told.startswith(tuple(words["stories"])))


def _does(token: Token) -> bool:
    """Whether the token asks for something to be done; a single character may be of another word: 发|大|水."""
    return token.has("operation") and len(token.surface) > 1


def _names(token: Token) -> bool:
    return token.has("name") or token.has("organisation") or token.has("year")


def _explained(clause: Sequence[Token]) -> list[Token]:
    filler = (Sense("filler"),)
    return [token if _names(token) or token.has("connector") else replace(token, senses=filler) for token in clause]
