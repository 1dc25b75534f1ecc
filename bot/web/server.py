"""The application beside the page, and the start of the server.

- GET  /healthz, /readyz, /metrics      the process runs; the store answers; numbers for Prometheus
- /api/…                                api_ask.py, api_documents.py
- /v1/…                                 openai_api.py
- /mcp                                  mcp_tools.py
- /login, /logout, /embed               api_login.py
- /docs, /source/…, /widget.js          api_pages.py

`serve` puts the door (guard.py) around all of it, and around whatever was mounted on it.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from bot.web.accounts import Accounts
from bot.web.api_ask import add_questions
from bot.web.api_documents import add_documents, add_figures, add_library
from bot.web.api_login import add_login
from bot.web.api_pages import add_pages
from bot.web.audit_log import AuditLog
from bot.web.contract import AskingBot
from bot.web.door import LOCAL, Door
from bot.web.guard import USER, Guard, refuse, route_path
from bot.web.library import Library
from bot.web.limits import BODY_LIMIT, BodyLimit
from bot.web.mcp_tools import ToolServer
from bot.web.metrics import CONTENT_TYPE, Counting, Metrics
from bot.web.openai_api import add_openai
from bot.web.service import Noting, Service, user_found
from bot.web.sessions import Sessions
from bot.web.settings import Settings
from bot.web.texts import Texts, preferred_language, texts
from index.errors import BudgetBotError, DocumentError, StoreBusy, StoreError
from index.store.folder import Store

__all__ = ["BODY_LIMIT", "build_api", "guarded", "open_service", "serve", "user_of"]

log = logging.getLogger(__name__)


def user_of(request: Request) -> str | None:
    """Who asks, or None for nobody that may: what the guard found. The page asks this once more."""
    return None if request.scope.get(USER, LOCAL) is None else user_found(request).name


def words_of(request: Request) -> Texts:
    """The page's texts for whoever sent this request."""
    return texts(preferred_language(request.headers.get("accept-language", "")))


def open_service(bot: AskingBot, store: Store, settings: Settings, host: str) -> Service:
    """Everything that the routes share, over one store, for a server on this address."""
    accounts = Accounts(store.folder)
    sessions = Sessions(store.folder, accounts, settings.session_seconds)
    return Service(
        bot,
        Door(settings, listening=host, accounts=accounts, sessions=sessions),
        Library(store, settings.upload_bytes),
        AuditLog(store.folder, keep_questions=settings.keep_questions),
        Metrics(lambda: len(bot.documents())),
    )


def build_api(bot: AskingBot, service: Service | None = None) -> FastAPI:
    """The application with every plain route; the page is mounted on it afterwards."""
    service = service or Service(bot, Door())
    tools = ToolServer(service)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        async with tools.sessions.run():
            yield

    api = FastAPI(
        title="BudgetBot",
        description="Published Chinese government budgets: exact figures, each with its source.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=life,
    )
    api.add_middleware(BodyLimit)
    api.add_middleware(Noting, service=service)
    api.add_middleware(Counting, metrics=service.metrics)
    for kind, answer in _REFUSALS:
        api.add_exception_handler(kind, answer)
    _add_health(api, service)
    add_questions(api, service)
    add_documents(api, service)
    if service.library:
        add_library(api, service, service.library)
        add_figures(api, service, service.library.holdings)
    add_openai(api, service)
    add_login(api, service.door)
    add_pages(api, service)
    api.router.routes.append(tools.route)
    return api


def _add_health(api: FastAPI, service: Service) -> None:
    @api.get("/healthz", tags=["service"], summary="The process runs")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @api.get("/readyz", tags=["service"], summary="The store answers")
    def readyz() -> JSONResponse:
        try:
            return JSONResponse({"status": "ready", "documents": len(service.bot.documents())})
        except BudgetBotError as error:
            return JSONResponse({"status": "not ready", "error": str(error)}, status_code=503)

    @api.get("/metrics", tags=["service"], summary="Numbers for Prometheus", response_class=Response)
    def metrics() -> Response:
        return Response(service.metrics.text(), headers={"Content-Type": CONTENT_TYPE})


def _refuse_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    words = words_of(request)
    sentence = words["error_request"].format(field=_field(first["loc"]), problem=first["msg"])
    if first["type"] == "string_too_long" and "question" in first["loc"]:
        sentence = words["error_long"].format(limit=first["ctx"]["max_length"], length=len(first["input"]))
    elif first["type"] == "string_too_short":
        sentence = words["error_empty"]
    if route_path(request.scope).startswith("/v1/"):
        return refuse("/v1/", 400, sentence)
    return JSONResponse({"error": sentence, "field": _field(first["loc"])}, status_code=422)


def _field(place: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in place if part != "body") or "body"


def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refuse(route_path(request.scope), error.status_code, str(error.detail), dict(error.headers or {}))


def _refuse_input(request: Request, error: Exception) -> Response:
    """A question or document that cannot be used is the client's to mend, a store that fails the operator's."""
    status = 422 if isinstance(error, DocumentError) else 503 if isinstance(error, StoreBusy | StoreError) else 400
    return refuse(route_path(request.scope), status, str(error))


def _failed(request: Request, error: Exception) -> Response:
    log.error("a request was not answered", exc_info=error)
    closing = {"Connection": "close"}  # the server drops the connection after a fault: no client may send on it again
    return refuse(route_path(request.scope), 500, words_of(request)["error_internal"], closing)


_REFUSALS = (
    (RequestValidationError, _refuse_request),
    (HTTPException, _refuse),
    (BudgetBotError, _refuse_input),
    (Exception, _failed),
)


def guarded(app: ASGIApp, door: Door | None = None) -> ASGIApp:
    """The application behind its door; by default that of a single user on this computer."""
    return Guard(app, door or Door())


def serve(app: ASGIApp, listening: socket.socket, door: Door | None = None) -> None:
    """Serves until interrupted, with the door around everything."""
    door = door or Door()
    config = uvicorn.Config(
        guarded(app, door),
        log_level="warning",
        proxy_headers=False,  # the door reads them, and only from trusted proxies
        server_header=False,
        root_path=door.settings.root_path,
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run(sockets=[listening])
