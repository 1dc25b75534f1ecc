"""A department's own office, 本级 or 机关, as the row that a form prints of it among the units of the department."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.names.catalogue import Catalogue
from bot.names.organisations import owner_key, split_place
from bot.names.terms import OTHER_NAME_QUALITY, Sense, Token
from bot.reading.frame import Frame
from index.organisations import OWN_OFFICE, is_body, is_own_office
from index.text import core_key


def office_rows(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """For each document the keys of the rows and forms of its organisation's own office: 某局本级, 某局机关, 决算表（本级）."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, entry in catalogue.names.items():
        if "table" in entry.roles and is_own_office(key):  # 收入支出决算总表（本级）, beside one of all units
            for one in entry.documents:
                if is_body(catalogue.documents[one].organisation):
                    found[one].add(key)
        if not is_own_office(key) or not entry.roles & {"row", "section"}:
            continue
        for one in entry.documents:
            organisation = core_key(catalogue.documents[one].organisation)
            if key != organisation and _is_office_of(owner_key(key), owner_key(organisation)):
                found[one].add(key)
    owners = {owner_key(document.organisation) for document in catalogue.documents.values()}
    alone = frozenset().union(*found.values()) if len(owners) == 1 else frozenset()
    return {one: frozenset(keys) for one, keys in found.items()} | {ALONE: alone}


ALONE = ""
"""Stands for all documents, where they are of one organisation and a question need not name it."""


def _is_office_of(body: str, organisation: str) -> bool:
    """Whether a row's body is the organisation, with or without the places before it: 教育局机关 of 某县教育局."""
    places, rest = split_place(organisation)
    return body == organisation or body in {"".join(places[start:]) + rest for start in range(len(places) + 1)}


def join_offices(tokens: Sequence[Token], offices: Mapping[str, frozenset[str]]) -> list[Token]:
    """An organisation and 本级 or 机关 right behind it as the name of its own office, where a form has a row of that."""
    joined: list[Token] = []
    for token in tokens:
        if joined and joined[-1].has("left") and _OF_ITS_SORT.fullmatch(joined[-1].surface + token.surface):
            sort = joined.pop()  # 局|本级
            token = Token(sort.start, token.end, sort.surface + token.surface, token.senses)
        owner = joined[-1].sense("organisation") if joined else None
        behind = owner is not None and _is_body(joined[-1]) and joined[-1].end == token.start
        if behind and owner and _OFFICE.fullmatch(token.surface):
            keys = frozenset(key for one in owner.keys for key in offices.get(one, ()))
            if not keys and not token.has("reach"):
                token = replace(token, senses=UNLISTED)
            if keys:
                before = joined.pop()
                surface = before.surface + token.surface
                name = Sense("name", surface, keys, quality=OTHER_NAME_QUALITY)
                token = Token(before.start, token.end, surface, (name, replace(owner, weak=True)))
        joined.append(token)
    # also where it does not stand right behind its department: 某局2025年本级项目支出
    return [_as_office(token, joined, offices) if _OFFICE.fullmatch(token.surface) else token for token in joined]


UNLISTED = (Sense("filler", "own office"),)
"""The own office of a department, of which the papers have no row: the department is meant as far as they tell."""
_OF_ITS_SORT = re.compile("[局厅委办部院](?:机关|本级|本部)")
"""某局|局机关."""
_OFFICE = re.compile(f"{OWN_OFFICE}|{_OF_ITS_SORT.pattern}")
_HAS_BUDGET = re.compile("[省市州盟县旗区镇乡]$")


def _is_body(token: Token) -> bool:
    """Whether an organisation is named and no place with a budget of its own: 某街道 is its office."""
    owner = token.sense("organisation")
    return owner is not None and not (owner.weak and _HAS_BUDGET.search(token.surface))


def _as_office(token: Token, tokens: Sequence[Token], offices: Mapping[str, frozenset[str]]) -> Token:
    """A bare 本级 as the own office of the bodies that the question names."""
    owners = [one.sense("organisation") for one in tokens if _is_body(one)]
    held = {one for owner in owners if owner for one in owner.keys} or {ALONE}
    keys = frozenset(key for one in held for key in offices.get(one, ()))
    if not all(sense.kind in ("filler", "left") for sense in token.senses):
        return token
    named = (Sense("name", token.surface, keys, quality=OTHER_NAME_QUALITY),) if keys else ()
    return replace(token, senses=named or (UNLISTED if any(owners) else token.senses))


def asks_own_office(tokens: Sequence[Token]) -> bool:
    """Whether a department's own office is asked about, of which no form has a row: 某局本级."""
    return any(token.senses == UNLISTED for token in tokens)


def of_own_office(frame: Frame, tokens: Sequence[Token], catalogue: Catalogue) -> Frame:
    """The papers that a department has of its own office alone, where that is asked about and there are some."""
    alone = frozenset(one for one in frame.documents if catalogue.documents[one].level == "unit")
    return replace(frame, documents=alone) if alone and asks_own_office(tokens) else frame
