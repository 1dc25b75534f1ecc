"""What an answer takes for granted, said with it."""

from __future__ import annotations

from bot.figures.choose import of_one_fund
from bot.figures.fact_view import FactView
from bot.figures.forms import is_basic_part, says_one_fund
from bot.figures.readings import agree_by_rounding, quantum
from bot.figures.sides import SIDES
from bot.model import Notice
from bot.names.offices import asks_own_office
from bot.names.organisations import owner_key
from bot.names.terms import keys_of
from bot.names.typos import explain_near
from bot.operations.outcome import Outcome
from bot.reading.question import Question
from bot.tools import Tools
from bot.writing.phrases import Phrases
from index.model import Fact
from index.reach import level_of
from index.text import core_key

_MONEY = ("元", "%", "")
"""Units of figures that a department and its own office may each have of their own; things are counted as the text tells."""


def assumptions(question: Question, outcome: Outcome, phrases: Phrases, tools: Tools) -> list[Notice]:
    """What was taken for granted where the question leaves it open: year, funds, units, a name near to the one asked for."""
    notices = []
    for token in question.tokens:
        name = explain_near(token)
        if name and (outcome.operation, outcome.topic) != ("per_thing", token.surface):
            notices.append(Notice("assumption", phrases.say("notice_near", asked=token.surface, name=name)))
    documents = [tools.catalogue.documents[one] for one in question.frame.documents]
    if outcome.unit in _MONEY and asks_own_office(question.tokens) and any(one.level != "unit" for one in documents):
        notices.append(Notice("assumption", phrases.say("notice_own_office")))
    facts = [reading.fact for reading in outcome.readings]
    if outcome.operation == "lookup" and outcome.status == "answered" and facts:
        funds_open = not any(says_one_fund(*map(core_key, (one.table, *one.column))) for one in facts)
        if outcome.alternatives and funds_open and not level_of(facts[0].organisation):
            notices.append(Notice("assumption", phrases.say("notice_default_basis")))
        elif not outcome.alternatives and (_is_only_of_fund(question, facts[0], tools) or _is_basic(question, facts)):
            notices.append(Notice("assumption", phrases.say("notice_only_form", form=phrases.place(facts[0]))))
        if question.frame.years is None and question.offset is None and len({one.year for one in documents}) > 1:
            notices.append(Notice("assumption", phrases.say("notice_year", year=facts[0].year or "")))
    if _only_rounded(outcome):
        notices.append(Notice("rounding", phrases.say("notice_only_rounded")))
    if outcome.operation in ("share", "ratio") and outcome.status == "answered":
        parted = outcome.readings[:2] if all(fact.source == "table" for fact in facts[:2]) else ()
        if len({(one.fact.year, one.fact.kind) for one in parted}) == 1 and not of_one_fund(parted):
            notices.append(Notice("assumption", phrases.say("notice_other_funds")))
    lines = [fact for line in outcome.lines for fact in line.facts[:1]]
    apart = len({owner_key(fact.organisation) for fact in lines}) > 1
    if question.ranges_over == "organisations" and question.frame.years is None and apart:
        years = {fact.year for fact in lines}
        name = "notice_common_year" if len(years) == 1 else "notice_own_years"
        notices.append(Notice("assumption", phrases.say(name, year=lines[0].year or "")))
    return notices


def _only_rounded(outcome: Outcome) -> bool:
    """Whether all that two figures differ by is that one of them is printed more coarsely, 171.01万元 and 1,710,062元."""
    if outcome.operation not in ("difference", "compare") or len(outcome.readings) != 2:
        return False
    one, two = (reading.fact for reading in outcome.readings)
    return outcome.value != 0 and quantum(one) != quantum(two) and agree_by_rounding(one, two)


def _is_only_of_fund(question: Question, fact: Fact, tools: Tools) -> bool:
    """Whether all that a body takes in or spends is asked for and a form of some funds alone tells a total."""
    keys = tools.catalogue.lexicon.basis_keys
    named = any(keys_of(term) & keys or any(key in term.surface for key in keys) for term in question.terms)
    view = FactView(fact, keys)
    return fact.source == "table" and bool(view.basis) and view.row in SIDES and not named


def _is_basic(question: Question, facts: list[Fact]) -> bool:
    """Whether a figure is only told by a form of basic expenditure, which no word of the question means: 办公费 without what
    projects pay of it.
    """
    return is_basic_part(core_key(facts[0].table), f"{question.text} {facts[0].row}")
