"""How much a request may bring."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.guard import refuse, route_path
from bot.web.texts import preferred_language, texts

BODY_LIMIT = 2_000_000
"""Bytes. A full batch of the longest questions with a history is larger; a script then sends two."""
LIMITED = ("/api/", "/v1/", "/mcp", "/login", "/logout")
UPLOADS = "/api/documents"


class BodyLimit:
    """Refuses a request to the API whose body is larger than the limit, announced or not. Uploads count apart."""

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then hands it on or answers 413."""
        path = route_path(scope) if scope["type"] == "http" else ""
        if not path.startswith(LIMITED) or (path == UPLOADS and scope["method"] == "POST"):
            await self.app(scope, receive, send)
            return
        body: list[Message] = []
        size = 0
        while True:
            message = await receive()
            size += len(message.get("body", b""))
            body.append(message)
            if size > self.limit:
                await self._refuse(path, scope, receive, send)
                return
            if message["type"] != "http.request" or not message.get("more_body", False):
                break

        async def replay() -> Message:
            return body.pop(0) if body else await receive()

        await self.app(scope, replay, send)

    async def _refuse(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        words = texts(preferred_language(Request(scope).headers.get("accept-language", "")))
        await refuse(path, 413, words["error_body"].format(limit=self.limit))(scope, receive, send)
