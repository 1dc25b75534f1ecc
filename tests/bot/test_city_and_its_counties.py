"""A city's forms by county, and its own “三公”经费 of two years beside what its report tells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

FORMS = """# 澄湖市2025年政府预算公开表

## 2025年澄湖市对县（市、区）转移支付分地区预算表
单位：万元
地区\t2025年预算数
\t合计\t一般性转移支付\t专项转移支付
东塘区\t300\t200\t100
柳河市\t210\t160\t50
石桥县\t260\t190\t70
南埠县\t240\t150\t90
合计\t1,010\t700\t310

## 2024年澄湖市地方政府债务限额及余额情况表
单位：万元
地区\t2024年债务限额\t2024年末债务余额
市本级\t900\t880
东塘区\t520\t500
柳河市\t640\t630
石桥县\t410\t400
南埠县\t560\t550
澄湖市合计\t3,030\t2,960

## 2025年澄湖市本级财政拨款“三公”经费预算表
单位：万元
项目\t2024年预算数\t2025年预算数\t增长%
因公出国（境）费\t50\t40\t-20.00
公务接待费\t120\t110\t-8.33
公务用车运行维护费\t230\t230\t0.00
合计\t400\t380\t-5.00
"""
REPORT = """# 关于澄湖市2024年预算执行情况和2025年预算草案的报告

## 二、2025年预算草案
市本级财政拨款“三公”经费预算380万元，比上年下降5%。
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("city"), {"预算表.txt": FORMS, "报告.txt": REPORT})


@pytest.mark.parametrize("asked", ["哪个县区拿得最少?一共拿多少", "哪个县区最少?总共拿多少", "哪个县(市、区)最少"])
def test_some_counties_are_cities_and_the_least_is_told_with_its_own_amount(city: Bot, asked: str) -> None:
    answer = city.ask(f"澄湖市2025年对下转移支付,{asked}")
    assert answer.value == Decimal(2100000), answer.text
    assert "柳河市" in answer.text


@pytest.mark.parametrize("counties", ["县(市、区)", "县区", "县市区"])
def test_counties_over_an_amount_are_counted_without_the_city_itself(city: Bot, counties: str) -> None:
    answer = city.ask(f"澄湖市下面有几个{counties}2024年末债务余额超过500万元?")
    assert answer.value == Decimal(2), answer.text
    assert [item.label for item in answer.items] == ["柳河市", "南埠县"]


def test_what_counties_leave_out_anyway_may_be_said(city: Bot) -> None:
    answer = city.ask("澄湖市2024年末债务余额最高的前三个县(市、区)是哪几个?不算市本级")
    assert [item.label for item in answer.items] == ["柳河市", "南埠县", "东塘区"], answer.text


@pytest.mark.parametrize(
    ("asked", "value", "unit"),
    [
        ("下降多少", Decimal(200000), "元"),
        ("下降多少?百分比", Decimal(5), "%"),
        ("减少了百分之几", Decimal(5), "%"),
    ],
)
def test_a_change_is_worked_out_of_the_row_that_prints_both_years(
    city: Bot, asked: str, value: Decimal, unit: str
) -> None:
    answer = city.ask(f"澄湖市本级2025年三公经费预算比2024年预算{asked}")
    assert (abs(answer.value or 0), answer.unit) == (value, unit), answer.text


def test_what_both_parts_are_counted_in_is_no_third_part(city: Bot) -> None:
    answer = city.ask("澄湖市2025年给石桥县和南埠县的转移支付合计多少(一般性+专项都算)")
    assert answer.value == Decimal(5000000), answer.text
