"""What people say of themselves before they ask: 我们楼想装电梯，加装电梯补贴有多少; 记者求证：三公经费多少."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.names.terms import PART_QUALITY, Sense, SenseKind, Token
from bot.reading.english_remarks import confines, is_english, narrows, only_tells
from bot.reading.years_named import years_in
from index.text import core_key
from index.words import pattern_of
from prompts import load_yaml

_ENDS = frozenset(",:;")
_STOPS = frozenset(".!。！")
"""What ends a sentence, in which more than a clause may be told first."""
LEAST_UNKNOWN = 2
"""Words that nothing explains of which a remark behind a question has at least so many."""


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, in a clause about the asker all but places, years and names as fillers; of bodies, only where no other
    clause names one.

    Only of a clause that asks nothing and that another follows.
    """
    clauses: list[list[Token]] = [[]]
    for number, token in enumerate(tokens):
        clauses[-1].append(token)
        if token.surface in _ENDS or (token.surface in _STOPS and number + 1 < len(tokens)):
            clauses.append([])
    asides: list[bool] = []
    if len(clauses) > 1 and _only_checks(clauses[-1]):
        clauses[-2:] = [clauses[-2] + clauses[-1]]
    for number, clause in enumerate(clauses):
        goes_on = bool(asides) and asides[-1] and _goes_on(clause)
        alone = number == 0 and clause[-1:] and clause[-1].surface == "。"  # left aside by name, as `passed_over` tells
        ordered = any(token.has("orders") for token in clause)
        told_first = number < len(clauses) - 1 and not (alone or ordered)
        people = _tells_of_people(clause) and any(
            map(_is_named, [one for rest in clauses[number + 1 :] for one in rest])
        )
        asides.append(told_first and (goes_on or people or _leads_in(clause) or _is_aside(clause)))
    asked = any(_asks_amount(token) for clause in clauses[:-1] for token in clause)
    asides[-1] = asides[-1] or (asked and _is_remark(clauses[-1]))
    named = any(
        token.has("organisation")
        for clause, aside in zip(clauses, asides, strict=True)
        if not aside
        for token in clause
    )
    about = any(
        token.has("name") for clause, aside in zip(clauses, asides, strict=True) if not aside for token in clause
    )
    told: list[Token] = []
    for clause, aside in zip(clauses, asides, strict=True):
        if aside and about and _I_AM.match(" ".join(token.surface for token in clause)):
            clause = [one if one.has("organisation") else replace(one, senses=(Sense("filler"),)) for one in clause]
        told += _explained(clause, bodies=not named) if aside and (about or not _relates(clause)) else clause
    return told


_I_AM = re.compile(
    r"(?:i m|i am|we are|as) an? (?:[a-z'-]+ ){0,4}(?:volunteer|resident|reporter|journalist|teacher|student|parent|aide|member|"
    r"librarian|analyst|citizen|taxpayer|voter|homeowner|renter|tenant|firefighter|nurse|retiree|officer|neighbou?r|worker)\b"
)
"""A clause in English that says who asks: what it names is asked about only where nothing else is."""


def _is_remark(clause: Sequence[Token]) -> bool:
    """Whether a clause behind a question only says what one thinks of it: …是多少啊，夏天空调开得那叫一个冷."""
    limits: tuple[SenseKind, ...] = ("organisation", "year", "kind", "operation", "text", "amount", "over", "reach")
    unknown = sum(token.has("left") for token in clause)
    return unknown >= LEAST_UNKNOWN and not any(token.has(kind) for token in clause for kind in limits)


def _only_checks(clause: Sequence[Token]) -> bool:
    """Whether a clause only asks whether what stands before it is so, all of which is then asked about: …，对吗; …，是真的吗."""
    words = [one for one in clause if one.surface not in _ENDS]
    checked = any(one.has("operation", "whether") for one in words)
    return checked and all(
        one.has("operation", "whether") or one.has("filler") or one.has("connector") for one in words
    )


@cache
def _who_asks() -> re.Pattern[str]:
    """A clause that says who asks, and names nothing that is asked about: 我是某县的人大代表."""
    people = "|".join(load_yaml("words.zh.yaml")["inflected"]["askers"]["of"])
    return re.compile(f"(?:我|本人|咱|俺)们?(?:就|也|作为|身为)?是?.{{0,24}}(?:{people})")


_PEOPLE = pattern_of("asked.zh.yaml", "people_do")
"""What a clause begins with that tells what people do, before a question that names what it is about."""


def _tells_of_people(clause: Sequence[Token]) -> bool:
    """Whether a clause tells what people do and asks nothing: 老百姓常去查档案，…; 某局有干部去援藏，…"""
    told = "".join(one.surface for one in clause if not one.has("organisation") and not years_in([one]))
    return bool(_PEOPLE.match(told)) and not any(map(asks, clause))


def _is_named(token: Token) -> bool:
    """Whether a token is a whole name of the papers."""
    name = token.sense("name")
    whole = name is not None and (name.quality > PART_QUALITY or core_key(token.surface) in name.keys)
    return whole and name is not None and not name.weak


def _is_printed(token: Token) -> bool:
    """Whether a token is a name just as papers print it, and no word of people for one: 退休 of 我爸退休在家."""
    name = token.sense("name")
    return name is not None and not name.weak and core_key(token.surface) in name.keys


def _is_aside(clause: Sequence[Token]) -> bool:
    words = load_yaml("words.zh.yaml")
    opens = tuple(f"{start} " for start in load_yaml("words.en.yaml")["asides"])
    leads = clause[-1].surface == ":"  # 请核对一下：…
    asks = any(_asks(token, leads=leads) for token in clause) or _compares(clause) or (leads and narrows(clause))
    told, spaced = ("".join(f"{token.surface}{space}" for token in clause) for space in ("", " "))
    if asks or told.startswith(tuple(words["asides"])) or spaced.startswith(opens):
        return not asks and not confines(clause)
    if is_english(clause) and any(one.has("left") for one in clause) and not only_tells(clause):
        return False  # Posts abroad: how much are wages
    said = asks_for_lacking(clause) or any(map(_names, clause)) or any(one.has("unit") for one in clause)
    return not said and (leads or told.startswith(tuple(words["stories"])))


def asks_for_lacking(clause: Sequence[Token]) -> bool:
    """Whether a clause before a colon names what papers lack as what is asked for: 经办人姓名：…, 人均数：…"""
    calls = _CALLS.search("".join(one.surface for one in clause))
    return clause[-1].surface == ":" and any(one.has("lacking") for one in clause) and not calls


def _compares(clause: Sequence[Token]) -> bool:
    """Whether a clause claims that one figure is above or below another: 听说甲比乙多，对吗."""
    return any(one.has("connector", "than") for one in clause) and any(
        one.has("operation", "over", "under") for one in clause
    )


def _relates(clause: Sequence[Token]) -> bool:
    """Whether a word that nobody knows stands between two names of one clause, and may say how the one is to the other:
    I heard that fuel dwarfs salaries.
    """
    named = [at for at, token in enumerate(clause) if _is_named(token)]
    return len(named) > 1 and any(token.has("left") for token in clause[named[0] : named[-1]])


def _goes_on(clause: Sequence[Token]) -> bool:
    """Whether a clause behind one about the asker tells more of that: it asks nothing and names no figure or body."""
    named = any(
        token.has("organisation")
        or token.has("code")
        or (sense is not None and not sense.weak and sense.quality > PART_QUALITY)
        for token in clause
        for sense in [token.sense("name")]
    )
    dated = any(years_in([token]) for token in clause)
    return not (named or dated or any(map(asks, clause)))


def asks(token: Token) -> bool:
    """Whether the token asks for something, be it an amount."""
    return _asks(token) or _asks_amount(token)


def _asks(token: Token, *, leads: bool = False) -> bool:
    """Whether the token asks for something; to check the figures is no more than a lead to what follows a colon."""
    checks = leads and token.has("operation", "agree")
    return token.has("text") or token.has("amount") or (_does(token) and not checks)


def _asks_amount(token: Token) -> bool:
    return token.surface.startswith(("多少", "几", "how much", "how many")) or "多少" in token.surface


def _does(token: Token) -> bool:
    """Whether the token asks for something to be done; a single character may be of another word: 发|大|水."""
    return token.has("operation") and len(token.surface) > 1


def _names(token: Token) -> bool:
    return any(token.has(kind) for kind in ("name", "code", "organisation")) or bool(years_in([token]))


_CALLS = re.compile("[问查核看]|请|确认|求证|疑")
"""What a lead-in before a colon calls on whoever is asked with."""


def _leads_in(clause: Sequence[Token]) -> bool:
    """Whether a clause before a colon says no more than who asks, and that they do: 审计提个问题：…"""
    roles = load_yaml("words.zh.yaml")["roles"]
    said = clause[:-1] if clause[-1].surface == ":" else ()
    light = all(
        token.surface in roles or token.has("filler") or token.has("connector") or token.has("operation", "agree")
        for token in said
    )
    return light and any(_CALLS.search(token.surface) for token in said)


def _explained(clause: Sequence[Token], *, bodies: bool) -> list[Token]:
    filler = (Sense("filler"),)
    if _leads_in(clause):
        return [replace(one, senses=filler) for one in clause]
    if _tells_of_people(clause):
        kept = [
            _is_printed(one) or one.has("organisation") or one.has("connector") or years_in([one]) for one in clause
        ]
        return [one if keep else replace(one, senses=filler) for one, keep in zip(clause, kept, strict=True)]
    if _who_asks().fullmatch("".join(token.surface for token in clause).strip(",;:")):
        return [one if one.has("organisation") or years_in([one]) else replace(one, senses=filler) for one in clause]
    return [
        token
        if token.has("connector")
        or token.has("unit")
        or (token.has("stranger") and bodies)
        or (_names(token) and (bodies or not token.has("organisation")))
        else replace(token, senses=filler)
        for token in clause
    ]
