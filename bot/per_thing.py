"""What an amount comes to for each of the things that the same paper counts: 每辆车的运行维护费, 每批次的接待费."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from bot.choose import choose
from bot.labels import line_of
from bot.outcome import Outcome, Step
from bot.plan import Plan
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, core_key

_COUNTS = {
    "辆": ("车", re.compile("(?:车辆|公务用车)(?:保有量|数|数量)?")),
    "批次": ("接待", re.compile("(?:国内)?公务接待(?:费)?(?:批次)?|(?:国内公务)?接待批次")),
    "人次": ("接待", re.compile("(?:国内)?公务接待(?:费)?(?:人次|人数)?|(?:国内公务)?接待(?:人次|人数)")),
}
"""By what is counted: a word that the amount's own name must hold, and the names of the count."""
_SAME = {"批次": ("批次", "批", "个"), "人次": ("人次", "人"), "辆": ("辆", "台")}


def per_thing(tools: Tools, plan: Plan) -> Outcome | None:
    """A named amount divided by the one count of its things in the same paper and year, in 元; None where either lacks."""
    thing = str(plan.options.get("thing"))
    word, counted = _COUNTS[thing]
    chosen = choose(tools.resolver.readings(plan.operands[0], plan.frame))
    best = chosen.best
    if best is None or chosen.rivals or best.value is None or best.fact.unit.factor is None:
        return None
    if word not in best.fact.row + column_item(best.fact.column):
        return None
    papers = frozenset(fact.document for fact in best.facts)
    years = frozenset({best.fact.year}) if best.fact.year else None
    found = [one for one in tools.store.facts(FactFilter(papers, years=years)) if _counts(one, thing, counted)]
    if len({one.value for one in found}) != 1:
        return None
    amount, count = line_of(best.fact), line_of(found[0])
    if not count.value:
        return Outcome("per_thing", "not_found", best.score, readings=(best,), message="zero_things")
    each = (best.value / count.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    each = each.quantize(Decimal(1)) if each == each.to_integral_value() else each
    step = Step("/", (amount, count), each, "元")
    return Outcome("per_thing", "answered", best.score, each, "元", (best,), (amount, count), (step,), topic=thing)


def _counts(fact: Fact, thing: str, names: re.Pattern[str]) -> bool:
    """Whether a figure is the number of all these things, and of no sort of them."""
    plain = len(fact.row_path) < 2 and not fact.derived and fact.value is not None
    unit = fact.unit.name in _SAME[thing] or (fact.unit.factor is None and thing in fact.row)
    return plain and unit and bool(names.fullmatch(core_key(fact.row)))
