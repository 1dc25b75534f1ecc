from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from audited import audit_texts, published
from openpyxl import load_workbook

from index.audit_report import Audited, report_html, report_markdown, report_xlsx
from index.audit_wording import wording
from index.model import Document, Finding, Reading

DOCUMENT = Document("d", "某局|预算.txt", "", "", "某局预算", "<b>某局</b>", 2024, "budget", "department", None)
FINDING = Finding("d-a1", "d", "leftover", "doubtful", "留有<script>alert(1)</script>|“XX”", "=1+1", ("d-p1",))
READING = Reading(
    tables=2, facts=9, unread=0, silent_pages=(), as_text=(), summed=1, closing=1, checked=7,
    unchecked=(("<表>", "没有可以加总核对的行列"),),
)  # fmt: skip
ONE = Audited(DOCUMENT, (FINDING,), READING)


def test_html_is_whole_and_escapes_every_text() -> None:
    page = report_html([ONE])
    assert page.startswith("<!doctype html>")
    assert "<script>" not in page
    assert "<b>某局" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;表&gt;" in page
    assert "http" not in page


def test_markdown_keeps_its_table_whole() -> None:
    text = report_markdown([ONE])
    row = next(line for line in text.splitlines() if line.startswith("| 存疑"))
    assert row.replace("\\|", "").count("|") == 5
    assert "<script>" not in text
    assert "错误0处，存疑1处，尾差0处；共核对7次。" in text


def test_the_workbook_holds_text_and_no_formula() -> None:
    book = load_workbook(BytesIO(report_xlsx([ONE])))
    findings, unchecked = book.worksheets
    assert [cell.value for cell in findings[2]][-2:] == [FINDING.text, "=1+1"]
    assert all(cell.data_type != "f" for row in findings for cell in row)
    assert unchecked["B2"].value == "<表>"


def test_a_paper_without_findings_says_so() -> None:
    clean = replace(ONE, findings=())
    assert "未发现问题" in report_markdown([clean])
    assert "Nothing found." in report_html([clean], "en")


def test_the_founding_paper_fits_one_report() -> None:
    paper = published("sast-2023-budget.txt")
    text = report_markdown([Audited(paper.document, paper.findings, paper.reading)])
    assert f"错误2处，存疑4处，尾差1处；共核对{paper.reading.checked}次。" in text
    assert paper.reading.checked > 500
    assert all(what in text for what, _ in paper.reading.unchecked)
    assert "82,942,934 ≠ 82,942,933" in text


@pytest.mark.parametrize("part", ["findings", "checks", "grades", "unchecked", "report", "places"])
def test_both_languages_say_the_same(part: str) -> None:
    chinese, english = wording("zh")[part], wording("en")[part]
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        assert fields(text) == fields(english[key]) or key.startswith("leftover")


def fields(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]}


def test_every_check_has_a_name() -> None:
    (finding,) = audit_texts("# 说明", "本部门收入预算××万元。")
    assert finding.check in wording("zh")["checks"]
