"""What a question says that it does not mean, left aside: …，不是全口径的."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import takewhile

from bot.names.terms import Sense, Token
from prompts import load_yaml


def without_denied_in_brackets(question: str) -> str:
    """The question as it was typed without what brackets say that it does not mean, 甲局（单位预算，不是部门预算）; which
    part of a thing is meant, 收入（不是财政拨款的部分）, stays.
    """
    return _in_brackets().sub(lambda found: f"（{found['meant']}）" if found["meant"] else "", question)


@cache
def _in_brackets() -> re.Pattern[str]:
    words = (word for group in load_yaml("cues.yaml")["denied_outright"] for word in group)
    denials = "|".join(rf"{word}\b" if word.isascii() else word for word in words)
    return re.compile(
        rf"(?<!多少)(?<![几哪些谁])[(（](?:(?P<meant>[^()（）]+?)[，,;；、]\s*)?(?:{denials})(?!\s*[a-z]+ing\b)"
        rf"(?![^()（）]*(?:{_A_PART.pattern}))[^()（）]*[^()（）的][)）]",
        re.I,
    )


def without_denied(tokens: Sequence[Token], asks_amount: Callable[[Token], bool]) -> list[Token]:
    """The tokens without what the question says that it does not mean: "…，不是全口径的". What is asked for by not being
    something, 不是财政拨款的部分是多少, 有多少不是财政给的, is nothing that is left out, and no figure answers it.
    """
    kept: list[Token] = []
    denied = False
    for at, token in enumerate(tokens):
        if token.has("denial"):
            clause = list(takewhile(lambda one: one.surface[0] not in _CLAUSE_ENDS, tokens[at:]))
            said = "".join(one.surface for one in clause if not asks_amount(one))
            of_these = bool(kept) and _WHICH.search(kept[-1].surface) is not None
            denied = not of_these and (not _A_PART.search(said) or not any(map(asks_amount, clause)))
            kept += [] if denied else [Token(token.start, token.end, said, (Sense("lacking", said),))]
        elif denied and token.surface[0] in _CLAUSE_ENDS:
            denied = False
            kept.append(token)
        elif not denied or token.has("organisation") or token.has("year"):
            kept.append(token)
    return kept


_CLAUSE_ENDS = ",;。?!."
_A_PART = re.compile("部分|那块|那笔|那些")
_WHICH = re.compile("^有?(?:多少|几|哪|谁|百分之)")
"""What is asked for by the very word before the denial."""
