"""Forms called by the numbers that their publishers give them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

OUTTURN = """# 甲县民政局2024年度部门决算

收入决算表
公开02表
部门：甲县民政局\t单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入
208\t社会保障和就业支出\t900\t800
\t合计\t900\t800

支出决算表
公开03表
部门：甲县民政局\t单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
208\t社会保障和就业支出\t700\t300\t400
20802\t民政管理事务\t700\t300\t400
\t合计\t700\t300\t400
"""

REPORT = """# 关于乙县2024年预算执行情况的报告

附表一 2024年乙县一般公共预算收入执行情况表
单位：万元
项目\t执行数
税收收入\t60
非税收入\t40
收入合计\t100

附表二 2024年乙县一般公共预算支出执行情况表
单位：万元
项目\t执行数
教育支出\t70
农林水支出\t50
支出合计\t120
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"民政局2024决算.txt": OUTTURN, "乙县报告.txt": REPORT}
    yield from bot_over(tmp_path_factory.mktemp("numbered"), papers)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("甲县民政局2024年公开03表里社会保障和就业支出的项目支出是多少", 4_000_000),
        ("甲县民政局2024年公开02表里社会保障和就业支出的财政拨款收入是多少", 8_000_000),
        ("乙县2024年附表二的教育支出是多少", 700_000),
        ("乙县2024年附表1里税收收入是多少", 600_000),
    ],
)
def test_a_form_is_known_by_its_number(bot: Bot, question: str, value: int) -> None:
    assert bot.ask(question).value == Decimal(value)


def test_the_number_is_that_of_the_papers_asked_about(bot: Bot) -> None:
    assert bot.ask("甲县民政局2024年附表一的税收收入是多少").status == "not_found"
    assert bot.ask("甲县民政局2024年公开05表里民政管理事务是多少").status == "not_found"


def test_the_number_above_a_form_is_not_its_title(bot: Bot) -> None:
    answer = bot.ask("甲县民政局2024年公开03表里民政管理事务的项目支出是多少")
    assert {citation.table for citation in answer.citations} == {"支出决算表"}
