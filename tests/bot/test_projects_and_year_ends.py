"""A bureau's projects in forms of funds and of goals, counts at a year's end, and a follow-up against the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

BUDGET = """首页 > 政务公开 > 财政预决算

# 青浦渡区城市管理局2025年部门预算公开

## 部门收支总表
部门：青浦渡区城市管理局\t单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
财政拨款收入\t900.00\t基本支出\t300.00
\t\t项目支出\t600.00
收入总计\t900.00\t支出总计\t900.00

## 一般公共预算项目支出表
单位：万元
项目名称\t合计
城市道路清扫保洁\t260.00
公厕运行维护\t90.00
生活垃圾分类收运\t150.00
合计\t500.00

## 2025年一般公共预算支出表
单位：万元
科目编码\t科目名称\t2024年执行数\t2025年预算数
212\t城乡社区支出\t760.00\t740.00
21201\t城乡社区管理事务\t760.00\t740.00
2120101\t行政运行\t310.00\t300.00
2120104\t城管执法\t250.00\t280.00
2120199\t其他城乡社区管理事务支出\t200.00\t160.00
合计\t\t760.00\t740.00

## 财政拨款“三公”经费支出表
单位：万元
项目\t预算数
公务接待费\t3.00
公务用车运行维护费\t30.00
合计\t33.00

## 政府采购预算表
单位：万元
采购项目\t采购单位\t采购类别\t数量\t预算金额
清扫车辆\t环卫所\t货物\t2\t80.00
公厕改造\t环卫所\t工程\t1\t60.00
路面修缮\t市政所\t工程\t1\t20.00
绿化养护\t市政所\t服务\t1\t40.00
合计\t\t\t\t200.00

## 项目支出绩效目标表
单位：万元
项目名称\t预算数\t年度目标\t指标类型\t指标内容\t指标值
架空线入地\t400.00\t改善街面环境\t数量指标\t入地长度\t≥14公里
\t\t\t质量指标\t验收合格率\t=100%
智慧停车设备购置\t160.00\t方便停车\t数量指标\t购置设备数量\t≥36台
口袋公园\t40.00\t增加绿地\t数量指标\t新建公园\t≥3个

## 其他说明
2025年政府采购预算200.00万元，其中：政府采购货物预算80.00万元、政府采购工程预算80.00万元、政府采购服务预算40.00万元。
2025年行政单位的机关运行经费预算为12.00万元，比2024年预算增加2.00万元。
截至2024年12月31日，本部门共有车辆9辆，其中执法执勤用车6辆、其他用车3辆。
"""
OUTTURN = """# 青浦渡区人民法院2024年度部门决算

## 一般公共预算财政拨款支出决算表
部门：青浦渡区人民法院\t单位：万元
科目编码\t科目名称\t决算数
204\t公共安全支出\t500.00
20405\t法院\t500.00
2040501\t行政运行\t380.00
2040505\t案件执行\t120.00
合计\t\t500.00

## 情况说明
一般公共预算财政拨款支出年初预算为530.00万元，支出决算为500.00万元。
案件执行（项）。年初预算为150.00万元，支出决算为120.00万元。
"""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("district"), {"城管局.txt": BUDGET, "法院.txt": OUTTURN})


@pytest.mark.parametrize(
    "asked",
    ["截至2024年底执法执勤用车有几辆?", "2024年末执法执勤用车多少辆", "2025年执法执勤用车有多少辆"],
)
def test_a_count_is_told_as_of_the_day_that_its_sentence_gives(district: Bot, asked: str) -> None:
    answer = district.ask(f"青浦渡区城市管理局{asked}")
    assert (answer.value, answer.unit) == (Decimal(6), "辆"), answer.text
    assert "截至2024年末" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How many vehicles did the Qingpudu District Urban Management Bureau (青浦渡区城市管理局) have at the end of 2024?",
        "Number of vehicles of Qingpudu District Bureau of Urban Management (青浦渡区城市管理局, whole department) as of December 31, 2024?",
    ],
)
def test_a_body_named_in_english_is_the_one_in_brackets(district: Bot, question: str) -> None:
    answer = district.ask(question)
    assert answer.value == Decimal(9), answer.text
    assert answer.text.startswith("end of 2024, 青浦渡区城市管理局")


def test_a_word_that_is_no_part_of_a_body_stays(district: Bot) -> None:
    answer = district.ask("How many zeppelins did the Qingpudu Bureau (青浦渡区城市管理局) have at the end of 2024?")
    assert answer.status != "answered", answer.text


def test_the_end_of_a_year_is_no_other_year_for_money(district: Bot) -> None:
    assert district.ask("青浦渡区城市管理局2024年末公务接待费是多少").status == "not_found"


def test_a_page_says_its_kind_by_its_title_and_not_by_its_place_on_the_site(district: Bot) -> None:
    assert {document.kind for document in district.documents() if document.year == 2025} == {"budget"}


def test_what_only_all_administrative_units_have_is_the_departments(district: Bot) -> None:
    assert district.ask("青浦渡区城市管理局2025年机关运行经费比上年增加多少").value == Decimal(20000)


def test_a_word_that_names_hold_is_no_slip_of_another(district: Bot) -> None:
    answer = district.ask("青浦渡区城市管理局2025年道路清扫保洁、公厕运维、生活垃圾分类三个项目总共多少钱?")
    assert answer.value == Decimal(5000000), answer.text


def test_the_projects_of_a_fund_are_those_of_the_form_titled_with_it(district: Bot) -> None:
    answer = district.ask("青浦渡区城市管理局2025年一般公共预算项目支出金额排前两名的项目")
    assert [item.label for item in answer.items] == ["城市道路清扫保洁", "生活垃圾分类收运"], answer.text


def test_a_form_of_goals_gives_the_money_of_its_projects(district: Bot) -> None:
    ask = district.ask
    assert ask("青浦渡区城市管理局2025年智慧停车设备购置是多少").value == Decimal(1600000)
    share = ask("青浦渡区城市管理局2025年架空线入地占项目支出的百分比")
    assert share.value is not None
    assert round(share.value, 2) == Decimal("66.67")
    goal = ask("青浦渡区城市管理局2025年购置设备数量的指标值是多少")
    assert (goal.value, goal.unit) == (Decimal(36), "台")


def test_rows_of_two_years_are_not_told_as_plan_and_outturn(district: Bot) -> None:
    answer = district.ask("青浦渡区城市管理局2025年一般公共预算里,哪些项级科目预算比2024年执行数减少了?")
    assert sorted(item.label for item in answer.items) == ["其他城乡社区管理事务支出", "行政运行"], answer.text
    assert "决算" not in answer.text


def test_a_follow_up_against_the_budget_keeps_the_row_before_it(district: Bot) -> None:
    talk = ["青浦渡区人民法院2024年一般公共预算支出一共多少？", "那案件执行这一项的决算呢？"]
    answer = district.ask("比年初预算少了多少", history=talk)
    assert answer.value is not None
    assert abs(answer.value) == Decimal(300000), answer.text


def test_purchases_of_a_sort_are_those_whose_row_says_it(district: Bot) -> None:
    answer = district.ask("青浦渡区城市管理局2025年政府采购里工程类的有哪些项目")
    assert [item.label for item in answer.items] == ["公厕改造", "路面修缮"], answer.text
    assert not district.ask("青浦渡区城市管理局2025年政府采购里消防类的有哪些项目").items
