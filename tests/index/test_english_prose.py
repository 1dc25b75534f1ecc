"""Figures of running text and plain lists in English: what each is of, its year, and what is left because it is unclear."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from index.build import read_document
from index.model import Fact

Told = tuple[int | None, str, str, Decimal | None, str]
TITLE = "Alderwick Parish Council: budget and precept 2024/25"


def read(folder: Path, *lines: str, title: str = TITLE) -> list[Fact]:
    path = folder / "paper.txt"
    path.write_text("\n".join((title, *lines)), encoding="utf-8")
    return list(read_document(path).facts)


def told(facts: list[Fact]) -> list[Told]:
    return [(one.year, "/".join(one.row_path), one.column[0], one.value, one.unit.name) for one in facts]


def row(year: int, path: str, column: str, value: str, unit: str = "pounds") -> Told:
    return (year, path, column, Decimal(value), unit)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The precept for 2024/25 is £21,400.", [row(2024, "precept", "Budget", "21400")]),
        ("The precept for 2023 to 2024 was set at £20,100.00.", [row(2023, "precept", "Budget", "20100.00")]),
        ("Councillors agreed to set the 2024/25 precept at £21,400.", [row(2024, "precept", "Budget", "21400")]),
        (
            "It has set a budget of £30,000 with a precept demand of £21,400.",
            [row(2024, "budget", "Budget", "30000"), row(2024, "precept demand", "Budget", "21400")],
        ),
        (
            "The budget is £30,000, of which £750 is for grants. It is £1,500 (5.3%) higher than for the 2023/24 financial year.",
            [
                row(2024, "budget", "Budget", "30000"),
                row(2024, "grants", "Budget", "750"),
                row(2024, "budget", "Change", "1500"),
                row(2023, "budget", "Budget", "28500"),
                row(2024, "budget", "% Change", "5.3", "%"),
            ],
        ),
        (
            "Option 2: a precept of £22,000, which allows more grants, an increase of £1,900 or 9%. "
            "Band D would go from £40.10 to £43.90 per household per year, £3.80 more than in 2023/24.",
            [
                row(2024, "Option 2/precept (Option 2)", "Budget", "22000"),
                row(2024, "Option 2/precept (Option 2)", "Change", "1900"),
                row(2024, "Option 2/precept (Option 2)", "% Change", "9", "%"),
                row(2023, "Option 2/Band D (Option 2)", "Budget", "40.10"),
                row(2024, "Option 2/Band D (Option 2)", "Budget", "43.90"),
                row(2024, "Option 2/Band D (Option 2)", "Change", "3.80"),
            ],
        ),
        (
            "For each 'Band D' household, the precept will rise by £15 to £246 for the full year.",
            [
                row(2024, "precept for each Band D household", "Change", "15"),
                row(2024, "precept for each Band D household", "Budget", "246"),
                row(2023, "precept for each Band D household", "Budget", "231"),
            ],
        ),
        ("A Band D taxpayer will pay £0.85 a year less.", [row(2024, "Band D taxpayer", "Change", "-0.85")]),
        (
            "Parks accounts for £310 and 6.2% of the average bill.",
            [row(2024, "Parks", "Budget", "310"), row(2024, "Parks", "Share", "6.2", "%")],
        ),
        (
            "The reserve fund has increased by 40% (£2,000) from £5,000 in 2023/24 to £7,000 in 2024/25.",
            [
                row(2024, "reserve fund", "% Change", "40", "%"),
                row(2024, "reserve fund", "Change", "2000"),
                row(2023, "reserve fund", "Budget", "5000"),
                row(2024, "reserve fund", "Budget", "7000"),
            ],
        ),
        (
            "Ongoing costs make up £28,000 of the total and one-time costs £2,000.",
            [row(2024, "Ongoing costs", "Budget", "28000"), row(2024, "one-time costs", "Budget", "2000")],
        ),
        (
            "The plan includes £3.2 million in sewer projects, £2.8 million in water projects and £1.9 million in harbour works.",
            [
                row(2024, "sewer projects", "Budget", "3.2", "million pounds"),
                row(2024, "water projects", "Budget", "2.8", "million pounds"),
                row(2024, "harbour works", "Budget", "1.9", "million pounds"),
            ],
        ),
        (
            "Main sources are hall hire (£3,000) and allotment rents (£450).",
            [row(2024, "hall hire", "Budget", "3000"), row(2024, "allotment rents", "Budget", "450")],
        ),
        (
            "In 2022/23 the council set a levy of £90, an increase of £10 on 2021/22.",
            [
                row(2022, "levy", "Budget", "90"),
                row(2022, "levy", "Change", "10"),
                row(2021, "levy", "Budget", "80"),
            ],
        ),
        (
            "Pitches by size: Small 12, Medium 30, Large 4.",
            [
                row(2024, "Pitches by size/Small pitches", "Number", "12", "pitches"),
                row(2024, "Pitches by size/Medium pitches", "Number", "30", "pitches"),
                row(2024, "Pitches by size/Large pitches", "Number", "4", "pitches"),
            ],
        ),
    ],
)
def test_a_sentence_tells_figures_of_the_items_that_it_names(
    tmp_path: Path, sentence: str, expected: list[Told]
) -> None:
    assert told(read(tmp_path, sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The precept is about £21,000.",
        "Grants are between £500 and £900.",
        "The rate is £0.97 per £100 of assessed value.",
        "Many councils raise it by 30%, some by up to 70%, to rebuild reserves.",
        "A 12% rise in energy costs alone accounts for £900 of the increase in expenditure.",
        "The council may spend money on what it says was £400.",
        "It is £500 below the year-end projections.",
        "The office opened on 4 April 2023.",
    ],
)
def test_what_is_rough_or_of_no_clear_item_is_left(tmp_path: Path, sentence: str) -> None:
    assert told(read(tmp_path, sentence)) == []


def test_a_plain_list_gives_amounts_and_the_shares_that_add_up(tmp_path: Path) -> None:
    lines = (
        "Income (amount and share of total)",
        "Precept £900 (90.0%)",
        "Hall hire, fees and rents £100 (10.0%)",
        "Total income £1,000",
    )
    assert told(read(tmp_path, *lines)) == [
        row(2024, "Income/Precept", "Budget", "900"),
        row(2024, "Income/Precept", "Share", "90.0", "%"),
        row(2024, "Income/Hall hire, fees and rents", "Budget", "100"),
        row(2024, "Income/Hall hire, fees and rents", "Share", "10.0", "%"),
        row(2024, "Income/Total income", "Budget", "1000"),
    ]  # fmt: skip


def test_percentages_behind_a_list_that_are_no_shares_are_left(tmp_path: Path) -> None:
    facts = read(tmp_path, "Services", "Parks £900 (4.0%)", "Roads £100 (7.5%)")
    assert [one.column[0] for one in facts] == ["Budget", "Budget"]


def test_the_amount_may_stand_before_its_name_in_a_list(tmp_path: Path) -> None:
    facts = read(tmp_path, "The fund breaks down as:", "- $4.1 million for public safety", "- $2 million for roads")
    assert [(one.row, one.value) for one in facts] == [("public safety", Decimal("4.1")), ("roads", Decimal(2))]


def test_fiscal_years_are_called_as_the_paper_calls_its_own(tmp_path: Path) -> None:
    spans = read(
        tmp_path,
        "The levy for FY25 is $70.",
        "The levy for FY 2023-24 was $60.",
        title="City of Alder, FY 2024-25 budget",
    )
    single = read(tmp_path, "The levy for FY24 is $70.", title="City of Alder, FY2024 budget")
    assert [one.year for one in spans] == [2024, 2023]
    assert [one.year for one in single] == [2024]


def test_a_paper_with_tables_or_with_chinese_text_is_read_as_before(tmp_path: Path) -> None:
    table = read(tmp_path, "The precept is £900.", "Service\t2024/25 £000", "Parks\t10", "Roads\t20", "Total\t30")
    mixed = read(tmp_path, "The precept is £900.", "预算说明")
    assert not [one for one in (*table, *mixed) if one.id.rpartition("-")[2].startswith("e")]


def test_a_list_with_changes_and_shares(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        "Income",
        "• Grants – $400 / +4.5% = 40% of Budget",
        "• Fees – $500 / -.5% = 50% of Budget",
        "• Other $100 / 1% = 10% of Budget",
        title="Alderwick School District: 2024-25 Budget",
    )
    assert told(facts)[:6] == [
        row(2024, "Income/Grants", "Budget", "400", "dollars"),
        row(2024, "Income/Grants", "% Change", "4.5", "%"),
        row(2024, "Income/Grants", "Share", "40", "%"),
        row(2024, "Income/Fees", "Budget", "500", "dollars"),
        row(2024, "Income/Fees", "% Change", "-0.5", "%"),
        row(2024, "Income/Fees", "Share", "50", "%"),
    ]


def test_a_list_with_remarks(tmp_path: Path) -> None:
    lines = (
        "Staff £90 Pay & pensions",
        "Halls £50 Heating, light and repairs",
        "Play areas £20 Inspections",
        "TOTAL £160",
    )
    assert [one[1:4] for one in told(read(tmp_path, *lines))] == [
        ("Staff", "Budget", Decimal(90)),
        ("Halls", "Budget", Decimal(50)),
        ("Play areas", "Budget", Decimal(20)),
        ("TOTAL", "Budget", Decimal(160)),
    ]


def test_what_households_pay(tmp_path: Path) -> None:
    lines = (
        "Notices, January 27, 2024",
        *(f"• Band {band} households (x/9) will pay £{sum_}" for band, sum_ in zip("ABC", (6, 7, 8), strict=True)),
    )
    assert [one[1] for one in told(read(tmp_path, *lines))] == [f"Band {band} households" for band in "ABC"]
