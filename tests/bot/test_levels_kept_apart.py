"""Figures of a whole area and of its own level are not worked with together, unless both are named."""

from __future__ import annotations

import pytest
from asking import build_store

from bot.pipeline import Bot

REPORT = """关于岭南市2024年预算执行情况和2025年预算草案的报告
一、2024年预算执行情况
（一）一般公共预算执行情况
1.全市情况
收支平衡情况：全市一般公共预算收入185.56亿元，加上上级补助收入150.72亿元，收入总计336.28亿元；全市一般公共预算支出310.15亿元，加上结转下年支出26.13亿元，支出总计336.28亿元。
2.市本级情况
收支平衡情况：市本级一般公共预算收入64.23亿元，上级补助收入40.43亿元，收入总计104.66亿元。市本级一般公共预算支出86.64亿元，债务还本支出9.24亿元，结转下年支出8.78亿元，支出总计104.66亿元。
"""
TABLES = """岭南市2025年政府预算公开表
表1 2025年岭南市全市一般公共预算支出表
单位：万元
项目\t2024年执行数\t2025年预算数
教育支出\t871444\t900000
债务付息支出\t117016\t121422
支出合计\t988460\t1021422
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("levels")
    report, forms = folder / "岭南市2025年预算报告.txt", folder / "岭南市2025年政府预算公开表.txt"
    report.write_text(REPORT, encoding="utf-8")
    forms.write_text(TABLES, encoding="utf-8")
    return Bot(build_store(folder / "store", report, forms))


@pytest.mark.parametrize(
    "question", ["岭南市2024年还本付息一共多少？", "岭南市2024年债务还本支出加债务付息支出是多少？"]
)
def test_no_sum_over_two_levels(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.value is None
    assert "209,416" not in answer.text


@pytest.mark.parametrize(("level", "total"), [("市本级", "104.66"), ("全市", "336.28"), ("", "336.28")])
def test_both_sides_balance_at_the_level_asked_about(bot: Bot, level: str, total: str) -> None:
    answer = bot.ask(f"岭南市2024年{level}收支平衡吗？")
    assert answer.truth is True
    assert total in answer.text
