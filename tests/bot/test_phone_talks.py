"""Questions as people type them on phones about one small unit: short names, spaces for commas, slips, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.model import Answer
from bot.pipeline import Bot

SCHOOL = """# 云川市青石区竹林小学校2024年度单位决算

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、财政拨款收入\t900.00\t一、教育支出\t930.00
二、事业收入\t60.00\t二、住房保障支出\t25.00
本年收入合计\t960.00\t本年支出合计\t955.00
年初结转和结余\t2.00\t年末结转和结余\t7.00
总计\t962.00\t总计\t962.00

## 财政拨款“三公”经费支出决算表
单位：万元
项目\t年初预算数\t决算数
“三公”经费合计\t5.00\t3.00
公务用车运行维护费\t5.00\t3.00

## 一般公共预算财政拨款基本支出决算表
单位：万元
科目编码\t科目名称\t决算数
302\t商品和服务支出\t30.00
30205\t水费\t8.00
30206\t电费\t12.00
30213\t维修(护)费\t10.00

## 项目支出情况表
单位：万元
项目名称\t全年预算数\t全年支出数\t说明
营养午餐补助\t60.00\t60.00\t中央补助40万元、市级配套20万元
操场改造\t50.00\t45.00\t质保金未到支付期
合计\t110.00\t105.00\t

## 情况说明
2024年度财政拨款“三公”经费支出3.00万元，比上年减少1.00万元，下降25.00%。政府采购支出总额28.00万元。
"""
BUREAU = """# 云川市水利局2024年度部门决算

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、财政拨款收入\t500.00\t一、农林水支出\t500.00
本年收入合计\t500.00\t本年支出合计\t500.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("phones"), {"学校.txt": SCHOOL, "水利局.txt": BUREAU})


def last(bot: Bot, talk: str) -> Answer:
    *before, question = talk.split("|")
    return bot.ask(question, history=before)


@pytest.mark.parametrize("said", ["竹林小学", "青石区竹林小学", "云川竹林小学校"])
def test_a_school_is_called_without_the_last_of_its_name(bot: Bot, said: str) -> None:
    assert bot.ask(f"{said}24年总共花了多少钱").value == Decimal(9_550_000)


@pytest.mark.parametrize("said", ["竹林中心小学", "竹林中学", "松林小学"])
def test_another_school_is_not_taken_for_it(bot: Bot, said: str) -> None:
    answer = bot.ask(f"{said}24年总共花了多少钱")
    assert (answer.status, answer.value) != ("answered", Decimal(9_550_000)), answer.text


@pytest.mark.parametrize("said", ["财政给了多少", "里面财政掏了多少", "财政拨了多少钱"])
def test_what_the_treasury_gives_is_an_income(bot: Bot, said: str) -> None:
    assert last(bot, f"竹林小学24年收入多少|{said}").value == Decimal(9_000_000)
    assert round(last(bot, f"竹林小学24年收入多少|{said}|占多少").value or 0, 2) == Decimal("93.75")


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("竹林小学营养午餐补助里中央给了多少", 400_000),
        ("竹林小学营养午餐补助多少|市里配了多少", 200_000),
        ("竹林小学营养午餐补助多少|其中中央补助多少", 400_000),
        ("竹林小学营养午餐补助省里给了多少", None),
        ("竹林小学操场改造多少|市里出了多少", None),
    ],
)
def test_what_a_level_gives_is_never_all_there_is(bot: Bot, talk: str, value: int | None) -> None:
    answer = last(bot, talk)
    assert answer.value == (None if value is None else Decimal(value)), answer.text


@pytest.mark.parametrize("said", ["合计", "一共多少", "加起来呢"])
def test_a_sum_is_of_all_that_was_asked_or_none(bot: Bot, said: str) -> None:
    assert last(bot, f"竹林小学24年水费多少|电费呢|{said}").value == Decimal(200_000)
    assert last(bot, f"竹林小学24年取暖费多少|电费呢|{said}").value is None
    assert last(bot, f"竹林小学24年电费多少|取暖费呢|{said}").value is None


@pytest.mark.parametrize("said", ["还剩多少", "那还剩多少", "剩下多少"])
def test_what_is_left_is_printed_or_worked_out(bot: Bot, said: str) -> None:
    assert last(bot, f"竹林小学24年收入多少|支出呢|{said}").value == Decimal(70_000)
    assert last(bot, f"竹林小学24年三公预算多少|实际花了多少|{said}").value == Decimal(20_000)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("竹林小学三公多少 比上年多了还是少了", ("3.00", "减少 1 万元")),
        ("竹林小学水费多少 电费多少", ("8.00", "12.00")),
        ("竹林小学三公话了多少?超预算没", ("3.00", "低于")),
    ],
)
def test_a_space_may_be_a_comma(bot: Bot, question: str, told: tuple[str, ...]) -> None:
    answer = bot.ask(question)
    assert all(one in answer.text for one in told), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [("竹林小学采够多少", 280_000), ("竹林小学24年水废多少", 80_000), ("竹林小学24年税费多少", None)],
)
def test_two_characters_that_are_no_word_are_mended(bot: Bot, question: str, value: int | None) -> None:
    answer = bot.ask(question)
    assert answer.value == (None if value is None else Decimal(value)), answer.text


@pytest.mark.parametrize("said", ["换成万元,留两位", "用万元,保留两位小数"])
def test_decimals_are_kept_as_asked(bot: Bot, said: str) -> None:
    assert "8.00" in last(bot, f"竹林小学24年水费多少|{said}").text
