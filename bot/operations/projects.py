"""Projects as what a ranking or list goes over: the rows of a form of projects, else the projects that a text tells of; and
the marks that they got, the rates at which they spent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.domain import Domain
from bot.figures.forms import lists_projects, other_money
from bot.figures.kinds import unusual_kind
from bot.figures.readings import Reading, comparable
from bot.grammar.base import is_printed_rate
from bot.grammar.plan import Plan
from bot.names.organisations import owner_key
from bot.names.terms import Token, keys_of
from bot.reading.frame import default_year, of_one_organisation
from bot.reading.question import PROJECT, is_strong
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, core_key, is_plain_measure
from prompts import load_yaml

_ROWS = re.compile("科目|[类款项](?!目)|功能|经济|部分|方面")
"""Words by which the rows of a classification are asked for, not projects."""


def means_projects(plan: Plan) -> bool:
    """Whether 项目支出 alone is ranked or listed: its projects are meant where a form lists them."""
    terms = [term for term in plan.operands[0] if is_strong(term)]
    said = "".join(plan.options.said[:1]).replace("项目", "")
    return bool(terms) and all(keys_of(term) <= {"项目支出"} for term in terms) and not _ROWS.search(said)


def listed_projects(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """As `across_projects`, but only by a form that lists them all."""
    found = across_projects(tools, plan)
    return found if found and found[0].by != "projects" else None


def across_projects(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """All projects of one organisation, or of a unit of it that is named, by the largest form that lists them; else None."""
    about = frozenset(load_yaml("cues.yaml")["about"]["projects"])
    said = [term for term in plan.operands[0] if is_strong(term) and not {term.surface, *keys_of(term)} & about]
    forms = [term for term in said if _is_title(term)]
    titles = [frozenset({core_key(term.surface), *keys_of(term)}) for term in forms]
    named = [keys_of(term) for term in said if term not in forms]
    basis = tools.catalogue.lexicon.basis_keys
    asked, plan = plan, _of_holders(tools, plan, [keys for keys in named if not keys & basis])
    if not of_one_organisation(tools.catalogue.documents, plan.frame):
        return None
    totals = [fact for fact in tools.domains.totals(plan.frame) if lists_projects(fact.table)]
    totals = [fact for fact in totals if all(_titled(fact, keys) for keys in titles)]
    columns = {core_key(label) for total in totals for label in total.column}
    totals, named = _titled_with(totals, [keys for keys in named if not keys & (basis | columns)], named)
    funds = [keys for keys in named if keys & (basis | columns)]
    units = [keys for keys in named if keys not in funds]
    found = [domain for total in _largest(tools, totals, funds) if (domain := _listed(tools, total)) is not None]
    if funds and not found:  # forms that are of that fund alone
        own = [one for one in totals if all(any(key in core_key(one.table) for key in keys) for keys in funds)]
        found = [domain for total in _largest(tools, own, ()) if (domain := _listed(tools, total)) is not None]
    if funds and not found:
        listed = (_listed(tools, total) for total in _largest(tools, totals, ()))
        found = [domain for one in listed if one and (domain := _paid_from(one, funds)) is not None]
    if units:
        within = [domain for one in found if (domain := _within_units(one, units)) is not None]
        within = within or [domain for one in found if (domain := _in_column(tools, one, units)) is not None]
        found = within or [domain for one in found if (domain := _of_subjects(tools, one, units)) is not None]
    told = None if units or funds else _told(tools, plan) or _told_below(tools, plan)
    best = max(found, key=lambda domain: len(domain.parts), default=None) or told
    return _bought(tools, asked) if best is None else (best, Reading((best.whole,), 8.0, 1))


def _in_column(tools: Tools, domain: Domain, names: Sequence[frozenset[str]]) -> Domain | None:
    """The projects by another column of their form that all the names are of, 利率最高的专项债券项目; None where there is none, or a
    project has nothing in it.
    """
    form = FactFilter(frozenset({domain.whole.document}), table_ids=frozenset({domain.whole.table_id}))
    rows = {part.row_index for part in domain.parts}
    cells = [
        one
        for one in tools.store.facts(form)
        if one.row_index in rows and all(core_key(column_item(one.column)) in keys for keys in names)
    ]
    if len({one.column_index for one in cells}) != 1 or any(comparable(one) is None for one in cells):
        return None
    column = column_item(cells[0].column)
    whole = replace(domain.whole, row=column, row_path=(column,), column=cells[0].column, total=False, value=None)
    return Domain(replace(whole, printed=""), tuple(cells), "rows") if len(cells) == len(rows) else None


def _titled_with(
    totals: Sequence[Fact], words: Sequence[frozenset[str]], named: Sequence[frozenset[str]]
) -> tuple[list[Fact], list[frozenset[str]]]:
    """The totals of the forms whose title has all the words that some have there, 新增专项债券项目, and the names left of these."""
    told = [keys for keys in words if any(_titled(one, keys) for one in totals)]
    within = [one for one in totals if all(_titled(one, keys) for keys in told)]
    return (within, [keys for keys in named if keys not in told]) if within else (list(totals), list(named))


def _titled(total: Fact, keys: frozenset[str]) -> bool:
    """Whether the title of a total's form has one of the names."""
    return any(key in core_key(total.table) for key in keys)


def _is_title(term: Token) -> bool:
    """Whether a term names a form: 项目支出表; 一般公共预算项目支出, 专项资金, of which some papers have a form of its own."""
    own = term.surface in _FORMS_OF or (term.surface.endswith("项目支出") and term.surface != "项目支出")
    return term.surface.rstrip("里中上内").endswith("表") or own


_FORMS_OF = frozenset({"专项资金", "专项经费", "专项业务经费", "专项"})


def entries_of(tools: Tools, plan: Plan, terms: Sequence[Token]) -> Domain | None:
    """The entries of the form that is titled with what the terms name, where one of one organisation is."""
    if not of_one_organisation(tools.catalogue.documents, plan.frame):
        return None
    words = {other_money(term.surface) for term in terms} - {""}
    words |= {key for term in terms if is_strong(term) for key in keys_of(term)}
    totals = [fact for fact in tools.domains.totals(plan.frame) if any(word in fact.table for word in words)]
    totals = [fact for fact in totals if comparable(fact) is not None] or totals  # not of 数量, which no row adds up
    latest = max((fact.year for fact in totals if fact.year), default=None)
    domains = [tools.domains.leaves(fact) for fact in totals if fact.year == latest]
    return max((one for one in domains if one), key=lambda one: len(one.parts), default=None)


def _bought(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """What the form of purchases lists one by one, where these are what is named: 政府采购里最大的项目."""
    named = any(other_money(term.surface) for term in plan.operands[0])
    domain = entries_of(tools, plan, plan.operands[0]) if named else None
    about = frozenset(load_yaml("cues.yaml")["about"]["projects"])
    others = [term for term in plan.operands[0] if is_strong(term) and term.surface not in about]
    sorts = [sort for term in others if (sort := _sort_of(term))]
    domain = _of_sorts(domain, sorts) if domain and sorts else domain
    return (domain, Reading((domain.whole,), 8.0, 1)) if domain else None


def _sort_of(term: Token) -> Token | None:
    """The sort of purchases that a term names, 工程类, 服务类 of 政府采购服务类; None for purchases as such."""
    sort = term.surface.removeprefix(BOUGHT) if other_money(term.surface) else term.surface
    if is_plain_measure(sort):
        return None  # 政府采购预算
    return replace(term, surface=sort) if sort and (sort != term.surface or not other_money(sort)) else None


BOUGHT = "政府采购"


def _of_sorts(domain: Domain, sorts: Sequence[Token]) -> Domain | None:
    """The entries in whose row a cell says the sorts named, 工程类 of purchases; None where none does."""
    keys = [{core_key(term.surface).removesuffix("类"), *keys_of(term)} for term in sorts]
    parts = tuple(
        part
        for part in domain.parts
        if all(any(core_key(cell) in sort for cell in (*part.row_path[:-1], *part.text.split("\t"))) for sort in keys)
    )
    return replace(domain, parts=parts) if parts else None


def _largest(tools: Tools, totals: Sequence[Fact], funds: Sequence[frozenset[str]]) -> list[Fact]:
    """The total of each form in the column of its largest amount, or of the funds that are named."""
    largest: dict[str, Fact] = {}
    for fact in totals:
        if not all(keys & set(map(core_key, fact.column)) for keys in funds):
            continue
        held = largest.get(fact.table_id)
        if held is None or _worth(tools, fact) > _worth(tools, held):
            largest[fact.table_id] = fact
    return list(largest.values())


def _worth(tools: Tools, total: Fact) -> tuple[float, bool, Decimal]:
    """The kind of figure that a paper is of goes before others, its own year before another, then the larger amount."""
    document = tools.catalogue.documents[total.document]
    own_year = total.year in (None, document.year)
    return -unusual_kind(total, document, planned=False), own_year, comparable(total) or Decimal(0)


def _listed(tools: Tools, total: Fact) -> Domain | None:
    domain = tools.domains.of(total, None)
    if domain is None or domain.by != "rows" or len(domain.parts) < 2:
        return None
    domain = _below_units(tools, domain)
    standard = tools.catalogue.lexicon.by_key
    subjects = [part for part in domain.parts if part.row_code.startswith("2") and core_key(part.row) in standard]
    return None if 2 * len(subjects) > len(domain.parts) else domain  # the code beside a project says what it is for


def _of_holders(tools: Tools, plan: Plan, units: Sequence[frozenset[str]]) -> Plan:
    """The plan for the documents that hold the names of all the units."""
    names = tools.catalogue.names
    documents = plan.frame.documents
    for keys in units:
        documents &= frozenset(one for key in keys if key in names for one in names[key].documents)
    return replace(plan, frame=replace(plan.frame, documents=documents))


def _paid_from(domain: Domain, funds: Sequence[frozenset[str]]) -> Domain | None:
    """The projects in whose row a cell says the fund that pays for them: 资金来源 政府性基金; None where none does."""
    said = [
        (part, [cell for keys in funds for cell in part.text.split("\t") if core_key(cell) in keys])
        for part in domain.parts
    ]
    parts = tuple(part for part, cells in said if len(cells) == len(funds))
    if not parts:
        return None
    name = f"{'、'.join(next(cells for _, cells in said if len(cells) == len(funds)))}{PROJECT}"
    whole = replace(domain.whole, row=name, row_path=(name,), total=False, value=None, printed="")  # of all: no part's
    return replace(domain, whole=whole, parts=parts)


def _within_units(domain: Domain, units: Sequence[frozenset[str]]) -> Domain | None:
    """The projects that stand under the names given, of a unit or a group; None where none do."""
    parts = tuple(
        part
        for part in domain.parts
        if all(any(core_key(label) in keys for label in part.row_path[:-1]) for keys in units)
    )
    return replace(domain, parts=parts) if parts else None


def _of_subjects(tools: Tools, domain: Domain, names: Sequence[frozenset[str]]) -> Domain | None:
    """The projects whose code is that of a subject named, or of one below it; None where no form prints one code of it."""
    wanted = (FactFilter(frozenset({domain.whole.document}), row_keys=keys, source="table") for keys in names)
    codes = [{fact.row_code for fact in tools.store.facts(one) if fact.row_code.isdigit()} for one in wanted]
    above = [
        {one for one in held if not any(one != other and one.startswith(other) for other in held)} for held in codes
    ]
    if not all(len(held) == 1 for held in above):
        return None
    parts = tuple(part for part in domain.parts if all(part.row_code.startswith(tuple(held)) for held in above))
    return replace(domain, parts=parts) if parts else None


def _below_units(tools: Tools, domain: Domain) -> Domain:
    """The projects of a form that goes unit by unit, each with a subtotal above its own."""
    below = [tools.domains.of(part, None) for part in domain.parts]
    grouped = all(one is not None and one.by == "rows" for one in below)
    return replace(domain, parts=tuple(part for one in below if one for part in one.parts)) if grouped else domain


def _told_below(tools: Tools, plan: Plan) -> Domain | None:
    """The projects that the text tells one by one below what they come to: 项目支出34600万元，具体包括：1.…"""
    wanted = FactFilter(plan.frame.documents, row_keys=frozenset({"项目支出"}), source="prose")
    latest = default_year(tools.catalogue.documents, plan.frame)
    for fact in tools.store.facts(wanted):
        years = plan.frame.years or {latest}
        fits = fact.year in years and fact.kind in (plan.frame.kinds or {fact.kind}) and not fact.derived
        domain = tools.domains.of(fact, None) if fits else None
        parts = tuple(part for part in domain.parts if part.year == fact.year) if domain else ()
        if len(parts) > 1 and sum(comparable(part) or 0 for part in parts) == comparable(fact):
            return Domain(fact, parts, "rows")
    return None


def told_counted(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The projects that a sentence counts, and tells one by one with what they come to: 编报绩效目标的项目2个，涉及资金30万元。
    其中：甲20万元，乙10万元. By what the plan names of them, 绩效目标.
    """
    return next((told for number in _counted(tools, plan) if (told := _told_of(tools, plan, number)) is not None), None)


def counted_with_whole(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The projects that a sentence counts and tells one by one, with the amount that it tells of all of them, to which they
    need not come; None where the text tells none, or more or fewer than it counts.
    """
    for number in _counted(tools, plan):
        whole, parts = _beside(tools, number)
        if whole is not None and len(parts) == number.value:
            return Domain(whole, parts, "rows"), Reading((whole,), 8.0, 1)
    return None


def _told_of(tools: Tools, plan: Plan, number: Fact) -> tuple[Domain, Reading] | None:
    domain = _told_beside(tools, number)
    if domain is None or domain.whole.kind not in (plan.frame.kinds or {domain.whole.kind}):
        return None
    return domain, Reading((domain.whole,), 8.0, 1)


def _counted(tools: Tools, plan: Plan) -> list[Fact]:
    """The numbers of projects that the texts of one body tell, by what the plan names of them."""
    if not of_one_organisation(tools.catalogue.documents, plan.frame):
        return []
    about = frozenset(load_yaml("cues.yaml")["about"]["projects"])
    named = [keys_of(term) for term in plan.operands[0] if is_strong(term) and not keys_of(term) & about]
    counted = frozenset(
        key
        for key in tools.catalogue.parents
        if key.endswith(PROJECT) and all(any(one in key for one in keys) for keys in named)
    )
    wanted = FactFilter(plan.frame.documents, years=plan.frame.years, row_keys=counted, source="prose")
    return [number for number in tools.store.facts(wanted) if number.unit.factor is None] if counted else []


def _amounts_beside(tools: Tools, number: Fact) -> list[Fact]:
    """The amounts that are told of what is counted, beside its number."""
    below = tools.store.facts(FactFilter(frozenset({number.document}), source="prose"))
    return [
        one
        for one in below
        if one.row_path[:-1] == number.row_path and one.place == number.place and comparable(one) is not None
    ]


def _beside(tools: Tools, number: Fact) -> tuple[Fact | None, tuple[Fact, ...]]:
    """The amount of all that is counted, in the sentence of its number, and those of the single ones behind it."""
    amounts = _amounts_beside(tools, number)
    own = [one for one in amounts if one.text == number.text and one.unit.factor is not None]
    if len(own) != 1:
        return None, ()
    return own[0], tuple(one for one in amounts if one is not own[0] and one.column == own[0].column)


def _told_beside(tools: Tools, number: Fact) -> Domain | None:
    """As many amounts as are counted, told beside the one that they add up to."""
    amounts = _amounts_beside(tools, number)
    for whole in amounts:
        parts = tuple(one for one in amounts if one is not whole and one.column == whole.column)
        if len(parts) == number.value and sum(comparable(one) or 0 for one in parts) == comparable(whole):
            return Domain(replace(whole, row=number.row), parts, "rows")
    return None


def _told(tools: Tools, plan: Plan) -> Domain | None:
    """The projects whose total the text gives, each in a section of its own."""
    total = load_yaml("prose.zh.yaml")["project_total"]
    wanted = FactFilter(
        documents=plan.frame.documents,
        years=plan.frame.years,
        row_keys=frozenset({core_key(total)}),
        source="prose",
    )
    parts = tuple({fact.row_path[0]: fact for fact in tools.store.facts(wanted) if len(fact.row_path) > 1}.values())
    return Domain(parts[0], parts, "projects") if parts else None


MARKS_WORTH = 8.0
"""What such rows are worth as what is meant; nothing else is called by that column."""


def marks_of_rows(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The figures of the one column of marks, or of rates, that the plan names, row by row; None where it names none, or
    more than that, or where a group stands beside its own parts.
    """
    words = load_yaml("goals.yaml")
    about = frozenset((*words["evaluations"], *load_yaml("cues.yaml")["about"]["projects"]))
    terms = [term for term in plan.operands[0] if is_strong(term) and term.surface not in about]
    marked, rated = tuple(words["marked"]), len(terms) == 1 and is_printed_rate(terms[0])
    if not terms or not (rated or all(term.surface.endswith(marked) for term in terms)):
        return None
    printed = tools.catalogue.printed_as("column", plan.frame.documents)
    columns = (key for key, _ in printed if key.endswith(marked))
    keys = keys_of(terms[0]) if rated else frozenset(columns)
    year = default_year(tools.catalogue.documents, plan.frame)
    years = plan.frame.years or frozenset({year} if year else ())
    rows = [
        fact
        for fact in tools.store.facts(FactFilter(plan.frame.documents, years=years, source="table"))
        if core_key(column_item(fact.column)) in keys and fact.row and not fact.total and comparable(fact) is not None
    ]
    apart = len({fact.table_id for fact in rows}) > 1 or len({owner_key(fact.organisation) for fact in rows}) > 1
    if len(rows) < 2 or apart or (rated and len({fact.level for fact in rows}) > 1):
        return None
    whole = replace(rows[0], row=column_item(rows[0].column) if rated else rows[0].table, value=None)
    return Domain(whole, tuple(rows), "rows"), Reading((rows[0],), MARKS_WORTH, 1)
