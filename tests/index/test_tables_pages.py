"""Tables over several pages, rows over several lines, and several tables in one grid."""

from __future__ import annotations

from printed import grid, lines, not_closing, read_tables, told

from index.model import Paragraph, Place


def test_next_page_with_title_and_header_repeated() -> None:
    (table,) = read_tables(
        Paragraph("收入预算总表", Place(page=1)),
        Paragraph("单位：万元", Place(page=1)),
        grid("科目编码|科目名称|合计\n201|一般公共服务支出|10.00\n20106|财政事务|10.00", 1),
        Paragraph("- 3 -", Place(page=1)),
        Paragraph("收入预算总表（续）", Place(page=2)),
        Paragraph("单位：万元", Place(page=2)),
        grid("科目编码|科目名称|合计\n2010601|行政运行|10.00\n合计|~|10.00", 2),
    )
    assert told(table)[-2:] == ["3 2010601 一般公共服务支出/财政事务/行政运行 = 10.00", "0 合计 = 10.00"]
    assert table.header_rows == (0, 3)
    assert [place.page for place in table.grid_places] == [1, 1, 1, 2, 2, 2]


def test_next_page_without_header_and_with_other_columns() -> None:
    (table,) = read_tables(
        Paragraph("收支预算总表", Place(page=7)),
        grid("""
            收入|~|~|支出|~
            项目|金额|~|项目|金额
            一、财政拨款|9.00|~|一、一般公共服务支出|7.00
            二、其他资金||~|二、社会保障和就|2.00""", 7),
        grid("""
            ||业支出|
            ||三、其他支出|
            当年收入|9.00|当年支出小计|9.00""", 8),
        grid("小计|||\n收入合计|9.00|支出合计|9.00", 9),
    )  # fmt: skip
    assert told(table) == lines("""
        1 财政拨款 = 9.00
        1 其他资金 = ·
        0 当年收入小计 = 9.00
        0 收入合计 = 9.00
        1 一般公共服务支出 = 7.00
        1 社会保障和就业支出 = 2.00
        1 其他支出 = ·
        0 当年支出小计 = 9.00
        0 支出合计 = 9.00""")
    assert not_closing([table]) == []


def test_a_table_of_another_unit_on_the_next_page_is_not_joined() -> None:
    pages = [
        block
        for page, name in ((1, "某局本级"), (2, "某局信息中心"))
        for block in (
            Paragraph("收入预算总表", Place(page=page)),
            Paragraph(f"编制单位：{name}", Place(page=page)),
            grid("项目|预算数\n一、财政拨款|1.00\n合计|1.00", page),
        )
    ]
    assert [table.organisation for table in read_tables(*pages)] == ["某局本级", "某局信息中心"]


def test_a_label_merged_over_the_next_side_names_the_figure_there() -> None:
    (table,) = read_tables(
        "收支预算总表", "单位：万元",
        """
        收入|~|支出|~|~|~
        项目名称|金额|功能科目名称|金额|项目名称|金额
        一、财政拨款|9.00|一、一般公共服务支出|9.00|一、基本支出|9.00
        收入合计|9.00|支出合计|~|~|9.00""",
    )  # fmt: skip
    assert told(table)[-1] == "0 支出合计 = 9.00"
    assert [row.label for row in table.rows].count("支出合计") == 1


def test_labels_wrapped_above_and_below_their_figures() -> None:
    (table,) = read_tables(
        "支出决算表", "单位：万元",
        """
        科目编码|科目名称|本年支出合计|基本支出
        2080501|行政单位离退休|84.65|84.65
        |机关事业单位基本养老||
        2080505||160.75|160.75
        |保险缴费支出||
        |机关事业单位职业年金||
        2080506||80.38|80.38
        |缴费支出||
        合计||325.78|325.78""",
    )  # fmt: skip
    assert [row.label for row in table.rows] == [
        "行政单位离退休", "机关事业单位基本养老保险缴费支出", "机关事业单位职业年金缴费支出", "合计",
    ]  # fmt: skip
    assert not_closing([table]) == []


def test_two_tables_below_each_other_in_one_sheet() -> None:
    found = read_tables("""
        收入预算表|~
        单位：元|~
        项目|预算数
        财政拨款|9
        支出预算表|~
        单位：万元|~
        项目|预算数
        教育支出|7""")
    assert [(table.title, table.unit.name, told(table)) for table in found] == [
        ("收入预算表", "元", ["1 财政拨款 = 9"]), ("支出预算表", "万元", ["1 教育支出 = 7"]),
    ]  # fmt: skip


def test_a_header_that_a_page_breaks_off_below_leaves_its_title_to_the_table() -> None:
    (table,) = read_tables(
        Paragraph("财政拨款收入支出决算表", Place(page=4)),
        Paragraph("公开04表", Place(page=4)),
        Paragraph("单位：万元", Place(page=4)),
        grid("收入|~|支出|~", 4),
        grid("项目|决算数|项目|决算数\n一、财政拨款|9.00|一、教育支出|9.00\n本年收入合计|9.00|本年支出合计|9.00", 5),
    )
    assert (table.title, table.unit.name) == ("财政拨款收入支出决算表", "万元")
