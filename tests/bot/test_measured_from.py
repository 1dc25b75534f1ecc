"""A form that says what it measures from: rows that rose or fell are held against that; rates of carrying out have their own year."""

from __future__ import annotations

import pytest
from asking import build_store

from bot.pipeline import Bot

TABLES = """# 岭南市2025年政府预算公开表

表1 2025年岭南市一般公共预算收入表
单位：万元
项目\t2024年预算数\t2024年执行数\t执行数为预算数的%\t2025年预算数\t2025年预算数比2024年执行数增长%
一、税收收入\t1000\t900\t90.0\t930\t3.3
增值税\t400\t410\t102.5\t450\t9.8
企业所得税\t300\t270\t90.0\t285\t5.6
契税\t300\t220\t73.3\t195\t-11.4
二、非税收入\t500\t520\t104.0\t510\t-1.9
收入合计\t1500\t1420\t94.7\t1440\t1.4
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("measured")
    path = folder / "岭南市2025年政府预算公开表.txt"
    path.write_text(TABLES, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize("question", ["岭南市2025年哪些税种比上年下降？", "岭南市2025年哪些税种预计下降？"])
def test_what_fell_is_held_against_what_the_form_measures_from(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert [item.label for item in answer.items] == ["契税"]
    assert "执行数" in answer.text


def test_the_plan_of_the_year_before_is_the_base_where_it_is_named(bot: Bot) -> None:
    labels = {item.label for item in bot.ask("岭南市2025年哪些税种比上年预算下降？").items}
    assert labels == {"企业所得税", "契税"}


def test_the_moves_of_one_year_are_not_told_of_another(bot: Bot) -> None:
    assert bot.ask("岭南市2024年哪些税种比上年下降？").status == "not_found"


def test_how_far_a_plan_was_carried_out_is_of_the_year_of_its_outturn(bot: Bot) -> None:
    assert "73.3" in bot.ask("岭南市2024年契税执行数为预算数的百分之多少？").text
    assert "73.3" not in bot.ask("岭南市2025年契税完成预算的百分之多少？").text
