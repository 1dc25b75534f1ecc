"""Lists of English papers whose lines say more than a name and its amount: a change, a share, or what it is spent on.

Instruction – $11,185,354 / +1.19% = 49.67% of Budget
Plant £15,500 New plant, fuel, repairs
Band C households (8/9) will pay £93.14
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.english_amounts import mark
from index.english_state import AMOUNT, PERCENT_CHANGE, SHARE, Reader
from index.prose_state import Figure
from index.units import PERCENT

FEWEST = 3
LONGEST_NAME = 6
"""Words of a name that a remark may follow."""
_MONEY = r"(?P<money>[£$€]\s?\d[\d,]*(?:\.\d+)?)"
_RATE = r"(?P<{0}>[+\-−]?\d*\.?\d+)\s?%"
_NAME = r"(?P<name>[A-Za-z][^£$€\d%]*?)"
_MOVED = re.compile(
    rf"^{_NAME}(?:\s*[-–—=:])?\s*{_MONEY}\s*/\s*{_RATE.format('change')}"
    rf"(?:\s*=\s*{_RATE.format('share')}(?:\s+of\s+(?:the\s+)?(?:total\s+)?[Bb]udget)?)?$"
)
_REMARKED = re.compile(rf"^{_NAME}\s*{_MONEY}(?:\s+(?P<remark>[A-Z][^£$€%]*))?\s*$")
_PAYS = re.compile(rf"^(?P<name>[A-Z][^£$€%]*?)\s+(?:will|would)\s+(?:pay|be charged|be)\s+{_MONEY}[.;,]?$")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|will|would|of|to|by|for|from|at|the|a|an|we|our)$", re.I)


def list_lines(texts: Sequence[str], reader: Reader) -> dict[int, tuple[Figure, ...]]:
    """The figures of the lines of lists, by the line's number; their paths hold the item's name alone."""
    told: dict[int, tuple[Figure, ...]] = {}
    for pattern in (_MOVED, _REMARKED, _PAYS):
        for run in _runs(texts, pattern):
            if pattern is _MOVED and sum(found["change"][0] in "+-−" for _, found in run) < 2:
                continue
            if pattern is _REMARKED and sum(bool(found["remark"]) for _, found in run) < FEWEST:
                continue
            for number, found in run:
                told.setdefault(number, tuple(_figures(texts[number], found, reader)))
    return told


def _runs(texts: Sequence[str], pattern: re.Pattern[str]) -> Iterator[list[tuple[int, re.Match[str]]]]:
    """Lines of one form that follow one another, where there are enough of them."""
    run: list[tuple[int, re.Match[str]]] = []
    for number, text in enumerate((*texts, "")):
        found = pattern.match(text)
        if found and _is_item(found["name"]):
            run.append((number, found))
            continue
        if len(run) >= FEWEST:
            yield run
        run = []


def _is_item(name: str) -> bool:
    return bool(_name(name)) and len(name.split()) <= LONGEST_NAME and not _VERB.search(name.strip())


def _name(said: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s?\([^()]*\)", "", said)).strip(" ,;:–—-=")


def _figures(text: str, found: re.Match[str], reader: Reader) -> Iterator[Figure]:
    money = mark(found["money"], spans=reader.spans).told
    if not money:
        return
    name = _name(found["name"])
    amount = Figure(
        path=(name,), column=AMOUNT, value=money[0].value, unit=money[0].unit, printed=money[0].printed,
        year=reader.year, kind=reader.kind, sentence=text, total=bool(re.match(r"(?:grand )?total\b", name, re.I)),
    )  # fmt: skip
    yield amount
    parts = found.groupdict()
    for column, said in ((PERCENT_CHANGE, parts.get("change")), (SHARE, parts.get("share"))):
        if said:
            value = Decimal(said.replace("−", "-"))
            yield Figure(
                path=(name,), column=column, value=value, unit=PERCENT, printed=said.lstrip("+"), year=reader.year,
                kind=reader.kind, sentence=text, total=amount.total,
            )  # fmt: skip
