"""The whole bot as a LangChain Runnable: invoke, batch, stream, and each of them asynchronously."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import partial
from queue import SimpleQueue
from typing import Any

from langchain_core.runnables import AddableDict, Runnable, RunnableConfig

from bot.language_model.audience import Growing, OnText
from bot.model import Answer
from bot.pipeline import Bot
from bot.reading.english_text import detect_language
from bot.web.hearing import hear
from bot.web.markup import frames


def as_runnable(bot: Bot) -> Runnable[Any, Any]:
    """Takes a question (a text, or {"question", "history", "documents", "language"}) and gives the answer contract.

    `stream` gives {"text": …} with each next piece of the text, as a language model words it if one does, and with the
    last piece everything else of the contract: added up they are what `invoke` gives, but where a wording failed the
    check after all: then what came before is taken back in words, and the text follows anew.
    Whoever stops listening ends the model's work. Raises BudgetBotError for a question that cannot be asked.
    """
    return BotRunnable(bot)


class BotRunnable(Runnable[Any, Any]):
    """See `as_runnable`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:  # noqa: A002 - their name
        """The whole answer."""
        return self._call_with_config(lambda given: AddableDict(self._ask(given).as_dict()), input, config)

    def stream(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Any]:  # noqa: A002
        """The answer in pieces."""
        yield from self._transform_stream_with_config(iter([input]), self._pieces, config)

    async def astream(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> AsyncIterator[Any]:  # noqa: A002
        """The answer in pieces."""

        async def given() -> AsyncIterator[Any]:
            yield input

        pieces = self._atransform_stream_with_config(given(), self._pieces_later, config)
        async for piece in pieces:
            yield piece

    def _ask(self, given: Any, on_text: OnText | None = None) -> Answer:
        asked = {"question": given} if isinstance(given, str) else dict(given)
        return self._bot.ask(asked.pop("question"), **asked, on_text=on_text)

    def _pieces(self, inputs: Iterator[Any]) -> Iterator[AddableDict]:
        for given in inputs:
            growing = Growing(_language(given))
            for part in self._heard(given):
                yield from _new(part, growing)

    async def _pieces_later(self, inputs: AsyncIterator[Any]) -> AsyncIterator[AddableDict]:
        async for given in inputs:
            growing = Growing(_language(given))
            async with aclosing(hear(partial(self._ask, given))) as heard:
                async for part in heard:
                    for piece in _new(part, growing):
                        yield piece

    def _heard(self, given: Any) -> Iterator[str | Answer]:
        """The text so far while a model words it, then the answer. Whoever closes it ends the asking."""
        told: SimpleQueue[str | None] = SimpleQueue()
        left = threading.Event()

        def on_text(text: str) -> bool:
            if text:
                told.put(text)
            return not left.is_set()

        pool = ThreadPoolExecutor(1, thread_name_prefix="asking")
        asking = pool.submit(self._ask, given, on_text)
        pool.shutdown(wait=False)  # its thread ends with the asking
        asking.add_done_callback(lambda _: told.put(None))
        try:
            while (text := told.get()) is not None:
                yield text
            yield asking.result()
        finally:
            left.set()


def _language(given: Any) -> str:
    asked = {"question": given} if isinstance(given, str) else given
    return str(asked.get("language") or detect_language(asked["question"]))


def _new(part: str | Answer, growing: Growing) -> Iterator[AddableDict]:
    """The pieces that a part brings: nothing for a text that was heard before."""
    if isinstance(part, str):
        new = growing.piece(part)
        if new:
            yield AddableDict(text=new)
        return
    whole = part.as_dict()
    *beginnings, text = frames(growing.piece(whole.pop("text")))
    shown = ""
    for beginning in beginnings:
        yield AddableDict(text=beginning[len(shown) :])
        shown = beginning
    yield AddableDict(whole, text=text[len(shown) :])
