"""Whether a follow-up narrows the figure before: to whose money it is, or to a part of it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.forms import side_of_fund
from bot.figures.readings import comparable, same_row
from bot.figures.sides import SIDES
from bot.names.counted import counts_people, counts_positions
from bot.names.terms import keys_of
from bot.operations.attempts import Attempt, attempt
from bot.reading.question import Question, is_strong, is_term
from bot.talk.turn import Turn, points_within
from bot.tools import Tools
from bot.writing.answers import write_figure
from bot.writing.labels import unit_of
from index.model import Fact
from index.store.facts import FactFilter
from index.text import column_item, column_key, core_key


def says_fund(question: Question, tools: Tools) -> bool:
    """Whether all that is said is whose money is meant: 财政拨款口径呢, 一般公共预算的呢."""
    keys = tools.catalogue.lexicon.basis_keys
    return bool(question.strong_terms) and all(
        keys_of(term) & keys and side_of_fund(term.surface, keys) is None for term in question.strong_terms
    )


def narrows(before: Attempt, tried: Attempt) -> bool:
    """Whether a figure is asked for by all the names of the one before and by more: 公务接待费 and 财政拨款."""
    if tried.plan.operation != "lookup" or before.plan.operation != "lookup":
        return False
    old, new = ({term.surface for term in one.plan.operands[0] if not term.has("frame")} for one in (before, tried))
    return old < new


def parts_off(before: Attempt | None, tried: Attempt) -> bool:
    """Whether a narrowed figure is the cell of the same row in another column of its form, whatever stands there; or
    else another figure than before, out of the same form unless the year, kind or documents are others.
    """
    if before is None or not before.outcome.readings or not tried.outcome.readings:
        return True
    old, new = before.outcome.readings[0], tried.outcome.readings[0]
    if in_other_column(before, tried):
        return True
    if not new.value or new.value == old.value:
        return False
    if counts_people(new.fact) != counts_people(old.fact):
        return True
    tables = {fact.table_id for fact in old.facts}
    return tried.plan.frame != before.plan.frame or any(fact.table_id in tables for fact in new.facts)


def in_other_column(before: Attempt, tried: Attempt) -> bool:
    """Whether a narrowed figure is of the row before, in a column that the added names are the head of."""
    new = tried.outcome.readings[0].fact
    said = {term.surface for term in before.plan.operands[0]}
    added = [term for term in tried.plan.operands[0] if term.surface not in said and not term.has("frame")]
    heads = {column_key(label) for label in new.column}
    if not new.row or not new.table_id or not any(same_row(old, new) for old in before.outcome.readings[0].facts):
        return False
    return all(keys_of(term) & heads and not keys_of(term) & SIDES for term in added)


def whole_of_column(question: Question, edited: Question, before: Attempt | None, tools: Tools) -> Attempt | None:
    """The whole of a column, another figure than the cell that a follow-up was taken to mean; None where none is."""
    row = None if before is None or points_within(question) else attempt(edited, tools)
    if before is None or row is None or not narrows(before, row) or not in_other_column(before, row):
        return None
    whole = attempt(replace(question, frame=edited.frame), tools)
    if whole is None or whole.plan.operation != "lookup" or whole.outcome.status != "answered":
        return None
    return whole if whole.outcome.value != row.outcome.value else None


def row_or_whole(question: Question, edited: Question, whole: Attempt, tools: Tools) -> Turn:
    """项目支出总额呢 after one row: a question back whether that row's cell or the whole of the column is meant; the whole
    where that cell is blank.
    """
    row = attempt(edited, tools)
    asked = replace(question, frame=edited.frame)
    if row is None or row.outcome.value is None:
        return Turn(asked, write_figure(whole, asked, tools), whole, leans=True)
    readings = (row.outcome.readings[0], whole.outcome.readings[0])
    unclear = replace(row.outcome, status="clarify", value=None, readings=readings, alternatives=())
    return Turn(edited, write_figure(replace(row, outcome=unclear), question, tools), None, leans=True)


def in_same_form(question: Question, before: Attempt | None, tried: Attempt | None, tools: Tools) -> Attempt | None:
    """The cell of the row that a follow-up names in the form and the column of the figure before, where the row is taken
    from another form with another figure; None else.
    """
    held = [one for one in (before, tried) if one and one.plan.operation == "lookup" and one.outcome.readings]
    if before is None or tried is None or len(held) < 2 or len(question.strong_terms) != 1 or question.operations:
        return None
    old, new = before.outcome.readings[0], tried.outcome.readings[0]
    tables = {fact.table_id for fact in old.facts} - {""}
    alike = tried.plan.frame == before.plan.frame and not any(fact.table_id in tables for fact in new.facts)
    keys = keys_of(question.strong_terms[0])
    if not alike or not old.fact.table_id:
        return None
    form = FactFilter(
        frozenset({old.fact.document}),
        table_ids=frozenset({old.fact.table_id}),
        row_keys=keys if old.fact.row else None,
    )
    cells = [fact for fact in tools.store.facts(form) if _is_beside(fact, old.fact, keys) and fact.value is not None]
    if len(cells) != 1 or comparable(cells[0]) == new.value:
        return None
    reading = replace(new, facts=(cells[0],))
    found = replace(tried.outcome, value=reading.value, unit=unit_of(cells[0]), readings=(reading,), alternatives=())
    return replace(tried, outcome=found)


def _is_beside(fact: Fact, old: Fact, keys: frozenset[str]) -> bool:
    """Whether a figure of the form and the rows named stands in the column of another; of a form without labels of rows,
    whether its column is named and it stands in the other's row.
    """
    if old.row:
        return (fact.column_index, fact.column) == (old.column_index, old.column)
    return fact.row_index == old.row_index and column_key(column_item(fact.column)) in keys


def edits_one(before: Attempt | None, tried: Attempt, question: Question) -> bool:
    """Whether a figure keeps the row before, or is of a row that the question itself names: a word for a column edits the
    column alone.
    """
    held = (before, tried)
    if before is None or any(one.plan.operation != "lookup" or not one.outcome.readings for one in held if one):
        return True
    facts = tried.outcome.readings[0].facts
    if any(same_row(old, new) for old in before.outcome.readings[0].facts for new in facts):
        return True
    return names_row(tried, question)


def names_row(tried: Attempt, question: Question) -> bool:
    """Whether the question names the row of the figure that an attempt found, or a row above it."""
    facts = [fact for reading in tried.outcome.readings[:1] for fact in reading.facts]
    rows = {core_key(label) for fact in facts for label in (*fact.row_path, fact.row)}
    codes = {fact.row_code for fact in facts}
    return any(keys_of(term) & rows or any(sense.codes & codes for sense in term.senses) for term in question.terms)


def is_other(before: Attempt | None, tried: Attempt) -> bool:
    """Whether a narrowed figure is filled and another one than before, and not of 基本支出 alone where that was not asked."""
    value = tried.outcome.value
    if value is None or before is None or not before.outcome.readings or not tried.outcome.readings:
        return value is not None
    old, new = (one.outcome.readings[0].fact.table for one in (before, tried))
    return value != before.outcome.value and (_BASIC not in new or _BASIC in old)


_BASIC = "基本支出"


def names_cell(question: Question, tried: Attempt, tools: Tools) -> bool:
    """Whether the new names stand in the row or the column of the figure itself, or say whose money it is."""
    facts = [fact for reading in tried.outcome.readings for fact in reading.facts if fact.source == "table"]
    terms = [term for term in question.tokens if is_term(term) and (is_strong(term) or term.has("side"))]
    if tried.plan.operation != "lookup" or not facts:
        return True
    items = (column_item(fact.column) for fact in facts)
    own = {core_key(fact.row) for fact in facts if fact.row} | {column_key(item) for item in items if item}
    codes = {fact.row_code for fact in facts}
    titled = all(fact.total or not fact.row for fact in facts) and {core_key(fact.table) for fact in facts}
    for term in terms:
        if counts_positions(term) and all(map(counts_people, facts)):
            continue
        keys = {key for sense in term.senses for key in sense.keys}
        named = keys & own or any(sense.codes & codes for sense in term.senses) or not keys
        composed = any(key.endswith(label) for key in keys for label in own)
        whole = bool(titled) and len(tried.plan.operands[0]) == len(terms)
        if not (named or composed or whole or keys & tools.catalogue.lexicon.basis_keys):
            return False
    return True


def parts_one_row(question: Question, before: Attempt | None, tried: Attempt) -> bool:
    """Whether two figures of one row, its increase over a year, become one of that row and one of another: And for fire? asks
    the same of another row.
    """
    if before is None or question.operations or len(before.outcome.readings) != 2 or len(tried.outcome.readings) != 2:
        return False
    (one, other), (new, beside) = ([r.fact for r in held.outcome.readings] for held in (before, tried))
    return same_row(one, other) and not same_row(new, beside) and (same_row(one, new) or same_row(one, beside))


def lacks_part(question: Question, earlier: Question) -> bool:
    """Whether a share is asked for without the part, 占总支出多少, which the question before names."""
    return "share" in question.operations and bool(LACKS_SUBJECT.search(question.text) and earlier.strong_terms)


LACKS_SUBJECT = re.compile(r"^(?:分别|各|约|其)?占")
"""占基本支出多少: the part is what was asked about before."""
