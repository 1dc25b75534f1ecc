"""Bureaus of one district side by side: shares, the year before as the text tells it, numbers that a question divides by."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

FORM = """# 云岭区{body}2025年部门预算

## 编制说明
2025年，云岭区{body}收入预算{total}万元，其中：财政拨款收入{total}万元，比2024年预算执行数增加60万元；其他收入0万元。
支出预算{total}万元，其中：财政拨款支出预算{total}万元，比2024年预算增加50万元。
财政拨款收入支出增加的主要原因是新增河道保洁项目。
物业管理费40万元，主要用于办公楼保洁。
2025年机关运行经费{running}万元，比2024年预算减少5万元，减少12.50 %。主要原因是口径有所变动。

## 2025年部门收支预算总表
单位：万元
本年收入\t\t本年支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t{total}\t一、基本支出\t{basic}
二、其他收入\t\t二、项目支出\t{projects}
收入总计\t{total}\t支出总计\t{total}

## 2025年部门支出预算总表
单位：万元
科目名称\t合计\t基本支出\t项目支出
城乡社区支出\t{total}\t{basic}\t{projects}
合计\t{total}\t{basic}\t{projects}
"""
PAPERS = {
    "水务.txt": FORM.format(body="水务局", total="200", basic="120", projects="80", running="35"),
    "园林.txt": FORM.format(body="园林局", total="400", basic="100", projects="300", running="35"),
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("districts")
    yield from bot_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "share", "whose"),
    [
        ("云岭区水务局、园林局2025年哪家的项目支出占支出总计的比例最高？比例是多少？", "75", "园林局"),
        ("云岭区水务局和园林局2025年项目支出占支出总计的比重哪个低", "40", "水务局"),
    ],
)
def test_which_bureau_has_the_largest_share(bot: Bot, question: str, share: str, whose: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(share), "%")
    assert whose in answer.text


def test_shares_of_several_bureaus_say_whose_they_are(bot: Bot) -> None:
    answer = bot.ask("云岭区水务局、园林局2025年项目支出占支出总计的比例各是多少")
    assert {item.value for item in answer.items} == {Decimal(40), Decimal(75)}
    assert all(name in answer.text for name in ("水务局", "园林局"))


@pytest.mark.parametrize(
    "question", ["云岭区水务局2024年预算总额是多少", "云岭区水务局2024年预算是多少，根据2025年说明倒推"]
)
def test_the_whole_budget_of_the_year_before_is_told_by_that_of_the_treasury(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(1_500_000))
    assert any("财政拨款" in notice.text for notice in answer.notices)


@pytest.mark.parametrize(
    ("question", "value", "truth"),
    [
        ("云岭区水务局2025年预算比2024年预算增加多少", "500000", None),
        ("云岭区园林局2025年预算比2024年预算翻了一番还多，对不对", "14.2857", False),
    ],
)
def test_a_change_is_of_the_side_that_is_measured_from_what_is_named(
    bot: Bot, question: str, value: str, truth: bool | None
) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.truth) == ("answered", Decimal(value), truth)


def test_a_change_on_what_came_out_says_so(bot: Bot) -> None:
    answer = bot.ask("云岭区水务局2025年财政拨款收入比2024年增加多少")
    assert answer.value == Decimal(600_000)
    assert "上年执行数" in answer.text


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("云岭区水务局2025年物业管理费一年分四次付，平均每次多少万元", "100000"),
        ("云岭区水务局2025年物业管理费分两期拨，一期多少", "200000"),
        ("云岭区水务局2025年物业管理费除以5是多少", "80000"),
    ],
)
def test_an_amount_is_divided_by_the_number_that_the_question_gives(bot: Bot, question: str, each: str) -> None:
    assert bot.ask(question).value == Decimal(each)


@pytest.mark.parametrize("question", ["云岭区水务局2025年物业管理费平均每季度多少", "云岭区水务局2023年预算总额是多少"])
def test_what_no_paper_and_no_question_gives_is_refused(bot: Bot, question: str) -> None:
    assert bot.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    ["云岭区水务局2025年机关运行经费怎么一下子少了一成多？", "云岭区水务局2025年机关运行经费少了，怎么回事"],
)
def test_a_reason_is_found_though_its_sentence_is_printed_with_spaces(bot: Bot, question: str) -> None:
    assert "口径" in bot.ask(question).text


def test_what_money_is_for_is_told_behind_how_much(bot: Bot) -> None:
    answer = bot.ask("云岭区水务局2025年物业管理费安排了多少？主要干什么用的")
    assert answer.value == Decimal(400_000)
    assert "办公楼保洁" in answer.text


def test_a_question_in_traditional_characters_is_read_as_one_in_simplified_ones(bot: Bot) -> None:
    answer = bot.ask("雲嶺區園林局2025年基本支出和項目支出哪個多，多多少")
    assert answer.value == Decimal(2_000_000)
    assert "项目支出更多" in answer.text


@pytest.mark.parametrize("asked", ["那差了多少万？", "差多少"])
def test_how_far_apart_is_asked_of_the_check_before(bot: Bot, asked: str) -> None:
    answer = bot.ask(asked, history=["云岭区园林局2025年项目支出和基本支出一样多吗"])
    assert (answer.value, answer.unit) == (Decimal(2_000_000), "元")


def test_how_far_apart_is_not_told_where_nothing_was_checked(bot: Bot) -> None:
    assert bot.ask("差多少", history=["云岭区园林局2025年项目支出多少"]).status == "not_found"
