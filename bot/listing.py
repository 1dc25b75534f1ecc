"""Rankings, lists and counts over the parts of a figure, over departments, or over years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.amounts import amount_value, holds
from bot.arithmetic import amount_of, blank_outcome, choose_operands, mean, quotient, sum_line, unclear_outcome
from bot.arithmetic import average as average_of_operands
from bot.choose import Chosen, choose
from bot.domain import Domain, is_in_brackets, part_label, ranked, with_ties
from bot.flat_listing import beside_header, groups_of, named_header, whole_table
from bot.flat_model import SumFact
from bot.headed import by_header
from bot.labels import KINDS, labels_of, line_of, short_name, unit_of
from bot.lexicon import are_one, load_lexicon
from bot.limits import own_columns
from bot.organisations import owner_key
from bot.outcome import Line, Outcome, Step
from bot.owners import across_organisations
from bot.places import across_places
from bot.plan import Plan
from bot.projects import across_projects, entries_of, listed_projects, marks_of_rows, means_projects, told_counted
from bot.question import is_limit, is_strong
from bot.readings import Reading, comparable
from bot.signs import asks_negative
from bot.terms import Token, keys_of
from bot.tools import Tools
from bot.units import across_units, are_bodies
from bot.years import across_years, printed_over_years
from index.model import Fact
from index.organisations import is_body
from index.reach import is_of_government, level_of
from index.text import column_item, core_key, is_plain_measure
from prompts import load_yaml

MOST_LINES = 60
"""A longer list is cut, and the text says how many there are."""


def find_domain(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The parts of the figure that the plan's terms name (of the expenditure total where they name none)."""
    grouped = named_header(tools, plan) and any(map(is_strong, plan.operands[0]))
    headed = None if grouped else by_header(tools, plan)
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


def _largest(tools: Tools, plan: Plan, reading: Reading) -> tuple[Domain, Reading] | None:
    """The most telling parts that one of the sources of a figure has; None where none has any."""
    best: Domain | None = None
    for fact in reading.facts:
        domain = _large_enough(tools, fact, plan)
        if domain and (best is None or _better(domain, best)):
            best = domain
    return (best, reading) if best else None


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
    """The parts of a figure at the level asked for; where none is, at the first level with as many as are wanted."""
    if isinstance(fact, SumFact):
        return groups_of(tools, fact, plan)
    if plan.options.single:
        lines = tools.domains.leaves(fact)
        if lines:
            return lines
    level = plan.options.level
    wanted = plan.options.top or plan.options.nth or 1
    domain = tools.domains.of(fact, level)
    while domain and level is None and domain.by == "rows" and len(domain.parts) < wanted:
        deeper = tools.domains.of(fact, domain.parts[0].level + 1)
        if deeper is None or len(deeper.parts) <= len(domain.parts):
            break
        domain = deeper
    return domain


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
    """The totals of one organisation's forms, those of income last unless it is asked for, and the largest first."""
    totals = tools.domains.totals(plan.frame)
    if len({owner_key(fact.organisation) for fact in totals}) != 1:
        return []
    plain = [fact for fact in totals if not column_item(fact.column) or is_plain_measure(fact.column[-1])]
    income = any("收入" in term.surface for term in terms)
    return sorted(
        ranked(plain, least=False),
        key=lambda fact: not income and "收入" in fact.table and "支出" not in fact.table,
    )


def _better(one: Domain, other: Domain) -> bool:
    """Whether parts out of a table, by rows, and more of them, tell more."""
    return _telling(one) > _telling(other)


def _telling(domain: Domain) -> tuple[bool, bool, int]:
    return domain.whole.source == "table", domain.by == "rows", len(domain.parts)


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


def rank(tools: Tools, plan: Plan) -> Outcome | None:
    """The largest or smallest parts, or the n-th."""
    found = _found(tools, plan)
    if found is None:
        return None
    moves = tools.catalogue.change_columns | tools.catalogue.rate_columns
    moved = [keys for term in plan.operands[0] if (keys := keys_of(term)) and keys <= moves]
    domain: Domain | None = tools.domains.in_column(found[0], moved[0]) if moved else found[0]
    reading = found[1]
    if domain is None or (domain.by == "rows" and is_in_brackets(domain.parts)):
        return None
    least = bool(plan.options.least)
    fallen = not moved and all((comparable(fact) or 0) < 0 for fact in domain.parts if comparable(fact) is not None)
    asked = " ".join(plan.options.said)
    if any(asks_negative(asked, " ".join((fact.row, *fact.column))) for fact in domain.parts[:1]):
        domain = replace(domain, parts=tuple(fact for fact in domain.parts if (comparable(fact) or 0) < 0))
        fallen = True  # the largest deficit, of Surplus (deficit)
    order = ranked(domain.parts, least=least != fallen)  # the largest of savings is the one of the most money
    named = frozenset(key for term in plan.options.left_out for key in keys_of(term))
    left_out = [fact for fact in order if core_key(part_label(fact, domain.by)) in named]
    order = [fact for fact in order if fact not in left_out]
    nth, top = plan.options.nth, plan.options.top
    if len(order) < (top or 1) or bool(named) != bool(left_out):
        return None
    if nth:
        picked = order[nth - 1 : nth]
    elif plan.options.all:
        picked = order[:MOST_LINES]
    else:
        picked = with_ties(order, top or 1, comparable)
    if not picked:
        return None
    lines = tuple(_part_line(fact, domain) for fact in picked)
    first = picked[0]
    single = len(picked) == 1
    return Outcome(
        "rank",
        "answered",
        reading.score,
        comparable(first) if single else None,
        unit_of(first) if single else "",
        (reading,),
        lines,
        topic=_topic(domain),
        left_out=tuple(part_label(fact, domain.by) for fact in left_out),
        lacking=domain.lacking,
        message=_order(plan),
    )


def rank_share(tools: Tools, plan: Plan) -> Outcome | None:
    """What the largest or smallest parts come to in percent of what they are parts of: 最大的三类占多少."""
    found = _found(tools, plan)
    if found is None or found[0].by != "rows" or not comparable(found[0].whole):
        return None
    domain, reading = found
    order, nth = ranked(domain.parts, least=bool(plan.options.least)), plan.options.nth
    picked = order[nth - 1 : nth] if nth else with_ties(order, plan.options.top or 1, comparable)
    if not picked:
        return None
    lines = (*(_part_line(fact, domain) for fact in picked), line_of(domain.whole))
    readings = tuple(replace(reading, facts=(fact,)) for fact in (*picked, domain.whole))
    return quotient("share", reading.score, readings, lines, (sum_line(lines[:-1]), lines[-1]))


def rank_named(tools: Tools, plan: Plan) -> Outcome | None:
    """Several named figures, the largest or smallest of them or all in order."""
    chosen = choose_operands(tools, plan)
    if chosen is None:
        return None
    readings, score, rivals = chosen
    if rivals:
        return unclear_outcome(plan, score, rivals)
    if len({reading.fact.id for reading in readings}) < len(readings):
        return None
    blank = blank_outcome(plan, readings, score)
    if blank:
        return blank
    labels = dict(zip((reading.fact.id for reading in readings), labels_of(readings), strict=True))
    order = ranked([reading.fact for reading in readings], least=bool(plan.options.least))
    nth, top = plan.options.nth, plan.options.top
    picked = order[nth - 1 : nth] if nth else order if plan.options.all else with_ties(order, top or 1, comparable)
    if not picked:
        return None
    lines = tuple(line_of(fact, labels[fact.id]) for fact in picked)
    value = lines[0].value if len(lines) == 1 else None
    topic = "、".join(labels.values())
    return Outcome(
        "rank",
        "answered",
        score,
        value,
        lines[0].unit if value is not None else "",
        readings,
        lines,
        topic=topic,
        message=_order(plan),
    )


def _order(plan: Plan) -> str:
    """How the lines are ordered: most, least, nth_most 2, descending …"""
    least, nth = plan.options.least, plan.options.nth
    if nth:
        return f"nth_{'least' if least else 'most'} {nth}"
    if plan.options.all:
        return "ascending" if least else "descending"
    return "least" if least else "most"


def _part_line(fact: Fact, domain: Domain) -> Line:
    return Line(_part_name(fact, domain), comparable(fact), unit_of(fact), (fact,))


def _part_name(fact: Fact, domain: Domain) -> str:
    """What tells a part from the others; with its year and kind where these differ."""
    kinds, years = {part.kind for part in domain.parts}, {part.year for part in domain.parts}
    kind = KINDS[fact.kind]
    if domain.by == "years":
        return f"{fact.year}年{kind if len(kinds) > 1 else ''}"
    if domain.by == "organisations":
        return fact.organisation if len(kinds) == len(years) == 1 else f"{fact.organisation}（{fact.year}年{kind}）"
    return part_label(fact, domain.by)


def _topic(domain: Domain) -> str:
    if domain.by == "places":
        return column_item(own_columns(domain.whole)) or f"《{domain.whole.table}》"
    return load_yaml("prose.zh.yaml")["told_projects"] if domain.by == "projects" else short_name(domain.whole)


def _found(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """What the plan ranges over; projects are never the rows of an account, nor years and places the parts of a figure."""
    over = plan.options.over
    marks = marks_of_rows(tools, plan) if not over or over == "projects" else None
    if marks:
        return marks
    if over == "projects":
        return across_projects(tools, plan) or told_counted(tools, plan) or _told_by_government(tools, plan)
    if not over and means_projects(plan):
        return listed_projects(tools, plan) or find_domain(tools, plan)
    found = _across_documents(tools, plan)
    if over in ("years", "places"):
        return found
    found = found or find_domain(tools, plan) or (None if over else _told_named(tools, plan))
    if found and over == "organisations" and found[0].by in ("rows", "columns") and _are_items(found[0]):
        return None  # items of an account are no answer to the question which unit it is
    return found


def _are_items(domain: Domain) -> bool:
    """Whether the parts of a figure are items of an account and no bodies: sources of income are none."""
    if domain.by == "columns":
        labels = [part_label(part, domain.by) for part in domain.parts]
        return not any(label.isascii() or is_body(label) for label in labels)
    return are_one(core_key(domain.whole.row), "收入总计") or not are_bodies(domain.parts)


def _told_named(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    return told_counted(tools, plan) if any(map(is_strong, plan.operands[0])) else None


def _across_documents(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
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


def parts(tools: Tools, plan: Plan) -> Outcome | None:
    """The parts of a figure with their amounts; blank ones are left out, and the text says so."""
    found = _of_funds(tools, plan) if plan.options.funding else _found(tools, plan)
    if found is None:
        return None
    domain, reading = found
    filled = [fact for fact in domain.parts if comparable(fact) is not None]
    if plan.asks_who_has:
        filled = [fact for fact in filled if comparable(fact)] or filled
    if not filled:
        return None
    limits = _limits(plan) if plan.options.limit else []
    within = [fact for fact in filled if all(_keeps(fact, limit) for limit in limits)]
    lines = tuple(_part_line(fact, domain) for fact in within[:MOST_LINES] or filled[:MOST_LINES])
    if not within:
        if len({line.unit for line in (*lines, *(limit for limit, _ in limits))}) > 1:
            return None
        lines = (min(lines, key=lambda line: min(abs(amount_of(line) - amount_of(limit)) for limit, _ in limits)),)
    counted = bool(plan.options.counted) and bool(limits) and bool(within)
    return Outcome(
        "list" if within else "list_none",
        "answered",
        reading.score - 0.5,
        Decimal(len(within)) if counted else None,
        "项" if counted else "",
        (reading,),
        lines,
        topic=_topic(domain),
        limits=tuple(limit for limit, _ in limits),
        lacking=domain.lacking,
        message=" ".join(way for _, way in limits),
    )


def _of_funds(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
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


def _limits(plan: Plan) -> list[tuple[Line, str]]:
    """The amounts of the question that the parts are held against, each with how: over, under, at_least, at_most."""
    given = plan.options.limits or ((plan.options.amounts[0], str(plan.options.comparison)),)
    return [(Line("asked", *amount_value(amount), ()), way) for amount, way in given]


def _keeps(fact: Fact, limit: tuple[Line, str]) -> bool:
    asked, way = limit
    return unit_of(fact) == asked.unit and holds(comparable(fact) or Decimal(0), amount_of(asked), way)


def count(tools: Tools, plan: Plan) -> Outcome | None:
    """How many parts a figure has, or how many projects are listed."""
    found = listed_projects(tools, plan) if plan.options.over == "projects" else find_domain(tools, plan)
    if found is None:
        return None
    domain, reading = found
    filled = [fact for fact in domain.parts if comparable(fact) is not None]
    lines = tuple(_part_line(fact, domain) for fact in filled[:MOST_LINES])
    if not lines:
        return None
    return Outcome(
        "count", "answered", reading.score, Decimal(len(filled)), "项", (reading,), lines, topic=_topic(domain)
    )


def total_over(tools: Tools, plan: Plan) -> Outcome | None:
    """One figure added up over organisations, places or years."""
    printed = printed_over_years(tools, plan)
    if printed is not None:
        return printed
    found = _across_documents(tools, plan)
    if found is None:
        return None
    domain, reading = found
    filled = tuple(fact for fact in domain.parts if fact.value is not None)
    if comparable(domain.whole) and sum(comparable(fact) or 0 for fact in filled) == comparable(domain.whole):
        domain = replace(domain, parts=filled)  # the total that is printed says that a blank one is none of it
    lines = tuple(_part_line(fact, domain) for fact in domain.parts)
    levels = {tools.catalogue.documents[fact.document].level for fact in domain.parts}
    if domain.by == "organisations" and len(levels) > 1:
        each = tuple(replace(reading, facts=(fact,)) for fact in domain.parts)
        return Outcome("sum", "not_found", reading.score, readings=each, message="mixed_levels")
    if any(line.value is None for line in lines) or len({line.unit for line in lines}) > 1:
        return None
    result = sum((line.value or Decimal(0) for line in lines), Decimal(0))
    step = Step("+", lines, result, lines[0].unit)
    unit, score = lines[0].unit, reading.score
    return Outcome("sum", "answered", score, result, unit, (reading,), lines, (step,), lacking=domain.lacking)


def average(tools: Tools, plan: Plan) -> Outcome | None:
    """The mean of several named figures, of the parts of one, or of one over organisations or years."""
    if len(plan.operands) > 1:
        return average_of_operands(tools, plan)
    found = _found(tools, plan)
    if found is None:
        return None
    domain, reading = found
    if domain.by == "columns":
        return None
    lines = tuple(_part_line(fact, domain) for fact in domain.parts if comparable(fact) is not None)
    found_mean = mean(plan, reading.score, (reading,), lines)
    per_year = "years" if domain.by == "years" else ""
    return replace(found_mean, lacking=domain.lacking, message=per_year) if found_mean else None
