"""Figures of one 口径: all of a fund before its basic part, a plan against what came of that fund, grand totals, projects together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.model import Answer
from bot.pipeline import Bot

BUREAU = """# 云川市水利局2024年度部门决算

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、财政拨款收入\t900.00\t一、农林水支出\t950.00
二、其他收入\t60.00\t二、住房保障支出\t30.00
本年收入合计\t960.00\t本年支出合计\t980.00
年初结转和结余\t40.00\t年末结转和结余\t20.00
总计\t1,000.00\t总计\t1,000.00

## 财政拨款收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出合计\t支出一般公共预算财政拨款\t支出政府性基金预算财政拨款
一、一般公共预算财政拨款\t800.00\t一、农林水支出\t890.00\t790.00\t100.00
二、政府性基金预算财政拨款\t100.00\t二、住房保障支出\t30.00\t30.00\t
本年收入合计\t900.00\t本年支出合计\t920.00\t820.00\t100.00
年初财政拨款结转和结余\t35.00\t年末财政拨款结转和结余\t15.00\t15.00\t
总计\t935.00\t总计\t935.00\t835.00\t100.00

## 一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t790.00\t600.00\t190.00
221\t住房保障支出\t30.00\t30.00\t
合计\t\t820.00\t630.00\t190.00

## 一般公共预算财政拨款基本支出决算表
单位：万元
科目编码\t科目名称\t决算数
302\t商品和服务支出\t60.00
30201\t办公费\t20.00
30215\t会议费\t5.00
30217\t公务接待费\t2.00

## “三公”经费、会议费、培训费支出决算表
单位：万元
项目\t决算数
“三公”经费合计\t6.00
公务接待费\t3.50
会议费\t9.00

## 情况说明
2024年度一般公共预算财政拨款支出年初预算为850.00万元，支出决算为820.00万元，完成年初预算的96.47%。
本年收入合计960.00万元，比上年增加10.00万元，增长1.05%。
"""
CITY = """# 河川市2024年新增债券资金使用安排表

## 2024年河川市本级新增地方政府债券资金使用安排表
单位：万元
项目名称\t项目类型\t债券规模\t发行利率(%)\t期限(年)
南岸排水工程\t市政\t28,500\t2.41\t30
北湖医院新院区\t卫生\t42,000\t2.35\t20
合计\t\t70,500\t\t
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(Path(tmp_path_factory.mktemp("like")), {"bureau.md": BUREAU})


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(Path(tmp_path_factory.mktemp("city")), {"city.md": CITY})


def amount(answer: Answer) -> Decimal | None:
    """The amount in 万元."""
    return None if answer.value is None else answer.value / 10_000


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("云川市水利局2024年一般公共预算会议费是多少", "9"),
        ("云川市水利局2024年一般公共预算公务接待费决算", "3.5"),
        ("云川市水利局2024年一般公共预算基本支出里的会议费是多少", "5"),
        ("云川市水利局2024年会议费花了多少", "9"),
        ("云川市水利局2024年财政拨款收入总计是多少", "935"),
        ("云川市水利局2024年财政拨款支出总计是多少", "935"),
        ("云川市水利局2024年收入总计是多少", "1000"),
        ("云川市水利局2024年财政拨款年初预算是多少", "850"),
        ("云川市水利局2024年财政拨款支出年初预算是多少", "850"),
    ],
)
def test_a_figure_is_of_all_that_is_asked_for(bot: Bot, question: str, expected: str) -> None:
    """A form of basic expenditure is a part of its fund, and 总计 holds what is carried over."""
    answer = bot.ask(question)
    assert (answer.status, amount(answer)) == ("answered", Decimal(expected)), answer.text


def test_what_only_the_basic_form_tells_is_said_to_be_so(bot: Bot) -> None:
    """办公费 of the one form that has it, with a remark; none where basic expenditure is asked for."""
    loose = bot.ask("云川市水利局2024年办公费花了多少")
    asked = bot.ask("云川市水利局2024年基本支出中办公费花了多少")
    assert amount(loose) == amount(asked) == Decimal(20)
    assert any("可能不是全部资金" in notice.text for notice in loose.notices)
    assert not any("可能不是全部资金" in notice.text for notice in asked.notices)


@pytest.mark.parametrize("question", ["云川市水利局2024年决算数大于预算数吗", "云川市水利局2024年决算超预算了吗"])
def test_a_plan_is_held_against_what_came_of_its_fund(bot: Bot, question: str) -> None:
    """820 of 一般公共预算 against its 850, not the 980 or 920 of all money."""
    answer = bot.ask(question)
    assert answer.truth is False, answer.text
    assert {"820", "850"} <= set(re.findall(r"[\d,]+(?=\.)", answer.text)), answer.text


def test_both_grand_totals_of_a_fund_are_equal(bot: Bot) -> None:
    """收入总计 and 支出总计 of the form of 财政拨款."""
    answer = bot.ask("云川市水利局2024年财政拨款收入总计和财政拨款支出总计相等吗")
    assert answer.truth is True, answer.text
    assert answer.text.count("935") == 2


def test_no_change_of_the_year_for_that_of_the_grand_total(bot: Bot) -> None:
    """The text tells how 本年收入合计 changed, and nothing of 收入总计."""
    assert bot.ask("云川市水利局2024年收入总计比上年增加多少").status == "not_found"
    assert amount(bot.ask("云川市水利局2024年本年收入合计比上年增加多少")) == Decimal(10)


@pytest.mark.parametrize(
    "question", ["各项目的资金合计是多少", "所有项目的项目总资金合计", "2024年各项目的经费总额是多少"]
)
def test_what_projects_have_together_is_no_total_of_the_account(bot: Bot, question: str) -> None:
    """190 of the projects, or nothing; never 960 or 1,000."""
    answer = bot.ask(question)
    assert amount(answer) in (None, Decimal(190)), answer.text
    assert answer.status != "clarify", answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("南岸排水工程这笔债券发了多大规模、票面利率多少、几年期?", ("28,500", "30 年")),
        ("北湖医院新院区这笔债券发了多大规模、票面利率多少、几年期?", ("42,000", "20 年")),
    ],
)
def test_a_later_part_is_of_the_row_of_the_first(city: Bot, question: str, told: tuple[str, ...]) -> None:
    """No blank total of the column, though the part between was not understood."""
    answer = city.ask(question)
    assert "空白" not in answer.text
    assert all(one in answer.text for one in told), answer.text


def test_the_coupon_of_a_bond(city: Bot) -> None:
    """票面利率 is what the form calls 发行利率."""
    assert city.ask("南岸排水工程的票面利率是多少").value == Decimal("2.41")
