"""Chinese words that carry nothing a figure depends on: passed over, while a word that narrows a figure never is."""

from __future__ import annotations

import pytest

from bot.names.lexicon import filler_groups, load_lexicon, side_verbs
from bot.names.segment import bought_whole
from bot.names.terms import PART_QUALITY, Sense, Token
from bot.pipeline import Bot
from prompts import load_yaml

WORDS = load_yaml("words.zh.yaml")


def test_an_inflected_word_is_known_in_each_of_its_forms() -> None:
    looking = {"of": ["查", "看"], "forms": ["V一V", "VV"]}
    groups = dict(filler_groups({"fillers": {"courtesy": ["请"]}, "inflected": {"looking": looking}}))
    assert groups == {"courtesy": ["请"], "looking": ["查一查", "查查", "看一看", "看看"]}


def test_every_filler_stands_in_one_group_once() -> None:
    words = [word for group in WORDS["fillers"].values() for word in group]
    assert len(words) == len(set(words))


def test_no_inflected_word_is_a_term_or_another_cue() -> None:
    lexicon = load_lexicon()
    inflected = [word for _, group in filler_groups({**WORDS, "fillers": {}}) for word in group]
    assert [word for word in inflected if word in lexicon.by_word or word in lexicon.by_key] == []
    assert [word for word in inflected for sense in lexicon.cues.get(word, ()) if sense.kind != "filler"] == []


def test_a_verb_of_either_list_says_its_side() -> None:
    assert side_verbs()["掏了"] == side_verbs()["花了"] == "支出总计"


@pytest.mark.parametrize(
    "frame",
    [
        "能给我说说{}是多少吗",
        "我就想弄明白{}到底是个什么数",
        "帮我瞅一眼{}这块儿",
        "{}那一摊子掏了几个子儿",
        "劳烦协助查询{}，精确到分即可",
        "在准备审议材料，{}是多少",
        "网上说法不一，{}究竟是多少",
        "{}不要四舍五入，多少",
        "刚才说的不算，{}是多少",
        "老师，{}是多少",
        "唔该，{}系几多",
        "{}这回事儿要多少钱",
    ],
)
def test_a_loosely_worded_question_has_the_figure_of_the_plain_one(founding_bot: Bot, frame: str) -> None:
    plain = founding_bot.ask("上海市科协2023年会议费是多少")
    assert plain.value is not None
    assert founding_bot.ask(frame.format("上海市科协2023年会议费")).value == plain.value


@pytest.mark.parametrize(
    "question",
    [
        "上海市科协2023年挪用了多少钱",
        "上海市科协2023年追回多少会议费",
        "上海市科协2023年网上培训花了多少",
        "上海市科协2023年春节会议费多少",
        "上海市科协2023年年中培训费多少",
        "上海市科协2023年年会花了多少",
        "上海市科协2023年老师花了多少",
        "上海市科协2023年雇人花了多少",
        "上海市科协2023年卖出多少钱",
        "上海市科协2023年领导领多少",
    ],
)
def test_a_word_that_narrows_is_never_passed_over(founding_bot: Bot, question: str) -> None:
    assert founding_bot.ask(question).value is None


@pytest.mark.parametrize("question", ["买东西花了多少钱", "举办花了多少", "写报告花了多少", "材料花了多少"])
def test_what_was_bought_or_held_is_not_all_that_was_spent(founding_bot: Bot, question: str) -> None:
    assert founding_bot.ask("上海市科协2023年花了多少钱").value is not None
    assert founding_bot.ask(f"上海市科协2023年{question}").value is None


def test_whether_money_was_thrown_at_something_only_an_outturn_tells(founding_bot: Bot) -> None:
    assert founding_bot.ask("上海市科协2023年在会议费上砸了钱吗").truth is None


def test_a_part_of_a_name_beside_a_verb_of_buying_is_not_that_name() -> None:
    part, whole = (Sense("name", "图书", frozenset({"图书馆"}), quality=quality) for quality in (PART_QUALITY, 1.0))
    for sense, cut in ((part, ["图书购买"]), (whole, ["图书", "购买"])):
        tokens = [Token(0, 2, "图书", (sense,)), Token(2, 4, "购买", (Sense("filler"),))]
        assert [token.surface for token in bought_whole(tokens, frozenset({"购买"}), lambda word: ())] == cut
