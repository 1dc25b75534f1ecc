"""A figure with, or without, what is carried over from the year before: only of a form that tells the two apart."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.readings import same_row
from bot.names.segment import prepare
from bot.operations.outcome import Outcome
from bot.reading.question import Question
from bot.scope import Scope, asked, read
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.answers import write_figure
from bot.writing.labels import unit_of
from index.model import Fact, Table
from index.text import core_key, is_plain_measure

_SAID = re.compile(
    ",?(?:(?P<without>不(?:包)?含|不包括|不算|剔除|扣除|未含)|(?P<included>(?<!不)(?:包含|包括|连同|算上|含)))(?:有)?(?:上年|上一年|年初)?(?:的)?(?:结转和?结余|结转)(?:资金)?的?"
)
"""（含上年结转）, 不含结转资金的."""
_CARRIED = re.compile("结转")
_TITLE = re.compile("(?P<without>不)?(?:包)?含(?:上年|年初)?结转")
_TOTAL = re.compile("(?:总计|合计|总收入|总支出)$")


def with_carried(question: Question, scope: Scope) -> Turn | None:
    """The question without that remark, by a figure that has it or leaves it out as the question says; None where no form
    tells that of what is asked.
    """
    text = prepare(question.text)
    said = _SAID.search(text) if question.language == "zh" else None
    found = asked(read(_SAID.sub("", text, count=1), scope, "zh"), scope) if said is not None else None
    if said is None or found is None or found.attempt is None:
        return None
    plan, first = found.attempt.plan, found.attempt.outcome.readings[:1]
    if plan.operation not in ("lookup", "sum") or len(plan.operands) != 1 or not first:
        return None
    readings = scope.tools.resolver.readings(plan.operands[0], plan.frame)
    told = (
        replace(one, facts=(fact,))
        for one in readings
        if same_row(one.fact, first[0].fact) and one.value is not None
        for fact in one.facts
        if _tells(fact, scope.tools, included=bool(said["included"]))
    )
    meant = next(told, None)
    if meant is None:
        return None
    outcome = Outcome("lookup", "answered", meant.score, meant.value, unit_of(meant.fact), (meant,))
    kept = replace(found.attempt, plan=replace(plan, operation="lookup"), outcome=outcome)
    return Turn(found.question, write_figure(kept, found.question, scope.tools), kept)


def _tells(fact: Fact, tools: Tools, *, included: bool) -> bool:
    """Whether a cell is printed with what is carried over, or without it, as its form itself shows."""
    table = tools.domains.table(fact.table_id) if fact.table_id else None
    if table is None:
        return False
    titled = _TITLE.search(core_key(fact.table))
    if titled is not None:
        return included is not bool(titled["without"])
    if any(_CARRIED.search(label) for column in table.columns for label in column.path):
        whole = all(map(is_plain_measure, map(core_key, fact.column)))
        return whole if included else not whole and not any(map(_CARRIED.search, fact.column))
    return _stands_beside(fact, table, included=included)


def _stands_beside(fact: Fact, table: Table, *, included: bool) -> bool:
    """Whether what is carried over has a row of its own in the form, and the figure is a 总计, which has it in it, or no total."""
    if not any(_CARRIED.search(row.label) for row in table.rows):
        return False
    row = core_key(fact.row)
    return row.endswith("总计") if included else not fact.total and not _TOTAL.search(row)
