"""What carrying out a plan gives, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.figures.readings import Reading
from bot.model import Status
from index.model import Fact, Finding

MOST_LINES = 60
"""A longer list is cut, and the text says how many there are."""
SAID_NONE = "blank_said_none"
"""The message of a blank cell of which the paper says in words that there is none."""


@dataclass(frozen=True, slots=True)
class Lack:
    """An organisation that has no part in what goes over several, with the blank cell where there is one."""

    organisation: str
    why: Literal["none", "blank", "unclear"]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One of several figures: a label, its value (in 元 for money, else in `unit`), the facts that it rests on.

    One that several figures are added up to has these as `parts`; `exact` is a share before it was rounded.
    """

    label: str
    value: Decimal | None
    unit: str
    facts: tuple[Fact, ...]
    parts: tuple[Line, ...] = ()
    exact: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Exact arithmetic that the text states: operands with their facts, the sign between them, the result.

    `sign` is "+", "-", "/" or "%" (a share); all money in 元. `result` of a division is rounded to four places; what is
    shown with fewer is rounded once, from `exact`.
    """

    sign: Literal["+", "-", "/", "%"]
    operands: tuple[Line, ...]
    result: Decimal
    unit: str
    exact: Decimal | None = None
    """The result of a division as it was before it was rounded; None where `result` is exact."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`value` is in 元 for money, else in `unit`. `readings` are the operands as they were understood."""

    operation: str
    status: Status
    score: float
    value: Decimal | None = None
    unit: str = ""
    readings: tuple[Reading, ...] = ()
    lines: tuple[Line, ...] = ()
    steps: tuple[Step, ...] = ()
    truth: bool | None = None
    alternatives: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()
    topic: str = ""
    """What the lines are lines of."""
    left_out: tuple[str, ...] = ()
    """Parts that the question leaves out of a ranking; years asked about of which a trend has no figure."""
    limits: tuple[Line, ...] = ()
    """The amounts of the question that the lines were picked by; `message` says how each: over, at_most."""
    lacking: tuple[Lack, ...] = ()
    """Whose figure is not among the lines, where these go over organisations."""
    message: str = ""
    """Name of a message in prompts/answers.*.yaml that says why there is no figure."""
