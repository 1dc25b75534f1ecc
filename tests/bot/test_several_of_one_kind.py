"""Figures asked for together: sums of named ones and of entries of one name, which is more and by how much, parts of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

DEPARTMENT = """# 甲市文旅局2025年部门预算

## 一般公共预算基本支出预算表
部门：甲市文旅局\t单位：元
科目编码\t科目名称\t金额
302\t商品和服务支出\t500
30205\t水费\t60
30206\t电费\t140
30211\t差旅费\t300
合计\t\t500

## 机关运行经费支出预算表
部门：甲市文旅局\t单位：元
科目编码\t科目名称\t金额
30205\t水费\t45
30206\t电费\t95
30211\t差旅费\t210
合计\t\t350

## 政府采购预算表
部门：甲市文旅局\t单位：元
项目名称\t采购品目\t金额
会展活动费\t印刷服务\t30
文物宣传费\t印刷服务\t50
会展活动费\t会议服务\t20
合计\t\t100

## 项目支出表
部门：甲市文旅局\t单位：元
项目名称\t合计\t本年财政拨款\t本年财政拨款\t其他资金
项目名称\t合计\t一般公共预算\t政府性基金\t其他资金
剧场改造\t1000\t600\t\t400
合计\t1000\t600\t\t400

## 绩效目标设置情况
2025年甲市文旅局编报绩效目标的项目3个，涉及项目预算资金87万元。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("several"), {"文旅局2025.txt": DEPARTMENT})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("甲市文旅局2025年基本支出里水费电费合计", 200),
        ("甲市文旅局2025年基本支出中，水费和差旅费合计多少", 360),
        ("甲市文旅局2025年两笔印刷服务加起来多少钱", 80),
        ("甲市文旅局2025年政府采购里印刷服务一共多少", 80),
        ("甲市文旅局2025年基本支出里，水费和差旅费哪个多，多多少元？", 240),
        ("甲市文旅局2025年基本支出里差旅费比电费多多少元", 160),
        ("甲市文旅局2025年剧场改造项目财政出的占几成", 60),
    ],
)
def test_what_is_asked_of_several_is_worked_out_of_these(bot: Bot, question: str, value: int) -> None:
    assert bot.ask(question).value == Decimal(value)


def test_so_many_entries_as_there_are_not_are_not_added(bot: Bot) -> None:
    assert bot.ask("甲市文旅局2025年三笔印刷服务加起来多少钱").value is None


def test_one_item_is_told_of_each_scope_that_is_named(bot: Bot) -> None:
    answer = bot.ask("甲市文旅局2025年差旅费，基本支出口径和机关运行经费口径分别是多少？")
    assert [item.value for item in answer.items] == [Decimal(300), Decimal(210)]


def test_a_part_of_a_sentence_that_names_nothing_is_of_what_stands_before(bot: Bot) -> None:
    answer = bot.ask("甲市文旅局2025年编报绩效目标的项目有几个？涉及多少预算资金？")
    assert [item.value for item in answer.items] == [Decimal(3), Decimal(870_000)]


def test_a_share_behind_an_amount_in_a_unit_is_a_share(bot: Bot) -> None:
    answer = bot.ask("甲市文旅局2025年剧场改造多少万元，占项目支出的比重？")
    assert "100%" in answer.text
