"""Rows that a column of words tells apart, where only its words are unknown: 公开招标的项目有哪些, by 采购方式; or one of yes
and no, where only its header is: 几项是面向中小企业的.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.figures.layout import Layout, cell_text
from bot.figures.readings import Reading
from bot.flat.model import is_rate
from bot.grammar.base import plan_for
from bot.names.segment import prepare
from bot.names.terms import Token
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
    besides = question.operations - {"sum", "count", "list", "each", "without"}
    if not wanted or besides or question.amounts or not of_one_organisation(tools.catalogue.documents, question.frame):
        return None
    layouts = {form: tools.domains.layout(form) for form in sorted(tools.catalogue.table_ids(question.frame.documents))}
    found = [] if "without" in question.operations else _by_words(question, layouts)
    found = found or _by_marks(question, layouts)
    table = tools.domains.table(found[0][0]) if len(found) == 1 else None
    if table is None:
        return None
    form, column, cells = found[0]
    at = {row.index for row in table.rows if not row.total and cell_text(table, row.index, column) in cells}
    rows = _of_one_column([fact for fact in amounts(tools, form, question.frame) if fact.row_index in at])
    if not rows or len(rows) != len(at):
        return None  # one is blank, or has no amount
    plan = plan_for(question, "marked", (question.names,), "list", "count", "sum")
    if wanted == "sum" and len(rows) > 1:
        outcome = added(tools, plan, tuple(Reading((fact,), WORTH, 1) for fact in rows), WORTH)
    else:
        said = cell_text(table, min(at), column)
        outcome = listed(rows, layouts[form].headers[column], said, counted=wanted == "count")
    return Attempt(plan, outcome, WORTH) if outcome is not None else None


SHORTEST = 2
_Found = tuple[str, int, frozenset[str]]
"""A form, its column, and the texts of the cells that are meant."""


def _by_words(question: Question, layouts: Mapping[str, Layout]) -> list[_Found]:
    text = prepare(question.text)
    return [
        (form, column, frozenset({cell}))
        for form, layout in layouts.items()
        for column, cells in layout.side_texts.items()
        for cell in cells
        if len(cell) >= SHORTEST and cell in text and _explains(question, text, cell, layout, column)
    ]


def _by_marks(question: Question, layouts: Mapping[str, Layout]) -> list[_Found]:
    """The columns of nothing but yes and no that are headed by what is unknown: 是否专门面向中小企业."""
    words = load_yaml("forms.yaml")["marks"]
    meant = frozenset(words["no" if "without" in question.operations else "yes"])
    return [
        (form, column, meant)
        for form, layout in layouts.items()
        for column, cells in layout.side_texts.items()
        if cells <= {*words["yes"], *words["no"]} and _heads(question, layout, column)
    ]


def _heads(question: Question, layout: Layout, column: int) -> bool:
    """Whether a header has all that is unknown in a question, and the form's title what else it names."""
    header = core_key(layout.headers[column])
    known = all(core_key(token.surface) in header for token in question.unexplained)
    return known and bool(question.unexplained) and _names_only(_must_be_told(question), layout, column)


def _must_be_told(question: Question) -> list[Token]:
    """The words that must be explained, but for whose and when."""
    return [
        token
        for token in question.tokens
        if (is_strong(token) or token in question.unexplained)
        and not (token.has("organisation") or token.has("year") or token.has("over"))
    ]


def _names_only(tokens: Sequence[Token], layout: Layout, column: int) -> bool:
    """Whether words stand in a column's header or in the form's title, or only say what is gone over: 项目."""
    about = {word for words in load_yaml("cues.yaml")["about"].values() for word in words}
    said = core_key(layout.title + layout.headers[column])
    return all(token.surface in about or core_key(token.surface) in said for token in tokens)


def _explains(question: Question, text: str, cell: str, layout: Layout, column: int) -> bool:
    """Whether every word that must be explained stands in the cell, its column's header or the form's title."""
    start = text.find(cell)
    beside = [one for one in _must_be_told(question) if not (start <= one.start and one.end <= start + len(cell))]
    inside = any(start <= one.start and one.end <= start + len(cell) for one in question.unexplained)
    return inside and _names_only(beside, layout, column)


def _of_one_column(facts: Sequence[Fact]) -> list[Fact]:
    """The amounts of the rows: of the column of totals, else of the first of money that is no price."""
    money = [fact for fact in facts if fact.unit.factor is not None and not is_rate(fact.column)]
    columns = list(dict.fromkeys(fact.column_index for fact in money))
    totals = [fact.column_index for fact in money if _TOTAL.search("".join(fact.column))]
    wanted = next(iter(totals or columns), None)
    return [fact for fact in money if fact.column_index == wanted]


_TOTAL = re.compile("合计|总[计额]|金额")
