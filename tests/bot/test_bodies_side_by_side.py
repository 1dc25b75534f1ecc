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
