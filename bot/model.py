"""The types that the bot half passes along. Frozen, and importing nothing else of ours.

`Answer.as_dict()` is the contract of the command line, the API, the chat page and the evaluation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

Status = Literal["answered", "clarify", "not_found", "declined"]
NoticeKind = Literal["inconsistency", "assumption", "derived", "rounding", "model"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source row, cell or passage, numbered from 1 as [n] in the text.

    `value` is exact in `unit`, both as printed in the source (not converted); None for a blank cell or a passage.
    `row_index` and `column_index` point into the printed grid of table `table_id`, so that a face can mark the cell.
    """

    n: int
    document: str
    """File name."""
    document_id: str
    organisation: str
    year: int | None
    kind: Literal["cell", "row", "passage"]
    table: str
    row: str
    column: str
    value: Decimal | None
    unit: str
    page: int | None
    lines: tuple[int, int] | None
    sheet: str | None
    cell: str | None
    quote: str
    table_id: str = ""
    row_index: int = -1
    column_index: int = -1
    fact_id: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One of several figures: a ranked row, a listed thing, a compared row."""

    label: str
    value: Decimal | None
    unit: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark beside an answer: what was assumed, derived, rounded, does not add up in the source; what a model did."""

    kind: NoticeKind
    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Another reading of the question, as a label to show and the question that asks for it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot says. `value` is the one figure asked for, exact, money in whole units of its currency, 元 for ours; None
    if there is none.
    """

    status: Status
    text: str
    value: Decimal | None = None
    unit: str | None = None
    items: tuple[Item, ...] = ()
    truth: bool | None = None
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    choices: tuple[Choice, ...] = ()
    plan: Mapping[str, Any] = field(default_factory=dict)
    timing_ms: Mapping[str, float] = field(default_factory=dict)
    usage: Mapping[str, Any] = field(default_factory=dict)
    """Calls of a language model, their tokens and cost; empty where none was called."""

    def noted(self, text: str, kind: NoticeKind = "assumption") -> Answer:
        """The answer with one remark more."""
        return replace(self, notices=(*self.notices, Notice(kind, text)))

    def as_dict(self) -> dict[str, Any]:
        """The contract as JSON-ready values: decimals as strings in plain notation, tuples as lists.

        `usage` is there only where a language model was called.
        """
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        if not self.usage:
            del plain["usage"]
        return plain


def plain_number(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros after the point: 20553422, 73.97, 0."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value
