"""Money of an answer in whole units of its currency, however the paper scales it: 21,940 thousand pounds is 21940000 pounds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.model import Answer
from index.units import split_scale


def in_whole_money(answer: Answer) -> Answer:
    """The answer with its value and the values of its items in whole units; the text stays as the paper prints them."""
    value, unit = _whole(answer.value, answer.unit or "")
    items = []
    for item in answer.items:
        amount, currency = _whole(item.value, item.unit)
        items.append(replace(item, value=amount, unit=currency))
    return replace(answer, value=value, unit=unit or answer.unit, items=tuple(items))


def _whole(value: Decimal | None, unit: str) -> tuple[Decimal | None, str]:
    scale, currency = split_scale(unit)
    if value is None or not currency or scale is None or scale == 1:
        return value, unit
    return value * scale, currency
