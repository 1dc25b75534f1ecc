"""Places of a question as what has papers: the government, the bodies in the place, the government above it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from bot.figures.sides import OTHER_SIDE
from bot.names.catalogue import Catalogue
from bot.names.organisations import owner_key
from bot.names.terms import Sense, Token
from bot.reading.years_named import years_in
from index.accounts import GENERAL
from index.prose_text import YEAR
from index.reach import is_of_government, level_of, whole_places
from prompts import load_yaml


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
    told = list(tokens)
    for at, token in enumerate(tokens):
        reach = token.sense("reach")
        if reach is None or not reach.value.startswith("全"):
            continue
        for place in _above(reach.value.removeprefix("全"), named, catalogue):
            papers = frozenset(one.id for one in documents.values() if owner_key(one.organisation) == place)
            told[at] = replace(token, senses=(Sense("organisation", place, papers), *token.senses))
    return told


def whole_of_share(tokens: Sequence[Token], papers: Set[str], catalogue: Catalogue) -> Token | None:
    """The word for all of a place that a department's share is taken of, 占|全县, where its government has papers here, too."""
    owners = {owner_key(catalogue.documents[one].organisation) for one in papers if one in catalogue.documents}
    for before, token in pairwise(tokens):
        taken = before.has("operation", "share", "ratio") or before.has("connector", "than")
        if (
            taken
            and token.has("reach")
            and token.surface.startswith("全")
            and _above(token.surface[1:], owners, catalogue)
        ):
            return token
    return None


def _above(level: str, owners: Set[str], catalogue: Catalogue) -> Set[str]:
    """The one government of that level in whose place the one body named lies; none where there are several."""
    if len(owners) != 1:
        return frozenset()
    own = next(iter(owners))
    held = {owner_key(one.organisation) for one in catalogue.documents.values() if level_of(one.organisation) == level}
    above = {owner for owner in held if own.startswith(owner) and owner != own}
    return above if len(above) == 1 else frozenset()


def asks_of_government(tokens: Sequence[Token], catalogue: Catalogue) -> bool:
    """Whether a question names an organisation, and none but governments of places by papers of their whole accounts."""
    named = [own for token in tokens if (own := token.sense("organisation"))]
    papers = [catalogue.documents[one] for own in named if not own.weak for one in own.keys]
    whole = all(is_of_government(one.organisation, one.title) for one in papers)
    return bool(papers) and whole and not any(own.weak for own in named)


def sides_of_no_fund(tokens: Sequence[Token], catalogue: Catalogue) -> dict[str, str]:
    """The sides of the accounts that the papers of the governments named tell only as all that they spend or take in, each
    with what such a name begins with, 财政 for a town's 财政支出: their names of the general public budget are of the other
    side alone.
    """
    if not any(token.surface.startswith(tuple(OTHER_SIDE)) for token in tokens):
        return {}
    papers = {one for token in tokens if (own := token.sense("organisation")) for one in own.keys}
    named = [key for key, one in catalogue.names.items() if GENERAL in key and not papers.isdisjoint(one.documents)]
    sides = {side: other for side, other in OTHER_SIDE.items() if named and all(other in key for key in named)}
    return {side: _begun(side, papers, catalogue) for side in sides if not any(side in key for key in named)}


def _begun(side: str, papers: Set[str], catalogue: Catalogue) -> str:
    """What the text of papers puts before a side of the accounts, where no form of theirs totals it."""
    totals = (catalogue.names.get(f"{side}{end}") for end in ("合计", "总计"))
    held = any(one is not None and not papers.isdisjoint(one.documents) for one in totals)
    public = catalogue.names.get(f"{_PUBLIC}{side}")
    return _PUBLIC if not held and public is not None and not papers.isdisjoint(public.documents) else ""


_PUBLIC = "财政"


def of_no_government(tokens: Sequence[Token]) -> list[Token]:
    """The tokens beside departments alone, 全市 before an account, or right behind a place, as what none of their papers
    tells: 全市一般公共预算收入, 云岭全市的教育支出.
    """
    accounts = tuple(load_yaml("reach.yaml")["accounts"])
    told = list(tokens)
    for at, token in enumerate(tokens):
        named = next((one for one in tokens[at + 1 :] if one.has("name")), None)
        account = named is not None and named.surface.startswith(accounts)
        placed = at > 0 and any(one.kind == "organisation" and one.weak for one in tokens[at - 1].senses)
        if token.surface in whole_places() and token.has("filler") and named and (account or placed):
            told[at] = replace(token, senses=(Sense("absent", token.surface),))
    return told


def placed(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """A place with papers of its own as these, or as the bodies in it: where they are counted, where one of them is named
    and held against nothing (水利局…？某县的), or where they alone have the year.
    """
    held = any(
        token.has("operation", "share", "ratio", "difference") or token.has("connector", "and", "than")
        for token in tokens
    )
    named = [] if held else [own.keys for one in tokens if (own := one.sense("organisation")) and not own.weak]
    ranged = any(token.has("over", "organisations") for token in tokens)
    years = set(years_in(tokens))
    picked = []
    for token in tokens:
        own, around = token.sense("organisation"), _place_around(token)
        if own and around and own is not around:
            papers = [catalogue.documents[one] for one in own.keys]
            dated = {one.year for one in papers} | {int(year) for one in papers for year in YEAR.findall(one.title)}
            beside = {catalogue.documents[one].year for one in around.keys}
            inside = any(keys <= around.keys for keys in named)
            several = ranged and len({owner_key(catalogue.documents[one].organisation) for one in around.keys}) > 1
            out = around if several or inside or (years and not years & dated and years & beside) else own
            kept = tuple(sense for sense in token.senses if sense.kind != "organisation" or sense is out)
            token = replace(token, senses=kept)
        picked.append(token)
    return picked


def beside_bodies(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """The tokens, with a place that is one body's, a town as its government, as that body where it is held against another:
    某县二中和某镇的三公经费哪个多.
    """
    senses = [own for token in tokens if (own := token.sense("organisation"))]
    if len(senses) < 2 or not any(token.has("connector", "and", "than", "or") for token in tokens):
        return list(tokens)
    told = []
    for token in tokens:
        own = token.sense("organisation")
        if own and own.weak and _is_one_body(own, senses, catalogue):
            token = replace(token, senses=tuple(replace(one, weak=one.weak and one is not own) for one in token.senses))
        told.append(token)
    return told


def _is_one_body(own: Sense, named: Sequence[Sense], catalogue: Catalogue) -> bool:
    """Whether the papers of a place are all of one body, and of none that is named otherwise."""
    owners = {owner_key(catalogue.documents[one].organisation) for one in own.keys}
    return len(owners) == 1 and all(one.keys == own.keys or not one.keys & own.keys for one in named)


def _place_around(token: Token) -> Sense | None:
    """The bodies that stand in the place that a token names, None where it names none."""
    return next((sense for sense in token.senses if sense.kind == "organisation" and sense.weak), None)
