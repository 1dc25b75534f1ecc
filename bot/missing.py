"""What a question needs and the documents do not hold, so that the refusal names it: a side of a comparison, a year, a kind."""

from __future__ import annotations

from collections.abc import Sequence, Set

from bot.directions import said_in
from bot.grammar import plans
from bot.plan import Plan
from bot.question import Question, is_strong
from bot.terms import SenseKind, Token
from bot.tools import Tools
from bot.years_named import so_many_years, years_lacking
from index.store.facts import FactFilter

_OF_SEVERAL = frozenset({"compare", "difference", "ratio", "share", "sum", "several", "average"})
"""Operations over named figures, of which none can be done without."""
_ORDER: tuple[SenseKind, ...] = ("organisation", "year", "kind")
MOST = 3


def missing_sides(question: Question, tools: Tools) -> tuple[str, ...]:
    """The operands without any figure, of the plan that lacks fewest; empty where that tells nothing."""
    best: tuple[str, ...] = ()
    held = 0
    for plan in plans(question):
        if plan.operation not in _OF_SEVERAL or len(plan.operands) < 2:
            continue
        if any(term.has("text") for operand in plan.operands for term in operand):
            continue  # 绩效目标是什么 asks for no figure
        lacking = [operand for operand in plan.operands if not _found(operand, plan, tools)]
        found = len(plan.operands) - len(lacking)
        if lacking and found > held:
            best, held = tuple(dict.fromkeys(map(_name, lacking))), found
    return best[:MOST] if best else _base_year(question, tools)


def missing_years(question: Question, have: Sequence[int], tools: Tools) -> list[int]:
    """The years asked about of which the documents print nothing; `have` are the documents' own."""
    years = question.frame.years or frozenset()
    asked = years | {year - 1 for year in years if question.base_year}
    asked |= set(() if years else years_lacking(have, so_many_years(question.tokens)))
    return [
        year
        for year in sorted(asked)
        if year not in have and not tools.store.facts(FactFilter(question.frame.documents, years=frozenset({year})))
    ]


def missing_kinds(question: Question, held: Set[str]) -> frozenset[str]:
    """The kinds of figures that are needed, where none of them is among those held; else empty.

    Where an outturn is named, or held against its budget, it alone is needed; else what the frame asks for.
    """
    spent = said_in(question.tokens, "overspent") or "execution" in question.operations
    spent = spent or any(token.has("kind", "outturn") for token in question.tokens)
    kinds = frozenset({"outturn"}) if spent else question.frame.kinds or frozenset()
    return frozenset() if not held or kinds & held else kinds


def _found(operand: Sequence[Token], plan: Plan, tools: Tools) -> bool:
    return any(reading.value is not None for reading in tools.resolver.readings(operand, plan.frame))


def _base_year(question: Question, tools: Tools) -> tuple[str, ...]:
    """The year that a change would be measured from, where only the year after is held: 2018年比2017年高吗."""
    years = question.frame.years
    if not question.base_year or not years or not question.strong_terms:
        return ()
    base = question.frame.with_years(min(years) - 1)
    if tools.resolver.readings(question.terms, base):
        return ()
    names = "".join(term.surface for term in question.names if is_strong(term))
    return (f"{min(years) - 1}年{names}",)


def _name(operand: Sequence[Token]) -> str:
    """What an operand is called, whose and of when first; in Chinese its kind last."""
    framed = [term for kind in _ORDER for term in operand if term.has("frame") and term.has(kind)]
    rest = [term for term in operand if term not in framed]
    last = [term for term in framed if term.has("kind") and not term.surface.isascii()]
    first = [term for term in framed if term not in last]
    words = [term.surface for term in (*first, *rest, *last)]
    return (" " if all(map(str.isascii, words)) else "").join(words)
