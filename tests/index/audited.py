"""Small papers for the audit's tests: tables as forms (see `printed`), running text as paragraphs and headings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from printed import grid

from index.audit import audit
from index.build import read_document
from index.facts import table_facts
from index.model import Block, Document, Finding, Heading, IndexedDocument, Kind, Paragraph, Place
from index.prose import prose_facts
from index.tables import build_tables

DATA = Path(__file__).parent.parent.parent.parent / "shared" / "data"


def blocks_of(texts: Sequence[str]) -> list[Block]:
    """A text with a | is a form, one that begins with # a heading, another a paragraph."""
    made: list[Block] = []
    for number, text in enumerate(texts, start=1):
        place = Place(lines=(number, number))
        if "|" in text:
            made.append(grid(text))
        elif text.startswith("#"):
            made.append(Heading(text.lstrip("# "), 1, place))
        else:
            made.append(Paragraph(text, place))
    return made


def audit_texts(*texts: str, kind: Kind = "budget", language: str = "zh") -> tuple[Finding, ...]:
    """What the audit finds in a paper of these texts, of the fiscal year 2024."""
    blocks = blocks_of(texts)
    document = Document("d", "d.txt", "", "", "某局2024年部门预算", "某局", 2024, kind, "department", None)
    tables = build_tables(document.id, blocks, document.year)
    facts = (*table_facts(document, tables), *prose_facts(document, blocks))
    return audit(document, blocks, tables, facts, language).findings


def told(findings: Sequence[Finding]) -> list[str]:
    """The findings as "grade check | arithmetic"."""
    return [f"{finding.grade} {finding.check} | {finding.arithmetic}".rstrip("| ") for finding in findings]


def shared_paper(name: str) -> Path:
    """A published document's file; the test is skipped where this checkout has none beside it."""
    if not DATA.is_dir():
        pytest.skip(f"the published documents are not beside this checkout ({DATA})")
    return DATA / name


@cache
def published(name: str) -> IndexedDocument:
    """A published document of the shared data, read once for all tests."""
    return read_document(shared_paper(name))
