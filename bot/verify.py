"""The last gate: every figure, year and code in an answer must stand in its citations, its stated arithmetic or the question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.model import Answer, Citation
from index.text import fold

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MARK = re.compile(r"\[\d+\]")
_SCALES = (Decimal(1), Decimal(1_000), Decimal(10_000), Decimal(1_000_000), Decimal(100_000_000))


def numbers_in(text: str) -> list[Decimal]:
    """Every number printed in a text, thousands separators taken out; citation marks [n] are not numbers."""
    return [Decimal(found.replace(",", "")) for found in _NUMBER.findall(_MARK.sub(" ", fold(text)))]


def unsupported(answer: Answer, known: Iterable[Decimal], question: str) -> list[Decimal]:
    """The numbers in the answer's text and notices that nothing yields.

    `known` are the results of stated arithmetic, in 元 for money. A citation yields every number in its quote, its names
    and its value; money may stand in 元, 千元, 万元, 百万元 or 亿元, exact or rounded to the places shown.
    """
    allowed = {abs(number) for number in numbers_in(question)}
    amounts = {abs(value) for value in known}
    for citation in answer.citations:
        allowed |= {abs(number) for number in _numbers_of(citation)}
        if citation.value is not None:
            amounts.add(abs(citation.value * _factor(citation.unit)))
    amounts |= allowed
    texts = [answer.text, *(notice.text for notice in answer.notices)]
    shown = [number for text in texts for number in numbers_in(text)]
    return [number for number in shown if abs(number) not in allowed and not _is_amount(number, amounts)]


def _numbers_of(citation: Citation) -> list[Decimal]:
    fields = (citation.quote, citation.table, citation.row, citation.column, citation.document, citation.organisation)
    numbers = [number for field in fields for number in numbers_in(field)]
    places = [citation.year, citation.page, *(citation.lines or ())]
    return [*numbers, *(Decimal(place) for place in places if place is not None)]


def _factor(unit: str) -> Decimal:
    return {"千元": _SCALES[1], "万元": _SCALES[2], "百万元": _SCALES[3], "亿元": _SCALES[4]}.get(unit, _SCALES[0])


def _is_amount(shown: Decimal, amounts: Iterable[Decimal]) -> bool:
    """Whether a number shown is one of the amounts in some unit, rounded to the places that it shows."""
    exponent = shown.as_tuple().exponent
    places = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    for amount in amounts:
        for scale in _SCALES:
            scaled = amount / scale
            if scaled == shown or (abs(scaled - shown) * 2 <= places and scaled.quantize(places) == shown):
                return True
    return False
