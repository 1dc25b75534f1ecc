"""Money moved from one fund to another: which way, and what was taken out of a reserve."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

PAPER = """# 云岭市2023年预算执行情况和2024年预算草案的报告

## 2023年一般公共预算收支决算平衡表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
本年收入合计\t500,000\t本年支出合计\t620,000
调入资金\t60,000\t补充预算稳定调节基金\t8,000
从政府性基金预算调入\t45,000\t调出资金\t2,000
从国有资本经营预算调入\t15,000\t\t
动用预算稳定调节基金\t70,000\t\t
收入总计\t630,000\t支出总计\t630,000
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("city")
    path = folder / "city.txt"
    path.write_text(PAPER, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2023年从政府性基金调入一般公共预算多少", 450_000_000),
        ("国有资本经营预算调入一般公共预算多少", 150_000_000),
        ("2023年政府性基金调出到一般公共预算多少", 450_000_000),
        ("一般公共预算从国有资本经营预算调入多少", 150_000_000),
        ("2023年动用了多少预算稳定调节基金", 700_000_000),
        ("2023年补充了多少预算稳定调节基金", 80_000_000),
    ],
)
def test_the_transfer_asked_for_is_found(city: Bot, question: str, value: int) -> None:
    answer = city.ask(question)
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize(
    "question",
    ["从一般公共预算调入政府性基金多少", "一般公共预算调入国有资本经营预算多少", "从一般公共预算调出到政府性基金多少"],
)
def test_the_other_way_round_is_not_answered(city: Bot, question: str) -> None:
    assert city.ask(question).value is None
