"""Signing in and out, and the page without its frame's decoration.

- GET  /login, POST /login      name and password; leads on to ?next=
- GET  /logout, POST /logout    ends the session
- GET  /embed                   the page for an iframe
- GET  /api/me                  who I am, and how I was let in
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import asdict
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.web.door import Door
from bot.web.markup import escape
from bot.web.service import address_of, user_found
from bot.web.service_texts import service_words
from bot.web.sessions import COOKIE

_PAGE = Path(__file__).with_name("login.html")
_NO_STORE = {"Cache-Control": "no-store"}


def add_login(api: FastAPI, door: Door) -> None:
    """The routes of this file."""

    @api.get("/login", include_in_schema=False)
    def form(request: Request, next: str = "/") -> HTMLResponse:  # noqa: A002 - the name in the address
        nobody = not (door.accounts and door.accounts.users())
        return _form(request, next, problem=service_words(request)["nobody"] if nobody else "")

    @api.post("/login", include_in_schema=False)
    async def sign_in(request: Request, next: str = "/") -> Response:  # noqa: A002
        given = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=10))
        name, password = given.get("name", "").strip(), given.get("password", "")
        return await asyncio.to_thread(_sign_in, request, door, name, password, next)

    @api.get("/logout", include_in_schema=False)
    def leaving(request: Request) -> HTMLResponse:
        return _page(request, "", "logout", "", service_words(request)["leave"])

    @api.post("/logout", include_in_schema=False)
    def leave(request: Request) -> Response:
        if door.sessions:
            door.sessions.end(request.cookies.get(COOKIE, ""))
        left = RedirectResponse("login", status_code=303, headers=_NO_STORE)
        left.headers["Set-Cookie"] = _cookie(request, door, "", 0)
        return left

    @api.get("/embed", include_in_schema=False)
    def embed(request: Request) -> RedirectResponse:
        asked = [(name, value) for name, value in request.query_params.multi_items() if name != "embed"]
        return RedirectResponse("./?" + urlencode([("embed", "1"), *asked]), status_code=307)

    @api.get("/api/me", tags=["service"], summary="Who I am, and how I was let in")
    def me(request: Request) -> dict[str, str]:
        return asdict(user_found(request))


def _sign_in(request: Request, door: Door, name: str, password: str, onward: str) -> Response:
    words = service_words(request)
    address = address_of(request)
    seconds = door.wrong.wait(name, address)
    if seconds:
        told = words["wait"].format(minutes=math.ceil(seconds / 60))
        answer = _form(request, onward, name, told, 429)
        answer.headers["Retry-After"] = str(seconds)
        return answer
    door.wrong.note(name, address)  # before looking, so that many tries at once do not slip through
    if not (door.accounts and door.sessions and door.accounts.knows(name, password)):
        return _form(request, onward, name, words["wrong"], 401)
    door.wrong.forget(name, address)
    led = RedirectResponse(request.scope.get("root_path", "") + _own(onward), status_code=303, headers=_NO_STORE)
    led.headers["Set-Cookie"] = _cookie(request, door, door.sessions.begin(name), door.sessions.seconds)
    return led


def _own(onward: str) -> str:
    """A path of this service, whatever was asked for: no other site, no header of its own."""
    if not onward.startswith("/") or onward.startswith(("//", "/\\")) or not onward.isprintable():
        return "/"
    return quote(onward, safe="/?&=%#+:,;@!~*'()-._")


def _cookie(request: Request, door: Door, value: str, seconds: int) -> str:
    """In a frame of another site a browser sends a cookie only where it is SameSite=None, and that only over TLS."""
    secure = request.url.scheme == "https"
    framed = secure and bool(door.settings.frame_ancestors)
    site = "SameSite=None; Partitioned" if framed else "SameSite=Lax"
    path = request.scope.get("root_path", "") or "/"
    return f"{COOKIE}={value}; Path={path}; Max-Age={seconds}; HttpOnly; {site}" + ("; Secure" if secure else "")


def _form(request: Request, onward: str, name: str = "", problem: str = "", status: int = 200) -> HTMLResponse:
    words = service_words(request)
    fields = (
        f'<label>{escape(words["name"])}<input name="name" value="{escape(name)}" autocomplete="username" required'
        f' autofocus></label><label>{escape(words["password"])}<input name="password" type="password"'
        ' autocomplete="current-password" required></label>'
    )
    action = "login?next=" + quote(_own(onward), safe="")
    return _page(request, problem, action, fields, words["enter"], status)


def _page(request: Request, problem: str, action: str, fields: str, button: str, status: int = 200) -> HTMLResponse:
    words = service_words(request)
    html = Template(_PAGE.read_text(encoding="utf-8")).substitute(
        language="en" if words["name"] == "Name" else "zh-CN",
        title=escape(words["title"]),
        product=escape(words["product"]),
        problem=escape(problem),
        action=escape(action),
        fields=fields,
        button=escape(button),
    )
    return HTMLResponse(html, status_code=status, headers=_NO_STORE)
