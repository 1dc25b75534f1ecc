"""The budgets of social insurance funds, one fund a column, and of state capital: each fund by the name that people give it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

FUNDS = """# 沧宁市2025年社会保险基金预算和国有资本经营预算

表一 2025年社会保险基金收入预算表
单位：万元
项目\t合计\t企业职工基本养老保险基金\t城乡居民基本养老保险基金\t职工基本医疗保险基金\t失业保险基金
一、社会保险费收入\t412,000\t286,000\t18,000\t98,000\t10,000
二、财政补贴收入\t96,000\t42,000\t51,000\t3,000\t
三、利息收入\t6,200\t3,100\t900\t1,900\t300
四、转移收入\t2,800\t2,100\t\t700\t
五、其他收入\t1,000\t800\t100\t100\t
本年收入合计\t518,000\t334,000\t70,000\t103,700\t10,300

表二 2025年社会保险基金支出预算表
单位：万元
项目\t合计\t企业职工基本养老保险基金\t城乡居民基本养老保险基金\t职工基本医疗保险基金\t失业保险基金
一、社会保险待遇支出\t478,500\t326,000\t60,500\t84,800\t7,200
二、转移支出\t3,100\t2,400\t\t700\t
三、其他支出\t900\t600\t200\t100\t
本年支出合计\t482,500\t329,000\t60,700\t85,600\t7,200
本年收支结余\t35,500\t5,000\t9,300\t18,100\t3,100
年末滚存结余\t402,600\t168,000\t62,400\t151,200\t21,000

表三 2025年市本级国有资本经营预算收支表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、利润收入\t6,400\t一、解决历史遗留问题及改革成本支出\t800
二、股利、股息收入\t1,200\t二、国有企业资本金注入\t4,000
三、产权转让收入\t0\t三、其他支出\t400
本年收入合计\t7,600\t本年支出合计\t5,200
上年结转\t300\t调出资金\t2,700
收入总计\t7,900\t支出总计\t7,900
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("funds")
    yield from bot_over(folder, {"funds.txt": FUNDS})


@pytest.mark.parametrize(
    ("question", "ten_thousands"),
    [
        ("2025年社保基金收入多少", 518_000),
        ("企业职工养老保险收支结余多少", 5_000),
        ("职工医保待遇支出多少", 84_800),
        ("失业保险滚存结余", 21_000),
        ("哪个险种滚存结余最多", 168_000),
        ("社保基金支出合计比收入少多少", 35_500),
        ("国资预算调出多少资金", 2_700),
        ("产权转让收入多少", 0),
    ],
)
def test_an_amount_of_a_fund(bot: Bot, question: str, ten_thousands: int) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(ten_thousands) * 10_000, "元"), (
        answer.text
    )


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("居民养老保险财政补贴占收入多少", "72.8571"),  # of that fund's own income, not of all funds'
        ("社会保险费收入里企业职工养老保险占多少", "69.4175"),
        ("社会保险费收入占本年收入合计多少", "79.5367"),
    ],
)
def test_a_share_within_a_fund(bot: Bot, question: str, percent: str) -> None:
    answer = bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(percent), "%"), answer.text


def test_a_blank_cell_of_a_fund_is_said_to_be_blank(bot: Bot) -> None:
    answer = bot.ask("城乡居民养老保险转移收入多少")
    assert answer.value is None
    assert "空白" in answer.text


@pytest.mark.parametrize("question", ["工伤保险基金多少", "各险种的本年收入合计分别是多少"])
def test_what_is_not_told_so_is_refused(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text
