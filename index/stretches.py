"""Forms that go on beside themselves: 302 商品和服务支出 in one stretch of columns, its 30225 in the next one.

The forms of basic expenditure by economic subjects (公开06表 of outturns, 财政部《部门决算公开参考样式》) stand so on one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.model import Cell, Column, Row, Table

ECONOMIC = "3"
"""How the codes of economic subjects begin (政府收支分类科目, 部门预算支出经济分类科目)."""
CLASS = 3
"""Digits of the code of a class; each level below has two more."""


def continued_rows(rows: Sequence[Row], cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[Row, ...]:
    """The rows, those whose class stands in an earlier stretch of the same form as parts of it."""
    firsts = first_stretches(rows, cells, columns)
    heads: dict[tuple[int, str], int] = {}
    found: list[Row] = []
    for position, row in enumerate(rows):
        first = firsts.get(row.label_column)
        if first is not None and row.code:
            starts = (row.code[:end] for end in range(len(row.code) - 2, CLASS - 1, -2))
            above = next((heads[first, start] for start in starts if (first, start) in heads), None)
            heads[first, row.code] = position
            if row.parent is None and above is not None:
                row = replace(row, parent=above, path=(*found[above].path, row.label))
        found.append(row)
    return tuple(found)


def stretches_before(table: Table, side: int) -> list[int]:
    """The label columns of a form of economic subjects that stand before one under the same headers, the nearest first."""
    headers = _headers(table.rows, table.cells, table.columns)
    same = [one for one in headers if one < side and headers[one] == headers.get(side)]
    return sorted(same, reverse=True) if all(_economic(_codes(table.rows, one)) for one in (*same, side)) else []


def first_stretches(rows: Sequence[Row], cells: Sequence[Cell], columns: Sequence[Column]) -> dict[int, int]:
    """The label column of each stretch that goes on, or is gone on with → that of the first; empty for other forms."""
    headers = _headers(rows, cells, columns)
    firsts: dict[int, int] = {}
    sides = sorted(headers)
    for one, two in pairwise(sides):
        if headers[one] == headers[two] and _goes_on(_codes(rows, one), _codes(rows, two)):
            firsts.setdefault(one, one)
            firsts[two] = firsts[one]
    return firsts


def _headers(rows: Sequence[Row], cells: Sequence[Cell], columns: Sequence[Column]) -> dict[int, set[tuple[str, ...]]]:
    """The headers of the value columns that stand behind each label column."""
    headers: dict[int, set[tuple[str, ...]]] = {}
    for cell in cells:
        headers.setdefault(rows[cell.row].label_column, set()).add(columns[cell.column].path)
    return headers


def _codes(rows: Sequence[Row], side: int) -> list[str]:
    return [row.code for row in rows if row.label_column == side and row.code]


def _goes_on(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether codes of economic subjects go on where others end: 30217, then 30218 or 303."""
    return _economic(one) and _economic(two) and max(one) < two[0]


def _economic(codes: Sequence[str]) -> bool:
    return bool(codes) and all(code.isdigit() and code.startswith(ECONOMIC) for code in codes)
