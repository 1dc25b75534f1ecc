"""The last gate: an answer with one figure, unit, year or code altered does not leave, an honest one does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from asking import filled, table_cells
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.model import Answer, Citation, Item, Notice
from bot.pipeline import Bot
from bot.writing.phrases import Phrases, plain
from bot.writing.verify import figures_in, numbers_in, unsupported
from index.scales import SCALES
from index.store.folder import Store

FACTORS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}


def citation(
    value: str | None, unit: str = "元", *, n: int = 1, quote: str = "", row: str = "206 科学技术支出"
) -> Citation:
    number = None if value is None else Decimal(value)
    return Citation(
        n=n, document="a.txt", document_id="a", organisation="某市科学技术协会", year=2023, kind="cell", table="支出预算总表",
        row=row, column="合计", value=number, unit=unit, page=3, lines=(157, 157), sheet=None, cell=None,
        quote=quote or f"{row}\t{value or ''}",
    )  # fmt: skip


def refused(text: str, *citations: Citation, known: Sequence[Decimal] = (), question: str = "") -> bool:
    return bool(unsupported(Answer("answered", text, citations=citations), known, question))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", [f"{one.chinese}元" for one in SCALES])
def test_an_amount_in_any_unit_that_answers_are_written_in_is_let_through(unit: str, language: str) -> None:
    money = Phrases(language, unit).money(Decimal("89795299"))
    assert not refused(f"{money}[1]", citation("89795299"))
    assert refused(f"{money}[1]", citation("89795288"))


# ---- by hand -------------------------------------------------------------------------------------------------------

CELL = citation("89795299")


@pytest.mark.parametrize(
    "text",
    [
        "2023年科学技术支出为 89,795,299 元[1]。",
        "2023年科学技术支出为 8,979.5299 万元[1]。",
        "科学技术支出为 8,980 万元[1]。",
        "科学技术支出为 0.9 亿元[1]。",
        "科学技术支出（206）为 89,795,299 元[1]，见第 3 页第 157 行。",
        "Science and technology: 89.8 million yuan[1].",
        "没有任何数字的一句话。",
        "空白不等于 0[1]。",
    ],
)
def test_an_honest_answer_passes_in_every_unit_and_rounding(text: str) -> None:
    assert not refused(text, CELL)


@pytest.mark.parametrize(
    "text",
    [
        "2023年科学技术支出为 89,795,298 元[1]。",
        "2023年科学技术支出为 89,795,299 万元[1]。",
        "2023年科学技术支出为 8,979.5299 元[1]。",
        "2024年科学技术支出为 89,795,299 元[1]。",
        "科学技术支出（207）为 89,795,299 元[1]。",
        "科学技术支出为 8,979 万元[1]。",
        "科学技术支出为 0.8 亿元[1]。",
        "科学技术支出为 89,795,299 元[1]，占 63.29%。",
        "科学技术支出为 89,795,299 元[1]，共 5 项。",
        "科学技术支出为 0 元[1]。",
        "科学技术支出为 8979万元[1]",
        "科学技术支出为 897 952 99 元[1]",
        "科学技术支出为 ８９，７９５，２９８ 元[1]",
    ],
)
def test_a_figure_that_the_citation_does_not_hold_is_refused(text: str) -> None:
    assert refused(text, CELL)


def test_a_figure_of_another_cell_of_the_same_row_is_refused() -> None:
    cell = citation("44423132", quote="206\t\t\t科学技术支出\t89,795,299\t44,423,132\t45,372,167")
    assert not refused("基本支出为 44,423,132 元[1]。", cell)
    assert refused("基本支出为 45,372,167 元[1]。", cell)


def test_a_figure_must_be_that_of_the_citation_whose_mark_follows_it() -> None:
    two = citation("20553422", n=2, row="201 一般公共服务支出")
    assert not refused("89,795,299 元[1]，20,553,422 元[2]。", CELL, two)
    assert refused("89,795,299 元[2]，20,553,422 元[1]。", CELL, two)


def test_a_result_passes_only_where_the_arithmetic_yields_it() -> None:
    share = Decimal("63.2915")
    assert not refused("占 63.29%。", CELL, known=[share])
    assert not refused("占 63%。", CELL, known=[share])
    assert refused("占 63.30%。", CELL, known=[share])
    assert refused("占 63.29%。", CELL)


def test_a_value_or_an_item_that_nothing_yields_is_refused() -> None:
    honest = Answer("answered", "科学技术支出为 89,795,299 元[1]。", Decimal(89795299), "元", citations=(CELL,))
    assert unsupported(honest, (), "") == []
    assert unsupported(replace(honest, value=Decimal(89795298)), (), "")
    assert unsupported(replace(honest, items=(Item("科学技术支出", Decimal(1), "元", (1,)),)), (), "")


def test_a_notice_is_checked_like_the_text() -> None:
    honest = Answer("answered", "89,795,299 元[1]", citations=(CELL,))
    assert unsupported(replace(honest, notices=(Notice("rounding", "精确值为 89,795,299 元"),)), (), "") == []
    assert unsupported(replace(honest, notices=(Notice("rounding", "精确值为 89,795,289 元"),)), (), "")
    audited = Notice("inconsistency", "印为82,942,933元，应为82,942,934元")
    assert unsupported(replace(honest, notices=(audited,)), (), "")
    assert unsupported(replace(honest, notices=(audited,)), (), "", [audited.text]) == []


def test_a_figure_of_the_question_may_be_repeated() -> None:
    assert not refused("高于 9,000 万元。", CELL, question="超过9000万元吗？")
    assert refused("高于 9,000 元。", CELL, question="超过9000万元吗？")


def test_the_sentence_of_a_text_may_be_repeated_with_its_figures() -> None:
    sentence = "比2022年预算增加210万元，主要用于12家单位。"
    passage = citation(None, "", quote=sentence)
    assert not refused(f"{sentence}[1]", passage)
    assert refused(sentence.replace("210万", "120万"), passage)
    assert refused(sentence.replace("210万元", "210元"), passage)
    assert refused(sentence.replace("12家", "21家"), passage)


@pytest.mark.parametrize("text", ["[1]", "见[1][2][13]。", "没有数字"])
def test_marks_are_no_figures(text: str) -> None:
    assert numbers_in(text) == []


# ---- any figure ----------------------------------------------------------------------------------------------------

AMOUNTS = st.decimals(min_value=1, max_value=10**12, places=2)


@settings(max_examples=200)
@given(amount=AMOUNTS, unit=st.sampled_from(sorted(FACTORS)), language=st.sampled_from(["zh", "en"]))
def test_every_unit_of_any_amount_passes(amount: Decimal, unit: str, language: str) -> None:
    shown = Phrases(language, unit).money(amount)
    assert not refused(f"{shown}[1]", citation(str(amount)))


@settings(max_examples=200)
@given(amount=AMOUNTS, unit=st.sampled_from(sorted(FACTORS)), places=st.integers(0, 6))
def test_every_rounding_of_any_amount_passes(amount: Decimal, unit: str, places: int) -> None:
    shown = Phrases("zh", unit, places).money(amount)
    assume(any(digit in shown for digit in "123456789"))
    assert not refused(f"{shown}[1]", citation(str(amount)))


@settings(max_examples=200)
@given(
    printed=st.decimals(min_value=1, max_value=10**6, places=2), own=st.sampled_from(sorted(FACTORS)), data=st.data()
)
def test_a_figure_printed_in_any_unit_passes_in_its_own_and_in_no_other(printed: Decimal, own: str, data) -> None:
    cell = citation(str(printed), own)
    other = data.draw(st.sampled_from([unit for unit in FACTORS if unit != own]))
    assert not refused(f"{plain(printed)} {own}[1]", cell)
    assert refused(f"{plain(printed)} {other}[1]", cell)


@settings(max_examples=300)
@given(amount=st.integers(1000, 10**12), data=st.data())
def test_any_digit_altered_is_refused(amount: int, data) -> None:
    shown = f"{amount:,}"
    position = data.draw(st.sampled_from([number for number, digit in enumerate(shown) if digit.isdigit()]))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != shown[position]]))
    altered = shown[:position] + digit + shown[position + 1 :]
    assert not refused(f"{shown} 元[1]", citation(str(amount)))
    assert refused(f"{altered} 元[1]", citation(str(amount)))


@given(year=st.integers(2000, 2040))
def test_any_other_year_is_refused(year: int) -> None:
    assert refused(f"{year}年科学技术支出为 89,795,299 元[1]。", CELL) == (year != 2023)


# ---- real answers --------------------------------------------------------------------------------------------------


def alterations(text: str) -> list[str]:
    """The text with one digit of one figure altered, with one unit exchanged."""
    found = []
    plain_text = re.sub(r"\[\d+\]", lambda mark: "\0" * len(mark.group(0)), text)
    for digit in re.finditer(r"\d", plain_text):
        found.append(text[: digit.start()] + str((int(digit.group(0)) + 3) % 10) + text[digit.end() :])
    for unit in re.finditer(r"(?<=\d )(?:万元|元)", plain_text):
        found.append(text[: unit.start()] + ("元" if unit.group(0) == "万元" else "万元") + text[unit.end() :])
    return found


@settings(max_examples=40)
@given(data=st.data())
def test_every_alteration_of_a_real_answer_is_refused(bot: Bot, store: Store, data) -> None:
    cell = data.draw(st.sampled_from([one for one in filled(table_cells(store)) if one.row_code]))
    question = f"{cell.row}的{cell.column[-1]}是多少？"
    answer = bot.ask(question)
    assume(answer.status == "answered" and answer.value is not None)
    audited = [notice.text for notice in answer.notices if notice.kind in ("rounding", "inconsistency")]
    assert unsupported(answer, (), question, audited) == []
    places = {
        number for one in answer.citations for number in numbers_in(f"{one.quote} {one.table} {one.row} {one.column}")
    }
    for altered in alterations(answer.text):
        bare = {figure.number for figure in figures_in(altered) if not figure.unit} - {
            figure.number for figure in figures_in(answer.text) if not figure.unit
        }
        if bare <= places and bare:
            continue  # another number that the cited row itself prints
        assert unsupported(replace(answer, text=altered), (), question, audited), altered


@pytest.mark.parametrize(
    ("value", "shown"), [("75.9969", "76.00"), ("76", "76"), ("0.0027", "0.0027"), ("0.0050", "0.01"), ("0", "0")]
)
def test_a_rounded_share_shows_that_it_is_and_is_not_shown_as_nothing(value, shown):
    assert Phrases("zh").number(Decimal(value)) == shown
