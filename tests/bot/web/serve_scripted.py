"""Serves the scripted bot on a free port and prints it: what the browser tests and screenshots talk to."""

from __future__ import annotations

from scripted import ScriptedBot

from bot.web.page import mount_page
from bot.web.server import build_api, open_port, serve, user_of

if __name__ == "__main__":
    bot = ScriptedBot()
    listening = open_port("127.0.0.1", 0)
    app = build_api(bot)
    mount_page(app, bot, user_of)
    print(listening.getsockname()[1], flush=True)  # noqa: T201
    serve(app, listening)
