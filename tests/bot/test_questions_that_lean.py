"""Second halves of questions that lean on the first, units said by short names, and totals of units: asked of made papers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

COMMISSION = """# 潭口区卫生健康局2024年部门决算

## 机构设置
序号\t单位名称\t单位性质\t年末实有人数
1\t潭口区卫生健康局(本级)\t行政单位\t40
2\t潭口区疾病预防控制中心\t事业单位\t52
3\t潭口区妇幼保健计划生育服务中心\t事业单位\t33

## 收入决算表（按单位列示）
部门：潭口区卫生健康局\t单位：万元
单位名称\t本年收入合计\t财政拨款收入\t事业收入
合计\t900.00\t830.00\t70.00
潭口区卫生健康局(本级)\t300.00\t300.00\t
潭口区疾病预防控制中心\t420.00\t400.00\t20.00
潭口区妇幼保健计划生育服务中心\t180.00\t130.00\t50.00

## 支出决算表
部门：潭口区卫生健康局\t单位：万元
科目名称\t本年支出合计\t基本支出\t项目支出
合计\t900.00\t600.00\t300.00
疾病预防控制机构\t400.00\t300.00\t100.00
妇幼保健机构\t200.00\t100.00\t100.00

## 一般公共预算财政拨款基本支出决算表
部门：潭口区卫生健康局\t单位：万元
科目名称\t金额
合计\t600.00
工资福利支出\t500.00
基本工资\t210.00
绩效工资\t90.00
商品和服务支出\t100.00

部门人员：行政编制45人，实有人数41人。

一般公共预算财政拨款支出情况：疾病预防控制机构年初预算为250.00万元，支出决算为400.00万元，完成年初预算的160.00%，决算数大于年初预算数的主要原因是追加疫苗采购资金。

政府性基金预算财政拨款支出情况：2024年度政府性基金支出16.00万元，主要用于护理床位建设。

2024年度政府采购支出总额88.00万元，其中：授予小微企业合同金额31.00万元。
"""

GARDENS = """# 蓝湾市园林局2025年部门预算

## 收支总表
部门：蓝湾市园林局\t单位：万元
收入\t\t支出\t
项目\t2025年预算数\t项目\t2025年预算数
一、一般公共预算拨款收入\t700.00\t一、农林水支出\t830.00
二、事业收入\t90.00\t\t
本年收入合计\t790.00\t本年支出合计\t830.00
上年结转结余\t40.00\t年终结转结余\t
收入总计\t830.00\t支出总计\t830.00

2025年度一般公共预算拨款支出700.00万元，比上年增加30.00万元，增长4.48%。

2025年度单位政府采购预算40.00万元，其中：政府采购货物预算8.00万元、政府采购服务预算32.00万元。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("leaning")
    yield from bot_over(folder, {"卫生健康局2024.txt": COMMISSION, "园林局2025.txt": GARDENS})


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("潭口区卫生健康局下面哪家单位2024年收入最多，多少钱", "潭口区疾病预防控制中心", "4200000"),
        ("潭口区卫生健康局2024年收入最少的是哪家单位", "潭口区妇幼保健计划生育服务中心", "1800000"),
    ],
)
def test_units_are_ranked_by_their_income(papers: Bot, question: str, name: str, value: str) -> None:
    answer = papers.ask(question)
    assert [(item.label, item.value) for item in answer.items] == [(name, Decimal(value))], answer.text


def test_no_unit_has_most_spending_where_only_income_is_printed_by_unit(papers: Bot) -> None:
    assert papers.ask("潭口区卫生健康局下面哪家单位2024年支出最多").status != "answered"


@pytest.mark.parametrize(
    ("history", "question", "value"),
    [
        ([], "妇幼中心年末实有人数多少", "33"),
        (["潭口区疾病预防控制中心年末实有人数多少"], "妇幼中心呢", "33"),
        (["潭口区卫生健康局2024年基本工资多少", "绩效工资呢"], "两项加起来占工资福利支出的百分之几", "60"),
    ],
)
def test_what_a_talk_goes_on_to(papers: Bot, history: list[str], question: str, value: str) -> None:
    answer = papers.ask(question, history=history)
    assert answer.value == Decimal(value), answer.text


def test_no_centre_is_taken_for_another(papers: Bot) -> None:
    assert papers.ask("急救中心年末实有人数多少").status != "answered"


def test_the_sources_of_income_are_listed_though_a_balance_goes_on(papers: Bot) -> None:
    answer = papers.ask("蓝湾市园林局2025年的收入都有哪些来源，各多少")
    assert {item.label: item.value for item in answer.items} == {
        "一般公共预算拨款收入": Decimal(7000000),
        "事业收入": Decimal(900000),
    }


@pytest.mark.parametrize(("claim", "truth"), [("下降了，是这样吗", False), ("增加了，是这样吗", True)])
def test_which_way_the_money_of_a_fund_moved(papers: Bot, claim: str, truth: bool) -> None:
    assert papers.ask(f"蓝湾市园林局2025年一般公共预算拨款比上年{claim}").truth is truth


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("潭口区卫生健康局2024年政府采购支出总额？其中给小微企业的多少", ("88.00", "31.00")),
        ("潭口区卫生健康局有多少行政编制，实际多少人", ("45", "41")),
        (
            "潭口区卫生健康局2024年疾病预防控制机构年初预算和决算各多少？怎么差那么多",
            ("250.00", "400.00", "疫苗采购"),
        ),
    ],
)
def test_second_halves_lean_on_the_first(papers: Bot, question: str, told: tuple[str, ...]) -> None:
    text = papers.ask(question).text
    assert all(word in text for word in told), text


@pytest.mark.parametrize(
    ("claim", "truth"),
    [
        ("收入最多的单位是潭口区疾病预防控制中心，对吗", True),
        ("收入最多的单位是潭口区妇幼保健计划生育服务中心，对吗", False),
        ("收入最多的单位是潭口区急救站，对吗", None),
    ],
)
def test_which_one_is_claimed_to_be_the_largest(papers: Bot, claim: str, truth: bool | None) -> None:
    assert papers.ask(f"潭口区卫生健康局2024年{claim}").truth is truth


def test_what_a_figure_told_before_is_for(papers: Bot) -> None:
    told = papers.ask("潭口区卫生健康局2024年政府性基金支出多少，干啥用了").text
    assert all(word in told for word in ("16.00", "护理床位建设")), told


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("蓝湾市园林局（部门预算，不是决算）2025年事业收入多少", "900000"),
        ("潭口区卫生健康局2024年支出决算里（是决算，不是预算）绩效工资花了多少", "900000"),
        ("潭口区卫生健康局（不是预算）2024年基本工资多少", "2100000"),
    ],
)
def test_what_brackets_deny_ends_with_them(papers: Bot, question: str, value: str) -> None:
    answer = papers.ask(question)
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "潭口区卫生健康局2024年有多少个项目设了绩效目标，涉及金额和项目支出对得上吗",
        "涉及金额和项目支出对得上吗？潭口区卫生健康局2024年决算",
    ],
)
def test_an_amount_of_nothing_named_is_held_against_nothing(papers: Bot, question: str) -> None:
    answer = papers.ask(question)
    assert answer.status == "not_found", answer.text
    assert not answer.citations


def test_the_whole_that_a_share_names_is_never_its_part(papers: Bot) -> None:
    unknown, known = "园林局部门预算里要买花草货物的政府采购有多少", "园林局部门预算里货物的政府采购"
    share = "占整个采购的几成"
    assert papers.ask(share, history=[unknown]).status == "not_found"
    assert papers.ask(share, history=[known]).value == Decimal(20)
