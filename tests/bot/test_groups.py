"""Several named figures taken as one: left out of a whole, or added up and set against another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store, cited_values

from bot.pipeline import Bot

BUDGET = """# 临川市文化馆2025年部门预算

## 部门支出总表
部门：临川市文化馆\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
207\t文化旅游体育与传媒支出\t520.00\t300.00\t220.00
20701\t文化和旅游\t520.00\t300.00\t220.00
2070109\t群众文化\t460.00\t300.00\t160.00
2070113\t旅游宣传\t60.00\t\t60.00
208\t社会保障和就业支出\t80.00\t80.00\t
210\t卫生健康支出\t40.00\t40.00\t
221\t住房保障支出\t60.00\t60.00\t
\t合计\t700.00\t480.00\t220.00

## 一般公共预算基本支出表
部门：临川市文化馆\t单位：万元
科目编码\t科目名称\t合计\t人员经费\t公用经费
301\t工资福利支出\t400.00\t400.00\t
302\t商品和服务支出\t70.00\t\t70.00
303\t对个人和家庭的补助\t10.00\t10.00\t
\t合计\t480.00\t410.00\t70.00

## 一般公共预算“三公”经费、会议费、培训费支出表
部门：临川市文化馆\t单位：万元
三公经费\t\t\t会议费\t培训费
小计\t因公出国（境）费\t公务接待费\t\t
9.00\t\t9.00\t30.00\t6.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("groups")
    paper = folder / "budget.txt"
    paper.write_text(BUDGET, encoding="utf-8")
    store = build_store(folder / "store", paper)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("除社会保障和就业支出、卫生健康支出以外的支出一共多少", "5800000", "元"),
        ("文化馆除了社会保障和就业支出、卫生健康支出和住房保障支出，其他支出一共多少", "5200000", "元"),
        ("除住房保障支出外还剩多少", "6400000", "元"),
        ("支出预算扣掉项目支出还剩多少", "4800000", "元"),
        ("基本支出里扣掉工资福利支出剩多少", "800000", "元"),
        ("卫生健康支出和住房保障支出之和占支出总计的百分之几", "14.2857", "%"),
        ("卫生健康和住房保障两项合计占总支出多少", "14.2857", "%"),
        ("住房保障支出占卫生健康支出和社会保障和就业支出之和的比例", "50", "%"),
        ("社会保障和就业支出、卫生健康支出加起来是住房保障支出的几倍", "2", "倍"),
        ("会议费和培训费加起来比公务接待费多多少", "270000", "元"),
        ("社会保障和就业支出比卫生健康支出和住房保障支出之和少多少", "200000", "元"),
    ],
)
def test_figures_are_added_up_before_they_are_set_against_another(bot: Bot, question: str, value: str, unit: str):
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("最大的一类支出占总支出的多少", "74.2857"),
        ("支出最多的功能科目占比", "74.2857"),
        ("支出最多的两类科目占总支出的百分之几", "85.7143"),
        ("支出最少的一类占总支出多少", "5.7143"),
    ],
)
def test_the_largest_parts_have_a_share_of_their_whole(bot: Bot, question: str, value: str):
    answer = bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(value), "%"), answer.text


def test_classes_are_ranked_where_classes_are_asked_for(bot: Bot):
    assert [item.label for item in bot.ask("支出最多的三类").items] == [
        "文化旅游体育与传媒支出",
        "社会保障和就业支出",
        "住房保障支出",
    ]


def test_a_word_for_money_behind_a_name_is_no_other_name(bot: Bot):
    assert bot.ask("旅游宣传费多少").value == 600_000


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("文化馆有多少人", "多少人"),
        ("文化馆的预算比滨江市财政局多吗", "滨江市财政局"),
        ("会议费多少，为什么", "会议费"),
    ],
)
def test_a_refusal_names_what_is_missing(bot: Bot, question: str, named: str):
    answer = bot.ask(question)
    assert named in answer.text.splitlines()[-1]
    assert "没有" in answer.text.splitlines()[-1]


def test_every_figure_of_a_group_is_cited(bot: Bot):
    answer = bot.ask("卫生健康支出和住房保障支出之和占支出总计的百分之几")
    assert sorted(cited_values(answer)) == [400_000, 600_000, 7_000_000]


@pytest.mark.parametrize(
    "question",
    [
        "文化旅游体育与传媒支出和群众文化之和占支出总计多少",  # one holds the other
        "除文化旅游体育与传媒支出和群众文化外还有多少",
        "因公出国（境）费和公务接待费之和占会议费多少",  # a blank cell is no 0
        "除科学技术支出、住房保障支出外还有多少",  # not in the paper
        "除会议费外还剩多少支出总计",  # stands in no account of the whole
    ],
)
def test_nothing_is_worked_out_of_a_group_that_cannot_be_added(bot: Bot, question: str):
    answer = bot.ask(question)
    assert answer.value is None, answer.text
    assert answer.status in ("not_found", "clarify"), answer.text


def test_figures_of_one_row_belong_together(bot: Bot):
    """A form that prints both beside each other, not a row of another form and a column of this one."""
    answer = bot.ask("公务接待费比会议费少多少")
    assert answer.value == 210_000
    assert len({citation.table_id for citation in answer.citations}) == 1


def test_what_is_rounded_is_shown_as_rounded(bot: Bot):
    assert "14.29%" in bot.ask("卫生健康支出和住房保障支出之和占支出总计的百分之几").text
    assert "44.44" in bot.ask("工资福利支出是公务接待费的几倍").text


@pytest.mark.parametrize(
    ("question", "items"),
    [("哪几款支出超过100万元", {"文化和旅游"}), ("哪些类级支出低于70万元", {"卫生健康支出", "住房保障支出"})],
)
def test_which_rows_pass_an_amount_is_no_claim(bot: Bot, question: str, items: set[str]):
    answer = bot.ask(question)
    assert answer.truth is None
    assert {item.label for item in answer.items} == items, answer.text


def test_the_class_asked_for_is_the_one_named(bot: Bot):
    assert bot.ask("哪一款支出最多，占比多少").text.startswith("文化和旅游占")
    assert bot.ask("支出有没有超过1个亿").truth is False


@pytest.mark.parametrize(
    ("claim", "truth"),
    [
        ("工资福利支出是商品和服务支出的6倍吗", True),
        ("工资福利支出是不是不到商品和服务支出的6倍", True),
        ("工资福利支出超过商品和服务支出的6倍吗", False),
        ("工资福利支出超过商品和服务支出的5倍吗", True),
    ],
)
def test_a_claim_of_so_many_times_is_rounded_and_a_limit_is_not(bot: Bot, claim: str, truth: bool):
    answer = bot.ask(claim)
    assert answer.truth is truth, answer.text
    assert "5.7143 倍" in answer.text
