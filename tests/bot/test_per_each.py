"""What an amount, or a number, comes to for each of the things that the same paper counts, in whichever words it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.names.segment import prepare
from bot.pipeline import Bot
from bot.reading.per_each import per_each

SCHOOL = """# 柳川市第五小学2025年单位预算

## 一、机构设置情况
本校现有教学班20个，在校学生900人（其中住校学生60人），在职教职工52人（其中专任教师45人），退休教师18人。

## 二、2025年重点工作
1.举办家长讲堂12场，受众不少于3000人次。

## 单位收支总体情况表
单位：元
项目\t预算数
一般公共预算拨款收入\t9,000,000.00
本年支出合计\t9,000,000.00

## 项目支出预算表
单位：元
项目名称\t合计\t一般公共预算拨款\t备注
家长讲堂\t60,000.00\t60,000.00\t全年办班
体育馆地板维修\t240,000.00\t240,000.00\t1500平方米
保安及宿管人员经费\t504,000.00\t504,000.00\t14人
教学设备购置\t900,000.00\t900,000.00\t含电子白板4台
合计\t1,704,000.00\t1,704,000.00\t

## 政府采购预算表
单位：元
采购项目\t数量\t计量单位\t金额
彩色多普勒超声诊断仪\t2\t台\t1,300,000.00
"""
POLICE = """# 柳川市公安局2024年度部门决算

## 一、“三公”经费支出决算情况说明
2024年财政拨款“三公”经费支出决算310.00万元，其中：公务用车购置费120.00万元，当年购置执法执勤用车8辆；公务用车运行维护费180.00万元，年末公务用车保有量90辆；公务接待费10.00万元，国内公务接待50批次、400人次。

## 二、国有资产占用情况说明
截至2024年12月31日，本部门共有车辆96辆，其中：执法执勤用车80辆、其他用车16辆。

## 三、文旅情况
全年接待国内游客200.5万人次，接待入境游客1.2万人次，实现旅游总收入40.1亿元。

## 四、2025年重点实事项目
（1）东岸村、西岸村农房风貌提升，安排60万元，责任部门：村镇科，涉及农户120户。
（2）镇区管网延伸，安排90万元，其中市级补助30万元，延伸4.5公里。

## 五、基本支出决算表
单位：万元
科目编码\t科目名称\t决算数
301\t工资福利支出\t2,000.00
302\t商品和服务支出\t500.00
\t合计\t2,500.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"柳川市第五小学2025年单位预算.txt": SCHOOL, "柳川市公安局2024年度部门决算.txt": POLICE}
    yield from bot_over(tmp_path_factory.mktemp("each"), papers)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("柳川市第五小学平均一个班多少人？", "45", "人"),
        ("柳川市第五小学每个班平均多少学生", "45", "人"),
        ("柳川市第五小学平均一位专任教师要带几个学生？", "20", "人"),
        ("柳川市第五小学2025年一般公共预算拨款收入摊到每个在校学生是多少钱", "10000", "元"),
        ("柳川市第五小学2025年平均每个学生多少支出", "10000", "元"),
        ("柳川市第五小学2025年维修体育馆地板，摊到每平方米是多少钱？", "160", "元"),
        ("柳川市第五小学家长讲堂一场合多少钱", "5000", "元"),
        ("柳川市第五小学保安及宿管人员经费人均多少", "36000", "元"),
        ("柳川市第五小学彩超一台合多少钱", "650000", "元"),
        ("柳川市公安局2024年新买的执法执勤车，平均一辆合多少钱？", "150000", "元"),
        ("柳川市公安局2024年买车平均一辆多少钱", "150000", "元"),
        ("柳川市公安局2024年公务用车购置费平均每辆多少万元", "150000", "元"),
        ("柳川市公安局2024年公务用车运行维护费平均每辆车多少", "20000", "元"),
        ("柳川市公安局2024年接待一批客人平均花多少钱", "2000", "元"),
        ("柳川市公安局2024年国内公务接待平均每人次花多少", "250", "元"),
        ("柳川市公安局东岸村、西岸村农房风貌提升，平均每户多少万元？", "5000", "元"),
        ("柳川市公安局2024年平均每位国内游客带来多少旅游收入？", "2000", "元"),
    ],
)
def test_what_each_of_the_things_of_a_paper_comes_to(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit)
    assert answer.text.count("[") == 2
    assert "÷" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "柳川市第五小学人均工资多少",
        "柳川市第五小学生均公用经费多少",
        "柳川市第五小学2025年人均支出多少",
        "柳川市第五小学2025年生均支出多少元",
        "柳川市第五小学教学设备购置平均一台多少钱",
        "柳川市第五小学平均每个社区多少钱",
        "柳川市公安局2024年人均工资福利支出多少",
        "柳川市公安局2024年平均每位民警多少钱",
        "柳川市公安局2024年平均每位游客带来多少旅游收入？",
        "柳川市公安局2024年平均每场活动花多少钱",
        "柳川市公安局镇区管网延伸，平均每公里多少万元？",
    ],
)
def test_what_a_paper_does_not_count_once_is_not_worked_out(bot: Bot, question: str) -> None:
    assert bot.ask(question).status == "not_found"


def test_the_figure_before_is_shared_out(bot: Bot) -> None:
    talk = ["柳川市第五小学保安及宿管人员经费2025年多少"]
    assert bot.ask("人均多少", history=talk).value == Decimal(36_000)
    assert bot.ask("那摊到每个在校学生呢？", history=talk).value == Decimal(560)
    assert bot.ask("平均一个班多少人", history=["柳川市第五小学有多少学生"]).value == Decimal(45)


def test_the_value_is_exact_and_only_the_text_rounds_it(bot: Bot) -> None:
    answer = bot.ask("柳川市公安局2024年平均每位入境游客带来多少旅游收入？")
    assert answer.value == Decimal("334166.666667")
    assert "334,166.67 元" in answer.text


def test_a_question_for_one_of_several_things_is_read() -> None:
    read = per_each(prepare("某局2024年讲坛一场合多少钱"))
    assert read is not None
    assert (read.asked, read.measure, read.thing) == ("某局2024年讲坛是多少钱", "场", "")
    school = per_each(prepare("某校平均每位专任教师带多少个学生？"))
    assert school is not None
    assert (school.asked, school.names, school.counts) == ("某校学生有多少人", ("专任教师",), True)
    assert per_each(prepare("某局2024年公用经费是多少")) is None
