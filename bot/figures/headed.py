"""The rows of the form whose label column is headed by what the question asks for: which department, how many programs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.figures.domain import Domain
from bot.figures.fact_view import FactView
from bot.figures.printed_spans import totals_years
from bot.figures.readings import Reading
from bot.figures.sides import on_side
from bot.figures.stages import fits_stage, stage_loss
from bot.figures.year_ends import year_in
from bot.grammar.plan import Plan
from bot.names.counted import counts_people, counts_positions
from bot.names.terms import Sense, Token, keys_of
from bot.reading.frame import latest_years
from bot.reading.question import is_strong
from bot.reading.small_words import is_side_verb
from bot.tools import Tools
from index.grids import is_total_label
from index.model import Fact, Table
from index.store.facts import FactFilter
from index.text import column_item, column_key, core_key, fold, singular, singular_words
from index.units import PERCENT
from prompts import load_yaml

WORTH = 8.0
COLUMN, TITLE = 6.0, 4.0
UNASKED = 5.0
"""What a column of something that is not asked for is worth less, and posts where money is asked for."""
OTHER_KIND = 3.0
BODY = "department"
MOST_DOCUMENTS = 12
"""In a store of more documents the question must say of which body it is."""
_MEASURES = frozenset({"budget", "total", "amount", "spending", "item", "change", "unit", ""})


@dataclass(frozen=True, slots=True)
class _Found:
    """One column of one form, and how well it fits."""

    table: Table
    facts: tuple[Fact, ...]
    score: float


def by_header(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The rows of the best column of the form that is headed so; None where no form is, or two fit equally well."""
    forms, named = _named(tools, plan)
    if not named:
        return None
    parts_of_header = set(named.split())
    terms = [
        term
        for term in plan.operands[0]
        if is_strong(term)
        and not is_side_verb(term)
        and not set(map(singular, term.surface.split())) <= parts_of_header | _said_of_all()
    ]
    terms = [_without_group(term, named) for term in terms]
    tables = [tools.domains.table(table) for header, table in forms if header == named]
    found = sorted(
        (one for table in tables if table for one in _columns(tools, plan, table, terms)), key=lambda one: -one.score
    )
    if not found or (len(found) > 1 and found[1].score == found[0].score and found[1].table.id != found[0].table.id):
        return None
    if len({_item(one) for one in found if one.score == found[0].score}) > 1:
        return None
    return _domain(tools, replace(found[0], facts=_called_so(found[0].facts, named)))


def _named(tools: Tools, plan: Plan) -> tuple[list[tuple[str, str]], str]:
    """The forms with what heads their labels, and which of these the question asks for; "" for none."""
    if len(plan.frame.documents) > MOST_DOCUMENTS:
        return [], ""
    forms = [one for one in _headed(tools, plan) if plan.options.form in (None, one[1])]
    headers = {header for header, _ in forms}
    words = _words_beside(plan, headers)
    named = next((one for one in sorted(headers, key=len, reverse=True) if f" {one} " in words), "")
    if not named and plan.options.over == "organisations" and BODY in headers:
        named = BODY  # and the smallest? after a question about departments
    return forms, named


def lists_others(tools: Tools, plan: Plan, whole: Fact) -> bool:
    """Whether English asks which of the things of some form is the largest, which fund, and the figure is of a form of others."""
    asked = _WHICH.search(" ".join(plan.options.said))
    if asked is None or whole.source != "table":
        return False
    forms, named = _named(tools, plan)
    said = singular(fold(asked["thing"]))
    return named == said and whole.table_id not in {table for header, table in forms if header == named}


_WHICH = re.compile(
    r"\b(?:which|what)(?: single| one)? (?P<thing>[a-z]+)\b(?! of (?:spending|expen|revenue|income))", re.I
)


def _called_so(facts: tuple[Fact, ...], named: str) -> tuple[Fact, ...]:
    """The rows that say themselves what they are, where several do: the ministries among the heads."""
    said = tuple(fact for fact in facts if f" {named} " in f" {singular_words(core_key(fact.row))} ")
    return said if len(said) >= FEWEST_CALLED else facts


FEWEST_CALLED = 3


def _item(found: _Found) -> str:
    """What a column is of, its year left out."""
    return column_key(column_item(found.facts[0].column))


def _headed(tools: Tools, plan: Plan) -> Iterator[tuple[str, str]]:
    """The forms (ids) of the frame that are no tables of records, with what heads their labels, in the singular."""
    flat = tools.resolver.flat.tables(plan.frame.documents)
    for table_id in tools.catalogue.table_ids(plan.frame.documents):
        layout = tools.domains.layout(table_id)
        listed = table_id not in flat or layout.each_once
        header = core_key(layout.label_header) if listed else ""
        if header and header not in _MEASURES and header.isascii():
            called = singular_words(header)
            yield called, table_id
            for one in _called_otherwise(called, layout.label_header):
                yield one, table_id


def _called_otherwise(header: str, printed: str) -> set[str]:
    """What else the rows below a header are called: funds below Fund name, schemes below Scheme (£000), ministries of heads."""
    bare = singular_words(core_key(re.sub(r"[(（].*", "", printed)).removesuffix(" name"))
    said = load_yaml("terms.english.yaml")["headed"]
    return ({bare, *(other for other, headers in said.items() if bare in headers)} - {header}) - _MEASURES


def _words_beside(plan: Plan, headers: Collection[str]) -> str:
    """The words of the question in the singular, without those of whole names but the one for what their form lists, capital
    projects.
    """
    rest = fold(" ".join(plan.options.said))
    for term in plan.operands[0]:
        sense = term.sense("name")
        if sense is not None and sense.quality >= 1 and not sense.weak:
            last = _group_of(term)
            rest = rest.replace(term.surface, last if last in headers else " ")
    return f" {' '.join(map(singular, re.findall('[a-z]+', rest.replace('departmental', BODY))))} "


def _group_of(term: Token) -> str:
    """The word for things of one sort that a name ends in, in the singular: the project of capital projects; "" without one."""
    last = term.surface.split()[-1]
    return singular(last) if singular(last) != last else ""


def _without_group(term: Token, header: str) -> Token:
    """What limits the things of a form in a name that ends in the word for them: the capital of capital projects."""
    rest = " ".join(term.surface.split()[:-1])
    if not rest or _group_of(term) != header:
        return term
    return replace(term, surface=rest, senses=(Sense("name", rest, frozenset({rest})),))


def _columns(tools: Tools, plan: Plan, table: Table, terms: Sequence[Token]) -> Iterator[_Found]:
    """The columns of a form that explain all the terms, in the years, kinds and stages asked for."""
    frame = plan.frame
    printed = tools.store.facts(FactFilter(frame.documents, table_ids=frozenset({table.id})))
    if not printed:
        return
    document = tools.catalogue.documents[printed[0].document]
    latest = latest_years(tools.catalogue.documents, frame).get(document.id)
    years: frozenset[int | None] = frozenset(frame.years or {latest})
    thing = singular_words(core_key(tools.domains.layout(table.id).label_header))
    own = {f"{thing} {measure}" for measure in ("cost", "total", "budget", "amount")}
    columns: dict[int, list[Fact]] = defaultdict(list)
    for fact in printed:
        fits = frame.kinds is None or fact.kind in frame.kinds
        in_time = totals_years(fact, printed, frame.span) if frame.span else year_in(fact, frame) in years
        in_time = in_time or (fact.year is None and _is_of_all_years(fact, plan, terms))
        if in_time and fits and fact.unit != PERCENT and fits_stage(fact.column, frame.stages):
            columns[fact.column_index].append(fact)
    for facts in columns.values():
        view = FactView(facts[0], tools.catalogue.lexicon.basis_keys)
        whole = {core_key(fact.row) for fact in facts if fact.total}
        worth = [_explains(view, term) or TITLE * bool(keys_of(term) & whole) for term in terms]
        if not all(worth):
            continue
        people = counts_people(facts[0]) and not any(map(counts_positions, terms))
        special = bool(view.item) and COLUMN not in worth and view.item not in own
        loss = UNASKED * (people + special) + stage_loss(facts[0].column, frame.stages)
        loss += OTHER_KIND if frame.kinds is None and facts[0].kind != document.kind else 0.0
        loss -= COLUMN if facts[0].year is None and _is_of_all_years(facts[0], plan, ()) else 0.0
        loss += _other_side(plan, table) - COLUMN * any(_is_headed(view, term) for term in plan.operands[0])
        yield _Found(table, tuple(facts), sum(worth) - loss)


def _is_of_all_years(fact: Fact, plan: Plan, terms: Sequence[Token]) -> bool:
    """Whether a column adds up years, and the question asks for what all of them come to: total cost, five-year."""
    if not is_total_label(fact.column[-1]):
        return False
    named = {key for term in terms for key in keys_of(term)} & set(map(core_key, fact.column))
    several = plan.frame.years is None or len(plan.frame.years) > 1
    return bool(named) or (several and bool(_TOTAL_ASKED.search(" ".join(plan.options.said))))


_TOTAL_ASKED = re.compile(r"\b(?:total|in all|altogether|overall|over (?:the|all) [a-z]+ years)\b", re.I)


@cache
def _said_of_all() -> frozenset[str]:
    """Words that say no more than that amounts of a plan are asked for: adopted budget, spending."""
    stages = (word for words in load_yaml("cues.yaml")["stages"].values() for word in words if word.isascii())
    single = (word for word in stages if " " not in word)
    return frozenset({*single, *load_yaml("flat.yaml")["measures"], "spending", "cost", "expenditure"})


def _other_side(plan: Plan, table: Table) -> float:
    """What a form of revenues loses where these are not asked for, and one of expenditures where they are."""
    income = any(term.has("side", "收入") for term in plan.operands[0])
    return 1.0 if on_side("支出" if income else "收入", core_key(table.title)) else 0.0


def _is_headed(view: FactView, term: Token) -> bool:
    """Whether a column is headed with a word that alone says little: income."""
    return not is_strong(term) and view.item == core_key(term.surface)


def _explains(view: FactView, term: Token) -> float:
    keys = keys_of(term) | {core_key(term.surface)}
    if any(key in column for key in keys for column in view.columns):
        return COLUMN
    if counts_positions(term) and counts_people(view.fact):
        return COLUMN
    return TITLE if any(singular_words(key) in singular_words(view.table) for key in keys if key) else 0.0


def _is_section(domain: Domain, facts: Sequence[Fact]) -> bool:
    """Whether a total is of one group of a form's rows alone: of the elementary schools."""
    groups = {fact.row_path[0] for fact in domain.parts if len(fact.row_path) > 1}
    others = {fact.row_path[0] for fact in facts if not fact.total and len(fact.row_path) > 1}
    return len(groups) == 1 and len(others) > 1


def _domain(tools: Tools, found: _Found) -> tuple[Domain, Reading] | None:
    total = next((fact for fact in found.facts if fact.total), None)
    domain = tools.domains.of(total, None) if total else None
    if domain is not None and _is_section(domain, found.facts):
        total, domain = None, None
    if domain is None or domain.by != "rows":
        parts = tuple(fact for fact in found.facts if not fact.total and fact.row)
        if not parts:
            return None
        domain = Domain(total or replace(parts[0], row="", row_path=(), total=True), parts, "rows")
    return domain, Reading((domain.whole,), WORTH + max(0.0, found.score), 1)
