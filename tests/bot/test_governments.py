"""Papers of whole governments: a report, forms of an outturn, a county's adjustment, a report of some months."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

REPORT = """关于云溪市2023年预算执行情况和2024年预算草案的报告

## 一、2023年预算执行情况

### （一）一般公共预算
2023年全市一般公共预算收入90亿元，完成预算的102.5%，增长5.0%。其中：税收收入60亿元，增长6.0%；非税收入30亿元。全市一般公共预算支出210亿元，增长3.0%。
市本级一般公共预算收入40亿元，完成预算的98.0%，下降2.0%。其中：税收收入22亿元。加上上级补助收入70亿元，收入总计110亿元。
市本级一般公共预算支出95亿元，完成调整预算的93.5%。加上上解上级支出12亿元，支出总计107亿元。收支相抵，结转下年3亿元。
市本级主要支出：教育支出18亿元，增长4.0%；卫生健康支出11亿元，下降6.0%，主要是一次性支出减少。

### （二）社会保险基金
全市社会保险基金收入50亿元，支出46亿元，年末滚存结余80亿元。

### （三）政府债务
2023年全市政府债务限额300亿元，余额288亿元。市本级政府债务限额120亿元，余额115亿元。

## 二、2024年预算草案
2024年市本级一般公共预算收入安排41亿元，增长2.5%；市本级教育支出安排19亿元。
"""
FORMS = """# 云溪市2023年度政府决算

## 云溪市2023年市本级一般公共预算支出决算表
单位：万元
项目\t预算数\t调整预算数\t决算数
教育支出\t175000\t190000\t180120
卫生健康支出\t105000\t118000\t110050
农林水支出\t60000\t66000\t61000
本年支出合计\t340000\t374000\t351170

## 云溪市2023年对下税收返还和转移支付决算表（分地区）
单位：万元
地区\t合计\t税收返还\t一般性转移支付\t专项转移支付
东岭区\t90000\t10000\t60000\t20000
临水县\t120000\t5000\t85000\t30000
高坪县\t70000\t4000\t50000\t16000
合计\t280000\t19000\t195000\t66000

## 云溪市2023年对下转移支付决算表（分项目）
单位：万元
项目\t决算数
教育\t40000
卫生健康\t26000
合计\t66000

## 云溪市2023年地方政府债务余额表
单位：亿元
地区\t一般债务\t专项债务\t合计
云溪市\t100\t188\t288
市本级\t45\t70\t115
东岭区\t30\t60\t90
临水县\t25\t58\t83
"""
COUNTY = """临水县2025年预算调整方案
县级一般公共预算收入由年初预算的30000万元调减为27000万元，减少3000万元。县级一般公共预算支出由80000万元调整为86000万元，增加6000万元。
新增专项债券9000万元，安排用于：城乡供水工程4000万元；第二小学校舍工程5000万元。
"""
OUTTURN = """# 临水县2024年一般公共预算支出执行情况表
单位：万元
项目\t2024年调整预算数\t2024年执行数\t2023年执行数\t比上年增减%
教育支出\t31000\t30000\t28000\t7.1
卫生健康支出\t12000\t11000\t12500\t-12.0
农林水支出\t21000\t20500\t21500\t-4.7
一般公共预算支出合计\t64000\t61500\t62000\t-0.8
"""
BONDS = """# 高坪县2023年地方政府债券情况表
单位：亿元
项目\t金额
一、2022年末地方政府债务余额\t50
其中：一般债务\t20
专项债务\t30
二、2023年末地方政府债务余额\t57
其中：一般债务\t22
专项债务\t35
"""
MONTHS = """云溪市2024年1—4月财政收支情况
1—4月，全市一般公共预算收入31亿元，增长2.0%。其中：市本级收入13亿元，下降1.0%；县区级收入18亿元，增长4.2%。
全市一般公共预算支出72亿元，比上年同期增支3亿元，增长4.3%。
"""


@pytest.fixture(scope="module")
def governments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {
        "报告.md": REPORT,
        "决算.md": FORMS,
        "调整.md": COUNTY,
        "执行.md": OUTTURN,
        "债券.md": BONDS,
        "月报.md": MONTHS,
    }
    yield from bot_over(tmp_path_factory.mktemp("papers"), papers)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云溪市2023年全市一般公共预算收入是多少", "9000000000"),
        ("云溪市2023年市本级一般公共预算收入是多少", "4000000000"),
        ("云溪市2023年市级一般公共预算收入多少", "4000000000"),
        ("云溪市本级2023年税收收入有多少", "2200000000"),
        ("云溪市2023年全市税收收入", "6000000000"),
        ("云溪市2023年市本级收入总计多少", "11000000000"),
        ("云溪市2023年市本级教育支出决算数", "1801200000"),
        ("云溪市2023年市本级教育支出调整预算数", "1900000000"),
        ("云溪市2024年市本级教育支出安排多少", "1900000000"),
        ("云溪市2023年全市社会保险基金支出", "4600000000"),
        ("云溪市2023年市本级政府债务余额是多少", "11500000000"),
        ("云溪市2024年1-4月全市一般公共预算收入", "3100000000"),
        ("云溪市2024年一至四月市本级收入多少", "1300000000"),
        ("云溪市2024年前4个月县区级收入多少", "1800000000"),
        ("云溪市2024年1-4月全市支出比上年同期增支多少", "300000000"),
    ],
)
def test_whose_money_and_which_months_decide(governments: Bot, question: str, value: str) -> None:
    answer = governments.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "云溪市2023年全市教育支出是多少",
        "云溪市2023年县区级一般公共预算收入多少",
        "临水县2024年全市一般公共预算收入是多少",
        "云溪市2024年上半年一般公共预算收入是多少",
        "云溪市2024年一季度全市一般公共预算收入",
        "云溪市2024年全年全市一般公共预算支出执行数是多少",
        "高坪县2023年教育支出是多少",
        "临水县2023年社会保险基金收入",
    ],
)
def test_figures_of_others_or_of_other_months_answer_nothing(governments: Bot, question: str) -> None:
    answer = governments.ask(question)
    assert answer.status in ("not_found", "clarify"), answer.text
    assert answer.value is None


def test_an_answer_says_whose_money_and_which_months(governments: Bot) -> None:
    assert "全市一般公共预算收入" in governments.ask("云溪市2023年一般公共预算收入是多少").text
    assert "1-4月市本级" in governments.ask("云溪市2024年1-4月市本级一般公共预算收入是多少").text
    assert "市本级教育支出" in governments.ask("云溪市2023年教育支出决算").text


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("云溪市2023年市本级税收收入占一般公共预算收入的比重", "55%"),
        ("云溪市2023年全市税收收入占一般公共预算收入的比重", "66.67%"),
        ("云溪市2023年全市一般公共预算收入和支出分别是多少", "210 亿元"),
        ("云溪市2023年市本级政府债务限额和余额分别是多少", "115 亿元"),
        ("云溪市2023年市本级教育支出完成调整预算的百分之几", "94.8%"),
        ("云溪市2023年市本级卫生健康支出为什么下降", "一次性支出减少"),
        ("临水县2025年新增专项债券安排了哪些项目", "5,000 万元"),
        ("临水县2025年一般公共预算收入从多少调减到多少", "27,000 万元"),
        ("云溪市2023年全市社会保险基金收入多少？年末滚存结余多少？", "80 亿元"),
    ],
)
def test_one_word_for_whose_money_holds_for_all_figures(governments: Bot, question: str, shown: str) -> None:
    answer = governments.ask(question)
    assert answer.status == "answered", answer.text
    assert shown in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云溪市2023年市本级教育、卫生健康和农林水支出决算数合计多少", "3511700000"),
        ("云溪市2023年全市债务余额离限额还有多少空间", "1200000000"),
        ("云溪市2023年市本级政府债务还有多少举债空间", "500000000"),
        ("临水县2025年一般公共预算支出调整增加了多少", "60000000"),
        ("临水县2025年一般公共预算支出调整后预算数是多少", "860000000"),
        ("云溪市2023年对临水县的转移支付合计多少", "1200000000"),
        ("云溪市2023年对东岭区和高坪县的转移支付一共多少", "1600000000"),
        ("临水县2023年政府债务余额是多少", "8300000000"),
        ("临水县城乡供水工程安排了多少专项债券", "40000000"),
        ("高坪县2023年末专项债务余额是多少", "3500000000"),
        ("高坪县2022年末专项债务余额是多少", "3000000000"),
    ],
)
def test_sums_rooms_and_rows_of_the_government_above(governments: Bot, question: str, value: str) -> None:
    answer = governments.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("云溪市2023年哪个县区得到的转移支付最多", "临水县"),
        ("云溪市2023年专项转移支付最少的是哪个地区", "高坪县"),
        ("2023年云溪市各县区中债务余额最高的是哪个", "东岭区"),
        ("临水县2024年支出最多的科目是什么", "教育支出"),
        ("云溪市2023年市级支出最多的科目是哪个", "教育支出"),
        ("临水县2024年哪项支出降幅最大", "卫生健康支出"),
    ],
)
def test_rankings_go_over_places_or_over_the_form(governments: Bot, question: str, first: str) -> None:
    answer = governments.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.items[0].label == first


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("云溪市2023年全市社会保险基金收大于支吗", True),
        ("云溪市2023年市本级收支平衡吗", True),
        ("云溪市2023年全市政府债务余额超过限额了吗", False),
    ],
)
def test_accounts_and_limits_are_held_against_each_other(governments: Bot, question: str, truth: bool) -> None:
    answer = governments.ask(question)
    assert (answer.status, answer.truth) == ("answered", truth), answer.text


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        (("云溪市2023年全市一般公共预算收入是多少", "市本级呢"), "4000000000"),
        (("云溪市2023年全市社会保险基金收入多少", "支出呢"), "4600000000"),
        (("云溪市2023年市本级政府债务限额多少", "余额呢"), "11500000000"),
        (("云溪市2023年对临水县的转移支付多少", "高坪县呢"), "700000000"),
    ],
)
def test_a_follow_up_changes_the_level_the_side_or_the_place(
    governments: Bot, talk: tuple[str, ...], value: str
) -> None:
    answer = governments.ask(talk[-1], history=list(talk[:-1]))
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text
