"""A city's paper in English that prints actual, adopted and estimated figures side by side, and a county's lines of a database."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

CITY = """City of Mossgate
Adopted Budget Fiscal Year 2025-26

General Fund Expenditures by Department
(in dollars)
Department\tFY 2023-24 Actual\tFY 2024-25 Adopted\tFY 2024-25 Estimated\tFY 2025-26 Adopted
City Manager\t180,000\t200,000\t190,000\t210,000
Harbor\t310,000\t320,000\t335,000\t360,000
Museum\t90,000\t100,000\t95,000\t104,000
Total\t580,000\t620,000\t620,000\t674,000

Capital Improvement Program
(in dollars)
Project\tFunding\tFY 2025-26\tFY 2026-27
Quay Street Lights\tGas Tax\t80,000\t45,000
Old Mill Bridge\tGrant\t120,000\t
Total\t\t200,000\t45,000

Authorized Positions
(FTE)
Position\tPay Grade\tFY 2024-25\tFY 2025-26
Dock Hand\tG2\t12\t10
Pilot\tG7\t3\t4
Curator\tG6\t2\t2
Total\t\t17\t16

Five-Year Plan by Service
(in dollars)
Service / scheme\tFY 2025-26\tFY 2026-27
Cranes\t40,000\t10,000
Sheds\t20,000\t15,000
Cargo Quay\t60,000\t25,000
Roof\t5,000\t0
Lifts\t7,000\t3,000
Town Museum\t12,000\t3,000
Total plan\t72,000\t28,000
"""
COUNTY = "Fiscal_Year,Fund,Department,Account_Code,Account,Adopted_Budget_USD,Actual_USD\n" + "\n".join(
    f"{year},General,{office},{number}000,{account},{number * 10 + year - 2020}00.00,{actual}"
    for year in (2024, 2025)
    for office in ("Elm Library", "Oak Clinic", "Ash Garage")
    for number, (account, actual) in enumerate(
        (("Wages", "812.50"), ("Supplies", "" if office[0] == "E" else "97.25")), 5
    )
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("stages")
    yield from bot_over(folder, {"mossgate.txt": CITY, "tollen_county_lines.csv": COUNTY})


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        (["By how much does Mossgate's harbor budget rise from FY 2024-25 to FY 2025-26?"], "40000"),
        (["By how much does Mossgate's harbor budget rise from FY 2024-25 to FY 2025-26?", "And for the museum?"], "4000"),
        (["By what percent does Mossgate's harbor budget increase in FY 2025-26 over the FY 2024-25 adopted budget?",
          "And for the museum?"], "4"),
        (["Did Mossgate spend more or less than adopted on the harbor in FY 2024-25, by the estimate, and by how much?"], "15000"),
        (["How much is going into Mossgate's Quay Street Lights project in FY 2026-27?"], "45000"),
        (["In Mossgate's FY 2025-26 adopted budget, what was the FY 2024-25 estimated figure for the harbor?"], "335000"),
        (["What was the actual amount for wages of Tollen County's Oak Clinic in 2025?"], "812.5"),
    ],
)  # fmt: skip
def test_plans_are_held_against_plans_and_a_follow_up_asks_the_same(bot: Bot, talk: list[str], value: str) -> None:
    answer = bot.ask(talk[-1], history=talk[:-1])
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    "question", ["How much does the city manager of Mossgate earn?", "What is the city manager of Mossgate paid?"]
)
def test_what_one_is_paid_is_not_what_the_office_costs(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.value is None, answer.text


def test_an_actual_that_is_blank_is_not_answered_by_the_budget(bot: Bot) -> None:
    answer = bot.ask("What was the actual amount for supplies of Tollen County's Elm Library in 2025?")
    assert answer.value is None
    assert "blank" in answer.text


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Which schemes does Mossgate have in Cargo Quay?", ["Cranes", "Sheds"]),
        ("Which positions were reduced in Mossgate between FY 2024-25 and FY 2025-26?", ["Dock Hand"]),
        ("Which accounts does the Oak Clinic have in Tollen County's lines?", ["Wages", "Supplies"]),
    ],
)
def test_parts_of_a_group_are_listed_by_what_they_are_called(bot: Bot, question: str, labels: list[str]) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert [item.label for item in answer.items] == labels, answer.text


def test_lines_of_several_years_are_of_the_latest_where_none_is_named(bot: Bot) -> None:
    assert bot.ask("How much is the Oak Clinic budget in Tollen County?").value == Decimal("12000")
