"""What a growth is measured from, what fell short of its plan, what moved most, the funds of a county one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

COUNTY = """# 青河县2025年预算执行情况和2026年预算草案附表

2025年青河县一般公共预算收入执行情况表
单位：万元
项目\t2024年决算数\t2025年预算数\t2025年执行数\t2026年预算数
一、税收收入\t1,000\t1,040\t1,000\t1,060
增值税\t500\t510\t530\t540
企业所得税\t200\t220\t190\t210
契税\t200\t200\t150\t170
资源税\t100\t110\t130\t140
二、非税收入\t300\t310\t320\t330
罚没收入\t120\t110\t100\t105
其他收入\t180\t200\t220\t225
一般公共预算收入合计\t1,300\t1,350\t1,320\t1,390

2025年青河县一般公共预算支出执行情况表
单位：万元
项目\t2024年决算数\t2025年预算数\t2025年执行数\t2026年预算数
教育支出\t1,000\t1,100\t1,200\t1,260
卫生健康支出\t800\t820\t810\t830
预备费\t\t\t\t50
一般公共预算支出合计\t1,800\t1,920\t2,010\t2,140

青河县2025年政府债务限额和余额情况表
单位：万元
项目\t合计\t一般债务\t专项债务
2025年政府债务限额\t9,000\t4,000\t5,000
2025年末政府债务余额\t8,000\t2,000\t6,000

2025年青河县新增地方政府专项债券项目安排情况表
单位：万元
序号\t项目名称\t项目主管部门\t债券金额\t期限（年）\t利率（%）
1\t供水管网改造工程\t县住建局\t3,000\t20\t2.13
2\t医院新院区建设项目\t县卫健局\t5,000\t15\t2.04
3\t农村公路提升工程\t县交通局\t1,000\t30\t2.26
\t合计\t\t9,000\t\t

青河县社会保险基金收支2025年执行及2026年预算表
单位：万元
项目\t2025年预算数\t2025年执行数\t2026年预算数
城乡居民基本养老保险基金\t\t\t
一、本年收入\t300\t310\t320
    保险费收入\t100\t110\t115
    财政补贴收入\t200\t200\t205
二、本年支出\t250\t260\t270
三、本年收支结余\t50\t50\t50
四、年末滚存结余\t700\t710\t760
机关事业单位基本养老保险基金\t\t\t
一、本年收入\t500\t520\t540
    保险费收入\t400\t390\t400
    财政补贴收入\t100\t130\t140
二、本年支出\t480\t490\t500
三、本年收支结余\t20\t30\t40
四、年末滚存结余\t80\t90\t130
"""
BUREAU = """# 青河县教育局2024年度部门决算

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、财政拨款收入\t900.00\t一、教育支出\t900.00
本年收入合计\t900.00\t本年支出合计\t900.00
总计\t900.00\t总计\t900.00

## 一般公共预算财政拨款基本支出决算表
单位：万元
科目编码\t科目名称\t决算数
302\t商品和服务支出\t60.00
30205\t水费\t8.00
30206\t电费\t12.00
30209\t物业管理费\t30.00
30211\t差旅费\t10.00

## 财政拨款“三公”经费支出决算表
单位：万元
项目\t年初预算数\t决算数
“三公”经费合计\t5.00\t3.00
公务用车购置费\t0.00\t0.00
公务接待费\t5.00\t3.00

## 情况说明
公务接待费支出3.00万元。全年国内公务接待20批次，150人次（不包括陪同人员）；外事接待0批次，0人次。
"""

MUSEUM = """# 青河县文化馆2025年单位预算

## 一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t2025年预算数
302\t商品和服务支出\t20.00
30205\t水费\t6.00
30206\t电费\t4.00

## 部门收支总表
单位：万元
收入项目\t预算数\t支出项目\t预算数
一、财政拨款收入\t90.00\t一、文化旅游体育与传媒支出\t90.00
收入总计\t90.00\t支出总计\t90.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("county")
    yield from bot_over(folder, {"county.txt": COUNTY, "bureau.txt": BUREAU})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("以2025年实际执行数为基数，青河县2026年教育支出预算增长百分之几？", "5"),
        ("青河县2026年教育支出预算，以2024年决算为基数，增长百分之几？", "26"),
        ("青河县2026年教育支出预算增长百分之几？以2025年执行数为基数", "5"),
        ("以2025年预算为基数，青河县2026年教育支出预算增长百分之几？", "14.5455"),
    ],
)
def test_growth_is_measured_from_what_is_named_as_its_base(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert value[:5] in (str(answer.value) + answer.text)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("青河县2025年哪些税种没有完成年初预算？", {"企业所得税", "契税"}),
        ("青河县2025年哪个税没完成预算？", {"企业所得税", "契税"}),
        ("青河县2025年有几个税种没完成预算？", {"企业所得税", "契税"}),
        ("青河县2025年哪些税种超过年初预算？", {"增值税", "资源税"}),
        ("青河县2025年哪些支出科目没完成预算？", {"卫生健康支出"}),
        ("青河县2025年哪些收入没有完成年初预算？", {"企业所得税", "契税", "罚没收入"}),
    ],
)
def test_rows_that_fell_short_of_their_plan_are_listed(bot: Bot, question: str, rows: set[str]) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert {item.label for item in answer.items} == rows


def test_what_moved_most_is_what_goes_on_to_be_asked_about(bot: Bot) -> None:
    told = bot.ask("2025年青河县各税种里面，跟2024年比降幅最大的是哪个税？降了多少个点")
    assert "契税" in told.text
    assert "税收收入" not in told.text
    after = bot.ask("减少了多少万元？", history=["2025年青河县哪个税种降幅最大？"])
    assert (after.value, after.unit) == (Decimal(500_000), "元")


@pytest.mark.parametrize(
    "added", ["2024年青河县教育局水费加电费一共多少万元？", "青河县教育局2024年水费和电费分别多少？"]
)
def test_another_item_after_several_is_asked_for_alone(bot: Bot, added: str) -> None:
    assert bot.ask("那物业管理费呢？", history=[added]).value == Decimal(300_000)
    two = bot.ask("那物业管理费和差旅费呢？", history=[added])
    assert "电费" not in two.text
    assert "30" in two.text


def test_an_item_is_added_where_that_is_said(bot: Bot) -> None:
    answer = bot.ask("再加上物业管理费呢？", history=["2024年青河县教育局水费加电费一共多少万元？"])
    assert answer.value == Decimal(500_000)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青河县2025年末的政府债务里，专项债务占多大比例？", "75"),
        ("青河县2025年末专项债务占政府债务的百分之几？", "75"),
        ("青河县2025年机关事业单位养老保险基金收入，有百分之几靠财政补贴？", "25"),
        ("青河县2025年机关事业单位养老保险基金财政补贴收入占本年收入的百分之几？", "25"),
    ],
)
def test_a_share_is_of_the_balance_or_the_fund_that_is_meant(bot: Bot, question: str, value: str) -> None:
    assert bot.ask(question).value == Decimal(value)


@pytest.mark.parametrize(
    ("question", "ten_thousands"),
    [
        ("青河县2025年机关事业单位养老保险基金支出是多少？", 490),
        ("青河县2025年机关事业单位养老保险基金本年收入是多少？", 520),
        ("青河县2025年城乡居民养老保险基金收入多少？", 310),
    ],
)
def test_a_side_of_a_fund_that_only_heads_its_rows(bot: Bot, question: str, ten_thousands: int) -> None:
    answer = bot.ask(question)
    assert answer.value == Decimal(ten_thousands * 10_000)
    assert "保险基金本年" in answer.text


def test_the_income_of_a_second_fund_has_all_its_parts(bot: Bot) -> None:
    answer = bot.ask("青河县2025年机关事业单位养老保险基金有哪些收入？")
    assert [item.label for item in answer.items] == ["保险费收入", "财政补贴收入"]


@pytest.mark.parametrize(
    ("question", "project", "value"),
    [
        ("青河县2025年新增专项债券项目中利率最高的是哪个项目？", "农村公路提升工程", "2.26"),
        ("青河县2025年新增专项债券项目中期限最短的是哪个项目？", "医院新院区建设项目", "15"),
        ("青河县2025年新增专项债券项目中期限最长的是哪个项目？", "农村公路提升工程", "30"),
        ("青河县2025年专项债券金额最大的项目是哪个？", "医院新院区建设项目", "50000000"),
    ],
)
def test_projects_of_bonds_by_any_column_of_their_form(bot: Bot, question: str, project: str, value: str) -> None:
    answer = bot.ask(question)
    assert [item.label for item in answer.items] == [project] or project in answer.text
    assert answer.value == Decimal(value)


def test_a_column_of_the_row_that_came_first(bot: Bot) -> None:
    after = bot.ask("利率是多少？", history=["青河县2025年专项债券金额最大的项目是哪个？"])
    assert (after.value, after.unit) == (Decimal("2.04"), "%")
    assert "2.04%" in bot.ask("青河县2025年新增专项债券最大的项目是哪个？利率多少？").text


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("青河县2026年预备费占一般公共预算支出的比例达到法定的1%了吗？", True),
        ("青河县2026年预备费占一般公共预算支出的比例超过规定的3%上限了吗？", False),
        ("青河县教育局2024年有没有买新的公务车？", False),
        ("县教育局（青河县）2024年水费加电费等不等于20万元？", True),
    ],
)
def test_whether_something_is_so(bot: Bot, question: str, truth: bool) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.truth) == ("answered", truth)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("按2024年度决算算，青河县教育局平均每批次国内公务接待花多少元？", "1500"),
        ("青河县教育局2024年国内公务接待平均每批次花多少元？", "1500"),
        ("青河县教育局2024年平均每人次公务接待多少元？", "200"),
    ],
)
def test_what_guests_cost_each_time(bot: Bot, question: str, value: str) -> None:
    assert bot.ask(question).value == Decimal(value)


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("bodies")
    yield from bot_over(folder, {"bureau.txt": BUREAU, "museum.txt": MUSEUM})


def test_bodies_each_with_a_year_of_its_own(bodies: Bot) -> None:
    answer = bodies.ask("把青河县教育局2024年决算、青河县文化馆2025年预算的水费从高到低排一排")
    assert [(item.label, item.value) for item in answer.items] == [
        ("青河县教育局2024年水费决算", Decimal(80_000)),
        ("青河县文化馆2025年水费预算", Decimal(60_000)),
    ]


def test_an_example_behind_an_income_is_left_aside(bot: Bot) -> None:
    answer = bot.ask("青河县教育局2024年财政拨款收入（拨款之类）占本年收入合计的百分之几？")
    assert answer.value == Decimal(100)


@pytest.mark.parametrize(
    "question",
    [
        "青河县2026年教育支出预算增长百分之几，按2023年执行数为基数？",
        "青河县教育局2024年平均每场培训花多少元？",
        "青河县2025年失业保险基金支出是多少？",
    ],
)
def test_what_no_paper_tells_is_refused(bot: Bot, question: str) -> None:
    assert bot.ask(question).status == "not_found"
