"""Which of two figures is the part, what is added up, whose figure it is: settled by small words, and never the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 甲市丙区水务局2025年部门预算

## 一般公共预算基本支出预算表
部门：甲市丙区水务局\t单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
302\t商品和服务支出\t300\t\t300
30201\t办公费\t70\t\t70
30202\t印刷费\t80\t\t80
30206\t电费\t150\t\t150
303\t对个人和家庭的补助\t100\t100\t
30302\t退休费\t100\t100\t
合计\t\t400\t100\t300
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("said"), {"水务局2025.txt": PAPER})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("甲市丙区水务局的人员经费，2025年预算上合计是几多钱", 100),  # not beside the total of all
        ("以商品和服务支出为100%，甲市丙区水务局2025年预算的印刷费是多少%？", Decimal(80) / 3),
        ("甲市丙区水务局2025年预算，电费除以商品和服务支出等于多少", Decimal("0.5")),
        ("拿印刷费做参照，甲市丙区水务局2025年预算的电费多出来多少", 70),
        ("较印刷费而言，甲市丙区水务局2025年预算里电费要多多少钱", 70),
        ("主任嫌元太长，让我改成万元再报，甲市丙区水务局的印刷费2025年预算是多少万元", 80),
    ],
)
def test_a_figure_of_two_or_of_a_whole(bot: Bot, question: str, value: Decimal) -> None:
    answer = bot.ask(question)
    assert answer.value is not None
    assert abs(answer.value - value) < Decimal("0.01")


def test_a_unit_named_in_passing_is_not_the_one_asked_for(bot: Bot) -> None:
    answer = bot.ask("主任嫌元太长，让我改成万元再报，甲市丙区水务局的印刷费2025年预算是多少万元")
    assert "0.008 万元" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "听说丁山区水务局也公开了，那印刷费在它2025年预算上是什么数？",
        "邻居们聊起丁山区水务局，谁也说不准，印刷费2025年预算是多少",
        "丁山区水务局2025年预算印刷费是多少",
        "估计一下2025年往后五年甲市丙区水务局的印刷费有多少",
    ],
)
def test_another_body_and_years_to_come_are_refused(bot: Bot, question: str) -> None:
    assert bot.ask(question).status in ("not_found", "declined")


def test_our_own_body_is_no_other(bot: Bot) -> None:
    assert bot.ask("咱们区水务局2025年预算印刷费是多少").value == Decimal(80)


def test_whether_an_amount_was_broken_is_answered_by_whether_it_is_more(bot: Bot) -> None:
    below, above = (bot.ask(f"{amount}元，甲市丙区水务局2025年的印刷费破没破这个数？") for amount in (90, 70))
    assert (below.truth, above.truth) == (False, True)


def test_so_many_things_by_any_measure_word(bot: Bot) -> None:
    answer = bot.ask("甲市丙区水务局2025年预算，商品和服务支出里头最多的2样是啥？")
    assert [item.value for item in answer.items] == [150, 80]


def test_whether_one_has_more_than_the_other(bot: Bot) -> None:
    assert bot.ask("电费有没有印刷费多？甲市丙区水务局的2025年预算").truth is True


def test_this_item_is_the_one_before(bot: Bot) -> None:
    before = "甲市丙区水务局2025年商品和服务支出是多少"
    assert bot.ask("再细一点，该项的公用经费金额？", history=[before]).value == Decimal(300)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("有说电费的有说印刷费的也有说办公费的，甲市丙区水务局2025年预算里到底哪项钱最多", 150),
        ("甲市丙区水务局2025年预算，电费是一块，印刷费是一块，两块总数多少", 230),
        ("甲市丙区水务局2025年 电费 印刷费 办公费 合计多少", 300),
        ("甲市丙区水务局2025年 电费 印刷费 办公费 哪个最多", 150),
        ("甲市丙区水务局2025年 商品和服务支出 办公费", 70),  # one within the other: no list
    ],
)
def test_things_named_one_by_one(bot: Bot, question: str, value: int) -> None:
    assert bot.ask(question).value == Decimal(value)


INCOME = """# 甲市丙区园林局2024年度部门决算

## 收入决算表
部门：甲市丙区园林局\t单位：元
项目\t决算数
财政拨款收入\t940
其他收入\t60
本年收入合计\t1000
年初结转和结余\t50
收入总计\t1050

## 支出决算表
部门：甲市丙区园林局\t单位：元
项目\t决算数
基本支出\t700
项目支出\t300
本年支出合计\t1000
"""


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("parks"), {"园林局2024.txt": INCOME})


@pytest.mark.parametrize(
    "question",
    [
        "甲市丙区园林局2024年本年收入合计不含其他收入是多少？",
        "甲市丙区园林局2024年除其他收入以外的本年收入合计是多少？",
    ],
)
def test_what_is_left_out_is_the_row_of_that_name(parks: Bot, question: str) -> None:
    assert parks.ask(question).value == Decimal(940)


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("What percentage of project expenditure of 甲市丙区园林局 in 2024 is basic expenditure?", Decimal(700) / 3),
        ("What percentage of basic expenditure of 甲市丙区园林局 in 2024 is project expenditure?", Decimal(300) / 7),
    ],
)
def test_the_part_in_english_is_the_one_behind_is(parks: Bot, question: str, percent: Decimal) -> None:
    value = parks.ask(question).value
    assert value is not None
    assert abs(value - percent) < Decimal("0.01")


TOWN = """# 东溪县白泉镇人民政府2024年度部门决算

## 支出决算表
部门：东溪县白泉镇人民政府\t单位：万元
项目\t本年支出合计
教育支出\t100
农林水支出\t300
本年支出合计\t400

## 部门决算情况说明
农林水支出年初预算为310万元，支出决算为300万元。
截至2024年末，在校学生120人。
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("town"), {"白泉镇2024.txt": TOWN})


def test_what_was_spent_is_told_of_the_accounts(town: Bot) -> None:
    answer = town.ask("白泉镇2024年农林水支出花了多少")
    assert answer.value in (Decimal(300), Decimal(3000000))
    assert "决算" in answer.text


def test_who_are_counted_are_not_told_in_money(town: Bot) -> None:
    answer = town.ask("白泉镇2024年有多少在校学生，教育、农林水各多少")
    assert "元" not in answer.text


def test_an_amount_named_beside_an_item_is_no_gap_to_another(town: Bot) -> None:
    answer = town.ask("白泉镇2024年农林水支出300万元，年初安排了预算吗？")
    assert "之差" not in answer.text
