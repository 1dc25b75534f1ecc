"""How many units have some of a thing, the share of one of them in all, and which of two is called 前者 and which 后者."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.model import Answer
from bot.pipeline import Bot

BUREAU = """# 云川市文化局2025年部门预算

## 部门收支总表
单位：万元
收入项目\t预算数\t支出项目\t预算数
一、财政拨款收入\t900.00\t一、文化支出\t900.00
本年收入合计\t900.00\t本年支出合计\t900.00

## 分单位支出预算表
单位：万元
单位名称\t支出合计
云川市文化局本级\t500.00
云川市图书馆\t250.00
云川市文化馆\t150.00
合计\t900.00

## 财政拨款“三公”经费支出情况表
单位：万元
单位名称\t“三公”经费合计\t因公出国（境）费\t公务用车运行维护费\t公务接待费
云川市文化局本级\t30.00\t20.00\t4.00\t6.00
云川市图书馆\t10.00\t5.00\t3.00\t2.00
云川市文化馆\t4.00\t\t4.00\t0.00
合计\t44.00\t25.00\t11.00\t8.00

## 情况说明
纳入2025年部门预算编制范围的预算单位共3个，包括局本级和2个所属单位：云川市图书馆、云川市文化馆。
2025年培训费12.00万元，会议费3.00万元。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("units"), {"文化局.txt": BUREAU})


def last(bot: Bot, talk: str) -> Answer:
    *before, question = talk.split("|")
    return bot.ask(question, history=before)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云川市文化局2025年安排了出国费的预算单位有几家?", 2),
        ("云川市文化局2025年有几个单位安排了因公出国费", 2),
        ("云川市文化局2025年有公务接待费的单位有多少家", 2),
        ("云川市文化局2025年有几家单位有公务用车运行维护费?", 3),
        ("云川市文化局2025年公务接待费超过5万元的有几个单位", 1),
        ("云川市文化局2025年有多少单位的公务接待费超过1万元?", 2),
        ("云川市文化局2025年有几家预算单位?", 3),
    ],
)
def test_the_units_that_have_some_are_counted_and_not_all(bot: Bot, question: str, value: int) -> None:
    assert bot.ask(question).value == value


@pytest.mark.parametrize(
    "question", ["云川市文化局2025年有邮电费的单位有几家", "云川市文化局2025年没有安排出国费的单位有几家"]
)
def test_what_no_form_tells_of_each_unit_is_counted_of_none(bot: Bot, question: str) -> None:
    assert bot.ask(question).value is None


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("云川市图书馆2025年三公经费预算是多少?|那它占全局三公经费的比重是?", "22.7273"),
        ("云川市图书馆2025年三公经费预算是多少?|占全部三公经费的百分之几?", "22.7273"),
        ("云川市图书馆2025年公务接待费是多少?|占三公经费的几成?", "20"),
        ("云川市文化局2025年培训费是多少?|占本年支出合计的百分之几?", "1.3333"),
    ],
)
def test_the_figure_told_before_is_the_part_of_what_is_named_now(bot: Bot, talk: str, value: str) -> None:
    assert last(bot, talk).value == Decimal(value)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云川市文化局2025年培训费和会议费比,前者是后者的几倍?", "4"),
        ("云川市文化局2025年培训费和会议费比,后者是前者的几倍?", "0.25"),
        ("云川市文化局2025年会议费与培训费相比,后者是前者的几倍?", "4"),
        ("云川市文化局2025年培训费、会议费两项,后者占前者的百分之几?", "25"),
    ],
)
def test_who_says_which_of_two_says_which_is_divided(bot: Bot, question: str, value: str) -> None:
    assert bot.ask(question).value == Decimal(value)


def test_of_three_things_none_is_the_latter(bot: Bot) -> None:
    assert bot.ask("云川市文化局2025年培训费、会议费和公务接待费,后者是前者的几倍").value is None


def test_the_units_that_have_some_are_listed(bot: Bot) -> None:
    answer = bot.ask("云川市文化局2025年安排了因公出国费的单位有哪些?")
    assert "图书馆" in answer.text
    assert "文化馆" not in answer.text


def test_no_share_of_a_whole_is_over_all_of_it(bot: Bot) -> None:
    answer = bot.ask("云川市图书馆2025年支出占全局三公经费的百分之几")
    assert answer.value is None or answer.value <= 100
