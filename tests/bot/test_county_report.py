"""A county's report and a small body's note, asked in the loose words of their readers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

REPORT = """关于东岭县2023年财政决算的报告
一、一般公共预算
全县税收收入90万元,完成预算的96.5%。税收比重为83.6%,较上年回落2.8个百分点。
全县一般公共预算总收入500万元,一般公共预算总支出460万元,结余结转40万元。
二、债务
2023年调入预算稳定调节基金6万元,调入资金2万元。
授予中小企业合同金额30万元,占政府采购支出总额的100%。
三、机构
预算单位共有3家,分别是:东岭县财政局本级、东岭县国库支付中心、东岭县投资评审中心。

社会保险基金收支表
单位:万元
项目\t收入\t支出\t当年结余
失业保险基金\t50\t60\t-10
工伤保险基金\t40\t30\t10
城乡居民基本医疗保险基金\t90\t95\t-5
合计\t180\t185\t-5
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("county")
    path = folder / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


def test_a_share_moves_by_points(county: Bot) -> None:
    answer = county.ask("东岭县2023年税收比重跟上一年比掉了几个百分点？")
    assert (answer.value, answer.unit) == (Decimal("2.8"), "个百分点")


def test_a_printed_rate_tells_whether_the_budget_was_met(county: Bot) -> None:
    assert county.ask("东岭县2023年税收收入完成预算了吗？").truth is False


def test_a_difference_is_held_against_a_third_figure(county: Bot) -> None:
    answer = county.ask("东岭县2023年一般公共预算总收入减一般公共预算总支出，得数和报告说的结余结转对得上吗？")
    assert (answer.value, answer.truth) == (Decimal(400_000), True)


def test_funds_that_spent_more_than_they_took_in_are_counted_and_named(county: Bot) -> None:
    answer = county.ask("东岭县2023年社保基金有几个险种收不抵支？分别是啥")
    assert answer.value == 2
    assert [item.label for item in answer.items] == ["失业保险基金", "城乡居民基本医疗保险基金"]


def test_the_bodies_that_a_sentence_lists_are_items(county: Bot) -> None:
    answer = county.ask("东岭县2023年有哪几家预算单位？")
    assert [item.label for item in answer.items] == ["东岭县财政局本级", "东岭县国库支付中心", "东岭县投资评审中心"]


def test_a_share_that_the_text_prints_is_held_against_all(county: Bot) -> None:
    assert county.ask("东岭县2023年政府采购合同是不是全部给了中小企业？").truth is True


def test_what_brackets_add_up_is_asked_for(county: Bot) -> None:
    answer = county.ask("东岭县补缺口的钱（调入预算稳定调节基金加调入资金）2023年总共是多少？")
    assert answer.value == Decimal(80_000)
