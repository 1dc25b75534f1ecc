"""The client against servers that speak the protocol, each with its own habits."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stub_server import HABITS, serving

from bot.language_model.breaker import Breaker
from bot.language_model.client import ModelClient
from bot.language_model.consultation import Consultation
from bot.language_model.reading import schema
from bot.language_model.replies import find_object, without_thoughts
from bot.language_model.settings import ModelSettings, read_model_settings
from bot.language_model.trouble import ModelTrouble
from index.errors import BadInput

KEY = "sk-secret-123"
SCHEMA = schema(["招待"], ["公务接待费", "会议费"], ["lookup", "sum"])
ANSWER = {"operation": "lookup", "operands": ["公务接待费"], "words": [{"word": "招待", "name": "公务接待费"}]}
MESSAGES = [("system", "整理"), ("human", "招待花了多少？")]


def client_of(url: str, **settings) -> ModelClient:
    return ModelClient(ModelSettings(url, "stub", KEY, **{"seconds": 10.0, "calls": 4, **settings}))


@pytest.mark.parametrize("habit", HABITS)
def test_an_object_comes_from_every_kind_of_server_and_the_way_is_remembered(habit: str) -> None:
    with serving(habit, ANSWER) as server:
        client = client_of(server.url)
        first = Consultation(client)
        assert first.ask_object("plan", MESSAGES, SCHEMA) == ANSWER
        asked = len(server.given)
        again = Consultation(client)
        assert again.ask_object("plan", MESSAGES, SCHEMA) == ANSWER
        assert len(server.given) == asked + 1
        assert again.usage["input_tokens"] == 70
        assert all(body["max_tokens"] == client.settings.reply_tokens for body in server.given)


def test_what_the_settings_send_along_goes_with_every_request() -> None:
    body = {"chat_template_kwargs": {"enable_thinking": False}}
    with serving("tools", ANSWER) as server:
        settings = read_model_settings(
            {
                "BUDGETBOT_MODEL": "stub",
                "BUDGETBOT_MODEL_URL": server.url,
                "BUDGETBOT_MODEL_TOKENS": "3000",
                "BUDGETBOT_MODEL_BODY": json.dumps(body),
            }
        )
        assert settings is not None
        Consultation(ModelClient(settings)).ask_object("plan", MESSAGES, SCHEMA)
    assert len(server.given) == 2  # a schema, which it refuses, then a tool
    assert all(given["chat_template_kwargs"] == body["chat_template_kwargs"] for given in server.given)
    assert all(given["max_tokens"] == 3000 for given in server.given)


def test_a_busy_server_is_asked_again_after_pauses_that_differ() -> None:
    pauses = []
    for _ in range(2):
        with serving("busy", ANSWER) as server:
            started = time.monotonic()
            consultation = Consultation(client_of(server.url))
            assert consultation.ask_object("plan", MESSAGES, SCHEMA) == ANSWER
            pauses.append(time.monotonic() - started)
            assert len(server.given) == 3
            assert consultation.usage["calls"] == 1
    assert min(pauses) > 0.3  # at least 0.1 s and twice that
    assert pauses[0] != pauses[1]


def test_a_server_that_never_replies_is_given_up_in_time() -> None:
    with serving("deaf") as server:
        started = time.monotonic()
        with pytest.raises(ModelTrouble, match="slow"):
            Consultation(client_of(server.url, seconds=0.5)).ask_text("prose", MESSAGES)
        assert time.monotonic() - started < 5


def test_a_refused_key_stands_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with serving("closed") as server, caplog.at_level(logging.DEBUG):
        client = client_of(server.url)
        with pytest.raises(ModelTrouble, match="refused") as raised:
            Consultation(client).ask_text("prose", MESSAGES)
    assert KEY not in f"{raised.value!r} {raised.value.__cause__!r} {client.settings!r}"
    assert KEY not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))


def test_an_address_where_nobody_listens_is_down() -> None:
    with pytest.raises(ModelTrouble, match="down"):
        Consultation(client_of("http://127.0.0.1:9/v1")).ask_text("prose", MESSAGES)


def test_a_breaker_rests_and_then_tries_once() -> None:
    now = [0.0]
    breaker = Breaker(2, 30.0, lambda: now[0])
    for _ in range(2):
        assert breaker.admit()
        breaker.record(False)
    assert not breaker.admit()
    now[0] = 31.0
    assert [breaker.admit(), breaker.admit()] == [True, False]
    breaker.record(True)
    assert breaker.admit()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<think>{"a": 1}</think>{"a": 2}', {"a": 2}),
        ('reasoning</think> {"a": 3}', {"a": 3}),
        ('<think>never ends {"a": 4}', None),
        ('{"b": 1} and {"a": {"c": 5}}', {"a": {"c": 5}}),
        ("{" * 5000, None),
    ],
)
def test_an_object_is_found_behind_reasoning_and_among_words(text: str, found: dict | None) -> None:
    assert find_object(text, ["a"]) == found


def test_reasoning_is_left_out_of_text() -> None:
    assert without_thoughts("<think>先想一想</think>\n好。") == "好。"


@pytest.mark.parametrize(
    "environment",
    [
        {"BUDGETBOT_MODEL": "m"},
        {"BUDGETBOT_MODEL_URL": "http://a/v1"},
        {"BUDGETBOT_MODEL": "m", "BUDGETBOT_MODEL_URL": "a/v1"},
        {"BUDGETBOT_MODEL": "m", "BUDGETBOT_MODEL_URL": "http://a/v1", "BUDGETBOT_MODEL_SECONDS": "never"},
        {"BUDGETBOT_MODEL": "m", "BUDGETBOT_MODEL_URL": "http://a/v1", "BUDGETBOT_MODEL_TOKENS": "many"},
        {"BUDGETBOT_MODEL": "m", "BUDGETBOT_MODEL_URL": "http://a/v1", "BUDGETBOT_MODEL_TOKENS": "0"},
        {"BUDGETBOT_MODEL": "m", "BUDGETBOT_MODEL_URL": "http://a/v1", "BUDGETBOT_MODEL_BODY": "[1]"},
        {"BUDGETBOT_MODEL": "m", "BUDGETBOT_MODEL_URL": "http://a/v1", "BUDGETBOT_MODEL_BODY": "{"},
        {"BUDGETBOT_MODEL": "m", "BUDGETBOT_MODEL_URL": "http://a/v1", "BUDGETBOT_MODEL_KEY": f"{KEY} {KEY}"},
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_the_key_is_not(environment: dict[str, str]) -> None:
    with pytest.raises(BadInput, match=r"[Mm]odel|MODEL") as raised:
        read_model_settings(environment)
    assert KEY not in str(raised.value)


def test_a_key_file_and_options_overrule_the_environment(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    settings = read_model_settings({"BUDGETBOT_MODEL": "a"}, "http://b/v1/", "c", tmp_path / "key")
    assert settings is not None
    assert (settings.url, settings.model, settings.key) == ("http://b/v1", "c", KEY)
    assert KEY not in repr(settings)


def test_without_settings_there_is_no_model_and_langchain_is_not_imported() -> None:
    assert read_model_settings({}) is None
    code = "import sys, bot.cli, app; print([n for n in sys.modules if n.split('.')[0] in ('langchain', 'langchain_core')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
