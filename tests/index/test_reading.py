"""The report of the reading: what a document gave, what is kept as text only, and which pages said nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from audited import published
from reportlab.pdfgen.canvas import Canvas

from index.build import read_document
from index.chunks import build_passages
from index.readers import ocr
from index.readers.registry import read_file
from index.reading import reading_line

PAPER = """某市教育局2024年部门预算

2024年部门支出预算总表
单位：元
项目\t合计\t基本支出\t项目支出
教育支出\t{total}\t100\t200
国防支出\t50\t50\t
合计\t350\t150\t200

附：科室电话
科室\t办公室
甲科\t三楼东
乙科\t三楼西
"""


def read(folder: Path, total: str = "300"):
    path = folder / "教育局.txt"
    path.write_text(PAPER.format(total=total), encoding="utf-8")
    return path, read_document(path)


def test_a_table_that_is_not_understood_is_counted_placed_and_found_as_text(tmp_path: Path) -> None:
    path, indexed = read(tmp_path)
    assert [place.lines for place in indexed.reading.as_text] == [(11, 13)]
    assert reading_line(indexed.reading) == "1 table (1 of 1 add up), 1 table kept as text, 9 figures"
    passages = build_passages("d", read_file(path).blocks, indexed.tables)
    assert any("甲科" in passage.text and "三楼东" in passage.text for passage in passages)


def test_a_table_whose_sums_fail_does_not_count_as_closing(tmp_path: Path) -> None:
    _, indexed = read(tmp_path, total="310")
    assert (indexed.reading.summed, indexed.reading.closing) == (1, 0)
    assert [finding.grade for finding in indexed.findings] == ["error"]


def test_a_table_that_closes_within_rounding_counts_as_closing(tmp_path: Path) -> None:
    _, indexed = read(tmp_path, total="301")
    assert (indexed.reading.summed, indexed.reading.closing) == (1, 1)


def test_pages_without_text_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for text in ("Budget of the City 2024", "", "Receipts 12 million", ""):
        canvas.drawString(60, 700, text)
        canvas.showPage()
    canvas.save()
    reading = read_document(tmp_path / "a.pdf").reading
    assert reading.silent_pages == (2, 4)
    assert "2 pages without text (2, 4)" in reading_line(reading)


def test_the_contents_and_the_empty_page_of_a_published_outturn_are_told() -> None:
    reading = published("putuo-finance-2024-final.pdf").reading
    assert (reading.tables, [place.page for place in reading.as_text], reading.silent_pages) == (9, [5], (14,))
    assert reading.unread == 0
