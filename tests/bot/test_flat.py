"""Tables of records: exact sums over groups, on one side of the accounts, blank cells left out, nothing counted twice."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal

import pytest
from asking import build_store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.flat.cube import Cube
from bot.flat.model import SumFact, overlap
from bot.model import Answer
from bot.pipeline import Bot
from bot.reading.literals import find_literals
from index.model import Place
from index.store.leaves import FlatTable, Leaf, header_of
from index.units import NO_UNIT

HEADER = ("Year Name", "Department", "Section", "Account Type", "Account Description", "Amount")
DEPARTMENTS = {
    "Harbour": ("Harbour Docks", "Harbour Pilots"),
    "Parks Department": ("Parks Gardens", "Parks Trees"),
    "Lighthouse": ("Lighthouse Lamps", "Lighthouse Keepers"),
}
ACCOUNTS = {"Expense": ("Salaries", "Fuel", "Paint"), "Revenue": ("Fees", "Grants")}
Record = tuple[str, str, str, str, str, str]


def _records() -> list[Record]:
    """Amounts that tell every sum apart; the fuel of the pilots is blank in one year."""
    found: list[Record] = []
    for year in ("FY21-22", "FY22-23"):
        for department, sections in DEPARTMENTS.items():
            for section in sections:
                for side, accounts in ACCOUNTS.items():
                    for account in accounts:
                        blank = (year, section, account) == ("FY21-22", "Harbour Pilots", "Fuel")
                        amount = "" if blank else str(1000 + 37 * len(found) ** 2)
                        found.append((year, department, section, side, account, amount))
    return found


RECORDS = _records()


def _sum(wanted: Callable[[Record], bool]) -> Decimal:
    """The sum by our own computation over the records."""
    return sum((Decimal(record[5]) for record in RECORDS if record[5] and wanted(record)), Decimal(0))


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    folder = tmp_path_factory.mktemp("flat")
    path = folder / "port-2021-23-budget.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *RECORDS])
    return Bot(build_store(folder / "store", path)).ask


def test_a_group_is_the_sum_of_its_expense_rows(ask: Callable[[str], Answer]) -> None:
    answer = ask("How much will Lighthouse spend in FY22-23?")
    assert answer.value == _sum(lambda r: r[0] == "FY22-23" and r[1] == "Lighthouse" and r[3] == "Expense")
    assert "6 rows" in answer.text
    assert {citation.column for citation in answer.citations} == {"Amount/FY22-23"}
    assert "Department = Lighthouse" in answer.notices[0].text


def test_a_sum_shows_where_it_begins_and_its_largest_rows(ask: Callable[[str], Answer]) -> None:
    added = [
        record for record in RECORDS if record[0] == "FY22-23" and record[1] == "Harbour" and record[3] == "Expense"
    ]
    largest = sorted((Decimal(record[5]) for record in added), reverse=True)
    cited = [citation.value for citation in ask("How much will Harbour spend in FY22-23?").citations]
    assert cited == [Decimal(added[0][5]), *largest[:2]]


@pytest.mark.parametrize("department", DEPARTMENTS)
@pytest.mark.parametrize(("word", "side"), [("expenses", "Expense"), ("revenue", "Revenue"), ("income", "Revenue")])
def test_sides_are_never_mixed(ask: Callable[[str], Answer], department: str, word: str, side: str) -> None:
    answer = ask(f"{department} {word} FY22-23")
    assert answer.value == _sum(lambda r: r[0] == "FY22-23" and r[1] == department and r[3] == side)


def test_both_sides_in_one_operand_are_no_figure(ask: Callable[[str], Answer]) -> None:
    whole = _sum(lambda r: r[0] == "FY22-23" and r[1] == "Lighthouse")
    assert ask("Lighthouse expense revenue FY22-23").value != whole


def test_a_blank_cell_is_left_out_and_said(ask: Callable[[str], Answer]) -> None:
    answer = ask("Harbour expenses FY21-22")
    assert answer.value == _sum(lambda r: r[0] == "FY21-22" and r[1] == "Harbour" and r[3] == "Expense")
    assert "5 rows" in answer.text
    assert "blank cells left out: 1" in answer.notices[0].text


def test_a_row_named_in_a_group_is_the_row(ask: Callable[[str], Answer]) -> None:
    answer = ask("How much is Paint in Parks Trees in FY21-22?")
    assert answer.value == _sum(lambda r: r[0] == "FY21-22" and r[2] == "Parks Trees" and r[4] == "Paint")


def test_departments_are_ranked_by_their_sums(ask: Callable[[str], Answer]) -> None:
    answer = ask("Which two departments spend the most in FY22-23?")
    sums = {
        name: _sum(lambda r, name=name: r[0] == "FY22-23" and r[1] == name and r[3] == "Expense")  # type: ignore[misc]
        for name in DEPARTMENTS
    }
    best = sorted(sums, key=lambda name: -sums[name])[:2]
    assert [(item.label, item.value) for item in answer.items] == [(name, sums[name]) for name in best]


def test_departments_and_sections_are_counted(ask: Callable[[str], Answer]) -> None:
    assert ask("How many departments are there in the budget?").value == Decimal(3)
    assert ask("How many sections does the Harbour have?").value == Decimal(2)


def test_a_change_between_fiscal_years(ask: Callable[[str], Answer]) -> None:
    def of(year: str) -> Decimal:
        return _sum(lambda r: r[0] == year and r[1] == "Parks Department" and r[3] == "Expense")

    answer = ask("By how much does parks spending grow from FY21-22 to FY22-23?")
    assert answer.value == of("FY22-23") - of("FY21-22")


def test_expenses_beyond_revenue(ask: Callable[[str], Answer]) -> None:
    def of(side: str) -> Decimal:
        return _sum(lambda r: r[0] == "FY22-23" and r[1] == "Lighthouse" and r[3] == side)

    answer = ask("In FY22-23, by how much do Lighthouse expenses exceed Lighthouse revenue?")
    assert answer.value == of("Expense") - of("Revenue")


def test_the_whole_table(ask: Callable[[str], Answer]) -> None:
    answer = ask("total expenditures proposed for FY22-23, all departments")
    assert answer.value == _sum(lambda r: r[0] == "FY22-23" and r[3] == "Expense")


@pytest.mark.parametrize(
    "question",
    ["How much will the Aquarium spend in FY22-23?", "Lighthouse expenses FY25-26", "Lighthouse expenses per person"],
)
def test_what_the_table_lacks_is_refused(ask: Callable[[str], Answer], question: str) -> None:
    assert ask(question).status == "not_found"


@pytest.mark.parametrize("text", ["fy13-14", "fy 13-14", "fy2013-14", "fy13/14", "2013-14 fiscal year"])
def test_a_fiscal_year_is_the_year_it_begins_in(text: str) -> None:
    years = {sense.value for _, _, sense in find_literals(text, ()) if sense.kind == "year"}
    assert "2013" in years
    start, end, _ = max(find_literals(text, ()), key=lambda found: found[1] - found[0])
    assert text[start:end] in text.removesuffix(" fiscal year") + " "


def _leaf(number: int, path: tuple[str, ...], value: Decimal | None) -> Leaf:
    return Leaf(f"f{number}", 2024, "budget", ("amount",), 9, "", path[-1], path, value, "", path)


LABELS = st.tuples(*(st.sampled_from(names) for names in (["甲", "乙"], ["东", "西", "南"], ["笔", "墨", "纸"])))
AMOUNTS = st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**12))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(LABELS, AMOUNTS), min_size=1, max_size=40))
def test_groups_part_the_rows(records: list[tuple[tuple[str, str, str], Decimal | None]]) -> None:
    """The rows of a column's labels make up all rows, each once, so that their sums add up to the whole."""
    leaves = tuple(_leaf(number, path, value) for number, (path, value) in enumerate(records))
    cube = Cube(FlatTable("t", "d", "", "", ("one", "two", "three"), leaves))
    for dimension in cube.dimensions:
        assert sorted(row for rows in dimension.rows.values() for row in rows) == list(range(len(leaves)))


def test_a_parent_that_repeats_its_rows_is_not_counted() -> None:
    leaves = (
        _leaf(0, ("甲", "东"), Decimal(30)),
        _leaf(1, ("甲", "东", "笔"), Decimal(10)),
        _leaf(2, ("甲", "东", "墨"), Decimal(20)),
        _leaf(3, ("乙", "西"), Decimal(5)),
    )
    cube = Cube(FlatTable("t", "d", "", "", (), leaves))
    assert cube.counted == {1, 2, 3}


def test_sums_that_share_a_row_overlap() -> None:
    assert overlap([_sum_fact({"a", "b"}), _sum_fact({"b", "c"})])
    assert not overlap([_sum_fact({"a", "b"}), _sum_fact({"c"})])


def test_groups_of_two_columns_that_share_rows_are_not_added(ask: Callable[[str], Answer]) -> None:
    """Lighthouse and Fuel have the fuel of the lighthouse in common."""
    for question in ("What are Lighthouse and Fuel in total in FY22-23?", "Lighthouse plus Fuel in FY22-23"):
        answer = ask(question)
        assert answer.value is None
        assert "=" not in answer.text
    apart = ask("What are Lighthouse and Harbour in total in FY22-23?")
    assert apart.value == _sum(lambda r: r[0] == "FY22-23" and r[1] in ("Lighthouse", "Harbour") and r[3] == "Expense")


def _sum_fact(leaves: set[str]) -> SumFact:
    return SumFact(
        "s", "d", "", 2024, "budget", "t", "", "", "", (), (), "", Decimal(1), NO_UNIT, False, 1,
        Place(None, None, None, None, None), "", "table", 0, 0, leaves=frozenset(leaves),
    )  # fmt: skip


def test_the_header_is_read_from_the_start_of_a_stored_table() -> None:
    body = '{"id": "t", "header_rows": [0, 1], "grid": [["a", "b"], ["c", "d"], ["1", "2"]], "x": 1}'
    assert header_of(body) == ("c", "d")
    assert header_of(body[:40]) == ()


CITY = (
    ("Department", "Fund", "Account", "FY2024 Amended Budget", "FY2025 Adopted Budget"),
    *(
        (department, fund, account, str(100 * number + 7), str(110 * number + 3))
        for number, (department, fund, account) in enumerate(
            (department, fund, account)
            for department, fund in (
                ("Roads", "100 General Fund"),
                ("Wharf", "540 Wharf Fund"),
                ("Roads", "200 Toll Fund"),
            )
            for account in ("Salaries", "Operating Supplies", "Repairs", "Fuel")
        )
    ),
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    folder = tmp_path_factory.mktemp("city")
    path = folder / "port_elsing_operating_expenditures_fy2024_fy2025.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(CITY)
    return Bot(build_store(folder / "store", path)).ask


@pytest.mark.parametrize(
    "question",
    [
        "What is Port Elsing's total operating budget for FY2025?",
        "total operating expenditures of Port Elsing in FY2025 adopted",
    ],
)
def test_words_of_the_papers_own_name_mean_the_whole_of_it(city: Callable[[str], Answer], question: str) -> None:
    answer = city(question)
    assert answer.value == sum(int(row[4]) for row in CITY[1:])
    assert "Port Elsing" in answer.text


def test_a_number_before_a_label_is_no_part_of_what_people_call_it(city: Callable[[str], Answer]) -> None:
    answer = city("How much of the FY2025 adopted operating expenditures is paid from the General Fund?")
    assert answer.value == sum(int(row[4]) for row in CITY[1:] if row[1] == "100 General Fund")


def test_a_stage_said_of_one_year_is_not_asked_of_the_other(city: Callable[[str], Answer]) -> None:
    roads = [row for row in CITY[1:] if row[0] == "Roads"]
    answer = city(
        "How much more do Roads get in FY2025 adopted than in the FY2024 amended budget, also as a percentage?"
    )
    assert answer.value == sum(int(row[4]) for row in roads) - sum(int(row[3]) for row in roads)
    assert "a change of" in answer.text
