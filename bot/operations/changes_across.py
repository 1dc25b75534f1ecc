"""How one figure changed with each of several bodies: 三个局里哪家的三公经费比上年增加了, 增幅最大的是哪个局."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.figures.owners import owners_of
from bot.figures.readings import Reading
from bot.grammar.plan import Plan
from bot.operations.changes import change
from bot.operations.outcome import Lack, Line, Outcome
from bot.tools import Tools

FEWEST = 2


def change_across(tools: Tools, plan: Plan) -> Outcome | None:
    """The bodies with which the figure moved as asked, and how far; with `most` the one with which it did so most.

    None unless the papers tell the change with several of them.
    """
    found = [(name, change(tools, replace(plan, frame=frame))) for name, frame in owners_of(tools, plan)]
    told = [(name, one) for name, one in found if one and one.status == "answered" and one.value is not None]
    if len(told) < FEWEST or len({one.unit for _, one in told}) > 1:
        return None
    way, most = str(plan.options.way), bool(plan.options.most)
    moved = [(name, one) for name, one in told if _by(one) and moved_so(_by(one), way)]
    if not moved:
        return None
    if most:
        moved.sort(key=lambda pair: -abs(_by(pair[1])))
    lines = tuple(
        Line(name, abs(_by(one)), one.unit, tuple(fact for line in one.lines for fact in line.facts)[:2])
        for name, one in (moved[:1] if most else moved)
    )
    row, score = told[0][1].readings[0].fact.row, min(one.score for _, one in told)
    outcome = moves_told(row, way, moved[0][1].readings, lines, score, most=most)
    steps = tuple(replace(step, result=abs(step.result)) for _, one in moved for step in one.steps)
    return replace(
        outcome, steps=steps, lacking=tuple(Lack(name, "none") for name, _ in found if name not in dict(told))
    )


def _by(told: Outcome) -> Decimal:
    return told.value or Decimal(0)


def moved_so(by: Decimal, way: str) -> bool:
    """Whether something that moved did so the way that is asked for."""
    return way == "differs" or (by > 0) == (way == "over")


def moves_told(
    row: str, way: str, readings: tuple[Reading, ...], lines: tuple[Line, ...], score: float, *, most: bool
) -> Outcome:
    """How far each moved, as a list of what it is of in the language of the row, 收入预算比上年增加; with `most` those that did so most."""
    single = lines[0] if most and len(lines) == 1 else None
    value, unit = (single.value, single.unit) if single else (None, "")
    topic = f"change in {row}" if row.isascii() else f"{row}比上年{_MOVED[way]}"
    operation, message = ("rank", "most") if most else ("list", "")
    return Outcome(operation, "answered", score, value, unit, readings, lines, topic=topic, message=message)


_MOVED = {"over": "增加", "under": "减少", "differs": "增减"}
