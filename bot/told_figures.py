"""The one figure that a quoted sentence tells of what is asked: 救护车有几台 → "…其中：救护车11辆、一般公务用车6辆…"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.catalogue import is_change
from bot.passages import TextAnswer, holds
from bot.question import Question
from bot.texts import content_words
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter
from index.text import fold

_ENDS = ",;。:、"
_SERVES = re.compile("(?:主要)?(?:用于|用作|用来|为了)")
"""How the clause begins that says what the figure before it is for."""


def figure_told(text: TextAnswer, question: Question, tools: Tools) -> Fact | None:
    """The figure whose own clause, with the names above it, holds every word of the question; None where none does, or
    another of that name is told elsewhere: 执法执勤用车 18辆 that there are, 2辆 to be bought.
    """
    if len(text.quotes) != 1:
        return None
    passage, quote = text.quotes[0]
    if len(question.frame.years or ()) > 1:
        return None
    words = [word for word in content_words(question) if len(word) > 1]
    words += [token.surface for token in question.tokens if token.has("left")]  # a single character, too: 量|子
    said = _bare(quote)
    wanted = FactFilter(documents=frozenset({passage.document}), source="prose")
    facts = [fact for fact in tools.store.facts(wanted) if _is_plain(fact) and _is_measured_so(fact, question)]
    found = [
        fact
        for fact in facts
        if (_bare(fact.text) in said or said in _bare(fact.text))
        and any(all(holds(word, clause) for word in words) for clause in _clauses(fact, said, words))
    ]
    named = [fact for fact in facts if all(holds(word, fold("".join(fact.row_path))) for word in words)]
    told = {(fact.value, fact.unit.name) for fact in (*found, *named)}
    return found[0] if words and found and len(told) == 1 else None


_AND = re.compile("以及|[、和及与]")


def _bare(text: str) -> str:
    return re.sub(r"(?<=\W)\s|\s(?=\W)|\s$", "", fold(text))


_NUMBER_ASKED = re.compile("(?:[项家户人件篇册批次]目?数|个数|数量)(?=[是为有呢?,。]|$)")
"""绩效目标项目数呢."""


def _is_measured_so(fact: Fact, question: Question) -> bool:
    """Whether a figure is money, or where things are counted a number of them: 多少张床 is asked in 张."""
    counted = (
        "count" in question.operations
        or f"多少{fact.unit.name}" in question.text
        or bool(_NUMBER_ASKED.search(question.text))
    )
    return (fact.unit.factor is None) == counted


def _is_plain(fact: Fact) -> bool:
    """Whether a figure is the quantity itself as it is printed, not its change or its share."""
    return (
        fact.value is not None and not fact.derived and fact.unit.name != "%" and not any(map(is_change, fact.column))
    )


def _clauses(fact: Fact, text: str, words: Sequence[str]) -> Iterator[str]:
    """The clauses of a text that print a figure, each with the names that it stands under and what it is said to be for,
    where the words say all of that: what is for 甲、乙和丙 is no figure of 甲.
    """
    above = fold("".join(fact.row_path[:-1]))
    for found in re.finditer(rf"(?<![\d.,]){re.escape(fold(fact.printed))}(?![\d.]|,\d)", text):
        start = max(text.rfind(end, 0, found.start()) for end in _ENDS) + 1
        end = _end(text, found.end())
        if _SERVES.match(text, end + 1):
            stop = min((at for mark in ",;。" if (at := text.find(mark, end + 1)) >= 0), default=len(text))
            served = _AND.split(_SERVES.sub("", text[end + 1 : stop], count=1))
            if all(any(holds(word, one) or one in word for word in words) for one in served):
                end = stop
        yield above + text[start:end]


def _end(text: str, start: int) -> int:
    return min((place for end in _ENDS if (place := text.find(end, start)) >= 0), default=len(text))
