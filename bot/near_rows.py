"""The row, or the project, that the words of a question pick out where they are not its name: found by all of them.

空调和电梯的维修保养 → the row 空调、电梯维修和保养服务; 某网站那个项目 → the one project whose text tells of that website.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers import write_fact
from bot.catalogue import is_change
from bot.kinds import OUTCOMES
from bot.model import Answer
from bot.near_asked import Asked
from bot.near_words import Word
from bot.passages import MOST_INLINE
from bot.plan_asked import asks_plan
from bot.question import PROJECT, Question
from bot.segment import prepare
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter

LEAST_NAMED = 4
"""Characters of nouns that a row's own label must hold."""
LEAST_COVER = 0.6
"""The share of a label that they must tell: 空调维修 is less than 空调、电梯维修和保养服务."""
_HAN = re.compile("[\u4e00-\u9fff]")
_POINTS = re.compile("(?:[那这]个|相关的?|所属的?)[^,。;?]{0,16}项目(?![里中的内])")
"""How a question speaks of a project by what it does: 某网站那个项目."""
_MOVED = re.compile("[调转划][入出]|上解|上缴|返还")
_TOTAL = "项目总资金"
"""How the facts of a project call all its money."""


def answer_row(
    question: Question, asked: Sequence[Asked], words: Sequence[Word], documents: frozenset[str], tools: Tools
) -> Answer | None:
    """The amount of the one row that the nouns of a question pick out, or of the one project; None where several fit."""
    nouns = [word for word in words if word.noun]
    alone = [one.kind for one in asked] == ["money"] and question.frame.documents and not question.operations
    if not alone or not nouns or len(documents) > MOST_INLINE:
        return None
    pointed = bool(_POINTS.search(prepare(question.text)))
    found = _projects_of(nouns, documents, tools) if pointed else _rows_of(nouns, documents, tools)
    told = {(fact.row_path, fact.value_yuan) for fact in found}
    if len(told) != 1:
        return None
    fact = found[0]
    if _MOVED.search(question.text) or (asks_plan(question) and fact.kind in OUTCOMES):
        return None  # which way money goes, and of which kind it is, no words tell in any order
    answer = write_fact(fact, question, tools)
    return answer if answer.status == "answered" else None


def _rows_of(nouns: Sequence[Word], documents: frozenset[str], tools: Tools) -> list[Fact]:
    """The amounts of the rows whose labels, with what they stand under, hold every noun, the most of them by themselves."""
    labels = frozenset(
        key
        for key, entry in tools.catalogue.names.items()
        if "row" in entry.roles and entry.documents & documents and _told_of(key, nouns) >= LEAST_NAMED
    )
    wanted = FactFilter(documents=documents, row_keys=labels, source="table")
    amounts = [fact for fact in tools.store.facts(wanted) if _is_amount(fact)] if labels else []
    fitting = [fact for fact in amounts if all(word.stands_in(_around(fact)) for word in nouns)]
    most = max((_own(fact, nouns) for fact in fitting), default=0)
    named = [fact for fact in fitting if most >= LEAST_NAMED and _own(fact, nouns) == most]
    return [fact for fact in named if most >= LEAST_COVER * len(_HAN.findall(fact.row))]


def _own(fact: Fact, nouns: Sequence[Word]) -> int:
    """Characters of a row's label that the nouns tell."""
    return _told_of(prepare(fact.row), nouns)


def _told_of(label: str, nouns: Sequence[Word]) -> int:
    return sum(max((len(form) for form in word.forms if form in label), default=0) for word in set(nouns))


def _around(fact: Fact) -> str:
    return prepare("".join((*fact.row_path, fact.row, fact.table)))


def _is_amount(fact: Fact) -> bool:
    plain = fact.value is not None and not fact.derived and not fact.total and fact.unit.factor is not None
    return plain and not any(map(is_change, fact.column))


def _projects_of(nouns: Sequence[Word], documents: frozenset[str], tools: Tools) -> list[Fact]:
    """All the money of the projects whose own texts hold every noun."""
    named = [word for word in nouns if not any(form.endswith(PROJECT) for form in word.forms)]
    if len("".join(word.forms[0] for word in named)) < LEAST_NAMED:
        return []
    texts = {
        (document, path): text
        for document in documents
        for path, text in _texts_of(document, tools)
        if all(word.stands_in(text) for word in named)
    }
    totals = tools.store.facts(FactFilter(documents=documents, source="prose"))
    return [
        fact
        for (document, path) in texts
        for fact in totals
        if fact.document == document and fact.row == _TOTAL and prepare(fact.row_path[0]) in path
    ]


def _texts_of(document: str, tools: Tools) -> Iterator[tuple[str, str]]:
    """The first heading of each section with its whole text."""
    texts: dict[str, list[str]] = {}
    for passage in tools.store.passages_of(document):
        if passage.section and passage.kind == "prose":
            texts.setdefault(prepare(passage.section[0]), []).append(prepare(passage.text))
    return ((path, path + "".join(told)) for path, told in texts.items())
