"""Whatever stands in a grid, its figures come out as they are printed or not at all, and nothing breaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.arithmetic import table_sums
from index.identity import identify
from index.model import Block, Document, Grid, GridRow, Heading, Paragraph, Place
from index.tables import build_tables
from index.units import parse_figure, split_suffix

WORDS = [
    None,
    "",
    "甲\n乙",
    "1\n2",
    *[
        "项目",
        "金额",
        "合计",
        "小计",
        "类",
        "款",
        "项",
        "201",
        "20101",
        "2010101",
        "一、收入",
        "（一）拨款",
        "1.一般",
        "其中：甲",
        "1,234.50",
        "0",
        "—",
        "…",
        "△5",
        "(3)",
        "12.5%",
        "2024",
        "2023年决算数",
        "上年预算数",
        "单位：万元",
        "部门：某市教育局",
        "收支总表",
        "栏次",
        "1",
        "2",
        "注：无",
        "机关事业单位基本养老保险缴费支出",
        "FY13-14",
        "序号",
        "备注",
        "5辆",
        "科目编码",
        "科目名称",
    ],
]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=width, max_size=width), min_size=1, max_size=8))
    page = draw(st.one_of(st.none(), st.integers(1, 3)))
    return Grid(tuple(GridRow(tuple(row), Place(page=page)) for row in rows), Place(page=page))


TEXTS = st.sampled_from(
    ["收入预算总表", "单位：元", "编制部门：某局", "一、收入", "2024年部门预算", "注：单位：万元", "续表"]
)
BLOCKS = st.lists(
    st.one_of(
        grids(), TEXTS.map(lambda text: Paragraph(text, Place())), TEXTS.map(lambda text: Heading(text, 1, Place()))
    ),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_any_grid_gives_sound_tables(blocks: list[Block]) -> None:
    identify(Document("d", "a.xlsx", "a", "", "", "", None, "budget", "department", None), blocks)
    for table in build_tables("d", blocks):
        assert len(table.grid) == len(table.grid_places)
        for cell in table.cells:
            row, column = table.rows[cell.row], table.columns[cell.column]
            assert row.path[-1] == row.label
            assert row.parent is None or row.parent < cell.row
            assert cell.value is None or cell.value == parse_figure(split_suffix(cell.printed)[0])
            assert cell.printed == "" or cell.printed in table.grid[row.index][column.index].replace(" ", "")
        table_sums(table)
