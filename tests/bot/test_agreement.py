"""Whether the places that print a figure agree: the text against a form, one form against another; never parts instead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store, cited_values

from bot.pipeline import Bot

PAPER = """# 某县粮食局2024年度部门决算

## 收入支出决算总表
部门：某县粮食局\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t500.00\t一、社会保障和就业支出\t99.99
\t\t二、卫生健康支出\t60.00
\t\t三、粮油物资储备支出\t340.01
本年收入合计\t500.00\t本年支出合计\t500.00
总计\t500.00\t总计\t500.00

## 支出决算表
部门：某县粮食局\t单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
208\t社会保障和就业支出\t100.00\t100.00\t
20805\t行政事业单位养老支出\t100.00\t100.00\t
2080505\t机关事业单位基本养老保险缴费支出\t70.00\t70.00\t
2080506\t机关事业单位职业年金缴费支出\t30.00\t30.00\t
210\t卫生健康支出\t60.00\t60.00\t
21011\t行政事业单位医疗\t60.00\t60.00\t
2101101\t行政单位医疗\t60.00\t60.00\t
222\t粮油物资储备支出\t340.01\t200.00\t140.01
22201\t粮油物资事务\t340.01\t200.00\t140.01
2220101\t行政运行\t340.01\t200.00\t140.01
合计\t\t500.01\t360.00\t140.01

## 决算情况说明
1、“社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）”支出决算为300.00万元，主要用于缴纳职业年金。
2、“卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）”支出决算为60.00万元，主要用于缴纳医疗保险。
"""


@pytest.fixture(scope="module")
def granary(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("granary")
    path = folder / "granary.txt"
    path.write_text(PAPER, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize(
    "question",
    [
        "机关事业单位职业年金缴费支出正文和表格数字对得上吗",
        "职业年金缴费支出正文和表格一致吗",
        "职业年金缴费支出说明里写的和表里的一样吗",
        "某县粮食局2024年机关事业单位职业年金缴费支出文字说明和报表是否一致",
        "机关事业单位职业年金缴费支出在情况说明与支出决算表里一致吗",
    ],
)
def test_what_the_text_says_is_held_against_the_form(granary: Bot, question: str) -> None:
    answer = granary.ask(question)
    assert (answer.status, answer.truth) == ("answered", False), answer.text
    assert sorted(cited_values(answer)) == [Decimal(300_000), Decimal(3_000_000)]


@pytest.mark.parametrize("question", ["行政单位医疗正文和表格一致吗", "行政单位医疗的说明与支出决算表是否相符"])
def test_text_and_form_that_print_one_figure_agree(granary: Bot, question: str) -> None:
    answer = granary.ask(question)
    assert answer.truth is True, answer.text
    assert cited_values(answer) == [Decimal(600_000)] * 2


@pytest.mark.parametrize(
    "question",
    [
        "社会保障和就业支出在收入支出决算总表和支出决算表里一致吗",
        "收入支出决算总表与支出决算表中的社会保障和就业支出相符吗",
    ],
)
def test_one_form_is_held_against_another(granary: Bot, question: str) -> None:
    answer = granary.ask(question)
    assert (answer.status, answer.truth) == ("answered", False), answer.text
    assert sorted(cited_values(answer)) == [Decimal(999_900), Decimal(1_000_000)]
    assert "0.01 万元" in answer.text


def test_a_figure_that_the_text_does_not_print_is_not_answered_by_its_parts(granary: Bot) -> None:
    answer = granary.ask("粮油物资事务正文和表格一致吗")
    assert (answer.status, answer.truth, answer.value) == ("not_found", None, None), answer.text


@pytest.mark.parametrize("word", ["一样多吗", "一样多", "相等吗", "是不是一样大"])
def test_two_figures_said_to_be_the_same_are_not_added_up(granary: Bot, word: str) -> None:
    answer = granary.ask(f"社会保障和就业支出和卫生健康支出{word}")
    assert answer.truth is False, answer.text
    assert not any(step in answer.text for step in ("分项之和", "+"))


@pytest.mark.parametrize("question", ["某县粮食局2024年有多少粮油物资", "某县粮食局2024年有多少粮油"])
def test_how_many_of_a_thing_is_no_amount_of_money(granary: Bot, question: str) -> None:
    answer = granary.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


def test_how_much_money_for_a_thing_is(granary: Bot) -> None:
    assert granary.ask("某县粮食局2024年粮油物资事务花了多少").value == Decimal(3_400_100)
