"""Papers of other provinces: a hall with units and projects, a town in 元, a college, a commission with a list that 其他 ends."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

HALL = """# 某省林业厅2024年部门预算

## 一般公共预算支出情况表（按功能分类科目）
部门：某省林业厅\t单位：万元
科目编码\t科目名称\t支出合计\t其中\t
\t\t\t基本支出\t项目支出
213\t农林水支出\t90.00\t50.00\t40.00
21302\t林业和草原\t90.00\t50.00\t40.00
2130201\t行政运行\t50.00\t50.00\t
2130205\t森林资源培育\t40.00\t\t40.00
221\t住房保障支出\t10.00\t10.00\t
合计\t\t100.00\t60.00\t40.00

## 财政拨款安排的“三公”经费预算表
部门：某省林业厅\t单位：万元
项目\t2024年预算
“三公”经费\t9.00
其中：（一）因公出国（境）支出\t2.00
（二）公务用车购置及运行维护支出\t6.00
1.公务用车购置\t1.00
2.公务用车运行维护费\t5.00
（三）公务接待费支出\t1.00

## 部门预算项目支出预算表
部门：某省林业厅\t单位：万元
预算单位\t项目名称\t总计\t一般公共预算\t其他资金
合计\t\t55.00\t40.00\t15.00
某省林业厅（本级）\t小计\t25.00\t25.00\t
某省林业厅（本级）\t造林补贴\t18.00\t18.00\t
某省林业厅（本级）\t护林员培训\t7.00\t7.00\t
某省林科院\t小计\t30.00\t15.00\t15.00
某省林科院\t种苗研究\t20.00\t15.00\t5.00
某省林科院\t标本馆维护\t10.00\t\t10.00

## 情况说明
2024年，本部门机关运行经费安排30.00万元。
2024年本部门政府采购安排40.00万元，其中：货物类采购预算10.00万元，工程类采购预算22.00万元，服务类采购预算8.00万元。
"""
TOWN = """# 安平县青石镇人民政府2025年部门预算

## 一般公共预算支出预算表
单位名称：安平县青石镇人民政府\t单位：元
科目编码\t科目名称\t本年预算
201\t一般公共服务支出\t600000.00
20103\t政府办公厅（室）及相关机构事务\t600000.00
2010301\t行政运行\t600000.00
213\t农林水支出\t300000.00
21307\t农村综合改革\t300000.00
2130705\t对村民委员会和村党支部的补助\t300000.00
合计\t\t900000.00

## 一般公共预算项目支出预算表
单位名称：安平县青石镇人民政府\t单位：元
科目编码\t\t\t单位名称（项目）\t金额（元）
类\t款\t项\t\t
\t\t\t合计\t160000.00
201\t03\t02\t便民服务中心运转\t60000.00
213\t07\t05\t村级公共服务维护\t90000.00
224\t01\t06\t应急队伍建设\t10000.00

## 情况说明
青石镇人民政府2025年“三公”经费财政拨款预算数50000元，其中：公务接待费20000元，公务用车运行维护费30000元。
青石镇人民政府履行一般行政管理职能的机关运行经费财政拨款预算为120000元。
公务接待费较2024年预算下降20%。主要原因是减少接待批次。
"""
COLLEGE = """# 某州师范学院2025年单位预算

## 收支总表
单位：某州师范学院\t金额单位：万元
收入\t\t支出\t
项目\t本年预算\t项目\t本年预算
一、一般公共预算拨款收入\t70.00\t一、教育支出\t95.00
二、事业收入\t20.00\t二、住房保障支出\t5.00
本年收入合计\t90.00\t本年支出合计\t100.00
上年结转\t10.00\t年终结转\t
收入总计\t100.00\t支出总计\t100.00

## 一般公共预算支出表
单位：某州师范学院\t金额单位：万元
科目编码\t科目名称\t小计\t基本支出\t项目支出
205\t教育支出\t65.00\t45.00\t20.00
221\t住房保障支出\t5.00\t5.00\t
合计\t\t70.00\t50.00\t20.00

## 项目支出预算表
单位：某州师范学院\t金额单位：万元
项目名称\t合计\t一般公共预算\t事业收入
学科建设\t14.00\t12.00\t2.00
学生资助\t8.00\t8.00\t
合计\t22.00\t20.00\t2.00

## 情况说明
2025年会议费预算4.00万元，拟召开18次会议。
公务用车购置和运行维护费：2025年预算数9.00万元，比2024年预算数减少1.00万元。
公务用车运行维护费2025年预算数8.00万元，其中：加油3.00万元，维修2.00万元，其他3.00万元，比2024年预算数增加2.00万元，主要原因：车辆老化。
本单位共有车辆7台，合计150.00万元。
"""


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (("林业厅.txt", HALL), ("青石镇.txt", TOWN), ("师范学院.txt", COLLEGE)):
        (folder / name).write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("provinces"), folder)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("某州师范学院收入总计多少", "1000000", "元"),
        ("学校一般公共预算支出多少", "700000", "元"),
        ("青石镇一般公共预算支出是多少", "900000", "元"),
        ("某省林业厅一般公共预算支出多少", "1000000", "元"),
        ("学校教育支出占一般公共预算支出的比例", "92.8571", "%"),
        ("某省林业厅三公经费里公车花多少", "60000", "元"),
        ("某省林业厅2024年政府采购中服务类占多少比例", "20", "%"),
        ("某省林业厅机关运行经费多少", "300000", "元"),
        ("青石镇机关运行经费多少", "120000", "元"),
        ("镇里三公经费多少", "50000", "元"),
        ("青石镇三公经费里接待费占多少", "40", "%"),
        ("青石镇有多少个项目", "3", "项"),
        ("某省林业厅一共几个项目", "4", "项"),
        ("青石镇农林水支出占一般公共服务支出的多少", "50", "%"),
        ("某州师范学院基本支出和项目支出之比是多少", "2.5", "倍"),
        ("某州师范学院公务用车运行维护费比上年增加多少", "20000", "元"),
        ("某州师范学院公务用车购置和运行维护费比上年减少多少", "10000", "元"),
        ("学校有几辆车", "7", "台"),
        ("学校计划召开多少次会议", "18", "次"),
    ],
)
def test_figures(provinces: Bot, question: str, value: str, unit: str) -> None:
    answer = provinces.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.value, answer.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        (("某省林业厅公务接待费多少", "公务用车呢", "两项加起来呢"), "70000"),
        (("某省林业厅2024年造林补贴和护林员培训一共多少", "再加上种苗研究呢"), "450000"),
        (("某省林业厅农林水支出多少", "其中森林资源培育多少", "占比呢"), "44.4444"),
        (("青石镇村级公共服务维护多少", "占一般公共服务支出的百分之几"), "15"),
        (("某州师范学院车辆价值多少", "有几辆车"), "7"),
    ],
)
def test_a_talk_goes_on(provinces: Bot, talk: tuple[str, ...], value: str) -> None:
    answer = provinces.ask(talk[-1], history=talk[:-1])
    assert answer.value == Decimal(value), answer.text


def test_one_figure_is_no_sum_of_two(provinces: Bot) -> None:
    answer = provinces.ask("两项合计呢", history=["某省林业厅造林补贴多少"])
    assert answer.status != "answered"


def test_a_second_half_keeps_to_the_place_of_the_first(provinces: Bot) -> None:
    answer = provinces.ask("青石镇农林水支出多少，其中基本支出多少")
    assert "林业厅" not in answer.text


def test_a_part_of_a_sentence_falls_with_the_one_that_gives_its_subject(provinces: Bot) -> None:
    answer = provinces.ask("龙潭卫生院公务接待费比去年降了多少？为啥降？")
    assert answer.status == "not_found"
    assert "接待批次" not in answer.text


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("某省林业厅有哪些项目", ["造林补贴", "护林员培训", "种苗研究", "标本馆维护"]),
        ("青石镇最大的两个项目是什么", ["村级公共服务维护", "便民服务中心运转"]),
    ],
)
def test_projects_are_told_from_their_units_and_codes(provinces: Bot, question: str, labels: list[str]) -> None:
    assert [item.label for item in provinces.ask(question).items] == labels
