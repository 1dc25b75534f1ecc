"""The units of one department as what a ranking, a list or a sum goes over: rows of a form that names a unit in each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.figures.domain import Domain
from bot.figures.fact_view import FactView
from bot.figures.forms import lists_projects, unasked_part
from bot.figures.readings import Reading, comparable
from bot.grammar.plan import Plan
from bot.names.lexicon import load_lexicon
from bot.names.terms import Token, keys_of
from bot.reading.frame import default_year, of_one_organisation
from bot.tools import Tools
from index.model import Document, Fact
from index.organisations import is_body, is_own_office, without_part
from index.store.facts import FactFilter
from index.text import column_item, core_key, is_plain_measure
from index.units import PERCENT
from prompts import load_yaml

_SIDES = ("收入", "支出")
LEAVES_OFFICE_OUT = re.compile(
    "(?<![及和与含同括加、])(?<![及和与含同括加、][其各])(?:下属|所属|直属)(?:的|各|个|预算|事业|基层|二级)*单位"
)
"""What a question says that does not mean the department's own office: 下属单位, not 某局及下属单位."""


def across_units(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The units of one department with their figures in the column asked for; None where no form goes unit by unit."""
    if not of_one_organisation(tools.catalogue.documents, plan.frame):
        return None
    about = {core_key(word) for word in load_yaml("cues.yaml")["about"]["units"]}
    named = [term for term in plan.operands[0] if core_key(term.surface) not in about]
    said = "".join(plan.options.said[:1])
    columns = [one for one in _columns(tools, plan) if _is_asked(one[0], named, said)]
    below = any(map(LEAVES_OFFICE_OUT.search, plan.options.said))
    domains = [domain for facts in columns if (domain := _of_units(facts, below=below)) is not None]
    best = max(domains, key=lambda domain: _fit(domain, said, tools), default=None)
    return None if best is None else (best, Reading((best.whole,), 8.0, 1))


def are_bodies(parts: Sequence[Fact]) -> bool:
    """Whether parts may be bodies: one of them is by its name, or they are not named in Chinese."""
    return any(part.row.isascii() or is_body(part.row) for part in parts)


def _columns(tools: Tools, plan: Plan) -> Iterator[list[Fact]]:
    """The facts of each column of the forms, of the year and kind asked for, or of the documents' own."""
    frame, documents = plan.frame, tools.catalogue.documents
    latest = default_year(documents, frame)
    years = frame.years or (None if latest is None else frozenset({latest}))
    columns: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    forms = frozenset().union(*map(tools.domains.of_bodies, frame.documents))
    if not forms:
        return
    wanted = None if years is None else years | {year - 1 for year in years}
    for fact in tools.store.facts(FactFilter(documents=frame.documents, years=wanted, table_ids=forms)):
        kinds = frame.kinds or {documents[fact.document].kind}
        told = years is not None and (fact.year in years or _is_of_year_end(fact, documents, years))
        dated = told or fact.year is None
        if dated and fact.kind in kinds and not lists_projects(fact.table):
            columns[fact.table_id, fact.column_index].append(fact)
    yield from columns.values()


def _is_of_year_end(fact: Fact, documents: Mapping[str, Document], years: frozenset[int]) -> bool:
    """Whether a count of a budget is taken at the end of the year before, as its people are: 2024年12月末 in the budget of 2025."""
    paper = documents[fact.document]
    before = paper.year in years and fact.year == (paper.year or 0) - 1
    return before and paper.kind == "budget" and fact.unit.factor is None and fact.unit != PERCENT


def _is_asked(fact: Fact, named: Sequence[Token], said: str) -> bool:
    """Whether a column is what all the names say, by its header or, where that is a plain measure, by its form's title."""
    item, title = core_key(column_item(fact.column)), core_key(fact.table)
    if not named:
        return not item or is_plain_measure(item) or _is_total_of_side(item, said)
    for term in named:
        word, keys = core_key(term.surface), keys_of(term)
        plain = not item or is_plain_measure(item)
        if not (item in keys or (item and word in item) or (plain and any(key in title for key in (word, *keys)))):
            return False
    return True


def _is_total_of_side(item: str, said: str) -> bool:
    """Whether a column is headed as the total of the side that is asked for, 本年收入合计 of 哪家单位收入最多; of spending where
    none is.
    """
    found = _TOTAL_OF_SIDE.fullmatch(item)
    return found is not None and (found[1] in said or not (found[1] == "收入" or any(side in said for side in _SIDES)))


_TOTAL_OF_SIDE = re.compile(f"(?:本年)?({'|'.join(_SIDES)})(?:合计|总计|小计)")


def _of_units(facts: Sequence[Fact], *, below: bool) -> Domain | None:
    """The units among the rows of a column, where `below` without the department's own office; the whole is its total or the
    department's own row, else stands for no row.
    """
    standard = load_lexicon().by_key
    parents = {fact.row_path[:-1] for fact in facts if is_body(fact.row)}  # the department above its units
    whole = next((fact for fact in facts if fact.total or core_key(fact.row) == core_key(fact.organisation)), None)
    own = whole.row_index if whole else -1
    rows = {
        fact.row: fact
        for fact in facts
        if fact.row_index != own and not fact.total and fact.row_path not in parents
        if is_body(without_part(fact.row)) and core_key(fact.row) not in standard
    }
    parts = {
        row: fact for row, fact in rows.items() if comparable(fact) is not None and not (below and is_own_office(row))
    }
    if len(rows) < 2 or not parts:
        return None
    first = next(iter(parts.values()))
    if whole is None or not whole.total:  # called by its column or form, as any total is
        whole = replace(whole or first, row="", row_path=(), total=True)
    return Domain(whole, tuple(parts.values()), "rows")


def are_all_rows(tools: Tools, domain: Domain) -> bool:
    """Whether the units are all that a form has rows for, without a total: what they come to leaves nothing out."""
    wanted = FactFilter(frozenset({domain.whole.document}), table_ids=frozenset({domain.whole.table_id}))
    rows = [one for one in tools.store.facts(wanted) if one.column_index == domain.whole.column_index]
    return {one.id for one in rows} == {one.id for one in domain.parts}


def _fit(domain: Domain, said: str, tools: Tools) -> tuple[float, bool, bool, int, int]:
    """No part of the money, 采购, that is not asked for; the side said, else spending; all funds before one fund; more units."""
    title = domain.whole.table
    side = next((one for one in _SIDES if one in said), "")
    other = "支出" if side == "收入" else "收入"
    return (
        -unasked_part(core_key(title), said, total=True),
        not side or side in title or other not in title,
        (side or "支出") in title or other not in title,
        -len(FactView(domain.whole, tools.catalogue.lexicon.basis_keys).basis),
        len(domain.parts),
    )
