"""Documents in and out over HTTP, what they hold, and every upload that is refused."""

from __future__ import annotations

import csv
import io
import json
import threading

import pytest
from serving import EXAMPLES, client_of, example_store, service_over

ITEM = "公务接待费"


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    store = example_store(tmp_path_factory.mktemp("held") / "store")
    yield client_of(service_over(store))
    store.close()


@pytest.fixture
def client(tmp_path, monkeypatch):
    from index.store.folder import Store, open_store

    monkeypatch.setattr(Store, "embed_pending", lambda self, progress=None: 0)
    store = open_store(tmp_path / "store", create=True)
    yield client_of(service_over(store, UPLOAD_MB="1"))
    store.close()


def csv_file(amount="12.50"):
    rows = ["项目,2024年预算数", "公务接待费," + amount, "公务用车运行维护费,30.00", "合计,42.50"]
    return ("附表 “三公”经费预算表\n单位：万元\n" + "\n".join(rows) + "\n").encode()


def send(client, *files, **params):
    return client.post("/api/documents", files=[("files", file) for file in files], params=params)


def test_uploaded_document_can_be_asked_about_at_once_and_removed_whole(client):
    path = next(EXAMPLES.glob("*.xlsx"))
    sent = send(client, (path.name, path.read_bytes()))
    assert sent.status_code == 200, sent.text
    report = sent.json()["files"][0]
    assert (report["status"], report["document"]["organisation"]) == ("read", "示例市图书馆")
    assert "path" not in report["document"]
    answer = client.post("/api/ask", json={"question": "公务接待费预算是多少？"}).json()
    assert answer["status"] == "answered"
    identity = report["document"]["id"]
    assert client.delete(f"/api/documents/{identity}").json() == {"removed": identity}
    assert client.get("/api/documents").json() == {"documents": []}
    gone = client.delete(f"/api/documents/{identity}")
    assert gone.status_code == 404
    assert identity in gone.json()["error"]
    cited = answer["citations"][0]["table_id"]
    assert client.get(f"/source/{cited}").status_code == 404, "an open page may still cite it"
    assert client.get(f"/parts/table/{cited}").status_code == 404


def test_same_file_again_changes_nothing_and_another_of_that_name_needs_a_word(client):
    assert send(client, ("a.csv", csv_file())).json()["files"][0]["status"] == "read"
    assert send(client, ("a.csv", csv_file())).json()["files"][0]["status"] == "unchanged"
    other = send(client, ("a.csv", csv_file("99.00")))
    assert other.status_code == 409
    assert "a.csv" in other.json()["error"]
    assert send(client, ("a.csv", csv_file("99.00")), replace="true").status_code == 200
    assert len(client.get("/api/documents").json()["documents"]) == 1


def test_two_users_who_send_the_same_file_at_once_leave_one_document(client):
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(send(client, ("a.csv", csv_file())).status_code)) for _ in "ab"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200, 200]
    assert len(client.get("/api/documents").json()["documents"]) == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("a.exe", 415),
        ("a", 415),
        (".bashrc.txt", 400),
        ("a\u202egpj.csv", 400),
        ("a|b.csv", 400),
        ("长" * 100 + ".csv", 400),
        ("../", 400),
    ],
)
def test_name_or_type_that_cannot_be_used_is_refused(client, name, status):
    answer = send(client, (name, b"x"))
    assert answer.status_code == status
    assert "\n" not in answer.json()["error"]
    assert client.get("/api/documents").json() == {"documents": []}


@pytest.mark.parametrize("name", ["../../etc/a.csv", "C:\\temp\\a.csv", "/etc/a.csv"])
def test_path_in_a_name_leads_nowhere(client, name):
    assert send(client, (name, csv_file())).status_code == 200
    assert [one["name"] for one in client.get("/api/documents").json()["documents"]] == ["a.csv"]


def test_upload_over_the_limit_is_refused_announced_or_not(client):
    announced = send(client, ("a.csv", b"x" * 1_100_000))
    assert announced.status_code == 413
    assert "1 MB" in announced.json()["error"]
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
    pieces = (piece for piece in [head, *[b"x" * 100_000] * 12, b"\r\n--b--\r\n"])
    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/api/documents", content=pieces, headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "multipart/form-data; boundary=b"),
        (b"{}", "application/json"),
        (b"--b\r\nnonsense", "multipart/form-data"),
    ],
)
def test_body_without_a_file_is_refused(client, content, kind):
    answer = client.post("/api/documents", content=content, headers={"content-type": kind})
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_file_that_cannot_be_read_is_refused_and_not_kept(client):
    answer = send(client, ("a.pdf", b"%PDF-1.4 not really"))
    assert answer.status_code == 422
    assert "a.pdf" in answer.json()["error"]
    assert client.get("/api/documents").json() == {"documents": []}


def test_good_file_beside_a_bad_one_is_read(client):
    answer = send(client, ("bad.pdf", b"%PDF-1.4 not really"), ("a.csv", csv_file()))
    assert [one["status"] for one in answer.json()["files"]] == ["error", "read"]


def test_findings_are_listed_by_document_and_grade(held):
    everything = held.get("/api/audit").json()["findings"]
    for finding in everything:
        assert {"document", "grade", "text", "arithmetic", "facts"} <= finding.keys()
    assert held.get("/api/audit", params={"document": "no such"}).json() == {"findings": [], "checks": []}


def test_the_audit_says_how_much_was_checked_and_what_was_not(held):
    checks = held.get("/api/audit").json()["checks"]
    documents = {one["id"]: one["name"] for one in held.get("/api/documents").json()["documents"]}
    assert {one["document_id"]: one["document"] for one in checks} == documents
    assert all(one["checked"] > 0 for one in checks)
    unchecked = [each for one in checks for each in one["unchecked"]]
    assert unchecked
    assert all(each["what"] and each["why"] for each in unchecked)


def test_how_a_document_was_read_is_told_as_its_upload_told_it(client):
    report = send(client, ("a.csv", csv_file())).json()["files"][0]
    told = client.get(f"/api/documents/{report['document']['id']}").json()
    assert told["document"]["name"] == "a.csv"
    assert told["reading"] == report["reading"] == {
        "tables": 1, "tables_as_text": [], "figures": 3, "pages_without_text": [], "unread": 0,
        "tables_with_sums": 1, "tables_that_add_up": 1,
    }  # fmt: skip
    assert client.get("/api/documents/gone").status_code == 404


def test_figures_are_found_by_row_with_their_place(held):
    found = held.get("/api/figures", params={"row": ITEM}).json()
    assert found["figures"]
    assert {one["row"] for one in found["figures"]} >= {ITEM}
    assert all(ITEM in one["row"] for one in found["figures"])
    assert all(one["lines"] or one["cell"] for one in found["figures"])
    assert held.get("/api/figures", params={"row": "没有这一项"}).json() == {"figures": [], "more": False}


def test_figures_are_narrowed_and_more_is_told(held):
    assert held.get("/api/figures", params={"most": 1}).json()["more"] is True
    library = held.get("/api/figures", params={"row": ITEM, "organisation": "图书馆", "year": 2024}).json()["figures"]
    assert library
    assert {(one["organisation"], one["year"]) for one in library} == {("示例市图书馆", 2024)}
    assert held.get("/api/figures", params={"most": 0}).status_code == 422


def test_export_opens_in_a_spreadsheet_with_exact_figures(held):
    answer = held.get("/api/export", params={"row": ITEM})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    figures = held.get("/api/figures", params={"row": ITEM, "most": 500}).json()["figures"]
    assert [row["value"] for row in rows] == [one["value"] or "" for one in figures]
    lines = held.get("/api/export", params={"row": ITEM, "format": "jsonl"}).text.splitlines()
    assert json.loads(lines[0]) == figures[0]
    assert held.get("/api/export", params={"format": "exe"}).status_code == 400


def test_workbook_holds_figures_as_numbers(held):
    import openpyxl

    content = held.get("/api/export", params={"row": ITEM, "format": "xlsx"}).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    head = [cell.value for cell in sheet[1]]
    figures = held.get("/api/figures", params={"row": ITEM, "most": 500}).json()["figures"]
    values = [row[head.index("value")].value for row in sheet.iter_rows(min_row=2)]
    assert [None if one["value"] is None else float(one["value"]) for one in figures] == values


def test_what_was_read_wrongly_is_put_right(client):
    send(client, ("a.csv", csv_file()))
    identity = client.get("/api/documents").json()["documents"][0]["id"]
    changed = client.patch(
        f"/api/documents/{identity}", json={"organisation": "示例县文化馆", "year": 2022, "level": "unit"}
    )
    assert changed.status_code == 200, changed.text
    right = changed.json()
    assert (right["organisation"], right["year"], right["level"]) == ("示例县文化馆", 2022, "unit")
    found = client.get("/api/figures", params={"organisation": "示例县文化馆", "year": 2022}).json()["figures"]
    assert found
    for wrong in ({"year": 12}, {"kind": "plan"}, {"level": "city"}, {"organisation": ""}, {"name": "b"}):
        assert client.patch(f"/api/documents/{identity}", json=wrong).status_code == 422
    assert client.patch("/api/documents/gone", json={"year": 2022}).status_code == 404


def test_label_that_a_spreadsheet_would_run_is_text():
    from bot.web.api_documents import csv_of

    rows = list(csv.reader(io.StringIO(csv_of([{"row": "=cmd|'/c calc'!A1", "value": "-5"}]).decode("utf-8-sig"))))
    assert rows[1] == ["'=cmd|'/c calc'!A1", "-5"]


def test_cited_cell_is_marked_on_the_page_that_an_annotation_leads_to(held):
    figure = held.get("/api/figures", params={"row": ITEM}).json()["figures"][0]
    page = held.get(f"/source/{figure['table_id']}", params={"r": 4, "c": 2}).text
    assert 'tr[data-r="4"] > [data-c="2"]' in page
    assert "//" not in page.replace("</", "").replace("http://", "//")
    assert held.get(f"/source/{figure['table_id']}", params={"r": "x<script>"}).status_code == 422


def test_files_of_the_store_are_not_served(held):
    for path in (
        "/accounts.json",
        "/session.key",
        "/facts.sqlite",
        "/../accounts.json",
        "/parts/table/../../accounts.json",
    ):
        assert held.get(path).status_code in (404, 421)
