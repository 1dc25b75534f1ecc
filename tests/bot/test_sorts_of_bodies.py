"""Schools, kindergartens and the like of one department: taken together, ranked, and each goal with its figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 临江市南屏区教育局2025年部门预算

## 部门收入总体情况表
单位：万元
单位名称\t合计\t一般公共预算拨款\t财政专户拨款
合计\t1,000.00\t800.00\t200.00
南屏区教育局\t300.00\t300.00\t
南屏区第一小学\t210.00\t200.00\t10.00
南屏区桥头小学\t190.00\t180.00\t10.00
南屏区机关幼儿园\t120.00\t60.00\t60.00
南屏区桥头幼儿园\t180.00\t60.00\t120.00

## 预算说明
2025年部门收入预算1,000.00万元，支出预算1,000.00万元，其中年末结转和结余20.00万元。收入支出总计与上年相比，减少50.00万元，下降4.76%，主要原因是基建项目完工。
2025年南屏区教育局本级及4个公益一类事业单位的机关运行经费85.50万元，比上年增加5.50万元，增长6.88%。

## 项目支出绩效目标表
单位：万元
项目名称\t校舍维修项目
项目资金\t80.00
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t维修校舍面积\t≥1200平方米
产出指标\t成本指标\t每平方米维修标准\t≤650元
满意度指标\t服务对象满意度\t师生满意度\t≥95%
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("sorts")
    yield from bot_over(folder, {"nanping.txt": PAPER})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("南屏区教育局两所小学2025年预算合计多少？", "4000000"),
        ("两所公办幼儿园2025年财政专户拨款加起来是多少？", "1800000"),
        ("南屏区幼儿园里2025年预算最多的是哪所，多少钱", "1800000"),
        ("各小学里哪所2025年预算最少？", "1900000"),
    ],
)
def test_bodies_of_one_sort_are_taken_together(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), "元"), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "南屏区三所小学2025年预算合计多少？",  # there are two
        "两所民办幼儿园2025年财政专户拨款加起来是多少？",  # of private ones nothing is said
        "两所中学2025年预算合计多少？",
    ],
)
def test_a_sort_that_the_paper_does_not_hold_so_is_refused(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("南屏区教育局2025年校舍维修项目的维修校舍面积指标值是多少", "1200", "平方米"),
        ("校舍维修项目2025年每平方米维修标准是多少钱", "650", "元"),
        ("校舍维修项目2025年师生满意度目标值定的多少", "95", "%"),
    ],
)
def test_a_row_of_goals_gives_its_figure(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit), answer.text


def test_a_goal_in_things_is_no_amount_of_money(bot: Bot) -> None:
    answer = bot.ask("2025年南屏区教育局维修校舍面积花了多少钱")
    assert answer.value is None, answer.text


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("南屏区教育局2025年收入支出总计比上年减少多少？", "500000", "元"),
        ("南屏区教育局2025年收入支出总计比上年下降百分之几，为什么？", "-4.76", "%"),
        ("南屏区教育局2025年机关运行经费是多少？", "855000", "元"),
    ],
)
def test_what_a_comparison_names_is_what_moved(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.value, answer.unit) in {(Decimal(value), unit), (-Decimal(value), unit)}, answer.text


def test_the_item_before_a_comparison_is_not_said_to_have_moved(bot: Bot) -> None:
    assert bot.ask("南屏区教育局2025年年末结转和结余比上年减少多少？").status == "not_found"


NESTED = """# 临江市北原区教育局2025年部门预算

## 部门收入总表
单位：万元
单位代码\t单位名称\t合计\t一般公共预算\t财政专户管理资金
\t合计\t2,150.00\t2,050.00\t100.00
401\t北原区教育局\t2,150.00\t2,050.00\t100.00
401001\t北原区教育局（机关）\t900.00\t900.00\t
401002\t北原区电教中心\t100.00\t100.00\t
401003\t北原区实验小学\t310.00\t310.00\t
401004\t河西小学\t240.00\t240.00\t
401005\t柳林小学\t150.00\t150.00\t
401006\t临江市第五中学（高中部）\t290.00\t230.00\t60.00
401007\t河西幼儿园\t160.00\t120.00\t40.00

## 政府采购预算表
单位：万元
项目名称\t合计
合计\t55.00
教室护眼灯更新\t35.00
食堂食材配送\t20.00

## 项目绩效目标表
项目名称\t指标\t指标值
垃圾清运费\t清运垃圾量\t≥60万吨
"""


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("nested")
    yield from bot_over(folder, {"beiyuan.txt": NESTED})


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("北原区教育局2025年哪两所小学预算最多？", ["北原区实验小学", "河西小学"]),
        ("北原区教育局每所小学2025年预算是多少？", ["北原区实验小学", "河西小学", "柳林小学"]),
        ("北原区教育局2025年预算排前两名的小学是哪几所？", ["北原区实验小学", "河西小学"]),
        ("北原区教育局下属哪些学校2025年有财政专户管理资金收入？", ["临江市第五中学（高中部）", "河西幼儿园"]),
        ("北原区教育局2025年哪些单位有财政专户管理资金收入？", ["临江市第五中学（高中部）", "河西幼儿园"]),
        ("北原区教育局2025年预算最多的两个单位是哪些？", ["北原区教育局（机关）", "北原区实验小学"]),
        ("北原区教育局下面哪两家单位2025年的钱最多？", ["北原区教育局（机关）", "北原区实验小学"]),
    ],
)
def test_the_units_asked_for_are_listed_without_the_department_above_them(
    nested: Bot, question: str, names: list[str]
) -> None:
    answer = nested.ask(question)
    assert sorted(item.label for item in answer.items) == sorted(names), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("北原区教育局2025年哪所小学预算最多？", "3100000"),
        ("北原区教育局2025年预算最少的小学是哪所？", "1500000"),
        ("北原区教育局哪个单位2025年预算最少？", "1000000"),  # the bureau is no sort of its units
        ("北原区教育局里哪个单位2025年预算最少？", "1000000"),
        ("北原区教育局2025年哪所学校预算最多？", "3100000"),  # neither the bureau nor its centre
        ("北原区教育局2025年3所小学（实验、河西、柳林）的预算加起来是多少？", "7000000"),
        ("我们公司做食材配送的。北原区教育局2025年有没有这方面的采购，预算给了多少？", "200000"),
    ],
)
def test_a_sort_of_units_and_of_purchases_gives_its_figure(nested: Bot, question: str, value: str) -> None:
    answer = nested.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), "元"), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "北原区教育局2025年的钱有多少不是区里自己出的？",
        "北原区教育局2025年清运一吨垃圾要花多少钱？",
        "听说北原区教育局2025年添了架无人机，有没有这回事？要是有，花了多少",
        "我家开校车厂。北原区教育局2025年有没有相关采购计划？预算金额多少？",
    ],
)
def test_what_is_asked_of_something_else_gets_no_figure(nested: Bot, question: str) -> None:
    answer = nested.ask(question)
    assert answer.value is None, answer.text
