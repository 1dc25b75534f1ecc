"""Rows whose sign tells which of two opposite things they are: a surplus, or a (deficit)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.operations.outcome import Line, Step
from index.model import Fact
from prompts import load_yaml

_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")


def is_of_sign(asked: str, row: str, value: Decimal) -> bool | None:
    """Whether a row's figure is what the words ask after, a deficit or a surplus; None where they ask after neither.

    A row that names both puts the one that is printed as a negative figure in brackets: Net Surplus / (Deficit).
    """
    sides = _sides_in(asked)
    if len(sides) != 1:
        return None
    named = _sides_in(row)
    if sides == named:
        return value > 0 if sides == {"surplus"} else value != 0
    bracketed = frozenset().union(*(_sides_in(part) for part in _BRACKETED.findall(row)))
    negative = bracketed if len(bracketed) == 1 else frozenset({"deficit"})
    return value < 0 if sides == negative else value > 0


def asks_negative(asked: str, label: str) -> bool:
    """Whether the side is asked after that a row or column prints as negative: the deficit of Surplus (deficit), the surplus
    of Net cost/(surplus).
    """
    sides = _sides_in(asked)
    bracketed = frozenset().union(*(_sides_in(part) for part in _BRACKETED.findall(label)))
    both = len(_sides_in(label)) > 1
    return len(sides) == 1 and (sides == bracketed or (both and not bracketed and sides == {"deficit"}))


def size_asked(asked: str, fact: Fact, value: Decimal) -> Decimal:
    """A figure as the words ask after it: a deficit that is printed as a negative balance is as large as it is without its
    sign, and a surplus of the same row the other way round.
    """
    label = " ".join((fact.row, *fact.column))
    sides = _sides_in(asked)
    of_balance = sides == {"deficit"} and (_BALANCE.search(label.lower()) or (value < 0 and _sides_in(label) == sides))
    return -value if asks_negative(asked, label) or of_balance else value


_BALANCE = re.compile(r"\bbalance\b(?!.*\b(?:opening|closing|beginning|ending)\b)")
BRACKETS = "brackets"
"""The message of an outcome whose amounts are negative as papers in English print what comes in: (145,610)."""


def comes_in(fact: Fact) -> bool:
    """Whether a negative figure of a paper in English is what comes in, as papers print it that put income in brackets."""
    if fact.source != "table" or not fact.row.isascii() or (fact.value or 0) >= 0 or fact.unit.name == "%":
        return False
    said = " ".join((*fact.row_path, *fact.column)).lower()
    return bool(_INCOME.search(said)) and not _EITHER_WAY.search(said)


_INCOME = re.compile(r"\b(?:income|revenues?|receipts?|grants?|tax|taxes|rates|fees|funding|funded by|financed by)\b")
_EITHER_WAY = re.compile(
    r"\b(?:net|deficit|surplus|change|changes|difference|variance|movement|balance|contributions?|refunds?|transfers?|from|reduction"
    r"|reductions|savings?|loss|losses|adjustments?|increase|decrease|less|expenditures?|expenses?|cost|costs)\b"
)


def both_in_brackets(lines: Sequence[Line]) -> bool:
    """Whether two amounts of a paper in English are both negative, so that more of the thing is the lower figure."""
    facts = [fact for line in lines for fact in line.facts[:1]]
    amounts = [fact for fact in facts if fact.row.isascii() and fact.unit.name != "%"]
    moves = any(_MOVES.search(" ".join(fact.column).lower()) for fact in facts if fact.column)
    return len(amounts) == len(lines) == 2 and not moves and all((line.value or 0) < 0 for line in lines)


def size_step(lines: Sequence[Line]) -> Step:
    """How much larger in size the first of two negative amounts is: the second less the first."""
    one, two = lines
    return Step("-", (two, one), (two.value or Decimal(0)) - (one.value or Decimal(0)), one.unit)


_MOVES = re.compile(r"\b(?:change|difference|variance|increase|decrease)\b")


def _sides_in(text: str) -> frozenset[str]:
    """Which of the two opposite things a text names."""
    words: dict[str, list[str]] = load_yaml("cues.yaml")["signs"]
    said = text.lower()
    return frozenset(side for side, names in words.items() if any(name in said for name in names))
