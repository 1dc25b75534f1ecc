from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from scripted import ScriptedBot

from bot.web import server
from index.errors import StoreMissing


@pytest.fixture
def bot():
    return ScriptedBot()


@pytest.fixture
def client(bot):
    return TestClient(server.build_api(bot), raise_server_exceptions=False)


def test_ask_gives_the_answer_contract(client, bot):
    answer = client.post(
        "/api/ask", json={"question": "科学技术支出的项目支出？", "history": ["你好"], "documents": ["a.txt"]}
    )
    assert answer.status_code == 200
    assert answer.json() == bot.ask("科学技术支出的项目支出？").as_dict()
    assert answer.json()["value"] == "45372167"
    assert bot.histories[0] == ("你好",)


def test_batch_answers_each_record_under_its_id(client):
    questions = [{"id": "a", "question": "项目支出"}, {"id": 2, "question": "坏输入"}]
    answers = client.post("/api/batch", json={"questions": questions}).json()["answers"]
    assert [answer["id"] for answer in answers] == ["a", 2]
    assert answers[0]["value"] == "45372167"
    assert answers[1]["error"] == "这个问题不能用。"


def test_documents_are_listed_without_their_place_on_this_computer(client):
    documents = client.get("/api/documents").json()["documents"]
    assert documents[0]["organisation"] == "上海市科学技术协会"
    assert all("path" not in document for document in documents)


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"question": "多" * 2001}, 422, "2001"),
        ({"question": ""}, 422, "请输入问题"),
        ({"question": "   "}, 422, "请输入问题"),
        ({}, 422, "question"),
        ({"question": 5}, 422, "question"),
        ({"question": "问", "histroy": []}, 422, "histroy"),
        ({"question": "问", "history": ["多"] * 51}, 422, "history"),
        ({"question": "坏输入"}, 400, "这个问题不能用"),
        ({"question": "坏掉"}, 500, "程序出错"),
    ],
)
def test_bad_request_is_refused_with_one_sentence(client, body, status, said):
    answer = client.post("/api/ask", json=body)
    assert answer.status_code == status
    assert said in answer.json()["error"]
    assert "\n" not in answer.json()["error"]


def test_two_thousand_characters_are_accepted(client):
    assert client.post("/api/ask", json={"question": "多" * 2000}).status_code == 200


def test_sentences_follow_the_language_of_the_request(client):
    answer = client.post("/api/ask", json={"question": ""}, headers={"accept-language": "en-GB"})
    assert answer.json()["error"] == "Please type a question."


def test_body_over_the_limit_is_refused_announced_or_not(client):
    big = b'{"question": "' + b"a" * (server.BODY_LIMIT + 1) + b'"}'
    headers = {"content-type": "application/json"}
    assert client.post("/api/ask", content=big, headers=headers).status_code == 413
    pieces = (big[at : at + 65536] for at in range(0, len(big), 65536))
    assert client.post("/api/ask", content=pieces, headers=headers).status_code == 413


def test_table_part_is_html_and_a_missing_one_is_404(client):
    part = client.get("/parts/table/sast%233")
    assert part.headers["content-type"].startswith("text/html")
    assert part.text.count("<tr") == 30
    assert client.get("/parts/table/gone").status_code == 404


def test_health_and_readiness(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "documents": 2}


def test_not_ready_while_the_store_does_not_answer():
    class Broken(ScriptedBot):
        def documents(self):
            raise StoreMissing("there is no store")

    answer = TestClient(server.build_api(Broken())).get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["error"] == "there is no store"


def test_description_of_the_api_loads_nothing_from_outside(client):
    page = client.get("/docs").text
    assert "/api/ask" in page
    assert "//" not in page.replace("http://127.0.0.1:7860", "")
    assert client.get("/redoc").status_code == 404
    described = client.get("/openapi.json").json()
    assert {"/api/ask", "/api/batch", "/api/documents", "/v1/chat/completions"} <= described["paths"].keys()


def test_script_in_a_cell_is_text_where_an_annotation_leads(client):
    page = client.get("/source/hostile").text
    assert "<img" not in page
    assert "&lt;img" in page


def test_serving_puts_the_door_around_everything(bot):
    client = TestClient(server.guarded(server.build_api(bot)), base_url="http://127.0.0.1", client=("10.0.0.5", 1))
    for method, path in [("post", "/api/ask"), ("get", "/api/documents"), ("get", "/parts/table/sast%233")]:
        assert getattr(client, method)(path).status_code == 401
    assert client.get("/healthz").status_code == 200
