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
