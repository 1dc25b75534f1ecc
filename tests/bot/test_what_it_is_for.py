"""What money is for, asked of a row, of what was asked before, or of the winner of a ranking: the paper's own sentence, no figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 甲市丙区水务局2025年部门预算

## 一般公共预算支出预算表
部门：甲市丙区水务局\t单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t900\t300\t600
21303\t水利\t900\t300\t600
2130301\t行政运行\t300\t300\t
2130306\t水利工程运行与维护\t600\t\t600
合计\t\t900\t300\t600

## 部门预算编制说明
1.“农林水支出（类）水利（款）行政运行（项）”300元，主要用于机关人员的工资和日常办公。
2.“农林水支出（类）水利（款）水利工程运行与维护（项）”600元，主要用于河道闸门的看护和水泵的检修。
"""
BEFORE = "甲市丙区水务局2025年水利工程运行与维护是多少"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("for"), {"水务局2025.txt": PAPER})


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ([], "甲市丙区水务局2025年水利工程运行与维护是干什么的"),
        ([], "甲市丙区水务局2025年水利工程运行与维护这笔钱花在哪些方面"),
        ([BEFORE], "这笔钱主要用来干什么"),
        ([BEFORE], "这个项目是做什么的"),
        (["甲市丙区水务局2025年水利下面最大的一项是什么"], "这笔钱是干嘛用的"),
    ],
)
def test_the_papers_own_sentence_tells_it(bot: Bot, history: list[str], question: str) -> None:
    answer = bot.ask(question, history=history)
    assert "河道闸门" in answer.text
    assert "机关人员" not in answer.text


def test_its_project_expenditure_is_still_a_figure(bot: Bot) -> None:
    assert bot.ask("它的项目支出是多少", history=[BEFORE]).value == Decimal(600)
