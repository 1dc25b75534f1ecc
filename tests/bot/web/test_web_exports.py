"""Arithmetic, charts, sheets and cards of an answer: figures stay exact, text stays text."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import ScriptedBot, cell, lookup, spending_table

from bot.model import Answer, Item
from bot.web.charts import chart_of, grouped_bars, plotly_script
from bot.web.export_answer import answer_sheets, table_sheet
from bot.web.export_sheets import Formula, Sheet, sheet_to_csv, sheets_to_xlsx
from bot.web.shelf import Shelf, Shown
from bot.web.texts import texts
from bot.web.working import working_of
from bot.writing.card import Check, card_data, digest_of, read_card, verify_card
from bot.writing.card_pdf import NOT_EMBEDDED, card_pdf, chinese_font
from index.errors import BadInput

ZH = texts("zh")
MONEY = st.decimals(min_value=1, max_value=10**12, places=2)


def computed(operation, value, unit, *values):
    items = tuple(Item(f"第{n}项", Decimal(one), "元", (n,)) for n, one in enumerate(values, 1))
    return Answer(
        "answered", "…", Decimal(value), unit, items, citations=(cell(1, 0, 4),), plan={"operation": operation}
    )


def shown(answer):
    return Shown("问", (), None, "zh", answer)


def figures(answer):
    working = working_of(answer)
    return None if working is None else [(row.sign, str(row.value)) for row in working.rows]


def test_sum_is_stated_with_its_signs():
    assert figures(computed("sum", 6, "元", 1, 2, 3)) == [("", "1"), ("+", "2"), ("+", "3"), ("=", "6")]


def test_arithmetic_that_does_not_come_out_is_not_shown():
    assert working_of(computed("sum", 7, "元", 1, 2, 3)) is None
    assert working_of(computed("share", 50, "%", 1, 3)) is None


@pytest.mark.parametrize("unit", ["%", "元"])
def test_change_shows_difference_base_and_percent(unit):
    rows = figures(computed("change", 50, unit, 250, 200) if unit == "元" else computed("change", 25, unit, 250, 200))
    assert rows == [("", "250"), ("−", "200"), ("=", "50"), ("÷", "200"), ("=", "25")]


def test_change_from_nothing_has_no_percent():
    assert figures(computed("change", 50, "元", 50, 0)) == [("", "50"), ("−", "0"), ("=", "50")]


@given(st.lists(MONEY, min_size=2, max_size=8))
def test_formula_of_a_sum_covers_its_operands_and_nothing_else(values):
    answer = computed("sum", sum(values), "元", *values)
    sheet = answer_sheets(shown(answer), {}, ZH)[0]
    at = next(n for n, row in enumerate(sheet.rows, 1) if isinstance(row[2] if len(row) > 2 else None, Formula))
    first = at - len(values)
    assert sheet.rows[at - 1][2] == Formula(f"=SUM(C{first}:C{at - 1})", sum(values))
    assert [row[2] for row in sheet.rows[first - 1 : at - 1]] == values


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_of_a_document_is_never_a_formula(start):
    sheet = Sheet("a[1]:*?", [[f'{start}HYPERLINK("http://x")', Decimal("-5")]])
    page = openpyxl.load_workbook(io.BytesIO(sheets_to_xlsx([sheet]))).worksheets[0]
    assert page["A1"].data_type == "s"
    assert page["B1"].value == -5
    row = next(csv.reader(io.StringIO(sheet_to_csv(sheet).decode("utf-8-sig"))))
    assert row == [f'\'{start}HYPERLINK("http://x")', "-5"]


def test_figure_longer_than_a_spreadsheet_keeps_is_written_whole_as_text():
    long = Decimal("12345678901234567.89")
    page = openpyxl.load_workbook(io.BytesIO(sheets_to_xlsx([Sheet("a", [[long]])]))).worksheets[0]
    assert page["A1"].value == "12345678901234567.89"


def test_sums_of_a_table_become_formulas_only_where_they_add_up():
    sheet = table_sheet(spending_table(), ZH)
    by_name = {row[3] or row[0]: row for row in sheet.rows[5:]}
    assert by_name["科学技术支出"][4].text == "=SUM(E10,E12)"
    assert by_name["科学技术支出"][4].value == 89_795_299
    assert by_name["合计"][4].text.startswith("=SUM(E6,E9,")
    assert by_name["科普活动"][4] == 2_850_000
    assert by_name["科普活动"][5] == ""


def test_sheet_is_printed_as_wide_as_a_page_with_its_header_on_each(tmp_path):
    page = openpyxl.load_workbook(io.BytesIO(sheets_to_xlsx([table_sheet(spending_table(), ZH)]))).worksheets[0]
    assert page.freeze_panes == "A6"
    assert page.print_title_rows == "$1:$5"
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    merged = {str(cells) for cells in page.merged_cells.ranges}
    assert merged
    assert all(page[cells.split(":")[0]].value for cells in merged), "a merged header has its words"


def test_figure_of_a_row_without_a_label_is_named_by_its_column():
    citation = replace(computed("sum", 1, "元", 1).citations[0], row="", column="三公经费/合计")
    sheet = answer_sheets(shown(Answer("answered", "9500 元[1]", Decimal(9500), "元", citations=(citation,))), {}, ZH)[
        0
    ]
    assert sheet.rows[-1][1:4] == ["三公经费/合计", Decimal(9500), "元"]


def test_card_brings_its_font_along_where_there_is_one(tmp_path):
    made = card_pdf(card_data("问？", (), Answer("answered", "答。"), ()), ZH)
    assert (b"/FontFile2" in made) == (chinese_font() != NOT_EMBEDDED)


def test_card_is_made_where_there_is_no_font(monkeypatch):
    monkeypatch.setattr("bot.writing.card_pdf.FOLDERS", ())
    chinese_font.cache_clear()
    assert card_pdf(card_data("问？", (), Answer("answered", "答。"), ()), ZH).startswith(b"%PDF")
    chinese_font.cache_clear()


def test_ranking_is_drawn_in_wan_from_zero():
    answer = computed("rank", 1, "元", 89_795_299, 20_553_422)
    drawn = chart_of(answer, ZH)
    assert drawn["data"][0]["text"] == ["8,979.53", "2,055.34"]
    assert drawn["layout"]["xaxis"]["rangemode"] == "tozero"
    assert drawn["layout"]["xaxis"]["title"]["text"] == "单位：万元"
    assert "89,795,299 元" in drawn["data"][0]["hovertext"][0]


def test_figures_of_different_units_or_a_single_one_are_not_drawn():
    one = computed("rank", 1, "元", 5, 6)
    assert chart_of(replace(one, items=one.items[:1]), ZH) is None
    assert chart_of(replace(one, items=(one.items[0], replace(one.items[1], unit="个"))), ZH) is None
    assert chart_of(replace(one, status="clarify"), ZH) is None


def test_blank_is_left_out_of_a_chart_and_not_drawn_as_zero():
    answer = computed("rank", 1, "元", 5, 6, 7)
    drawn = chart_of(replace(answer, items=(*answer.items[:2], replace(answer.items[2], value=None))), ZH)
    assert len(drawn["data"][0]["x"]) == 2


def test_labels_hold_no_markup_that_plotly_would_read():
    answer = computed("rank", 1, "元", 5, 6)
    named = replace(answer, items=(replace(answer.items[0], label='<a href="x">甲</a>'), answer.items[1]))
    assert "<" not in json.dumps(chart_of(named, ZH), ensure_ascii=False)


def test_equal_labels_keep_bars_of_their_own():
    answer = computed("rank", 1, "元", 5, 6)
    drawn = chart_of(replace(answer, items=tuple(replace(item, label="同名") for item in answer.items)), ZH)
    assert len(set(drawn["data"][0]["y"])) == 2


def test_sparse_comparison_gives_each_figure_a_row():
    drawn = grouped_bars(["甲", "乙"], [("2023年", [Decimal(1), None]), ("2024年", [None, Decimal(2)])], "元", ZH)
    assert drawn["data"][0]["y"] == ["甲 · 2023年", "乙 · 2024年"]


def test_plotly_comes_with_the_package():
    assert plotly_script()[:2] == b"\x1f\x8b"


def test_card_is_read_back_from_its_pdf(tmp_path):
    data = card_data("问？", ["先问"], lookup(), ScriptedBot().documents())
    (tmp_path / "a.pdf").write_bytes(card_pdf(data, ZH))
    assert read_card(tmp_path / "a.pdf") == json.loads(json.dumps(data))
    assert [one["id"] for one in data["documents"]] == ["d1"]


def test_changed_card_has_another_digest():
    data = card_data("问？", [], lookup(), ScriptedBot().documents())
    data["answer"]["value"] = "1"
    assert digest_of(data) != data["digest"]


@pytest.mark.parametrize("content", [b"", b"{}", b"%PDF-1.4 nothing", b'{"format": "other"}', b"\xff\xfe", b"[1]"])
def test_file_that_is_no_card_is_refused(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(BadInput):
        read_card(tmp_path / "a.pdf")


def test_card_out_of_shape_is_refused():
    with pytest.raises(BadInput):
        verify_card({"format": "budgetbot-card-1", "documents": 5}, None)


def test_check_tells_unknown_from_wrong():
    assert Check(None, "").passed is not False


def test_shelf_forgets_the_oldest():
    shelf = Shelf(most=2)
    keys = [shelf.put(shown(lookup())) for _ in range(3)]
    assert shelf.get(keys[0]) is None
    assert shelf.get(keys[2]) is not None
    assert len(set(keys)) == 3
