"""The one place that talks to a language model: within time, within size, at most so many calls a question.

Every reply is read as a stream, so that one which never ends or grows beyond all measure is cut off. For an object
three ways are tried, and the one that works is remembered: a strict schema, a tool call, a schema in words.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from bot.language_model.breaker import Breaker
from bot.language_model.replies import find_object, without_thoughts
from bot.language_model.settings import ModelSettings
from bot.language_model.trouble import ModelTrouble, Reason

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Way = Literal["schema", "tool", "words", "bare"]
WAYS: tuple[Way, ...] = ("schema", "tool", "words", "bare")
Messages = Sequence[tuple[str, str]]
"""(role, text) pairs; roles are "system" and "human"."""
OnReply = Callable[[str], bool]
"""Takes the raw reply so far; whether the rest is wanted."""
Role = Literal["plan", "prose", "summary"]
MOST_CHARACTERS = 20_000
"""A reply that grows beyond this is cut off there."""
MOST_RETRIES = 2
_BUSY = (408, 409, 429, 502, 503, 504)
"""Statuses of a server that did not work on the request."""
_log = logging.getLogger(__name__)


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

    def consult(self) -> Consultation:
        """The calls of one question: from now on its time runs."""
        return Consultation(self)

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

    def run(self, bound: Any, messages: Messages, seconds: float, on_text: OnReply | None) -> Any:
        """The whole reply (an AIMessageChunk), or as much of it as is read. Raises what LangChain raises, TimeoutError."""
        coroutine = _stream(bound, messages, seconds, on_text)
        return asyncio.run_coroutine_threadsafe(coroutine, self._running_loop()).result()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="language-model", daemon=True).start()
            return self._loop


class Consultation:
    """The calls of one question. `usage` counts them, their tokens and, where prices are set, their cost."""

    def __init__(self, client: ModelClient) -> None:
        self._client = client
        self._deadline = time.monotonic() + client.settings.seconds
        self._calls = 0
        self._read = 0
        self._written = 0
        self._waited = 0.0

    @property
    def usage(self) -> Mapping[str, Any]:
        """Calls, tokens, seconds waited, cost; empty where the model was not called."""
        if not self._calls:
            return {}
        usage: dict[str, Any] = {
            "model": self._client.settings.model,
            "calls": self._calls,
            "input_tokens": self._read,
            "output_tokens": self._written,
            "ms": round(self._waited * 1000, 2),
        }
        price = self._client.settings.price
        if price:
            usage["cost"] = (price[0] * self._read + price[1] * self._written) / Decimal(1_000_000)
        return usage

    def ask_object(self, role: Role, messages: Messages, schema: Mapping[str, Any]) -> dict[str, Any]:
        """An object with all keys of the schema, which the caller must still check. Raises ModelTrouble."""
        keys = list(schema["properties"])
        while True:
            way = self._client.way
            try:
                reply = self._call(role, partial(bind_object, schema=schema, way=way), _in_words(messages, schema, way))
            except ModelTrouble as trouble:
                if trouble.reason != "nonsense" or way == WAYS[-1]:
                    raise
                self._client.next_way(way)
                continue
            found = _object_of(reply, keys)
            if found is not None:
                self._client.breaker(role).record(True)
                return found
            self.reject(role)
            if way == WAYS[-1]:
                raise ModelTrouble("nonsense")
            self._client.next_way(way)

    def ask_text(self, role: Role, messages: Messages, on_text: OnReply | None = None) -> str:
        """What the model writes, without its reasoning. `on_text` may end it early. Raises ModelTrouble."""
        reply = self._call(role, lambda chat: chat, messages, on_text)
        text = without_thoughts(reply.text)
        if not text:
            self.reject(role)
            raise ModelTrouble("nonsense")
        self._client.breaker(role).record(True)
        return text

    def reject(self, role: Role) -> None:
        """Takes in that a reply in this role was of no use."""
        self._client.breaker(role).record(False)

    def _call(
        self,
        role: Role,
        bind: Callable[[Any], Any],
        messages: Messages,
        on_text: OnReply | None = None,
    ) -> Any:
        if self._calls >= self._client.settings.calls:
            raise ModelTrouble("spent")
        if not self._client.breaker(role).admit():
            raise ModelTrouble("resting")
        self._calls += 1
        started = time.monotonic()
        try:
            reply = self._with_retries(role, bind, messages, on_text)
        finally:
            self._waited += time.monotonic() - started
        tokens = reply.usage_metadata or {}
        self._read += int(tokens.get("input_tokens", 0))
        self._written += int(tokens.get("output_tokens", 0))
        return reply

    def _with_retries(
        self,
        role: Role,
        bind: Callable[[Any], Any],
        messages: Messages,
        on_text: OnReply | None,
    ) -> Any:
        for attempt in range(MOST_RETRIES + 1):
            left = self._deadline - time.monotonic()
            if left <= 0:
                break
            try:
                return self._client.run(bind(self._client.chat), messages, left, on_text)
            except _troubles() as error:
                reason, again = classify(error)
                pause = random.uniform(0.1, 0.4) * 2**attempt  # noqa: S311 - jitter
                if not again or attempt == MOST_RETRIES or left < 2 * pause:
                    if reason != "nonsense":
                        self._client.breaker(role).record(False)
                    status = getattr(error, "status_code", "")
                    _log.warning("The language model gave nothing (%s: %s %s)", reason, type(error).__name__, status)
                    raise ModelTrouble(reason) from None
                time.sleep(pause)
        self._client.breaker(role).record(False)
        raise ModelTrouble("slow")


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
        return ("down", False) if status in (401, 403, 404) else ("nonsense", False)
    if isinstance(error, openai.APIConnectionError | httpx.HTTPError | OSError):
        return "down", True
    return "nonsense", False


def _troubles() -> tuple[type[BaseException], ...]:
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
        extra_body={"max_tokens": settings.reply_tokens},  # not max_completion_tokens: llama.cpp does not know it
    )


def _body(chat: Any) -> dict[str, Any]:
    return dict(getattr(chat, "extra_body", None) or {})


async def _stream(bound: Any, messages: Messages, seconds: float, on_text: OnReply | None) -> Any:
    from langsmith import tracing_context

    whole: Any = None
    size = 0
    async with asyncio.timeout(seconds):
        with tracing_context(enabled=False):
            async with aclosing(bound.astream(list(messages))) as chunks:
                async for chunk in chunks:
                    whole = chunk if whole is None else whole + chunk
                    size += len(chunk.text) + sum(len(one.get("args") or "") for one in chunk.tool_call_chunks)
                    if size > MOST_CHARACTERS or (on_text and not on_text(whole.text)):
                        break
    if whole is None:
        raise ValueError("an empty stream")
    return whole


def _object_of(reply: Any, keys: Sequence[str]) -> dict[str, Any] | None:
    for call in reply.tool_calls:
        if all(key in call["args"] for key in keys):
            return dict(call["args"])
    return find_object(reply.text, keys)


def _in_words(messages: Messages, schema: Mapping[str, Any], way: Way) -> Messages:
    """The messages, with the schema told in words where the server may not be able to hold the model to it."""
    if way in ("schema", "tool"):
        return messages
    import json

    told = json.dumps(schema, ensure_ascii=False)
    return [(role, f"{text}\n\nJSON Schema: {told}" if role == "system" else text) for role, text in messages]
