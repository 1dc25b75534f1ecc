"""Comparisons of which one side is not in the papers: no figure as the answer, and what is missing is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import build_store

from bot.pipeline import Bot

FIRE = """# 云台市应急管理局2024年部门预算

## 部门收支总表
部门：云台市应急管理局\t单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t500.00\t一、灾害防治及应急管理支出\t450.00
\t\t二、住房保障支出\t50.00
收入总计\t500.00\t支出总计\t500.00

## 一般公共预算“三公”经费预算表
部门：云台市应急管理局\t单位：万元
项目\t预算数
合计\t12.00
公务用车购置费\t0.00
公务用车运行维护费\t12.00
"""
PARKS = """# 云台市园林局2023年度部门决算

## 收入支出决算总表
部门：云台市园林局\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、财政拨款收入\t300.00\t一、城乡社区支出\t280.00
本年收入合计\t300.00\t本年支出合计\t280.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("sides")
    papers = []
    for number, text in enumerate((FIRE, PARKS)):
        papers.append(folder / f"{number}.txt")
        papers[-1].write_text(text, encoding="utf-8")
    store = build_store(folder / "store", *papers)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("应急管理局2024年支出总计比2022年多吗", "2022"),
        ("应急管理局2024年预算比2022年多吗", "2022"),
        ("应急管理局2022年和2024年的预算哪年多", "2022"),
        ("应急管理局2024年有没有超预算", "决算"),
        ("应急管理局2024年预算和决算哪个大", "决算"),
        ("应急管理局2024年执行率是多少", "决算"),
        ("应急管理局2024年的预算比云台市民政局多吗", "民政局"),
        ("园林局2023年的决算比2025年多吗", "2025"),
        ("园林局2023年的支出比2024年预算多吗", ""),
        ("应急管理局2024年住房保障支出比教育支出多吗", "教育支出"),
        ("应急管理局2024年住房保障支出和教育支出哪个多", "教育支出"),
    ],
)
def test_no_figure_answers_what_has_one_side_only(bot: Bot, question: str, missing: str):
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.truth) == ("not_found", None, None), answer.text
    assert missing in answer.text


@pytest.mark.parametrize(
    ("question", "truth", "told"),
    [
        ("应急管理局公务用车购置费比公务用车运行维护费多吗", False, ["0", "12.00"]),
        ("应急管理局住房保障支出是不是比灾害防治及应急管理支出少", True, ["50.00", "450.00"]),
    ],
)
def test_both_sides_are_shown_where_both_are_there(bot: Bot, question: str, truth: bool, told: list[str]):
    answer = bot.ask(question)
    assert answer.truth is truth
    assert all(one in answer.text for one in told)


def test_which_of_two_years_is_no_question_for_yes_or_no(bot: Bot):
    answer = bot.ask("应急管理局2024年住房保障支出和灾害防治及应急管理支出哪个多")
    assert answer.truth is None
    assert answer.text.startswith("灾害防治及应急管理支出")


NONE = """# 云台市图书馆2023年度部门决算

## 财政拨款“三公”经费支出决算表
部门：云台市图书馆\t单位：万元
合计\t因公出国（境）费\t公务接待费
\t\t

说明：云台市图书馆本年度没有财政拨款“三公”经费支出，故本表无数据。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("none")
    paper = folder / "none.txt"
    paper.write_text(NONE, encoding="utf-8")
    store = build_store(folder / "store", paper)
    yield Bot(store)
    store.close()


def test_a_blank_cell_is_told_with_the_sentence_that_says_there_is_none(library: Bot):
    answer = library.ask("图书馆2023年有三公经费支出吗")
    assert answer.truth is False
    assert "为空白" in answer.text
    assert "本年度没有财政拨款“三公”经费支出" in answer.text
    none = library.ask("图书馆2023年三公经费是多少")
    assert none.value == 0
    assert "本年度没有财政拨款“三公”经费支出" in none.text
    assert "会议费" not in library.ask("图书馆2023年有会议费吗").text.replace("“会议费”", "")
