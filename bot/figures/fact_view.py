"""A fact with the keys of all its names at hand, as it is held against the terms of a question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.figures.sides import side_alone
from bot.reading.limits import own_columns
from index.model import Fact
from index.organisations import with_those_under
from index.text import column_item, column_key, core_key


@lru_cache(4096)
def _bases_in(names: tuple[str, ...], basis_keys: frozenset[str]) -> frozenset[str]:
    """The funding bases that some of the names hold; the cells of a table have few different headers."""
    return frozenset(key for key in basis_keys if any(key in name for name in names))


def days_of(year: int | None) -> tuple[str, ...]:
    """How a row is called that holds the figures of one year, or of its end."""
    return tuple(f"{year}年{end}" for end in ("", "度", "末", "底")) if year else ()


def share_funds(bases: Sequence[frozenset[str]], *, unsaid: bool) -> bool:
    """Whether all of these bases have a fund in common; `unsaid`: whether one that names none may be of any."""
    return bool(frozenset.intersection(*bases)) if all(bases) else unsaid or not any(bases)


class FactView:
    """A fact with the keys of all its names at hand."""

    __slots__ = ("above", "basis", "columns", "fact", "groups", "item", "row", "table")

    def __init__(self, fact: Fact, basis_keys: frozenset[str]) -> None:
        self.fact = fact
        self.row = core_key(fact.row)
        self.above = [core_key(label) for label in fact.row_path[:-1]]
        self.above += [
            one.removesuffix(word) for one in self.above for word in with_those_under() if one.endswith(word)
        ]
        self.columns = [column_key(label) for label in fact.column]
        item = column_item(own_columns(fact))
        self.item = side_alone(column_key(item)) if item else ""
        self.table = core_key(fact.table)
        self.groups = [*self.above, self.table] if fact.source == "prose" else []
        names = (self.table, *self.columns) if fact.source == "table" else (self.row, *self.above)
        self.basis = _bases_in(names, basis_keys)

    @property
    def side(self) -> str:
        """Either "income" where the table is of income only."""
        return "income" if "收入" in self.table and "支出" not in self.table else ""

    @property
    def anchor(self) -> bool:
        """Whether the row stands for its table: a total, the only row, the organisation's own (119 某市水务局), that of its year."""
        own = self.row == core_key(self.fact.organisation)
        return self.fact.total or not self.row or own or self.row in days_of(self.fact.year)
