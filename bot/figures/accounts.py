"""Which rows a total of a form adds up, where a form holds more than one account or section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.sides import on_side
from index.model import Table
from index.sections import headings_of, total_named
from index.text import core_key, name_key, singular_words

_SUBTOTAL = re.compile("sub ?total", re.I)


def account_of(table: Table, side: Sequence[int], total: int) -> Sequence[int]:
    """The rows of a side that a total adds up: those under a heading of its name, those of its account where one column
    holds two below each other, 收入合计 and 支出合计, of a subtotal those since the total before it; else all.
    """
    label = table.rows[total].label
    named = total_named(label)
    heads = headings_of(table)
    head = next((one for one in heads if _heads(table.rows[one].label, named)), None)
    if head is not None:
        return [number for number in side if number not in heads and is_below(table, number, head)]
    ends = [number for number in side if table.rows[number].total and _is_other(label, table.rows[number].label)]
    if not ends and _SUBTOTAL.search(label):
        before = max((number for number in side if number < total and table.rows[number].total), default=-1)
        return [number for number in side if before < number < total]
    if not ends:
        return side
    if table.rows[side[0]].total:  # each total is printed above what it adds up
        following = min((end for end in ends if end > total), default=len(table.rows))
        return [number for number in side if total < number < following]
    return [number for number in side if max((end for end in ends if end < total), default=-1) < number < total]


def adds_up(table: Table, total: int, row: int) -> bool:
    """Whether a total holds a row: both stand on one side of a form."""
    own = table.rows[total].label_column
    side = [number for number, one in enumerate(table.rows) if one.label_column == own]
    return row in account_of(table, side, total)


def is_below(table: Table, number: int, ancestor: int) -> bool:
    """Whether a row stands under another one."""
    parent = table.rows[number].parent
    while parent is not None:
        if parent == ancestor:
            return True
        parent = table.rows[parent].parent
    return False


def other_account(whole: str, above: Sequence[str]) -> bool:
    """Whether the labels above a row say that it is of the other side than a total: Property Tax of REVENUES."""
    return any(_is_other(whole, label) for label in above)


def _is_other(label: str, other: str) -> bool:
    """Whether two labels are of the two sides of the accounts."""
    if not label.isascii():
        wanted = "收入" if "支出" in label else "支出" if "收入" in label else ""
        return bool(wanted) and wanted in other
    one, two = core_key(label), core_key(other)
    return any(on_side(side, one) and on_side(against, two) for side, against in (("收入", "支出"), ("支出", "收入")))


def _heads(label: str, named: str) -> bool:
    """Whether a heading is of what a total names: EXPENDITURES BY DEPARTMENT, Total Expenditures."""
    key = singular_words(name_key(label))
    return bool(named) and (key == named or key.startswith(f"{named} "))
