"""Outcomes → answers: choices lead where they say, units and roundings as asked, both languages complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from string import Template

import pytest
from asking import amount_of, bot_over, cited_values, filled, table_cells

from bot.model import plain_number
from bot.pipeline import Bot
from bot.writing.phrases import Phrases, plain, rounded
from index.store.folder import Store
from prompts import load_yaml


def placeholders(text: str) -> set[str]:
    return set(Template(text).get_identifiers())


def test_every_sentence_stands_in_both_languages_with_names_that_are_filled_alike() -> None:
    chinese, english = load_yaml("answers.zh.yaml"), load_yaml("answers.en.yaml")
    assert chinese.keys() == english.keys()
    for name in chinese:
        assert placeholders(str(english[name])) <= placeholders(str(chinese[name])) | {"who", "when", "what"}, name


def test_a_sentence_with_a_missing_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        Phrases("zh").say("lookup")
    with pytest.raises(KeyError):
        Phrases("zh").say("no such sentence")


def test_every_choice_offered_leads_to_the_figure_it_shows(bot: Bot, store: Store) -> None:
    followed = 0
    for cell in [one for one in filled(table_cells(store)) if one.row][::6]:
        answer = bot.ask(f"{cell.row}是多少？")
        shown = set(cited_values(answer))
        for choice in answer.choices[:2]:
            chosen = bot.ask(choice.question)
            assert chosen.status in ("answered", "clarify"), choice.question
            assert chosen.value in shown or set(cited_values(chosen)) & shown, choice.question
            followed += 1
    assert followed > 5


def test_choices_of_several_departments_say_whose_each_is(examples_bot: Bot, examples_store: Store) -> None:
    owners = {one.organisation for one in examples_store.facts.documents()}
    asked = 0
    for row in {cell.row for cell in filled(table_cells(examples_store)) if cell.row}:
        answer = examples_bot.ask(f"{row}是多少？")
        concerned = {owner for owner in owners for choice in answer.choices if owner in choice.question}
        if len(concerned) > 1:
            assert all(any(choice.label.startswith(owner) for owner in concerned) for choice in answer.choices)
            asked += 1
    assert asked > 3


def test_a_question_back_offers_at_least_two_choices(bot: Bot, store: Store) -> None:
    for row in {cell.row for cell in filled(table_cells(store)) if cell.row}:
        answer = bot.ask(f"{row}的合计")
        if answer.status == "clarify" and answer.choices:
            assert len(answer.choices) > 1
            assert len({choice.question for choice in answer.choices}) == len(answer.choices)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("科学技术支出是多少万元？", "8,979.5299 万元"),
        ("科学技术支出是多少亿元？保留两位小数", "0.90 亿元"),
        ("科学技术支出是多少万元，保留整数", "8,980 万元"),
        ("科学技术支出是多少？", "89,795,299 元"),
        ("公务接待费是多少元？", "74,700 元"),
    ],
)
def test_the_text_shows_the_unit_and_rounding_asked_for(founding_bot: Bot, question: str, shown: str) -> None:
    answer = founding_bot.ask(question)
    assert shown in answer.text
    rounding = [notice for notice in answer.notices if notice.kind == "rounding"]
    assert bool(rounding) == (shown in ("0.90 亿元", "8,980 万元"))
    assert answer.value in (Decimal(89795299), Decimal(74700))


def test_an_answer_in_english_is_in_english(founding_bot: Bot) -> None:
    answer = founding_bot.ask("How much is the expenditure on science and technology?")
    assert answer.value == Decimal(89795299)
    assert "yuan" in answer.text
    assert not re.search("[\u4e00-\u9fff]", re.sub(r"[（(《][^）)》]*[）)》]|上海市科学技术协会", "", answer.text))


def test_an_answer_names_owner_year_and_place(bot: Bot, store: Store) -> None:
    cell = next(one for one in filled(table_cells(store)) if len(one.row_code) == 7)
    answer = bot.ask(f"《{cell.table}》{cell.row_code}{cell.row}的{cell.column[-1]}是多少？")
    assert cell.organisation in answer.text
    assert f"{cell.year}年" in answer.text
    assert cell.row in answer.text
    assert amount_of(cell) == answer.value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("20553422", "20,553,422"),
        ("73.9700", "73.97"),
        ("0", "0"),
        ("0.50", "0.5"),
        ("1E+3", "1,000"),
        ("-1200", "-1,200"),
    ],
)
def test_a_number_is_shown_without_exponent_or_idle_zeros(value: str, shown: str) -> None:
    assert plain(Decimal(value)) == shown
    assert plain_number(Decimal(value)) == shown.replace(",", "")


@pytest.mark.parametrize(
    ("value", "places", "result"), [("0.125", 2, "0.13"), ("2.5", 0, "3"), ("63.2916", 2, "63.29")]
)
def test_halves_are_rounded_up(value: str, places: int, result: str) -> None:
    assert rounded(Decimal(value), places) == Decimal(result)


@pytest.fixture(scope="module")
def near_half(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """1366 of 10011 is 13.64499 %: 13.6450 at four places, and yet 13.64 at two."""
    paper = """柳湾镇2024年部门预算

支出预算总表
单位：万元
项目\t预算数
合计\t10011
一、教育支出\t1366
二、卫生健康支出\t8645
"""
    yield from bot_over(tmp_path_factory.mktemp("half"), {"柳湾镇2024.txt": paper})


@pytest.mark.parametrize(
    "question",
    ["教育支出占百分之几？", "教育支出和卫生健康支出各占百分之几？", "教育支出占比是13.65%吗？"],
)
def test_a_share_is_rounded_once(near_half: Bot, question: str) -> None:
    answer = near_half.ask(question)
    assert "13.64%" in answer.text
    assert not answer.truth


@pytest.fixture(scope="module")
def of_funds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    paper = """柳湾镇2024年度部门决算

收入支出决算总表
单位：万元
项目\t决算数
一般公共预算财政拨款收入\t80
事业收入\t20
本年收入合计\t100
"""
    yield from bot_over(tmp_path_factory.mktemp("funds"), {"柳湾镇2024.txt": paper})


def test_the_kind_is_told_of_a_fund_whose_name_has_the_word_in_it(of_funds: Bot) -> None:
    assert "财政拨款收入决算为 80 万元" in of_funds.ask("一般公共预算财政拨款收入是多少？").text
    assert of_funds.ask("一般公共预算财政拨款收入的预算是多少？").status == "not_found"
