"""The one row, or the one project, that a loose wording means; none where several may be meant.

`by_meant_row` finds a name for what nothing explains, 奖学金助学金 for 学生奖助学金, where every word stands in a row's label and
only what narrows the label is unsaid: the question is then asked by that name, and the answer says so. `answer_row` goes by
the nouns of a question that asks for no more than an amount, in any order and in what stands around the row, too: 某网站那个
项目 is the one project whose text tells of that website.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.figures.kinds import OUTCOMES
from bot.figures.transfers import of_all_payers
from bot.grammar.plan_asked import asks_plan
from bot.model import Answer
from bot.names.catalogue import Catalogue, is_change
from bot.names.measures import CLASSIFIERS
from bot.names.segment import prepare
from bot.names.terms import SenseKind, Token
from bot.reading.question import PROJECT, Question, asks_amount
from bot.reading.things_asked import Asked
from bot.reading.words_asked import OTHER_WORD, Word, words_asked
from bot.texts.passages import MOST_INLINE
from bot.tools import Tools
from bot.writing.answers import write_fact
from index.lexical import tagged
from index.model import Fact
from index.store.facts import FactFilter

LEAST_SAID = 4
"""Characters of a label that a wording must say."""
LEAST_COVER = 0.5
"""The share of a label that it must say."""
LEAST_NOUNS = 0.6
"""And nouns in any order: 甲维修 is less than 甲、乙维修和保养服务."""
MOST_BETWEEN = 2
"""Characters of a label between those of one word: 制服 of 制式服装."""
_LIMITS: tuple[SenseKind, ...] = ("organisation", "year", "kind", "unit", "amount", "over")
_ENDS = re.compile("(?:专项)?(?:经费|费用|费|资金|项目|工程|服务|支出|采购)*")
"""What ends a label and says nothing that a wording must say."""
_HAN = re.compile("[\u4e00-\u9fff]")
_POINTS = re.compile("(?:[那这]个|相关的?|所属的?)[^,。;?]{0,16}项目(?![里中的内])")
"""How a question speaks of a project by what it does: 某网站那个项目."""
_MOVED = re.compile("[调转划][入出]|上解|上缴|返还")
_OF_ONE = re.compile(f"(?<![第统\\d])[一每1](?:[{''.join(sorted(CLASSIFIERS - set('期批次')))}个吨公平立](?!性|体)|人)")
"""What is asked of each one of many: 一吨, 每亩."""
_TOTAL = "项目总资金"
"""How the facts of a project call all its money."""


def by_meant_row(question: Question, catalogue: Catalogue) -> tuple[str, str, str] | None:
    """The prepared question with the row's label in place of what means it, the wording and the label; None where no row, or
    more than one, fits.
    """
    text = prepare(question.text)
    stretch = _unknown_stretch(question, text) if question.language == "zh" and question.frame.documents else None
    if stretch is None:
        return None
    start, end = stretch
    if _OF_ONE.search(text[start:end]):
        return None  # 处理一吨污水 is no name of what all of it costs
    nowhere = (Asked("money", len(text), len(text)),)
    words = [one for one in words_asked(question, text, nowhere) if start <= one.start and one.end <= end]
    words = [whole for one in words if (whole := _without_project(one)).forms[0]]
    rows = catalogue.printed_as("row", question.frame.documents)
    labels = {entry.text for _, entry in rows if means(words, entry.text)}
    labels = {one for one in labels if not one.startswith(_REST) or text[start:end].startswith(_REST)}
    if len(labels) != 1:
        return None
    label = labels.pop()
    start, end = words[0].start, words[-1].end
    return f"{text[:start]}{label}{text[end:]}", text[start:end], label


_REST = ("其他", "其它")
"""What is left of a thing beside the named parts of it is not the thing."""


def _without_project(word: Word) -> Word:
    """A word without 项目 behind it, which labels mostly leave out."""
    return replace(word, forms=tuple(one.removesuffix(PROJECT) for one in word.forms))


def _unknown_stretch(question: Question, text: str) -> tuple[int, int] | None:
    """Where the one clause stands in which something is not explained, between its body, years and what it asks by."""
    if any(text[one.start : one.end] != one.surface for one in question.unexplained) or not question.unexplained:
        return None
    stretches: list[list[Token]] = [[]]
    for token in question.tokens:
        if _parts(token):
            stretches.append([])
        else:
            stretches[-1].append(token)
    unknown = [one for one in stretches if any(token in question.unexplained for token in one)]
    if len(unknown) != 1 or any(token.has("stranger") and token.has("lacking") for token in unknown[0]):
        return None
    return unknown[0][0].start, unknown[0][-1].end


def _parts(token: Token) -> bool:
    """Whether a token is no part of a name: a body, a year, an operation, punctuation, a word that asks for a figure."""
    limited = any(token.has(kind) for kind in _LIMITS) and not token.has("name")
    return (
        limited
        or (token.has("operation") and len(token.surface) > 1)
        or asks_amount(token)
        or token.surface in ",。;?!:"
    )


def means(words: Sequence[Word], label: str) -> bool:
    """Whether a label holds every word, and the words all of it but what stands before them or ends it."""
    printed = _printed(label)
    places: set[int] = set()
    for word in words:
        held = next((held for form in word.forms if (held := _held(form, printed))), None)
        if held is None:
            return False
        places.update(held)
    if printed[: min(places, default=0)].endswith(OTHER_WORD):
        return False
    if len(places) < LEAST_SAID or len(places) < LEAST_COVER * len(_AND.sub("", printed)):
        return False
    for start, end, _ in tagged(printed):
        places.update(range(start, end) if places & {*range(start, end)} else ())
    inner = "".join(one for at, one in enumerate(printed) if min(places) < at < max(places) and at not in places)
    return bool(_ENDS.fullmatch(printed[max(places) + 1 :])) and not _AND.sub("", inner)


def _held(form: str, label: str) -> range | tuple[int, ...] | None:
    """The places of a label where a word stands, whole or with few characters between its own."""
    at = label.find(form)
    if at >= 0:
        return range(at, at + len(form))
    found = _loosely(form).search(label) if len(form) > 1 and all(one in label for one in form) else None
    return tuple(found.start(number) for number in range(1, len(form) + 1)) if found else None


@lru_cache(256)
def _loosely(form: str) -> re.Pattern[str]:
    return re.compile(f".{{0,{MOST_BETWEEN}}}?".join(f"({re.escape(one)})" for one in form))


_printed = lru_cache(1 << 15)(prepare)
"""A label as questions are prepared: one question is held against all of them."""
_AND = re.compile("[和及与、]")


def answer_row(
    question: Question, asked: Sequence[Asked], words: Sequence[Word], documents: frozenset[str], tools: Tools
) -> Answer | None:
    """The amount of the one row that the nouns of a question pick out, or of the one project; None where several fit."""
    nouns = list(dict.fromkeys(word for word in words if word.noun))
    alone = [one.kind for one in asked] == ["money"] and question.frame.documents and not question.operations
    if not alone or not nouns or len(documents) > MOST_INLINE:
        return None
    pointed = bool(_POINTS.search(prepare(question.text)))
    found = _projects_of(nouns, documents, tools) if pointed else _rows_of(nouns, documents, tools)
    told = {(fact.row_path, fact.value_yuan) for fact in found}
    if len(told) != 1:
        return None
    fact = found[0]
    moved = _MOVED.search(question.text) or of_all_payers(prepare(question.text), [fact])
    if moved or (asks_plan(question) and fact.kind in OUTCOMES):
        return None  # which way money goes, and of which kind it is, no words tell in any order
    answer = write_fact(fact, question, tools)
    return answer if answer.status == "answered" else None


def _rows_of(nouns: Sequence[Word], documents: frozenset[str], tools: Tools) -> list[Fact]:
    """The amounts of the rows whose labels, with what they stand under, hold every noun, the most of them by themselves."""
    rows = tools.catalogue.printed_as("row", documents)
    labels = frozenset(key for key, _ in rows if _told_of(key, nouns) >= LEAST_SAID)
    wanted = FactFilter(documents=documents, row_keys=labels, source="table")
    amounts = [fact for fact in tools.store.facts(wanted) if _is_amount(fact)] if labels else []
    fitting = [fact for fact in amounts if all(word.stands_in(_around(fact)) for word in nouns)]
    most = max((_own(fact, nouns) for fact in fitting), default=0)
    named = [fact for fact in fitting if most >= LEAST_SAID and _own(fact, nouns) == most]
    return [fact for fact in named if most >= LEAST_NOUNS * len(_HAN.findall(fact.row))]


def _own(fact: Fact, nouns: Sequence[Word]) -> int:
    """Characters of a row's label that the nouns tell."""
    return _told_of(prepare(fact.row), nouns)


def _told_of(label: str, nouns: Sequence[Word]) -> int:
    return sum(max((len(form) for form in word.forms if form in label), default=0) for word in nouns)


def _around(fact: Fact) -> str:
    return prepare("".join((*fact.row_path, fact.row, fact.table)))


def _is_amount(fact: Fact) -> bool:
    plain = fact.value is not None and not fact.derived and not fact.total and fact.unit.factor is not None
    return plain and not any(map(is_change, fact.column))


def _projects_of(nouns: Sequence[Word], documents: frozenset[str], tools: Tools) -> list[Fact]:
    """All the money of the projects whose own texts hold every noun."""
    named = [word for word in nouns if not any(form.endswith(PROJECT) for form in word.forms)]
    if len("".join(word.forms[0] for word in named)) < LEAST_SAID:
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
