"""A government's report: what was done and will be about a thing, the work of the year asked about, its glossary, transfers."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import build_store
from docx import Document

from bot.pipeline import Bot

REPORT = """关于岭南市2024年预算执行情况和2025年预算草案的报告
一、2024年预算执行情况
全市一般公共预算收入185.56亿元，完成年初预算的99.0%，比上年增长2.0%。
（一）落实财政重点工作情况
一是大力支持实体经济。全年新增减税降费17.3亿元；统筹3.36亿元支持设备更新。
二是兜牢“三保”底线。全年“三保”支出198.65亿元，未发生风险事件。建立县级库款日报告制度。
三是防范化解政府债务风险。全年化解隐性债务31.7亿元；压减融资平台公司12家。
二、2025年预算草案
全市一般公共预算收入预期188.29亿元，比上年执行数增长1.5%。
三、扎实做好2025年财政工作
（一）保障基本民生。基础养老金每人每月再提高20元；新建公办幼儿园9所。
（二）防范化解风险。融资平台公司再压减9家。
名词解释
1.零基预算：指一切从实际需要出发编制预算的方法。
2.“三保”：指保基本民生、保工资、保运转。
"""
TRANSFERS = """
表1 2025年岭南市对下税收返还和转移支付分地区预算表
单位：万元
地区\t2024年执行数\t2025年预算数
东山县\t5300\t5600
西河县\t4700\t4900
合计\t10000\t10500
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("done")
    report, forms = folder / "岭南市2025年预算报告.docx", folder / "岭南市2025年政府预算公开表.txt"
    paper = Document()
    for line in REPORT.splitlines():
        paper.add_paragraph(line)
    paper.save(str(report))
    forms.write_text(f"岭南市2025年政府预算公开表\n{TRANSFERS}", encoding="utf-8")
    return Bot(build_store(Path(folder / "store"), report, forms))


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("岭南市2024年在防范化解债务风险方面做了哪些工作，取得什么成效？", "31.7亿元", "再压减"),
        ("岭南市2024年三保工作取得了哪些成效？", "日报告制度", "养老金"),
        ("岭南市2025年如何保障基本民生？", "公办幼儿园9所", "减税降费"),
        ("岭南市2024年是怎么支持实体经济的？", "17.3亿元", "养老金"),
    ],
)
def test_what_is_done_about_a_thing_is_quoted_with_its_whole_item(
    bot: Bot, question: str, told: str, untold: str
) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert told in answer.text
    assert untold not in answer.text


@pytest.mark.parametrize(
    "question",
    ["岭南市2025年财政工作重点有哪些？", "岭南市2025年重点工作是什么？", "岭南市2025年财政工作有哪些主要措施？"],
)
def test_the_work_of_a_year_is_that_of_its_own_section_without_the_glossary(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert "公办幼儿园9所" in answer.text
    assert "再压减9家" in answer.text
    assert "零基预算" not in answer.text
    assert "减税降费" not in answer.text


def test_what_no_text_tells_of_that_year_is_not_told_of_another(bot: Bot) -> None:
    assert bot.ask("岭南市2025年如何支持实体经济？").status == "not_found"


def test_a_glossary_without_a_number_is_a_section(bot: Bot) -> None:
    assert "从实际需要出发" in bot.ask("什么是零基预算？").text
    assert "保工资" in bot.ask("三保是什么意思？").text


def test_what_is_handed_down_is_no_income(bot: Bot) -> None:
    assert bot.ask("岭南市2025年转移支付收入多少？").status != "answered"
    assert "10,500" in bot.ask("岭南市2025年对下税收返还和转移支付合计多少？").text
