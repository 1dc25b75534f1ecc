"""How far the note of a table's row says that its figure is from the year before's: 较上年度增列2千元, 与上年度同, 计净增3千元.

Only what is told of the whole figure counts: two changes without what they come to tell none, nor does the change of a
part of it (其中…较上年度增列), or one that stands behind another amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from index.prose_amounts import find_quantities
from index.text import fold

_SAME = re.compile(r"(?:与|同|和|较)上年度?(?:预算数?)?(?:相?同|持平|无增减)|仍?照上年度预算数?编列")
_NET = re.compile(r"计?净(?P<way>增|减)(?:列|加|少)?")
_MOVED = re.compile(r"(?:较|比)上年度?(?:预算数?)?(?:核实|按实|实)?(?P<way>增|减)(?:列|加|少)")
_MOVES = re.compile(r"增列|减列|增加|减少")
_NEW = re.compile(r"^新增")
_GONE = re.compile(r"如数减列")
_ENDS = re.compile(r"[。;；]")
_PART = re.compile(r"其中|包括")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]")
_BEFORE = re.compile(r"上年度")


def move_of(
    note: str, amount: Decimal | None, parts_of: Callable[[str], Sequence[tuple[str, Decimal | None]]]
) -> Decimal | None:
    """The change in 元 that a note tells of an amount, or that its list adds up to; None where it tells none.

    `parts_of` gives what stands behind each number of the outermost list of a text, with this year's amount in 元.
    """
    parts = parts_of(note)
    head = _head(note, parts)
    if _GONE.search(head):
        return _gone(head)
    told = _said(head, amount)
    if told is not None or not parts or amount is None:
        return told
    present = [own for part, own in parts if own and not _GONE.search(_head(part, parts_of(part)))]
    if sum(present, Decimal(0)) != amount:
        return None  # a list behind 其中 is not all of it
    moves = [move_of(part, own, parts_of) for part, own in parts]
    known = [move for move in moves if move is not None]
    return sum(known, Decimal(0)) if len(known) == len(moves) else None


def _head(note: str, parts: Sequence[tuple[str, Decimal | None]]) -> str:
    """What a note says before its list."""
    return fold(note[: note.find(parts[0][0])] if parts else note)


def _said(text: str, amount: Decimal | None) -> Decimal | None:
    """The change of the amount that one text without a list tells."""
    text = _PART.split(text)[0]
    net, moved = _NET.search(text), _MOVED.search(text)
    first = min((found.start() for found in (net, moved, _BEFORE.search(text)) if found), default=len(text))
    if _amounts(_BRACKET.sub("", text[:first]))[-1:] not in ([], [amount]):
        return None
    if net:
        return _signed(net["way"], text[net.end() :])
    if _NEW.match(text):
        return amount
    if moved is None:
        return Decimal(0) if _SAME.search(text) else None
    behind = _ENDS.split(text[moved.end() :])[0]
    return None if _SAME.search(text) or _MOVES.search(behind) else _signed(moved["way"], behind)


def _signed(way: str, text: str) -> Decimal | None:
    """The one amount of a text, below zero where it fell; None where there is not exactly one."""
    amounts = _amounts(_ENDS.split(text)[0])
    if len(amounts) != 1:
        return None
    return amounts[0] if way == "增" else -amounts[0]


def _gone(text: str) -> Decimal | None:
    """What an item of the year before had that has none now, below zero."""
    amounts = _amounts(text)
    return -amounts[-1] if amounts else None


def _amounts(text: str) -> list[Decimal]:
    found = find_quantities(text)
    return [one.value * (one.unit.factor or Decimal(1)) for one in found if one.measure == "money"]
