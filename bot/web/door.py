"""Who may come in, and where the server may listen.

loopback       whoever sits at this computer is its one local user, unless the request came through a proxy
session        a name and password, kept in a signed cookie
proxy          the header of a proxy that is listed as trusted, and of nobody else
key            Authorization: Bearer bb_…
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from bot.web.accounts import Accounts
from bot.web.permissions import User
from bot.web.service_texts import service_texts
from bot.web.sessions import COOKIE, Sessions, WrongPasswords
from bot.web.settings import Settings
from bot.web.texts import DEFAULT_LANGUAGE, texts
from index.errors import BadInput

LOCAL = User("local", "local")
FORWARDING = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-prefix",
              "x-forwarded-server", "x-real-ip", "forwarded", "via")  # fmt: skip
"""Headers that a proxy sets. From anyone but a trusted one they prove only that the request did not come straight."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from, as far as it can be believed."""

    address: str
    """Of the client behind trusted proxies, for the log and the count of wrong passwords."""
    direct: bool
    """From this computer itself, through no proxy."""
    trusted: bool
    """Sent by a trusted proxy, so that its forwarding headers hold."""


class Door:
    """The door of one installation. `listening` is the address that the server listens on."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        listening: str = "127.0.0.1",
        accounts: Accounts | None = None,
        sessions: Sessions | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.accounts = accounts
        self.sessions = sessions
        self.wrong = WrongPasswords()
        self._local = is_loopback(listening)
        self._hosts = {*self.settings.hosts, "localhost"} | (set() if self._local else {socket.gethostname().lower()})

    def caller(self, peer: str, headers: Headers) -> Caller:
        """Where a request really comes from: `peer` is the other end of its connection."""
        if self._is_trusted(peer):
            chain = [part.strip() for part in headers.get("x-forwarded-for", "").split(",") if part.strip()]
            outside = [part for part in reversed(chain) if not self._is_trusted(part)]
            return Caller(outside[0] if outside else peer, self._is_direct(peer, headers), True)
        return Caller(peer, self._is_direct(peer, headers), False)

    def admit(self, caller: Caller, headers: Headers) -> User | None:
        """Who this is, or None for nobody that may come in. A key that is given has to be right."""
        scheme, _, key = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            owner = self.accounts.owner_of(key.strip()) if self.accounts else None
            if owner is not None:
                return User(owner, "key")
            return LOCAL if self._is_local(caller) else None  # OpenAI clients send some key always
        if caller.trusted and self.settings.user_header:
            named = _header_name(headers.get(self.settings.user_header, ""))
            if named:
                return User(named, "proxy")
        value = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        name = self.sessions.name_of(value) if self.sessions and value else None
        if name is not None:
            return User(name, "session")
        return LOCAL if self._is_local(caller) else None

    def allows_host(self, host: str) -> bool:
        """Whether the service may be asked for under this Host header.

        An address always may, beyond loopback: a page of another site cannot make a browser send it (DNS rebinding).
        """
        name = host.strip().lower()
        name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
        if name in self._hosts:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or not self._local

    def _is_local(self, caller: Caller) -> bool:
        return self._local and caller.direct

    def _is_direct(self, peer: str, headers: Headers) -> bool:
        return is_loopback(peer) and not any(name in headers for name in FORWARDING)

    def _is_trusted(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.settings.trusted_proxies)


def check_address(host: str, door: Door, store: Path) -> None:
    """Raises BadInput for an address that others can reach, as long as nobody can sign in."""
    accounts = door.accounts
    if is_loopback(host) or door.settings.user_header or (accounts and (accounts.users() or accounts.keys())):
        return
    raise BadInput(service_texts(DEFAULT_LANGUAGE)["address"].format(host=host, store=store))


def is_loopback(host: str) -> bool:
    """Whether an address is this computer's own. A name other than localhost is not taken on trust."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def _header_name(value: str) -> str:
    """The name that a proxy sends; percent-encoded where it is Chinese. "" for one that cannot be a name."""
    name = unquote(value).strip()
    return name if 0 < len(name) <= 200 and name.isprintable() else ""


def open_port(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises BadInput where the port is taken or the address is not this computer's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise BadInput(texts(DEFAULT_LANGUAGE)["error_port"].format(host=host, port=port)) from error
    return listening
