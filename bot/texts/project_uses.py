"""What the money of a project is for, where no sentence says 用于: the section of its own note that tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names.lexicon import side_verbs
from bot.reading.question import Question
from bot.texts.passages import TextAnswer, is_of_other_year, upto, whole_section
from bot.tools import Tools
from index.model import Passage
from index.text import fold

SHORTEST = 4
"""Characters of a name by which the note of a project is known: 生命健康专项, and not 项目."""
_WHAT = ("overview", "plan")
"""The sections that tell what a project is for."""
_SHARED_OUT = ("schedule",)
"""The section that tells what its money is given to, where it is asked 花在哪些地方."""


def use_of_project(
    question: Question, words: Sequence[str], documents: frozenset[str], tools: Tools
) -> TextAnswer | None:
    """The section that tells what a project is for, or, of 花在哪些地方, how its money is shared out; None where no note, or
    those of several projects, have the whole name in their title.
    """
    names = [fold(word) for word in words if len(word) >= SHORTEST]
    for kind in ((*_SHARED_OUT, *_WHAT) if "list" in question.operations else _WHAT) if names else ():
        headings = tools.catalogue.lexicon.text_headings[kind]
        sections: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
        for passage in tools.store.passages_under(headings, documents):
            path = upto(passage.section, headings)
            title = fold("".join(path[:-1]))
            if any(name in title for name in names) and not is_of_other_year(passage, question.frame.years):
                sections.setdefault((passage.document, path), []).append(passage)
        if len({path for _, path in sections}) == 1:
            (_, path), inside = next(iter(sections.items()))
            return whole_section(inside, path)
    return None


def is_of_all_spent(question: Question) -> bool:
    """Whether it is asked what all that is spent goes to, 支出主要花在哪里: its classes, and no sentence of one of them."""
    named = (one for one in question.strong_terms if not (one.has("organisation") or one.has("year")))
    of_all = all(one.surface in side_verbs() for one in named)
    return of_all and set(question.texts) == {"purpose"} and "list" in question.operations
