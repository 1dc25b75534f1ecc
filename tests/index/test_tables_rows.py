"""Rows that say more than a name: a unit of their own, a total below a bare heading."""

from __future__ import annotations

from printed import read_tables


def test_a_row_has_the_unit_in_brackets_behind_its_label() -> None:
    (table,) = read_tables(
        "机关车辆及接待情况表", "单位：万元",
        """
        项目|决算数
        公务接待费|3.00
        公务用车保有量（辆）|7
        国内公务接待批次（个）|12
        人均接待费（元）|250""",
    )  # fmt: skip
    assert [(row.label, row.label_unit) for row in table.rows] == [
        ("公务接待费", ""),
        ("公务用车保有量", "辆"),
        ("国内公务接待批次", "批次"),
        ("人均接待费", "元"),
    ]


def test_a_heading_without_figures_and_the_total_below_it_are_one_row() -> None:
    (table,) = read_tables(
        "“三公”经费情况表", "单位：元",
        """
        项目|预算数|决算数
        一、“三公”经费支出|—|—
        （一）支出合计|50|31
        1．公务用车费|30|22
        2．公务接待费|20|9
        （二）相关统计数|—|—
        1．公务用车保有量（辆）|—|3""",
    )  # fmt: skip
    assert ["/".join(row.path) for row in table.rows] == [
        "“三公”经费支出",
        "“三公”经费支出/公务用车费",
        "“三公”经费支出/公务接待费",
        "“三公”经费支出/相关统计数",
        "“三公”经费支出/相关统计数/公务用车保有量",
    ]


def test_a_unit_in_the_column_of_codes_heads_the_rows_below_it() -> None:
    (table,) = read_tables(
        "部门支出总表", "单位：万元",
        """
        单位/科目编码|科目名称|合计|基本支出|项目支出
        合计||90|60|30
        某县实验小学||50|40|10
        2050202|小学教育|45|35|10
        2080505|养老保险缴费|5|5|
        某县职业中学||40|20|20
        2050302|中等职业教育|40|20|20""",
    )  # fmt: skip
    assert [("/".join(row.path), row.code) for row in table.rows[1:]] == [
        ("某县实验小学", ""),
        ("某县实验小学/小学教育", "2050202"),
        ("某县实验小学/养老保险缴费", "2080505"),
        ("某县职业中学", ""),
        ("某县职业中学/中等职业教育", "2050302"),
    ]
