"""Rows and parts whose two figures differ: outturn against budget, one year against an earlier one; listed, or ranked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, product

from bot.figures.domain import Domain, part_label, with_ties
from bot.figures.fact_view import FactView
from bot.figures.forms import lists_projects, other_money
from bot.figures.kinds import same_kinds
from bot.figures.places import is_place
from bot.figures.readings import Reading, comparable
from bot.figures.sides import SIDES, is_of_all_its_row
from bot.grammar.plan import Plan
from bot.names.organisations import owner_key
from bot.names.terms import keys_of
from bot.operations.arithmetic import difference, percent_step
from bot.operations.changes_across import moved_so, moves_told
from bot.operations.gone_over import find_domain
from bot.operations.of_last_year import base_of_form
from bot.operations.outcome import MOST_LINES, Line, Outcome, Step
from bot.reading.frame import Frame, default_year, of_one_organisation
from bot.reading.limits import explain_limit, reach_of
from bot.reading.question import is_limit, is_strong
from bot.tools import Tools
from bot.writing.labels import unit_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, column_key, core_key, fold, singular_words

SCORE = 8.0
PARTS_LATER = 0.2
"""What parts of a figure are worth less than another reading of the question that explains as much."""
SANGONG = "三公"
FEWEST = 2
"""Of fewer rows nothing can be said of all."""
TELLING = 5
"""A form of so many rows is a classification, and goes before what the text tells."""
_PLANNED = ("budget", "adjusted")
_CAME_OUT = ("outturn", "executed")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one row: the later (or what came out), and the one that it is measured from."""

    now: Fact
    then: Fact

    @property
    def gap(self) -> Decimal:
        """How much more the first is, in 元."""
        return (comparable(self.now) or Decimal(0)) - (comparable(self.then) or Decimal(0))


@dataclass(frozen=True, slots=True)
class _Found:
    """Pairs that belong together, and what an answer of them is worth."""

    pairs: Sequence[Pair]
    score: float


_NOTHING = _Found((), 0.0)


def movements(tools: Tools, plan: Plan) -> Outcome | None:
    """The rows of a form that went up or down as asked, else the parts of a figure that did so between two years.

    With `most` only the ones that did so most, by amount or percent.
    """
    found = _Found(_best_group(tools, plan), SCORE)
    if len(found.pairs) < FEWEST:
        found = _parts(tools, plan)
    if plan.options.over == "organisations":
        found = replace(found, pairs=_of_heads(found.pairs))
    if plan.options.over == "places":
        found = replace(found, pairs=[pair for pair in found.pairs if is_place(pair.now.row, plan)])
    if not found.pairs:
        return _printed_moves(tools, plan) if plan.options.over != "places" else None
    way = str(plan.options.way)
    moved = [one for one in found.pairs if one.gap and moved_so(one.gap, way)]
    percent, most = bool(plan.options.percent), bool(plan.options.most)
    if percent:
        moved = [one for one in moved if comparable(one.then)]
    if most:
        moved = _ranked(moved, percent=percent, wanted=plan.options.top or 1)
    if most and not moved:
        return None
    steps, lines = _worked_out(moved[:MOST_LINES], percent=percent)
    single = lines[0] if most and len(lines) == 1 else None
    counted = (Decimal(len(moved)), "项") if plan.options.counted else (None, "")
    value, unit = (single.value, single.unit) if single else counted
    if single and value is not None and way in ("over", "under") and _HOW_FAR.search("".join(plan.options.said)):
        value = abs(value)  # 少得最多的是哪一项，少多少: how far, that way
    sample = Reading((found.pairs[0].now, found.pairs[0].then), found.score, 1)
    return Outcome(
        "movements",
        "answered",
        found.score,
        value,
        unit,
        (sample,),
        lines,
        steps,
        topic=f"{len(found.pairs)}",
        message=f"{'most' if most else 'all'} {way} {'rate' if percent else 'amount'} {plan.options.against}",
    )


_HOW_FAR = re.compile("(?:[少多高低超增减降升]|减少|增加|下降|增长|相?差)了?多少|by how (?:much|many)", re.I)


def _of_heads(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The pairs of the bodies that others are rows of, where a form goes body by body: departments, not their posts."""
    heads = {pair.now.row_path[0] for pair in pairs if len(pair.now.row_path) > 1}
    found = [pair for pair in pairs if len(pair.now.row_path) == 1 and pair.now.row in heads]
    return found or pairs


def _worked_out(moved: Sequence[Pair], *, percent: bool) -> tuple[tuple[Step, ...], tuple[Line, ...]]:
    """How far each pair is apart and, where the earlier figure is not 0, in percent of it; and a line for each."""
    steps: list[Step] = []
    lines: list[Line] = []
    for pair in moved:
        operands = (_line(pair.now), _line(pair.then))
        gap = told = Step("-", operands, pair.gap, operands[0].unit)
        steps.append(gap)
        if comparable(pair.then):
            rate = percent_step(Line("", pair.gap, gap.unit, ()), operands[1])
            steps.append(rate)
            told = rate if percent else gap
        lines.append(Line(part_label(pair.now, "rows"), told.result, told.unit, (pair.now, pair.then)))
    return tuple(steps), tuple(lines)


def _line(fact: Fact) -> Line:
    return Line(fact.row, comparable(fact), unit_of(fact), (fact,))


def _ranked(pairs: Sequence[Pair], *, percent: bool, wanted: int) -> list[Pair]:
    def moved(pair: Pair) -> Decimal:
        return abs(pair.gap / (comparable(pair.then) or Decimal(1)) if percent else pair.gap)

    return with_ties(sorted(pairs, key=moved, reverse=True), wanted, moved)


def _best_group(tools: Tools, plan: Plan) -> list[Pair]:
    """The pairs of one form (or, where no form has both figures, of one section of the text): of that with the most."""
    if not plan.options.forms or not of_one_organisation(tools.catalogue.documents, plan.frame):
        return []
    limits = tuple(filter(is_limit, dict.fromkeys((*plan.options.rows, *chain.from_iterable(plan.operands)))))
    rows = [fact for fact in _rows(tools, plan) if _explains(fact, plan)]
    facts = _under_header([fact for fact in rows if all(explain_limit(fact, one)[1] for one in limits)], tools, plan)
    if plan.options.against == "budget":
        years = plan.frame.years
        dated = [fact for fact in facts if (years is None or fact.year in years) and _is_plan_said(fact, plan)]
        of_projects = plan.options.over == "projects"
        groups = _against_budget([fact for fact in dated if of_projects and _is_of_project(fact, tools)])
        groups = groups or _against_budget([fact for fact in dated if not other_money(fact.table)])
    else:
        groups = _against_last_year(facts, plan, tools)
    lexicon = tools.catalogue.lexicon.basis_keys

    def fit(group: list[Pair]) -> tuple[bool, bool, bool, bool, int, int]:
        first = group[0].now
        functional = first.row_code.startswith("2")
        return (
            len(group) >= TELLING,
            first.source == "table",
            bool(limits) or reach_of(first) != "own",
            functional,
            len(group),
            -len(FactView(first, lexicon).basis),
        )

    levelled = [_of_one_level(group, plan.options.level) for group in groups]
    best = max(filter(None, levelled), key=fit, default=[])
    return sorted(best, key=lambda pair: pair.now.row_index)


def _parts(tools: Tools, plan: Plan) -> _Found:
    """The parts of a figure, each with two figures: of the year asked for and the year before (or the first named) in one
    table, or of what came out and what was planned.
    """
    frames = _two_frames(tools, plan)
    for names in plan.operands if frames else ():
        found = find_domain(tools, replace(plan, operands=(names,), frame=frames[0]))
        earlier = _earlier(tools, replace(plan, operands=(names,), frame=frames[1]), found[0]) if found else None
        if found is None or earlier is None or found[0].by != "rows":
            continue
        (now, reading), then = found, earlier
        if plan.options.against == "year" and _column_of(now.whole) != _column_of(then.whole):
            continue
        if plan.options.against == "year" and _item_of(now.whole) != _item_of(then.whole):
            continue  # 2025/26 Gross Expenditure is not held against 2024/25 Original Budget
        before = {part_label(part, "rows"): part for part in then.parts}
        pairs = [Pair(one, before[label]) for one in now.parts if (label := part_label(one, "rows")) in before]
        both = [pair for pair in pairs if pair.now.unit == pair.then.unit and _filled(pair)]
        if plan.options.against == "budget":
            both = [pair for pair in both if pair.now.year == pair.then.year]
        if both:
            return _Found(both, reading.score - PARTS_LATER)
    return _NOTHING


def _is_plan_said(fact: Fact, plan: Plan) -> bool:
    """Whether a budget may be the one that is said: an adjusted one is none of 年初."""
    return fact.kind != "adjusted" or not any("年初预算" in said for said in plan.options.said)


def _earlier(tools: Tools, plan: Plan, now: Domain) -> Domain | None:
    """The parts that others are measured from: of the kind that is named, else of their kind where a form has two."""
    kinds = plan.frame.kinds or (plan.options.base_kind and frozenset({plan.options.base_kind}))
    options = replace(plan.options, form=now.whole.table_id)
    for tried in (kinds,) if kinds else (frozenset({now.whole.kind}), None):
        found = find_domain(tools, replace(plan, frame=replace(plan.frame, kinds=tried), options=options))
        if found is not None:
            return found[0]
    return None


def _two_frames(tools: Tools, plan: Plan) -> Sequence[Frame]:
    """The frame of the later figures, or of what came out, and the frame of those that they are measured from."""
    if plan.options.against == "budget":
        return [replace(plan.frame, kinds=frozenset(kinds)) for kinds in (_CAME_OUT, _PLANNED)]
    years = sorted(plan.frame.years or ())
    latest = years[-1] if years else default_year(tools.catalogue.documents, plan.frame)
    if plan.options.against != "year" or latest is None or len(years) > 2:
        return []
    return [plan.frame.with_years(year) for year in (latest, years[0] if len(years) == 2 else latest - 1)]


def _column_of(whole: Fact) -> tuple[str, str]:
    return whole.table_id, whole.kind


def _item_of(whole: Fact) -> str:
    """What a figure's column is of beside its year; "" for the whole of its row."""
    item = column_key(column_item(whole.column))
    return "" if item in SIDES or not column_item(whole.column) else item


def _filled(pair: Pair) -> bool:
    return comparable(pair.now) is not None and comparable(pair.then) is not None


def _rows(tools: Tools, plan: Plan) -> list[Fact]:
    """The filled amounts of money of rows of forms that are no totals, in columns that are of the whole row."""
    flat = tools.resolver.flat
    forms = frozenset(one for one in plan.frame.documents if not flat.tables(frozenset({one})))
    spent = any("支出" in text and "收入" not in text for text in plan.options.said[:1])  # 哪些支出科目没完成预算
    return [
        fact
        for fact in tools.store.facts(FactFilter(documents=forms))
        if fact.row
        and not fact.total
        and core_key(fact.row) not in SIDES
        and fact.unit.factor is not None
        and fact.value is not None
        and is_of_all_its_row(fact.column)
        and (not other_money(fact.table) or (plan.options.over == "projects" and _is_of_project(fact, tools)))
        and (_is_income(fact) or not plan.options.income)
        and not (spent and plan.options.against == "budget" and _is_income(fact))
    ]


def _is_of_project(fact: Fact, tools: Tools) -> bool:
    """Whether a figure stands in a form whose rows are projects, by its title or by what heads them."""
    if not fact.table_id:
        return False
    return lists_projects(fact.table) or _PROJECT in core_key(tools.domains.layout(fact.table_id).label_header)


_PROJECT = "项目名称"


def _under_header(facts: list[Fact], tools: Tools, plan: Plan) -> list[Fact]:
    """The rows of forms whose labels are headed with the English word asked for, where some are: which function."""
    said = set(singular_words(fold(" ".join(plan.options.said))).replace("?", " ").split())
    headers = {
        one: singular_words(core_key(tools.domains.layout(one).label_header))
        for one in {fact.table_id for fact in facts}
    }
    return [fact for fact in facts if headers[fact.table_id].isascii() and headers[fact.table_id] in said] or facts


def _explains(fact: Fact, plan: Plan) -> bool:
    """Whether a fact stands under what the question names."""
    names = {core_key(label) for label in (*fact.row_path, fact.table)}
    asked = [keys_of(term) for term in plan.options.rows if is_strong(term)]
    return all(any(key in name for key in keys for name in names) for keys in asked)


def _against_budget(facts: Sequence[Fact]) -> list[list[Pair]]:
    """What came out beside what was planned, of one year and one place."""
    cells: dict[tuple[object, ...], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        cells[(*_place(fact), fact.year, fact.row_path, fact.row_code)].setdefault(fact.kind, fact)
    groups: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    for held in cells.values():
        now = next((held[kind] for kind in _CAME_OUT if kind in held), None)
        then = next((held[kind] for kind in _PLANNED if kind in held), None)
        if now and then:
            groups[(*_place(now), now.year)].append(Pair(now, then))
    return list(groups.values())


def _place(fact: Fact) -> tuple[object, ...]:
    """The form that a figure stands in; for the text, that of its document which is (or is not) of “三公”经费."""
    return fact.document, fact.source, fact.table_id or any(SANGONG in label for label in fact.row_path)


def _against_last_year(facts: Sequence[Fact], plan: Plan, tools: Tools) -> list[list[Pair]]:
    """One year beside the one before, out of one form, or of the same form of two years' papers."""
    held = [document.year for one, document in tools.catalogue.documents.items() if one in plan.frame.documents]
    year = max(plan.frame.years or [one for one in held if one], default=None)
    if year is None:
        return []
    groups: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    lexicon = tools.catalogue.lexicon.basis_keys
    income = bool(plan.options.income)
    rows = [one for one in facts if one.table_id and (income or not (_is_income(one) or _is_beside(one)))]
    earlier: dict[tuple[object, ...], Fact] = {}
    asked = same_kinds(plan.options.base_kind)
    bases: dict[str, frozenset[str]] = {}
    for fact in rows:
        if fact.table_id not in bases:
            bases[fact.table_id] = asked or base_of_form(tools, fact)
        base = bases[fact.table_id]
        for place in _forms(fact, lexicon) if fact.year == year - 1 and (not base or fact.kind in base) else ():
            earlier.setdefault((*place, fact.row_path, fact.row_code), fact)
    for alike, fact in product((True, False), rows):
        for place in _forms(fact, lexicon) if fact.year == year else ():
            then = earlier.get((*place, fact.row_path, fact.row_code))
            if then is None or _is_alike(fact, then) != alike:
                continue
            if all(pair.now.row_path != fact.row_path for pair in groups[place]):
                groups[place].append(Pair(fact, then))
    return [
        group if bases[group[0].then.table_id] else [one for one in group if _is_alike(one.now, one.then)] or group
        for group in groups.values()
        if group
    ]


def _is_alike(now: Fact, then: Fact) -> bool:
    """Whether what came out is held against what came out, or a plan against a plan."""
    return (now.kind in _CAME_OUT) == (then.kind in _CAME_OUT)


def _forms(fact: Fact, lexicon: frozenset[str]) -> list[tuple[object, ...]]:
    """The form itself, and for a row with a code what forms of other years share with it: funds, kind, basic or all."""
    own = [_place(fact)]
    basis = FactView(fact, lexicon).basis
    return [*own, ("form", basis, fact.kind, "基本支出" in fact.table)] if fact.row_code else own


def _is_income(fact: Fact) -> bool:
    """Whether a row is of income: by its name, its column or its form."""
    form = "收入" in fact.table and "支出" not in fact.table
    return form or any("收入" in name for name in (fact.row, *fact.column[:1]))


def _is_beside(fact: Fact) -> bool:
    """Whether a row is of an account that sets its sides side by side without codes."""
    return not fact.row_code and any(side in head for head in fact.column[:1] for side in ("收入", "支出"))


def _of_one_level(group: list[Pair], level: int | None) -> list[Pair]:
    """The rows of the level asked for, else those that no other row of the group stands below."""
    if level:
        return [pair for pair in group if pair.now.level == level]
    above = {pair.now.row_path[:cut] for pair in group for cut in range(1, len(pair.now.row_path))}
    return [pair for pair in group if pair.now.row_path not in above]


def against_budget(tools: Tools, plan: Plan) -> Outcome | None:
    """An outturn minus its budget, or both side by side, out of the paper of one organisation that accounts for the latest year
    asked about.
    """
    documents = tools.catalogue.documents
    held = [documents[one] for one in plan.frame.documents if documents[one].kind != "budget"]
    held = [one for one in held if plan.frame.years is None or one.year in plan.frame.years]
    latest = max((one.year for one in held if one.year), default=None)
    if latest is None or len({owner_key(one.organisation) for one in held}) > 1:
        return None
    found = []
    for one in sorted((one for one in held if one.year == latest), key=lambda one: one.name):
        frame = replace(plan.frame, documents=frozenset({one.id}), years=frozenset({latest}))
        found.append(difference(tools, replace(plan, frame=frame)))
    told = [one for one in found if one is not None]
    best = max(told, key=lambda one: (one.status == "answered", one.score), default=None)
    if best is None or best.status != "answered" or "each" not in plan.executes:
        return best
    lines = best.lines[::-1]  # the budget first
    return replace(best, operation="several", value=None, unit="", readings=best.readings[::-1], lines=lines, steps=())


BELOW_COMPUTED = 0.4
"""What a printed movement is worth less than one that two figures give."""


def _printed_moves(tools: Tools, plan: Plan) -> Outcome | None:
    """The rows that moved as asked since the year before, in percent or by the amount that the form prints, the most first."""
    percent, most = bool(plan.options.percent), bool(plan.options.most)
    if plan.options.against != "year" or plan.options.over == "organisations":
        return None
    told = [tools.catalogue.rate_columns] if percent else [tools.catalogue.change_columns]
    told += [] if most else [tools.catalogue.rate_columns]  # which fell: either column says it
    for names in plan.operands:
        found = find_domain(tools, replace(plan, operands=(names,)))
        moved = next((one for keys in told if found and (one := tools.domains.in_column(found[0], keys))), None)
        years = plan.frame.years
        if found and moved and moved.by == "rows" and (years is None or {one.year for one in moved.parts} <= years):
            return _printed_outcome(plan, moved, found[1], most=most)
    return None


def _printed_outcome(plan: Plan, domain: Domain, reading: Reading, *, most: bool) -> Outcome | None:
    way = str(plan.options.way)
    told = (fact for fact in domain.parts if _moved_by(fact) and moved_so(_moved_by(fact), way))
    moved = sorted(told, key=lambda fact: -abs(_moved_by(fact)))
    if most and not moved:
        return None
    picked = with_ties(moved, plan.options.top or 1, lambda fact: abs(_moved_by(fact))) if most else moved
    lines = tuple(Line(part_label(fact, "rows"), abs(_moved_by(fact)), unit_of(fact), (fact,)) for fact in picked)
    readings = (Reading(domain.parts[:1], reading.score, 1),)
    return moves_told(domain.whole.row, way, readings, lines, reading.score - BELOW_COMPUTED, most=most)


def _moved_by(fact: Fact) -> Decimal:
    return comparable(fact) or Decimal(0)
