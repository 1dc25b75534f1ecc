"""What a paper says that it has none of: 本部门2025年无国有资本经营预算拨款安排的支出，故本表为空。"""

from __future__ import annotations

import re

from bot.question import Question
from bot.scoring import keys_of
from bot.texts import MOST_INLINE, TextAnswer, sentences_of
from index.store.facts import FactStore
from index.text import core_key

_NONE = re.compile("无(?![偿法关论形线])|没有|未安排|未涉及|不涉及|未发生|为空|空表")
_FUND = re.compile("(?:财政)?(?:拨款)?(?:资金)?(?:安排)?的?(?:收入|支出|收支)?$")
_NAMED = 4
"""Characters that the name of a fund has at least: 政府性基金."""


def answer_none(question: Question, store: FactStore, basis_keys: frozenset[str]) -> TextAnswer | None:
    """The sentence by which the one paper asked about says that it has nothing of the fund; None without one."""
    terms = question.strong_terms
    funds = [_FUND.sub("", core_key(term.surface)).removesuffix("预算") for term in terms]
    if len(terms) != 1 or not keys_of(terms[0]) & basis_keys or len(funds[0]) < _NAMED:
        return None
    years = question.frame.years
    papers = [one for one in store.documents(question.frame.documents) if not years or one.year in years]
    if len(papers) > MOST_INLINE or len({one.organisation for one in papers}) != 1:
        return None
    latest = max(one.year or 0 for one in papers)
    for paper in (one for one in papers if one.year in (None, latest)):
        for passage in store.passages_of(paper.id):
            told = passage.kind == "prose" and not any("名词" in heading for heading in passage.section)
            for sentence in sentences_of(passage.text) if told else ():
                if funds[0] in sentence and _NONE.search(sentence):
                    return TextAnswer(((passage, sentence.strip()),), passage.section)
    return None
