"""The OpenAI-compatible face: any chat client that takes a base URL can ask.

- GET  /v1/models, /v1/models/{id}     one model: budgetbot
- POST /v1/chat/completions            the last user message is the question, the earlier ones its talk

The sources stand in the text, and as `url_citation` annotations that lead to the cited cell. The whole answer comes
along in a field `budgetbot`. System messages and sampling settings change nothing.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, Literal
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.language_model.audience import Growing
from bot.model import Answer, Citation
from bot.reading.english_text import detect_language
from bot.web.api_ask import EVENTS, GONE, HISTORY_LIMIT, QUESTION_LIMIT, UNBUFFERED, hear_next, hear_whole, pieces
from bot.web.hearing import hear
from bot.web.markup import citation_place
from bot.web.service import Service, base_url
from bot.web.service_texts import service_texts, service_words
from bot.web.texts import Texts, texts
from index.errors import BudgetBotError
from index.text import has_han

MODEL = "budgetbot"
_CITE = re.compile(r"\[(\d{1,4})\]")


class Part(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="allow")
    type: str
    text: str = ""


class Message(BaseModel):
    """One message of the talk."""

    model_config = ConfigDict(extra="allow")
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    def text(self) -> str:
        """What it says."""
        if isinstance(self.content, str):
            return self.content.strip()
        return "\n".join(part.text for part in self.content or () if part.type == "text").strip()


class StreamOptions(BaseModel):
    """What a stream brings besides the text."""

    model_config = ConfigDict(extra="allow")
    include_usage: bool = False


class ChatRequest(BaseModel):
    """As OpenAI's clients send it; whatever else they send is not needed here."""

    model_config = ConfigDict(extra="allow")
    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=400)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = 1


def add_openai(api: FastAPI, service: Service) -> None:
    """The routes of this file."""

    @api.get("/v1/models", tags=["OpenAI-compatible"], summary="The models: budgetbot")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [_model()]}

    @api.get("/v1/models/{model}", tags=["OpenAI-compatible"], summary="One model")
    def one(model: str, request: Request) -> dict[str, Any]:
        _check_model(model, service_words(request))
        return _model()

    @api.post("/v1/chat/completions", tags=["OpenAI-compatible"], summary="Answer the last message of a chat")
    async def complete(asked: ChatRequest, request: Request) -> Response:
        question, history = _talk(asked, service_words(request))
        heard = hear(lambda on_text: service.ask(request, "openai", question, history, on_text=on_text))
        completion = _Completion(question, base_url(request))
        if not asked.stream:
            answer = await hear_whole(heard, request)
            return JSONResponse(completion.whole(answer)) if answer else Response(status_code=GONE)
        first = await hear_next(heard, request)  # waited for, so that a refusal has its status
        if first is None:
            return Response(status_code=GONE)
        usage = bool(asked.stream_options and asked.stream_options.include_usage)
        return StreamingResponse(completion.chunks(first, heard, usage), media_type=EVENTS, headers=UNBUFFERED)


def _talk(asked: ChatRequest, words: Texts) -> tuple[str, list[str]]:
    """The question and the earlier ones. Raises HTTPException for a talk that holds none."""
    _check_model(asked.model, words)
    if asked.n not in (None, 1):
        raise HTTPException(400, words["one_choice"])
    said = [message.text() for message in asked.messages if message.role == "user"]
    if asked.messages[-1].role != "user" or not said[-1]:
        raise HTTPException(400, words["no_question"])
    if len(said[-1]) > QUESTION_LIMIT:
        raise HTTPException(
            400, texts(words["language"])["error_long"].format(limit=QUESTION_LIMIT, length=len(said[-1]))
        )
    return said[-1], [text[:QUESTION_LIMIT] for text in said[:-1] if text][-HISTORY_LIMIT:]


def _check_model(model: str, words: Texts) -> None:
    if model != MODEL:
        raise HTTPException(404, words["model_missing"].format(model=model[:100]))


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 1_700_000_000, "owned_by": "budgetbot"}


class _Completion:
    """One question's answer as a chat completion."""

    def __init__(self, question: str, base: str) -> None:
        self._question = question
        self._base = base
        self._head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The completion in one piece."""
        text = text_with_sources(answer, self._question)
        links = cite_links(answer, text, self._question, self._base)
        message = {"role": "assistant", "content": text, "refusal": None, "annotations": links}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        head = {**self._head, "object": "chat.completion"}
        return {**head, "choices": [choice], "usage": _usage(answer), "budgetbot": answer.as_dict()}

    async def chunks(self, first: str | Answer, heard: AsyncGenerator[str | Answer], usage: bool) -> AsyncIterator[str]:
        """The completion as a stream, its text as the model beside the rules words it. `usage` asks for the tokens."""
        growing, part = Growing(detect_language(self._question)), first
        yield self._chunk({"role": "assistant", "content": ""})
        async with aclosing(heard):
            while isinstance(part, str):
                yield self._chunk({"content": growing.piece(part)})
                try:
                    part = await anext(heard)
                except BudgetBotError as error:
                    yield _data({"error": {"message": str(error), "type": "server_error", "code": None}})
                    return
        for piece in pieces(growing.piece(text_with_sources(part, self._question))):
            yield self._chunk({"content": piece})
        links = cite_links(part, growing.sent, self._question, self._base)
        if links:
            yield self._chunk({"annotations": links})
        yield self._chunk({}, "stop", budgetbot=part.as_dict())
        if usage:
            yield _data({**self._head, "object": "chat.completion.chunk", "choices": [], "usage": _usage(part)})
        yield "data: [DONE]\n\n"

    def _chunk(self, delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _data({**self._head, "object": "chat.completion.chunk", "choices": [choice], **more})


def text_with_sources(answer: Answer, question: str) -> str:
    """The answer, its notices and choices, and a line for each source."""
    language = "zh" if has_han(answer.text + question) else "en"
    words = texts(language)
    notices = [f"- {words['notice_' + notice.kind]}: {notice.text}" for notice in answer.notices]
    choices = [f"- {choice.label}: {choice.question}" for choice in answer.choices]
    sources = [_source(citation, words) for citation in answer.citations]
    heading = [service_texts(language)["sources"] + ":"] if sources else []
    blocks = [[answer.text], notices, choices, heading + sources]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _source(citation: Citation, words: Texts) -> str:
    names = (citation.document, citation.table, citation.row, citation.column, citation_place(citation, words))
    return f"[{citation.n}] " + " · ".join(name for name in names if name)


def cite_links(answer: Answer, text: str, question: str, base: str) -> list[dict[str, Any]]:
    """An annotation for each [n] of the text that is a source, at its place."""
    cited = {str(citation.n): citation for citation in answer.citations}
    found = []
    for match in _CITE.finditer(text):
        citation = cited.get(match.group(1))
        if citation:
            where = {"start_index": match.start(), "end_index": match.end()}
            title = " · ".join(filter(None, (citation.document, citation.table, citation.row)))
            link = {**where, "title": title, "url": source_url(citation, question, base)}
            found.append({"type": "url_citation", "url_citation": link})
    return found


def source_url(citation: Citation, question: str, base: str) -> str:
    """Where the cited cell can be seen: in its table, or for a sentence in the answer on the page."""
    if citation.table_id and citation.row_index >= 0:
        return f"{base}source/{quote(citation.table_id)}?r={citation.row_index}&c={citation.column_index}"
    return f"{base}?q={quote(question)}"


def _usage(answer: Answer) -> dict[str, int]:
    """The tokens of the language model beside the rules; none where none was called."""
    read, written = (int(answer.usage.get(key, 0)) for key in ("input_tokens", "output_tokens"))
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _data(content: dict[str, Any]) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"
