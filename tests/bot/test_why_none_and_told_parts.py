"""Why there is none of something, notes that tell why, subjects called as bodies, claims by the form, parts that only the text tells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

BUREAU = """# 沂川县文化体育局2025年部门预算

## 表1 一般公共预算支出表
部门：沂川县文化体育局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t500.00\t320.00\t180.00
207\t文化体育支出\t500.00\t320.00\t180.00
2070205\t博物馆\t310.00\t250.00\t60.00
2070308\t群众体育\t190.00\t70.00\t120.00

## 表2 政府性基金预算支出表
部门：沂川县文化体育局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t90.00\t\t90.00
2296003\t用于体育事业的彩票公益金支出\t90.00\t\t90.00

## 表3 一般公共预算“三公”经费支出表
部门：沂川县文化体育局\t单位：万元
年度\t“三公”经费合计\t公务用车运行费\t公务接待费
2024年预算数\t9.00\t5.00\t4.00
2025年预算数\t7.00\t4.00\t3.00

## 表4 政府采购预算表
部门：沂川县文化体育局\t单位：万元
采购项目\t采购品目类别\t预算金额\t采购方式
看台座椅更换\t货物\t18.00\t公开招标
展柜灯具\t货物\t6.00\t询价
合计\t\t24.00\t

## 表5 项目支出表
部门：沂川县文化体育局\t单位：万元
项目名称\t全年预算数\t全年执行数\t执行率
跑道翻新\t60.00\t30.00\t50.00%
注：跑道翻新项目因雨季停工三个月，跨年实施。

## 情况说明
（一）政府性基金预算支出90.00万元，全部为用于体育事业的彩票公益金，其中：健身步道建设50.00万元，社区球场翻修40.00万元。
（二）“三公”经费。2025年“三公”经费预算7.00万元，比上年减少1.00万元。
（三）机关运行经费。我局为事业单位，不在机关运行经费统计范围之内，2025年未安排机关运行经费预算。
（四）2024年机关运行经费预算为2.00万元。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("why")
    path = folder / "bureau.txt"
    path.write_text(BUREAU, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("沂川县文化体育局2025年为什么没有机关运行经费？", "不在机关运行经费统计范围"),
        ("沂川县文化体育局跑道翻新咋才花一半的钱？", "雨季停工"),
        ("沂川县文化体育局2025年看台座椅更换多少钱 怎么采购的", "公开招标"),
        ("沂川县文化体育局2025年体彩公益金要用在哪几件事上，分别多少钱？", "社区球场翻修"),
    ],
)
def test_what_the_text_tells(bot: Bot, question: str, told: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert told in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("沂川县文化体育局2025年博物馆支出是多少|群众体育呢", 1_900_000),
        ("沂川县文化体育局2025年博物馆支出是多少|群众体育呢|前者比后者多多少？", 1_200_000),
        ("沂川县文化体育局2025年博物馆支出是多少|项目支出呢", 600_000),
    ],
)
def test_a_subject_that_is_called_as_a_body_is_no_unit(bot: Bot, question: str, value: int) -> None:
    *before, last = question.split("|")
    answer = bot.ask(last, history=before)
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize(
    ("said", "truth"),
    [("", True), ("，按三公表的两年数算", False), ("，可我拿三公表的两年数一减对不上，这个1.00到底", False)],
)
def test_a_claim_is_held_against_what_is_said(bot: Bot, said: str, truth: bool) -> None:
    answer = bot.ask(f"沂川县文化体育局说明里讲2025年三公经费比上年减少1.00万元{said}对不对？")
    assert answer.truth is truth, answer.text
