from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.texts.search import LONGEST_MEANT, Hit, PassageSearch, fuse
from index.chunks import build_passages, search_text
from index.encoder import Encoder, load_encoder
from index.encoder_protocol import Vectors
from index.errors import EncoderError, StoreError
from index.lexical import LexicalIndex
from index.model import Passage
from index.readers.text import read_text_file
from index.store.vectors import VectorStore
from index.tables import build_tables

FOUNDING = Path(__file__).parents[2].parent / "shared" / "data" / "sast-2023-budget.txt"

QUESTIONS = [
    ("大院的保安一年要花多少钱？", "安保管理服务231.7万元"),
    ("党建经费写的是多少？", "60000.00万元"),
    ("公务用车的钱为什么比上一年少？", "主要原因是单位少申报"),
    ("哪些单位编进了这份部门预算？", "上海市业余科技学院"),
    ("什么叫机关运行经费？", "日常公用经费支出"),
    ("留给中小企业的采购有多少？", "面向中小企业预留"),
    ("新媒体一年要推送多少条内容？", "不少于1400条"),
    ("湛露网站的安全由谁来维护？", "委托专业单位进行日常维护"),
    ("海峡两岸科普论坛是哪一年创办的？", "2008年创办"),
    ("科学咖啡馆是做什么的？", "科学咖啡馆系列"),
    ("有几个项目设了绩效目标？", "项目绩效目标28个"),
    ("星级学会的钱分给哪两件事？", "购买学会管理岗位30万元"),
    ("What does the association do for international exchange?", "国际科学技术合作"),
]
"""Question, and words of a passage that answers it."""


class FixedWords:
    def __init__(self, *ids: str, error: StoreError | None = None) -> None:
        self.ids, self.error, self.asked = ids, error, [(0, frozenset({""}))][:0]

    def add_document(self, document_id: str, passages: Iterable[tuple[str, str]]) -> None: ...

    def remove_document(self, document_id: str) -> None: ...

    def holding(self, texts: Sequence[str], documents: frozenset[str] | None, most: int) -> list[str] | None:
        return [one for one in self.ids if one in texts][:most]

    def query(self, text: str, k: int, documents: frozenset[str] | None = None) -> list[tuple[str, float]]:
        self.asked.append((k, documents))
        if self.error:
            raise self.error
        return [(passage_id, 9.0 - n) for n, passage_id in enumerate(self.ids)][:k]


class FixedVectors(FixedWords):
    def count(self) -> int:
        return len(self.ids)

    def documents(self) -> frozenset[str]:
        return frozenset({"d"})

    def query(self, vector: Vectors, k: int, documents: frozenset[str] | None = None) -> list[tuple[str, float]]:
        return super().query("", k, documents)


class FlatEncoder:
    """Every text has one vector; none at all when it is broken."""

    name, dimensions = "flat", 2

    def __init__(self, *, broken: bool = False) -> None:
        self.broken, self.calls, self.longest = broken, 0, 0

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        self.longest = max(self.longest, *map(len, texts))
        if self.broken:
            raise EncoderError("no model")
        return np.ones((len(texts), 2), dtype=np.float32)

    encode_passages = encode_queries


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage_id for hit in hits]


def test_what_both_rankings_like_comes_first() -> None:
    hits = fuse([("a", 0.9), ("b", 0.8)], [("c", 5.0), ("b", 4.0)], 3)
    assert ids(hits) == ["b", "c", "a"]
    assert hits[0] == Hit("b", pytest.approx(2 / 62))
    assert hits[1] == Hit("c", pytest.approx(1 / 61))


def test_scores_fall_and_k_limits() -> None:
    hits = fuse([(str(n), 0.0) for n in range(20)], [(str(n), 0.0) for n in range(10, 30)], 7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_scope_goes_to_both_and_each_is_read_deeper() -> None:
    words, vectors = FixedWords("a"), FixedVectors("b")
    PassageSearch(words, vectors, FlatEncoder()).text_search("预算", 20, frozenset({"d"}))
    assert words.asked == vectors.asked == [(100, frozenset({"d"}))]


def test_words_alone_while_there_are_no_vectors_and_no_model_is_loaded() -> None:
    encoder = FlatEncoder()
    hits = PassageSearch(FixedWords("a", "b"), FixedVectors(), encoder).text_search("预算")
    assert ids(hits) == ["a", "b"]
    assert encoder.calls == 0
    assert ids(PassageSearch(FixedWords("a")).text_search("预算")) == ["a"]


def test_nothing_is_searched_where_what_may_hold_it_all_does_not_tell_it() -> None:
    words, encoder = FixedWords("a", "b"), FlatEncoder()
    search = PassageSearch(words, FixedVectors("b"), encoder)
    assert search.text_search("预算", 5, None, ["a"], lambda ids: "b" in ids) == []
    assert words.asked == []
    assert encoder.calls == 0
    assert ids(search.text_search("预算", 5, None, ["a"], lambda ids: "a" in ids)) == ["b", "a"]


def test_a_text_of_any_length_costs_no_more_than_a_long_question() -> None:
    encoder = FlatEncoder()
    search = PassageSearch(FixedWords("a"), FixedVectors("b"), encoder)
    assert ids(search.text_search("科" * 2000)) == ["a", "b"]
    assert encoder.longest == LONGEST_MEANT


@pytest.mark.parametrize(
    ("vectors", "encoder"),
    [
        (FixedVectors("b", error=StoreError("damaged")), FlatEncoder()),
        (FixedVectors("b"), FlatEncoder(broken=True)),
    ],
)
def test_words_alone_where_meaning_fails(vectors: FixedVectors, encoder: FlatEncoder, caplog) -> None:
    assert ids(PassageSearch(FixedWords("a"), vectors, encoder).text_search("预算")) == ["a"]
    assert "words alone" in caplog.text


def test_an_empty_question_finds_nothing() -> None:
    assert PassageSearch(FixedWords("a")).text_search("  ") == []
    assert PassageSearch(FixedWords("a")).text_search("预算", 0) == []


@pytest.fixture(scope="module")
def passages() -> dict[str, Passage]:
    if not FOUNDING.exists():
        pytest.skip(f"founding document not at {FOUNDING}")
    blocks = read_text_file(FOUNDING).blocks
    return {passage.id: passage for passage in build_passages("sast", blocks, build_tables("sast", blocks))}


@pytest.fixture(scope="module")
def search(passages: dict[str, Passage], tmp_path_factory) -> PassageSearch:
    folder = tmp_path_factory.mktemp("store")
    encoder: Encoder = load_encoder()
    texts = [search_text(passage) for passage in passages.values()]
    words, vectors = LexicalIndex(folder / "words.sqlite"), VectorStore(folder / "vectors")
    words.add_document("sast", zip(passages, texts, strict=True))
    vectors.add_document("sast", list(passages.values()), encoder.encode_passages(texts))
    return PassageSearch(words, vectors, encoder)


def test_paraphrased_questions_find_their_passage_among_the_first_five(
    search: PassageSearch, passages: dict[str, Passage]
) -> None:
    missed = [
        question
        for question, words in QUESTIONS
        if not any(words in passages[hit.passage_id].text for hit in search.text_search(question, 5))
    ]
    assert len(missed) <= 1, missed


def test_nothing_is_found_outside_the_scope(search: PassageSearch) -> None:
    assert search.text_search("大院的保安一年要花多少钱？", 5, frozenset({"other"})) == []
