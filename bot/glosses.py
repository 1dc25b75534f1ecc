"""A loose wording with the printed name in brackets behind it: 放鱼苗（渔业资源增殖放流）."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.question import is_strong, is_term
from bot.segment import prepare
from bot.terms import OTHER_NAME_QUALITY, Token

_GLOSSED = re.compile(r"([^\s，。；、？！,;?!:：（）()]{1,16})[（(]([^（）()]{2,24})[）)]")


def without_glosses(text: str, link: Callable[[str], Sequence[Token]]) -> str:
    """The question with the name alone where nothing explains the words before its brackets.

    A wording that is explained stays: 教育支出（项目支出） is a row and a column of it.
    """

    def name_alone(found: re.Match[str]) -> str:
        said, named = prepare(found.group(1)), link(found.group(2))
        loose = _loose_end(link(said))
        return found.group() if loose is None or not _is_one_name(named) else said[:loose] + found.group(2)

    return _GLOSSED.sub(name_alone, text)


def _is_one_name(tokens: Sequence[Token]) -> bool:
    name = tokens[0].sense("name") if len(tokens) == 1 and is_strong(tokens[0]) else None
    return name is not None and name.quality >= OTHER_NAME_QUALITY


def _loose_end(tokens: Sequence[Token]) -> int | None:
    """Where the words at the end begin that nothing explains, with what carries nothing between them; None without any.

    A single character right before them is of the same word: 大|坝.
    """
    start = None
    for token in reversed(tokens):
        cut_off = start == token.end and token.end - token.start == 1 and not is_term(token)
        if token.has("left") or cut_off:
            start = token.start
        elif not token.has("filler"):
            break
    return start
