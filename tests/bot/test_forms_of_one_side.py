"""Papers that print some of the usual forms only: what the other forms would say is told from none of these."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 江原市教育局2025年部门预算

## 政府性基金预算支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| | 合计 | 1000.00 | | 1000.00 |
| 212 | 城乡社区支出 | 1000.00 | | 1000.00 |

## 国有资本经营预算支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| | 合计 | 30.00 | | 30.00 |
| 223 | 国有资本经营预算支出 | 30.00 | | 30.00 |

## 财政拨款“三公”经费支出表

单位：万元

| 项目 | 预算数 |
|---|---|
| 合计 | 52.00 |
| 公务接待费 | 22.00 |
| 公务用车购置及运行费 | 30.00 |
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("one-side"), {"paper.md": PAPER})


@pytest.mark.parametrize(
    "question",
    [
        "国有资本经营收入多少",
        "政府性基金收入多少",
        "财政拨款是多少",
        "财政拨款收入总计多少",
        "一般公共预算拨款多少",
        "教育局今年总收入多少",
    ],
)
def test_no_total_of_another_form_is_given(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("国有资本经营支出多少", 30),
        ("国有资本经营预算支出多少", 30),
        ("政府性基金支出多少", 1000),
        ("财政拨款的三公经费是多少", 52),
    ],
)
def test_a_form_that_is_there_gives_its_total(bot: Bot, question: str, value: int) -> None:
    assert bot.ask(question).value == Decimal(value) * 10000


UNITS = """# 江原市民政局2025年部门预算

## 收入总体情况表（分单位）

单位：万元

| 单位名称 | 合计 | 一般公共预算 | 事业收入 |
|---|---|---|---|
| 合计 | 900.00 | 700.00 | 200.00 |
| 江原市民政局本级 | 500.00 | 500.00 | |
| 江原市救助站 | 400.00 | 200.00 | 200.00 |

## 财政拨款收支决算总表

单位：万元

| 收入 | 金额 | 支出 | 合计 | 一般公共预算财政拨款 |
|---|---|---|---|---|
| 一、一般公共预算财政拨款 | 700.00 | 一、社会保障和就业支出 | 690.00 | 690.00 |
| 本年收入合计 | 700.00 | 本年支出合计 | 690.00 | 690.00 |
| 年初结转和结余 | 20.00 | 年末结转和结余 | 30.00 | 30.00 |
| 总计 | 720.00 | 总计 | 720.00 | 720.00 |
"""


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("units"), {"paper.md": UNITS})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("救助站2025年支出多少", None),
        ("救助站2025年一般公共预算支出多少", None),
        ("民政局2025年一般公共预算支出多少", 690),
        ("民政局2025年收入总计是多少", None),
        ("民政局2025年支出总计是多少", None),
    ],
)
def test_income_is_no_expenditure_and_the_total_of_the_year_is_not_the_grand_total(
    units: Bot, question: str, value: int | None
) -> None:
    answer = units.ask(question)
    assert answer.value == (None if value is None else Decimal(value) * 10000), answer.text


REPORT = """# 关于江原市2023年预算执行情况和2024年预算草案的报告

## 一、2023年预算执行情况

2023年市级一般公共预算收入48.65亿元，完成预算的99.1%，比上年增长2.4%。市级一般公共预算支出96.37亿元，完成调整预算的97.5%。

## 二、2024年预算草案

2024年市级一般公共预算收入安排51.08亿元，增长5%。市级一般公共预算支出安排98.90亿元。

## 附表

### 附表一 2023年市级一般公共预算收入执行情况表

单位：万元

| 项目 | 年初预算数 | 执行数 | 执行数为预算的% |
|---|---|---|---|
| 一、税收收入 | 352,000 | 341,200 | 96.9 |
| 二、非税收入 | 139,000 | 145,300 | 104.5 |
| 收入合计 | 491,000 | 486,500 | 99.1 |
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("report"), {"paper.md": REPORT})


def test_a_rate_is_no_amount_of_the_year_before(report: Bot) -> None:
    answer = report.ask("2024年市级一般公共预算收入比2023年增加多少")
    assert answer.value in (Decimal(243000000), Decimal(5)), answer.text


def test_a_rate_of_the_adjusted_budget_is_none_of_the_first(report: Bot) -> None:
    assert report.ask("2023年市级一般公共预算支出完成年初预算的百分之几").value is None
    assert report.ask("2023年市级一般公共预算支出完成预算的百分之几").value == Decimal("97.5")


@pytest.mark.parametrize(
    ("earlier", "value"),
    [
        ("民政局2025年年初结转和结余多少", None),
        ("民政局2025年社会保障和就业支出是多少", None),
        ("民政局2025年事业收入多少", 200),
    ],
)
def test_a_unit_named_after_a_thing_is_asked_for_that_thing(units: Bot, earlier: str, value: int | None) -> None:
    answer = units.ask("救助站呢？", history=[earlier])
    assert answer.value == (None if value is None else Decimal(value) * 10000), answer.text


OWN = """# 江原市水利局2023年度部门决算

## 收入支出决算总表（汇总）

单位：万元

| 收入 | 决算数 | 支出 | 决算数 |
|---|---|---|---|
| 一、一般公共预算财政拨款收入 | 900.00 | 一、农林水支出 | 980.00 |
| 二、事业收入 | 100.00 | 二、住房保障支出 | 20.00 |
| 本年收入合计 | 1000.00 | 本年支出合计 | 1000.00 |

## 收入支出决算总表（本级）

单位：万元

| 收入 | 决算数 | 支出 | 决算数 |
|---|---|---|---|
| 一、一般公共预算财政拨款收入 | 300.00 | 一、农林水支出 | 290.00 |
| 二、事业收入 | | 二、住房保障支出 | 10.00 |
| 本年收入合计 | 300.00 | 本年支出合计 | 300.00 |

## “三公”经费支出决算表（汇总）

单位：万元

| 项目 | 决算数 |
|---|---|
| 合计 | 12.00 |
| 公务接待费 | 12.00 |
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("own"), {"paper.md": OWN})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("水利局本级2023年事业收入多少", None),
        ("水利局本级2023年三公经费多少", None),
        ("水利局机关2023年公务接待费", None),
        ("水利局本级2023年支出合计", 300),
        ("水利局本级2023年农林水支出", 290),
    ],
)
def test_the_own_office_has_forms_of_its_own(own: Bot, question: str, value: int | None) -> None:
    answer = own.ask(question)
    assert answer.value == (None if value is None else Decimal(value) * 10000), answer.text
