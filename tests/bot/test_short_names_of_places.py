"""Bodies by what people call them: autonomous places without their peoples, own offices, names that run on; and what points back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.names.organisations import spoken_forms, without_peoples
from bot.pipeline import Bot

COUNTY = """# 青屏彝族傣族自治县2024年政府预算

## 一般公共预算支出预算表
单位：万元
科目编码\t科目名称\t预算数
205\t教育支出\t700
213\t农林水支出\t300
合计\t\t1000
"""

BUREAU = """# 甲市水务局2025年部门预算

## 部门综合预算支出总表
单位：万元
单位编码\t单位名称\t合计\t基本支出\t项目支出
\t合计\t900\t500\t400
119001\t甲市水务局（机关）\t600\t350\t250
119002\t甲市河湖保护中心\t300\t150\t150

## 一般公共预算“三公”经费支出预算表
单位：万元
单位编码\t单位名称\t合计\t公务接待费
\t合计\t9\t9
119001\t甲市水务局（机关）\t5\t5
119002\t甲市河湖保护中心\t4\t4
"""

TOWN = """City of Linden Adopted Budget FY2025
Fund,Transfers In,Transfers Out
Library Fund,"1,200",300
Street Fund,400,900
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"青屏县2024.txt": COUNTY, "水务局2025.txt": BUREAU, "linden.csv": TOWN}
    yield from bot_over(tmp_path_factory.mktemp("places"), papers)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("青屏彝族傣族自治县财政局", "青屏县财政局"),
        ("西双版纳傣族自治州教育局", "西双版纳州教育局"),
        ("恩施土家族苗族自治州", "恩施州"),
        ("甲市自治协会", "甲市自治协会"),
    ],
)
def test_an_autonomous_place_is_called_without_its_peoples(name: str, short: str) -> None:
    assert without_peoples(name) == short


def test_the_short_name_is_one_of_the_spoken_forms() -> None:
    assert {"青屏县", "青屏"} <= spoken_forms("青屏彝族傣族自治县")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青屏县2024年教育支出预算多少", 7_000_000),
        ("甲市水务局机关本级2025年项目支出是多少", 2_500_000),
        ("甲市水务局下面的河湖保护中心2025年预算多少", 3_000_000),
    ],
)
def test_a_body_is_found_by_what_it_is_called(bot: Bot, question: str, value: int) -> None:
    assert bot.ask(question).value == Decimal(value)


def test_a_column_called_by_a_small_word_does_not_take_the_word_away(bot: Bot) -> None:
    assert bot.ask("What are the transfers out of the library fund in Linden in FY2025?").value == Decimal(300)


def test_what_is_within_a_refused_question_is_refused(bot: Bot) -> None:
    answer = bot.ask("其中项目支出是多少？", history=["甲市水务局2025年梧桐大坝工程多少钱？"])
    assert answer.status == "not_found"
