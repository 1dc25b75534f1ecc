"""Words for what is counted and no amount of money tells: people, posts, and things by their measure words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from bot.names.catalogue import Catalogue
from bot.names.terms import PART_QUALITY, Sense, Token
from index.model import Fact
from index.text import core_key
from index.units import FULL_TIME, split_scale
from prompts import load_yaml


@cache
def _position_words() -> frozenset[str]:
    return frozenset(word for group in load_yaml("cues.yaml")["counted"] for word in group)


def counts_positions(term: Token) -> bool:
    """Whether the term asks for positions, not for money: FTEs."""
    return term.surface in _position_words() or bool(_POSTS.search(term.surface))


def counts_people(fact: Fact) -> bool:
    """Whether a figure is a number of posts: by its unit, or in a table without money that is titled with them."""
    if fact.unit == FULL_TIME:
        return True
    return not fact.unit.name and bool(_people().search(core_key(fact.table)))


def people_words() -> list[str]:
    """What tables of posts are titled with, as keys."""
    return [core_key(word) for group in load_yaml("units.english.yaml")["people"] for word in group]


@cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, people_words()))})\b")


_POSTS = re.compile(r"[a-z] (?:posts|positions|fte|ftes|staff)$")


@cache
def things_counted() -> frozenset[str]:
    """The measure words by which things are counted: 辆, 人次."""
    return frozenset(load_yaml("prose.zh.yaml")["classifiers"])


def staff_told(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """在编 as 实际在编在职人员, where people are counted and the documents tell how many these are."""
    tokens = _of_only_posts(_of_people_there(tokens), catalogue)
    if not any(token.has("operation", "count") and token.surface[-1] in "人名" for token in tokens):
        return list(tokens)
    tokens = _of_filled_posts(tokens, catalogue)
    told: list[Token] = []
    for token in tokens:
        keys = (
            [key for key in catalogue.containing(token.surface) if key.endswith(_STAFF)] if token.has("lacking") else []
        )
        named = (Sense("name", token.surface, frozenset(keys), quality=PART_QUALITY),)
        found = bool(keys) and not token.has("name")
        if found and told and told[-1].surface in _ACTUAL:
            told[-1] = replace(told[-1], senses=(Sense("filler"),))
        told.append(replace(token, senses=named) if found else token)
    return told


_ACTUAL = ("实际", "实有")
"""Beside people these tell of no outturn."""


def _of_people_there(tokens: Sequence[Token]) -> list[Token]:
    """实际 right before the word for people in their posts, 实际|在岗多少人, as a word that says nothing of an outturn."""
    told = list(tokens)
    for at, (token, behind) in enumerate(pairwise(tokens)):
        if token.surface in _ACTUAL and _AT_WORK.match(behind.surface):
            told[at] = replace(token, senses=(Sense("filler"),))
    return told


_AT_WORK = re.compile("在[岗职编册]")


def _of_only_posts(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """有多少编制 as 事业编制, where the documents tell of posts of no other sort and of no posts as such."""
    sorts = [key for key in catalogue.containing(_POSTED) if key.endswith(_POSTED) and not _VEHICLES.search(key)]
    asked = [one for one in tokens if one.has("lacking") and not one.has("name") and _ASKS_POSTS.search(one.surface)]
    if not asked or len(sorts) != 1:
        return list(tokens)
    named = Sense("name", sorts[0], frozenset(sorts), quality=PART_QUALITY)
    kept = {one: tuple(sense for sense in one.senses if sense.kind == "operation") for one in asked}
    return [replace(one, senses=(named, *kept[one])) if one in kept else one for one in tokens]


_VEHICLES = re.compile("车")
_ASKS_POSTS = re.compile("编制(?:人?数)?$")


def _of_filled_posts(tokens: Sequence[Token], catalogue: Catalogue) -> Sequence[Token]:
    """事业编制…实际在岗多少人, or a unit 实际多少人, as 事业编制实有人数, where the documents tell how many of these posts are filled."""
    filled = load_yaml("prose.zh.yaml")["filled_posts"]
    named = [(token, f"{token.surface.removesuffix(_POSTED)}{_POSTED}{filled}") for token in tokens]
    told = ((token, keys) for token, name in named if (keys := catalogue.equivalents(name)))
    found = next(told, None)
    if found is None:
        return tokens
    posts, keys = found
    beside = [token for token in tokens if token.start >= posts.end and _FILLED.fullmatch(token.surface)]
    if not any(_THERE.match(token.surface) for token in beside):
        return tokens
    return [
        replace(token, senses=(Sense("name", token.surface, keys),))
        if token is posts
        else replace(token, senses=tuple(one for one in token.senses if one.kind == "operation") or (Sense("filler"),))
        if token in beside
        else token
        for token in tokens
    ]


_POSTED = "编制"
_THERE = re.compile("实际|实有|现有|在岗|在编|在职|在册")
_FILLED = re.compile(f"(?:目前|现在|{_THERE.pattern})?(?:有|{_THERE.pattern})?(?:人员)?(?:多少人|多少名|人数|几人)?")
"""What says behind posts that the people in them are counted: 实际|在岗多少人."""


_STAFF = ("人员", "职工", "编制", "人数")


def counts_no_money(fact: Fact) -> bool:
    """Whether a figure in a form of an English paper is a number of people or things, by its unit or its form's title."""
    money = fact.unit.factor is not None or split_scale(fact.unit.name)[1]
    if fact.source != "table" or not re.search("[a-z]{3}", fact.row.lower()) or money or fact.unit.name == "%":
        return False
    return counts_people(fact) or bool(fact.unit.name) or bool(_things().search(core_key(fact.table)))


@cache
def _things() -> re.Pattern[str]:
    words = (core_key(word) for group in load_yaml("units.english.yaml")["things"] for word in group)
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, words))})(?![a-z])")
