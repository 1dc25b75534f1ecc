"""Wordings of many people over a department's accounts: what stays within its plan, subjects of a level added up, what is
carried over, guests of either sort, what a body earns itself, a share of the largest, an amount for each student.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

ACCOUNTS = """# 云川职业学院2024年度单位决算

## 第一部分 单位概况
学院现有教职工60人；全日制在校学生500人。

## 收入决算表
单位：万元
科目代码\t科目名称\t本年收入合计\t财政拨款收入\t事业收入
205\t教育支出\t700.00\t500.00\t200.00
20503\t职业教育\t700.00\t500.00\t200.00
2050305\t高等职业教育\t700.00\t500.00\t200.00
208\t社会保障和就业支出\t50.00\t50.00\t
20805\t行政事业单位养老支出\t50.00\t50.00\t
2080505\t养老保险缴费支出\t30.00\t30.00\t
2080506\t职业年金缴费支出\t20.00\t20.00\t
\t合计\t750.00\t550.00\t200.00

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、财政拨款收入\t550.00\t一、教育支出\t710.00
二、事业收入\t200.00\t二、社会保障和就业支出\t50.00
本年收入合计\t750.00\t本年支出合计\t760.00
年初结转和结余\t40.00\t年末结转和结余\t30.00
收入总计\t790.00\t支出总计\t790.00

## 财政拨款“三公”经费支出决算表
单位：万元
项目\t全年预算数\t决算数
合计\t8.00\t8.00
公务用车运行维护费\t6.00\t6.40
公务接待费\t2.00\t1.60

## 情况说明
公务接待费支出1.60万元，其中：外宾接待支出0.40万元，接待2批次、13人次；其他国内公务接待支出1.20万元，接待16批次、160人次。
教育支出（类）职业教育（款）高等职业教育（项）。年初预算为600.00万元，支出决算为710.00万元，完成年初预算的118.33%。
社会保障和就业支出（类）行政事业单位养老支出（款）养老保险缴费支出（项）。年初预算为32.00万元，支出决算为30.00万元，完成年初预算的93.75%。
社会保障和就业支出（类）行政事业单位养老支出（款）职业年金缴费支出（项）。年初预算为24.00万元，支出决算为20.00万元，完成年初预算的83.33%。
"""

COUNTY = """# 云川县2025年政府预算公开

## 2025年云川县一般公共预算收入预算表
单位：万元
项目\t2024年执行数\t2025年预算数
税收收入\t300.00\t360.00
非税收入\t100.00\t140.00
一般公共预算收入合计\t400.00\t500.00
转移性收入\t600.00\t400.00
收入总计\t1000.00\t900.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("asked"), {"学院.txt": ACCOUNTS})


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ("公务接待费决算是否控制在预算之内？", True),
        ("公务接待费是不是没超预算", True),
        ("公务接待费决算是否没有超过预算", True),
        ("公务接待费超预算了吗", False),
        ("公务用车运行维护费决算是否控制在预算以内", False),
        ("三公经费合计决算是否没有超过预算", True),
    ],
)
def test_what_stays_within_its_plan_is_not_above_it_and_may_be_it(bot: Bot, said: str, truth: bool) -> None:
    assert bot.ask(f"云川职业学院2024年{said}").truth is truth


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("年末结转和结余余额", 300_000),
        ("结转到下年的钱有多少", 300_000),
        ("年末结转和结余比年初少了多少", 100_000),
        ("养老保险缴费支出(2080505)与职业年金缴费支出(2080506)两个项级科目合计支出多少元？", 500_000),
        ("国内接待多少批次", 16),
        ("接待外宾多少批次", 2),
        ("靠自己挣了多少钱", 2_000_000),
        ("学费住宿费这类事业收入共入账多少？", 2_000_000),
        ("本年支出合计摊到每个在校生头上是多少元", 15_200),
    ],
)
def test_figures_as_many_people_ask_for_them(bot: Bot, said: str, value: int) -> None:
    assert bot.ask(f"云川职业学院2024年{said}").value == Decimal(value)


def test_what_fell_short_of_its_plan_of_the_year_before_it_was_changed(bot: Bot) -> None:
    short = bot.ask("云川职业学院2024年哪些科目没有完成年初预算？")
    assert {one.label for one in short.items} == {"养老保险缴费支出", "职业年金缴费支出"}


def test_the_share_of_the_largest_is_told_without_the_word_percent(bot: Bot) -> None:
    told = bot.ask("云川职业学院2024年本年支出中占比最大的是哪一类，占多少？").text
    assert "教育支出" in told
    assert "93.42%" in told


def test_the_income_of_a_fund_is_held_against_its_own_total_and_not_all_that_comes_in(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for bot in bot_over(tmp_path_factory.mktemp("county"), {"云川县2025年政府预算公开.txt": COUNTY}):
        told = bot.ask("云川县2025年一般公共预算收入比2024年执行数增长百分之几")
        assert told.value == Decimal(25)
