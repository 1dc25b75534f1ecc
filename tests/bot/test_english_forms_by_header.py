"""Papers in English asked for the largest of what a form lists, for the whole budget, and for the end of a fiscal year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

COUNCIL = """# Wexmoor Borough Council: budget 2025/26

All figures in this section are in £000.

## General Fund summary

| Directorate | Gross expenditure 2025/26 | Net 2025/26 | Net 2024/25 |
|---|---:|---:|---:|
| Roads | 900 | 400 | 380 |
| Care | 800 | 700 | 650 |
| Parks | 300 | 250 | 240 |
| Net cost of services | 2,000 | 1,350 | 1,270 |

## Funding

| Source | 2025/26 | 2024/25 |
|---|---:|---:|
| Council tax requirement | 1,000 | 900 |
| Grants | 350 | 370 |
| Total funding | 1,350 | 1,270 |

## Balance sheet as at 31 March

| Item | 2024-25 | 2025-26 | 2026-27 |
|---|---:|---:|---:|
| Loans | 300 | 280 | 260 |
| Total liabilities | 300 | 280 | 260 |
"""
CITY = """# City of Orrin Falls: Adopted Budget FY 2024-25

## All Funds Summary

| Fund | Revenues | Transfers in | Total resources |
|---|---:|---:|---:|
| General Fund | 800 | 20 | 820 |
| Water Fund | 300 | 10 | 310 |
| Total all funds | 1,100 | 30 | 1,130 |

## Schools that the city pays for

| | School | Pupils |
|---|---|---:|
| Elementary | Aspen Elementary | 210 |
| | Birch Elementary | 220 |
| | Elementary subtotal | 430 |
| High | Cedar High | 640 |
| | Dale High | 500 |
| | High subtotal | 1,140 |
| | Total | 1,570 |
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("headed")
    yield from bot_over(folder, {"wexmoor.md": COUNCIL, "orrin.md": CITY})


def test_the_largest_directorate_is_the_one_of_the_column_asked_for(papers: Bot) -> None:
    answer = papers.ask("Which directorate of Wexmoor has the biggest net budget in 2025/26?")
    assert [item.label for item in answer.items] == ["Care"]
    assert answer.value == Decimal(700000)


def test_a_unit_told_for_a_section_holds_for_its_tables(papers: Bot) -> None:
    answer = papers.ask("What is the net budget of Roads in Wexmoor in 2025/26?")
    assert (answer.value, answer.unit) == (Decimal(400000), "pounds")


def test_a_charge_does_not_rise_as_what_it_brings_in(papers: Bot) -> None:
    answer = papers.ask("By what percentage does council tax go up in Wexmoor in 2025/26?")
    assert answer.value is None


@pytest.mark.parametrize("day", ["at 31 March 2026", "as at March 31, 2026"])
def test_a_day_that_ends_a_fiscal_year_is_of_that_year(papers: Bot, day: str) -> None:
    assert papers.ask(f"What are the total liabilities of Wexmoor {day}?").value == Decimal(280000)


def test_the_total_budget_is_that_of_all_funds(papers: Bot) -> None:
    assert papers.ask("What is the total budget of Orrin Falls for FY 2024-25?").value == Decimal(1130)


def test_which_fund_is_never_answered_by_another_form(papers: Bot) -> None:
    answer = papers.ask("Which fund of Orrin Falls has the largest total resources?")
    assert [item.label for item in answer.items] == ["General Fund"]


REASONS = """# Town of Quarne: Adopted Budget FY 2024-25

## Why costs are going up

Two things explain the increase: the pension rate rose and the fire contract was signed.

## Library

Lending has fallen because two branches were closed for repairs.

| Department | 2023-24 | 2024-25 |
|---|---:|---:|
| Library | 90 | 95 |
| Police | 400 | 420 |
| Fire | 200 | 230 |
| Total | 690 | 745 |
"""
RECORDS = """Department,Division,Account,FY2024 Adopted Budget,FY2025 Adopted Budget
Police,Patrol,Salaries,300,310
Police,Patrol,Fuel,20,25
Police,Records,Salaries,100,110
Police,Records,Fuel,5,6
Library,Branches,Salaries,40,41
Library,Branches,Books,20,22
Library,Central,Salaries,60,62
Library,Central,Books,30,33
Roads,Crews,Salaries,80,82
Roads,Crews,Fuel,30,31
"""


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"quarne.md": REASONS, "port_elsing_operating_budget_fy2024_fy2025.csv": RECORDS}
    yield from bot_over(tmp_path_factory.mktemp("towns"), papers)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why are costs going up in Quarne?", "pension rate"),
        ("Why has lending fallen in Quarne?", "closed for repairs"),
    ],
)
def test_why_is_told_by_its_heading_or_by_the_sentence_with_the_cause(towns: Bot, question: str, told: str) -> None:
    answer = towns.ask(question)
    assert answer.status == "answered"
    assert told in answer.text


def test_no_cause_is_told_of_what_the_sentence_does_not_hold(towns: Bot) -> None:
    assert towns.ask("Why has parking fallen in Quarne?").status != "answered"


def test_a_fiscal_year_is_named_by_its_end_where_one_of_two_papers_does(towns: Bot) -> None:
    answer = towns.ask("Who budgets more for police in FY2025, Port Elsing or Quarne, and by how much?")
    assert abs(answer.value or 0) == Decimal(451 - 420)
