"""What a figure is of, in words that tables and running text share, so that two places of one quantity can be compared.

A title, a header, a row label and a sentence say parts of it: 财政拨款 (which money), 支出 (in or out), 基本支出 (which
sort), the item. Words that only belong to the form (预算数, 总表, 情况说明) say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from index.model import Fact, Kind, Table
from index.organisations import is_body
from index.text import name_key
from index.words import named_patterns_of, pattern_of, words_of

Reach = Literal["grand", "current", "any"]
"""Of a total: with what is carried over from and to other years (总计), without (本年合计), or not said."""

_FUNDS = named_patterns_of("audit.words.yaml", "quantities", "funds")
_SORTS = named_patterns_of("audit.words.yaml", "quantities", "sorts")
_INCOME, _SPENDING = re.compile(r"收入|收支|收(?=支)"), re.compile(r"支出|支(?=预算|决算|总)")
_FORM = pattern_of("audit.words.yaml", "quantities", "form")
_ITEM_TAIL = pattern_of("audit.words.yaml", "quantities", "behind_items")
_LEVEL_MARK = re.compile(r"[（(][类款项目][）)]$")
_VEHICLES = {"购置费": "公务用车购置费", "运行费": "公务用车运行费"}
_OWN_SCOPE = words_of("audit.words.yaml", "quantities", "own_scope")
"""Reports of their own: what money they come from is said in one place and left out in the next."""
_OUTING = pattern_of("audit.words.yaml", "quantities", "official_trips")
_CARRIED = re.compile(r"结转|结余|上年")


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a figure is of. Figures of one quantity must agree; `items` without an entry is a total."""

    year: int | None
    kind: Kind
    side: str
    fund: str
    sort: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact with its quantity."""

    fact: Fact
    quantity: Quantity
    reach: Reach


@dataclass(frozen=True, slots=True)
class _Said:
    """What one label says: any part may be empty."""

    side: str
    fund: str
    sort: str
    rest: str


@lru_cache(maxsize=20_000)
def _read(label: str, name: bool) -> _Said:
    """What a label says. `name`: it may name an item, whose own words are kept whole."""
    key = name_key(_LEVEL_MARK.sub("", label.strip()))
    rest, fund, sort = key, "", ""
    for word, pattern in _FUNDS:
        if pattern.search(rest):
            fund = fund or word
            rest = pattern.sub("", rest)
    for word, pattern in _SORTS:
        if pattern.search(rest):
            sort, rest = word, pattern.sub("", rest)
    bare = key if not (fund or sort) else rest
    income, spending = bool(_INCOME.search(bare)), bool(_SPENDING.search(bare) or sort)
    side = "收支" if income and spending else "收" if income else "支" if spending else ""
    rest = _clean(rest)
    if name and rest:
        rest = _item(key if not fund else _without_fund(key))
    return _Said(side, fund, sort, rest)


def _clean(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, _FORM.sub("", text)
    return text


def _without_fund(key: str) -> str:
    for _, pattern in _FUNDS:
        key = pattern.sub("", key)
    return key


def _item(key: str) -> str:
    """An item's name as forms and sentences share it: 行政运行（项） = 行政运行, 公务接待费支出 = 公务接待费."""
    short = _ITEM_TAIL.sub("", key)
    if short in ("", "其他"):
        short = key
    short = re.sub(r"^20\d\d年度?", "", short).replace("运行维护费", "运行费").replace("购置和", "购置及")
    return _VEHICLES.get(short, short)


def measure(
    tables: Sequence[Table], fact_at: Mapping[tuple[str, int, int], Fact], prose: Sequence[Fact]
) -> tuple[Measured, ...]:
    """Every money figure of the tables and of the running text with its quantity, but for changes, shares, counts.

    `fact_at` finds a table's figure by table id and the printed grid's row and column.
    """
    return (*_measure_tables(tables, fact_at), *_measure_prose(prose))


def _measure_tables(tables: Sequence[Table], fact_at: Mapping[tuple[str, int, int], Fact]) -> Iterable[Measured]:
    for table in tables:
        reaches = _reaches(table)
        bodies = {row.label for row in table.rows if not row.total and is_body(row.label)}
        for cell in table.cells:
            row = table.rows[cell.row]
            fact = fact_at.get((table.id, row.index, table.columns[cell.column].index))
            if fact is None or fact.value is None or fact.unit.factor is None:
                continue
            title = _read(fact.table, False)
            columns = [_read(part, True) for part in fact.column]
            labels = [_read(part, True) for part in fact.row_path if part]
            framed, named = _side([*columns, title]), _side(labels)
            side = named if framed == "收支" and named else framed or named
            wide = [part for part in columns if _is_of_outings(part, labels)]
            said = [title, *wide, *labels, *(part for part in columns if part not in wide)]
            quantity = _quantity(fact, side, said, title)
            if len(bodies) > 1 and row.label in bodies:  # of one of several bodies, whatever report it is in
                own = name_key(row.label)
                quantity = replace(quantity, items=(own, *(item for item in quantity.items if item != own)))
            yield Measured(fact, quantity, reaches[cell.row])


def _measure_prose(prose: Sequence[Fact]) -> Iterable[Measured]:
    for fact in prose:
        if fact.value is None or fact.unit.factor is None or fact.column not in AMOUNTS:
            continue
        heading = _read(fact.table, False)
        labels = [_read(part, True) for part in fact.row_path]
        text = "".join(fact.row_path[-1:])
        side = _side([*labels, heading])
        side = _side_listed(fact) or side if side in ("", "收支") else side
        reach: Reach = "grand" if "总计" in text else "current" if re.match(r"本年|当年", text) else "any"
        yield Measured(fact, _quantity(fact, side, [heading, *labels], heading), reach)


_LISTS = re.compile("(收入|支出)(?:包括|包含|为|[：:])")


def _side_listed(fact: Fact) -> str:
    """The side of what a sentence lists on two: 收入包括：…；支出包括：…."""
    before = fact.text.split(fact.printed, 1)[0]
    found = _LISTS.findall(before)
    return found[-1][0] if found else ""


AMOUNTS = {("预算数",), ("决算数",), ("执行数",), ("全年预算数",)}


def _side(said: Sequence[_Said]) -> str:
    """收 or 支 as the first label that says one of them alone does; 收支 where labels only say both."""
    return next((part.side for part in said if part.side in ("收", "支")), next((p.side for p in said if p.side), ""))


def _quantity(fact: Fact, side: str, said: Sequence[_Said], frame: _Said) -> Quantity:
    """`said` from the widest (the title, also `frame`) to the narrowest."""
    rest = [part.rest for part in said if part is not frame and part.rest]
    if frame.rest and not any(part in frame.rest or frame.rest in part for part in rest):
        rest = [frame.rest, *rest]
    own = next((n for n, part in enumerate(rest) if any(_belongs(part, scope) for scope in _OWN_SCOPE)), None)
    rest = rest if own is None else rest[own:]
    funds = [part.fund for part in said if part.fund]
    sorts = [part.sort for part in said if part.sort]
    return Quantity(
        year=fact.year,
        kind=fact.kind,
        side="" if own is not None else side,
        fund="" if own is not None or not funds else funds[-1],
        sort="" if own is not None or not sorts else sorts[-1],
        items=tuple(rest),
    )


def _is_of_outings(column: _Said, labels: Sequence[_Said]) -> bool:
    """Whether a column says of which report the row is a part: 公务接待费 | 2025年“三公”经费."""
    return _belongs(column.rest, _OWN_SCOPE[0]) and any(_OUTING.search(label.rest) for label in labels)


def _belongs(part: str, scope: str) -> bool:
    return part.startswith(scope) or part.endswith(scope)


def _reaches(table: Table) -> dict[int, Reach]:
    """For each row what its total reaches: 本年合计 before 结转, 总计 with it, where anything is carried over."""
    values = {cell.row for cell in table.cells if cell.value}
    found: dict[int, Reach] = {}
    for side in {row.label_column for row in table.rows}:
        rows = [number for number, row in enumerate(table.rows) if row.label_column == side]
        totals = [number for number in rows if table.rows[number].total]
        carried = any(_CARRIED.search(table.rows[number].label) for number in rows if number in values)
        for number in rows:
            own: Reach = "any"
            if number in totals and carried:
                last = number == totals[-1] and len(totals) > 1
                own = "grand" if last or "总计" in table.rows[number].label else "current"
            found[number] = own
    return found


@dataclass(frozen=True, slots=True)
class Scope:
    """What a title or a denial ("没有政府性基金预算支出") speaks of as a whole."""

    side: str
    fund: str
    sort: str
    items: tuple[str, ...]

    def holds(self, quantity: Quantity) -> bool:
        """Whether a quantity lies within it: the same money, report and, where it says one, direction."""
        if self.items and quantity.items[: len(self.items)] != self.items:
            return False
        own = bool(self.items)
        side = own or not self.side or self.side == "收支" or self.side == quantity.side
        return side and (own or self.fund == quantity.fund) and (own or not self.sort or self.sort == quantity.sort)


def scope_of(text: str) -> Scope | None:
    """The scope of a title; None where it is the whole budget's, which is never empty, or not understood."""
    said = _read(text, False)
    own = next((scope for scope in _OWN_SCOPE if said.rest.startswith(scope)), "")
    if own and said.fund in ("基金", "国资"):
        return None  # where what is told of is paid from other money
    if own:
        return Scope("", "", "", (own,))
    if said.rest or said.fund not in ("基金", "国资", "一般"):
        return None
    return Scope(said.side, said.fund, said.sort, ())
