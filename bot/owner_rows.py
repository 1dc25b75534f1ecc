"""Names of organisations that are rows of papers, and those that are not: 对东陵区的转移支付 in the city's paper, 119 某市水务局."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.catalogue import Catalogue
from bot.terms import Sense, Token
from index.text import core_key


def rows_of_others(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """A place with papers of its own is a row of the paper of the government named beside it, where that has such a row."""
    owners = [token for token in tokens if any(one.kind == "organisation" and not one.weak for one in token.senses)]
    if len(owners) < 2:
        return list(tokens)
    own = {
        id(token): {key for one in token.senses if one.kind == "organisation" for key in one.keys if not one.weak}
        for token in owners
    }
    read = []
    for token in tokens:
        entry = catalogue.names.get(core_key(token.surface)) if token in owners else None
        held = entry.documents if entry and "row" in entry.roles and entry.tables else set()
        if any((held & own[id(other)]) - own[id(token)] for other in owners if held and other is not token):
            sense = Sense("name", token.surface, frozenset({core_key(token.surface)}))
            token = replace(token, senses=(sense,))
        read.append(token)
    return read


def owners_apart(tokens: Sequence[Token]) -> list[Token]:
    """The organisation asked about is no row where something else is named: forms print 119 某市水务局 over its rows."""
    asks = ("operation", "count", "over", "level", "class", "text", "lacking", "absent")
    other = any(
        not token.has("organisation")
        and (token.has("code") or any(s.kind in asks or (s.kind == "name" and not s.weak) for s in token.senses))
        for token in tokens
    )
    if not other:
        return list(tokens)
    return [
        replace(token, senses=tuple(sense for sense in token.senses if sense.kind != "name"))
        if any(sense.kind == "organisation" and not sense.weak for sense in token.senses)
        else token
        for token in tokens
    ]
