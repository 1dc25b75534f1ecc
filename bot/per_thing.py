"""What an amount comes to for each of the things that the same paper counts: 每辆车的运行维护费, 每批次的接待费."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.choose import choose
from bot.labels import line_of
from bot.outcome import Outcome, Step
from bot.phrases import rounded_or_whole
from bot.plan import Plan
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, core_key
from prompts import load_yaml


def per_thing(tools: Tools, plan: Plan) -> Outcome | None:
    """A named amount divided by the one count of its things in the same paper and year, in 元; None where either lacks."""
    thing = str(plan.options.thing)
    counted = load_yaml("cues.yaml")["things_counted"][thing]
    readings = tools.resolver.readings(plan.operands[0], plan.frame)
    chosen = choose([one for one in readings if one.fact.unit.factor is not None])
    best = chosen.best
    if best is None or chosen.rivals or best.value is None:
        return None
    if counted["of"] not in best.fact.row + column_item(best.fact.column):
        return None
    papers = frozenset(fact.document for fact in best.facts)
    years = frozenset({best.fact.year}) if best.fact.year else None
    found = [one for one in tools.store.facts(FactFilter(papers, years=years)) if _counts(one, thing, counted)]
    if len({one.value for one in found}) != 1:
        return None
    amount, count = line_of(best.fact), line_of(found[0])
    if not count.value:
        return Outcome("per_thing", "not_found", best.score, readings=(best,), message="zero_things")
    each = rounded_or_whole(best.value / count.value, 2)
    step = Step("/", (amount, count), each, "元")
    return Outcome("per_thing", "answered", best.score, each, "元", (best,), (amount, count), (step,), topic=thing)


def _counts(fact: Fact, thing: str, counted: Mapping[str, Any]) -> bool:
    """Whether a figure is the number of all these things, and of no sort of them."""
    above = fact.row_path[:-1]
    inside = all(counted["of"] in label or "三公" in core_key(label) for label in above)
    plain = inside and not fact.derived and fact.value is not None
    unit = fact.unit.name in counted["units"] or (fact.unit.factor is None and thing in fact.row)
    return plain and unit and bool(re.fullmatch(counted["names"], core_key(fact.row)))
