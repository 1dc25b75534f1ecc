"""A city's report with its forms, what it discloses of its debts, and a county's forms: totals, places, bonds, claims."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

REPORT = """关于岚川市2023年预算执行情况和2024年预算草案的报告

## 一、2023年预算执行情况

### （一）一般公共预算
1.全市。一般公共预算收入90.5亿元，为预算的98.0%，比上年（下同）增长4.2%。其中：税收收入60亿元，增长3.0%。
一般公共预算支出210亿元，增长3.6%。
2.市本级。一般公共预算收入40亿元，为预算的97.0%，下降1.5%。
一般公共预算支出95亿元，增长2.0%。年末市本级预算稳定调节基金余额6.3亿元。

### （二）政府债务
专项债券主要投向：交通基础设施8亿元，社会事业5亿元。

## 附表一2023年岚川市全市一般公共预算支出执行情况表
单位：万元
项目\t2022年决算数\t2023年预算数\t2023年执行数\t为预算%\t比上年±%
教育支出\t300000\t330000\t320000\t97.0\t6.7
农林水支出\t200000\t210000\t220000\t104.8\t10.0
支出合计\t500000\t540000\t540000\t100.0\t8.0

## 附表二2023年岚川市分地区一般公共预算收支执行情况表
单位：万元
地区\t一般公共预算收入\t±%\t一般公共预算支出
全市\t905000\t4.2\t2100000
市本级\t400000\t-1.5\t950000
东浦区\t300000\t5.0\t600000
西坪县\t205000\t6.1\t550000

## 附表三岚川市社会保险基金2023年执行及2024年预算表
单位：万元
险种\t2023年收入\t2023年支出\t2023年本年结余\t2023年末滚存
工伤保险基金\t21000\t24000\t-3000\t20000
失业保险基金\t33000\t30000\t3000\t70000
"""
DEBT = """岚川市2023年地方政府债务情况公开
岚川市财政局2024年2月

根据《中华人民共和国预算法》有关规定，现将岚川市及市本级地方政府债务情况公开如下。

## 一、限额和余额
省财政厅核定岚川市2023年政府债务限额300亿元。2023年末全市政府债务余额280亿元。2024年全市应还本金12亿元、应付利息9亿元。
市本级安排新增专项债券4.5亿元。

## 表1 岚川市2023年地方政府债务限额及余额情况表
单位：亿元
地区\t2023年债务限额\t2023年债务余额（预计执行数）
公式\tA\tB=A-C
岚川市\t300\t280
市本级\t120\t110
东浦区\t100\t95
西坪县\t80\t75

## 表2 岚川市地方政府债券发行及还本付息情况表
单位：亿元
项目\t公式\t本地区\t本级
一、2023年还本预计执行数\tF=G+H\t11\t5
（一）一般债券\tG\t4\t2
（二）专项债券\tH\t7\t3
二、2024年还本预算数\tL=M+N\t12\t6
（一）一般债券\tM\t5\t2
（二）专项债券\tN\t7\t4
三、2024年付息预算数\tO=P+Q\t9\t4
（一）一般债券\tP\t4\t2
（二）专项债券\tQ\t5\t2

## 表3 岚川市市本级2023年新增专项债券资金使用情况表
单位：万元
序号\t项目名称\t投向领域\t债券资金
1\t第二医院\t社会事业\t18000
2\t环城路\t交通基础设施\t30000
\t合计\t\t48000
"""
COUNTY = """# 西坪县2024年政府预算公开

## 表1 2024年西坪县一般公共预算收入预算表
单位：万元
项目\t2023年执行数\t2024年预算数\t比2023年执行数增减额\t比2023年执行数增减%
税收收入\t120000\t115000\t-5000\t-4.2
非税收入\t85000\t86000\t1000\t1.2
一般公共预算收入合计\t205000\t201000\t-4000\t-2.0

## 表2 2024年西坪县一般公共预算支出预算表
单位：万元
项目\t2023年执行数\t2024年预算数
教育支出\t150000\t160000
农林水支出\t400000\t342500
一般公共预算支出合计\t550000\t502500

## 表3 2024年西坪县对乡镇一般公共预算转移支付预算表（分地区）
单位：万元
地区\t一般性转移支付\t专项转移支付\t合计
河口镇\t1500\t500\t2000
山前镇\t1200\t900\t2100
林家乡\t1800\t100\t1900
合计\t4500\t1500\t6300

## 表4 2024年西坪县对乡镇财政拨款情况表
单位：万元
乡镇\t预算数\t决算数
河口镇\t1000\t950
山前镇\t2000\t1800
林家乡\t1500\t1470

## 表5 2024年西坪县县级政府采购预算汇总表
单位：万元
项目\t合计\t一般公共预算\t政府性基金
货物类\t600\t500\t100
工程类\t900\t400\t500
合计\t1500\t900\t600

## 表6 2024年西坪县新增政府债券使用情况表
单位：万元
序号\t项目名称\t主管部门\t项目领域\t债券规模
一\t新增一般债券\t\t\t3000
1\t乡道改造\t县交通局\t交通基础设施\t3000
二\t新增专项债券\t\t\t9000
1\t县医院\t县卫健局\t社会事业\t4000
2\t产业园厂房\t县经开区\t产业园区\t3000
3\t第三中学\t县教育局\t社会事业\t2000
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (("报告", REPORT), ("债务", DEBT), ("预算", COUNTY)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("store") / "s", folder)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("岚川市2023年全市一般公共预算收入增长百分之几", "4.2"),
        ("岚川市2023年全市农林水支出增长百分之几", "10"),
        ("岚川市2023年全市一般公共预算一共花了多少钱", "21000000000"),
        ("岚川市2023年末市本级预算稳定调节基金还剩多少", "630000000"),
        ("岚川市2023年专项债券投向社会事业领域的有多少", "500000000"),
        ("岚川市失业保险基金2023年末滚存结余是多少", "700000000"),
        ("岚川市附表一里教育支出执行数是多少", "3200000000"),
        ("东浦区2023年末债务余额是多少", "9500000000"),
        ("岚川市本级2023年末政府债务余额是多少", "11000000000"),
        ("岚川市2024年还本付息加在一起要多少亿元", "2100000000"),
        ("西坪县2024年新增专项债券用于社会事业的一共多少", "60000000"),
        ("西坪县自己的一般公共预算收入够一般公共预算支出的几成", "40"),
        ("What is Lanchuan City's government debt limit for 2023?", "30000000000"),
    ],
)
def test_a_governments_figure_is_told(places: Bot, question: str, value: str) -> None:
    answer = places.ask(question)
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("岚川市2023年哪个区县的一般公共预算收入最多", "东浦区"),
        ("岚川市下面两个区县里,2023年一般公共预算支出哪个最少", "西坪县"),
        ("西坪县2024年对哪个乡镇的转移支付最多", "山前镇"),
        ("西坪县2024年哪个乡镇财政拨款的执行率最低", "山前镇"),
        ("岚川市2023年哪个区县的一般公共预算收入增长最快", "西坪县"),
    ],
)
def test_all_of_a_place_wins_no_ranking_of_places(places: Bot, question: str, first: str) -> None:
    assert first in places.ask(question).text.split("[1]")[0]


def test_a_list_of_places_is_by_the_total_that_is_asked_for(places: Bot) -> None:
    answer = places.ask("西坪县2024年哪些乡镇的转移支付合计超过1950万元")
    assert [item.label for item in answer.items] == ["河口镇", "山前镇"]


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("西坪县2024年收入比2023年增长了吗", False),
        ("西坪县2024年收入预算比2023年执行数是增长的吗", False),
        ("西坪县2024年对乡镇转移支付各乡镇加起来跟合计一致吗", False),
        ("岚川市说市本级安排新增专项债券4.5亿元,跟项目明细表的合计一样吗", False),
        ("岚川市说市本级安排新增专项债券4.8亿元,跟项目明细表的合计一样吗", True),
        ("岚川市2023年全市教育支出有没有完成年初预算", False),
        ("岚川市2023年全市农林水支出超额完成了预算,是真的吗", True),
    ],
)
def test_a_claim_of_a_government_is_checked_against_its_own_figure(places: Bot, question: str, truth: bool) -> None:
    answer = places.ask(question)
    assert answer.truth is truth, answer.text


def test_who_bought_the_bonds_is_told_by_no_other_sentence(places: Bot) -> None:
    assert places.ask("岚川市2023年新增专项债券是哪家银行买的").status == "not_found"
