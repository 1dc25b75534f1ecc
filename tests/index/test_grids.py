from __future__ import annotations

import pytest
from printed import grid

from index.grids import (
    Line,
    count_note_rows,
    count_title_rows,
    grid_lines,
    header_paths,
    is_column_numbers,
    is_figure,
    is_furniture,
    is_total_label,
    split_header,
    title_texts,
)


def lines(text: str) -> list[Line]:
    return grid_lines(grid(text))


@pytest.mark.parametrize(
    "label", ["合计", "合 计", "收入总计", "本年支出合计", "小计", "Total", "Total revenue", "合計"]
)
def test_totals_by_their_label(label: str) -> None:
    assert is_total_label(label)


@pytest.mark.parametrize("label", ["其中：小计", "会计事务", "统计信息事务", "审计业务", "一般公共服务支出", "设计费"])
def test_labels_that_only_look_like_totals(label: str) -> None:
    assert not is_total_label(label)


def test_a_bare_year_is_no_figure() -> None:
    assert not is_figure("2024")
    assert is_figure("2,024")
    assert is_figure("0")


@pytest.mark.parametrize("text", ["单位：万元", "编制部门：某局", "公开05表", "表1", "附件2", "單位：新臺幣千元"])
def test_what_stands_about_a_table_is_no_title(text: str) -> None:
    assert is_furniture(text)
    assert not is_furniture("2024年部门收支预算总表")


def test_titles_inside_the_frame() -> None:
    found = lines("""
        “三公”经费支出预算⏎表|~|~
        部门：|某市教育局|单位：万元
        合计|因公出国（境）费|公务接待费
        10.00|8.00|2.00""")
    assert count_title_rows(found, titled=False) == 2
    assert title_texts(found[:2]) == ["“三公”经费支出预算表", "部门：  某市教育局  单位：万元"]


def test_one_wide_header_cell_is_no_title_under_a_title() -> None:
    found = lines("""
        财政拨款“三公”经费|~|~
        合计|因公出国（境）费|公务接待费
        10.00|8.00|2.00""")
    assert count_title_rows(found, titled=True) == 0


def test_remarks_below_are_no_rows() -> None:
    found = lines("""
        项目|金额
        办公费|1.00
        注：本表金额为四舍五入数。|~""")
    assert count_note_rows(found) == 1


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["栏次", "1", "2", "3"], True),
        (["1", "2", "3", "4=5+6"], True),
        (["**", "1", "2"], True),
        (["项目", "行次", "金额", "项目", "行次", "金额"], False),
        (["办公费", "5", "7"], False),
    ],
)
def test_rows_that_number_the_columns(texts: list[str], numbers: bool) -> None:
    assert is_column_numbers(texts) is numbers


def test_header_of_three_rows_with_merged_cells() -> None:
    header, body = split_header(
        lines("""
        合计|“三公”经费|~|~|~|会议费
        ~|小计|因公出国（境）费|公务用车|~|~
        ~|~|~|购置费|运行费|~
        9.00|8.00|3.00|0|5.00|1.00""")
    )
    assert (len(header), len(body)) == (3, 1)
    assert header_paths(header, 6) == [
        ("合计",),
        ("“三公”经费", "小计"),
        ("“三公”经费", "因公出国（境）费"),
        ("“三公”经费", "公务用车", "购置费"),
        ("“三公”经费", "公务用车", "运行费"),
        ("会议费",),
    ]


def test_header_without_word_of_merged_cells() -> None:
    header, _ = split_header(
        lines("""
        项目||支出预算||
        科目编码|科目名称|合计|基本支出|项目支出
        201|一般公共服务支出|9.00|5.00|4.00""")
    )
    assert header_paths(header, 5) == [
        ("项目", "科目编码"),
        ("项目", "科目名称"),
        ("支出预算", "合计"),
        ("支出预算", "基本支出"),
        ("支出预算", "项目支出"),
    ]


def test_a_header_that_goes_on_in_small_letters_is_no_title_of_the_columns_beside_it() -> None:
    header = lines("""
        ||Net||
        Service|Income|budget 2025|Growth|Savings""")
    assert header_paths(header, 5)[1:] == [("Income",), ("Net budget 2025",), ("Growth",), ("Savings",)]
    several = lines("""
        |2024||2025|
        Service|budget|actual|budget|actual""")
    assert header_paths(several, 5)[3:] == [("2025", "budget"), ("2025", "actual")]


def test_a_row_that_is_half_header_half_total_is_divided() -> None:
    header, body = split_header(
        lines("""
        功能分类科目编码|~|~|科目名称|本年收入合计
        ~|~|~|~|~
        类|款|项|合计|2,946.25
        201|||一般公共服务支出|2,946.25""")
    )
    assert header[-1].texts == ["类", "款", "项"]
    assert [line.texts for line in body] == [["合计", "2,946.25"], ["201", "一般公共服务支出", "2,946.25"]]


def test_a_total_beside_the_last_headers_opens_the_body() -> None:
    header, body = split_header(
        lines("""
        项目|~|年初结转|本年支出|~|~
        功能分类科目编码|科目名称|~|~|~|~
        合计|~||合计|基本支出|项目支出""")
    )
    assert header[-1].texts == ["合计", "基本支出", "项目支出"]
    assert [line.texts for line in body] == [["合计"]]


def test_one_empty_row_is_kept_of_those_at_the_end() -> None:
    assert [len(line.texts) for line in lines("合计|公务接待费\n |\n |")] == [2, 0]
    assert [len(line.texts) for line in lines("项目|金额\n |\n办公费|1.00")] == [2, 2]


def test_several_rows_in_one_are_parted_where_their_lines_align() -> None:
    found = lines("项目|金额\n教育⏎卫生⏎合计|1.00⏎2.00⏎3.00")
    assert [line.texts for line in found] == [["项目", "金额"], ["教育", "1.00"], ["卫生", "2.00"], ["合计", "3.00"]]
    assert len({line.place.lines for line in found}) == 2


def test_a_wrapped_label_is_one_row() -> None:
    assert [line.texts for line in lines("机关事业单位⏎养老保险|1.00|2.00")] == [
        ["机关事业单位养老保险", "1.00", "2.00"]
    ]


def test_a_figure_broken_over_two_lines_is_one_figure() -> None:
    assert lines("教育|12,345,⏎678.00")[0].texts == ["教育", "12,345,678.00"]
    assert lines("教育|12⏎34")[0].texts == ["教育", "12 34"]


@pytest.mark.parametrize("line", ["公开01表（GK01）", "GK01", "财决批复01表", "附件2", "公开01表"])
def test_the_number_of_a_form_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", ["收入支出决算总表（GK01）", "公开招标情况表", "G20峰会经费"])
def test_a_title_is_none(line: str) -> None:
    assert not is_furniture(line)
