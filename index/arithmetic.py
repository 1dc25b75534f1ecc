"""The sums that a table's form promises: parent = children, 合计 = its columns, total row = its items.

Pure: a table in, its equations out. What a difference means (error, doubtful, rounding) is the audit's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from index.accounts import ANY_ACCOUNT
from index.grids import is_total_label
from index.model import Cell, Column, Row, Table
from index.sections import headings_of
from index.text import name_key, simplify
from index.units import decimals

Check = Literal["children", "columns", "total", "sides"]
Position = tuple[int, int]
"""Position of a row in `Table.rows` and of a column in `Table.columns`."""

_AMONG = re.compile(r"^其中")
_GRAND_TOTAL = re.compile(r"^(?:收入|支出|收支)?总计$|^(?:收入|支出)(?:合计|总额)$")
_IN_ALL = re.compile("^(?:收入|支出|收支)?总计$")
_OF_FUND = re.compile(f"^(?!.*总(?:表|体)).*{ANY_ACCOUNT}")
"""A government's table of a fund: 收入合计 and 支出合计 are without what is moved between years and levels."""
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Sum:
    """One equation: the cell at `result` should be the sum of those at `terms`; a blank term counts as nothing.

    `found` is what the result prints, `expected` what its terms add to; `tolerance` what rounding can make of it: half
    a unit of the last printed digit for every figure that is not 0.
    """

    check: Check
    result: Position
    terms: tuple[Position, ...]
    found: Decimal
    expected: Decimal
    tolerance: Decimal

    @property
    def difference(self) -> Decimal:
        """Printed less expected, in the table's own unit."""
        return self.found - self.expected

    @property
    def exact(self) -> bool:
        """Whether it adds up to the last digit."""
        return self.difference == 0

    @property
    def closes(self) -> bool:
        """Whether it adds up within what rounding allows."""
        return abs(self.difference) <= self.tolerance


def table_sums(table: Table) -> tuple[Sum, ...]:
    """Every equation that the table's rows and columns promise and whose figures are printed."""
    values = {(cell.row, cell.column): cell for cell in table.cells}
    sides = _sides(table)
    found: list[Sum] = []
    for number, (rows, columns) in enumerate(sides):
        found += _child_sums(table, values, rows, columns, sides)
        found += _column_sums(table, values, rows, columns)
        found += _total_sums(table, values, rows, columns, _items_beside(table, sides[:number], columns))
    return (*found, *_side_sums(table, values, sides))


Values = dict[Position, Cell]
Part = tuple[list[int], list[int]]
"""Positions of the rows and of the columns of one side."""


def _sides(table: Table) -> list[Part]:
    """The rows that share a label column, with the columns of their cells."""
    rows: dict[int, list[int]] = {}
    for position, row in enumerate(table.rows):
        rows.setdefault(row.label_column, []).append(position)
    columns: dict[int, set[int]] = {}
    for cell in table.cells:
        columns.setdefault(table.rows[cell.row].label_column, set()).add(cell.column)
    return [(positions, sorted(columns.get(side, ()))) for side, positions in rows.items()]


def _equation(check: Check, values: Values, result: Position, terms: Sequence[Position]) -> Sum | None:
    """The equation of these cells, None where the result or every term is blank."""
    whole = values.get(result)
    parts = [cell for term in terms if (cell := values.get(term)) and cell.value is not None]
    if whole is None or whole.value is None or not parts:
        return None
    digits = min(decimals(cell.printed) for cell in (whole, *parts))
    return Sum(
        check=check,
        result=result,
        terms=tuple(terms),
        found=whole.value,
        expected=sum((cell.value for cell in parts if cell.value is not None), Decimal(0)),
        tolerance=HALF * (sum(bool(cell.value) for cell in parts) + 1) / Decimal(10) ** digits,
    )


def _adds(columns: Sequence[Column], position: int) -> bool:
    """Whether figures of a column may be added: shares and rates may not."""
    return columns[position].unit.name != "%"


def _child_sums(
    table: Table, values: Values, rows: Sequence[int], columns: Sequence[int], sides: Sequence[Part]
) -> Iterator[Sum]:
    """Each row of a side against its parts; those in another stretch of the form by the columns that stand there."""
    own = set(rows)
    beside = {row: there for others, there in sides if len(there) == len(columns) for row in others}
    children: dict[int, list[int]] = {}
    for position in sorted(own | beside.keys()):
        parent = table.rows[position].parent
        if parent in own:
            children.setdefault(parent, []).append(position)
    for parent, members in children.items():
        if any(_AMONG.match(table.rows[member].label) for member in members):
            continue
        for order, column in enumerate(columns):
            terms = [(member, column if member in own else beside[member][order]) for member in members]
            equation = _equation("children", values, (parent, column), terms)
            if equation and _adds(table.columns, column):
                yield equation


def _column_sums(table: Table, values: Values, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Sum]:
    for column in columns:
        parts = _parts_of_total(table.columns, column, columns)
        if not parts:
            continue
        nearest = [part for part in parts if part > column] or parts[::-1]
        fewer = [nearest[:count] for count in range(len(nearest), 1, -1)]
        tried = ([*_row_sums(values, rows, column, chosen)] for chosen in (parts, *fewer))
        yield from next((sums for sums in tried if sums and all(one.closes for one in sums)), ()) or _row_sums(
            values, rows, column, parts
        )


def _row_sums(values: Values, rows: Sequence[int], total: int, parts: Sequence[int]) -> Iterator[Sum]:
    for row in rows:
        equation = _equation("columns", values, (row, total), [(row, part) for part in parts])
        if equation:
            yield equation


def _parts_of_total(columns: Sequence[Column], total: int, among: Sequence[int]) -> list[int]:
    """The columns that a 合计 or 小计 column sums: its siblings in the header tree, groups by their own 小计."""
    path = columns[total].path
    level = next((number for number, part in enumerate(path) if is_total_label(part)), None)
    if level is None or not _adds(columns, total):
        return []
    prefix, suffix = path[:level], path[level + 1 :]
    groups: dict[str, list[int]] = {}
    for column in among:
        other = columns[column]
        sibling = (
            len(other.path) > level
            and other.path[:level] == prefix
            and name_key(other.path[level]) != name_key(path[level])
        )
        if sibling and other.path[len(other.path) - len(suffix) :] == suffix and _adds(columns, column):
            groups.setdefault(other.path[level], []).append(column)
    members = [column for group in groups.values() for column in group]
    like = {(columns[column].year, columns[column].unit) for column in (total, *members)}
    if len(groups) < 2 or len(like) > 1 or any(_AMONG.match(name) or is_total_label(name) for name in groups):
        return []
    return [column for group in groups.values() for column in _whole_group(columns, group, level + 1)]


def _whole_group(columns: Sequence[Column], group: Sequence[int], level: int) -> list[int]:
    """The columns that make up a group: its own 小计 where it has one, else all of it."""
    totals = [
        column for column in group if len(columns[column].path) > level and is_total_label(columns[column].path[level])
    ]
    return totals[:1] or list(group)


def _items_beside(table: Table, sides: Sequence[Part], columns: Sequence[int]) -> list[Position]:
    """The items of sides to the left under the same top header (公用经费 over two groups of codes), one figure each."""
    if len(columns) != 1:
        return []
    top = table.columns[columns[0]].path[:1]
    same = [part for part in sides if len(part[1]) == 1 and top and table.columns[part[1][0]].path[:1] == top]
    return [(row, amounts[0]) for rows, amounts in same for row in _items(_roots(table), rows)]


def _total_sums(
    table: Table, values: Values, rows: Sequence[int], columns: Sequence[int], beside: Sequence[Position]
) -> Iterator[Sum]:
    roots = _roots(table)
    for position in rows:
        if not table.rows[position].total:
            continue
        year = table.rows[position].year
        if _is_of_earlier_year(table.rows, rows, position):
            continue
        dated = [one for one in rows if year is None or table.rows[one].year in (year, None)]
        choices = _parts_of_total_row(roots, dated, dated.index(position))
        for column in columns:
            if not _adds(table.columns, column):
                continue
            terms = [[(part, column) for part in parts] for parts in choices]
            if beside:
                terms += [[*beside, *parts] for parts in terms]
            equations = [found for parts in terms if (found := _equation("total", values, (position, column), parts))]
            if equations:
                yield min(equations, key=lambda equation: abs(equation.difference))


def _is_of_earlier_year(rows: Sequence[Row], side: Sequence[int], total: int) -> bool:
    """Whether a total is of another year than all that stand above it, to compare with: 2024年合计 below 2025年合计 and its parts."""
    year = rows[total].year
    later = any(rows[one].total and (rows[one].year or 0) > (year or 0) for one in side)
    return bool(year) and later and not any(rows[one].year == year and not rows[one].total for one in side)


def _parts_of_total_row(rows: Sequence[Row], side: Sequence[int], order: int) -> list[list[int]]:
    """What a total row may sum: the items since the last total, with or without that; all items; those below it."""
    own, before, after = side[order], side[:order], side[order + 1 :]
    if any(row.parent == own for row in rows):
        return []  # its parts stand below it
    totals = [number for number, position in enumerate(before) if rows[position].total]
    since = before[totals[-1] + 1 :] if totals else before
    items = _items(rows, since)
    purpose = _of_purpose(rows, own, _items(rows, before))
    if purpose:
        return [purpose]
    choices = [items, _items(rows, before)]
    if totals:
        choices += [[before[totals[-1]], *items], [before[number] for number in totals]]
    above = rows[before[-1]] if before else rows[own]
    under = rows[own].path[:-1] or (() if above.total else above.path[:-1])
    if under:  # Total expenses for program 1.2: of the totals under that program's heading
        inside = [position for position in before if rows[position].path[: len(under)] == under]
        choices += [[position for position in inside if rows[position].total], _items(rows, inside)]
    tops = [position for position in before if _is_top(rows, position)]
    if any(rows[position].total for position in tops):  # of the totals of sections and of what stands in none
        choices += [tops, tops[1:]]  # all but the balance at the beginning
    whole = [number for number in totals if not _SUBTOTAL.search(rows[before[number]].label)]
    if len(whole) < len(totals):  # Subtotal, Subtotal, Total: of all since the last Total, or of all such
        choices += [_items(rows, before[whole[-1] + 1 :])] if whole else []
        choices += [[before[number] for number in whole]] if len(whole) > 1 else []
    if not _items(rows, before) and not _goes_on(rows, own, after):
        following = next((number for number, position in enumerate(after) if rows[position].total), len(after))
        choices += [_items(rows, after[:following]), _items(rows, after)]
    return [*choices, *(coded for choice in choices if 0 < len(coded := _coded(rows, choice)) < len(choice))]


def _is_top(rows: Sequence[Row], position: int) -> bool:
    """Whether a row is the total of a section, right below a row of that section, or an item that stands in none."""
    if not rows[position].total:
        return len(rows[position].path) == 1
    above = rows[position - 1] if position else rows[position]
    return not above.total and len(above.path) > 1


def _of_purpose(rows: Sequence[Row], total: int, items: Sequence[int]) -> list[int]:
    """Of the economic classes above 人员经费合计 those that pay people, above 公用经费合计 the others; [] for other totals."""
    said = _PURPOSE.search(rows[total].label)
    paid = [position for position in items if _pays_people(rows[position])]
    economic = all(_ECONOMIC.match(rows[position].code) for position in items)
    if said is None or not economic or not 0 < len(paid) < len(items):
        return []
    return paid if said.group(0) == "人员经费" else [position for position in items if position not in paid]


_PURPOSE = re.compile("人员经费|公用经费")
_PAID = re.compile("工资福利支出|对个人和家庭的?补助")
_ECONOMIC = re.compile(r"(?:3\d\d)?$")


def _pays_people(row: Row) -> bool:
    return row.code in ("301", "303") or bool(not row.code and _PAID.match(name_key(row.label)))


def _goes_on(rows: Sequence[Row], total: int, after: Sequence[int]) -> bool:
    """Whether 本年收入合计 is the first line of a balance that goes on to 收入总计: what follows is beside it."""
    last = next((rows[position].label for position in after if rows[position].total), "")
    return bool(_OF_YEAR.search(rows[total].label) and "总计" in simplify(last))


_OF_YEAR = re.compile("[本当]年")
_SUBTOTAL = re.compile("小计|sub[ -]?total", re.I)


def _roots(table: Table) -> list[Row]:
    """The rows, those that stand under nothing but a heading without figures as if under none."""
    heads = headings_of(table)
    return [replace(row, parent=None) if row.parent in heads else row for row in table.rows]


def _items(rows: Sequence[Row], positions: Sequence[int]) -> list[int]:
    """The rows that stand under no other and are no totals."""
    return [position for position in positions if rows[position].parent is None and not rows[position].total]


def _coded(rows: Sequence[Row], positions: Sequence[int]) -> list[int]:
    return [position for position in positions if rows[position].code]


def _side_sums(table: Table, values: Values, sides: Sequence[Part]) -> Iterator[Sum]:
    """收入总计 against 支出总计: the last total of the first side and of the others, in each side's first column."""
    balanced = not _OF_FUND.search(simplify(table.title))
    ends = [(rows[-1], columns[0]) for rows, columns in sides if rows and columns]
    for other in ends[1:]:
        first = ends[0]
        labels = [name_key(simplify(table.rows[row].label)) for row, _ in (first, other)]
        grand = _GRAND_TOTAL if balanced else _IN_ALL
        if all(map(grand.match, labels)) and table.rows[first[0]].index == table.rows[other[0]].index:
            equation = _equation("sides", values, first, [other])
            if equation:
                yield equation
