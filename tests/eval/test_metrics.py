"""Judging answers: what is right, what is wrong, and what merely fails to answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import (
    fold,
    found_at,
    judge,
    percentile,
    recall_at,
    reciprocal_rank,
    same_figure,
    same_place,
    summarise,
)


def ask(category: str = "lookup", **expected: Any) -> dict[str, Any]:
    return {"category": category, "expected": {"status": ["answered"], "evidence": [], **expected}}


def reply(status: str = "answered", **parts: Any) -> dict[str, Any]:
    return {"status": status, "text": "", **parts}


TOTAL = ask(value="20553422", unit="元")
REFUSE = ask("unanswerable", status=["not_found", "declined"])


@pytest.mark.parametrize(
    ("value", "unit", "outcome"),
    [
        ("20553422", "元", "right"),
        ("2055.3422", "万元", "right"),
        ("0.20553422", "亿元", "right"),
        ("20553422", None, "right"),
        ("20553422", "万元", "wrong"),
        ("20550000", "元", "wrong"),
        ("20553422", "USD", "wrong"),
        ("20553422", "%", "wrong"),
        ("nonsense", "元", "wrong"),
        (None, None, "no value"),
    ],
)
def test_a_money_value_must_be_exact_in_any_unit(value: str | None, unit: str | None, outcome: str) -> None:
    assert judge(TOTAL, reply(value=value, unit=unit)) == outcome


@pytest.mark.parametrize("status", ["not_found", "declined"])
def test_refusing_an_answerable_question_is_declined_and_not_wrong(status: str) -> None:
    assert judge(TOTAL, reply(status)) == "declined"


def test_asking_back_is_counted_apart() -> None:
    assert judge(TOTAL, reply("clarify")) == "asked back"


def test_a_crash_is_counted_apart_even_where_a_refusal_is_right() -> None:
    assert judge(TOTAL, reply("crashed")) == judge(REFUSE, reply("crashed")) == "crashed"


def test_answering_what_the_documents_do_not_hold_is_wrong_even_without_a_figure() -> None:
    assert judge(REFUSE, reply(text="……")) == "wrong"
    assert judge(REFUSE, reply("not_found")) == "right"
    assert judge(REFUSE, reply("clarify")) == "asked back"


def test_an_expected_number_without_a_unit_is_judged_by_the_number_alone() -> None:
    assert same_figure("12", "个", "12", None)
    assert same_figure("12", None, "12", None)
    assert not same_figure("13", "个", "12", None)


@pytest.mark.parametrize(
    ("value", "unit", "right"),
    [("63.2916", "%", True), ("63.29", "%", True), ("63.3", "%", True), ("0.632916", None, False), ("64", "%", False)],
)
def test_a_percentage_is_right_in_the_decimals_that_it_shows(value: str, unit: str | None, right: bool) -> None:
    assert same_figure(value, unit, "63.2916", "%") is right


def test_a_multiple_may_be_given_as_a_percentage() -> None:
    assert same_figure("716.2", "%", "7.1616", "倍")


def test_counts_ignore_the_classifier() -> None:
    assert same_figure("6", "家", "6", "个")


def test_taiwan_dollars_are_called_yuan_there_and_us_dollars_are_not() -> None:
    assert same_figure("1000", "元", "1000", "NT$")
    assert same_figure("1", "千元", "1000", "NT$")
    assert not same_figure("1000", "元", "1000", "USD")
    assert same_figure("1240", "thousand pounds", "1240000", "GBP")
    assert same_figure("1240", "£000", "1240000", "GBP")
    assert same_figure("128220400", "euros", "128.2204", "million EUR")
    assert same_figure("9600000", "dollars", "9600000", "AUD")
    assert not same_figure("9600000", "US dollars", "9600000", "AUD")
    assert not same_figure("9600000", "euros", "9600000", "GBP")


def test_money_without_a_unit_is_in_whole_dollars() -> None:
    assert same_figure("1250000", None, "1.25", "million USD")
    assert not same_figure("1.25", None, "1.25", "million USD")


def test_a_blank_answered_with_zero_is_wrong() -> None:
    blank = ask("blank", value=None, contains=[["空白", "未填"]])
    assert judge(blank, reply(value="0", unit="元", text="为 0 元")) == "wrong"
    assert judge(blank, reply(text="这一格未填数")) == "right"
    assert judge(blank, reply(text="不清楚")) == "incomplete"


def test_another_acceptable_value_and_an_acceptable_blank() -> None:
    either = ask("blank", value="0", unit="元", also=[None])
    assert judge(either, reply(value="0", unit="元")) == "right"
    assert judge(either, reply(value=None)) == "right"
    assert judge(either, reply(value="1", unit="元")) == "wrong"


@pytest.mark.parametrize(("truth", "outcome"), [(True, "right"), (False, "wrong"), (None, "no value")])
def test_truth(truth: bool | None, outcome: str) -> None:
    assert judge(ask("yesno", truth=True), reply(truth=truth)) == outcome


RANKED = ask(
    "rank",
    ordered=True,
    items=[
        {"label": "科学技术支出", "value": "9", "unit": "元"},
        {"label": "住房保障支出", "value": "5", "unit": "元"},
    ],
)


@pytest.mark.parametrize(
    ("items", "outcome"),
    [
        ([("206 科学技术支出", "9"), ("221 住房保障支出", "5")], "right"),
        ([("住房保障支出", "5"), ("科学技术支出", "9")], "wrong"),
        ([("科学技术支出", "9"), ("住房保障支出", "6")], "wrong"),
        ([("科学技术支出", "9"), ("住房保障支出", "5"), ("合计", "14")], "wrong"),
        ([("科学技术支出", "9")], "incomplete"),
        ([], "no value"),
    ],
)
def test_ranked_rows(items: list[tuple[str, str]], outcome: str) -> None:
    given_items = [{"label": label, "value": value, "unit": "元"} for label, value in items]
    assert judge(RANKED, reply(items=given_items)) == outcome


def test_a_text_answer_must_hold_its_key_phrases_in_any_width_and_spacing() -> None:
    question = ask("text", contains=["因公出国（境）费", ["1,087,000元", "108.70万元"]])
    assert judge(question, reply(text="包括因公 出国(境)费，共 108.70 万元")) == "right"
    assert judge(question, reply(text="包括因公出国（境）费")) == "incomplete"


def test_a_doubtful_figure_must_carry_its_notice() -> None:
    question = ask(value="600000000", unit="元", notice="inconsistency")
    assert judge(question, reply(value="600000000", unit="元")) == "incomplete"
    assert (
        judge(question, reply(value="600000000", unit="元", notices=[{"kind": "inconsistency", "text": ""}])) == "right"
    )


def test_both_readings_must_be_named_whether_asked_or_answered() -> None:
    question = ask("ambiguous", status=["answered", "clarify"], value="2", unit="元", also=["6"], contains=["2012901"])
    choices = [{"label": "2012901 行政运行", "question": "?"}]
    assert judge(question, reply("clarify", choices=choices)) == "right"
    assert judge(question, reply("clarify")) == "incomplete"
    assert judge(question, reply(value="6", unit="元", choices=choices)) == "right"


@given(st.integers(-(10**15), 10**15), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_no_unit_changes_a_figure(yuan: int, unit: str) -> None:
    factor = {"元": 1, "千元": 1000, "万元": 10**4, "亿元": 10**8}[unit]
    given_value = format(Decimal(yuan) / factor, "f")
    assert same_figure(given_value, unit, str(yuan), "元")
    assert not same_figure(given_value, unit, str(yuan + 1), "元")


@given(st.decimals(-(10**6), 10**6, allow_nan=False, places=4), st.integers(1, 3))
def test_rounding_as_asked_is_right(value: Decimal, places: int) -> None:
    rounded = round(value, places)
    assert same_figure(format(rounded, "f"), "%", format(value, "f"), "%") or value == value.to_integral_value()


@given(st.lists(st.sampled_from([*"三公经费预算Ab。", "12,020", "1,088,000.00"]), min_size=1))
def test_folding_forgets_spaces_quotes_and_thousands_separators(parts: list[str]) -> None:
    assert fold(" “".join(parts)) == fold("".join(part.replace(",", "") + "\u3000" for part in parts))


def test_places() -> None:
    line = {"document": "a.txt", "lines": [94, 94]}
    assert same_place({"document": "a.txt", "lines": [90, 95]}, line)
    assert not same_place({"document": "a.txt", "lines": [95, 99]}, line)
    assert not same_place({"document": "a.txt", "lines": None}, line)
    assert not same_place({"document": "b.txt", "lines": [94, 94]}, line)
    assert same_place({"document": "a.pdf", "page": 3}, {"document": "a.pdf", "page": 3})
    assert not same_place({"document": "a.pdf", "page": None}, {"document": "a.pdf", "page": 3})
    assert same_place({"document": "a.xlsx", "cell": "O12"}, {"document": "a.xlsx", "cell": "D12"})
    assert same_place({"document": "a.xlsx", "cell": "A10:O12"}, {"document": "a.xlsx", "cell": "D12"})
    assert not same_place({"document": "a.xlsx", "cell": "O112"}, {"document": "a.xlsx", "cell": "D12"})


def test_each_operand_is_looked_for_in_any_of_its_places() -> None:
    evidence = [
        {"document": "a", "page": 1, "of": "x"},
        {"document": "a", "page": 2, "of": "x"},
        {"document": "a", "page": 9, "of": "y"},
    ]
    cited = [{"document": "a", "page": 5}, {"document": "a", "page": 2}]
    ranks = found_at(cited, evidence)
    assert ranks == [2, None]
    assert (recall_at(1, ranks), recall_at(2, ranks), reciprocal_rank(ranks)) == (0.0, 0.5, 0.5)
    assert reciprocal_rank([None]) == 0.0


def test_percentiles_are_nearest_rank() -> None:
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([3.0], 0.5) == 3.0
    assert percentile([], 0.5) == 0.0


def test_the_summary_keeps_wrong_and_declined_apart_and_separates_calibration() -> None:
    def row(
        outcome: str, status: str, must_refuse: bool = False, ranks: list[int | None] | None = None
    ) -> dict[str, Any]:
        return {"outcome": outcome, "status": status, "must_refuse": must_refuse, "ranks": ranks or [], "ms": 1.0}

    rows = [
        row("right", "answered", ranks=[1]),
        row("right", "answered", ranks=[None, 1]),
        row("wrong", "answered", ranks=[None]),
        row("declined", "not_found"),
        row("right", "not_found", must_refuse=True),
        row("wrong", "answered", must_refuse=True),
    ]
    summary = summarise(rows)
    assert (summary["right"], summary["wrong"], summary["declined"]) == (3, 2, 1)
    assert summary["cell_cited"] == 1.0
    assert summary["all_cells_cited"] == 0.5
    assert summary["refused_when_it_must"] == 0.5
    assert summary["answered_when_it_may"] == 0.75
    assert summarise([])["right_share"] is None
