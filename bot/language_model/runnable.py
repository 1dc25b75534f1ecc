"""The whole bot as a LangChain Runnable: invoke, batch, stream, and each of them asynchronously."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

from langchain_core.runnables import AddableDict, Runnable, RunnableGenerator

from bot.pipeline import Bot
from bot.web.markup import frames


def as_runnable(bot: Bot) -> Runnable[Any, Any]:
    """Takes a question (a text, or {"question", "history", "documents", "language"}) and gives the answer contract.

    `stream` gives {"text": …} with each next piece of the text, and with the last piece everything else of the contract:
    added up they are what `invoke` gives. Raises BudgetBotError for a question that cannot be asked.
    """

    def answer(inputs: Iterator[Any]) -> Iterator[AddableDict]:
        for given in inputs:
            yield from _pieces(bot, given)

    async def answer_later(inputs: AsyncIterator[Any]) -> AsyncIterator[AddableDict]:
        async for given in inputs:
            for piece in await asyncio.to_thread(_pieces, bot, given):
                yield piece

    return RunnableGenerator(answer, answer_later)


def _pieces(bot: Bot, given: Any) -> list[AddableDict]:
    asked = {"question": given} if isinstance(given, str) else dict(given)
    whole = bot.ask(asked.pop("question"), **asked).as_dict()
    text = whole.pop("text")
    pieces, shown = [], ""
    for beginning in frames(text)[:-1]:
        pieces.append(AddableDict(text=beginning[len(shown) :]))
        shown = beginning
    return [*pieces, AddableDict(whole, text=text[len(shown) :])]
