"""The level of a government that a movement is of where the question says none: the one whose figure it would be told."""

from __future__ import annotations

from dataclasses import replace

from bot.figures.choose import choose
from bot.grammar.plan import Plan
from bot.names.terms import Sense, Token
from bot.operations.outcome import Outcome
from bot.reading.frame import default_year
from bot.reading.limits import EXPLAINED, reach_of
from bot.reading.question import is_limit, is_strong
from bot.tools import Tools
from index.reach import level_of

_OF_ONE_FIGURE = frozenset({"change", "changed", "change_claimed", "compound"})


def at_level_meant(tools: Tools, plan: Plan) -> Plan | None:
    """The plan of 全市 where the figure that moved is told of all of its place before its own level; None where it is not."""
    if plan.operation not in _OF_ONE_FIGURE or len(plan.operands) != 1:
        return None
    terms = tuple(one for one in plan.operands[0] if not (one.has("operation", "change", "changed") or one.has("year")))
    if not any(map(is_strong, terms)) or any(map(is_limit, terms)):
        return None
    years = plan.frame.years
    latest = max(years) if years else default_year(tools.catalogue.documents, plan.frame)
    frame = replace(plan.frame, years=frozenset({latest}) if latest else None)
    best = choose(tools.resolver.readings(terms, frame)).best
    if best is None or reach_of(best.fact) != "whole":
        return None
    word = f"全{level_of(best.fact.organisation)}"
    return replace(plan, operands=((*plan.operands[0], Token(0, 0, word, (Sense("reach", word),))),))


def unlimited(found: Outcome) -> Outcome:
    """An outcome at the level meant, worth what it is where the question says no level."""
    whole = any(reach_of(reading.fact) == "whole" for reading in found.readings)
    return replace(found, score=found.score - EXPLAINED) if whole else found
