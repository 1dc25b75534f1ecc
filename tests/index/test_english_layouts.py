"""What papers in English print otherwise: emphasis in Markdown, long labels, lakh, two languages, labels in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed import columns, grid, read_tables
from reportlab.pdfgen.canvas import Canvas

from index.facts import table_facts
from index.identity import identify
from index.model import Document, Grid, Heading, Paragraph, Place
from index.readers.pdf import read_pdf
from index.readers.text import read_lines
from index.units import find_unit, split_label_unit
from index.units_english import unit_told
from index.years import find_kind, span_years


def test_words_set_bold_in_markdown_are_plain_words_and_figures() -> None:
    blocks = read_lines(
        ["## Revenues", "| Source | 2024-25 |", "|:--|--:|", "| Fees | 10 |", "| **Total** | **1,010** |"]
    )
    [table] = [block for block in blocks if isinstance(block, Grid)]
    assert [row.cells for row in table.rows][-1] == ("Total", "1,010")
    assert read_lines(["*All amounts in dollars unless noted.*"])[0].text == "All amounts in dollars unless noted."  # type: ignore[union-attr]
    assert read_lines(["| 2 * 3 * 4 | a_b_c |"])[0].rows[0].cells == ("2 * 3 * 4", "a_b_c")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("(Rupees in lakh; BE = Budget Estimates)", "lakh rupees"),
        ("(₹ in crore)", "crore rupees"),
        ("£ per year", "pounds"),
        ("£, including VAT where applicable", "pounds"),
        ("All amounts in dollars unless noted.", "dollars"),
        ("財政撥款分析 Analysis of Financial Provision（百萬元 $m）", "million dollars"),
    ],
)
def test_units_are_declared_in_more_ways(line: str, unit: str) -> None:
    found = find_unit(line)
    assert found is not None
    assert found.name == unit


@pytest.mark.parametrize(
    ("label", "name", "unit"),
    [
        ("Average staffing level (number)", "Average staffing level", "FTE"),
        ("refuse collected (tonnes)", "refuse collected", "tonnes"),
        ("Assessed valuation ($ million)", "Assessed valuation", "million dollars"),
        ("Salaries (certificated)", "Salaries (certificated)", ""),
    ],
)
def test_a_row_says_its_own_unit(label: str, name: str, unit: str) -> None:
    found = split_label_unit(label)
    assert (found[0], found[1].name if found[1] else "") == (name, unit)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("BE 2024-25", "budget"),
        ("RE 2024-25", "adjusted"),
        ("Accounts 2023-24", "outturn"),
        ("2024/25 Forecast Outturn", "executed"),
        ("2023（實際）", "outturn"),
    ],
)
def test_columns_of_other_countries_say_their_kind(header: str, kind: str) -> None:
    assert find_kind(header) == kind


def test_a_fiscal_year_is_named_by_its_first_even_beside_its_last_day() -> None:
    assert span_years("2025-26 Proposed Budget (fiscal year July 1, 2025 to June 30, 2026)") == {2025}
    blocks = [Heading("2025-26 Budget (July 1, 2025 to June 30, 2026)", 1, Place())]
    bare = Document("a", "a.md", "", "", "", "", None, "budget", "department", None)
    assert identify(bare, blocks).year == 2025


def test_heads_are_codes_and_marks_of_one_letter_name_no_row() -> None:
    rows = ["Major Head | Minor Head | Description | Voted/Charged | BE 2025-26"]
    rows += [f"2405 | 00{number} | Scheme {number} – Salaries | V | {number}00" for number in range(1, 5)]
    rows += ["2405 | 009 | Decretal amounts | C | 50"]
    [table] = read_tables("# Demand 7", "Rs. in lakh", grid("\n".join(rows)))
    assert [row.label for row in table.rows][:2] == ["Scheme 1 – Salaries", "Scheme 2 – Salaries"]
    assert [column.path for column in table.columns] == [("BE 2025-26",)]
    assert table.columns[0].unit.name == "lakh rupees"


def test_labels_of_several_words_name_rows_and_years_stay_part_of_them() -> None:
    long = "Departmental expenses not requiring an appropriation in the budget year"
    [table] = read_tables(
        "# Expenses",
        grid(
            f"Item | 2024-25 Budget | 2025-26 Budget\n{long} | 10 | 20\n{long} – other | 1 | 2\nTotal expenses | 11 | 22"
        ),
    )
    assert [row.label for row in table.rows] == [long, f"{long} – other", "Total expenses"]
    [bonds] = read_tables(
        "# Debt",
        grid(
            "Issue | Original Amount | Principal\n2017 Water Bonds | 100 | 4\n2019 GO Bonds | 90 | 5\nTotal | 190 | 9"
        ),
    )
    assert [row.label for row in bonds.rows] == ["2017 Water Bonds", "2019 GO Bonds", "Total"]


def _drawn(path: Path, rows: list[tuple[float, list[tuple[float, str]]]], size: float = 8) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for top, parts in rows:
        for x, text in parts:
            canvas.setFont("Helvetica", 12 if text.startswith("#") else size)
            canvas.drawString(x, 842 - top, text.removeprefix("# "))
    canvas.save()
    return path


def test_cells_each_in_their_own_middle_are_one_row(tmp_path: Path) -> None:
    figures = [(300.0, "2,380"), (370.0, "1,930"), (440.0, "10,220")]
    rows = [
        (60, [(50, "# Fund summary")]),
        (80, [(296, "Beginning"), (440, "Ending")]),
        (84.8, [(50, "Fund"), (366, "Revenues")]),
        (89.6, [(300, "Balance"), (440, "Balance")]),
        (103, [(50, "General Fund"), *figures]),
        (116.6, [(50, "Payments to the Provident Fund for officers on")]),
        (121.8, figures),
        (126.6, [(50, "temporary terms")]),
        (140, [(50, "Street Fund"), *figures]),
        (165, [(50, "# Targets")]),
        (180, [(50, "Target"), (300, "2023"), (370, "2024"), (440, "2025")]),
        (193.6, [(50, "Calls answered"), (300, "93"), (370, "97"), (440, "95")]),
        (207.2, [(50, "Repairs done"), (300, "98"), (370, "99"), (440, "98")]),
    ]
    found = [
        block
        for block in read_pdf(_drawn(tmp_path / "a.pdf", rows)).blocks
        if isinstance(block, Grid | Paragraph | Heading)
    ]
    first, second = [block for block in found if isinstance(block, Grid)]
    assert first.rows[0].cells == ("Fund", "Beginning Balance", "Revenues", "Ending Balance")
    assert [row.cells[0] for row in first.rows[1:]] == [
        "General Fund",
        "Payments to the Provident Fund for officers on temporary terms",
        "Street Fund",
    ]
    assert all(row.cells[1:] == ("2,380", "1,930", "10,220") for row in first.rows[1:])
    assert second.rows[0].cells == ("Target", "2023", "2024", "2025")
    assert len(second.rows) == 3


def test_a_count_in_a_table_of_money_is_no_money() -> None:
    tables = read_tables(
        "# Table 1: Resources",
        grid(
            "Item | 2024-25 Estimated actual $'000 | 2025-26 Estimate $'000\n"
            "Total resourcing | 84,905 | 97,651\nAverage staffing level (number) | 268 | 281"
        ),
    )
    document = Document("a", "a.docx", "", "", "", "Harbour Authority", 2025, "budget", "department", None)
    facts = table_facts(document, tables)
    assert [(fact.row, fact.unit.name) for fact in facts if fact.year == 2025] == [
        ("Total resourcing", "thousand dollars"),
        ("Average staffing level", "FTE"),
    ]


def test_the_head_of_the_names_declares_the_unit_of_a_table() -> None:
    [summary, fees] = read_tables(
        "Summary",
        "£000|Original 2024/25|Original 2025/26\nParks|1,200|1,310\nLess income|(40)|(52)",
        "Fees",
        "Charge (£, including VAT)|2024/25|2025/26\nBulky waste|41.50|44.00\nPest control|68.00|74.00",
    )
    assert columns(summary) == [
        "Original 2024/25 thousand pounds 2024 budget",
        "Original 2025/26 thousand pounds 2025 budget",
    ]
    assert [column.unit.name for column in fees.columns] == ["pounds", "pounds"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (
            "1.1 These estimates set out the plans. All tables are in £000 unless stated; a dash means nil.",
            "thousand pounds",
        ),
        ("Figures in this report are in $ millions and may not add.", "million dollars"),
        ("All amounts are expressed in million euros.", "million euros"),
        ("The amounts in dispute were paid in dollars.", ""),
    ],
)
def test_a_sentence_declares_the_unit_of_all_tables(text: str, unit: str) -> None:
    told_unit = unit_told(text)
    assert (told_unit.name if told_unit else "") == unit


def test_ratios_and_posts_are_no_money() -> None:
    [ratios, staff, growth] = read_tables(
        "Table 2. Key ratios (percent of GDP)",
        "|2024/25 Budget|2025/26 Budget\nNominal GDP, $ million|6,902|7,246\nRevenue|19.7|19.5\nBalance|(2.2)|(2.8)",
        "9. Establishment (whole-time equivalent posts)",
        "Portfolio|April 2024|April 2025\nParks|58.4|63.9\nHousing|71.2|72.2",
        "Staffing - FTE, all funds",
        "Group|2024-25|2025-26\nTeachers|409.8|396.4\nClerical|40.2|38.5",
    )
    units = [[fact.unit.name for fact in table_facts(DOCUMENT, [one])] for one in (ratios, staff, growth)]
    assert units == [["million dollars"] * 2 + ["%"] * 4, ["FTE"] * 4, ["FTE"] * 4]
    assert staff.title == "Establishment (whole-time equivalent posts)"


def test_a_change_is_of_the_later_year_and_what_came_before_an_actual_is_one() -> None:
    [table] = read_tables(
        "Revenues",
        "Source|FY 2022-23|Actual FY 2023-24|Adopted FY 2024-25|Change from FY 2023-24\nFees|9|10|12|2\nFines|4|5|6|1",
        year=2024,
    )
    assert columns(table)[0] == "FY 2022-23 2022 outturn"
    assert (table.columns[-1].year, table.columns[-1].kind) == (None, None)


def test_rows_are_named_by_what_is_their_own() -> None:
    [changes] = read_tables(
        "Adjustments to the draft budget",
        "Item|Service|Amount\nFootpath repairs|B04|320,000\nBook fund|F02|75,000\nTraining|H09|(35,000)",
    )
    assert [row.label for row in changes.rows] == ["Footpath repairs", "Book fund", "Training"]
    works = "\n".join(
        f"Site {number % 4}|Work {number}|Source {number % 3}|{number}00,000|Summer {number % 2}"
        for number in range(1, 12)
    )
    [projects] = read_tables("Capital projects", f"Location|Project|Source|Amount ($)|Schedule\n{works}")
    assert [row.label for row in projects.rows][:2] == ["Work 1", "Work 2"]
    [dated] = read_tables(
        "Projects ($ million)", "Project|Total cost|Completion\nBerth|148.0|2027\nHospital|96.4|2026\nRoad|71.2|2026"
    )
    assert [column.path for column in dated.columns] == [("Total cost",)]


def test_numbers_of_funds_are_codes_and_small_words_go_on_with_a_header() -> None:
    [table] = read_tables(
        "Funds",
        "Fund|Fund name|Transfers|Transfers|Balance\n||in|out|\n01|General|5|7|90\n45|Trust|1|2|30",
    )
    assert [(row.code, row.label) for row in table.rows] == [("01", "General"), ("45", "Trust")]
    assert [column.path for column in table.columns] == [("Transfers in",), ("Transfers out",), ("Balance",)]


def test_a_remark_above_a_table_is_no_title() -> None:
    [table] = read_tables(
        "Fund Summary",
        "In dollars. All appropriated funds.",
        "Fund|Revenues|Spending\nStreet|5,000|4,000\nWater|900|800",
    )
    assert table.title == "Fund Summary"


DOCUMENT = Document("d", "a.pdf", "", "", "", "Ashby District Council", 2025, "budget", "department", None)
