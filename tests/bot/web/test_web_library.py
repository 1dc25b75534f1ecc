"""Documents that come in through the page, and the routes behind its tabs."""

from __future__ import annotations

import json
import re
import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from stored import ASSOCIATION, LIBRARY, made_store

from bot.pipeline import Bot
from bot.web import parts as routes
from bot.web.compare_tab import compare_charts, compare_result, compare_sheets
from bot.web.documents_tab import jobs_html
from bot.web.library import Job, Library, check_name
from bot.web.markup import figure
from bot.web.shelf import Shown
from bot.web.texts import texts
from bot.writing.card import card_data, read_card, verify_card
from bot.writing.card_pdf import card_pdf
from index.errors import BadInput

ZH = texts("zh")
MINE = {"X-BudgetBot": "1"}
ODD_NAMES = ("长" * 121 + ".txt", "a", "a.txt\0.pdf", "<b>.txt")
QUESTION = "示例市图书馆2024年公务接待费和会议费合计是多少？"


@pytest.fixture
def store(tmp_path):
    made = made_store(tmp_path / "store", LIBRARY)
    yield made
    made.close()


@pytest.fixture
def served(store):
    bot = Bot(store)
    app, library = FastAPI(), Library(store, 10_000_000)
    parts = routes.make_parts(bot, library, lambda request: request.headers.get("who", "甲"))
    routes.add_parts(app, parts)
    return TestClient(app), parts, bot


def settled(library):
    for _ in range(600):
        if all(job.step in ("done", "failed") for job in library.jobs()):
            return library.jobs()
        time.sleep(0.05)
    raise AssertionError(library.jobs())


def upload(client, name, content):
    return client.post("/parts/upload", params={"name": name}, content=content, headers=MINE)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../a.txt",
        "/etc/a.txt",
        "a\\b.txt",
        "C:a.txt",
        ".hidden.txt",
        "a\nb.txt",
        "a\u202etxt.pdf",
        "a.exe",
        *ODD_NAMES,
    ],
)
def test_name_that_is_no_plain_file_name_is_refused(name):
    with pytest.raises(BadInput):
        check_name(name, ZH)


def test_good_name_is_kept():
    assert check_name(" 预算（公开）2024.PDF ", ZH) == "预算（公开）2024.PDF"


def test_uploaded_document_is_read_kept_and_can_be_asked(served):
    client, parts, bot = served
    assert upload(client, ASSOCIATION.name, ASSOCIATION.read_bytes()).status_code == 200
    job = settled(parts.library)[0]
    assert (job.step, job.by) == ("done", "甲")
    assert job.reports[0].reading.tables == 9
    held = next(one for one in bot.documents() if one.name == ASSOCIATION.name)
    assert Path(held.path).is_file()
    assert bot.ask("上海市科学技术协会2023年支出总计是多少？").value == 141_875_648
    assert client.post(f"/parts/documents/{held.id}/remove", headers=MINE).status_code == 200
    assert not Path(held.path).exists()
    assert held.id not in {one.id for one in bot.documents()}
    assert list((parts.library.folder / ".incoming").iterdir()) == []


def test_same_name_replaces_and_a_damaged_one_does_not(served):
    client, parts, bot = served
    for content in (ASSOCIATION.read_bytes(), b"\x00\x01\x02" * 50, b"\xff" * 10):
        upload(client, "a.pdf" if content[0] == 0 else "a.txt", content)
    settled(parts.library)
    failed = [job for job in parts.library.jobs() if job.step == "failed"]
    assert failed
    assert all(job.error.count(job.name) == 1 and f"{job.name}." not in job.error for job in failed)
    assert bot.ask("上海市科学技术协会2023年支出总计是多少？").value == 141_875_648


def test_fault_of_the_program_ends_the_job_with_a_sentence_and_is_logged(served, monkeypatch, caplog):
    client, parts, _ = served
    monkeypatch.setattr(Library, "_read_one", lambda *all_: 1 / 0)
    upload(client, "a.txt", b"x")
    assert settled(parts.library)[0].step == "failed"
    assert ZH["error_internal"] in client.get("/parts/jobs").text
    deadline = time.monotonic() + 10  # the log has it a moment after the page
    while "ZeroDivisionError" not in caplog.text:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_zip_is_read_file_by_file_and_its_names_lead_nowhere(served, tmp_path):
    client, parts, bot = served
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(ASSOCIATION, f"../../{ASSOCIATION.name}")
        archive.writestr("坏.txt", b"")
    upload(client, "一批.zip", (tmp_path / "a.zip").read_bytes())
    job = settled(parts.library)[0]
    assert job.step == "done"
    assert sorted(bool(report.error) for report in job.reports) == [False, True]
    held = next(one for one in bot.documents() if one.name == ASSOCIATION.name)
    assert Path(held.path).parent == (parts.library.folder / "一批.zip").resolve()


def test_too_large_and_empty_files_are_refused(store):
    app, parts = FastAPI(), routes.make_parts(Bot(store), Library(store, 10), lambda request: "甲")
    routes.add_parts(app, parts)
    client = TestClient(app)
    assert upload(client, "a.txt", b"x" * 11).status_code == 413
    assert upload(client, "a.txt", (b"x" for _ in range(20))).status_code == 413
    assert upload(client, "a.txt", b"").status_code == 400
    assert parts.library.jobs() == []


def test_correction_moves_the_years_of_the_figures(served):
    client, _, bot = served
    one = bot.documents()[0]
    body = json.dumps({"organisation": "示例市少儿图书馆", "year": "2025", "kind": "outturn", "level": "unit"})
    assert client.post(f"/parts/documents/{one.id}/correct", content=body, headers=MINE).status_code == 200
    changed = bot.documents()[0]
    assert (changed.organisation, changed.year, changed.kind) == ("示例市少儿图书馆", 2025, "outturn")
    assert changed.level == "unit"
    assert changed.evidence["year"] == "user"
    assert bot.ask("示例市少儿图书馆2025年支出总计是多少？").value == 39_844_780


@pytest.mark.parametrize(
    "body", [b"no", b"[]", b'{"year": "next", "kind": "budget"}', b'{"kind": "other"}', b"x" * 30_000]
)
def test_bad_correction_is_refused_and_changes_nothing(served, body):
    client, _, bot = served
    before = bot.documents()
    assert client.post(f"/parts/documents/{before[0].id}/correct", content=body, headers=MINE).status_code in (400, 413)
    assert bot.documents() == before


def test_change_without_the_pages_own_header_is_refused(served):
    client, _, bot = served
    one = bot.documents()[0].id
    for path in (f"/parts/documents/{one}/remove", f"/parts/documents/{one}/correct", "/parts/upload?name=a.txt"):
        assert client.post(path, content=b"x").status_code == 403
    assert bot.documents()


def test_nobody_gets_nothing(store):
    app = FastAPI()
    routes.add_parts(app, routes.make_parts(Bot(store), Library(store, 10), lambda request: None))
    client = TestClient(app)
    for path in (
        "documents",
        "findings",
        "found?q=a",
        "jobs",
        "compare",
        "compare.csv",
        "plotly.js",
        "page.png",
        "follow/a",
    ):
        assert client.get(f"/parts/{path}").status_code == 401
    assert client.post("/parts/upload?name=a.txt", content=b"x", headers=MINE).status_code == 401


def test_page_without_a_store_still_exports(served):
    _, _, bot = served
    app = FastAPI()
    bare = routes.make_parts(bot, None, lambda request: "甲")
    routes.add_parts(app, bare)
    key = bare.shelf.put(Shown(QUESTION, (), None, "zh", bot.ask(QUESTION)))
    client = TestClient(app)
    assert client.get(f"/parts/answer/{key}.xlsx").status_code == 200
    assert client.get("/parts/documents").status_code == 404
    assert client.get(f"/parts/answer/{key}.exe").status_code == 404
    assert client.get("/parts/answer/unknown.xlsx").json()["error"] == ZH["answer_gone"]


def test_feedback_is_a_record_that_batch_can_ask_again(served):
    client, parts, bot = served
    key = parts.shelf.put(Shown(QUESTION, ("先问",), None, "zh", bot.ask(QUESTION)))
    sent = client.post(f"/parts/feedback/{key}", content=json.dumps({"verdict": "bad", "comment": "错"}), headers=MINE)
    assert sent.status_code == 200
    record = json.loads((parts.store.folder / "feedback.jsonl").read_text(encoding="utf-8"))
    assert (record["id"], record["question"], record["history"]) == (key, QUESTION, ["先问"])
    assert record["answer"]["plan"]["operation"] == "sum"
    assert client.post(f"/parts/feedback/{key}", content=b'{"verdict": "so"}', headers=MINE).status_code == 400


def test_card_is_verified_against_the_store_and_a_forged_one_is_not(served, tmp_path):
    _, parts, bot = served
    data = card_data(QUESTION, [], bot.ask(QUESTION), bot.documents())
    (tmp_path / "a.pdf").write_bytes(card_pdf(data, ZH))
    read = read_card(tmp_path / "a.pdf")
    assert all(check.passed for check in verify_card(read, parts.store.facts, bot.ask))
    read["answer"]["citations"][0]["value"] = "13000"
    wrong = [check for check in verify_card(read, parts.store.facts, bot.ask) if check.passed is False]
    assert len(wrong) == 2
    parts.store.remove(bot.documents()[0].id)
    assert [check.passed for check in verify_card(data, parts.store.facts)][1:] == [False, False, False]


def test_search_filters_and_comparison_answer_in_html(served):
    client, _, _ = served
    assert "30217 公务接待费" in client.get("/parts/found", params={"q": "30217"}).text
    assert "没有找到" in client.get("/parts/found", params={"q": "<script>"}).text
    assert "39,844,780" in client.get("/parts/compare").text
    html = client.get("/parts/compare", params={"item": "<b>x</b>"}).text
    assert "<b>x</b>" not in html
    assert client.get("/parts/findings", params={"grade": "error"}).status_code == 200


def test_sources_of_a_comparison_are_numbered_without_a_gap(served):
    _, parts, bot = served
    comparison = parts.comparer.compare(bot.documents(), ["收入总计", "支出总计", "基本支出"])
    first, *rest = comparison.cells.items()
    several = (first[0], replace(first[1], state="several"))
    html = compare_result(replace(comparison, cells=dict([several, *rest])), "", ZH)
    assert f">{ZH['compare_several']}</a>" in html
    assert re.findall(r'href="#c-(\d+)"[^>]*>\[(\d+)\]', html) == [("1", "1"), ("2", "2")]
    assert re.findall(r'id="c-(\d+)"', html) == ["1", "2"]


def in_units(comparison, *units):
    """The comparison with its figures in these units, in order."""
    return replace(
        comparison,
        cells={
            key: replace(cell, unit=unit) for (key, cell), unit in zip(comparison.cells.items(), units, strict=True)
        },
    )


def test_figure_in_another_unit_says_so_and_no_sum_or_chart_takes_it_for_yuan(served):
    _, parts, bot = served
    items = ["收入总计", "支出总计", "基本支出"]
    comparison = in_units(parts.comparer.compare(bot.documents(), items), "元", "", "美元")
    html = compare_result(comparison, "", ZH)
    figures = [figure(cell.value) for cell in comparison.cells.values()]
    assert f">{figures[0]}<a" in html
    assert f">{figures[1]} {ZH['unit_none']}<a" in html
    assert f">{figures[2]} 美元<a" in html
    [head, row] = compare_sheets(comparison, {}, ZH)[0].rows
    assert [type(content) for content in row[1:]] == [Decimal, str, str]
    assert all("元" in str(content) for content in head[1:])


def test_chart_of_a_comparison_has_one_unit_and_leaves_out_what_has_none(served):
    client, parts, bot = served
    upload(client, ASSOCIATION.name, ASSOCIATION.read_bytes())
    settled(parts.library)
    comparison = parts.comparer.compare(bot.documents(), ["支出总计"])
    assert [one["title"] for one in compare_charts(comparison, ZH)] == ["支出总计"]
    for units in (("元", ""), ("", ""), ("元", "美元")):
        assert compare_charts(in_units(comparison, *units), ZH) == []


def test_documents_without_the_item_come_last_in_a_comparison(served):
    client, parts, bot = served
    upload(client, "甲.csv", "项目,数额\n茶叶,3\n".encode())
    settled(parts.library)
    first, last = bot.documents()
    comparison = parts.comparer.compare([last, first] if last.name == "甲.csv" else [first, last], ["支出总计"])
    states = [comparison.cells[place, comparison.measures[0]].state for place in comparison.places]
    assert states == ["value", "none"]


def test_documents_tab_tells_how_a_document_was_read_and_what_the_audit_could_not_check(served):
    client, parts, bot = served
    upload(client, ASSOCIATION.name, ASSOCIATION.read_bytes())
    settled(parts.library)
    one = next(held for held in bot.documents() if held.name == ASSOCIATION.name)
    reading = parts.store.facts.readings()[one.id]
    detail = client.get(f"/parts/documents/{one.id}").text
    assert ZH["report_counts"].format(tables=reading.tables, facts=reading.facts) in detail
    assert ZH["report_sums"].format(closing=reading.closing, summed=reading.summed) in detail
    assert '<select name="level">' in detail
    findings = client.get("/parts/findings", params={"document": one.id}).text
    assert ZH["checks_made"].format(count=reading.checked) in findings
    assert reading.unchecked
    assert all(what in findings and why in findings for what, why in reading.unchecked)
    assert ZH["checks_made"].format(count=0) in client.get("/parts/findings", params={"document": "gone"}).text


def test_upload_tells_the_page_that_it_is_at():
    job = Job(1, "a.pdf", "甲", "reading", page=7, pages=30)
    assert ZH["page_of"].format(page=7, pages=30) in jobs_html([job], ZH)
    assert ZH["page_of"].format(page=1, pages=1) not in jobs_html([replace(job, page=1, pages=1)], ZH)


def test_page_of_a_workbook_cannot_be_shown_and_says_so(served):
    client, _, bot = served
    one = bot.documents()[0]
    answer = client.get("/parts/page.png", params={"document": one.id, "page": "1"})
    assert (answer.status_code, answer.json()["error"]) == (404, ZH["page_gone"])


def test_indexing_does_not_hold_up_another_user(served, monkeypatch):
    client, parts, bot = served
    read = Library._read_one
    monkeypatch.setattr(Library, "_read_one", lambda *all_: (time.sleep(5), read(*all_)))
    upload(client, ASSOCIATION.name, ASSOCIATION.read_bytes())
    began = time.monotonic()
    assert bot.ask(QUESTION).value == 30_000
    assert "排队" in client.get("/parts/jobs").text or "读取" in client.get("/parts/jobs").text
    assert time.monotonic() - began < 4.9
    settled(parts.library)


def test_document_that_was_read_twice_keeps_its_figures(served):
    client, parts, bot = served
    for _ in range(2):
        upload(client, ASSOCIATION.name, ASSOCIATION.read_bytes())
    reports = [report for job in settled(parts.library) for report in job.reports]
    assert sorted(report.unchanged for report in reports) == [False, True]
    assert sum(one.name == ASSOCIATION.name for one in bot.documents()) == 1
    assert reports[0].reading == reports[1].reading


def test_document_outside_the_scope_does_not_exist(store):
    bot, library = Bot(store), Library(store, 10)
    app, one = FastAPI(), bot.documents()[0]
    routes.add_parts(app, routes.make_parts(bot, library, lambda request: "甲", lambda request: frozenset({"other"})))
    client = TestClient(app)
    table = store.facts.tables(one.id)[0].id
    for path in (f"documents/{one.id}", f"sheet.xlsx?table={table}", f"page.png?table={table}&row=1"):
        assert client.get(f"/parts/{path}").status_code == 404
    for path in ("documents", "found?q=30217", "findings", "compare"):
        assert one.name not in client.get(f"/parts/{path}").text
    for act in ("remove", "correct"):
        answer = client.post(f"/parts/documents/{one.id}/{act}", content=b'{"kind": "budget"}', headers=MINE)
        assert answer.status_code == 404
    assert bot.documents() == [one]
