"""The published PDFs: grids compared cell for cell with what was typed from the page, prose with its figures."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from index.model import Grid, Heading, Paragraph, ReadResult
from index.readers.pdf import read_pdf


@cache
def read(path: Path) -> ReadResult:
    return read_pdf(path)


def grids(result: ReadResult, page: int) -> list[list[list[str | None]]]:
    found = [block for block in result.blocks if isinstance(block, Grid) and block.place.page == page]
    return [[[None if c is None else c.strip() for c in row.cells] for row in grid.rows] for grid in found]


def prose(result: ReadResult, page: int | None = None) -> list[str]:
    return [b.text for b in result.blocks if isinstance(b, Paragraph) and page in (None, b.place.page)]


def headings(result: ReadResult) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in result.blocks if isinstance(block, Heading)]


GRIDS_PER_PAGE = {
    "putuo-finance-2024-final.pdf": {5: 1, **dict.fromkeys(range(6, 14), 1), **dict.fromkeys(range(15, 21), 1)},
    "putuo-finance-2024-final-faulty.pdf": dict.fromkeys(range(6, 18), 1),
    "putuo-socialwork-2024-final.pdf": dict.fromkeys(range(4, 17), 1),
    "putuo-commerce-2025-budget-department.pdf": dict.fromkeys(range(9, 22), 1),
    "putuo-commerce-2025-budget-unit.pdf": dict.fromkeys(range(9, 22), 1),
    "putuo-finance-2025-budget-department.pdf": dict.fromkeys(range(9, 22), 1),
    "putuo-office-2025-budget-department.pdf": dict.fromkeys(range(8, 21), 1),
    "putuo-office-2025-budget-unit.pdf": dict.fromkeys(range(8, 21), 1),
    "jiangsu-congress-2017-budget.pdf": {
        **dict.fromkeys((7, 8, 11, 12, 13, 14, 16, 18, 19, 21, 22, 23), 1),
        **dict.fromkeys((9, 10, 15, 17, 20), 2),
    },
    "jiangsu-congress-2018-budget.pdf": {
        **dict.fromkeys((8, 9, 11, 12, 13, 14, 16, 17, 18), 1),
        **dict.fromkeys((10, 15), 2),
    },
    "jiangsu-congress-2019-budget-tables.pdf": dict.fromkeys(range(1, 14), 1),
    "jiangsu-congress-2019-budget-text.pdf": {},
    "jiangsu-partyoffice-2019-budget-tables.pdf": dict.fromkeys(range(1, 13), 1),
    "jiangsu-partyoffice-2019-budget-text.pdf": {},
}


@pytest.mark.parametrize("name", sorted(GRIDS_PER_PAGE))
def test_each_page_has_the_tables_that_a_reader_sees(shared_data: Path, name: str) -> None:
    counts: dict[int | None, int] = {}
    for block in read(shared_data / name).blocks:
        if isinstance(block, Grid):
            counts[block.place.page] = counts.get(block.place.page, 0) + 1
            assert len({len(row.cells) for row in block.rows}) == 1
            assert all(row.place.page == block.place.page and row.place.box for row in block.rows)
    assert counts == GRIDS_PER_PAGE[name]


def test_outturn_with_codes_in_three_columns(shared_data: Path) -> None:
    result = read(shared_data / "putuo-finance-2024-final.pdf")
    [first], [second] = grids(result, 8), grids(result, 9)
    assert first[0][:6] == ["项目", None, None, None, "本年收入合计", "财政拨款收入"]
    assert first[0][6:] == ["上级补助收入", "事业收入", "经营收入", "附属单位上\n缴收入", "其他收入"]
    assert first[3] == ["类", "款", "项", "合计", "2,946.25", "2,940.05", "", "", "", "", "6.20"]
    assert first[4] == ["201", "", "", "一般公共服务支出", "2,112.86", "2,106.66", "", "", "", "", "6.20"]
    assert first[13][:5] == ["208", "05", "05", "机关事业单位基本养老保险缴费支出", "160.75"]
    assert second == [
        ["210", "11", "01", "行政单位医疗", "60.99", "60.99", "", "", "", "", ""],
        ["221", "", "", "住房保障支出", "445.69", "445.69", "", "", "", "", ""],
        ["221", "02", "", "住房改革支出", "445.69", "445.69", "", "", "", "", ""],
        ["221", "02", "01", "住房公积金", "187.19", "187.19", "", "", "", "", ""],
        ["221", "02", "03", "购房补贴", "258.50", "258.50", "", "", "", "", ""],
    ]


def test_budget_and_outturn_side_by_side_under_three_header_rows(shared_data: Path) -> None:
    [grid] = grids(read(shared_data / "putuo-socialwork-2024-final.pdf"), 14)
    assert grid[0] == ["财政拨款“三公”经费"] + [None] * 11
    assert grid[1][:6] == ["合计", None, "因公出国\n（境）费", None, "公务用车购置及运行维护费", None]
    assert grid[1][6:] == [None, None, None, None, "公务接待费", None]
    assert grid[2][:8] == [None, None, None, None, "小计", None, "公务用车\n购置费", None]
    assert grid[3] == ["预算数", "决算数"] * 6
    assert grid[4] == [""] * 12


def test_budget_with_two_sides(shared_data: Path) -> None:
    [grid] = grids(read(shared_data / "putuo-commerce-2025-budget-department.pdf"), 9)
    assert grid[:4] == [
        ["本年收入", None, "本年支出", None],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款收入", "371,514,655.00", "一、一般公共服务支出", "21,601,733.00"],
        ["1.一般公共预算资金", "371,514,655.00", "二、科学技术支出", "17,200,000.00"],
    ]
    assert grid[-1] == ["收入总计", "371,514,655.00", "支出总计", "371,514,655.00"]


def test_small_table_with_a_unit_of_its_own(shared_data: Path) -> None:
    result = read(shared_data / "putuo-commerce-2025-budget-department.pdf")
    [grid] = grids(result, 21)
    assert grid == [
        ["“三公”经费预算数", None, None, None, None, None, "机关运行经费预算数"],
        ["合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费", None, None, None],
        [None, None, None, "小计", "购置费", "运行费", None],
        ["1.00", "", "1.00", "", "", "", "171.01"],
    ]
    assert "单位:万元" in prose(result, 21)


def test_joined_codes_and_what_lies_beyond_the_sheet_is_left_out(shared_data: Path) -> None:
    [grid] = grids(read(shared_data / "jiangsu-congress-2017-budget.pdf"), 11)
    assert grid == [
        ["功能科目代码", "功能科目名称", "金额"],
        ["", "合计", "13,649.07"],
        ["201", "一般公共服务支出", "10,528.33"],
        ["20101", "人大事务", "10,528.33"],
        ["2010101", "行政运行", "4,545.94"],
        ["2010102", "一般行政管理事务", "2,468.78"],
        ["2010104", "人大会议", "1,305.25"],
        ["2010105", "人大立法", "810.00"],
        ["2010106", "人大监督", "418.75"],
        ["2010107", "人大代表履职能力提升", "403.75"],
        ["2010108", "代表工作", "428.36"],
        ["2010109", "人大信访工作", "47.50"],
        ["2010199", "其他人大事务支出", "100.00"],
        ["208", "社会保障和就业支出", "1,608.51"],
        ["20805", "行政事业单位离退休", "1,608.51"],
        ["2080504", "未归口管理的行政单位离退休", "1,608.51"],
        ["221", "住房保障支出", "1,512.23"],
        ["22102", "住房改革支出", "1,512.23"],
        ["2210201", "住房公积金", "494.22"],
        ["2210202", "提租补贴", "1,018.01"],
    ]


def test_two_tables_in_one_ruled_box_are_two_grids(shared_data: Path) -> None:
    result = read(shared_data / "jiangsu-congress-2017-budget.pdf")
    end, start = grids(result, 9)
    assert end[-1] == ["收入合\n计", "13,649.07", "支出合计", "13,649.07"]
    assert start[0] == ["项目名称", "", "金额"]
    assert start[1] == ["收入总计", None, "13,649.07"]
    on_page = [block.text for block in result.blocks if not isinstance(block, Grid) and block.place.page == 9]
    assert on_page == ["收入预算总表", "部门：江苏省人大常委会办公厅", "单位：万元"]


def test_white_boxes_under_a_title_do_not_pull_it_into_the_table(shared_data: Path) -> None:
    result = read(shared_data / "jiangsu-congress-2019-budget-tables.pdf")
    [grid] = grids(result, 11)
    assert grid[:3] == [
        ["科目编码", "科目名称", "机关运行经费支出"],
        ["合计", None, "1,642.08"],
        ["302", "商品和服务支出", "1,642.08"],
    ]
    assert (1, "一般公共预算机关运行经费支出预算表") in headings(result)
    [page_12] = grids(result, 12)
    assert page_12[1] == ["合计", "", "", "", "", "2,416.43"]
    assert page_12[5] == [None, None, None, "便携式计算机（20万以下）", "分散自行组织", "14.00"]


def test_labels_keep_their_indent(shared_data: Path) -> None:
    result = read(shared_data / "jiangsu-congress-2018-budget.pdf")
    [grid] = [b for b in result.blocks if isinstance(b, Grid) and b.place.page == 8]
    labels = [row.cells[0] for row in grid.rows]
    assert "一、财政拨款" in labels
    assert "　　　1.一般公共预算" in labels


def test_digits_of_another_font_come_back_into_their_sentence(shared_data: Path) -> None:
    result = read(shared_data / "putuo-finance-2024-final.pdf")
    assert headings(result)[0] == (1, "上海市普陀区财政局2024年度部门决算")
    assert (1, "第三部分上海市普陀区财政局2024年度部门决算情况说明") in headings(result)
    assert (
        "上海市普陀区财政局2024年度收入支出总计2995.39万元。与2023年度相比，收入支出总计减少56.95万元，下降1.87%。"
        "主要原因：基本支出中人员进出及退休变化，以及项目支出中合同支付进度条款等原因减少支付。"
    ) in prose(result, 21)
    assert any(
        "行政单位离退休（项）。主要用于：退休人员经费支出。年初预算为85.55万元，支出决算为84.65万元。" in text
        for text in prose(result, 22)
    )


def test_sentences_run_over_page_breaks(shared_data: Path) -> None:
    result = read(shared_data / "putuo-finance-2024-final.pdf")
    text = next(text for text in prose(result) if text.startswith("一般公共预算财政拨款基本支出2336.91万元"))
    assert text.endswith("办公设备购置。")
    assert "退休费、个人农业生产补贴；公用经费184.65万元" in text


def test_contents_entries_are_no_headings(shared_data: Path) -> None:
    for name in ("putuo-commerce-2025-budget-department.pdf", "jiangsu-congress-2018-budget.pdf"):
        titles = [text for _, text in headings(read(shared_data / name))]
        assert len([text for text in titles if text.startswith("一、")]) >= 1
        assert titles.index("目录") < 3
    result = read(shared_data / "putuo-commerce-2025-budget-department.pdf")
    assert "3. 2025年部门支出预算总表" in prose(result, 2)
    assert (1, "上海市普陀区商务委员会主要职能") in headings(result)


def test_page_numbers_are_left_out(shared_data: Path) -> None:
    for name in GRIDS_PER_PAGE:
        lone = [text for text in prose(read(shared_data / name)) if text.strip("—- ").isdigit()]
        assert lone == []


def test_totals_close_on_the_page_of_expenditure(shared_data: Path) -> None:
    from decimal import Decimal

    result = read(shared_data / "putuo-commerce-2025-budget-department.pdf")
    rows = [row for page in (12, 13) for grid in grids(result, page) for row in grid]
    figures = {tuple(row[:3]): Decimal((row[4] or "0").replace(",", "")) for row in rows if (row[0] or "").isdigit()}
    total = next(Decimal((row[4] or "").replace(",", "")) for row in rows if row[0] == "合计")
    assert sum(value for code, value in figures.items() if code[1] == "") == total
    assert sum(value for code, value in figures.items() if code[2]) == total
