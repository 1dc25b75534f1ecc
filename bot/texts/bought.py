"""What is bought under a heading of a form of purchases, and how, beside what it comes to: …多少钱，要买什么东西."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.figures.layout import cell_text
from bot.figures.readings import comparable
from bot.model import Answer
from bot.reading.question import Question
from bot.tools import Tools
from bot.writing.citing import Citer
from bot.writing.labels import unit_of
from bot.writing.phrases import Phrases, places_of
from index.model import Fact, Row, Table
from index.store.facts import FactFilter
from index.text import core_key
from index.words import pattern_of

MOST_ROWS = 12
_ASKED = pattern_of("asked.zh.yaml", "bought", "asked")
_WAY = re.compile("采购|组织|招标|询价|磋商|谈判|竞价|框架")
"""How a thing is bought, which a form whose header is cut may print among what stands above a row."""
_FORM = re.compile("采购")


def asks_bought(question: Question) -> bool:
    """Whether a question asks outright which things are bought, or how."""
    return question.language == "zh" and "买什么东西" in question.text


def bought_under(facts: Sequence[Fact], question: Question, tools: Tools) -> Answer | None:
    """The rows of a form of purchases under the one of a figure, each with its words, 公开招标, and its amount; None where
    that is not asked, the figure is of no such form, or a row has no amount.
    """
    if question.language != "zh" or not _ASKED.search(question.text):
        return None
    fact = next((one for one in facts if one.table_id and _FORM.search(one.table)), None)
    table = tools.domains.table(fact.table_id) if fact is not None else None
    if fact is None or table is None:
        return None
    rows = _rows_under(table, fact)
    held = tools.store.facts(FactFilter(frozenset({fact.document}), table_ids=frozenset({fact.table_id})))
    amounts = {one.row_index: one for one in held if one.column == fact.column and comparable(one) is not None}
    if not 0 < len(rows) <= MOST_ROWS or any(row.index not in amounts for row in rows):
        return None
    phrases, citer = Phrases("zh"), Citer(tools.catalogue.documents)
    lines = [_line(row, table, amounts[row.index], phrases, citer, tools) for row in rows]
    return Answer("answered", "\n".join(lines), citations=citer.citations, plan={"operation": "bought"})


def _rows_under(table: Table, fact: Fact) -> list[Row]:
    """The rows without any below them under the row of a figure; the row itself where it has none below it."""
    own = next((row for row in table.rows if row.index == fact.row_index), None)
    if own is None or own.total:
        return []
    below = [row for row in table.rows if row.path[: len(own.path)] == own.path and row.index >= own.index]
    above = {row.path[:length] for row in below for length in range(1, len(row.path))}
    return [row for row in below if row.path not in above]


def _line(row: Row, table: Table, fact: Fact, phrases: Phrases, citer: Citer, tools: Tools) -> str:
    """One row: its name, what columns of words tell of it, its amount."""
    columns = sorted(tools.domains.layout(fact.table_id).side_texts)
    told = [text for column in columns if (text := cell_text(table, row.index, column)) and text not in row.path]
    labels = {core_key(one.label) for one in table.rows}
    told += [text for text in row.path[:-1] if _WAY.search(text) and core_key(text) not in labels]
    words = f"（{phrases.say('joiner').join(told)}）" if told else ""
    amount = phrases.amount(comparable(fact) or Decimal(0), unit_of(fact), fact.unit.name, places_of(fact))
    return f"- {row.label}{words} {amount}{citer.marks([fact])}"
