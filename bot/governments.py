"""The whole place of a government above the one that a question names: 云溪区的增值税占全市的百分之几."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.catalogue import Catalogue
from bot.organisations import owner_key
from bot.terms import Sense, Token
from index.reach import level_of


def of_government_above(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """The tokens, 全市 as the city that the one district or body named lies in, where both have papers of their own here."""
    documents = catalogue.documents
    named = {
        owner_key(documents[one].organisation)
        for token in tokens
        for sense in token.senses
        if sense.kind == "organisation" and not sense.weak
        for one in sense.keys
    }
    if len(named) != 1:
        return list(tokens)
    own = next(iter(named))
    told = list(tokens)
    for at, token in enumerate(tokens):
        reach = token.sense("reach")
        level = reach.value.removeprefix("全") if reach and reach.value.startswith("全") else ""
        above = {
            owner_key(one.organisation)
            for one in documents.values()
            if level and level_of(one.organisation) == level and owner_key(one.organisation) != own
            if own.startswith(owner_key(one.organisation))
        }
        if len(above) == 1:
            place = next(iter(above))
            papers = frozenset(one.id for one in documents.values() if owner_key(one.organisation) == place)
            told[at] = replace(token, senses=(Sense("organisation", place, papers), *token.senses))
    return told
