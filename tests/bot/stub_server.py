"""A small server that speaks the OpenAI protocol as real ones do, each with its own habits, and says what it is told.

strict    vLLM: json_schema is kept, reasoning comes in <think> before the object
reasons   vLLM with a reasoning parser: reasoning comes in a field of its own, before the object
ollama    keeps json_schema too, and reasons in a field of another name
chatty    takes any response_format and keeps to none: reasoning in words, then the object
tools     a gateway that refuses json_schema and calls the tool, its arguments in pieces
wholetool the same, reasoning in words first and the call in one piece
plain     an old server: refuses both with 500 and writes the object into prose
busy      gives 503 to the first two requests, then does as `strict`
deaf      accepts everything and never replies
closed    wants another key, and says the one that it got
writer    rewords the answer that it is told word for word, as slowly as `pauses` say: before its first token, between two
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scripted_chat import answer_in

_REASONING = {"reasons": "reasoning_content", "ollama": "reasoning"}
HABITS = ("strict", "reasons", "ollama", "chatty", "tools", "wholetool", "plain")


class StubServer(ThreadingHTTPServer):
    """`given` holds the bodies of the requests; `object` is what it answers."""

    daemon_threads = True

    def __init__(self, habit: str, answer: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.habit = habit
        self.answer = answer
        self.given: list[dict[str, Any]] = []
        self.stopped = threading.Event()
        self.pauses = (0.0, 0.0)
        self.first = self.ended = 0.0
        """When it sent the first token of its last reply, and the last, by the monotonic clock."""
        self.left = threading.Event()
        """Set once a client hung up on it."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(habit: str, answer: dict[str, Any] | None = None) -> Iterator[StubServer]:
    server = StubServer(habit, answer or {})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: StubServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.given.append(body)
        habit, wanted = self.server.habit, body.get("response_format", {}).get("type")
        told = json.dumps(self.server.answer, ensure_ascii=False)
        if habit == "busy" and len(self.server.given) <= 2:
            self._refuse(503, "overloaded")
        elif habit == "deaf":
            self.server.stopped.wait(30)
        elif habit == "writer":
            self._write(answer_in(body["messages"][-1]["content"]), body)
        elif habit == "closed":
            self._refuse(401, f"Incorrect API key provided: {self.headers['Authorization']}")
        elif (
            habit in ("strict", "busy") and wanted == "json_schema" and body["response_format"]["json_schema"]["strict"]
        ):
            self._stream([{"content": "<think>名称是 {什么}？"}, {"content": "</think>"}, *_pieces(told)], body)
        elif habit in _REASONING and wanted == "json_schema":
            thought = [{"content": None, _REASONING[habit]: '名称是 {"operation": 什么}？'}]
            self._stream([*thought, *_pieces(told)], body)
        elif habit == "chatty" and wanted:
            self._stream([{"content": "问的是 {招待}，所以：\n"}, *_pieces(told), {"content": "\n就是这样。"}], body)
        elif habit == "wholetool" and body.get("tool_choice") == "required":
            call = _tool_call(body["tools"][0]["function"]["name"], told, whole=True)
            self._stream([{"content": "先想想：{招待}？"}, *call], body)
        elif habit == "tools" and body.get("tool_choice") == "required":
            self._stream(_tool_call(body["tools"][0]["function"]["name"], told), body)
        elif wanted or body.get("tools"):
            self._refuse(400 if habit in ("tools", "wholetool") else 500, "unsupported")
        else:
            self._stream([{"content": "好的，结果如下：\n```json\n"}, *_pieces(told), {"content": "\n```"}], body)

    def _write(self, text: str, body: dict[str, Any]) -> None:
        before, between = self.server.pauses

        def slowly() -> Iterator[dict[str, Any]]:
            time.sleep(before)
            self.server.first = time.monotonic()
            for start in range(0, len(text), 2):
                yield {"content": text[start : start + 2]}
                time.sleep(between)
            self.server.ended = time.monotonic()

        try:
            self._stream(slowly(), body)
        except OSError:
            self.server.left.set()

    def _stream(self, deltas: Iterable[dict[str, Any]], body: dict[str, Any]) -> None:
        assert body["stream"]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        head = {"id": "1", "object": "chat.completion.chunk", "created": int(time.time()), "model": body["model"]}
        for delta in deltas:
            self._event(
                {**head, "choices": [{"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": None}]}
            )
        self._event({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        usage = {"prompt_tokens": 70, "completion_tokens": 30, "total_tokens": 100}
        self._event({**head, "choices": [], "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, data: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())

    def _refuse(self, status: int, message: str) -> None:
        content = json.dumps({"error": {"message": message}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Nothing: the test reads `given`."""


def _pieces(text: str) -> list[dict[str, Any]]:
    return [{"content": text[start : start + 7]} for start in range(0, len(text), 7)]


def _tool_call(name: str, told: str, *, whole: bool = False) -> list[dict[str, Any]]:
    if whole:
        call = {"index": 0, "id": "call_1", "type": "function", "function": {"name": name, "arguments": told}}
        return [{"tool_calls": [call]}]
    first = {"index": 0, "id": "call_1", "type": "function", "function": {"name": name, "arguments": ""}}
    rest = [{"index": 0, "function": {"arguments": piece["content"]}} for piece in _pieces(told)]
    return [{"tool_calls": [one]} for one in (first, *rest)]
