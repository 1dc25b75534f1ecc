"""Names near in meaning are offered where a word is unknown; they never give a figure by themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.parts import parts_of
from bot.pipeline import Bot
from index.store.folder import Store


@pytest.fixture(scope="module")
def embedded_bot(examples_store: Store) -> Bot:
    examples_store.embed_pending()
    return Bot(examples_store)


def test_a_name_near_to_an_unknown_word_is_offered_and_answers(embedded_bot: Bot) -> None:
    answer = embedded_bot.ask("图书购买费用是多少？")
    assert answer.status == "not_found"
    assert answer.value is None
    assert [choice.label for choice in answer.choices] == ["纸质图书采购"]
    assert "纸质图书采购" in answer.text
    asked = embedded_bot.ask(answer.choices[0].question)
    assert asked.status == "answered"
    assert asked.value is not None


@pytest.mark.parametrize("question", ["诗人一首诗多少钱？", "航空母舰是多少？", "What does the zebra cost?"])
def test_a_word_near_to_nothing_is_refused_without_an_offer(embedded_bot: Bot, question: str) -> None:
    answer = embedded_bot.ask(question)
    assert answer.status == "not_found"
    assert answer.choices == ()


def test_no_name_is_sought_for_what_is_too_long_to_be_one(examples_store: Store) -> None:
    def near(word: str, _: object) -> list[tuple[str, float]]:
        pytest.fail(f"{len(word)} characters are compared with names")

    asked = Bot(examples_store, parts=replace(parts_of(examples_store), near=near))
    assert asked.ask("科" * 300).status == "not_found"


def test_only_names_of_the_documents_asked_about_are_offered(embedded_bot: Bot, examples_store: Store) -> None:
    other = next(one.name for one in examples_store.facts.documents() if Path(one.name).suffix == ".txt")
    assert embedded_bot.ask("图书购买费用是多少？", documents=[other]).choices == ()


def test_a_store_without_vectors_offers_nothing(bot: Bot) -> None:
    assert bot.ask("图书购买费用是多少？").choices == ()
