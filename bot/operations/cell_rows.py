"""Rows that a column of words tells apart, where only its words are unknown: 公开招标的项目有哪些, by 采购方式."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.layout import Layout, cell_text
from bot.figures.readings import Reading
from bot.flat.model import is_rate
from bot.grammar.base import plan_for
from bot.names.segment import prepare
from bot.operations.arithmetic import added
from bot.operations.attempts import Attempt
from bot.operations.marked_rows import WORTH, amounts, listed
from bot.reading.frame import of_one_organisation
from bot.reading.question import Question, is_strong
from bot.tools import Tools
from index.model import Fact
from index.text import core_key
from prompts import load_yaml


def by_cell(question: Question, tools: Tools) -> Attempt | None:
    """The rows in which a column that names no row has the very words that nothing else explains: which they are, how many,
    or what they come to. None where the question says anything besides, or several forms have these words.
    """
    wanted = next((one for one in ("sum", "count", "list") if one in question.operations), "")
    wanted = wanted or ("list" if question.ranges_over == "projects" else "")
    besides = question.operations - {"sum", "count", "list", "each"}
    if not wanted or besides or question.amounts or not of_one_organisation(tools.catalogue.documents, question.frame):
        return None
    text = prepare(question.text)
    layouts = {form: tools.domains.layout(form) for form in sorted(tools.catalogue.table_ids(question.frame.documents))}
    found = [
        (form, column, cell)
        for form, layout in layouts.items()
        for column, cells in layout.side_texts.items()
        for cell in cells
        if len(cell) >= SHORTEST and cell in text and _explains(question, text, cell, layout, column)
    ]
    table = tools.domains.table(found[0][0]) if len(found) == 1 else None
    if table is None:
        return None
    form, column, cell = found[0]
    at = {row.index for row in table.rows if not row.total and cell_text(table, row.index, column) == cell}
    rows = _of_one_column([fact for fact in amounts(tools, form, question.frame) if fact.row_index in at])
    if len(rows) != len(at):
        return None  # one is blank, or has no amount
    plan = plan_for(question, "marked", (question.names,), "list", "count", "sum")
    if wanted == "sum" and len(rows) > 1:
        outcome = added(tools, plan, tuple(Reading((fact,), WORTH, 1) for fact in rows), WORTH)
    else:
        outcome = listed(rows, layouts[form].headers[column], cell, counted=wanted == "count")
    return Attempt(plan, outcome, WORTH) if outcome is not None else None


SHORTEST = 2


def _explains(question: Question, text: str, cell: str, layout: Layout, column: int) -> bool:
    """Whether every word that must be explained stands in the cell, its column's header or the form's title."""
    start = text.find(cell)
    about = {word for words in load_yaml("cues.yaml")["about"].values() for word in words}
    said = core_key(layout.title + layout.headers[column])
    beside = [
        token
        for token in question.tokens
        if (is_strong(token) or token in question.unexplained)
        and not (token.has("organisation") or token.has("year") or token.has("over"))
        and not (start <= token.start and token.end <= start + len(cell))
    ]
    inside = any(start <= one.start and one.end <= start + len(cell) for one in question.unexplained)
    return inside and all(token.surface in about or core_key(token.surface) in said for token in beside)


def _of_one_column(facts: Sequence[Fact]) -> list[Fact]:
    """The amounts of the rows: of the column of totals, else of the first of money that is no price."""
    money = [fact for fact in facts if fact.unit.factor is not None and not is_rate(fact.column)]
    columns = list(dict.fromkeys(fact.column_index for fact in money))
    totals = [fact.column_index for fact in money if _TOTAL.search("".join(fact.column))]
    wanted = next(iter(totals or columns), None)
    return [fact for fact in money if fact.column_index == wanted]


_TOTAL = re.compile("合计|总[计额]|金额")
