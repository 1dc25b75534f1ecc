"""Tables that plain text gives a cell a line, or with the names of the rows in their middle."""

from __future__ import annotations

import pytest

from index.model import Grid
from index.readers.text import read_lines


def grids(text: str) -> list[list[list[str | None]]]:
    return [
        [list(row.cells) for row in block.rows] for block in read_lines(text.splitlines()) if isinstance(block, Grid)
    ]


def test_a_cell_a_line_closed_by_a_bar() -> None:
    text = "收入 |\n金额 |\n支出 |\n金额 |\n总计 |\n9 |\n总计 |\n9 |\n税收 |\n6 |\n上解 |\n4 |\n非税 |\n3 |\n |\n |\n说明如下。"
    assert grids(text) == [
        [
            ["收入", "金额", "支出", "金额"],
            ["总计", "9", "总计", "9"],
            ["税收", "6", "上解", "4"],
            ["非税", "3", "", ""],
        ]
    ]


def test_a_cell_a_line_between_empty_lines() -> None:
    head = [
        "表格",
        "金额单位：万元",
        "收入",
        "支出",
        "项目",
        "行次",
        "金额",
        "项目",
        "行次",
        "金额",
        "栏次",
        "1",
        "栏次",
        "2",
    ]
    body = ["甲收入", "1", "5.00", "甲支出", "4", "3.00", "乙收入", "2", "0.00", "乙支出", "5", "1.00"]
    last = ["丙收入", "3", "2.00", "丙支出", "6", "3.00", "备注"]
    (grid,) = grids("\n\n".join((*head, *body, *last)))
    assert grid[0] == ["收入", "", "", "支出", "", ""]
    assert grid[2:] == [body[:6], body[6:], last[:6]]


@pytest.mark.parametrize(
    "cells",
    [
        [
            "金额单位：万元",
            "项目",
            "决算数",
            "小计",
            "其中",
            "甲",
            "1",
            "2",
            "乙",
            "1",
            "2",
            "丙",
            "1",
            "2",
        ],  # a header over two rows
        ["第一", "段落", "5", "第二", "6", "第三", "7"],  # no header of names
        ["项目", "金额", "甲", "1", "乙", "丙", "2"],  # a cell left out
    ],
)
def test_what_is_not_clearly_a_table_stays_text(cells: list[str]) -> None:
    assert grids("\n\n".join(cells)) == []


def test_names_in_the_middle() -> None:
    text = (
        "2023/24 2023/24 Services 2024/25 2024/25\nGross £m Net £m   Gross £m Net £m\n"
        "9.1 7.0 Parks 9.5 7.2\n3.0 (1.5) Fees, fines 3.2 (1.1)\n    5.5 Net Budget     6.1\n    \n    Financed by    \n"
        "    5.5 Council Tax     6.1\nA sentence follows that tells nothing of the table."
    )
    assert grids(text) == [
        [
            ["Services", "2023/24", "2023/24", "2024/25", "2024/25"],
            ["", "Gross £m", "Net £m", "Gross £m", "Net £m"],
            ["Parks", "9.1", "7.0", "9.5", "7.2"],
            ["Fees, fines", "3.0", "(1.5)", "3.2", "(1.1)"],
            ["Net Budget", "", "5.5", "", "6.1"],
            ["Financed by", "", "", "", ""],
            ["Council Tax", "", "5.5", "", "6.1"],
        ]
    ]


def test_a_row_of_fewer_figures_that_spaces_do_not_place_ends_the_table() -> None:
    text = "2023 2023 Services 2024 2024\nGross £m Net £m Gross £m Net £m\n1 2 A 3 4\n1 2 B 3 4\n5 C 6\n"
    assert grids(text) == []
