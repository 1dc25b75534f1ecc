from __future__ import annotations

import pytest

from index.text import is_plain_measure
from index.years import find_column_year, find_kind, find_line_year, find_path_kind, is_year_text


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年部门预算", 2024),
        ("2023年度决算数", 2023),
        ("二〇二三年部门预算", 2023),
        ("中華民國113年度", 2024),
        ("113年度預算數", 2024),
        ("FY 2025 Proposed", 2025),
        ("FY13-14", 2013),
        ("FY2013-14", 2013),
        ("上年预算数", 2023),
        ("上年度決算數", 2023),
        ("前年度決算數", 2022),
        ("去年执行数", 2023),
        ("本年预算数", None),
        ("比上年增减", None),
        ("上年结转", None),
        ("上年结转和结余", None),
        ("2024年预算数比2023年执行数增减", None),
        ("合计", None),
    ],
)
def test_a_header_names_its_year(text: str, year: int | None) -> None:
    assert find_column_year(text, 2024) == year


def test_last_year_is_unknown_where_the_documents_year_is() -> None:
    assert find_column_year("上年预算数") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("预算数", "budget"),
        ("年初预算数", "budget"),
        ("2024年预算", "budget"),
        ("决算数", "outturn"),
        ("上年度決算數", "outturn"),
        ("2023年执行数", "executed"),
        ("调整预算数", "adjusted"),
        ("FY 2023 Actual", "outturn"),
        ("FY 2024 Adopted", "budget"),
        ("2024–25 (Original) ($m)", "budget"),
        ("FY2024 Approved", "budget"),
        ("2024–25 (Actual) ($m)", "outturn"),
        ("2024 initial training", None),
        ("一般公共预算", None),
        ("预算执行率", None),
        ("增减%", None),
        ("合计", None),
    ],
)
def test_a_header_names_its_kind(text: str, kind: str | None) -> None:
    assert find_kind(text) == kind


def test_the_lowest_header_that_names_a_kind_counts() -> None:
    assert find_path_kind(("2024年预算数比2023年执行数", "增减额")) is None
    assert find_path_kind(("公务接待费", "决算数")) == "outturn"


def test_a_line_of_its_own_names_the_tables_year() -> None:
    assert find_line_year(["歲出表", "中華民國113年度", "單位：千元"]) == 2024
    assert find_line_year(["（2023年度）"]) == 2023
    assert find_line_year(["2023年，本部门收入预算14,188万元"]) is None


@pytest.mark.parametrize(("text", "year"), [("2024", True), ("FY13-14", True), ("2024年度", True), ("12,024", False)])
def test_a_cell_that_is_only_a_year(text: str, year: bool) -> None:
    assert is_year_text(text) is year


@pytest.mark.parametrize(
    "header", ["2024年预计执行数", "2024年完成数", "2024年预计完成数", "2024年快报数", "2024年执行数"]
)
def test_what_is_expected_to_come_out_is_a_plain_measure_of_that_kind(header: str) -> None:
    assert is_plain_measure(header)
    assert find_kind(header) == "executed"
