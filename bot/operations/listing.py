"""Rankings, lists and counts over the parts of a figure, over departments, or over years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.figures.domain import Domain, is_in_brackets, part_label, ranked, with_ties
from bot.figures.owners import owners_of
from bot.figures.readings import comparable
from bot.figures.signs import asks_negative
from bot.grammar.plan import Plan
from bot.names.terms import keys_of
from bot.operations.arithmetic import (
    amount_of,
    blank_outcome,
    choose_operands,
    mean,
    quotient,
    share,
    sum_line,
    unclear_outcome,
)
from bot.operations.arithmetic import average as average_of_operands
from bot.operations.gone_over import across_documents, find_domain, gone_over, of_funds
from bot.operations.outcome import MOST_LINES, Line, Outcome, Step
from bot.operations.projects import (
    listed_projects,
)
from bot.operations.rates import rank_by_execution
from bot.operations.years import printed_over_years
from bot.reading.amounts import amount_value, holds
from bot.reading.limits import own_columns
from bot.tools import Tools
from bot.writing.labels import KINDS, labels_of, line_of, short_name, unit_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, core_key
from index.units import PERCENT
from prompts import load_yaml


def rank(tools: Tools, plan: Plan) -> Outcome | None:
    """The largest or smallest parts, or the n-th."""
    found = gone_over(tools, plan)
    if found is None:
        return _by_execution(tools, plan)
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
    few = bool(top) and bool(order) and domain.by in ("rows", "projects") and len(order) < (top or 1)
    if (len(order) < (top or 1) and not few) or bool(named) != bool(left_out):
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
        reading.score - (FEWER if few else 0.0),
        comparable(first) if single else None,
        unit_of(first) if single else "",
        (reading,),
        lines,
        topic=_topic(domain),
        left_out=tuple(part_label(fact, domain.by) for fact in left_out),
        lacking=domain.lacking,
        message="rank_few" if few and domain.by == "rows" else _order(plan),
    )


FEWER = 2.0
"""What it costs that a form has fewer rows with an amount than are asked for."""


def _by_execution(tools: Tools, plan: Plan) -> Outcome | None:
    """The parts of which most, or least, of the budget was spent, by rates worked out of both."""
    found = rank_by_execution(tools, plan)
    if found is None or plan.options.nth or plan.options.left_out:
        return None
    domain, lines, steps, reading = found
    least = bool(plan.options.least)
    order = sorted(zip(lines, steps, strict=True), key=lambda one: one[1].exact or one[1].result, reverse=not least)
    count = len(order) if plan.options.all else plan.options.top or 1
    picked = order[:count]
    single = len(picked) == 1
    return Outcome(
        "rank",
        "answered",
        reading.score,
        picked[0][0].value if single else None,
        "%" if single else "",
        (reading,),
        tuple(line for line, _ in picked),
        tuple(step for _, step in picked),
        topic=_topic(domain),
        message=_order(plan),
    )


def rank_share(tools: Tools, plan: Plan) -> Outcome | None:
    """What the largest or smallest parts come to in percent of what they are parts of: 最大的三类占多少."""
    found = gone_over(tools, plan)
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


def rank_bodies_by_share(tools: Tools, plan: Plan) -> Outcome | None:
    """Which of several bodies has the largest or smallest share of one figure in another, or all in order; None where one of
    them gives none.
    """
    owners = owners_of(tools, plan)
    found = [(name, share(tools, replace(plan, operation="share", frame=frame))) for name, frame in owners]
    told = [(name, one) for name, one in found if one is not None and one.status == "answered" and one.steps]
    if len(told) < max(len(found), 2) or len({one.readings[0].fact.kind for _, one in told}) > 1:
        return None
    order = sorted(
        told, key=lambda one: one[1].steps[0].exact or one[1].steps[0].result, reverse=not plan.options.least
    )
    lines = [
        Line(name, one.value, "%", tuple(reading.fact for reading in one.readings[:2]), exact=one.steps[0].exact)
        for name, one in order
    ]
    first = order[0][1]
    tied = 1 + sum(line.exact == lines[0].exact for line in lines[1:])
    picked = lines if plan.options.all else lines[: plan.options.top or tied]
    single = len(picked) == 1
    topic = f"{first.lines[0].label}占{first.lines[1].label}的比例"
    value, unit = (first.value, "%") if single else (None, "")
    readings, steps = first.readings, tuple(one.steps[0] for _, one in order)
    score = sum(one.score for _, one in told) / len(told)
    return Outcome(
        "rank", "answered", score, value, unit, readings, tuple(picked), steps, topic=topic, message=_order(plan)
    )


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
    return load_yaml("answers.zh.yaml")["told_projects"] if domain.by == "projects" else short_name(domain.whole)


def parts(tools: Tools, plan: Plan) -> Outcome | None:
    """The parts of a figure with their amounts; blank ones are left out, and the text says so."""
    found = of_funds(tools, plan) if plan.options.funding else gone_over(tools, plan)
    if found is None:
        return None
    domain, reading = found
    filled = [fact for fact in domain.parts if comparable(fact) is not None]
    if plan.asks_who_has:
        filled = [fact for fact in filled if comparable(fact)] or filled
    if len(filled) == 1:
        filled = _told_parts(tools, domain.whole, filled[0]) or filled
    if not filled:
        return None
    limits = _limits(plan) if plan.options.limit else []
    within = [fact for fact in filled if all(_keeps(fact, limit) for limit in limits)]
    lines = tuple(_part_line(fact, domain) for fact in within[:MOST_LINES] or filled[:MOST_LINES])
    if not within:
        if len({line.unit for line in (*lines, *(limit for limit, _ in limits))}) > 1:
            return None
        lines = (min(lines, key=lambda line: min(abs(amount_of(line) - amount_of(limit)) for limit, _ in limits)),)
    which = bool(limits) or (plan.asks_who_has and plan.options.over == "organisations")
    counted = bool(plan.options.counted) and which and bool(within)
    value, unit = (Decimal(len(within)), _NUMBER) if counted else (None, "")
    if plan.options.whole_asked and domain.by in ("rows", "columns") and domain.whole in reading.facts:
        value, unit = reading.value, unit_of(domain.whole)
    return Outcome(
        "list_none" if not within else "list" if limits or not counted else "count",
        "answered",
        reading.score - 0.5,
        value,
        unit if value is not None else "",
        (reading,),
        lines,
        topic=_topic(domain),
        limits=tuple(limit for limit, _ in limits),
        lacking=domain.lacking,
        message=" ".join(way for _, way in limits),
    )


def _told_parts(tools: Tools, whole: Fact, only: Fact) -> list[Fact]:
    """The parts that the one sentence tells which names a figure whose form has only itself for a part: 310万元, 全部为彩票公益金,
    其中…; none without such a sentence, or where they do not make up all of it.
    """
    amount, name = comparable(whole), core_key(whole.row).removesuffix("支出")
    if whole.year is None or not amount or comparable(only) != amount or len(name) < SHORTEST_TOLD:
        return []
    wanted = FactFilter(frozenset({whole.document}), years=frozenset({whole.year}), source="prose")
    told: dict[tuple[str, tuple[str, ...]], list[Fact]] = {}
    for fact in tools.store.facts(wanted):
        if len(fact.row_path) > 1 and fact.unit.factor is not None and name in core_key(fact.text):
            told.setdefault((fact.text, fact.row_path[:-1]), []).append(fact)
    groups = [facts for facts in told.values() if sum(comparable(one) or 0 for one in facts) == amount]
    return groups[0] if len(groups) == 1 and len(groups[0]) > 1 else []


SHORTEST_TOLD = 4
_NUMBER = "项"
"""The unit of how many rows there are."""


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
        "count", "answered", reading.score, Decimal(len(filled)), _NUMBER, (reading,), lines, topic=_topic(domain)
    )


def total_over(tools: Tools, plan: Plan) -> Outcome | None:
    """One figure added up over organisations, places or years."""
    printed = printed_over_years(tools, plan)
    if printed is not None:
        return printed
    found = across_documents(tools, plan)
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
    found = gone_over(tools, plan)
    if found is None:
        return None
    domain, reading = found
    if domain.by == "columns" or (domain.by == "rows" and domain.whole.unit == PERCENT):
        return None  # rates of bonds, each of another amount
    lines = tuple(_part_line(fact, domain) for fact in domain.parts if comparable(fact) is not None)
    found_mean = mean(reading.score, (reading,), lines)
    per_year = "years" if domain.by == "years" else ""
    return replace(found_mean, lacking=domain.lacking, message=per_year) if found_mean else None
