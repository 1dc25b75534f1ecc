"""Questions over HTTP: streamed, counted, noted, and in pieces that cut nothing in two."""

from __future__ import annotations

import json
import stat

import httpx
import pytest
from fastapi.testclient import TestClient
from scripted import ScriptedBot
from serving import running

from bot.model import Answer
from bot.web.api_ask import pieces
from bot.web.audit_log import AuditLog
from bot.web.door import LOCAL, Door
from bot.web.metrics import Metrics
from bot.web.server import build_api, guarded
from bot.web.service import Service

QUESTION = "科学技术支出的项目支出是多少？"


@pytest.fixture
def service(tmp_path):
    return Service(ScriptedBot(), Door(), None, AuditLog(tmp_path), Metrics(lambda: 2))


@pytest.fixture
def client(service):
    return TestClient(build_api(service.bot, service), raise_server_exceptions=False)


def events(text):
    blocks = [block.split("\n", 1) for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


@pytest.mark.parametrize(("more", "headers"), [({"stream": True}, {}), ({}, {"accept": "text/event-stream"})])
def test_stream_brings_the_text_in_pieces_then_the_answer_whole(client, more, headers):
    answer = client.post("/api/ask", json={"question": QUESTION, **more}, headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["x-accel-buffering"] == "no"
    said = events(answer.text)
    whole = ScriptedBot().ask(QUESTION).as_dict()
    assert "".join(data["delta"] for name, data in said if name == "text") == whole["text"]
    assert said[-1] == ("answer", whole)
    assert len(said) > 3


def test_refusal_of_a_streamed_question_is_a_status_and_a_sentence(client):
    answer = client.post("/api/ask", json={"question": "坏输入", "stream": True})
    assert answer.status_code == 400
    assert answer.json() == {"error": "这个问题不能用。"}


def test_client_that_hangs_up_mid_stream_harms_nobody(service):
    with running(guarded(build_api(service.bot, service))) as address:
        for _ in range(3):
            asked = {"question": QUESTION, "stream": True}
            with httpx.stream("POST", address + "/api/ask", json=asked, trust_env=False) as answer:
                next(answer.iter_raw())
        assert httpx.get(address + "/healthz", trust_env=False).status_code == 200


@pytest.mark.parametrize("text", ["", "一", "20,553,422 元[1]。", "a\n\nb", "x" * 3000])
def test_pieces_are_the_text_and_cut_no_figure(text):
    assert "".join(pieces(text)) == text
    assert not any(piece.endswith(("20", "20,", "[")) for piece in pieces(text))


def test_log_says_who_asked_what_and_which_figures_were_shown(client, tmp_path):
    client.post("/api/ask", json={"question": QUESTION})
    line = json.loads((tmp_path / "asked.jsonl").read_text(encoding="utf-8"))
    assert line["user"] == "local"
    assert line["question"] == QUESTION
    assert line["status"] == "answered"
    assert line["documents"]
    assert stat.S_IMODE((tmp_path / "asked.jsonl").stat().st_mode) == 0o600


def test_log_notes_what_the_page_fetches_but_not_its_polling(client, tmp_path):
    client.get("/parts/table/gone")
    client.get("/parts/table/sast%233", params={"language": "zh"})
    lines = (tmp_path / "asked.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["did"] for line in lines] == ["GET /parts/table/sast#3?language=zh"]


def test_log_can_leave_the_question_out(tmp_path):
    log = AuditLog(tmp_path, keep_questions=False)
    log.answered(LOCAL, "127.0.0.1", "api", "谁的工资？", Answer("declined", "不。"))
    assert "谁的工资" not in (tmp_path / "asked.jsonl").read_text(encoding="utf-8")


def test_log_rotates_and_keeps_only_so_many(tmp_path):
    log = AuditLog(tmp_path, file_bytes=2_000, files=3)
    for number in range(100):
        log.note(LOCAL, "127.0.0.1", "api", number=number)
    files = sorted(tmp_path.glob("asked.*.jsonl"))
    assert len(files) == 3
    newest = (tmp_path / "asked.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(newest[-1])["number"] == 99
    assert all(path.stat().st_size <= 2_000 for path in files)


def test_a_line_break_in_a_question_stays_one_line_of_the_log(client, tmp_path):
    client.post("/api/ask", json={"question": '三公\n{"user": "admin"}\u2028'})
    assert len((tmp_path / "asked.jsonl").read_bytes().split(b"\n")) == 2


def test_log_that_cannot_be_written_costs_no_answer(tmp_path, caplog):
    log = AuditLog(tmp_path / "gone")
    log.note(LOCAL, "127.0.0.1", "api")
    assert "cannot be written" in caplog.text


def test_metrics_count_answers_and_requests_under_known_names(client):
    client.post("/api/ask", json={"question": QUESTION})
    client.get("/made-up/path/" + "x" * 50)
    shown = client.get("/metrics").text
    assert 'budgetbot_answers_total{face="api",status="answered"} 1.0' in shown
    assert 'budgetbot_requests_total{method="POST",path="/api/ask",status="200"} 1.0' in shown
    assert "budgetbot_documents 2.0" in shown
    assert "made-up" not in shown
