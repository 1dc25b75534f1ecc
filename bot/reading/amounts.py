"""Amounts that a question gives, and how figures are held against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.names.terms import Sense, Token
from index.scales import ANY_CHINESE, CHINESE, ENGLISH

SCALES_SAID = {
    **CHINESE,
    "个亿": CHINESE["亿"],
    **{f"{one}{end}": value for one, value in ENGLISH.items() for end in ("", "s") if one},
    "k": ENGLISH["thousand"],
    "m": ENGLISH["million"],
    "mn": ENGLISH["million"],
    "bn": ENGLISH["billion"],
}
"""How many each scale stands for that a question may write behind a figure."""
SCALED = "|".join([f"(?:{ANY_CHINESE})元", "个亿", *(one for one in ANY_CHINESE.split("|") if one not in ("千", ""))])
"""The units that say by themselves that an amount is money: 千 is said of people, too."""
SCALED_ENGLISH = "|".join(sorted((f"{one}s?" for one in ENGLISH if one), key=len, reverse=True))
RATES = "%倍"
COUNTED = "辆名家台套件人"
"""Measure words of things that a claim may count: 车辆有54辆吗."""
LOOSE_EXPONENT = 3
"""An amount given to less than a thousand is exact."""
MOST_LOOSE = 3
"""An amount of fewer digits than this is taken to be exact, not rounded."""


_UNIT = re.compile(rf"(?:[{RATES}]|[\u4e00-\u9fff]+)$")


def amount_value(sense: Sense) -> tuple[Decimal, str]:
    """The exact amount in a question and its unit: 元, %, 倍 or a measure word."""
    figure = _UNIT.sub("", sense.value)
    return Decimal(figure), sense.value[len(figure) :] or "元"


def times_grown(tokens: Sequence[Token]) -> list[Token]:
    """增加了一倍 as a growth of 100%: what it is held against is how far a figure moved; 增加到两倍 is no growth."""
    told: list[Token] = []
    grows = False
    for token in tokens:
        times = next((one for one in token.senses if one.kind == "amount" and one.value.endswith("倍")), None)
        if times and grows:
            rate = replace(times, value=f"{(amount_value(times)[0] * 100).normalize():f}%")
            token = replace(token, senses=tuple(rate if one is times else one for one in token.senses))
        if not token.has("filler") and not token.has("operation", "over", "under"):
            grows = token.has("operation", "changed") and token.surface[-1] not in _REACHES
        told.append(token)
    return told


_REACHES = "到至为成"
"""How a word ends that says what a figure came to, and not by how much it moved."""


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
    scaled = int(shown.as_tuple().exponent) < 0  # 137.05万元 is kept as 1370500.00
    return (
        digits.exponent >= LOOSE_EXPONENT - scaled
        and len(digits.digits) >= MOST_LOOSE
        and -step <= 2 * (exact - shown)
        and exact - shown < step
    )


def by_how_much(text: str) -> tuple[str, ...]:
    """The operation of how far two figures are apart where English asks so behind whether one is larger; () elsewhere."""
    return ("difference",) if BY_HOW_MUCH.search(text) else ()


BY_HOW_MUCH = re.compile(r"(?:,| and) by how (?:much|many|far)\b", re.I)
"""What asks besides how far: is it higher than that, and by how much."""
