"""One figure over the years: as what a ranking, list or sum goes over, and as a trend."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.figures.choose import choose
from bot.figures.domain import Domain
from bot.figures.readings import Reading, comparable, same_row
from bot.grammar.plan import Plan
from bot.operations.outcome import Outcome
from bot.reading.years_named import years_lacking
from bot.tools import Tools
from bot.writing.labels import line_of, short_name, unit_of
from index.grids import is_total_label
from index.model import Fact
from index.years import years_named


def across_years(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """One figure per year; None where so many years up to the latest are asked about and one of them is lacking."""
    readings = _by_year(tools, plan)
    if years_lacking({one.fact.year or 0 for one in readings}, plan.options.latest):
        return None
    if plan.options.printed is not None:
        readings = [one for one in readings if _is_own_year(tools, one.fact)]
    if len(readings) < (plan.options.latest or 2) or len(readings) != (plan.options.printed or len(readings)):
        return None
    facts = tuple(reading.fact for reading in readings)
    return Domain(facts[-1], facts, "years"), readings[-1]


def _by_year(tools: Tools, plan: Plan) -> list[Reading]:
    frame, documents = plan.frame, tools.catalogue.documents
    years = sorted(
        frame.years
        or {document.year for one, document in documents.items() if one in frame.documents and document.year}
    )
    if frame.years is None and len(years) == 1:  # one paper may print several years beside its own
        printed = {fact.year for fact in _all_years(tools, plan) if fact.year}
        years = sorted(printed | tools.resolver.flat.years(frame.documents)) or years
    picked = []
    for year in years:
        chosen = choose(tools.resolver.readings(plan.operands[0], frame.with_years(year)))
        twice = plan.options.printed is not None and any(_is_of_other_kind(chosen.best, one) for one in chosen.others)
        if chosen.best is not None and not chosen.rivals and not twice:
            picked.append(chosen.best)
        elif frame.years:
            return []
    return picked[-(plan.options.latest or 0) :]


def _is_own_year(tools: Tools, fact: Fact) -> bool:
    """Whether a figure is of a year that its paper is for, and not of one before, printed to be compared."""
    document = tools.catalogue.documents[fact.document]
    first = min(years_named(document.title), default=document.year or 0)
    return fact.year is not None and fact.year >= first


def _is_of_other_kind(best: Reading | None, other: Reading) -> bool:
    """Whether a form prints two kinds of figure for one year, so that "over the years" leaves open which are added."""
    one, two = best.fact if best else other.fact, other.fact
    return (one.table_id, one.year) == (two.table_id, two.year) and one.kind != two.kind


def _all_years(tools: Tools, plan: Plan) -> list[Fact]:
    """The figures of one row of a form in all the years that it prints."""
    readings = tools.resolver.readings(plan.operands[0], plan.frame)
    tables = {fact.table_id for one in readings[:1] for fact in one.facts}
    facts = [fact for one in readings for fact in one.facts if fact.table_id in tables and fact.table_id]
    return [fact for fact in facts if same_row(fact, facts[0])]


def trend(tools: Tools, plan: Plan) -> Outcome | None:
    """One figure over the years that the documents hold; with `steadily`, whether it moved one way each year."""
    picked = _by_year(tools, plan)
    lacking = years_lacking({one.fact.year or 0 for one in picked}, plan.options.latest)
    if len(picked) < 2 or (lacking and plan.options.steadily):
        return None
    truth = _moved_steadily(picked, str(plan.options.comparison)) if plan.options.steadily else None
    score = min(reading.score for reading in picked)
    lines = tuple(line_of(reading.fact, f"{reading.fact.year}年") for reading in picked)
    topic = short_name(picked[-1].fact)
    return Outcome(
        "trend",
        "answered",
        score,
        readings=tuple(picked),
        lines=lines,
        topic=topic,
        truth=truth,
        left_out=tuple(map(str, lacking)),
    )


def _moved_steadily(picked: Sequence[Reading], way: str) -> bool | None:
    """Whether each year's figure is over, or under, the year before's; None where one is blank."""
    values = [comparable(reading.fact) for reading in picked]
    told = [value for value in values if value is not None]
    if len(told) < len(values):
        return None
    return all(later > one if way == "over" else later < one for one, later in pairwise(told))


def printed_over_years(tools: Tools, plan: Plan) -> Outcome | None:
    """The total of all its years that a form prints behind them, where no years are named; None where it prints none."""
    if plan.frame.years is not None or plan.options.over != "years":
        return None
    readings = tools.resolver.readings(plan.operands[0], plan.frame)
    best = readings[0].fact if readings else None
    for reading in readings:
        fact = reading.fact
        if fact.year is None and fact.column and is_total_label(fact.column[-1]) and best and same_row(fact, best):
            return Outcome("lookup", "answered", reading.score, comparable(fact), unit_of(fact), (reading,))
    return None
