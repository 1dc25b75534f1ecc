"""Which parts of a figure went up or down between two years: revenue sources that decrease from FY2024 to FY2025."""

from __future__ import annotations

from dataclasses import replace

from bot.arithmetic import amount_of
from bot.domain import part_label
from bot.frame import default_year
from bot.labels import line_of
from bot.listing import find_domain
from bot.outcome import Line, Outcome, Step
from bot.plan import Plan
from bot.readings import comparable
from bot.tools import Tools
from index.model import Fact


def movers(tools: Tools, plan: Plan) -> Outcome | None:
    """The parts that changed the way asked for, with both years' amounts; parts without one of them are left out."""
    years = sorted(plan.frame.years or ())
    latest = years[-1] if years else default_year(tools.catalogue.documents, plan.frame)
    if latest is None or len(years) > 2:
        return None
    earlier = years[0] if len(years) == 2 else latest - 1
    found = [find_domain(tools, replace(plan, frame=plan.frame.with_years(year))) for year in (latest, earlier)]
    if found[0] is None or found[1] is None or found[0][0].by != "rows":
        return None
    (now, reading), (then, _) = found[0], found[1]
    if (now.whole.table_id, now.whole.kind) != (then.whole.table_id, then.whole.kind):
        return None
    before = {part_label(part, "rows"): part for part in then.parts}
    pairs = [(part, before[label]) for part in now.parts if (label := part_label(part, "rows")) in before]
    steps = [step for one, other in pairs if (step := _step(one, other)) and _fits(step, plan)]
    lines = tuple(
        Line(part_label(now_line.facts[0], "rows"), step.result, step.unit, now_line.facts)
        for step in steps
        for now_line in step.operands[:1]
    )
    if not pairs:
        return None
    return Outcome("movers", "answered", reading.score, readings=(reading,), lines=lines, steps=tuple(steps))


def _step(now: Fact, then: Fact) -> Step | None:
    if comparable(now) is None or comparable(then) is None or now.unit != then.unit:
        return None
    operands = tuple(line_of(fact, f"{fact.year}年") for fact in (now, then))
    return Step("-", operands, amount_of(operands[0]) - amount_of(operands[1]), operands[0].unit)


def _fits(step: Step, plan: Plan) -> bool:
    way = plan.options.get("comparison")
    return step.result < 0 if way == "under" else step.result > 0 if way == "over" else step.result != 0
