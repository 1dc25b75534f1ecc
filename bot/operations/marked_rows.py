"""Rows that a column of yes and no tells apart: 哪些项目需要政府采购, by 是否政府采购."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.figures.forms import other_money
from bot.figures.layout import Layout, cell_text
from bot.figures.readings import Reading, comparable
from bot.grammar.plan import Plan
from bot.names.terms import Token, keys_of
from bot.operations.outcome import MOST_LINES, Line, Outcome
from bot.reading.frame import Frame, of_one_organisation
from bot.reading.question import is_strong
from bot.tools import Tools
from bot.writing.labels import unit_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import core_key
from prompts import load_yaml

WORTH = 9.0
"""What such rows are worth: nothing else answers which rows have a mark."""


def marked(tools: Tools, plan: Plan) -> Outcome | None:
    """The rows of the one form with a column of yes and no that is headed by what the terms name (是否政府采购), which says
    yes, or no where the question denies it (option `filled`).
    """
    if not of_one_organisation(tools.catalogue.documents, plan.frame):
        return None
    terms = [term for term in plan.operands[0] if is_strong(term)]
    layouts = {form: tools.domains.layout(form) for form in sorted(tools.catalogue.table_ids(plan.frame.documents))}
    found = [(form, column) for form, layout in layouts.items() for column in _columns(layout, terms)]
    if len(found) != 1 or (plan.options.filled and any(_is_own(one.title, terms) for one in layouts.values())):
        return None
    form, column = found[0]
    table = tools.domains.table(form)
    if table is None:
        return None
    words = load_yaml("forms.yaml")["marks"]
    cells = {row.index: cell_text(table, row.index, column) for row in table.rows}
    if any(cell and cell not in (*words["yes"], *words["no"]) for cell in cells.values()):
        return None
    wanted = words["yes"] if plan.options.filled else words["no"]
    first = {fact.row_index: fact for fact in reversed(amounts(tools, table.id, plan.frame))}
    rows = [first[index] for index, cell in cells.items() if cell in wanted and index in first]
    if not rows or len(rows) < sum(cell in wanted for cell in cells.values()):
        return None
    return listed(rows, layouts[form].headers[column], cells[rows[0].row_index], counted=bool(plan.options.counted))


def listed(rows: Sequence[Fact], header: str, cell: str, *, counted: bool) -> Outcome:
    """The rows with their amounts, each with what it stands under; or how many they are."""
    return Outcome(
        "list",
        "answered",
        WORTH,
        Decimal(len(rows)) if counted else None,
        "项" if counted else "",
        (Reading((rows[0],), WORTH, 1),),
        tuple(Line(_called(fact), comparable(fact), unit_of(fact), (fact,)) for fact in rows[:MOST_LINES]),
        topic=f"“{header}”为“{cell}”的",
    )


def _called(fact: Fact) -> str:
    return " › ".join(fact.row_path or (fact.row,))


def amounts(tools: Tools, form: str, frame: Frame) -> list[Fact]:
    """The figures of a form of the years and kinds that are asked for, in order; blank cells left out."""
    printed = tools.store.facts(FactFilter(frame.documents, years=frame.years, table_ids=frozenset({form})))
    return [fact for fact in printed if comparable(fact) is not None and fact.kind in (frame.kinds or {fact.kind})]


def _columns(layout: Layout, terms: Sequence[Token]) -> Iterator[int]:
    """The columns of yes and no of a form that the terms name, what else they name being its title."""
    about = frozenset(load_yaml("cues.yaml")["about"]["projects"])
    for column, header in enumerate(map(core_key, layout.headers)):
        if not header.startswith(_WHETHER):
            continue
        named = [core_key(term.surface) in header for term in terms]
        beside = [term for term, own in zip(terms, named, strict=True) if not own]
        if any(named) and all(
            {term.surface, *keys_of(term)} & about or core_key(term.surface) in core_key(layout.title)
            for term in beside
        ):
            yield column


def _is_own(title: str, terms: Sequence[Token]) -> bool:
    """Whether a form is of what the terms name, 政府采购预算表, and tells more of it than a mark."""
    return any(core_key(term.surface) in core_key(title) for term in terms if other_money(term.surface))


_WHETHER = "是否"
