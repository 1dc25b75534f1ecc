"""Everyday questions with two halves: a project's money and what it is for, a claim and the budget beside it, what was spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

BUDGET = """# 云川市青石区商贸局2025年部门预算

## 预算单位支出预算总表
单位：元
项目\t合计\t基本支出\t项目支出
一般公共服务支出\t3000000.00\t2000000.00\t1000000.00
卫生健康支出\t500000.00\t500000.00\t
支出总计\t3500000.00\t2500000.00\t1000000.00

## 首店引进专项经费情况说明
### 一、项目概述
鼓励企业引进首店，带动夜间消费。
### 二、立项依据
《青石区首店引进办法》。
### 六、年度预算安排
2025年度项目总预算80.00万元，其中支持首店开业60.00万元，支持首展活动20.00万元。

## 市集提升专项经费情况说明
### 一、项目概述
改善农贸市集的环境。
### 六、年度预算安排
2025年度项目总预算20.00万元。

## 2025年部门“三公”经费预算表
单位：万元
项目\t预算数
“三公”经费合计\t9.00
公务接待费\t7.00
因公出国（境）费\t2.00
公务用车购置费\t0.00

## 国有资产占有使用情况
截至2024年8月31日，青石区商贸局共有车辆0辆。
"""
OFFICE = """# 云川市青石区政府办2025年部门预算

## 预算编制说明
2025年，青石区政府办收入预算690万元，其中：财政拨款收入690万元，比2024年预算减少110万元。支出预算690万元，其中：财政拨款支出预算690万元，比2024年预算减少110万元。
财政拨款收入支出减少的主要原因是活动停办。

## 财务收支预算总表
单位：元
项目\t合计\t人员经费\t公用经费\t项目支出
一般公共服务支出\t600.00\t300.00\t100.00\t200.00
卫生健康支出\t90.00\t50.00\t40.00\t
支出总计\t690.00\t350.00\t140.00\t200.00

## 2025年部门“三公”经费预算表
单位：万元
项目\t预算数
“三公”经费合计\t30.00
公务接待费\t30.00
"""
ACCOUNTS = """# 云川市青石区粮库2024年度部门决算

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、财政拨款收入\t900.00\t一、粮油物资储备支出\t930.00
本年收入合计\t900.00\t本年支出合计\t930.00
年初结转和结余\t50.00\t年末结转和结余\t20.00
总计\t950.00\t总计\t950.00

## 财政拨款“三公”经费支出决算表
单位：万元
项目\t年初预算数\t决算数
“三公”经费合计\t0.80\t0.00
公务接待费\t0.80\t0.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(
        tmp_path_factory.mktemp("everyday"), {"商贸局.md": BUDGET, "粮库.md": ACCOUNTS, "政府办.md": OFFICE}
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("首店引进专项2025年安排多少？是要干嘛的", ("80", "鼓励企业引进首店")),
        ("首店引进专项2025年给了多少钱，钱花在哪些地方？", ("80", "支持首店开业60.00万元")),
        ("首店引进专项2025年多少钱，都用在哪了", ("80", "支持首展活动20.00万元")),
        ("首店引进专项的用途是什么", ("鼓励企业引进首店",)),
        ("市集提升专项是用来干什么的", ("改善农贸市集的环境",)),
        ("商贸局2025年支出多少，钱都用在哪了？", ("一般公共服务支出", "卫生健康支出")),
    ],
)
def test_what_a_project_is_for_stands_in_its_own_note(bot: Bot, question: str, told: tuple[str, ...]) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert all(one in answer.text for one in told), answer.text


def test_of_what_has_no_note_none_is_told(bot: Bot) -> None:
    answer = bot.ask("商贸局2025年卫生健康支出的用途是什么")
    assert "首店" not in answer.text
    assert "市集" not in answer.text


@pytest.mark.parametrize("said", ["实际花了多少钱？", "实际一共用了多少万元", "到底实际花了多少", "实际开支多少"])
def test_what_a_body_really_spent_is_its_expenditure(bot: Bot, said: str) -> None:
    answer = bot.ask(f"青石区粮库2024年{said}")
    assert (answer.status, answer.value) == ("answered", Decimal(9_300_000)), answer.text


@pytest.mark.parametrize(
    "question", ["粮库2024年三公经费真的一分没花吗，原来预算多少", "粮库2024年三公经费是0元吗？预算多少"]
)
def test_a_claim_and_the_budget_beside_it_are_two_questions(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.truth is True, answer.text
    assert "0.80" in answer.text
    assert "有。" not in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "财务收支预算总表，“一般公共服务支出”这一行里人员经费、公用经费分别是多少",
        "部门预算的财务收支预算总表，一般公共服务支出的人员经费、公用经费分别是多少",
        "一般公共服务支出的人员经费和公用经费各是多少",
    ],
)
def test_the_columns_of_one_row_are_all_of_that_row(bot: Bot, said: str) -> None:
    answer = bot.ask(f"青石区政府办2025年{said}？")
    assert [item.value for item in answer.items] == [Decimal(300), Decimal(100)], answer.text


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("谁的三公经费最高？都是多少", [300_000, 90_000]),
        ("谁的三公经费最低，各是多少", [90_000, 300_000]),
        ("谁的三公经费最高？", [300_000]),
    ],
)
def test_all_are_told_where_the_figure_of_each_is_asked(bot: Bot, said: str, values: list[int]) -> None:
    answer = bot.ask(f"2025年青石区商贸局、青石区政府办，{said}")
    assert [item.value for item in answer.items] == [*map(Decimal, values)], answer.text


def test_the_amount_of_another_is_no_part_of_a_sum(bot: Bot) -> None:
    answer = bot.ask("青石区商贸局2025年公务接待费、因公出国（境）费加起来，跟三公经费9万元对得上吗")
    assert "18" not in answer.text
    one = bot.ask("青石区商贸局2025年公务接待费两笔加起来，跟三公经费9万元对得上吗")
    assert "16" not in one.text, one.text


@pytest.mark.parametrize("said", ["跟上年比是多了还是少了，多少，什么原因", "比上年减少多少？什么原因"])
def test_why_the_whole_budget_moved_is_told_of_the_row_that_it_was_told_by(bot: Bot, said: str) -> None:
    answer = bot.ask(f"青石区政府办2025年预算{said}？")
    assert abs(answer.value or 0) == 1_100_000, answer.text
    assert "活动停办" in answer.text


@pytest.mark.parametrize(
    "said", ["现在有公车吗，2025年打不打算买", "有没有公务用车，2025年计划购置吗", "有公车吗，买不买"]
)
def test_whether_there_are_cars_and_one_is_to_be_bought_are_two_questions(bot: Bot, said: str) -> None:
    answer = bot.ask(f"青石区商贸局{said}？")
    assert (answer.truth, answer.value) == (False, Decimal(0)), answer.text
    assert "购置费" in answer.text
