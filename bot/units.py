"""The units of one department as what a ranking, a list or a sum goes over: rows of a form that names a unit in each."""

from __future__ import annotations

from bot.domain import Domain
from bot.frame import of_one_organisation
from bot.plan import Plan
from bot.question import is_strong
from bot.readings import Reading
from bot.scoring import FactView
from bot.tools import Tools
from index.model import Fact
from index.organisations import is_body
from index.text import column_item, core_key, is_plain_measure
from prompts import load_yaml


def across_units(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The units of one department with their totals of the side asked for; None where no form goes unit by unit."""
    if not of_one_organisation(tools.catalogue.documents, plan.frame):
        return None
    about = load_yaml("cues.yaml")["about"]["units"]
    named = {core_key(term.surface) for term in plan.operands[0] if is_strong(term) and term.surface not in about}
    said = str((plan.options.get("said") or ("",))[0])
    side, other = ("收入", "支出") if "收入" in said else ("支出", "收入")
    best: Domain | None = None
    for total in tools.domains.totals(plan.frame):
        item = core_key(column_item(total.column))
        fits = item in named if named else not item or is_plain_measure(item)
        if not fits or (other in total.table and side not in total.table):
            continue
        domain = tools.domains.of(total, None)
        if domain and domain.by == "rows" and _are_units(domain.parts) and _better(domain, best, tools):
            best = domain
    return None if best is None else (best, Reading((best.whole,), 8.0, 1))


def _are_units(parts: tuple[Fact, ...]) -> bool:
    return len(parts) > 1 and all(is_body(part.row) for part in parts)


def _better(one: Domain, other: Domain | None, tools: Tools) -> bool:
    """All funds before one fund."""
    if other is None:
        return True
    bases = [len(FactView(domain.whole, tools.catalogue.lexicon.basis_keys).basis) for domain in (one, other)]
    return bases[0] < bases[1]
