"""English as people write it over two small papers: words that carry nothing, words that narrow, scopes, slips of the pen."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal

import pytest
from asking import AsPrinted, build_store

from bot.model import Answer
from bot.names.lexicon import load_lexicon
from bot.pipeline import Bot
from prompts import load_yaml

HEADER = ("Budget Year", "Department", "Account Type", "Account", "Amount")
ACCOUNTS = {
    "Expense": ("Salaries and Wages", "Retirement", "Telephone", "Books", "Electricity: Street Lighting", "Fuel"),
    "Revenue": ("Parking Fines", "Transient Occupancy Tax"),
}
DEPARTMENTS = ("Sheriff's Office", "Library Services", "Public Works", "Non-Departmental")
ONLY = {"Books": "Library Services", "Electricity: Street Lighting": "Public Works"}
ONLY |= {"Transient Occupancy Tax": "Non-Departmental", "Parking Fines": "Sheriff's Office"}
RECORDS = [
    (year, department, side, account, 900 + 61 * (number**2 % 97) + number)
    for number, (year, department, side, account) in enumerate(
        (year, department, side, account)
        for year in ("FY13-14", "FY14-15")
        for department in DEPARTMENTS
        for side, accounts in ACCOUNTS.items()
        for account in accounts
        if ONLY.get(account, department) == department and (account, department) != ("Fuel", "Library Services")
    )
]
COUNCIL = """# Harrow Vale Council

# Revenue Budget 2025-26

## Table 1: Spending by service
£000
Service\t2024-25 Budget\t2025-26 Budget
Museums and galleries\t430\t456
Refuse collection\t210\t190
Legal fees\t40\t44
Consultancy\t39\t28
Total spending\t719\t718

## Table 2: Staff numbers (full-time equivalents)
Group\t2024-25\t2025-26
Curators\t21\t22
Total staff\t21\t22
"""


def _sum(year: str, department: str | None, *accounts: str, side: str = "Expense") -> Decimal:
    """The sum by our own computation over the records."""
    return Decimal(
        sum(
            amount
            for at, of, on, account, amount in RECORDS
            if at == year and on == side and department in (None, of) and (not accounts or account in accounts)
        )
    )


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Answer]:
    folder = tmp_path_factory.mktemp("county")
    path = folder / "Larch County Proposed Budget FY2013-15.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *RECORDS])
    return Bot(build_store(folder / "store", path)).ask


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Answer]:
    folder = tmp_path_factory.mktemp("council")
    (folder / "harrow-vale.txt").write_text(COUNCIL, encoding="utf-8")
    return AsPrinted(Bot(build_store(folder / "store", folder / "harrow-vale.txt"))).ask


@pytest.mark.parametrize(
    ("question", "department", "account"),
    [
        ("How much is the Sheriff's Office going to spend on fuel in FY14-15?", "Sheriff's Office", "Fuel"),
        ("What is Public Works setting aside for the phone in FY14-15?", "Public Works", "Telephone"),
        ("How much will handling telephones cost the library in FY14-15?", "Library Services", "Telephone"),
        ("How much did Public Works put down for fuel purchases in FY14-15?", "Public Works", "Fuel"),
        ("I'm a librarian. How much are we putting into books at Library Services in FY14-15?", None, "Books"),
        ("My neighbour claims gasoline at Public Works is dear: what was it in FY14-15?", "Public Works", "Fuel"),
        ("With regard to the sheriff, what's been earmarked for retirement in FY14-15?", "Sheriff's Office", "Retirement"),
        ("Publc Works fuel in FY14-15?", "Public Works", "Fuel"),
        ("How much is budgetted for retirment at Public Works in FY14-15?", "Public Works", "Retirement"),
        ("What is the street lighting electricity of Public Works in FY14-15?", None, "Electricity: Street Lighting"),
    ],
)  # fmt: skip
def test_a_figure_is_found_past_words_that_carry_nothing(
    county: Callable[..., Answer], question: str, department: str | None, account: str
) -> None:
    assert county(question).value == _sum("FY14-15", department, account)


@pytest.mark.parametrize(("word", "account"), [("hotel tax", "Transient Occupancy Tax"), ("parking tickets", "Parking Fines")])  # fmt: skip
def test_what_people_call_revenues(county: Callable[..., Answer], word: str, account: str) -> None:
    answer = county(f"What are {word} expected to bring in in FY13-14?")
    assert answer.value == _sum("FY13-14", None, account, side="Revenue")


@pytest.mark.parametrize(
    "question",
    [
        "For Public Works in FY13-14, what do telephone and fuel come to together?",
        "At Public Works in FY13-14, how much are telephone and fuel combined?",
        "For Public Works, what is telephone plus fuel in FY13-14?",
        "For telephone and fuel, what does Public Works plan altogether in FY13-14?",
        "What do Public Works telephone and fuel come to together in FY13-14?",
        "What do telephone and fuel come to together at Public Works in FY13-14?",
    ],
)
def test_the_department_of_an_opening_clause_is_that_of_every_item(
    county: Callable[..., Answer], question: str
) -> None:
    assert county(question).value == _sum("FY13-14", "Public Works", "Telephone", "Fuel")


@pytest.mark.parametrize(
    "question",
    [
        "For Library Services in FY13-14, what do telephone and fuel come to together?",
        "What do the library's telephone and fuel come to together in FY13-14?",
        "What do fuel and telephone come to together at Library Services in FY13-14?",
        "For the Sheriff's Office, what is the difference between fuel and books in FY13-14?",
    ],
)
def test_an_item_that_the_department_lacks_is_never_everyones(county: Callable[..., Answer], question: str) -> None:
    assert county(question).value is None


@pytest.mark.parametrize("opening", ["Leaving {} aside", "Leaving aside {}", "Setting {} aside", "Excluding {}", "Leaving {} out"])  # fmt: skip
def test_a_department_left_aside_is_not_ranked(county: Callable[..., Answer], opening: str) -> None:
    largest = max(DEPARTMENTS, key=lambda one: _sum("FY14-15", one))
    second = max((one for one in DEPARTMENTS if one != largest), key=lambda one: _sum("FY14-15", one))
    answer = county(f"{opening.format(largest)}, which department has the biggest expenses in FY14-15?")
    assert [item.label for item in answer.items] == [second]


def test_the_three_with_the_most(county: Callable[..., Answer]) -> None:
    best = sorted(DEPARTMENTS, key=lambda one: -_sum("FY14-15", one))[:3]
    answer = county("Name the three departments with the biggest budgets in FY14-15.")
    assert [item.label for item in answer.items] == best


@pytest.mark.parametrize("after", ["And the year after?", "And for the following year?", "What about a year later?"])
def test_the_year_after(county: Callable[..., Answer], after: str) -> None:
    answer = county(after, history=["How much does Public Works spend on fuel in FY13-14?"])
    assert answer.value == _sum("FY14-15", "Public Works", "Fuel")


def test_over_two_years_is_a_sum(county: Callable[..., Answer], council: Callable[..., Answer]) -> None:
    both = sum(_sum(year, "Public Works", "Fuel") for year in ("FY13-14", "FY14-15"))
    assert county("Over the two years, how much does Public Works spend on fuel?").value == both
    assert county("What do the two years together come to for fuel at Public Works?").value == both
    assert council("What was spent over the two years on consultancy?").value is None


def test_a_change_between_two_years(county: Callable[..., Answer], council: Callable[..., Answer]) -> None:
    change = _sum("FY14-15", "Public Works", "Fuel") - _sum("FY13-14", "Public Works", "Fuel")
    asked = "How did the fuel budget of Public Works change from FY13-14 to FY14-15, in dollars?"
    assert county(asked).value == change
    assert council("Did consultancy go down from 2024-25 to 2025-26?").truth is True
    assert council("Did legal fees go down from 2024-25 to 2025-26?").truth is False


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What will museums and galleries be costing taxpayers in 2025-26?", 456),
        ("How much has been put by for rubbish collection in 2025-26?", 190),
        ("What's the planned outlay on consultants for 2025-26?", 28),
        ("I've been asked by my editor to find the legal fees for 2024-25.", 40),
        ("Would you mind telling me how much is going towards lawyers in 2025-26?", 44),
    ],
)
def test_british_words(council: Callable[..., Answer], question: str, value: int) -> None:
    assert council(question).value == value


def test_what_goes_to_a_part_is_a_share_of_its_own_whole(council: Callable[..., Answer]) -> None:
    answer = council("What share of total spending goes to museums and galleries in 2025-26?")
    assert answer.value is not None
    assert round(answer.value, 2) == Decimal("63.51")


NARROWING = (
    "overtime, contractual, grant-funded, one-time, one-off, recurring, ongoing, cumulative, quarterly, monthly, unspent,"
    " encumbered, carried-over, restricted, discretionary, mandatory, temporary, part-time, full-time, seasonal, vacant,"
    " emergency, capital, net, gross, additional, extra, supplemental, federal, state-funded, external, internal, deferred,"
    " prepaid, outstanding, reimbursed, uncollected, remaining, reserve, median, daily, interim, provisional"
)


@pytest.mark.parametrize("word", NARROWING.split(", "))
def test_a_word_that_narrows_is_never_passed_over(
    county: Callable[..., Answer], council: Callable[..., Answer], word: str
) -> None:
    assert county(f"How much {word} fuel does Public Works have in FY14-15?").value is None
    assert council(f"What is the {word} spending on consultancy in 2025-26?").value is None


@pytest.mark.parametrize(
    "end",
    ["per officer", "per capita", "per resident", "to date", "so far", "excluding grants", "in cash", "funded by the state",
     "before cuts", "through March", "for veterans", "in arrears"],
)  # fmt: skip
def test_an_end_that_narrows_is_never_passed_over(county: Callable[..., Answer], end: str) -> None:
    assert county(f"How much does Public Works spend on fuel in FY14-15 {end}?").value is None


@pytest.mark.parametrize("word", ["coast", "country", "officers", "plants"])
def test_a_real_word_is_no_slip_of_the_pen(county: Callable[..., Answer], word: str) -> None:
    assert county(f"How much does the {word} cost Public Works in FY14-15?").value is None


def test_no_word_stands_in_two_classes_and_none_narrows() -> None:
    words = [word for group in load_yaml("words.en.yaml")["fillers"].values() for word in group]
    assert len(words) == len(set(words))
    assert not set(words) & set(NARROWING.split(", "))
    real = load_yaml("words.en.yaml")["real_words"]
    assert [word for word in real if word in load_lexicon().cues] == []
