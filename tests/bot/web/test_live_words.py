"""Words of a language model come to the page and the API while it writes; who leaves leaves no thread behind."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from running import in_a_thread
from scripted_chat import adviser_of
from serving import client_of, running, service_over
from stub_server import StubServer, serving

from bot.language_model.adviser import Adviser
from bot.language_model.client import ModelClient
from bot.language_model.settings import ModelSettings
from bot.model import Answer
from bot.pipeline import Bot
from bot.web.hearing import hear
from bot.web.page import mount_page
from bot.web.server import build_api, guarded, open_service, user_of
from bot.web.settings import read_settings
from index.store.folder import Store

FIGURE = "公务接待费预算是多少？"
PAUSES = (0.5, 0.05)
"""Seconds before the model's first token, and between two: as a mid-sized model on one graphics card."""
MOST_RATIO = 1.5


class CountedBot(Bot):
    """Knows how many questions it is being asked."""

    asked = 0

    def ask(self, question: str, **options: Any) -> Answer:
        self.asked += 1
        try:
            return super().ask(question, **options)
        finally:
            self.asked -= 1


@pytest.fixture
def bot(examples_store: Store, writer: StubServer) -> CountedBot:
    """With a model of the `writer` kind; everything slow at first use has been used."""
    settings = ModelSettings(writer.url, "stub", seconds=20.0)
    made = CountedBot(examples_store, Adviser(ModelClient(settings), lambda: examples_store.encoder))
    made.ask(FIGURE)
    writer.pauses = PAUSES
    return made


def service_with(bot: Bot, store: Store) -> Any:
    return open_service(bot, store, read_settings({}), "127.0.0.1")


@pytest.fixture
def writer() -> Iterator[StubServer]:
    with serving("writer") as server:
        yield server


@pytest.fixture
def address(examples_store: Store, bot: CountedBot) -> Iterator[str]:
    """Where the whole application is."""
    service = service_with(bot, examples_store)
    app = build_api(bot, service)
    mount_page(app, bot, user_of, None, service.page_view, service.scope, service.page_note)
    with running(guarded(app, service.door)) as url:
        yield url


def asked_on_the_page(address: str, session: str) -> Iterator[tuple[float, str]]:
    """Each message that the page gets for the question, with when it came."""
    config = httpx.get(address + "/config", trust_env=False).json()
    box = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "question")
    events = config["dependencies"]
    taken = next(one["id"] for one in events if [box, "submit"] in one["targets"])
    typed = next(one["id"] for one in events if one["trigger_after"] == taken and one["queue"])
    joined = {"fn_index": typed, "data": [FIGURE, None], "session_hash": session}
    with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        client.post("/gradio_api/queue/join", json=joined).raise_for_status()
        with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
            for line in stream.iter_lines():
                yield time.monotonic(), line
                if "process_completed" in line:
                    return


def asked_of_the_api(address: str) -> Iterator[tuple[float, str, dict[str, Any]]]:
    body = {"question": FIGURE, "stream": True}
    with httpx.stream("POST", address + "/api/ask", json=body, trust_env=False, timeout=30) as stream:
        name = ""
        for line in stream.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield time.monotonic(), name, json.loads(line.removeprefix("data: "))


def told_ratio(face: str, began: float, words: float, writer: StubServer) -> float:
    ratio = (words - began) / (writer.first - began)
    first, ended = writer.first - began, writer.ended - began
    told = f"model's first token {first:.3f} s, first words {words - began:.3f} s, model's last token {ended:.3f} s"
    sys.stdout.write(f"\n{face}: {told}; ratio {ratio:.2f} (at most {MOST_RATIO})\n")
    return ratio


def test_first_words_are_on_the_page_soon_after_the_models_first_token(address: str, writer: StubServer) -> None:
    began = time.monotonic()
    messages = list(asked_on_the_page(address, "s1"))
    growing = [(when, line) for when, line in messages if "streaming" in line or "process_generating" in line]
    words = next(when for when, line in growing if "上海" in line and "process_completed" not in line)
    assert words < writer.ended
    assert told_ratio("page", began, words, writer) <= MOST_RATIO
    assert len(growing) > 4
    assert "74,700" in messages[-2][1] + messages[-1][1]


def test_the_api_streams_the_words_as_the_model_writes_them(
    address: str, writer: StubServer, examples_store: Store
) -> None:
    began = time.monotonic()
    events = list(asked_of_the_api(address))
    words = next(when for when, name, _ in events if name == "text")
    assert words < writer.ended
    assert told_ratio("API", began, words, writer) <= MOST_RATIO
    whole = events[-1][2]
    assert "".join(data["delta"] for _, name, data in events if name == "text") == whole["text"]
    assert whole["text"] == Bot(examples_store).ask(FIGURE).text
    assert not any(name == "restart" for _, name, _ in events)


def seconds_until_free(bot: CountedBot) -> float:
    """How long until no thread is busy with a question, at most 5 s."""
    began = time.monotonic()
    while (bot.asked or _consulting()) and time.monotonic() - began < 5:
        time.sleep(0.05)
    assert bot.asked == 0
    assert not _consulting()
    return time.monotonic() - began


def _consulting() -> bool:
    return any(one.name.startswith("consultation") for one in threading.enumerate())


@pytest.mark.parametrize("face", ["page", "API"])
def test_a_client_that_hangs_up_ends_the_models_work_and_leaves_no_thread(
    address: str, bot: CountedBot, writer: StubServer, face: str
) -> None:
    writer.pauses = (0.3, 0.4)
    for message in asked_on_the_page(address, "s2") if face == "page" else asked_of_the_api(address):
        if "上海" in message[1] + str(message[2:]):
            break
    left = time.monotonic()
    free = seconds_until_free(bot)
    sys.stdout.write(f"\n{face}: no thread is busy with the question {free:.2f} s after its client hung up\n")
    assert writer.left.wait(5)
    assert writer.ended == 0 or writer.ended < left


def test_a_client_that_hangs_up_before_the_first_word_leaves_no_thread(
    address: str, bot: CountedBot, writer: StubServer
) -> None:
    writer.pauses = (15.0, 0.0)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(address + "/api/ask", json={"question": FIGURE, "stream": True}, trust_env=False, timeout=1)
    assert bot.asked == 1
    assert seconds_until_free(bot) < 5


def test_words_that_fail_after_all_are_taken_back(examples_store: Store) -> None:
    plain = Bot(examples_store).ask(FIGURE)
    adviser, _ = adviser_of(
        lambda system, human: "根据文件，上海市科学技术协会减少。", examples_store, piece=2, pause=0.01
    )
    service = service_with(Bot(examples_store, adviser), examples_store)
    said = client_of(service).post("/api/ask", json={"question": FIGURE, "stream": True}).text
    assert "event: restart" in said
    after = said.split("event: restart")[1]
    pieces = [json.loads(line[6:])["delta"] for line in after.splitlines() if line.startswith('data: {"delta"')]
    assert "".join(pieces) == plain.text


def test_without_a_model_the_api_takes_nothing_back(examples_store: Store) -> None:
    service = service_over(examples_store)
    said = client_of(service).post("/api/ask", json={"question": FIGURE, "stream": True}).text
    assert "restart" not in said
    assert said.count("event: answer") == 1


@pytest.mark.parametrize("waits", [False, True], ids=["at once", "later"])
def test_only_who_waits_is_told_that_the_answer_is_being_looked_for(waits: bool) -> None:
    answer, told = Answer("answered", "1,234 元。"), threading.Event()

    def ask(on_text: Any) -> Answer:
        assert not waits or told.wait(10)
        return answer

    async def listen() -> list[Any]:
        heard = []
        async for part in hear(ask, patience=0.2 if waits else 10):
            heard.append(part)
            told.set()
        return heard

    assert in_a_thread(listen()) == (["", answer] if waits else [answer])
