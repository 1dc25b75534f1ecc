"""Accounts of papers in English: which side, which years, which kind, which section a question is of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import AsPrinted, bot_over

from bot.pipeline import Bot

COUNTY = """"Briar County, Ohio - 2025 Budget - Revenues and Expenditures of the General Fund of the County (in thousands of dollars)",,,,
Line item,2023 Actual,2024 Budget,2024 Estimate,2025 Budget
REVENUES,,,,
Property Tax,"9,100","9,500","9,420","9,900"
Sales Tax,"3,000","3,200","3,050","3,100"
Charges for Services,700,720,760,740
Transfers In,500,500,500,450
Total Revenues,"13,300","13,920","13,730","14,190"
EXPENDITURES,,,,
Sheriff - Patrol,"4,000","4,100","4,150","4,300"
Sheriff - Jail,"2,500","2,600","2,660","2,750"
Subtotal Sheriff,"6,500","6,700","6,810","7,050"
Public Health,"1,200","1,250","1,230",
Health Insurance Reserve,"2,000","2,050","2,060","2,100"
Debt Service,"1,400","1,380","1,380","1,350"
Transfers Out,900,950,940,930
Total Expenditures,"12,000","12,330","12,420","12,730"
Net Surplus / (Deficit),"1,300","1,590","1,310","1,460"
"""
COUNCIL = """# Marlow Borough Council – Revenue Budget 2025/26 and Medium Term Financial Plan of the Council

## Table 1: Financing (£000)

| Item | 2025/26 | 2026/27 |
|---|---:|---:|
| Council tax | (1,400) | (1,480) |
| Retained business rates | (600) | (590) |
| Budget gap | 0 | 120 |

## Table 2: Savings by directorate (£000)

| Directorate | 2025/26 | 2026/27 | Total |
|---|---:|---:|---:|
| Adults | (300) | (140) | (440) |
| Place | (180) | | (180) |
| Total savings | (480) | (140) | (620) |

## Table 3: Capital programme (£m)

| Scheme | 2025/26 | 2026/27 | 2027/28 |
|---|---:|---:|---:|
| School places | 12.4 | 8.1 | 3.0 |
| Highways maintenance | 6.5 | 6.6 | 6.7 |
| Total | 18.9 | 14.7 | 9.7 |
"""
DISTRICT = """# Cape Orr School and Harbor District: Adopted Biennial Budget, Fiscal Years 2025 and 2026

## Schedule A: Expenditures by Department and Category ($ in thousands)

| Department | FY2025 Salaries | FY2025 Benefits | FY2025 Total |
|---|---:|---:|---:|
| Harbor Operations | 410 | 148 | 558 |
| Vessel Licensing | 101 | 35 | 136 |
| Total | 511 | 183 | 694 |

## Schedule B: Expenditures by Department, Both Years ($ in thousands)

| Department | FY2024 Revised | FY2025 Adopted | FY2026 Adopted |
|---|---:|---:|---:|
| Harbor Operations | 540 | 558 | 570 |
| Vessel Licensing | 139 | 136 | 131 |
| Total | 679 | 694 | 701 |

## Schedule C: Fund Balance (whole dollars)

| Fund | July 1, 2024 | FY2025 Change | June 30, 2025 |
|---|---:|---:|---:|
| General Fund | 641,000 | (21,500) | 619,500 |
| Marina Fund | 94,000 | 6,200 | 100,200 |
| Total | 735,000 | (15,300) | 719,700 |
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from map(AsPrinted, bot_over(tmp_path_factory.mktemp("county"), {"briar.csv": COUNTY}))


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from map(AsPrinted, bot_over(tmp_path_factory.mktemp("council"), {"marlow.md": COUNCIL}))


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from map(AsPrinted, bot_over(tmp_path_factory.mktemp("district"), {"cape-orr.md": DISTRICT}))


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"briar.csv": COUNTY, "marlow.md": COUNCIL, "cape-orr.md": DISTRICT}
    yield from map(AsPrinted, bot_over(tmp_path_factory.mktemp("everyone"), papers))


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What is the largest expenditure in the 2025 budget?", ["Sheriff - Patrol"]),
        ("What is the smallest expenditure in the 2025 budget?", ["Transfers Out"]),
        ("Which revenue source is largest in 2025?", ["Property Tax"]),
        ("What is the smallest revenue in the 2025 budget?", ["Transfers In"]),
        ("Top 2 expenditures in the 2025 budget", ["Sheriff - Patrol", "Sheriff - Jail"]),
    ],
)
def test_a_ranking_is_of_one_side(county: Bot, question: str, labels: list[str]) -> None:
    assert [item.label for item in county.ask(question).items] == labels


@pytest.mark.parametrize(
    ("question", "part", "whole"),
    [
        ("What share of revenues is property tax in 2025?", 9900, 14190),
        ("What percentage of total expenditures is debt service in 2025?", 1350, 12730),
        ("property tax as a share of the total 2025", 9900, 14190),
        ("What share of spending goes to the Sheriff in 2025?", 7050, 12730),
    ],
)
def test_a_share_is_of_the_side_of_its_part(county: Bot, question: str, part: int, whole: int) -> None:
    wanted = (Decimal(part) / whole * 100).quantize(Decimal("0.0001"))
    assert county.ask(question).value == wanted


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What did the county spend on transfers in 2025?", 930),
        ("How much did the county receive from transfers in 2024?", 500),
        ("Sheriff budget 2025", 7050),
        ("property tax 2024 estimate", 9420),
        ("What was the budget for property tax in 2024?", 9500),
        ("How much higher is the 2024 estimate than the 2024 budget for sheriff jail?", 60),
        ("property tax 2024 estimate and 2025 budget together", 9420 + 9900),
        ("Sum of property tax 2024 budget and 2025 budget", 9500 + 9900),
        ("total revenues excluding transfers in 2025", 14190 - 450),
        ("Which revenue fell most in 2025 versus the 2024 budget?", -100),
        ("What is the total budget for 2025?", 12730),
        ("What did the sheriff's jail cost in 2023?", 2500),
        ("How many dollars is the sheriff's patrol budget going up by in 2025?", 200),
        ("How much was originally budgeted for sales tax in 2024?", 3200),
        ("What will the county spend on debt service next year, 2025?", 1350),
    ],
)
def test_the_side_and_the_kind_that_are_said(county: Bot, question: str, value: int) -> None:
    assert abs(county.ask(question).value or 0) == abs(value)


@pytest.mark.parametrize(
    "question",
    [
        "charges for services expenditure 2025",
        "How much did the county spend on charges for services in 2024?",
        "property tax 2023 estimate",
        "property tax 2024 actual",
        "Sum of sheriff patrol and subtotal sheriff 2025",
    ],
)
def test_what_the_accounts_lack_is_refused(county: Bot, question: str) -> None:
    assert county.ask(question).status == "not_found"


def test_a_word_for_two_rows_of_which_one_is_blank_is_asked_back(county: Bot) -> None:
    answer = county.ask("How much will the county spend on health in 2025?")
    assert answer.status == "clarify"
    assert "Public Health: blank" in answer.text


@pytest.mark.parametrize(("question", "truth"), [("Is there a deficit in 2025?", False), ("Is there a surplus?", True)])
def test_is_there_is_answered_yes_or_no(county: Bot, question: str, truth: bool) -> None:
    assert county.ask(question).truth is truth


def test_what_income_covers_of_spending_is_neither(county: Bot) -> None:
    assert county.ask("How much of the spending on debt service is covered by income in 2025?").value is None


def test_what_exceeded_its_budget(county: Bot) -> None:
    answer = county.ask("Which revenues exceeded their 2024 budget in the 2024 estimate?")
    assert [item.label for item in answer.items] == ["Charges for Services"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Highways maintenance 2025/26 to 2027/28 total", "19800000"),
        ("How much will be spent on school places over the three years?", "23500000"),
        ("capital programme total over three years", "43300000"),
        ("savings total over two years", "-620000"),
        ("savings adults 2025/26", "-300000"),
    ],
)
def test_sums_take_all_the_years_meant(council: Bot, question: str, value: str) -> None:
    answer = council.ask(f"{question} in pounds")
    assert answer.value is not None
    scale = {"thousand pounds": 1000, "million pounds": 1_000_000}.get(answer.unit or "", 1)
    assert answer.value * scale == Decimal(value)


def test_a_blank_year_is_not_the_total(council: Bot) -> None:
    answer = council.ask("savings Place 2026/27")
    assert answer.value is None
    assert "blank" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [("council tax increase 2026/27", 80), ("How much more council tax is there in 2026/27 than in 2025/26?", 80)],
)
def test_amounts_in_brackets_are_compared_by_size(council: Bot, question: str, value: int) -> None:
    answer = council.ask(question)
    assert answer.value == value
    assert "grew in size" in answer.text or "more than" in answer.text


def test_which_of_two_in_brackets_is_larger(council: Bot) -> None:
    assert council.ask("Is council tax larger than retained business rates in 2025/26?").truth is True


def test_a_revenue_budget_is_none_of_a_capital_form(council: Bot) -> None:
    assert council.ask("highways maintenance revenue budget 2025/26").value is None
    assert council.ask("highways maintenance 2025/26").value == Decimal("6.5")


@pytest.mark.parametrize(
    ("before", "question", "value"),
    [
        ("harbor operations FY2025", "and its benefits?", 148),
        ("What is vessel licensing's total in FY2025?", "how much of it is salaries?", 101),
    ],
)
def test_its_column_is_of_the_row_before(district: Bot, before: str, question: str, value: int) -> None:
    assert district.ask(question, history=[before]).value == value


def test_what_moved_is_of_one_form(district: Bot) -> None:
    assert [one.label for one in district.ask("Which department falls in FY2026?").items] == ["Vessel Licensing"]
    grown = district.ask("Which department grew most from FY2025 to FY2026?")
    assert (grown.items[0].label, grown.value) == ("Harbor Operations", Decimal(12))


@pytest.mark.parametrize(("word", "label"), [("most", "Harbor Operations"), ("least", "Vessel Licensing")])
def test_what_costs_most_is_of_the_form_headed_so(district: Bot, word: str, label: str) -> None:
    assert [one.label for one in district.ask(f"Which department costs {word} in FY2026?").items] == [label]


def test_both_years_are_those_of_the_paper(district: Bot) -> None:
    assert district.ask("harbor operations over both years").value == 558 + 570


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("marina fund balance June 30, 2025", 100200),
        ("What was the general fund balance at July 1, 2024?", 641000),
        ("general fund balance at 1 July 2024", 641000),
        ("Which fund has the largest balance at June 30, 2025?", 619500),
        ("What is the total spending in FY2026?", 701),
    ],
)
def test_balances_are_of_a_day(district: Bot, question: str, value: int) -> None:
    assert district.ask(question).value == value


@pytest.mark.parametrize("question", ["general fund balance June 30, 2026", "general fund balance on July 15, 2024"])
def test_a_day_that_is_not_printed_has_no_balance(district: Bot, question: str) -> None:
    assert district.ask(question).value is None


def test_another_ending_is_another_thing(district: Bot) -> None:
    assert district.ask("vessels licensed FY2025").value is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Briar property tax 2025", 9900),
        ("Briar County property tax 2025", 9900),
        ("Marlow highways maintenance 2025/26", Decimal("6.5")),
        ("Cape Orr harbor operations FY2026", 570),
    ],
)
def test_a_body_is_called_by_its_place(everyone: Bot, question: str, value: int | Decimal) -> None:
    assert everyone.ask(question).value == value
