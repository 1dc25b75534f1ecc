"""A city's report and the workbook of its forms: what the one says against the other, and forms in two parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

REPORT = """关于柳浦市2024年预算执行情况和2025年预算草案的报告
柳浦市财政局
一、2024年预算执行情况
市本级“三公”经费支出512万元，比预算减少5%。市本级会议费支出96万元。
市本级年初安排预备费3.00亿元，实际动用1.60亿元，其中：用于“8·21”山洪抢险救灾0.90亿元，防汛物资补充0.70亿元。
"""
FORMS = """柳浦市2024年预算执行情况和2025年预算（草案）附表

市本级“三公”经费预算表
单位：万元
项目\t2024年预算数\t2024年执行数\t2025年预算数
合计\t560\t524\t530
因公出国（境）费\t60\t44\t50
公务接待费\t200\t180\t180
公务用车购置及运行费\t300\t300\t300

市本级政府性基金预算收支表
单位：万元
一、收入部分
项目\t2024年执行数\t2025年预算数
土地出让收入\t8,000\t8,200
车辆通行费收入\t500\t510
本级收入合计\t8,500\t8,710
二、支出部分
项目\t2024年执行数\t2025年预算数
城乡社区支出\t7,000\t7,300
交通运输支出\t480\t500
本级支出合计\t7,480\t7,800
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("liupu")
    yield from bot_over(folder, {"柳浦市2025年报告.txt": REPORT, "柳浦市2025年附表.txt": FORMS})


@pytest.mark.parametrize(
    "question",
    [
        "柳浦市本级2024年“三公”经费执行数，报告正文和附表里的数一致吗？",
        "柳浦市本级2024年三公经费正文和附表一致吗",
    ],
)
def test_what_the_report_says_is_held_against_the_form_of_that_thing(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.truth) == ("answered", False), answer.text
    assert "512" in answer.text
    assert "524" in answer.text


def test_the_second_part_of_a_form_has_its_title_and_unit(bot: Bot) -> None:
    answer = bot.ask("柳浦市本级2025年政府性基金预算的交通运输支出是多少？")
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(5_000_000), "元"), answer.text


def test_digits_of_a_name_are_no_figures(bot: Bot) -> None:
    answer = bot.ask("柳浦市本级2024年预备费用于山洪救灾多少？")
    assert (answer.status, answer.value) == ("answered", Decimal(90_000_000)), answer.text


BONDS = """柳浦市2024年新增专项债券项目安排表
单位：万元
序号\t项目名称\t主管部门\t项目领域\t发行金额\t已支出金额\t期限（年）\t利率（%）
1\t北岸水厂二期\t市水务局\t生态环保\t5,000\t3,200\t20\t2.31
2\t港口仓储园\t市交通运输局\t交通设施\t8,000\t8,000\t15\t2.18
3\t职业学校实训楼\t市教育局\t社会事业\t2,400\t1,100\t10\t1.96
4\t老街管网改造\t市住房建设局\t生态环保\t1,800\t900\t15\t2.05
"""


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("柳浦市北岸水厂二期的利率是多少？", "2.31", "%"),
        ("柳浦市职业学校实训楼那个专项债是几年期的？", "10", "年"),
        ("柳浦市北岸水厂二期的专项债还有多少没花出去？", "18000000", "元"),
        ("柳浦市职业学校实训楼的专项债券还剩多少没支出？", "13000000", "元"),
    ],
)
def test_a_bond_is_told_by_its_project(tmp_path: Path, question: str, value: str, unit: str) -> None:
    for bot in bot_over(tmp_path, {"柳浦市2024年债券.txt": BONDS}):
        answer = bot.ask(question)
        assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit), answer.text
