"""How this installation is set up. The environment is read in one function, once, and checked there.

BUDGETBOT_HOSTS            names under which it may be asked for, besides this computer's own (budget.example.gov.cn)
BUDGETBOT_TRUSTED_PROXIES  addresses or networks whose forwarding headers are believed (127.0.0.1, 10.0.0.0/8)
BUDGETBOT_USER_HEADER      header in which such a proxy names the person signed in (X-Remote-User)
BUDGETBOT_FRAME_ANCESTORS  origins whose pages may hold the page in a frame (https://portal.example.gov.cn)
BUDGETBOT_ORIGINS          origins whose scripts may call the API, with an API key
BUDGETBOT_ROOT_PATH        the path under which a proxy shows the service (/budget)
BUDGETBOT_SESSION_HOURS    how long a sign-in holds (12)
BUDGETBOT_UPLOAD_MB        the largest upload (200)
BUDGETBOT_KEEP_QUESTIONS   0: the log of questions keeps who and which figures, not the question's words
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import BadInput

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?|https?://\[[0-9A-Fa-f:]+\](:\d{1,5})?")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_HOST = re.compile(r"[A-Za-z0-9._-]+")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation. The defaults are those of a single user on one computer."""

    hosts: frozenset[str] = frozenset()
    trusted_proxies: tuple[Network, ...] = ()
    user_header: str = ""
    frame_ancestors: tuple[str, ...] = ()
    origins: frozenset[str] = frozenset()
    root_path: str = ""
    session_seconds: int = 12 * 3600
    upload_bytes: int = 200_000_000
    keep_questions: bool = True


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment. Raises BadInput that names the variable."""
    settings = Settings(
        hosts=frozenset(name.lower() for name in _listed(environment, "HOSTS", _HOST, "budget.example.gov.cn")),
        trusted_proxies=_networks(environment),
        user_header="".join(_listed(environment, "USER_HEADER", _HEADER, "X-Remote-User")[:1]).lower(),
        frame_ancestors=_listed(environment, "FRAME_ANCESTORS", _ORIGIN, "https://portal.example.gov.cn"),
        origins=frozenset(_listed(environment, "ORIGINS", _ORIGIN, "https://tools.example.gov.cn")),
        root_path=_root_path(environment),
        session_seconds=_number(environment, "SESSION_HOURS", 12, 24 * 365) * 3600,
        upload_bytes=_number(environment, "UPLOAD_MB", 200, 10_000) * 1_000_000,
        keep_questions=environment.get("BUDGETBOT_KEEP_QUESTIONS", "1") != "0",
    )
    if settings.user_header and not settings.trusted_proxies:
        raise BadInput("BUDGETBOT_USER_HEADER needs BUDGETBOT_TRUSTED_PROXIES: the addresses that may send the header.")
    return settings


def _listed(environment: Mapping[str, str], name: str, form: re.Pattern[str], example: str) -> tuple[str, ...]:
    given = [part for part in re.split(r"[,\s]+", environment.get(f"BUDGETBOT_{name}", "")) if part]
    for part in given:
        if not form.fullmatch(part):
            raise BadInput(f"BUDGETBOT_{name}: {part!r} cannot be used. Write it like {example}")
    return tuple(given)


def _networks(environment: Mapping[str, str]) -> tuple[Network, ...]:
    found = []
    for part in re.split(r"[,\s]+", environment.get("BUDGETBOT_TRUSTED_PROXIES", "")):
        try:
            if part:
                found.append(ipaddress.ip_network(part))
        except ValueError as error:
            raise BadInput(
                f"BUDGETBOT_TRUSTED_PROXIES: {part!r} is no address. Write 127.0.0.1 or 10.0.0.0/8"
            ) from error
    return tuple(found)


def _root_path(environment: Mapping[str, str]) -> str:
    path = environment.get("BUDGETBOT_ROOT_PATH", "").rstrip("/")
    if not _PATH.fullmatch(path):
        raise BadInput(f"BUDGETBOT_ROOT_PATH: {path!r} cannot be used. Write it like /budget")
    return path


def _number(environment: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = environment.get(f"BUDGETBOT_{name}", str(default)).strip()
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise BadInput(f"BUDGETBOT_{name}: {text!r} cannot be used. Write a whole number from 1 to {most}.")
    return int(text)
