"""A county's forms, the city's forms of all counties, a zone's paper and a list of projects, asked as people ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

COUNTY = """# 松岭县2025年政府预算公开表

## 2025年松岭县一般公共预算收入表
单位：万元
项目\t2024年预算数\t2024年执行数\t2025年预算数\t比上年执行数增减%
一、税收收入\t900\t950\t930\t-2.1
增值税\t500\t480\t520\t8.3
契税\t300\t360\t310\t-13.9
车船税\t100\t110\t100\t-9.1
二、非税收入\t100\t150\t120\t-20.0
一般公共预算收入合计\t1000\t1100\t1050\t-4.5

## 2025年松岭县一般公共预算支出表
单位：万元
科目编码\t项目\t2024年预算数\t2024年执行数\t2025年预算数
205\t教育支出\t1000\t1200\t1260
206\t科学技术支出\t400\t300\t420
\t支出合计\t1400\t1500\t1680

## 2025年松岭县县本级一般公共预算支出表
单位：万元
科目编码\t项目\t2024年预算数\t2025年预算数\t增减额\t增减%
205\t教育支出\t800\t808\t8\t1.0
206\t科学技术支出\t300\t330\t30\t10.0

## 2025年社会保险基金预算收支表
单位：万元
项目\t合计\t居民养老保险基金\t失业保险基金
一、2024年收入执行数\t90\t50\t40
二、2025年收入预算数\t100\t60\t40
其中：财政补贴收入\t40\t30\t10
三、2025年支出预算数\t70\t45\t25

## 2025年县对乡镇转移支付分地区表
单位：万元
地区\t合计\t体制补助\t其他专项
东河镇\t310\t200\t110
西沟乡\t280\t280\t
北坪镇\t420\t300\t120
合计\t1010\t780\t230

## 情况说明
2023年末县级预算稳定调节基金余额5.80亿元，2024年动用4.10亿元，年末补充3.50亿元，年末余额5.20亿元。
"""
ZONE = """# 松州东港经济技术开发区管理委员会2025年部门预算

## 一般公共预算“三公”经费支出表
部门：松州东港经济技术开发区管理委员会\t单位：元
项目\t2025年预算数
合计\t300000
公务接待费\t120000
"""
PROJECTS = """# 松岭市北浦区2025年重点项目预算及绩效目标公开

## 2025年重点项目预算表
单位：万元
序号\t主管部门\t项目名称\t类别\t总投资\t2025年预算数合计\t一般公共预算
1\t区教育局\t新校区建设\t延续\t9000\t800\t500
2\t区民政局\t长者食堂建设\t新增\t600\t300\t300
合计\t\t\t\t9600\t1100\t800

## 重点项目说明
### 项目1：长者食堂建设
（一）项目概述：新建长者食堂24家，为老年人提供助餐服务。
（二）实施周期：2025年建成10家，2026年8家，2027年6家。
（三）年度预算：2025年安排300万元，其中一般公共预算300万元，建设补助200万元（每家20万元）。
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"松岭县.md": COUNTY, "东港.md": ZONE, "北浦.md": PROJECTS}
    folder: Path = tmp_path_factory.mktemp("county")
    yield from bot_over(folder, papers)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("松岭县居民养老保险基金2025年财政补贴占收入的比重是多少？", "50"),
        ("松岭县2024年非税收入占一般公共预算收入的比例？", "13.6364"),
        ("松岭县2024年末预算稳定调节基金余额是多少？", "520000000"),
        ("松岭县2024年末预算稳定调节基金还剩多少？", "520000000"),
        ("东港经开区管委会2025年公务接侍费预算是多少？", "120000"),
        ("东港经开区2025年公务接待费预算是多少？", "120000"),
        ("松岭县今年（2025年）教育支出预算比2024年执行数增长百分之几？", "5"),
        ("北浦区长者食堂2025年要建几家？", "10"),
    ],
)
def test_the_figure_that_is_meant(place: Bot, question: str, value: str) -> None:
    assert place.ask(question).value == Decimal(value)


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("松岭县2025年科学技术支出预算比2024年执行数增长超过30%，对吗？", True),
        ("松岭县2025年科学技术支出比上年预算增长超过8%，对吗？", False),
    ],
)
def test_a_change_is_checked_from_the_base_it_names_and_of_the_whole_county(
    place: Bot, question: str, truth: bool
) -> None:
    assert place.ask(question).truth is truth


def test_rows_that_fell_fell_from_the_base_that_is_named(place: Bot) -> None:
    answer = place.ask("松岭县2025年预算里，哪些税种比2024年执行数是下降的？")
    assert {item.label for item in answer.items} == {"契税", "车船税"}


def test_places_are_ranked_by_what_they_get(place: Bot) -> None:
    answer = place.ask("松岭县对各乡镇的转移支付，2025年哪两个乡镇拿得最多？")
    assert [item.label for item in answer.items] == ["北坪镇", "东河镇"]


@pytest.mark.parametrize(
    "question",
    [
        "北浦区2025年一般公共预算收入是多少？",
        "北浦区长者食堂每家建设补助是多少？",
    ],
)
def test_what_no_figure_tells_is_not_told_by_another(place: Bot, question: str) -> None:
    assert place.ask(question).value is None
