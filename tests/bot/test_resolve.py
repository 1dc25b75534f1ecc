"""Terms → readings: all strong terms are explained, one value is one reading, blank and zero stay apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import amount_of, filled, table_cells

from bot.figures.choose import choose
from bot.names.catalogue import Catalogue
from bot.names.lexicon import load_lexicon
from bot.names.linking import Linker
from bot.parts import parts_of
from bot.reading.frame import Frame
from bot.reading.question import is_term, read_question
from bot.tools import Tools, make_tools
from index.store.folder import Store


@pytest.fixture(scope="module")
def tools(store: Store) -> Tools:
    return make_tools(store.facts, Catalogue(store.facts, load_lexicon()), parts_of(store).search)


@pytest.fixture(scope="module")
def readings(tools: Tools):
    linker = Linker(tools.catalogue)
    scope = frozenset(tools.catalogue.documents)

    def found(text: str, frame: Frame | None = None):
        question = read_question(text, linker.link(text), tools.catalogue, scope, "zh")
        terms = tuple(token for token in question.tokens if is_term(token))
        return tools.resolver.readings(terms, frame or question.frame)

    return found


def test_the_best_reading_comes_first(readings) -> None:
    scores = [reading.score for reading in readings("科学技术支出")]
    assert scores
    assert scores == sorted(scores, reverse=True)


def test_a_reading_has_one_value_and_one_owner_and_year(readings, store: Store) -> None:
    for row in list({cell.row for cell in filled(table_cells(store)) if cell.row})[:20]:
        for reading in readings(row):
            assert len({(fact.year, fact.organisation) for fact in reading.facts}) == 1
            exact = {amount_of(fact) for fact in reading.facts if fact.source == "table" and fact.unit.name == "元"}
            assert len(exact) <= 1


def test_different_values_are_different_readings(readings) -> None:
    values = [reading.value for reading in readings("科学技术支出")]
    assert len(values) == len(set(values)) or None in values


def test_a_blank_cell_is_a_reading_without_a_value(readings, store: Store) -> None:
    cell = next(one for one in table_cells(store) if one.value is None and one.row_code)
    found = readings(f"《{cell.table}》{cell.row_code}{cell.row}的{cell.column[-1]}")
    assert found[0].value is None
    assert Decimal(0) not in [reading.value for reading in found if cell in reading.facts]


def test_terms_that_meet_in_no_fact_have_no_reading(readings) -> None:
    assert readings("公务接待费的购房补贴") == []


def test_a_frame_of_another_year_has_no_reading(readings, tools: Tools) -> None:
    frame = Frame(frozenset(tools.catalogue.documents), frozenset({1999}))
    assert readings("科学技术支出", frame) == []


def test_a_frame_without_documents_has_no_reading(readings) -> None:
    assert readings("科学技术支出", Frame(frozenset())) == []


def test_rows_of_one_name_are_rivals(readings, store: Store) -> None:
    codes: dict[tuple[str, str], set[str]] = {}
    for cell in filled(table_cells(store)):
        if cell.row_code and cell.column and cell.column[-1] == "合计":
            codes.setdefault((cell.table_id, cell.row), set()).add(f"{cell.row_code} {cell.value}")
    twice = [row for (_, row), found in codes.items() if len({one.split()[1] for one in found}) > 1]
    if not twice:
        pytest.skip("no name stands twice with different figures in this document")
    assert choose(readings(twice[0])).rivals


def test_choosing_from_nothing_gives_nothing() -> None:
    assert choose([]).best is None
