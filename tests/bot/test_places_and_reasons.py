"""A city's forms and report, and the accounts of a county: all places, how a plan was met, why, what is amiss, and bonds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

CITY = """# 云川市2025年政府预算公开表

## 云川市2024年地方政府债务限额及余额情况表
单位：万元
地区\t2024年债务限额\t2024年末债务余额
全市\t7200\t6900
一、市本级\t3200\t3100
二、县(市、区)\t4000\t3800
青石区\t600\t580
南泉市\t1900\t1800
竹溪县\t800\t760
柳河县\t700\t660

## 2025年云川市全市一般公共预算支出表
单位：万元
项目\t2024年执行数\t2025年预算数
教育支出\t800\t880
农林水支出\t400\t380
一般公共预算支出合计\t1200\t1260

## 2024年云川市市本级新增地方政府债券资金使用安排表
单位：万元
序号\t项目名称\t项目主管部门\t债券性质\t债券规模\t发行利率(%)\t期限(年)
1\t人民医院迁建\t市卫生健康委\t专项债券\t4200\t2.38\t20
2\t西岸排涝工程\t市住房城乡建设局\t专项债券\t2850\t2.41\t30
3\t职业学院实训基地\t市教育局\t专项债券\t1680\t2.36\t15
4\t新能源产业园\t经开区管委会\t专项债券\t5120\t2.38\t20
5\t污水处理厂扩建\t市住房城乡建设局\t专项债券\t1950\t2.33\t15
6\t冷链物流中心\t市商务局\t专项债券\t2500\t2.29\t10
7\t绕城公路改建\t市交通运输局\t一般债券\t2057\t2.17\t10
8\t灌区配套工程\t市水利局\t一般债券\t830\t2.09\t7
9\t第三中学迁建\t市教育局\t一般债券\t520\t2.18\t12
\t合计\t\t\t21707\t\t
"""
COUNTY = """# 竹溪县2024年财政决算

## 竹溪县2024年一般公共预算收入决算表
单位：万元
项目\t2023年决算数\t年初预算数\t调整预算数\t决算数\t为年初预算%\t为调整预算%
税收收入\t1500\t1560\t1440\t1450\t92.9\t100.7
增值税\t800\t820\t850\t840\t102.4\t98.8
契税\t400\t420\t290\t295\t70.2\t101.7
印花税\t300\t320\t300\t315\t98.4\t105.0
收入合计\t1500\t1560\t1440\t1450\t92.9\t100.7

## 竹溪县2024年一般公共预算“三公”经费支出决算表
单位：万元
项目\t2023年决算数\t2024年预算数\t2024年决算数
合计\t54\t68\t52
因公出国(境)费\t4\t15\t
公务接待费\t30\t33\t28
公务用车运行维护费\t20\t20\t24

## 一、收入决算情况
增值税增收主要是水泥企业复产。契税减收主要是商品房销售面积下降27.3%。

## 二、存在的问题
审计反映：一是2个部门未及时收回沉淀资金386万元；二是3个专项债券项目资金支出进度低于60%；三是5个乡镇往来款长期挂账。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot over the two papers."""
    folder: Path = tmp_path_factory.mktemp("places")
    yield from bot_over(folder, {"city.txt": CITY, "county.txt": COUNTY})


@pytest.mark.parametrize(
    "question",
    [
        "云川市下面各县(市、区)里,2024年末债务余额最高的前三名是谁,各多少?",
        "云川市各区(县、市)2024年末债务余额最高的前三名是谁",
        "云川市各县区里2024年末债务余额最高的前三名是谁",
    ],
)
def test_all_places_are_ranked_and_no_sum_of_them(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert [item.label for item in answer.items] == ["南泉市", "竹溪县", "柳河县"]


def test_counties_alone_are_no_cities(bot: Bot) -> None:
    answer = bot.ask("云川市各县2024年末债务余额最高的是哪个")
    assert "竹溪县" in answer.text
    assert "南泉市" not in answer.text


def test_a_rate_asked_behind_a_difference_is_of_the_same_item(bot: Bot) -> None:
    answer = bot.ask("2025年云川全市教育支出预算比2024年执行数多多少万元?增幅多少?")
    assert "10" in answer.text
    assert "合计" not in answer.text


def test_bonds_are_named_by_their_projects(bot: Bot) -> None:
    assert bot.ask("西岸排涝工程的债券规模是多少").value == Decimal(2850 * 10000)
    assert bot.ask("西岸排涝工程的发行利率是多少").value == Decimal("2.41")


def test_the_plan_as_passed_is_not_the_adjusted_one(bot: Bot) -> None:
    assert "契税" in bot.ask("竹溪县2024年各税种中,完成年初预算比例最差的是哪个税?").text
    assert "增值税" in bot.ask("竹溪县2024年各税种中,完成调整预算比例最低的是哪个税?").text
    assert bot.ask("契税2024年完成竹溪县年初预算目标了吗?").truth is False
    assert bot.ask("竹溪县2024年契税预算调整数比年初预算少多少").value == Decimal(130 * 10000)


def test_what_came_out_is_not_held_against_a_plan_beside_a_blank(bot: Bot) -> None:
    text = bot.ask("竹溪县2024年三公经费里哪些比上年增加了").text
    assert "公务用车运行维护费" in text
    assert "出国" not in text


@pytest.mark.parametrize("why", ["减收主要是什么原因造成的?", "为什么减收", "原因是什么"])
def test_the_reason_is_that_of_the_item_asked_before(bot: Bot, why: str) -> None:
    assert "商品房" in bot.ask(why, history=["竹溪县2024年契税比上年下降多少?"]).text


def test_no_reason_of_another_item(bot: Bot) -> None:
    answer = bot.ask("减收主要是什么原因造成的?", history=["竹溪县2024年印花税是多少?"])
    assert "商品房" not in answer.text
    assert "水泥" not in answer.text


@pytest.mark.parametrize("question", ["审计指出了竹溪县财政哪几方面的问题?", "竹溪县审计反映的问题有哪些?"])
def test_all_that_is_amiss_is_told(bot: Bot, question: str) -> None:
    text = bot.ask(question).text
    assert "沉淀资金" in text
    assert "专项债券" in text
    assert "往来款" in text


def test_which_way_three_figures_went(bot: Bot) -> None:
    asked = "竹溪县增值税2023年决算、2024年年初预算、2024年决算分别是多少?一路是降还是升?"
    assert "增加 40 万元" in bot.ask(asked).text
    unsteady = "竹溪县公务接待费2023年决算、2024年预算、2024年决算分别是多少?一路是降还是升?"
    assert "减少 2 万元" not in bot.ask(unsteady).text
