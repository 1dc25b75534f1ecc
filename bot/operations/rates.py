"""Rates: how a figure grew a year, what an amount comes to for each of its things; and which of several bodies have none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.figures.choose import choose
from bot.figures.domain import Domain, part_label
from bot.figures.owners import lack_of, owners_of
from bot.figures.readings import Reading, comparable
from bot.grammar.base import is_printed_rate
from bot.grammar.plan import Plan
from bot.names.terms import Sense
from bot.operations.arithmetic import amount_of, blank_outcome, kept, percent_step
from bot.operations.changes import pair_of_frames
from bot.operations.gone_over import gone_over
from bot.operations.outcome import Lack, Line, Outcome, Step
from bot.operations.quantities import PIECES, PLAIN_COUNTS, SCALES, measure_of, quantity
from bot.operations.things_beside import is_of_buying
from bot.reading.amounts import amount_value
from bot.reading.frame import of_one_organisation
from bot.reading.question import INITIAL, is_strong
from bot.reading.years_named import years_lacking
from bot.tools import Tools
from bot.writing.labels import KINDS, line_of, short_name, unit_of
from bot.writing.phrases import rounded_or_whole
from index.model import Fact, Kind
from index.store.facts import FactFilter
from index.text import column_item, core_key
from prompts import load_yaml


def rank_by_execution(tools: Tools, plan: Plan) -> tuple[Domain, tuple[Line, ...], tuple[Step, ...], Reading] | None:
    """What a ranking goes over with the part of its budget that each spent, in %, worked out where the form prints none;
    None where not all have both figures.
    """
    rest = tuple(term for term in plan.operands[0] if not is_printed_rate(term))
    if len(rest) == len(plan.operands[0]) or not any(map(is_strong, rest)):
        return None

    def of_kinds(*kinds: Kind) -> tuple[Domain, Reading] | None:
        return gone_over(tools, replace(plan, operands=(rest,), frame=replace(plan.frame, kinds=frozenset(kinds))))

    as_passed = any(
        word in term.surface for term in plan.operands[0] for word in INITIAL
    )  # 完成年初预算: not as adjusted
    spent = of_kinds("outturn", "executed")
    planned = (None if as_passed else of_kinds("adjusted")) or of_kinds("budget")
    if spent is None or planned is None:
        return None
    budgets = {(one.table_id, one.row_index): one for one in planned[0].parts if comparable(one)}
    pairs = [(one, budgets.get((one.table_id, one.row_index))) for one in spent[0].parts if comparable(one) is not None]
    steps = [percent_step(line_of(one), line_of(budget)) for one, budget in pairs if budget is not None]
    if len(steps) < max(FEWEST_RANKED, len(pairs)):
        return None
    lines = tuple(
        Line(part_label(one, spent[0].by), step.result, "%", (one, budget), exact=step.exact)
        for (one, budget), step in zip(pairs, steps, strict=True)
        if budget is not None
    )
    return spent[0], lines, tuple(steps), spent[1]


FEWEST_RANKED = 2


def compound(tools: Tools, plan: Plan) -> Outcome | None:
    """The yearly growth between the first and the last year asked about, in % (or in 元 a year: option `amount`).

    (last ÷ first)^(1/years) − 1, kept to four places. None where the two years' figures cannot be compared.
    """
    documents = tools.catalogue.documents
    if not plan.operands[0] or not of_one_organisation(documents, plan.frame):
        return None
    held = {documents[one].year for one in plan.frame.documents}
    years = sorted(plan.frame.years or {year for year in held if year})
    latest = plan.options.latest
    if years_lacking(years, latest) or len(years) < 2:
        return None
    years = years[-(latest or 0) :]
    pair = pair_of_frames(tools, plan.operands[0], (plan.frame.with_years(years[-1]), plan.frame.with_years(years[0])))
    if pair is None:
        return None
    score = min(reading.score for reading in pair)
    refused = blank_outcome(plan, pair, score)
    if refused:
        return refused
    lines = tuple(line_of(one.fact, f"{one.fact.year}年{short_name(one.fact)}") for one in pair)
    last, first = map(amount_of, lines)
    if first <= 0 or last <= 0:
        return Outcome(plan.operation, "not_found", score, readings=pair[::-1], message="no_growth")
    count, unit = years[-1] - years[0], lines[0].unit
    rate = (((last / first).ln() / count).exp() - 1) * 100
    divisor = Line(str(count), Decimal(count), "", ())
    mean = rounded_or_whole((last - first) / count, 4)
    steps = (
        Step("-", lines, last - first, unit),
        Step("/", (Line("", last - first, unit, ()), divisor), mean, unit),
        Step("%", lines, kept(rate), "%", rate),
    )
    told = steps[1] if plan.options.amount else steps[2]
    return Outcome("compound", "answered", score, told.result, told.unit, pair, lines, steps)


NO_NUMBERS = frozenset({"%", "‰", "分", "倍", "个百分点"})
"""Units of what is no number of things."""


def per_thing(tools: Tools, plan: Plan) -> Outcome | None:
    """A named amount divided by the count that is named beside it, that stands in its row, or that is the one of its things
    in the same paper and year, or by the number that the question gives, in 元; None where either lacks.
    """
    readings = tools.resolver.readings(plan.operands[0], plan.frame)
    chosen = choose([one for one in readings if one.fact.unit.factor is not None])
    best = chosen.best
    if best is None or chosen.rivals or best.value is None:
        return None
    given = plan.options.number_given
    named = _named_count(tools, plan) if len(plan.operands) > 1 else None
    thing = str(plan.options.thing)
    count = _given(given) if given else named or _count_in_row(tools, best, thing) or printed_count(tools, thing, best)
    if count is None or count.unit in NO_NUMBERS:
        return None
    if not count.value:
        return Outcome("per_thing", "not_found", best.score, readings=(best,), message="zero_things")
    found = divided(best, count, measure_of(count.unit) if given or named else thing)
    return replace(found, message="given") if given else found


def divided(amount: Reading, count: Line, thing: str) -> Outcome:
    """A figure divided by the number of its things, whatever it is a figure of; kept to six places, told with two."""
    line, value = line_of(amount.fact), amount.value or Decimal(0)
    counts = (amount.fact.unit.name[:1], count.unit[:1])
    mine, theirs = (SCALES.get(one, 1) for one in counts)
    exact = value * (mine if amount.fact.unit.factor is None else 1) / ((count.value or Decimal(1)) * theirs)
    unit = "元" if amount.fact.unit.factor is not None else measure_of(amount.fact.unit.name)
    step = Step("/", (line, count), rounded_or_whole(exact, 2), unit)
    lines = (line, count)
    return Outcome(
        "per_thing", "answered", amount.score, rounded_or_whole(exact, 6), unit, (amount,), lines, (step,), topic=thing
    )


def _given(said: str) -> Line:
    """The number of things that the question gives, 120人, as a line."""
    value, unit = amount_value(Sense("amount", said))
    return Line("", value, unit, ())


def _named_count(tools: Tools, plan: Plan) -> Line | None:
    """The number of people or things that the second operand names: 辅警人数, 常住人口."""
    found = quantity(tools, replace(plan, operands=plan.operands[1:]))
    if found is None or found.status != "answered" or found.value is None:
        return None
    return line_of(found.readings[0].fact)


def _count_in_row(tools: Tools, amount: Reading, thing: str) -> Line | None:
    """The number of the things that a row is about, as its form prints it beside the amount; counted as the question says."""
    fact = amount.fact
    if fact.source != "table":
        return None
    wanted = FactFilter(frozenset({fact.document}), column_keys=PLAIN_COUNTS, table_ids=frozenset({fact.table_id}))
    found = [one for one in tools.store.facts(wanted) if one.row_index == fact.row_index and one.unit.factor is None]
    line = line_of(found[0]) if len(found) == 1 and found[0].value is not None else None
    if line is None or (thing and thing != measure_of(line.unit) and (line.unit or thing not in PIECES)):
        return None  # counted otherwise than the question says
    return replace(line, unit=line.unit or thing)


def printed_count(tools: Tools, thing: str, amount: Reading) -> Line | None:
    """The one number of an amount's things that its papers print; None where they print none, or several."""
    fact, papers = amount.fact, frozenset(one.document for one in amount.facts)
    counted = load_yaml("cues.yaml")["things_counted"].get({"批": "批次"}.get(thing, thing))
    if counted is None or counted["of"] not in fact.row + column_item(fact.column):
        return None
    if is_of_buying(fact):
        return None  # what cars cost that were bought, by those that a body has
    years = frozenset({fact.year}) if fact.year else None
    held = tools.store.facts(FactFilter(papers, years=years))
    found = [one for one in held if _counts(one, thing, counted)]
    return line_of(found[0]) if len({one.value for one in found}) == 1 else None


def _counts(fact: Fact, thing: str, counted: Mapping[str, Any]) -> bool:
    """Whether a figure is the number of all these things, and of no sort of them."""
    above = fact.row_path[:-1]
    inside = all(counted["of"] in label or _HEADS_COUNTS.search(core_key(label)) for label in above)
    plain = inside and not fact.derived and fact.value is not None
    unit = fact.unit.name in counted["units"] or (fact.unit.factor is None and thing in fact.row)
    return plain and unit and bool(re.fullmatch(counted["names"], core_key(fact.row)))


_HEADS_COUNTS = re.compile("三公|(?:相关|有关)(?:统计|情况)")
"""What forms of the three expenses have above the numbers of trips, cars and guests: 相关统计数."""


def none_of(tools: Tools, plan: Plan) -> Outcome | None:
    """Those whose figure is 0, those whose cell is blank and those who have one, told apart; who prints none is named too.

    Blank is not zero, and not printed is neither. None where no organisation has or prints the thing.
    """
    if not any(map(is_strong, plan.operands[0])):
        return None
    told: list[tuple[str, Reading]] = []
    lacking: list[Lack] = []
    for name, frame in owners_of(tools, plan):
        chosen = choose(tools.resolver.readings(plan.operands[0], frame))
        if not name:
            continue
        if chosen.best is None or chosen.rivals:
            lacking.append(lack_of(name, chosen))
        else:
            told.append((name, chosen.best))
    if not told or len(told) + len(lacking) < 2:
        return None
    apart = len({(one.fact.year, one.fact.kind) for _, one in told}) > 1
    lines = tuple(
        Line(
            f"{name}（{one.fact.year}年{KINDS[one.fact.kind]}）" if apart else name,
            comparable(one.fact),
            unit_of(one.fact),
            one.facts[:1],
        )
        for name, one in told
    )
    score = max(one.score for _, one in told)
    readings = tuple(one for _, one in told)
    return Outcome("none_of", "answered", score, readings=readings, lines=lines, lacking=tuple(lacking))
