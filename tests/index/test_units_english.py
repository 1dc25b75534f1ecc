"""Units, kinds and bodies as papers in English print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.organisations import find_english_body
from index.text import column_key, is_plain_measure
from index.units import FULL_TIME, find_header_unit, find_unit, split_scale
from index.units_english import is_only_unit
from index.years import find_path_kind


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("£000", "thousand pounds"),
        ("£'000", "thousand pounds"),
        ("£ million", "million pounds"),
        ("$'000", "thousand dollars"),
        ("HK$'000", "thousand Hong Kong dollars"),
        ("HK$ million", "million Hong Kong dollars"),
        ("(in thousands of dollars)", "thousand dollars"),
        ("($ in thousands)", "thousand dollars"),
        ("in millions of Canadian dollars", "million Canadian dollars"),
        ("Amounts in US$ millions", "million dollars"),
        ("€m", "million euros"),
        ("Unit: RMB 10,000", "万元"),
        ("Unit: RMB million", "百万元"),
        ("Unit: RMB billion", "十亿元"),
        ("(Unit: ten thousand yuan)", "万元"),
        ("Unit: yuan", "元"),
        ("(in U.S. dollars)", "dollars"),
    ],
)
def test_a_line_of_its_own_declares_a_unit_and_is_no_title(line: str, unit: str) -> None:
    found = find_unit(line)
    assert found is not None
    assert found.name == unit
    assert is_only_unit(line)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Expenditures by Department (in thousands)", "thousand dollars"),
        ("Revenues ($000)", "thousand dollars"),
        ("Authorized Positions (Full-Time Equivalent)", FULL_TIME.name),
    ],
)
def test_a_title_may_hold_its_unit(title: str, unit: str) -> None:
    found = find_unit(title)
    assert found is not None
    assert found.name == unit
    assert not is_only_unit(title)


@pytest.mark.parametrize(
    "line", ["The city in 2024", "Police in general", "Program 1.1 (b)", "m", "General budget in 2025"]
)
def test_other_lines_declare_none(line: str) -> None:
    assert find_unit(line) is None


def test_a_header_may_end_in_its_unit() -> None:
    for header, unit in (("2024/25 £000", "thousand pounds"), ("Budget ($m)", "million dollars")):
        found = find_header_unit((header,))
        assert found is not None
        assert found.name == unit


def test_scales_are_taken_off_their_currency() -> None:
    assert split_scale("thousand pounds") == (Decimal(1000), "pounds")
    assert split_scale("million Hong Kong dollars") == (Decimal(1_000_000), "Hong Kong dollars")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Revised estimate 2024–25", "adjusted"),
        ("Approved estimate 2024–25", "budget"),
        ("Estimate 2025–26", "budget"),
        ("2026–27 Forward estimate", "budget"),
        ("2023–24 Estimated actual", "executed"),
        ("FY 2025 Request", "budget"),
        ("2024–25 (Revised)", "adjusted"),
    ],
)
def test_estimates_of_the_papers_own_year_are_plans(header: str, kind: str) -> None:
    assert find_path_kind((header,), 2025) == kind


def test_a_header_is_of_what_stands_beside_its_year() -> None:
    assert column_key("2024/25 Net Budget") == column_key("2023/24 Net Budget") == "net budget"
    for header in ("FY2024 Adopted", "Budget 2024", "2023–24 (Actual)", "Actual Expenditures", "FY 2025 Request"):
        assert is_plain_measure(header)
    for header in ("Net Budget", "2024/25 Gross Expenditure", "Total Expenditure", "Change"):
        assert not is_plain_measure(header)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Head 12 — HARBOUR LIGHTS DEPARTMENT", "Harbour Lights Department"),
        ("Qingyan Municipal Bureau of Culture and Tourism", "Qingyan Municipal Bureau of Culture and Tourism"),
        ("Estmoor Borough Council Revenue Budget 2024/25", "Estmoor Borough Council"),
        ("Prairie Fork Public Schools, Independent School District No. 24", "Prairie Fork Public Schools"),
        ("Independent School District No. 24 Adopted Budget", "Independent School District No. 24"),
        ("Commonwealth of Saint Bede Budget Address", "Commonwealth of Saint Bede"),
        ("marlow-state-appropriations-fy2025", "Marlow State"),
        ("City Council", ""),
        ("Expenditures by Department", ""),
        ("The Council approved a net revenue budget", ""),
    ],
)
def test_bodies_in_titles(line: str, name: str) -> None:
    assert find_english_body(line) == name
