"""The papers whose text may answer a question."""

from __future__ import annotations

from bot.reading.question import Question
from bot.tools import Tools


def papers_asked(question: Question, tools: Tools) -> frozenset[str]:
    """The documents that may answer: of the kinds and years asked about, else the latest of each organisation.

    A report on how one year's budget was carried out, with the next year's budget, is of the next year: its title says both.
    """
    documents = tools.papers(question.frame.documents)
    years, kinds = question.frame.years, None if _held_against_plan(question) else question.frame.kinds
    documents = [one for one in documents if kinds and one.kind in kinds] or documents
    if years:
        return frozenset(
            one.id for one in documents if one.year in years or any(f"{year}年" in one.title for year in years)
        )
    latest = {
        one.organisation: max(other.year or 0 for other in documents if other.organisation == one.organisation)
        for one in documents
    }
    return frozenset(one.id for one in documents if (one.year or 0) == latest[one.organisation])


def _held_against_plan(question: Question) -> bool:
    """Whether the only kind named is what a figure is held against, 为什么比年初预算多, which papers of what came out tell."""
    kinds = [at for at, token in enumerate(question.tokens) if token.has("kind")]
    return len(kinds) == 1 and any(token.has("connector", "than") for token in question.tokens[: kinds[0]][-1:])
