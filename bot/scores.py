"""Marks of projects as what a ranking or list goes over: the rows of a form by their column 得分, which has no total."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import Domain
from bot.frame import default_year
from bot.organisations import owner_key
from bot.plan import Plan
from bot.question import is_strong
from bot.readings import Reading, comparable
from bot.tools import Tools
from index.store.facts import FactFilter
from index.text import column_item, core_key
from prompts import load_yaml

SCORE = 8.0
"""What such rows are worth as what is meant; nothing else is called by that column."""


def marks_of_rows(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """The figures of the one column of marks that the plan names, row by row; None where it names none, or more than that."""
    words = load_yaml("goals.yaml")
    terms = [term for term in plan.operands[0] if is_strong(term) and term.surface not in words["evaluations"]]
    marked = tuple(words["marked"])
    if not terms or not all(term.surface.endswith(marked) for term in terms):
        return None
    names = tools.catalogue.names
    keys = frozenset(key for key, entry in names.items() if "column" in entry.roles and key.endswith(marked))
    year = default_year(tools.catalogue.documents, plan.frame)
    wanted = FactFilter(plan.frame.documents, years=plan.frame.years or frozenset({year} if year else ()))
    rows = [
        fact
        for fact in tools.store.facts(wanted)
        if core_key(column_item(fact.column)) in keys and fact.row and not fact.total and comparable(fact) is not None
    ]
    apart = len({fact.table_id for fact in rows}) > 1 or len({owner_key(fact.organisation) for fact in rows}) > 1
    if len(rows) < 2 or apart:
        return None
    whole = replace(rows[0], row=rows[0].table, value=None)
    return Domain(whole, tuple(rows), "rows"), Reading((rows[0],), SCORE, 1)
