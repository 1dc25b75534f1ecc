"""An answer heard while it is worded: the asking in a thread, the words in the event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from bot.language_model.audience import OnText
from bot.model import Answer

MOST_ASKING = 40
"""Questions that are asked at once. asyncio's own threads are a few more than processors: waiting for a model takes none."""


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(MOST_ASKING, thread_name_prefix="asking")


async def hear(ask: Callable[[OnText], Answer], patience: float | None = None) -> AsyncGenerator[str | Answer]:
    """The newest text so far of an answer that is being worded, again and again, then the answer.

    Where nothing comes within `patience` seconds, "" comes first.

    `ask` runs in a thread kept for asking. Whoever stops listening (closes the generator, is cancelled) ends the wording
    with it. Raises what asking raises.
    """
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[str | None] = asyncio.Queue()
    began = asyncio.Event()
    left = threading.Event()

    def tell(text: str | None) -> None:
        told.put_nowait(text)
        began.set()

    def on_text(text: str) -> bool:
        if text and not left.is_set() and not loop.is_closed():
            loop.call_soon_threadsafe(tell, text)
        return not left.is_set()

    asking = loop.run_in_executor(_threads(), ask, on_text)
    asking.add_done_callback(lambda _: tell(None))
    try:
        heard = ""
        try:
            await asyncio.wait_for(began.wait(), patience)
        except TimeoutError:
            yield heard
        while (text := await _newest(told)) is not None:
            if text != heard:
                heard = text
                yield text
        yield await asking
    finally:
        left.set()
        asking.cancel()


async def _newest(told: asyncio.Queue[str | None]) -> str | None:
    text = await told.get()
    while text is not None and not told.empty():
        text = told.get_nowait()
    return text
