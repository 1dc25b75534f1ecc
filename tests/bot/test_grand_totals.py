"""The bare word for a budget or an outturn is the grand total of its balance, and the answer says so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 江原市气象局{year}年部门{kind}

## 收支总表

单位：万元

| 收入 | {kind}数 | 支出 | {kind}数 |
|---|---|---|---|
| 一、财政拨款收入 | 700.00 | 一、气象支出 | 690.00 |
| 二、事业收入 | 50.00 | 二、住房保障支出 | 40.00 |
| 本年收入合计 | 750.00 | 本年支出合计 | 730.00 |
| 上年结转 | 20.00 | 结转下年 | 40.00 |
| 收入总计 | 770.00 | 支出总计 | 770.00 |
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {f"{year}.md": PAPER.format(year=year, kind=kind) for year, kind in ((2025, "预算"), (2023, "决算"))}
    yield from bot_over(tmp_path_factory.mktemp("totals"), papers)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("气象局2025年部门预算是多少", True),
        ("气象局2025年预算多少钱", True),
        ("气象局2025年总预算是多少", False),
        ("气象局2023年决算是多少", True),
        ("气象局2023年部门决算总共多少万元", False),
    ],
)
def test_the_bare_word_means_the_grand_total(bot: Bot, question: str, said: bool) -> None:
    answer = bot.ask(question)
    assert answer.value == Decimal(7700000), answer.text
    assert any("收支总计" in notice.text for notice in answer.notices) == said


@pytest.mark.parametrize(
    ("question", "value"), [("气象局2025年收入预算是多少", 750), ("气象局2023年支出决算是多少", 730)]
)
def test_the_word_for_one_side_does_not(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert answer.value in (None, Decimal(value) * 10000), answer.text
