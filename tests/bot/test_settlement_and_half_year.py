"""A county's report on one year's accounts and the next half year, and a department's outturn beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

REPORT = """# 云江县2024年财政决算（草案）和2025年上半年预算执行情况的报告

一、2024年财政决算情况
（一）一般公共预算
2024年，全县一般公共预算收入完成86,540万元，为预算的101.8%，同比增长4.6%。其中：税收收入52,310万元，增长3.2%；非税收入34,230万元，增长6.8%。
全县一般公共预算支出412,680万元，为调整预算的97.3%，增长5.1%。
收支平衡情况：一般公共预算收入86,540万元，加上级补助收入298,400万元、债务转贷收入31,500万元、上年结转收入9,860万元、调入资金12,700万元，收入总计439,000万元。一般公共预算支出412,680万元，加上解支出8,120万元、债务还本支出7,600万元，支出总计428,400万元。收支相抵，年终结转10,600万元。
（二）政府性基金预算
全县政府性基金收入完成58,200万元，为预算的83.1%，下降21.4%，其中国有土地使用权出让收入51,600万元。政府性基金支出71,300万元，下降9.5%。
（三）国有资本经营预算
国有资本经营预算收入640万元，支出420万元，调出220万元。
（四）社会保险基金预算
社会保险基金收入43,600万元，支出39,800万元，当年收支结余3,800万元，年末滚存结余61,200万元。
（五）政府债务
截至2024年底，全县政府债务限额268,000万元，余额251,300万元，其中：一般债务88,700万元，专项债务162,600万元。

二、2025年上半年预算执行情况
1-6月，全县一般公共预算收入完成45,120万元，为年初预算的50.1%，同比增长3.9%；一般公共预算支出218,460万元，完成年初预算的54.6%，增长6.2%。
政府性基金收入完成18,900万元，为年初预算的29.1%。

附表1 2024年一般公共预算支出决算表
单位：万元
科目\t年初预算\t调整预算\t决算数\t决算数为调整预算的%\t比上年增减%
一般公共服务支出\t46,000\t47,500\t46,980\t98.9\t2.3
公共安全支出\t18,200\t18,900\t18,700\t98.9\t1.8
教育支出\t98,000\t101,600\t100,300\t98.7\t6.4
社会保障和就业支出\t72,000\t75,400\t74,100\t98.3\t7.9
卫生健康支出\t41,000\t43,200\t42,500\t98.4\t-3.1
农林水支出\t68,000\t77,300\t73,900\t95.6\t8.8
交通运输支出\t21,000\t23,400\t22,100\t94.4\t4.0
其他支出\t30,800\t36,830\t34,100\t92.6\t9.7
支出合计\t395,000\t424,130\t412,680\t97.3\t5.1
"""
BUREAU = """# 云江县卫生健康局2024年度部门决算

### 财政拨款“三公”经费支出决算表
公开07表
单位：万元
项目\t预算数\t决算数
合计\t32.00\t24.60
因公出国（境）费\t0.00\t0.00
公务用车购置及运行维护费\t26.00\t21.40
其中：公务用车购置费\t0.00\t0.00
公务用车运行维护费\t26.00\t21.40
公务接待费\t6.00\t3.20
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("county")
    yield from bot_over(folder, {"report.txt": REPORT})


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("bureau")
    yield from bot_over(folder, {"health.txt": BUREAU})


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("云江县2024年一般公共预算收入多少", "865400000", "元"),
        ("2024年税收收入占一般公共预算收入的比重", "60.4460", "%"),
        ("2024年年终结转多少", "106000000", "元"),
        ("2024年政府性基金收入多少", "582000000", "元"),
        ("2024年社会保险基金年末滚存结余", "612000000", "元"),
    ],
)
def test_a_whole_year_is_said_to_be_no_months(county: Bot, question: str, value: str, unit: str) -> None:
    answer = county.ask(question)
    assert (answer.value, answer.unit) == (Decimal(value), unit), answer.text
    assert "1-6月" not in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2025年上半年一般公共预算收入多少", "451200000"),
        ("2025年1-6月政府性基金收入多少", "189000000"),
    ],
)
def test_half_a_year_is_said_to_be_one(county: Bot, question: str, value: str) -> None:
    answer = county.ask(question)
    assert answer.value == Decimal(value), answer.text
    assert "1-6月" in answer.text


def test_half_a_year_is_not_held_against_a_whole_one(county: Bot) -> None:
    answer = county.ask("政府性基金收入为什么下降")
    assert answer.value in (None, Decimal("21.4")), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2024年哪项支出增长最快", "9.7"),
        ("2024年支出里比上年增减%最大的是哪个科目", "9.7"),
        ("2024年决算数为调整预算的%最低的是哪个科目", "92.6"),
    ],
)
def test_rows_are_ranked_by_the_percent_that_the_form_prints(county: Bot, question: str, value: str) -> None:
    answer = county.ask(question)
    assert (answer.value, answer.unit) == (Decimal(value), "%"), answer.text
    assert "其他支出" in answer.text


def test_rows_that_fell_are_those_with_a_negative_percent(county: Bot) -> None:
    text = county.ask("2024年哪些支出下降了").text
    assert "卫生健康支出 3.1%" in text
    assert "教育支出" not in text


@pytest.mark.parametrize("question", ["全县政府债务余额离限额还差多少", "政府债务余额距限额还有多少空间"])
def test_the_room_below_the_limit_of_debt(county: Bot, question: str) -> None:
    assert county.ask(question).value == Decimal(167_000_000)


@pytest.mark.parametrize("question", ["债务余额有多少", "全县政府债务余额是多少"])
def test_the_debt_itself_is_no_room(county: Bot, question: str) -> None:
    assert county.ask(question).value == Decimal(2_513_000_000)


@pytest.mark.parametrize(
    "question", ["公务接待费预算多少，花了多少", "公务接待费预算6万花了多少", "公务接待费花了多少，预算多少"]
)
def test_what_was_planned_and_what_was_spent_are_both_told(bureau: Bot, question: str) -> None:
    text = bureau.ask(question).text
    assert "6.00 万元" in text
    assert "3.20 万元" in text
