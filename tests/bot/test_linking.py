"""Question words ↔ the index's own names: every name is found as it is printed, strangers are not taken for it."""

from __future__ import annotations

import itertools

import pytest
from asking import filled, table_cells
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.names.catalogue import Catalogue
from bot.names.lexicon import load_lexicon
from bot.names.linking import Linker
from bot.names.organisations import split_place, spoken_forms
from bot.names.terms import Token
from bot.names.typos import explain_near
from index.store.folder import Store
from index.text import core_key


@pytest.fixture(scope="module")
def catalogue(store: Store) -> Catalogue:
    return Catalogue(store.facts, load_lexicon())


@pytest.fixture(scope="module")
def linker(catalogue: Catalogue) -> Linker:
    return Linker(catalogue)


def named(tokens: list[Token]) -> set[str]:
    return {key for token in tokens for sense in token.senses if sense.kind == "name" for key in sense.keys}


def test_every_row_of_every_table_is_linked_by_its_own_name(linker: Linker, store: Store) -> None:
    lost = []
    for row in {cell.row for cell in filled(table_cells(store)) if cell.row}:
        if core_key(row) not in named(linker.link(f"{row}是多少？")):
            lost.append(row)
    assert lost == []


def test_every_code_is_linked_in_three_spellings(linker: Linker, store: Store) -> None:
    for code in {cell.row_code for cell in table_cells(store) if len(cell.row_code) == 7}:
        for text in (code, f"{code[:3]}-{code[3:5]}-{code[5:]}", f"{code[:3]} {code[3:5]} {code[5:]}"):
            tokens = linker.link(f"{text}的预算是多少")
            assert any(code in sense.codes for token in tokens for sense in token.senses if sense.kind == "code"), text


def test_the_organisation_is_linked_by_its_full_and_spoken_names(linker: Linker, catalogue: Catalogue) -> None:
    for document in catalogue.documents.values():
        for form in spoken_forms(document.organisation):
            tokens = linker.link(f"{form}的支出是多少")
            assert any(document.id in sense.keys for token in tokens for sense in token.senses), form


@pytest.mark.parametrize("body", ["教育局", "北京市教育委员会", "卫健委", "深圳市"])
def test_another_body_is_no_organisation_of_ours(linker: Linker, catalogue: Catalogue, body: str) -> None:
    tokens = linker.link(f"{body}的科学技术支出")
    strong = [sense for token in tokens for sense in token.senses if sense.kind == "organisation" and not sense.weak]
    assert strong == []
    assert any(token.has("absent") or token.has("stranger") or token.has("left") for token in tokens)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("招待费", "公务接待费"),
        ("发工资", "工资福利支出"),
        ("三公", "三公经费"),
        ("出国费用", "因公出国境费"),
        ("支出预算", "支出总计"),
        ("收入预算", "收入总计"),
        ("科研普及", "科学技术普及"),
    ],
)
def test_what_people_say_is_linked_to_what_forms_print(linker: Linker, said: str, key: str) -> None:
    tokens = linker.link(f"{said}多少钱")
    assert key in named(tokens) or any(token.has("left") or token.has("absent") for token in tokens)
    if said != "科研普及":
        assert key in named(tokens)


@pytest.mark.parametrize("word", ["火星", "元宇宙", "核潜艇", "zebra"])
def test_a_stranger_is_left_over(linker: Linker, word: str) -> None:
    tokens = linker.link(f"{word}的科学技术支出是多少")
    left = {character for token in tokens if token.has("left") for character in token.surface}
    assert left & set(word)
    assert not any(token.has("name") and set(token.surface) & left for token in tokens)


@pytest.mark.parametrize(
    ("misprint", "name"),
    [
        ("社会保章和就业支出", "社会保障和就业支出"),
        ("工资福力支出", "工资福利支出"),
        ("商品合服务支出", "商品和服务支出"),
        ("一般公共服物支出", "一般公共服务支出"),
        ("机关事业单位基本养老宝险缴费支出", "机关事业单位基本养老保险缴费支出"),
    ],
)
def test_a_misprint_is_linked_and_said_so(linker: Linker, misprint: str, name: str) -> None:
    tokens = linker.link(f"{misprint}是多少")
    assert name in [explain_near(token) for token in tokens]


def test_every_word_of_the_lists_is_reached_where_what_it_names_is_held(linker: Linker, catalogue: Catalogue) -> None:
    lost = []
    for term in catalogue.lexicon.terms:
        here = catalogue.present(term.keys)
        for word in term.words if here and term.role != "measure" else ():
            found = named(linker.link(f"{word}是多少"))
            others = catalogue.equivalents(core_key(word)) - here  # the printed name of something else goes first
            if not found & (here | others):
                lost.append((term.name, word))
    assert lost == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("上海市科学技术协会", (["上海市"], "科学技术协会")),
        ("上海市普陀区财政局", (["上海市", "普陀区"], "财政局")),
        ("教育部", ([], "教育部")),
    ],
)
def test_the_places_of_a_name_are_split_off(name: str, parts: tuple[list[str], str]) -> None:
    assert split_place(name) == parts


@settings(max_examples=100)
@given(text=st.text(alphabet="科学技术支出的是多少火星和占比2023年206，？ab", max_size=30))
def test_tokens_stand_in_order_and_have_a_sense(linker: Linker, text: str) -> None:
    tokens = linker.link(text)
    assert all(token.senses for token in tokens)
    assert all(one.end <= two.start for one, two in itertools.pairwise(tokens))


def test_linking_does_not_depend_on_the_script(linker: Linker) -> None:
    for simplified, traditional in (("科学技术支出", "科學技術支出"), ("住房公积金", "住房公積金")):
        assert named(linker.link(simplified)) == named(linker.link(traditional))
