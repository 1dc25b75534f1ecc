"""A plan: one operation over operands, each given by the terms that name it. Rules and models make the same plans."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from bot.names.terms import Sense, Token
from bot.reading.frame import Frame

_WHO_HAS = re.compile("(?:哪[些几一]?|谁)[个家所项]?[^,。?？]{0,14}?(?<![没无含])有(?!多少|几|没|无|关)")


@dataclass(frozen=True, slots=True)
class Options:
    """How an operation is to be carried out, as the question says it; None, or nothing in it, where that plays no part."""

    # What the question says, whatever the operation.
    said: tuple[str, ...] = ()
    """Its text."""
    unit: str | None = None
    decimals: int | None = None
    amounts: tuple[Sense, ...] = ()
    comparison: str | None = None
    """How something is held against another, as `bot.reading.directions.comparison` names it."""
    limits: tuple[tuple[Sense, str], ...] = ()
    """The two ends of a range, each with how it bounds."""
    less: bool | None = None
    """Whether it asks by how much something fell."""
    open: bool | None = None
    """Whether it asks how far two figures are apart, whichever is the larger."""
    top: int | None = None
    nth: int | None = None
    latest: int | None = None
    """So many years, up to the latest."""
    printed: int | None = None
    """So many years taken together, 0 for all that are printed."""
    level: int | None = None
    """类 1, 款 2, 项 3."""
    classification: str | None = None
    funding: bool | None = None
    """Whether the sources of money are asked for."""
    single: bool | None = None
    """Whether single items are asked for, and no groups of these."""
    entries: int | None = None
    """So many rows of one name."""
    places: tuple[str, ...] = ()
    """The words for the places that it goes over: 县区."""
    several: bool | None = None
    """Whether it goes over bodies that the question names itself, each by its name."""
    bodies: frozenset[str] = frozenset()
    """The keys of the bodies of a sort that it goes over."""

    # What is gone through, and what is picked of it.
    over: str | None = None
    """Either "organisations", "years", "projects" or "places"."""
    least: bool | None = None
    most: bool | None = None
    all: bool | None = None
    left_out: tuple[Token, ...] = ()
    counted: bool | None = None
    whole_asked: bool | None = None
    """Whether the figure is asked for besides its parts."""
    parts_named: bool | None = None
    """Whether what is listed is called by what parts of a group are called: schemes, programmes."""
    limit: bool | str | None = None
    """Whether what is listed must pass an amount; how a change must stand to the one that is claimed."""
    rows: tuple[Token, ...] = ()
    """The names of the rows that may have moved."""
    form: str | None = None
    """The table that alone is gone through."""
    forms: bool | None = None
    """Whether whole forms may be gone through."""
    steadily: bool | None = None

    # A change, and what it is measured from.
    against: str | None = None
    """Either "year" or "budget"."""
    base_kind: str | None = None
    way: str | None = None
    """Either "over", "under" or "differs"."""
    percent: bool | None = None
    amount: bool | None = None
    income: bool | None = None

    # Which operands are meant, and how they belong together.
    sums: tuple[int, ...] = ()
    """How many of the operands make up each side."""
    asked: bool | None = None
    """Whether a sum is asked for outright."""
    ordered: bool | None = None
    part_first: bool | None = None
    inside: bool | None = None
    one_unit: bool | None = None
    one_column: bool | None = None

    # What is checked or counted.
    inner: str | None = None
    """The operation over the operands whose result is held against the amount."""
    which: bool | None = None
    gap: bool | None = None
    filled: bool | None = None
    denied: bool | None = None
    """Whether it is claimed that there is none of it."""
    only_none: bool | None = None
    agrees: bool | None = None
    """Whether it is asked if figures agree, which whatever the audit found denies."""
    text: bool | None = None
    number: bool | None = None
    people: bool | None = None
    classifier: str | None = None
    thing: str | None = None
    number_given: str | None = None
    """The number of things that the question gives: 120人."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`executes` names the operations of prompts/cues.yaml that carrying out this plan covers."""

    operation: str
    operands: tuple[tuple[Token, ...], ...]
    frame: Frame
    executes: frozenset[str] = frozenset()
    options: Options = Options()
    penalty: float = 0.0
    """What the plan costs against others that explain the question as well."""

    @property
    def asks_who_has(self) -> bool:
        """Whether it is asked which have any of something, 哪几个局有因公出国预算, so that one with 0 is none of them."""
        return any(_WHO_HAS.search(text) for text in self.options.said)

    def as_dict(self) -> dict[str, Any]:
        """The plan as JSON-ready values, for the answer."""
        given = {one.name: getattr(self.options, one.name) for one in fields(self.options)}
        return {
            "operation": self.operation,
            "operands": [[term.surface for term in operand] for operand in self.operands],
            "years": sorted(self.frame.years) if self.frame.years else None,
            "kinds": sorted(self.frame.kinds) if self.frame.kinds else None,
            "options": {key: value for key, value in given.items() if isinstance(value, str | int)},
        }
