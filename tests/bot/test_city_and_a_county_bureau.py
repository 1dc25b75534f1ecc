"""A city's accounts beside the bureau of one of its counties, and a county whose report and forms do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

BUREAU = """# 柳沟县水利局2024年部门决算

## 国有资产占用情况
截至2024年12月31日，共有车辆7辆，其中执法用车5辆。车辆较上年减少1辆。
机关运行经费。2024年机关运行经费决算18.50万元。

## 收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一般公共预算财政拨款\t400.00\t农林水支出\t390.00
\t\t卫生健康支出\t10.00
总计\t400.00\t总计\t400.00

## “三公”经费支出表
单位：万元
项目\t决算数
合计\t30.00
公务接待费\t6.00
公务用车运行维护费\t24.00
"""
CITY = """# 平湖市2024年财政决算公开

## 平湖市市级“三公”经费支出决算表
单位：万元
项目\t决算数
合计\t900.00
公务接待费\t200.00
公务用车运行维护费\t700.00

## 平湖市一般公共预算支出决算表
单位：万元
项目\t预算数\t决算数
教育支出\t9,200\t9,000
卫生健康支出\t6,100\t6,000
合计\t15,300\t15,000

## 平湖市地方政府债务限额及余额决算表
单位：万元
地区\t债务限额\t债务余额
平湖市\t800\t700
其中：市本级\t500\t450
"""
PLAN = """# 柳沟县水利局2024年部门预算

## 一、机构设置
局机关内设办公室、规划股、财务股3个股室，下属县河道管理所、县水利工程中心2个单位。

## 三、其他事项
截至2023年12月31日，共有车辆8辆，其中执法用车6辆。
机关运行经费。2024年机关运行经费预算20.00万元，主要用于办公费。

## 政府采购预算明细表
单位：万元
采购类别\t采购内容\t数量\t预算金额
货物\t测流设备\t2台\t46.20
服务\t工程监理\t1项\t30.00
合计\t\t\t76.20
"""
COUNTY = """# 关于柳沟县2024年预算执行情况的报告

## 一、2024年一般公共预算执行情况
教育支出5,200万元，完成预算的98%。

## 表二 柳沟县2024年一般公共预算支出执行情况表
单位：万元
项目\t2024年预算数\t2024年执行数
一般公共预算支出合计\t21,000\t20,000
教育支出\t5,306\t5,100
卫生健康支出\t3,000\t2,900
农林水支出\t1,600\t1,560

## 表三 2024年度柳沟县一般公共预算收入决算表
单位：万元
项目\t调整预算数\t决算数\t决算数为调整预算数的%\t决算数为上年决算数的%
税收收入\t9,000\t8,800\t97.8\t94.5
契税\t1,200\t1,100\t91.7\t72.6
房产税\t700\t720\t102.9\t108.9
合计\t9,000\t8,800\t97.8\t94.5

## 表四 2024年柳沟县县级部门支出表
单位：万元
部门\t合计\t基本支出\t项目支出
县教育局\t5,100\t4,000\t1,100
县水利局\t390\t200\t190
县民政局\t1,300\t300\t1,000
合计\t6,790\t4,500\t2,290
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"局.txt": BUREAU, "局预算.txt": PLAN, "市.txt": CITY, "县.txt": COUNTY}
    yield from bot_over(tmp_path_factory.mktemp("city"), papers)


@pytest.mark.parametrize("body", ["平湖市水利局", "平湖水利局", "平湖市的水利局", "平湖市县水利局"])
def test_a_body_of_a_place_without_its_papers_is_none_of_two_others(bot: Bot, body: str) -> None:
    assert bot.ask(f"{body}2024年公务接待费决算是多少？").status == "not_found"


@pytest.mark.parametrize("body", ["柳沟县水利局", "柳沟县县水利局", "平湖市柳沟县水利局", "县水利局"])
def test_a_body_of_its_own_place_is_itself(bot: Bot, body: str) -> None:
    answer = bot.ask(f"{body}2024年公务接待费决算是多少？")
    assert answer.value == Decimal(60000), answer.text


@pytest.mark.parametrize(
    "asked", ["报告正文里写的和表二里的执行数一样吗？", "正文里和表二里的执行数一致吗？", "表二和正文中的数相同吗"]
)
def test_the_text_is_held_against_the_same_row_of_a_form(bot: Bot, asked: str) -> None:
    answer = bot.ask(f"柳沟县2024年教育支出，{asked}")
    assert answer.truth is False
    assert {cited.value for cited in answer.citations} == {5200, 5100}


def test_a_form_by_its_number_alone_is_no_figure_beside_a_row(bot: Bot) -> None:
    assert "20,000" not in bot.ask("柳沟县2024年教育支出比表二里的执行数多吗").text


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("契税比上年降了百分之多少", "27.4"),
        ("契税比上年增长百分之几", "-27.4"),
        ("房产税比上年增长百分之几", "8.9"),
    ],
)
def test_a_percent_of_the_year_before_tells_the_change(bot: Bot, asked: str, value: str) -> None:
    answer = bot.ask(f"柳沟县2024年{asked}")
    assert (answer.value, answer.unit) == (Decimal(value), "%"), answer.text


def test_a_percent_of_the_year_before_tells_which_way(bot: Bot) -> None:
    assert bot.ask("柳沟县2024年契税比上年下降了吗").truth is True
    assert bot.ask("柳沟县2024年房产税比上年下降了吗").truth is False


@pytest.mark.parametrize(
    "asked",
    [
        "2024年柳沟县水利局的农林水支出占全县农林水支出的比重是多少",
        "2024年县水利局的农林水支出决算占柳沟县全县农林水支出执行数的多大比例",
    ],
)
def test_a_share_in_the_county_is_of_both_papers(bot: Bot, asked: str) -> None:
    assert bot.ask(asked).value == Decimal(25)


def test_a_body_in_its_countys_form_is_asked_for_by_its_own_paper(bot: Bot) -> None:
    assert bot.ask("县水利局2024年公务接待费决算是多少（柳沟县）").value == Decimal(60000)
    assert bot.ask("柳沟县2024年县水利局基本支出多少").value == Decimal(2_000_000)


def test_departments_over_an_amount_are_counted_in_the_countys_form(bot: Bot) -> None:
    answer = bot.ask("柳沟县2024年部门支出表里有几个部门支出超过1000万元？")
    assert answer.value == 2
    assert [item.label for item in answer.items] == ["县教育局", "县民政局"]


@pytest.mark.parametrize(("paper", "count"), [("", 7), ("预算公开里", 8), ("决算里", 7)])
def test_a_count_is_of_the_end_of_the_year_that_is_asked_about(bot: Bot, paper: str, count: int) -> None:
    assert bot.ask(f"柳沟县水利局2024年{paper}车辆有多少辆").value == count


def test_another_government_is_asked_about_the_same_though_its_forms_have_a_row_of_its_name(bot: Bot) -> None:
    answer = bot.ask("平湖市呢？", history=["柳沟县2024年教育支出执行数是多少"])
    assert answer.value == Decimal(90_000_000), answer.text


@pytest.mark.parametrize("asked", ["几台、多少钱", "几台，多少钱", "多少钱、几台"])
def test_a_number_and_its_price_are_both_told(bot: Bot, asked: str) -> None:
    answer = bot.ask(f"柳沟县水利局2024年采购测流设备{asked}")
    assert answer.value == Decimal(462_000), answer.text
    assert "2 台" in answer.text


def test_units_with_their_number_behind_them_are_items(bot: Bot) -> None:
    answer = bot.ask("柳沟县水利局2024年下属单位有哪些")
    assert [item.label for item in answer.items] == ["县河道管理所", "县水利工程中心"], answer.text


def test_a_plan_run_on_into_a_name_is_held_against_what_came_of_it(bot: Bot) -> None:
    answer = bot.ask("柳沟县水利局2024年机关运行经费预算和决算差多少")
    assert answer.value == Decimal(15_000), answer.text
