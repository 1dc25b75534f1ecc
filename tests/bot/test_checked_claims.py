"""Claims that are checked together with the figure that they should be: what the form prints, what is right, how far apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.operations.checked_claims import check_of
from bot.pipeline import Bot

FORESTRY = """# 云岭市林业局2024年部门预算

## 一、收支说明
1.财政拨款收入预算900.00万元，比上年增加100.00万元，增长12.50%。
2.财政拨款支出预算900.00万元，比上年增加80.00万元，增长9.76%。
3.林火监测经费50.00万元，比上年增加10.00万元，增长35%。
4.护林设备维护项目总资金58.00万元，其中：子项目1、瞭望塔维护20.00万元；子项目2、车载台维护15.00万元；子项目3、机库维护13.00万元。
5.差旅费预算31.00万元。

## 部门支出总表
单位：万元
功能分类科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t700.00\t400.00\t300.00
221\t住房保障支出\t200.00\t200.00\t
合计\t\t900.00\t600.00\t300.00

## 基本支出表
单位：万元
经济分类科目编码\t科目名称\t合计\t人员经费\t公用经费
301\t工资福利支出\t500.00\t500.00\t
302\t商品和服务支出\t100.01\t\t100.01
30211\t差旅费\t13.00\t\t13.00
合计\t\t600.00\t500.00\t100.01

## “三公”经费预算表
单位：万元
“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费
20.00\t4.00\t12.00\t4.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("claims"), {"forestry.md": FORESTRY})


WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("question", "truth", "value"),
    [
        ("云岭市林业局说明里差旅费写的是31万元，跟表里一致吗？表里是多少？", False, 13 * WAN),
        ("云岭市林业局文字里写差旅费31万元，表上到底是多少？两处一致吗？", False, 13 * WAN),
        ("云岭市林业局公务接待费占三公的25%，这个比例对吗？实际是多少？", False, Decimal(20)),
        ("云岭市林业局公务接待费4万占三公的25%。按三公合计20万来算，这个比例算得对吗？应该是多少", False, Decimal(20)),
        ("云岭市林业局林火监测经费说增长35%，从40涨到50，这个增幅算得准吗？正确值是多少", False, Decimal(25)),
        (
            "云岭市林业局林火监测经费50万元，说比上年增加10万元、增长35%，这个百分比对不对？实际百分之多少",
            False,
            Decimal(25),
        ),
        ("云岭市林业局人员经费加公用经费等于基本支出吗？差多少", False, Decimal(100)),
        ("云岭市林业局人员经费加公用经费，和基本支出600万元对得上吗，差多少", False, Decimal(100)),
        ("云岭市林业局财政拨款收入的增加额和财政拨款支出的增加额是同一个数吗？差多少", False, 20 * WAN),
        ("云岭市林业局公务接待费真有十多万吗？具体是多少", False, 4 * WAN),
        ("云岭市林业局说差旅费31万，对不对？表里到底列了多少", False, 13 * WAN),
        ("云岭市林业局文字说明称差旅费31万元，可表格里好像不是，表里写的多少？", False, 13 * WAN),
        ("云岭市林业局护林设备维护项目各子项目之和与总资金差多少", False, 10 * WAN),
        ("云岭市林业局公务接待费有5万吗？是多少", False, 4 * WAN),
        ("审计同事提个问题：云岭市林业局农林水支出是700万元，对吗？实际多少", True, 700 * WAN),
    ],
)
def test_a_claim_is_checked_and_its_figure_told(bot: Bot, question: str, truth: bool, value: Decimal) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.truth, answer.value) == ("answered", truth, value), answer.text


def test_figures_that_a_claim_rests_on_must_be_those_of_the_papers(bot: Bot) -> None:
    wrong = bot.ask("云岭市林业局林火监测经费说增长35%，从45涨到50，这个增幅算得准吗？正确值是多少")
    assert wrong.value is None or wrong.status != "answered", wrong.text
    other = bot.ask("云岭市林业局公务接待费占三公的25%。按公用经费100万来算，这个比例对吗？应该是多少")
    assert other.value != Decimal(20) or other.truth is None, other.text


def test_whether_a_cell_is_filled_is_no_matter_of_zero(bot: Bot) -> None:
    assert bot.ask("云岭市林业局住房保障支出的项目支出那一栏填数了吗？").truth is False
    assert bot.ask("云岭市林业局农林水支出的项目支出那一栏填数了吗？").truth is True


@pytest.mark.parametrize("text", ["差旅费是多少", "差旅费是31万元吗?", "预算多少,决算多少,差多少", "表里差旅费是多少"])
def test_a_question_without_a_tail_is_left_alone(text: str) -> None:
    assert check_of(text) is None


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("云岭市林业局林火监测经费比上年增长35%，算错了吗？", True),
        ("云岭市林业局林火监测经费比上年增长35%，有没有算错？", True),
        ("云岭市林业局林火监测经费比上年增长25%，错了吗？", False),
        ("云岭市林业局农林水支出是600万元，不对吧？", True),
        ("云岭市林业局农林水支出是700万元，是不是写错了？", False),
    ],
)
def test_whether_a_claim_is_wrong_is_the_other_way_round(bot: Bot, question: str, truth: bool) -> None:
    answer = bot.ask(question)
    assert answer.truth is truth, answer.text
    assert answer.text.startswith("有误。" if truth else "没有错。")


def test_several_claims_are_true_together(bot: Bot) -> None:
    assert bot.ask("云岭市林业局林火监测经费增加10万元、增长25%，对吗").truth is True


@pytest.mark.parametrize("said", ["表里的差旅费是多少", "表格上差旅费列了多少", "差旅费表中是多少"])
def test_what_stands_in_the_forms_is_not_what_the_text_says(bot: Bot, said: str) -> None:
    assert bot.ask(f"云岭市林业局{said}").value == 13 * WAN
    assert bot.ask("云岭市林业局说明里的差旅费是多少").value == 31 * WAN


def test_last_years_amount_beside_a_change_that_is_told_is_no_change(bot: Bot) -> None:
    assert bot.ask("云岭市林业局林火监测经费增加了10万元，那去年是多少？").value == 40 * WAN


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("云岭市林业局财政拨款收入比上年增加了一倍以上，对吗", False),
        ("云岭市林业局财政拨款收入比上年增长了0.1倍多，对吗", True),
        ("云岭市林业局财政拨款收入比上年增加了一成多，对吗", True),
        ("云岭市林业局财政拨款收入比上年翻了一番还多，对吗", False),
        ("云岭市林业局人员经费500万加公用经费100.01万，和基本支出600万完全一致吗", False),
    ],
)
def test_a_growth_by_times_is_held_against_the_rate(bot: Bot, question: str, truth: bool) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.truth) == ("answered", truth), answer.text
