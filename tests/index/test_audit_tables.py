"""Tables that close give no finding; with one cell changed they give findings, and these name its row."""

from __future__ import annotations

from dataclasses import dataclass

from audited import audit_texts, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TITLES = ("2024年部门支出预算总表", "单位：元")
HEADER = "科目编码|科目名称|合计|基本支出|项目支出"


@dataclass(frozen=True)
class Leaf:
    code: str
    basic: int
    project: int


@st.composite
def leaves(draw: st.DrawFn) -> list[Leaf]:
    found = []
    for division in range(draw(st.integers(1, 3))):
        for group in range(draw(st.integers(1, 3))):
            for item in range(draw(st.integers(1, 3))):
                code = f"2{division + 1:02}{group + 1:02}{item + 1:02}"
                found.append(Leaf(code, draw(st.integers(1, 10**9)), draw(st.integers(0, 10**9))))
    return found


def table_rows(items: list[Leaf]) -> list[list[str]]:
    """类, 款 and 项 rows with their sums, and the 合计 row: code, name, 合计, 基本支出, 项目支出."""
    rows = []
    for code in sorted({leaf.code[:size] for leaf in items for size in (3, 5, 7)}):
        under = [leaf for leaf in items if leaf.code.startswith(code)]
        rows.append([code, f"科目{code}支出", *amounts(under)])
    return [*rows, ["合计", "", *amounts(items)]]


def amounts(items: list[Leaf]) -> list[str]:
    basic, project = sum(leaf.basic for leaf in items), sum(leaf.project for leaf in items)
    return [f"{basic + project:,}", f"{basic:,}", f"{project:,}" if project else ""]


def form(rows: list[list[str]]) -> str:
    return "\n".join([HEADER, *("|".join(row) for row in rows)])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(leaves())
def test_a_table_that_closes_gives_no_finding(items: list[Leaf]) -> None:
    assert audit_texts(*TITLES, form(table_rows(items))) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(leaves(), st.data())
def test_one_changed_cell_is_found_and_its_row_named(items: list[Leaf], data: st.DataObject) -> None:
    rows = table_rows(items)
    number = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from([2, 3, 4]))
    old = int(rows[number][column].replace(",", "") or 0)
    change = data.draw(st.integers(len(rows) + 5, 10**8))
    rows[number][column] = f"{old + change:,}"
    findings = audit_texts(*TITLES, form(rows))
    label = rows[number][1] or "合计"
    assert [finding.grade for finding in findings] == ["error"] * len(findings)
    assert any(label in finding.text for finding in findings)
    assert len(findings) == 1
    assert f"{change:,}元" in findings[0].text


def test_one_cell_that_breaks_two_sums_is_one_finding_that_names_it() -> None:
    rows = [
        ["201", "一般支出", "60", "40", "20"],
        ["20101", "甲事务", "30", "29", "10"],
        ["20102", "乙事务", "30", "20", "10"],
    ]
    rows[1][3] = "29"
    findings = audit_texts(*TITLES, form([*rows, ["合计", "", "60", "40", "20"]]))
    assert told(findings) == ["error table_children | 29 + 20 = 49 ≠ 40; 29 + 10 = 39 ≠ 30"]
    assert "“20101 甲事务”的“基本支出”印为29元，2处加总都要求它为20元，相差9元" in findings[0].text


def test_rounding_within_the_printed_digits_is_called_so() -> None:
    table = "科目编码|科目名称|金额\n201|一般支出|10.01\n202|外交支出|4.00\n合计||14.02"
    assert [finding.grade for finding in audit_texts("支出表", "单位：万元", table)] == ["rounding"]


def test_decimals_that_are_all_zero_do_not_make_a_figure_exact() -> None:
    table = "科目编码|科目名称|金额\n201|一般支出|10.00\n202|外交支出|4.00\n合计||15.00"
    assert [finding.grade for finding in audit_texts("支出表", "单位：元", table)] == ["rounding"]


def test_a_partial_list_is_no_error() -> None:
    table = "项目|金额\n一、财政拨款|100\n其中：一般公共预算|40\n二、其他收入|5\n收入总计|105"
    assert audit_texts("收入预算总表", "单位：元", table) == ()


def test_two_tables_of_one_quantity_must_agree() -> None:
    both = (
        "项目|预算数|项目|预算数\n一、财政拨款收入|100|一、教育支出|60\n"
        "二、其他收入|0|二、外交支出|40\n收入总计|100|支出总计|100"
    )
    spending = "科目编码|科目名称|合计|基本支出|项目支出\n205|教育支出|50|50|\n202|外交支出|50|20|30\n合计||100|70|30"
    texts = ("2024年部门收支预算总表", "单位：元", both, "2024年部门支出预算总表", "单位：元")
    assert told(audit_texts(*texts, spending)) == [
        "error agreement_tables | 50元 ≠ 60元",
        "error agreement_tables | 50元 ≠ 40元",
    ]


def test_tables_of_different_money_are_not_held_against_each_other() -> None:
    def table(amount: int) -> str:
        return f"科目编码|科目名称|合计|基本支出|项目支出\n205|教育支出|{amount}|{amount}|\n合计||{amount}|{amount}|"

    names = ("2024年部门支出预算总表", "2024年部门一般公共预算支出预算表", "2024年部门政府性基金预算支出预算表")
    texts = [text for number, name in enumerate(names) for text in (name, "单位：元", table(500 + 100 * number))]
    assert audit_texts(*texts) == ()
