"""The total that a figure is part of: of its row, or of its column."""

from __future__ import annotations

from bot.figures.accounts import adds_up, other_account
from bot.figures.domain import row_position
from bot.figures.sides import SIDES
from bot.flat.model import SumFact
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, core_key, is_plain_measure


def whole_of(tools: Tools, fact: Fact) -> Fact | None:
    """The total that a figure is part of: its row's 合计 where its column is special, else its column's total row."""
    if fact.source == "prose":
        return None
    if fact.table_id in tools.resolver.flat.tables(frozenset({fact.document})):
        return tools.resolver.flat.whole_of(fact)
    facts = tools.store.facts(FactFilter(documents=frozenset({fact.document}), table_ids=frozenset({fact.table_id})))
    if column_item(fact.column) or not fact.row:
        place = (fact.row_index, fact.row_path)  # beside it may stand another side of the form
        row = [one for one in facts if (one.row_index, one.row_path) == place and one.id != fact.id]
        wholes = [
            one
            for one in row
            if one.column
            and _is_whole_column(one.column[-1])
            and one.column[:-1] == fact.column[: min(len(one.column), len(fact.column)) - 1]
        ]
        nearest = max((len(one.column) for one in wholes), default=0)
        wholes = [one for one in wholes if len(one.column) == nearest]
        wholes = [one for one in wholes if one.year == fact.year]
        wholes = [one for one in wholes if one.kind == fact.kind] or wholes
        if wholes:
            return wholes[0]
    totals = [one for one in facts if one.total and one.id != fact.id]
    column = [one for one in totals if one.column_index == fact.column_index]
    column = column or [one for one in totals if one.column == fact.column and fact.column[:-1]]  # in several stretches
    column = [one for one in column if one.year == fact.year and _holds_row(tools, one, fact)]
    own = [one for one in column if one.row.startswith(_OF_THE_YEAR) and one.row_index > fact.row_index]
    return (own or column)[-1] if column else None


def _holds_row(tools: Tools, total: Fact, part: Fact) -> bool:
    """Whether a total of a column adds up a row, as far as the form tells one account from the other."""
    table = tools.domains.table(total.table_id)
    rows = [row_position(table, fact) for fact in (total, part)] if table else []
    if table is None or None in rows:
        return True
    whole, row = (number or 0 for number in rows)
    return (
        table.rows[row].total
        or table.rows[whole].label_column != table.rows[row].label_column
        or adds_up(table, whole, row)
    )


_OF_THE_YEAR = ("本年", "当年")
"""How the total of a year's own income or expenditure begins; the 总计 below it holds what is carried over, too."""


def _is_whole_column(header: str) -> bool:
    """Whether a column is the total of its row: 合计, 本年支出合计."""
    return is_plain_measure(header) or core_key(header) in SIDES


def contains(whole: Fact, part: Fact) -> bool:
    """Whether a figure is part of another in the same table: below it in its column, or beside it in its row."""
    if isinstance(whole, SumFact) and whole.table_id == part.table_id:
        return (part.leaves if isinstance(part, SumFact) else frozenset({part.id})) < whole.leaves
    if not whole.table_id or whole.table_id != part.table_id or whole.id == part.id:
        return False
    if whole.column_index == part.column_index:
        below = part.row_path[: len(whole.row_path)] == whole.row_path and len(part.row_path) > len(whole.row_path)
        return (whole.total and not other_account(whole.row, part.row_path[:-1])) or below
    head = whole.column[:-1]  # 合计 of a group of columns is no whole of what stands outside the group
    one_row = (whole.row_index, whole.row_path) == (part.row_index, part.row_path)
    beside = one_row and part.column[: len(head)] == head
    return beside and bool(whole.column) and is_plain_measure(whole.column[-1])


def cross(tools: Tools, one: Fact, other: Fact) -> bool:
    """Whether the total of a row holds a cell that the total of a column of the same form holds, too: 工资福利支出 of
    基本支出 and all its 人员经费.
    """
    if not one.table_id or one.table_id != other.table_id or one.column_index == other.column_index:
        return False
    row = frozenset({core_key(one.row)})
    wanted = FactFilter(documents=frozenset({one.document}), table_ids=frozenset({one.table_id}), row_keys=row)
    place = (one.row_index, one.row_path, other.column_index)
    cells = (cell for cell in tools.store.facts(wanted) if (cell.row_index, cell.row_path, cell.column_index) == place)
    return any(cell.value and contains(one, cell) and contains(other, cell) for cell in cells)
