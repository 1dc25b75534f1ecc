"""Yearly growth, so many years, who has nothing of a thing, a body's own office, what is left out, how much less, each thing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

PAPER = """# 某县{body}{year}年部门预算

## 机构设置
某县{body}部门预算包括{body}本部以及下属2家预算单位。某县{body}机关设7个内设机构，包括：办公室、财务科。

## {year}年部门收支预算总表
部门：某县{body}\t单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t{income}\t一、农林水支出\t{spent}
\t\t二、住房保障支出\t20.00
\t\t三、卫生健康支出\t10.00
收入总计\t{income}\t支出总计\t{income}

## {year}年基本支出预算表
部门：某县{body}\t单位：万元
科目编码\t科目名称\t预算数
302\t商品和服务支出\t{goods}
30201\t办公费\t{office}
30211\t差旅费\t{travel}
30216\t培训费\t2.00
30217\t公务接待费\t{reception}
30231\t公务用车运行维护费\t9.00

## 其他说明
截至{year}年底，某县{body}共有车辆{cars}辆。
"""


def paper(body: str, year: int, **cells: str) -> str:
    usual = {"income": "130.00", "spent": "100.00", "office": "8.00", "travel": "3.00", "cars": "3", "reception": "0"}
    told = {**usual, **cells}
    reception = told["reception"] or "0"
    goods = sum(map(Decimal, (told["office"], told["travel"], "2.00", reception, "9.00")))
    return PAPER.format(body=body, year=year, goods=goods, **told)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("county")
    papers = {
        "water-2022.txt": paper("水务局", 2022, income="100.00", spent="70.00"),
        "water-2023.txt": paper("水务局", 2023, income="115.00", spent="85.00"),
        "water-2024.txt": paper("水务局", 2024, income="144.00", spent="114.00", reception="1.50"),
        "school-2024.txt": paper("教育局", 2024, travel="5.00", reception=""),
        "culture-2024.txt": paper("文化局", 2024, travel="6.00", cars="0"),
    }
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Bot(build_store(folder / "store", *(folder / name for name in papers)))


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("某县水务局2022到2024年支出总计年均增长率是多少", "20", "%"),
        ("某县水务局2022年至2024年收入总计的复合增长率", "20", "%"),
        ("某县水务局这三年支出总计平均每年增长百分之几", "20", "%"),
        ("某县水务局2022到2024年支出总计平均每年增加多少万元", "220000", "元"),
    ],
)
def test_growth_a_year_is_compound_and_its_amount_is_told(county: Bot, question: str, value: str, unit: str) -> None:
    answer = county.ask(question)
    assert (answer.value, answer.unit) == (Decimal(value), unit), answer.text
    assert "22 万元" in answer.text


def test_no_growth_is_worked_out_from_nothing(county: Bot) -> None:
    assert county.ask("某县水务局2022到2024年公务接待费年均增长率").status == "not_found"
    assert county.ask("某县教育局2022到2024年办公费年均增长率").status == "not_found"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("某县水务局这三年的支出总计合计多少", "3590000"),
        ("某县水务局近两年支出总计合计多少", "2590000"),
        ("某县水务局2022、2023、2024这三年支出总计一共多少", "3590000"),
    ],
)
def test_so_many_years_are_the_latest(county: Bot, question: str, value: str) -> None:
    assert county.ask(question).value == Decimal(value)


def test_more_years_than_are_held_are_not_added_up(county: Bot) -> None:
    assert county.ask("某县水务局这五年支出总计合计多少").value is None


@pytest.mark.parametrize(
    "question", ["2024年哪个部门没有公务接待费", "2024年没有公务接待费的部门是哪个", "2024年哪家单位公务接待费为0"]
)
def test_who_has_none_is_told_apart_from_who_left_it_blank(county: Bot, question: str) -> None:
    answer = county.ask(question)
    lines = {line.split("：")[0]: line for line in answer.text.split("\n")}
    zero = next(line for head, line in lines.items() if "为 0 的" in head)
    blank = next(line for head, line in lines.items() if "空白" in head)
    some = next(line for head, line in lines.items() if "有这一项" in head)
    assert "文化局" in zero
    assert "教育局" in blank
    assert "水务局" in some
    assert answer.value is None


def test_an_amount_is_divided_by_the_things_that_the_paper_counts(county: Bot) -> None:
    answer = county.ask("某县教育局2024年公务用车运行维护费平均每辆车多少")
    assert answer.value == Decimal(30_000)
    assert "÷" in answer.text
    assert county.ask("某县文化局2024年公务用车运行维护费平均每辆车多少").status == "not_found"  # no car
    assert county.ask("某县教育局2024年培训费平均每辆车多少").status == "not_found"
    assert county.ask("某县教育局2024年公务接待费平均每批次多少").status == "not_found"


@pytest.mark.parametrize("office", ["本级", "本部", "机关", "机关本级"])
def test_a_departments_own_office_without_a_row_is_told(county: Bot, office: str) -> None:
    answer = county.ask(f"某县教育局{office}2024年差旅费是多少")
    assert answer.value == Decimal(50_000)
    assert any("本级" in notice.text for notice in answer.notices)


def test_a_ranking_says_what_it_leaves_out(county: Bot) -> None:
    answer = county.ask("某县水务局2024年商品和服务支出中，除了公务用车运行维护费，哪一项最多")
    assert answer.value == Decimal(80_000)
    assert "除公务用车运行维护费外" in answer.text
    assert county.ask("某县水务局2024年除绿化费以外，商品和服务支出中哪一项最多").value is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("某县水务局2024年差旅费比某县教育局少多少", "20000"),
        ("某县水务局2024年差旅费比办公费低了多少", "50000"),
        ("某县教育局2024年差旅费比某县水务局多多少", "20000"),
        ("某县水务局2024年差旅费比办公费少百分之几", "62.5"),
        ("某县水务局2024年农林水支出比2023年增加多少", "290000"),
        ("某县水务局2024年农林水支出比2023年减少多少", "-290000"),
    ],
)
def test_how_much_less_is_no_negative_amount(county: Bot, question: str, value: str) -> None:
    answer = county.ask(question)
    assert answer.value == Decimal(value), answer.text


def test_both_things_are_named_where_one_is_more_by_a_percentage(county: Bot) -> None:
    text = county.ask("某县水务局2024年差旅费比办公费少百分之几").text
    assert "差旅费" in text
    assert "办公费" in text


@pytest.mark.parametrize(
    ("question", "value"),
    [("某县教育局有几家下属单位", 2), ("某县教育局内设几个科室", 7), ("某县教育局有多少个内设机构", 7)],
)
def test_units_and_offices_are_counted_as_the_paper_tells(county: Bot, question: str, value: int) -> None:
    assert county.ask(question).value == value


def test_a_count_of_units_that_nothing_tells_is_no_amount_of_money(county: Bot) -> None:
    assert county.ask("某县教育局部门预算包括多少家单位").value is None


@pytest.mark.parametrize(
    "question",
    [
        "差旅费，某县教育局2024年预算数是多少？",
        "某县教育局2024年预算里，差旅费是多少",
        "What is the budget for staff journeys (差旅费) of 某县教育局 in 2024?",
    ],
)
def test_a_word_for_the_plan_or_a_gloss_is_no_figure_of_its_own(county: Bot, question: str) -> None:
    assert county.ask(question).value == Decimal(50_000)


def test_a_gloss_hides_no_second_name(county: Bot) -> None:
    answer = county.ask("What is the sum of office expenses and training (培训费) of 某县教育局 in 2024?")
    assert answer.value == Decimal(100_000)


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("某县水务局2024年说明称住房保障支出占13.9%，算得对吗", True),
        ("某县水务局2024年住房保障支出占14.9%，对吗", False),
        ("某县水务局2024年农林水支出、住房保障支出、卫生健康支出三项相加，和支出总计对得上吗", True),
        ("某县水务局2024年农林水支出和住房保障支出相加，和支出总计对得上吗", False),
    ],
)
def test_a_claim_is_checked_as_precisely_as_it_is_given(county: Bot, question: str, truth: bool) -> None:
    answer = county.ask(question)
    assert answer.truth is truth, answer.text


TOLD = """# 某县档案局{year}年部门预算

## 预算说明
培训费预算{training}万元，比{before}年预算减少1.00万元，主要原因是培训场次减少。
{called}{bought}万元。

## {year}年基本支出预算表
部门：某县档案局\t单位：万元
科目编码\t科目名称\t预算数
303\t对个人和家庭的补助\t9.00
30301\t离休费\t3.00
30302\t退休费\t6.00
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("archive")
    told = {"2023": ("5.00", "政府采购预算总额", "40.00"), "2024": ("4.00", "政府采购支出总额", "30.00")}
    for year, (training, called, bought) in told.items():
        text = TOLD.format(year=year, before=int(year) - 1, training=training, called=called, bought=bought)
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    return Bot(build_store(folder / "store", *(folder / f"{year}.txt" for year in told)))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("某县档案局2022年培训费是多少，用2023年预算说明倒推", "60000"),
        ("根据2023年说明推算，某县档案局2022年培训费是多少", "60000"),
        ("某县档案局2024年给离休干部的离休费是多少", "30000"),
        ("某县档案局2024年发给退休职工的退休费是多少", "60000"),
        ("某县档案局2024年离休费、退休费两样加总是多少", "90000"),
        ("某县档案局2024年政府采购支出比2023年下降了百分之几", "25"),
    ],
)
def test_words_around_a_name_do_not_hide_it(archive: Bot, question: str, value: str) -> None:
    answer = archive.ask(question)
    assert answer.value == Decimal(value), answer.text


def test_whom_money_is_for_is_kept_where_its_name_does_not_say_it(archive: Bot) -> None:
    assert archive.ask("某县档案局2024年给困难职工的退休费是多少").value is None


@pytest.mark.parametrize("asked", ["怎么解释的", "如何说明", "作何解释"])
def test_why_a_figure_moved_may_be_asked_as_its_explanation(archive: Bot, asked: str) -> None:
    assert "场次减少" in archive.ask(f"某县档案局2024年培训费比上年少，{asked}").text


def test_a_code_is_no_amount(county: Bot) -> None:
    answer = county.ask("某县水务局2024年差旅费的经济分类科目编码是什么？")
    assert (answer.status, answer.value) == ("answered", None)
    assert "30211" in answer.text
    assert county.ask("某县水务局2024年差旅费预算是多少，科目编码30211").value == Decimal(30_000)
    assert county.ask("某县水务局2024年农林水支出的科目编码是多少？").status == "not_found"


def test_both_ends_of_what_is_named_are_told(county: Bot) -> None:
    named = "某县水务局、某县教育局、某县文化局2024年差旅费"
    ends = county.ask(f"{named}，谁最多谁最少？").text
    assert re.search("最大的是某县文化局.*最小的是某县水务局", ends, re.S), ends
    order = [item.label for item in county.ask(f"{named}，谁最多谁最少？按从高到低列一下").items]
    assert order == ["某县文化局", "某县教育局", "某县水务局"]


def test_how_far_each_moved_is_no_comparison_of_the_figures(county: Bot) -> None:
    moved = county.ask("某县水务局2024年农林水支出比上年的增加额和住房保障支出的增加额是同一个数吗？差多少")
    assert "增加 29 万元" in moved.text
    assert "多 94 万元" not in moved.text
    assert moved.truth is None


@pytest.mark.parametrize(("other", "truth"), [("办公费", False), ("培训费", True)])
def test_a_figure_told_of_the_thing_is_no_limit_of_the_claim(county: Bot, other: str, truth: bool) -> None:
    answer = county.ask(f"某县水务局2024年差旅费写的是3.00万元，这个数是不是比{other}还大？")
    assert answer.truth is truth, answer.text
