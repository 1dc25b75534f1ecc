"""Serves the scripted bot on a free port and prints it, then one line for every address outside that is asked for."""

from __future__ import annotations

import sys
from typing import Any

from scripted import ScriptedBot

LOCAL = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "", None)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tell_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: whatever the process looks up or connects to beyond this computer is printed."""
    if event == "socket.getaddrinfo" and arguments[0] not in LOCAL:
        say(f"outside: looked up {arguments[0]}")
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in LOCAL:
        say(f"outside: connected to {arguments[1]}")


if __name__ == "__main__":
    sys.addaudithook(tell_outside)
    from bot.web.door import open_port
    from bot.web.page import mount_page
    from bot.web.server import build_api, serve, user_of

    bot = ScriptedBot()
    listening = open_port("127.0.0.1", 0)
    app = build_api(bot)
    mount_page(app, bot, user_of)
    say(str(listening.getsockname()[1]))
    serve(app, listening)
