"""The questions offered after an answer, over the example documents."""

from __future__ import annotations

import pytest

from bot.pipeline import Bot
from bot.web.follow import follow_ups
from bot.web.shelf import Shown
from bot.web.texts import texts
from tests.bot.web.stored import ASSOCIATION, LIBRARY, made_store


@pytest.fixture(scope="module")
def bot(tmp_path_factory):
    return Bot(made_store(tmp_path_factory.mktemp("follow") / "store", LIBRARY, ASSOCIATION))


QUESTIONS = {
    "zh": "上海市科学技术协会2023年科学技术支出是多少？",
    "en": "How much is 科学技术支出 of 上海市科学技术协会 in 2023?",
}


@pytest.mark.parametrize(
    "question", ["上海市科学技术协会2023年项目支出是多少？", "上海市科学技术协会2023年人员经费占基本支出的比重是多少？"]
)
def test_no_question_is_offered_about_a_bare_total(bot, question):
    shown = Shown(question, (), None, "zh", bot.ask(question))
    offered = [choice.label for choice in follow_ups(bot, shown, texts("zh"))]
    assert offered
    assert not [label for label in offered if label.startswith(("合计", "总计"))]


def test_offered_question_is_answered_after_what_it_follows(bot):
    talk = ["上海市科学技术协会2023年公务接待费是多少？", "会议费呢？"]
    shown = Shown(talk[1], (talk[0],), None, "zh", bot.ask(talk[1], history=talk[:1]))
    offered = follow_ups(bot, shown, texts("zh"))
    assert offered
    assert {bot.ask(choice.question, history=talk).status for choice in offered} == {"answered"}


@pytest.mark.parametrize("language", QUESTIONS)
def test_each_question_offered_is_whole_in_the_pages_language_and_answered(bot, language):
    question = QUESTIONS[language]
    shown = Shown(question, (), None, language, bot.ask(question, language=language))
    offered = follow_ups(bot, shown, texts(language))
    assert len(offered) > 1
    for choice in offered:
        assert all(part in choice.question for part in ("上海市科学技术协会", "2023"))
        assert not any(part in choice.label for part in ("上海市科学技术协会", "2023", " of ?", " ?", "  "))
        assert choice.label.endswith("？" if language == "zh" else "?")
        assert ("？" in choice.question) == (language == "zh")
        assert bot.ask(choice.question, language=language).status == "answered"
