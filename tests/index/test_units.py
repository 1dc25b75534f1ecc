from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.units import (
    NO_UNIT,
    PERCENT,
    decimals,
    find_header_unit,
    find_unit,
    find_unit_among,
    parse_figure,
    split_label_unit,
    split_suffix,
    unit_for,
    unit_named,
)


@pytest.mark.parametrize(
    ("line", "name", "factor"),
    [
        ("单位：元", "元", 1),
        ("单位:万元", "万元", 10_000),
        ("单 位：人民币万元", "万元", 10_000),
        ("金额单位：亿元", "亿元", 100_000_000),
        ("收支预算总表（单位：千元）", "千元", 1_000),
        ("编制部门：某局        单位：元", "元", 1),
        ("(万元)", "万元", 10_000),
        ("本表金额单位为万元。", "万元", 10_000),
        ("單位：新臺幣千元", "新台币千元", None),
        ("单位：万美元", "万美元", None),
        ("单位：%", "%", None),
        ("单位：人", "人", None),
        ("(in thousands)", "thousand dollars", None),
        ("Amounts in millions of dollars", "million dollars", None),
    ],
)
def test_a_line_declares_its_unit(line: str, name: str, factor: int | None) -> None:
    unit = find_unit(line)
    assert unit is not None
    assert (unit.name, unit.factor) == (name, None if factor is None else Decimal(factor))


@pytest.mark.parametrize(
    "line", ["单位：元谋县财政局", "单位：某市教育局", "部门：某局", "within the year", "二〇二四年", "2024年部门预算"]
)
def test_a_name_is_no_unit(line: str) -> None:
    assert find_unit(line) is None


def test_of_several_units_a_column_has_the_one_that_it_counts_in() -> None:
    several = find_unit("金额单位：平方米、辆、台（套）")
    assert several is not None
    headers = ("房屋面积", "执法执勤用车", "单价50万元以上通用设备", "其他资产")
    assert [unit_for(several, [header]).name for header in headers] == ["平方米", "辆", "台（套）", ""]
    assert unit_for(unit_named("台/套"), ["房屋面积"]).name == "台/套"


def test_a_unit_may_stand_on_the_next_line() -> None:
    assert find_unit_among(["部门：某局", "单位：", "万元"]) == unit_named("万元")
    assert find_unit_among(["单位：元", "部门：某局"]) == unit_named("元")
    assert find_unit_among([]) is None


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        (("预算数（万元）",), unit_named("万元")),
        (("2024年", "金额(元)"), unit_named("元")),
        (("增减%",), PERCENT),
        (("完成率",), PERCENT),
        (("占比",), PERCENT),
        (("数量",), NO_UNIT),
        (("在职人数",), NO_UNIT),
        (("支出预算", "合计"), None),
    ],
)
def test_a_header_may_name_its_own_unit(path: tuple[str, ...], unit: object) -> None:
    assert find_header_unit(path) == unit


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("141,875,648", "141875648"),
        ("2087959.00", "2087959.00"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("△2.00", "-2.00"),
        ("▲1,000", "-1000"),
        ("-3.5%", "-3.5"),
        ("−12", "-12"),
        ("(1,234)", "-1234"),
        ("（12.00）", "-12.00"),
        ("¥1,200", "1200"),
        ("$-5", "-5"),
        ("1 234 567", "1234567"),
        ("１２", "12"),
        ("1,23", None),
        ("12,3456", None),
        ("12 34", None),
        ("—", None),
        ("…", None),
        ("", None),
        ("2024年", None),
        ("约12", None),
    ],
)
def test_a_figure_is_read_exactly_or_not_at_all(printed: str, value: str | None) -> None:
    assert parse_figure(printed) == (None if value is None else Decimal(value))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_figure_survives_printing(value: Decimal) -> None:
    assert parse_figure(f"{value:,}") == value
    assert parse_figure(str(value)) == value


def test_a_unit_behind_a_figure_is_told_apart() -> None:
    assert split_suffix("12.5万元") == ("12.5", "万元")
    assert split_suffix("3辆") == ("3", "辆")
    assert split_suffix("12.5") == ("12.5", "")
    assert (decimals("1,234.50"), decimals("12")) == (2, 0)


@pytest.mark.parametrize(
    ("label", "name", "unit"),
    [
        ("公务用车保有量（辆）", "公务用车保有量", "辆"),
        ("国内公务接待人次（人）", "国内公务接待人次", "人"),
        ("国内公务接待批次（个）", "国内公务接待批次", "批次"),
        ("因公出国（境）费", "因公出国（境）费", None),
        ("（万元）", "（万元）", None),
        ("账面价值（万元）", "账面价值", "万元"),
        ("车辆（台、辆）", "车辆", "辆"),
        ("办公设备（台/套）", "办公设备", "台（套）"),
    ],
)
def test_the_unit_behind_a_label(label: str, name: str, unit: str | None) -> None:
    left, found = split_label_unit(label)
    assert (left, found.name if found else None) == (name, unit)


@pytest.mark.parametrize(
    ("printed", "value"), [("£1,495.00", "1495.00"), ("(£640)", "-640"), ("€12", "12"), ("£000", None), ("$000", None)]
)
def test_a_figure_may_bear_the_sign_of_its_currency(printed: str, value: str | None) -> None:
    assert parse_figure(printed) == (None if value is None else Decimal(value))
