"""Serves a real bot over the example workbook and a small PDF on a free port, and prints the port."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from serve_scripted import say, tell_outside
from stored import LIBRARY, made_pdf, made_store

if __name__ == "__main__":
    sys.addaudithook(tell_outside)
    import uvicorn
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse

    from bot.pipeline import Bot
    from bot.web.door import open_port
    from bot.web.library import Library
    from bot.web.page import mount_page
    from bot.web.table import table_html
    from bot.web.texts import texts

    with tempfile.TemporaryDirectory() as folder:
        store = made_store(Path(folder) / "store", LIBRARY, made_pdf(Path(folder) / "示例市档案馆2024年部门预算.pdf"))
        bot = Bot(store)
        app = FastAPI()

        @app.get("/healthz")
        def healthz() -> dict[str, str]:
            return {}

        @app.get("/parts/table/{table_id:path}")
        def table(table_id: str, language: str = "zh") -> HTMLResponse:
            found = bot.table(table_id)
            return HTMLResponse(table_html(found, texts(language)) if found else "", 200 if found else 404)

        mount_page(app, bot, lambda request: "local", Library(store, 200_000_000))
        listening = open_port("127.0.0.1", 0)
        say(str(listening.getsockname()[1]))
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
