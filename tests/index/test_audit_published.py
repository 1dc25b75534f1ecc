"""The audit of published papers: each finding was checked by eye against the paper; nothing else may be reported."""

from __future__ import annotations

import pytest
from audited import published, shared_paper, told

from index.build import read_document
from index.model import Finding

FOUNDING = "sast-2023-budget.txt"
CLEAN, FAULTY = "putuo-finance-2024-final.pdf", "putuo-finance-2024-final-faulty.pdf"
SOCIAL = "putuo-socialwork-2024-final.pdf"
CONGRESS = "jiangsu-congress-2017-budget.pdf"
IN_ORDER = [
    "jiangsu-congress-2019-budget-tables.pdf",
    "jiangsu-congress-2019-budget-text.pdf",
    "jiangsu-partyoffice-2019-budget-tables.pdf",
    "putuo-commerce-2025-budget-department.pdf",
    "putuo-commerce-2025-budget-unit.pdf",
    "putuo-office-2025-budget-department.pdf",
    "putuo-office-2025-budget-unit.pdf",
]

CHANGED = {
    "a total written as 0 in the text": ("agreement_prose", "0万元 ≠ 2,995.39万元"),
    "less called more, 行政运行": ("claims", "1511.89 < 1560.05"),
    "less called more, 职业年金": ("claims", "80.38 < 80.81"),
    "less called equal, 行政单位医疗": ("claims", "60.99 < 62.29"),
    "三公 table emptied": ("empty", "“三公”经费"),
    "the end of the year before": ("wrong_year", "截至2023年12月31日"),
    "XX局 in a heading": ("leftover", "XX"),
    "doubled full stop": ("leftover", "。。"),
    "a part of the paper titled 2023": ("wrong_year", "第三部分"),
    "支出决算表 left out": ("missing_table", "《支出决算表》"),
}
"""What the publisher changed, found by comparing text and figures of the two papers."""


def holds(finding: Finding, wanted: tuple[str, str]) -> bool:
    check, words = wanted
    return finding.check == check and (words in finding.text or words in finding.arithmetic)


def test_the_founding_paper_has_exactly_these_findings() -> None:
    findings = published(FOUNDING).findings
    assert told(findings) == [
        "error parts | 448.3 + 231.7 + 313.5 + 20 + 28 = 1041.5 ≠ 1067.5",
        "error proportion | 600,000,000元 > 141,875,648元",
        "doubtful leftover",
        "doubtful leftover",
        "doubtful leftover",
        "doubtful leftover",
        "rounding table_columns | 72,780,340 + 10,162,594 = 82,942,934 ≠ 82,942,933; "
        "71,340,724 + 10,131,594 + 1,439,616 + 31,000 = 82,942,934 ≠ 82,942,933",
    ]
    parts, proportion, *_, rounding = findings
    assert "科协大院" in parts.text
    assert "第427行" in parts.text
    assert "第477行" in proportion.text
    assert "60000.00万元" in proportion.text
    assert "第325行" in rounding.text
    assert sorted(finding.id.rsplit("-a", 1)[1] for finding in findings) == [str(n) for n in range(1, 8)]


def test_shares_of_three_public_expenses_that_are_of_more_than_these() -> None:
    findings = published(CONGRESS).findings
    assert told(findings) == [
        "error rates | 222.5 ÷ 833.6 = 26.69% ≠ 8.75%",
        "error rates | 183.6 ÷ 833.6 = 22.02% ≠ 7.22%",
        "error rates | 427.5 ÷ 833.6 = 51.28% ≠ 16.81%",
    ]


def test_every_finding_rests_on_facts_of_the_paper() -> None:
    for name in (FOUNDING, CLEAN, FAULTY, SOCIAL, CONGRESS):
        paper = published(name)
        known = {fact.id for fact in paper.facts}
        assert all(set(finding.facts) <= known for finding in paper.findings)


def test_what_was_changed_in_the_faulty_paper_is_found_and_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    clean = {(finding.check, finding.arithmetic) for finding in published(CLEAN).findings}
    new = [
        finding
        for finding in published(FAULTY).findings
        if finding.grade != "rounding" and not (finding.arithmetic and (finding.check, finding.arithmetic) in clean)
    ]
    found = [name for name, wanted in CHANGED.items() if any(holds(finding, wanted) for finding in new)]
    right = [finding for finding in new if any(holds(finding, wanted) for wanted in CHANGED.values())]
    precision, recall = len(right) / len(new), len(found) / len(CHANGED)
    with capsys.disabled():
        print(f"\nprecision {precision:.2f} ({len(right)}/{len(new)}), recall {recall:.2f}")  # noqa: T201
    assert (precision, recall) == (1.0, 1.0)


def test_the_clean_paper_has_two_errors_of_its_own() -> None:
    findings = [finding for finding in published(CLEAN).findings if finding.grade != "rounding"]
    assert told(findings) == [
        "error agreement_prose | 0.3万元 ≠ 2,961.68万元",
        "error rates | 2106.66 ÷ 2940.05 = 71.65% ≠ 71.73%",
    ]


def test_the_paper_said_to_hold_errors() -> None:
    findings = [finding for finding in published(SOCIAL).findings if finding.grade != "rounding"]
    assert told(findings) == [
        "error rates | 307.82 ÷ 321.02 = 95.89%",
        "doubtful parts | 21.07 + 21.07 = 42.14 ≠ 21.07",
        "doubtful leftover",
        "doubtful leftover",
        "doubtful purpose",
    ]


def test_a_growth_that_was_taken_for_a_ratio() -> None:
    (finding,) = [f for f in published("jiangsu-congress-2018-budget.pdf").findings if f.grade == "error"]
    assert finding.arithmetic == "1557.29 ÷ 128.43 = 1212.56% ≠ 1312.56%"


def test_an_amount_with_a_digit_too_many_in_the_text() -> None:
    (finding,) = published("putuo-finance-2025-budget-department.pdf").findings
    assert told([finding]) == ["error agreement_prose | 887.36万元 ≠ 873,617.00元"]
    assert "第7页" in finding.text
    assert "职业年金" in finding.text


@pytest.mark.parametrize("name", IN_ORDER)
def test_papers_in_order_have_no_finding(name: str) -> None:
    assert told(published(name).findings) == []


def test_the_sums_of_tables_in_order_close(capsys: pytest.CaptureFixture[str]) -> None:
    readings = [published(name).reading for name in IN_ORDER]
    closing, summed = sum(one.closing for one in readings), sum(one.summed for one in readings)
    with capsys.disabled():
        print(f"\ntables that add up: {closing} of {summed}")  # noqa: T201
    assert summed >= 50
    assert closing >= 0.95 * summed


def test_an_empty_form_is_told_once_for_each_kind_of_leftover() -> None:
    findings = read_document(shared_paper("shanghai-department-budget-template-blank.xlsx")).findings
    assert [finding.check for finding in findings] == ["leftover", "leftover"]


def test_tables_of_thousands_of_rows_without_totals_raise_no_alarm() -> None:
    for name in ("oakland-2013-15-proposed.xlsx", "taiwan-central-2024-budget.csv"):
        assert published(name).findings == ()
