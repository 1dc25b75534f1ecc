"""The door as the outermost layer around everything that is served: page, API, OpenAI, MCP, files, whatever is mounted.

In order: is the host name ours, who is it, does another site's page send it. Only then is anything asked inside.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.door import FORWARDING, Caller, Door
from bot.web.permissions import User
from bot.web.service_texts import service_words

PUBLIC = frozenset({"/healthz", "/readyz", "/login", "/widget.js", "/favicon.ico"})
"""What anybody may fetch: it tells nothing about documents or people."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PROGRAMS = ("/api/", "/v1/", "/mcp", "/metrics", "/gradio_api/", "/parts/")
"""Where a program asks, that is told in JSON to sign in; elsewhere a person is led to the sign-in page."""
USER, CALLER = "budgetbot.user", "budgetbot.caller"
"""Where in a request's scope the door leaves what it found."""


class Guard:
    """Lets requests through to the app, with what the door found in their scope, or answers them itself."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        caller = self._door.caller((scope.get("client") or ("", 0))[0], headers)
        scope = self._believed(scope, headers, caller)
        user = self._door.admit(caller, headers)
        scope[USER], scope[CALLER] = user, caller
        answer = self._refusal(scope, caller, user)
        if scope["type"] == "websocket":
            if answer is None and user is not None and not _from_elsewhere(scope):
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        sending = self._with_headers(scope, send)
        await (answer or self._app)(scope, receive, sending)

    def _believed(self, scope: Scope, headers: Headers, caller: Caller) -> Scope:
        """The scope with only those headers about its own origin that a trusted proxy sent."""
        dropped = {self._door.settings.user_header.encode()} | {
            b"" if caller.trusted else h.encode() for h in FORWARDING
        }
        kept = [(name, value) for name, value in scope["headers"] if name.lower() not in dropped]
        believed = {**scope, "headers": kept}
        if caller.trusted:
            believed["client"] = (caller.address, 0)
            if headers.get("x-forwarded-proto") in ("http", "https"):
                believed["scheme"] = headers["x-forwarded-proto"]
        return believed

    def _refusal(self, scope: Scope, caller: Caller, user: User | None) -> Response | None:
        """What is answered in the app's place, or None where the request may pass."""
        request = HTTPConnection(scope)
        words = service_words(request)
        path = route_path(scope)
        host = host_of(request)
        if path in ("/healthz", "/readyz") and scope.get("method") in SAFE_METHODS:
            return None
        if not self._door.allows_host(host):
            return refuse(path, 421, words["host"].format(host=host[:100]))
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            return Response(status_code=204)
        if user is None and path not in PUBLIC:
            return _ask_to_sign_in(scope, request, words["sign_in"], words["no_key"])
        changes = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if changes and (user is None or user.via != "key") and _from_elsewhere(scope):
            return refuse(path, 403, words["cross_site"])
        return None

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        settings = self._door.settings
        origin = Headers(scope=scope).get("origin", "")
        ancestors = " ".join(("'self'", *settings.frame_ancestors))

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                for name in [name for name in headers if name.lower().startswith("access-control-")]:
                    del headers[name]
                if origin in settings.origins:
                    _allow(headers, origin)
                headers["Content-Security-Policy"] = f"frame-ancestors {ancestors}"
                if not settings.frame_ancestors:
                    headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                message = {**message, "headers": headers.raw}
            await send(message)

        return sending


def route_path(scope: Scope) -> str:
    """The path without that under which a proxy shows the service."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] or "/" if root and (path == root or path.startswith(root + "/")) else path


def host_of(request: HTTPConnection) -> str:
    """The name that the client asked for; the guard has dropped forwarded ones that cannot be believed."""
    forwarded = request.headers.get("x-forwarded-host", "").split(",")[0].strip()
    return forwarded or request.headers.get("host", "")


def refuse(path: str, status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """One sentence, in the shape that the clients of this path read."""
    if path.startswith("/v1/"):
        kind = {401: "authentication_error", 429: "rate_limit_error"}.get(status, "invalid_request_error")
        error = {"message": sentence, "type": kind, "param": None, "code": None}
        return JSONResponse({"error": error}, status_code=status, headers=headers)
    return JSONResponse({"error": sentence}, status_code=status, headers=headers)


def _ask_to_sign_in(scope: Scope, request: HTTPConnection, sentence: str, wrong_key: str) -> Response:
    path = route_path(scope)
    if "authorization" in request.headers:
        return refuse(path, 401, wrong_key, {"WWW-Authenticate": "Bearer"})
    person = "text/html" in request.headers.get("accept", "") and scope.get("method") in SAFE_METHODS
    if not person or path.startswith(PROGRAMS):
        return refuse(path, 401, sentence, {"WWW-Authenticate": "Bearer"})
    asked = path + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
    return RedirectResponse(f"{scope.get('root_path', '')}/login?next={quote(asked, safe='')}", status_code=303)


def _from_elsewhere(scope: Scope) -> bool:
    """Whether a page of another origin sent this. Browsers always tell with a request that changes something."""
    request = HTTPConnection(scope)
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return False  # no browser: nobody's cookie is sent along unasked
    return urlsplit(origin).netloc.lower() != host_of(request).lower()


def _allow(headers: MutableHeaders, origin: str) -> None:
    """Another origin's scripts may call with a key; cookies are never taken from them."""
    headers["Access-Control-Allow-Origin"] = origin
    headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Mcp-Session-Id, Mcp-Protocol-Version"
    headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
    headers.add_vary_header("Origin")
