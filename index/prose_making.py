"""A figure of running text made of what it is of and what is understood: its year, its kind, its column."""

from __future__ import annotations

from index.model import Kind
from index.prose_amounts import Quantity
from index.prose_names import Name
from index.prose_state import Figure, Setting, State
from index.prose_words import counted_name, listed
from prompts import load_yaml

COUNT = "数量"
COLUMNS: dict[Kind, str] = {"budget": "预算数", "outturn": "决算数", "executed": "执行数", "adjusted": "全年预算数"}


def figure_of(state: State, path: tuple[str, ...], column: str, quantity: Quantity, name: Name) -> Figure:
    """The figure that a quantity of a sentence is, of an item."""
    setting = state.setting
    if column == COUNT:
        path = tuple(counted_name(item, quantity.unit.name) for item in path)
    year = name.year or state.year or setting.year
    kind: Kind = name.kind or state.plan or usual_kind(setting, year)
    return Figure(
        path=path,
        column=column or name.column or COLUMNS[kind],
        value=quantity.value,
        unit=quantity.unit,
        printed=quantity.printed,
        year=year,
        kind=kind,
        sentence=state.sentence,
        code=name.code,
        total=path[-1] in listed("totals")
        or path[-1].endswith(("总计", "合计", load_yaml("prose.zh.yaml")["project_total"])),
    )


def above(state: State, name: Name) -> tuple[str, ...]:
    """The items above a name; not the one that it is itself."""
    parents = state.parents
    return parents[:-1] if parents and parents[-1] == name.path[0] else parents


def usual_kind(setting: Setting, year: int | None) -> Kind:
    """The kind of a figure of a year, where its words say none: a later year is budgeted, another is the kind of the paper."""
    if year == setting.year:
        return setting.kind
    ahead = year is not None and setting.year is not None and year > setting.year
    return "budget" if ahead else setting.other_kind
