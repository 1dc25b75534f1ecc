"""The share that a figure told before has in what is named now, 那它占全厅三公经费的比重是: that very figure is the part."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile, takewhile

from bot.figures.readings import agree_by_rounding, comparable, same_row
from bot.grammar.plan import Options, Plan
from bot.names.terms import Token, keys_of
from bot.operations.attempts import Attempt, attempt_plan
from bot.reading.question import Question, is_strong
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.answers import write_figure


def share_of_told(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """It in all of what it is itself called by, the figure of one unit in that of the whole department; None for anything else."""
    question, held = turn.question, before.attempt
    if not _asks_share_of_it(question) or held is None or question.frame.organisations_named:
        return None
    named = [one for one in dropwhile(lambda one: not takes_share(one), question.tokens) if is_strong(one)]
    if held.plan.operation != "lookup" or not named or question.frame.years not in (None, held.plan.frame.years):
        return None
    own = held.plan.operands[0]
    whole = tuple(term for term in own if any(keys_of(term) & keys_of(one) for one in named))
    if not whole or len(whole) < len(named) or not any(is_strong(one) and one not in whole for one in own):
        return None
    plan = Plan("share", (own, whole), held.plan.frame, options=Options(part_first=True, unit=question.unit))
    found = attempt_plan(plan, tools)
    if found is None or found.outcome.status != "answered" or not of_told(question, held, found):
        return None
    part, all_of_it = (comparable(one.fact) for one in found.outcome.readings[:2])
    if part is None or all_of_it is None or abs(part) > abs(all_of_it):
        return None
    edited = replace(question, tokens=(*own, *question.tokens), frame=plan.frame)
    return Turn(edited, write_figure(found, question, tools), found, leans=True)


def of_told(question: Question, before: Attempt | None, found: Attempt) -> bool:
    """Whether the part of a share is the one figure told before, where a follow-up names only the whole: 那它占X多少."""
    if before is None or before.plan.operation != "lookup" or not _asks_share_of_it(question):
        return True
    told, parts = before.outcome.readings, found.outcome.readings
    if len(told) != 1 or found.plan.operation != "share" or len(parts) != 2:
        return True
    one, other = told[0].fact, parts[0].fact
    dated = question.frame.years is not None and same_row(one, other)
    return one.id == other.id or dated or agree_by_rounding(one, other)


def _asks_share_of_it(question: Question) -> bool:
    """Whether nothing is named before the word that asks for a share, and something behind it."""
    if question.language != "zh" or question.operations != {"share"} or not any(map(takes_share, question.tokens)):
        return False
    lead = takewhile(lambda one: not takes_share(one), question.tokens)
    return not any(is_strong(one) or one.has("connector", "within") or one.has("organisation") for one in lead)


def takes_share(token: Token) -> bool:
    """Whether a word asks what share something has in what stands behind it: 占."""
    return token.has("operation", "share") and token.surface.startswith("占") and "比" not in token.surface
