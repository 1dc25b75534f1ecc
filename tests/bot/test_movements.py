"""Rows over budget, rows that moved since last year, balance of the accounts, entries of a form, contradicted claims."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import build_store

from bot.pipeline import Bot

OUTTURN = """# 南浦市图书馆2023年度部门决算

## 收入支出决算总表
部门：南浦市图书馆\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、财政拨款收入\t950.00\t一、文化旅游体育与传媒支出\t900.00
二、事业收入\t40.00\t二、住房保障支出\t60.00
本年收入合计\t990.00\t本年支出合计\t960.00
年初结转和结余\t10.00\t年末结转和结余\t40.00
总计\t1,000.00\t总计\t1,000.00

## 一般公共预算财政拨款支出决算表
部门：南浦市图书馆\t单位：万元
科目编码\t科目名称\t年初预算数\t决算数
207\t文化旅游体育与传媒支出\t850.00\t850.00
20701\t文化和旅游\t850.00\t850.00
2070101\t行政运行\t300.00\t280.00
2070104\t图书馆\t500.00\t530.00
2070199\t其他文化和旅游支出\t50.00\t40.00
221\t住房保障支出\t60.00\t63.00
22102\t住房改革支出\t60.00\t63.00
2210201\t住房公积金\t40.00\t41.00
2210203\t购房补贴\t20.00\t22.00
合计\t\t910.00\t913.00

## 情况说明
图书馆支出决算为530.00万元，年初预算为500.00万元。住房公积金支出决算为47.00万元。
"""
BUDGET = """# 南浦市体育局2024年部门预算

## 收支预算总表
部门：南浦市体育局\t单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t300.00\t一、文化旅游体育与传媒支出\t320.00
收入总计\t300.00\t支出总计\t320.00

## 一般公共预算支出表
部门：南浦市体育局\t单位：万元
科目编码\t科目名称\t2023年预算数\t2024年预算数
207\t文化旅游体育与传媒支出\t240.00\t300.00
20703\t体育\t240.00\t300.00
2070301\t行政运行\t100.00\t130.00
2070305\t体育竞赛\t80.00\t60.00
2070307\t体育场馆\t50.00\t90.00
2070308\t群众体育\t10.00\t20.00
合计\t\t240.00\t300.00

## 政府采购预算表
部门：南浦市体育局\t单位：万元
科目编码\t品目名称\t预算数
A\t货物\t30.00
A01\t体育器材\t18.00
A02\t计算机\t12.00
C\t服务\t90.00
C01\t赛事服务\t42.00
C02\t物业服务\t48.00
合计\t\t120.00
"""
RELICS = """# 南浦市文物局2024年部门预算

## 收入预算表
部门：南浦市文物局\t单位：万元
项目\t2023年预算数\t2024年预算数
财政拨款收入\t500.00\t520.00
事业收入\t80.00\t60.00
其他收入\t5.00\t5.00
合计\t585.00\t585.00

## 支出预算表
部门：南浦市文物局\t单位：万元
科目编码\t科目名称\t2023年预算数\t2024年预算数
2070204\t文物保护\t485.00\t500.00
2070205\t博物馆\t100.00\t85.00
合计\t\t585.00\t585.00
"""
BRANCH = """# 南浦市{name}2024年{level}预算

## 支出预算总表
{level}：南浦市{name}\t单位：万元
科目编码\t科目名称\t合计
207\t文化旅游体育与传媒支出\t{amount}.00
合计\t\t{amount}.00
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (("图书馆.txt", OUTTURN), ("体育局.txt", BUDGET), ("文物局.txt", RELICS)):
        (folder / name).write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("harbour"), folder)
    yield Bot(store)
    store.close()


def labels(answer_items: tuple) -> list[str]:  # type: ignore[type-arg]
    return [item.label for item in answer_items]


@pytest.mark.parametrize(
    "question",
    [
        "哪些支出超过预算",
        "哪些科目决算大于预算",
        "决算数大于年初预算数的有哪些",
        "哪些科目超预算",
        "有没有科目超支",
        "哪些支出预算小于决算",
    ],
)
def test_rows_over_their_budget(harbour: Bot, question: str) -> None:
    answer = harbour.ask(f"南浦市图书馆2023年{question}")
    assert sorted(labels(answer.items)) == ["住房公积金", "图书馆", "购房补贴"], answer.text
    assert {item.value for item in answer.items} == {Decimal(300000), Decimal(10000), Decimal(20000)}
    assert "《一般公共预算财政拨款支出决算表》" in answer.text


@pytest.mark.parametrize("asked", ["预算多少", "的预算是多少", "年初预算数多少"])
def test_the_budget_that_an_outturn_prints_is_given_where_it_is_asked_for(harbour: Bot, asked: str) -> None:
    assert harbour.ask(f"南浦市图书馆2023年行政运行{asked}").value == Decimal(3000000)
    assert harbour.ask("南浦市图书馆2023年行政运行多少").value == Decimal(2800000)


def test_rows_under_their_budget(harbour: Bot) -> None:
    answer = harbour.ask("南浦市图书馆2023年哪些科目决算低于预算")
    assert sorted(labels(answer.items)) == ["其他文化和旅游支出", "行政运行"]


def test_whether_one_row_went_over_its_budget(harbour: Bot) -> None:
    assert harbour.ask("南浦市图书馆2023年购房补贴超过预算了吗").truth is True
    assert harbour.ask("南浦市图书馆2023年行政运行有没有超过预算").truth is False


@pytest.mark.parametrize(
    ("question", "label", "value"),
    [
        ("增幅最大的是哪项", "群众体育", "100"),
        ("增长最快的支出是哪项", "群众体育", "100"),
        ("比上年增加最多的科目是哪个", "体育场馆", "400000"),
        ("比上年减少最多的科目是哪个", "体育竞赛", "-200000"),
        ("降幅最大的支出是什么", "体育竞赛", "-25"),
    ],
)
def test_the_row_that_moved_most(harbour: Bot, question: str, label: str, value: str) -> None:
    answer = harbour.ask(f"南浦市体育局2024年{question}")
    assert (labels(answer.items), answer.value) == ([label], Decimal(value)), answer.text


@pytest.mark.parametrize("verb", ["减少", "压减", "压缩", "缩减", "缩水"])
@pytest.mark.parametrize(("subject", "truth"), [("体育竞赛", True), ("群众体育", False)])
def test_a_claim_that_something_shrank_is_checked_by_its_direction(
    harbour: Bot, verb: str, subject: str, truth: bool
) -> None:
    assert harbour.ask(f"南浦市体育局2024年{subject}比上年{verb}了吗").truth is truth


@pytest.mark.parametrize(("limit", "truth"), [("70万元以内", True), ("60万元以内", True), ("59万元以内", False)])
def test_a_figure_within_a_limit(harbour: Bot, limit: str, truth: bool) -> None:
    assert harbour.ask(f"南浦市体育局2024年体育竞赛在{limit}吗").truth is truth


@pytest.mark.parametrize("word", ["增幅", "涨幅", "增长率"])
def test_a_rate_of_change_is_given_in_percent(harbour: Bot, word: str) -> None:
    answer = harbour.ask(f"南浦市体育局2024年体育场馆比上年{word}是多少")
    assert (answer.value, answer.unit) == (Decimal(80), "%"), answer.text


def test_the_rows_that_rose_since_last_year(harbour: Bot) -> None:
    answer = harbour.ask("南浦市体育局2024年哪些支出比上年增加了")
    assert sorted(labels(answer.items)) == ["体育场馆", "群众体育", "行政运行"]


@pytest.mark.parametrize(
    "question", ["哪些收入比上年减少了", "哪些收入下降了", "哪些收入来源减少", "收入增幅最大的是哪项"]
)
def test_a_question_about_income_is_not_answered_with_expenditures(harbour: Bot, question: str) -> None:
    answer = harbour.ask(f"南浦市体育局2024年{question}")
    assert (answer.status, answer.items) == ("not_found", ()), answer.text


@pytest.mark.parametrize("question", ["哪些收入比上年减少了", "哪些收入下降了", "比上年减少最多的收入是哪项"])
def test_the_income_that_fell_since_last_year(harbour: Bot, question: str) -> None:
    answer = harbour.ask(f"南浦市文物局2024年{question}")
    assert [(item.label, item.value) for item in answer.items] == [("事业收入", Decimal(-200000))], answer.text


@pytest.mark.parametrize("question", ["哪些部门减少了", "哪些单位增加了"])
def test_departments_that_moved_are_no_subjects_of_one_department(harbour: Bot, question: str) -> None:
    assert harbour.ask(f"南浦市体育局2024年{question}").items == ()


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("南浦市图书馆2023年收支平衡吗", True),
        ("南浦市图书馆2023年收入和支出平衡吗", True),
        ("南浦市图书馆2023年收支是否平衡", True),
        ("南浦市体育局2024年收支平衡吗", False),
        ("南浦市体育局2024年收支总计相等吗", False),
    ],
)
def test_balance_sets_the_totals_of_both_sides_of_one_form_against_each_other(
    harbour: Bot, question: str, truth: bool
) -> None:
    answer = harbour.ask(question)
    assert (answer.status, answer.truth) == ("answered", truth), answer.text
    assert len({citation.table_id for citation in answer.citations}) == 1
    assert len(answer.citations) == 2


@pytest.mark.parametrize("question", ["哪一笔最大", "最大的一笔是什么", "哪笔最多", "单笔最高的是哪个"])
def test_the_largest_entry_is_a_row_and_no_group_of_rows(harbour: Bot, question: str) -> None:
    answer = harbour.ask(f"南浦市体育局2024年政府采购{question}")
    assert answer.value == Decimal(480000), answer.text


def test_a_claim_that_the_text_prints_and_the_table_contradicts_is_told_both(harbour: Bot) -> None:
    for claim, truth in (("41万元", True), ("47万元", False)):
        answer = harbour.ask(f"南浦市图书馆2023年住房公积金决算是{claim}吗")
        assert answer.truth is truth
        assert {Decimal("41.00"), Decimal("47.00")} <= {citation.value for citation in answer.citations}, answer.text


def test_a_claim_on_other_funds_is_no_contradiction(harbour: Bot) -> None:
    answer = harbour.ask("南浦市图书馆2023年收入支出总计1000万元对吗")
    assert "另一处" not in answer.text


@pytest.mark.parametrize("asked", ["多少，为什么", "多少？为什么", "了多少，原因是什么"])
def test_what_follows_a_why_is_asked_of_the_change_again(harbour: Bot, asked: str) -> None:
    talk = [f"南浦市体育局2024年体育场馆比上年增加{asked}"]
    assert harbour.ask("体育竞赛呢", history=talk).value == Decimal(-200000)


@pytest.mark.parametrize(
    ("levels", "status", "value"), [(("部门", "部门"), "answered", 3700000), (("部门", "单位"), "not_found", None)]
)
def test_departments_are_added_up_and_a_department_is_not_added_to_a_unit(
    tmp_path: Path, levels: tuple[str, str], status: str, value: int | None
) -> None:
    (tmp_path / "papers").mkdir()
    for name, level, amount in zip(("体育局", "游泳中心"), levels, (300, 70), strict=True):
        paper = BRANCH.format(name=name, level=level, amount=amount)
        (tmp_path / "papers" / f"{name}.txt").write_text(paper, encoding="utf-8")
    store = build_store(tmp_path / "store", tmp_path / "papers")
    answer = Bot(store).ask("南浦市2024年所有单位的文化旅游体育与传媒支出一共多少")
    store.close()
    assert (answer.status, answer.value) == (status, value), answer.text
