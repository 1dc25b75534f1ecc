"""One office's plan as a reader of papers asks about it: entries of its purchases, shares of sums, what its text tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.model import Answer
from bot.pipeline import Bot

OFFICE = """# 澄江市政务办公厅2019年度部门预算

## 收支预算总表
单位：万元
收入\t预算数\t支出\t预算数
一、财政拨款\t900.00\t一、一般公共服务支出\t700.00
\t\t二、住房保障支出\t200.00
当年收入小计\t900.00\t当年支出小计\t900.00
收入合计\t900.00\t支出合计\t900.00

## 基本支出预算表
单位：万元
科目名称\t金额
工资福利支出\t548.00
人员经费\t600.00
公用经费\t100.00
基本支出合计\t700.00

## 财政拨款“三公”经费、会议费、培训费支出预算表
单位：万元
项目\t预算数
“三公”经费合计\t80.00
因公出国（境）费\t20.00
公务用车运行维护费\t45.00
公务接待费\t15.00
会议费\t60.00

## 2019年政府采购预算表
单位：万元
采购品目大类\t专项名称\t采购物品名称\t总计
合计\t\t\t100.00
一、货物\t\t\t24.00
\t办公设备购置费\t\t24.00
\t\t台式计算机\t14.00
\t\t打印设备\t10.00
二、服务\t\t\t76.00
\t年度会议费\t\t51.00
\t\t会议服务\t51.00
\t交通运行费\t\t25.00
\t\t车辆维修服务\t25.00

## 第一部分 部门概况
二、部门机构设置及预算单位构成情况
编制120名，实际在编在职人员100名。从预算单位构成看，纳入2019年部门汇总预算编制范围的预算单位包括：澄江市政务办公厅（本级）、机关服务中心。不含迎宾馆（自收自支）和江滨宾馆（自收自支）。

## 第三部分 部门预算情况说明
澄江市政务办公厅2019年度收入、支出预算总计900.00万元，与上年相比收、支预算总计各增加100.00万元，增长12.50%。主要原因是新设机构。
住房公积金支出60.00万元，与上年相比增加12.00万元，增长25.00%。主要原因是人员增加。
会议费预算支出60.00万元，与上年相比减少20.00万元，减少25.00%，主要原因是调减的20.00万元用于培训费开支。
因公出国（境）费20.00万元，占“三公”经费的20.00%。
公用经费包括办公费、邮电费。
截至2018年12月31日，本部门共有车辆12辆。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("office"), {"政务办.txt": OFFICE})


def last(bot: Bot, talk: str) -> Answer:
    *before, question = talk.split("|")
    return bot.ask(question, history=before)


@pytest.mark.parametrize("said", ["收支预算总数", "收支预算总额", "收支预算", "收支总预算"])
def test_all_of_both_sides_is_none_of_what_is_bought(bot: Bot, said: str) -> None:
    assert bot.ask(f"澄江市政务办公厅2019年{said}是多少").value == Decimal(9_000_000)
    assert bot.ask("澄江市政务办公厅2019年政府采购预算总计多少").value == Decimal(1_000_000)


@pytest.mark.parametrize(
    "said", ["单项金额最大的是什么", "金额最大的单项是什么", "最大的一笔是什么", "单个最贵的是什么"]
)
def test_a_single_item_is_one_entry_and_no_class(bot: Bot, said: str) -> None:
    assert "会议服务" in bot.ask(f"澄江市政务办公厅2019年政府采购预算里{said}").text


def test_a_class_is_still_asked_for_as_one(bot: Bot) -> None:
    assert "76.00" in bot.ask("澄江市政务办公厅2019年政府采购货物和服务哪类多").text


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("澄江市政务办公厅2019年会议费和公务接待费合计多少|占基本支出的百分之几", "10.714286"),
        ("澄江市政务办公厅2019年人员经费和公用经费一共多少，占基本支出的百分之几", "100"),
        ("澄江市政务办公厅2019年会议费和公务接待费合计多少，占公务接待费的百分之几", "500"),
        ("澄江市政务办公厅2019年会议费和公务接待费合计多少，公务接待费占三公经费的百分之几", "18.75"),
    ],
)
def test_a_share_behind_a_sum_is_of_the_sum(bot: Bot, talk: str, value: str) -> None:
    answer = last(bot, talk)
    assert f"{Decimal(value):.2f}".rstrip("0").rstrip(".") in answer.text, answer.text


def test_a_share_of_nothing_named_is_not_that_of_one_summand(bot: Bot) -> None:
    answer = bot.ask("澄江市政务办公厅2019年会议费和公务接待费合计多少，占比是多少")
    assert "占" not in answer.text.replace("占比是多少", ""), answer.text


@pytest.mark.parametrize("said", ["没把哪些单位算进去？为什么", "不包括哪些单位？", "未纳入哪几家单位"])
def test_units_left_out_are_asked_for_in_any_order(bot: Bot, said: str) -> None:
    answer = bot.ask(f"澄江市政务办公厅2019年部门预算{said}")
    assert "迎宾馆" in answer.text, answer.text
    assert "机关服务中心" not in answer.text


@pytest.mark.parametrize("said", ["多交多少", "多缴多少", "多缴纳了多少"])
def test_what_is_paid_more_is_how_much_it_rose(bot: Bot, said: str) -> None:
    assert bot.ask(f"澄江市政务办公厅2019年公积金比上年{said}").value == Decimal(120_000)


def test_cars_that_were_counted_cost_what_runs_them(bot: Bot) -> None:
    talk = "澄江市政务办公厅2019年有多少辆车？|养这些车一年要多少钱？"
    assert last(bot, talk).value == Decimal(450_000)


@pytest.mark.parametrize("said", ["减下来的钱干什么用了", "少的那部分用到哪里去了"])
def test_what_is_no_longer_spent_goes_where_the_reason_says(bot: Bot, said: str) -> None:
    assert "培训费" in bot.ask(f"澄江市政务办公厅2019年会议费比上年减了多少，{said}").text


@pytest.mark.parametrize("said", ["按实际在编在职100人摊", "按在职人员100人平均", "按100人算"])
def test_by_how_many_people_is_given(bot: Bot, said: str) -> None:
    assert "5.48" in bot.ask(f"澄江市政务办公厅2019年工资福利支出{said}，人均多少万元").text


def test_a_mean_of_so_many_people_needs_no_unit(bot: Bot) -> None:
    assert bot.ask("澄江市政务办公厅2019年工资福利支出按编制120人算，人均多少").status == "answered"
    assert bot.ask("澄江市政务办公厅2019年工资福利支出人均多少").status != "answered"


@pytest.mark.parametrize("said", ["与人员经费、公用经费之和差多少", "705.00万元，与人员经费、公用经费之和差多少"])
def test_a_whole_may_stand_before_its_parts(bot: Bot, said: str) -> None:
    assert "700" in bot.ask(f"澄江市政务办公厅2019年基本支出{said}").text


def test_a_share_that_the_text_tells_is_worked_out_by_the_form(bot: Bot) -> None:
    question = "澄江市政务办公厅2019年说明称因公出国费占“三公”经费的20%，按三公表算应该是百分之几？"
    assert bot.ask(question).value == Decimal(25)


def test_how_far_it_moved_says_its_years_in_full(bot: Bot) -> None:
    answer = bot.ask("澄江市政务办公厅预算总额从2018年到2019年累计增长了百分之多少？")
    assert "201”" not in answer.text


def test_up_to_when_things_were_counted(bot: Bot) -> None:
    assert "2018年12月31日" in bot.ask("澄江市政务办公厅2019年车辆的情况是截至哪一天统计的").text


@pytest.mark.parametrize("said", ["authorised staff posts", "approved staff positions", "authorised staff"])
def test_posts_of_staff_are_posts(bot: Bot, said: str) -> None:
    answer = bot.ask(f"How many {said} (编制) did 澄江市政务办公厅 have in 2019?")
    assert "120" in answer.text, answer.text


def test_a_party_office_is_one_body_whether_its_papers_say_so_or_not(tmp_path: Path) -> None:
    forms = "# 中共澄江市委办公厅2019年度部门预算\n\n## 收支预算总表\n"
    forms += "单位：万元\n收入\t预算数\t支出\t预算数\n收入合计\t9.00\t支出合计\t9.00\n"
    text = "# 澄江市委办公厅2019年度部门预算说明\n\n住房公积金支出6.00万元，与上年相比增加1.00万元，增长20.00%。\n"
    for bot in bot_over(tmp_path, {"表.txt": forms, "说明.txt": text}):
        for said in ("中共澄江市委办公厅", "澄江市委办公厅"):
            assert bot.ask(f"{said}2019年住房公积金比上年增加多少").value == Decimal(10_000)
