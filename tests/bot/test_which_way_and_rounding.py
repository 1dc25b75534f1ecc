"""What a text says of the way that something moved, where it is asked about the other way; a difference that is only rounding."""

from __future__ import annotations

import pytest
from asking import build_store

from bot.pipeline import Bot

BUREAU = """# 沂川县林业局2025年部门预算

## 表1 一般公共预算基本支出表
部门：沂川县林业局\t单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t5110062\t3400000\t1710062
301\t工资福利支出\t3400000\t3400000\t
302\t商品和服务支出\t1710062\t\t1710062

## 情况说明
一、支出预算情况说明
沂川县林业局2025年支出预算合计511.01万元。与上年相比，支出增加43.93万元，增长9.4%。主要原因是人员经费政策性增加、项目支出增加。
二、培训费
培训费预算3.36万元，比上年减少0.40万元，主要原因是压减一般性支出10%。
三、会议费
会议费预算1.20万元，与上年持平，主要原因是会议数量没有变化。
四、机关运行经费
2025年机关运行经费预算171.01万元。
五、绩效目标设置情况
2025年编报绩效目标的项目共25个，涉及项目预算资金1381.60万元。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("way")
    path = folder / "bureau.txt"
    path.write_text(BUREAU, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2025年培训费为什么增加？", "“减少”"),
        ("2025年培训费为什么没降反升？", "“减少”"),
        ("2025年会议费怎么上涨了，什么原因？", "持平"),
    ],
)
def test_a_move_that_was_none_is_denied(bot: Bot, question: str, told: str) -> None:
    assert told in bot.ask(question).text.split("\n")[0]


@pytest.mark.parametrize(
    "question", ["2025年培训费为什么减少？", "2025年培训费为何不增反降？", "2025年支出为什么增加？"]
)
def test_a_move_as_it_was_is_not(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert "原因" in answer.text
    assert "不同" not in answer.text


def test_a_sentence_of_reasons_stands_behind_the_move_that_it_explains(bot: Bot) -> None:
    assert "增加43.93万元" in bot.ask("2025年支出为什么增加？").text


def test_a_difference_within_the_step_of_the_coarser_figure_is_called_rounding(bot: Bot) -> None:
    answer = bot.ask("2025年机关运行经费比公用经费多多少？")
    assert [one.kind for one in answer.notices] == ["rounding"]
    assert not bot.ask("2025年人员经费比公用经费多多少？").notices


@pytest.mark.parametrize(
    "question",
    [
        "2025年单位一共编了几个项目的绩效目标，涉及多少资金？",
        "2025年有多少个项目做了绩效目标，金额多少？",
        "2025年编报绩效目标的项目有几个，涉及多少钱？",
    ],
)
def test_projects_with_goals_are_counted_with_their_money(bot: Bot, question: str) -> None:
    text = bot.ask(question).text
    assert "25 个" in text
    assert "1,381.60 万元" in text
