"""The one place that talks to a language model: within time, within size.

Every reply is read as a stream, so that one which never ends or grows beyond all measure is cut off. For an object
three ways are tried, and the one that works is remembered: a strict schema, a tool call, a schema in words.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Literal

from bot.language_model.breaker import Breaker
from bot.language_model.settings import ModelSettings
from bot.language_model.trouble import Reason

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Way = Literal["schema", "tool", "words", "bare"]
WAYS: tuple[Way, ...] = ("schema", "tool", "words", "bare")
Messages = Sequence[tuple[str, str]]
"""(role, text) pairs; roles are "system" and "human"."""
OnReply = Callable[[str], bool]
"""Takes the raw reply so far, the same again where nothing came for a while; whether the rest is wanted."""
Role = Literal["plan", "prose", "summary"]
MOST_CHARACTERS = 20_000
"""A reply that grows beyond this is cut off there."""
GLANCE_SECONDS = 0.1
"""So often a waiting thread looks up whether it should wait on."""
_BUSY = (408, 409, 429, 502, 503, 504)
"""Statuses of a server that did not work on the request."""


class Reply:
    """One reply as it comes. `whole` is an AIMessageChunk of all that has come, None before anything has."""

    def __init__(self) -> None:
        self.whole: Any = None


class ModelClient:
    """One model. `chat` is any LangChain chat model; by default the one of the settings, built at the first call."""

    def __init__(self, settings: ModelSettings, chat: BaseChatModel | None = None) -> None:
        self.settings = settings
        self._chat = chat
        self._way = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._breakers = {
            role: Breaker(settings.rest_after, settings.rest_seconds) for role in ("plan", "prose", "summary")
        }

    def breaker(self, role: Role) -> Breaker:
        """What leaves the model alone in this role after failures."""
        return self._breakers[role]

    @property
    def way(self) -> Way:
        """How an object is asked for at present."""
        return WAYS[self._way]

    def next_way(self, tried: Way) -> None:
        """Asks in another way from now on, after one that did not work; the last one stays."""
        with self._lock:
            if WAYS[self._way] == tried:
                self._way = min(self._way + 1, len(WAYS) - 1)

    @property
    def chat(self) -> BaseChatModel:
        """The LangChain chat model, connected to nothing until it is called."""
        with self._lock:
            if self._chat is None:
                self._chat = _open_chat(self.settings)
            return self._chat

    def run(self, bound: Any, messages: Messages, seconds: float, reply: Reply, on_reply: OnReply) -> None:
        """Fills the reply until it is whole, or no more of it is wanted. Raises what LangChain raises, TimeoutError.

        `on_reply` is called in the calling thread: the loop that reads for all questions never waits for a check.
        """
        told: SimpleQueue[str | None] = SimpleQueue()
        reading = asyncio.run_coroutine_threadsafe(
            _stream(bound, messages, seconds, reply, told.put), self._running_loop()
        )
        reading.add_done_callback(lambda _: told.put(None))
        raw, ended = "", False
        try:
            while not ended:
                raw, ended = _newest(told, raw)
                if not on_reply(raw) and not ended:
                    return
            reading.result()
        finally:
            reading.cancel()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="language-model", daemon=True).start()
            return self._loop


def bind_object(chat: Any, schema: Mapping[str, Any], way: Way) -> Any:
    """The model bound to give an object of this schema, in this way."""
    if way == "schema":
        named = {"name": schema["title"], "schema": dict(schema), "strict": True}
        return chat.bind(extra_body={**_body(chat), "response_format": {"type": "json_schema", "json_schema": named}})
    if way == "tool":
        tool = {"name": schema["title"], "description": schema["description"], "parameters": dict(schema)}
        return chat.bind_tools([{"type": "function", "function": tool}], tool_choice="required")
    if way == "words":
        return chat.bind(extra_body={**_body(chat), "response_format": {"type": "json_object", "schema": dict(schema)}})
    return chat


def classify(error: BaseException) -> tuple[Reason, bool]:
    """Why a call failed, and whether it may succeed at once if it is made again."""
    import httpx
    import openai

    if isinstance(error, TimeoutError | openai.APITimeoutError | httpx.TimeoutException):
        return "slow", False
    if isinstance(error, openai.APIStatusError):
        status = error.status_code
        if status in _BUSY:
            return "down", True
        # A server that cannot do this way of asking refuses it, some of them with 500.
        return ("refused", False) if status in (401, 403, 404) else ("nonsense", False)
    if isinstance(error, openai.APIConnectionError | httpx.HTTPError | OSError):
        return "down", True
    return "nonsense", False


def troubles() -> tuple[type[BaseException], ...]:
    """What a call may raise: the vendor's errors, and what LangChain makes of a reply in no known shape."""
    import httpx
    import openai

    broken = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
    return (openai.OpenAIError, httpx.HTTPError, OSError, *broken)


def _open_chat(settings: ModelSettings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    return init_chat_model(
        settings.model,
        model_provider="openai",
        base_url=settings.url,
        api_key=settings.key or "none",
        temperature=0,
        max_retries=0,
        timeout=settings.seconds,
        stream_usage=True,
        # not max_completion_tokens: llama.cpp does not know it
        extra_body={"max_tokens": settings.reply_tokens, **settings.body},
    )


def _body(chat: Any) -> dict[str, Any]:
    return dict(getattr(chat, "extra_body", None) or {})


async def _stream(bound: Any, messages: Messages, seconds: float, reply: Reply, tell: Callable[[str], None]) -> None:
    from langsmith import tracing_context

    size = 0
    async with asyncio.timeout(seconds):
        with tracing_context(enabled=False):
            async with aclosing(bound.astream(list(messages))) as chunks:
                async for chunk in chunks:
                    reply.whole = chunk if reply.whole is None else reply.whole + chunk
                    size += len(chunk.text) + sum(len(one.get("args") or "") for one in chunk.tool_call_chunks)
                    tell(reply.whole.text)
                    if size > MOST_CHARACTERS:
                        break
    if reply.whole is None:
        raise ValueError("an empty stream")


def _newest(told: SimpleQueue[str | None], raw: str) -> tuple[str, bool]:
    """The newest of what was told, `raw` where nothing was for a moment; and whether that was all."""
    try:
        heard = told.get(timeout=GLANCE_SECONDS)
        while heard is not None:
            raw = heard
            heard = told.get_nowait()
    except Empty:
        return raw, False
    return raw, True
