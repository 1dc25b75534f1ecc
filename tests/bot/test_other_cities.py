"""Papers as other cities print them: an outturn with three budgets side by side, a county's report, forms of projects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import build_store

from bot.pipeline import Bot

OUTTURN = """# 某县农业农村局2023年度部门决算

## 收入支出决算总表
部门：某县农业农村局\t单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、财政拨款收入\t1,000.00\t一、农林水支出\t970.00
二、其他收入\t20.00\t二、住房保障支出\t40.00
本年收入合计\t1,020.00\t本年支出合计\t1,010.00
年初结转和结余\t5.00\t年末结转和结余\t15.00
总计\t1,025.00\t总计\t1,025.00

## 财政拨款“三公”经费支出决算表
部门：某县农业农村局\t单位：万元
项目\t年初预算数\t全年预算数\t决算数
合计\t26.00\t24.00\t18.00
因公出国（境）费\t0.00\t0.00\t
公务接待费\t8.00\t6.00\t3.00
公务用车运行维护费\t18.00\t18.00\t15.00

## 情况说明
因公出国（境）费支出决算为0.00万元，与2022年度持平。
公务接待费支出决算为3.00万元，比2022年度减少1.00万元，下降25.0%，主要是压减接待批次。国内公务接待31批次，246人次。
农林水支出决算为970.00万元，与2022年度相比增加70.00万元，增长7.8%。主要原因：一是新增农田建设项目；二是人员经费有所增长。
年末实有在职人员64名，离退休人员21名。
"""
COUNTY = """# 关于某市2024年预算执行情况和2025年预算草案的报告

## 某市2024年一般公共预算支出执行情况表
单位：万元
项目\t2024年预算数\t2024年执行数\t执行数为预算数的%\t比上年增长%
教育支出\t400\t380\t95.0\t4.0
农林水支出\t200\t230\t115.0\t-8.0
支出合计\t600\t610\t101.7\t-0.9

## 某市2024年地方政府债务限额及余额情况表
单位：亿元
项目\t合计\t一般债务\t专项债务
2023年末地方政府债务余额\t48.00\t19.00\t29.00
2024年末地方政府债务限额\t56.00\t22.00\t34.00
2024年末地方政府债务余额\t55.00\t20.00\t35.00
"""
BUDGET = """# 某区民政局2024年部门预算

## 2024年一般公共预算支出表
部门：某区民政局\t单位：万元
科目编码\t科目名称\t2023年执行数\t2024年预算数\t\t
\t\t\t小计\t基本支出\t项目支出
208\t社会保障和就业支出\t90.00\t110.00\t30.00\t80.00
20802\t民政管理事务\t90.00\t110.00\t30.00\t80.00
2080201\t行政运行\t28.00\t30.00\t30.00\t
2080299\t其他民政管理事务支出\t62.00\t80.00\t\t80.00
合计\t\t90.00\t110.00\t30.00\t80.00

## 2024年项目支出预算表
部门：某区民政局\t单位：万元
项目单位\t项目名称\t项目类别\t金额
某区民政局（本级）\t高龄津贴\t特定目标类\t41.00
某区民政局（本级）\t社区建设\t其他运转类\t12.00
某区儿童福利院\t养育护理\t特定目标类\t27.00
合计\t\t\t80.00
"""
WATER = """# 某省水务局2024年部门预算

## 表一 收入总表
部门：某省水务局\t单位：万元
单位编码\t单位名称\t合计\t一般公共预算\t事业收入\t上年结转
119\t某省水务局\t190.00\t150.00\t30.00\t10.00
119001\t某省水务局本级\t120.00\t110.00\t\t10.00
119002\t某省河湖保护中心\t70.00\t40.00\t30.00\t

## 表二 支出总表
部门：某省水务局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t190.00\t110.00\t80.00
119001\t某省水务局本级\t120.00\t70.00\t50.00
213\t农林水支出\t105.00\t55.00\t50.00
21303\t水利\t105.00\t55.00\t50.00
2130301\t行政运行\t105.00\t55.00\t50.00
221\t住房保障支出\t15.00\t15.00\t
119002\t某省河湖保护中心\t70.00\t40.00\t30.00
213\t农林水支出\t62.00\t32.00\t30.00
21303\t水利\t62.00\t32.00\t30.00
2130301\t行政运行\t62.00\t32.00\t30.00
221\t住房保障支出\t8.00\t8.00\t

## 表三 会议费、培训费支出表
部门：某省水务局\t单位：万元
项目\t金额
合计\t9.00

## 表四 一般公共预算支出表
部门：某省水务局\t单位：万元
科目编码\t科目名称\t2023年预算数\t2024年预算数
213\t农林水支出\t120.00\t130.00
21303\t水利\t120.00\t130.00
2130301\t行政运行\t120.00\t130.00
221\t住房保障支出\t18.00\t20.00
合计\t\t138.00\t150.00
"""


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (
        ("农业农村局.txt", OUTTURN),
        ("某市.txt", COUNTY),
        ("民政局.txt", BUDGET),
        ("水务局.txt", WATER),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("others"), folder)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("某县农业农村局2023年收入总计多少", "10250000", "元"),
        ("某县农业农村局2023年公务接待费全年预算数是多少", "60000", "元"),
        ("某县农业农村局2023年公务接待费年初预算多少", "80000", "元"),
        ("某县农业农村局2023年公务接待费的预算执行率是多少", "50", "%"),
        ("某县农业农村局2023年公务接待费完成年初预算的百分之几", "37.5", "%"),
        ("某县农业农村局2023年三公经费决算比年初预算少多少", "80000", "元"),
        ("某县农业农村局2023年国内公务接待多少人次", "246", "人次"),
        ("某市2024年教育支出多少", "3800000", "元"),
        ("某市2024年教育支出预算数是多少", "4000000", "元"),
        ("某市2024年农林水支出比上年变化多少", "-8.0", "%"),
        ("某市2024年教育支出和农林水支出合计多少", "6100000", "元"),
        ("某市2023年末政府债务余额多少", "4800000000", "元"),
        ("某市2024年末政府债务限额是多少", "5600000000", "元"),
        ("某区民政局其他民政管理事务支出2023年执行数是多少", "620000", "元"),
        ("某区民政局2024年一般公共预算支出是多少", "1100000", "元"),
        ("某区民政局2024年高龄津贴安排多少", "410000", "元"),
        ("某区儿童福利院养育护理多少钱", "270000", "元"),
        ("某区民政局2024年哪个项目花钱最多", "410000", "元"),
        ("某省水务局2024年事业收入多少", "300000", "元"),
        ("某省水务局2024年基本支出多少", "1100000", "元"),
        ("某省水务局2024年一般公共预算支出多少", "1500000", "元"),
        ("某省水务局2024年农林水支出比上年增加多少", "100000", "元"),
        ("某省河湖保护中心的行政运行多少", "620000", "元"),
        ("某省水务局2024年哪个单位支出最多", "1200000", "元"),
        ("某省水务局2024年哪个单位的项目支出最多", "500000", "元"),
    ],
)
def test_figures(others: Bot, question: str, value: str, unit: str) -> None:
    answer = others.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.value, answer.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("question", "truth"),
    [("某县农业农村局2023年因公出国花钱了吗", False), ("某县农业农村局2023年公务接待费花钱了吗", True)],
)
def test_whether_anything_was_spent_is_told_by_the_outturn(others: Bot, question: str, truth: bool) -> None:
    answer = others.ask(question)
    assert answer.truth is truth
    assert "决算" in answer.text


def test_a_budget_does_not_tell_what_was_spent(others: Bot) -> None:
    assert others.ask("某区民政局2024年高龄津贴花掉了吗").status == "not_found"


def test_a_zero_of_the_text_answers_for_a_blank_cell_and_both_are_shown(others: Bot) -> None:
    answer = others.ask("某县农业农村局2023年因公出国（境）费决算多少")
    assert answer.value == 0
    assert "空白" in answer.text
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    "question",
    ["某县农业农村局2023年农林水支出增加多少，原因是什么", "某县农业农村局2023年农林水支出为什么增加了，增加多少"],
)
def test_a_change_and_its_whole_reason(others: Bot, question: str) -> None:
    answer = others.ask(question)
    assert all(words in answer.text for words in ("70", "一是新增农田建设项目", "二是人员经费有所增长"))


def test_a_reason_without_the_word_for_it(others: Bot) -> None:
    assert "压减接待批次" in others.ask("某县农业农村局2023年公务接待费为什么减少").text


@pytest.mark.parametrize(
    ("question", "told"), [("离退休人员有多少", "21"), ("在职人员多少", "64"), ("在职人员数", "64")]
)
def test_staff_is_told_where_the_text_counts_it(others: Bot, question: str, told: str) -> None:
    answer = others.ask(f"某县农业农村局2023年{question}")
    assert answer.status == "answered"
    assert (answer.value, answer.unit) == (Decimal(told), "名")


@pytest.mark.parametrize(
    "question", ["某区民政局2024年有多少编制", "某区民政局2024年在职人员多少", "某市2024年有多少在编职工"]
)
def test_staff_that_no_text_counts_is_refused(others: Bot, question: str) -> None:
    assert others.ask(question).status == "not_found"


def test_the_largest_projects_are_projects(others: Bot) -> None:
    answer = others.ask("某区民政局2024年最大的两个项目是什么")
    assert [(item.label, item.value) for item in answer.items] == [("高龄津贴", 410000), ("养育护理", 270000)]


def test_a_second_half_keeps_to_the_organisation_of_the_first(others: Bot) -> None:
    answer = others.ask("某县农业农村局2023年公务接待费多少，其中教育支出多少")
    assert "3,8" not in answer.text
    assert "380" not in answer.text


def test_a_budget_after_an_outturn_is_the_budget(others: Bot) -> None:
    asked = "某县农业农村局2023年公务接待费决算多少"
    assert others.ask(asked).value == 30000
    assert others.ask("那预算呢", history=[asked]).value in (60000, 80000)


def test_the_debt_of_one_sort_follows_the_balance_and_not_the_limit(others: Bot) -> None:
    answer = others.ask("某市2024年末政府债务余额是多少，其中专项债务多少")
    assert [item.value for item in answer.items] == [5_500_000_000, 3_500_000_000]


def test_units_are_listed_with_all_their_money(others: Bot) -> None:
    answer = others.ask("某省水务局2024年各单位支出分别是多少")
    assert [(item.label, item.value) for item in answer.items] == [
        ("某省水务局本级", 1_200_000),
        ("某省河湖保护中心", 700_000),
    ]


def test_the_figure_of_the_department_goes_before_those_of_its_units(others: Bot) -> None:
    answer = others.ask("某省水务局2024年行政运行多少")
    assert answer.value == 1_300_000
    assert "另一口径" in answer.text


@pytest.mark.parametrize(
    ("question", "truths"),
    [
        ("某区民政局2024年高龄津贴41万元、养育护理28万元，对吗", ["是的。", "不是。"]),
        ("某县农业农村局2023年公务接待费3万元，比上年减少1万元，对吗", ["是的。", "是的。"]),
    ],
)
def test_several_claims_are_checked_one_by_one(others: Bot, question: str, truths: list[str]) -> None:
    assert [
        line[: len(truth)] for line, truth in zip(others.ask(question).text.split("\n"), truths, strict=True)
    ] == truths


def test_the_figures_of_a_talk_are_added_and_compared(others: Bot) -> None:
    talk = ["某区民政局2024年高龄津贴多少", "养育护理呢"]
    assert others.ask("加起来多少", history=talk).value == 680_000
    assert others.ask("差多少", history=talk).value == 140_000


def test_the_total_of_a_form_of_several_things_is_of_none_of_them(others: Bot) -> None:
    assert others.ask("某省水务局2024年培训费多少").status == "not_found"


def test_a_question_for_the_whole_leaves_what_narrowed_the_talk(others: Bot) -> None:
    talk = ["某县农业农村局2023年三公经费决算多少", "其中公务接待费呢"]
    assert others.ask(talk[1], history=talk[:1]).value == 30_000
    assert others.ask("总额是多少", history=talk).value == 180_000


PROVINCE = """# 某省司法厅{year}年部门预算

## 收支预算总表
部门：某省司法厅\t单位：万元
收入\t\t支出\t
收入来源\t金额\t支出用途\t金额
一般公共预算资金\t{income}\t基本支出\t{basic}
其他资金\t10.00\t项目支出\t{project}
收入合计\t{whole}\t支出合计\t{whole}
"""


def test_a_total_below_what_money_comes_from_or_goes_to_keeps_its_name(tmp_path: Path) -> None:
    for year, whole in ((2024, 200), (2025, 250)):
        paper = PROVINCE.format(year=year, income=whole - 10, basic=whole - 60, project=60, whole=whole)
        (tmp_path / f"司法厅{year}.txt").write_text(paper, encoding="utf-8")
    store = build_store(tmp_path / "store", *sorted(tmp_path.glob("*.txt")))
    told = Bot(store).ask("某省司法厅2025年支出合计比2024年增加多少")
    store.close()
    assert (told.value, told.unit) == (Decimal(500_000), "元")
    assert "支出合计" in told.text
    assert "支出用途" not in told.text
