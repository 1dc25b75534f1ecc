"""What an amount, or a number, comes to for each of some things, where no paper prints it: both are looked for and divided."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.figures.readings import Reading, comparable
from bot.grammar.plan import Plan
from bot.model import Answer
from bot.operations.attempts import Attempt
from bot.operations.outcome import Line
from bot.operations.rates import NO_NUMBERS, divided, printed_count
from bot.operations.things_beside import in_one_sentence, things_beside, things_named
from bot.reading.per_each import PerEach
from bot.scope import Scope
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.answers import write_figure
from index.store.facts import FactFilter
from index.text import core_key

Ask = Callable[[str], list[Turn]]


def shared_out(per: PerEach, turn: Turn, before: Turn | None, ask: Ask, scope: Scope) -> Turn | None:
    """The turn of a question for what something comes to for each of its things; None where either figure lacks.

    `turn` is what the question itself has found, `before` the last of the talk, `ask` answers another question there.
    """
    turns = ask(per.asked) if per.asked else [before] if before is not None else []
    if len(turns) != 1 or turns[0].answer.status != "answered":
        return None
    if per.asked and not (per.named or _names_item(turns[0])):
        return None
    both = _both(per, turns[0], scope.tools)
    if both is None or not both[1].value:
        return None
    amount, count = both
    plan = Plan("per_thing", (turn.question.terms,), turn.question.frame)
    found = Attempt(plan, divided(amount, count, per.called), amount.score)
    answer = write_figure(found, turn.question, scope.tools)
    said = tuple(one for one in turns[0].answer.notices if per.asked and not one.cites and one not in answer.notices)
    answer = replace(answer, notices=(*said, *answer.notices))  # what was passed over, or understood otherwise
    return Turn(turn.question, answer, found, leans=before is not None) if answer.status == "answered" else None


def _names_item(told: Turn) -> bool:
    """Whether a question names more than the body that the figure is of."""
    owners = {core_key(one.organisation) for one in told.answer.citations}
    terms = (term for term in told.question.strong_terms if not (term.has("frame") or term.has("year")))
    return any(not any(core_key(term.surface) in owner for owner in owners) for term in terms)


def tells_whole(per: PerEach, text: str, turns: Sequence[Turn]) -> bool:
    """Whether a question that divides is answered by what all of the things come to."""
    held = turns[0].attempt if len(turns) == 1 and turns[0].answer.status == "answered" else None
    if held is None or held.plan.operation != "lookup" or not (per.definite or "每" in text):
        return False
    facts = held.outcome.readings[0].facts
    return not any(_OF_EACH.search("".join((*one.row_path, one.row, *one.column, one.unit.name))) for one in facts)


_OF_EACH = re.compile("[每均/]|单价|标准|单位成本")
"""How a figure is called that is one for each of something as it is printed."""


def _both(per: PerEach, told: Turn, tools: Tools) -> tuple[Reading, Line] | None:
    """The figure that is divided, as a turn told it, and the number that it is divided by."""
    cited = told.answer.citations
    if told.attempt is None and told.answer.value is None:
        quote = cited[0].quote if len(cited) == 1 else ""
        found = in_one_sentence(tools, cited[0].document_id, quote, per) if quote and not per.counts else None
        return (Reading(found[:1], 0.0, 1), found[1]) if found is not None else None
    amount = _divided(told, tools)
    counts = amount is not None and amount.fact.unit.factor is None
    if amount is None or per.counts not in (None, counts) or amount.fact.unit.name in NO_NUMBERS:
        return None
    if counts:
        count = things_named(tools, amount.facts, per)
        return (amount, count) if count is not None and count.facts[0].id != amount.fact.id else None
    count = things_beside(tools, amount.facts, per) or printed_count(tools, per.measure, amount)
    return (amount, count) if count is not None else None


def _divided(told: Turn, tools: Tools) -> Reading | None:
    """The one figure that a turn told."""
    held = told.attempt
    if held is None:
        return _quoted(told.answer, tools)
    if held.plan.operation == "per_thing" and held.outcome.readings:
        return held.outcome.readings[0]  # 平均每人次呢, behind 平均每批次
    if held.plan.operation not in _OF_ONE or len(held.outcome.readings) != 1:
        return None
    amount = held.outcome.readings[0]
    return amount if amount.value is not None and amount.value == held.outcome.value else None


_OF_ONE = frozenset({"lookup", "quantity"})


def _quoted(answer: Answer, tools: Tools) -> Reading | None:
    """The figure of a row or a sentence that is the whole answer."""
    if len(answer.citations) != 1:
        return None
    cited = answer.citations[0]
    ids = frozenset({cited.fact_id}) if cited.fact_id else None
    held = tools.store.facts(FactFilter(frozenset({cited.document_id}), ids=ids, source=None if ids else "prose"))
    told = [one for one in held if comparable(one) == answer.value and (ids or cited.quote in one.text)]
    return Reading(tuple(told), 0.0, 1) if len({one.row for one in told}) == 1 else None
