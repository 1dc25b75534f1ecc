"""Each ablation leaves out one part of the bot and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from bot.model import Answer
from bot.parts import Parts, parts_of
from bot.pipeline import Bot
from bot.texts.search import FUSION
from eval.ablations import ABLATIONS
from eval.report import score, side_by_side
from eval.sets import read_set
from index.build import index_paths
from index.store.folder import Store, open_store

PAPER = """# 东岭市档案馆2024年部门预算

## 主要职能
东岭市档案馆负责收集、保管和利用全市的档案，编研地方史料。

## 一般公共预算“三公”经费支出预算表
部门：东岭市档案馆\t单位：万元
项目\t预算数
合计\t9.00
公务接待费\t3.00
公务用车运行维护费\t6.00
"""
CHANGED = {
    "without aliases": {"lexicon"},
    "without embeddings": {"search", "near"},
    "without BM25": {"search"},
    "without verification": {"verify"},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "档案馆.txt").write_text(PAPER, encoding="utf-8")
    opened = open_store(folder / "store", create=True)
    assert not [report.error for report in index_paths([folder / "档案馆.txt"], opened) if report.error]
    opened.embed_pending()
    yield opened
    opened.close()


def bot_without(store: Store, name: str) -> Bot:
    return Bot(store, parts=ABLATIONS[name](parts_of(store), store))


@pytest.mark.parametrize("name", ABLATIONS)
def test_nothing_else_is_left_out(store: Store, name: str) -> None:
    whole = parts_of(store)
    less = ABLATIONS[name](whole, store)
    assert {field.name for field in fields(Parts) if getattr(less, field.name) is not getattr(whole, field.name)} == (
        CHANGED[name]
    )


@pytest.mark.parametrize("name", ABLATIONS)
def test_a_figure_asked_for_by_its_printed_name_needs_none_of_them(store: Store, name: str) -> None:
    assert bot_without(store, name).ask("东岭市档案馆2024年公务接待费多少").value == Decimal(30000)


def test_everyday_words_need_the_term_lists(store: Store) -> None:
    question = "东岭市档案馆2024年招待费多少"
    assert Bot(store).ask(question).value == Decimal(30000)
    assert bot_without(store, "without aliases").ask(question).value is None


def test_passages_are_found_by_the_one_way_that_is_left(store: Store) -> None:
    documents = frozenset(document.id for document in store.facts.documents())
    by_words = ABLATIONS["without embeddings"](parts_of(store), store).search("收集档案", 5, documents)
    by_meaning = ABLATIONS["without BM25"](parts_of(store), store).search("收集档案", 5, documents)
    for hits in (by_words, by_meaning):
        assert hits
        assert [hit.score for hit in hits] == [1 / (FUSION + rank) for rank in range(1, len(hits) + 1)]


def test_a_figure_that_nothing_supports_passes_without_verification_only(store: Store) -> None:
    wrong = Answer("answered", "公务接待费为 77 万元。")
    assert parts_of(store).verify(wrong, (), "公务接待费多少", ())
    assert not ABLATIONS["without verification"](parts_of(store), store).verify(wrong, (), "公务接待费多少", ())


def test_a_bot_refuses_what_its_last_check_does_not_pass(store: Store) -> None:
    strict = replace(parts_of(store), verify=lambda *_: [Decimal(1)])
    assert Bot(store, parts=strict).ask("东岭市档案馆2024年公务接待费多少").status == "not_found"


def test_answerers_stand_side_by_side_with_what_each_got_right() -> None:
    question = next(one for one in read_set("founding") if "answered" not in one["expected"]["status"])
    refusal, figure = (
        {"status": question["expected"]["status"][0], "text": ""},
        {"status": "answered", "text": "1", "value": "1"},
    )
    rows = {name: [score("x", question, answer, 1.0)] for name, answer in (("one", refusal), ("two", figure))}
    lines = side_by_side(rows).splitlines()
    assert lines[2].startswith("| one | 1 | 1 | 0 |")
    assert lines[3].startswith("| two | 1 | 0 | 1 |")
