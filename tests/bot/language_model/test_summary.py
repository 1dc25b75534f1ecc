"""A sentence of a summary stays where its passage holds it, by its words and by its meaning."""

from __future__ import annotations

import pytest

from bot.language_model.likeness import Likeness
from bot.language_model.summary import LEAST_COSINE, is_held
from index.encoder import load_encoder

PASSAGE = (
    "本馆免费向公众开放，提供图书借阅和阅读推广服务。培训经费比上年减少，原因是培训班合并举办。馆舍维护由物业公司承担。"
)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(load_encoder)


@pytest.mark.parametrize(
    "sentence", ["本馆免费向公众开放，提供图书借阅服务。", "培训经费比上年减少，原因是培训班合并举办。"]
)
def test_a_sentence_that_the_passage_holds_stays(likeness: Likeness, sentence: str) -> None:
    assert is_held(sentence, PASSAGE, likeness)


@pytest.mark.parametrize(
    "sentence",
    [
        "培训经费比上年增加，原因是培训班合并举办。",
        "物业公司免费提供图书借阅。",
        "本馆向公众收取门票费用。",
        "培训经费为3万元，培训班合并举办。",
        "本馆免费向公众开放，见 https://example.org。",
    ],
)
def test_a_sentence_that_the_passage_does_not_hold_is_dropped(likeness: Likeness, sentence: str) -> None:
    assert not is_held(sentence, PASSAGE, likeness)


def test_sentences_of_other_matters_are_not_near_enough(likeness: Likeness) -> None:
    apart = likeness.cosine("馆舍维护由物业公司承担。", "培训经费比上年减少，原因是培训班合并举办。")
    assert apart is not None
    assert apart < LEAST_COSINE
