"""Many at once against the real program: everybody is answered, through the API and through the page."""

from __future__ import annotations

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from eval.load import Load, ask_api, measure, page_asker, served
from index.build import index_paths
from index.store.folder import open_store

EXAMPLES = Path(__file__).parents[2] / "examples"
QUESTIONS = ("示例市图书馆2024年支出总计是多少？", "示例市图书馆2024年公务接待费是多少？", "今天天气怎么样？")
USERS, ROUNDS = 3, 2


def measured(*given, **more):
    """As `measure`, in a thread of its own: the browser of other tests leaves an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(measure, *given, **more).result()


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("load") / "store"
    store = open_store(folder, create=True)
    assert all(not report.error for report in index_paths([EXAMPLES], store))
    store.close()
    with served(folder) as address:
        yield address


@pytest.mark.parametrize("face", ["API", "page"])
def test_everybody_who_asks_at_once_is_answered(url, face):
    asker = ask_api if face == "API" else page_asker(url)
    load = measured(url, QUESTIONS, asker, users=USERS, rounds=ROUNDS)
    assert load.failed == 0
    assert len(load.milliseconds) == USERS * ROUNDS
    assert min(load.milliseconds) > 0
    assert re.fullmatch(r"p50 \d+ ms, p95 \d+ ms, \d+ answers a second, 0 failed", load.line())


def test_question_that_nobody_answers_counts_as_failed():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        nowhere = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        load = measured(nowhere, QUESTIONS, ask_api, users=USERS, rounds=ROUNDS)
    assert load.failed == len(load.milliseconds) == USERS * ROUNDS


def test_refused_question_counts_as_failed(url):
    assert measured(url, ("",), ask_api, users=1, rounds=1).failed == 1


def test_page_that_does_not_start_is_told(tmp_path):
    with pytest.raises(RuntimeError, match="did not start"), served(tmp_path / "no store"):
        raise AssertionError("there is no store")


def test_line_tells_half_and_nearly_all_of_the_answers():
    load = Load(tuple(float(number) for number in range(1, 101)), failed=2, seconds=4.0)
    assert load.line() == "p50 50 ms, p95 95 ms, 25 answers a second, 2 failed"
