"""A city's forms of its whole area and of its own level, and a county's plan held against last year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot
from index.dated_rows import dated_measure

FORMS = """# 云川市2025年政府预算公开表

## 2025年云川市全市一般公共预算支出表
单位：万元
项目\t2024年执行数\t2025年预算数\t增长%
一、教育支出\t800\t880\t10.0
二、农林水支出\t400\t380\t-5.0
三、其他支出\t10\t40\t300.0
一般公共预算支出合计\t1210\t1300\t7.4

## 2025年云川市市本级一般公共预算支出表
单位：万元
科目编码\t科目名称\t2024年执行数\t2025年预算数\t增长%
205\t教育支出\t300\t310\t3.3
20502\t  普通教育\t200\t205\t2.5
2050202\t    小学教育\t90\t92\t2.2
2050204\t    高中教育\t110\t113\t2.7
20503\t  职业教育\t100\t105\t5.0
2050302\t    中等职业教育\t100\t105\t5.0
213\t农林水支出\t100\t160\t60.0
21301\t  农业农村\t100\t160\t60.0
2130153\t    耕地建设与利用\t100\t160\t60.0
"""
COUNTY = """# 云川市青溪县2025年政府预算公开表

## 2025年青溪县一般公共预算支出预算表
单位：万元
科目编码\t项目\t2024年预算数\t2024年执行数\t2025年预算数\t比上年预算数增减%
205\t教育支出\t1000\t1100\t1200\t20.0
208\t社会保障和就业支出\t800\t820\t880\t10.0
214\t交通运输支出\t200\t260\t180\t-10.0
\t一般公共预算支出合计\t2000\t2180\t2260\t13.0

## 有关说明
2025年全县一般公共预算支出安排2260万元，比上年预算增长13.0%。教育支出增加，主要是新建小学开办；交通运输支出减少，主要是国道改建已安排完毕。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot over the forms of a city and of one of its counties."""
    folder: Path = tmp_path_factory.mktemp("city_and_county")
    yield from bot_over(folder, {"云川市2025年政府预算公开表.md": FORMS, "青溪县2025年政府预算公开表.md": COUNTY})


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("2025年云川市全市支出增长最快的是哪一项？", "其他支出"),
        ("云川市全市2025年哪项支出比2024年增加最多？", "教育支出"),
        ("云川市市本级2025年哪项支出增加最多？", "耕地建设与利用"),
    ],
)
def test_what_moved_most_is_of_the_money_asked_about(bot: Bot, question: str, row: str) -> None:
    answer = bot.ask(question)
    assert answer.items[0].label.endswith(row), answer.text


@pytest.mark.parametrize("row", ["2024年地方政府债务付息支出", "2024年政府债务还本支出", "2024年末债务余额"])
def test_rows_of_debts_are_of_the_year_they_name(row: str) -> None:
    assert dated_measure(row)


def test_a_project_that_names_a_year_is_of_its_paper_s_year() -> None:
    assert not dated_measure("2024年中央水利发展资金支出")


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("青溪县社会保障和就业支出，2025年预算数比2024年预算数增长百分之几？", "10"),
        ("青溪县交通运输支出2025年预算相对2024年预算的降幅是多少？", "10"),
        ("青溪县教育支出2025年预算相对于2024年执行数的增长率", "9.09"),
    ],
)
def test_a_plan_against_another_year_s_figure(bot: Bot, question: str, percent: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert f"变动幅度 {percent}%" in answer.text, answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [("青溪县教育支出为什么增加？", "新建小学"), ("青溪县2025年交通运输支出减少的原因是什么？", "国道改建")],
)
def test_the_reason_is_told_where_the_text_gives_it(bot: Bot, question: str, said: str) -> None:
    answer = bot.ask(question)
    assert said in answer.text, answer.text
