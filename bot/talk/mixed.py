"""Edits of a follow-up that mix what it names with what was asked about before in a way that it does not ask for."""

from __future__ import annotations

from itertools import dropwhile

from bot.operations.attempts import Attempt
from bot.reading.question import Question, is_strong
from bot.talk.bodies import things_of
from bot.talk.edits import whole_of_share
from bot.talk.narrowing import parts_one_row
from bot.talk.share_of_told import of_told, takes_share
from bot.talk.turn import POINTS_BACK


def mixes(question: Question, earlier: Question, before: Attempt | None, tried: Attempt) -> bool:
    """Whether what an edit of a follow-up found is in part of what was asked about before, and the follow-up asks for no such
    thing.
    """
    taken = before is not None and _is_whole_of_before(question, before, tried)
    return (
        taken
        or _carries_to_some(question, earlier, tried)
        or parts_one_row(question, before, tried)
        or _is_of_other_whole(question, tried)
        or not of_told(question, before, tried)
    )


def _is_whole_of_before(question: Question, before: Attempt, tried: Attempt) -> bool:
    """Whether what is named after a share that was printed, 基本支出的占比, is taken for what that were a share of: 项目支出呢."""
    whole = {term.surface for operand in tried.plan.operands[1:] for term in operand}
    of_share = tried.plan.operation == "share" and before.plan.operation == "lookup" and not question.operations
    return of_share and any(term.surface in whole for term in question.strong_terms)


def _carries_to_some(question: Question, earlier: Question, tried: Attempt) -> bool:
    """Whether of several figures that a question names itself, A和B一共多少, some are of what was asked before and some are not,
    or that is added to them as one more.
    """
    carried = things_of(earlier) - things_of(question)
    if len(question.strong_terms) < 2 or len(tried.plan.operands) < 2 or POINTS_BACK.search(question.text):
        return False
    of_it = {any(term.surface in carried for term in operand) for operand in tried.plan.operands}
    return len(of_it) > 1


def _is_of_other_whole(question: Question, tried: Attempt) -> bool:
    """Whether a share is taken of another thing than the follow-up itself names behind 占: 占整个采购的几成."""
    behind = dropwhile(lambda token: not takes_share(token), question.tokens)
    named = {token.surface for token in behind if is_strong(token)}
    whole = whole_of_share(tried)
    return bool(whole) and bool(named) and named.isdisjoint(whole)
