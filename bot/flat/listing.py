"""Rankings, lists and counts over the groups of a flat table: departments, funds, or what lies below a named group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.domain import Domain
from bot.figures.readings import Reading, comparable
from bot.flat.model import SumFact
from bot.flat.terms import SOUND_PART
from bot.grammar.plan import Plan
from bot.names.terms import Sense, Token, keys_of
from bot.operations.outcome import Line, Outcome
from bot.reading.question import Question
from bot.tools import Tools
from index.model import Fact
from index.text import fold, singular
from prompts import load_yaml


def groups_of(tools: Tools, fact: SumFact, plan: Plan) -> Domain | None:
    """The groups that a sum falls into: those of the column that the question names, else one level below."""
    header = named_header(tools, plan)
    parts = tools.resolver.flat.parts(fact, header)
    return Domain(fact, parts, "rows") if parts else None


def whole_table(tools: Tools, plan: Plan) -> list[Reading]:
    """The sum of the whole flat table, where the documents asked about are nothing else."""
    return tools.resolver.flat.whole((), plan.frame)


def count_groups(tools: Tools, plan: Plan) -> Outcome | None:
    """How many groups a named column holds: how many departments are in the budget."""
    header = named_header(tools, plan)
    terms = beside_header(tools, plan)
    readings = tools.resolver.readings(terms, plan.frame) if terms else whole_table(tools, plan)
    fact = readings[0].fact if len(readings) == 1 else None
    if not header or not isinstance(fact, SumFact):
        return None
    parts = tools.resolver.flat.parts(fact, header)
    if len(parts) != tools.resolver.flat.groups(fact, header):
        return None
    lines = tuple(_line(part) for part in parts)
    topic = fact.row_path[0] if terms else fact.organisation or fact.table
    return Outcome(
        "count", "answered", readings[0].score, Decimal(len(lines)), "项", (readings[0],), lines, topic=topic
    )


def named_header(tools: Tools, plan: Plan) -> str:
    """The column of groups that the question names in words that are no part of a name, "" where it names none."""
    words = _words_beside(" ".join(plan.options.said), plan.operands[0])
    headers = sorted(tools.resolver.flat.headers(plan.frame.documents), key=len, reverse=True)
    for header, called in load_yaml("flat.yaml")["headers"].items():
        if header in headers and any(word in words for word in called):
            return str(header)
    whole = next((header for header in headers if (f" {header} " if header.isascii() else header) in words), "")
    return whole or _by_its_last_word(headers, words)


def _by_its_last_word(headers: Sequence[str], words: str) -> str:
    """The one column whose header ends in a word of the question: account category, of revenue categories; "" for none."""
    ends = [header for header in headers if header.isascii() and " " in header]
    found = [header for header in ends if f" {header.split()[-1]} " in words]
    return found[0] if len(found) == 1 else ""


def beside_header(tools: Tools, plan: Plan) -> tuple[Token, ...]:
    """The plan's terms without words that only name a column of groups: the "sections" of "how many sections"."""
    terms = plan.operands[0]
    if all(_is_sound(term) for term in terms):
        return terms
    header = named_header(tools, plan)
    called = load_yaml("flat.yaml")["headers"].get(header, ())
    words = {*header.split(), *called, *(every + word for word in called for every in ("各", "各个", "哪个", "每个"))}
    return tuple(term for term in terms if _is_sound(term) or singular(term.surface) not in words)


def _is_sound(term: Token) -> bool:
    """Whether the term names something whole, and not by a part of its name."""
    named = term.sense("name")
    return named is not None and named.quality > SOUND_PART


def _words_beside(text: str, terms: Sequence[Token]) -> str:
    rest = fold(text)
    for term in terms:
        if _is_sound(term):
            rest = rest.replace(term.surface, " ")
    words = re.findall(r"[a-z]+|[^a-z\s\d]+", rest)
    return f" {' '.join(map(singular, words))} "


def with_both_years(question: Question, tools: Tools) -> Question:
    """A question about "the two years" over the two years that the flat tables asked about have, no more and no less."""
    frame = question.frame
    if frame.years is not None or not _BOTH_YEARS.search(fold(question.text)):
        return question
    years = tools.resolver.flat.years(frame.documents)
    if len(years) != 2:
        years = tools.resolver.flat.years(_papers_of_names(question, tools))
    if len(years) == 2:
        return replace(question, frame=frame.with_years(*years))
    unheld = (Sense("lacking"),)
    tokens = (
        replace(token, senses=unheld) if token.has("filler") and _BOTH_YEARS.search(token.surface) else token
        for token in question.tokens
    )
    return replace(question, tokens=tuple(tokens))


def _papers_of_names(question: Question, tools: Tools) -> frozenset[str]:
    """The documents asked about that hold all that the question names."""
    names = tools.catalogue.names
    held = [
        frozenset(one for key in keys_of(term) if key in names for one in names[key].documents)
        for term in question.strong_terms
        if term.has("name")
    ]
    return question.frame.documents.intersection(*held) if held else frozenset()


def with_ending_year(question: Question, tools: Tools) -> Question:
    """A question about FY14, where all documents asked about have years such as FY13-14: these are named by their end."""
    frame, spans = question.frame, tools.catalogue.spans
    found = {int(year) % 100 for year in _FISCAL_END.findall(fold(question.text))}
    if not found or not frame.years or not frame.documents & spans:
        return question
    if not frame.documents <= spans:
        ending = frozenset(year for year in frame.years if year % 100 in found)
        return replace(question, frame=replace(frame, ending=ending))
    years = frozenset(year - 1 if year % 100 in found else year for year in frame.years)
    return replace(question, frame=replace(frame, years=years))


_FISCAL_END = re.compile(r"\b(?:fy|fiscal year) ?'?((?:20)?\d{2})(?!\d)(?! ?[-/–] ?'?\d)")
"""A fiscal year by the calendar year that it ends in (GFOA): FY14 is July 2013 to June 2014."""


def with_said_kind(question: Question, tools: Tools) -> Question:
    """A question over records with a budget and an outturn column, of the one that its words say: spent, budget."""
    frame = question.frame
    flat = tools.resolver.flat
    if frame.kinds is not None or not flat.are_all(frame) or not {"budget", "outturn"} <= flat.kinds(frame):
        return question
    said = fold(question.text)
    planned = bool(re.search(r"\bbudget|预算", said))
    spent = bool(
        re.search(r"\bspent\b|\b(?:did|was|were|has|have)\b.*\b(?:spend|collect(?:ed)?|receiv(?:e|ed)|cost)\b", said)
    )
    if planned == spent:
        return question
    kinds = frozenset({"budget", "adjusted"} if planned else {"outturn"})
    return replace(question, frame=replace(frame, kinds=kinds))


_BOTH_YEARS = re.compile(
    r"\b(?:the|both|these) two (?:fiscal |budget )?years\b|\bboth (?:fiscal )?years\b|两年|两个(?:财政|预算)?年度"
)


def _line(fact: Fact) -> Line:
    return Line(fact.row_path[-1], comparable(fact), fact.unit.name, (fact,))
