"""Questions which rows went over their budget, or moved since last year, and whether the accounts balance → plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.directions import comparison
from bot.grammar_base import plan_for
from bot.plan import Plan
from bot.question import BUDGET_WORDS, Question
from bot.terms import Sense, Token

_RATES = ("增幅", "降幅", "增长率", "涨幅", "幅度", "最快", "fastest")
_OVERSPENT = frozenset({"超支", "超预算", "超支了", "overspent"})


def balance(question: Question) -> Iterator[Plan]:
    """Whether income and expenditure come to the same."""
    if "balance" in question.operations and not question.amounts:
        yield plan_for(question, "balance", (question.names,), "balance", "whether", "equal", "agree", "each")


def movements(question: Question) -> Iterator[Plan]:
    """哪些支出超过预算, 增幅最大的是哪项: rows by how two of their figures stand to each other."""
    wanted = question.operations
    most = bool(wanted & {"most", "ranking"}) or question.top is not None
    listed = bool(wanted & {"list", "each", "whether"})
    if not (most or listed) or question.amounts or "least" in wanted or question.nth:
        return
    way = _against_budget(question)
    named = tuple(term for term in question.names if _names_row(term))
    if way and named and not most and "list" not in wanted:
        kinds = tuple(Token(0, 0, "", (Sense("kind", kind), Sense("frame"))) for kind in ("outturn", "budget"))
        operands = tuple((*named, kind) for kind in kinds)
        plan = plan_for(question, "compare", operands, "over", "under", "whether", comparison=way)
        yield replace(plan, frame=replace(question.frame, kinds=None))
        return
    against = "budget" if way else "year"
    if not way and wanted & {"change", "changed"} and (most or "list" in wanted):
        way = comparison(question)
    if way not in ("over", "under", "differs"):
        return
    covered = ("list", "each", "over", "under", "changed", "change", "most", "ranking", "whether", "difference")
    plan = plan_for(
        question,
        "movements",
        (named,),
        *covered,
        way=way,
        against=against,
        most=most,
        percent=any(rate in token.surface for token in question.tokens for rate in _RATES),
    )
    yield replace(plan, frame=replace(question.frame, kinds=None))


def _names_row(term: Token) -> bool:
    """Whether a name is of a row or a form, and not of one of the two kinds of figures."""
    return any(sense.kind == "code" or (sense.kind == "name" and not sense.weak) for sense in term.senses) and not (
        term.has("kind") or _is_budget(term)
    )


def _is_budget(token: Token) -> bool:
    return (
        token.surface in BUDGET_WORDS or token.surface.endswith("支出预算") or token.has("kind", "budget", "adjusted")
    )


def _against_budget(question: Question) -> str:
    """How what came out stands to the budget that the question names: over, under; "" where it names none."""
    cues = [number for number, token in enumerate(question.tokens) if token.has("operation", "over", "under")]
    spent = [token for token in question.tokens if token.surface in _OVERSPENT]
    planned = [number for number, token in enumerate(question.tokens) if _is_budget(token)]
    if spent:
        return "over"
    if not cues or not planned:
        return ""
    cue = question.tokens[cues[0]]
    way = "over" if cue.has("operation", "over") else "under"
    came_out = [number for number, token in enumerate(question.tokens) if token.has("kind", "outturn", "executed")]
    turned = bool(came_out) and planned[0] < cues[0] < came_out[-1]
    return {"over": "under", "under": "over"}[way] if turned else way
