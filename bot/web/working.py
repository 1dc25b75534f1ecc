"""The arithmetic of an answer as rows: operands, signs, result. Worked out again; shown only if it comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from bot.model import Answer, Item, plain_number

PLACES = Decimal("0.0001")
"""A share, a ratio and a mean are kept to four places, as the bot keeps them."""
Sign = Literal["", "+", "−", "÷", "="]
Formula = Literal["sum", "difference", "share", "ratio", "change", "change_percent", "average"]


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One row: the sign before it, what it is ("" for the result), its exact value."""

    sign: Sign
    label: str
    value: Decimal
    unit: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Working:
    """Operands first; every row from the first "=" on is a result."""

    formula: Formula
    rows: tuple[WorkRow, ...]


def working_of(answer: Answer) -> Working | None:
    """The arithmetic of an answer; None where it has none, or where it does not come out as the answer says."""
    items, value, operation = answer.items, answer.value, str(answer.plan.get("operation", ""))
    if value is None or len(items) < 2 or any(item.value is None for item in items):
        return None
    values = [item.value for item in items if item.value is not None]
    unit = answer.unit or ""
    if operation == "sum" and sum(values, Decimal(0)) == value:
        return Working("sum", (*_operands(items, "+"), WorkRow("=", "", value, unit)))
    if (
        operation in ("difference", "except", "compare")
        and len(values) == 2
        and abs(values[0] - values[1]) == abs(value)
    ):
        return Working("difference", (*_operands(items, "−"), WorkRow("=", "", values[0] - values[1], unit)))
    if operation in ("share", "ratio") and len(values) == 2 and values[1]:
        return _quotient(items, values, value, unit, operation == "share")
    if operation == "change" and len(values) == 2:
        return _change(items, values, value, unit)
    if operation == "average":
        return _mean(items, values, value, unit)
    return None


def _operands(items: Sequence[Item], sign: Sign) -> list[WorkRow]:
    return [
        WorkRow(sign if number else "", item.label, item.value or Decimal(0), item.unit, item.cites)
        for number, item in enumerate(items)
    ]


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(PLACES, ROUND_HALF_UP)


def _quotient(
    items: Sequence[Item], values: Sequence[Decimal], value: Decimal, unit: str, percent: bool
) -> Working | None:
    if _rounded(values[0] / values[1] * (100 if percent else 1)) != _rounded(value):
        return None
    return Working("share" if percent else "ratio", (*_operands(items, "÷"), WorkRow("=", "", value, unit)))


def _change(items: Sequence[Item], values: Sequence[Decimal], value: Decimal, unit: str) -> Working | None:
    result = values[0] - values[1]
    rows = [*_operands(items, "−"), WorkRow("=", "", result, items[0].unit)]
    percent = _rounded(result / values[1] * 100) if values[1] else None
    if value != result and (unit != "%" or _rounded(value) != percent):
        return None
    if percent is None:
        return Working("change", tuple(rows))
    rows += [
        WorkRow("÷", items[1].label, values[1], items[1].unit, items[1].cites),
        WorkRow("=", "", Decimal(plain_number(percent)), "%"),
    ]
    return Working("change_percent", tuple(rows))


def _mean(items: Sequence[Item], values: Sequence[Decimal], value: Decimal, unit: str) -> Working | None:
    total = sum(values, Decimal(0))
    if _rounded(total / len(values)) != _rounded(value):
        return None
    rows = (
        *_operands(items, "+"),
        WorkRow("=", "", total, unit),
        WorkRow("÷", "", Decimal(len(values)), ""),
        WorkRow("=", "", value, unit),
    )
    return Working("average", rows)
