"""What a question needs or names and the documents do not hold, for the refusal to name: a side of a comparison, a year, a
kind; a body by its whole name, 某市第一中学, and by no piece of it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from bot.grammar.plan import Plan
from bot.grammar.rules import plans
from bot.names.terms import SenseKind, Token
from bot.reading.directions import said_in
from bot.reading.question import Question, is_strong
from bot.reading.years_named import so_many_years, years_lacking
from bot.tools import Tools
from bot.writing.labels import KINDS
from index.organisations import is_body
from index.store.facts import FactFilter
from index.text import has_han

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
        if year not in have and not tools.store.holds(FactFilter(question.frame.documents, years=frozenset({year})))
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
    """What an operand is called, whose and of when first; in Chinese its kind last, be it only implied."""
    framed = [term for kind in _ORDER for term in operand if term.has("frame") and term.has(kind)]
    rest = [term for term in operand if term not in framed]
    last = [term for term in framed if term.has("kind") and not term.surface.isascii()]
    first = [term for term in framed if term not in last]
    words = [term.surface for term in (*first, *rest, *last)]
    implied = next((sense.value for term in framed if not term.surface and (sense := term.sense("kind"))), "")
    words += [KINDS[implied]] if implied and any(map(has_han, words)) else []
    return (" " if all(map(str.isascii, words)) else "").join(words)


def called(question: Question) -> list[str]:
    """The words that nothing explains, those that touch as one; a body with its place: 上海市财政局."""
    found: list[str] = []
    end = -1
    inside = [one for token in question.unexplained for one in _body_around(token, question.tokens)[:-1]]
    for token in question.unexplained:
        body = _body_around(token, question.tokens)
        if token in inside:
            continue
        if body:
            found.append("".join(one.surface for one in body))
            end = token.end
            continue
        sense = token.sense("stranger")
        word = sense.value if sense and token.surface in sense.value else token.surface
        if token.start == end:
            word = found.pop() + word
        found.append(word)
        end = token.end
    return list(dict.fromkeys(found))


def parts_of_bodies(question: Question) -> list[Token]:
    """The tokens that are pieces of the name of a body which no document holds: 第一 of 第一中学."""
    return [one for token in question.unexplained for one in _body_around(token, question.tokens)]


def _body_around(token: Token, tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens up to this one that are the name of a body, with the place before it; none where it ends no such name."""
    last = next((at for at, one in enumerate(tokens) if one is token), -1)
    first = last
    while first > 0 and tokens[first - 1].end == tokens[first].start and _may_be_inside(tokens[first - 1]):
        first -= 1
    run = tokens[first : last + 1]
    return run if last >= 0 and is_body("".join(one.surface for one in run)) else ()


def _may_be_inside(token: Token) -> bool:
    """Whether a word may be a piece of a body's name: a name, a place or an unknown word, and no body that is held itself."""
    placed = token.has("organisation") and not is_body(token.surface)
    named = token.has("name") or token.has("left") or token.has("stranger") or token.surface == "中"
    return placed or (named and not (token.has("year") or token.has("kind") or token.has("organisation")))
