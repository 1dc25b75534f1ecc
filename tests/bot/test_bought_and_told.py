"""What is bought beside what it comes to, which units a budget leaves out, and duties that are claimed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 青禾区城管局2025年部门预算

## 一、主要职能
青禾区城管局的主要职责是：负责市容环境卫生的统筹规划；指导户外广告设置；承担城市照明管理工作。

## 二、机构设置及预算单位构成情况
纳入本部门2025年预算编制范围的预算单位包括：青禾区城管局本级、环卫管理所。不含城西停车场管理中心（自收自支）。

## 三、政府采购预算表
单位：万元
采购项目\t采购品目\t采购方式\t金额
合计\t\t\t150.00
垃圾桶更新\tA05 家具\t公开招标\t120.00
办公设备更新\tA02 设备\t询价\t30.00

## 四、支出说明
清扫保洁经费预算80万元，主要用于道路清扫。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("bought")
    yield from bot_over(folder, {"城管.txt": PAPER})


@pytest.mark.parametrize("asked", ["哪种采购方式？", "要买什么东西"])
def test_what_is_bought_and_how_stands_below_the_amount(bot: Bot, asked: str) -> None:
    answer = bot.ask(f"青禾区城管局2025年垃圾桶更新采购预算是多少，{asked}")
    assert (answer.status, answer.value) == ("answered", Decimal(1_200_000))
    assert "公开招标" in answer.text


def test_an_amount_that_no_form_of_purchases_prints_says_that_nothing_is_told_of_them(bot: Bot) -> None:
    answer = bot.ask("青禾区城管局2025年清扫保洁经费预算是多少，买什么东西")
    assert answer.value == Decimal(800_000)
    assert any("买什么" in notice.text for notice in answer.notices)


@pytest.mark.parametrize(
    "question",
    ["哪些单位没有纳入青禾区城管局2025年部门预算", "为什么城西停车场管理中心没有算进青禾区城管局的部门预算"],
)
def test_the_units_that_a_budget_leaves_out_are_quoted(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert "城西停车场管理中心（自收自支）" in answer.text


def test_no_unit_is_said_to_be_left_out_that_is_not(bot: Bot) -> None:
    assert bot.ask("为什么环卫管理所没有算进青禾区城管局的部门预算").status == "not_found"


@pytest.mark.parametrize(
    ("question", "truth"),
    [("青禾区城管局的主要职责有没有管城市照明", True), ("青禾区城管局的职责是否包括教育招生", None)],
)
def test_a_duty_is_confirmed_by_its_very_words_alone(bot: Bot, question: str, truth: bool | None) -> None:
    assert bot.ask(question).truth is truth
