"""Answers from the running text: what it quotes, alone or beside the figure that it tells, explains or denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.grammar.plan import Plan
from bot.model import Answer
from bot.names.catalogue import is_change
from bot.operations.attempts import Attempt, attempt
from bot.operations.outcome import SAID_NONE, Outcome
from bot.operations.quantities import of_named_year
from bot.reading.question import PROJECT, Question, asks_amount
from bot.talk.compound import join_answers
from bot.texts.goals import answer_goals
from bot.texts.none_held import answer_none, is_nothing
from bot.texts.passages import ALSO, SERVES, TextAnswer, holds
from bot.texts.sections import answer_sentence, asks_what, content_words
from bot.texts.sentences_of_others import AMOUNT_ASKED, of_other_years, tells_of_others
from bot.tools import Tools
from bot.writing.answers import Reply, write_fact, write_figure, write_goals, write_text
from bot.writing.labels import unit_of
from index.model import Fact
from index.text import fold
from index.words import pattern_of

_ENDS = ",;。:、"


def wants_figure(question: Question) -> bool:
    """Whether the question asks for a figure, so that no passage may answer it."""
    return (
        any(map(asks_amount, question.tokens))
        or question.top is not None
        or question.nth is not None
        or question.unit is not None
        or bool(question.operations - {"list", "each", "whether", "errors", "count"})
    )


def printed(question: Question, tools: Tools) -> Answer | None:
    """The sentence, or the row of a form of goals, that prints what is asked, where nothing forbids an answer."""
    if any(token.has("orders") or token.has("offtopic") or token.has("stranger") for token in question.tokens):
        return None
    sentence = answer_sentence(question, tools)
    if sentence is not None and not (_names_who(sentence, question) and _tells_sort(sentence, question)):
        return None
    elsewhere = sentence is not None and (
        tells_of_others(sentence, question) or of_other_years(sentence, question, tools)
    )
    if sentence and (not elsewhere or _figure_told(sentence, question, tools)):
        return _with_told(sentence, question, tools)
    spent = question.language == "en" and bool(AMOUNT_ASKED.search(question.text))
    if asks_what(question) and not wants_figure(question) and not spent:
        sentence = answer_sentence(question, tools, figure=False)
        if sentence and _tells_sort(sentence, question):
            return write_text(sentence, question, tools)
    worked_out = question.operations & {"changed", "difference", "share", "ratio", "sum"}
    goals = None if worked_out or question.ranges_over else answer_goals(question, tools)
    return write_goals(goals, question, tools) if goals else None


def _names_who(sentence: TextAnswer, question: Question) -> bool:
    """Whether a sentence holds the sort of body that is asked for, 哪家银行, and of one who bought or built tells by whom."""
    asked = _WHO.search(question.text)
    if asked is None:
        return True
    said = "".join(quote for _, quote in sentence.quotes)
    return asked["sort"] in said if asked["sort"] else bool(_BY_WHOM.search(said))


def _tells_sort(sentence: TextAnswer, question: Question) -> bool:
    """Whether a sentence speaks of projects, where it is asked which there are, and gives points, where it is asked how many."""
    said = "".join(quote for _, quote in sentence.quotes)
    projects = question.ranges_over == "projects" and question.language == "zh"
    scored = bool(_POINTS_ASKED.search(question.text))
    return not (projects and PROJECT not in said and "工程" not in said) and not (scored and not _POINTS.search(said))


_POINTS_ASKED = re.compile("(?:多少|几)分(?=[呢啊呀?？。,，]|$)")
_POINTS = re.compile(r"[\d）)]分|得分|评分")


_WHO = pattern_of("asked.zh.yaml", "who", "asked")
_BY_WHOM = pattern_of("asked.zh.yaml", "who", "told")


def _with_told(sentence: TextAnswer, question: Question, tools: Tools) -> Answer:
    """A quoted sentence below the one figure that it tells of what is asked, where it tells one."""
    quoted = write_text(sentence, question, tools)
    asked = any(map(asks_amount, question.tokens)) or "count" in question.operations or not question.texts
    fact = _figure_told(sentence, question, tools) if asked and quoted.status == "answered" else None
    if fact is None:
        return quoted
    figure = write_fact(fact, question, tools)
    return replace(join_answers([figure, quoted]), plan=figure.plan)


def with_count(counted: Outcome, text: TextAnswer | None, question: Question, tools: Tools) -> Reply:
    """How many units there are, above the passage that names them."""
    plan = Plan("quantity", (question.terms,), question.frame, frozenset({"count"}))
    found = Attempt(plan, counted, counted.score)
    figure = write_figure(found, question, tools)
    told = write_text(text, question, tools) if text else None
    same = text is not None and any(counted.readings[0].fact.text in quote for _, quote in text.quotes)
    both = join_answers([figure, told]) if told and same and told.status == "answered" else figure
    return Reply(replace(both, plan=figure.plan), found)


def with_change(reason: Answer, question: Question, tools: Tools) -> Reply:
    """The reason, below the change itself where the question asks for both: 增加多少，为什么."""
    both = "reason" in question.texts and question.operations & {"change", "changed", "difference"}
    how_far = any(map(asks_amount, question.tokens)) or "share" in question.operations  # 涨了百分之几
    found = attempt(question, tools) if both and how_far and not question.blockers else None
    if found is None or found.outcome.status != "answered":
        return Reply(reason)
    return Reply(join_answers([write_figure(found, question, tools), reason]), found)


def with_none(figure: Answer, found: Attempt, question: Question, tools: Tools) -> Answer:
    """A blank cell beside the sentence by which the paper says that it has none of that."""
    if (
        figure.status != "answered"
        or found.plan.operation not in ("lookup", "exists")
        or found.outcome.value is not None
    ):
        return figure
    none = answer_none(question, tools)
    if none is None:
        return figure
    told = write_text(none, question, tools)
    truth = False if found.plan.operation == "exists" else figure.truth
    if not is_nothing(none):
        return replace(join_answers([figure, told]), plan=figure.plan, truth=truth)
    said = write_figure(replace(found, outcome=replace(found.outcome, message=SAID_NONE)), question, tools)
    unit = unit_of(found.outcome.readings[0].fact)
    return replace(join_answers([said, told]), plan=said.plan, truth=truth, value=Decimal(0), unit=unit)


def _figure_told(text: TextAnswer, question: Question, tools: Tools) -> Fact | None:
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
    told_here = tools.domains.told(passage.document) if words else ()
    facts = [fact for fact in told_here if _is_plain(fact) and _is_measured_so(fact, question)]
    found = [
        fact
        for fact in facts
        if fold(fact.printed) in said
        and (_bare(fact.text) in said or said in _bare(fact.text))
        and any(_holds_all(clause, words) for clause in _clauses(fact, said, words))
    ]
    paths = (
        {path for path in {fact.row_path for fact in facts} if _holds_all(fold("".join(path)), words)} if found else ()
    )
    told = {(fact.value, fact.unit.name) for fact in (*found, *(one for one in facts if one.row_path in paths))}
    if len(told) != 1 or not found:
        return None
    return of_named_year(tools, found[0], question.frame.years or frozenset())


def _holds_all(text: str, words: Sequence[str]) -> bool:
    return all(holds(word, text) for word in words)


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
        if SERVES.match(text, end + 1):
            stop = min((at for mark in ",;。" if (at := text.find(mark, end + 1)) >= 0), default=len(text))
            served = ALSO.split(SERVES.sub("", text[end + 1 : stop], count=1))
            if all(any(holds(word, one) or one in word for word in words) for one in served):
                end = stop
        yield above + text[start:end]


def _end(text: str, start: int) -> int:
    return min((place for end in _ENDS if (place := text.find(end, start)) >= 0), default=len(text))
