"""Terms of a question → readings: the figures that they may mean, each with a score and its sources.

Every strong term must be explained by the fact itself: its row, a row above it, its column, its table, its section.
Facts of one value are one reading with several sources; facts of different values are different readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.catalogue import Catalogue
from bot.frame import Frame, default_year
from bot.lexicon import ALL_FUNDS
from bot.organisations import owner_key
from bot.question import frame_of, is_context, is_strong
from bot.terms import Sense, Token
from index.model import Fact
from index.store.facts import FactFilter, FactStore
from index.text import column_item, core_key, fold

# What a term earns by the place where the fact explains it.
ROW = 10.0
CODE = 12.0
ITEM_COLUMN = 8.0
COLUMN = 6.0
ABOVE_COLUMN = 4.0
TABLE = 4.0
GROUP = 5.0
ABOVE_ROW = 3.0
SENTENCE = 2.0
# What a fact loses by being more special than the question.
UNASKED_COLUMN = 5.0
UNASKED_BASIS = 1.5
UNASKED_TABLE = 0.4
UNASKED_FORM = 3.0
"""A form of a part of the figures, such as procurement: its amounts are less than the subject's."""
UNSAID_BUDGET = 2.0
"""An outturn where the question says 预算."""
UNASKED_YEAR = 6.0
UNASKED_KIND = 3.0
UNASKED_UNIT_LEVEL = 0.8
UNASKED_SIDE = 0.8
"""A row of the expenditure classification in an income table; in the published forms the two may differ by rounding."""
PROSE = 1.0
DERIVED = 0.5
COMPOUND = 0.75
"""Share of a row's name that several terms must make up together."""
CLOSE = 0.75
"""Readings whose scores differ by less are equally good."""
BASIS_REACH = 6.0
"""A reading of the same row on another funding basis is worth naming while it is this near."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that the terms may mean; `facts` are its sources, the best first."""

    facts: tuple[Fact, ...]
    score: float
    explained: int
    """How many terms the best fact explains."""

    @property
    def fact(self) -> Fact:
        """The best source."""
        return self.facts[0]

    @property
    def value(self) -> Decimal | None:
        """In 元 for money, else in the fact's own unit; None for a blank cell."""
        return comparable(self.fact)


class FactView:
    """A fact with the keys of all its names at hand."""

    __slots__ = ("above", "basis", "columns", "fact", "groups", "item", "row", "sentence", "table")

    def __init__(self, fact: Fact, basis_keys: frozenset[str]) -> None:
        self.fact = fact
        self.row = core_key(fact.row)
        self.above = [core_key(label) for label in fact.row_path[:-1]]
        self.columns = [core_key(label) for label in fact.column]
        self.item = core_key(column_item(fact.column)) if column_item(fact.column) else ""
        self.table = core_key(fact.table)
        self.groups = [*self.above, self.table] if fact.source == "prose" else []
        self.sentence = fold(fact.text) if fact.source == "prose" else ""
        names = [self.table, *self.columns] if fact.source == "table" else [self.row, *self.above]
        self.basis = frozenset(key for key in basis_keys if any(key in name for name in names))

    @property
    def side(self) -> str:
        """Either "income" where the table is of income only."""
        return "income" if "收入" in self.table and "支出" not in self.table else ""

    @property
    def anchor(self) -> bool:
        """Whether the row stands for its whole table."""
        return self.fact.total or not self.row


class Resolver:
    """Finds readings in one store, over the names of one catalogue."""

    def __init__(self, store: FactStore, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
        self._basis_keys = catalogue.lexicon.basis_keys
        self._projects: dict[tuple[str, str], str] = {}

    def readings(self, terms: Sequence[Token], frame: Frame) -> list[Reading]:
        """The readings of the terms, best first; empty where no fact explains them all."""
        framed = [term for term in terms if term.has("frame")]
        if _several_frames(framed):
            return []
        terms = [term for term in terms if not term.has("frame")]
        frame = frame_of(framed, frame) if framed else frame
        if not terms or not frame.documents:
            return []
        strong = [term for term in terms if is_strong(term)]
        if not strong:
            return self._totals(terms, frame)
        found = self._readings(strong, [term for term in terms if term not in strong], frame)
        tables = [term for term in strong if self._is_table(term)]
        if found or not tables or len(tables) == len(strong):
            return found
        return self._readings([term for term in strong if term not in tables], tables, frame)

    def _totals(self, weak: Sequence[Token], frame: Frame) -> list[Reading]:
        """Where only weak names are given (预算, 支出): the totals of the accounts, on the side that is named if one is."""
        said = "".join(term.surface for term in weak)
        sides = [side for side in ("收入", "支出") if side in said] or ["收入", "支出"]
        keys = frozenset(key for key in _SIDES if any(side in key for side in sides)) | {
            "总计",
            "收支总计",
            "收入支出总计",
        }
        scored = []
        year = default_year(self._catalogue.documents, frame)
        for fact in self._store.facts(FactFilter(documents=frame.documents, row_keys=keys)):
            view = FactView(fact, self._basis_keys)
            if (
                not _fits(fact, frame)
                or view.basis
                or fact.unit.factor is None
                or (view.item and view.item not in _SIDES)
            ):
                continue
            scored.append(
                (
                    ITEM_COLUMN
                    - self._less(view, frame, year)
                    - (UNASKED_TABLE if "本年" in view.row else 0.0)
                    - (
                        UNASKED_BASIS
                        if view.row.endswith("总计") and len(sides) == 1 and not any(side in view.row for side in sides)
                        else 0.0
                    ),
                    fact,
                )
            )
        return _group(scored, len(weak))

    def _is_table(self, term: Token) -> bool:
        """Whether the term is the title of a form, which a question may give loosely: 那张支出表."""
        keys = [key for key in _keys(term) if key in self._catalogue.names]
        return bool(keys) and all("table" in self._catalogue.names[key].roles for key in keys)

    def _readings(self, strong: Sequence[Token], weak: Sequence[Token], frame: Frame) -> list[Reading]:
        year = default_year(self._catalogue.documents, frame)
        scored = []
        for fact in self._candidates(strong, frame):
            if not _fits(fact, frame):
                continue
            score = self._score(FactView(fact, self._basis_keys), strong, weak, frame, year)
            if score is not None:
                scored.append((score, fact))
        return _group(scored, len(strong))

    def _candidates(self, terms: Sequence[Token], frame: Frame) -> list[Fact]:
        names = self._catalogue.names
        keys = frozenset(key for term in terms for key in _keys(term) if key in names)
        composed = frozenset(key for term in terms for key in _keys(term) if key not in names)
        keys |= self._compounds(terms)
        keys |= frozenset(leaf for key in composed for leaf in self._leaves(key))
        codes = frozenset(
            code for term in terms for sense in term.senses for code in sense.codes if sense.kind == "code"
        )
        tables = frozenset(
            table
            for key in keys
            if key in names and names[key].roles & {"column", "table"}
            for table in names[key].tables
        )
        tables |= frozenset(
            table for term in terms if _keys(term) & self._basis_keys for table in self._tables_on_basis(_keys(term))
        )
        found: dict[str, Fact] = {}
        filters = [
            FactFilter(documents=frame.documents, row_keys=keys) if keys else None,
            FactFilter(documents=frame.documents, codes=codes) if codes else None,
            FactFilter(documents=frame.documents, group_keys=keys) if keys else None,
            FactFilter(documents=frame.documents, table_ids=tables, anchors_only=True) if tables else None,
            FactFilter(documents=frame.documents, column_keys=frozenset({_COUNT})) if _COUNT in keys else None,
        ]
        for wanted in filters:
            if wanted is not None:
                found |= {fact.id: fact for fact in self._store.facts(wanted)}
        return list(found.values())

    def _compounds(self, terms: Sequence[Token]) -> frozenset[str]:
        """Row names that two or more of the terms make up together."""
        words = [core_key(term.surface) for term in terms if term.has("name")]
        found: set[str] = set()
        if len(words) > 1:
            for word in words:
                found |= {name for name in self._catalogue.containing(word) if _compound(name, terms)}
        return frozenset(found)

    def _leaves(self, composed: str) -> Iterable[str]:
        for cut in range(2, len(composed) - 1):
            entry = self._catalogue.names.get(composed[cut:])
            if entry and any(parent.startswith(composed[:cut]) for parent in entry.parents):
                yield composed[cut:]

    def _tables_on_basis(self, keys: frozenset[str]) -> Iterable[str]:
        for name, entry in self._catalogue.names.items():
            if entry.roles & {"column", "table"} and any(key in name for key in keys):
                yield from entry.tables

    def _score(
        self, view: FactView, strong: Sequence[Token], weak: Sequence[Token], frame: Frame, year: int | None
    ) -> float | None:
        """What the fact is worth as an answer; None where it leaves a strong term or its own row unexplained."""
        total = 0.0
        row_asked = column_asked = False
        asked_income = any("收入" in term.surface for term in (*strong, *weak))
        asked_basis: set[str] = set()
        compound = _compound(view.row, strong)
        for term in strong:
            worth, place = (ROW, "row") if term in compound else self._explain(view, term)
            if place == "":
                return None
            total += worth * _quality(term)
            row_asked |= place in ("row", "group")
            column_asked |= place in ("column", "item")
            asked_basis |= {key for key in view.basis for own in _keys(term) if key in own or own in key}
        for term in weak:
            worth, place = self._explain(view, term)
            total += 0.2 * worth if place else 0.0
            row_asked |= place == "row"
            column_asked |= place in ("column", "item")
        if (not row_asked and not view.anchor) or (view.item == _COUNT and not column_asked):
            return None
        table_asked = any(_PART_FORM.search(term.surface) for term in (*strong, *weak))
        total -= self._unasked(view, column_asked=column_asked, asked_basis=asked_basis, table_asked=table_asked)
        total -= UNASKED_SIDE if view.fact.row_code and view.side == "income" and not asked_income else 0.0
        total -= (
            UNSAID_BUDGET
            if view.fact.kind == "outturn" and any("预算" in term.surface for term in (*strong, *weak))
            else 0.0
        )
        return total - self._less(view, frame, year)

    def _less(self, view: FactView, frame: Frame, year: int | None) -> float:
        """What a fact loses by another year, kind or level than is usual, and by standing in prose."""
        fact, document = view.fact, self._catalogue.documents[view.fact.document]
        loss = UNASKED_YEAR if frame.years is None and fact.year is not None and year and fact.year != year else 0.0
        loss += UNASKED_KIND if frame.kinds is None and fact.kind != document.kind else 0.0
        loss += UNASKED_BASIS if frame.kinds and fact.kind == "adjusted" and "budget" in frame.kinds else 0.0
        loss += UNASKED_UNIT_LEVEL if document.level == "unit" else 0.0
        return loss + (PROSE if fact.source == "prose" else 0.0) + (DERIVED if fact.derived else 0.0)

    def _unasked(self, view: FactView, *, column_asked: bool, asked_basis: set[str], table_asked: bool) -> float:
        loss = 0.0
        unasked = view.basis - asked_basis
        if unasked:
            loss += UNASKED_BASIS
        if _PART_FORM.search(view.table) and not table_asked:
            loss += UNASKED_FORM
        special = bool(view.item) and not column_asked and view.item not in _SIDES
        if special and not (unasked and any(key in view.item for key in unasked)):
            loss += UNASKED_COLUMN if view.row or view.fact.source == "prose" else UNASKED_TABLE
        return loss

    def _explain(self, view: FactView, term: Token) -> tuple[float, str]:
        """What the fact earns by explaining the term, and where: "" where it does not."""
        keys = _keys(term)
        codes = frozenset(code for sense in term.senses for code in sense.codes if sense.kind == "code")
        if codes and view.fact.row_code in codes:
            return CODE, "row"
        if view.row and (view.row in keys or self._composed(keys, view.row, view.above)):
            return ROW, "row"
        if view.item == _COUNT and view.row and _holds(view.row, term):
            return ROW * 0.8, "row"
        if view.item and (view.item in keys or self._composed(keys, view.columns[-1], view.columns[:-1])):
            return (ITEM_COLUMN if view.anchor else COLUMN), "item"
        if any(column in keys for column in view.columns):
            return ABOVE_COLUMN, "column"
        if ALL_FUNDS in keys:
            return (0.0, "") if view.basis else (TABLE, "table")
        basis = keys & self._basis_keys
        if basis and any(key in name for key in basis for name in (view.table, *view.columns, view.row, *view.above)):
            return TABLE, "column" if any(key in name for key in basis for name in view.columns) else "table"
        if view.groups and any(group in keys for group in view.groups):
            return GROUP, "group" if view.fact.source == "prose" and not view.above else "section"
        if any(above in keys for above in view.above):
            return ABOVE_ROW, "above"
        if any(key and (key in view.table) for key in keys if len(key) > 2):
            return TABLE, "table"
        if term.surface and (basis or is_context(term)) and self._in_context(view, term):
            return SENTENCE, "sentence"
        return 0.0, ""

    def _in_context(self, view: FactView, term: Token) -> bool:
        """Whether the word stands in the figure's own sentence, names or project."""
        names = (view.row, view.table, *view.above, *view.groups)
        return (
            fold(term.surface) in view.sentence
            or any(term.surface in name for name in names)
            or self._in_project(view, term)
        )

    def _in_project(self, view: FactView, term: Token) -> bool:
        """Whether the word stands elsewhere in the project that a figure in prose belongs to."""
        if view.fact.source != "prose" or not view.above or not is_context(term):
            return False
        key = (view.fact.document, view.fact.row_path[0])
        if key not in self._projects:
            inside = self._store.passages_under([view.fact.row_path[0]], frozenset({view.fact.document}))
            self._projects[key] = fold("".join(passage.text for passage in inside))
        return term.surface in self._projects[key]

    def _composed(self, keys: frozenset[str], leaf: str, above: Sequence[str]) -> bool:
        return any(
            key.endswith(leaf)
            and key != leaf
            and len(key) - len(leaf) > 1
            and any(label.startswith(key[: -len(leaf)]) for label in above)
            for key in keys
            if key not in self._catalogue.names and leaf
        )


_PART_FORM = re.compile("采购|机关运行|绩效")
_COUNT = "数量"
_SIDES = frozenset(
    {
        "支出",
        "收入",
        "本年支出",
        "本年收入",
        "支出总计",
        "收入总计",
        "支出合计",
        "收入合计",
        "本年支出合计",
        "本年收入合计",
    }
)


def _compound(row: str, terms: Sequence[Token]) -> list[Token]:
    """The terms that together make up most of a row's name: 政府采购 + 服务 → 政府采购服务."""
    parts = [
        (term, part)
        for term in terms
        if (
            part := max(
                (key for key in (*_keys(term), core_key(term.surface)) if key and key in row), key=len, default=""
            )
        )
    ]
    covered = sum(len(part) for _, part in parts)
    if len(parts) < 2 or any(part == row for _, part in parts) or covered > len(row) or covered < COMPOUND * len(row):
        return []
    return [term for term, _ in parts]


def _holds(row: str, term: Token) -> bool:
    """Whether the name of a counted thing holds the word, or the word holds it: 公务用车 and 公务用车保有量."""
    word = core_key(term.surface)
    return len(word) > 1 and (word in row or row in word)


def _several_frames(framed: Sequence[Token]) -> bool:
    """Whether an operand names two organisations, years or kinds, so that no one figure is meant."""
    kinds = [sense.kind for term in framed for sense in term.senses if sense.kind in ("organisation", "year", "kind")]
    return len(kinds) > len(set(kinds))


def comparable(fact: Fact) -> Decimal | None:
    """The fact's value in 元 for money, else in its own unit; None for a blank cell."""
    yuan = fact.value_yuan
    return fact.value if yuan is None else yuan


def quantum(fact: Fact) -> Decimal:
    """The smallest step that the printed figure can show, in 元 for money: 12,020万元 → 10000."""
    if fact.value is None:
        return Decimal(0)
    exponent = fact.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return step * (fact.unit.factor or Decimal(1))


def agree_by_rounding(one: Fact, other: Fact) -> bool:
    """Whether two printed figures may be the same amount, the coarser one rounded or cut off."""
    first, second = comparable(one), comparable(other)
    if first is None or second is None or (one.unit.factor is None) != (other.unit.factor is None):
        return False
    return abs(first - second) < max(quantum(one), quantum(other)) or first == second


def same_row(one: Fact, other: Fact) -> bool:
    """Whether two facts are of the same subject: the same code, or the same name where a code is missing."""
    if one.row_code and other.row_code and one.source == other.source == "table":
        return one.row_code == other.row_code
    return core_key(one.row or column_item(one.column)) == core_key(other.row or column_item(other.column))


def _keys(term: Token) -> frozenset[str]:
    return frozenset(key for sense in term.senses if sense.kind == "name" for key in sense.keys)


def _quality(term: Token) -> float:
    sense: Sense | None = term.sense("name")
    return sense.quality if sense else 1.0


def _fits(fact: Fact, frame: Frame) -> bool:
    if frame.years is not None and fact.year not in frame.years:
        return False
    return frame.kinds is None or fact.kind in frame.kinds


def _group(scored: Sequence[tuple[float, Fact]], terms: int) -> list[Reading]:
    """Facts of one subject and one value → one reading; prose joins the table figure that it rounds."""
    groups: list[list[tuple[float, Fact]]] = []
    ordered = sorted(scored, key=lambda pair: (pair[1].source == "prose", -pair[0]))
    for score, fact in ordered:
        for group in groups:
            if _one_value(group[0][1], fact):
                group.append((score, fact))
                break
        else:
            groups.append([(score, fact)])
    readings = []
    for group in groups:
        group.sort(key=lambda pair: (pair[1].source == "prose", -pair[0]))
        best = max(score for score, _ in group)
        readings.append(Reading(tuple(fact for _, fact in group), best, terms))
    return sorted(readings, key=lambda reading: -reading.score)


def _one_value(one: Fact, other: Fact) -> bool:
    if one.year != other.year or owner_key(one.organisation) != owner_key(other.organisation):
        return False
    first, second = comparable(one), comparable(other)
    if first is None or second is None:
        return first is second and same_row(one, other)
    if (one.unit.factor is None) != (other.unit.factor is None) or (one.unit.factor is None and one.unit != other.unit):
        return False
    if first == second:
        return True
    return (
        same_row(one, other)
        and (one.source != other.source or one.unit != other.unit)
        and agree_by_rounding(one, other)
    )
