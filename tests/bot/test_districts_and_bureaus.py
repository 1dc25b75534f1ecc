"""A city, a district of it and bureaus of the district: whose figure is meant, and which of them are taken together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

CITY = """# 关于临江市2025年预算（草案）的报告

编制单位：临江市财政局

## 2025年全市一般公共预算收入表
单位：万元
项目\t2024年执行数\t2025年预算数\t增长%
一般公共预算收入\t480,000\t500,000\t4.2
税收收入\t300,000\t320,000\t6.7
非税收入\t180,000\t180,000\t0.0
"""
DISTRICT = """# 关于临江市南屏区2025年预算（草案）的报告

编制单位：南屏区财政局

## 2025年南屏区一般公共预算收入表
单位：万元
项目\t2024年执行数\t2025年预算数
一般公共预算收入\t100,000\t110,000
税收收入\t70,000\t75,000
非税收入\t30,000\t35,000
"""


def _bureau(name: str, total: int, before: int, reception: int) -> str:
    way, rate = ("增加", "增长") if total > before else ("减少", "下降")
    percent = Decimal(abs(total - before)) / before * 100
    return f"""# 南屏区{name}2025年部门预算

## 部门收支总体情况表
单位：万元
项目\t2025年预算数
本年收入合计\t{total:,}.00
本年支出合计\t{total:,}.00

## 部门预算说明
2025年南屏区{name}收入预算{total:,}.00万元，比上年{way}{abs(total - before):,}.00万元，{rate}{percent:.2f}%。
2025年“三公”经费预算{reception}.00万元，其中：公务接待费{reception}.00万元。
"""


PAPERS = {
    "city.txt": CITY,
    "district.txt": DISTRICT,
    "finance.txt": _bureau("财政局", 1200, 1000, 12),
    "water.txt": _bureau("水务局", 900, 1000, 8),
    "culture.txt": _bureau("文化和旅游局", 600, 540, 5),
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("district")
    yield from bot_over(folder, PAPERS)


def test_a_report_of_a_government_is_not_the_finance_bureau_s_that_wrote_it(bot: Bot) -> None:
    owners = {document.organisation for document in bot.documents()}
    assert owners == {"临江市", "临江市南屏区", "南屏区财政局", "南屏区水务局", "南屏区文化和旅游局"}


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("南屏区2025年一般公共预算收入占全市的百分之几", "22", "%"),
        ("南屏区2025年税收收入多少", "750000000", "元"),
        ("临江市2025年税收收入多少", "3200000000", "元"),
        ("南屏区财政局2025年收入预算多少", "12000000", "元"),
        ("南屏区文旅局2025年公务接待费多少", "50000", "元"),
    ],
)
def test_each_is_asked_for_by_its_own_name(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "三个局（财政局、水务局、文旅局）2025年收入预算加起来是多少",
        "南屏区三个局2025年收入预算合计多少",
        "财政局、水务局和文旅局三个局2025年收入预算一共多少",
        "南屏区财政、水务、文旅三个局2025年收入预算合计",
    ],
)
def test_bureaus_are_added_up_by_number_and_by_name(bot: Bot, question: str) -> None:
    assert bot.ask(question).value == Decimal(27_000_000)


def test_two_bureaus_that_are_named_are_two(bot: Bot) -> None:
    assert bot.ask("财政局和水务局两个局2025年收入预算合计多少").value == Decimal(21_000_000)


@pytest.mark.parametrize("question", ["南屏区两个局2025年收入预算合计多少", "四个局里哪个2025年收入预算最多"])
def test_another_number_of_bureaus_than_is_held_is_refused(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


@pytest.mark.parametrize(
    ("question", "value", "unit", "name"),
    [
        ("哪个局2025年收入预算最多", "12000000", "元", "财政局"),
        ("三个部门里哪个2025年收入预算最少", "6000000", "元", "文化和旅游局"),
        ("收入预算增幅最大的是哪个局", "20", "%", "财政局"),
    ],
)
def test_a_government_is_none_of_the_bodies_that_are_ranked(
    bot: Bot, question: str, value: str, unit: str, name: str
) -> None:
    answer = bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(value), unit), answer.text
    assert name in answer.text
    assert "临江市" not in answer.text


def test_the_average_of_the_departments_is_over_these_alone(bot: Bot) -> None:
    assert bot.ask("三个部门2025年收入预算平均多少").value == Decimal(9_000_000)


def test_which_bureau_fell_is_told_with_how_far(bot: Bot) -> None:
    answer = bot.ask("南屏区哪家局2025年收入预算减少了")
    assert "水务局 100" in answer.text
    assert "财政局" not in answer.text
