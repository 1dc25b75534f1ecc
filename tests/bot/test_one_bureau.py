"""One bureau's paper: its whole budget, what is spent of a budget, changes in percent, and forms with several names a row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 临江市南屏区水务局2025年部门预算

## 一、单位基本情况
南屏区水务局内设办公室、工程股2个机构，下属河道管理所1个单位。2025年编制50人，在职人员48人。

## 二、收支总体情况
2025年收入预算1,000.00万元，其中一般公共预算拨款900.00万元，政府性基金预算拨款80.00万元，上年结转20.00万元；支出预算1,000.00万元。收入较去年增加100.00万元，增长11.11%，主要是新增河道治理项目。
2025年一般公共预算拨款支出900.00万元，比上年增加90.00万元，增长11.11%。

## 三、“三公”经费
2025年“三公”经费预算15.00万元，其中：公务接待费3.00万元，公务用车购置及运行费12.00万元（公务用车运行费12.00万元），因公出国（境）费0.00万元。2024年公务接待费预算4.00万元，实际支出2.50万元。
公务用车3辆。

## 附件1 收支总表
单位：万元
收入\t\t支出\t
项目\t2025年预算数\t项目\t2025年预算数
一、一般公共预算拨款收入\t900.00\t一、农林水支出\t950.00
二、政府性基金预算拨款收入\t80.00\t二、住房保障支出\t50.00
本年收入合计\t980.00\t本年支出合计\t1,000.00
上年结转\t20.00\t\t
收入总计\t1,000.00\t支出总计\t1,000.00

## 附件2 一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t900.00\t500.00\t400.00
213\t农林水支出\t850.00\t450.00\t400.00
21303\t水利\t850.00\t450.00\t400.00
2130301\t行政运行\t450.00\t450.00\t
2130306\t水利工程运行与维护\t400.00\t\t400.00
221\t住房保障支出\t50.00\t50.00\t
22102\t住房改革支出\t50.00\t50.00\t
2210201\t住房公积金\t50.00\t50.00\t

## 附件3 项目支出表
单位：万元
类型\t项目名称\t项目单位\t合计\t一般公共预算拨款\t政府性基金预算拨款
合计\t\t\t480.00\t400.00\t80.00
特定目标类\t\t\t480.00\t400.00\t80.00
特定目标类\t城区河道保洁服务\t河道管理所\t120.00\t120.00\t
特定目标类\t水库安全巡查\t水务局本级\t280.00\t280.00\t
特定目标类\t水源地移民后期扶持\t水务局本级\t80.00\t\t80.00

## 附件4 政府采购预算表
单位：万元
采购项目\t采购品目\t采购方式\t金额
合计\t\t\t150.00
城区河道保洁服务\tC16 环境服务\t公开招标\t120.00
办公设备购置\tA02 设备\t询价\t30.00

## 附件5 支出预算经济分类表
单位：万元
部门预算支出经济分类科目\t\t政府预算支出经济分类科目\t\t2025年预算数
编码\t名称\t编码\t名称\t
\t合计\t\t\t500.00
301\t工资福利支出\t501\t机关工资福利支出\t450.00
30101\t基本工资\t50101\t工资奖金津补贴\t300.00
30113\t住房公积金\t50103\t住房公积金\t50.00
30102\t津贴补贴\t50101\t工资奖金津补贴\t100.00
302\t商品和服务支出\t502\t机关商品和服务支出\t50.00
30201\t办公费\t50201\t办公经费\t50.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("bureau")
    yield from bot_over(folder, {"water.txt": PAPER})


@pytest.mark.parametrize(
    ("question", "ten_thousands"),
    [
        ("南屏区水务局2025年部门预算总额是多少", "1000"),
        ("2024年公务接待费实际花了多少", "2.5"),
        ("2024年公务接待费预算多少", "4"),
        ("2025年河道保洁服务项目多少钱", "120"),
        ("基本工资2025年多少", "300"),
        ("2025年住房公积金多少", "50"),
        ("2025年工资福利支出里最大的一项是多少", "300"),
        ("2025年平均每辆公务用车运行费多少", "4"),
        ("2025年公务用车运行费除以公务用车数，一辆车摊多少", "4"),
        ("2025年基本工资除以50人是多少", "6"),
        ("在职人员有48人，拿2025年工资福利支出总额一除，平均每人多少钱", "9.375"),
        ("2025年住房公积金（含上年结转安排的，全部资金）折成万元是多少", "50"),
        ("2025年一般公共预算安排的项目里最大的是哪个，多少钱", "280"),
        ("政府采购里金额最大的是多少", "120"),
    ],
)
def test_a_figure_of_the_paper(bot: Bot, question: str, ten_thousands: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(ten_thousands) * 10_000, "元"), (
        answer.text
    )


@pytest.mark.parametrize(
    "question",
    ["2025年收入预算比去年增长百分之几", "2025年一般公共预算拨款支出增幅多少", "2025年收入预算增长的幅度是多少"],
)
def test_how_far_something_moved_in_percent(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal("11.11"), "%"), answer.text


@pytest.mark.parametrize(
    ("question", "count"), [("水务局2025年特定目标类项目有几个", 3), ("在职人员多少", 48), ("公务用车有几辆", 3)]
)
def test_numbers_of_things(bot: Bot, question: str, count: int) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", count), answer.text


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        ("2025年用政府性基金安排的项目有哪些", {"水源地移民后期扶持"}),
        ("水务局本级的项目有哪些", {"水库安全巡查", "水源地移民后期扶持"}),
    ],
)
def test_the_projects_of_one_fund_or_unit_alone(bot: Bot, question: str, projects: set[str]) -> None:
    text = bot.ask(question).text
    held = {"城区河道保洁服务", "水库安全巡查", "水源地移民后期扶持"}
    assert {name for name in held if name in text} == projects, text


@pytest.mark.parametrize("question", ["2025年机关工资福利支出多少", "新增河道治理项目花了多少钱"])
def test_what_no_cell_holds_is_refused(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


def test_a_division_by_another_amount_is_a_multiple_and_no_remainder(bot: Bot) -> None:
    answer = bot.ask("2025年基本工资除以住房公积金是多少")
    assert (answer.value, answer.unit) == (Decimal(6), "倍")


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("2025年400万元的项目支出，是全部用于水利工程运行与维护了吗", True),
        ("2025年水利支出是全部用于行政运行的吗", False),
        ("2025年项目支出有没有超过支出总计的一半", False),
    ],
)
def test_all_of_a_thing_is_held_against_it(bot: Bot, question: str, truth: bool) -> None:
    assert bot.ask(question).truth is truth


def test_a_rise_is_no_mere_figure(bot: Bot) -> None:
    """Whether a part of something rose is not answered by its being there."""
    assert bot.ask("2025年三公经费里有哪一项增加了吗").truth is not True


def test_what_each_of_the_listed_is_goes_with_the_list(bot: Bot) -> None:
    answer = bot.ask("2025年金额最大的前两个项目是哪些？各多少？")
    assert [item.value for item in answer.items] == [Decimal(2_800_000), Decimal(1_200_000)]
