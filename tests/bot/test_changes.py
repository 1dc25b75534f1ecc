"""Changes on the year before, worded in several ways, and sums that are said to equal a figure."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from bot.pipeline import Bot
from bot.reading.literals import find_literals


@pytest.mark.parametrize("question", ["三公经费比上年减少多少，百分之多少？", "三公比上一年降了多少，降幅百分之几"])
def test_a_change_and_its_percent_are_one_question(founding_bot: Bot, question: str) -> None:
    answer = founding_bot.ask(question)
    assert answer.status == "answered"
    assert answer.plan["operation"] == "change"
    assert answer.value is not None
    assert answer.value == 31000
    assert "4.02%" in answer.text


def test_parts_said_to_come_to_a_figure_are_added_themselves(founding_bot: Bot) -> None:
    answer = founding_bot.ask("科协大院项目五个子项目加起来等于总资金1067.5万元吗？")
    assert answer.truth is False
    assert "1,041.5" in answer.text
    assert len([citation for citation in answer.citations if citation.fact_id]) == 6


def test_a_figure_is_not_compared_with_itself_where_the_amount_is_another(founding_bot: Bot) -> None:
    answer = founding_bot.ask("科协大院项目五个子项目加起来等于2000万元吗？")
    assert answer.truth is not True


def test_two_names_without_a_word_between_are_added(founding_bot: Bot) -> None:
    apart = founding_bot.ask("水费和电费一共多少？")
    assert apart.value == Decimal(1248000)
    assert founding_bot.ask("水费电费加一块多少钱？").value == apart.value


def test_figures_of_one_row_are_told_apart_by_their_columns(founding_bot: Bot) -> None:
    text = founding_bot.ask("科学技术支出里头项目支出占几成？").text
    shared, whole = re.findall(r"[^（÷]+(?= [\d,]+ 元)", text)
    assert shared.strip() != whole.strip()


def test_a_projects_total_is_named_with_its_project(founding_bot: Bot) -> None:
    assert "科协大院" in founding_bot.ask("科协大院项目总资金是多少？").text


@pytest.mark.parametrize("text", ["24决算项目支出", "24预算", "24年决算"])
def test_two_digits_before_the_kind_of_figures_are_a_year(text: str) -> None:
    years = [sense.value for _, _, sense in find_literals(text, ()) if sense.kind == "year"]
    assert years == ["2024"]


def test_a_figure_in_place_of_a_reason_says_so(founding_bot: Bot) -> None:
    answer = founding_bot.ask("2023年预算为什么增加？")
    assert answer.plan["operation"] == "change"
    assert any("原因" in notice.text for notice in answer.notices)


@pytest.mark.parametrize(
    ("claim", "truth"),
    [
        ("公务用车购置费和上年一样吗？", True),
        ("三公经费与去年持平吗？", False),
        ("三公经费比上年减少3.1万元对吗？", True),
        ("三公经费比上年减少3.2万元对吗？", False),
        ("三公经费比上年增加3.1万元对吗？", False),
        ("三公经费比上年下降4.02%对吗？", True),
        ("三公经费比上年下降4.2%对吗？", False),
        ("三公经费比上年增长4.02%对吗？", False),
        ("财政拨款收入比上年增加超过200万元吗？", True),
        ("财政拨款收入比上年增加超过210万元吗？", False),
        ("财政拨款收入比上年增加至少210万元吗？", True),
        ("财政拨款收入比上年增加不到210万元吗？", False),
    ],
)
def test_what_is_claimed_of_a_change_is_checked_with_its_direction(founding_bot: Bot, claim: str, truth: bool) -> None:
    answer = founding_bot.ask(claim)
    assert (answer.status, answer.truth) == ("answered", truth), answer.text
