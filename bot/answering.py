"""One question, read, to an answer: by the first of the ways that has one. The docstring of a way says why it stands there."""

from __future__ import annotations

from collections.abc import Callable

from bot import ways
from bot.reading.question import Question
from bot.tools import Tools
from bot.writing.answers import Reply

WAYS: tuple[Callable[[Question, Tools], Reply | None], ...] = (
    # What must not be looked up.
    ways.decline,
    # What is asked for by a word that means nothing else.
    ways.goals_by_name,
    ways.document_number,
    ways.form_note,
    ways.row_code,
    ways.base_of_a_rate,
    ways.left_out_units,
    ways.duty_claimed,
    ways.words_of_row,
    ways.paid_by_level,
    ways.bonds_spent_on,
    ways.text_by_its_word,
    ways.work_done,
    ways.reason_in_english,
    # Refusals that no figure may get past.
    ways.block,
    ways.ask_whose,
    # Figures.
    ways.counted_units,
    ways.only_told,
    ways.figure,
    ways.block_unknown,
    # What the running text happens to tell.
    ways.passage,
    ways.none_of_it,
    ways.printed_sentence,
    # What is lacking.
    ways.lacking,
)


def answer_question(question: Question, tools: Tools) -> Reply:
    """What the first way says that has something to say; the last always has."""
    return next(reply for way in WAYS if (reply := way(question, tools)) is not None)


def answer_by_figure(question: Question, tools: Tools) -> Reply | None:
    """The same where a figure says it; None where the first way that has something to say tells no figure: what it refuses, and
    what the text tells behind figures, is not put together for that.
    """
    for way in _UNTIL_FIGURE:
        if way is ways.block and question.blockers:
            return None
        reply = way(question, tools)
        if reply is not None:
            return reply if reply.attempt is not None else None
    return None


_UNTIL_FIGURE = WAYS[: WAYS.index(ways.figure) + 1]
