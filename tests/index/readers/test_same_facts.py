"""The founding document written as an office would in other formats gives the facts that its text gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from papers import Piece, paper_of, write_docx, write_html, write_pdf, write_scan, write_xls, write_xlsx

from index.build import read_document
from index.model import Fact, Grid, IndexedDocument
from index.readers import ocr
from index.readers.registry import read_file

NAME = "sast-2023-budget.txt"
WRITERS: dict[str, Callable[[Path, Sequence[Piece]], Path]] = {
    "a.docx": write_docx,
    "a.html": write_html,
    "a.xlsx": write_xlsx,
    "a.xls": write_xls,
    "ruled.pdf": lambda path, paper: write_pdf(path, paper, ruled=True),
    "unruled.pdf": lambda path, paper: write_pdf(path, paper, ruled=False),
}


def told(fact: Fact) -> tuple[object, ...]:
    """What a fact says, but for where it stands."""
    return (
        *(fact.organisation, fact.year, fact.kind, fact.table, fact.row_code, fact.row, fact.row_path, fact.column),
        *(fact.value, fact.unit, fact.total, fact.level, fact.source),
    )


@pytest.fixture(scope="module")
def text(shared_data: Path) -> IndexedDocument:
    return read_document(shared_data / NAME)


@pytest.fixture(scope="module")
def paper(shared_data: Path) -> list[Piece]:
    return paper_of(read_file(shared_data / NAME).blocks)


@pytest.mark.parametrize("name", WRITERS)
def test_every_fact_of_tables_and_prose_is_the_same(
    text: IndexedDocument, paper: list[Piece], tmp_path: Path, name: str
) -> None:
    written = read_document(WRITERS[name](tmp_path / name, paper))
    assert len(text.facts) > 500
    assert list(map(told, written.facts)) == list(map(told, text.facts))


@pytest.mark.skipif(not ocr.is_available(), reason="the optional extra ocr is not installed")
def test_a_scan_of_the_first_two_forms_gives_98_of_100_cells(
    text: IndexedDocument, paper: list[Piece], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = write_pdf(tmp_path / "a.pdf", paper, ruled=True)
    pages = [block.place.page or 0 for block in read_file(printed).blocks if isinstance(block, Grid)][:3]
    written = read_document(write_scan(tmp_path / "scan.pdf", printed, range(pages[0] - 1, pages[-1])))
    wanted, found = (cells(one.facts, [table.id for table in one.tables[:2]]) for one in (text, written))
    share = (wanted & found).total() / wanted.total()
    with capsys.disabled():
        print(f"\ncells of the scan: {share:.1%} of {wanted.total()}")  # noqa: T201
    assert share >= 0.98
    assert (found - wanted).total() <= 0.02 * wanted.total()


def cells(facts: Sequence[Fact], tables: list[str]) -> Counter[tuple[object, ...]]:
    """Row, column, value and unit of the facts of some tables; the titles, which no cell holds, left out."""
    return Counter(
        (tables.index(fact.table_id), fact.row_code, fact.row, fact.column, fact.value, fact.unit, fact.total)
        for fact in facts
        if fact.table_id in tables
    )
