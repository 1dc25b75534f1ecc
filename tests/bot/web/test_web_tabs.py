"""The page over a real store in a real browser: exports, charts, documents, comparison."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from PIL import Image
from stored import ASSOCIATION

from bot.writing.card import digest_of, read_card

TOP = "示例市图书馆2024年支出最多的三项是什么？"
SUM = "示例市图书馆2024年公务接待费和会议费合计是多少？"
SHARE = "示例市图书馆2024年文化旅游体育与传媒支出占总支出的比重是多少？"
LONG_NAMES = ["示例省人大常委会办公厅", "示例市某某区机关事务管理局"]
ARCHIVE = "示例市档案馆2024年一般公共服务支出是多少？"


def download(page, link, path):
    with page.expect_download() as coming:
        link.click()
    coming.value.save_as(path)
    return coming.value.suggested_filename


def open_tab(seen, name):
    seen.page.locator(f"#head .tabs a[data-view={name}]").click()


def inside_of(picture):
    """The pixels of a picture without its outer quarter."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    width, height = image.size
    return image.crop((width // 4, height // 4, width - width // 4, height - height // 4)).tobytes()


def test_arithmetic_is_a_table_whose_rows_open_their_cells(visit_store):
    seen = visit_store()
    turn = seen.ask(SUM)
    rows = [row.split() for row in turn.locator(".working tbody tr").all_inner_texts()]
    assert [row[-1] if row[0] == "=" else row for row in rows][:1] == [["公务接待费", "12,000", "元", "[1]"]]
    assert rows[-1] == ["=", "结果", "30,000", "元"]
    turn.locator(".working a.cite").nth(1).click()
    seen.page.locator("#source td.target", has_text="18,000").wait_for()


def test_chart_of_a_ranking_starts_at_zero_and_tells_its_unit(visit_store):
    seen = visit_store()
    turn = seen.ask(TOP)
    turn.locator(".chart .plot svg.main-svg").first.wait_for(timeout=20_000)
    shown = turn.locator(".chart").inner_text()
    assert "单位：万元" in shown
    assert "3,189.23" in shown
    assert turn.locator(".chart .xtick text").first.text_content() == "0"


def test_chart_is_saved_as_a_picture_and_as_a_page_that_needs_nothing(visit_store, tmp_path):
    seen = visit_store()
    turn = seen.ask(SHARE)
    turn.locator(".chart .plot svg.main-svg").first.wait_for(timeout=20_000)
    download(seen.page, turn.locator("button.save[data-as=png]"), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    download(seen.page, turn.locator("button.save[data-as=html]"), tmp_path / "a.html")
    seen.page.goto(f"file://{tmp_path / 'a.html'}")
    seen.page.locator("svg.main-svg").first.wait_for()
    seen.requests[:] = [url for url in seen.requests if not url.startswith("file://")]


def test_export_opens_as_a_workbook_with_the_sum_as_a_formula(visit_store, tmp_path):
    seen = visit_store()
    turn = seen.ask(SUM)
    name = download(seen.page, turn.locator(".tools a[href*='.xlsx']"), tmp_path / "a.xlsx")
    assert name.startswith("示例市图书馆2024年公务接待费")
    answer, sources = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    cells = {row[1]: row[2] for row in answer.iter_rows(values_only=True)}
    assert cells["公务接待费"] == 12_000
    assert re.fullmatch(r"=SUM\(C\d+:C\d+\)", cells["结果"])
    assert sources["B2"].value == "示例市图书馆2024年部门预算.xlsx"
    assert re.fullmatch(r"[0-9a-f]{64}", sources["L2"].value)


def test_rows_and_whole_table_are_saved_as_csv_for_excel(visit_store, tmp_path):
    seen = visit_store()
    turn = seen.ask(TOP)
    download(seen.page, turn.locator(".tools a[href*='.csv']"), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert ["", "文化旅游体育与传媒支出", "31892300", "元", "[1]"] in list(csv.reader(file))
    seen.page.locator("#source td.target").wait_for()
    download(seen.page, seen.page.locator(".switch-here a[href*='csv']"), tmp_path / "b.csv")
    assert "39844780" in (tmp_path / "b.csv").read_text(encoding="utf-8-sig")


def test_card_holds_the_answer_with_hash_and_row(visit_store, tmp_path):
    seen = visit_store()
    download(seen.page, seen.ask(ARCHIVE).locator(".tools a[href*='.pdf']"), tmp_path / "a.pdf")
    data = read_card(tmp_path / "a.pdf")
    assert data["digest"] == digest_of(data)
    assert data["answer"]["value"] == "5600000"
    assert data["answer"]["citations"][0]["row"] == "201 一般公共服务支出"
    assert data["documents"][0]["name"] == "示例市档案馆2024年部门预算.pdf"


def test_page_of_the_pdf_is_shown_with_its_row_boxed(visit_store):
    seen = visit_store()
    seen.ask(ARCHIVE)
    seen.page.locator(".switch-here button", has_text="原文件页面").click()
    picture = seen.page.locator(".page-here img")
    picture.wait_for(timeout=20_000)
    assert picture.evaluate("async i => { await i.decode(); return i.naturalHeight }") == 1_500
    golden = """i => { const c = document.createElement('canvas'); c.width = i.naturalWidth; c.height = i.naturalHeight;
        const x = c.getContext('2d'); x.drawImage(i, 0, 0); const d = x.getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let k = 0; k < d.length; k += 4) n += d[k] > 180 && d[k + 1] < 190 && d[k + 2] < 90; return n; }"""
    assert picture.evaluate(golden) > 1_000


def test_question_is_changed_in_place_and_asked_again(visit_store):
    seen = visit_store()
    turn = seen.ask(SUM)
    turn.locator("button.edit").click()
    box = turn.locator("form.rewrite textarea")
    assert box.input_value() == SUM
    box.fill(TOP)
    box.press("Enter")
    seen.page.locator("#turns .turn .text", has_text="最大的 3 项").wait_for()
    assert seen.page.locator("#turns .turn").count() == 1
    seen.page.locator("button.retry").click()
    seen.page.wait_for_timeout(600)
    assert seen.page.locator("#turns .turn").count() == 1


def test_offered_questions_are_answered(visit_store):
    seen = visit_store()
    seen.ask(TOP)
    offered = seen.page.locator(".follow button.ask")
    offered.first.wait_for(timeout=20_000)
    assert 1 <= offered.count() <= 3
    offered.first.click()
    seen.page.locator("#turns .turn").nth(1).locator(".answer.answered").wait_for()


def test_thumb_and_comment_are_kept(visit_store):
    seen = visit_store()
    turn = seen.ask(SUM)
    turn.locator(".thumb[data-verdict=bad]").click()
    turn.locator("form.comment input").fill("应为三万")
    turn.locator("form.comment button").click()
    turn.locator(".thumbs small", has_text="已记下").wait_for()
    assert turn.locator(".thumb[data-verdict=bad]").get_attribute("aria-pressed") == "true"


def test_upload_shows_its_steps_and_is_asked_about_then_deleted(visit_store):
    seen = visit_store()
    seen.page.on("dialog", lambda dialog: dialog.accept())
    open_tab(seen, "documents")
    docs = seen.page.locator("details.doc")
    docs.first.wait_for()
    held = docs.count()
    seen.page.locator("#documents .drop input").set_input_files(str(ASSOCIATION))
    seen.page.locator("#documents .job").first.wait_for()
    seen.page.locator("#documents .job.done", has_text=ASSOCIATION.name).wait_for(timeout=60_000)
    assert "9 张表" in seen.page.locator("#documents .job.done").first.inner_text()
    added = seen.page.locator("details.doc", has_text=ASSOCIATION.name)
    added.wait_for()
    open_tab(seen, "ask")
    assert "45,372,167" in seen.ask("上海市科学技术协会2023年科学技术支出的项目支出是多少？").inner_text()
    other = seen.page.locator(".choices button.ask").first
    other.click()
    second = seen.page.locator("#turns .turn").nth(1)
    second.locator(".answer").wait_for()
    assert "37,022,167" in second.inner_text()
    open_tab(seen, "documents")
    added.locator("summary").click()
    added.locator("button.remove").click()
    added.wait_for(state="detached", timeout=20_000)
    assert docs.count() == held


@pytest.mark.parametrize(("name", "sentence"), [("a.exe", "这种文件读不了"), ("a\u0007.txt", "控制字符")])
def test_file_that_cannot_come_in_is_refused_in_a_sentence(visit_store, name, sentence):
    seen = visit_store()
    open_tab(seen, "documents")
    file = {"name": name, "mimeType": "text/plain", "buffer": b"x"}
    seen.page.locator("#documents .drop input").set_input_files(file)
    seen.page.locator("#documents .job .bad", has_text=sentence).wait_for()


def test_document_is_opened_corrected_and_its_tables_browsed(visit_store):
    seen = visit_store()
    open_tab(seen, "documents")
    doc = seen.page.locator("details.doc", has_text="档案馆")
    doc.locator("summary").click()
    doc.locator("button.correct").click()
    doc.locator("input[name=year]").fill("2025")
    doc.locator("form.correction button").click()
    seen.page.locator("details.doc", has_text="示例市档案馆 · 2025年").wait_for()
    doc.locator("button.correct").click()
    doc.locator("input[name=year]").fill("2024")
    doc.locator("form.correction button").click()
    seen.page.locator("details.doc", has_text="示例市档案馆 · 2024年").wait_for()
    doc.locator("ol.tables a.source").first.click()
    seen.page.locator("#source .grid td", has_text="6,700,000").wait_for()


def test_rows_are_found_by_name_and_by_code(visit_store):
    seen = visit_store()
    open_tab(seen, "documents")
    seen.page.locator("#documents .find").fill("公务接待")
    seen.page.locator(".found a.source", has_text="12,000").first.click()
    seen.page.locator("#source td.target").wait_for()
    seen.page.locator("#documents .find").fill("30217")
    seen.page.locator(".found b", has_text="30217 公务接待费").first.wait_for()


def test_comparison_by_ticking_has_sources_chart_and_sheet(visit_store, tmp_path):
    seen = visit_store()
    open_tab(seen, "compare")
    seen.page.locator(".compared td", has_text="39,844,780").wait_for(timeout=20_000)
    seen.page.locator("details.pick[data-name=item] summary").click()
    seen.page.locator("details.pick[data-name=item] input[value=基本支出]").check()
    seen.page.locator(".compared thead th", has_text="基本支出").wait_for(timeout=20_000)
    seen.page.locator(".compared tr", has_text="档案馆").locator("a.cite").last.click()
    seen.page.locator("#source td.target").wait_for()
    download(seen.page, seen.page.locator("#compare .tools a").first, tmp_path / "a.xlsx")
    table = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert 39_844_780 in [cell for row in table.iter_rows(values_only=True) for cell in row]


def test_ticked_box_looks_ticked(visit_store):
    seen = visit_store()
    open_tab(seen, "compare")
    seen.page.locator("#compare .compared").wait_for(timeout=20_000)
    seen.page.locator("#compare .pick[data-name=item] summary").click()
    boxes = seen.page.locator("#compare .pick[data-name=item] input")
    assert [boxes.nth(n).is_checked() for n in range(3)] == [True, False, False]
    ticked, empty, other = (inside_of(boxes.nth(n).screenshot()) for n in range(3))
    assert empty == other
    assert ticked != empty


def test_names_of_a_chart_are_folded_between_department_and_year_on_a_phone(visit_store):
    seen = visit_store("#compare", width=390, height=844)
    seen.page.locator("#compare .compared").wait_for(timeout=20_000)
    axis = {"rangemode": "tozero"}
    figure = {
        "data": [
            {"type": "bar", "orientation": "h", "x": [1, 2], "y": [f"{name} · 2024年 预算" for name in LONG_NAMES]}
        ],
        "layout": {"height": 142, "showlegend": False, "xaxis": axis, "yaxis": {"automargin": True}},
    }
    put = """figure => {
      const place = Object.assign(document.createElement("figure"), { className: "chart", innerHTML: "<div class=plot></div>" });
      place.dataset.figure = JSON.stringify(figure);
      document.querySelector("#compare .view").prepend(place);
    }"""
    seen.page.evaluate(put, figure)
    named = seen.page.locator("#compare .chart").first.locator(".ytick text")
    named.first.wait_for(timeout=20_000)
    lines = [label.locator("tspan.line").all_text_contents() for label in named.all()]
    assert ["".join(one[:-1]) for one in lines] == LONG_NAMES
    assert [one[-1] for one in lines] == ["2024年 预算"] * 2
    boxes = sorted((label.bounding_box() for label in named.all()), key=lambda box: box["y"])
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]


@pytest.mark.parametrize("name", ["documents", "compare"])
def test_tabs_fit_a_phone_and_are_dark_where_wanted(visit_store, name):
    seen = visit_store(f"#{name}", width=390, height=844, color_scheme="dark")
    seen.page.locator(f"#{name} :is(details.doc, .compared)").first.wait_for(timeout=20_000)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", ground)[:3])) < 60


def test_link_to_a_document_asks_it_alone(visit_store):
    seen = visit_store("?doc=示例市档案馆2024年部门预算.pdf&q=支出合计是多少？")
    seen.page.locator("#turns .answer").wait_for(timeout=20_000)
    assert "示例市档案馆" in seen.page.locator("#head .scope").inner_text()
    assert "图书馆" not in seen.page.locator("#turns .answer").inner_text()


def test_earlier_questions_are_offered_again(visit_store):
    seen = visit_store()
    seen.ask(SUM)
    seen.page.locator("#head .new").click()
    seen.page.locator("#turns .welcome").wait_for()
    seen.page.locator("#head .history summary").click()
    seen.page.locator("#head .history button.ask", has_text="公务接待费").click()
    seen.page.locator("#turns .working").wait_for()
