"""Real cells of a store as fills of question frames, each with what is right.

What is right is worked out here from the stored tables, with Decimal and without anything of the bot but its term lists.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from bot.names.lexicon import load_lexicon
from bot.names.organisations import organisation_words
from bot.writing.phrases import plain
from index.model import Column, Document, Row, Table
from index.store.folder import Store
from index.text import core_key, is_plain_measure, name_key

OTHER_ORGANISATIONS = {
    "zh": ("普陀区教育局", "上海市民政局", "北京市财政局", "江苏省教育厅", "静安区财政局", "徐汇区科协", "市卫健委"),
    "en": ("the Beijing Finance Bureau", "the Education Department of Jiangsu", "the Ministry of Defence"),
}
OTHER_YEARS = ("2015", "2016", "2021", "2022", "2027")
ALL_FUNDS_NOT = ("财政拨款", "一般公共预算", "基金", "国有资本")
_WAN = Decimal(10_000)
_UNITS = {
    "zh": {"unit_wan": "万元", "unit_yi": "亿元"},
    "en": {"unit_wan": "ten thousand yuan", "unit_yi": "hundred million yuan"},
}
"""How an answer has to write an amount for which a frame names the unit."""

Values = tuple[Decimal, ...]


@dataclass(frozen=True)
class Expected:
    """What an answer must give: any of `values` in `unit`, or `truth`, or items with these labels and values."""

    values: Values = ()
    unit: str = "元"
    truth: bool | None = None
    items: tuple[tuple[tuple[str, Decimal], ...], ...] = ()
    """Each a full right list; `ordered` says whether the order counts."""
    ordered: bool = False
    refuse: bool = False
    blank: bool = False
    said: str = ""
    """What the text must hold."""


Drawn = tuple[dict[str, str], Expected, tuple[str, ...]]
"""What fills a frame, what is right, and the question before."""


@dataclass(frozen=True)
class Case:
    """A filled frame."""

    tag: str
    frame: str
    question: str
    history: tuple[str, ...]
    documents: tuple[str, ...] | None
    expected: Expected


@dataclass
class Figures:
    """The figures of one document by label and column, in 元; "" is the column of the row's own amount."""

    document: Document
    own: dict[str, list[tuple[Decimal | None, Decimal, Table, Row]]] = field(default_factory=lambda: defaultdict(list))
    cross: dict[tuple[str, str], list[tuple[Decimal | None, Decimal]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    totals: dict[str, list[tuple[Decimal, str]]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, str] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    headers: dict[str, str] = field(default_factory=dict)

    def values(self, label: str) -> Values:
        """All values of a row's own amount that mean one amount; none where tables disagree or a cell is blank."""
        return _agreed([(value, step) for value, step, _, _ in self.own[label]])

    def crossing(self, label: str, column: str) -> Values:
        """The same for a row and a column."""
        return _agreed(self.cross[label, column])

    def rows(self) -> list[str]:
        """Keys of the coded rows with one amount that is not 0."""
        return sorted(key for key in self.own if len(self.codes[key]) == 1 and any(self.values(key)) and len(key) > 2)

    def children(self, label: str) -> tuple[tuple[str, Decimal], ...]:
        """The direct children of a row with their amounts, from the first table that has them; () where tables disagree."""
        found: dict[tuple[str, ...], tuple[tuple[str, Decimal], ...]] = {}
        for _, _, table, row in self.own[label]:
            inside = _children(table, row)
            if inside:
                found.setdefault(tuple(core_key(name) for name, _ in inside), inside)
        return next(iter(found.values())) if len(found) == 1 else ()

    def leaves(self, label: str) -> tuple[tuple[str, Decimal], ...]:
        """The rows below a row that have none below themselves."""
        for _, _, table, row in self.own[label]:
            inside = tuple(_leaves(table, row))
            if inside:
                return inside
        return ()


def _agreed(found: Sequence[tuple[Decimal | None, Decimal]]) -> Values:
    values = [value for value, _ in found if value is not None]
    if not values or len(values) < len(found):
        return ()
    step = max(step for _, step in found)
    return tuple(dict.fromkeys(values)) if max(values) - min(values) <= step else ()


def _is_own(column: Column) -> bool:
    last = column.path[-1] if column.path else ""
    return not last or is_plain_measure(last) or last.endswith(("合计", "总计"))


def _amount(table: Table, row: Row) -> Decimal | None:
    """The row's own amount in 元."""
    for cell in table.cells:
        column = table.columns[cell.column]
        if table.rows[cell.row] is row and _is_own(column) and cell.value is not None and column.unit.factor:
            return cell.value * column.unit.factor
    return None


def _near(value: Decimal, draw: random.Random) -> Decimal:
    """An amount in 元 that is plainly more or less than the value, round in 万元 where that is possible."""
    amount = value * Decimal(draw.choice(("0.4", "0.7", "0.9", "1.2", "1.6", "2.5"))) / _WAN
    return (amount.quantize(Decimal(1)) if amount > 1 else amount.quantize(Decimal("0.01"))) * _WAN


def _children(table: Table, row: Row) -> tuple[tuple[str, Decimal], ...]:
    position = next(number for number, other in enumerate(table.rows) if other is row)
    below = [(other.label, _amount(table, other)) for other in table.rows if other.parent == position]
    return tuple((label, amount) for label, amount in below if amount)


def _leaves(table: Table, row: Row) -> Iterator[tuple[str, Decimal]]:
    position = next(number for number, other in enumerate(table.rows) if other is row)
    for other in table.rows:
        if other.parent == position:
            deeper = list(_leaves(table, other))
            amount = _amount(table, other)
            yield from deeper or ([(other.label, amount)] if amount else [])


def read_figures(store: Store, document: Document) -> Figures:
    """All money figures of one document's tables."""
    figures = Figures(document)
    for table in store.facts.tables(document.id):
        for cell in table.cells:
            row, column = table.rows[cell.row], table.columns[cell.column]
            if column.unit.factor is None:
                continue
            value = None if cell.value is None else cell.value * column.unit.factor
            step = column.unit.factor / 100
            header = name_key(column.path[-1]) if column.path else ""
            if row.total or not row.label:
                figures.totals["" if _is_own(column) else header].extend([(value, table.title)] if value else [])
                continue
            key = core_key(row.label)
            figures.labels.setdefault(key, row.label)
            if row.code:
                figures.codes[key].add(row.code)
            if _is_own(column):
                figures.own[key].append((value, step, table, row))
            else:
                figures.cross[key, header].append((value, step))
                figures.headers.setdefault(header, column.path[-1])
    return figures


class Filler:
    """Draws real cells for a frame's tag and says what is right."""

    def __init__(self, store: Store, language: str) -> None:
        self._language = language
        self._all = [read_figures(store, document) for document in store.facts.documents()]
        words = organisation_words(figures.document for figures in self._all)
        self._words = {
            figures.document.id: [
                word
                for word, senses in words.items()
                for sense in senses
                if not sense.weak and figures.document.id in sense.keys
            ]
            for figures in self._all
        }
        lexicon = load_lexicon()
        self._english = {key: lexicon.terms[places[0]].english for key, places in lexicon.by_key.items()}
        held = {key: self._english[key] for figures in self._all for key in figures.own if self._english.get(key)}
        # An English name that another one starts with, or shares, means either of them.
        self._doubtful = {
            key
            for key, name in held.items()
            for other, longer in held.items()
            if other != key and longer.startswith(name)
        }

    def fill(self, tag: str, frame: str, draw: random.Random) -> Case | None:
        """One case, or None where no document holds what the tag needs."""
        for _ in range(60):
            figures = draw.choice(self._all)
            found = self._draw(tag, frame, figures, draw)
            if found is None:
                continue
            names, expected, history = found
            names |= self._frame_names(figures.document, draw)
            try:
                question = frame.format(**names)
            except KeyError:
                continue
            whole = "{org}" in frame or "{other_org}" in frame or bool(history)
            opener = tuple(text.format(**names) for text in history)
            return Case(tag, frame, question, opener, None if whole else (figures.document.name,), expected)
        return None

    def _frame_names(self, document: Document, draw: random.Random) -> dict[str, str]:
        outturn = document.kind == "outturn"
        if self._language == "en":
            words = [word for word in self._words[document.id] if word.isascii()]
            name, kind = (
                (max(words, key=len, default=document.organisation)),
                ("final accounts" if outturn else "budget"),
            )
        else:
            # The full name, and the short one that people say: without the place of the higher level.
            name, kind = (
                draw.choice(
                    [
                        document.organisation,
                        document.organisation.removeprefix("上海市普陀区").removeprefix("上海市")
                        if draw.random() < 0.3 and "普陀" not in document.organisation
                        else document.organisation.removeprefix("上海市"),
                    ]
                ),
                ("决算" if outturn else "预算"),
            )
        year = document.year or 0
        return {
            "org": name,
            "year": str(year),
            "kind": kind,
            "last_year": str(year - 1),
            "other_year": draw.choice(OTHER_YEARS),
            "other_org": draw.choice(OTHER_ORGANISATIONS[self._language]),
        }

    def _name(self, figures: Figures, key: str) -> str:
        if self._language == "en":
            return self._english.get(key, "") if key not in self._doubtful else ""
        return figures.labels.get(key) or figures.headers.get(key, "")

    def _opener(self, name: str) -> str:
        """The question that a follow-up comes after."""
        return (
            "{org}{year}年" + name + "是多少"
            if self._language == "zh"
            else "How much is " + name + " of {org} in {year}?"
        )

    def _rows(self, figures: Figures) -> list[str]:
        return [key for key in figures.rows() if self._name(figures, key)]

    def _draw(self, tag: str, frame: str, figures: Figures, draw: random.Random) -> Drawn | None:
        rows = self._rows(figures)
        if not rows:
            return None
        row = draw.choice(rows)
        name = self._name(figures, row)
        values = figures.values(row)
        if tag.startswith("not_"):
            other = draw.choice(rows)
            return {"row": name, "row2": self._name(figures, other)}, Expected(refuse=True), ()
        if tag in ("lookup_row", "unit_wan", "unit_yi", "code_lookup"):
            said = _UNITS[self._language].get(tag, "")
            return {"row": name, "code": next(iter(figures.codes[row]))}, Expected(values, said=said), ()
        if tag in ("lookup_row_column", "followup_column", "blank_cell"):
            return self._draw_column(tag, figures, draw)
        if tag == "lookup_total_column":
            columns = [key for key in figures.totals if key in ("基本支出", "项目支出", "人员经费", "公用经费")]
            if not columns:
                return None
            column = draw.choice(columns)
            whole = [
                value for value, title in figures.totals[column] if not any(word in title for word in ALL_FUNDS_NOT)
            ]
            return (
                {"column": self._name(figures, column)},
                Expected(tuple(whole or [value for value, _ in figures.totals[column]])),
                (),
            )
        if tag in ("yesno_over_amount", "yesno_equal"):
            if tag == "yesno_equal" and draw.random() < 0.4:
                return {"row": name, "amount": f"{values[0]:f}元"}, Expected(truth=True), ()
            limit = _near(values[0], draw)
            if not limit or limit == values[0]:
                return None
            text = f"{limit / _WAN:f}万元" if self._language == "zh" else f"{limit:.0f} yuan"
            return {"row": name, "amount": text}, Expected(truth=tag == "yesno_over_amount" and values[0] > limit), ()
        if tag == "table_named":
            return self._draw_table(figures, draw)
        if tag == "change_last_year":
            return self._draw_change(figures, row, name)
        if tag in ("share_of_total", "share_of_parent") or "{parent}" in frame:
            return self._draw_parent(tag, figures, draw)
        return self._draw_pair(tag, frame, figures, draw, row)

    def _draw_column(self, tag: str, figures: Figures, draw: random.Random) -> Drawn | None:
        cells = sorted(
            pair
            for pair in figures.cross
            if len(figures.codes[pair[0]]) == 1 and pair[1] in ("基本支出", "项目支出", "人员经费", "公用经费")
        )
        if tag == "blank_cell":
            cells = [pair for pair in cells if all(value is None for value, _ in figures.cross[pair])]
        else:
            cells = [pair for pair in cells if any(figures.crossing(*pair))]
        cells = [
            pair for pair in cells if self._name(figures, pair[0]) and self._name(figures, pair[1]) and len(pair[0]) > 2
        ]
        if not cells:
            return None
        row, column = draw.choice(cells)
        name = self._name(figures, row)
        names = {"row": name, "column": self._name(figures, column)}
        history = (self._opener(name),) if tag == "followup_column" else ()
        return names, Expected(figures.crossing(row, column), blank=tag == "blank_cell"), history

    def _draw_table(self, figures: Figures, draw: random.Random) -> Drawn | None:
        places = [
            (table.title, row, value)
            for key, found in sorted(figures.own.items())
            if len(figures.codes[key]) == 1 and len(key) > 2
            for value, _, table, row in found
            if value and table.title and [other[2].id for other in found].count(table.id) == 1
        ]
        if not places:
            return None
        title, row, value = draw.choice(places)
        return {"table": title, "row": row.label}, Expected((value,)), ()

    def _draw_change(self, figures: Figures, row: str, name: str) -> Drawn | None:
        document = figures.document
        before = next(
            (
                one
                for one in self._all
                if one.document.organisation == document.organisation
                and one.document.kind == document.kind
                and one.document.year == (document.year or 0) - 1
            ),
            None,
        )
        if before is None or not before.values(row) or len(before.codes[row]) != 1:
            return None
        changes = [(new - old, old) for new, old in product(figures.values(row), before.values(row))]
        if not all(change for change, _ in changes):
            return None
        signed = [change for change, _ in changes]
        shares = [100 * change / old for change, old in changes]
        return (
            {"row": name},
            Expected(
                (*signed, *(-change for change in signed)),
                said="|".join(f"{plain(abs(share).quantize(Decimal('0.01'), ROUND_HALF_UP))}%" for share in shares),
            ),
            (),
        )

    def _draw_parent(self, tag: str, figures: Figures, draw: random.Random) -> Drawn | None:
        if tag == "share_of_total":
            rows = [key for key in self._rows(figures) if min(figures.codes[key]).startswith("2")]
            totals = [value for value, title in figures.totals[""] if "收入" not in title or "支出" in title]
            if not rows or not totals:
                return None
            row = draw.choice(rows)
            shares = tuple(100 * value / total for value, total in product(figures.values(row), totals))
            return {"row": self._name(figures, row)}, Expected(shares, "%"), ()
        few = 3 if tag == "rank_children_topk" else 2
        parents = [key for key in self._rows(figures) if len(figures.children(key)) >= few]
        if not parents:
            return None
        parent = draw.choice(parents)
        children = figures.children(parent)
        names = {"parent": self._name(figures, parent), "k": "2"}
        lists = [sorted(rows, key=lambda pair: -pair[1]) for rows in (children, figures.leaves(parent)) if rows]
        if tag == "share_of_parent":
            child = draw.choice([label for label, _ in children])
            key = core_key(child)
            if key not in self._rows(figures):
                return None
            shares = tuple(100 * value / whole for value, whole in product(figures.values(key), figures.values(parent)))
            return {**names, "row": self._name(figures, key)}, Expected(shares, "%"), ()
        if tag == "rank_children_max":
            return (
                names,
                Expected(tuple(rows[0][1] for rows in lists), items=tuple(tuple(rows[:1]) for rows in lists)),
                (),
            )
        if tag == "rank_children_topk":
            return names, Expected(items=tuple(tuple(rows[:2]) for rows in lists), ordered=True), ()
        return names, Expected(items=tuple(tuple(rows) for rows in lists)), ()

    def _draw_pair(self, tag: str, frame: str, figures: Figures, draw: random.Random, row: str) -> Drawn | None:
        name = self._name(figures, row)
        others = [
            key
            for key in self._rows(figures)
            if key != row
            and min(figures.codes[key])[0] == min(figures.codes[row])[0]
            and figures.values(key) != figures.values(row)
        ]
        others = [
            key for key in others if name not in self._name(figures, key) and self._name(figures, key) not in name
        ]
        if not others:
            return None
        other = draw.choice(others)
        if tag in ("diff2", "ratio2", "yesno_margin") and figures.values(other)[0] > figures.values(row)[0]:
            row, other = other, row
        names = {"row": self._name(figures, row), "row2": self._name(figures, other)}
        pairs = list(product(figures.values(row), figures.values(other)))
        if tag == "followup_row":
            return names, Expected(figures.values(other)), (self._opener(names["row"]),)
        if tag == "sum2":
            return names, Expected(tuple(one + two for one, two in pairs)), ()
        if tag == "diff2":
            return names, Expected(tuple(one - two for one, two in pairs)), ()
        if tag == "yesno_margin":
            one, two = pairs[0]
            whole = one + two if "加" in frame else one - two
            limit = _near(whole, draw)
            return {**names, "amount": f"{limit / _WAN:f}万元"}, Expected(truth=whole > limit), ()
        if tag == "rank_named":
            third = draw.choice(others)
            if third == other or any(self._name(figures, third) in name for name in names.values()):
                return None
            named = {**names, "row3": self._name(figures, third)}
            best = max((row, other, third), key=lambda key: figures.values(key)[0])
            return (
                named,
                Expected(figures.values(best), items=(((self._name(figures, best), figures.values(best)[0]),),)),
                (),
            )
        if tag == "ratio2":
            return names, Expected(tuple(one / two for one, two in pairs), "倍"), ()
        one, two = pairs[0]
        return (
            names,
            Expected(
                (one, two, one - two, two - one), truth=one > two, said=names["row"] if one > two else names["row2"]
            ),
            (),
        )
