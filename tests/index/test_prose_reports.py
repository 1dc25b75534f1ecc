"""Reports of governments and short notes: what each figure of a sentence is of, in wordings that other papers use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.prose_clauses import read_paragraph
from index.prose_state import Setting

SETTING = Setting("东岭县", 2023, "outturn", "outturn")
Told = tuple[str, str, str, int]


def told(text: str) -> set[Told]:
    figures, _ = read_paragraph(text, SETTING)
    return {("/".join(one.path), one.column, format(one.value.normalize(), "f"), one.year or 0) for one in figures}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # more than was budgeted is no item of its own, and what follows is not of it
            "一般公共预算收入500万元，为预算400万元的125%，超收100万元，比上年增收50万元，增长11.1%。",
            {
                ("一般公共预算收入", "比预算增减", "100", 2023),
                ("一般公共预算收入", "比上年增减", "50", 2023),
                ("一般公共预算收入", "增减%", "11.1", 2023),
            },
        ),
        (
            "一般公共预算收入300万元,与年初预算340万元相比短收40万元。",
            {("一般公共预算收入", "预算数", "340", 2023), ("一般公共预算收入", "比预算增减", "-40", 2023)},
        ),
        (
            "上解支出5万元，补充预算周转金-2万元，支出总计3万元。",
            {("上解支出", "决算数", "5", 2023), ("补充预算周转金", "决算数", "-2", 2023)},
        ),
        (
            "体制结算收入60万元,包括保障基数40万元、税收分成20万元。",
            {("体制结算收入/保障基数", "决算数", "40", 2023), ("体制结算收入/税收分成", "决算数", "20", 2023)},
        ),
        (
            "支出合计9亿元,构成为:教育支出6亿元、上解上级支出3亿元。",
            {
                ("支出合计", "决算数", "9", 2023),
                ("支出合计/教育支出", "决算数", "6", 2023),
                ("支出合计/上解上级支出", "决算数", "3", 2023),
            },
        ),
        (
            "税收比重为83.6%，较上年回落2.8个百分点。",
            {("税收比重", "比率", "83.6", 2023), ("税收比重", "增减百分点", "-2.8", 2023)},
        ),
        (
            "按同口径计算，一般公共预算收入为310万元，增幅14.6%。",
            {("同口径一般公共预算收入", "决算数", "310", 2023), ("一般公共预算收入", "同口径增减%", "14.6", 2023)},
        ),
        (
            "教育支出50万元，增加6万元，增长13.6%；",
            {("教育支出", "比上年增减", "6", 2023), ("教育支出", "增减%", "13.6", 2023)},
        ),
        (
            "公务接待费决算5万元，完成预算的80%，上年决算4万元。",
            {("公务接待费", "决算数", "5", 2023), ("公务接待费", "决算数", "4", 2022)},
        ),
        (
            "因公出国（境）费决算156万元，全年安排因公出国（境）团组9个、31人次，比上年增加93万元。",
            {("因公出国（境）费", "比上年增减", "93", 2023), ("因公出国（境）费", "决算数", "63", 2022)},
        ),
        (
            "机关运行经费。2023年安排11万元，主要保障机关运转。",
            {("机关运行经费", "决算数", "11", 2023)},
        ),
        (
            "税务部门征收13万元，为调整预算的100.9%，在一般公共预算收入中占48.5%。",
            {("税务部门征收", "占比", "48.5", 2023)},
        ),
    ],
)
def test_figures_told(text: str, expected: set[Told]) -> None:
    assert expected <= told(text)


def test_a_mark_before_every_amount_is_a_dash_and_no_sign() -> None:
    figures, _ = read_paragraph("会议费-5万元，培训费-6万元。", SETTING)
    assert not [one for one in figures if one.value < Decimal(0)]


def test_a_change_is_of_what_last_years_figure_is_of_not_of_the_part_told_before() -> None:
    figures = told("收入决算90万元，其中，事业收入30万元，其他收入60万元。收入较上年80万元增加10万元，增长12.5%。")
    assert {("收入决算", "比上年增减", "10", 2023), ("收入决算", "增减%", "12.5", 2023)} <= figures
    assert not any("其他收入" in path and column != "决算数" for path, column, _, _ in figures)
