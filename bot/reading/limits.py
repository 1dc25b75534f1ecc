"""What limits the figures of a government's papers: whose money they are (全市, 市本级), and of which months (1-4月)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.names.terms import Token
from index.model import Fact
from index.reach import Reach, is_months, is_reach, level_of, months_in, reach_of_word, reaches_in

EXPLAINED = 4.0
"""What a figure earns by being of the money, or of the months, that a term asks for."""
UNASKED_MONTHS = 6.0
"""A figure of some months, where no term says so."""
UNASKED_REACH = {"own": 2.0, "below": 4.0}
"""A figure of one level of a government, where the question does not say whose: 全市 goes before 市本级."""
WHOLE_YEAR = "year"
"""The months that 全年 asks for: none of them."""


def own_columns(fact: Fact) -> tuple[str, ...]:
    """The header of a figure without what only says whose money, or of which months, it is."""
    return _own_columns(fact.column, fact.organisation)


@lru_cache(4096)
def _own_columns(column: tuple[str, ...], organisation: str) -> tuple[str, ...]:
    return tuple(label for label in column if not (is_months(label) or is_reach(label, organisation)))


def limits_of(fact: Fact) -> str:
    """What limits a figure, as an answer says it before its name: 1-4月全市, 市本级; "" for nothing that its row does not say."""
    said = "".join(label for label in fact.column if is_months(label) or is_reach(label, fact.organisation))
    if said or not fact.table_id or not fact.row or reaches_in(fact.row, fact.organisation):
        return said
    if is_reach(fact.row, fact.organisation):
        return ""
    titled = reaches_in(fact.table, fact.organisation)
    return months_in(fact.table) + (titled[-1][1] if titled else "") if level_of(fact.organisation) else ""


def reach_of(fact: Fact) -> Reach:
    """Whose money a figure is, as its column, row or form says: the innermost of them that says it."""
    labels = (*reversed(fact.column), fact.row, *reversed(fact.row_path[:-1]), fact.table)
    return _reach_of(labels, fact.organisation)


@lru_cache(4096)
def _reach_of(labels: tuple[str, ...], organisation: str) -> Reach:
    for label in labels:
        found = reaches_in(label, organisation) or reaches_in(f"{label}收入", organisation)
        if found:
            return found[-1][0]
    return ""


def months_of(fact: Fact) -> str:
    """Of which months a figure is, 1-4月; "" for the year."""
    own = next((label for label in fact.column if is_months(label)), "")
    return own or (months_in(fact.table) if fact.source == "table" else "")


def explain_limit(fact: Fact, term: Token) -> tuple[float, str]:
    """What a figure earns by being of the money, or the months, that a term limits it to; "" for the place where it is not.

    A figure of which nothing is said may be of the government's whole area or of its own level, but of no other months.
    """
    months, said = term.sense("months"), term.sense("reach")
    if months:
        wanted = "" if months.value == WHOLE_YEAR else months.value
        held = months_of(fact)
        so_far = held == f"1-{wanted}" and "累计" in fact.text and "当月" not in term.surface
        return (EXPLAINED if wanted else 0.0, "months") if held == wanted or so_far else (0.0, "")
    if said and not level_of(fact.organisation):  # no government's paper: it is of whom its own words say
        labels = (*fact.column, *fact.row_path, fact.row, fact.table)
        return (EXPLAINED, "reach") if any(said.value in label for label in labels) else (0.0, "")
    asked = reach_of_word(said.value, fact.organisation) if said else ""
    own = reach_of(fact) if asked else ""
    if not asked or not own:
        return 0.0, "" if asked in ("other", "below") else "reach"
    return (EXPLAINED, "reach") if asked == own else (0.0, "")


def unasked_limit(fact: Fact, terms: Sequence[Token]) -> float:
    """What a figure of a part of the year, or of one level of a government, loses where no term says so."""
    loss = UNASKED_MONTHS if months_of(fact) and not any(term.has("months") for term in terms) else 0.0
    return loss + (0.0 if any(term.has("reach") for term in terms) else UNASKED_REACH.get(reach_of(fact), 0.0))
