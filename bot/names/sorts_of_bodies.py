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
from index.organisations import is_body, without_part
from index.reach import is_of_government
from index.text import core_key
from prompts import load_yaml

FEWEST = 2
_NUMBER = r"[一二两三四五六七八九十]+|\d{1,3}"
_SORTS = load_yaml("terms.organisations.yaml")["sorts"]
_BEFORE = re.compile(
    rf"(?:(?:哪(?P<top>{_NUMBER})|(?P<number>{_NUMBER})|每一?|各|哪[些几一]?)?[所家个间座]|各|每)"
    rf"(?:{'|'.join(_SORTS['said_of_all'])})*$"
)
"""How a question counts bodies, or asks which of them, right before the word for their sort: 哪三所 for the first three."""
_WHICH = re.compile(
    r"(?:有?哪(?:[一些几]?[所家个间座]|[些几])|各[所家个间座]?|每一?[所家个间座]|所有的?|全部的?)(?P<sort>[\u4e00-\u9fff]{2,})"
)
"""A cue for all bodies that names their sort: 哪所小学."""
_WHICH_BEHIND = re.compile("(?:[是有为]|分别是)哪[一些几两三四五六七八九十]?[所家个间座]")
_FIRST_UNITS = re.compile(rf"(?P<number>{_NUMBER})[个家](?:局|部门|单位|下属单位|预算单位)")
_ALL_UNITS = re.compile("哪[些几][个家]?(?:下属|所属|直属|预算)?单位")
_EACH = ("每", "各")
_IN_ALL = ("合计", "总计", "总共", "一共", "共计")
_GOES_OVER = frozenset({"sum", "average", "most", "least", "ranking", "list", "each"})


def of_units(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the first ones of all bodies that are asked for, 哪两家|单位…最多, and with the units of a department as
    what is gone over where it is asked which of them have something: 哪些单位有事业收入.
    """
    told = list(tokens)
    ordered = any(token.has("operation", "most", "least") for token in tokens)
    for at, token in enumerate(tokens):
        found = _FIRST_UNITS.fullmatch(token.surface) if at and tokens[at - 1].surface == "哪" and ordered else None
        if found and token.has("over"):
            told[at - 1] = replace(tokens[at - 1], senses=(Sense("count", f"top {_number(found['number'], ())}"),))
            told[at] = replace(token, surface=f"哪{token.surface}")
        has = any(_HAVE.fullmatch(one.surface) for one in tokens[at + 1 :])
        named = any((name := one.sense("name")) and not name.weak for one in tokens[at + 1 :])
        if not (token.has("text", "affiliates") and has and named):
            continue
        if _ALL_UNITS.fullmatch(token.surface):
            told[at] = replace(token, senses=(Sense("over", "organisations"),))
        elif at + 1 < len(tokens) and tokens[at + 1].has("over"):  # 下属|哪些学校
            told[at] = replace(token, senses=(Sense("filler"),))
    return told


_HAVE = re.compile("有|有了|安排了?|列了?|没有?|取得了?|收到了?")


def of_sorts(tokens: Sequence[Token], catalogue: Catalogue, documents: frozenset[str]) -> list[Token]:
    """The tokens with a word for a sort of bodies, and what counts them, as one that the question ranges over.

    Only where rows of the `documents` are bodies whose names end with the word, as many as the question says, and it asks
    for more than one.
    """
    years = years_in(tokens)
    dated = frozenset(one for one in documents if catalogue.documents[one].year in years) or documents
    asked = any(
        token.has("operation", *_GOES_OVER)
        or token.has("over")
        or token.has("count")
        or token.surface.startswith((*_IN_ALL, *_EACH))
        for token in tokens
    )
    for at, token in enumerate(tokens if asked else ()):
        which = _WHICH.fullmatch(token.surface) if token.has("over", "organisations") else None
        counted = None if which else _counted(tokens, at)
        sort = which["sort"] if which else token.surface
        chosen = not token.has("organisation") and _is_chosen_from(tokens, at)  # 某局里哪个单位: no sort of bodies
        if not (which or counted or chosen) or len(sort) < MIN_SORT or sort.isascii():
            continue
        bodies = _bodies(sort, catalogue, dated)
        if len(bodies) < FEWEST or (counted and _number(counted["number"], bodies) != len(bodies)):
            continue
        others = _bodies_beside(tokens, at, catalogue, dated)
        at, token, bodies = (at + 2, tokens[at + 2], bodies | others) if others else (at, token, bodies)
        start = tokens[at - 2 if others else at].start - (len(counted[0]) if counted else 0)
        first = next(number for number, one in enumerate(tokens) if one.end > start)
        surface = "".join(one.surface for one in tokens[first : at + 1])
        over = Token(tokens[first].start, token.end, surface, (Sense("over", "places", bodies),))
        return [*tokens[:first], *_first_ones(counted, tokens[first]), over, *_without_which(tokens[at + 1 :])]
    return list(tokens)


def _bodies_beside(tokens: Sequence[Token], at: int, catalogue: Catalogue, documents: frozenset[str]) -> frozenset[str]:
    """The bodies of another sort that is named beside one: 哪些小学|、|幼儿园."""
    joined = at + 2 < len(tokens) and tokens[at + 1].surface in "、和与及"
    sort = tokens[at + 2].surface if joined else ""
    return _bodies(sort, catalogue, documents) if len(sort) >= MIN_SORT and not sort.isascii() else frozenset()


def without_listed(question: str, catalogue: Catalogue) -> str:
    """A question without the list in brackets of all the bodies of a sort that it counts: 三所小学（甲、乙、丙）加起来."""

    def shorter(found: re.Match[str]) -> str:
        listed = len(re.split("[、,，和]", found["list"]))
        many = _number(found["number"], ())
        bodies = _bodies(found["sort"], catalogue, frozenset(catalogue.documents))
        return found["before"] if listed == many == len(bodies) else found[0]

    return _LISTED.sub(shorter, question)


_LISTED = re.compile(
    rf"(?P<before>(?P<number>{_NUMBER})[所家个间座](?P<sort>[\u4e00-\u9fff]{{2,8}}))[(（](?P<list>[^()（）]+[、,，][^()（）]+)[)）]"
)


def _is_chosen_from(tokens: Sequence[Token], at: int) -> bool:
    """Whether some of what a token names are chosen: 小学里哪所最多, 最少的幼儿园是哪所."""
    within = any(one.has("connector", "within") for one in tokens[at + 1 : at + 2])
    return within or _WHICH_BEHIND.match("".join(one.surface for one in tokens[at + 1 :])) is not None


def _without_which(behind: Sequence[Token]) -> list[Token]:
    """What stands behind a sort of bodies, the words that ask which of them as words that say no more: 是哪几所."""
    found = _WHICH_BEHIND.match("".join(one.surface for one in behind))
    end = found.end() if found else 0
    told, place = list(behind), 0
    for at, one in enumerate(behind):
        place += len(one.surface)
        if place <= end:
            told[at] = replace(one, senses=(Sense("filler"),))
    return told


def _first_ones(counted: re.Match[str] | None, where: Token) -> tuple[Token, ...]:
    """How many of the first are asked for, as a word of its own: 哪三所."""
    many = _number(counted["top"], ()) if counted and counted["top"] else None
    return (replace(where, senses=(Sense("count", f"top {many}"),)),) if many else ()


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


def _bodies(sort: str, catalogue: Catalogue, documents: frozenset[str]) -> frozenset[str]:
    """The keys of the rows of some documents that are bodies of a sort, and not the sort itself nor an item of the field."""
    found = _PLACE_BEFORE.fullmatch(core_key(sort))
    if found is None:
        return frozenset()
    place, end = found.groups()
    ends = tuple(_SORTS["kinds"].get(end, (end,)))
    bodies = frozenset(
        key
        for one in ends
        for key in catalogue.containing(one)
        if core_key(without_part(catalogue.names[key].text)).endswith(one)
        and key != one
        and "row" in catalogue.names[key].roles
        and not documents.isdisjoint(catalogue.names[key].documents)
        and key not in catalogue.lexicon.by_key
        and is_body(without_part(catalogue.names[key].text))
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
        bodies = (
            _bodies(token.surface, catalogue, frozenset(catalogue.documents))
            if standard and len(token.surface) >= MIN_SORT
            else frozenset()
        )
        if sense is None or len(bodies) != 1 or token.surface.isascii():
            continue
        behind = "".join(one.surface for one in tokens[at + 1 : at + 4] if not one.has("year"))
        if behind.startswith(_AS_SUBJECT):
            continue
        keys = bodies if behind.startswith(_ALL_OF_IT) else bodies | sense.keys
        told[at] = replace(token, senses=(replace(sense, keys=keys, codes=frozenset()), *token.senses[1:]))
    return told


_AS_SUBJECT = ("这一项", "这项", "这个科目", "科目", "这一科目", "项级科目")
"""Said behind the name of a subject that is called as a body is: the subject is meant."""
_ALL_OF_IT = ("总预算", "全年总预算", "总的预算", "一共", "总共")
