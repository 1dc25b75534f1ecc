"""An English council's schedules: columns of changes, lettered rows, both sides in one table, and years ahead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import AsPrinted, bot_over

from bot.pipeline import Bot

CITY = """Rivermark City Council
Annual Budget 2025/26

Schedule 1. Operating expenditure by directorate
$ thousands
Directorate\tActual 2023/24\tBudget 2024/25\tBudget 2025/26\t% Change
Corporate Services\t4,100\t4,000\t4,400\t10.0%
Parks and Recreation\t2,900\t3,000\t2,850\t(5.0%)
Roads and Drainage\t8,800\t9,000\t9,450\t5.0%
Total operating expenditure\t15,800\t16,000\t16,700\t4.4%

Schedule 2. Operating revenue
$ thousands
Source\tActual 2023/24\tBudget 2024/25\tBudget 2025/26
A. General rates\t11,000\t11,200\t11,900
B. Fees and charges\t3,100\t3,200\t3,300
C. Grants\t1,900\t2,000\t2,100
Total operating revenue\t16,000\t16,400\t17,300

Schedule 3. Programs of the year
$ thousands
Program\tRevenue\tExpenditure\tNet cost
Library services\t60\t640\t580
Swimming pools\t210\t530\t320
Total programs\t270\t1,170\t900

Schedule 4. Projections
$ thousands
Item\tForecast 2025/26\tProjection 2026/27\tProjection 2027/28\tProjection 2028/29
Borrowing costs\t300\t340\t360\t350
Borrowings at 30 June\t8,000\t7,600\t7,200\t6,700
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("council")
    yield from map(AsPrinted, bot_over(folder, {"rivermark.txt": CITY}))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("By what percentage does the Corporate Services directorate's budget grow in 2025/26?", "10"),
        ("What percentage increase does Roads and Drainage get in 2025/26?", "5"),
        ("By what percentage do general rates rise in 2025/26?", "6.25"),
        ("What share of operating revenue comes from grants in 2025/26?", "12.1387"),
    ],
)
def test_a_percentage_is_the_printed_change_or_is_worked_out(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), "%"), answer.text


@pytest.mark.parametrize("question", ["What percentage does Parks and Recreation drop in 2025/26?"])
def test_a_fall_is_told_as_its_size(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(5), "%")
    assert "down 5%" in answer.text


@pytest.mark.parametrize(
    ("question", "thousands"),
    [
        ("How much will Rivermark raise from general rates in 2025/26?", 11_900),
        ("How much do fees and charges bring in in 2025/26?", 3_300),
        ("What was received in grants in 2023/24?", 1_900),
        ("How much is spent on library services in Rivermark in 2025/26?", 640),
        ("What is the revenue of swimming pools?", 210),
        ("What is the net cost of swimming pools?", 320),
        ("What are borrowing costs in 2026/27?", 340),
        ("What will borrowings be at the end of the 2027/28 financial year?", 7_200),
        ("What will borrowings be by the end of 2025/26?", 8_000),
    ],
)
def test_the_right_row_and_column(bot: Bot, question: str, thousands: int) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", thousands, "thousand dollars"), answer.text


def test_another_basis_of_what_is_spent_is_named(bot: Bot) -> None:
    assert "Net cost is 320" in bot.ask("What does Rivermark spend on swimming pools?").text


def test_from_one_fiscal_year_to_another_goes_over_those_between(bot: Bot) -> None:
    answer = bot.ask("How do borrowing costs move from 2025/26 to 2028/29?")
    assert [int(one.value) for one in answer.citations if one.value is not None] == [300, 340, 360, 350]


def test_things_are_no_number_of_rows(bot: Bot) -> None:
    answer = bot.ask("How many pools does Rivermark have?")
    assert answer.value is None, answer.text


def test_the_value_is_in_whole_money_and_the_text_as_printed(tmp_path: Path) -> None:
    for bot in bot_over(tmp_path, {"rivermark.txt": CITY}):
        answer = bot.ask("How much does Rivermark budget for the Parks directorate in 2025-26?")
        assert answer.citations, answer.text
        cited = answer.citations[0]
        assert cited.unit == "thousand dollars"
        assert cited.value is not None
        assert (answer.value, answer.unit) == (cited.value * 1000, "dollars")
        assert "thousand dollars" in answer.text
