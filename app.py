"""Starts everything: builds the bot once, mounts the chat page and the API, runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.language_model.adviser import open_adviser
from bot.language_model.settings import add_model_options, settings_of
from bot.pipeline import Bot
from bot.web.door import check_address, open_port
from bot.web.server import build_api, open_service, serve, user_of
from bot.web.settings import read_settings
from bot.web.texts import DEFAULT_LANGUAGE, texts
from index.errors import BudgetBotError
from index.store.folder import open_store


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The settings of one start, read from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"), help="folder made by `budgetbot index`")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; this computer's own by default")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on; 0 takes a free one")
    add_model_options(parser)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs until interrupted; 1 and one sentence where it cannot start."""
    options = parse_arguments(arguments)
    try:
        settings = read_settings(os.environ)
        model = settings_of(options, os.environ)
        store = open_store(options.store)
        adviser = open_adviser(model, lambda: store.encoder)
        bot = Bot(store, adviser)
        service = open_service(bot, store, settings, options.host)
        check_address(options.host, service.door, options.store)
        listening = open_port(options.host, options.port)
    except BudgetBotError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    from bot.web.page import mount_page  # takes seconds to import: after all that can be refused at once

    if adviser:
        adviser.warm()
    app = build_api(bot, service)
    mount_page(app, bot, user_of, service.library, service.page_view, service.scope, service.page_note)
    host, port = listening.getsockname()[:2]
    url = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    sys.stdout.write(texts(DEFAULT_LANGUAGE)["started"].format(url=url) + "\n")
    sys.stdout.flush()
    serve(app, listening, service.door)
    return 0


if __name__ == "__main__":
    sys.exit(main())
