"""Names of organisations that are rows of papers, and those that are not: 对东陵区的转移支付 in the city's paper, 119 某市水务局."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.names.catalogue import Catalogue
from bot.names.lexicon import side_verbs
from bot.names.organisations import LEVELS
from bot.names.terms import Sense, Token
from index.reach import all_of_place
from index.text import core_key, has_han, singular


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


def without_own_column(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """The tokens, a body as no row of its own papers where only lists of records name it, beside each of its projects: what
    these come to is not all of its money.
    """
    told: list[Token] = []
    for token in tokens:
        entry = catalogue.names.get(core_key(token.surface)) if token.has("organisation") else None
        own = {key for one in token.senses if one.kind == "organisation" for key in one.keys}
        listed = entry is not None and entry.tables and entry.tables <= catalogue.flat_tables.keys()
        if entry is not None and listed and has_han(token.surface) and entry.documents <= own:
            token = replace(token, senses=tuple(one for one in token.senses if one.kind != "name"))
        told.append(token)
    return told


def with_own_words(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """A body's short name with the word for its sort behind it that its full name has, Tamarack schools, as its name alone."""
    joined: list[Token] = []
    for token in tokens:
        if token.surface not in _SORTS_OF_BODY:
            joined.append(token)
            continue
        before = joined[-1].sense("organisation") if joined and 0 <= token.start - joined[-1].end <= 1 else None
        full = (
            {catalogue.documents[one].organisation for one in before.keys if one in catalogue.documents}
            if before
            else set()
        )
        words = {singular(word) for name in full for word in core_key(name).split()}
        sort = singular(token.surface) in words and not token.has("organisation")
        if sort or (token.surface == "council" and before is not None and _IN_LATIN.fullmatch(joined[-1].surface)):
            joined[-1] = replace(joined[-1], end=token.end, surface=f"{joined[-1].surface} {token.surface}")
        else:
            joined.append(token)
    return joined


_IN_LATIN = re.compile(r"[a-z][a-z' .-]+")
_SORTS_OF_BODY = frozenset({"school", "schools", "council", "county", "city", "district", "state", "government"})
_TOTALS = frozenset({"收入预算", "支出预算", "收入决算", "支出决算"})
"""What a paper has beside the row of its own body: 某校收入预算 is its income, not any figure of the row 某校."""


def owners_apart(tokens: Sequence[Token]) -> list[Token]:
    """The organisation asked about is no row where something else is named: forms print 119 某市水务局 over its rows. Of
    council tax in a band a council's own part is its row beside those of the police and others.
    """
    if any(_BAND.search(token.surface) for token in tokens):
        return list(tokens)
    asks = ("operation", "count", "over", "level", "class", "text", "lacking", "absent")
    other = any(
        not token.has("organisation")
        and (
            token.has("code")
            or token.surface in _TOTALS
            or token.surface in side_verbs()  # what it spends is its whole
            or any(s.kind in asks or (s.kind == "name" and not s.weak) for s in token.senses)
        )
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


_BAND = re.compile(r"\bband [a-h]\b")


def bodies_elsewhere(tokens: Sequence[Token], organisations: Mapping[str, Sequence[Sense]]) -> list[Token]:
    """The tokens, a body as a stranger where the place right before it is not its own: 上海市|财政局 beside a district's; be it
    a place with papers of its own, or one that no paper names: 静安|区财政局.
    """
    checked = list(tokens)
    for number, body in enumerate(tokens):
        place = _before(tokens, number)
        if place is None:
            continue
        stranger = replace(body, senses=(Sense("stranger", place.surface + body.surface),))
        if place.surface in all_of_place() and body.has("organisation"):
            checked[number] = stranger
        first, second = place.sense("organisation"), body.sense("organisation")
        if place.has("left") and place.end == body.start and second and body.surface[0] in LEVELS:
            checked[number] = stranger  # 静安|区财政局
        if first is None or second is None or second.weak or _is_own_place(place.surface, body.surface, organisations):
            continue
        if not first.weak and not _is_place(place.surface, organisations):
            continue
        if not _is_level(body.surface) or (body.surface[0] in LEVELS and not first.weak):
            checked[number] = stranger
        elif not first.weak and place.end == body.start:  # 某市|某县交通局 is of the county alone
            at = tokens.index(place)
            around = tuple(one for one in place.senses if one.weak)
            checked[at] = replace(place, senses=around or (Sense("filler"),))
    return checked


def _before(tokens: Sequence[Token], number: int) -> Token | None:
    """The token right before one, or before the 的 that stands there: 某市的|财政局."""
    at = number - 1
    if at > 0 and tokens[at].surface == "的":
        at -= 1
    adjoins = at >= 0 and tokens[at + 1].start == tokens[at].end and tokens[number - 1].end == tokens[number].start
    return tokens[at] if adjoins else None


def _is_own_place(place: str, body: str, organisations: Mapping[str, Sequence[Sense]]) -> bool:
    """Whether a body's name with a place before it is that body's, too: 某县|交通局, 某县|县交通局."""
    return place + body in organisations or (body[0] in LEVELS and place + body[1:] in organisations)


def _is_place(word: str, organisations: Mapping[str, Sequence[Sense]]) -> bool:
    """Whether a word is the name of a place, with its level or without: 某市, 某."""
    return word[-1] in LEVELS or any(word + level in organisations for level in LEVELS)


def _is_level(word: str) -> bool:
    """Whether a body's name holds its own place or level, so that a place before it only says it again."""
    return any(level in word for level in LEVELS)
