"""A part of a sentence that finds but the blank total of a column: X发了多大规模、几年期, of the row that the part before told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.figures.readings import Reading, comparable
from bot.operations.attempts import Attempt
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.answers import write_figure
from bot.writing.labels import unit_of
from bot.writing.refusals import unexplained
from index.model import Fact
from index.store.facts import FactFilter


def of_row_told(turn: Turn, talk: Sequence[Turn], tools: Tools) -> Turn:
    """The turn with the cell of its column in the row told before; where that row is of another form, and the part before was
    refused, its refusal, as a blank total is nothing that anyone asks for; as it is where it found more than that.
    """
    found = turn.attempt
    blank = _blank_total(found)
    told = next((one for one in map(_row_of, reversed(talk)) if one is not None), None)
    if found is None or blank is None or told is None or turn.leans:
        return turn
    cell = _beside(told, blank, tools)
    if cell is not None:
        outcome = replace(
            found.outcome, value=comparable(cell), unit=unit_of(cell), readings=(Reading((cell,), 0.0, 1),), lines=()
        )
        kept = Attempt(found.plan, outcome, found.worth)
        return Turn(turn.question, write_figure(kept, turn.question, tools), kept)
    refused = talk[-1].answer.status == "not_found"
    return Turn(turn.question, unexplained(turn.question), None) if refused else turn


def _blank_total(found: Attempt | None) -> Fact | None:
    """The blank cell of a total that a look-up found."""
    readings = found.outcome.readings if found and found.plan.operation == "lookup" else ()
    blank = len(readings) == 1 and readings[0].value is None and readings[0].fact.total
    return readings[0].fact if blank else None


def _row_of(turn: Turn) -> Fact | None:
    """A cell of the one row that a turn told, or asked back about the columns of."""
    found = turn.attempt
    readings = found.outcome.readings if found and found.plan.operation == "lookup" else ()
    fact = readings[0].fact if readings and turn.answer.status in ("answered", "clarify") else None
    if fact is None or not fact.table_id or fact.total:
        return None
    rows = {(one.fact.table_id, one.fact.row_index) for one in readings}
    return fact if turn.answer.status == "answered" or len(rows) == 1 else None


def _beside(told: Fact, blank: Fact, tools: Tools) -> Fact | None:
    """The cell of a row in the column of a blank one of the same form."""
    form = FactFilter(frozenset({told.document}), table_ids=frozenset({told.table_id}))
    cells = tools.store.facts(form) if told.table_id == blank.table_id else []
    of_row = (one for one in cells if one.row_index == told.row_index and one.column_index == blank.column_index)
    return next((one for one in of_row if one.value is not None), None)
