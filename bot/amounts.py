"""Amounts that a question gives, and how figures are held against them."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from bot.terms import Sense

RATES = "%倍"
COUNTED = "辆名家台套件人"
"""Measure words of things that a claim may count: 车辆有54辆吗."""
LOOSE_EXPONENT = 3
"""An amount given to less than a thousand is exact."""
MOST_LOOSE = 3
"""An amount of fewer digits than this is taken to be exact, not rounded."""


def amount_value(sense: Sense) -> tuple[Decimal, str]:
    """The exact amount in a question and its unit: 元, %, 倍 or a measure word."""
    figure = sense.value.rstrip(f"{RATES}{COUNTED}")
    return Decimal(figure), sense.value[len(figure) :] or "元"


def holds(value: Decimal, amount: Decimal, comparison: str) -> bool:
    """Whether a value is over, under, at least, at most or equal to an amount of the question."""
    if comparison == "at_least":
        return value >= amount
    if comparison == "at_most":
        return value <= amount
    if comparison == "over":
        return value > amount
    if comparison == "under":
        return value < amount
    return rounds_to(value, amount) or rounds_to(amount, value)


def rounds_to(exact: Decimal, shown: Decimal) -> bool:
    """Whether an amount, as precise as it is written, is the other one rounded or cut off: 7158万 and 71,583,282."""
    digits = shown.normalize().as_tuple()
    if exact == shown or not isinstance(digits.exponent, int):
        return exact == shown
    step = Decimal(1).scaleb(digits.exponent)
    return (
        digits.exponent >= LOOSE_EXPONENT
        and len(digits.digits) >= MOST_LOOSE
        and -step <= 2 * (exact - shown)
        and exact - shown < step
    )


DIVISION_PLACES = Decimal("0.0001")
"""A share or ratio is kept to four places; the text rounds as asked."""


def divided_once(exact: Decimal) -> Decimal:
    """A quotient at `DIVISION_PLACES` that a text rounds as it would the exact one: 6.02496 to 6.02, not over 6.0250."""
    near = exact.quantize(DIVISION_PLACES, ROUND_HALF_UP)
    twice = any(_at(near, places) != _at(exact, places) for places in range(4))
    return exact.quantize(DIVISION_PLACES, ROUND_DOWN) if twice else near


def _at(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
