"""Sums, differences, ratios, shares asked about any two rows: exact, never over a blank cell, nothing counted twice."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest
from asking import amount_of, cited_ids, table_cells
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.model import Answer
from bot.pipeline import Bot
from index.model import Fact
from index.store.folder import Store

PLACES = Decimal("0.0001")


@cache
def pairs(store: Store) -> list[list[Fact]]:
    """The cells of each column of a larger table whose row's name stands there once."""
    columns: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for cell in table_cells(store):
        if cell.row_code and not cell.total:
            columns[cell.table_id, cell.column_index].append(cell)
    found = []
    for cells in columns.values():
        names = [cell.row for cell in cells]
        found.append([cell for cell in cells if names.count(cell.row) == 1])
    return [cells for cells in found if len(cells) > 5]


@st.composite
def two_cells(draw: st.DrawFn, store: Store) -> tuple[Fact, Fact]:
    column = draw(st.sampled_from(pairs(store)))
    one, two = draw(st.permutations(range(len(column))).map(lambda order: order[:2]))
    return column[one], column[two]


def nested(one: Fact, two: Fact) -> bool:
    """Whether one row stands under the other."""
    depth = min(len(one.row_path), len(two.row_path))
    return one.row_path[:depth] == two.row_path[:depth]


def both_filled(one: Fact, two: Fact) -> bool:
    return amount_of(one) is not None and amount_of(two) is not None


def ask(bot: Bot, form: str, one: Fact, two: Fact) -> Answer:
    return bot.ask(form.format(table=one.table, a=one.row, b=two.row, column=one.column[-1]))


def cites_both(answer: Answer, one: Fact, two: Fact) -> bool:
    return {one.id, two.id} <= cited_ids(answer)


SUM = "《{table}》中{a}和{b}的{column}一共多少？"
DIFFERENCE = "《{table}》中{a}的{column}比{b}的{column}多多少？"
RATIO = "《{table}》中{a}的{column}是{b}的{column}的几倍？"
SHARE = "《{table}》中{a}的{column}占{b}的{column}的百分之几？"
FORMS = [SUM, DIFFERENCE, RATIO, SHARE]


@settings(max_examples=40)
@given(data=st.data())
def test_a_sum_of_two_rows_is_exact_and_cites_both(bot: Bot, store: Store, data: st.DataObject) -> None:
    one, two = data.draw(two_cells(store))
    assume(both_filled(one, two) and not nested(one, two))
    answer = ask(bot, SUM, one, two)
    assert (answer.status, answer.value) == ("answered", amount_of(one) + amount_of(two)), answer.text
    assert cites_both(answer, one, two)


@settings(max_examples=40)
@given(data=st.data())
def test_a_difference_of_two_rows_is_exact_and_has_its_sign(bot: Bot, store: Store, data: st.DataObject) -> None:
    one, two = data.draw(two_cells(store))
    assume(both_filled(one, two) and not nested(one, two) and amount_of(one) != amount_of(two))
    answer = ask(bot, DIFFERENCE, one, two)
    assert (answer.status, answer.value) == ("answered", amount_of(one) - amount_of(two)), answer.text
    assert ("少" if answer.value < 0 else "多") in answer.text


@settings(max_examples=40)
@given(data=st.data())
def test_a_ratio_of_two_rows_is_exact_to_four_places(bot: Bot, store: Store, data: st.DataObject) -> None:
    one, two = data.draw(two_cells(store))
    assume(both_filled(one, two) and amount_of(two))
    answer = ask(bot, RATIO, one, two)
    expected = (amount_of(one) / amount_of(two)).quantize(PLACES, ROUND_HALF_UP)
    assert (answer.status, answer.value, answer.unit) == ("answered", expected, "倍"), answer.text


@settings(max_examples=40)
@given(data=st.data())
def test_a_share_of_a_larger_row_is_exact_to_four_places(bot: Bot, store: Store, data: st.DataObject) -> None:
    one, two = data.draw(two_cells(store))
    assume(both_filled(one, two) and amount_of(two) >= amount_of(one))
    answer = ask(bot, SHARE, one, two)
    expected = (amount_of(one) / amount_of(two) * 100).quantize(PLACES, ROUND_HALF_UP)
    assert (answer.status, answer.value, answer.unit) == ("answered", expected, "%"), answer.text


@settings(max_examples=40)
@given(data=st.data())
def test_a_share_is_never_answered_the_other_way_round(bot: Bot, store: Store, data: st.DataObject) -> None:
    one, two = data.draw(two_cells(store))
    assume(both_filled(one, two) and not nested(one, two) and 0 < amount_of(two) < amount_of(one))
    answer = ask(bot, SHARE, one, two)
    swapped = (amount_of(two) / amount_of(one) * 100).quantize(PLACES, ROUND_HALF_UP)
    assert answer.value != swapped, answer.text


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25)
@given(data=st.data())
def test_a_blank_cell_is_never_counted_as_zero_or_replaced(
    bot: Bot, store: Store, form: str, data: st.DataObject
) -> None:
    one, two = data.draw(two_cells(store))
    assume(amount_of(one) is None or amount_of(two) is None)
    answer = ask(bot, form, one, two)
    assert answer.value is None, answer.text
    assert answer.status != "answered", answer.text


@settings(max_examples=40)
@given(data=st.data())
def test_a_parent_is_never_counted_with_its_child(bot: Bot, store: Store, data: st.DataObject) -> None:
    column = data.draw(st.sampled_from(pairs(store)))
    families = [(one, two) for one in column for two in column if one is not two and nested(one, two)]
    one, two = data.draw(st.sampled_from([pair for pair in families if both_filled(*pair)] or families))
    answer = ask(bot, SUM, one, two)
    assert answer.value is None, answer.text


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("科学技术支出和卫生健康支出一共多少？", "96088658", "元"),
        ("科学技术支出与卫生健康支出相差多少？", "83501940", "元"),
        ("科学技术支出占支出总计的比例是多少？", "63.2916", "%"),
        ("科学技术支出是卫生健康支出的几倍？", "14.2683", "倍"),
        ("除了科学技术支出以外，还有多少支出？", "52080349", "元"),
        ("因公出国（境）费和公务接待费加起来多少万元？", "599700", "元"),
    ],
)
def test_arithmetic_as_people_ask_it(founding_bot: Bot, question: str, value: str, unit: str) -> None:
    answer = founding_bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit), answer.text


def test_a_division_by_nothing_is_refused(founding_bot: Bot) -> None:
    answer = founding_bot.ask("科学技术支出是政府性基金预算支出的几倍？")
    assert (answer.status == "answered", answer.value) == (False, None)


def test_amounts_of_money_and_counts_are_not_added(founding_bot: Bot) -> None:
    answer = founding_bot.ask("公务用车购置及运行费和公务用车保有量加起来是多少？")
    assert answer.value is None


@pytest.mark.parametrize(
    "question",
    [
        "人员经费占基本支出",
        "人员经费占基本支出的比例",
        "人员经费占基本支出多少",
        "人员经费占基本支出的百分之几",
        "基本支出里人员经费占比多少",
        "基本支出中人员经费占几成",
        "人员经费在基本支出中占多大比重",
        "人员经费占基本支出的比重是多少",
        "基本支出中人员经费的占比",
        "What share of basic expenditure goes to personnel expenses?",
    ],
)
def test_a_share_is_of_the_same_funds(founding_bot: Bot, question: str) -> None:
    answer = founding_bot.ask(question)
    part, whole = (Decimal(72_780_340), Decimal(82_942_933))
    assert answer.value == (part / whole * 100).quantize(Decimal("0.0001")), answer.text


def test_a_share_of_the_whole_says_that_the_part_is_of_one_fund(founding_bot: Bot) -> None:
    answer = founding_bot.ask("工资福利支出占支出总计的比例")
    assert any("口径" in notice.text for notice in answer.notices)


def test_totals_of_a_row_and_of_a_column_that_cross_are_not_added(bot: Bot) -> None:
    """工资福利支出 of 基本支出 is 人员经费 all of it; it has no part in 公用经费."""
    for question in ("工资福利支出和人员经费之和是多少？", "工资福利支出和人员经费合计是多少？"):
        answer = bot.ask(question)
        assert answer.value is None
        assert "=" not in answer.text
    assert bot.ask("工资福利支出和公用经费之和是多少？").status == "answered"
