"""Budgets in English as cities publish them, and a Taiwanese county's: line items, summaries in thousands, records by fiscal year."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import AsPrinted, build_store
from openpyxl import Workbook

from bot.names.organisations import shortens
from bot.pipeline import Bot

LINES = [
    ("General Fund", "Police Department", "Patrol", "Salaries", 500, 520, 560),
    ("General Fund", "Police Department", "Patrol", "Overtime", 60, 65, 61),
    ("General Fund", "Police Department", "Records", "Salaries", 110, 115, 119),
    ("General Fund", "Fire Department", "Suppression", "Salaries", 400, 410, 455),
    ("General Fund", "Fire Department", "Suppression", "Overtime", 80, 90, 70),
    ("Capital Fund", "Fire Department", "Suppression", "Capital Outlay", 30, 20, 25),
    ("General Fund", "Library", "Branches", "Salaries", 210, 220, 205),
    ("General Fund", "Library", "Branches", "Overtime", 4, 5, 5),
    ("Water Fund", "Water Utility", "Treatment", "Salaries", 150, 155, 170),
    ("Water Fund", "Water Utility", "Treatment", "Capital Outlay", 90, 70, 40),
]
SUMMARY = """# Town of Alder Bay FY2025 Proposed Budget

The proposed budget of Public Works decreases by $20 thousand because the storm drain repair is complete.

## General Fund Revenues by Source
($ in thousands)
Revenue Source\tFY2023 Actual\tFY2024 Adopted\tFY2025 Proposed
Property Taxes\t610\t640\t660
Sales Taxes\t205\t210\t190
Investment Income\t(7)\t5\t8
Total Revenues\t808\t855\t858

## General Fund Expenditures by Department
($ in thousands)
Department\tFY2023 Actual\tFY2024 Adopted\tFY2025 Proposed
Police\t400\t430\t455
Public Works\t250\t270\t250
Town Clerk\t150\t160\t165
Total Expenditures\t800\t860\t870

## Authorized Positions by Department
Full-time equivalents (FTE)
Department\tFY2023 Actual\tFY2024 Adopted\tFY2025 Proposed
Police\t4.0\t4.5\t5.0
Public Works\t2.0\t2.0\t2.0
Town Clerk\t1.5\t1.5\t1.5
Total Positions\t7.5\t8.0\t8.5

## Department Responsibilities
The Town Clerk keeps the records and runs the elections.
"""
RECORDS = [
    ("2022-23", "Sheriff", "Salaries", 900, 930),
    ("2022-23", "Sheriff", "Supplies", 100, 95),
    ("2022-23", "Roads", "Salaries", 300, 290),
    ("2022-23", "Roads", "Supplies", 210, 205),
    ("2022-23", "Assessor", "Salaries", 120, 121),
    ("2023-24", "Sheriff", "Salaries", 950, 940),
    ("2023-24", "Sheriff", "Supplies", 105, 99),
    ("2023-24", "Roads", "Salaries", 310, 312),
    ("2023-24", "Roads", "Supplies", 180, 190),
    ("2023-24", "Assessor", "Salaries", 125, 118),
]
COUNTY = """雲山縣總預算
歲出機關別預算表
中華民國113年度
單位：新臺幣千元
款,項,目,名稱,本年度預算數,上年度預算數,本年度與上年度比較
1,,,縣政府主管,300,280,20
1,1,,雲山縣政府,300,280,20
1,1,1,一般行政,100,95,5
1,1,2,道路橋梁工程,200,185,15
2,,,警察局主管,120,115,5
2,1,,雲山縣警察局,120,115,5
2,1,1,警政業務,120,115,5
3,,,環境保護局主管,80,90,-10
3,1,,雲山縣環境保護局,80,90,-10
3,1,1,廢棄物處理,80,90,-10
,,,合計,500,485,15
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    _write_lines(folder / "elm-grove.xlsx")
    (folder / "alder-bay.txt").write_text(SUMMARY, encoding="utf-8")
    with (folder / "birch-county-expenditures.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Fiscal Year", "Department", "Category", "Adopted Budget", "Actual"), *RECORDS])
    (folder / "雲山縣113年度總預算.csv").write_text(COUNTY, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("english"), folder)
    yield AsPrinted(Bot(store))
    store.close()


def _write_lines(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["City of Elm Grove"])
    sheet.append(["FY2025 Proposed Budget - Line Item Detail"])
    sheet.append(["Fund", "Department", "Division", "Account", "FY2023 Actual", "FY2024 Adopted", "FY2025 Proposed"])
    for line in LINES:
        sheet.append(line)
    sheet.append(["Grand Total", "", "", "", *(sum(line[year] for line in LINES) for year in (4, 5, 6))])  # type: ignore[misc]
    book.save(path)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much did the Police Department get in Elm Grove's FY2025 proposed budget?", "740"),
        ("What is Elm Grove's police budget for FY2025?", "740"),
        ("Elm Grove fire overtime FY2024 adopted", "90"),
        ("What is the total budget of Elm Grove for FY2025?", "1710"),
        ("How much were capital outlays in Elm Grove in FY2023?", "120"),
        ("By what percentage did Elm Grove's library budget change from FY2024 to FY2025?", "-6.6667"),
        ("How many divisions does the Elm Grove Police Department have?", "2"),
        ("What does Alder Bay expect to receive from sales taxes in FY2025?", "190"),
        ("Alder Bay sales tax FY2024", "210"),
        ("Alder Bay investment income FY2023", "-7"),
        ("Alder Bay total general fund revenues, FY2023 actual", "808"),
        ("Which department of Alder Bay has the smallest proposed budget for FY2025?", "165"),
        ("Which Alder Bay revenue source is the largest in FY2025?", "660"),
        ("How many FTE positions are authorized for Police in Alder Bay in FY2025?", "5"),
        ("What is Alder Bay's police budget in FY2025?", "455"),
        ("How much did the Birch County sheriff actually spend in 2022-23?", "1025"),
        ("Birch County sheriff budget FY 2023/24", "1055"),
        ("Birch County sheriff budget FY24", "1055"),
        ("What is the difference between the Birch County sheriff's budget and actual in 2022-23?", "25"),
        ("What is the ratio of police to fire spending in Elm Grove in FY2023?", "1.3137"),
        ("雲山縣113年度歲出總額是多少", "500"),
        ("云山县警察局2024年预算多少", "120"),
        ("雲山縣環保局112年度預算多少", "90"),
        ("雲山縣環境保護局113年度預算比上年度減少多少", "10"),
        ("雲山縣警察局預算占總歲出的百分之幾", "24"),
        ("云山县政府道路桥梁工程占县政府预算的比例", "66.6667"),
    ],
)
def test_a_question_gets_its_figure(papers: Bot, question: str, value: str) -> None:
    answer = papers.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How much did Elm Grove spend on police in FY2021?",
        "What was the actual spending of Alder Bay police in FY2025?",
        "What is the overtime budget of the Alder Bay police?",
        "Birch County airport budget 2023-24",
        "雲山縣消防局113年度預算多少",
        "雲山縣警察局115年度預算多少",
    ],
)
def test_what_the_papers_lack_is_refused(papers: Bot, question: str) -> None:
    assert papers.ask(question).status == "not_found"


def test_a_follow_up_keeps_year_and_kind(papers: Bot) -> None:
    first = "How much did the Birch County Roads department spend on supplies in FY2022-23?"
    assert papers.ask(first).value == Decimal(205)
    assert papers.ask("and in 2023-24?", history=[first]).value == Decimal(190)
    police = papers.ask("what about police?", history=["What is Alder Bay's Town Clerk budget in FY2025?"])
    assert police.value == Decimal(455)


def test_an_english_answer_holds_no_chinese(papers: Bot) -> None:
    for question in (
        "What is the difference between Elm Grove's fire budget in FY2024 and FY2025?",
        "Alder Bay police in FY2024 and FY2025",
        "How did Alder Bay's property taxes change from FY2024 to FY2025?",
    ):
        answer = papers.ask(question)
        assert answer.status == "answered"
        assert not any("\u4e00" <= character <= "\u9fff" for character in answer.text), answer.text


def test_parts_that_went_down_are_listed_with_their_change(papers: Bot) -> None:
    answer = papers.ask("List the Alder Bay revenue sources that decrease from FY2024 to FY2025")
    assert [(item.label, item.value) for item in answer.items] == [("Sales Taxes", Decimal(-20))]
    assert "2025" in answer.text.split(":")[0], answer.text
    shrunk = papers.ask("雲山縣哪些機關比上年減少")
    assert [item.value for item in shrunk.items] == [Decimal(-10)]


def test_foreign_money_is_shown_in_the_scale_asked_for(papers: Bot) -> None:
    assert "0.46 million dollars" in papers.ask("Alder Bay police FY2025 in millions, two decimals").text
    assert "0.0012" in papers.ask("云山县警察局2024年预算是多少亿元").text


def test_a_reason_and_a_duty_in_english_are_quoted(papers: Bot) -> None:
    assert "storm drain" in papers.ask("Why does Public Works go down in Alder Bay's FY2025 budget?").text
    assert "elections" in papers.ask("What does the Town Clerk of Alder Bay do?").text


def test_figures_side_by_side(papers: Bot) -> None:
    answer = papers.ask("police vs fire in Elm Grove, FY2025")
    assert [item.value for item in answer.items] == [Decimal(740), Decimal(550)]


def test_a_chinese_word_of_the_field_finds_the_english_name(papers: Bot) -> None:
    answer = papers.ask("2025年警察局加班费预算多少", documents=["elm-grove.xlsx"])
    assert answer.value == Decimal(61), answer.text
    assert papers.ask("2025年机场预算多少", documents=["elm-grove.xlsx"]).status != "answered"


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("国安会", "国家安全会议"),
        ("退辅会", "国军退除役官兵辅导委员会"),
        ("陆委会", "大陆委员会"),
        ("环保局", "环境保护局"),
    ],
)
def test_a_short_form_of_a_body_is_known_from_its_name(short: str, name: str) -> None:
    assert shortens(short, name) > shortens(short, "国家运输安全调查委员会")
    assert not shortens("卫生局", name)
