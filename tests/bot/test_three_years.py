"""Three years' budgets of one bureau: over the years, against each other, and the unit within it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot


def _paper(year: int, basic: int, projects: int, abroad: str, cars: str, reception: str) -> str:
    total = basic + projects
    trips = Decimal(abroad) + Decimal(cars) + Decimal(reception)
    return f"""# 北岸区应急管理局{year}年部门预算

## 收支预算总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一般公共预算拨款\t{total:,}.00\t基本支出\t{basic:,}.00
\t\t项目支出\t{projects:,}.00
收入总计\t{total:,}.00\t支出总计\t{total:,}.00

## “三公”经费预算表
单位：万元
项目\t{year}年预算数
合计\t{trips}
因公出国（境）费\t{abroad}
公务用车购置及运行费\t{cars}
公务接待费\t{reception}

## 部门支出总表
单位：万元
单位名称\t合计\t基本支出\t项目支出
合计\t{total:,}.00\t{basic:,}.00\t{projects:,}.00
北岸区应急管理局本级\t{total - 400:,}.00\t{basic - 300:,}.00\t{projects - 100:,}.00
北岸区应急救援大队\t400.00\t300.00\t100.00
"""


PAPERS = {
    "2023.txt": _paper(2023, 900, 600, "0.00", "20.00", "3.00"),
    "2024.txt": _paper(2024, 960, 660, "0.00", "18.00", "2.50"),
    "2025.txt": _paper(2025, 980, 600, "5.00", "18.00", "2.00"),
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("years")
    yield from bot_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("应急局三年的项目支出合计", "18600000", "元"),
        ("应急局三年的项目支出加起来多少", "18600000", "元"),
        ("三年平均支出预算", "15666666.6667", "元"),
        ("应急局公务接待费哪年最高", "30000", "元"),
        ("应急局2025年收入预算比2023年多多少", "800000", "元"),
        ("2025年三公经费比2024年增加多少", "45000", "元"),
        ("应急救援大队2025年基本支出多少", "3000000", "元"),
        ("局本级2024年项目支出", "5600000", "元"),
        ("2025年支出总计多少", "15800000", "元"),
        ("2025年三公经费占支出预算的比例", "1.5823", "%"),
    ],
)
def test_a_figure_over_the_years(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit), answer.text


def test_each_year_is_told(bot: Bot) -> None:
    answer = bot.ask("应急管理局这几年支出预算变化情况")
    assert [one.value for one in answer.citations] == [1500, 1620, 1580]


@pytest.mark.parametrize(
    ("question", "points"),
    [
        ("2025年基本支出占比比上年提高了多少个百分点", "2.7661"),
        ("2025年基本支出占比比上年下降了多少个百分点", "-2.7661"),
    ],
)
def test_points_of_a_share_are_no_growth_of_the_amount(bot: Bot, question: str, points: str) -> None:
    answer = bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(points), "个百分点")


def test_points_of_a_share_between_years_before_the_verb_are_no_growth_either(bot: Bot) -> None:
    assert bot.ask("基本支出占比2025年比2024年提高几个百分点").unit in (None, "个百分点")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2024年公务接待费从多少减少到多少？", ["25000", "30000"]),
        ("2023年到2024年公务接待费从多少变到多少？", ["25000", "30000"]),
        ("2025年项目支出比上年从多少调整到多少？", ["6000000", "6600000"]),
    ],
)
def test_from_how_much_to_how_much_is_told_of_two_years(bot: Bot, question: str, values: list[str]) -> None:
    answer = bot.ask(question)
    assert answer.plan["operation"] == "change"
    assert [item.value for item in answer.items] == list(map(Decimal, values))


@pytest.fixture(scope="module")
def gappy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """Papers of three years that do not follow each other."""
    years = {2018: "3.00", 2021: "2.50", 2024: "2.00"}
    papers = {f"{year}.txt": _paper(year, 900, 600, "0.00", "20.00", spent) for year, spent in years.items()}
    yield from bot_over(tmp_path_factory.mktemp("gaps"), papers)


@pytest.mark.parametrize(
    "question",
    [
        "近三年公务接待费一共多少？",
        "近三年公务接待费平均每年多少？",
        "近三年公务接待费哪年最高？",
        "近三年公务接待费年均增长多少？",
        "近三年公务接待费逐年下降吗？",
    ],
)
def test_the_last_three_years_are_not_any_three(gappy: Bot, question: str) -> None:
    answer = gappy.ask(question)
    assert (answer.status, answer.value, answer.truth) == ("not_found", None, None)
    assert "2022、2023年" in answer.text


def test_a_listing_of_the_last_years_says_which_are_lacking(gappy: Bot) -> None:
    answer = gappy.ask("近三年公务接待费变化趋势如何？")
    assert [item.label for item in answer.items] == ["2018年", "2021年", "2024年"]
    assert any("2022、2023年" in notice.text for notice in answer.notices)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("应急局2023到2025三年公务接待费一共安排了多少预算", "75000"),
        ("应急局2023至2025年项目支出共计多少", "18600000"),
        ("应急局2023、2024、2025年支出总计分别是多少，是涨还是跌？", "800000"),
        ("应急局2025年公务接待费和因公出国费差多少", "30000"),
        ("应急局2025年公务接待费、因公出国费各多少，多出多少", "30000"),
        ("应急局2025年公务接待费比因公出国费多多少", "-30000"),
    ],
)
def test_years_together_and_differences_of_no_direction(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize("question", ["应急局2022到2025年公务接待费一共多少", "应急局2022至2025年项目支出共计多少"])
def test_a_year_that_is_lacking_is_not_left_out_of_a_sum(bot: Bot, question: str) -> None:
    assert bot.ask(question).value is None


def test_years_that_are_not_added_are_told_each(bot: Bot) -> None:
    answer = bot.ask("应急局2023到2025年公务接待费多少")
    assert [item.value for item in answer.items] == [30000, 25000, 20000], answer.text


@pytest.mark.parametrize(
    "question",
    [
        "应急局近三年（23、24、25）部门预算平均每年多少",
        "应急局2023到2025年部门预算平均每年多少",
        "应急局近三年部门预算平均每年多少",
    ],
)
def test_the_mean_of_whole_budgets(bot: Bot, question: str) -> None:
    assert bot.ask(question).value == Decimal("15666666.6667")


@pytest.mark.parametrize(
    "question",
    ["查一下应急局2025年：收入预算、公务接待费、项目支出", "应急局2025年的收入预算、公务接待费、项目支出分别多少"],
)
def test_figures_listed_are_each_told(bot: Bot, question: str) -> None:
    assert [item.value for item in bot.ask(question).items] == [15_800_000, 20_000, 6_000_000]
