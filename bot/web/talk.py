"""One question of a talk, step by step: what the page shows while it is asked, while words come in, and when done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial

from bot.model import Answer
from bot.web import render
from bot.web.contract import AskingBot
from bot.web.hearing import hear
from bot.web.markup import frames
from bot.web.shelf import Shelf, Shown
from bot.web.texts import Texts, texts
from index.errors import BudgetBotError

QUESTION_LIMIT = 2_000
FRAME_SECONDS = 0.02
SOON = 0.2
"""Seconds within which an answer needs no word that it is being looked for."""
SOON_IN_A_CROWD = 1.0
"""The same where many ask: that word costs as much as half an answer."""
TURNS_SHOWN = 50
"""Older turns of a talk leave the page; they stay part of the history that a follow-up refers to."""

Turns = tuple[render.Turn, ...]
Step = tuple[Turns, str, str]
"""The talk as data, the talk as HTML, the coming answer as HTML."""
log = logging.getLogger(__name__)


async def converse(
    bot: AskingBot,
    question: str,
    said: Turns,
    language: str,
    *,
    shelf: Shelf | None = None,
    documents: tuple[str, ...] | None = None,
    hurried: Callable[[], bool] = lambda: False,
) -> AsyncIterator[Step]:
    """The steps of one question: the question alone if nothing else comes soon, the text as it grows, the answer whole.

    The text grows as a language model words it; without one, in a few pieces as soon as the answer is there.

    A question that could not be answered stays on the page; a follow-up does not refer to it. `documents` alone may
    answer where given; an answer is put on the shelf, from where it can be exported. While it is `hurried` an answer
    comes whole at once.
    """
    words = texts(language)
    turn = render.Turn((said[-1].n if said else 0) + 1, question.strip())
    refusal = unusable(turn.question, words)
    if refusal:
        yield _done(said, replace(turn, question=turn.question[:200], error=refusal), words)
        return
    asked = _talk((*said, turn), words)
    history = [earlier.question for earlier in said if earlier.answer is not None]
    answer: Answer | _Failure = _Failure(words["error_internal"])
    worded = False
    ask = partial(bot.ask, turn.question, history=history, documents=documents)
    async with aclosing(_heard(ask, SOON_IN_A_CROWD if hurried() else SOON, words)) as heard:
        async for part in heard:
            if not isinstance(part, str):
                answer = part
            elif not part:
                yield said, asked, render.searching_html(words)
            elif not hurried():
                worded = True
                yield said, asked, render.worded_html(part, f"t{turn.n}", words)
                await asyncio.sleep(FRAME_SECONDS)
    if isinstance(answer, _Failure):
        yield _done(said, replace(turn, error=answer.sentence), words)
        return
    for beginning in frames(answer.text)[:-1]:
        if worded or hurried():
            break
        yield said, asked, render.streaming_html(answer, beginning, f"t{turn.n}", words)
        await asyncio.sleep(FRAME_SECONDS)
    shown = Shown(turn.question, tuple(history), documents, language, answer)
    yield _done(said, replace(turn, answer=answer, key=shelf.put(shown) if shelf else ""), words)


def _done(said: Turns, turn: render.Turn, words: Texts) -> Step:
    said = (*said, replace(turn, html=render.turn_html(turn, words)))
    return said, _talk(said, words), ""


def _talk(turns: Turns, words: Texts) -> str:
    return render.talk_html(turns[-TURNS_SHOWN:], words)


def unusable(question: str, words: Texts) -> str:
    """Why a question cannot be asked, as a sentence; "" where it can."""
    if not question:
        return words["error_empty"]
    if len(question) > QUESTION_LIMIT:
        return words["error_long"].format(limit=QUESTION_LIMIT, length=len(question))
    return ""


@dataclass(frozen=True, slots=True)
class _Failure:
    """What is shown in place of an answer."""

    sentence: str


async def _heard(ask: Callable[..., Answer], patience: float, words: Texts) -> AsyncGenerator[str | Answer | _Failure]:
    """As `hear`; what failed comes in place of the answer."""
    try:
        async with aclosing(hear(lambda on_text: ask(on_text=on_text), patience)) as heard:
            async for part in heard:
                yield part
    except BudgetBotError as error:
        yield _Failure(str(error))
    except Exception:  # the edge: a user sees a sentence, the log the cause
        log.exception("a question was not answered")
        yield _Failure(words["error_internal"])
