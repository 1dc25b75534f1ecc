"""A government's report that settles one year and plans the next: whose money, which year, which account a figure is of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot
from index.store.folder import Store

REPORT = """# 汀州市2024年财政决算和2025年财政预算报告

## 一、2024年财政决算情况
### （一）一般公共预算
2024年全市一般公共预算收入80.00亿元，比上年增长2.56%。
全市一般公共预算支出150.00亿元。其中：教育支出40.00亿元；社会保障和就业支出30.00亿元。

## 二、2025年财政预算安排
全市一般公共预算收入安排84.00亿元，比上年增长5%。

## 附表1 2025年全市一般公共预算收支预算表
单位：万元
项目\t2024年预算数\t2024年决算数\t2025年预算数\t2025年预算比2024年决算增减%
税收收入\t560000\t600000\t630000\t5.00
增值税\t440000\t510000\t550000\t7.84
契税\t120000\t90000\t80000\t-11.11
非税收入\t190000\t200000\t210000\t5.00
收入合计\t750000\t800000\t840000\t5.00
教育支出\t410000\t400000\t420000\t5.00
社会保障和就业支出\t290000\t300000\t310000\t3.33
农林水支出\t250000\t200000\t240000\t20.00
卫生健康支出\t260000\t600000\t560000\t-6.67
支出合计\t1210000\t1500000\t1530000\t2.00

## 附表2 2024年地方政府债务限额和余额情况表
单位：万元
地区\t项目\t合计\t一般债务\t专项债务
全市\t政府债务限额\t900000\t400000\t500000
全市\t政府债务余额\t850000\t380000\t470000
市本级\t政府债务限额\t300000\t120000\t180000
市本级\t政府债务余额\t280000\t110000\t170000

## 附表3 2024年末分地区政府债务余额表
单位：万元
地区\t债务余额
汀州市本级\t280000
上元县\t300000
下元区\t270000
全市合计\t850000
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("report")
    paper = folder / "report.txt"
    paper.write_text(REPORT, encoding="utf-8")
    built = build_store(folder / "store", paper)
    yield built
    built.close()


@pytest.fixture(scope="module")
def bot(store: Store) -> Bot:
    return Bot(store)


def test_the_paper_is_of_the_year_that_it_plans(store: Store) -> None:
    document = store.facts.documents()[0]
    assert (document.organisation, document.year, document.kind) == ("汀州市", 2025, "budget")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("汀州市2024年末政府债务余额", "8500000000"),
        ("汀州2024年全市政府债务限额多少", "9000000000"),
        ("汀州市本级2024年政府债务余额", "2800000000"),
        ("汀州全市2024年教育支出是多少", "4000000000"),
        ("汀州市2025年教育支出安排多少", "4200000000"),
        ("汀州2025年税收收入预算比上年决算数增长多少", "300000000"),
        ("和2024年相比，汀州市2025年契税预算变化了多少", "-400000000"),
    ],
)
def test_whose_money_of_which_year(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.value == Decimal(value), answer.text


def test_a_change_tells_both_years(bot: Bot) -> None:
    text = bot.ask("汀州2025年税收收入预算比上年决算数增长多少").text
    assert "从2024年决算 600,000 万元" in text
    assert "到2025年预算 630,000 万元" in text


def test_the_largest_of_one_account_is_not_of_the_other(bot: Bot) -> None:
    spent = bot.ask("汀州全市2025年支出合计里最大的三项")
    assert [item.label for item in spent.items] == ["卫生健康支出", "教育支出", "社会保障和就业支出"], spent.text
    received = bot.ask("汀州市2025年哪个税种最多")
    assert [item.label for item in received.items] == ["增值税"], received.text


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("跟2024年决算比是增还是减，多少？", "200000000"),
        ("比2024年决算多多少", "200000000"),
        ("与2024年决算相比增长百分之几", "5"),
    ],
)
def test_a_figure_held_against_another_year_keeps_its_item(bot: Bot, said: str, value: str) -> None:
    answer = bot.ask(said, history=["汀州全市2025年教育支出预算多少？"])
    assert answer.value == Decimal(value), answer.text
    assert "教育支出" in answer.text
