"""A city's accounts beside the bureau of one of its counties, and a county whose report and forms do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

BUREAU = """# 柳沟县水利局2024年部门决算

## “三公”经费支出表
单位：万元
项目\t决算数
合计\t30.00
公务接待费\t6.00
公务用车运行维护费\t24.00
"""
CITY = """# 平湖市2024年财政决算公开

## 平湖市市级“三公”经费支出决算表
单位：万元
项目\t决算数
合计\t900.00
公务接待费\t200.00
公务用车运行维护费\t700.00
"""
COUNTY = """# 关于柳沟县2024年预算执行情况的报告

## 一、2024年一般公共预算执行情况
教育支出5,200万元，完成预算的98%。

## 表二 柳沟县2024年一般公共预算支出执行情况表
单位：万元
项目\t2024年预算数\t2024年执行数
一般公共预算支出合计\t21,000\t20,000
教育支出\t5,306\t5,100
卫生健康支出\t3,000\t2,900
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"局.txt": BUREAU, "市.txt": CITY, "县.txt": COUNTY}
    yield from bot_over(tmp_path_factory.mktemp("city"), papers)


@pytest.mark.parametrize("body", ["平湖市水利局", "平湖水利局", "平湖市的水利局", "平湖市县水利局"])
def test_a_body_of_a_place_without_its_papers_is_none_of_two_others(bot: Bot, body: str) -> None:
    assert bot.ask(f"{body}2024年公务接待费决算是多少？").status == "not_found"


@pytest.mark.parametrize("body", ["柳沟县水利局", "柳沟县县水利局", "平湖市柳沟县水利局", "县水利局"])
def test_a_body_of_its_own_place_is_itself(bot: Bot, body: str) -> None:
    answer = bot.ask(f"{body}2024年公务接待费决算是多少？")
    assert answer.value == Decimal(60000), answer.text


@pytest.mark.parametrize(
    "asked", ["报告正文里写的和表二里的执行数一样吗？", "正文里和表二里的执行数一致吗？", "表二和正文中的数相同吗"]
)
def test_the_text_is_held_against_the_same_row_of_a_form(bot: Bot, asked: str) -> None:
    answer = bot.ask(f"柳沟县2024年教育支出，{asked}")
    assert answer.truth is False
    assert {cited.value for cited in answer.citations} == {5200, 5100}


def test_a_form_by_its_number_alone_is_no_figure_beside_a_row(bot: Bot) -> None:
    assert "20,000" not in bot.ask("柳沟县2024年教育支出比表二里的执行数多吗").text
