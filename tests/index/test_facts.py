"""Tables → facts: one for every cell, each with everything that belongs to it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from printed import read_tables

from index.build import read_document
from index.facts import table_facts
from index.model import Document, IndexedDocument

PAPER = Document("d", "d.txt", "", "", "", "某局", 2024, "budget", "department", None)
FORM = """
项目    | 2023年执行数 | 2024年预算数
教育    | 1,234.50    | 2,000
国防    |             | 0
合计    | 1,234.50    | 2,000
"""


def facts_of(*texts: str):
    return table_facts(PAPER, read_tables(*texts))


def test_every_cell_of_the_value_columns_is_one_fact() -> None:
    facts = facts_of("2024年支出预算表", "单位：万元", FORM)
    assert Counter(fact.row for fact in facts) == {"教育": 2, "国防": 2, "合计": 2}


def test_blank_and_zero_are_two_things() -> None:
    blank, zero = (fact for fact in facts_of("单位：万元", FORM) if fact.row == "国防")
    assert (blank.value, blank.blank, blank.value_yuan) == (None, True, None)
    assert (zero.value, zero.blank, zero.value_yuan) == (Decimal(0), False, Decimal(0))


def test_a_value_is_exact_in_its_own_unit_and_in_yuan() -> None:
    fact = facts_of("单位：万元", FORM)[0]
    assert (fact.value, fact.unit.name, fact.value_yuan) == (Decimal("1234.50"), "万元", Decimal(12_345_000))
    assert not isinstance(fact.value, float)


def test_a_column_of_another_year_or_kind_has_its_own() -> None:
    facts = facts_of("单位：万元", FORM)
    assert {fact.year for fact in facts} == {2023, 2024}
    assert {fact.kind for fact in facts if fact.year == 2024} == {"budget"}
    assert {fact.kind for fact in facts if fact.year == 2023} == {"executed"}


def test_only_the_total_row_is_a_total() -> None:
    assert {fact.row for fact in facts_of("单位：万元", FORM) if fact.total} == {"合计"}


def test_a_fact_belongs_to_the_owner_that_its_form_names_before_the_papers() -> None:
    own = facts_of("编制单位：某学校", "单位：元", FORM)
    assert {fact.organisation for fact in own} <= {"某学校", "某局"}
    assert {fact.organisation for fact in facts_of("单位：元", FORM)} == {"某局"}


@pytest.fixture(scope="module", params=["sast-2023-budget.txt", "putuo-finance-2024-final.pdf"])
def read(request: pytest.FixtureRequest, shared_data: Path) -> IndexedDocument:
    return read_document(shared_data / request.param)


def test_ids_are_unique_and_say_where_the_cell_stands(read: IndexedDocument) -> None:
    cells = [fact for fact in read.facts if fact.source == "table"]
    assert len({fact.id for fact in read.facts}) == len(read.facts)
    assert all(fact.id == f"{fact.table_id}-r{fact.row_index}c{fact.column_index}" for fact in cells)


def test_a_fact_points_at_the_printed_cell_that_it_is(read: IndexedDocument) -> None:
    tables = {table.id: table for table in read.tables}
    for fact in read.facts:
        if fact.source == "table":
            assert tables[fact.table_id].grid[fact.row_index][fact.column_index].strip() == fact.printed.strip()


def test_every_fact_has_unit_place_and_a_path_that_ends_in_its_row(read: IndexedDocument) -> None:
    for fact in read.facts:
        assert fact.unit.name
        assert fact.place.lines or fact.place.page or fact.place.cell
        assert fact.text
        if fact.row_path:
            assert fact.row_path[-1] == fact.row or fact.source == "prose"


def test_a_value_is_what_is_printed(read: IndexedDocument) -> None:
    for fact in read.facts:
        if fact.source == "table" and fact.value is not None:
            digits = "".join(one for one in fact.printed if one.isdigit() or one == ".")
            assert abs(fact.value) == Decimal(digits), fact
        if fact.source == "table" and fact.value is None:
            assert not any(one.isdigit() for one in fact.printed), fact
