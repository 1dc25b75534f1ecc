"""What a column of words says of the one row that is named: 某设备的采购方式是什么, by the cell below 采购方式."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.figures.layout import Layout, cell_text
from bot.model import Answer
from bot.names.segment import prepare
from bot.names.terms import Token, keys_of
from bot.reading.question import Question, is_strong
from bot.tools import Tools
from bot.writing.answers import checked
from bot.writing.citing import Citer
from bot.writing.phrases import Phrases
from bot.writing.verify import figures_in
from index.model import Fact, Row, Table
from index.store.facts import FactFilter
from index.text import core_key
from prompts import load_yaml

SHORTEST = 3
"""Characters of a header that a question may name: 采购方式, and not 类别, which is said of much else."""


def answer_cell(question: Question, tools: Tools) -> Answer | None:
    """The cell of the one row and the one column of words that a question names, and nothing besides; None for any other
    question, and where the cell is blank or two forms have one.
    """
    unspent = _asks_unspent(question)
    if question.operations - ({"under"} if unspent else set()):
        return None
    text, heads = prepare(question.text), _heads_for(question, unspent=unspent)
    terms = [token for token in question.tokens if _must_be_told(token, question, unspent=unspent)]
    found = [
        (table, row, column, layout)
        for form in sorted(tools.catalogue.table_ids(question.frame.documents))
        for layout in (tools.domains.layout(form),)
        for column in (*_columns(text, layout), *_columns_for(heads, layout))
        if (table := tools.domains.table(form)) is not None
        for row in _rows(terms, table, layout, column)
    ]
    if len(found) != 1:
        return None
    table, row, column, layout = found[0]
    facts = tools.store.facts(FactFilter(question.frame.documents, table_ids=frozenset({table.id})))
    fact = next((one for one in facts if one.row_index == row.index and one.value is not None), None)
    cell = cell_text(table, row.index, column)
    if fact is None or not cell:
        return None
    return told_cell(row.label, layout.headers[column], cell, fact, question, tools)


def told_cell(
    row: str,
    header: str,
    cell: str,
    fact: Fact,
    question: Question,
    tools: Tools,
    *,
    value: Decimal | None = None,
    unit: str | None = None,
) -> Answer:
    """A cell of words as it is printed, with its row and header, cited by a figure of that row; its value where one is meant."""
    phrases, citer = Phrases(question.language), Citer(tools.catalogue.documents)
    told = phrases.say("cell_of", what=row, header=header, cell=cell, cites=citer.marks([fact]))
    answer = Answer("answered", told, value=value, unit=unit, citations=citer.citations, plan={"operation": "cell"})
    known = [number for figure in figures_in(cell) for number in (figure.number, figure.yuan) if number is not None]
    return checked(answer, known, question, tools)


def _columns(text: str, layout: Layout) -> list[int]:
    """The columns of words whose header a question says."""
    headed = ((column, _PLANNED.sub("", core_key(layout.headers[column]))) for column in layout.side_texts)
    return [column for column, header in headed if len(header) >= SHORTEST and header in text]


def _heads_for(question: Question, *, unspent: bool) -> list[str]:
    """The headers by which forms tell what is asked by a word of its own: 谁负责实施 by 责任单位, why money of a project is left
    by 说明.
    """
    told = load_yaml("cues.yaml")["told_in_column"]
    return [head for text in (*question.texts, *(["unspent"] if unspent else [])) for head in told.get(text, ())]


def _columns_for(heads: Sequence[str], layout: Layout) -> list[int]:
    """The one column that has one of these headers, the first of them before the others."""
    if not heads:
        return []
    names = [core_key(header) for header in layout.headers]
    return next(([names.index(head)] for head in heads if head in names), [])


def _asks_unspent(question: Question) -> bool:
    """Whether it is asked why money is left: 为什么没花完."""
    return "reason" in question.texts and bool(_UNSPENT.search(prepare(question.text)))


_UNSPENT = re.compile(
    "没有?(?:花|用|执行|支|完成)(?:得)?(?:完|光|掉)?|未(?:花|用|执行|支)完|剩|决算数?[小低]于预算数?的原因"
)
_PLANNED = re.compile("^(?:拟|计划)(?:定|采用|采取)?")


def _rows(terms: Sequence[Token], table: Table, layout: Layout, column: int) -> list[Row]:
    """The rows that are called by one of the terms, where whatever else must be told stands in the header, the title or the
    row itself.
    """
    header = core_key(layout.headers[column])
    named = [token for token in terms if core_key(token.surface) not in header]
    rows = [row for row in table.rows if not row.total and any(core_key(row.label) in keys_of(one) for one in named)]
    return [row for row in rows if all(_is_told(one, row, table, header) for one in named)]


def _must_be_told(token: Token, question: Question, *, unspent: bool) -> bool:
    left = _UNSPENT.match(token.surface) is not None or (token.has("kind") and unspent)
    placed = token.has("organisation") or token.has("year") or left
    return (is_strong(token) or token in question.unexplained) and not placed


def _is_told(term: Token, row: Row, table: Table, header: str) -> bool:
    said: Sequence[str] = (row.label, *row.path, *row.text.split("\t"))
    cells = {core_key(one) for one in said if one}
    surface = core_key(term.surface)
    return bool(({surface} | keys_of(term)) & cells) or surface in core_key(table.title) or surface in header
