"""Clauses in Chinese that only tell why or how somebody asks, before the question or behind it: 网页打不开，…; …是多少？最好带出处."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names.terms import SenseKind, Token, cut_after, is_whole_name
from bot.reading.asides import asks, asks_for_lacking
from bot.reading.english_remarks import SAYING
from index.lexical import Tag
from index.text import has_han
from index.words import pattern_of

_ENDS = frozenset(",:;。.!?")
_WHOSE: tuple[SenseKind, ...] = ("organisation", "year", "unit", "kind")
_SAYING = frozenset((*SAYING, *_WHOSE))
_NO_THINGS = "vadpcuymrfoe"
"""Tags of a dictionary for words that are no things: verbs, adjectives, adverbs, prepositions …"""
_UNKNOWN: tuple[SenseKind, ...] = ("left", "absent", "lacking")
_NARROWS = pattern_of("words.zh.yaml", "remarks", "narrowing")
_SENTENCE = pattern_of("words.zh.yaml", "remarks", "sentence")
_TELLS = pattern_of("words.zh.yaml", "remarks", "tells")
_CARRIES = pattern_of("words.zh.yaml", "remarks", "carries")
_REPORTS = pattern_of("words.zh.yaml", "remarks", "reports")
_POINTS_BACK = pattern_of("words.zh.yaml", "remarks", "backward")


def without_remarks(tokens: Sequence[Token], tags: Sequence[Tag]) -> tuple[Token, ...]:
    """The tokens without what clauses that name no figure say in words that nobody knows: those before the first that names
    one, those behind it that are sentences of their own, and whatever stands behind a question mark. Their bodies, years
    and units stay, and all of them where they may narrow the figure. `tags`: what the dictionary tells of the text.
    """
    clauses = cut_after(tokens, _ENDS)
    naming = [number for number, clause in enumerate(clauses) if any(map(_names, clause))]
    naming = naming or [number for number, clause in enumerate(clauses) if _names_of_body(clause)]
    if not naming:
        return tuple(tokens)  # what nobody knows may itself be what is asked for
    asked = next(
        (at for at, one in enumerate(clauses) if one[-1].surface == "?" and any(map(_says, one))), len(clauses)
    )
    pointed = points_back("".join(map(_text, clauses[naming[0] :])))
    kept: list[Token] = []
    for number, clause in enumerate(clauses):
        if not any(map(_is_unknown, clause)) or asks_for_lacking(clause):
            kept += clause
        elif number in naming:
            kept += _without_report(clause)
        elif not pointed if number < naming[0] else (number > asked or bool(_SENTENCE.search(_text(clause)))):
            later = any(map(asks, (token for one in clauses[number + 1 :] for token in one)))
            kept += _without_remark(clause, tags, later=later)
        else:
            kept += clause
    return tuple(kept)


def points_back(text: str) -> bool:
    """Whether a question asks for things of the sort that the sentence before it names: 有没有这方面的采购, 相关项目多少."""
    return _POINTS_BACK.search(text) is not None


def _without_remark(clause: Sequence[Token], tags: Sequence[Tag], *, later: bool) -> Sequence[Token]:
    """What stays of a clause that names no figure: its bodies, years and units, 别的单位都是按亿元填的; all of it where it
    may narrow the figure, and where it asks for something and no clause behind it does (`later`).
    """
    if _NARROWS.search("".join(token.surface for token in clause if not _says(token))):
        return clause
    says = [token for token in clause if _says(token)]
    whose = [token for token in says if any(map(token.has, _WHOSE))]
    if not says:
        return ()
    told = all(token in whose or (later and token.has("operation")) for token in says)
    return whose if told and not _ends_in_thing(clause, tags) else clause


def _ends_in_thing(clause: Sequence[Token], tags: Sequence[Tag]) -> bool:
    """Whether a clause ends with a thing that nobody knows, which may be what is asked about: 某局的外聘人员, …"""
    last = next((token for token in reversed(clause) if token.surface not in _ENDS and not token.has("filler")), None)
    if last is None or not _is_unknown(last) or _CARRIES.search(last.surface) or _TELLS.match(last.surface):
        return False
    tag = next((tag for start, end, tag in reversed(tags) if start < last.end <= end), "n")
    return tag[0] not in _NO_THINGS


def _without_report(clause: Sequence[Token]) -> Sequence[Token]:
    """A clause without who says or asks what it says, words that nobody knows before all others: 有篇文章写…, 街坊们想知道…."""
    start = next(number for number, token in enumerate(clause) if _says(token))
    led = _text(clause[:start])
    told = any(map(_is_unknown, clause[:start])) and _REPORTS.search(led) and not _NARROWS.search(led)
    return clause[start:] if told else clause


def _text(clause: Sequence[Token]) -> str:
    return "".join(token.surface for token in clause)


def _says(token: Token) -> bool:
    """Whether a token says something of a figure: a whole name, or what is to be done, in more than a character."""
    done = token.has("operation") and len(token.surface) > 1
    return is_whole_name(token) or done or any(sense.kind in _SAYING for sense in token.senses)


def _names(token: Token) -> bool:
    return token.has("code") or is_whole_name(token)


def _names_of_body(clause: Sequence[Token]) -> bool:
    """Whether a clause names a body and something of it, be it by a word of people: 三公, 盘子."""
    named = any((name := token.sense("name")) is not None and not name.weak for token in clause)
    return named and any(token.has("organisation") for token in clause)


def _is_unknown(token: Token) -> bool:
    return any(map(token.has, _UNKNOWN)) and has_han(token.surface)
