"""English words for a figure that lies ahead, estimate, budget, forecast, by what the papers print under them for a year."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from bot.names.catalogue import Catalogue
from bot.names.terms import Sense, Token
from bot.reading.years_named import years_in
from index.text import core_key
from index.years import find_column_year, find_kind
from prompts import load_yaml

_ESTIMATE = re.compile("estimate[ds]?|projected|projections?")
_BUDGET = re.compile("(?:the )?budget(?:ed|s)?(?: for| of)?")


def as_kinds(tokens: Sequence[Token], catalogue: Catalogue, documents: Collection[str]) -> list[Token]:
    """Estimate as what is expected to come of a year, where the documents print it of nothing else; budget as a kind of
    figure, where it is the only kind that the question says, of one year that has a budget.
    """
    tokens = _outturn_expected(tokens)
    kinds = {kind for one in documents for kind in catalogue.estimates.get(one, ())}
    years = years_in(tokens)
    latest = max((catalogue.documents[one].year or 0 for one in documents), default=0)
    if kinds == {"executed"} and not (years and min(years) >= latest):  # of the paper's own year it is a plan
        tokens = _with_kind(tokens, "executed", _ESTIMATE)
    planned = len(set(years)) == 1 and any(years[0] in catalogue.planned.get(one, ()) for one in documents)
    if planned and not any(token.has("kind") or token.has("stage") for token in tokens):
        tokens = _with_kind(tokens, "budget", _BUDGET)
    return list(tokens)


def _outturn_expected(tokens: Sequence[Token]) -> list[Token]:
    """What is estimated as the outturn of a year as what is expected to come of it: the estimated outturn."""
    estimates = [_ESTIMATE.fullmatch(token.surface) is not None for token in tokens]
    outturns = [token.has("kind", "outturn") for token in tokens]
    if not any(estimates) or not any(outturns):
        return list(tokens)
    senses = [
        Sense("kind", "executed") if own else Sense("filler") if plain else None
        for own, plain in zip(outturns, estimates, strict=True)
    ]
    return [replace(token, senses=(one,)) if one else token for token, one in zip(tokens, senses, strict=True)]


def _with_kind(tokens: Sequence[Token], kind: str, said: re.Pattern[str]) -> list[Token]:
    plain = ("filler", "left", "header")
    return [
        replace(token, senses=(Sense("kind", kind),))
        if said.fullmatch(token.surface)
        and all(one.kind in plain or (one.kind == "name" and one.weak) for one in token.senses)
        else token
        for token in tokens
    ]


def kind_of_one_year(tokens: list[Token]) -> tuple[list[Token], bool]:
    """Whether the one kind that a question names stands right beside one of its two years, and the tokens with it as that
    year's alone: the FY2025 estimate against the FY2024 revised estimate.
    """
    kinds = [number for number, token in enumerate(tokens) if token.has("kind")]
    years = [number for number, token in enumerate(tokens) if token.has("year") and token.has("frame")]
    if len(kinds) != 1 or len(years) != 2 or not any(abs(kinds[0] - year) == 1 for year in years):
        return tokens, False
    if tokens[kinds[0]].has("frame"):
        return tokens, False
    marked = replace(tokens[kinds[0]], senses=(*tokens[kinds[0]].senses, Sense("frame")))
    return [*tokens[: kinds[0]], marked, *tokens[kinds[0] + 1 :]], True


def of_forecast(tokens: Sequence[Token], catalogue: Catalogue, documents: frozenset[str]) -> list[Token]:
    """The tokens of what is asked of some papers, a word for a forecast as the estimate of what came where a column of the
    year named is headed so, else as one that only says what its year, later than any outcome, says anyway. Where no such
    year is named it stays.
    """
    said = [number for number, token in enumerate(tokens) if token.surface in _forecasts()]
    if not said or any(token.has("kind") for number, token in enumerate(tokens) if number not in said):
        return list(tokens)
    years = set(years_in(tokens))
    headed = {
        year
        for _, entry in catalogue.printed_as("column", documents)
        if find_kind(entry.text) == "executed" and (year := find_column_year(entry.text)) is not None
    }
    held = (catalogue.documents[one] for one in documents)
    latest = max((one.year for one in held if one.year), default=0)
    if years & headed:
        sense = Sense("kind", "executed")
    elif years and min(years) >= latest:
        sense = Sense("filler")
    else:
        return list(tokens)
    return [_as(token, sense, catalogue) if number in said else token for number, token in enumerate(tokens)]


def _as(token: Token, sense: Sense, catalogue: Catalogue) -> Token:
    """The token in one sense, and as a name that a form prints, which need not be explained."""
    own = [one for one in token.senses if one.kind == "name" and core_key(token.surface) in catalogue.names]
    return replace(token, senses=(sense, *(replace(one, weak=True) for one in own)))


@cache
def _forecasts() -> frozenset[str]:
    return frozenset(word for group in load_yaml("cues.yaml")["forecasts"] for word in group)
