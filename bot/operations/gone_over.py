"""What a ranking, a list, a count or an average goes over: the parts of a figure, departments, units, projects, years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.choose import Chosen, choose
from bot.figures.domain import Domain, part_label, ranked
from bot.figures.headed import by_header, lists_others
from bot.figures.owners import across_organisations
from bot.figures.places import across_places
from bot.figures.readings import Reading, comparable
from bot.figures.sides import is_of_all_its_row
from bot.figures.units import LEAVES_OFFICE_OUT, across_units, are_bodies
from bot.flat.listing import beside_header, groups_of, named_header, whole_table
from bot.flat.model import SumFact
from bot.grammar.plan import Plan
from bot.names.lexicon import are_one, load_lexicon
from bot.names.organisations import owner_key
from bot.names.terms import Token, keys_of
from bot.operations.projects import (
    across_projects,
    entries_of,
    listed_projects,
    marks_of_rows,
    means_projects,
    told_counted,
)
from bot.operations.years import across_years
from bot.reading.question import is_limit, is_strong
from bot.tools import Tools
from index.model import Fact
from index.numerals import parse_han_number
from index.organisations import is_body, is_own_office
from index.reach import is_of_government, level_of
from index.text import column_item, core_key


def find_domain(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The parts of the figure that the plan's terms name (of the expenditure total where they name none)."""
    below = _with_rows(tools, plan) if plan.options.parts_named else None
    if below is not None:
        return below
    grouped = named_header(tools, plan) and any(map(is_strong, plan.operands[0]))
    headed = None if grouped and tools.resolver.flat.are_all(plan.frame) else by_header(tools, plan)
    if headed is not None:
        return headed
    terms = beside_header(tools, plan)
    if plan.options.classification:
        return _classified(tools, plan, terms)
    chosen = choose(
        tools.resolver.readings(terms, plan.frame) if terms else whole_table(tools, plan) or _totals(tools, plan)
    )
    named = any(is_strong(term) and not is_limit(term) for term in terms)
    if not named:  # of the accounts of a government the general public budget, and not any of them
        chosen = _of_government(tools, plan, terms) or chosen
    chosen = _of_year_alone(chosen)
    if chosen.best is None or chosen.rivals:
        return None
    if plan.options.single:
        entries = entries_of(tools, plan, terms)
        if entries:
            return entries, replace(chosen.best, facts=(entries.whole,))
    best = _largest(tools, plan, chosen.best)
    if best is None and chosen.best.fact.source == "prose" and level_of(chosen.best.fact.organisation):
        forms = [one for one in tools.resolver.readings(terms, plan.frame) if one.fact.source == "table"]
        other = choose(forms)
        best = None if other.best is None or other.rivals else _largest(tools, plan, other.best)
    if best is None:
        best = _by_form(tools, plan, terms, chosen.best)
    if _asks_class(plan) and not any(is_strong(term) for term in terms) and not (best and _is_classified(best[0])):
        return _classified(tools, plan, ()) or best
    return best


def _of_year_alone(chosen: Chosen) -> Chosen:
    """The total of the year alone, 本年收入合计, where that with what is carried over, 收入总计, stands below it in one column
    of one form: the parts of both are the same.
    """
    if chosen.best is None or not chosen.rivals:
        return chosen
    totals = [one for one in (chosen.best, *chosen.rivals) if one.fact.total and one.fact.table_id]
    columns = {(one.fact.table_id, one.fact.column_index) for one in totals}
    if len(totals) <= len(chosen.rivals) or len(columns) > 1:
        return chosen
    return Chosen(min(totals, key=lambda one: one.fact.row_index))


def _with_rows(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The rows below a figure, where it is asked which schemes or programmes are in it: those of the first reading that has
    any, whatever the column, as nothing but their names is asked for.
    """
    terms = beside_header(tools, plan)
    readings = tools.resolver.readings(terms, plan.frame)[:MOST_TRIED] if any(map(is_strong, terms)) else []
    found = (_largest(tools, plan, reading) for reading in readings)
    return next((best for best in found if best is not None and best[0].by == "rows"), None)


MOST_TRIED = 8


def _largest(tools: Tools, plan: Plan, reading: Reading) -> tuple[Domain, Reading] | None:
    """The most telling parts that one of the sources of a figure has; None where none has any."""
    best: Domain | None = None
    many = _parts_said(plan)
    for fact in reading.facts:
        domain = _large_enough(tools, fact, plan)
        filled = sum(comparable(part) is not None for part in domain.parts) if domain else 0
        if domain and (many is None or filled == many) and (best is None or _better(domain, best)):
            best = domain
    return (best, reading) if best else None


def _parts_said(plan: Plan) -> int | None:
    """How many parts a question says that a figure has: 由哪两部分组成, 的三个组成部分; None where it does not say."""
    found = _PARTS_SAID.search("".join(plan.options.said)) if plan.operation == "list" else None
    return parse_han_number(found["many"].replace("两", "二")) if found else None


_PARTS_SAID = re.compile("(?:哪|的|分|分为|分成|包括|包含|有)(?P<many>[两二三四五六七八九])(?:个|大|块)?(?:组成)?部分")


def _by_form(tools: Tools, plan: Plan, terms: Sequence[Token], reading: Reading) -> tuple[Domain, Reading] | None:
    """The parts of a figure that only the text tells, by the form that is titled with it and has the same total."""
    words = {key for term in terms if is_strong(term) for key in keys_of(term)}
    fact = reading.fact
    for total in tools.domains.totals(plan.frame):
        same = (total.document, total.year, total.kind) == (fact.document, fact.year, fact.kind)
        if same and comparable(total) == reading.value and any(word in core_key(total.table) for word in words):
            domain = _large_enough(tools, total, plan)
            if domain:
                return replace(domain, whole=fact), reading
    return None


def _asks_class(plan: Plan) -> bool:
    """Whether the question asks for classes of a classification: 类级科目, 哪一类支出."""
    return bool(plan.options.level) or any(_CLASS.search(text) for text in plan.options.said)


_CLASS = re.compile(r"[哪各几一二两三四五六七八九十\d]大?类|类别|类级|科目")


def _is_classified(domain: Domain) -> bool:
    """Whether most parts are subjects of a classification, and not 基本支出 and 项目支出, nor one beside a whole account."""
    lexicon = load_lexicon()
    named = [lexicon.by_key.get(core_key(part.row), ()) for part in domain.parts]
    coded = [any(lexicon.terms[at].codes for at in positions) for positions in named]
    return 2 * sum(bool(part.row_code) or one for part, one in zip(domain.parts, coded, strict=True)) > len(coded)


def _large_enough(tools: Tools, fact: Fact, plan: Plan) -> Domain | None:
    """The parts of a figure at the level asked for; where none is, at the first level with as many above 0 as are wanted."""
    if isinstance(fact, SumFact):
        return groups_of(tools, fact, plan)
    if plan.options.single:
        lines = tools.domains.leaves(fact)
        if lines:
            return lines
    level = plan.options.level
    wanted = plan.options.top or plan.options.nth or 1
    best = domain = tools.domains.of(fact, level)
    while best and domain and level is None and domain.by == "rows" and _above_nothing(best) < wanted:
        deeper = tools.domains.of(fact, domain.parts[0].level + 1)
        if deeper is None or deeper.parts[0].level <= domain.parts[0].level:
            break
        domain = deeper
        if _above_nothing(deeper) > _above_nothing(best) and _all_of(deeper) == _all_of(best):
            best = deeper
    return best


def _all_of(domain: Domain) -> Decimal:
    """What the parts come to: a level of which some parts are not printed has less."""
    return sum((comparable(part) or Decimal(0) for part in domain.parts), Decimal(0))


def _above_nothing(domain: Domain) -> int:
    """How many of the parts have an amount that is neither blank nor 0."""
    return sum(bool(comparable(part)) for part in domain.parts)


def _classified(tools: Tools, plan: Plan, terms: Sequence[Token]) -> tuple[Domain, Reading] | None:
    """The rows of the functional (2…) or economic (3…, 5…) classification: under what the terms name, else under the
    largest total that has some.
    """
    digits = "35" if plan.options.classification == "economic" else "2"
    if any(is_strong(term) for term in terms):
        readings = tools.resolver.readings(terms, plan.frame)
        tried = [(fact, reading.score) for reading in readings for fact in reading.facts]
        named = {key for term in terms if is_strong(term) for key in keys_of(term)}
        forms = (fact for fact in _plain_totals(tools, plan, terms) if any(key in fact.table for key in named))
        tried += [(fact, readings[0].score) for fact in forms if readings]
    else:
        tried = [(fact, 8.0) for fact in _plain_totals(tools, plan, terms)]
    for fact, score in tried:
        domain = tools.domains.of(fact, plan.options.level or 1)
        if (
            domain
            and domain.by == "rows"
            and all(part.row_code[:1] in digits and part.row_code for part in domain.parts)
        ):
            return domain, Reading((fact,), score, 0)
    return None


def _plain_totals(tools: Tools, plan: Plan, terms: Sequence[Token]) -> list[Fact]:
    """The totals of one organisation's forms, those of income first where it is asked for, else last; the largest first."""
    totals = tools.domains.totals(plan.frame)
    if len({owner_key(fact.organisation) for fact in totals}) != 1:
        return []
    plain = [fact for fact in totals if is_of_all_its_row(fact.column)]
    income = any("收入" in term.surface for term in terms)
    return sorted(
        ranked(plain, least=False),
        key=lambda fact: ("收入" in fact.table and "支出" not in fact.table) is not income,
    )


def _better(one: Domain, other: Domain) -> bool:
    """Whether parts out of a table, by rows, and more of them, tell more."""
    return _telling(one) > _telling(other)


def _telling(domain: Domain) -> tuple[bool, bool, int]:
    filled = sum(comparable(part) is not None for part in domain.parts)
    return domain.whole.source == "table", domain.by == "rows", filled


def _totals(tools: Tools, plan: Plan) -> list[Reading]:
    return tools.resolver.readings(tools.linker.link("总支出"), plan.frame)


def _told_by_government(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The projects that a government's text tells below a sum: 新增专项债券3亿元，安排用于：…"""
    found = find_domain(tools, plan) if any(map(is_strong, plan.operands[0])) else None
    whole = found[0].whole if found else None
    return found if whole and whole.source == "prose" and level_of(whole.organisation) else None


def _of_government(tools: Tools, plan: Plan, terms: Sequence[Token]) -> Chosen | None:
    """The form of 一般公共预算 on the side asked for, which a paper of a government means where no fund is named."""
    papers = [tools.catalogue.documents[one] for one in plan.frame.documents]
    if not all(is_of_government(one.organisation, one.title) for one in papers):
        return None
    side = "收入" if any("收入" in term.surface for term in terms) else "支出"
    named = tools.linker.link(f"一般公共预算{side}")
    limits = [term for term in terms if is_limit(term)]
    chosen = choose(
        [one for one in tools.resolver.readings([*named, *limits], plan.frame) if one.fact.source == "table"]
    )
    return chosen if chosen.best is not None else None


def gone_over(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """What the plan ranges over; projects are never the rows of an account, nor years and places the parts of a figure."""
    over = plan.options.over
    marks = marks_of_rows(tools, plan) if not over or over == "projects" else None
    if marks:
        return marks
    if over == "projects":
        told = across_projects(tools, plan) or told_counted(tools, plan) or _told_by_government(tools, plan)
        return told or by_header(tools, plan)
    if not over and means_projects(plan):
        return listed_projects(tools, plan) or find_domain(tools, plan)
    found = across_documents(tools, plan)
    if over in ("years", "places"):
        return found or (by_header(tools, plan) if over == "years" else None)  # schemes 2025/26 to 2028/29
    if over == "organisations" and found is None and plan.options.several:
        return None  # the parts of one of several named bodies are not these
    found = found or find_domain(tools, plan) or (None if over else _told_named(tools, plan))
    named = bool(plan.options.parts_named)
    if found and found[0].by == "rows" and not named and lists_others(tools, plan, found[0].whole):
        return None
    if found and over == "organisations" and found[0].by in ("rows", "columns") and _are_items(found[0]):
        return None  # items of an account are no answer to the question which unit it is
    return _without_office(found, plan) if found and over == "organisations" else found


def _without_office(found: tuple[Domain, Reading], plan: Plan) -> tuple[Domain, Reading]:
    """The units of a department without its own office, where those below it are asked for: 下属单位."""
    if not any(map(LEAVES_OFFICE_OUT.search, plan.options.said)):
        return found
    parts = tuple(part for part in found[0].parts if not is_own_office(part_label(part, found[0].by)))
    return replace(found[0], parts=parts or found[0].parts), found[1]


def _are_items(domain: Domain) -> bool:
    """Whether the parts of a figure are items of an account and no bodies: sources of income are none."""
    if domain.by == "columns":
        labels = [part_label(part, domain.by) for part in domain.parts]
        return not any(label.isascii() or is_body(label) for label in labels)
    return are_one(core_key(domain.whole.row), "收入总计") or not are_bodies(domain.parts)


def _told_named(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    return told_counted(tools, plan) if any(map(is_strong, plan.operands[0])) else None


def across_documents(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """One figure per organisation, place or year, where the question is over these and not over the parts of one figure."""
    over = plan.options.over
    if over == "years":
        return across_years(tools, plan)
    if over == "places":
        return across_places(tools, plan)
    if over == "projects":
        return across_projects(tools, plan)
    if over != "organisations":
        return None
    return across_organisations(tools, plan) or across_units(tools, plan)


def of_funds(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """A named figure by whose money it is, as the columns beside it tell; None where they tell something else."""
    terms = plan.operands[0]
    best = choose(tools.resolver.readings(terms, plan.frame)).best if any(map(is_strong, terms)) else None
    for fact in best.facts if best else ():
        domain = tools.domains.columns_of(fact)
        if domain and any(_is_of_fund(one, tools) for one in domain.parts) and best:
            return domain, best
    return None


def _is_of_fund(fact: Fact, tools: Tools) -> bool:
    return any(key in core_key(column_item(fact.column)) for key in tools.catalogue.lexicon.basis_keys)
