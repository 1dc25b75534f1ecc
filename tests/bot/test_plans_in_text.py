"""Questions of plans, their adjustment and their completion that running text tells, and of lists given a cell a line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.pipeline import Bot
from tests.bot.asking import bot_over

REPORT = """云岭经济技术开发区2023年预算执行情况和2024年预算草案的报告
一、2023年预算执行情况
2023年一般公共预算收入年初预算50000万元，执行中调整为60000万元，实际完成63000万元，为调整预算的105%。
一般公共预算支出30000万元，相当于预算的126%、调整预算数的95%。
政府性基金收入完成9000万元，为调整预算的103%。
2023年财政收支表
单位：万元
收入 |
执行数 |
支出 |
执行数 |
税收收入 |
40000 |
教育支出 |
21000 |
非税收入 |
23000 |
农林水支出 |
9000 |
合计 |
63000 |
合计 |
30000 |
"""
OFFICE = """青溪镇人民政府2024年部门预算说明
一、收入预算情况
2024年收入预算总额780万元，其中：财政拨款收入700万元，其他收入60万元。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("plans"), {"report.txt": REPORT, "office.txt": OFFICE})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云岭经开区2023年一般公共预算支出相当于预算的百分之几", "126"),
        ("云岭2023年一般公共预算支出完成调整预算的百分之几", "95"),
        ("云岭2023年一般公共预算收入完成调整预算的百分之几", "105"),
        ("云岭2023年政府性基金收入完成预算的百分之几", "103"),
        ("云岭2023年一般公共预算收入调整预算比年初预算多百分之多少", "20"),
        ("云岭2023年一般公共预算收入预算调增了百分之多少", "20"),
        ("云岭2023年一般公共预算收入实际完成多少", "630000000"),
        ("云岭2023年教育支出多少", "210000000"),
        ("青溪镇2024年其他收入合计多少", "600000"),
        ("青溪镇2024年财政拨款收入和其他收入合计多少", "7600000"),
    ],
)
def test_a_question_of_plans(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, str(answer.value.quantize(1) if answer.value else "")) == ("answered", value), answer.text


def test_of_no_plan_that_is_not_said(bot: Bot) -> None:
    assert bot.ask("云岭2023年政府性基金收入完成年初预算的百分之几").status != "answered"
