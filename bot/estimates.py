"""The words estimate and budget, by what English papers print under them for a year: its plan, or what comes of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.catalogue import Catalogue
from bot.terms import Sense, Token
from bot.years_named import years_in

_ESTIMATE = re.compile("estimate[ds]?|projected|projections?")
_BUDGET = re.compile("(?:the )?budget(?:ed|s)?(?: for| of)?")


def as_kinds(tokens: Sequence[Token], catalogue: Catalogue, documents: Collection[str]) -> list[Token]:
    """Estimate as what is expected to come of a year, where the documents print it of nothing else; budget as a kind of
    figure, where it is the only kind that the question says, of one year that has a budget.
    """
    kinds = {kind for one in documents for kind in catalogue.estimates.get(one, ())}
    if kinds == {"executed"}:
        tokens = _with_kind(tokens, "executed", _ESTIMATE)
    years = years_in(tokens)
    planned = len(set(years)) == 1 and any(years[0] in catalogue.planned.get(one, ()) for one in documents)
    if planned and not any(token.has("kind") or token.has("stage") for token in tokens):
        tokens = _with_kind(tokens, "budget", _BUDGET)
    return list(tokens)


def _with_kind(tokens: Sequence[Token], kind: str, said: re.Pattern[str]) -> list[Token]:
    plain = ("filler", "left", "header")
    return [
        replace(token, senses=(Sense("kind", kind),))
        if said.fullmatch(token.surface) and all(one.kind in plain for one in token.senses)
        else token
        for token in tokens
    ]
