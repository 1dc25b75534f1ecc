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


def test_shares_of_two_years_are_told_of_each_and_no_growth(tmp_path: Path) -> None:
    form = (
        "# 柳川市档案馆{year}年单位预算\n\n## 单位支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    )
    form += "201\t一般公共服务支出\t{total}\t{basic}\t{project}\n合计\t\t{total}\t{basic}\t{project}\n"
    amounts = {2024: ("200.00", "150.00", "50.00"), 2025: ("250.00", "150.00", "100.00")}
    papers = {
        f"柳川市档案馆{year}年单位预算.txt": form.format(year=year, total=total, basic=basic, project=project)
        for year, (total, basic, project) in amounts.items()
    }
    for bot in bot_over(tmp_path, papers):
        for question in (
            "柳川市档案馆2024年和2025年项目支出占总支出的比重",
            "柳川市档案馆项目支出占总支出的比重，2024年和2025年分别是多少",
        ):
            answer = bot.ask(question)
            assert answer.status == "answered"
            assert "25%" in answer.text
            assert "40%" in answer.text


OUTTURN = """# 柳川市水利局2024年度部门决算

## 一、收入支出决算总体情况说明
2024年度收入总计、支出总计均为330.00万元，与上年300.00万元相比，增加30.00万元，增长10.00%。

## 二、财政拨款支出决算情况说明
本部门2024年度财政拨款本年支出年初预算数为200.00万元，决算数为240.00万元，完成年初预算的120.00%。

## 三、“三公”经费情况
2024年“三公”经费支出决算4.00万元，其中：公务用车购置费0万元，公务接待费4.00万元，国内公务接待20批次、160人次。

## 财政拨款“三公”经费支出决算表
单位：万元
项目\t年初预算数\t决算数
公务用车购置\t\t
公务接待费\t3.00\t4.00
合计\t3.00\t4.00

## 支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计
2130305\t水利工程建设\t240.00
合计\t\t240.00

## 四、绩效情况
水利工程建设项目：整治河道12条，资金240.00万元。
"""


@pytest.fixture(scope="module")
def outturn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("outturn"), {"柳川市水利局2024年度部门决算.txt": OUTTURN})


def test_a_total_of_both_sides_named_at_once_tells_how_either_grew(outturn: Bot) -> None:
    answer = outturn.ask("柳川市水利局2024年支出总计比上年增长百分之几？")
    assert (answer.value, answer.unit) == (Decimal(10), "%")


def test_a_name_that_ends_in_the_word_for_an_outturn_is_held_against_its_budget(outturn: Bot) -> None:
    assert outturn.ask("柳川市水利局2024年财政拨款支出决算比年初预算多了多少？").value == Decimal(400_000)
    fund = outturn.ask("柳川市水利局2024年一般公共预算财政拨款支出决算比年初预算多了多少？")
    assert fund.status == "not_found"


def test_a_claim_is_answered_by_yes_or_no_and_by_how_much(outturn: Bot) -> None:
    beyond = outturn.ask("柳川市水利局2024年公务接待费超预算了没？超了多少")
    assert (beyond.truth, beyond.value) == (True, Decimal(10_000))
    bought = outturn.ask("听说柳川市水利局2024年又买公务车了，是真的吗？")
    assert bought.truth is False


def test_what_each_of_the_things_counted_came_to(outturn: Bot) -> None:
    assert outturn.ask("柳川市水利局2024年水利工程建设平均每批次多少钱？按1.2万批次算").value == Decimal(200)


def test_empty_posts_are_told_of_each_unit_and_of_all(bot: Bot) -> None:
    most = bot.ask("柳川市林业局编制空缺最多的单位是哪个")
    assert [item.label for item in most.items] == ["柳川市护林防火中心"]
    assert most.value == Decimal(5)
    assert [item.value for item in bot.ask("柳川市林业局哪些单位有空编").items] == [Decimal(5), Decimal(4), Decimal(1)]
    assert bot.ask("柳川市林业局一共空编多少个").value == Decimal(10)
    assert bot.ask("柳川市林业局下属单位空编多少个").status == "not_found"
