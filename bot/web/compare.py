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
    """A row: one organisation, as a department or as a unit; of one year and kind where the rows tell these."""

    organisation: str
    level: str
    year: int | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A column: one item; of one year, as budgeted or as spent, where the columns tell these."""

    item: str
    year: int | None = None
    kind: Kind | None = None


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
    hidden: tuple[Document, ...] = ()
    """Documents behind another of the same organisation, year and kind."""


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
        data = load_yaml("compare.yaml")
        usual = [item for item in data["items"] if item in data["always"] or self._names.has(item)]
        return list(dict.fromkeys([*usual, *self._names.functional_classes()]))[:MOST_OFFERED]

    def compare(self, documents: Sequence[Document], items: Sequence[str]) -> Comparison:
        """The figures of these items in these documents: years as columns, or as rows where columns stay empty."""
        chosen: dict[tuple[Place, Measure], Document] = {}
        wide = _fills_columns(documents)
        for document in documents:
            when = (document.year, document.kind)
            for item in items[:MOST_ITEMS]:
                place = Place(document.organisation or document.name, document.level, *(() if wide else when))
                chosen.setdefault((place, Measure(item, *(when if wide else ()))), document)
        order = {item: number for number, item in enumerate(items)}
        measures = tuple(
            sorted({one for _, one in chosen}, key=lambda one: (order[one.item], one.year or 0, one.kind or ""))
        )
        places = list(dict.fromkeys(place for place, _ in chosen))
        used = {document.id for document in chosen.values()}
        hidden = tuple(document for document in documents if document.id not in used)
        cells: dict[tuple[Place, Measure], Cell] = {}
        for place in places:
            for measure in measures:
                held = chosen.get((place, measure))
                if held is None:
                    continue
                if len(cells) < MOST_CELLS:
                    cells[place, measure] = self._cell(held, measure.item)
        told = {place for (place, _), cell in cells.items() if cell.state != "none"}
        places.sort(key=lambda place: place not in told)
        return Comparison(tuple(places), measures, cells, len(cells) < len(chosen), hidden)

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


def _fills_columns(documents: Sequence[Document]) -> bool:
    """Whether most organisations have most of the years, so that years may be columns."""
    places = {(one.organisation or one.name, one.level) for one in documents}
    when = {(one.year, one.kind) for one in documents}
    held = {(one.organisation or one.name, one.level, one.year, one.kind) for one in documents}
    return len(held) * 10 >= len(places) * len(when) * 6


def _cell_of(answer: Answer, document: Document) -> Cell:
    citation = answer.citations[0] if answer.citations else None
    if answer.status == "clarify":
        return Cell("several", document, citation=citation)
    if answer.status != "answered" or citation is None:
        return Cell("none", document)
    if answer.value is None:
        return Cell("blank", document, citation=citation)
    return Cell("value", document, answer.value, answer.unit or "", citation)
