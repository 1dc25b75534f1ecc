"""Several years taken together as a form prints their total: the schemes of the programme 2025/26 to 2027/28."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.names.terms import Sense, Token
from bot.operations.outcome import Outcome
from bot.reading.question import Question
from bot.reading.years_named import years_in
from index.grids import is_total_label
from index.model import Fact

_TOGETHER = frozenset({"total", "the total", "in total", "altogether", "combined", "in all", "together", "overall"})
_SO_MANY_YEARS = re.compile(r"(?:two|three|four|five|[2-9]|multi)[- ]years?")
_OVER_PARTS = frozenset({"most", "least", "ranking", "share"})
_MOVES = frozenset({"change", "changed", "trend", "average", "each", "compound"})


def over_printed_span(question: Question) -> Question | None:
    """The question of the column that totals exactly the years of its one range; None where it does not take them together."""
    ranges = [token for token in question.tokens if len(years_in([token])) > 1]
    if question.language != "en" or len(ranges) != 1 or question.operations & _MOVES:
        return None
    years = frozenset(years_in(ranges))
    if years != question.frame.years or not (
        question.operations & (_OVER_PARTS | {"together", "sum"}) or any(map(_says_together, question.tokens))
    ):
        return None
    left = [token for token in question.tokens if token in ranges or _says_together(token)]
    tokens = tuple(replace(token, senses=(Sense("filler"),)) if token in left else token for token in question.tokens)
    return replace(question, tokens=tokens, frame=replace(question.frame, years=None, span=years))


def totals_years(fact: Fact, form: Iterable[Fact], years: frozenset[int]) -> bool:
    """Whether a figure stands in the column of its form that totals the others, which are of exactly these years."""
    if fact.year is not None or not fact.table_id or not fact.column or not is_total_label(fact.column[-1]):
        return False
    return {one.year for one in form if one.year is not None} == years


def is_of_span(outcome: Outcome) -> bool:
    """Whether an outcome rests on no figure of a single year."""
    facts = [fact for reading in outcome.readings for fact in reading.facts]
    return bool(facts) and all(fact.year is None for fact in facts)


def says_span(question: Question) -> bool:
    """Whether an English question takes the years of its one range together: the total from 2025/26 to 2027/28."""
    ranges = [token for token in question.tokens if len(years_in([token])) > 1]
    return question.language == "en" and len(ranges) == 1 and any(map(_says_together, question.tokens))


def _says_together(token: Token) -> bool:
    said = token.surface in _TOGETHER or bool(_SO_MANY_YEARS.fullmatch(token.surface))
    return token.has("operation", "together") or said
