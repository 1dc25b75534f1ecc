"""Words by which English questions say that a figure lies ahead: the forecast gap in 2027/28, the projected balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.catalogue import Catalogue
from bot.terms import Sense, Token
from bot.years_named import years_in
from index.text import core_key
from index.years import find_column_year, find_kind
from prompts import load_yaml


def of_forecast(tokens: Sequence[Token], catalogue: Catalogue, documents: frozenset[str]) -> list[Token]:
    """The tokens of what is asked of some papers, a word for a forecast as the estimate of what came where a column of the
    year named is headed so, else as one that only says what its year, later than any outcome, says anyway. Where no such
    year is named it stays.
    """
    said = [number for number, token in enumerate(tokens) if token.surface in _words()]
    if not said or any(token.has("kind") for number, token in enumerate(tokens) if number not in said):
        return list(tokens)
    years = set(years_in(tokens))
    headed = {
        year
        for entry in catalogue.names.values()
        if "column" in entry.roles and entry.documents & documents and find_kind(entry.text) == "executed"
        if (year := find_column_year(entry.text)) is not None
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
def _words() -> frozenset[str]:
    return frozenset(word for group in load_yaml("cues.yaml")["forecasts"] for word in group)
