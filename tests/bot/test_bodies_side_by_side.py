"""Two bodies with papers of their own, of one year or of two, held against each other: neither is left out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

FORM = """# {title}

## “三公”经费支出决算表
编制单位：{whose}\t单位：万元
项目\t决算数
合计\t{total}
一、因公出国（境）费\t0.00
二、公务用车购置及运行维护费\t{cars}
三、公务接待费\t{guests}
"""
PAPERS = {
    "学校.txt": FORM.format(
        title="松岭县第四中学2024年度单位决算", whose="松岭县第四中学", total="4.80", cars="3.00", guests="1.80"
    ),
    "镇.txt": FORM.format(
        title="松岭县竹溪镇人民政府2023年度部门决算",
        whose="松岭县竹溪镇人民政府",
        total="9.50",
        cars="6.10",
        guests="3.40",
    ),
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("bodies")
    yield from bot_over(folder, PAPERS)


@pytest.mark.parametrize("claim", ["有人说{}，是真的吗？", "听说{}，对吗", "{}，对吗"])
def test_a_rumour_of_what_is_more_is_checked(bot: Bot, claim: str) -> None:
    answer = bot.ask(claim.format("松岭四中2024年公务接待费比公务用车购置及运行维护费还多"))
    assert (answer.status, answer.truth) == ("answered", False)


@pytest.mark.parametrize(
    ("question", "value", "more"),
    [
        ("松岭四中2024年和竹溪镇2023年的三公经费决算，哪个多，多多少", "4.7", "竹溪镇"),
        ("松岭四中和竹溪镇的公务接待费哪个多，多多少", "1.6", "竹溪镇"),
        ("竹溪镇的三公经费决算比松岭四中多多少", "4.7", "竹溪镇"),
    ],
)
def test_a_town_and_a_school(bot: Bot, question: str, value: str, more: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, abs(answer.value or 0)) == ("answered", Decimal(value) * 10_000)
    assert more in answer.text
    assert len({cited.document for cited in answer.citations}) == 2


@pytest.mark.parametrize(
    ("claim", "truth"),
    [
        ("减少了50%", False),
        ("砍了一半", False),
        ("下降了20%", True),
        ("减少了0.25万元", True),
        ("增长了20%", False),
        ("下降超过10%", True),
    ],
)
def test_a_claimed_change_is_held_against_the_columns_of_both_years(tmp_path: Path, claim: str, truth: bool) -> None:
    paper = """# 松岭县林场2025年单位预算

## “三公”经费支出预算表
单位：松岭县林场\t单位：万元
项目\t2024年预算数\t2025年预算数
合计\t4.25\t4.00
公务用车运行维护费\t3.00\t3.00
公务接待费\t1.25\t1.00
"""
    for bot in bot_over(tmp_path, {"林场.txt": paper}):
        answer = bot.ask(f"松岭县林场2025年公务接待费{claim}，对吗")
        assert (answer.status, answer.truth) == ("answered", truth)
