"""What one level of government gives of a thing, by the words beside its row: 中央补助40万元、市级配套20万元."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.layout import cell_text
from bot.figures.transfers import payer_asked
from bot.model import Answer
from bot.names.segment import prepare
from bot.names.terms import keys_of
from bot.reading.question import Question, is_strong
from bot.texts.row_words import told_cell
from bot.tools import Tools
from index.model import Fact
from index.scales import CHINESE
from index.store.facts import FactFilter
from index.text import core_key

_AMOUNT = r"[^,，、;；。\d]{0,10}?(?P<number>\d[\d,.]*)(?P<scale>亿|万|)元"


def paid_by(question: Question, tools: Tools) -> Answer | None:
    """The amount that a cell of words gives for the level asked about, in the one row that is named; None for anything else."""
    level = payer_asked(prepare(question.text)) if question.language == "zh" else None
    named = frozenset(key for term in question.strong_terms for key in keys_of(term))
    if level is None or not named:
        return None
    told = re.compile(f"{level}{_AMOUNT}")
    found = {
        (fact.id, cell, one.start()): (fact, header, cell, one)
        for fact, header, cell in _cells(question, named, tools)
        for one in told.finditer(cell)
    }
    if len(found) != 1:
        return None
    ((fact, header, cell, one),) = found.values()
    value = Decimal(one["number"].replace(",", "")) * CHINESE[one["scale"]]
    return told_cell(fact.row, header, cell, fact, question, tools, value=value, unit="元")


def paid_by_of(question: Question, earlier: Question, tools: Tools) -> Answer | None:
    """The same of what was asked about before: 市里配了多少."""
    if any(one.has("name") and is_strong(one) for one in question.terms) or payer_asked(prepare(question.text)) is None:
        return None
    return paid_by(replace(question, tokens=(*earlier.strong_terms, *question.tokens), frame=earlier.frame), tools)


def _cells(question: Question, named: frozenset[str], tools: Tools) -> list[tuple[Fact, str, str]]:
    """The cells of words of the rows that are named, with a figure of the row and the header of the column."""
    cells = []
    for form in sorted(tools.catalogue.table_ids(question.frame.documents)):
        layout = tools.domains.layout(form)
        table = tools.domains.table(form) if layout.side_texts else None
        rows = [row for row in table.rows if core_key(row.label) in named] if table else []
        facts = tools.store.facts(FactFilter(question.frame.documents, table_ids=frozenset({form}))) if rows else ()
        for row in rows:
            fact = next((one for one in facts if one.row_index == row.index and one.value is not None), None)
            if fact is not None and table is not None:
                cells += [(fact, layout.headers[at], cell_text(table, row.index, at)) for at in layout.side_texts]
    return cells
