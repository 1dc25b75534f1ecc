"""Terms that name groups of a flat table → the exact sum of the rows under all of them, on one side of the accounts.

Every strong term must name a group, a row, a code, a column or a side; a term that fits nothing leaves no reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from heapq import nlargest

from bot.figures.forms import PROJECTS, lists_all_projects, pays_for, side_of_fund, unasked_part
from bot.figures.readings import Reading
from bot.figures.scoring import UNASKED_COLUMN
from bot.figures.sides import on_side
from bot.figures.stages import fits_stage, paper_fits, stage_loss
from bot.flat.cube import Cube, Dimension, Rows
from bot.flat.model import SumFact, is_rate
from bot.flat.names import GROUP_MARK
from bot.flat.terms import (
    Condition,
    conditions_of,
    is_measure,
    is_side_word,
    names_title,
    says_all,
    says_paper,
    thing_of,
    ways_of,
    without_heads,
)
from bot.names.catalogue import Catalogue
from bot.names.counted import counts_positions
from bot.names.english_names import says_word
from bot.names.terms import Token, keys_of
from bot.reading.frame import Frame
from bot.reading.question import is_strong
from index.model import Fact
from index.store.facts import FactFilter, FactStore
from index.store.leaves import Leaf
from index.text import column_item, column_key, core_key, has_han
from index.units import FULL_TIME

WHOLE_WORTH = 6.0
TITLE_WORTH = 4.0
_SIDES = {"收入": "revenue", "支出": "expense"}
MOST_PARTS = 3
"""Rows cited for a sum: where it begins, and what it is made up of most."""
MOST_CITED = 256
"""Sums whose cited rows are kept: the plans of a question add up the same rows again and again."""


class FlatReader:
    """Finds sums in the flat tables of one store."""

    def __init__(self, store: FactStore, catalogue: Catalogue, cube: Callable[[str], Cube]) -> None:
        self._facts = lru_cache(MOST_CITED)(store.facts)
        self._catalogue = catalogue
        self._tables = catalogue.flat_tables
        self.cube = cube
        """A flat table by its id, built once."""
        self._whole: dict[str, bool] = {}

    def tables(self, documents: frozenset[str]) -> list[str]:
        """Ids of the flat tables of these documents."""
        held = [table for table, document in self._tables.items() if document in documents]
        return [table for table in held if self.cube(table).puts_together]

    def readings(self, terms: Sequence[Token], frame: Frame) -> list[Reading]:
        """The sums and rows that the terms name, best first; several of one score where a name is of several columns."""
        found = [
            one for table in self.tables(frame.documents) for one in self._of_table(self.cube(table), terms, frame)
        ]
        funds = [side_of_fund(term.surface, self._catalogue.lexicon.basis_keys) for term in terms]
        income = [fund[0] for fund in funds if fund and fund[1] == "收入"]
        found = [one for one in found if not any(pays_for(one.fact, fund) for fund in income)]
        titled = [one for one in found if any(names_title(term, one.fact.table) for term in terms)]
        found = titled or found  # where the capital programme has a form of its own, no other lists what it costs
        return sorted(found, key=lambda reading: -reading.score)

    def merged(self, found: Sequence[Reading], terms: Sequence[Token], frame: Frame) -> list[Reading]:
        """Readings of other tables beside the sums here: a single row of a flat table is never all that a group means, but
        where no group is called so, and one row alone is: 僑務支出(機密預算) of all that is called 機密預算.
        """
        flat = frozenset(self.tables(frame.documents))
        if not flat:
            return list(found)
        parted = ((one, tuple(fact for fact in one.facts if fact.table_id not in flat)) for one in found)
        others = [replace(one, facts=facts) for one, facts in parted if facts]
        sums = self.readings(terms, frame)
        rows = [one for one in found if one.fact.table_id in flat] if not sums and not others else []
        rows = [one for one in rows if not self._is_of_other_side(one.fact, frame)]
        alone = rows if len(rows) == len({fact.row_index for one in rows for fact in one.facts}) == 1 else []
        return sorted((*others, *sums, *alone), key=lambda reading: -reading.score)

    def _is_of_other_side(self, fact: Fact, frame: Frame) -> bool:
        """Whether a row is on the other side of the accounts than the one that the question says, by its column of sides."""
        cube, side = self.cube(fact.table_id), _SIDES.get(frame.side, "")
        if cube.side is None or not side:
            return False
        rows = cube.side_rows("revenue" if side == "expense" else "expense")
        return any(cube.leaves[row].id == fact.id for row in rows)

    def whole(self, terms: Sequence[Token], frame: Frame) -> list[Reading]:
        """The sum of a whole table, where all documents asked about are flat tables."""
        return self.readings(terms, frame) if self.are_all(frame) else []

    def are_all(self, frame: Frame) -> bool:
        """Whether all documents asked about are flat tables and nothing else."""
        tables = self.tables(frame.documents)
        flat = {self._tables[table] for table in tables} == set(frame.documents)
        return flat and all(map(self._is_flat, frame.documents))

    def _is_flat(self, document: str) -> bool:
        """Whether a document holds no table but flat ones."""
        if document not in self._whole:
            flat = self.tables(frozenset({document}))
            self._whole[document] = set(self._catalogue.table_ids(frozenset({document}))) <= set(flat)
        return self._whole[document]

    def parts(self, whole: Fact, header: str = "") -> tuple[Fact, ...]:
        """The sums of the groups one level below a sum, or of the column whose header is asked for."""
        if not isinstance(whole, SumFact):
            return ()
        cube = self.cube(whole.table_id)
        rows = frozenset(row for row in cube.counted if cube.leaves[row].id in whole.leaves)
        named = next((one for one in cube.dimensions if header and thing_of(one.header) == header), None)
        of_sort = next((one for one in cube.dimensions if whole.sort and one.header == whole.sort), None)
        rated = cube.leaf_dimension if is_rate(whole.column) else None
        dimension = of_sort or named or rated or self._level_below(cube, whole, rows)
        groups = [(dimension.printed[key], inside) for key, its in dimension.rows.items() if (inside := its & rows)]
        groups.sort(key=lambda pair: min(pair[1]))
        facts = []
        for label, inside in groups:
            where = ", ".join(filter(None, (whole.where, _equation(dimension, core_key(label)))))
            facts.append(self._sum(cube, inside, label, dimension, where, side_said=True))
        return tuple(facts)

    def is_part(self, reading: Reading) -> bool:
        """Whether a reading is named by several groups of a flat table, so that it is not said what it is a share of."""
        fact = reading.fact
        return reading.explained > 1 and fact.table_id in self.tables(frozenset({fact.document}))

    def whole_of(self, part: Fact) -> SumFact | None:
        """The sum of all rows of a figure's column and year, on its side of the accounts; None for the whole itself."""
        cube = self.cube(part.table_id)
        own = part.leaves if isinstance(part, SumFact) else frozenset({part.id})
        mine = frozenset(row for row in cube.counted if cube.leaves[row].id in own)
        place = (part.column_index, part.year)
        layers = (rows for leaf, rows in cube.layers if (leaf.column_index, leaf.year) == place)
        rows = cube.counted.intersection(frozenset().union(*layers))
        side = _side_label(cube, mine)
        if cube.side is not None and side:
            rows &= cube.side.rows[core_key(side)]
        return self._sum(cube, rows, "", None, "") if len(_by_column(cube, rows)) == 1 and rows > mine else None

    def groups(self, whole: SumFact, header: str) -> int:
        """How many groups a column holds within a sum's filter over all years, columns and both sides of the accounts."""
        cube = self.cube(whole.table_id)
        named = next((one for one in cube.dimensions if thing_of(one.header) == header), None)
        rows = cube.counted.intersection(*(cube.find(column, key) for column, key in whole.filter))
        return len({named.key_of(row) for row in rows}) if named else 0

    def years(self, documents: frozenset[str]) -> frozenset[int]:
        """The fiscal years of the columns of these documents' flat tables."""
        leaves = (leaf for table in self.tables(documents) for leaf, _ in self.cube(table).layers)
        return frozenset(leaf.year for leaf in leaves if leaf.year is not None)

    def kinds(self, frame: Frame) -> frozenset[str]:
        """The kinds of the columns of a frame's flat tables, in its years."""
        leaves = (leaf for table in self.tables(frame.documents) for leaf, _ in self.cube(table).layers)
        return frozenset(leaf.kind for leaf in leaves if frame.years is None or leaf.year in frame.years)

    def headers(self, documents: frozenset[str]) -> set[str]:
        """What the columns of groups hold, as people call it: department, fund, account category."""
        return {
            thing
            for table in self.tables(documents)
            for one in self.cube(table).dimensions
            if (thing := thing_of(one.header))
        }

    def _level_below(self, cube: Cube, whole: SumFact, rows: Rows) -> Dimension:
        outer = next((one for one in cube.dimensions if whole.dimension and one.header == whole.dimension), None)
        if outer is None:
            return next(one for one in cube.dimensions if one is not cube.side)
        below = cube.below(outer, rows)
        if len({below.key_of(row) for row in rows}) > 1:
            return below
        several = [
            one for one in cube.dimensions if len({one.key_of(row) for row in rows}) > 1 and one is not cube.side
        ]
        return several[-1] if several else below  # one line of many bodies: each body's

    def _of_table(self, cube: Cube, terms: Sequence[Token], frame: Frame) -> Iterator[Reading]:
        paper = self._catalogue.documents[cube.table.document]
        told = (cube.table.title, paper.title, paper.name)
        plain = (term for term in terms if is_strong(term) and not is_measure(term) and not says_all(cube, term))
        strong = [term for term in plain if not says_paper(cube, term, told)]
        sides = {side for term in terms for side in ("expense", "revenue") if is_side_word(term, side)}
        if len(sides) > 1 or (cube.side is None and not _is_of_side(cube, sides)):
            return
        side = next(iter(sides), "") or (_SIDES.get(frame.side, "") if cube.side is not None else "")
        names = [term for term in strong if not (side and is_side_word(term, side))]
        columns = [term for term in names if self._columns(cube, term)]
        title = core_key(cube.table.title)
        # beside a name: what one unit spends on projects; all of it other forms print
        of_unit = len(names) > 1 and lists_all_projects(title)
        titled = [term for term in names if title in keys_of(term) or (of_unit and keys_of(term) == {PROJECTS})]
        named = [term for term in names if term not in columns and term not in titled]
        allowed = self._allowed(cube, columns, frame)
        for conditions, rows in self._meeting(cube, named, allowed):
            rows = _on_side(cube, rows, side)
            parted = _by_column(cube, rows)
            whole = _whole_column(cube, parted) if not columns else None
            said = " ".join(term.surface for term in terms)
            if not (conditions or columns) and not self._gives_whole(cube, terms):
                continue
            part = 0.0 if conditions else unasked_part(cube.table.title, said, total=True)
            for column_rows in parted:
                posts = cube.leaves[min(column_rows)].unit == FULL_TIME.name
                if posts and not conditions and not any(map(counts_positions, terms)):
                    continue  # posts are no answer to a question about money
                reading = self._reading(cube, conditions, column_rows)
                special = whole is not None and column_rows != whole
                loss = stage_loss(cube.leaves[min(column_rows)].column, frame.stages)
                loss += (UNASKED_COLUMN if special else 0.0) - TITLE_WORTH * len(titled)
                yield replace(reading, score=reading.score - part - loss)

    def _gives_whole(self, cube: Cube, terms: Sequence[Token]) -> bool:
        """Whether all rows of a table may be all that is spent: of a paper in English with other forms besides only where it
        is asked for by its title, or a word of it, as it lists schemes or savings.
        """
        title = cube.table.title
        alone = has_han(title) or self._is_flat(cube.table.document)
        return alone or any(names_title(one, title) or says_word(one.surface, core_key(title)) for one in terms)

    def named(self, terms: Sequence[Token], frame: Frame) -> Iterator[tuple[Cube, Rows]]:
        """The tables in which the terms name groups that share rows, with these rows of whatever side."""
        names = [term for term in terms if is_strong(term) and not is_measure(term)]
        for table in self.tables(frame.documents) if names else ():
            cube = self.cube(table)
            for _, rows in self._meeting(cube, names, cube.counted):
                yield cube, rows

    def _meeting(self, cube: Cube, terms: Sequence[Token], allowed: Rows) -> list[tuple[list[Condition], Rows]]:
        """The ways in which terms name groups that share rows; with those under a body where the body itself has none."""
        for wide, also in ((False, False), (False, True), (True, True)):
            options = [conditions_of(cube, terms, number, wide=wide, also=also) for number in range(len(terms))]
            options = without_heads(options)
            found = list(ways_of(options, allowed, cube)) if all(options) else []
            if found:
                return found
        return []

    def _columns(self, cube: Cube, term: Token) -> set[int]:
        keys = keys_of(term)
        return {leaf.column_index for leaf in cube.leaves[:50] if keys & {column_key(part) for part in leaf.column}}

    def _allowed(self, cube: Cube, columns: Sequence[Token], frame: Frame) -> Rows:
        """The rows of the years, kinds and columns asked for; of the document's own year where no year is, else of the latest."""
        document = self._catalogue.documents[cube.table.document]
        years = frame.years
        held = {leaf.year for leaf, _ in cube.layers if leaf.year}
        if years is None and held:
            years = frozenset({document.year if document.year in held else max(held)})
        layers = frozenset(
            number
            for number, (leaf, _) in enumerate(cube.layers)
            if fits_stage(leaf.column, frame.stages)
            and paper_fits(document, leaf.column, frame.stages)
            and (years is None or leaf.year in years or leaf.year is None)
            and (frame.kinds is None or leaf.kind in frame.kinds)
            and all(keys_of(term) & set(map(column_key, leaf.column)) for term in columns)
        )
        return cube.counted_in(layers)

    def _reading(self, cube: Cube, conditions: Sequence[Condition], rows: Rows) -> Reading:
        score = sum(one.worth for one in conditions) if conditions else WHOLE_WORTH
        if len(rows) == 1:
            wanted = FactFilter(ids=frozenset({cube.leaves[row].id for row in rows}))
            return Reading(tuple(self._facts(wanted)), score, len(conditions))
        narrow = max(conditions, key=lambda one: cube.dimensions.index(one.dimension), default=None)
        label = " · ".join(dict.fromkeys(one.dimension.name_of(one.key) for one in conditions))
        dimension = narrow.dimension if narrow else None
        where = ", ".join(_equation(one.dimension, one.key) for one in conditions)
        chosen = tuple((one.dimension.header, one.key) for one in conditions)
        of_sort = next((one.dimension.header for one in conditions if one.key.startswith(GROUP_MARK)), "")
        fact = replace(self._sum(cube, rows, label, dimension, where), filter=chosen, sort=of_sort)
        return Reading((fact,), score, len(conditions))

    def _sum(
        self,
        cube: Cube,
        rows: Rows,
        label: str,
        dimension: Dimension | None,
        where: str,
        *,
        side_said: bool = False,
    ) -> SumFact:
        """The sum of rows of one column as a fact; None as its value where all cells are blank."""
        leaves = [cube.leaves[row] for row in sorted(rows)]
        filled = [leaf for leaf in leaves if leaf.value is not None]
        cited = _cited(filled) or leaves[:1]
        wanted = FactFilter(documents=frozenset({cube.table.document}), ids=frozenset(leaf.id for leaf in cited))
        held = {fact.id: fact for fact in self._facts(wanted)}
        first, *rest = (held[leaf.id] for leaf in cited)
        side = "" if side_said else _side_label(cube, rows)
        conditions = [where, _equation(cube.side, core_key(side)) if side and cube.side else ""]
        group = label or side or _total_word(first.text)
        return SumFact(
            id=f"{cube.table.id}-sum-{core_key(label)}-{core_key(where)}-{side}-{first.column_index}-{first.year}",
            document=first.document,
            organisation=first.organisation,
            year=first.year,
            kind=first.kind,
            table_id=first.table_id,
            table=first.table,
            row_code="",
            row=group if not side or side == group else f"{group} · {side}",
            row_path=(group,),
            column=tuple(part for part in first.column if not re.search(r"\d", part)),
            printed="",
            value=_added(filled),
            unit=first.unit,
            total=False,
            level=1,
            place=first.place,
            text=first.text,
            source="table",
            row_index=first.row_index,
            column_index=first.column_index,
            parts=(first, *rest),
            leaves=frozenset(leaf.id for leaf in leaves),
            rows_added=len(filled),
            blank_rows=len(leaves) - len(filled),
            where=", ".join(filter(None, conditions)),
            dimension=dimension.header if dimension else "",
        )


def _added(leaves: Sequence[Leaf]) -> Decimal | None:
    """The sum of some rows; None without any, and of several rates: cost per pupil of two schools."""
    if not leaves or (len(leaves) > 1 and is_rate(leaves[0].column)):
        return None
    return sum((leaf.value for leaf in leaves if leaf.value is not None), Decimal(0))


def _cited(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The rows to cite for a sum: the first of all, where they begin, then the largest."""
    return [*leaves[:1], *nlargest(MOST_PARTS - 1, leaves[1:], key=lambda leaf: abs(leaf.value or Decimal(0)))]


def _on_side(cube: Cube, rows: Rows, side: str) -> Rows:
    """The rows of the side asked for; of expenses where none is asked for and the rows are on both sides."""
    if cube.side is None:
        return rows
    if side:
        return rows & cube.side_rows(side)
    return rows & cube.side_rows("expense") or rows


def _is_of_side(cube: Cube, sides: set[str]) -> bool:
    """Whether a table without a column of sides may be of the side asked for: of expenses unless its title says revenues."""
    return sides != {"expense" if on_side("收入", core_key(cube.table.title)) else "revenue"}


def _total_word(text: str) -> str:
    """The word for a total in the writing of a form."""
    if re.search("[歲預計費與業務機關經額]", text):
        return "合計"
    return "合计" if has_han(text) else "Total"


def _whole_column(cube: Cube, parted: Sequence[Rows]) -> Rows | None:
    """The rows of the one column that is of no part of the money, 合计 beside 一般公共预算; None where several or none are."""
    plain = [rows for rows in parted if not column_item(cube.leaves[min(rows)].column)]
    return plain[0] if len(plain) == 1 and len(parted) > 1 else None


def _by_column(cube: Cube, rows: Rows) -> list[Rows]:
    """The rows apart by what may not be added: column, year, kind, unit."""
    return [inside for _, layer in cube.layers if (inside := layer & rows)]


def _side_label(cube: Cube, rows: Rows) -> str:
    """The label that all rows have in the column of sides, "" where there is none."""
    labels = {cube.side.labels[row] for row in rows} if cube.side else set()
    return labels.pop() if len(labels) == 1 else ""


def _equation(dimension: Dimension, key: str) -> str:
    label = dimension.name_of(key)
    return f"{dimension.header} = {label}" if dimension.header else label
