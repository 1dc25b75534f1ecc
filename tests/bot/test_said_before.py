"""What a talk says of itself: remarks, corrections, the way back, other bodies; and what is worked out of the figures told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.model import Answer
from bot.pipeline import Bot

BUREAU = """# {body}2025年部门预算

## 部门职责
{duty}

## 部门支出总表
部门：{body}\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t{rest}.00\t100.00\t{projects}.00
221\t住房保障支出\t40.00\t40.00\t
合计\t\t{all}.00\t140.00\t{projects}.00

## 收支总表
部门：{body}\t单位：万元
收入\t本年预算\t支出\t本年预算
一般公共预算拨款\t{all}.00\t农林水支出\t{rest}.00
\t\t住房保障支出\t40.00
收入总计\t{all}.00\t支出总计\t{all}.00

## 项目支出预算表
部门：{body}\t单位：元
项目名称\t总计\t本年拨款
合计\t{projects}0000\t{projects}0000
{names[0]}\t{parts[0]}0000\t{parts[0]}0000
{names[1]}\t{parts[1]}0000\t{parts[1]}0000
{names[2]}\t{parts[2]}0000\t{parts[2]}0000

## 机关运行经费
2025年机关运行经费预算{office}.00万元，比上年减少5.00万元。

## 培训费与会议费
部门：{body}\t单位：万元
项目\t预算数
培训费\t{office}.50
会议费\t{office}.20
"""

COUNTY = """# 溪口县2025年政府预算

## 溪口县2025年“三公”经费预算汇总表
单位：万元
单位名称\t合计\t公务接待费\t公务用车运行费
2025年合计\t60.00\t20.00\t40.00
县公安局\t30.00\t8.00\t22.00
县林业局\t18.00\t7.00\t11.00
县教育局\t12.00\t5.00\t7.00
2024年合计\t75.00\t25.00\t50.00

## 溪口县2025年重点项目情况表
单位：万元
项目名称\t责任单位\t总投资\t2025年安排资金
森林步道\t县林业局\t900.00\t320.00
县医院新楼\t县卫生健康局\t8000.00\t700.00

## 溪口县2025年政府性基金收入预算表
单位：万元
项目\t2024年预算数\t2024年执行数\t2025年预算数
土地出让收入\t680.00\t500.00\t550.00
彩票公益金收入\t30.00\t40.00\t60.00
合计\t710.00\t540.00\t610.00
"""


def bureau(body: str, duty: str, projects: tuple[int, int, int], names: tuple[str, str, str], office: int) -> str:
    total = sum(projects)
    return BUREAU.format(
        body=body,
        duty=duty,
        rest=100 + total,
        all=140 + total,
        projects=total,
        parts=projects,
        names=names,
        office=office,
    )


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    woods = bureau("溪口县林业局", "负责全县造林绿化。", (300, 120, 80), ("造林补助", "防火设施", "苗圃维修"), 51)
    water = bureau("东岭区水务局", "负责全区水资源管理。", (600, 250, 50), ("水库加固", "河道清淤", "水表改造"), 82)
    papers = {"woods.txt": woods, "water.txt": water, "county.txt": COUNTY}
    yield from bot_over(tmp_path_factory.mktemp("county"), papers)


def last(bot: Bot, talk: str) -> Answer:
    *before, question = talk.split("|")
    return bot.ask(question, history=before)


@pytest.mark.parametrize("said", ["预算总共多少钱", "预算总额是多少", "部门预算一共多少"])
def test_the_whole_budget_is_not_what_its_projects_come_to(county: Bot, said: str) -> None:
    answer = county.ask(f"溪口县林业局2025年{said}")
    assert (answer.value, answer.unit) == (Decimal(6_400_000), "元"), answer.text


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("溪口县林业局2025年培训费多少|说错了，是会议费", 512_000),
        ("溪口县林业局2025年培训费多少|不对，我是问会议费", 512_000),
        ("溪口县林业局2025年培训费多少|抱歉，打错了，应该是会议费", 512_000),
        ("溪口县林业局2025年培训费多少|我问的不是培训费，是会议费", 512_000),
        ("溪口县林业局2025年培训费多少|不对，应该是东岭区水务局的", 825_000),
    ],
)
def test_a_correction_asks_what_was_meant(county: Bot, talk: str, value: int) -> None:
    assert last(county, talk).value == value


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("溪口县林业局2025年培训费多少|东岭区水务局的会议费呢|回到刚才的林业局，会议费多少", 512_000),
        ("溪口县林业局2025年机关运行经费多少|培训费呢|再回到机关运行经费，东岭区水务局的是多少", 820_000),
        ("溪口县林业局2025年培训费多少|东岭区水务局呢|前一个局的会议费多少", 512_000),
        ("溪口县林业局2025年培训费多少|东岭区水务局有哪些项目|另一个单位的会议费呢", 512_000),
    ],
)
def test_a_talk_goes_back(county: Bot, talk: str, value: int) -> None:
    assert last(county, talk).value == value


@pytest.mark.parametrize("remark", ["好", "好的", "嗯，明白了", "谢谢", "知道了，谢谢你", "OK"])
def test_a_remark_ends_what_was_worked_out(county: Bot, remark: str) -> None:
    talk = f"溪口县林业局2025年机关运行经费是多少|比上年少了多少|{remark}|东岭区水务局呢"
    assert last(county, talk).value == Decimal(820_000)


@pytest.mark.parametrize("said", ["县林业局呢", "那县林业局呢？", "县林业局多少"])
def test_another_body_is_asked_for_the_same(county: Bot, said: str) -> None:
    assert last(county, f"溪口县2025年三公经费一共多少|县公安局呢|{said}").value == Decimal(180_000)


def test_a_body_that_has_no_such_figure_is_refused(county: Bot) -> None:
    answer = last(county, "溪口县2025年三公经费一共多少|县公安局呢|县卫生健康局呢")
    assert (answer.status, answer.value) == ("not_found", None), answer.text


def test_another_body_is_asked_what_was_refused(county: Bot) -> None:
    answer = last(county, "溪口县交通局2025年收入总计多少|那县林业局呢")
    assert answer.value == Decimal(6_400_000), answer.text


def test_the_text_of_another_body_tells_the_same(county: Bot) -> None:
    assert "水资源管理" in last(county, "溪口县林业局的职责是什么|东岭区水务局呢").text


@pytest.mark.parametrize("said", ["增长了百分之几", "增幅是多少"])
def test_a_change_is_between_the_figures_just_told(county: Bot, said: str) -> None:
    answer = last(county, f"溪口县2024年土地出让收入执行数多少|2025年预算呢|{said}")
    assert (answer.value, answer.unit) == (Decimal(10), "%"), answer.text


def test_the_winners_of_rankings_are_added_up(county: Bot) -> None:
    answer = last(county, "溪口县林业局2025年哪个项目钱最多|第二多的呢|这两个加起来多少")
    assert answer.value == Decimal(4_200_000), answer.text


def test_a_total_of_the_year_before_is_of_that_year(county: Bot) -> None:
    assert county.ask("溪口县2024年三公经费一共多少").value == Decimal(750_000)
    assert not [finding for finding in county.ask("溪口县2024年三公经费一共多少").notices if "相差" in finding.text]


@pytest.mark.parametrize("between", ["", "|比2024年少多少", "|比2024年少多少|好"])
def test_a_share_is_of_the_total_of_its_own_year(county: Bot, between: str) -> None:
    answer = last(county, f"溪口县2025年三公经费一共多少{between}|县公安局的占百分之几")
    assert (answer.value, answer.unit) == (Decimal(50), "%"), answer.text


def test_a_form_says_who_carries_out_a_project(county: Bot) -> None:
    assert "县卫生健康局" in last(county, "溪口县2025年县医院新楼安排多少钱|是哪个部门负责实施的").text


def test_what_money_is_for_is_no_amount(county: Bot) -> None:
    answer = last(county, "溪口县林业局2025年造林补助多少钱|这笔钱干什么用")
    assert answer.status == "not_found", answer.text


def test_after_a_refusal_the_same_is_asked_of_other_years(county: Bot) -> None:
    refused = last(county, "溪口县林业局2021年培训费多少|2020年的也没有吗")
    assert refused.status == "not_found"
    answer = last(county, "溪口县林业局2021年培训费多少|2020年的也没有吗|那2025年呢")
    assert answer.value == Decimal(515_000), answer.text


@pytest.mark.parametrize("said", ["预算总额多少", "部门预算一共多少"])
def test_the_whole_budget_of_another_body(county: Bot, said: str) -> None:
    answer = last(county, f"溪口县林业局2025年{said}|东岭区水务局的呢|差多少")
    assert answer.value == Decimal(4_000_000), answer.text


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("溪口县林业局2025年培训费多少|会议费呢|前者比后者多多少", 3_000),
        ("溪口县林业局2025年培训费多少|东岭区水务局呢|前者的会议费是多少", 512_000),
        ("溪口县林业局2025年培训费多少|东岭区水务局呢|后者的会议费是多少", 822_000),
    ],
)
def test_the_former_and_the_latter(county: Bot, talk: str, value: int) -> None:
    assert last(county, talk).value == value, last(county, talk).text


@pytest.mark.parametrize("said", ["另外那个部门呢", "前一个局呢", "前者呢"])
def test_nothing_is_told_of_what_the_talk_does_not_hold(county: Bot, said: str) -> None:
    answer = last(county, f"溪口县林业局2025年培训费多少|{said}")
    assert (answer.status, answer.value) == ("clarify", None), answer.text


def test_the_largest_is_of_what_was_listed(county: Bot) -> None:
    assert "造林补助" in last(county, "溪口县林业局2025年有哪些项目|金额最大的是哪个").text
