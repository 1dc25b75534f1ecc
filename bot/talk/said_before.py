"""What a message says of the talk itself, in Chinese: a remark that asks nothing, a correction, the way back to an earlier
question, another of the bodies or one of two things. What is left is a follow-up of the question that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.names.catalogue import Catalogue
from bot.names.terms import Token
from bot.reading.question import is_strong
from bot.talk.followup_figures import told_in
from bot.talk.turn import Turn
from index.organisations import is_body
from index.words import part_of, pattern_of

_WORDS = "talk.zh.yaml"
_MISTAKEN, _BACK = (
    re.compile(f"{part_of(_WORDS, 'before')}(?:{part_of(_WORDS, which)})", re.I) for which in ("mistaken", "back")
)
_REMARK, _OTHER_BODY, _NOT_EITHER, _ADDED = (
    pattern_of(_WORDS, which) for which in ("remark", "other_body", "not_either", "added")
)
_AMOUNT_ASKED = re.compile(
    "(?:一共|总共|大概)?(?:是|为|有|花了?|用了?|安排了?)?(?:多少|几)(?:钱|[万亿]?元)?[?？。\\s]*$|[?？。\\s]+$"
)
_ASKS = re.compile("[?？]|[多几]少?[^,，。]*$|[吗呢么]$|什么|哪|谁|怎")
_OF_TWO = re.compile("[前后]者")
_HEAD = re.compile("[^,，。:：;；?？]+")
_WORKED_OUT = frozenset({"change", "changed", "difference", "share", "ratio"})


class Meant(NamedTuple):
    """What is asked by a message of a talk, and of what."""

    text: str
    """The message without what it says of the talk."""
    talk: Sequence[Turn]
    """The talk as far as it is about what is meant."""
    bound: bool = False
    """Whether it is of the body and the year of the last question there, whatever it names."""
    lost: bool = False
    """Whether it points at something that the talk does not hold."""


def as_meant(text: str, talk: Sequence[Turn], catalogue: Catalogue) -> Meant:
    """A message with the talk before it: without remarks, corrected, gone back to what it says; what it points at by
    name: another body, 前者 or 后者.
    """
    talk = _without_remarks(talk)
    if not talk:
        return Meant(text, talk)
    mistaken, back = _MISTAKEN.match(text), _BACK.match(text)
    if mistaken:
        text = _asking(text[mistaken.end() :])
    elif back:
        meant = text[back.end() :]
        text, talk = _asking(meant), _until(_head(meant), talk)
    elif talk[-1].answer.status == "not_found" and (again := _NOT_EITHER.search(text)) and again.start():
        return Meant(f"{text[: again.start()]}呢?", talk)
    elif talk[-1].answer.value is not None and not talk[-1].leans and (added := _ADDED.search(text)):
        return Meant(f"{_AMOUNT_ASKED.sub('', talk[-1].question.text)}和{added['part']}一共多少", talk)
    other = _OTHER_BODY.search(text)
    if other is not None:
        names = {other.group(): _other_body(talk, catalogue)}
    else:
        names = {word: _one_of_two(talk, first=word == "前者") for word in _OF_TWO.findall(text)}
    if not names:
        return Meant(text, talk, bound=bool(mistaken or back))
    for word, name in names.items():
        text = text.replace(word, name, 1)
    return Meant(text, talk, bound=True, lost=not all(names.values()))


def _asking(meant: str) -> str:
    """A name alone as a question: 公用经费 → 公用经费呢?"""
    meant = meant.strip(" ,，。.!！")
    return meant if _ASKS.search(meant) else f"{meant}呢?"


def _head(meant: str) -> str:
    """The name that a way back leads to: 税收，增值税多少 → 税收."""
    found = _HEAD.match(meant)
    return found.group(0).removesuffix("呢") if found else meant


def _until(name: str, talk: Sequence[Turn]) -> Sequence[Turn]:
    """The talk up to its last question about a name; all of it where none is."""
    about = [number for number, turn in enumerate(talk) if any(_is_said(name, one) for one in _said(turn))]
    about = about or [number for number, turn in enumerate(talk) if name in turn.question.text]
    return talk[: about[-1] + 1] if about else talk


def _is_said(name: str, word: str) -> bool:
    """Whether a name is a word of a question, cut short, 税收 for 税收收入, or with the body's before it."""
    return word.startswith(name) or name.endswith(word)


def _said(turn: Turn) -> Iterator[str]:
    """The names of a question, as they were said in it or taken over."""
    for token in turn.question.tokens:
        if is_strong(token) or token.has("organisation"):
            yield token.surface


def _without_remarks(talk: Sequence[Turn]) -> Sequence[Turn]:
    """The talk without its messages that ask nothing; these end what was worked out of a figure before, how far it moved."""
    kept: list[Turn] = []
    for turn in talk:
        if not _REMARK.fullmatch(turn.question.text):
            kept.append(turn)
            continue
        while len(kept) > 1 and _is_worked_out(kept[-1]):
            kept.pop()
    return kept


def _is_worked_out(turn: Turn) -> bool:
    """Whether a follow-up was about the figure before it: 比上年少了多少, 为什么."""
    worked = turn.attempt is not None and turn.attempt.plan.operation in _WORKED_OUT
    return turn.leans and (worked or "reason" in turn.question.texts)


def _other_body(talk: Sequence[Turn], catalogue: Catalogue) -> str:
    """The name of the body that the talk was about before the last, 另一个局; "" where it was about one."""
    bodies = [body for turn in reversed(talk) if (body := _body_of(turn, catalogue))]
    return next((body for body in bodies if body != bodies[0]), "")


def _one_of_two(talk: Sequence[Turn], *, first: bool) -> str:
    """What tells one of the last two things of the talk, 前者 or 后者, from the other: its names, else its body; "" for nothing."""
    told = [(operand, reading.fact.organisation) for operand, reading, _ in told_in(talk)]
    things = dict.fromkeys((_names(operand), body) for operand, body in reversed(told))
    latter, former, *_ = (*things, ("", ""), ("", ""))
    names = zip(*((former, latter) if first else (latter, former)), strict=True)
    return next((this for this, that in names if that and this != that), "")


def _names(operand: Sequence[Token]) -> str:
    """The names that led to a figure, as one says them: 科学技术支出的项目支出."""
    return "的".join(dict.fromkeys(term.surface for term in operand if is_strong(term) and not term.has("frame")))


def _body_of(turn: Turn, catalogue: Catalogue) -> str:
    """The one body that a question is about, a row of its government's forms or the owner of the papers; "" for several."""
    rows = {token.surface for token in turn.question.strong_terms if token.has("name") and is_body(token.surface)}
    frame = turn.question.frame
    owners = {catalogue.documents[one].organisation for one in frame.documents} if frame.organisations_named else set()
    bodies = rows or owners
    return next(iter(bodies)) if len(bodies) == 1 else ""
