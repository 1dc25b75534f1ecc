"""What an English question says for all that it names: For the library in FY24, what do salaries and books come to together?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from bot.names.terms import Operands, Token
from bot.reading.question import Question, is_strong, is_term

SPREAD = frozenset({"sum", "several", "difference", "ratio", "average"})
"""Operations over several figures that all are of what the opening clause names."""
_ASKS = re.compile(
    r"(?:what|how|which|who|whose|where|do|does|did|is|are|was|were|will|would|can|could|has|have|had|give|tell|show|please"
    r"|let|add|sum|find|by|report|state|compare|list|rank|name)s?\b"
)
"""Words with which the clause begins that asks."""


def opening(tokens: Sequence[Token]) -> int | None:
    """The place of the comma that ends a clause which only says of what all is asked; None where none is there."""
    for number, token in enumerate(tokens[:-1]):
        if token.surface == "," and _ASKS.match(tokens[number + 1].surface):
            named = [one for one in tokens[:number] if is_strong(one)]
            asked = any(one.has("operation") for one in tokens[:number])
            return number if named and not asked and _is_english(tokens) else None
    return None


def listed(tokens: Sequence[Token]) -> Operands:
    """The figures that the list in an opening clause and what is asked behind it name: each of one with each of the other."""
    cut = opening(tokens)
    if cut is None:
        return ()
    outer, inner = _groups(tokens[:cut]), _groups(tokens[cut + 1 :])
    return tuple((*one, *two) for one, two in product(outer, inner)) if len(outer) > 1 and inner else ()


def spread_scope(question: Question, operation: str, operands: Operands) -> Operands:
    """The operands of several figures, each of what the opening clause names, which is none of them itself."""
    cut = opening(question.tokens) if operation in SPREAD and len(operands) > 1 else None
    outer = _groups(question.tokens[:cut]) if cut is not None else ()
    if len(outer) != 1:
        return operands
    scope = tuple(term for term in outer[0] if not term.has("frame"))
    own = [operand for operand in operands if not set(filter(is_strong, operand)) <= set(scope)]
    return tuple((*(term for term in scope if term not in operand), *operand) for operand in own)


def one_sided(groups: Sequence[tuple[Token, ...]]) -> list[Operands]:
    """Where only one of the English names joined says more than one thing, every way in which the rest of it is said of all.

    What the library's phones and postage come to is never its phones and the postage of everyone.
    """
    wide = [number for number, group in enumerate(groups) if len(_things(group)) > 1]
    if len(wide) != 1 or not _is_english([term for group in groups for term in group]):
        return []
    things = _things(groups[wide[0]])
    found = []
    for own in (things[-1], things[0]) if wide[0] == 0 else (things[0], things[-1]):
        shared = tuple(term for term in things if term is not own)
        found.append(tuple(group if at == wide[0] else (*shared, *group) for at, group in enumerate(groups)))
    return found


def _things(group: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(term for term in group if is_strong(term) and not term.has("frame"))


def _groups(tokens: Sequence[Token]) -> Operands:
    """The terms between words for "and", where each names something."""
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.has("connector", "and") and not is_strong(token):
            groups.append([])
        elif is_term(token):
            groups[-1].append(token)
    return tuple(tuple(group) for group in groups if any(map(is_strong, group)))


def _is_english(tokens: Sequence[Token]) -> bool:
    return all(token.surface.isascii() for token in tokens)
