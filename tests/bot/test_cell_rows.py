"""Rows that a column of words tells apart: by which way something is bought, or who is in charge."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 澄江区体育局2025年部门预算

## 政府采购预算表

单位：万元

| 项目名称 | 采购内容 | 单价 | 采购金额 | 拟采购方式 |
|---|---|---|---|---|
| 场馆改造 | 木地板 | 1.00 | 120.00 | 公开招标 |
| 场馆改造 | 照明设备 | 2.00 | 60.00 | 竞争性谈判 |
| 全民健身 | 健身器材 | 3.00 | 80.00 | 公开招标 |
| 机关办公 | 打印机 | 0.20 | 4.00 | 网上商城 |
| 合计 | | | 264.00 | |

## 重点任务表

单位：万元

| 任务名称 | 金额 | 牵头科室 |
|---|---|---|
| 跑道翻新 | 30.00 | 设施科 |
| 青少年集训 | 50.00 | 训练科 |
| 泳池检测 | 10.00 | 设施科 |
| 合计 | 90.00 | |
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("cells"), {"paper.md": PAPER})


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("澄江区体育局2025年哪些项目用公开招标", ["木地板", "健身器材"]),
        ("澄江区体育局2025年走网上商城的采购有哪些", ["打印机"]),
    ],
)
def test_rows_with_the_words_asked_for_are_listed(bot: Bot, question: str, labels: list[str]) -> None:
    items = bot.ask(question).items
    assert [item.label.split(" › ")[-1] for item in items] == labels


def test_they_are_counted_and_added_up_by_their_amount_and_not_their_price(bot: Bot) -> None:
    assert bot.ask("澄江区体育局2025年公开招标的项目有几个").value == 2
    assert bot.ask("澄江区体育局2025年公开招标的采购加起来多少钱").value == Decimal(2000000)


@pytest.mark.parametrize(
    "question",
    [
        "澄江区体育局2025年邀请招标的项目有几个",
        "澄江区体育局2025年公开招标的中标单位有哪些",
        "澄江区体育局2025年公开招标的项目最大的是哪个供应商",
        "澄江区体育局2024年哪些项目用公开招标",
    ],
)
def test_what_no_column_says_is_refused(bot: Bot, question: str) -> None:
    assert bot.ask(question).status == "not_found"
