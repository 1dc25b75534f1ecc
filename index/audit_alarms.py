"""What the checks of the audit pass along: the evidence they look at, and the alarms that become findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.audit_quantities import Measured, measure
from index.model import Block, Document, Fact, Grade, Table
from index.prose_text import ProseParagraph, join_paragraphs


@dataclass(frozen=True, slots=True)
class Alarm:
    """A finding before it has its number and its words: `text` is the key of its sentence, `values` fill it in."""

    check: str
    grade: Grade
    text: str
    values: dict[str, str]
    arithmetic: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What one check says: its alarms, how many comparisons it made, and what it could not check and why.

    The check of the tables says as well how many of them promise sums, and of how many all add up.
    """

    alarms: tuple[Alarm, ...] = ()
    checked: int = 0
    unchecked: tuple[tuple[str, str], ...] = ()
    summed: int = 0
    closing: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document as the checks see it."""

    document: Document
    blocks: Sequence[Block]
    tables: Sequence[Table]
    facts: Sequence[Fact]
    language: str
    paragraphs: tuple[ProseParagraph, ...]
    prose: Sequence[Fact]
    """The figures of the running text, in order."""
    fact_at: dict[tuple[str, int, int], Fact]
    """By table id and the printed grid's row and column."""
    measured: tuple[Measured, ...]
    """Every money figure with its quantity."""


def gather_evidence(
    document: Document, blocks: Sequence[Block], tables: Sequence[Table], facts: Sequence[Fact], language: str
) -> Evidence:
    """The document with its paragraphs joined and its facts findable by their cell and measured."""
    prose = [fact for fact in facts if fact.source == "prose"]
    fact_at = {(fact.table_id, fact.row_index, fact.column_index): fact for fact in facts if fact.source == "table"}
    return Evidence(
        document=document,
        blocks=blocks,
        tables=tables,
        facts=facts,
        language=language,
        paragraphs=join_paragraphs(blocks),
        prose=prose,
        fact_at=fact_at,
        measured=measure(tables, fact_at, prose),
    )
