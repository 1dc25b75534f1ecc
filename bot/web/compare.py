"""Departments × years × items: each cell asked of the bot within one document, so that it means what answers mean."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.model import Answer, Citation
from bot.web.browse import Names
from bot.web.contract import AskingBot
from index.errors import BudgetBotError
from index.model import Document, Kind
from index.store.facts import FactStore
from prompts import load_yaml

MOST_CELLS = 96
"""Cells of one comparison: each is a question of some 30 ms."""
MOST_ITEMS = 6
MOST_OFFERED = 40
_MOST_REMEMBERED = 5_000
State = Literal["value", "blank", "several", "none"]


@dataclass(frozen=True, slots=True)
class Place:
    """A row: one organisation, as a department or as a unit."""

    organisation: str
    level: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A column: one item of one year, as budgeted or as spent."""

    item: str
    year: int | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document says of a measure. `several` where the bot would ask back, `none` where nothing is found."""

    state: State
    document: Document
    value: Decimal | None = None
    unit: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cells by row and column; a missing one has no document. `cut` tells that not all cells were asked."""

    places: tuple[Place, ...]
    measures: tuple[Measure, ...]
    cells: dict[tuple[Place, Measure], Cell]
    cut: bool


class Comparer:
    """Answers comparisons; remembers cells until the store changes. Threads may share it."""

    def __init__(self, bot: AskingBot, store: FactStore, names: Names) -> None:
        self._bot = bot
        self._store = store
        self._names = names
        self._revision = -1
        self._cells: OrderedDict[tuple[str, str], Cell] = OrderedDict()
        self._lock = threading.Lock()

    def items(self) -> list[str]:
        """The items offered: the usual ones that the store holds, then its functional classes."""
        usual = [item for item in load_yaml("compare.yaml")["items"] if self._names.has(item) or item.endswith("总计")]
        usual += [item for item in ("三公经费", "基本支出", "项目支出", "机关运行经费") if item not in usual]
        return list(dict.fromkeys([*usual, *self._names.functional_classes()]))[:MOST_OFFERED]

    def compare(self, documents: Sequence[Document], items: Sequence[str]) -> Comparison:
        """The figures of these items in these documents."""
        chosen: dict[tuple[Place, int | None, Kind], Document] = {}
        for document in documents:
            place = Place(document.organisation or document.name, document.level)
            chosen.setdefault((place, document.year, document.kind), document)
        when = sorted({(year or 0, kind) for _, year, kind in chosen})
        measures = tuple(Measure(item, year or None, kind) for item in items[:MOST_ITEMS] for year, kind in when)
        places = tuple(dict.fromkeys(place for place, _, _ in chosen))
        cells: dict[tuple[Place, Measure], Cell] = {}
        for place in places:
            for measure in measures:
                document = chosen.get((place, measure.year, measure.kind))
                if document is None:
                    continue
                if len(cells) == MOST_CELLS:
                    return Comparison(places, measures, cells, cut=True)
                cells[place, measure] = self._cell(document, measure.item)
        return Comparison(places, measures, cells, cut=False)

    def _cell(self, document: Document, item: str) -> Cell:
        key = (document.id, item)
        with self._lock:
            revision = self._store.revision()
            if revision != self._revision:
                self._cells.clear()
                self._revision = revision
            if key in self._cells:
                return self._cells[key]
        cell = self._ask(document, item)
        with self._lock:
            self._cells[key] = cell
            while len(self._cells) > _MOST_REMEMBERED:
                self._cells.popitem(last=False)
        return cell

    def _ask(self, document: Document, item: str) -> Cell:
        try:
            answer = self._bot.ask(f"{item}是多少？", documents=[document.id], language="zh")
        except BudgetBotError:
            return Cell("none", document)
        return _cell_of(answer, document)


def _cell_of(answer: Answer, document: Document) -> Cell:
    citation = answer.citations[0] if answer.citations else None
    if answer.status == "clarify":
        return Cell("several", document, citation=citation)
    if answer.status != "answered" or citation is None:
        return Cell("none", document)
    if answer.value is None:
        return Cell("blank", document, citation=citation)
    return Cell("value", document, answer.value, answer.unit or "", citation)
