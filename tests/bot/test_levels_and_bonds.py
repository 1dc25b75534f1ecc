"""A city's figures by level, what its own and all of the city's moved by; its bonds, its reserve, and a town beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

FORMS = """# 槐川市2025年预算草案附表

## 2024年全市一般公共预算收入执行情况表
单位：万元
项目\t2023年决算数\t2024年预算数\t2024年执行数\t执行数为预算%\t比上年增减%
税收收入\t700\t760\t735\t96.7\t5.0
国有资本经营收入\t20\t20\t30\t150.0\t50.0
一般公共预算收入合计\t1,000\t1,040\t1,030\t99.0\t3.0

## 2025年全市一般公共预算收支预算表
单位：万元
收入\t\t\t\t支出
项目\t2024年执行数\t2025年预算数\t增减%\t项目\t2024年执行数\t2025年预算数\t增减%
税收收入\t735\t750\t2.0\t教育支出\t400\t440\t10.0
非税收入\t295\t310\t5.1\t农林水支出\t600\t630\t5.0
收入合计\t1,030\t1,060\t2.9\t支出合计\t1,000\t1,070\t7.0

## 2025年市本级一般公共预算支出预算表
单位：万元
科目编码\t科目名称\t2024年执行数\t2025年预算数\t增减额\t增减%
205\t教育支出\t100\t102\t2\t2.0
213\t农林水支出\t150\t150\t0\t0.0
\t合计\t250\t252\t2\t0.8

## 市本级政府性基金预算收入表
单位：万元
项目\t2024年预算数\t2024年执行数\t2025年预算数\t2025年比2024年执行数增减%
土地出让收入\t900\t600\t630\t5.0
收入合计\t900\t600\t630\t5.0

## 市本级国有资本经营预算收入表
单位：万元
项目\t2024年执行数\t2025年预算数
利润收入\t55\t60
收入合计\t55\t60

## 全市社会保险基金预算表
单位：万元
险种\t2024年执行\t\t\t2024年末滚存结余
\t收入\t支出\t当年收支结余\t
企业职工基本养老保险基金\t-\t-\t-\t-
工伤保险基金\t50\t45\t5\t70
失业保险基金\t40\t25\t15\t90
合计\t90\t70\t20\t160

## 2024年新增专项债券项目安排表
单位：万元
序号\t项目名称\t2024年安排债券资金
1\t第三医院迁建工程\t30
2\t北岸污水处理厂二期\t20
\t合计\t50
"""
REPORT = """关于槐川市2024年预算执行情况和2025年预算草案的报告
槐川市财政局

一、2024年预算执行情况
全市一般公共预算收入1030万元，税收收入占一般公共预算收入的比重为71.4%，比上年提高1.4个百分点。
市本级年初安排预备费30万元，实际动用21万元，其中防汛抢险15万元。
截至2024年末，全市政府债务限额500万元，余额460万元。2024年新增政府债券90万元，其中一般债券20万元，专项债券70万元。
"""
TOWN = """柳溪镇2024年财政预算执行情况和2025年财政预算（草案）的报告
柳溪镇财政所

一、2024年财政预算执行情况
2024年，全镇一般公共预算收入800万元，增长3%。全镇财政支出700万元。

二、2025年财政预算（草案）
2025年全镇一般公共预算收入预期820万元。全镇财政支出预算安排720万元。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"槐川市附表.txt": FORMS, "槐川市报告.txt": REPORT, "柳溪镇报告.txt": TOWN}
    yield from bot_over(tmp_path_factory.mktemp("huaichuan"), papers)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("槐川市2025年教育支出增长多少", Decimal(400000)),
        ("槐川市2025年教育支出增长百分之几", Decimal(10)),
        ("槐川市2025年市本级教育支出增长多少", Decimal(20000)),
        ("槐川市2025年土地出让收入比上年增长多少", Decimal(300000)),
        ("槐川市2025年土地出让收入比2024年预算减少多少", Decimal(2700000)),
    ],
)
def test_a_movement_is_of_the_level_and_from_the_base_that_its_figure_is_told_with(
    bot: Bot, question: str, value: Decimal
) -> None:
    answer = bot.ask(question)
    assert abs(answer.value or 0) == value, answer.text


def test_levels_are_never_mixed_in_one_answer(bot: Bot) -> None:
    answer = bot.ask("槐川市2025年教育支出安排多少，增长多少")
    assert "440 万元" in answer.text, answer.text
    assert "增加 40 万元" in answer.text


def test_what_part_of_the_budget_was_reached_and_the_growth_are_two_questions(bot: Bot) -> None:
    answer = bot.ask("槐川市2024年一般公共预算收入完成预算的百分之几，比上年增长多少")
    assert "99.04%" in answer.text, answer.text
    assert "30 万元" in answer.text


def test_a_budget_named_whole_is_no_row_of_another_one(bot: Bot) -> None:
    assert bot.ask("槐川市2024年国有资本经营预算收入是多少").value == Decimal(550000)
    assert bot.ask("槐川市2024年国有资本经营收入是多少").value in (Decimal(300000), Decimal(550000))


def test_what_insurance_funds_have_left_is_their_balance_of_the_year(bot: Bot) -> None:
    answer = bot.ask("槐川市2024年社保基金收入、支出、结余各是多少")
    assert [item.value for item in answer.items] == [Decimal(900000), Decimal(700000), Decimal(200000)], answer.text
    assert "收入合计" in answer.text


@pytest.mark.parametrize("asked", ["预备费用了多少", "预备费动用了多少", "预备费一共花了多少钱"])
def test_what_of_a_reserve_was_spent_is_not_what_was_set_aside(bot: Bot, asked: str) -> None:
    assert bot.ask(f"槐川市2024年{asked}").value == Decimal(210000)


def test_what_may_still_be_borrowed_behind_a_limit_and_a_balance(bot: Bot) -> None:
    answer = bot.ask("槐川市2024年政府债务限额和余额各是多少，还有多少空间")
    assert answer.value == Decimal(400000), answer.text


def test_new_bonds_are_what_the_text_says_and_their_form_tells_what_for(bot: Bot) -> None:
    answer = bot.ask("槐川市2024年新增专项债多少万元，主要投向哪里")
    assert answer.value == Decimal(700000), answer.text
    assert "北岸污水处理厂二期" in answer.text
    assert [item.label for item in bot.ask("槐川市2024年新增专项债主要投向哪里").items][:1] == ["第三医院迁建工程"]


@pytest.mark.parametrize(
    "asked", ["税收占比比上年提高了多少个百分点", "税收收入占一般公共预算收入的比重比上年提高了多少"]
)
def test_how_a_share_moved_is_no_move_of_its_amount(bot: Bot, asked: str) -> None:
    answer = bot.ask(f"槐川市2024年{asked}")
    assert answer.value in (None, Decimal("1.4")), answer.text


@pytest.mark.parametrize("asked", ["收入和支出各多少", "预算收入和支出各是多少"])
def test_both_sides_of_a_town_that_tells_its_spending_as_a_whole(bot: Bot, asked: str) -> None:
    answer = bot.ask(f"柳溪镇2025年{asked}")
    assert [item.value for item in answer.items] == [Decimal(8200000), Decimal(7200000)], answer.text
