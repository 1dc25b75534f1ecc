"""Rows by how far each moved, as a form prints it in a column of its own: 比上年增减%, 哪项支出增长最快."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.changes_across import moves_told
from bot.domain import Domain, part_label, with_ties
from bot.labels import unit_of
from bot.listing import find_domain
from bot.outcome import Line, Outcome
from bot.plan import Plan
from bot.readings import Reading, comparable
from bot.tools import Tools
from index.model import Fact

BELOW_COMPUTED = 0.4
"""What a printed movement is worth less than one that two figures give."""


def printed_moves(tools: Tools, plan: Plan) -> Outcome | None:
    """The rows that moved as asked since the year before, in percent or by the amount that the form prints, the most first."""
    percent, most = bool(plan.options.percent), bool(plan.options.most)
    if plan.options.against != "year" or plan.options.over == "organisations":
        return None
    told = [tools.catalogue.rate_columns] if percent else [tools.catalogue.change_columns]
    told += [] if most else [tools.catalogue.rate_columns]  # which fell: either column says it
    for names in plan.operands:
        found = find_domain(tools, replace(plan, operands=(names,)))
        moved = next((one for keys in told if found and (one := tools.domains.in_column(found[0], keys))), None)
        if found and moved and moved.by == "rows":
            return _outcome(plan, moved, found[1], most=most)
    return None


def _outcome(plan: Plan, domain: Domain, reading: Reading, *, most: bool) -> Outcome | None:
    way = str(plan.options.way)
    told = [fact for fact in domain.parts if way == "differs" or (_by(fact) > 0) == (way == "over")]
    moved = sorted((fact for fact in told if _by(fact)), key=lambda fact: -abs(_by(fact)))
    if most and not moved:
        return None
    picked = with_ties(moved, plan.options.top or 1, lambda fact: abs(_by(fact))) if most else moved
    lines = tuple(Line(part_label(fact, "rows"), abs(_by(fact)), unit_of(fact), (fact,)) for fact in picked)
    readings = (Reading(domain.parts[:1], reading.score, 1),)
    return moves_told(domain.whole.row, way, readings, lines, reading.score - BELOW_COMPUTED, most=most)


def _by(fact: Fact) -> Decimal:
    return comparable(fact) or Decimal(0)
