"""A follow-up that holds the outturn before against its budget: 比预算少了多少."""

from __future__ import annotations

from dataclasses import replace

from bot.attempts import Attempt
from bot.budget_words import BUDGET_WORDS
from bot.grammar_base import of_kind
from bot.kinds import OUTCOMES, PLANS
from bot.question import Question
from index.text import core_key


def held_against_budget(question: Question, before: Attempt) -> Question:
    """比预算少多少 after an outturn: that outturn against its budget, as if both had been named."""
    facts = [reading.fact for reading in before.outcome.readings]
    cut = next((at for at, token in enumerate(question.tokens) if token.has("connector", "than")), None)
    behind = question.tokens[cut + 1] if cut is not None and cut + 1 < len(question.tokens) else None
    spent = len(facts) == 1 and facts[0].kind in OUTCOMES
    if not spent or cut is None or behind is None or question.strong_terms:
        return question
    said = behind.sense("kind")
    if behind.surface not in BUDGET_WORDS and (said is None or said.value not in PLANS):
        return question
    kinds = (of_kind("outturn"), question.tokens[cut], of_kind(said.value if said else "budget", behind))
    return replace(question, tokens=(*question.tokens[:cut], *kinds, *question.tokens[cut + 2 :]))


def of_row_before(question: Question, earlier: Question) -> Question:
    """The question about an outturn and its budget under all the names that led to the outturn before."""
    names = tuple(term for term in earlier.strong_terms if not term.has("kind"))
    frame = replace(earlier.frame, kinds=None)
    return replace(earlier, text=question.text, tokens=(*names, *question.tokens), frame=frame)


def is_of_row(found: Attempt, before: Attempt) -> bool:
    """Whether all figures found are of the row of the figure before."""
    row = core_key(before.outcome.readings[0].fact.row)
    return all(core_key(one.fact.row) == row for one in found.outcome.readings)
