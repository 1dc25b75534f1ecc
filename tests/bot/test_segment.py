"""The question cut into tokens: every character once, few long tokens, the unexplained kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.names.segment import MAX_WORD, prepare
from bot.names.segment import segment as segment_within
from bot.names.terms import Sense, Token

WORDS = {
    "科学技术": Sense("name", "科学技术"),
    "科学技术支出": Sense("name", "科学技术支出"),
    "支出": Sense("name", "支出", weak=True),
    "的": Sense("connector", "of"),
    "是多少": Sense("filler"),
    "多少": Sense("filler"),
    "budget": Sense("filler"),
    "total budget": Sense("name", "total"),
}


def lookup(surface: str) -> tuple[Sense, ...]:
    return (WORDS[surface],) if surface in WORDS else ()


def segment(text: str, lookup, literals) -> list[Token]:
    return segment_within(text, lookup, literals, lambda start: len(text))


def cut(text: str, literals=()) -> list[str]:
    return [token.surface for token in segment(prepare(text), lookup, literals)]


def test_the_longest_name_wins_over_its_parts() -> None:
    assert cut("科学技术支出是多少") == ["科学技术支出", "是多少"]


def test_what_nothing_explains_is_one_token_left_over() -> None:
    tokens = segment("火星科学技术支出", lookup, ())
    assert [(token.surface, token.has("left")) for token in tokens] == [("火星", True), ("科学技术支出", False)]


def test_a_word_in_latin_letters_is_never_cut() -> None:
    assert cut("budgetary") == ["budgetary"]
    assert cut("total budget") == ["total budget"]


def test_a_number_is_never_cut() -> None:
    tokens = segment("2060702", lambda surface: (Sense("code"),) if surface == "206" else (), ())
    assert [token.surface for token in tokens] == ["2060702"]
    assert tokens[0].has("left")


def test_a_literal_stands_beside_the_words() -> None:
    tokens = segment("2023年支出", lookup, [(0, 5, Sense("year", "2023"))])
    assert [token.surface for token in tokens] == ["2023年", "支出"]


def test_a_word_longer_than_any_name_is_not_looked_up() -> None:
    asked = []
    segment("支" * 200, lambda surface: asked.append(len(surface)) or (), ())
    assert max(asked) <= MAX_WORD


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("　“三公”经费 ", "三公 经费"),
        ("《收入 总表》", "收入总表"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("科學技術支出", "科学技术支出"),
        ("total  budget", "total budget"),
        ("", ""),
    ],
)
def test_a_question_is_folded_once(text: str, prepared: str) -> None:
    assert prepare(text).replace(" ", "") == prepared.replace(" ", "")


@given(st.text(alphabet="科学技术支出的是多少火星 ab12年，？", max_size=40))
def test_the_tokens_cover_every_character_once_and_in_order(text: str) -> None:
    prepared = prepare(text)
    tokens = segment(prepared, lookup, ())
    assert "".join(token.surface for token in tokens) == "".join(prepared.split()) or " " in "".join(
        token.surface for token in tokens
    )
    position = 0
    for token in tokens:
        assert prepared[position : token.start].strip() == ""
        assert prepared[token.start : token.end] == token.surface
        position = token.end
    assert prepared[position:].strip() == ""


@given(st.text(max_size=60))
def test_preparing_twice_changes_nothing_more(text: str) -> None:
    assert prepare(prepare(text)) == prepare(text)
