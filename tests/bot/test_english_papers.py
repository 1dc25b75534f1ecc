"""Papers of English-speaking bodies in their usual forms: a city's workbook, a council's budget, estimates, records, an English edition."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import AsPrinted, build_store
from openpyxl import Workbook

from bot.pipeline import Bot

CITY = "maple-bend-fy2026.xlsx"
COUNCIL = "estmoor.txt"
HEAD = "head-12.txt"
RECORDS = "fern-county.csv"
EDITION = "qingyan.txt"
DEPARTMENTS = [
    ("City Manager", 300, 310, 315, 330, 325),
    ("Human Resources", 120, 125, 126, 130, 131),
    ("Information Technology", 200, 240, 232, 250, 255),
    ("Police", 1800, 1900, 1950, 2010, 1990),
    ("Fire", 1200, 1260, 1295, 1330, 1345),
    ("Library", 400, 410, 405, 400, 416),
]
REVENUES = [
    ("General Fund", "Property Tax", 2100, 2200, 2300),
    ("General Fund", "Business License Tax", 300, 310, 330),
    ("General Fund", "Transient Occupancy Tax", 190, 205, 222),
    ("General Fund", "Sales Tax", 1400, 1450, 1430),
    ("General Fund", "Fines and Forfeitures", 60, 65, 58),
    ("General Fund", "Charges for Services", 480, 500, 520),
    ("Water Fund", "Water Sales", 1500, 1550, 1620),
    ("Water Fund", "Connection Fees", 40, 45, 41),
    ("Measure B Fund", "Parcel Tax", 250, 255, 260),
    ("Capital Fund", "Federal Grants", 90, 210, 195),
]
POSITIONS = [("City Manager", 8, 8), ("Police", 90, 93), ("Fire", 60, 61), ("Library", 22.5, 21.75)]
COUNCIL_TEXT = """# Estmoor Borough Council

# Revenue Budget 2024/25

## Table 1: Revenue budget by service
£000
Service\t2023/24 Net Budget\t2024/25 Gross Expenditure\t2024/25 Income\t2024/25 Net Budget
Adult Social Care\t600\t900\t(250)\t650
Waste Management\t180\t220\t(30)\t190
Libraries and Culture\t70\t80\t(15)\t65
Planning and Economy\t50\t110\t(55)\t55
Total services\t900\t1,310\t(350)\t960

## Table 2: Savings by service
£000
Service\t2023/24 Savings delivered\t2024/25 Savings planned
Adult Social Care\t25\t40
Waste Management\t3\t5
Total savings\t28\t45

## Glossary
Net budget: gross expenditure less income from fees and charges.
"""
HEAD_TEXT = """Head 12 — HARBOUR LIGHTS DEPARTMENT

Estimates 2025–26

## Details of Expenditure
HK$'000
Item\tActual expenditure 2023–24\tApproved estimate 2024–25\tRevised estimate 2024–25\tEstimate 2025–26
Operational expenses\t480\t500\t490\t520
Plant, vehicles and equipment\t40\t60\t35\t75
Minor plant, vehicles and equipment\t12\t14\t14\t15
Total Expenditure\t532\t574\t539\t610

## Establishment (number of posts)
Rank\t2025\t2026
Directorate posts\t3\t4
Marine Officers\t21\t22
Total posts\t24\t26
"""
SPENT = [
    ("2022", "Sheriff", "Personnel", 560, 590),
    ("2022", "Sheriff", "Operating", 240, 235),
    ("2022", "Health and Human Services", "Personnel", 700, 690),
    ("2022", "Health and Human Services", "Operating", 300, 270),
    ("2022", "Roads", "Personnel", 200, 205),
    ("2022", "Roads", "Operating", 180, 190),
    ("2023", "Sheriff", "Personnel", 600, 610),
    ("2023", "Sheriff", "Operating", 250, 248),
    ("2023", "Health and Human Services", "Personnel", 720, 700),
    ("2023", "Health and Human Services", "Operating", 310, 305),
    ("2023", "Roads", "Personnel", 210, 190),
    ("2023", "Roads", "Operating", 190, 170),
]
EDITION_TEXT = """Qingyan Municipal Bureau of Culture and Tourism
2024 Departmental Budget (English Edition)

Table 1 Summary of Revenue and Expenditure
Unit: RMB 10,000
Revenue\tBudget 2024\tExpenditure\tBudget 2024
I. General public budget appropriation\t900.00\tI. Culture and tourism\t800.00
II. Business income\t100.00\tII. Housing security\t200.00
Total revenue\t1,000.00\tTotal expenditure\t1,000.00

Table 2 General Public Budget Expenditure
Unit: RMB 10,000
Item\tBudget 2023\tBudget 2024\tBasic expenditure\tProject expenditure
Libraries\t300.00\t350.00\t200.00\t150.00
Museums\t420.00\t400.00\t150.00\t250.00
Official receptions\t9.00\t8.00\t8.00\t0.00
Total\t729.00\t758.00\t358.00\t400.00
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    _write_city(folder / CITY)
    for name, text in ((COUNCIL, COUNCIL_TEXT), (HEAD, HEAD_TEXT), (EDITION, EDITION_TEXT)):
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / RECORDS).open("w", encoding="utf-8", newline="") as file:
        header = ("Fiscal Year", "Department", "Account Type", "Adopted Budget", "Actual Expenditures")
        csv.writer(file).writerows([header, *SPENT])
    store = build_store(tmp_path_factory.mktemp("english"), folder)
    yield AsPrinted(Bot(store))
    store.close()


def _write_city(path: Path) -> None:
    book = Workbook()
    stages = [
        "FY 2023-24 Actual",
        "FY 2024-25 Adopted",
        "FY 2024-25 Revised",
        "FY 2025-26 Proposed",
        "FY 2025-26 Adopted",
    ]
    totals = [sum(row[number] for row in DEPARTMENTS) for number in range(1, 6)]  # type: ignore[misc]
    sheets = [
        (
            "General Fund Expenditures by Department (in thousands)",
            [["Department", *stages], *DEPARTMENTS, ["Total General Fund", *totals]],
        ),
        ("Revenues by Fund and Source", [["Fund", "Revenue Source", stages[0], stages[1], stages[4]], *REVENUES]),
        ("Authorized Positions (Full-Time Equivalent)", [["Department", "FY 2024-25", "FY 2025-26"], *POSITIONS]),
    ]
    for number, (title, rows) in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for row in (["City of Maple Bend"], ["FY 2025-26 Adopted Budget"], [title], *rows):
            sheet.append(list(row))
    book.save(path)


@pytest.mark.parametrize(
    ("document", "question", "value"),
    [
        (
            CITY,
            "What is the police budget for FY 2025-26?",
            "1990",
        ),  # adopted goes before proposed, and money before posts
        (CITY, "How much was proposed for the police in FY 2025-26?", "2010"),
        (CITY, "revised police budget FY 2024-25", "1950"),
        (CITY, "original fire budget FY 2024-25", "1260"),
        (CITY, "How much did the fire department actually spend in FY 2023-24?", "1200"),
        (CITY, "What is the difference between the proposed and the adopted library budget for FY 2025-26?", "16"),
        (CITY, "HR budget FY 2025-26", "131"),
        (CITY, "IT department budget, FY 2025-26 adopted", "255"),
        (CITY, "What does the City Manager's office cost in FY 2025-26?", "325"),
        (CITY, "How much business tax is expected in FY 2025-26?", "330"),
        (CITY, "How much hotel tax did the city collect in FY 2023-24?", "190"),
        (CITY, "What is the combined FY 2025-26 adopted budget for police and fire?", "3335"),
        (CITY, "Excluding police and fire, how much is the General Fund budget for FY 2025-26?", "1127"),
        (CITY, "What percentage of the General Fund goes to police in FY 2025-26?", "44.5988"),
        (CITY, "How many FTEs does the police department have in FY 2025-26?", "93"),
        (CITY, "How many positions were added in Fire in FY 2025-26?", "1"),
        (CITY, "How many departments are in the General Fund budget?", "6"),
        (CITY, "How did the fire budget change between FY 2023-24 and FY 2025-26?", "145"),
        (CITY, "How much did the council approve for the library in FY 2025-26?", "416"),
        (CITY, "police and fire combined as a share of the General Fund, FY 2025-26", "74.7423"),
        (COUNCIL, "What is the net budget for Waste Management in 2024/25?", "190"),
        (COUNCIL, "How much income does Planning and Economy bring in in 2024/25?", "-55"),
        (COUNCIL, "By how much does the net budget of Libraries and Culture fall in 2024/25?", "5"),
        (COUNCIL, "total net budget without adult social care 2024/25", "310"),
        (COUNCIL, "What is the average planned saving per service in 2024/25?", "22.5"),
        (HEAD, "What is the revised estimate for operational expenses in 2024-25?", "490"),
        (HEAD, "original estimate for operational expenses 2024-25", "500"),
        (
            HEAD,
            "How much lower is the revised estimate than the original estimate for total expenditure in 2024-25?",
            "35",
        ),
        (
            HEAD,
            "By what percent does the 2025-26 estimate for operational expenses exceed the 2024-25 revised estimate?",
            "6.1224",
        ),
        (HEAD, "What was spent on plant, vehicles and equipment in 2023-24?", "40"),
        (HEAD, "How many directorate posts are there in 2026?", "4"),
        (HEAD, "How many Marine Officers were there in 2025?", "21"),
        (RECORDS, "Did the Sheriff overspend in 2022, and by how much?", "25"),
        (RECORDS, "How much under budget was Roads in 2023?", "40"),
        (RECORDS, "What was the variance between adopted budget and actual expenditures for HHS in 2022?", "40"),
        (RECORDS, "What percentage of its 2023 budget did the Roads department spend?", "90"),
        (RECORDS, "What was the average actual spending of the Sheriff over 2022 and 2023?", "841.5"),
        (EDITION, "How much is budgeted for libraries in 2024?", "3500000"),
        (EDITION, "libraries budget 2023", "3000000"),
        (EDITION, "What is the total expenditure of the bureau in 2024?", "10000000"),
        (EDITION, "How much did museums drop in percentage terms in 2024?", "4.7619"),
        (EDITION, "What share of 2024 spending on museums is project expenditure?", "62.5"),
    ],
)
def test_a_question_gets_its_figure(papers: Bot, document: str, question: str, value: str | None) -> None:
    answer = papers.ask(question, documents=[document])
    assert answer.status == "answered", answer.text
    assert answer.value == (None if value is None else Decimal(value)), answer.text
    assert not re.search("[\u3000-\u9fff]", answer.text), answer.text


@pytest.mark.parametrize(
    ("document", "question"),
    [
        (CITY, "What was proposed for the police in FY 2024-25?"),
        (CITY, "How much overtime did the police department spend in FY 2023-24?"),
        (CITY, "What is the police budget per resident?"),
        (CITY, "revised police budget FY 2025-26"),
        (COUNCIL, "How many staff does the council employ?"),
        (COUNCIL, "What was the actual spend on waste management in 2024/25?"),
        (HEAD, "What is the estimate for operational expenses in 2030-31?"),
        (RECORDS, "What was the library's budget in 2023?"),
        (EDITION, "How much was spent on official receptions in 2022?"),
    ],
)
def test_what_the_papers_lack_is_refused(papers: Bot, document: str, question: str) -> None:
    assert papers.ask(question, documents=[document]).status == "not_found"


@pytest.mark.parametrize(
    ("document", "question", "truth"),
    [
        (CITY, "Is the police budget more than half of the General Fund in FY 2025-26?", False),
        (CITY, "Does the fire budget exceed $1.3 million in FY 2025-26?", True),
        (COUNCIL, "Does adult social care make up more than a third of the net budget in 2024/25?", True),
        (RECORDS, "Did the Sheriff overspend in 2022?", True),
        (RECORDS, "Was Roads under budget in 2023?", True),
    ],
)
def test_claims_are_checked(papers: Bot, document: str, question: str, truth: bool) -> None:
    assert papers.ask(question, documents=[document]).truth is truth


@pytest.mark.parametrize(
    ("document", "question", "items"),
    [
        (CITY, "Which department has the largest budget in FY 2025-26?", [("Police", "1990")]),
        (CITY, "Which departments lose positions in FY 2025-26?", [("Library", "-0.75")]),
        (COUNCIL, "Which service has the highest gross expenditure in 2024/25?", [("Adult Social Care", "900")]),
        (COUNCIL, "Which service makes the biggest savings in 2024/25?", [("Adult Social Care", "40")]),
        (RECORDS, "Which departments went over budget in 2023?", [("Sheriff", "8")]),
        (RECORDS, "Which department overspent the most in 2022?", [("Sheriff", "25")]),
    ],
)
def test_what_is_asked_for_heads_the_column_of_labels(
    papers: Bot, document: str, question: str, items: list[tuple[str, str]]
) -> None:
    answer = papers.ask(question, documents=[document])
    assert [(item.label, item.value) for item in answer.items] == [(name, Decimal(value)) for name, value in items]


def test_money_carries_its_currency(papers: Bot) -> None:
    assert "190 thousand pounds" in papers.ask("net budget for waste management 2024/25", documents=[COUNCIL]).text
    assert (
        "0.61 million Hong Kong dollars"
        in papers.ask("total expenditure 2025-26 in HK$ million", documents=[HEAD]).text
    )
    assert "3,500,000 yuan" in papers.ask("How much for libraries in 2024?", documents=[EDITION]).text
    assert "1,990,000 dollars" in papers.ask("adopted police budget FY 2025-26 in dollars", documents=[CITY]).text


def test_follow_ups_edit_the_question_before(papers: Bot) -> None:
    police = "What is the police budget for FY 2025-26?"
    for after, value in (
        ("and fire?", "1345"),
        ("as a share of the total?", "44.5988"),
        ("and the proposed one?", "2010"),
    ):
        assert papers.ask(after, history=[police], documents=[CITY]).value == Decimal(value), after
    posts = papers.ask("And how many positions?", history=[police], documents=[CITY])
    assert posts.value == Decimal(93), posts.text
    net = "What is the gross expenditure on Waste Management in 2024/25?"
    assert papers.ask("and net?", history=[net], documents=[COUNCIL]).value == Decimal(190)


def test_years_are_told_as_they_are_printed(papers: Bot) -> None:
    answer = papers.ask("How has police spending changed since FY 2023-24?", documents=[CITY])
    assert [item.value for item in answer.items] == [Decimal(1800), Decimal(1900), Decimal(1990)]
    assert not any(re.search("[\u4e00-\u9fff]", item.label) for item in answer.items)


def test_a_meaning_is_no_mean(papers: Bot) -> None:
    assert "less income" in papers.ask("What does net budget mean?", documents=[COUNCIL]).text


def test_posts_are_never_held_against_money(papers: Bot) -> None:
    for question in (
        "police FY 2024-25 and FY 2025-26",
        "How did the police budget change from FY 2024-25 to FY 2025-26?",
    ):
        answer = papers.ask(question, documents=[CITY])
        assert "FTE" not in answer.text, answer.text
