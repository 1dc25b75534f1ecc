"""A department whose paper lists its units in one form and their projects in another; and claims that there is none of a thing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 澄江区文化局2025年部门预算

## 部门支出预算总表（分单位）

单位：万元

| 单位名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|
| 合计 | 1500.00 | 900.00 | 600.00 |
| 澄江区文化局（本级） | 700.00 | 500.00 | 200.00 |
| 澄江区图书馆 | 500.00 | 300.00 | 200.00 |
| 澄江区博物馆 | 300.00 | 100.00 | 200.00 |

## 一般公共预算支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 207 | 文化旅游体育与传媒支出 | 1400.00 | 800.00 | 600.00 |
| 221 | 住房保障支出 | 100.00 | 100.00 | |
| | 合计 | 1500.00 | 900.00 | 600.00 |

## 项目支出预算表

单位：万元

| 项目单位 | 项目名称 | 合计 |
|---|---|---|
| 澄江区文化局（本级） | 惠民演出 | 200.00 |
| 澄江区图书馆 | 图书购置 | 120.00 |
| 澄江区图书馆 | 流动书车 | 80.00 |
| 澄江区博物馆 | 库房修缮 | 150.00 |
| 澄江区博物馆 | 藏品保护 | 50.00 |

## 财政拨款“三公”经费支出表

单位：万元

| 项目 | 预算数 |
|---|---|
| 合计 | 9.00 |
| 因公出国（境）费 | 0.00 |
| 公务接待费 | 3.00 |
| 公务用车购置费 | 0.00 |
| 公务用车运行费 | 6.00 |
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("units"), {"paper.md": PAPER})


@pytest.mark.parametrize(
    ("question", "share"),
    [("澄江区博物馆2025年的总预算里，库房修缮占百分之几", 50), ("澄江区图书馆2025年预算里，图书购置占多少", 24)],
)
def test_the_budget_of_a_unit_is_not_the_sum_of_its_projects(bot: Bot, question: str, share: int) -> None:
    assert bot.ask(question).value == Decimal(share)


@pytest.mark.parametrize(
    "question", ["澄江区文化局3家单位2025年预算从高到低排一下", "澄江区文化局所属三个单位2025年的总预算从大到小排"]
)
def test_so_many_units_are_put_in_order_and_not_the_subjects(bot: Bot, question: str) -> None:
    labels = [item.label for item in bot.ask(question).items]
    assert [label[:6] for label in labels] == ["澄江区文化局", "澄江区图书馆", "澄江区博物馆"]


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("听说澄江区文化局2025年不打算买公车，对吗", True),
        ("澄江区文化局2025年没有安排因公出国费，是真的吗", True),
        ("澄江区文化局2025年没有公务接待费，对不对", False),
        ("澄江区文化局2025年不接待了，是吗", False),
    ],
)
def test_a_claim_that_there_is_none_is_true_of_nought(bot: Bot, question: str, truth: bool) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.truth) == ("answered", truth), answer.text


@pytest.mark.parametrize(
    "question", ["澄江区文化局2025年公务接待费没有超过10万元，对吗", "澄江区文化局2025年三公经费没有增加，对吗"]
)
def test_a_denial_of_something_else_is_no_claim_of_none(bot: Bot, question: str) -> None:
    assert bot.ask(question).truth is not False
