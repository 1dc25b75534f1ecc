"""The plain routes beside the page, and the start of the server.

- GET  /healthz          the process runs
- GET  /readyz           the store answers
- POST /api/ask          {"question", "history", "documents", "language"} → the answer contract
- POST /api/batch        {"questions": [{"id", …}, …]} → {"answers": [{"id", …}, …]}
- GET  /api/documents    the documents held
- GET  /parts/table/…    a whole table as HTML, for the page's source panel
"""

from __future__ import annotations

import logging
import socket
from dataclasses import asdict
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.contract import AskingBot
from bot.web.table import table_html
from bot.web.texts import DEFAULT_LANGUAGE, Texts, preferred_language, texts
from index.errors import BudgetBotError

QUESTION_LIMIT = 2_000
HISTORY_LIMIT = 50
BATCH_LIMIT = 200
BODY_LIMIT = 2_000_000
"""Bytes. A full batch of the longest questions with a history is larger; a script then sends two."""

log = logging.getLogger(__name__)

Question = Annotated[str, Field(min_length=1, max_length=QUESTION_LIMIT)]


class AskRequest(BaseModel):
    """One question, with the earlier questions of its talk and the documents it is limited to."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    question: Question
    history: list[Question] = Field(default_factory=list, max_length=HISTORY_LIMIT)
    documents: list[str] | None = None
    language: str | None = None


class BatchQuestion(AskRequest):
    """One record of a batch."""

    id: str | int


class BatchRequest(BaseModel):
    """Questions that have nothing to do with each other; a talk is told by each one's history."""

    model_config = ConfigDict(extra="forbid")
    questions: list[BatchQuestion] = Field(max_length=BATCH_LIMIT)


def user_of(request: Request) -> str | None:
    """Who asks, or None for nobody that may. The one door of page, API and files.

    Until there is sign-in, whoever reaches the server is its one local user: `check_address` lets it listen
    on this computer's own addresses only.
    """
    return "local"


def require_user(request: Request) -> str:
    """`user_of` as a dependency of routes. Raises 401."""
    user = user_of(request)
    if user is None:
        raise HTTPException(401, words_of(request)["error_sign_in"])
    return user


def words_of(request: Request) -> Texts:
    """The texts for whoever sent this request."""
    return texts(preferred_language(request.headers.get("accept-language", "")))


def build_api(bot: AskingBot) -> FastAPI:
    """The application with every plain route; the page is mounted on it afterwards."""
    api = FastAPI(title="BudgetBot", docs_url=None, redoc_url=None, openapi_url=None)
    api.add_middleware(BodyLimit)
    api.add_exception_handler(RequestValidationError, _refuse_request)
    api.add_exception_handler(HTTPException, _refuse)
    api.add_exception_handler(BudgetBotError, _refuse_input)
    api.add_exception_handler(Exception, _failed)
    _add_health(api, bot)
    _add_questions(api, bot)
    _add_parts(api, bot)
    return api


def _add_health(api: FastAPI, bot: AskingBot) -> None:
    @api.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @api.get("/readyz")
    def readyz() -> JSONResponse:
        try:
            return JSONResponse({"status": "ready", "documents": len(bot.documents())})
        except BudgetBotError as error:
            return JSONResponse({"status": "not ready", "error": str(error)}, status_code=503)


def _add_questions(api: FastAPI, bot: AskingBot) -> None:
    guarded = [Depends(require_user)]

    @api.post("/api/ask", dependencies=guarded)
    def ask(asked: AskRequest) -> dict[str, Any]:
        return _answer(bot, asked)

    @api.post("/api/batch", dependencies=guarded)
    def batch(asked: BatchRequest) -> dict[str, Any]:
        return {"answers": [{"id": one.id, **_answer_or_error(bot, one)} for one in asked.questions]}

    @api.get("/api/documents", dependencies=guarded)
    def documents() -> dict[str, Any]:
        return {"documents": [_without_path(asdict(document)) for document in bot.documents()]}


def _add_parts(api: FastAPI, bot: AskingBot) -> None:
    @api.get("/parts/table/{table_id:path}", dependencies=[Depends(require_user)])
    def table(table_id: str, language: str = DEFAULT_LANGUAGE) -> HTMLResponse:
        words = texts(language)
        found = bot.table(table_id)
        if found is None:
            raise HTTPException(404, words["panel_gone"])
        return HTMLResponse(table_html(found, words), headers={"Cache-Control": "no-store"})


def _answer(bot: AskingBot, asked: AskRequest) -> dict[str, Any]:
    answer = bot.ask(asked.question, history=asked.history, documents=asked.documents, language=asked.language)
    return answer.as_dict()


def _answer_or_error(bot: AskingBot, asked: AskRequest) -> dict[str, Any]:
    try:
        return _answer(bot, asked)
    except BudgetBotError as error:
        return {"error": str(error)}


def _without_path(document: dict[str, Any]) -> dict[str, Any]:
    """A client learns a file's name, not where this computer keeps it."""
    return {name: value for name, value in document.items() if name != "path"}


def _refuse_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    words = words_of(request)
    sentence = words["error_request"].format(field=_field(first["loc"]), problem=first["msg"])
    if first["type"] == "string_too_long":
        sentence = words["error_long"].format(limit=first["ctx"]["max_length"], length=len(first["input"]))
    elif first["type"] == "string_too_short":
        sentence = words["error_empty"]
    return JSONResponse({"error": sentence, "field": _field(first["loc"])}, status_code=422)


def _field(place: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in place if part != "body") or "body"


def _refuse(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, status_code=error.status_code)


def _refuse_input(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=400)


def _failed(request: Request, error: Exception) -> JSONResponse:
    log.error("a request was not answered", exc_info=error)
    return JSONResponse({"error": words_of(request)["error_internal"]}, status_code=500)


class BodyLimit:
    """Refuses a request to the API whose body is larger than the limit, announced or not."""

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then hands it on or answers 413."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        body: list[Message] = []
        size = 0
        while True:
            message = await receive()
            size += len(message.get("body", b""))
            body.append(message)
            if size > self.limit:
                await self._refuse(scope, receive, send)
                return
            if message["type"] != "http.request" or not message.get("more_body", False):
                break

        async def replay() -> Message:
            return body.pop(0) if body else await receive()

        await self.app(scope, replay, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        sentence = words_of(Request(scope))["error_body"].format(limit=self.limit)
        await JSONResponse({"error": sentence}, status_code=413)(scope, receive, send)


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Serves until interrupted."""
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
