"""The column asked for of the row that a ranking found: 利率是多少 after the question which project's bond is the largest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.figures.readings import Reading, comparable
from bot.grammar.plan import Plan
from bot.names.terms import keys_of
from bot.operations.attempts import Attempt
from bot.reading.question import asks_amount
from bot.talk.edits import named_by
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.answers import write_figure
from bot.writing.labels import unit_of
from index.store.facts import FactFilter
from index.text import column_item, column_key


def cell_of_first(turn: Turn, talk: Sequence[Turn], tools: Tools) -> Turn | None:
    """The turn with the cell of the one row that was ranked first, in the column of its form that the question asks for; None
    where it names anything else, or asks for more than a figure.
    """
    question, held = turn.question, talk[-1].attempt
    lines = held.outcome.lines if held is not None and held.plan.operation == "rank" else ()
    terms = [term for term in question.strong_terms if not term.has("frame")]
    framed = any(token.has("organisation") or token.has("year") or token.has("kind") for token in question.tokens)
    anew = question.operations or question.texts or framed or len(terms) != 1
    if (
        held is None
        or len(lines) != 1
        or len(lines[0].facts) != 1
        or anew
        or not any(map(asks_amount, question.tokens))
    ):
        return None
    fact, keys = lines[0].facts[0], keys_of(terms[0])
    form = FactFilter(frozenset({fact.document}), table_ids=frozenset({fact.table_id}))
    of_form = tools.store.facts(form) if fact.table_id and fact.row else []
    of_row = [one for one in of_form if one.row_index == fact.row_index and comparable(one) is not None]
    cells = [one for one in of_row if column_key(column_item(one.column)) in keys]
    if len(cells) != 1:
        return None
    score = held.outcome.score
    value, unit = comparable(cells[0]), unit_of(cells[0])
    outcome = replace(
        held.outcome, operation="lookup", value=value, unit=unit, readings=(Reading((cells[0],), score, 1),), lines=()
    )
    plan = Plan("lookup", ((named_by(lines[0]), terms[0]),), held.plan.frame)
    found = Attempt(plan, replace(outcome, steps=(), message="", topic=""), score)
    edited = replace(question, tokens=(named_by(lines[0]), *question.tokens), frame=held.plan.frame)
    return Turn(edited, write_figure(found, question, tools), found, leans=True)
