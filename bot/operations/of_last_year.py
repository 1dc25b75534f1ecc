"""How far a figure moved, by what it is in percent of the year before, which final accounts print: 为上年决算数的%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.figures.choose import choose
from bot.figures.kinds import same_kinds
from bot.grammar.plan import Plan
from bot.names.terms import Sense, Token
from bot.operations.outcome import Line, Outcome, Step
from bot.tools import Tools
from bot.writing.labels import line_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import core_key
from index.years import find_kind

OF_LAST_YEAR = "of_last_year"
_PERCENT_OF = re.compile(
    "(?:本年|预算|决算|执行|完成)?数?[为占是]上年(?:同期)?(?:(?P<of>执行|决算|预算|完成)数?)?的?%?"
)
_WHOLE = Line("100%", Decimal(100), "%", ())


_MEASURED_FROM = re.compile(
    "(?:比|较|与)(?:上年|(?:19|20)\\d{2}年?度?)?(?P<what>执行数?|快报数|完成数|决算数?|预算数?)"
)


def base_printed(tools: Tools, plan: Plan, terms: tuple[Token, ...]) -> frozenset[str]:
    """The kind that the form of a figure says by its header it measures from, 2025年比2024年执行数增减%; none where it does not."""
    best = choose(tools.resolver.readings(terms, plan.frame)).best
    return frozenset() if best is None else base_of_form(tools, best.fact)


def base_of_form(tools: Tools, fact: Fact) -> frozenset[str]:
    """The kind that the columns beside a figure in its form say that they measure from; none where they do not."""
    if not fact.table_id:
        return frozenset()
    form, key = frozenset({fact.table_id}), frozenset({core_key(fact.row)})
    wanted = FactFilter(frozenset({fact.document}), row_keys=key, table_ids=form)
    row = [one for one in tools.store.facts(wanted) if one.row_index == fact.row_index and one.column]
    said = {found["what"] for one in row if (found := _MEASURED_FROM.search(one.column[-1]))}
    return same_kinds(find_kind(said.pop())) if len(said) == 1 else frozenset()


def by_percent_of_last_year(tools: Tools, plan: Plan, terms: tuple[Token, ...]) -> Outcome | None:
    """The percent by which a figure moved, from the column that prints it in percent of the year before; None without."""
    names = tools.catalogue.names
    found = {key: said for key in names if "column" in names[key].roles and (said := _PERCENT_OF.fullmatch(key))}
    if plan.options.base_kind == "budget":
        found = {key: said for key, said in found.items() if said["of"] == "预算"}
    if not found or len(plan.frame.years or ()) > 1:
        return None
    marker = Token(0, 0, "", (Sense("name", "change", frozenset(found)),))
    chosen = choose(tools.resolver.readings((*terms, marker), plan.frame))
    best = chosen.best
    if best is None or chosen.rivals or best.value is None or best.fact.unit.name != "%":
        return None
    lines = (line_of(best.fact, best.fact.column[-1]), _WHOLE)
    step = Step("-", lines, best.value - 100, "%")
    return Outcome(
        "change", "answered", best.score, step.result, "%", (best,), lines[:1], (step,), message=OF_LAST_YEAR
    )


def is_of_year_alone(tools: Tools, fact: Fact, terms: Sequence[Token]) -> bool:
    """Whether the text tells how the year's own total moved, 本年收入合计, where the 总计 is asked for, which a form has."""
    grand = tools.catalogue.names.get("总计")
    goes_on = grand is not None and fact.document in grand.documents
    asked = any(core_key(term.surface).endswith("总计") for term in terms)
    return asked and goes_on and core_key(fact.row).startswith("本年")
