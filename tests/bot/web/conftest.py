"""One server for all browser tests of a run, and a real Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The scripted bot's page on a free port, in a process of its own."""
    yield from _serving("serve_scripted.py", tmp_path_factory.mktemp("server") / "said.txt")


def _serving(program: str, said: Path) -> Iterator[Server]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}
    with said.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, str(HERE / program)], stdout=out, stderr=subprocess.STDOUT, env=environment
        )
    try:
        yield Server(_address(said, process), said)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real bot over a small store, in a process of its own."""
    yield from _serving("serve_stored.py", tmp_path_factory.mktemp("stored") / "said.txt")


@dataclass(frozen=True)
class Server:
    url: str
    said: Path


def _address(said: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        lines = said.read_text(encoding="utf-8").split("\n")
        if lines[0].isdigit() and _answers(f"http://127.0.0.1:{lines[0]}/healthz"):
            return f"http://127.0.0.1:{lines[0]}/"
        assert process.poll() is None, said.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError("the server did not start: " + said.read_text(encoding="utf-8"))


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium of this computer; the tests are skipped where there is none."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("no chromium or google-chrome on PATH (Debian: apt-get install chromium fonts-wqy-zenhei)")
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    yield browser
    browser.close()
    playwright.stop()


@dataclass
class Visit:
    """An open page and everything that it asked for or complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Any:
        """Asks and waits for the whole answer; returns its turn."""
        turns = self.page.locator("#turns .turn")
        before = turns.count()
        box = self.page.locator("#question textarea")
        box.fill(question)
        box.press("Enter")
        turn = turns.nth(before)
        turn.locator(".answer").wait_for(timeout=15_000)
        return turn

    def outside(self) -> list[str]:
        """Addresses asked for that are not this computer's."""
        own = ("http://127.0.0.1:", "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(own)]


@pytest.fixture
def visit(server: Server, chromium: Any) -> Iterator[Any]:
    """A function that opens the page in a browser of its own; checks at the end that nothing went outside or wrong."""
    yield from _visiting(server, chromium)


@pytest.fixture
def visit_store(stored: Server, chromium: Any) -> Iterator[Any]:
    """As `visit`, over a real bot with a store."""
    yield from _visiting(stored, chromium)


def _visiting(server: Server, chromium: Any) -> Iterator[Any]:
    opened: list[tuple[Any, Visit]] = []

    def open_page(path: str = "", *, width: int = 1440, height: int = 900, locale: str = "zh-CN", **more: Any) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale=locale, **more)
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        opened.append((context, seen))
        seen.page.goto(server.url + path)
        seen.page.locator("#question textarea").wait_for(timeout=20_000, state="attached")
        seen.page.locator("#turns :is(.welcome, .turn)").first.wait_for(timeout=20_000, state="attached")
        return seen

    yield open_page
    for context, seen in opened:
        context.close()
        assert seen.outside() == []
        assert seen.errors == []
