"""A workbook in English with records by department and a summary of the departments: which department is of the latter; and briefs.

Briefs name their place in the title alone, and print totals over years and staff at the end of a fiscal year.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import AsPrinted, bot_over, build_store
from openpyxl import Workbook

from bot.pipeline import Bot

SPENT = {"Parks": (30, 20), "Police": (50, 15), "Library": (12, 6), "Finance": (9, 4), "Roads": (21, 40)}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("summaries")
    book = Workbook()
    records = book.active
    records.append(["City of Millford — Expenditures by Fund, Department and Account FY2025"])
    records.append(["(in U.S. dollars)"])
    records.append(["Fund", "Department", "Account Category", "FY2025 Adopted"])
    for department, (staff, goods) in SPENT.items():
        records.append(["General Fund", department, "Personnel Services", staff * 1000])
        records.append(["General Fund", department, "Materials & Services", goods * 1000])
    summary = book.create_sheet("Summary")
    summary.append(["City of Millford — Summary by Department FY2025"])
    summary.append(["(in U.S. dollars)"])
    summary.append(["Department", "FY2025 Adopted"])
    for department, amounts in SPENT.items():
        summary.append([department, sum(amounts) * 1000])
    summary.append(["Total", 1000 * sum(map(sum, SPENT.values()))])
    paper = folder / "City of Millford FY2025 Adopted Budget.xlsx"
    book.save(paper)
    store = build_store(folder / "store", paper)
    yield Bot(store)
    store.close()


def test_which_department_is_no_account(bot: Bot) -> None:
    answer = bot.ask("Which Millford department has the biggest budget in FY2025?")
    assert [item.label for item in answer.items] == ["Police"], answer.text
    assert answer.value == 65_000


def test_the_three_largest_departments(bot: Bot) -> None:
    answer = bot.ask("Which three Millford departments have the biggest FY2025 budgets?")
    assert {item.label for item in answer.items} == {"Roads", "Police", "Parks"}, answer.text
    assert "Fund, Department" not in answer.text


BRIEF = """# Budget Brief: Department of Fisheries

State of Corbin · Budget Office · Executive Budget, Fiscal Year 2026

## Table 1. Spending by program ($ in thousands)

| Program | FY 2024 Actual | FY 2025 Enacted | FY 2026 Recommended |
|---|---:|---:|---:|
| Hatcheries | 400 | 500 | 600 |
| Harbor patrols | 300 | 310 | 279 |
| Total | 700 | 810 | 879 |
"""
PROGRAMME = """# Stonely District Council – Capital Programme 2025/26 to 2027/28 and Revenue Budget 2025/26

## Table 1: Capital programme (£000)

| Scheme | 2025/26 | 2026/27 | 2027/28 | Total |
|---|---:|---:|---:|---:|
| Quay Wall Repairs | 900 | 100 | 50 | 1,050 |
| Sports Hall | 200 | 800 | 600 | 1,600 |
| Depot Roof | 300 | 250 | 150 | 700 |
| Total capital programme | 1,400 | 1,150 | 800 | 3,350 |

## Table 2: General Fund spending (£000)

| Department | 2025/26 |
|---|---:|
| Waste and recycling | 3,600 |
| Planning | 900 |
| Leisure | 1,500 |
| Total General Fund | 6,000 |

## Table 3: Staff in full-time equivalents (FTE) at 31 March 2026

| Department | Permanent | Casual | Total FTE |
|---|---:|---:|---:|
| Leisure | 20.0 | 6.5 | 26.5 |
| Planning | 11.0 | 0.5 | 11.5 |
| Total staff | 31.0 | 7.0 | 38.0 |
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("briefs")
    yield from map(AsPrinted, bot_over(folder, {"brief.md": BRIEF, "programme.md": PROGRAMME}))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much does Corbin recommend for Hatcheries in FY 2026?", 600),
        ("What is the total cost of the Sports Hall in Stonely's capital programme 2025/26 to 2027/28?", 1_600),
        ("What is the total cost of the Sports Hall in Stonely from 2025/26 to 2026/27?", 1_000),
        (
            "What percentage of Stonely's whole three-year capital programme 2025/26 to 2027/28 goes to the Depot Roof?",
            Decimal("20.9"),
        ),
        ("How many casual FTE does Leisure have at Stonely in 2025/26?", Decimal("6.5")),
    ],
)
def test_the_place_the_years_and_the_day_are_those_asked_for(papers: Bot, question: str, value: Decimal) -> None:
    answer = papers.ask(question)
    assert (answer.status, answer.value and round(answer.value, 1)) == ("answered", round(Decimal(value), 1)), (
        answer.text
    )


def test_a_ranking_over_all_years_goes_by_their_total(papers: Bot) -> None:
    answer = papers.ask(
        "Name the two largest schemes in Stonely's capital programme over the three years 2025/26 to 2027/28."
    )
    assert [(one.label, one.value) for one in answer.items] == [("Sports Hall", 1_600), ("Quay Wall Repairs", 1_050)]


@pytest.mark.parametrize(("percent", "truth"), [(55, True), (65, False)])
def test_a_share_is_held_against_a_claim(papers: Bot, percent: int, truth: bool) -> None:
    answer = papers.ask(f"Is more than {percent}% of Stonely's General Fund spent on waste and recycling in 2025/26?")
    assert (answer.status, answer.truth) == ("answered", truth), answer.text


def test_an_increase_over_a_year_is_measured_from_it(papers: Bot) -> None:
    answer = papers.ask(
        "What percent increase is that over FY 2025?",
        history=["How much does Corbin recommend for Hatcheries in FY 2026?"],
    )
    assert (answer.value, answer.unit) == (Decimal(20), "%"), answer.text


def test_the_groups_asked_for_are_no_amount(bot: Bot) -> None:
    answer = bot.ask("What divisions are in Roads in Millford's FY2025 budget?")
    assert answer.value is None, answer.text
