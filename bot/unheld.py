"""What a question names and no document holds, as the question calls it: a body whole, 某市第一中学, and no piece of its name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.question import Question
from bot.terms import Token
from index.organisations import is_body


def called(question: Question) -> list[str]:
    """The words that nothing explains, those that touch as one; a body with its place: 上海市财政局."""
    found: list[str] = []
    end = -1
    inside = [one for token in question.unexplained for one in _body_around(token, question.tokens)[:-1]]
    for token in question.unexplained:
        body = _body_around(token, question.tokens)
        if token in inside:
            continue
        if body:
            found.append("".join(one.surface for one in body))
            end = token.end
            continue
        sense = token.sense("stranger")
        word = sense.value if sense and token.surface in sense.value else token.surface
        if token.start == end:
            word = found.pop() + word
        found.append(word)
        end = token.end
    return list(dict.fromkeys(found))


def parts_of_bodies(question: Question) -> list[Token]:
    """The tokens that are pieces of the name of a body which no document holds: 第一 of 第一中学."""
    return [one for token in question.unexplained for one in _body_around(token, question.tokens)]


def _body_around(token: Token, tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens up to this one that are the name of a body, with the place before it; none where it ends no such name."""
    last = next((at for at, one in enumerate(tokens) if one is token), -1)
    first = last
    while first > 0 and tokens[first - 1].end == tokens[first].start and _may_be_inside(tokens[first - 1]):
        first -= 1
    run = tokens[first : last + 1]
    return run if last >= 0 and is_body("".join(one.surface for one in run)) else ()


def _may_be_inside(token: Token) -> bool:
    """Whether a word may be a piece of a body's name: a name, a place or an unknown word, and no body that is held itself."""
    placed = token.has("organisation") and not is_body(token.surface)
    named = token.has("name") or token.has("left") or token.has("stranger") or token.surface == "中"
    return placed or (named and not (token.has("year") or token.has("kind") or token.has("organisation")))
