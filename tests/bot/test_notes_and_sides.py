"""What short notes and forms of other provinces say of units, bought things, cited documents and sides of a form."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest

from bot.pipeline import Bot
from index.build import index_paths
from index.store.folder import open_store

NOTE = """北岭区卫生健康局2024年部门预算公开说明
一、部门概况
纳入2024年部门预算编制范围的单位共4家，包括局本级和3家下属单位，分别是：北岭区疾病预防控制中心、北岭区妇幼保健院、北岭区急救站。
不含北岭区疗养院（自收自支）。
二、预算编制依据
根据《北岭区财政局关于2024年部门预算的批复》（北财预〔2024〕15号）填列。
三、收支情况
2024年收入预算1,200万元，比上年增加100万元，增长9.09%。
体检设备更新安排80万元，主要用于基层卫生院影像设备及化验设备添置。
开支公务接待费的单位为区疾病预防控制中心、区妇幼保健院、区急救站3家下属单位。
四、三公经费
因公出国（境）费0万元。区外事部门统一安排，部门不编列。
公务接待费2万元，比上年减少1万元，主要原因是厉行节约。
"""
SIDES = [
    ("2024年部门收支总体情况表", None, None, None, None, None),
    ("北岭区卫生健康局", None, None, None, None, "单位：万元"),
    ("收入", None, "支出", None, None, None),
    ("项目", "金额", "按功能分类", "金额", "按支出用途", "金额"),
    ("一、财政拨款", 1200, "一、社会保障和就业支出", 100, "一、基本支出", 700),
    ("二、其他收入", None, "二、卫生健康支出", 1100, "  人员经费", 600),
    (None, None, None, None, "  公用经费", 100),
    (None, None, None, None, "二、项目支出", 500),
    ("收入总计", 1200, "支出总计", 1200, "支出总计", 1200),
]
BOUGHT = [
    ("2024年政府采购明细表", None, None, None),
    ("北岭区卫生健康局", None, None, "单位：万元"),
    ("支出内容", "数量", "单价", "成交金额"),
    ("影像设备购置", 2, 30, 60),
    ("保安服务", 12, 1, 12),
    ("合计", None, None, 72),
]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("notes")
    note = folder / "北岭区卫生健康局2024年部门预算公开说明.txt"
    note.write_text(NOTE, encoding="utf-8")
    forms = folder / "北岭区卫生健康局2024年部门预算公开表.xlsx"
    book = openpyxl.Workbook()
    for sheet, rows in (("收支总表", SIDES), ("采购表", BOUGHT)):
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(row)
    book["收支总表"].merge_cells("A3:B3")
    book["收支总表"].merge_cells("C3:F3")
    del book["Sheet"]
    book.save(forms)
    store = open_store(folder / "store", create=True)
    assert not any(report.error for report in index_paths([note, forms], store))
    return Bot(store)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("北岭区卫健局2024年下属单位有几家", 3),  # the three that receive guests are not counted again
        ("北岭区卫健局2024年部门预算包括几家预算单位（含局本级）", 4),
        ("北岭区卫健局2024年卫生健康支出是多少", 11_000_000),
        ("北岭区卫健局2024年基本支出是多少", 7_000_000),
        ("北岭区卫健局2024年打算花多少钱买影像设备", 600_000),
        ("北岭区卫健局2024年保安服务多少钱", 120_000),
        ("卫健局（北岭区）2024年公务接待费多少", 20_000),
        ("北岭区卫健局2024年的盘子有多大", 12_000_000),
    ],
)
def test_figures(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("北岭区卫健局2024年预算批复的文号是什么", "北财预〔2024〕15号"),
        ("北岭区卫健局下属单位都有哪些", "北岭区疾病预防控制中心、北岭区妇幼保健院、北岭区急救站"),
        ("北岭区卫健局2024年公务接待费怎么反而少了", "厉行节约"),
    ],
)
def test_sentences(bot: Bot, question: str, said: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert said in answer.text


def test_a_body_that_is_left_out_is_told_as_left_out(bot: Bot) -> None:
    answer = bot.ask("北岭区卫健局2024年部门预算包不包括北岭区疗养院")
    assert answer.truth is False
    assert "不含北岭区疗养院" in answer.text


def test_a_refusal_quotes_what_the_paper_says_of_the_thing(bot: Bot) -> None:
    answer = bot.ask("北岭区卫健局2024年化验设备的折旧年限是几年")
    assert answer.status == "not_found"
    assert "化验设备" in answer.text


def test_a_short_question_that_names_its_body_stands_by_itself_in_a_talk(bot: Bot) -> None:
    answer = bot.ask("北岭区卫健局下属单位有哪些", history=["北岭区卫健局2024年公务接待费多少"])
    assert "北岭区急救站" in answer.text
