"""Whether income and expenditure come to the same: the two totals of one form."""

from __future__ import annotations

from decimal import Decimal

from bot.figures.domain import CARRIED
from bot.figures.fact_view import FactView
from bot.figures.readings import Reading, agree_by_rounding, comparable
from bot.figures.scoring import FISCAL
from bot.figures.sides import SIDES
from bot.grammar.plan import Plan
from bot.names.terms import keys_of
from bot.operations.outcome import Outcome, Step
from bot.reading.frame import Frame, latest_years, of_one_organisation
from bot.reading.limits import explain_limit
from bot.reading.question import is_limit, is_strong
from bot.tools import Tools
from bot.writing.labels import line_of
from index.model import Fact
from index.reach import level_of
from index.store.facts import FactFilter
from index.text import core_key, is_plain_measure

Sides = tuple[Fact, Fact]
_SIDES = ("收入", "支出")
_GRAND = ("总计", "总额")
SCORE = 8.0


def balance(tools: Tools, plan: Plan) -> Outcome | None:
    """The income total against the expenditure total of one form of one organisation; of its funds if they are named."""
    if not of_one_organisation(tools.catalogue.documents, plan.frame):
        return None
    found = max(_forms(tools, plan), key=lambda pair: _fit(pair, tools, plan.frame), default=None)
    if found is None:
        return None
    lines = tuple(line_of(fact, _label(fact, side)) for fact, side in zip(found, _SIDES, strict=True))
    one, two = (line.value or Decimal(0) for line in lines)
    carried = _carried_over(tools, found) if not found[0].table_id and one != two else None
    if carried is None and not found[0].table_id and one != two:
        return None
    step = Step("-", lines, one - two, lines[0].unit)
    lines = (*lines, line_of(carried)) if carried else lines
    readings = tuple(Reading((fact,), SCORE, 1) for fact in found)
    return Outcome(
        "compare",
        "answered",
        SCORE,
        None,
        "",
        readings,
        lines,
        (step,),
        truth=bool(carried) or agree_by_rounding(found[0], found[1]),
    )


def _forms(tools: Tools, plan: Plan) -> list[Sides]:
    """The totals of both sides of each form that has them, on the funds that the question names."""
    asked = {key for term in plan.operands[0] if is_strong(term) for key in keys_of(term)} & (
        tools.catalogue.lexicon.basis_keys | FISCAL
    )
    limits = tuple(filter(is_limit, plan.operands[0]))  # of the city's own level
    by_table: dict[tuple[str, int | None, str], dict[str, list[Fact]]] = {}
    for fact in tools.domains.totals(plan.frame):
        kinds = plan.frame.kinds
        if not _is_whole(fact, asked) or (kinds is not None and fact.kind not in kinds):
            continue
        if not fact.table_id and not _is_told_account(fact):
            continue
        if not all(explain_limit(fact, one)[1] for one in limits):
            continue
        basis = FactView(fact, tools.catalogue.lexicon.basis_keys).basis
        basis = basis if fact.table_id else frozenset()
        if (asked and not (asked & basis or any(key in fact.table for key in asked))) or (not asked and basis):
            continue
        sides = [side for side in _SIDES if side in fact.row] or [
            side for side in _SIDES if any(side in head for head in fact.column[:1])
        ]
        if len(sides) == 1:
            place = fact.table_id or f"{fact.document} {fact.table} {fact.column}"
            by_table.setdefault((place, fact.year, fact.kind), {}).setdefault(sides[0], []).append(fact)
    return [
        (one, two)
        for sides in by_table.values()
        if len(sides) == len(_SIDES)
        for one in sides["收入"]
        for two in sides["支出"]
        if _is_grand(one) == _is_grand(two)
    ]


def _is_told_account(fact: Fact) -> bool:
    """Whether a figure of the text closes one side of a government's general public budget: 收入总计 361亿元."""
    other = ("政府性基金", "国有资本", "社会保险")
    return bool(level_of(fact.organisation)) and _is_grand(fact) and not any(one in fact.table for one in other)


def _carried_over(tools: Tools, sides: Sides) -> Fact | None:
    """What the same section of the text tells as carried over, where it is just what the sides are apart."""
    wanted = FactFilter(documents=frozenset({sides[0].document}), source="prose")
    gap = (comparable(sides[0]) or Decimal(0)) - (comparable(sides[1]) or Decimal(0))
    same = ("table", "year", "kind", "column")
    return next(
        (
            one
            for one in tools.store.facts(wanted)
            if CARRIED.search(one.row)
            and comparable(one) == gap
            and all(getattr(one, name) == getattr(sides[0], name) for name in same)
        ),
        None,
    )


def _is_whole(fact: Fact, asked: frozenset[str] | set[str]) -> bool:
    """Whether a total is of its whole side (or of the funds asked about), and not of one column of it."""
    last = fact.column[-1] if fact.column else ""
    whole = not last or is_plain_measure(last) or core_key(last) in SIDES or any(key in last for key in asked)
    return whole and bool(fact.row)


def _is_grand(fact: Fact) -> bool:
    """Whether a total has what is carried over in it, which both sides of an account must."""
    return fact.row.endswith(_GRAND)


def _fit(pair: Sides, tools: Tools, frame: Frame) -> tuple[bool, bool, bool, Decimal]:
    """The latest year, the whole department, the grand totals, the largest amount go first."""
    document = tools.catalogue.documents[pair[0].document]
    latest = max(latest_years(tools.catalogue.documents, frame).values(), default=None)
    return (
        pair[0].year == latest or latest is None,
        document.level != "unit",
        _is_grand(pair[0]),
        comparable(pair[0]) or Decimal(0),
    )


def _label(fact: Fact, side: str) -> str:
    return fact.row if side in fact.row else f"{side}{fact.row}"
