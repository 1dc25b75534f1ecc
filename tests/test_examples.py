"""The bundled examples: the workbook is what its script makes, and both documents add up where they claim to."""

from __future__ import annotations

import runpy
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "examples" / "科学技术协会2023年部门预算.txt"
WORKBOOK = ROOT / "examples" / "示例市图书馆2024年部门预算.xlsx"


def text_form(title: str) -> list[list[str]]:
    """The rows of one form of the text, headers repeated in the middle and all, up to its 合计."""
    lines = TEXT.read_text(encoding="utf-8").split("\n")
    start = max(number for number, line in enumerate(lines) if line == title)
    rows = []
    for line in lines[start:]:
        if "\t" in line:
            rows.append(line.split("\t"))
        if line.startswith("合计"):
            return rows
    raise AssertionError(title)


def amount(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "") or "0")


def test_the_workbook_is_what_its_script_makes() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "make_example_workbook.py"))["build_workbook"]()
    kept = load_workbook(WORKBOOK)
    assert made.sheetnames == kept.sheetnames
    for sheet in made:
        assert [list(map(_number, row)) for row in sheet.values] == [
            list(map(_number, row)) for row in kept[sheet.title].values
        ]
        assert sorted(map(str, sheet.merged_cells.ranges)) == sorted(map(str, kept[sheet.title].merged_cells.ranges))


def _number(value: object) -> object:
    return Decimal(str(value)).normalize() if isinstance(value, int | float | Decimal) else value


def test_the_economic_form_of_the_workbook_agrees_with_the_functional_one() -> None:
    book = load_workbook(WORKBOOK)
    basic = [row[6] for row in book["5一般公共预算支出表"].values if row[0] == "合计"]
    economic = [row[3] for row in book["8基本支出经济分类表"].values if row[0] == "合计"]
    assert basic == economic


def test_the_official_car_and_reception_figures_agree_between_yuan_and_ten_thousand_yuan() -> None:
    book = load_workbook(WORKBOOK)
    by_name = {row[2]: row[3] for row in book["8基本支出经济分类表"].values}
    this_year = next(row for row in book["9三公经费表"].values if row[0] == "2024年")
    assert Decimal(str(this_year[3])) * 10_000 == by_name["公务接待费"]
    assert Decimal(str(this_year[6])) * 10_000 == by_name["公务用车运行维护费"]


@pytest.mark.parametrize(
    ("title", "columns"),
    [
        ("2023年部门收入预算总表", 5),
        ("2023年部门支出预算总表", 3),
        ("2023年部门一般公共预算支出功能分类预算表", 3),
    ],
)
def test_the_functional_forms_of_the_text_add_up(title: str, columns: int) -> None:
    *rows, last = text_form(title)
    for column in range(4, 4 + columns):
        items = [row for row in rows if row[2].isdigit()]
        assert sum(amount(row[column]) for row in items) == amount(last[column])


def test_the_economic_form_of_the_text_is_one_yuan_off_as_published() -> None:
    *rows, last = text_form("2023年部门一般公共预算基本支出部门预算经济分类预算表")
    items = [row for row in rows if row[1].isdigit()]
    assert [sum(amount(row[column]) for row in items) - amount(last[column]) for column in (3, 4, 5)] == [1, 0, 0]


def test_each_example_says_that_it_is_one_and_where_its_figures_are_from() -> None:
    assert "示例" in TEXT.read_text(encoding="utf-8")[:200]
    assert "虚构" in str(load_workbook(WORKBOOK)["说明"]["A3"].value)
