"""A reading: one value that terms may mean, with the facts that give it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from bot.names.lexicon import are_one
from bot.names.organisations import owner_key
from index.model import Fact
from index.text import column_item, column_key, core_key, is_plain_measure
from prompts import load_yaml

STATED_REACH, SAME_REACH = 2.0, 4.0
"""A 0 in the text stands for a form's blank cell while it explains the question this nearly as well; one of the same name
also where it does less so.
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that the terms may mean; `facts` are its sources, the best first."""

    facts: tuple[Fact, ...]
    score: float
    explained: int
    """How many terms the best fact explains."""

    @property
    def fact(self) -> Fact:
        """The best source."""
        return self.facts[0]

    @property
    def value(self) -> Decimal | None:
        """In 元 for money, else in the fact's own unit; None for a blank cell."""
        return comparable(self.fact)

    @property
    def blank(self) -> Fact | None:
        """The blank cell beside a 0 that only the text prints."""
        return None if self.value is None else next((fact for fact in self.facts if fact.value is None), None)


def comparable(fact: Fact) -> Decimal | None:
    """The fact's value in 元 for money, else in its own unit; None for a blank cell."""
    yuan = fact.value_yuan
    return fact.value if yuan is None else yuan


def is_own_row(fact: Fact) -> bool:
    """Whether a row is only called as the organisation whose paper it is: its column says what the figure is of."""
    named = bool(fact.row) and core_key(fact.row) == core_key(fact.organisation)
    return fact.source == "table" and named and bool(column_item(fact.column))


def subject(fact: Fact) -> str:
    """The row's name; of a project's total the project's, too, of a bare 合计 the form's, of a row of an insurance fund the fund's."""
    item = column_item(fact.column)
    bare = not fact.row or (fact.total and is_plain_measure(core_key(fact.row)))
    if bare and fact.table_id and fact.table and (not item or is_plain_measure(item)):
        return f"《{fact.table}》{fact.row or load_yaml('prose.zh.yaml')['whole_form']}"
    if fact.source == "prose" and len(fact.row_path) > 1 and fact.row == load_yaml("prose.zh.yaml")["project_total"]:
        return f"{fact.row_path[0]}（{fact.row}）"
    fund = next((name for name in fact.row_path[:-1] if core_key(name).endswith(_FUND)), "")
    return f"{spoken(fund)}{spoken(fact.row)}" if fund and _FUND not in core_key(fact.row) else spoken(fact.row)


_FUND = "保险基金"


def spoken(name: str) -> str:
    """A name as it is spoken of, without the 其中： that a form prints before it."""
    return _AMONG.sub("", name) or name


_AMONG = re.compile(r"^其中\s*[:：]\s*")


def quantum(fact: Fact) -> Decimal:
    """The smallest step that the printed figure can show, in 元 for money: 12,020万元 → 10000."""
    if fact.value is None:
        return Decimal(0)
    exponent = fact.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return step * (fact.unit.factor or Decimal(1))


def agree_by_rounding(one: Fact, other: Fact) -> bool:
    """Whether two printed figures may be the same amount, the coarser one rounded or cut off."""
    first, second = comparable(one), comparable(other)
    if first is None or second is None or (one.unit.factor is None) != (other.unit.factor is None):
        return False
    return first == second or abs(first - second) < max(quantum(one), quantum(other))


def of_one_printed_row(one: Reading, other: Reading) -> bool:
    """Whether a row prints both, so that what names the one names the other."""
    rows = [{(fact.table_id, fact.row_index) for fact in reading.facts if fact.table_id} for reading in (one, other)]
    return bool(rows[0] & rows[1])


def same_row(one: Fact, other: Fact) -> bool:
    """Whether two facts are of the same subject: the same code, or the same name where a code is missing."""
    if one.row_code and other.row_code and one.source == other.source == "table":
        return one.row_code == other.row_code
    return core_key(one.row or column_item(one.column)) == core_key(other.row or column_item(other.column))


def same_thing(one: Fact, other: Fact) -> bool:
    """Whether two figures are of one subject, column, owner and year, in whichever table."""
    return (
        same_row(one, other)
        and column_key(column_item(one.column)) == column_key(column_item(other.column))
        and (one.year, one.kind, owner_key(one.organisation)) == (other.year, other.kind, owner_key(other.organisation))
    )


def told_again(one: Reading, other: Reading) -> bool:
    """Whether two readings are one figure of one thing, as the total row of a column and in a sentence."""
    facts = (one.fact, other.fact)
    about = {core_key(column_item(fact.column) if fact.total or not fact.row else fact.row) for fact in facts}
    again = one.value == other.value and len(about) == 1 and facts[0].year == facts[1].year
    bare = all(fact.source == "table" and is_plain_measure(core_key(fact.row)) for fact in facts)
    apart = bare and core_key(facts[0].table) != core_key(facts[1].table)  # 合计 of two forms
    return again or (same_thing(*facts) and not apart)


def group_facts(scored: Sequence[tuple[float, Fact]], terms: int) -> list[Reading]:
    """Facts of one subject and one value → one reading; prose joins the table figure that it rounds."""
    groups: list[list[tuple[float, Fact]]] = []
    firsts: list[_Printed] = []
    marked: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for score, fact in sorted(scored, key=lambda pair: (pair[1].source == "prose", -pair[0])):
        owner = (fact.year, owner_key(fact.organisation))
        marks = [(owner,), *((owner, *mark) for mark in _marks(fact))]
        near = {at for mark in marks[1:] for at in marked[mark]} if fact.source == "table" else marked[marks[0]]
        printed = _Printed(fact, comparable(fact), quantum(fact))
        group = next((groups[at] for at in sorted(near) if _one_value(firsts[at], printed)), None)
        if group is None:
            for mark in marks:
                marked[mark].append(len(groups))
            groups.append(group := [])
            firsts.append(printed)
        group.append((score, fact))
    readings = []
    for group in groups:
        group.sort(key=lambda pair: (pair[1].source == "prose", -pair[0]))
        best = max(score for score, _ in group)
        readings.append(Reading(tuple(fact for _, fact in group), best, terms))
    readings.sort(key=lambda reading: -reading.score)
    lifted = [_lifted(readings, reading) for reading in readings]
    return sorted(lifted, key=lambda reading: (-reading.score, reading.value is None))


def _marks(fact: Fact) -> Iterator[tuple[str, object]]:
    """What another cell must share with this one to print the same value: the value itself or, rounded, its row."""
    value = comparable(fact)
    if value is not None:
        yield "value", value
    if fact.row_code:
        yield "code", fact.row_code
    yield "row", core_key(fact.row or column_item(fact.column))


def _lifted(readings: Sequence[Reading], stated: Reading) -> Reading:
    """A 0 that the text prints, with the blank cell of a form that it stands for, and worth as much."""
    fact = stated.fact
    if stated.value != 0 or fact.source != "prose" or fact.unit.factor is None:
        return stated
    blank = next(
        (
            one
            for one in readings
            if one.value is None
            and abs(one.score - stated.score) < (SAME_REACH if _is_same(one.fact, fact) else STATED_REACH)
            and any(
                (fact.document, fact.year, fact.kind) == (cell.document, cell.year, cell.kind) for cell in one.facts
            )
        ),
        None,
    )
    return (
        replace(stated, facts=(*stated.facts, *blank.facts), score=max(stated.score, blank.score)) if blank else stated
    )


def _is_same(cell: Fact, told: Fact) -> bool:
    """Whether a form's row and what the text tells of are one thing by their names."""
    return are_one(core_key(cell.row), core_key(told.row))


class _Printed(NamedTuple):
    """A fact with its value and the step that this is printed to at hand, as thousands are compared."""

    fact: Fact
    value: Decimal | None
    step: Decimal


def _one_value(this: _Printed, that: _Printed) -> bool:
    """Whether two facts of one year and organisation print one value."""
    (one, first, step), (other, second, other_step) = this, that
    if first is None or second is None:
        return first is second and same_row(one, other)
    if (one.unit.factor is None) != (other.unit.factor is None) or (one.unit.factor is None and one.unit != other.unit):
        return False
    if first == second:
        return True
    rounded = one.source != other.source or (one.unit != other.unit and same_row(one, other))
    return rounded and abs(first - second) < max(step, other_step)
