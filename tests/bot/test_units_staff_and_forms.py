"""A department whose forms have a row for each unit, its people and empty posts, and one item as two of its forms print it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

BUDGET = """# 柳川市林业局2025年度部门预算

## 表3 2025年度支出预算总体情况表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t920.00\t400.00\t520.00
21302\t林业和草原\t920.00\t400.00\t520.00
2130205\t森林资源培育\t520.00\t\t520.00
2130204\t事业机构\t400.00\t400.00\t
合计\t\t920.00\t400.00\t520.00

## 表3-1 2025年度支出预算总体情况表（按单位）
单位：万元
单位名称\t支出合计\t基本支出\t项目支出
柳川市林业局（本级）\t500.00\t150.00\t350.00
柳川市苗圃管理站\t270.00\t150.00\t120.00
柳川市护林防火中心\t150.00\t100.00\t50.00
合计\t920.00\t400.00\t520.00

## 表5 2025年度一般公共预算拨款支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t800.00\t400.00\t400.00
21302\t林业和草原\t800.00\t400.00\t400.00
2130205\t森林资源培育\t400.00\t\t400.00
2130204\t事业机构\t400.00\t400.00\t
合计\t\t800.00\t400.00\t400.00

## 表9 2025年政府采购预算表
单位：万元
采购类别\t采购项目\t预算金额
货物\t巡护无人机\t130.00
服务\t苗木检测服务\t45.00
工程\t瞭望塔修缮\t210.00
合计\t\t385.00

## 表11 2025年度部门专项资金管理清单目录
单位：万元
实施单位\t专项资金名称\t2025年金额
柳川市林业局（本级）\t国土绿化补助\t200.00
柳川市林业局（本级）\t林下经济示范\t150.00
柳川市苗圃管理站\t良种繁育补助\t120.00
柳川市护林防火中心\t防火物资储备\t50.00
合计\t\t520.00

## 一、部门预算单位构成
单位名称\t人员编制数\t在职人数
柳川市林业局（本级）\t30\t26
柳川市苗圃管理站\t20\t19
柳川市护林防火中心\t16\t11

## 二、其他说明
2025年政府采购预算385.00万元，其中：货物类130.00万元、工程类210.00万元、服务类45.00万元。
"""
SCHOOL = """# 柳川市实验学校2025年度单位预算

## 一、人员情况
截至2024年底，本单位人员编制218人，其中行政编制18人、事业编制200人；实有人员203人，其中行政16人、事业187人。

## 单位支出总表
单位：万元
科目编码\t科目名称\t合计
205\t教育支出\t90.00
合计\t\t90.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("staff")
    papers = {"柳川市林业局2025年度部门预算.txt": BUDGET, "柳川市实验学校2025年度单位预算.txt": SCHOOL}
    yield from bot_over(folder, papers)


@pytest.mark.parametrize(
    "question",
    [
        "柳川市林业局森林资源培育在支出总表和一般公共预算表里差额是多少",
        "为什么柳川市林业局森林资源培育在支出总表里是520万元、一般公共预算表里只有400万元？差额是多少",
        "柳川市林业局的森林资源培育支出总表里是520万元，功能分类表里却是400万元，差多少",
    ],
)
def test_an_item_of_one_form_is_held_against_the_same_item_of_the_other(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(1_200_000))


def test_an_item_that_one_of_two_forms_lacks_is_not_held_against_its_total(bot: Bot) -> None:
    answer = bot.ask("柳川市林业局巡护无人机在支出总表和一般公共预算表里差额是多少")
    assert answer.status == "not_found"


def test_the_department_s_own_office_is_none_of_the_units_below_it(bot: Bot) -> None:
    assert bot.ask("柳川市林业局下属单位谁的预算最多").value == Decimal(2_700_000)
    assert bot.ask("柳川市林业局下属单位项目支出谁最少").value == Decimal(500_000)
    assert bot.ask("柳川市林业局哪个单位的预算最多").value == Decimal(5_000_000)
    assert [item.label for item in bot.ask("柳川市林业局2025年哪两家单位的预算最多").items] == [
        "柳川市林业局（本级）",
        "柳川市苗圃管理站",
    ]


def test_people_are_added_up_over_all_units_only_where_all_are_meant(bot: Bot) -> None:
    assert bot.ask("柳川市林业局及下属单位在职人数一共多少").value == Decimal(56)
    assert bot.ask("柳川市林业局和所属单位编制合计多少人").value == Decimal(66)
    assert bot.ask("柳川市林业局下属单位在职人数一共多少").status == "not_found"


def test_empty_posts_are_the_posts_less_the_people_in_them(bot: Bot) -> None:
    told = bot.ask("柳川市实验学校编制多少人，实际在岗多少人，空编多少个？").text
    assert all(figure in told for figure in ("218", "203", "15"))
    answer = bot.ask("柳川市实验学校空编多少个？")
    assert (answer.value, answer.unit) == (Decimal(15), "人")
    assert bot.ask("柳川市护林防火中心编制空缺多少").value == Decimal(5)


def test_purchases_and_special_funds_are_listed_one_by_one(bot: Bot) -> None:
    bought = bot.ask("柳川市林业局2025年有哪些政府采购项目超过一百万？")
    assert [item.label for item in bought.items] == ["巡护无人机", "瞭望塔修缮"]
    funds = bot.ask("柳川市林业局2025年专项资金里金额最大的2项是什么")
    assert [item.label for item in funds.items] == ["国土绿化补助", "林下经济示范"]
    above = bot.ask("柳川市林业局2025年专项资金清单里超过100万元的有哪些")
    assert [item.label for item in above.items] == ["国土绿化补助", "林下经济示范", "良种繁育补助"]
