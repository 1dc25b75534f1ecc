"""Outturns of other cities: forms of goals, budget beside outturn, two departments in one store, a county's report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

GOALS = """<html><body><h1>平川县教育局2023年度部门决算</h1>
<p>单位：万元</p><p>收入支出决算表</p><table><tr><th>项目</th><th>预算数</th><th>决算数</th></tr>
<tr><td>教育支出</td><td>5,000.00</td><td>4,880.00</td></tr><tr><td>住房保障支出</td><td>300.00</td><td>310.00</td></tr>
<tr><td>合计</td><td>5,300.00</td><td>5,190.00</td></tr></table>
<h2>二、资产</h2><p>国有资产占用情况表</p>
<table><tr><th>项目</th><th>单位</th><th>数量</th><th>账面价值（万元）</th></tr>
<tr><td>一、房屋</td><td>平方米</td><td>2,600.50</td><td>835.20</td></tr>
<tr><td>其中：办公用房</td><td>平方米</td><td>815.00</td><td>204.30</td></tr>
<tr><td>二、车辆</td><td>辆</td><td>7</td><td>96.48</td></tr></table>
<h2>三、绩效自评结果</h2><p>项目支出绩效自评表</p><table>
<tr><td>项目名称</td><td colspan=7>义务教育营养改善计划</td></tr>
<tr><td rowspan=2>项目资金（万元）</td><td></td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td>
<td>执行率</td><td>得分</td></tr>
<tr><td>年度资金总额</td><td>620.00</td><td>648.50</td><td>641.30</td><td>10</td><td>98.9%</td><td>9.9</td></tr>
<tr><td rowspan=4>绩效指标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td>
<td>分值</td><td>得分</td></tr>
<tr><td rowspan=2>产出指标</td><td>数量指标</td><td>受益学生人数</td><td>≥8100人</td><td>8236人</td><td>30</td><td>30</td></tr>
<tr><td>成本指标</td><td>生均补助标准</td><td>5元/天</td><td>5元/天</td><td>20</td><td>18</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>家长满意度</td><td>≥90%</td><td>94.1%</td><td>40</td><td>40</td></tr>
<tr><td colspan=6>总分</td><td>100</td><td>97.9</td></tr></table></body></html>
"""
CULTURE = """# 海澜市文化和旅游局2023年度部门决算

## 情况说明
“三公”经费财政拨款支出预算为42.00万元，支出决算为31.85万元，完成预算的75.8%。
公务接待费支出决算为4.25万元。全年安排因公出国（境）团组1个，累计3人次。
博物馆（项）。年初预算为1,850.00万元，支出决算为2,106.92万元。
年末实有人数428人，其中在职312人，退休116人。
"""
TRANSPORT = """# 临江市交通运输局2023年度部门决算

## 一般公共预算财政拨款基本支出决算表
部门：临江市交通运输局\t单位：万元
科目编码\t科目名称\t决算数
302\t商品和服务支出\t25.60
30205\t水费\t2.06
30206\t电费\t18.92
30217\t公务接待费\t4.62

## 财政拨款“三公”经费支出决算表
部门：临江市交通运输局\t单位：万元
预算数\t\t\t决算数\t\t
合计\t因公出国（境）费\t公务接待费\t合计\t因公出国（境）费\t公务接待费
14.80\t5.00\t9.80\t4.62\t0.00\t4.62
"""
COUNTY = """# 云岭县2024年财政预算执行情况和2025年财政预算草案的报告

## 一、2024年预算执行情况
全县一般公共预算收入完成1,100万元，为年初预算的98.5%，增长10.0%。其中：税收收入完成700万元，非税收入完成400万元。\
全县一般公共预算支出完成3,000万元，为年初预算的102.4%，增长5.4%。契税减收的主要原因：一是房地产市场持续调整；二是部分项目清算退税。

## 2024年云岭县一般公共预算收入执行情况表
单位：万元
项目\t2024年预算数\t2024年执行数\t2023年决算数\t比上年增减%
一、税收收入\t720\t700\t650\t7.7
增值税\t500\t520\t450\t15.6
契税\t150\t120\t140\t-14.3
个人所得税\t70\t60\t60\t0.0
二、非税收入\t397\t400\t350\t14.3
罚没收入\t397\t400\t350\t14.3
收入合计\t1117\t1100\t1000\t10.0
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (
        ("教育局.html", GOALS),
        ("文旅局.txt", CULTURE),
        ("交通运输局.txt", TRANSPORT),
        ("云岭县.txt", COUNTY),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("elsewhere"), folder)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "told", "figure"),
    [
        (
            "营养改善计划受益学生人数的指标值是多少，实际完成多少，得几分",
            "受益学生人数，年度指标值：≥8100人，实际完成值：8236人",
            None,
        ),
        (
            "义务教育营养改善计划的家长满意度得了几分",
            "家长满意度，年度指标值：≥90%，实际完成值：94.1%，分值：40，得分：40",
            "40",
        ),
        ("义务教育营养改善计划的成本指标有哪些", "生均补助标准，年度指标值：5元/天", None),
        ("义务教育营养改善计划自评得分是多少", "总分，分值：100，得分：97.9", "97.9"),
        ("义务教育营养改善计划全年执行数是多少", "项目资金（万元）/年度资金总额，年初预算数：620.00", "6413000"),
    ],
)
def test_an_indicator_is_quoted_as_its_form_prints_it(
    papers: Bot, question: str, told: str, figure: str | None
) -> None:
    answer = papers.ask(question)
    assert answer.status == "answered"
    assert told in answer.text
    assert answer.value == (None if figure is None else Decimal(figure))
    assert all(told.partition("，")[0] in citation.quote for citation in answer.citations)


def test_another_column_of_the_same_indicator_may_be_asked_next(papers: Bot) -> None:
    asked = "义务教育营养改善计划的数量指标是什么"
    assert "受益学生人数" in papers.ask("得了多少分", history=[asked]).text


def test_an_indicator_of_no_form_or_of_another_year_is_not_found(papers: Bot) -> None:
    assert papers.ask("平川县教育局2023年心理健康筛查人数的指标值是多少").status == "not_found"
    assert papers.ask("平川县教育局2021年家长满意度得了几分").status == "not_found"


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("平川县教育局房屋面积是多少", "2600.5", "平方米"),
        ("平川县教育局办公用房面积多少平方米", "815", "平方米"),
        ("平川县教育局有多少辆车", "7", "辆"),
        ("平川县教育局车辆账面价值多少", "964800", "元"),
        ("临江市交通运输局2023年三公经费决算是多少", "46200", "元"),
        ("临江市交通运输局2023年三公经费预算是多少", "148000", "元"),
        ("临江市交通运输局2023年三公经费决算比预算少多少", "101800", "元"),
        ("海澜市文旅局2023年三公经费预算多少", "420000", "元"),
        ("海澜市文旅局2023年因公出国团组有几个", "1", "个"),
        ("云岭县2024年一般公共预算收入完成多少万元", "11000000", "元"),
        ("云岭县2024年个税收了多少", "600000", "元"),
        ("云岭县2024年罚款收了多少钱", "4000000", "元"),
        ("云岭县2024年增值税比2023年增加多少，增长百分之几", "700000", "元"),
    ],
)
def test_figures(papers: Bot, question: str, value: str, unit: str) -> None:
    answer = papers.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.value, answer.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("海澜市文旅局2023年博物馆支出预算多少，决算多少，差多少", ("1,850.00", "2,106.92", "256.92")),
        ("临江市交通运输局2023年水费和电费各是多少，合计多少", ("2.06", "18.92", "20.98")),
        ("临江市交通运输局2023年水费、电费分别是多少？合计呢？", ("2.06", "18.92", "20.98")),
        ("海澜市文旅局2023年出国团组几个、多少人次", ("1 个", "3 人次")),
        ("云岭县2024年契税为什么减少", ("房地产市场", "清算退税")),
        ("云岭县2024年税收收入里哪个税种最多", ("增值税", "520")),
    ],
)
def test_all_that_is_asked_is_told(papers: Bot, question: str, told: tuple[str, ...]) -> None:
    answer = papers.ask(question)
    assert answer.status == "answered", answer.text
    assert all(words in answer.text for words in told), answer.text


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (["海澜市文旅局2023年在职多少人", "退休呢", "一共呢"], "428 人"),
        (["临江市交通运输局2023年三公经费预算数和决算数分别是多少", "差多少"], "10.18"),
        (["云岭县2024年契税执行数是多少", "2023年呢", "减少了百分之几"], "14.29%"),
    ],
)
def test_figures_asked_one_after_the_other_are_taken_together(papers: Bot, talk: list[str], told: str) -> None:
    assert told in papers.ask(talk[-1], history=talk[:-1]).text


def test_a_figure_that_two_departments_have_is_asked_back(papers: Bot) -> None:
    answer = papers.ask("2023年公务接待费决算是多少")
    assert answer.status == "clarify"
    assert {"4.25", "4.62"} <= {word for word in answer.text.split() if "." in word}


def test_taxes_that_fell_short_of_their_plan_are_listed_and_no_others(papers: Bot) -> None:
    answer = papers.ask("云岭县2024年有哪些税种执行数没有完成预算")
    assert [item.label for item in answer.items] == ["契税", "个人所得税"]


def test_the_next_sentence_of_a_county_is_no_part_of_the_one_before(papers: Bot) -> None:
    answer = papers.ask("云岭县2024年一般公共预算支出完成多少万元")
    assert answer.value == 30_000_000
    assert not answer.notices or all(notice.kind != "inconsistency" for notice in answer.notices)
