"""One figure per organisation: what a ranking, a list, a sum or an average over departments goes over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.figures.choose import Chosen, choose
from bot.figures.domain import Domain
from bot.figures.readings import Reading
from bot.grammar.plan import Plan
from bot.names.organisations import owner_key
from bot.operations.outcome import Lack
from bot.reading.frame import Frame
from bot.tools import Tools
from index.reach import is_of_government


def across_organisations(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """For each organisation the figure that a question about it alone would give, all of one year where two have one.

    Who has no figure of that year, a blank cell, or several figures as good as each other, is lacking.
    """
    year = _common_year(tools, plan)
    in_one = _over(tools, plan, plan.frame.with_years(year)) if year is not None else None
    return in_one or _over(tools, plan, plan.frame)


def _over(tools: Tools, plan: Plan, frame: Frame) -> tuple[Domain, Reading] | None:
    owners = owners_of(tools, replace(plan, frame=frame))
    found = [(name, choose(tools.resolver.readings(plan.operands[0], own))) for name, own in owners]
    told = [one.best for _, one in found if one.best is not None and _tells(one)]
    if frame.years is not None and len(frame.years) == 1:  # a budget is no match for an outturn
        kinds = Counter(one.fact.kind for one in told)
        told = [one for one in told if kinds[one.fact.kind] == max(kinds.values())]
    if len(told) < 2:
        return None
    lacking = tuple(lack_of(name, one) for name, one in found if name and one.best not in told)
    return Domain(told[0].fact, tuple(one.fact for one in told), "organisations", lacking), told[0]


def owners_of(tools: Tools, plan: Plan) -> list[tuple[str, Frame]]:
    """The organisations that a plan goes over; governments are none of the bodies that are asked for: 哪个局最多."""
    owners = list(owners_in(tools, plan.frame))
    if plan.options.over != "organisations":
        return owners
    documents = tools.catalogue.documents
    held = [(pair, [documents[one] for one in pair[1].documents]) for pair in owners]
    bodies = [pair for pair, papers in held if not all(is_of_government(one.organisation, one.title) for one in papers)]
    return bodies if len(bodies) > 1 else owners


def owners_in(tools: Tools, frame: Frame) -> Iterator[tuple[str, Frame]]:
    """Each organisation that has documents in the frame, with the frame of these."""
    documents = tools.catalogue.documents
    held: dict[str, list[str]] = {}
    for one in sorted(frame.documents):
        held.setdefault(owner_key(documents[one].organisation), []).append(one)
    for _, ids in sorted(held.items()):
        if frame.years is None or any(documents[one].year in frame.years for one in ids):
            yield documents[ids[0]].organisation, replace(frame, documents=frozenset(ids), organisations_named=True)


def _common_year(tools: Tools, plan: Plan) -> int | None:
    """Where no year is named the one that most organisations have a figure of, the latest of several such; else None."""
    if plan.frame.years is not None:
        return None
    years: Counter[int] = Counter()
    for _, frame in owners_of(tools, plan):
        best = choose(tools.resolver.readings(plan.operands[0], frame)).best
        if best is not None and best.fact.year:
            years[best.fact.year] += 1
    return max(years, key=lambda year: (years[year], year), default=None)


def _tells(chosen: Chosen) -> bool:
    return chosen.best is not None and chosen.best.value is not None and not chosen.rivals


def lack_of(organisation: str, chosen: Chosen) -> Lack:
    """What an organisation lacks: nothing told of it, several figures that it may be, or a blank cell."""
    if chosen.rivals:
        return Lack(organisation, "unclear")
    if chosen.best is not None and chosen.best.value is None:
        return Lack(organisation, "blank", chosen.best.facts[:1])
    return Lack(organisation, "none")
