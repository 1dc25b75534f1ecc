"""app.py as it is run: the real bot over the example documents."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from index.build import index_paths
from index.store.folder import open_store

ROOT = Path(__file__).parents[3]
QUESTION = "科学技术支出的项目支出是多少？"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The example documents, without their texts' meaning: figures need none."""
    folder = tmp_path_factory.mktemp("store")
    opened = open_store(folder, create=True)
    assert all(not report.error for report in index_paths([ROOT / "examples"], opened))
    opened.close()
    return folder


def start(*arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETBOT_")}
    command = [sys.executable, str(ROOT / "app.py"), *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment, cwd=ROOT
    )


@pytest.fixture(scope="module")
def address(store):
    process = start("--store", store, "--port", 0)
    watchdog = threading.Timer(90, process.kill)
    watchdog.start()
    line = process.stdout.readline()
    watchdog.cancel()
    assert "http://127.0.0.1:" in line, process.stderr.read()
    url = line[line.index("http") :].strip()
    _wait(url)
    yield url
    process.terminate()
    process.communicate(timeout=20)


def _wait(url):
    for _ in range(200):
        try:
            with urlopen(url + "readyz", timeout=2) as answer:
                assert answer.status == 200
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("app.py did not become ready")


def test_question_is_answered_with_its_row_highlighted(address, chromium):
    page = chromium.new_page()
    outside = []
    page.on("request", lambda request: outside.append(request.url))
    page.goto(address)
    page.locator("#turns .welcome button.ask").first.wait_for()
    page.locator("#question textarea").fill(QUESTION)
    page.locator("#question textarea").press("Enter")
    turn = page.locator("#turns .turn").first
    turn.locator(".text a.cite").first.click()
    page.locator("#source td.target").wait_for()
    assert "45,372,167 元" in turn.locator(".answer .text").first.inner_text()
    assert page.locator("#source td.target").inner_text() == "45,372,167"
    assert "科学技术支出" in page.locator("#source tr.here").inner_text()
    assert [url for url in outside if not url.startswith((address, "data:", "blob:"))] == []
    page.close()


def test_upload_through_the_page_is_in_the_log(address, store):
    sent = Request(f"{address}parts/upload?name=bad.pdf", data=b"%PDF-", headers={"X-BudgetBot": "1"})
    with urlopen(sent, timeout=20) as answer:
        assert answer.status == 200
    noted = [json.loads(line) for line in (store / "asked.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["face"], one["user"]) for one in noted if one.get("uploaded") == "bad.pdf"] == [("page", "local")]


def refused(*arguments):
    process = start(*arguments)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    lines = said.strip().split("\n")
    assert len(lines) == 1, said
    return lines[0]


def test_port_in_use_is_one_sentence(store):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert str(port) in refused("--store", store, "--port", port)


def test_missing_store_is_one_sentence(tmp_path):
    assert "budgetbot index" in refused("--store", tmp_path / "nowhere", "--port", 0)


def test_other_address_without_a_door_is_one_sentence(store):
    assert "budgetbot users add" in refused("--store", store, "--host", "0.0.0.0", "--port", 0)
