"""What a stretch of a question can mean. A token keeps all its senses; the facts decide which one it plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SenseKind = Literal[
    "name",  # a name that the index holds, or an alias of one: `keys` are the index's own keys
    "code",  # a classification code that the index holds: `value`
    "absent",  # a name of the field that the index does not hold: `value`
    "stranger",  # an organisation, place or code that the index does not hold: `value`
    "year",  # `value` is a year, or an offset such as "-1"
    "kind",  # budget, outturn, executed, adjusted
    "base",  # the kind of figure that a change is measured from: 比2024年|决算
    "stage",  # of a plan: adopted, proposed, requested
    "organisation",  # `keys` are document ids
    "operation",  # `value` is the operation of prompts/cues.yaml
    "connector",  # and, or, of, than, within
    "text",  # a question about words: duties, basis …
    "lacking",  # an attribute that documents lack: per head …
    "unit",  # unit asked for
    "rounding",  # decimals asked for: `value`
    "level",  # 类 1, 款 2, 项 3
    "amount",  # an amount in the question, exact, in 元 where no unit stands behind it: 5倍, 54辆
    "count",  # how many or which: top 3, second
    "orders",  # an instruction to the bot
    "offtopic",
    "header",  # a word that forms print everywhere; where it is no name here it carries nothing
    "filler",
    "reach",  # whose money of a government's paper: 全市, 市本级
    "months",  # of which months of the year: `value` is 1-4月
    "side",  # 收入 or 支出: which side of the accounts a figure is on
    "frame",  # beside organisation, year, kind or stage: the question names several, so each belongs to its operand
    "class",  # functional or economic classification
    "over",  # organisations, places, years or projects that the question ranges over: 哪个部门, 哪一年
    "denial",  # what follows up to the next comma is not meant
    "left",  # nothing explains it
]


# What a name is worth as the meaning of a word; 1 where the index holds the very word.
OTHER_NAME_QUALITY = 0.95
"""Another printed name of what the index holds, or a funding basis."""
FIELD_QUALITY = 0.9
"""A word of the field for what the index holds by another name; a word of less stands for no name by itself."""
TITLE_QUALITY = 0.85
"""A word that stands in a form's title."""
PART_QUALITY = 0.8
"""A word that is a part of several names says none of them in particular."""
NEAR_QUALITY = 0.6
"""A near miss, or a word that a few names hold; the answer says how it was taken."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a stretch of a question can mean."""

    kind: SenseKind
    value: str = ""
    keys: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    weak: bool = False
    """A weak name helps to choose, but an answer need not explain it."""
    quality: float = 1.0
    """1 for an exact name, less for an alias, a part of a name, a near miss."""


@dataclass(frozen=True, slots=True)
class Token:
    """`surface` is text[start:end] of the prepared question."""

    start: int
    end: int
    surface: str
    senses: tuple[Sense, ...]

    def sense(self, kind: SenseKind) -> Sense | None:
        """The first sense of this kind, or None."""
        for sense in self.senses:  # a plain loop: asked a thousand times for one question
            if sense.kind == kind:
                return sense
        return None

    def has(self, kind: SenseKind, *values: str) -> bool:
        """Whether one sense is of this kind (and of one of these values)."""
        for sense in self.senses:  # noqa: SIM110 (as above)
            if sense.kind == kind and (not values or sense.value in values):
                return True
        return False


def is_whole_name(token: Token) -> bool:
    """Whether a token names something of the papers by itself: no weak word, and no part of names."""
    name = token.sense("name")
    return name is not None and not name.weak and name.quality >= FIELD_QUALITY


def cut_after(tokens: Sequence[Token], signs: frozenset[str]) -> list[list[Token]]:
    """The tokens in clauses or sentences, each with the sign that ends it."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        pieces[-1].append(token)
        if token.surface in signs:
            pieces.append([])
    return [one for one in pieces if one]


def keys_of(term: Token) -> frozenset[str]:
    """The keys of all names that the term may be."""
    keys: frozenset[str] = frozenset()
    for sense in term.senses:  # as above: mostly there is one
        if sense.kind == "name":
            keys = keys | sense.keys if keys else sense.keys
    return keys


Operands = tuple[tuple[Token, ...], ...]
"""The terms of each figure that an operation is over."""
