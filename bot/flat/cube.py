"""A flat table as columns of groups: which rows each label has, which column lies below which, which side a row is on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from bot.figures.sides import side_words
from bot.flat.names import FEWEST, GROUP_MARK, NUMBERED, group_key, nouns_of
from index.store.leaves import FlatTable, Leaf
from index.text import core_key

FILLED = 0.9
"""Share of rows whose path must hold a column's text for the column to be one of groups."""
NESTED = 0.9
"""Share of a column's labels that stand under one label of another for it to be the level below."""
MOST_SIDES = 4
MOST_LAYERED = 64
"""Choices of years, kinds and columns whose rows are kept."""
Rows = frozenset[int]


@dataclass(slots=True)
class Dimension:
    """A column of groups: its header, the label of each row, and the rows of each label's key."""

    header: str
    labels: list[str]
    rows: dict[str, Rows] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    leaf: bool = False
    """Whether it is the row's own label."""
    _sorts: dict[str, list[str]] | None = None
    """The keys of the labels that share a noun."""
    _parts: dict[str, list[str]] | None = None
    """The keys of the labels by each word between spaces and each pair of characters in them."""

    def rows_of(self, key: str) -> Rows:
        """The rows of a label's key, or of all labels that share a noun; none where there is no such label."""
        of_sort = self._of_sort(key)
        return frozenset().union(*(self.rows[one] for one in of_sort)) if of_sort else self.rows.get(key, frozenset())

    def name_of(self, key: str) -> str:
        """How the label of a key is printed; of many that share a noun, that noun."""
        noun = key.removeprefix(GROUP_MARK).removesuffix(NUMBERED)
        every = f"every {noun}" if noun.isascii() else f"各{noun}"
        return every if self._of_sort(key) else self.printed.get(key, key)

    def _of_sort(self, key: str) -> Sequence[str]:
        if not key.startswith(GROUP_MARK):
            return ()
        if self._sorts is None:
            sorts: dict[str, list[str]] = defaultdict(list)
            for one, label in self.printed.items():
                for noun in nouns_of(label):
                    sorts[group_key(noun)].append(one)
            self._sorts = sorts
        found = self._sorts.get(key, [])
        return found if len(found) >= FEWEST else ()

    def keys_with(self, part: str) -> Sequence[str]:
        """The keys of the labels that may hold some words or two characters and more of Chinese: all that do are among them."""
        if self._parts is None:
            parts: dict[str, list[str]] = defaultdict(list)
            for key in self.rows:
                for one in {*key.split(), *map("".join, pairwise(key))}:
                    parts[one].append(key)
            self._parts = parts  # whole, as threads share it
        return self._parts.get(part.split()[0] if part.isascii() else part[:2], ())

    def key_of(self, row: int) -> str:
        """The key of a row's label."""
        return core_key(self.labels[row])


class Cube:
    """One flat table, its rows numbered in document order."""

    def __init__(self, table: FlatTable) -> None:
        self.table = table
        self.leaves: tuple[Leaf, ...] = table.leaves
        self.counted = frozenset(range(len(self.leaves))) - _parents(self.leaves)
        self.dimensions = sorted(_dimensions(table), key=lambda one: (one.leaf, len(one.rows)))
        self.side = next((one for one in self.dimensions if _is_side(one)), None)
        self.codes: dict[str, Rows] = _postings(leaf.code for leaf in self.leaves)
        self.layers = _layers(self.leaves)
        """One row, and all the rows, of what may be added: of one column, year, kind and unit; in document order."""
        self.counted_in = lru_cache(MOST_LAYERED)(self._counted_in)
        """The rows counted in the layers with these numbers."""
        self._words: dict[str, Rows] = {}
        self._nested: dict[tuple[int, int], bool] = {}

    def below(self, outer: Dimension, rows: Rows) -> Dimension:
        """The column of groups right under another one within these rows; the rows' own labels where there is none."""
        for one in self.dimensions:
            if one is outer or one is self.side or one.leaf:
                continue
            if self._is_nested(one, outer) and len({one.labels[row] for row in rows}) > 1:
                return one
        return self.leaf_dimension

    @property
    def leaf_dimension(self) -> Dimension:
        """The rows' own labels."""
        return next(one for one in self.dimensions if one.leaf)

    @cached_property
    def puts_together(self) -> bool:
        """Whether any group holds several rows of one column: else the table is a form, each of whose rows is of itself."""
        groups = [rows for one in self.dimensions for rows in one.rows.values()]
        return any(len(rows & column) > 1 for _, column in self.layers for rows in groups)

    def _counted_in(self, layers: frozenset[int]) -> Rows:
        return self.counted.intersection(frozenset().union(*(self.layers[number][1] for number in layers)))

    def side_rows(self, side: str) -> Rows:
        """The rows of one side of the accounts; none where the table has no column of sides."""
        if self.side is None:
            return frozenset()
        words = side_words(side)
        return frozenset().union(*(rows for key, rows in self.side.rows.items() if key in words))

    def saying(self, word: str) -> Rows:
        """The rows of which any label holds an English word."""
        if word not in self._words:
            keys = ((one, key) for one in self.dimensions for key in one.keys_with(word) if word in key.split())
            self._words[word] = frozenset().union(*(one.rows[key] for one, key in keys))
        return self._words[word]

    def find(self, header: str, key: str) -> Rows:
        """The rows of a label's key in the column with this header, or of a code."""
        rows = [rows for one in self.dimensions if one.header == header and (rows := one.rows_of(key))]
        return rows[0] if rows else self.codes.get(key, frozenset())

    def _is_nested(self, inner: Dimension, outer: Dimension) -> bool:
        """Whether nearly every label of the inner column lies under one label of the outer one, and there are more."""
        key = (id(inner), id(outer))
        if key not in self._nested:
            above: dict[str, set[str]] = defaultdict(set)
            for one, two in zip(inner.labels, outer.labels, strict=True):
                above[one].add(two)
            alone = sum(len(outers) == 1 for outers in above.values())
            self._nested[key] = len(inner.rows) > len(outer.rows) and alone >= NESTED * len(above)
        return self._nested[key]


def _dimensions(table: FlatTable) -> list[Dimension]:
    width, leaves = len(table.header), table.leaves
    found: list[Dimension] = []
    for column in range(width):
        if sum(leaf.cells[column] in leaf.path for leaf in leaves) >= FILLED * len(leaves):
            found.append(_dimension(table.header[column], [leaf.cells[column] for leaf in leaves], leaf=False))
    own = [leaf.label for leaf in leaves]
    header = next(
        (
            table.header[column]
            for column in reversed(range(width))
            if all(leaf.cells[column].endswith(leaf.label) for leaf in leaves)
        ),
        "",
    )
    return [*found, _dimension(header, own, leaf=True)]


def _dimension(header: str, labels: list[str], *, leaf: bool) -> Dimension:
    keys = {label: core_key(label) for label in set(labels)}
    printed = {key: label for label, key in keys.items()}
    return Dimension(header, labels, _postings(keys[label] for label in labels), printed, leaf)


def _postings(keys: Iterable[str]) -> dict[str, Rows]:
    rows: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        rows[key].append(number)
    return {key: frozenset(numbers) for key, numbers in rows.items()}


def _layers(leaves: tuple[Leaf, ...]) -> list[tuple[Leaf, Rows]]:
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, leaf in enumerate(leaves):
        rows[(leaf.column_index, leaf.column, leaf.year, leaf.kind, leaf.unit)].append(number)
    return [(leaves[numbers[0]], frozenset(numbers)) for numbers in rows.values()]


def _parents(leaves: tuple[Leaf, ...]) -> Rows:
    """Rows that only repeat the sum of rows under them: the parent's label is a group of theirs, and the values add up."""
    by_path: dict[tuple[object, ...], int] = {}
    for number, leaf in enumerate(leaves):
        by_path[(leaf.path, leaf.column, leaf.year)] = number
    sums: dict[int, list[int]] = defaultdict(list)
    depths = {len(leaf.path) for leaf in leaves}
    if len(depths) == 1:
        return frozenset()
    for number, leaf in enumerate(leaves):
        for depth in depths:
            parent = by_path.get((leaf.path[:depth], leaf.column, leaf.year)) if depth < len(leaf.path) else None
            if parent is not None:
                sums[parent].append(number)
    return frozenset(
        parent
        for parent, rows in sums.items()
        if len(rows) > 1 and leaves[parent].value is not None
        and sum((leaves[row].value or 0) for row in rows) == leaves[parent].value
    )  # fmt: skip


def _is_side(dimension: Dimension) -> bool:
    keys = set(dimension.rows)
    expense, revenue = side_words("expense"), side_words("revenue")
    return len(keys) <= MOST_SIDES and bool(keys & expense) and bool(keys & revenue) and keys <= expense | revenue
