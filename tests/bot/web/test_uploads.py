"""One way in for documents, through the page as through the API: the queue, the names, the log."""

from __future__ import annotations

import io
import json
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from serving import client_of, service_over

from bot.web import library as library_module
from bot.web.accounts import Accounts
from bot.web.library import MOST_ENDED, Library
from bot.web.page import mount_page
from bot.web.server import build_api, guarded, user_of
from index.errors import StoreBusy
from index.store.folder import Store, open_store

MINE = {"X-BudgetBot": "1"}
WAIT = 60


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(Store, "embed_pending", lambda self, progress=None: 0)
    made = open_store(tmp_path / "store", create=True)
    yield made
    made.close()


@pytest.fixture
def library(store):
    return Library(store, 10_000_000)


def csv_file(organisation="示例市档案馆", amount="12.50"):
    rows = ("项目,2024年预算数", f"公务接待费,{amount}", "公务用车运行维护费,30.00")
    return (f"{organisation}2024年部门预算\n单位：万元\n" + "\n".join(rows) + "\n").encode()


def undecodable_file():
    rows = "".join(f"第{number}项支出,{number}.00\n" for number in range(1, 400))
    return f"附表 支出预算表\n单位：万元\n项目,2024年预算数\n{rows}".encode() + b"\xff,1.00\n"


def zip_of(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return content.getvalue()


def received_file(library, name, content):
    path = library.receive(name)
    path.write_bytes(content)
    return path


def take_in(library, name, content):
    return library.submit(received_file(library, name, content), "甲")[1].result(WAIT)


def page_of(service, peer="127.0.0.1", base="http://127.0.0.1"):
    app = build_api(service.bot, service)
    app = mount_page(app, service.bot, user_of, service.library, service.page_view, service.scope, service.page_note)
    return TestClient(guarded(app, service.door), base_url=base, client=(peer, 50000))


def held_soon(store):
    """The first document, as soon as the queue has brought it in."""
    for _ in range(20 * WAIT):
        if held := store.facts.documents():
            return held[0]
        time.sleep(0.05)
    raise AssertionError("nothing was read")


def noted(store):
    lines = (store.folder / "asked.jsonl").read_text(encoding="utf-8").splitlines()
    kept = ("time", "user", "via", "address")
    return [{key: value for key, value in json.loads(line).items() if key not in kept} for line in lines]


def test_what_comes_and_goes_through_the_page_is_in_the_log_with_its_name(store):
    service = service_over(store)
    page = page_of(service)
    assert page.post("/parts/upload", params={"name": "档案馆.csv"}, content=csv_file(), headers=MINE).is_success
    held = held_soon(store)
    body = json.dumps({"year": "2023"})
    assert page.post(f"/parts/documents/{held.id}/correct", content=body, headers=MINE).is_success
    assert page.post(f"/parts/documents/{held.id}/remove", headers=MINE).is_success
    assert page.post(f"/parts/documents/{held.id}/remove", headers=MINE).status_code == 404
    about = {"face": "page", "document": "档案馆.csv"}
    right = {"year": 2023, "organisation": held.organisation, "kind": held.kind, "level": held.level}
    assert noted(store) == [
        {"face": "page", "uploaded": "档案馆.csv"},
        {**about, "corrected": held.id, **right},
        {**about, "removed": held.id},
    ]


def test_what_comes_and_goes_through_the_api_is_in_the_log_with_its_name(store):
    client = client_of(service_over(store))
    held = client.post("/api/documents", files=[("files", ("档案馆.csv", csv_file()))]).json()["files"][0]["document"]
    client.delete(f"/api/documents/{held['id']}")
    assert noted(store) == [
        {"face": "api", "uploaded": "档案馆.csv"},
        {"face": "api", "removed": held["id"], "document": "档案馆.csv"},
    ]


def test_file_that_is_held_already_is_answered_with_the_document_that_holds_it(store):
    client = client_of(service_over(store))
    first, again = (
        client.post("/api/documents", files=[("files", (name, csv_file()))]).json()["files"][0]
        for name in ("档案馆.csv", "另一个名字.csv")
    )
    assert (first["status"], again["status"]) == ("read", "unchanged")
    assert (again["name"], again["document"]["name"]) == ("另一个名字.csv", "档案馆.csv")
    assert (again["document"], again["reading"]) == (first["document"], first["reading"])


def test_files_of_one_name_in_two_folders_of_a_zip_are_two_documents(library, store):
    content = zip_of({"甲/预算.csv": csv_file(amount="1.00"), "乙/预算.csv": csv_file(amount="2.00")})
    reports = take_in(library, "一批.zip", content)
    assert sorted(report.name for report in reports) == ["乙/预算.csv", "甲/预算.csv"]
    held = {one.name: Path(one.path).read_bytes() for one in store.facts.documents()}
    assert held == {"甲/预算.csv": csv_file(amount="1.00"), "乙/预算.csv": csv_file(amount="2.00")}
    assert all(report.unchanged for report in take_in(library, "一批.zip", content))


def test_zip_replaces_its_own_files_and_names_the_one_that_would_go(library, store):
    take_in(library, "一批.zip", zip_of({"甲/预算.csv": csv_file(amount="1.00")}))
    files = {"甲/预算.csv": csv_file(amount="2.00"), "乙/预算.csv": csv_file(amount="3.00")}
    received = received_file(library, "一批.zip", zip_of(files))
    assert library.replaced_by(received) == "甲/预算.csv"
    library.submit(received, "甲")[1].result(WAIT)
    held = {one.name: Path(one.path).read_bytes() for one in store.facts.documents()}
    assert held == files


def test_name_too_long_for_the_disk_leaves_nothing_half_held(library, store):
    long = "长" * 100 + ".csv"
    reports = take_in(library, "一批.zip", zip_of({long: csv_file(amount="1.00"), "预算.csv": csv_file()}))
    assert {report.name: report.error.partition(": ")[0] for report in reports} == {long: long, "预算.csv": ""}
    assert [one.name for one in store.facts.documents()] == ["预算.csv"]


def test_errors_and_what_could_not_be_read_call_a_file_by_its_own_name(library, store):
    take_in(library, "单个.csv", undecodable_file())
    reports = take_in(library, "一批.zip", zip_of({"甲/表.csv": undecodable_file() + b"x,1\n", "乙/坏.pdf": b"%PDF-"}))
    said = [issue.message for one in store.facts.documents() for issue in store.facts.issues(one.id)]
    assert sorted(message.split(" holds ")[0] for message in said) == ["单个.csv", "甲/表.csv"]
    assert [report.error.split(" is ")[0] for report in reports if report.error] == ["乙/坏.pdf"]


def test_file_that_waits_is_never_forgotten_however_many_there_are(library, monkeypatch):
    turn, read = threading.Event(), Library._read_one
    monkeypatch.setattr(Library, "_read_one", lambda *given: turn.wait(WAIT) and read(*given))
    many = MOST_ENDED + 5
    ends = [library.submit(received_file(library, f"{number}.csv", b""), "甲")[1] for number in range(many)]
    assert {job.step for job in library.jobs()} <= {"waiting", "reading"}
    assert len(library.jobs()) == many
    turn.set()
    assert all(end.result(WAIT)[0].error for end in ends)
    take_in(library, "最后.csv", csv_file())
    assert [job.name for job in library.jobs()] == ["最后.csv", *(f"{n}.csv" for n in reversed(range(5, many)))]


def test_fault_of_the_store_at_one_file_of_several_leaves_the_others_their_turn(store, monkeypatch):
    service, add, read = service_over(store), Store.add, Library._read_one
    monkeypatch.setattr(Library, "_read_one", lambda *given: time.sleep(0.3) or read(*given))  # a slow disk

    def busy_once(self, indexed):
        monkeypatch.setattr(Store, "add", add)
        raise StoreBusy("another process writes")

    monkeypatch.setattr(Store, "add", busy_once)
    files = [("files", (name, csv_file(name))) for name in ("甲局.csv", "乙局.csv")]
    answer = client_of(service).post("/api/documents", files=files)
    assert (answer.status_code, answer.json()["error"]) == (503, "another process writes")
    assert [one.name for one in store.facts.documents()] == ["乙局.csv"]
    assert list((service.library.folder / ".incoming").iterdir()) == []


def test_fault_of_the_program_at_one_file_of_a_zip_leaves_the_others_their_turn(library, store, monkeypatch, caplog):
    read = library_module.read_document

    def fails_at_the_first(path, **more):
        if more["name"] == "甲局.csv":
            raise ZeroDivisionError
        return read(path, **more)

    monkeypatch.setattr(library_module, "read_document", fails_at_the_first)
    files = {name: csv_file(name) for name in ("甲局.csv", "乙局.csv", "丙局.csv")}
    reports = {report.name: report.error for report in take_in(library, "一批.zip", zip_of(files))}
    assert reports["甲局.csv"].startswith("甲局.csv was not read: ZeroDivisionError.")
    assert sorted(one.name for one in store.facts.documents()) == ["丙局.csv", "乙局.csv"]
    assert [job.step for job in library.jobs()] == ["done"]
    assert "ZeroDivisionError" in caplog.text


def test_fault_of_the_store_at_one_file_of_a_zip_is_told_and_leaves_the_others_their_turn(library, store, monkeypatch):
    add = Store.add

    def busy_once(self, indexed):
        monkeypatch.setattr(Store, "add", add)
        raise StoreBusy("another process writes")

    monkeypatch.setattr(Store, "add", busy_once)
    with pytest.raises(StoreBusy):
        take_in(library, "一批.zip", zip_of({name: csv_file(name) for name in ("A局.csv", "B局.csv")}))
    assert [one.name for one in store.facts.documents()] == ["B局.csv"]
    [job] = library.jobs()
    assert (job.step, job.error) == ("failed", "another process writes")
    assert [report.error for report in job.reports] == ["A局.csv: another process writes", ""]


def test_content_that_came_under_two_names_outlives_the_one_that_is_overwritten(library, store):
    for name, amount in (("甲.csv", "1.00"), ("乙.csv", "1.00")):
        take_in(library, name, csv_file(amount=amount))
    [held] = store.facts.documents()
    library.correct(replace(held, year=2023))
    take_in(library, "甲.csv", csv_file(amount="2.00"))
    assert {one.name: Path(one.path).read_bytes() for one in store.facts.documents()} == {
        "甲.csv": csv_file(amount="2.00"),
        "乙.csv": csv_file(amount="1.00"),
    }
    assert {one.name: one.year for one in store.facts.documents()} == {"甲.csv": 2024, "乙.csv": 2023}
    take_in(library, "乙.csv", csv_file(amount="2.00"))
    assert [one.name for one in store.facts.documents()] == ["甲.csv"], "what was overwritten everywhere is gone"


def test_content_of_a_file_in_a_zip_outlives_the_file_that_had_it_first(library, store):
    take_in(library, "甲.csv", csv_file(amount="1.00"))
    take_in(library, "一批.zip", zip_of({"乙/预算.csv": csv_file(amount="1.00")}))
    take_in(library, "甲.csv", csv_file(amount="2.00"))
    assert sorted(one.name for one in store.facts.documents()) == ["乙/预算.csv", "甲.csv"]


def test_document_that_is_taken_out_leaves_under_all_its_names(library, store):
    for name in ("甲.csv", "乙.csv"):
        take_in(library, name, csv_file())
    library.remove(store.facts.documents()[0].id)
    assert list(library.folder.rglob("*.csv")) == []
    assert store.facts.documents() == []


def test_two_users_sending_the_same_file_at_once_hold_it_once(store):
    client = client_of(service_over(store))
    with ThreadPoolExecutor(2) as both:
        sent = [
            both.submit(client.post, "/api/documents", files=[("files", (n, csv_file()))]) for n in ("甲.csv", "乙.csv")
        ]
    answers = [one.result().json()["files"][0] for one in sent]
    assert sorted(answer["status"] for answer in answers) == ["read", "unchanged"]
    assert len({answer["document"]["id"] for answer in answers}) == len(store.facts.documents()) == 1


def test_nobody_sees_the_files_of_another_on_their_way(store):
    names = Accounts(store.folder)
    keys = {name: names.add_key(name) for name in ("li", "wang")}
    service = service_over(store, "0.0.0.0")
    page = page_of(service, peer="10.0.0.9", base="http://10.0.0.1")
    shown = {}
    for name, key in keys.items():
        mine = {**MINE, "authorization": f"Bearer {key}"}
        assert page.post(
            "/parts/upload", params={"name": f"{name}.csv"}, content=csv_file(name), headers=mine
        ).is_success
    for name, key in keys.items():
        shown[name] = page.get("/parts/jobs", headers={"authorization": f"Bearer {key}"}).text
    assert [sorted(n for n in keys if f"{n}.csv" in shown[who]) for who in keys] == [["li"], ["wang"]]


def test_refused_name_is_named(store):
    files = [("files", (name, csv_file())) for name in ("好.csv", "坏|名.csv")]
    answer = client_of(service_over(store)).post("/api/documents", files=files, headers={"accept-language": "zh"})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("'坏|名.csv'")
    assert store.facts.documents() == []
