"""The stop button in a real browser, while a language model writes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Server, _serving, _visiting
from serve_writing import ENDED, LEFT

FIGURE = "上海市科学技术协会公务接待费预算是多少？"


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real bot whose model writes two characters at a time, in a process of its own."""
    yield from _serving("serve_writing.py", tmp_path_factory.mktemp("writing") / "said.txt")


@pytest.fixture
def visit_writing(writing: Server, chromium: Any) -> Iterator[Any]:
    yield from _visiting(writing, chromium)


def begin(seen: Any) -> None:
    """Asks, and waits for the first words that the model has written."""
    box = seen.page.locator("#question textarea")
    box.fill(FIGURE)
    box.press("Enter")
    seen.page.locator("#coming .streaming .text", has_text="上海").wait_for(timeout=20_000)


def wait_for_line(said: Path, line: str, seconds: float = 5.0) -> None:
    until = time.monotonic() + seconds
    while line not in said.read_text(encoding="utf-8"):
        assert time.monotonic() < until, said.read_text(encoding="utf-8")
        time.sleep(0.05)


def test_stop_ends_the_models_work_and_says_so_and_another_question_can_be_asked(
    visit_writing: Any, writing: Server
) -> None:
    seen = visit_writing()
    begin(seen)
    seen.page.locator("#question .stop-button").click()
    wait_for_line(writing.said, LEFT)
    assert ENDED not in writing.said.read_text(encoding="utf-8")
    seen.page.locator("#coming .answer.stopped", has_text="已停止").wait_for(timeout=20_000)
    assert seen.page.locator("#turns .turn .question > span").all_inner_texts() == [FIGURE]
    assert "74,700" not in seen.page.locator("#talk").inner_text()
    box = seen.page.locator("#question textarea")
    box.fill("天气怎么样？")
    box.press("Enter")
    seen.page.locator("#turns .turn .answer.declined").wait_for(timeout=20_000)  # in place of the one that was stopped
    assert seen.page.locator("#turns .turn").count() == 1
    assert seen.page.locator("#coming").inner_text().strip() == ""


def test_a_question_sent_while_an_answer_comes_is_asked_after_it(visit_writing: Any) -> None:
    seen = visit_writing()
    begin(seen)
    box = seen.page.locator("#question textarea")
    box.fill("天气怎么样？")
    box.press("Enter")
    seen.page.locator("#turns .turn .answer.declined").wait_for(timeout=40_000)
    assert seen.page.locator("#turns .turn .question > span").all_inner_texts() == [FIGURE, "天气怎么样？"]
    assert "7.47 万元" in seen.page.locator("#turns .turn .answer .text").first.inner_text()


def test_a_closed_window_ends_the_models_work(visit_writing: Any, writing: Server) -> None:
    before = writing.said.read_text(encoding="utf-8").count(LEFT)
    seen = visit_writing()
    begin(seen)
    seen.page.close()
    until = time.monotonic() + 10
    while writing.said.read_text(encoding="utf-8").count(LEFT) == before:
        assert time.monotonic() < until
        time.sleep(0.05)
