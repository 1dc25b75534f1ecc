"""A year and a kind named beside each other bind, though a header prints just these words; and what a figure's sign tells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import AsPrinted, bot_over

from bot.figures.signs import is_of_sign
from bot.pipeline import Bot

PAPER = """"Aspen County - 2025 Budget - Revenues and Expenditures (in thousands of dollars)",,,,
Line item,2023 Actual,2024 Budget,2024 Estimate,2025 Budget
REVENUES,,,,
Lodging Tax,410,420,431,445
Motor Fuel Tax,205,210,199,215
Total Revenues,615,630,630,660
EXPENDITURES,,,,
Public Works,300,310,305,
Parks and Trails,120,125,128,140
Total Expenditures,420,435,433,140
Net Surplus / (Deficit),195,195,(12),520
"""

HEAD = """# Head 77: Lighthouse Service

| Programme | 2023–24 (Actual) ($m) | 2024–25 (Original) ($m) | 2024–25 (Revised) ($m) | 2025–26 (Estimate) ($m) |
|---|---:|---:|---:|---:|
| (1) Lamp Keeping | 40.7 | 43.5 | 42.8 | 44.3 |
| (2) Fog Signals | 28.1 | 30.0 | 29.6 | 31.9 |
| Total | 68.8 | 73.5 | 72.4 | 76.2 |
"""

SERVICES = """# Harfield Borough Council: Revenue Budget 2025/26

## Service budgets (£000)

| Service | 2024/25 Original Budget | 2024/25 Forecast Outturn | 2025/26 Gross Expenditure | 2025/26 Income | 2025/26 Net Budget |
|---|---:|---:|---:|---:|---:|
| Adult Care | 840 | 870 | 1,000 | (110) | 890 |
| Schools | 150 | 140 | 1,400 | (1,250) | 150 |
| Parking | (30) | (25) | 25 | (60) | (35) |
| Planning | 20 | 30 | 55 | (30) | 25 |
| Net cost of services | 980 | 1,015 | 2,480 | (1,450) | 1,030 |
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from map(AsPrinted, bot_over(tmp_path_factory.mktemp("years"), {"aspen.csv": PAPER}))


@pytest.fixture(scope="module")
def head(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from map(AsPrinted, bot_over(tmp_path_factory.mktemp("head"), {"head.md": HEAD}))


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from map(AsPrinted, bot_over(tmp_path_factory.mktemp("services"), {"services.md": SERVICES}))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("lodging tax 2023 actual", 410),
        ("2023 actual lodging tax", 410),
        ("lodging tax 2024 estimate", 431),
        ("lodging tax 2025 budget", 445),
        ("Public works 2024 estimate", 305),
        ("2024 budget lodging tax", 420),
        ("lodging tax in the 2024 budget", 420),
        ("Sum of lodging tax and motor fuel tax in 2024 estimate", 630),
    ],
)
def test_the_year_of_a_header_binds(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert answer.value == Decimal(value), answer.text


def test_a_change_is_between_the_years_named(bot: Bot) -> None:
    text = bot.ask("Percent change in lodging tax from 2023 actual to 2025 budget").text
    assert [part in text for part in ("410", "445", "8.54")] == [True] * 3, text


@pytest.mark.parametrize("question", ["lodging tax 2023 budget", "lodging tax 2024 actual", "lodging tax 2022 actual"])
def test_no_other_column_stands_in_for_one_that_is_not_printed(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Lamp keeping 2024-25 original", "43.5"),
        ("Lamp keeping 2024-25 original estimate", "43.5"),
        ("Lamp keeping 2024-25 revised", "42.8"),
        ("Lamp keeping 2023-24 actual", "40.7"),
        ("Lamp keeping 2024-25 actual", None),
    ],
)
def test_an_original_estimate_is_a_plan(head: Bot, question: str, value: str | None) -> None:
    answer = head.ask(question)
    assert answer.value == (Decimal(value) if value else None), answer.text


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("Did the county run a deficit in 2023?", False),
        ("Did the county run a surplus in 2023?", True),
        ("Did the county run a deficit in the 2024 estimate?", True),
    ],
)
def test_the_sign_tells_a_surplus_from_a_deficit(bot: Bot, question: str, truth: bool) -> None:
    answer = bot.ask(question)
    assert answer.truth is truth, answer.text


@pytest.mark.parametrize(
    ("asked", "row", "value", "truth"),
    [
        ("deficit", "(Surplus) / Deficit", 5, True),
        ("surplus", "(Surplus) / Deficit", 5, False),
        ("shortfall", "Budget gap", 18, True),
        ("deficit", "Net Change in Fund Balance", -3, True),
        ("property tax", "Property Tax", 5, None),
    ],
)
def test_brackets_in_a_name_are_negative(asked: str, row: str, value: int, truth: bool | None) -> None:
    assert is_of_sign(asked, row, Decimal(value)) is truth


@pytest.mark.parametrize(
    "question",
    [
        "Which service has the largest net budget in 2025/26?",
        "Rank services by net budget 2025/26",
        "Which service is forecast to overspend most in 2024/25?",
    ],
)
def test_a_sum_that_no_word_calls_a_total_is_no_item(services: Bot, question: str) -> None:
    answer = services.ask(question)
    assert answer.status == "answered"
    assert "Adult Care" in answer.text
    assert "Net cost" not in answer.text


def test_a_sum_is_still_a_figure(services: Bot) -> None:
    assert services.ask("Net cost of services 2025/26 net budget").value == Decimal(1030)


@pytest.mark.parametrize(
    "question",
    ["Which service has the largest increase in 2025/26?", "Which service has the largest income in 2025/26?"],
)
def test_no_column_of_something_else_stands_in(services: Bot, question: str) -> None:
    answer = services.ask(question)
    assert "1,400" not in answer.text


def test_the_largest_of_amounts_all_in_brackets_is_not_told(services: Bot) -> None:
    answer = services.ask("Which service has the largest income in 2025/26?")
    assert answer.status == "not_found", answer.text


def test_a_rise_between_two_years_goes_from_the_earlier_to_the_later(bot: Bot) -> None:
    answer = bot.ask("By how much does lodging tax rise between 2023 actual and 2024 estimate?")
    assert answer.value == Decimal(21), answer.text


def test_one_thing_is_not_held_against_a_whole_side(bot: Bot) -> None:
    answer = bot.ask("Does Parks and Trails bring in more revenue than it spends in 2023?")
    assert answer.truth is None, answer.text
