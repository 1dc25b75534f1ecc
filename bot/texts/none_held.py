"""What a paper says that it has none of: 本部门2025年无国有资本经营预算拨款安排的支出，故本表为空。"""

from __future__ import annotations

import re

from bot.names.terms import keys_of
from bot.reading.question import Question
from bot.texts.passages import MOST_INLINE, TextAnswer, sentences_of
from bot.tools import Tools
from index.text import core_key

_NONE = "无(?![偿法关论形线])|没有|未安排|未涉及|不涉及|未发生|为空|空表"
_COMPARES = frozenset({"over", "under", "equal", "change", "changed", "difference"})
_FUND = re.compile("(?:财政)?(?:拨款)?(?:资金)?(?:安排)?的?(?:收入|支出|收支)?$")
_QUOTES = re.compile(r"[“”\"\s]")
_NAMED = 4
"""Characters that the name of a fund has at least: 政府性基金."""
_NONE_OF = "(?:无(?![偿法关论])|没有|未安排|未发生|未涉及|不涉及)[^,，。;；、:：]{0,10}"
"""Right before the name of what a paper says that it has none of."""


def answer_none(question: Question, tools: Tools) -> TextAnswer | None:
    """The sentence by which the one paper asked about says that it has none of what is named; None without one."""
    terms = question.strong_terms
    if len(terms) != 1 or question.operations & _COMPARES:
        return None
    name = core_key(terms[0].surface)
    says = re.compile(_NONE_OF + re.escape(name))
    if keys_of(terms[0]) & tools.catalogue.lexicon.basis_keys:
        name = _FUND.sub("", name).removesuffix("预算")
        held = re.escape(name)
        says = re.compile(rf"{held}\D*?(?:{_NONE})|(?:{_NONE})\D*?{held}")
        if len(name) < _NAMED:
            return None
    years = question.frame.years
    papers = [one for one in tools.papers(question.frame.documents) if not years or one.year in years]
    if len(papers) > MOST_INLINE or len({one.organisation for one in papers}) != 1:
        return None
    latest = max(one.year or 0 for one in papers)
    for paper in (one for one in papers if one.year in (None, latest)):
        for passage in tools.store.passages_of(paper.id):
            told = passage.kind == "prose" and not any("名词" in heading for heading in passage.section)
            for sentence in sentences_of(passage.text) if told else ():
                if says.search(_QUOTES.sub("", sentence)) and sentence.strip()[-1:] not in (":", "："):
                    return TextAnswer(((passage, sentence.strip()),), passage.section)
    return None


def is_nothing(told: TextAnswer) -> bool:
    """Whether a sentence of `answer_none` says outright that there is nothing, so that the amount is 0.

    Not one that tells an amount, or that nothing changed.
    """
    sentence = _DATES.sub("", told.quotes[0][1])
    return not re.search(r"\d|变化|变动|增减|差异|调整|结[转余]", sentence)


_DATES = re.compile(r"(?:19|20)\d{2}年(?:度)?|表\s*\d+|\d+\s*表|公开\d+|[(（]\d+[)）]|^\s*\d+[.、．]")
