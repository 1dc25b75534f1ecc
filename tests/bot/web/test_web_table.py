from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import BODY, FIRST_LINE, HEAD, spending_table
from test_web_render import read

from bot.web.header import header_cells
from bot.web.table import frozen_column, table_html
from bot.web.texts import texts
from index.model import Place

ZH = texts("zh")


def header_rows(width):
    return st.lists(st.lists(st.sampled_from(["", "甲", "乙"]), min_size=width, max_size=width), max_size=4)


@given(st.integers(1, 6).flatmap(header_rows))
def test_header_cells_cover_every_position_once(rows):
    covered = [
        (cell.row + down, cell.column + right)
        for cell in header_cells(rows)
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    width = len(rows[0]) if rows else 0
    assert sorted(covered) == [(r, c) for r in range(len(rows)) for c in range(width)]


@given(header_rows(3))
def test_header_cells_keep_every_printed_text(rows):
    assert sorted(cell.text for cell in header_cells(rows) if cell.text) == sorted(t for row in rows for t in row if t)


def test_three_row_header_is_merged_as_printed():
    spans = {(cell.text, cell.rowspan, cell.colspan) for cell in header_cells(HEAD)}
    assert spans == {
        ("项目", 1, 4),
        ("支出预算", 1, 3),
        ("功能分类科目编码", 1, 3),
        ("功能分类科目名称", 2, 1),
        ("合计", 2, 1),
        ("基本支出", 2, 1),
        ("项目支出", 2, 1),
        ("类", 1, 1),
        ("款", 1, 1),
        ("项", 1, 1),
    }


def test_every_printed_row_is_there_with_its_line_and_grid_position():
    html = table_html(spending_table(), ZH)
    for i, printed in enumerate(BODY):
        row = html.split(f'<tr data-r="{i + 3}"')[1].split("</tr>")[0]
        assert f">{FIRST_LINE + i}</th>" in row
        assert row.count("<td") == len(printed)
        assert read(row.split(">", 1)[1]).text == str(FIRST_LINE + i) + "".join(printed)


def test_codes_are_text_and_values_are_figures():
    row = table_html(spending_table(), ZH).split('<tr data-r="3"')[1].split("</tr>")[0]
    assert '<td data-c="0" class="code">201</td>' in row
    assert '<td data-c="4" class="number">20,553,422</td>' in row


def test_ancestors_are_named_from_the_nearest_up():
    row = table_html(spending_table(), ZH).split('<tr data-r="5"')[1].split(">")[0]
    assert 'data-parents="4 3"' in row


def test_unit_title_and_total_are_told():
    html = table_html(spending_table(), ZH)
    assert "<h3>2023年部门支出预算总表</h3>" in html
    assert "单位：元" in html
    assert 'class="total"' in html


def test_classes_stand_out_and_their_parts_are_indented():
    html = table_html(spending_table(), ZH)
    assert html.count('class="top"') == 5
    assert '<td data-c="3" class="label">一般公共服务支出</td>' in html
    assert '<td data-c="3" class="l2 label">行政运行</td>' in html
    flat = replace(spending_table(), rows=tuple(replace(row, parent=None) for row in spending_table().rows))
    assert 'class="top"' not in table_html(flat, ZH)


@given(st.text(max_size=40))
def test_any_text_in_title_or_cell_stays_text(text):
    table = spending_table()
    grid = (*table.grid[:-1], (text, *table.grid[-1][1:]))
    read(table_html(replace(table, title=text, grid=grid), ZH))


@pytest.mark.parametrize(
    ("place", "said"), [(Place(page=4), ">4<"), (Place(sheet="表", cell="A12"), ">12<"), (Place(lines=(9, 10)), ">9<")]
)
def test_gutter_tells_page_sheet_row_or_line(place, said):
    table = spending_table()
    assert said in table_html(replace(table, grid_places=(place,) * len(table.grid)), ZH)


def test_table_without_rows_says_so():
    table = replace(spending_table(), grid=HEAD, rows=(), cells=())
    assert "没有数据行" in table_html(table, ZH)


def test_column_of_names_is_frozen_only_where_there_is_one():
    table = spending_table()
    assert frozen_column(table) == 3
    both_sides = tuple(replace(row, label_column=0 if i % 2 else 2) for i, row in enumerate(table.rows))
    assert frozen_column(replace(table, rows=both_sides)) is None
    html = table_html(replace(table, rows=both_sides), ZH)
    assert '<td data-c="1" data-side="0"' in html
    assert '<td data-c="6" data-side="2"' in html
    assert frozen_column(replace(table, rows=())) is None
