"""Where the server may listen. Who may come in is `user_of` in server.py."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping

from bot.web.texts import DEFAULT_LANGUAGE, texts
from index.errors import BadInput

ALLOW_OPEN = "BUDGETBOT_ALLOW_OPEN"


def check_address(host: str, environment: Mapping[str, str]) -> None:
    """Raises BadInput for an address that others can reach, as long as there is no sign-in."""
    if is_loopback(host) or environment.get(ALLOW_OPEN) == "1":
        return
    raise BadInput(texts(DEFAULT_LANGUAGE)["error_address"].format(host=host))


def is_loopback(host: str) -> bool:
    """Whether an address is this computer's own. A name other than localhost is not taken on trust."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
