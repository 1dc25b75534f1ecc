"""Short papers in English whose figures stand in running text and plain lists: what is answered, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

PARISH = """Alderwick Parish Council: budgeting and precept 2024/25
The proposed 2024/25 budget is £30,000, of which £750 is for grants. It is £1,500 (5%) higher than for the 2023/24 financial year.
Dwellings by band: A 12, B 30, C 101, D 25.
Most of the money is spent on what residents see. Many councils raise their precept by 30% to rebuild reserves.
The clerk prepares the agenda, and the internal auditor checks the annual return.
Option 1: a precept of £21,000, an increase of £900 or 4%. Band D would go from £40.10 to £41.90 per year, £1.80 more than in 2023/24.
Option 2: a precept of £22,000, an increase of £1,900 or 9%. Band D would go from £40.10 to £43.90 per year, £3.80 more.
Councillors agreed unanimously to set the 2024/25 precept at £22,000.
"""
CITY = """City of Larkmoor, Texas: FY 2023-24 General Fund synopsis
General Fund spending for FY 2023-24 comes to $40,000,000. That is $2,000,000 (4.76%) below the FY 2022-23 budget.
Ongoing expenditures make up $36,500,000 of the total and one-time expenditures $3,500,000.
Expenditures by account category
There are four categories in the General Fund:
Personnel services $25,000,000 (62.5%)
Operations and upkeep $5,000,000 (12.5%)
Contracts and other $9,000,000 (22.5%)
Capital outlay $1,000,000 (2.5%)
Every other cost starts from the prior year's revised funding level. A department can only get more money if the City Manager approves it.
"""
TOWN = """Quenby Town Council: budget 2024 to 2025
A Band D taxpayer will pay £1.10 a year less for the town's element of the bill.
Income (amount and share of total)
Precept £90,000 (90.00%)
Library £2,000 (2.00%)
Hall hire and fees £8,000 (8.00%)
Total income £100,000
Expenditure (amount and share of total)
Staff costs £60,000 (50.00%)
Library £20,000 (16.67%)
Halls and museums £30,000 (25.00%)
CCTV £10,000 (8.33%)
Total expenditure £120,000
"""


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"alderwick.txt": PARISH, "larkmoor.txt": CITY, "quenby.txt": TOWN}
    yield from bot_over(tmp_path_factory.mktemp("notes"), papers)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("What precept did Alderwick Parish Council agree for 2024/25?", "22000", "pounds"),
        ("alderwik option 1 band d per year", "41.90", "pounds"),
        ("How many Band C dwellings are there in Alderwick?", "101", "dwellings"),
        ("total number of dwellings across all bands in Alderwick?", "168", "dwellings"),
        ("How much less is the agreed Alderwick precept than the proposed 2024/25 budget?", "8000", "pounds"),
        ("What was the Alderwick budget in 2023/24?", "28500", "pounds"),
        ("Larkmoor TX general fund spending FY 2023-24?", "40000000", "dollars"),
        ("How much of the Larkmoor FY24 general fund is one-time spending?", "3500000", "dollars"),
        ("By what percent did the Larkmoor general fund budget fall compared with FY 2022-23?", "4.76", "%"),
        (
            "What was the Larkmoor general fund budget in FY 2022-23, working back from the FY24 figures?",
            "42000000",
            "dollars",
        ),
        (
            "Which category is the second largest in Larkmoor FY 2023-24 general fund and how big is it?",
            "9000000",
            "dollars",
        ),
        ("whats the quenby town council precept for 2024 to 2025", "90000", "pounds"),
        ("How much is Quenby budgeting for CCTV?", "10000", "pounds"),
        ("What percentage of Quenby Town Council spending goes on staff in 2024-25?", "50.00", "%"),
        ("By how much does planned expenditure exceed planned income in the Quenby 2024/25 budget?", "20000", "pounds"),
        ("Halls and museums plus library, what does Quenby spend on the two together?", "50000", "pounds"),
    ],
)
def test_figures_of_running_text_answer(notes: Bot, question: str, value: str, unit: str) -> None:
    answer = notes.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit), answer.text


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("Will a Band D taxpayer in Quenby pay more for the town bit of council tax in 2024/25?", False),
        ("Do ongoing and one-time expenditures add up to the Larkmoor FY24 general fund total?", True),
    ],
)
def test_yes_and_no(notes: Bot, question: str, truth: bool) -> None:
    assert notes.ask(question).truth is truth


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who checks the annual return of Alderwick Parish Council?", "internal auditor"),
        ("How can a department in Larkmoor get more money?", "City Manager"),
    ],
)
def test_questions_for_words_get_the_sentence_that_holds_them(notes: Bot, question: str, words: str) -> None:
    answer = notes.ask(question)
    assert answer.status == "answered"
    assert words in answer.text


def test_a_question_that_names_no_place_may_be_of_a_paper_with_tables(tmp_path: Path) -> None:
    table = "Estmoor Borough Council\nRevenue Budget 2024/25\n£000\nService\t2024/25 Budget\nCCTV\t7\nParks\t20\nTotal\t27\n"
    for bot in bot_over(tmp_path, {"quenby.txt": TOWN, "estmoor.txt": table}):
        answer = bot.ask("How much is the CCTV budget?")
        assert answer.value != Decimal(10_000) or answer.choices
        assert bot.ask("How much is the Quenby CCTV budget?").value == Decimal(10_000)


def test_a_follow_up_takes_the_other_option(notes: Bot) -> None:
    first = "How much more would a Band D household in Alderwick pay under option 2 in 2024/25?"
    assert notes.ask(first).value == Decimal("3.80")
    assert notes.ask("And under option 1?", history=[first]).value == Decimal("1.80")


@pytest.mark.parametrize(
    "question",
    [
        "How much does Alderwick Parish Council hold in reserves?",
        "How much of the Alderwick precept goes to reserves?",
        "What is the Band C charge in Alderwick?",
        "What would option 3 cost Alderwick?",
        "What was the Alderwick budget in 2021/22?",
        "What is the Alderwick budget per household?",
        "How much does Larkmoor spend on police in FY24?",
        "What was the Larkmoor general fund budget in FY 2020-21?",
        "How many staff does Quenby Town Council employ?",
        "What did Quenby actually spend on CCTV in 2024/25?",
        "How much does Thornaby Town Council spend on CCTV?",
        "What is the average cost of a library visit in Quenby?",
    ],
)
def test_what_the_text_does_not_say_is_not_answered(notes: Bot, question: str) -> None:
    answer = notes.ask(question)
    assert answer.status in ("not_found", "declined", "clarify"), answer.text
