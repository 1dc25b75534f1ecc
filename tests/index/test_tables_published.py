"""The published documents: which tables there are (listed by eye), cells as the page prints them, sums that close."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from printed import not_closing

from index.arithmetic import table_sums
from index.model import Table
from index.readers.registry import read_file
from index.tables import build_tables

SHANGHAI = (
    "{}财务收支预算总表 {}收入预算总表 {}支出预算总表 {}财政拨款收支预算总表 {}一般公共预算支出功能分类预算表 "
    "{}政府性基金预算支出功能分类预算表 {}国有资本经营预算支出功能分类预算表 "
    "{}一般公共预算基本支出部门预算经济分类预算表"
)
DEPARTMENT = [*SHANGHAI.replace("{}", "2025年部门").split(), "2025年部门“三公”经费和机关运行经费预算表"]
UNIT = [*SHANGHAI.replace("{}", "2025年预算单位").split(), "2025年单位“三公”经费和机关运行经费预算表"]
OUTTURN = [
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表",
    "财政拨款“三公”经费支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
]
JIANGSU = [
    "收支预算总表",
    "收入预算总表",
    "支出预算总表",
    "财政拨款收支预算总表",
    "财政拨款支出预算表（功能科目）",
    "财政拨款基本支出预算表（经济科目）",
    "一般公共预算支出预算表（功能科目）",
    "一般公共预算基本支出预算表（经济科目）",
    "“三公”经费、会议费、培训费支出预算表",
]
JIANGSU_2017 = [
    "收支预算总表",
    "收入预算总表",
    "支出预算总表",
    "财政拨款支出预算表",
    "财政拨款收支预算总表",
    "财政拨款基本支出预算表",
    "财政拨款政府性基金支出预算表",
    "一般公共预算支出预算表",
    "一般公共预算基本支出预算表",
    "一般公共预算机关运行经费支出预算表",
    "“三公”经费、会议费、培训费支出预算表",
    "2017年政府采购预算表",
]
JIANGSU_2018 = [
    *JIANGSU,
    "政府性基金预算财政拨款支出预算表",
    "一般公共预算机关运行经费支出预算表",
    "政府采购支出预算表",
]
JIANGSU_2019 = [
    *JIANGSU,
    "财政拨款政府性基金支出预算表",
    "一般公共预算机关运行经费支出预算表",
    "2019年政府采购预算表",
]
PAGES = {
    # file: titles, the page on which each begins, unit of the first table
    "putuo-office-2025-budget-department.pdf": (DEPARTMENT, [8, 9, 11, 13, 14, 16, 17, 18, 20], "元"),
    "putuo-office-2025-budget-unit.pdf": (UNIT, [8, 9, 11, 13, 14, 16, 17, 18, 20], "元"),
    "putuo-commerce-2025-budget-department.pdf": (DEPARTMENT, [9, 10, 12, 14, 15, 17, 18, 19, 21], "元"),
    "putuo-commerce-2025-budget-unit.pdf": (UNIT, [9, 10, 12, 14, 15, 17, 18, 19, 21], "元"),
    "putuo-finance-2025-budget-department.pdf": (DEPARTMENT, [9, 10, 12, 14, 15, 17, 18, 19, 21], "元"),
    "putuo-finance-2024-final.pdf": (OUTTURN, [6, 8, 10, 12, 15, 16, 18, 19, 20], "万元"),
    "putuo-socialwork-2024-final.pdf": (OUTTURN, [5, 6, 8, 10, 12, 13, 14, 15, 16], "万元"),
    "putuo-finance-2024-final-faulty.pdf": ([*OUTTURN[:2], *OUTTURN[3:]], [7, 8, 10, 12, 13, 15, 16, 17], "万元"),
    "jiangsu-congress-2017-budget.pdf": (JIANGSU_2017, [7, 9, 10, 11, 12, 13, 15, 16, 17, 19, 20, 20], "万元"),
    "jiangsu-congress-2018-budget.pdf": (JIANGSU_2018, [8, 9, 10, 10, 11, 12, 13, 14, 15, 15, 16, 17], "万元"),
    "jiangsu-congress-2019-budget-tables.pdf": (JIANGSU_2019, list(range(1, 13)), "万元"),
    "jiangsu-partyoffice-2019-budget-tables.pdf": (JIANGSU_2019, list(range(1, 13)), "万元"),
    "jiangsu-congress-2019-budget-text.pdf": ([], [], ""),
    "jiangsu-partyoffice-2019-budget-text.pdf": ([], [], ""),
}
EMPTY = {"政府性基金", "国有资本经营"}
FAULTY = "putuo-finance-2024-final-faulty.pdf"
EXPECTED = Path(__file__).parent / "expected" / "tables_published.tsv"
"""File, page, title, code, row path, column path, printed figure: each looked up on its page."""


@cache
def tables_of(path: Path) -> tuple[Table, ...]:
    return build_tables("d", read_file(path).blocks)


@pytest.mark.parametrize("name", PAGES)
def test_every_table_that_the_eye_finds(shared_data: Path, name: str) -> None:
    titles, pages, unit = PAGES[name]
    tables = tables_of(shared_data / name)
    assert [table.title for table in tables] == titles
    assert [table.place.page for table in tables] == pages
    assert not tables or tables[0].unit.name == unit
    assert all(table.unit.name in ("元", "万元") and table.rows and table.columns for table in tables)


@pytest.mark.parametrize("name", PAGES)
def test_no_row_is_lost_or_doubled(shared_data: Path, name: str) -> None:
    for table in tables_of(shared_data / name):
        body = set(range(len(table.grid))) - set(table.header_rows)
        labelled = {row.index for row in table.rows}
        blank = {number for number in body if not any(table.grid[number])}
        assert len(body - labelled - blank) <= 2, table.title  # rests of labels that a page break cut
        assert len({(cell.row, cell.column) for cell in table.cells}) == len(table.cells)
        assert len(table.grid) == len(table.grid_places)


def typed() -> dict[tuple[str, int, str], dict[tuple[str, str, str], str]]:
    found: dict[tuple[str, int, str], dict[tuple[str, str, str], str]] = {}
    for line in EXPECTED.read_text(encoding="utf-8").splitlines():
        name, page, title, code, row, column, printed = line.split("\t")
        found.setdefault((name, int(page), title), {})[code, row, column] = printed
    return found


@pytest.mark.parametrize(("name", "page", "title"), typed())
def test_cells_are_those_on_the_page(shared_data: Path, name: str, page: int, title: str) -> None:
    (table,) = (t for t in tables_of(shared_data / name) if (t.title, t.place.page) == (title, page))
    found = {}
    for cell in table.cells:
        row, column = table.rows[cell.row], table.columns[cell.column]
        if cell.value is not None:
            found[row.code, "/".join(row.path), "/".join(column.path)] = cell.printed
            assert cell.value == Decimal(cell.printed.replace(",", ""))
    assert found == typed()[name, page, title]


def test_arithmetic_closes_where_the_publisher_got_it_right(shared_data: Path) -> None:
    tables = [table for name in PAGES if name != FAULTY for table in tables_of(shared_data / name)]
    checked = [table for table in tables if table_sums(table)]
    wrong = [lines for table in checked if (lines := not_closing([table]))]
    assert len(checked) >= 90
    assert len(wrong) <= 0.05 * len(checked), wrong


def test_empty_tables_hold_blanks_and_no_figures(shared_data: Path) -> None:
    for name in PAGES:
        for table in tables_of(shared_data / name):
            if any(word in table.title for word in EMPTY):
                assert table.cells
                assert all(cell.value is None and cell.printed == "" for cell in table.cells)


def test_budget_and_outturn_stand_side_by_side(shared_data: Path) -> None:
    table = tables_of(shared_data / "putuo-finance-2024-final.pdf")[6]
    assert [column.kind for column in table.columns] == ["budget", "outturn"] * 6
    filled = [(table.columns[cell.column].path[1:], cell.printed) for cell in table.cells if cell.value is not None]
    assert filled == [(("合计", "预算数"), "0.95"), (("公务接待费", "预算数"), "0.95")]


def test_the_blank_form_has_its_nine_tables_and_no_figure(shared_data: Path) -> None:
    tables = tables_of(shared_data / "shanghai-department-budget-template-blank.xlsx")
    assert [table.title for table in tables] == [title.replace("2025", "2026") for title in DEPARTMENT]
    assert [table.unit.name for table in tables] == ["元"] * 8 + ["万元"]
    assert all(cell.value is None for table in tables for cell in table.cells)
    assert [column.path[-1] for column in tables[1].columns] == [
        "合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入",
    ]  # fmt: skip
    assert ("205", "教育支出") in {(row.code, row.label) for row in tables[1].rows}


def test_a_database_of_17579_rows(shared_data: Path) -> None:
    (table,) = tables_of(shared_data / "oakland-2013-15-proposed.xlsx")
    assert [(column.path, column.year) for column in table.columns] == [
        (("Amount", "FY13-14"), 2013), (("Amount", "FY14-15"), 2014),
    ]  # fmt: skip
    assert (len(table.rows), len(table.cells)) == (17_579, 17_579)
    meals = table.rows[1]
    assert (meals.code, meals.label, meals.path[:2]) == ("55113", "Meals", ("Mayor", "01111 - Mayor: Administration"))
    assert (table.cells[1].value, table.cells[1].place.cell) == (561, "O3")
    assert (table.cells[2].value, table.cells[2].printed) == (-102002, "-102002")


def test_a_national_budget_in_traditional_chinese(shared_data: Path) -> None:
    (table,) = tables_of(shared_data / "taiwan-central-2024-budget.csv")
    assert [column.path for column in table.columns] == [("amount",)]
    first, fourth = table.rows[0], table.rows[3]
    assert (first.code, first.path) == ("3102010100", ("總統府主管", "總統府", "國務支出", "一般行政"))
    assert fourth.path == ("總統府主管", "總統府", "國務支出", "研究發展", "國家發展研究及諮詢")
    assert [str(table.cells[number].value) for number in (0, 3, -1)] == ["1018277000", "5042000", "52000000000"]
    assert table.unit.factor is None


@pytest.mark.parametrize("name", ["awkward-gaps.xlsx", "awkward-rich-cells.docx", "awkward-word-tables.docx"])
def test_tables_without_amounts_stay_text(shared_data: Path, name: str) -> None:
    assert tables_of(shared_data / name) == ()
