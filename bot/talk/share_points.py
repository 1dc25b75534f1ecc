"""By how many percentage points a share moved: the shares of two years, each with what it was worked out of, and their difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.model import Answer
from bot.names.segment import prepare
from bot.operations.arithmetic import kept
from bot.operations.attempts import POINTS, Attempt, attempt_plan
from bot.reading.question import Question
from bot.scope import Scope, asked, read
from bot.talk.compound import join_answers
from bot.talk.turn import Turn
from bot.tools import Tools
from bot.writing.answers import checked, write_figure
from bot.writing.phrases import Phrases
from index.words import pattern_of

_ASKED = pattern_of("asked.zh.yaml", "points")
"""By how many points a share moved: the share itself (`share`, empty in a talk) with its year where that stands behind it
(`now`), and whether on the year before (`before`) or on one that is named (`base`).
"""


def moved_points(turn: Turn, scope: Scope) -> Turn | None:
    """A share with how far it is from that of the year before, X占Y的比重比上年提高几个百分点, or of the year that is named,
    X占Y的比重，2025年比2023年低几个百分点; None for anything else.
    """
    found = _ASKED.search(prepare(turn.question.text)) if turn.question.language == "zh" else None
    if found is None or not found["share"] or not found["before"]:
        return None
    share = f"{found['now']}年{found['share']}" if found["now"] else found["share"]
    now = asked(read(share, scope, turn.question.language), scope)
    if found["now"] and _year(now) != int(found["now"]):
        return None
    return _between(turn.question, now, _earlier(now, found, scope.tools), scope.tools, based=bool(found["base"]))


def not_of_part_alone(turn: Turn, scope: Scope) -> Turn | None:
    """The same where the change of the part itself was found for it, 非税收入比上年增长11%, which is no change of its share: the
    points, or a refusal; None for any other answer.
    """
    held = turn.attempt
    found = _ASKED.search(prepare(turn.question.text)) if held is not None and _moved(held) else None
    if held is None or found is None or "占" not in found["share"] or not found["before"]:
        return None
    facts = [reading.fact for reading in held.outcome.readings]
    if any(_NAMES_SHARE.search(name) for one in facts for name in (one.table, *one.row_path, *one.column)):
        return None  # the share is printed
    return moved_points(turn, scope) or Turn(turn.question, _not_told(turn.question), None)


_NAMES_SHARE = re.compile("占|比重|比例|份额")


def moved_points_of_talk(turn: Turn, talk: Sequence[Turn], tools: Tools) -> Turn | None:
    """The same of a share that was told before, 比上年提高几个百分点, or between two that were; a refusal where it cannot be told
    of one; None where no share was told or it is not asked.
    """
    found = _ASKED.search(prepare(turn.question.text)) if turn.question.language == "zh" else None
    now = talk[-1]
    if found is None or found["share"] or turn.question.strong_terms or not _is_share(now):
        return None
    if found["now"] and _year(now) != int(found["now"]):
        now = _of_year(now, int(found["now"]), tools) or now
    other = talk[-2] if len(talk) > 1 and not found["before"] else _earlier(now, found, tools)
    refusal = Turn(turn.question, _not_told(turn.question), None, leans=True)
    return _between(turn.question, now, other, tools, based=bool(found["base"])) or refusal


def _earlier(now: Turn, found: re.Match[str], tools: Tools) -> Turn | None:
    """The same share of the year that is named, or of the year before."""
    year = _year(now)
    if year is None or (found["base"] and int(found["base"]) == year):
        return None
    return _of_year(now, int(found["base"] or year - 1), tools)


def _of_year(now: Turn, year: int, tools: Tools) -> Turn | None:
    """The same share of another year."""
    if now.attempt is None:
        return None
    plan = now.attempt.plan
    operands = tuple(tuple(one for one in operand if not one.has("frame")) for operand in plan.operands)
    found = attempt_plan(replace(plan, operands=operands, frame=plan.frame.with_years(year)), tools)
    if found is None or found.outcome.status != "answered":
        return None
    return Turn(now.question, write_figure(found, now.question, tools), found)


def _between(question: Question, now: Turn, before: Turn | None, tools: Tools, *, based: bool = False) -> Turn | None:
    """How far a share is from that of an earlier year, or, `based`, of the one that is named, which may be later."""
    if before is None or not (_is_share(now) and _is_share(before)):
        return None
    turned = (_year(before) or 0) > (_year(now) or 0)
    if turned:
        before, now = now, before
    turned = turned and based
    first, last = _exact(before.attempt), _exact(now.attempt)
    points = kept(last - first)
    phrases = Phrases(question.language, None, question.decimals)
    way = "points_same" if not points else "points_up" if points > 0 else "points_down"
    shown = phrases.number(abs(points))
    said = phrases.say(way, first=phrases.number(first), last=phrases.number(last), points=shown)
    told = join_answers([_dated(one, phrases) for one in (before, now)])
    asked = -points if turned else points
    value = abs(points) if "差" in question.text else -asked if _FALLS.search(question.text) else asked
    answer = replace(told, text=f"{told.text}\n{said}", value=value, unit=POINTS)
    known = [first, last, points, Decimal(shown), *(one.value for one in told.items if one.value is not None)]
    return Turn(question, checked(answer, known, question, tools), None, leans=True)


def _dated(turn: Turn, phrases: Phrases) -> Answer:
    """The answer with its year before it."""
    year = _year(turn)
    text = phrases.say("points_of_year", year=year, text=turn.answer.text) if year else turn.answer.text
    return replace(turn.answer, text=text, items=())


def _year(turn: Turn) -> int | None:
    """The one year of the figures of a share."""
    years = {reading.fact.year for reading in turn.attempt.outcome.readings} if turn.attempt else set()
    return years.pop() if len(years) == 1 else None


_FALLS = re.compile("降|低|回落|减|跌")
"""How it is asked how far something fell, which is told as no negative number."""


def _is_share(turn: Turn) -> bool:
    found = turn.attempt
    return found is not None and found.outcome.status == "answered" and found.outcome.unit == "%" and not _moved(found)


def _moved(found: Attempt) -> bool:
    return found.outcome.operation in ("change", "changed", "trend")


def _exact(found: Attempt | None) -> Decimal:
    step = found.outcome.steps[-1] if found is not None and found.outcome.steps else None
    value = step.exact if step is not None and step.exact is not None else found.outcome.value if found else None
    return value or Decimal(0)


def _not_told(question: Question) -> Answer:
    phrases = Phrases(question.language)
    return Answer("not_found", phrases.say("not_found_points"))
