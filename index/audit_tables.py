"""Check 1: what a table's form promises: parent = children, total = items, 合计 = its columns, 收入总计 = 支出总计."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from index.arithmetic import HALF, Position, Sum, table_sums
from index.audit_alarms import Alarm, Evidence, Report
from index.audit_wording import addition, column_name, figure, listed, row_name, titled, wording
from index.model import Cell, Grade, Table

DISAGREEMENT = Decimal("0.34")
"""Where more of a table's sums fail than this, its form is taken for misread, and nothing is said of its figures."""
FEW_SUMS = 6
Cells = dict[Position, Cell]


def check_tables(evidence: Evidence) -> Report:
    """The sums of every table. Sums that fail for one cell's sake are one alarm; the same sum in two tables is too."""
    alarms: list[Alarm] = []
    unchecked: list[tuple[str, str]] = []
    checked = summed = closing = 0
    for table in evidence.tables:
        sums = table_sums(table)
        failed = [equation for equation in sums if not equation.exact]
        checked += len(sums)
        summed += bool(sums)
        closing += bool(sums) and all(_grade(table, equation) == "rounding" for equation in failed)
        if not sums and any(cell.value for cell in table.cells):
            unchecked.append((table.title, "no_sums"))
        if _is_misread(table, sums, failed):
            checked -= len(sums)
            unchecked.append((table.title, "sums_disagree"))
            continue
        alarms += _alarms(evidence, table, failed)
    return Report(tuple(_merge(evidence.language, alarms)), checked, tuple(unchecked), summed, closing)


def _is_misread(table: Table, sums: Sequence[Sum], failed: Sequence[Sum]) -> bool:
    wrong = [equation for equation in failed if _grade(table, equation) == "error"]
    causes = {abs(equation.difference) for equation in wrong}
    return len(sums) > FEW_SUMS and len(wrong) > DISAGREEMENT * len(sums) and len(causes) > 2


def _grade(table: Table, equation: Sum) -> Grade:
    return "rounding" if abs(equation.difference) <= _tolerance(table, equation) else "error"


def _tolerance(table: Table, equation: Sum) -> Decimal:
    """What rounding can make of the sum. Decimals that are all 0 in the whole column do not count as printed ones."""
    columns = {column for _, column in (equation.result, *equation.terms)}
    values = [cell.value for cell in table.cells if cell.column in columns and cell.value]
    if values and all(value == value.to_integral_value() for value in values):
        count = sum(bool(value) for value in _values(table, equation.terms)) + 1
        return max(equation.tolerance, HALF * count)
    return equation.tolerance


def _values(table: Table, positions: Iterable[Position]) -> list[Decimal | None]:
    wanted = set(positions)
    return [cell.value for cell in table.cells if (cell.row, cell.column) in wanted]


def _alarms(evidence: Evidence, table: Table, failed: Sequence[Sum]) -> Iterator[Alarm]:
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    for group in _by_cause(failed):
        shared = _shared(group)
        yield (
            _cell_alarm(evidence, table, cells, group, shared)
            if shared
            else _sum_alarm(evidence, table, cells, group[0])
        )


def _by_cause(failed: Sequence[Sum]) -> list[list[Sum]]:
    """Sums that differ by the same amount and that one cell takes part in: that cell explains them all."""
    groups: list[list[Sum]] = []
    for equation in failed:
        for group in groups:
            if _differ_alike(group[0], equation) and _shared([*group, equation]):
                group.append(equation)
                break
        else:
            groups.append([equation])
    return groups


def _differ_alike(one: Sum, other: Sum) -> bool:
    """Whether two sums are off by the same amount; one that rounding alone explains goes with no error."""
    if one.closes != other.closes:
        return False
    slack = Decimal(0) if one.closes else one.tolerance + other.tolerance
    return abs(abs(one.difference) - abs(other.difference)) <= slack


def _shared(group: Sequence[Sum]) -> Position | None:
    """The one cell that takes part in all of two or more sums; None for a single sum."""
    if len(group) < 2:
        return None
    common = set.intersection(*({equation.result, *equation.terms} for equation in group))
    return min(
        common, key=lambda position: (position not in {equation.result for equation in group}, position), default=None
    )


def _facts(evidence: Evidence, table: Table, positions: Iterable[Position]) -> tuple[str, ...]:
    keys = ((table.id, table.rows[row].index, table.columns[column].index) for row, column in positions)
    return tuple(dict.fromkeys(fact.id for key in keys if (fact := evidence.fact_at.get(key)) is not None))


def _arithmetic(cells: Cells, equation: Sum) -> str:
    whole = cells[equation.result].printed
    terms = [cell.printed for term in equation.terms if (cell := cells.get(term)) is not None and cell.value]
    return addition(terms or ["0"], equation.expected, whole, whole)


def _names(language: str, table: Table, cells: Cells, position: Position) -> dict[str, str]:
    row, column = position
    unit = table.columns[column].unit.name
    cell = cells.get(position)
    return {
        "table": titled(table.title, cell.place if cell else table.place, language),
        "row": row_name(table.rows[row]) or column_name(table.columns[column]),
        "column": column_name(table.columns[column]),
        "found": cell.printed if cell else "",
        "unit": unit,
        "also": "",
    }


def _sum_alarm(evidence: Evidence, table: Table, cells: Cells, equation: Sum) -> Alarm:
    row, column = equation.result
    parts = equation.terms
    across = equation.check == "columns"
    shown = [
        column_name(table.columns[other]) if across else row_name(table.rows[part])
        for part, other in parts
        if (cell := cells.get((part, other))) is not None and cell.value
    ]
    return Alarm(
        check=f"table_{equation.check}",
        grade=_grade(table, equation),
        text=f"sum_{equation.check}",
        values={
            **_names(evidence.language, table, cells, (row, column)),
            "expected": figure(equation.expected, cells[equation.result].printed),
            "difference": figure(abs(equation.difference), cells[equation.result].printed),
            "parts": listed(shown[:4], evidence.language) + ("…" if len(shown) > 4 else ""),
        },
        arithmetic=_arithmetic(cells, equation),
        facts=_facts(evidence, table, (equation.result, *parts)),
    )


def _cell_alarm(evidence: Evidence, table: Table, cells: Cells, group: Sequence[Sum], shared: Position) -> Alarm:
    """Several sums fail by the same amount, and all hold this cell: it is the one to look at."""
    shortest = sorted(group, key=lambda equation: len(equation.terms))
    first = shortest[0]
    printed = cells[shared].printed if shared in cells else "0"
    value = cells[shared].value if shared in cells else None
    sign = 1 if shared == first.result else -1
    expected = (value or Decimal(0)) - sign * first.difference
    grades = {_grade(table, equation) for equation in group}
    return Alarm(
        check=f"table_{first.check}",
        grade="error" if "error" in grades else "rounding",
        text="sum_cell",
        values={
            **_names(evidence.language, table, cells, shared),
            "expected": figure(expected, printed),
            "difference": figure(abs(first.difference), printed),
            "count": str(len(group)),
        },
        arithmetic="; ".join(dict.fromkeys(_arithmetic(cells, equation) for equation in shortest)),
        facts=_facts(evidence, table, dict.fromkeys(p for e in shortest for p in (e.result, *e.terms))),
    )


def _merge(language: str, alarms: Sequence[Alarm]) -> Iterator[Alarm]:
    """Alarms with the same arithmetic about a row of the same name are one; it names the other tables too."""
    merged: dict[tuple[str, str, str, str], Alarm] = {}
    also = str(wording(language)["also"])
    for alarm in alarms:
        key = (alarm.text, alarm.grade, alarm.arithmetic, alarm.values["row"])
        known = merged.get(key)
        if known is None:
            merged[key] = alarm
            continue
        added = known.values["also"] + also.format(**alarm.values)
        facts = tuple(dict.fromkeys((*known.facts, *alarm.facts)))
        merged[key] = replace(known, values={**known.values, "also": added}, facts=facts)
    yield from merged.values()
