"""Answers made of what was found, a figure or a passage; none leaves with a figure that its sources do not support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bot.figures.readings import Reading, comparable
from bot.grammar.plan import Plan
from bot.model import Answer, Item, Notice
from bot.operations.attempts import Attempt
from bot.operations.outcome import Outcome
from bot.reading.directions import asks_fall
from bot.reading.question import Question, asks_amount
from bot.texts.affiliates import listed_bodies
from bot.texts.goals import figure_of_row, reached
from bot.texts.passages import TextAnswer
from bot.texts.reasons import told_otherwise
from bot.tools import Tools
from bot.writing.assumptions import assumptions
from bot.writing.citing import Citer
from bot.writing.labels import unit_of
from bot.writing.phrases import Phrases
from bot.writing.writer import write
from index.model import Fact, Finding, Passage
from index.units import split_scale
from index.words import pattern_of

MOST_FINDINGS = 3


class Reply(NamedTuple):
    """An answer, with the attempt that it rests on where it is a figure."""

    answer: Answer
    attempt: Attempt | None = None


def write_figure(found: Attempt, question: Question, tools: Tools) -> Answer:
    """The verified answer of an attempt."""
    phrases = Phrases(question.language, question.unit, question.decimals)
    outcome = found.outcome
    if outcome.status == "not_found":
        return _refuse_outcome(outcome, phrases, tools)
    answer, known = write(outcome, phrases, tools.catalogue.documents)
    findings = _findings(answer, tools)
    answer = replace(
        answer,
        value=_size_of_fall(answer.value, question) if outcome.operation == "change" else answer.value,
        plan={**found.plan.as_dict(), **answer.plan},
        notices=(
            *answer.notices,
            *assumptions(question, outcome, phrases, tools),
            *_finding_notices(findings, answer),
        ),
    )
    results = [*known, *(step.result for step in outcome.steps)]
    audited = [f"{one.text} {one.arithmetic}" for one in (*findings, *outcome.findings)]
    return checked(answer, results, question, tools, audited)


def write_fact(fact: Fact, question: Question, tools: Tools) -> Answer:
    """The verified answer of one figure that no plan has found."""
    outcome = Outcome("lookup", "answered", 0.0, comparable(fact), unit_of(fact), (Reading((fact,), 0.0, 1),))
    return write_figure(Attempt(Plan("lookup", (question.terms,), question.frame), outcome, 0.0), question, tools)


def write_text(text: TextAnswer, question: Question, tools: Tools) -> Answer:
    """The verified answer that quotes what a text tells; a refusal where the section holds but its form's instruction."""
    phrases, citer = Phrases(question.language), Citer(tools.catalogue.documents)
    section = " / ".join(text.section)
    titles = _ASKS_FORMS.search(question.text)
    telling = [(passage, quote) for passage, quote in text.quotes if titles or not _is_caption(passage, quote)]
    if not telling:
        return Answer("not_found", phrases.say("not_found_told"), plan={"operation": "text"})
    quotes = [f"{quote}[{citer.passage(passage, quote)}]" for passage, quote in telling]
    if text.placeholder:
        body = phrases.say("placeholder", section=f"“{section}”", quote=quotes[0])
        return Answer("not_found", body, citations=citer.citations, plan={"operation": "text"})
    otherwise = told_otherwise(question, [quote for _, quote in telling])
    lines = [
        phrases.say("text_otherwise", told=otherwise) if otherwise else "",
        phrases.say("text", section=section) if section else "",
        *quotes,
        phrases.say("text_cut") if text.cut else "",
    ]
    answer = Answer(
        "answered",
        "\n".join(line for line in lines if line),
        citations=citer.citations,
        plan={"operation": "text", "reading": section},
    )
    told = checked(answer, (), question, tools)
    named = listed_bodies(text) if "affiliates" in question.texts and told.status == "answered" else []
    return replace(told, items=tuple(Item(name, None, "", (1,)) for name in named)) if named else told


def _is_caption(passage: Passage, quote: str) -> bool:
    """Whether a quote is no more than what stands above a form, 部门：某厅 单位：万元, or the name of one in a table of contents."""
    listed = any(_CONTENTS.fullmatch(heading) for heading in passage.section[-1:])
    return listed or all(_CAPTION.fullmatch(line.strip()) for line in quote.splitlines() if line.strip())


_CONTENTS, _CAPTION = (pattern_of("prose.zh.yaml", "patterns", which) for which in ("contents", "caption"))
_ASKS_FORMS = pattern_of("asked.zh.yaml", "forms")


def write_goals(found: TextAnswer, question: Question, tools: Tools) -> Answer:
    """The rows of a form of performance goals as it prints them."""
    answer = write_text(found, question, tools)
    answer = replace(answer, plan={**answer.plan, "operation": "goals"})
    one = len(found.quotes) == 1 and answer.status == "answered"
    figure = figure_of_row(found.quotes[0][1], question) if one else None
    if figure and not any(map(asks_amount, question.tokens)) and f"几{figure[1]}" not in question.text:
        figure = None
    if figure:
        return replace(answer, value=figure[0], unit=figure[1])
    truth = reached(found.quotes[0][1], question) if len(found.quotes) == 1 else None
    if truth is None or answer.status != "answered":
        return answer
    told = Phrases(question.language).say("yes" if truth else "no")
    return replace(answer, text=f"{told}\n{answer.text}", truth=truth)


def checked(
    answer: Answer, known: Sequence[Decimal], question: Question, tools: Tools, audited: Sequence[str] = ()
) -> Answer:
    """The answer if all its figures are supported, else a refusal."""
    wrong = tools.verify(answer, known, question.text, audited)
    if not wrong:
        return answer
    refusal = Phrases(question.language).say("unverified")
    return Answer("not_found", refusal, plan={**answer.plan, "unsupported": [str(number) for number in wrong]})


def _size_of_fall(value: Decimal | None, question: Question) -> Decimal | None:
    """A change as it is asked for: 减少多少 of a fall by 31,000 is 31,000, and of a rise by as much −31,000."""
    return -value if value and asks_fall(question) else value


def _refuse_outcome(outcome: Outcome, phrases: Phrases, tools: Tools) -> Answer:
    citer = Citer(tools.catalogue.documents)
    wanted = [reading for reading in outcome.readings if not reading.value] or list(outcome.readings)
    names = phrases.say("joiner").join(f"{phrases.what(one.fact)}{citer.marks([one.fact])}" for one in wanted)
    return Answer("not_found", phrases.say(outcome.message, names=names), citations=citer.citations)


def _findings(answer: Answer, tools: Tools) -> list[Finding]:
    """What the audit found about the facts that the answer cites."""
    cited = [citation.fact_id for citation in answer.citations if citation.fact_id in tools.catalogue.audited]
    return tools.store.findings(cited)[:MOST_FINDINGS] if cited else []


def _finding_notices(findings: Sequence[Finding], answer: Answer) -> list[Notice]:
    notices = []
    for finding in findings:
        cites = tuple(citation.n for citation in answer.citations if citation.fact_id in finding.facts)
        notices.append(Notice("rounding" if finding.grade == "rounding" else "inconsistency", finding.text, cites))
    return notices


def in_whole_money(answer: Answer) -> Answer:
    """The answer with its value and the values of its items in whole units; the text stays as the paper prints them."""
    value, unit = _whole(answer.value, answer.unit or "")
    items = []
    for item in answer.items:
        amount, currency = _whole(item.value, item.unit)
        items.append(replace(item, value=amount, unit=currency))
    return replace(answer, value=value, unit=unit or answer.unit, items=tuple(items))


def _whole(value: Decimal | None, unit: str) -> tuple[Decimal | None, str]:
    scale, currency = split_scale(unit)
    if value is None or not currency or scale is None or scale == 1:
        return value, unit
    return value * scale, currency
