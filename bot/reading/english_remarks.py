"""Clauses of an English question in which somebody only tells why or how they ask: I'm tired of it, and next comes lunch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.names.terms import FIELD_QUALITY, Token, is_whole_name
from bot.reading.remarks import SAYING
from index.words import pattern_of, words_of

_ENDS = frozenset(",:;.!?-–—")
_NEEDS = re.compile(r"(?:i|we) (?:d|need|want|require|would|must|have to)\b|please\b|(?:could|can|would) you\b")
_FOR = re.compile("(?:for|as|in) ")
_JOINS = frozenset({"and", "but", "so", "because"})
_WANTS = re.compile("(?:i|we)(?: .*)?|want|need|would(?: like)?|please")
_SAYS_ABOUT = re.compile("(?:it|this|that) (?:is|was|s) (?:about|for|on)|is it (?:true|correct|right)")
_POINTING = frozenset({"it", "is it", "them", "they"})
_PERSON = pattern_of("words.en.yaml", "remarks", "persons")
_TOLD = pattern_of("words.en.yaml", "remarks", "told")
_POLITE = pattern_of("words.en.yaml", "remarks", "polite")
_ASKING = pattern_of("words.en.yaml", "remarks", "asking")
_NARROWING = pattern_of("words.en.yaml", "remarks", "narrowing")
_HARMLESS = pattern_of("words.en.yaml", "remarks", "harmless")
_PLAIN = frozenset(words_of("words.en.yaml", "remarks", "plain"))


def is_english(tokens: Sequence[Token]) -> bool:
    """Whether all words are in English."""
    return all(token.surface.isascii() for token in tokens)


def without_english_remarks(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without the clauses in which a person tells something that names no figure, where the others do; whose and
    of which year these are stays, where nothing else says it.
    """
    clauses = _clauses(tokens) if is_english(tokens) else []
    kept: list[Token] = []
    points = False
    for clause in reversed(clauses):
        own = [token for token in clause if token.has("organisation") or token.has("year")]
        alone = [one for one in own if not any(two.has(one.senses[0].kind) for two in kept)]
        if points or len(alone) < len(own) or not _is_remark(clause):
            kept[:0] = clause
            points = _points_back(clause, points)
        else:
            kept[:0] = own
    return tuple(kept if any(map(_names_figure, kept)) else tokens)


def narrows(clause: Sequence[Token]) -> bool:
    """Whether a clause asks for something, or may narrow the figure: I need the one for veterans."""
    said = _HARMLESS.sub(" ", f" {_text(clause)} ")
    return bool(_ASKING.search(said)) or limits(clause)


def limits(clause: Sequence[Token]) -> bool:
    """Whether a clause holds an English word that may narrow the figure: just the first half."""
    return bool(_NARROWING.search(_HARMLESS.sub(" ", f" {_text(clause)} ")))


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens, cut at signs, and where a purpose or a story goes over into what is wanted: for a talk | I need the sum."""
    clauses: list[list[Token]] = [[]]
    for number, token in enumerate(tokens):
        if _NEEDS.match(_text(tokens[number : number + 2])) and _FOR.match(_text(clauses[-1])):
            clauses.append([])
        elif clauses[-1] and clauses[-1][-1].surface in _JOINS and _WANTS.fullmatch(token.surface):
            clauses.append([clauses[-1].pop()])
        clauses[-1].append(token)
        if token.surface in _ENDS:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _text(clause: Sequence[Token]) -> str:
    return " ".join(token.surface for token in clause)


def _points_back(clause: Sequence[Token], points: bool) -> bool:
    """Whether a clause, or one behind it that `points`, may mean what stands before: how large is it; not, where it names that."""
    named = next((at for at, token in enumerate(clause) if _names_figure(token)), len(clause))
    own = not _SAYS_ABOUT.match(_text(clause)) and any(one.surface in _POINTING for one in clause[:named])
    return own or (points and named == len(clause))


def is_remark(sentence: Sequence[Token]) -> bool:
    """Whether a sentence in English only tells of somebody, whatever it seems to ask: I ask for a friend who lost her glasses."""
    return is_english(sentence) and all(map(_is_remark, _clauses(sentence)))


def _is_remark(clause: Sequence[Token]) -> bool:
    """Whether somebody tells of themselves, or what the question is for, and nothing of a figure."""
    said = _HARMLESS.sub(" I ", f" {_text(clause)} ")
    told = " I " in said or _PERSON.search(said) or _TOLD.search(said) or _POLITE.search(said)
    if not told or any(map(_is_of_figure, clause)):
        return False
    return bool(_POLITE.search(said)) or not narrows(clause)


def _is_of_figure(token: Token) -> bool:
    """Whether a word of a clause says something of a figure, and is none that sentences of any sort may hold: mean, more."""
    if token.surface in _PLAIN:
        return False
    return is_whole_name(token) or token.has("operation") or any(sense.kind in SAYING for sense in token.senses)


def _names_figure(token: Token) -> bool:
    """Whether a word says what a figure is of: a name, a code, one side of the accounts."""
    name = token.sense("name")
    return (name is not None and name.quality >= FIELD_QUALITY) or token.has("code") or token.has("side")


def names_whole(token: Token) -> bool:
    """Whether a word in English is a whole name of the papers."""
    return token.surface.isascii() and is_whole_name(token)
