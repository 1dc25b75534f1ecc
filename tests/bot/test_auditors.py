"""What an auditor asks: whether parts come to their whole, whether two places agree, by how much not, and from what a rate is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

HARBOUR = """# 青屿市港务局2024年部门预算

## 一、收支说明
1.航道测量经费60.00万元，比上年增加10.00万元，增长30%。
2.公务接待费预算9.00万元。
3.农林水支出财政拨款预算500.00万元。

## 二、绩效目标设置情况
2024年度，本单位编报绩效目标的项目共3个，涉及项目预算资金60.00万元。其中：灯塔维护费30.00万元，浮标更新费20.00万元，缆绳购置费5.00万元。

## 部门收入预算总表
单位：万元
功能分类科目编码\t科目名称\t合计\t财政拨款收入\t事业收入\t其他收入
213\t农林水支出\t700.00\t500.00\t180.00\t20.00
221\t住房保障支出\t200.00\t200.00\t\t
合计\t\t900.00\t700.00\t180.00\t20.00

## 基本支出表
单位：万元
经济分类科目编码\t科目名称\t合计\t人员经费\t公用经费
301\t工资福利支出\t500.00\t500.00\t
30101\t基本工资\t500.00\t500.00\t
302\t商品和服务支出\t100.00\t\t100.00
30201\t办公费\t86.99\t\t86.99
30211\t差旅费\t8.00\t\t8.00
30217\t公务接待费\t5.00\t\t5.00
合计\t\t600.01\t500.00\t100.00

## “三公”经费预算表
单位：万元
“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费
20.00\t4.00\t7.00\t9.00
"""

OUTTURN = """# 青屿市港务局2023年度部门决算

## 三、支出决算情况说明
2023年度一般公共预算财政拨款支出年初预算为100.00万元，全年预算为200.00万元，支出决算为190.00万元，完成年初预算的95.00%。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("auditors"), {"harbour.md": HARBOUR, "outturn.md": OUTTURN})


WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("question", "truth", "value"),
    [
        ("青屿市港务局2024年基本支出表302类下面各款之和是否等于302类的合计数", False, None),
        ("青屿市港务局2024年基本支出表302类各款数相加，跟302类合计差几分？给元", False, Decimal(100)),
        ("青屿市港务局2024年301类各款相加等于301类合计吗", True, 500 * WAN),
        ("青屿市港务局2024年公用经费100万元，把那几个有数的明细科目逐个加起来也是100万元吗", False, None),
        (
            "青屿市港务局2024年基本支出表最后一行，人员经费与公用经费两列相加，等于合计列吗？尾差多少元",
            False,
            Decimal(100),
        ),
        ("青屿市港务局2024年人员经费+公用经费，与基本支出600.01万元比，轧不轧平", False, Decimal(100)),
        ("青屿市港务局2024年3个绩效目标项目共60万元，三个项目的钱加起来对得上吗", False, None),
        ("青屿市港务局2024年编制说明第2项公务接待费写的9万元，同基本支出表对得上吗？表里是多少", False, 5 * WAN),
        ("青屿市港务局2024年文字说明公务接待费9万元和三公经费预算表一致吗", True, None),
        ("青屿市港务局2024年航道测量经费增长30%。请按增加额和上年数重算，正确增幅是多少", False, Decimal(20)),
        ("青屿市港务局2024年航道测量经费增加10万元，文字说增长30%，精确算应是百分之几", False, Decimal(20)),
        ("青屿市港务局2024年公务接待费占三公经费的16.81%，我用三公合计去除不是这个数。应为多少", False, Decimal(45)),
        ("青屿市港务局2023年说完成年初预算的95%，这个百分比真是拿年初预算当分母算的吗", False, None),
        ("青屿市港务局2023年说完成年初预算的95%，这个95%实际拿哪个数做的分母", None, 200 * WAN),
    ],
)
def test_what_an_auditor_asks(bot: Bot, question: str, truth: bool | None, value: Decimal | None) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.truth, answer.value) == ("answered", truth, value), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "青屿市港务局2024年301类各款相加等于302类合计吗",
        "青屿市港务局2024年3个绩效目标项目共70万元，三个项目的钱加起来对得上吗",
        "青屿市港务局2024年航道测量经费增加90万元，文字说增长30%，精确算应是百分之几",
        "青屿市港务局2024年编制说明第2项是多少",
        "青屿市港务局2023年差旅费完成年初预算的95%，这个百分比拿什么当分母",
        "青屿市港务局2023年完成年初预算的85%，这个百分比拿什么当分母",
    ],
)
def test_what_is_not_so_or_another_figure_is_not_told(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status != "answered", answer.text


def test_why_two_figures_of_one_thing_differ_by_whose_money_they_are_of(bot: Bot) -> None:
    answer = bot.ask("青屿市港务局2024年说明写农林水支出500万元，收入总表同一科目却有700万元，两个数为什么对不上")
    assert answer.status == "answered"
    assert "口径不同" in answer.text
    assert [item.value for item in answer.items] == [500 * WAN, 180 * WAN, 20 * WAN]
    gap = bot.ask("青屿市港务局2024年说明写农林水支出500万元，收入总表却有700万元，中间差的200万是什么钱")
    assert gap.text == answer.text
    other = bot.ask("青屿市港务局2024年说明写农林水支出500万元，收入总表却有700万元，中间差的300万是什么钱")
    assert "口径不同" not in other.text


def test_a_printed_rate_that_its_own_sentence_contradicts_is_not_told_without_that(bot: Bot) -> None:
    answer = bot.ask("青屿市港务局2024年航道测量经费比上年增长百分之几")
    assert answer.status == "answered"
    assert any("20%" in notice.text for notice in answer.notices)
