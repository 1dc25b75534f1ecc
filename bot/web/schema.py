"""The answer contract as models, for the API's description and the tools of MCP. `bot/model.py` is what they describe.

A field that the contract gains passes through: the models add descriptions and take nothing away.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class CitationOut(_Open):
    """Where a figure or a sentence stands."""

    n: int = Field(description="the number in brackets in the text")
    document: str
    document_id: str
    organisation: str
    year: int | None
    kind: Literal["cell", "row", "passage"]
    table: str
    row: str
    column: str
    value: str | None = Field(description="exact, in unit, as printed; null where blank or text")
    unit: str
    page: int | None
    lines: tuple[int, int] | None = Field(description="first and last line of a text file, from 1")
    sheet: str | None
    cell: str | None
    quote: str = Field(description="the source row's own text")


class ItemOut(_Open):
    """One of several figures."""

    label: str
    value: str | None
    unit: str
    cites: list[int]


class NoticeOut(_Open):
    """Something to know about the answer."""

    kind: Literal["inconsistency", "assumption", "derived", "rounding", "model"]
    text: str
    cites: list[int]


class ChoiceOut(_Open):
    """Another reading of the question."""

    label: str
    question: str


class AnswerOut(_Open):
    """What the bot says. Figures are exact decimals, written as text."""

    status: Literal["answered", "clarify", "not_found", "declined"]
    text: str
    value: str | None = Field(None, description="the one figure asked for, money in 元")
    unit: str | None = None
    items: list[ItemOut] = []
    truth: bool | None = Field(None, description="for a yes-no question")
    citations: list[CitationOut] = []
    notices: list[NoticeOut] = []
    choices: list[ChoiceOut] = []
    plan: dict[str, Any] = {}
    timing_ms: dict[str, float] = {}
    usage: dict[str, Any] = Field({}, description="calls of a language model, their tokens and cost; empty without one")


class FigureOut(_Open):
    """One figure of a document, with its place."""

    id: str
    document: str
    document_id: str
    organisation: str
    year: int | None
    kind: str
    table: str
    table_id: str
    row_code: str
    row: str
    row_path: str = Field(description="labels from the root down, joined with /")
    column: str = Field(description="header from the top down, joined with /")
    value: str | None = Field(description="exact, in unit; null where the cell is blank, which is not zero")
    unit: str
    value_yuan: str | None
    blank: bool
    total: bool
    page: int | None
    lines: list[int] | None
    sheet: str | None
    cell: str | None
    source: Literal["table", "prose"]


class FiguresOut(BaseModel):
    """Figures found. `more` says that others were left out: narrow the search."""

    figures: list[FigureOut]
    more: bool


class DocumentOut(_Open):
    """A document held."""

    id: str
    name: str
    title: str
    organisation: str
    year: int | None
    kind: str
    level: str
    pages: int | None


class ReadingOut(BaseModel):
    """What was made of a document."""

    tables: int
    tables_as_text: list[dict[str, Any]] = Field(
        description="places of tables not understood: kept as text, searchable"
    )
    figures: int
    pages_without_text: list[int]
    unread: int = Field(description="things that could not be read")
    tables_with_sums: int = Field(description="tables whose form promises sums")
    tables_that_add_up: int = Field(description="those of them whose every sum adds up, within rounding")


class DocumentDetailOut(BaseModel):
    """A document with the report of its reading."""

    document: DocumentOut
    reading: ReadingOut


class DocumentsOut(BaseModel):
    """The documents held."""

    documents: list[DocumentOut]


class FindingOut(_Open):
    """Something in a document that does not add up."""

    id: str
    document: str = Field(description="the document's name")
    document_id: str
    check: str
    grade: str
    text: str
    arithmetic: str
    facts: list[str] = Field(description="ids of the figures that it rests on")


class TableOut(BaseModel):
    """A table as printed, headers first."""

    id: str
    title: str
    unit: str
    grid: list[list[str]]
    header_rows: list[int]


class UncheckedOut(BaseModel):
    """Something that the audit could not check."""

    what: str
    why: str


class CheckedOut(BaseModel):
    """How much of a document the audit checked."""

    document: str = Field(description="the document's name")
    document_id: str
    checked: int = Field(description="sums and comparisons made")
    unchecked: list[UncheckedOut]


class FindingsOut(BaseModel):
    """What does not add up, and how much was checked of each document."""

    findings: list[FindingOut]
    checks: list[CheckedOut]
