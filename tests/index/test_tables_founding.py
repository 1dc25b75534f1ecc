"""The founding document: nine tables, every cell against the printed line, every sum level by level."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from index.arithmetic import table_sums
from index.identity import identify
from index.model import Document, Table
from index.readers.text import read_text_file
from index.tables import build_tables
from index.units import parse_figure

NAME = "sast-2023-budget.txt"
TABLES = [
    # title, unit, first and last line, columns, rows, figures, header rows
    ("2023年部门财务收支预算总表", "元", (92, 101), 2, 14, 11, 2),
    ("2023年部门收入预算总表", "元", (109, 144), 5, 29, 81, 6),
    ("2023年部门支出预算总表", "元", (152, 187), 3, 29, 65, 6),
    ("2023年部门财政拨款收支预算总表", "元", (195, 202), 5, 10, 14, 2),
    ("2023年部门一般公共预算支出功能分类预算表", "元", (210, 245), 3, 29, 65, 6),
    ("2023年部门政府性基金预算支出功能分类预算表", "元", (253, 256), 3, 1, 0, 3),
    ("2023年部门国有资本经营预算支出功能分类预算表", "元", (264, 268), 3, 1, 0, 4),
    ("2023年部门一般公共预算基本支出部门预算经济分类预算表", "元", (276, 325), 3, 39, 79, 9),
    ("部门“三公”经费和机关运行经费预算表", "万元", (333, 336), 7, 1, 6, 3),
]


@pytest.fixture(scope="module")
def printed(shared_data: Path) -> list[str]:
    return (shared_data / NAME).read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="module")
def tables(shared_data: Path) -> tuple[Table, ...]:
    return build_tables("sast", read_text_file(shared_data / NAME).blocks)


def test_nine_tables_with_their_titles_units_and_lines(tables: tuple[Table, ...]) -> None:
    found = [
        (
            table.title,
            table.unit.name,
            table.place.lines,
            len(table.columns),
            len(table.rows),
            sum(cell.value is not None for cell in table.cells),
            len(table.header_rows),
        )
        for table in tables
    ]
    assert found == TABLES
    assert {table.organisation for table in tables} == {"上海市科学技术协会"}


def test_every_cell_is_what_its_line_prints(tables: tuple[Table, ...], printed: list[str]) -> None:
    checked = 0
    for table in tables:
        for cell in table.cells:
            assert cell.place.lines is not None
            text = printed[cell.place.lines[0] - 1].split("\t")[table.columns[cell.column].index].strip()
            assert cell.printed == text
            assert cell.value == (Decimal(text.replace(",", "")) if text else None)
            checked += 1
    assert checked == sum(len(table.cells) for table in tables) == 491


def test_every_printed_figure_is_in_a_cell(tables: tuple[Table, ...], printed: list[str]) -> None:
    for table in tables:
        codes = {row.index: len(row.code) for row in table.rows if row.code}
        for number, place in enumerate(table.grid_places):
            assert place.lines is not None
            if number in table.header_rows:
                continue
            cells = printed[place.lines[0] - 1].split("\t")
            figures = [
                text
                for text in cells
                if parse_figure(text) is not None and ("," in text or "." in text or len(text) > 3)
            ]
            held = [
                cell.printed for cell in table.cells if table.rows[cell.row].index == number and cell.value is not None
            ]
            assert len(figures) == len(held), (cells, codes.get(number))


def test_lines_of_rows(tables: tuple[Table, ...], printed: list[str]) -> None:
    for table in tables:
        for row in table.rows:
            assert row.place.lines is not None
            assert row.text == printed[row.place.lines[0] - 1]


def test_sums_close_level_by_level(tables: tuple[Table, ...]) -> None:
    checks = [equation.check for table in tables for equation in table_sums(table)]
    assert {check: checks.count(check) for check in set(checks)} == {
        "children": 103,
        "columns": 134,
        "total": 18,
        "sides": 2,
    }


def test_the_one_yuan_is_all_that_is_missing(tables: tuple[Table, ...]) -> None:
    found = [
        (
            table.title,
            equation.check,
            table.rows[equation.result[0]].label,
            equation.found,
            equation.expected,
            equation.closes,
        )
        for table in tables
        for equation in (one for one in table_sums(table) if not one.exact)
    ]
    title = "2023年部门一般公共预算基本支出部门预算经济分类预算表"
    assert found == [
        (title, "columns", "合计", Decimal(82_942_933), Decimal(82_942_934), True),
        (title, "total", "合计", Decimal(82_942_933), Decimal(82_942_934), True),
    ]


def test_rows_nest_by_code_across_the_page_break(tables: tuple[Table, ...]) -> None:
    expenditure = tables[2]
    row = next(row for row in expenditure.rows if row.code == "2080506")
    assert row.path == ("社会保障和就业支出", "行政事业单位养老支出", "机关事业单位职业年金缴费支出")
    assert (row.level, row.place.lines) == (3, (175, 175))
    assert [row.label for row in expenditure.rows if row.total] == ["合计"]


def test_a_table_without_row_labels_keeps_its_items_in_the_columns(tables: tuple[Table, ...]) -> None:
    table = tables[-1]
    assert [(row.label, row.path) for row in table.rows] == [("", ("",))]
    assert [(column.path, column.year, column.kind) for column in table.columns] == [
        (("2023年“三公”经费预算数", "合计"), 2023, "budget"),
        (("2023年“三公”经费预算数", "因公出国(境)费"), 2023, "budget"),
        (("2023年“三公”经费预算数", "公务接待费"), 2023, "budget"),
        (("2023年“三公”经费预算数", "公务用车购置及运行费", "小计"), 2023, "budget"),
        (("2023年“三公”经费预算数", "公务用车购置及运行费", "购置费"), 2023, "budget"),
        (("2023年“三公”经费预算数", "公务用车购置及运行费", "运行费"), 2023, "budget"),
        (("2023年机关运行经费预算数",), 2023, "budget"),
    ]


def test_who_and_when(shared_data: Path) -> None:
    blocks = read_text_file(shared_data / NAME).blocks
    document = identify(Document("d", NAME, NAME, "", "", "", None, "budget", "department", None), blocks)
    found = (document.organisation, document.year, document.kind, document.level, document.title)
    assert found == ("上海市科学技术协会", 2023, "budget", "department", "上海市2023年市级部门预算")
    assert document.evidence["organisation"] == "预算主管部门：上海市科学技术协会"
