"""What is asked of final accounts as most departments publish them: the classes of all that was spent, the whole beside its
parts, what is left over of whose money, projects by their number, and what is added in a talk.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.model import Answer
from bot.pipeline import Bot

ACCOUNTS = """# 云川市民政局

2024年度部门决算

2025年8月

## 支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
\t合计\t1000.00\t600.00\t400.00
208\t社会保障和就业支出\t620.00\t420.00\t200.00
20802\t民政管理事务\t400.00\t300.00\t100.00
20810\t社会福利\t220.00\t120.00\t100.00
210\t卫生健康支出\t230.00\t130.00\t100.00
21011\t行政事业单位医疗\t230.00\t130.00\t100.00
229\t其他支出\t150.00\t50.00\t100.00
22960\t彩票公益金安排的支出\t150.00\t50.00\t100.00

## 财政拨款收入支出决算总表
单位：万元
收入项目\t金额\t支出项目\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款
一、一般公共预算财政拨款\t700.00\t一、社会保障和就业支出\t560.00\t560.00\t
二、政府性基金预算财政拨款\t160.00\t二、卫生健康支出\t90.00\t90.00\t
\t\t三、其他支出\t150.00\t\t150.00
本年收入合计\t860.00\t本年支出合计\t800.00\t650.00\t150.00
年初财政拨款结转和结余\t20.00\t年末财政拨款结转和结余\t80.00\t60.00\t20.00
总计\t880.00\t总计\t880.00\t710.00\t170.00

## 一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t小计\t基本支出\t项目支出
\t合计\t650.00\t500.00\t150.00
208\t社会保障和就业支出\t560.00\t420.00\t140.00
20802\t民政管理事务\t360.00\t280.00\t80.00
20810\t社会福利\t200.00\t140.00\t60.00
210\t卫生健康支出\t90.00\t80.00\t10.00
21011\t行政事业单位医疗\t90.00\t80.00\t10.00

## 政府性基金预算财政拨款收入支出决算表
单位：万元
科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出\t年末结转和结余
\t合计\t10.00\t160.00\t150.00\t20.00
229\t其他支出\t10.00\t160.00\t150.00\t20.00
22960\t彩票公益金安排的支出\t10.00\t160.00\t150.00\t20.00

## 一般公共预算财政拨款基本支出决算表
单位：元
科目编码\t科目名称\t决算数
301\t工资福利支出\t4,699,988.00
30101\t基本工资\t4,699,988.00
人员经费合计\t\t4,699,988.00
302\t商品和服务支出\t300,012.00
30201\t办公费\t120,012.00
30216\t培训费\t100,000.00
30217\t公务接待费\t80,000.00
公用经费合计\t\t300,012.00

## 财政拨款“三公”经费支出决算表
单位：万元
项目\t预算数\t决算数
“三公”经费合计\t30.00\t20.00
公务用车运行维护费\t18.00\t12.00
公务接待费\t12.00\t8.00

## 项目支出情况表
单位：万元
项目名称\t金额
养老补贴\t90.00
殡葬改革\t60.00
合计\t150.00

## 主要职责
贯彻执行民政工作方针政策；负责社会救助体系建设；负责殡葬管理工作。

## 情况说明
2024年度机关运行经费支出30.00万元。
政府采购支出总额28.00万元，其中：政府采购货物支出9.00万元、政府采购工程支出13.00万元、政府采购服务支出6.00万元。
截至2024年12月31日，公务用车3辆。

## 名词解释
一、机动经费：指年初预留用于不可预见支出的经费。
"""

COUNTY = """# 云川县2025年政府预算

## 2025年云川县一般公共预算收入预算表
单位：万元
项目\t2024年执行数\t2025年预算数\t增减%
税收收入\t80.00\t84.00\t5.00
非税收入\t20.00\t21.00\t5.00
一般公共预算收入合计\t100.00\t105.00\t5.00
转移性收入\t200.00\t150.00\t-25.00
收入总计\t300.00\t255.00\t-15.00

## 一般公共预算收支说明
2025年全县一般公共预算收入105.00万元。
"""
SCHOOL = """# 云川市职业学校2024年度单位决算

## 一、收入支出决算总体情况说明
2024年度收、支总计均为800.00万元。与2023年度相比，收、支总计各增加40.00万元，增长5.26%，主要原因是附属学校并入。

## 五、一般公共预算财政拨款支出决算情况说明
2024年度一般公共预算财政拨款支出500.00万元。与2023年度相比，一般公共预算财政拨款支出减少30.00万元，下降5.66%，主要原因是实训楼已完工。
"""

UNITS = """# 云川市水务局2025年部门预算

## 目录
一、收支总表
二、项目支出绩效目标表

## 部门预算单位构成
纳入云川市水务局2025年部门预算编制范围的单位共3个，具体见下：
1．云川市水务局本级
2．云川市水文中心
3．云川市防汛服务中心

## 收支总表
单位：万元
收入项目\t预算数\t支出项目\t预算数
一、财政拨款收入\t90.00\t一、农林水支出\t100.00
上年结转\t10.00\t\t
收入总计\t100.00\t支出总计\t100.00

## 项目支出绩效目标表
部门：云川市水务局
单位：万元
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("accounts")
    yield from bot_over(
        folder, {"accounts.txt": ACCOUNTS, "county.txt": COUNTY, "school.txt": SCHOOL, "units.txt": UNITS}
    )


def ask(bot: Bot, *talk: str) -> Answer:
    return bot.ask(talk[-1], history=talk[:-1])


def told(answer: Answer) -> list[tuple[str, Decimal | None]]:
    return [(item.label, item.value) for item in answer.items]


@pytest.mark.parametrize(
    "question",
    ["云川市民政局2024年支出最多的两个功能分类", "云川市民政局2024年的钱主要花在哪些大类上？按功能分类列出前两名"],
)
def test_the_classes_are_those_of_all_money(bot: Bot, question: str) -> None:
    assert told(ask(bot, question)) == [
        ("社会保障和就业支出", Decimal(6_200_000)),
        ("卫生健康支出", Decimal(2_300_000)),
    ]


def test_the_classes_of_the_general_budget_alone(bot: Bot) -> None:
    answer = ask(bot, "云川市民政局2024年一般公共预算财政拨款支出最多的功能分类")
    assert answer.value == Decimal(5_600_000)


@pytest.mark.parametrize(
    "question",
    ["云川市民政局2024年末结转和结余里，属于财政拨款的有多少？", "云川市民政局2024年末财政拨款结转和结余是多少"],
)
def test_what_is_left_over_of_treasury_money_is_of_all_its_funds(bot: Bot, question: str) -> None:
    assert ask(bot, question).value == Decimal(800_000)


@pytest.mark.parametrize(
    "question",
    [
        "云川市民政局2024年三公经费多少，都是些什么费？",
        "云川市民政局2024年三公经费一共多少，由哪些构成",
        "云川市民政局2024年三公经费是多少，包括哪些？",
    ],
)
def test_a_list_tells_the_whole_that_is_asked_for_besides(bot: Bot, question: str) -> None:
    answer = ask(bot, question)
    assert answer.value == Decimal(200_000)
    assert told(answer) == [("公务用车运行维护费", Decimal(120_000)), ("公务接待费", Decimal(80_000))]


def test_a_list_of_amounts_alone_has_no_value(bot: Bot) -> None:
    answer = ask(bot, "云川市民政局2024年三公经费包括哪些，各多少？")
    assert answer.value is None
    assert len(answer.items) == 2


@pytest.mark.parametrize("number", ["两个项目", "两个专项经费"])
def test_projects_named_by_their_number_are_no_classes(bot: Bot, number: str) -> None:
    each = [("养老补贴", Decimal(900_000)), ("殡葬改革", Decimal(600_000))]
    assert told(ask(bot, f"云川市民政局2024年{number}各多少")) == each
    assert told(ask(bot, f"云川市民政局2024年{number}按金额从大到小排一下")) == each


@pytest.mark.parametrize("same", ["是同一个数吗", "是同一笔数吗"])
def test_figures_that_differ_by_rounding_are_one(bot: Bot, same: str) -> None:
    answer = ask(bot, f"云川市民政局2024年机关运行经费和基本支出决算表里的公用经费合计{same}？")
    assert answer.truth is True
    assert "四舍五入" in answer.text


@pytest.mark.parametrize("same", ["一致吗", "是同一个数吗"])
def test_one_thing_in_two_forms_is_held_against_itself(bot: Bot, same: str) -> None:
    answer = ask(bot, f"云川市民政局2024年三公经费支出决算表里的公务接待费和基本支出决算表的公务接待费{same}")
    assert answer.truth is True
    assert {one.table for one in answer.citations} == {
        "财政拨款“三公”经费支出决算表",
        "一般公共预算财政拨款基本支出决算表",
    }


def test_what_is_bought_is_held_against_its_own_total(bot: Bot) -> None:
    answer = ask(bot, "云川市民政局2024年政府采购的货物、工程、服务三块加起来，和它公布的支出总额对得上吗？")
    assert answer.truth is True


def test_parts_are_held_against_the_whole_of_their_own_money(bot: Bot) -> None:
    answer = ask(bot, "云川市民政局2024年人员经费加公用经费等于基本支出吗")
    assert answer.truth is True
    assert answer.value == Decimal(5_000_000)


def test_what_goes_to_a_part_is_a_share_of_the_whole_named_before(bot: Bot) -> None:
    answer = ask(bot, "云川市民政局2024年一般公共预算财政拨款支出，真正用在社会保障和就业支出类的占百分之多少？")
    assert answer.unit == "%"
    assert answer.value is not None
    assert round(answer.value, 2) == Decimal("86.15")


def test_a_thing_is_added_to_what_was_asked_last(bot: Bot) -> None:
    first = "云川市民政局2024年基本支出里的培训费是多少？"
    second = "把办公费也算进去，一共多少？"
    assert ask(bot, first).value == Decimal(100_000)
    assert ask(bot, first, second).value == Decimal(220_012)
    assert ask(bot, first, second, "再把公务接待费算上，总共多少").value == Decimal(300_012)


@pytest.mark.parametrize(
    "question",
    ["殡葬管理工作归云川市民政局管吗？", "云川市民政局负责殡葬管理工作吗？", "云川市民政局的职责包括殡葬管理工作吗"],
)
def test_whether_a_body_has_a_duty(bot: Bot, question: str) -> None:
    assert ask(bot, question).truth is True


def test_that_a_plan_was_made_is_not_asked_for(bot: Bot) -> None:
    answer = ask(bot, "云川市民政局2024年三公经费是有预算的，就是不知道最后到底花了多少？")
    assert answer.value == Decimal(200_000)


def test_cars_by_another_word_for_having_them(bot: Bot) -> None:
    assert ask(bot, "云川市民政局登记了几辆公车？").value == Decimal(3)


def test_nothing_is_compared_with_a_year_that_is_lacking(bot: Bot) -> None:
    assert ask(bot, "云川市民政局2019年支出总额多少，跟2024比呢").status == "not_found"


@pytest.mark.parametrize(
    "question", ["云川县2025年一般公共预算收入增长多少", "云川县2025年一般公共预算收入预计多少，增长多少"]
)
def test_a_row_that_prints_both_years_is_named_by_either(bot: Bot, question: str) -> None:
    text = ask(bot, question).text
    assert "一般公共预算收入合计" in text
    assert "增加 5 万元" in text
    assert "收入总计" not in text


def test_why_something_moved_is_told_of_that_move(bot: Bot) -> None:
    text = ask(bot, "云川市职业学校2024年支出比上年增加了多少，原因是什么").text
    assert "附属学校并入" in text
    assert "实训楼" not in text


@pytest.mark.parametrize(
    "question", ["云川市水务局下属几个单位", "云川市水务局有几家下属单位？", "云川市水务局2025年下属单位有几个"]
)
def test_the_own_office_is_no_unit_below(bot: Bot, question: str) -> None:
    answer = ask(bot, question)
    assert answer.value == Decimal(2)
    assert [item.label for item in answer.items] == ["云川市水文中心", "云川市防汛服务中心"]


def test_the_own_office_is_a_unit_of_the_budget(bot: Bot) -> None:
    assert ask(bot, "云川市水务局2025年预算包括几家单位").value == Decimal(3)


@pytest.mark.parametrize("question", ["云川市水务局2025年绩效目标有哪些", "云川市水务局2025年绩效目标"])
def test_what_stands_above_a_form_answers_nothing(bot: Bot, question: str) -> None:
    answer = ask(bot, question)
    assert answer.status == "not_found"
    assert "单位：万元" not in answer.text


def test_the_own_office_is_counted_where_it_is_said_to_be(bot: Bot) -> None:
    assert ask(bot, "云川市水务局2025年部门预算里，连本部在内总共管着几家预算单位？").value == Decimal(3)


def test_one_item_is_held_against_itself_in_two_forms(bot: Bot) -> None:
    answer = ask(bot, "云川市民政局2024年公务接待费在三公经费支出决算表和基本支出决算表里的数一样吗？")
    assert answer.truth is True
    assert {one.table for one in answer.citations} == {
        "财政拨款“三公”经费支出决算表",
        "一般公共预算财政拨款基本支出决算表",
    }
