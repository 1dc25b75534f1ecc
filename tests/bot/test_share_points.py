"""By how many percentage points a share moved: alone, in a talk, and where the year before is lacking."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

TABLES = """# 岭南市2025年政府预算公开表

表1 2025年岭南市一般公共预算收入表
单位：万元
项目\t2024年执行数\t2025年预算数
税收收入\t6000\t7000
非税收入\t4000\t3000
收入合计\t10000\t10000
"""
SHARE = "岭南市2025年税收收入占收入合计的比重"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("points")
    path = folder / "岭南市2025年政府预算公开表.txt"
    path.write_text(TABLES, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize("way", ["比上年提高几个百分点", "较去年上升了多少个百分点", "比上年变化多少个百分点"])
def test_a_share_is_held_against_that_of_the_year_before(bot: Bot, way: str) -> None:
    answer = bot.ask(f"{SHARE}{way}？")
    assert (answer.value, answer.unit) == (Decimal(10), "个百分点")
    assert len(answer.citations) == 4
    assert "60" in answer.text
    assert "70" in answer.text


@pytest.mark.parametrize(
    "talk", [[f"{SHARE}是多少？"], [f"{SHARE}是多少？", "2024年呢？"]], ids=["the year before", "two told"]
)
def test_in_a_talk_it_is_of_the_shares_told(bot: Bot, talk: list[str]) -> None:
    way = "比上年提高了几个百分点？" if len(talk) == 1 else "相差几个百分点？"
    answer = bot.ask(way, history=talk)
    assert (answer.value, answer.unit) == (Decimal(10), "个百分点")


@pytest.mark.parametrize(
    "question",
    [
        "岭南市税收收入占收入合计的比重，2025年比2024年高了几个百分点？",
        "岭南市2025年税收收入占收入合计的比重比2024年提高几个百分点？",
        "岭南市2025年与2024年相比，税收收入占收入合计的比重上升了多少个百分点？",
        "岭南市从2024年到2025年，税收收入占收入合计的比重提高了几个百分点？",
        "岭南市税收收入占收入合计的比重2025年较2024年提高多少个百分点？",
    ],
)
def test_the_year_before_may_be_named(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(10), "个百分点")


def test_how_far_it_fell_is_no_negative_number(bot: Bot) -> None:
    answer = bot.ask("岭南市2025年非税收入占收入合计的比重比2024年低了几个百分点？")
    assert (answer.value, answer.unit) == (Decimal(10), "个百分点")


def test_an_earlier_share_may_be_held_against_a_later_one(bot: Bot) -> None:
    assert bot.ask("岭南市2024年非税收入占收入合计的比重比2025年高几个百分点？").value == 10


def test_the_change_of_the_part_is_not_that_of_its_share(bot: Bot) -> None:
    assert bot.ask("岭南市2025年非税收入占收入合计的比重比上年高了几个百分点？").value == -10
    assert bot.ask("岭南市2025年税收收入占收入合计的比重比2019年高了几个百分点？").value is None


def test_without_the_year_before_nothing_else_is_told_for_it(bot: Bot) -> None:
    answer = bot.ask("比上年提高了几个百分点？", history=["岭南市2024年税收收入占收入合计的比重是多少？"])
    assert answer.status == "not_found"
    assert answer.value is None


def test_an_amount_grows_in_percent_as_before(bot: Bot) -> None:
    answer = bot.ask("岭南市2025年税收收入比上年增长百分之几？")
    assert answer.unit == "%"
