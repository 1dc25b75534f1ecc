"""The number of a document that a paper cites, 某财预〔2024〕12号, where a question asks for it: 批复文号是什么."""

from __future__ import annotations

import re

from bot.names.segment import prepare
from bot.reading.question import Question
from bot.texts.passages import MOST_INLINE, TextAnswer, holds, sentences_of
from bot.tools import Tools
from index.text import fold

_ASKS = re.compile("(?:发文|公文|文件)?(?:文号|字号|编号)")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}\s?[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?第?\s?\d+\s?号")
_TITLE = re.compile("《([^《》]{2,60})》")
_OF = ("批复", "批准", "下达", "印发")
"""What was done by the document that is asked for, where its title is not said."""


def asks_document_number(question: Question) -> bool:
    """Whether the number of a document is asked for."""
    return bool(_ASKS.search(question.text))


def answer_document_number(question: Question, tools: Tools) -> TextAnswer | None:
    """The one sentence of the papers that cites the document asked about with its number; None without one, or with two."""
    papers = tools.papers(question.frame.documents)
    papers = [one for one in papers if not question.frame.years or one.year in question.frame.years]
    wanted = _TITLE.findall(question.text) or [word for word in _OF if word in question.text]
    if not wanted or not papers or len(papers) > MOST_INLINE or len({one.organisation for one in papers}) != 1:
        return None
    found = [
        (passage, sentence.strip())
        for paper in papers
        for passage in tools.store.passages_of(paper.id)
        if passage.kind == "prose"
        for sentence in sentences_of(passage.text)
        if _NUMBER.search(sentence) and all(holds(prepare(word), fold(sentence)) for word in wanted)
    ]
    return TextAnswer((found[0],), found[0][0].section) if len({sentence for _, sentence in found}) == 1 else None
