"""A loose wording is taken for the one row whose label holds all its words, which the answer says; any other wording is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

PAPER = """# 青石县气象学院2024年部门预算

项目支出表
单位：万元
项目名称\t合计
学生奖助学金\t120.00
西校区图书楼建设\t800.00
西校区图书楼土建工程\t500.00
教学楼屋顶及外窗维修\t45.00
空调、电梯维修和保养服务\t30.00
合计\t1495.00

政府采购表
单位：元
采购品目\t数量\t单位\t成交金额
气象制式服装\t40\t套\t36,000.00
风廓线雷达\t1\t台\t900,000.00
合计\t\t\t936,000.00
"""


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("college")
    path = folder / "college.txt"
    path.write_text(PAPER, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize(
    ("question", "row", "value"),
    [
        ("青石县气象学院2024年奖学金助学金这个项目安排多少钱？", "学生奖助学金", 1_200_000),
        ("青石县气象学院2024年那个图书楼建设项目一共安排多少？", "西校区图书楼建设", 8_000_000),
        ("青石县气象学院2024年修屋顶外窗安排了多少？", "教学楼屋顶及外窗维修", 450_000),
    ],
)
def test_the_one_row_that_holds_every_word_is_meant(college: Bot, question: str, row: str, value: int) -> None:
    answer = college.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value))
    assert row in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "青石县气象学院2024年国家奖学金安排多少钱？",  # 国家 stands in no row
        "青石县气象学院2024年图书楼装修安排多少钱？",
        "青石县气象学院2024年修空调安排了多少？",  # the row is of lifts, too
        "青石县气象学院2024年食堂建设项目安排多少？",
    ],
)
def test_a_row_of_something_else_is_not_meant(college: Bot, question: str) -> None:
    assert college.ask(question).value is None


def test_the_number_bought_is_asked_for_behind_what_it_cost(college: Bot) -> None:
    answer = college.ask("青石县气象学院2024年买气象制服一共花了多少，买了几套？")
    assert answer.value == Decimal(36_000)
    assert [(item.value, item.unit) for item in answer.items] == [(Decimal(36_000), "元"), (Decimal(40), "套")]
