"""One question through any face: in the scope of whoever asks, counted and noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.language_model.audience import OnText
from bot.model import Answer
from bot.web.audit_log import AuditLog
from bot.web.contract import AskingBot
from bot.web.door import LOCAL, Caller, Door
from bot.web.guard import CALLER, USER, host_of, route_path
from bot.web.library import Library
from bot.web.metrics import Metrics
from bot.web.permissions import User, scope_of, view_for


def user_found(request: HTTPConnection) -> User:
    """Who the guard let in. An app without the guard around it is a test's, and everybody its local user."""
    user = request.scope.get(USER, LOCAL)
    assert isinstance(user, User)
    return user


def address_of(request: HTTPConnection) -> str:
    """Where the request comes from."""
    caller = request.scope.get(CALLER)
    return caller.address if isinstance(caller, Caller) else ""


def base_url(request: HTTPConnection) -> str:
    """The address under which the client sees the service, with a slash at its end."""
    return f"{request.url.scheme}://{host_of(request)}{request.scope.get('root_path', '')}/"


PAGE_PARTS = "/parts/"
UNNOTED = ("/parts/plotly.js", "/parts/jobs", "/parts/follow/")
"""Pieces of the page that show no figure."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the routes and tools share."""

    bot: AskingBot
    door: Door
    library: Library | None = None
    """None where there is no store behind the bot; then no document comes or goes and no figure is searched."""
    log: AuditLog | None = None
    metrics: Metrics = field(default_factory=lambda: Metrics(lambda: 0))

    def ask(
        self,
        request: HTTPConnection,
        face: str,
        question: str,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        on_text: OnText | None = None,
    ) -> Answer:
        """The answer for whoever sent this request. Raises BudgetBotError."""
        user = user_found(request)
        view = view_for(self.bot, user)
        answer = view.ask(question, history=history, documents=documents, language=language, on_text=on_text)
        self.metrics.answered(face, answer)
        if self.log:
            self.log.answered(user, address_of(request), face, question, answer)
        return answer

    def note(self, request: HTTPConnection, face: str, **what: Any) -> None:
        """A line of the log that is no question."""
        if self.log:
            self.log.note(user_found(request), address_of(request), face, **what)

    def view(self, request: HTTPConnection) -> AskingBot:
        """The bot as whoever sent this request may see it."""
        return view_for(self.bot, user_found(request))

    def page_view(self, request: HTTPConnection) -> AskingBot:
        """The bot as the page asks it for whoever sent this request: counted and noted."""
        return _PageView(self, request)

    def page_note(self, request: HTTPConnection, **what: Any) -> None:
        """A line of the log about what someone changed on the page."""
        self.note(request, "page", **what)

    def scope(self, request: HTTPConnection) -> frozenset[str] | None:
        """The documents that whoever sent this request may see."""
        return scope_of(user_found(request))


class _PageView:
    """A bot whose every question is one of the page's, by one person."""

    def __init__(self, service: Service, request: HTTPConnection) -> None:
        self._service = service
        self._request = request
        view = service.view(request)
        self.table, self.documents, self.examples = view.table, view.documents, view.examples

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        on_text: OnText | None = None,
    ) -> Answer:
        """As `AskingBot.ask`."""
        return self._service.ask(self._request, "page", question, history, documents, language, on_text)


class Noting:
    """Notes what the page's own script fetches: tables, exports. What changes something is noted by its route."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        path = route_path(scope) if scope["type"] == "http" and scope["method"] == "GET" else ""
        if not path.startswith(PAGE_PARTS) or path.startswith(UNNOTED):
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                asked = unquote_plus(scope["query_string"].decode("latin-1"))
                self._service.note(request, "page", did=f"GET {path}?{asked}".rstrip("?")[:500])
            await send(message)

        await self.app(scope, receive, noting)
