"""What figures are called in an answer: by row and column, and by what tells several of them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.readings import Reading, comparable, is_own_row, subject
from bot.figures.year_ends import year_end
from bot.names.organisations import owner_key
from bot.names.terms import Token, keys_of
from bot.operations.outcome import Line
from bot.reading.limits import limits_of, own_columns
from bot.reading.question import is_strong
from bot.writing.phrases import clean_header, is_side
from index.grids import is_total_label
from index.model import Fact
from index.text import column_item, core_key, is_plain_measure


def unit_of(fact: Fact) -> str:
    """元 for money, else the fact's own unit."""
    return "元" if fact.unit.factor is not None else fact.unit.name


def short_name(fact: Fact) -> str:
    """What a figure is called in a list: row and telling column, with whose money and which months it is of."""
    name, limit = _row_and_column(fact), limits_of(fact)
    return name if name.startswith("《") and limit in name else limit + name


def _row_and_column(fact: Fact) -> str:
    item = clean_header(column_item(own_columns(fact)))
    if not fact.row or is_own_row(fact):
        return item or subject(fact)
    if not item or core_key(item) == core_key(fact.row):
        return subject(fact)
    if fact.total and not is_plain_measure(item):
        side = is_side(item)
        told = not side or is_total_label(item)
        return item if told else f"{item}{fact.row}" if is_plain_measure(fact.row) else subject(fact)
    return subject(fact)


def line_of(fact: Fact, label: str = "") -> Line:
    """A fact as a line of its own."""
    return Line(label or short_name(fact), comparable(fact), unit_of(fact), (fact,))


def lines_of(readings: Sequence[Reading], operands: Sequence[tuple[Token, ...]] = ()) -> tuple[Line, ...]:
    """Figures as lines with the labels that tell them apart."""
    labels = labels_of(readings, operands)
    return tuple(line_of(reading.fact, label) for reading, label in zip(readings, labels, strict=True))


def labels_of(readings: Sequence[Reading], operands: Sequence[tuple[Token, ...]] = ()) -> list[str]:
    """What to call several figures: with their organisation, year or kind where these differ.

    `operands` are what they were asked by: one that names no more than 预算 or 决算 means the whole of it.
    """
    facts = [reading.fact for reading in readings]
    whole = len(operands) == len(facts) and all(map(_names_whole, operands))
    labels = [WHOLE if whole else short_name(fact) for fact in facts]
    if (
        not whole
        and len(set(labels)) < len(labels)
        and len({(fact.organisation, fact.year, fact.kind) for fact in facts}) == 1
    ):
        labels = [long_name(fact) for fact in facts]
    if whole:
        labels = [f"{KINDS[fact.kind]}{WHOLE}" for fact in facts]
    elif len({fact.kind for fact in facts}) > 1:
        kinds = [KINDS[fact.kind] for fact in facts]
        labels = [
            label if re.search(f"{kind}(?:合计|总计|总额|数)?$", label) else f"{label}{kind}"
            for label, kind in zip(labels, kinds, strict=True)
        ]
    if len({fact.year for fact in facts}) > 1:
        labels = [
            (label if str(fact.year) in label else f"{fact.year}年{label}") + _taken_at(fact)
            for label, fact in zip(labels, facts, strict=True)
        ]
    if len({owner_key(fact.organisation) for fact in facts}) > 1:
        owners = [f"{one.organisation} " if one.organisation.isascii() else one.organisation for one in facts]
        labels = [f"{owner}{label}" for owner, label in zip(owners, labels, strict=True)]
    above = _groups_apart(facts) if len(set(labels)) == 1 < len(labels) else []
    if above:
        return [f"{group} {label}" for group, label in zip(above, labels, strict=True)]  # 一般行政 of each bureau
    if len(set(labels)) < len(labels) == len({fact.table for fact in facts}) and all(fact.table_id for fact in facts):
        labels = [f"《{fact.table}》{label}" for label, fact in zip(labels, facts, strict=True)]
    return labels


def _taken_at(fact: Fact) -> str:
    """When a count was taken that a paper of one year has from the end of the year before."""
    end = year_end(fact)
    return f"（截至{end}年末）" if end and end != fact.year else ""


def _groups_apart(facts: Sequence[Fact]) -> list[str]:
    """The names, nearest above their rows, by which rows of one name differ; none where no level tells them apart."""
    shortest = min(len(fact.row_path) for fact in facts)
    for depth in range(2, shortest + 1):
        names = [fact.row_path[-depth] for fact in facts]
        if len(set(names)) == len(names):
            return names
    return []


WHOLE = "总额"
"""The whole budget or outturn, income and expenditure alike."""


def _names_whole(operand: Sequence[Token]) -> bool:
    """Whether an operand asks for a budget as one thing: no item, and neither of its sides."""
    terms = [term for term in operand if not term.has("frame") or term.has("kind")]
    named = any((is_strong(term) and not term.has("frame")) or term.has("side") for term in terms)
    sides = any(side in term.surface or keys_of(term) & _TOTALS for term in terms for side in ("收入", "支出"))
    return bool(terms) and not named and not sides


_TOTALS = frozenset({"收入总计", "支出总计"})


KINDS = {"budget": "预算", "outturn": "决算", "adjusted": "调整预算", "executed": "执行数"}


def long_name(fact: Fact) -> str:
    """A name that tells figures of one row apart: row, column, and whose money or which year where that is all."""
    item = column_item(fact.column)
    item = "" if fact.row and is_side(item) else item
    parts = [part for part in (fact.row, item) if part]
    return "·".join(dict.fromkeys(parts)) or fact.table
