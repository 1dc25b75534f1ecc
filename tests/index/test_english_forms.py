"""Forms of papers in English: sections under headings, columns set by spaces, units declared once, totals over years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.build import index_paths
from index.model import Fact
from index.store.facts import FactFilter
from index.store.folder import Store, open_store

PAPERS = ("ashford.txt", "parks.md", "easterly.md")

TOWN = """TOWN OF ASHFORD
FISCAL YEAR 2025 ADOPTED BUDGET
GENERAL FUND
                                    2023         2024         2025
                                   Actual      Budget      Adopted
REVENUES
  Property Tax                 $ 4,120,300  $ 4,200,000  $ 4,410,000
  Licenses and Permits             210,450      205,000      215,000

  Total Revenues                 4,330,750    4,405,000    4,625,000

EXPENDITURES
  General Government               910,200      960,000      990,000
  Police
    Personnel                    1,500,000    1,560,000    1,640,000
  Parks & Recreation               400,100      410,000          -
                              ------------ ------------ ------------
  Total Expenditures             2,810,300    2,930,000    2,630,000

WATER FUND
                                    2023         2024         2025
                                   Actual      Budget      Adopted
Charges for Services               800,000      820,000      845,000
Operations                         610,000      650,000      660,000

The town council adopted this budget on June 3, 2024.  It takes effect July 1.
"""
BUREAU = """# Greywater City Bureau of Parks: 2024 Departmental Budget

Unit: 10,000 yuan

## Table 1. Expenditure, 2024

| Item | 2023 final accounts | 2024 budget |
|---|---:|---:|
| Trees | 10.50 | 12.00 |
| Total | 10.50 | 12.00 |

## Table 2. Official vehicle expenses

| Item | 2024 budget |
|---|---:|
| Fuel | 3.00 |

## Table 3. Indicators

| Indicator | 2024 |
|---|---:|
| trees planted | 400 |
"""
COUNCIL = """# Easterly Borough Council – Revenue Budget 2025/26 and Medium Term Financial Plan for the Borough

## Savings by directorate (£000)

| Directorate | 2025/26 | 2026/27 | Total |
|---|---:|---:|---:|
| Adults | (300) | (140) | (440) |
| Place | (180) | | (180) |
| Total savings | (480) | (140) | (620) |
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("forms")
    for name, text in zip(PAPERS, (TOWN, BUREAU, COUNCIL), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    found = open_store(folder / "store", create=True)
    assert not [report.error for report in index_paths([folder / name for name in PAPERS], found) if report.error]
    return found


def _facts(store: Store, name: str) -> list[Fact]:
    one = next(document.id for document in store.facts.documents() if document.name == name)
    return store.facts.facts(FactFilter(documents=frozenset({one}), source="table"))


def _cell(store: Store, name: str, row: str, column: str) -> Fact:
    found = [one for one in _facts(store, name) if one.row == row and " ".join(one.column) == column]
    assert len(found) == 1
    return found[0]


def test_long_english_titles_name_their_body(store: Store) -> None:
    owners = {document.name: document.organisation for document in store.facts.documents()}
    assert owners == {
        "ashford.txt": "Town of Ashford",
        "parks.md": "Greywater City Bureau of Parks",
        "easterly.md": "Easterly Borough Council",
    }


def test_columns_set_by_spaces_are_a_table(store: Store) -> None:
    tax = _cell(store, "ashford.txt", "Property Tax", "2025 Adopted")
    assert (tax.value, tax.year, tax.kind, tax.table) == (Decimal(4410000), 2025, "budget", "GENERAL FUND")
    assert tax.place.lines == (7, 7)
    fund = _cell(store, "ashford.txt", "Charges for Services", "2024 Budget")
    assert (fund.value, fund.table) == (Decimal(820000), "WATER FUND")


def test_rows_stand_under_the_headings_of_their_section(store: Store) -> None:
    above = {one.row: one.row_path[:-1] for one in _facts(store, "ashford.txt")}
    assert above["Property Tax"] == ("REVENUES",)
    assert above["General Government"] == ("EXPENDITURES",)
    assert above["Personnel"] == ("EXPENDITURES", "Police")
    assert above["Total Expenditures"] == ()


def test_a_heading_has_no_blank_figures(store: Store) -> None:
    assert not {"REVENUES", "EXPENDITURES", "Police"} & {one.row for one in _facts(store, "ashford.txt")}
    assert _cell(store, "ashford.txt", "Parks & Recreation", "2025 Adopted").value is None


@pytest.mark.parametrize(
    ("row", "column", "unit"),
    [
        ("Trees", "2024 budget", "万元"),
        ("Trees", "2023 final accounts", "万元"),
        ("Fuel", "2024 budget", "万元"),
        ("trees planted", "2024", ""),
    ],
)
def test_a_unit_declared_once_holds_for_all_tables_of_money(store: Store, row: str, column: str, unit: str) -> None:
    assert _cell(store, "parks.md", row, column).unit.name == unit


def test_a_total_over_years_is_of_no_year(store: Store) -> None:
    assert _cell(store, "easterly.md", "Adults", "Total").year is None
    assert _cell(store, "easterly.md", "Adults", "2026/27").year == 2026
