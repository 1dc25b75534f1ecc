"""A department's own office, 本级 or 机关, as the row that a form prints of it among the units of the department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.catalogue import Catalogue
from bot.organisations import OWN_OFFICE, owner_key
from bot.terms import Sense, Token
from index.text import core_key

QUALITY = 0.95
"""What such a name is worth as a term: as another printed name of what the index holds."""


def office_rows(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """For each document the keys of the rows of its organisation's own office: 某局本级, 某局机关."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, entry in catalogue.names.items():
        if not OWN_OFFICE.search(key) or not entry.roles & {"row", "section"}:
            continue
        for one in entry.documents:
            organisation = core_key(catalogue.documents[one].organisation)
            if key != organisation and owner_key(key) == owner_key(organisation):
                found[one].add(key)
    return {one: frozenset(keys) for one, keys in found.items()}


def join_offices(tokens: Sequence[Token], offices: Mapping[str, frozenset[str]]) -> list[Token]:
    """An organisation and 本级 or 机关 right behind it as the name of its own office, where a form has a row of that."""
    joined: list[Token] = []
    for token in tokens:
        owner = joined[-1].sense("organisation") if joined else None
        if owner and not owner.weak and joined[-1].end == token.start and OWN_OFFICE.fullmatch(token.surface):
            keys = frozenset(key for one in owner.keys for key in offices.get(one, ()))
            if keys:
                before = joined.pop()
                surface = before.surface + token.surface
                name = Sense("name", surface, keys, quality=QUALITY)
                token = Token(before.start, token.end, surface, (name, replace(owner, weak=True)))
        joined.append(token)
    return joined
