"""What a percentage that a text prints was worked out from: 这个95.89%是拿哪个数做的分母, 真是拿年初预算当分母算的吗."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.figures.readings import Reading
from bot.grammar.plan import Plan
from bot.names.terms import keys_of
from bot.operations.arithmetic import percent_step
from bot.operations.attempts import Attempt
from bot.operations.outcome import Outcome
from bot.reading.amounts import amount_value
from bot.reading.question import Question
from bot.tools import Tools
from bot.writing.labels import line_of, short_name
from index.audit_rates import Ratio, ratio_meant
from index.model import Fact
from index.text import core_key
from index.words import pattern_of

_BASE = pattern_of("asked.zh.yaml", "rate_base", "asked")
_WHICH = pattern_of("asked.zh.yaml", "rate_base", "which")
_SAID = {"年初": "budget", "全年": "adjusted", "调整": "adjusted"}
"""Words of a budget, by the kind of figure that they are for."""
SCORE = 8.0


def base_of_rate(question: Question, tools: Tools) -> Attempt | None:
    """The figures of a text that the one percentage of a question is made of, and whether what it says of its base is so; None
    where another is asked for, where no text or several print it, or where it is no fraction of what stands beside it.
    """
    asked = _BASE.search(question.text)
    rates = {amount_value(one) for one in question.amounts if one.value.endswith("%")}
    if asked is None or len(rates) != 1 or not question.frame.organisations_named:
        return None
    said = [term for term in question.strong_terms if term.start < asked.start() and len(term.surface) > 1]
    named = [keys_of(term) for term in said if not (term.has("kind") or term.has("amount"))]
    found = _made_of(question, tools, next(iter(rates))[0], named)
    if found is None:
        return None
    rate, ratio = found
    which = bool(_WHICH.fullmatch(asked["base"]))
    truth = None if which else _is_called(asked["base"], ratio.whole, rate)
    if truth is None and not which:
        return None
    apart = ratio.part.year != ratio.whole.year
    lines = tuple(line_of(one, _name(one, other_year=apart)) for one in (ratio.part, ratio.whole))
    readings = tuple(Reading((one,), SCORE, 1) for one in (ratio.part, ratio.whole, rate))
    step = percent_step(*lines)
    value = (lines[1].value, lines[1].unit) if which else (None, "")
    outcome = Outcome("rate_base", "answered", SCORE, *value, readings, lines, (step,), truth=truth)
    return Attempt(Plan("rate_base", (question.terms,), question.frame), outcome, SCORE)


def _made_of(
    question: Question, tools: Tools, value: Decimal, named: Sequence[frozenset[str]]
) -> tuple[Fact, Ratio] | None:
    """The percentage of that size that a text prints of what is named, with the fraction that it is."""
    made = []
    for document in sorted(question.frame.documents):
        prose = tools.domains.told(document)
        for rate in prose:
            own = {core_key(part) for part in (*rate.row_path, rate.table)}
            fits = rate.unit.name == "%" and rate.value == value and all(keys & own for keys in named)
            in_time = question.frame.years is None or rate.year in question.frame.years
            ratio = ratio_meant(rate, prose) if fits and in_time else None
            if ratio is not None and not ratio.parts:
                made.append((rate, ratio))
    apart = {(ratio.part.value, ratio.whole.value) for _, ratio in made}
    return made[0] if len(apart) == 1 else None


def _is_called(said: str, whole: Fact, rate: Fact) -> bool | None:
    """Whether a base is what a question calls it; None where that cannot be told."""
    kind = next((kind for word, kind in _SAID.items() if word in said), None)
    if kind is not None:
        return whole.kind == kind and whole.year == rate.year
    if re.search("上年|去年", said):
        return whole.year is not None and rate.year is not None and whole.year == rate.year - 1
    return True if core_key(said) == core_key(whole.row) else None


def _name(fact: Fact, *, other_year: bool) -> str:
    """A figure of the text by what it is of and its column, and by its year where the other is of another."""
    year = f"{fact.year}年" if other_year and fact.year else ""
    return f"{year}{short_name(fact)}{fact.column[-1]}"
