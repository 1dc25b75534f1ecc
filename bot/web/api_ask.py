"""Questions over HTTP.

- POST /api/ask      {"question", "history", "documents", "language"} → the answer contract; as server-sent events where
                     "stream" is true or text/event-stream accepted: `text` with each piece, then `answer` whole.
                     While a language model words it the pieces come as it writes; `restart` takes back what came
                     before, where its wording failed the check; `error` where there is no answer after all
- POST /api/batch    {"questions": [{"id", …}, …]} → {"answers": [{"id", …}, …]}
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from itertools import pairwise
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.language_model.audience import OnText
from bot.model import Answer
from bot.web.hearing import hear
from bot.web.markup import frames
from bot.web.schema import AnswerOut
from bot.web.service import Service
from index.errors import BudgetBotError

QUESTION_LIMIT = 2_000
HISTORY_LIMIT = 50
BATCH_LIMIT = 200
EVENTS = "text/event-stream"
GONE = 499
"""As servers log a client that hung up; nobody reads it."""
LOOK_SECONDS = 0.5
"""So often it is looked up whether the client is still there, until the next words come."""
UNBUFFERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""So that a proxy (nginx by its own header) hands each event on at once."""

Question = Annotated[str, Field(min_length=1, max_length=QUESTION_LIMIT)]


class AskRequest(BaseModel):
    """One question, with the earlier questions of its talk and the documents it is limited to."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    question: Question
    history: list[Question] = Field(default_factory=list, max_length=HISTORY_LIMIT)
    documents: list[str] | None = Field(None, description="names or ids of the documents that alone may answer")
    language: str | None = Field(None, description="zh or en; the question's own by default")


class StreamedRequest(AskRequest):
    """A question whose answer may come in pieces."""

    stream: bool = Field(False, description="server-sent events, as with Accept: text/event-stream")


class BatchQuestion(AskRequest):
    """One record of a batch."""

    id: str | int


class BatchRequest(BaseModel):
    """Questions that have nothing to do with each other; a talk is told by each one's history."""

    model_config = ConfigDict(extra="forbid")
    questions: list[BatchQuestion] = Field(max_length=BATCH_LIMIT)


def add_questions(api: FastAPI, service: Service) -> None:
    """The routes of this file."""

    @api.post("/api/ask", response_model=AnswerOut, tags=["questions"], summary="Answer one question")
    async def ask(asked: StreamedRequest, request: Request) -> Response:
        heard = hear(lambda on_text: _answer(service, request, asked, "api", on_text))
        if not asked.stream and EVENTS not in request.headers.get("accept", ""):
            answer = await hear_whole(heard, request)
            return JSONResponse(answer.as_dict()) if answer else Response(status_code=GONE)
        first = await hear_next(heard, request)  # waited for, so that a refusal has its status
        if first is None:
            return Response(status_code=GONE)
        return StreamingResponse(_events(first, heard), media_type=EVENTS, headers=UNBUFFERED)

    @api.post("/api/batch", tags=["questions"], summary="Answer many questions that stand for themselves")
    def batch(asked: BatchRequest, request: Request) -> dict[str, Any]:
        return {"answers": [{"id": one.id, **_answer_or_error(service, request, one)} for one in asked.questions]}


def _answer(service: Service, request: Request, asked: AskRequest, face: str, on_text: OnText | None = None) -> Answer:
    return service.ask(request, face, asked.question, asked.history, asked.documents, asked.language, on_text)


def _answer_or_error(service: Service, request: Request, asked: AskRequest) -> dict[str, Any]:
    try:
        return _answer(service, request, asked, "batch").as_dict()
    except BudgetBotError as error:
        return {"error": str(error)}


async def hear_next(heard: AsyncGenerator[str | Answer], request: Request) -> str | Answer | None:
    """The next part; None where the client hung up before it came. Raises what asking raises."""
    waiting = asyncio.ensure_future(anext(heard))
    while not (await asyncio.wait([waiting], timeout=LOOK_SECONDS))[0]:
        if await request.is_disconnected():
            waiting.cancel()
            return None
    return await waiting


async def hear_whole(heard: AsyncGenerator[str | Answer], request: Request) -> Answer | None:
    """The answer; None where the client hung up before it came, which ends what is still done for it."""
    async with aclosing(heard):
        while isinstance(part := await hear_next(heard, request), str):
            pass
    return part


async def _events(first: str | Answer, heard: AsyncGenerator[str | Answer]) -> AsyncIterator[str]:
    sent, part = "", first
    async with aclosing(heard):
        while isinstance(part, str):
            if not part.startswith(sent):  # the wording of one part of the question failed the check after all
                yield _event("restart", {})
                sent = ""
            yield _event("text", {"delta": part[len(sent) :]})
            sent = part
            try:
                part = await anext(heard)
            except BudgetBotError as error:
                yield _event("error", {"error": str(error)})
                return
    if not part.text.startswith(sent):
        yield _event("restart", {})
        sent = ""
    for piece in pieces(part.text[len(sent) :]):
        yield _event("text", {"delta": piece})
    yield _event("answer", part.as_dict())


def pieces(text: str) -> list[str]:
    """A text in pieces that never cut a figure, a word or a [n] in two."""
    beginnings = ["", *frames(text)]
    return [whole[len(begun) :] for begun, whole in pairwise(beginnings) if whole != begun]


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
