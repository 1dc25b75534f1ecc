"""Bodies of one sort that a question takes together: 四所公办幼儿园加起来, 六所小学里哪所最多."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.names.catalogue import Catalogue
from bot.names.organisations import LEVELS, owner_key
from bot.names.terms import Sense, Token
from bot.reading.frame import Frame
from bot.reading.years_named import years_in
from index.numerals import parse_han_number
from index.organisations import is_body
from index.reach import is_of_government
from index.text import core_key
from prompts import load_yaml

FEWEST = 2
_BEFORE = re.compile(
    r"(?:(?P<number>[一二两三四五六七八九十]+|\d{1,3})|每一?|各|哪[些几一]?)?[所家个间座]"
    rf"(?:{'|'.join(load_yaml('terms.organisations.yaml')['sorts']['said_of_all'])})*$"
)
"""How a question counts bodies, or asks which of them, right before the word for their sort."""
_IN_ALL = ("合计", "总计", "总共", "一共", "共计")
_GOES_OVER = frozenset({"sum", "average", "most", "least", "ranking", "list", "each"})


def of_sorts(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """The tokens with a word for a sort of bodies, and what counts them, as one that the question ranges over.

    Only where rows are bodies whose names end with the word, as many as the question says, and it asks for more than one.
    """
    asked = any(
        token.has("operation", *_GOES_OVER) or token.has("over") or token.surface.startswith(_IN_ALL)
        for token in tokens
    )
    for at, token in enumerate(tokens if asked else ()):
        counted = _counted(tokens, at)
        within = any(one.has("connector", "within") for one in tokens[at + 1 : at + 2])
        if not (counted or within) or len(token.surface) < MIN_SORT or token.surface.isascii():
            continue
        bodies = _bodies(token.surface, catalogue)
        if len(bodies) < FEWEST or (counted and _number(counted["number"], bodies) != len(bodies)):
            continue
        start = token.start - (len(counted[0]) if counted else 0)
        first = next(number for number, one in enumerate(tokens) if one.end > start)
        surface = "".join(one.surface for one in tokens[first : at + 1])
        over = Token(tokens[first].start, token.end, surface, (Sense("over", "places", bodies),))
        return [*tokens[:first], over, *tokens[at + 1 :]]
    return list(tokens)


MIN_SORT = 2
_MANY = re.compile(r"(?P<number>[两二三四五六七八九十]+|\d{1,2})[个家](?:局|部门)")


def of_as_many(tokens: Sequence[Token], frame: Frame, catalogue: Catalogue) -> list[Token]:
    """The tokens, 三个局 as words that nothing explains where the papers asked are of another number of bodies, none named."""
    counted = [one for one in tokens if one.has("over", "organisations") and _MANY.match(one.surface)]
    if not counted or any(sense.kind == "organisation" and not sense.weak for one in tokens for sense in one.senses):
        return list(tokens)
    years = frozenset(years_in(tokens))
    papers = [catalogue.documents[one] for one in frame.documents]
    bodies = {
        owner_key(one.organisation)
        for one in papers
        if (not years or one.year in years) and not is_of_government(one.organisation, one.title)
    }
    return [
        replace(token, senses=(Sense("left", token.surface),))
        if token in counted and (many := _MANY.match(token.surface)) and _number(many["number"], bodies) != len(bodies)
        else token
        for token in tokens
    ]


def _counted(tokens: Sequence[Token], at: int) -> re.Match[str] | None:
    """The words right before a token that count it, where tokens end where they begin."""
    before = "".join(one.surface for one in tokens[:at])
    found = _BEFORE.search(before)
    lengths = {sum(len(one.surface) for one in tokens[:end]) for end in range(at + 1)}
    return found if found and found.start() in lengths else None


def _number(said: str | None, bodies: Collection[str]) -> int | None:
    if said is None:
        return len(bodies)
    return int(said) if said.isdigit() else parse_han_number(said)


def _bodies(sort: str, catalogue: Catalogue) -> frozenset[str]:
    """The keys of the rows that are bodies of a sort, and not the sort itself nor an item of the field."""
    found = _PLACE_BEFORE.fullmatch(core_key(sort))
    if found is None:
        return frozenset()
    place, end = found.groups()
    bodies = frozenset(
        key
        for key in catalogue.containing(end)
        if key.endswith(end)
        and key != end
        and "row" in catalogue.names[key].roles
        and key not in catalogue.lexicon.by_key
        and is_body(catalogue.names[key].text)
    )
    return frozenset(key for key in bodies if key.startswith(place)) or bodies  # 南屏区|幼儿园


_PLACE_BEFORE = re.compile(rf"((?:.*[{LEVELS}])?)(.{{{MIN_SORT},}}?)")


def of_bodies(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """The tokens, a subject of the classification that is called as one of the bodies here, 图书馆, as that body too; as it
    alone where all of its budget is asked for, 总预算.
    """
    told = list(tokens)
    for at, token in enumerate(tokens):
        sense = token.sense("name")
        standard = sense is not None and not sense.weak and all(key in catalogue.lexicon.by_key for key in sense.keys)
        bodies = _bodies(token.surface, catalogue) if standard and len(token.surface) >= MIN_SORT else frozenset()
        if sense is None or len(bodies) != 1 or token.surface.isascii():
            continue
        behind = "".join(one.surface for one in tokens[at + 1 : at + 4] if not one.has("year"))
        keys = bodies if behind.startswith(_ALL_OF_IT) else bodies | sense.keys
        told[at] = replace(token, senses=(replace(sense, keys=keys, codes=frozenset()), *token.senses[1:]))
    return told


_ALL_OF_IT = ("总预算", "全年总预算", "总的预算", "一共", "总共")
