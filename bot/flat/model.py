"""A sum over rows of a flat table, as a fact that the operations can work with like any other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Fact


@dataclass(frozen=True, slots=True)
class SumFact(Fact):
    """`value` is the exact sum of `rows_added` rows; `blank_rows` more rows of the filter hold no figure and are left out.

    It stands in no cell: what is cited are its `parts`, the first row added and the largest others.
    """

    parts: tuple[Fact, ...] = ()
    leaves: frozenset[str] = frozenset()
    """Ids of all facts added."""
    rows_added: int = 0
    blank_rows: int = 0
    where: str = ""
    """The filter: "Department = Library, Account Type = Expense"."""
    filter: tuple[tuple[str, str], ...] = ()
    """The columns and keys of the filter, the side of the accounts left out."""
    dimension: str = ""
    """Header of the column that names the group, "" for the whole table."""
    sort: str = ""
    """Header of the column of whose labels several are meant by the noun that they share, "" where none is."""


def overlap(facts: Sequence[Fact]) -> bool:
    """Whether two sums, or a sum and a row, hold a row in common, so that adding them would count it twice."""
    sets = [fact.leaves if isinstance(fact, SumFact) else frozenset({fact.id}) for fact in facts]
    if not any(isinstance(fact, SumFact) for fact in facts):
        return False
    return sum(map(len, sets)) > len(frozenset().union(*sets))


def is_rate(column: Sequence[str]) -> bool:
    """Whether a column is of what each of something costs or has, so that its rows are never added: Budget per student."""
    return any(_RATE.search(part) for part in column)


_RATE = re.compile(r"\bper (?!cent)[a-z]|\baverage\b|人均|单价|每[人户亩]", re.I)


def are_apart(one: Fact, other: Fact) -> bool:
    """Whether two sums are of two labels of one column of a table, so that neither holds anything of the other."""
    if not isinstance(one, SumFact) or not isinstance(other, SumFact) or one.table_id != other.table_id:
        return False
    columns = [tuple(column for column, _ in fact.filter) for fact in (one, other)]
    return columns[0] == columns[1] and len(columns[0]) == 1 and not one.leaves & other.leaves
