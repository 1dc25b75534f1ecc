"""What is a figure in a sentence and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.numerals import parse_han_number
from index.prose_amounts import find_quantities
from index.prose_text import fold_width


def read(text: str) -> list[str]:
    return [f"{quantity.value}{quantity.unit.name}" for quantity in find_quantities(fold_width(text))]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("收入预算14,188万元", ["14188万元"]),
        ("１２，３４５．６元", ["12345.6元"]),
        ("一般公共预算收入100亿元，增长5.6％", ["100亿元", "5.6%"]),
        ("大院宽带服务费28万，根据协议支付", ["28万元"]),
        ("拨付二千万元、三百零五万元", ["20000000元", "3050000元"]),
        ("公务接待10批次，120人次；车辆3辆", ["10批次", "120人次", "3辆"]),
        ("设备2台（套）", ["2台（套）"]),
        ("补助标准500元/人", ["500元/人"]),
        ("房屋2,300.5平方米，占比提高2.5个百分点", ["2300.5平方米", "2.5个百分点"]),
        ("购置设备5万美元", ["5万美元"]),
    ],
)
def test_figures_are_read_with_their_unit(text: str, figures: list[str]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "2023年1月1日至12月31日，共12个月",
        "（国发〔2018〕32号）、（沪商规（2024）2号）第四条",
        "“十四五”时期，第十三次会议，第3项，第12期",
        "1、根据；2.按照；（3）组织；3．其他",
        "全市2千余个居村委，近200家学会，约20万元，10万人左右",
        "单价100万元（含）以上设备，400.00万元以上项目，20万元以下",
        "补助3-5万元，2006—2010—2020年",
        "5G基站、G20峰会、2018年以来、个人所得、10个工作日",
        "预算支出万元，多元化、一元化",
        "科目代码2010101、电话021-12345678",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert read(text) == []


def test_a_lower_bound_of_a_count_counts_but_not_one_of_money() -> None:
    assert read("制作2批次以上，投入20万元以上。") == ["2批次"]


def test_a_unit_of_money_has_its_factor() -> None:
    factors = [quantity.unit.factor for quantity in find_quantities("1万元,2元,3亿元,4%,5个,6元/人")]
    assert factors == [Decimal(10_000), Decimal(1), Decimal(100_000_000), None, None, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [("二千万", 20_000_000), ("三百零五万", 3_050_000), ("一亿二千万", 120_000_000), ("十", 10), ("两万五千", 25_000)],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert parse_han_number(text) == value
