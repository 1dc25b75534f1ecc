"""Papers that print some of the usual forms only: what the other forms would say is told from none of these."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

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
    folder = tmp_path_factory.mktemp("one-side")
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    store = build_store(folder / "store", folder / "paper.md")
    yield Bot(store)
    store.close()


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
