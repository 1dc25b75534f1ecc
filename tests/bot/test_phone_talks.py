"""Questions as people type them on phones about one small unit: short names, spaces for commas, slips, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

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
2024年度财政拨款“三公”经费支出3.20万元，比上年减少1.00万元，下降25.00%。公务用车运行维护费3.00万元，比上年减少0.50万元，主要原因是油价下降。
政府采购支出总额28.00万元，其中：政府采购货物支出9.00万元、政府采购工程支出13.00万元、政府采购服务支出5.00万元。授予中小企业合同金额20.00万元。
截至2024年12月31日，公务用车1辆。
"""
BUREAU = """# 云川市水利局2024年度部门决算

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、财政拨款收入\t500.00\t一、农林水支出\t500.00
本年收入合计\t500.00\t本年支出合计\t500.00

## 分单位支出情况表
单位：万元
单位名称\t本年支出合计
云川市水利局本级\t300.00
云川市水文站\t120.00
云川市水利工程建设中心\t80.00
合计\t500.00

## 政府采购明细表
单位：万元
采购品目\t金额
巡查船\t60.00
水位计\t45.00
堤防维修\t90.00
物业服务\t20.00
合计\t215.00
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


def test_of_two_amounts_of_one_level_neither_is_all_that_it_gave(tmp_path: Path) -> None:
    twice = SCHOOL.replace("市级配套20万元", "市级配套12万元、市级追加8万元")
    for bot in bot_over(tmp_path, {"学校.txt": twice}):
        assert last(bot, "竹林小学营养午餐补助多少|市里配了多少").value is None


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


@pytest.mark.parametrize(
    ("question", "truth", "value"),
    [
        ("竹林小学24年三公预算花完没", False, None),
        ("竹林小学24年三公预算用完了吗", False, None),
        ("竹林小学24年营养午餐补助的预算花完了吗", True, 600_000),
        ("竹林小学24年三公预算5万花完没 还剩多少", None, 20_000),
    ],
)
def test_whether_a_plan_is_used_up(bot: Bot, question: str, truth: bool | None, value: int | None) -> None:
    answer = bot.ask(question)
    assert (answer.truth, answer.value) == (truth, None if value is None else Decimal(value)), answer.text


@pytest.mark.parametrize("said", ["哪几个项目24年没把预算花完", "24年哪些项目的预算没花完", "24年哪些项目没用完预算"])
def test_projects_whose_money_is_left_are_those_of_their_form(bot: Bot, said: str) -> None:
    answer = bot.ask(f"竹林小学{said}")
    assert "操场改造" in answer.text
    assert "营养午餐" not in answer.text
    assert "水费" not in answer.text


def test_why_money_is_left_is_told_beside_the_row(bot: Bot) -> None:
    assert "质保金" in bot.ask("竹林小学24年操场改造为什么没花完").text
    assert "质保金" in last(bot, "竹林小学哪几个项目24年没把预算花完|操场改造的为啥没花完").text


def test_why_a_part_moved_is_told_in_a_talk(bot: Bot) -> None:
    assert "油价下降" in last(bot, "竹林小学24年三公多少|公车那块为啥比上年少").text


@pytest.mark.parametrize("said", ["采购最贵的三样", "采购最花钱的三样", "采购金额最大的三样东西"])
def test_what_is_bought_is_ranked_one_by_one(bot: Bot, said: str) -> None:
    answer = bot.ask(f"云川市水利局{said}")
    assert [item.label for item in answer.items] == ["堤防维修", "巡查船", "水位计"], answer.text


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("有人说竹林小学的采购全都给了中小企业,对吗", False),
        ("竹林小学采购货物工程服务加起来等于总额吗", False),
        ("网上说竹林小学没有公车,对不对", False),
        ("竹林小学有公车吗", True),
        ("云川市水利局政府采购明细表的合计跟各项目加起来对得上吗", True),
    ],
)
def test_claims_and_sums_are_checked(bot: Bot, question: str, truth: bool) -> None:
    answer = bot.ask(question)
    assert answer.truth is truth, answer.text


def test_units_that_are_counted_are_told_one_by_one(bot: Bot) -> None:
    answer = bot.ask("云川市水利局三家单位24年各花了多少")
    assert [item.value for item in answer.items] == [Decimal(3_000_000), Decimal(1_200_000), Decimal(800_000)]


def test_text_and_form_that_differ_are_both_told(bot: Bot) -> None:
    answer = bot.ask("竹林小学24年三公到底是多少 文字和表好像不一样")
    assert "3.20" in answer.text
    assert "3.00" in answer.text
