"""The calls to a language model for one question: at most so many, within the question's time, counted."""

from __future__ import annotations

import json
import logging
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from decimal import Decimal
from functools import partial
from threading import Event
from typing import Any, NoReturn, TypeVar

from bot.language_model.client import (
    GLANCE_SECONDS,
    WAYS,
    Messages,
    ModelClient,
    OnReply,
    Reply,
    Role,
    Way,
    bind_object,
    classify,
    troubles,
)
from bot.language_model.replies import find_object, without_thoughts
from bot.language_model.trouble import ModelTrouble, Reason

MOST_RETRIES = 2
_HAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_log = logging.getLogger(__name__)
Found = TypeVar("Found")


class Consultation:
    """The calls of one question, whose time runs from now on. `usage` counts them, their tokens and, by price, their cost.

    `wanted` is whether somebody still waits for the answer.
    """

    def __init__(self, client: ModelClient, wanted: Callable[[], bool] = lambda: True) -> None:
        self._client = client
        self._wanted = wanted
        self._deadline = time.monotonic() + client.settings.seconds
        self._over = Event()
        self._calls = 0
        self._read = 0
        self._written = 0
        self._estimated = False
        self._waited = 0.0

    @property
    def usage(self) -> Mapping[str, Any]:
        """Calls, tokens, seconds waited, cost; empty where the model was not called.

        A reply that was broken off, or a server that counts nothing, leaves tokens to be `estimated` from the text.
        """
        if not self._calls:
            return {}
        usage: dict[str, Any] = {
            "model": self._client.settings.model,
            "calls": self._calls,
            "input_tokens": self._read,
            "output_tokens": self._written,
            "ms": round(self._waited * 1000, 2),
        }
        if self._estimated:
            usage["estimated"] = True
        price = self._client.settings.price
        if price:
            usage["cost"] = (price[0] * self._read + price[1] * self._written) / Decimal(1_000_000)
        return usage

    def within(self, work: Callable[[], Found]) -> Found:
        """What the work returns, its calls and whatever else it does together within the question's time.

        Raises what the work raises; ModelTrouble once the time is up or nobody waits: the work is then left to end by
        itself, which it does at its next call or `check_time`.
        """
        pool = ThreadPoolExecutor(1, thread_name_prefix="consultation")
        going = pool.submit(work)
        pool.shutdown(wait=False)  # its thread ends with the work
        while not wait([going], GLANCE_SECONDS).done:
            if not self._wanted():
                self._over.set()
                raise ModelTrouble("unwanted")
            if time.monotonic() > self._deadline + GLANCE_SECONDS:
                self._over.set()
                raise ModelTrouble("slow")
        return going.result()

    def check_time(self) -> None:
        """Raises ModelTrouble where the time is up, or nobody waits."""
        if self._over.is_set() or time.monotonic() > self._deadline:
            raise ModelTrouble("slow")

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

    def ask_text(self, role: Role, messages: Messages, on_reply: OnReply = lambda raw: True) -> str:
        """What the model writes, without its reasoning. `on_reply` may end it early. Raises ModelTrouble."""
        reply = self._call(role, lambda chat: chat, messages, on_reply)
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
        on_reply: OnReply = lambda raw: True,
    ) -> Any:
        if self._calls >= self._client.settings.calls:
            raise ModelTrouble("spent")
        if not self._client.breaker(role).admit():
            raise ModelTrouble("resting")
        self._calls += 1
        started = time.monotonic()
        try:
            return self._with_retries(role, bind, messages, on_reply)
        finally:
            self._waited += time.monotonic() - started

    def _with_retries(self, role: Role, bind: Callable[[Any], Any], messages: Messages, on_reply: OnReply) -> Any:
        for attempt in range(MOST_RETRIES + 1):
            left = self._deadline - time.monotonic()
            if left <= 0:
                break
            reply = Reply()
            try:
                self._client.run(bind(self._client.chat), messages, left, reply, partial(self._hear, on_reply))
                self.check_time()
                return reply.whole
            except troubles() as error:
                reason, again = classify(error)
                pause = random.uniform(0.1, 0.4) * 2**attempt  # noqa: S311 - jitter
                if not again or attempt == MOST_RETRIES or left < 2 * pause:
                    self._fail(role, reason, error)
                time.sleep(pause)
            finally:
                self._count(messages, reply.whole)
        self._client.breaker(role).record(False)
        raise ModelTrouble("slow")

    def _hear(self, on_reply: OnReply, raw: str) -> bool:
        return not self._over.is_set() and on_reply(raw)

    def _fail(self, role: Role, reason: Reason, error: BaseException) -> NoReturn:
        if reason != "nonsense":
            self._client.breaker(role).record(False)
        status = getattr(error, "status_code", "")
        _log.warning("The language model gave nothing (%s: %s %s)", reason, type(error).__name__, status)
        raise ModelTrouble(reason) from None

    def _count(self, messages: Messages, reply: Any) -> None:
        if reply is None:
            return
        counted = reply.usage_metadata or {}
        read, written = (int(counted.get(key) or 0) for key in ("input_tokens", "output_tokens"))
        said = reply.text + "".join(one.get("args") or "" for one in reply.tool_call_chunks)
        if not read or (said and not written):
            self._estimated = True
        self._read += read or sum(tokens_about(text) for _, text in messages)
        self._written += written or tokens_about(said)


def tokens_about(text: str) -> int:
    """About how many tokens a text has, rather too many: one a Chinese character, one for four others."""
    chinese = len(_HAN.findall(text))
    return chinese + -(-(len(text) - chinese) // 4)


def _object_of(reply: Any, keys: Sequence[str]) -> dict[str, Any] | None:
    for call in reply.tool_calls:
        if all(key in call["args"] for key in keys):
            return dict(call["args"])
    return find_object(reply.text, keys)


def _in_words(messages: Messages, schema: Mapping[str, Any], way: Way) -> Messages:
    """The messages, with the schema told in words where the server may not be able to hold the model to it."""
    if way in ("schema", "tool"):
        return messages
    told = json.dumps(schema, ensure_ascii=False)
    return [(role, f"{text}\n\nJSON Schema: {told}" if role == "system" else text) for role, text in messages]
