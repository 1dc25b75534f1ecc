"""A server in a thread, a store over the examples, and clients as the door sees them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi.testclient import TestClient

from bot.pipeline import Bot
from bot.web.door import open_port
from bot.web.server import build_api, guarded, open_service
from bot.web.settings import read_settings
from index.build import index_paths
from index.store.folder import open_store

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
PASSWORD = "九月的桂花开在院子里"
KEY_OF_NOBODY = "bb_" + "x" * 43


def example_store(folder: Path) -> Any:
    """The example documents, without their texts' meaning: figures need none."""
    store = open_store(folder, create=True)
    assert all(not report.error for report in index_paths([EXAMPLES], store))
    return store


def service_over(store: Any, host: str = "127.0.0.1", **environment: str) -> Any:
    settings = read_settings({f"BUDGETBOT_{name}": value for name, value in environment.items()})
    return open_service(Bot(store), store, settings, host)


def client_of(service: Any, *, peer: str = "127.0.0.1", base: str = "http://127.0.0.1", **more: Any) -> TestClient:
    """A client behind the door, as if it came from that address."""
    app = guarded(build_api(service.bot, service), service.door)
    return TestClient(app, base_url=base, client=(peer, 50000), raise_server_exceptions=False, **more)


@contextmanager
def running(app: Any, host: str = "127.0.0.1", **config: Any) -> Iterator[str]:
    """The address of a server that runs in a thread."""
    listening = open_port(host, 0)
    port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", proxy_headers=False, **config))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
