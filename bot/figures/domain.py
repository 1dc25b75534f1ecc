"""The figures that stand under, beside or across a figure: children of a row, parts of a column, other departments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import takewhile
from typing import TypeVar

from bot.figures.accounts import account_of, is_below
from bot.figures.layout import Layout, layout_of
from bot.figures.readings import comparable
from bot.flat.cube import Cube
from bot.names.catalogue import is_change
from bot.operations.outcome import Lack
from bot.reading.frame import Frame
from index.grids import is_total_label
from index.model import Fact, Table
from index.organisations import is_body
from index.sections import headings_of
from index.store.facts import FactFilter, FactStore
from index.stretches import stretches_before
from index.text import column_item, is_plain_measure
from index.units import PERCENT


@dataclass(frozen=True, slots=True)
class Domain:
    """`whole` is the figure that the parts are parts of; `parts` never hold a parent beside its child."""

    whole: Fact
    parts: tuple[Fact, ...]
    by: str
    """What tells the parts apart: "rows", "columns", "organisations", "years", "projects" or "places" (rows of one form)."""
    lacking: tuple[Lack, ...] = ()
    """The organisations gone over that have no figure among the parts."""


FORMS = 64
"""Forms that are kept as read: the parts of one are asked for by several plans and by the next question."""
TEXTS = 16
"""Documents whose figures in the text are kept."""
HEADERS = 4096
CARRIED = re.compile("结转|结余")
"""Rows of an account that are money carried over, not income or expenditure."""


class Domains:
    """Finds domains in one state of a store, and keeps what it read of single forms and papers, whatever is in scope."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._form = lru_cache(FORMS)(self._read_form)
        self._table = lru_cache(FORMS)(store.table)
        self.layout = lru_cache(HEADERS)(self._read_layout)
        """What a form prints beside its figures."""
        self.of_bodies = lru_cache(HEADERS)(self._find_of_bodies)
        """The forms of a document of which several rows are called as bodies."""
        self.cube = cache(lambda table_id: Cube(store.flat_table(table_id)))
        """A flat table."""
        self.told = lru_cache(TEXTS)(self._read_told)
        """All figures that the text of a document tells, in order."""

    def _read_told(self, document: str) -> Sequence[Fact]:
        return tuple(self._store.facts(FactFilter(frozenset({document}), source="prose")))

    def _find_of_bodies(self, document: str) -> frozenset[str]:
        bodies: dict[str, set[str]] = defaultdict(set)
        for table, row in self._store.different(FactFilter(frozenset({document}), source="table"), "table_id", "row"):
            if is_body(row):
                bodies[table].add(row)
        return frozenset(table for table, rows in bodies.items() if len(rows) > 1)

    def _read_form(self, document: str, table_id: str) -> tuple[Table | None, list[Fact]]:
        """A table with all its facts, in document order."""
        wanted = FactFilter(documents=frozenset({document}), table_ids=frozenset({table_id}))
        return self._store.table(table_id), self._store.facts(wanted)

    def table(self, table_id: str) -> Table | None:
        """A table as it is printed, kept for the next question; None where the store no longer holds it."""
        return self._table(table_id)

    def _read_layout(self, table_id: str) -> Layout:
        return layout_of(self._store.table(table_id))

    def totals(self, frame: Frame) -> list[Fact]:
        """The totals in money of all forms within a frame, in every column; blank and zero ones left out."""
        wanted = FactFilter(documents=frame.documents, years=frame.years, anchors_only=True)
        return [
            fact
            for fact in self._store.facts(wanted)
            if (fact.total or _is_of_whole_row(fact)) and fact.unit.factor is not None and comparable(fact)
        ]

    def in_column(self, domain: Domain, keys: frozenset[str]) -> Domain | None:
        """The parts of a figure in another column of their form, blank ones left out; None where it has no such column."""
        if domain.whole.source == "prose":
            return self._told_beside(domain, keys)
        wanted = FactFilter(
            frozenset({domain.whole.document}), column_keys=keys, table_ids=frozenset({domain.whole.table_id})
        )
        held = {fact.row_index: fact for fact in self._store.facts(wanted) if fact.value is not None}
        parts = tuple(held[part.row_index] for part in domain.parts if part.row_index in held)
        whole = held.get(domain.whole.row_index, domain.whole)
        return replace(domain, whole=whole, parts=parts) if len(parts) > 1 else None

    def _told_beside(self, domain: Domain, keys: frozenset[str]) -> Domain | None:
        """The same of a figure of the text: what is told of each part in the sentence of its amount."""
        wanted = FactFilter(frozenset({domain.whole.document}), column_keys=keys, source="prose")
        told = {(fact.row_path, fact.year, fact.text): fact for fact in self._store.facts(wanted)}
        whole, *parts = [told.get((one.row_path, one.year, one.text)) for one in (domain.whole, *domain.parts)]
        beside = tuple(part for part in parts if part is not None)
        return replace(domain, whole=whole or domain.whole, parts=beside) if len(beside) > 1 else None

    def of(self, fact: Fact, level: int | None) -> Domain | None:
        """The parts of a figure at a level of the classification (None: the next one below); None without parts."""
        if fact.source == "prose":
            return self._of_prose(fact)
        table, facts = self._form(fact.document, fact.table_id)
        if table is None:
            return None
        parts = self._parts_below(table, facts, fact, level)
        apart = not fact.total or not is_plain_measure(fact.row)
        if len(parts) == 1 and level is None and (apart or parts[0].row_index > fact.row_index):
            deeper = self.of(parts[0], None)
            if deeper and deeper.by == "rows" and len(deeper.parts) > 1:
                return Domain(fact, deeper.parts, "rows")
        if parts:
            return Domain(fact, tuple(parts), "rows")
        return self.columns_of(fact) if level is None else None

    def columns_of(self, fact: Fact) -> Domain | None:
        """The parts of a figure beside it in its row, whose money it is; None without any."""
        table, facts = self._form(fact.document, fact.table_id) if fact.table_id else (None, [])
        columns = _child_columns(table, fact) if table else set()
        parts = [
            one
            for one in facts
            if one.row_index == fact.row_index
            and one.column_index in columns
            and (one.unit.factor is None) == (fact.unit.factor is None)  # no 增减% beside an amount
            and (one.year, one.kind) == (fact.year, fact.kind)
            and not any(map(is_change, one.column))
        ]
        return Domain(fact, tuple(parts), "columns") if parts else None

    def leaves(self, fact: Fact) -> Domain | None:
        """The single rows below a figure of a table that no other row stands below; None where it has no rows below."""
        table = self._store.table(fact.table_id) if fact.table_id else None
        position = row_position(table, fact) if table else None
        if table is None or position is None:
            return None
        parents = {row.parent for row in table.rows}
        own = table.rows[position]
        side = [number for number, row in enumerate(table.rows) if row.label_column == own.label_column]
        if own.total and stretches_before(table, own.label_column):
            return None
        account = account_of(table, side, position) if own.total else ()
        rows = [
            number
            for number, row in enumerate(table.rows)
            if number not in parents
            and not row.total
            and row.label
            and (number in account if own.total else is_below(table, number, position))
        ]
        facts = self._store.facts(FactFilter(documents=frozenset({fact.document}), table_ids=frozenset({table.id})))
        parts = _in_rows(table, facts, fact, own.label_column, rows)
        return Domain(fact, tuple(parts), "rows") if parts else None

    def _parts_below(self, table: Table, facts: Sequence[Fact], fact: Fact, level: int | None) -> list[Fact]:
        """The parts of a figure in its column; where its form goes on beside itself, also in the same column there.

        A total of several such stretches has the parts of as many of them as come to it, or none.
        """
        position = row_position(table, fact)
        if position is None or not table.rows[position].label:
            return []
        own = table.rows[position].label_column
        sides = [own]
        parts = _in_rows(table, facts, fact, own, self._child_rows(table, position, sides, level))
        above = [part for part in parts if part.row_index < fact.row_index] if table.rows[position].total else []
        if 0 < len(above) < len(parts) and _come_to(above, fact):
            return above  # what stands below the total is no part of it
        before = stretches_before(table, own) if table.rows[position].total else []
        if not before or _come_to(parts, fact):
            return parts
        for side in before:
            sides = [side, *sides]
            parts = _in_rows(table, facts, fact, own, self._child_rows(table, position, sides, level))
            if _come_to(parts, fact):
                return parts
        return []

    def _child_rows(self, table: Table, position: int, sides: Sequence[int], level: int | None) -> list[int]:
        """The positions of the rows right below one, on these sides of the form or in another stretch of it."""
        own = table.rows[position]
        heads = headings_of(table)
        side = [number for number, row in enumerate(table.rows) if row.label_column in sides and number not in heads]
        if own.total:
            inside = [
                number
                for number in account_of(table, side, position)
                if not table.rows[number].total and not CARRIED.search(table.rows[number].label)
            ]
            wanted = level or min((table.rows[number].level for number in inside), default=1)
            inside = [number for number in inside if level in (None, 1) or table.rows[number].code]
        else:
            inside = [
                number for number in range(len(table.rows)) if number not in heads and is_below(table, number, position)
            ]
            wanted = level or min((table.rows[number].level for number in inside), default=0)
        return [number for number in inside if table.rows[number].level == wanted]

    def _of_prose(self, fact: Fact) -> Domain | None:
        """Sub-items of a figure in prose, of money or of what it counts: figures of the same section whose path leads
        through it.
        """
        inside = [
            one
            for one in self.told(fact.document)
            if (one.unit.factor is not None if fact.unit.factor is not None else one.unit == fact.unit)
            and not one.total
            and not is_plain_measure(one.row)
            and (one.column == fact.column or (one.text == fact.text and one.column[-1:] == fact.column[-1:]))
            and one.year == fact.year
            and one.id != fact.id
            and not one.derived
        ]
        parts = [
            one
            for one in inside
            if len(one.row_path) == len(fact.row_path) + 1 and one.row_path[: len(fact.row_path)] == fact.row_path
        ]
        if not parts and (fact.total or is_plain_measure(fact.row)):
            parts = [
                one
                for one in inside
                if len(one.row_path) > 1 and one.row_path[:-1] == fact.row_path[:-1] and one.place == fact.place
            ]
        return Domain(fact, tuple(parts), "rows") if parts else None


def row_position(table: Table, fact: Fact) -> int | None:
    """The position of a fact's row among the rows of its table."""
    for number, row in enumerate(table.rows):
        if row.index == fact.row_index and row.label == fact.row and row.code == fact.row_code:
            return number
    return None


def _in_rows(table: Table, facts: Sequence[Fact], whole: Fact, side: int, positions: Sequence[int]) -> list[Fact]:
    """The facts of some rows in the column of a figure, beyond its side of the form in the one that is headed alike."""
    rows = {(table.rows[one].index, table.rows[one].label, table.rows[one].code): table.rows[one] for one in positions}
    found = []
    for one in facts:
        row = rows.get((one.row_index, one.row, one.row_code))
        if row is None:
            continue
        same = row.label_column == side
        if one.column_index == whole.column_index if same else one.column == whole.column:
            found.append(one)
    return found


def _come_to(parts: Sequence[Fact], whole: Fact) -> bool:
    return sum((comparable(part) or 0 for part in parts), 0) == comparable(whole)


def _child_columns(table: Table, fact: Fact) -> set[int]:
    """Columns that are parts of the fact's column: the others under the header whose 合计 or 小计 it is."""
    own = next((column for column in table.columns if column.index == fact.column_index), None)
    if own is None:
        return set()
    head = own.path
    while head and is_plain_measure(head[-1]) and not _groups(table, own.path, head):
        head = head[:-1]
    below = [
        column
        for column in table.columns
        if column.index != own.index and column.path[: len(head)] == head and len(column.path) > len(head)
    ]
    parts = [column for column in below if is_direct(column.path, head, [other.path for other in below])]
    return {column.index for column in parts}


def _is_of_whole_row(fact: Fact) -> bool:
    """Whether a figure is the total of the one row of a form that names none: “三公”经费支出决算表, 决算数/合计."""
    return not fact.row and bool(fact.column) and is_total_label(fact.column[-1])


def _groups(table: Table, own: tuple[str, ...], head: tuple[str, ...]) -> bool:
    """Whether a plain header, 决算数, stands over a total and its parts: 决算数/合计, 决算数/公务接待费."""
    if is_total_label(head[-1]) or len(head) == len(own):
        return False
    return any(other.path[: len(head)] == head for other in table.columns if other.path != own)


def is_direct(path: tuple[str, ...], head: tuple[str, ...], below: Sequence[tuple[str, ...]]) -> bool:
    """Whether a column is one step below a header: no other column's 小计 stands for it."""
    if len(path) == len(head) + 1:
        return not is_plain_measure(path[-1])
    middle = path[: len(head) + 1]
    subtotals = [len(other) for other in below if other[: len(middle)] == middle and is_plain_measure(other[-1])]
    return is_plain_measure(path[-1]) and len(path) == min(subtotals) if subtotals else True


def part_label(fact: Fact, by: str) -> str:
    """What a part is called: its row, the project that a total is of, or the lowest telling header of its column."""
    if by == "projects":
        return fact.row_path[0]
    return fact.row if by in ("rows", "places") and fact.row else column_item(fact.column) or fact.row


def is_in_brackets(facts: Sequence[Fact]) -> bool:
    """Whether a column of something of its own has only negative amounts, as income in brackets: its largest is not plain."""
    values = [value for fact in facts if (value := comparable(fact)) and fact.unit != PERCENT]
    own = any(item and not is_change(item) for item in (column_item(fact.column) for fact in facts))
    return own and len(values) > 1 and all(value < 0 for value in values)


T = TypeVar("T")


def with_ties(order: Sequence[T], count: int, size: Callable[[T], object]) -> list[T]:
    """The first so many of what is in order of its size, with those as large as the last of them."""
    picked = list(order[:count])
    return [*picked, *takewhile(lambda one: size(one) == size(picked[-1]), order[count:])]


def ranked(facts: Sequence[Fact], *, least: bool) -> list[Fact]:
    """The facts with a value, largest (or smallest) first; equal ones in document order."""
    filled = [fact for fact in facts if comparable(fact) is not None]
    return sorted(filled, key=lambda fact: comparable(fact) or 0, reverse=not least)
