"""The items that the note of a table's row adds its figure up from become facts: 1.布置费8千元；2.接待费9千元 beside 17千元.

Only where they add up exactly; with how far each, and the row's figure, is said to be from the year before's. What a note
tells besides (totals over years, reasons) is text, and is quoted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.model import Document, Fact, Passage, Row, Table, Unit
from index.numerals import HAN, parse_han_number
from index.prose_amounts import find_quantities
from index.prose_text import compact
from index.row_changes import move_of
from index.text import fold, name_key
from index.units import NO_UNIT, unit_named

SHORTEST_NOTE = 10
"""Characters. A shorter cell tells no sentence."""
LONGEST_NAME = 40
_MARK = re.compile(
    r"(?P<digit>(?<![\d.,])\d{1,2}[.、．](?!\d))|(?P<bracket>[(（]\d{1,2}[)）])|(?P<circle>[①-⑳])"
    rf"|(?P<han_bracket>[(（][{HAN}]{{1,3}}[)）])|(?P<han>(?<![\u3400-\u9fff])[{HAN}]{{1,3}}、)"
)
_PAUSES = re.compile(r"[;；。，,、](?!\d{3}(?!\d))")
_SENTENCE = re.compile(r"[;；。，,](?!\d)|[。；;]$")
_CUT_NUMBER = re.compile(r"(?<=[\d,]) (?=[\d,])")
_OVER_YEARS = re.compile(r"总(?:经费|投资|预算|额|计划)$")
_NO_MORE = re.compile(r"如数减列|业已编竣|已结束")
"""An item of the year before that has none now."""
_OF_YEAR = (re.compile(r"本科目[^,;。]*$"), re.compile(r"(?:本年度?|当年|今年)[^,;。]*$"))
"""How the part of a sum over years begins that is of this row, or of this year."""
_WHOLE = re.compile(r"^(?:本年度?|今年|\d{4}年度?)?(?:预算|决算)数?[为是]?$")
_SAID_OF_WHOLE = re.compile(r"^[,，](?:[系係为是]|主要用于|用于)(?P<name>[^,，。;；]+)")
_BEFORE = re.compile(r"^(?:其中|包括|新增|增列|主要|用于|用来|安排|列支|[:：,，、\s])+")
_BEHIND = re.compile(r"(?:所需(?:经费|费用|支出)?|共计|合计|总经费|预算|安排|支出|约|计|共|为|需|[:：\s])+$")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a note: its name and amount as printed."""

    name: str
    printed: str
    value: Decimal
    unit: Unit
    text: str
    part: str
    """The text with the list of what it is made up of."""
    above: tuple[str, ...] = ()
    """The items that it is a part of, outermost first."""


def note_facts(document: Document, tables: Sequence[Table], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The items of notes that add up to a figure of their row, below that row; of the tables whose facts these are."""
    found: list[Fact] = []
    by_row: dict[tuple[str, int], list[Fact]] = {}
    for fact in facts:
        if fact.value and (fact.unit.factor is not None or fact.unit == NO_UNIT):
            by_row.setdefault((fact.table_id, fact.row_index), []).append(fact)
    for table in tables:
        for row in table.rows:
            of_row = by_row.get((table.id, row.index), ())
            for note in _notes(table, row) if of_row else ():
                found += _facts_of(note, of_row, document, len(found))
    return tuple(found)


def in_told_unit(tables: Sequence[Table], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts of tables, those without a unit in 元 where the notes of several rows give the column's amounts in 千元."""
    told: Counter[tuple[str, int]] = Counter()
    bare = {(one.table_id, one.row_index): one for one in reversed(facts) if one.value and one.unit == NO_UNIT}
    for table in tables:
        for row in table.rows:
            fact = bare.get((table.id, row.index))
            if fact is not None and any(
                _adding_up(note, _in_yuan(fact.value, fact.unit)) for note in _notes(table, row)
            ):
                told[table.id, fact.column_index] += 1
    columns = {column for column, rows in told.items() if rows >= FEWEST_TOLD}
    return tuple(
        replace(one, unit=unit_named("元"))
        if (one.table_id, one.column_index) in columns and one.unit == NO_UNIT
        else one
        for one in facts
    )


FEWEST_TOLD = 3
"""So many rows whose notes add up to them say in which unit their column is."""


def note_passages(document: Document, tables: Sequence[Table], start: int) -> tuple[Passage, ...]:
    """What the notes of rows say, each under the names of its row; numbered from `start`."""
    notes = [(table, row, note) for table in tables for row in table.rows for note in _notes(table, row)]
    return tuple(
        Passage(
            id=f"{document.id}#{number}",
            document=document.id,
            kind="prose",
            section=tuple(filter(None, (table.title, *row.path))),
            text=note,
            place=row.place,
        )
        for number, (table, row, note) in enumerate(notes, start=start)
    )


def _notes(table: Table, row: Row) -> Iterator[str]:
    """The cells of a row that hold sentences, on one line each."""
    columns = {column.index for column in table.columns} | {row.label_column}
    labels = tuple(filter(None, map(compact, row.path)))
    for number, cell in enumerate(table.grid[row.index]):
        text = _CUT_NUMBER.sub("", compact(cell)) if len(cell) >= SHORTEST_NOTE and number not in columns else ""
        if _SENTENCE.search(text) and not text.endswith(labels):
            yield text


def _facts_of(note: str, of_row: Sequence[Fact], document: Document, number: int) -> Iterator[Fact]:
    for fact in of_row:
        whole = _in_yuan(fact.value, fact.unit)
        items = _adding_up(note, whole)
        if not items and not (len(of_row) == 1 and _AS_BEFORE.search(fold(note))):
            continue
        named = [
            (fact.row_path, whole, note, None),
            *(((*fact.row_path, *one.above, one.name), _in_yuan(one.value, one.unit), one.part, one) for one in items),
        ]
        for path, amount, text, item in named:
            for told in _told(fact, path, amount, text, item):
                number += 1
                yield replace(told, id=f"{document.id}-n{number}")
        return


def _told(fact: Fact, path: tuple[str, ...], amount: Decimal, text: str, item: _Item | None) -> Iterator[Fact]:
    """An item of a row's figure as a fact; and of this, or of the row's figure, the change and the figure of the year before."""
    said = replace(
        fact,
        table_id="",
        row_code="",
        row=path[-1],
        row_path=path,
        total=False,
        level=len(path) - 1,
        text=text,
        source="prose",
        row_index=-1,
        column_index=-1,
    )
    if item is not None:
        yield replace(said, printed=item.printed, value=item.value, unit=item.unit, text=item.text)
    move = move_of(text, amount, _parts_of)
    if move is None or move > amount or fact.year is None:
        return
    thousand = unit_named("千元")
    moved, before = move / THOUSAND, (amount - move) / THOUSAND
    yield replace(said, column=_CHANGE, printed=f"{abs(moved):,}", value=moved, unit=thousand)
    arithmetic = f"{amount / THOUSAND:,} {'-' if move >= 0 else '+'} {abs(moved):,}"
    yield replace(
        said, column=_BUDGET, printed=f"{before:,}", value=before, unit=thousand, year=fact.year - 1, derived=arithmetic
    )


def _parts_of(text: str) -> list[tuple[str, Decimal | None]]:
    found = ((part, _item(part)) for part in _numbered(text))
    return [(part, _in_yuan(item.value, item.unit) if item else None) for part, item in found]


_AS_BEFORE = re.compile(r"仍?照上年度预算数?编列")
_CHANGE, _BUDGET = ("比上年增减",), ("预算数",)
THOUSAND = Decimal(1000)


def _in_yuan(value: Decimal | None, unit: Unit) -> Decimal:
    return (value or Decimal(0)) * (unit.factor or Decimal(1))


def _adding_up(note: str, whole: Decimal) -> list[_Item]:
    """The items of a note whose amounts add up to the whole, and the parts of each that add up to it; none where they
    do not.
    """
    parts = [part for part in _numbered(note) if not _NO_MORE.search(fold(part[: _first_mark(part)]))]
    if not parts:
        described = _described(note, whole)
        if described:
            return [described]
        parts = _PAUSES.split(note)
        found = [item for part in parts if (item := _item(part))]
        if len(found) < 2 or sum(_in_yuan(one.value, one.unit) for one in found) != whole:
            return []
        return found
    items = [_item(part) for part in parts]
    told = [item for item in items if item is not None]
    if not told or sum(_in_yuan(one.value, one.unit) for one in told) != whole:
        return []
    within = [
        _below(one, item.name)
        for part, item in zip(parts, items, strict=True)
        if item is not None
        for one in _adding_up(part[_first_mark(part) :], _in_yuan(item.value, item.unit))
        if (*one.above, one.name) != (item.name,)
    ]
    return [*told, *within]


def _below(item: _Item, name: str) -> _Item:
    """An item as part of the one of a name."""
    return item if item.above[:1] == (name,) else replace(item, above=(name, *item.above))


def _first_mark(text: str) -> int:
    found = _MARK.search(text)
    return found.start() if found else len(text)


def _numbered(text: str) -> list[str]:
    """What stands behind each number of the outermost list of a text, in order."""
    marks = list(_MARK.finditer(text))
    if not marks:
        return []
    style = marks[0].lastgroup
    own: list[re.Match[str]] = []
    for mark in marks:
        if mark.lastgroup == style and _counted(mark[0]) == len(own) + 1:
            own.append(mark)
    if not own:
        return []
    ends = [mark.start() for mark in own[1:]] + [len(text)]
    return [text[mark.end() : end].strip() for mark, end in zip(own, ends, strict=True)]


def _counted(mark: str) -> int:
    if "①" <= mark[0] <= "⑳":
        return ord(mark[0]) - ord("①") + 1
    bare = mark.strip("(（)）.、．")
    return int(bare) if bare.isdigit() else parse_han_number(bare)


def _item(part: str) -> _Item | None:
    """The name and the amount of this year that a part of a note begins with; None where it has none."""
    text = part[: _first_mark(part)]
    folded = fold(text)
    amounts = [one for one in find_quantities(folded) if one.measure == "money"]
    if not amounts:
        return None
    first = amounts[0]
    name = folded[: first.start]
    if _WHOLE.match(name):
        said = _SAID_OF_WHOLE.match(folded[first.end :])
        name = said["name"] if said else name
    if _OVER_YEARS.search(name):
        own = (one for said in _OF_YEAR for one in amounts if said.search(folded[: one.start]))
        first = next(own, first)
    return _named(part, text, name, first.printed, first.value, first.unit)


def _described(note: str, whole: Decimal) -> _Item | None:
    """What the whole of a row is said to be for: 本年度预算数3千元，系接待所需经费."""
    folded = fold(note)
    amounts = [one for one in find_quantities(folded) if one.measure == "money"]
    if not amounts or _in_yuan(amounts[0].value, amounts[0].unit) != whole:
        return None
    before = folded[: amounts[0].start]
    told = len(amounts) == 1 or _WHOLE.match(before) or _OVER_YEARS.search(before)
    return _item(note) if told else None


def _named(part: str, text: str, name: str, printed: str, value: Decimal, unit: Unit) -> _Item | None:
    bare = _BEHIND.sub("", _BEFORE.sub("", re.split("[,;。]", name)[-1]))
    start = fold(text).find(bare)
    if len(fold(text)) == len(text) and start >= 0:
        bare = text[start : start + len(bare)]  # as it is printed
    if not 2 <= len(bare) <= LONGEST_NAME or not name_key(bare) or _WHOLE.match(fold(bare)):
        return None
    return _Item(bare, printed, value, unit, text, part)
