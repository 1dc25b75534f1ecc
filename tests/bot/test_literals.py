"""Years, codes, amounts, counts and roundings as they stand in a question."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.names.segment import prepare
from bot.reading.literals import find_literals, han_number

CODES = frozenset({"201", "206", "20607", "2060702", "30206"})


def found(text: str, kind: str) -> list[str]:
    """The values of one kind, in the order in which they stand; of two that overlap the longer."""
    spans = [
        (start, -end, sense.value) for start, end, sense in find_literals(prepare(text), CODES) if sense.kind == kind
    ]
    return [value for _, _, value in sorted(spans)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年科学技术支出", ["2023"]),
        ("２０２３年度支出", ["2023"]),
        ("2023 年的支出", ["2023"]),
        ("23年的支出", ["2023"]),
        ("二〇二三年支出", ["2023"]),
        ("二零二三年支出", ["2023"]),
        ("budget for 2024", ["2024"]),
        ("2019到2021年", ["2019-2021"]),
        ("编码2060702", []),
        ("2023元", []),
        ("2,023万元", []),
        ("20230万元", []),
        ("2023.5万元", []),
    ],
)
def test_a_year_is_told_from_other_numbers(text: str, years: list[str]) -> None:
    assert set(years) <= set(found(text, "year"))
    assert years or not found(text, "year")


@pytest.mark.parametrize(
    "text", ["2060702", "206-07-02", "206 07 02", "206.07.02", "２０６０７０２", "科目编码2060702的支出"]
)
def test_a_code_is_read_in_every_spelling(text: str) -> None:
    assert "2060702" in found(text, "code")


@pytest.mark.parametrize(("text", "absent"), [("2079999", "2079999"), ("编码999", "999"), ("20799", "20799")])
def test_a_code_that_the_index_lacks_is_absent(text: str, absent: str) -> None:
    assert found(text, "code") == []
    assert absent in [*found(text, "absent"), *found(text, "stranger"), *found(text, "left")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("超过500万元", "5000000"),
        ("超过500万", "5000000"),
        ("1.5亿元", "150000000"),
        ("12,020万元", "120200000"),
        ("89,795,299元", "89795299"),
        ("三百万元", "3000000"),
        ("超过2千万", "20000000"),
        ("超过2千万元", "20000000"),
        ("more than 3 crore", "30000000"),
        ("一点五亿", "150000000"),
        ("two 5 million yuan", "5000000"),
        ("30%", "30%"),
        ("百分之三十", "30%"),
        ("三成", "30%"),
    ],
)
def test_an_amount_is_exact_in_yuan(text: str, value: str) -> None:
    found_values = found(text, "amount")
    assert value.rstrip("%") in {format(Decimal(one.rstrip("%")).normalize(), "f") for one in found_values}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("前三名", "top 3"),
        ("前10项", "top 10"),
        ("最大的五项", "top 5"),
        ("最花钱的三项", "top 3"),
        ("最省的两项", "top 2 least"),
        ("最不花钱的三项", "top 3 least"),
        ("top 3", "top 3"),
        ("第二大", "nth 2"),
        ("second largest", "nth 2"),
    ],
)
def test_a_count_says_how_many_or_which(text: str, value: str) -> None:
    assert value in found(text, "count")


@pytest.mark.parametrize(
    ("text", "places"),
    [("保留两位小数", "2"), ("精确到3位小数", "3"), ("保留整数", "0"), ("取整", "0"), ("to 1 decimal place", "1")],
)
def test_a_rounding_says_how_many_places(text: str, places: str) -> None:
    assert places in found(text, "rounding")


@pytest.mark.parametrize(
    ("text", "value"),
    [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("7", 7), ("三百", 300), ("ten", 10)],
)
def test_a_number_in_words(text: str, value: int) -> None:
    assert han_number(text) == value


@given(st.integers(10_000, 10**12))
def test_any_amount_with_separators_is_the_number_without(number: int) -> None:
    amounts = {Decimal(value) for value in found(f"是{number:,}元吗", "amount")}
    assert amounts == {Decimal(number)}


@given(st.text(max_size=40))
def test_a_span_lies_within_the_text(text: str) -> None:
    prepared = prepare(text)
    for start, end, sense in find_literals(prepared, CODES):
        assert 0 <= start < end <= len(prepared)
        assert sense.kind
