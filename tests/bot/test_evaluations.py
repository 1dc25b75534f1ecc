"""Papers that evaluate what came of a budget, forms that hold only a part of a body's money, and words that are claimed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

EVALUATION = """# 白浪县水务局2024年度部门整体支出绩效自评报告
根据《白浪县财政局关于开展2024年度预算绩效自评工作的通知》要求，现报告如下。

## 一、预算执行
2024年年初预算900.00万元，调整后全年预算1,000.00万元。全年实际支出880.00万元，预算执行率88.00%。其中基本支出480.00万元，执行率96.00%；项目支出400.00万元，执行率80.00%。

## 二、三公经费情况
项目\t2023年支出(元)\t2024年预算(元)\t2024年支出(元)
合计\t90,000\t100,000\t80,000
公务用车运行维护费\t60,000\t70,000\t55,000
公务接待费\t30,000\t30,000\t25,000

## 三、项目支出执行情况
单位：万元
项目名称\t实施单位\t全年预算数\t全年执行数\t执行率\t等级
河道清淤\t县水务局\t200.00\t190.00\t95.00%\t优
水库除险\t县水利站\t250.00\t170.00\t68.00%\t良
节水宣传\t县水务局\t50.00\t40.00\t80.00%\t良
合计\t\t500.00\t400.00\t80.00%\t
"""
GOALS = """# 白浪县卫生局2024年度部门整体支出绩效自评报告

## 附件：部门整体支出绩效自评表
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出\t质量指标\t产前筛查率\t≥90%\t88.50%\t10\t9.0
产出\t质量指标\t疫苗接种率\t≥95%\t97.00%\t10\t10.0
产出\t质量指标\t平均住院日\t≤8天\t9天\t10\t6.0
效益\t满意度\t患者满意度\t＞90%\t90%\t10\t9.0
"""
FORESTS = """# 白浪县林业站2025年部门预算

## 支出总表
单位：万元
科目名称\t合计\t基本支出\t项目支出
农林水支出\t500.00\t300.00\t200.00
合计\t500.00\t300.00\t200.00

## 专项资金预算汇总表
单位：万元
单位（专项）名称\t资金来源\t资金来源\t资金来源
\t总计\t一般公共预算\t上年结转
白浪县林业站\t190.00\t180.00\t10.00
苗圃管护\t120.00\t120.00\t
防火巡查\t70.00\t60.00\t10.00

## “三公”经费支出表
单位：元
单位名称\t2025年预算数\t2025年预算数\t2024年预算数
\t“三公”经费合计\t公务接待费\t
白浪县林业站\t52,000.00\t12,000.00\t55,000.00
白浪县林业站本级\t32,000.00\t8,000.00\t35,000.00
白浪县苗圃\t20,000.00\t4,000.00\t20,000.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"evaluation.md": EVALUATION, "goals.md": GOALS, "forests.md": FORESTS}
    yield from bot_over(tmp_path_factory.mktemp("evaluations"), papers)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("白浪县水务局2024年项目支出执行率", "80", "%"),
        ("白浪县水务局2024年基本支出的执行率是多少？", "96", "%"),
        ("白浪县水务局2024年公务接待费实际支出多少？", "25000", "元"),
        ("白浪县水务局2024年公务接待费预算多少？", "30000", "元"),
    ],
)
def test_an_evaluation_tells_what_came_of_a_budget(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("白浪县卫生局2024年产前筛查率达到目标值没有？", False),
        ("白浪县卫生局2024年疫苗接种率达到目标了吗？", True),
        ("白浪县卫生局2024年平均住院日达到目标了吗？", False),
        ("白浪县卫生局2024年患者满意度达标了吗？", False),
        ("白浪县卫生局2024年产前筛查率没达到目标值吗？", None),
        ("白浪县卫生局2024年产前筛查率达到目标值85%了吗？", None),
    ],
)
def test_whether_a_target_was_reached(bot: Bot, question: str, truth: bool | None) -> None:
    assert bot.ask(question).truth is truth


def test_what_was_carried_out_is_no_plan(bot: Bot) -> None:
    assert bot.ask("白浪县水务局2024年水库除险执行了多少？").value == 1_700_000
    assert bot.ask("白浪县林业站2025年公务接待费执行了多少？").status == "not_found"


def test_rows_picked_by_how_much_was_carried_out(bot: Bot) -> None:
    below = bot.ask("白浪县水务局2024年哪些项目执行率低于90%？")
    assert [item.label for item in below.items] == ["水库除险", "节水宣传"]
    assert bot.ask("白浪县水务局2024年执行率低于70%的项目有几个？").value == 1
    assert [item.label for item in bot.ask("白浪县水务局2024年哪个项目执行率最低？").items] == ["水库除险"]


def test_two_forms_named_are_held_against_each_other(bot: Bot) -> None:
    answer = bot.ask("白浪县林业站2025年专项资金预算汇总表的总计和支出总表里的项目支出合计对得上吗？")
    assert answer.truth is False
    assert {cite.value for cite in answer.citations} >= {Decimal(190), Decimal(200)}


def test_a_row_called_as_its_body_is_of_what_its_form_is_of(bot: Bot) -> None:
    assert bot.ask("白浪县林业站2024年的支出总预算是多少？").status == "not_found"
    assert bot.ask("白浪县林业站2024年三公经费预算是多少？").value == 55_000
    assert bot.ask("白浪县林业站2025年支出总预算是多少？").value == 5_000_000


@pytest.mark.parametrize(
    "question",
    [
        "听说白浪县水务局水库除险2024年自评是“优”，对吗？",
        "白浪县水务局水库除险2024年自评是优吗？",
    ],
)
def test_a_grade_that_is_claimed_is_not_passed_over(bot: Bot, question: str) -> None:
    assert bot.ask(question).truth is not True


OUTTURN = """# 白浪县交通局2024年度部门决算

## 一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出年初预算500.00万元，支出决算480.00万元，完成年初预算的96.0%。具体情况：
1.公路建设。年初预算300.00万元，支出决算270.00万元，完成年初预算的90.0%。决算数小于年初预算数的主要原因：汛期影响。
2.公路养护。年初预算200.00万元，支出决算210.00万元，完成年初预算的105.0%。
3.死亡抚恤。年初预算0万元，支出决算20.00万元。
"""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("白浪县交通局2024年公路建设年初预算多少？", 3_000_000),
        ("白浪县交通局2024年公路养护支出决算是多少？", 2_100_000),
        ("白浪县交通局2024年公路建设决算比年初预算少了多少？", 300_000),
        ("白浪县交通局2024年死亡抚恤决算多少？", 200_000),
    ],
)
def test_an_item_that_only_its_number_makes_a_title(outturn: Bot, question: str, value: int) -> None:
    assert outturn.ask(question).value == value


@pytest.fixture(scope="module")
def outturn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("outturn"), {"outturn.md": OUTTURN})


MARKED = """# 白浪县林场2025年部门预算

## 专项资金明细表
单位：万元
项目名称\t总计\t一般公共预算\t实施期\t是否政府采购
苗木采购\t120.00\t120.00\t2025年1月-12月\t是
护林员补助\t70.00\t70.00\t2025年1月-12月\t否
防火物资\t30.00\t30.00\t2025年3月-9月\t是
合计\t220.00\t220.00\t\t
"""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("marked"), {"marked.md": MARKED})


def test_rows_told_apart_by_yes_and_no(marked: Bot) -> None:
    denied = marked.ask("白浪县林场2025年哪些项目不需要政府采购？")
    assert [item.label for item in denied.items] == ["护林员补助"]
    assert [item.label for item in marked.ask("白浪县林场2025年哪些项目要政府采购？").items] == ["苗木采购", "防火物资"]
    assert marked.ask("白浪县林场2025年需要政府采购的项目有几个？").value == 2


def test_posts_are_no_answer_to_what_is_spent(tmp_path: Path) -> None:
    paper = """# 白浪县交通局2024年度部门决算

## 机构设置及单位构成
单位名称\t编制人数\t年末实有
白浪县交通局本级\t20\t18
白浪县交通执法队\t40\t37
合计\t60\t55
"""
    for bot in bot_over(tmp_path, {"posts.md": paper}):
        assert bot.ask("白浪县交通执法队2024年支出多少？").status == "not_found"
        assert bot.ask("白浪县交通执法队2024年编制人数多少？").value == 40


def test_a_part_that_is_not_something_is_not_the_whole(bot: Bot) -> None:
    question = "白浪县林业站2025年农林水支出中，不是财政拨款出的那部分是多少？以支出总表为准"
    assert bot.ask(question).status == "not_found"


def test_a_statement_that_waits_for_assent_is_checked(outturn: Bot) -> None:
    assert outturn.ask("白浪县交通局2024年公路养护支出决算是210万元的吧？").truth is True
    assert outturn.ask("白浪县交通局2024年公路养护支出决算是200万元的吧？").truth is False
