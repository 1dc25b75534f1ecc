"""Words of a language model come to the page and the API while it writes; who leaves leaves no thread behind."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import openai
import pytest
from running import in_a_thread
from scripted_chat import adviser_of, answer_in
from serving import client_of, running, service_over
from stub_server import StubServer, serving

from bot.language_model.adviser import Adviser
from bot.language_model.client import ModelClient
from bot.language_model.runnable import as_runnable
from bot.language_model.settings import ModelSettings
from bot.model import Answer
from bot.pipeline import Bot
from bot.web.hearing import hear
from bot.web.page import mount_page
from bot.web.server import build_api, guarded, open_service, user_of
from bot.web.settings import read_settings
from index.store.folder import Store

FIGURE = "上海市科学技术协会公务接待费预算是多少？"
PARTS = "上海市科学技术协会公务接待费预算是多少？因公出国（境）费呢？"
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


def asked_of_openai(address: str, question: str = FIGURE) -> Iterator[tuple[float, Any]]:
    """Each chunk that OpenAI's own client gets, with when it came."""
    http = httpx.Client(trust_env=False)
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0, http_client=http) as client:
        messages: Any = [{"role": "user", "content": question}]
        with client.chat.completions.create(
            model="budgetbot", messages=messages, stream=True, stream_options={"include_usage": True}
        ) as stream:
            for chunk in stream:
                yield time.monotonic(), chunk


def said_in(chunk: Any) -> str:
    return (chunk.choices[0].delta.content or "") if chunk.choices else ""


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


def test_openais_client_gets_the_words_as_the_model_writes_them_and_the_tokens_last(
    address: str, writer: StubServer, examples_store: Store
) -> None:
    began = time.monotonic()
    chunks = list(asked_of_openai(address))
    words = next(when for when, chunk in chunks if said_in(chunk))
    assert words < writer.ended
    assert told_ratio("OpenAI", began, words, writer) <= MOST_RATIO
    assert len([when for when, chunk in chunks if said_in(chunk) and when < writer.ended]) > 3
    assert "".join(said_in(chunk) for _, chunk in chunks).startswith(Bot(examples_store).ask(FIGURE).text + "\n\n")
    assert [one.choices[0].finish_reason for _, one in chunks if one.choices][-1] == "stop"
    usage = chunks[-1][1].usage
    assert (usage.prompt_tokens, usage.completion_tokens) == (70, 30)  # as the stub says


@pytest.mark.parametrize("way", ["stream", "astream"])
def test_the_runnable_streams_the_words_as_the_model_writes_them(bot: CountedBot, writer: StubServer, way: str) -> None:
    chain = as_runnable(bot)

    async def later() -> list[tuple[float, Any]]:
        return [(time.monotonic(), piece) async for piece in chain.astream(FIGURE)]

    pieces = [(time.monotonic(), one) for one in chain.stream(FIGURE)] if way == "stream" else in_a_thread(later())
    assert pieces[0][0] < writer.ended
    assert len([when for when, _ in pieces if when < writer.ended]) > 3
    whole = chain.invoke(FIGURE)
    assert "".join(piece["text"] for _, piece in pieces) == whole["text"]
    assert pieces[-1][1]["value"] == whole["value"]


def test_every_part_of_a_question_is_heard_while_it_is_worded(
    address: str, writer: StubServer, bot: CountedBot
) -> None:
    plain = Bot(bot._store).ask(PARTS)
    chunks = list(asked_of_openai(address, PARTS))
    texts = ["".join(said_in(chunk) for _, chunk in chunks[:end]) for end in range(1, len(chunks))]
    assert texts[-1].startswith(plain.text)
    first, second = plain.text.rsplit("\n", 1)
    assert any(first.startswith(text) and text not in ("", first) for text in texts)
    beginnings = {text.removeprefix(f"{first}\n") for text in texts if text.startswith(f"{first}\n")}
    assert len([one for one in beginnings if one and second.startswith(one)]) > 3
    assert len(writer.given) == 3  # one when everything was used first, and one for each part


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


def asked_of_the_runnable(bot: CountedBot) -> Iterator[tuple[float, str]]:
    stream = as_runnable(bot).stream(FIGURE)
    try:
        yield from ((time.monotonic(), piece["text"]) for piece in stream)
    finally:
        stream.close()


@pytest.mark.parametrize("face", ["page", "API", "OpenAI", "Runnable"])
def test_a_client_that_hangs_up_ends_the_models_work_and_leaves_no_thread(
    address: str, bot: CountedBot, writer: StubServer, face: str
) -> None:
    writer.pauses = (0.3, 0.4)
    faces = {
        "page": lambda: asked_on_the_page(address, "s2"),
        "API": lambda: asked_of_the_api(address),
        "OpenAI": lambda: asked_of_openai(address),
        "Runnable": lambda: asked_of_the_runnable(bot),
    }
    with closing(faces[face]()) as heard:
        for message in heard:
            if "上海" in str(message[1:]):
                break
    left = time.monotonic()
    free = seconds_until_free(bot)
    sys.stdout.write(f"\n{face}: no thread is busy with the question {free:.2f} s after its client hung up\n")
    assert writer.left.wait(5)
    assert writer.ended == 0 or writer.ended < left


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    ("path", "asked"),
    [("/api/ask", {"question": FIGURE}), ("/v1/chat/completions", {"messages": [{"role": "user", "content": FIGURE}]})],
)
def test_a_client_that_hangs_up_before_the_first_word_leaves_no_thread(
    address: str, bot: CountedBot, writer: StubServer, path: str, asked: dict[str, Any], stream: bool
) -> None:
    writer.pauses = (15.0, 0.0)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(address + path, json={**asked, "stream": stream}, trust_env=False, timeout=1)
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


def test_where_a_client_cannot_take_back_the_text_itself_does(examples_store: Store) -> None:
    plain = Bot(examples_store).ask(FIGURE)
    adviser, _ = adviser_of(
        lambda system, human: "根据文件，上海市科学技术协会减少。", examples_store, piece=2, pause=0.01
    )
    bot = Bot(examples_store, adviser)
    with running(build_api(bot, service_with(bot, examples_store))) as url:
        chat = "".join(said_in(chunk) for _, chunk in asked_of_openai(url))
    chain = "".join(piece["text"] for piece in as_runnable(bot).stream(FIGURE))
    for said in (chat, chain):
        before, _, after = said.partition("上面的写法没有通过核对")
        assert before.startswith("根据文件")
        assert after.split("\n\n")[1] == plain.text
    assert as_runnable(bot).invoke(FIGURE)["text"] == plain.text


def test_a_part_that_fails_after_all_is_taken_back_before_the_next(examples_store: Store) -> None:
    plain = Bot(examples_store).ask(PARTS)

    def say(system: str, human: str) -> str:
        told = answer_in(human)
        return "根据文件，上海市科学技术协会减少。" if "公务接待费" in told else told

    adviser, chat = adviser_of(say, examples_store, piece=2, pause=0.01)
    service = service_with(Bot(examples_store, adviser), examples_store)
    said = client_of(service).post("/api/ask", json={"question": PARTS, "stream": True}).text
    assert len(chat.asked) == 2
    assert said.count("event: restart") == 1
    after = said.split("event: restart")[1]
    pieces = [json.loads(line[6:])["delta"] for line in after.splitlines() if line.startswith('data: {"delta"')]
    assert "".join(pieces) == plain.text
    assert len(pieces) > 8


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
