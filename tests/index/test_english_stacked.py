"""Papers in English whose tables stand below each other, whose headers break, whose groups end in their sums, whose columns
are headed as in a database, and whose forms say in one line who made them and in what unit.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from printed import columns, read_tables, told
from reportlab.pdfgen.canvas import Canvas

from index.grids import is_furniture
from index.readers.pdf import read_pdf
from index.tables import build_tables
from index.units import find_unit
from index.years import find_kind

YEARS = ("FY 2023-24", "FY 2024-25", "FY 2025-26")


def draw(canvas: Canvas, top: float, rows: list[tuple[str, list[tuple[float, str]]]]) -> float:
    """Rows of a label and of right-aligned texts at their x; the y below the last."""
    for label, cells in rows:
        canvas.drawString(60, top, label)
        for x, text in cells:
            canvas.drawRightString(x, top, text)
        top -= 14
    return top


def test_tables_of_other_columns_below_each_other_on_a_page_are_apart(tmp_path: Path) -> None:
    wide, narrow = (300.0, 380.0, 460.0), (352.0, 425.0, 510.0)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont("Helvetica", 9)
    top = draw(
        canvas,
        760,
        [
            ("Harbor - Expenditures by", list(zip(wide, YEARS, strict=True))),
            ("Category", list(zip(wide, ("Actual", "Estimated", "Adopted"), strict=True))),
            ("Wages", list(zip(wide, ("1,643,805", "1,739,077", "1,893,161"), strict=True))),
            ("Supplies", list(zip(wide, ("368,398", "389,489", "442,390"), strict=True))),
            ("Total", list(zip(wide, ("2,012,203", "2,128,566", "2,335,551"), strict=True))),
        ],
    )
    draw(
        canvas,
        top - 10,
        [
            ("Performance Measure", list(zip(narrow, ("FY 2023-24 Actual", "FY 2024-25 Est.", "Target"), strict=True))),
            ("Ships inspected by the harbor master's own staff", list(zip(narrow, ("412", "421", "430"), strict=True))),
            ("Berths let", list(zip(narrow, ("26", "28", "30"), strict=True))),
        ],
    )
    canvas.save()
    first, second = build_tables("d", read_pdf(tmp_path / "a.pdf").blocks)
    assert told(first)[0] == "1 Wages = 1,643,805 1,739,077 1,893,161"
    assert told(second) == [
        "1 Ships inspected by the harbor master's own staff = 412 421 430",
        "1 Berths let = 26 28 30",
    ]


def test_the_head_of_the_labels_stands_between_the_lines_of_a_header(tmp_path: Path) -> None:
    wide = (300.0, 380.0, 460.0)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 757, "Harbor Fund (210)")
    draw(canvas, 768, [("", list(zip(wide, YEARS, strict=True)))])
    rows = [(name, list(zip(wide, figures, strict=True))) for name, figures in (
        ("Dues", ("1,643,805", "1,739,077", "1,893,161")), ("Rents", ("368,398", "389,489", "442,390")),
        ("Total", ("2,012,203", "2,128,566", "2,335,551")),
    )]  # fmt: skip
    draw(canvas, 746, [("", list(zip(wide, ("Actual", "Estimated", "Adopted"), strict=True))), *rows])
    canvas.save()
    (table,) = build_tables("d", read_pdf(tmp_path / "a.pdf").blocks)
    assert columns(table) == [
        "FY 2023-24/Actual 2023 outturn", "FY 2024-25/Estimated 2024 executed", "FY 2025-26/Adopted 2025 budget",
    ]  # fmt: skip
    assert told(table)[0] == "1 Dues = 1,643,805 1,739,077 1,893,161"


def test_groups_that_end_in_their_sum_under_their_name() -> None:
    (table,) = read_tables(
        "Capital programme (£000)",
        "Service / scheme|2025/26|2026/27\nCare homes|120|320\nDay centres|50|0\nSocial Care|170|320\n"
        "Roads|60|40\nBridges|30|20\nPlay areas|10|5\nPlace|100|65\nTotal programme|270|385",
    )
    assert told(table) == [
        "2 Social Care/Care homes = 120 320", "2 Social Care/Day centres = 50 0", "1 Social Care = 170 320",
        "2 Place/Roads = 60 40", "2 Place/Bridges = 30 20", "2 Place/Play areas = 10 5", "1 Place = 100 65",
        "0 Total programme = 270 385",
    ]  # fmt: skip


def test_headers_of_a_database_are_read_in_words() -> None:
    rows = "\n".join(
        f"{2024 + n % 2}|General|{100 + n % 3}|Office {n % 3}|{5000 + n}|Account {n // 2}|{n}.00|{n}.50"
        for n in range(24)
    )
    (table,) = read_tables(
        "lines",
        f"Fiscal_Year|Fund|Department_Code|DepartmentName|Account_Code|Account|Adopted_Budget_USD|Actual_USD\n{rows}",
    )
    assert columns(table)[:2] == ["Adopted Budget USD/2024 dollars 2024 budget", "Actual USD/2024 dollars 2024 outturn"]
    assert {column.unit.name for column in table.columns} == {"dollars"}
    assert told(table)[3].endswith("General/Office 0/Account 1 = 3.00 3.50")


def test_codes_that_begin_with_a_nought_or_stand_behind_the_figures_are_no_amounts() -> None:
    (table,) = read_tables(
        "Summary by Programme ($)",
        "Code|Particulars|Actual 2023-2024|Estimates 2024-2025\n030|POLICY|12|14\n7001|Planning|12|14\n0410|ROADS|20|21\n"
        "|TOTAL|32|35",
    )
    assert [row.label for row in table.rows] == ["POLICY", "Planning", "ROADS", "TOTAL"]
    (table,) = read_tables(
        "Posts", "Post|Posts 2024|Posts 2025|Programme\nClerk|26|24|7001\nDriver|2|3|0410\nTotal|28|27|"
    )
    assert [column.path for column in table.columns] == [("Posts 2024",), ("Posts 2025",)]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Prepared by: Greywater Bureau of Parks   Year: 2024   Unit: 10,000 yuan", "万元"),
        ("Department: Office of Water   Monetary unit: RMB 10,000 yuan", "万元"),
        ("Year: 2024   Unit: yuan", "元"),
        ("Compiled by: Bureau of Parks, Unit: persons", "persons"),
    ],
)
def test_a_line_above_a_form_says_its_unit_and_is_no_title(line: str, unit: str) -> None:
    found = find_unit(line)
    assert found is not None
    assert found.name == unit
    assert is_furniture(line)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Basic Expenditure of the General Public Budget by Economic Classification", None),
        ("General public budget appropriations", None),
        ("Government Fund Budget Final Accounts", "outturn"),
        ("General Public Budget: 2024 budget", "budget"),
    ],
)
def test_the_budgets_of_china_are_no_plans_by_their_names(title: str, kind: str | None) -> None:
    assert find_kind(title) == kind
