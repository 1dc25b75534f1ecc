"""Serves a real bot whose language model writes slowly, and prints the port; then a line when a client leaves the model."""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path

from serve_scripted import say
from stored import ASSOCIATION, made_store

sys.path.insert(0, str(Path(__file__).parents[1]))
from stub_server import StubServer, serving

LEFT = "the model was left"
ENDED = "the model ended"


def tell(server: StubServer) -> None:
    """Says when the model's client hangs up, or the model has written all."""
    while not server.stopped.is_set():
        if server.left.wait(0.05):
            say(LEFT)
            server.left.clear()
        if server.ended:
            say(ENDED)
            server.ended = 0.0


if __name__ == "__main__":
    import uvicorn
    from fastapi import FastAPI

    from bot.language_model.adviser import Adviser
    from bot.language_model.client import ModelClient
    from bot.language_model.settings import ModelSettings
    from bot.pipeline import Bot
    from bot.web.door import open_port
    from bot.web.page import mount_page

    with tempfile.TemporaryDirectory() as folder, serving("writer") as model:
        model.pauses = (0.5, 0.4)
        store = made_store(Path(folder) / "store", ASSOCIATION)
        client = ModelClient(ModelSettings(model.url, "stub", seconds=60.0))
        bot = Bot(store, Adviser(client, lambda: store.encoder))
        app = FastAPI()

        @app.get("/healthz")
        def healthz() -> dict[str, str]:
            return {}

        mount_page(app, bot, lambda request: "local")
        listening = open_port("127.0.0.1", 0)
        threading.Thread(target=tell, args=(model,), daemon=True).start()
        say(str(listening.getsockname()[1]))
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
