"""How far beyond another figure, what is left of a project, bodies by number, how many people: an office of two kinds of forms."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

OFFICE = """# 沂川县民政局2024年度部门决算

## 收入支出决算总表
部门：沂川县民政局\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t900.00\t一、社会保障和就业支出\t880.00
本年收入合计\t900.00\t本年支出合计\t880.00
年初结转和结余\t35.00\t年末结转和结余\t55.00
总计\t935.00\t总计\t935.00

## 财政拨款“三公”经费支出决算表
部门：沂川县民政局\t单位：元
项目\t2024年决算数\t2023年决算数
合计\t61,234.00\t80,412.00
公务接待费\t61,234.00\t80,412.00

## 项目绩效自评结果汇总表
单位：万元
项目名称\t全年预算数\t全年执行数\t执行率\t自评得分
养老院修缮\t80.00\t40.00\t50.00%\t71.5
地名标志更换\t60.00\t57.00\t95.00%\t93.0

## 项目支出绩效目标表
项目名称\t绩效指标\t目标值
高龄补贴\t发放人数\t≥3200人
高龄补贴\t发放准确率\t≥99%
养老院修缮\t修缮床位\t48张

## 情况说明
1.社会保障和就业支出（类）民政管理事务（款）行政区划管理（项）。年初预算为50.00万元，支出决算为57.00万元，完成年初预算的114.00%。
2024年度“三公”经费财政拨款支出决算为6.12万元，与2023年度相比减少1.92万元。
"""
SCHOOL = """# 沂川县城关第二小学2024年度决算

## 收入支出决算总表
部门：沂川县城关第二小学\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、财政拨款收入\t300.00\t一、教育支出\t300.00
本年收入合计\t300.00\t本年支出合计\t300.00
"""
TOWN = """# 沂川县石溪镇2024年部门预算编制说明

## 一、收支预算情况说明
2024年收支总预算210.00万元，比2023年收支预算总数增加10.00万元，主要原因是人员增加。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("margins")
    paths = []
    for name, text in (("office", OFFICE), ("school", SCHOOL), ("town", TOWN)):
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return Bot(build_store(folder / "store", *paths))


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ("决算比年初预算多10%以上吗", True), ("决算比年初预算多20%以上吗", False), ("决算超出年初预算两成以上，是真的吗", False),
        ("的支出超出年初预算一成以上，是真的吗", True), ("决算比年初预算多了14%，对吗", True),
        ("决算超过年初预算的80%了吗", True), ("决算比年初预算少10%以上吗", False),
    ],
)  # fmt: skip
def test_beyond_by_a_percentage_is_no_share(bot: Bot, said: str, truth: bool) -> None:
    assert bot.ask(f"沂川县民政局2024年行政区划管理{said}").truth is truth


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("沂川县民政局2024年年初结转和结余是多少|年底还结转了多少？", 550_000),
        ("沂川县民政局2024年当年收入减去支出还结余多少？", 200_000),
        ("沂川县民政局2024年养老院修缮项目还剩多少没花？", 400_000),
        ("沂川县民政局2023年三公经费决算是多少", 80_412),
        ("沂川民政三公经费2024年决算多少", 61_200),
        ("沂川城关二小2024年总收入多少", 3_000_000),
        ("沂川二小2024年本年支出合计多少", 3_000_000),
        ("沂川县民政局高龄补贴打算发给多少老人？", 3_200),
        ("沂川县民政局2024年高龄补贴发放人数是多少", 3_200),
        ("沂川县民政局2024年地名标志更换全年执行数是多少|自评得分最低的是哪一个", "71.5"),
    ],
)
def test_what_is_asked_is_told(bot: Bot, question: str, value: int | str) -> None:
    *before, last = question.split("|")
    answer = bot.ask(last, history=before)
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("沂川县民政局2024年三公经费决算比2023年下降了多少个百分比？", "23.8497"),
        ("沂川县石溪镇2024年收支总预算比2023年增长了百分之几？", "5.0000"),
    ],
)
def test_a_percentage_is_of_printed_figures(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (abs(answer.value or 0), answer.unit) == (Decimal(value), "%"), answer.text


def test_goals_of_two_years_are_not_held_against_each_other(bot: Bot) -> None:
    assert bot.ask("沂川县民政局2024年高龄补贴发放人数比2023年的目标多多少人？").value is None
