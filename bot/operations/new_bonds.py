"""Bonds of a sort that a year brought, 新增专项债券, as the text tells them: a part of 新增债券, before a form of projects of these."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.choose import choose
from bot.grammar.plan import Plan
from bot.grammar.rules import plans
from bot.operations.attempts import Attempt, attempt
from bot.operations.outcome import Outcome
from bot.reading.question import Question
from bot.tools import Tools
from bot.writing.labels import unit_of
from index.text import core_key

_NEW = "新增"
_BONDS = re.compile(f"{_NEW}的?(专项|一般)债(?:券)?")


_SPENT_ON = re.compile(
    "专项债(?!务)(?:券)?(?:资金)?(?:主要|都|具体|分别|重点)*(?:投向|投到|投入|用于|用在|花在|用到|安排给?|支持|投)了?"
    "(?:哪|什么(?:项目|地方))"
)
_LISTED = "新增专项债券包括哪些"


def projects_of_new_bonds(question: Question, tools: Tools) -> tuple[Question, Attempt] | None:
    """The projects that new bonds were spent on, with the question for them; None where no form of these is held."""
    if not _SPENT_ON.search(question.text):
        return None
    framed = [token for token in question.tokens if token.has("organisation") or token.has("year")]
    read = replace(question, text=_LISTED, tokens=(*framed, *tools.linker.link(_LISTED)))
    found = attempt(read, tools)
    listed = found is not None and found.outcome.operation == "list" and len(found.outcome.lines) > 1
    titled = found is not None and all(_NEW in one.fact.table for one in found.outcome.readings)
    return (read, found) if found is not None and listed and titled else None


def told_of_new_bonds(question: Question, found: Attempt | None, tools: Tools) -> Attempt | None:
    """新增专项债 as 专项债券 of what is 新增; None where no such bonds are asked for, or a row or column of these was found."""
    named = next((token for token in question.tokens if _BONDS.fullmatch(token.surface)), None)
    if named is None or (found is not None and found.outcome.operation != "lookup"):
        return None
    lookup = next((plan for plan in plans(question) if plan.operation == "lookup"), None)
    if lookup is None:
        return None
    facts = [one.fact for one in found.outcome.readings] if found else []
    if any(_NEW in label for fact in facts for label in (*fact.row_path, *fact.column)):
        return None
    bonds = _BONDS.sub(r"\1债券", named.surface)
    terms = [token for word in (_NEW, bonds) for token in tools.linker.link(word) if token.has("name")]
    rest = tuple(term for term in lookup.operands[0] if term is not named)
    return _told_as(replace(lookup, operands=((*rest, *terms),)), bonds, found, tools) if len(terms) > 1 else None


def _told_as(plan: Plan, bonds: str, found: Attempt | None, tools: Tools) -> Attempt | None:
    """The figure of a plan that is called as the bonds are, with what was found instead as its other figure."""
    readings = tools.resolver.readings(plan.operands[0], plan.frame)
    chosen = choose([one for one in readings if core_key(one.fact.row) == bonds])
    best = chosen.best
    if best is None or best.value is None or chosen.rivals:
        return None
    others = found.outcome.readings if found else ()
    told = Outcome("lookup", "answered", best.score, best.value, unit_of(best.fact), (best,), alternatives=others)
    return Attempt(plan, told, best.score)
