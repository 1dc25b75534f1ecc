"""Figures of two or three bodies, each of its own year, kind and level; and a header over changes that only compares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_over

from bot.pipeline import Bot

BUREAU = """# 云川市文化局2025年部门预算

## 部门收支总表
单位：万元
收入项目\t预算数\t支出项目\t预算数
一、财政拨款收入\t900.00\t一、文化支出\t900.00
本年收入合计\t900.00\t本年支出合计\t900.00

## 一般公共预算支出表
单位：万元
科目编码\t科目名称\t2024年预算数\t2025年预算数\t2025年比2024年
科目编码\t科目名称\t2024年预算数\t2025年预算数\t增减额
207\t文化旅游体育与传媒支出\t750.00\t900.00\t150.00
20701\t文化和旅游\t750.00\t900.00\t150.00
2070104\t图书馆\t400.00\t500.00\t100.00
2070109\t群众文化\t250.00\t210.00\t-40.00
2070111\t文化创作与保护\t100.00\t190.00\t90.00
\t合计\t750.00\t900.00\t150.00

## 情况说明
2025年培训费12.00万元。
"""
SCHOOL = """# 云川市青石区竹林小学校2024年度单位决算

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、财政拨款收入\t450.00\t一、教育支出\t450.00
本年收入合计\t450.00\t本年支出合计\t450.00

## 情况说明
2024年培训费30.00万元。
"""
COUNTY = """# 东岭县2025年预算执行情况表

## 2025年东岭县一般公共预算支出执行情况表(全县)
单位：万元
项目\t2025年预算数\t2025年执行数
教育支出\t800\t900
农林水支出\t300\t320
支出合计\t1100\t1220
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"文化局.txt": BUREAU, "学校.txt": SCHOOL, "县.txt": COUNTY}
    yield from bot_over(tmp_path_factory.mktemp("years"), papers)


@pytest.mark.parametrize("end", ["从高到低排一排", "从高到低排序，统一成万元", "从大到小排列"])
def test_each_body_is_ranked_with_the_figure_of_its_own_year(bot: Bot, end: str) -> None:
    answer = bot.ask(f"把云川市文化局(2025预算)、竹林小学(2024决算)的培训费{end}")
    assert [line.value for line in answer.items] == [300000, 120000] or "30" in answer.text.split("12")[0]
    assert "竹林小学" in answer.text.splitlines()[1]


def test_a_kind_belongs_to_the_body_that_it_is_said_of(bot: Bot) -> None:
    asked = "东岭县2025年全县教育支出执行数是竹林小学2024年度支出合计的多少倍？"
    assert bot.ask(asked).value == bot.ask("东岭县2025年教育支出执行数是竹林小学2024年支出合计的几倍？").value == 2


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云川市文化局2025年图书馆支出比2024年多多少？", 1000000),
        ("云川市文化局2025年群众文化支出比2024年少多少？", 400000),
    ],
)
def test_a_header_over_changes_is_no_name_of_what_is_asked(bot: Bot, question: str, value: int) -> None:
    assert bot.ask(question).value == value


def test_the_largest_fall_is_found_beside_such_a_header(bot: Bot) -> None:
    answer = bot.ask("云川市文化局2025年一般公共预算各项级科目里，比2024年减少最多的是哪一个？")
    assert "群众文化" in answer.text
    assert "图书馆" not in answer.text
