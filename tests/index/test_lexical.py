from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import lexical
from index.errors import StoreBusy, StoreError
from index.lexical import LexicalIndex, terms_of


@pytest.fixture
def words(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "store" / "words.sqlite")
    index.add_document(
        "a", [("a#0", "政府采购预算771.64万元，其中货物24.04万元。"), ("a#1", "机关运行经费预算为495.67万元。")]
    )
    index.add_document("b", [("b#0", "公务接待费7.47万元，与上年持平。"), ("b#1", "机关运行经费的定义。")])
    return index


def ids(found: list[tuple[str, float]]) -> list[str]:
    return [passage_id for passage_id, _ in found]


def test_terms_are_pairs_longer_words_numbers_and_latin_words() -> None:
    assert terms_of("机关运行经费 20,553,422 73.97 GDP") == [
        "机关",
        "关运",
        "运行",
        "行经",
        "经费",
        "20553422",
        "73.97",
        "gdp",
    ]
    assert "上海市" in terms_of("上海市科协")


def test_words_of_the_field_are_kept_whole() -> None:
    assert "因公出国境" not in terms_of("因公出国境费用")
    assert "因公出国境" in terms_of("因公出国境费用", ("因公出国境",))


def test_the_passage_that_shares_rare_words_comes_first(words: LexicalIndex) -> None:
    assert ids(words.query("政府采购货物有多少", 5))[0] == "a#0"
    assert ids(words.query("公务接待", 5)) == ["b#0"]
    assert ids(words.query("495.67", 5)) == ["a#1"]


@pytest.mark.parametrize(
    ("texts", "documents", "held"),
    [
        (["政府采购", "货物"], None, True),
        (["货物", "公务接待"], None, False),  # in no one passage
        (["公务接待"], frozenset({"a"}), False),
        (["公务接待"], frozenset({"a", "b"}), True),
        (["无人机"], None, False),
        (["住房保障支出"], None, True),  # the mark of the level is no part of the name
        (["librar"], None, True),
        (["branches"], None, False),
        (["2023", "%"], None, True),  # nothing that it could look for
        ([], None, True),
    ],
)
def test_it_tells_where_no_passage_can_hold_all_texts(
    words: LexicalIndex, texts: list[str], documents: frozenset[str] | None, held: bool
) -> None:
    words.add_document("c", [("c#0", "住房保障（类）支出 12 万元 for the Library")])
    found = words.holding(texts, documents, 9)
    assert (found is None or bool(found)) is held


def test_it_tells_which_passages_may_hold_all_texts(words: LexicalIndex) -> None:
    words.add_document("c", [("c#0", "住房保障（类）支出"), ("c#1", "住房支出"), ("c#2", "住房保障支出")])
    assert words.holding(["住房保障支出"], None, 9) == ["c#0", "c#2"]
    assert words.holding(["住房保障支出"], None, 1) == ["c#0"]


def test_scores_fall_and_k_limits(words: LexicalIndex) -> None:
    scores = [score for _, score in words.query("机关运行经费预算是多少万元", 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 1
    assert len(words.query("机关运行经费预算是多少万元", 1)) == 1


@pytest.mark.parametrize("narrowest", [0, 20])
def test_only_documents_in_scope_are_searched(words: LexicalIndex, monkeypatch, narrowest: int) -> None:
    monkeypatch.setattr(lexical, "SCOPE_IN_QUERY", narrowest)
    assert ids(words.query("机关运行经费", 5, frozenset({"b"}))) == ["b#1"]
    assert set(ids(words.query("机关运行经费", 5, frozenset({"a", "b"})))) == {"a#1", "b#1"}
    assert words.query("机关运行经费", 5, frozenset()) == []
    assert words.query("机关运行经费", 5, frozenset({"unknown"})) == []


def test_a_document_added_again_replaces_itself(words: LexicalIndex) -> None:
    words.add_document("b", [("b#0", "住房公积金缴存")])
    assert words.query("公务接待", 5) == []
    assert ids(words.query("住房公积金", 5)) == ["b#0"]
    assert words.count() == 3


def test_removing_is_exact_and_may_be_repeated(words: LexicalIndex) -> None:
    words.remove_document("a")
    words.remove_document("a")
    assert words.query("政府采购", 5) == []
    assert words.documents() == {"b"}
    fresh = LexicalIndex(words._path.with_name("fresh.sqlite"))
    fresh.add_document("b", [("b#0", "公务接待费7.47万元，与上年持平。"), ("b#1", "机关运行经费的定义。")])
    assert words.query("机关运行经费", 5) == fresh.query("机关运行经费", 5)


def test_a_failed_document_leaves_the_old_one(words: LexicalIndex) -> None:
    with pytest.raises(StoreError):
        words.add_document("b", [("b#0", "新"), ("b#0", "同一编号")])
    assert ids(words.query("公务接待", 5)) == ["b#0"]


@pytest.mark.parametrize(
    "question", ['"', "AND OR NOT", "预算*", "{terms} : x", "NEAR(预算 支出, 2)", "预算') --", "^公务", "*"]
)
def test_a_question_is_never_syntax(words: LexicalIndex, question: str) -> None:
    words.query(question, 5)
    assert words.count() == 4


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_can_be_asked(words: LexicalIndex, question: str) -> None:
    assert all(score == score for _, score in words.query(question, 3))


def test_common_terms_are_left_out_when_they_match_too_much(words: LexicalIndex, monkeypatch) -> None:
    monkeypatch.setattr(lexical, "MOST_MATCHES", 1)
    monkeypatch.setattr(lexical, "FEWEST_TERMS", 1)
    assert ids(words.query("公务接待机关运行经费预算", 5)) == ["b#0"]


def test_it_is_all_there_in_a_new_process(words: LexicalIndex) -> None:
    assert ids(LexicalIndex(words._path).query("公务接待", 5)) == ["b#0"]


def test_threads_may_share_it(words: LexicalIndex) -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(
            pool.map(
                lambda n: words.query("公务接待", 5) if n % 4 else words.add_document(f"n{n}", [(f"n{n}#0", "其他")]),
                range(24),
            )
        )
    assert all(ids(found) == ["b#0"] for found in results if found is not None)
    assert words.count() == 10


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "words.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="index the documents again"):
        LexicalIndex(path).query("预算", 5)


def test_a_locked_file_is_busy(words: LexicalIndex, monkeypatch) -> None:
    monkeypatch.setattr(lexical, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(words._path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        words.remove_document("a")
    other.close()


def test_importing_loads_no_dictionary() -> None:
    code = "import sys, index.lexical; sys.exit('rjieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
