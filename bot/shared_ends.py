"""Names that share their end: 甲、乙、丙三个区 is 甲区、乙区、丙区; 台北、新北六个审计处."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.literals import han_number
from bot.terms import Sense

_JOINT = re.compile("[、,和与及跟]")
_ENDS = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,8}(?:[、,和与及跟][\u4e00-\u9fff]{2,8})*[、,和与及跟][\u4e00-\u9fff]{2,6}?)(?P<number>[2-9两二三四五六七八九])"
    r"(?P<measure>[个家所项类])(?P<end>[\u4e00-\u9fff]{1,8})"
)


def with_shared_end(text: str, senses: Callable[[str], tuple[Sense, ...]]) -> str:
    """The prepared question with the word behind 三个 put behind each of the names before it, where these are as many and
    each of them is a name with it.
    """
    found = _ENDS.search(text)
    if found is None:
        return text
    pieces = _JOINT.split(found.group("names"))
    number = han_number(found.group("number"))
    for size in range(len(found.group("end")), 0, -1):
        end = found.group("end")[:size]
        told = pieces[-number:] if number and len(pieces) >= number else []
        whole = [name for piece in told if (name := _called(piece, end, senses, first=piece is pieces[0]))]
        if told and len(whole) == number:
            start = found.start() + len(found.group("names")) - len(_from(found.group("names"), told, whole[0], end))
            return text[:start] + "、".join(whole) + text[found.start("end") + size :]
    return text


def _from(names: str, told: Sequence[str], first: str, end: str) -> str:
    """What of the names is written anew: the last pieces, the first of them without what stands before its name."""
    return names[names.rindex(told[0]) + len(told[0]) - len(first.removesuffix(end)) :]


def _called(piece: str, end: str, senses: Callable[[str], tuple[Sense, ...]], *, first: bool) -> str:
    """The name that a piece is with the end; of the first piece, its own end may be enough: 2025年桑园."""
    starts = range(len(piece) - 1) if first else (0,)
    for start in starts:
        name = piece[start:] + end
        if any(sense.kind in ("name", "organisation") and not sense.weak for sense in senses(name)):
            return name
    return ""
