"""Checks 2 and 3: one quantity printed in several places, in tables and in running text, has one value."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from index.audit_alarms import Alarm, Evidence, Report
from index.audit_quantities import Measured, Quantity
from index.audit_wording import place_text, wording
from index.model import Fact, Grade
from index.units import decimals

HALF_AS_MUCH = Decimal("1.5")
"""Units of the coarser figure's last digit that cutting off and rounding may add up to."""
FEW_COMMON = 3
DISAGREEMENT = Decimal("0.5")
MOST_PLACES = 4
_CARRIED = re.compile("结转|结余")
FAR_MORE = 100
"""Steps of the coarser figure that a difference must be, to be known for the amount of another figure."""


def check_agreement(evidence: Evidence) -> Report:
    """Quantities whose places disagree. Two tables that mostly disagree are not of the same thing."""
    groups: dict[Quantity, list[Measured]] = defaultdict(list)
    for measured in _both_sides(_one_money(evidence.measured)):
        groups[measured.quantity].append(measured)
    everything = list(groups.values())
    groups = {quantity: members for quantity, members in groups.items() if len(_places(members)) > 1}
    strangers = _strangers(groups.values())
    checked, alarms = 0, []
    for members in groups.values():
        for cluster in _comparable(members):
            checked += max(0, len(_places(cluster)) - 1)
            alarm = _alarm(evidence, [member for member in cluster if not _is_stranger(member, cluster, strangers)])
            if alarm:
                alarms.append(alarm)
    names = {table.id: table.title for table in evidence.tables}
    unchecked = tuple(
        dict.fromkeys((f"{names[one]} / {names[other]}", "tables_disagree") for one, other in sorted(strangers))
    )
    told = sum(len(members) == 1 and members[0].fact.source == "prose" for members in everything)
    alone = ((wording(evidence.language)["prose"].format(count=told), "told_once"),) if told else ()
    return Report(tuple(_merge(alarms)), checked, (*unchecked, *alone))


def _one_money(measured: Sequence[Measured]) -> Iterator[Measured]:
    """Where there is no other money, 财政拨款 is 一般公共预算: but for totals with what was carried over."""
    other = any(one.quantity.fund in ("基金", "国资") and one.fact.value for one in measured)
    for one in measured:
        same = one.quantity.fund == "财政" and one.reach != "grand" and not other
        yield replace(one, quantity=replace(one.quantity, fund="一般")) if same else one


def _both_sides(measured: Iterable[Measured]) -> Iterator[Measured]:
    """A total of 收入支出总计 is one of 收入 and one of 支出."""
    for one in measured:
        if one.quantity.side == "收支":
            for side in ("收", "支"):
                yield replace(one, quantity=replace(one.quantity, side=side))
        else:
            yield one


def _places(members: Sequence[Measured]) -> set[str]:
    return {member.fact.table_id or member.fact.id for member in members}


def _comparable(members: Sequence[Measured]) -> list[list[Measured]]:
    """Members whose totals reach equally far; one that does not say how far is held against the nearest."""
    reaches = {member.reach for member in members}
    if not {"grand", "current"} <= reaches:
        return [list(members)]
    clusters = {reach: [member for member in members if member.reach == reach] for reach in ("grand", "current")}
    for member in members:
        if member.reach == "any":
            best = min(clusters, key=lambda reach: abs(_yuan(clusters[reach][0].fact) - _yuan(member.fact)))
            clusters[best].append(member)
    return list(clusters.values())


def _yuan(fact: Fact) -> Decimal:
    return fact.value_yuan or Decimal(0)


def printed_step(fact: Fact) -> Decimal:
    """One unit of its last printed digit, in 元. Decimals that are only zeros say nothing of precision."""
    digits = decimals(fact.printed) if fact.value is not None and fact.value != fact.value.to_integral_value() else 0
    if fact.derived:
        digits = max([digits, *(decimals(part) for part in fact.derived.split())])
    if fact.unit.name != "元":
        digits = max(digits, decimals(fact.printed))
    return (fact.unit.factor or Decimal(1)) / Decimal(10) ** digits


def compare(one: Fact, other: Fact) -> Grade | None:
    """How two figures of one quantity differ: None where cutting off or rounding one of them gives the other."""
    difference = abs(_yuan(one) - _yuan(other))
    if not difference:
        return None
    coarse, fine = sorted((printed_step(one), printed_step(other)), reverse=True)
    if coarse > fine and difference < coarse:
        return None
    return "rounding" if difference <= (HALF_AS_MUCH if coarse > fine else 1) * coarse else "error"


def _strangers(groups: Iterable[list[Measured]]) -> set[tuple[str, str]]:
    """Pairs of tables that share names but not figures."""
    same: Counter[tuple[str, str]] = Counter()
    other: Counter[tuple[str, str]] = Counter()
    for members in groups:
        printed = [member for member in members if member.fact.table_id]
        for number, one in enumerate(printed):
            for two in printed[number + 1 :]:
                pair = (one.fact.table_id, two.fact.table_id)
                if pair[0] == pair[1]:
                    continue
                (other if compare(one.fact, two.fact) == "error" else same)[pair] += 1
    return {
        pair for pair, wrong in other.items() if wrong >= FEW_COMMON and wrong > DISAGREEMENT * (wrong + same[pair])
    }


def _is_stranger(member: Measured, cluster: Sequence[Measured], strangers: set[tuple[str, str]]) -> bool:
    """Whether its table is a stranger to the first table of the cluster."""
    first = next((other.fact.table_id for other in cluster if other.fact.table_id), "")
    own = member.fact.table_id
    return bool(own) and ((first, own) in strangers or (own, first) in strangers)


def _alarm(evidence: Evidence, members: Sequence[Measured]) -> Alarm | None:
    if len(_places(members)) < 2:
        return None
    facts = [member.fact for member in members]
    agreed = _agreed(facts)
    elsewhere = [fact for fact in facts if not agreed.table_id or fact.table_id != agreed.table_id]
    grades = [(fact, grade) for fact in elsewhere if (grade := compare(agreed, fact))]
    moved = [] if any(map(_is_carried, facts)) else _carried(evidence)
    grades = [(fact, grade) for fact, grade in grades if not _apart_by(moved, agreed, fact)]
    if not grades:
        return None
    worst: Grade = "error" if any(grade == "error" for _, grade in grades) else "rounding"
    odd = [fact for fact, grade in grades if grade == worst]
    prose = any(fact.source == "prose" for fact in odd) or agreed.source == "prose"
    if worst == "error" and any(fact.derived for fact in (agreed, *odd)):
        worst = "doubtful"
    others = [fact for fact in facts if fact not in odd and compare(agreed, fact) is None]
    others.sort(key=lambda fact: fact is not agreed)
    return Alarm(
        check="agreement_prose" if prose else "agreement_tables",
        grade=worst,
        text="agreement",
        values={
            "name": _name(odd[0], agreed),
            "odd": _told(evidence, odd),
            "agreed": _told(evidence, others[:MOST_PLACES]),
        },
        arithmetic=f"{_figure(odd[0])} ≠ {_figure(agreed)}",
        facts=tuple(dict.fromkeys(fact.id for fact in (*odd, *others))),
    )


def _is_carried(fact: Fact) -> bool:
    return any(_CARRIED.search(part) for part in (*fact.row_path, *fact.column))


def _carried(evidence: Evidence) -> list[Fact]:
    """What the paper carries over from one year to the next: totals with and without it are two quantities."""
    return [fact for fact in evidence.facts if fact.value and fact.unit.factor is not None and _is_carried(fact)]


def _apart_by(carried: Sequence[Fact], one: Fact, other: Fact) -> bool:
    """Whether two figures differ by just an amount carried over that is far more than what rounding makes."""
    step = max(printed_step(one), printed_step(other))
    difference = abs(_yuan(one) - _yuan(other))
    return difference > FAR_MORE * step and any(abs(abs(_yuan(fact)) - difference) < step for fact in carried)


def _agreed(facts: Sequence[Fact]) -> Fact:
    """The figure that most tables bear out, then most places; of these one in a table, the most exact, the first."""

    def weight(fact: Fact) -> tuple[int, int, bool, bool, Decimal]:
        agreeing = [other for other in facts if compare(fact, other) is None]
        tables = len({other.table_id for other in agreeing if other.table_id})
        return tables, len(agreeing), fact.source == "table", not fact.derived, -printed_step(fact)

    return max(facts, key=weight)


def _name(odd: Fact, agreed: Fact) -> str:
    return odd.row or agreed.row or "/".join(odd.column)


def _figure(fact: Fact) -> str:
    return f"{fact.printed}{fact.unit.name}"


def _told(evidence: Evidence, facts: Sequence[Fact]) -> str:
    """《支出预算总表》（第12页）“合计/基本支出”3元；…"""
    single = {(fact.table_id, fact.place, fact.value): fact for fact in facts}.values()
    return "；".join(f"{_where(evidence, fact)}{_figure(fact)}" for fact in single)


def _where(evidence: Evidence, fact: Fact) -> str:
    place = place_text(fact.place, evidence.language)
    label = "/".join(part for part in (fact.row, *fact.column[-1:]) if part)
    return f"《{fact.table}》{f'（{place}）' if place else ''}“{label}”"


def _merge(alarms: Sequence[Alarm]) -> Iterator[Alarm]:
    """The same two figures against each other again and again (款, 项, 合计) are one alarm."""
    seen: dict[tuple[str, str, str], Alarm] = {}
    for alarm in alarms:
        key = (alarm.check, alarm.grade, alarm.arithmetic)
        known = seen.get(key)
        seen[key] = replace(known, facts=tuple(dict.fromkeys((*known.facts, *alarm.facts)))) if known else alarm
    yield from seen.values()
