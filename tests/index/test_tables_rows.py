"""Rows that say more than a name: a unit of their own, a total below a bare heading."""

from __future__ import annotations

import pytest
from printed import columns, read_tables, told

from index.arithmetic import table_sums


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


def test_plain_numbers_before_the_names_of_rows_are_their_codes_and_groups() -> None:
    (table,) = read_tables(
        "Parks Department",
        """
        Fund|Account|Description|FY 2025|FY 2026
        101|5110|Regular Salaries|412,500|425,335
        101|6310|Utilities|48,900|52,300
        ||Total General Fund|461,400|477,635
        226|5110|Regular Salaries|968,300|999,160
        226|6310|Utilities|186,900|197,100""",
    )  # fmt: skip
    assert [("/".join(row.path), row.code) for row in table.rows] == [
        ("101/Regular Salaries", "5110"),
        ("101/Utilities", "6310"),
        ("Total General Fund", ""),
        ("226/Regular Salaries", "5110"),
        ("226/Utilities", "6310"),
    ]
    assert columns(table) == ["FY 2025 2025", "FY 2026 2026"]


def test_plain_numbers_behind_a_group_are_codes_of_the_names_behind_them() -> None:
    (table,) = read_tables(
        "Authorized Positions",
        """
        Department|Class|Title|FY 2025|FY 2026
        Assessment|1101|Assessor|1.0|1.0
        |1110|Senior Appraiser|6.0|7.0
        ||Subtotal|7.0|8.0
        Sheriff|2101|Sheriff|1.0|1.0
        |2104|Captain|4.0|4.0
        ||Subtotal|5.0|5.0""",
    )  # fmt: skip
    assert ["/".join(row.path) for row in table.rows] == [
        "Assessment/Assessor",
        "Assessment/Senior Appraiser",
        "Assessment",
        "Sheriff/Sheriff",
        "Sheriff/Captain",
        "Sheriff",
    ]


def test_amounts_of_one_length_before_names_stay_amounts() -> None:
    (table,) = read_tables(
        "收支总表", "单位：万元",
        """
        收入|预算数|支出|预算数
        财政拨款|120|教育支出|130
        事业收入|310|科学技术支出|300
        收入总计|430|支出总计|430""",
    )  # fmt: skip
    assert len(table.columns) == 2
    assert [row.label for row in table.rows][:3] == ["财政拨款", "事业收入", "收入总计"]


def test_a_header_printed_again_below_a_line_of_its_own_begins_a_table_of_another_year() -> None:
    first, second = read_tables(
        "FY 2025 Adopted",
        """
        Department|General Fund|Road Fund|Total
        Police|36,571|—|36,571
        Public Works|—|27,441|27,441
        FY 2026 Adopted||
        Department|General Fund|Road Fund|Total
        Police|37,749|—|37,749
        Public Works|—|30,320|30,320""",
    )  # fmt: skip
    assert [table.title for table in (first, second)] == ["FY 2025 Adopted", "FY 2026 Adopted"]
    assert told(second) == ["1 Police = 37,749 — 37,749", "1 Public Works = — 30,320 30,320"]
    assert second.year == 2026


def test_subtotals_are_no_records_and_each_total_is_of_the_rows_since_the_last() -> None:
    (table,) = read_tables(
        "Parks Department",
        """
        Fund|Account|Description|FY 2025|FY 2026
        101|5110|Regular Salaries|400|420
        101|5120|Overtime|20|25
        ||Subtotal Personnel Services|420|445
        101|6310|Utilities|50|55
        101|6350|Licenses|30|35
        ||Subtotal Materials & Services|80|90
        ||Total General Fund|500|535
        226|5110|Regular Salaries|900|950
        226|5120|Overtime|10|15
        ||Sub-total Personnel Services|910|965
        226|6310|Utilities|90|95
        ||Subtotal Materials & Services|90|95
        ||Total Parks Levy Fund|1,000|1,060""",
    )  # fmt: skip
    assert [row.total for row in table.rows] == [
        False, False, True, False, False, True, True, False, False, True, False, True, True
    ]  # fmt: skip
    sums = [one for one in table_sums(table) if one.check == "total"]
    assert len(sums) == 12
    assert all(one.difference == 0 for one in sums)


def test_rows_below_a_count_are_counts() -> None:
    """Lines of the form of agencies' running that name no unit below 车辆数合计（辆）, in a form of 万元."""
    (table,) = read_tables(
        "机构运行信息表",
        "单位：万元",
        """
        项目|统计数
        一、机关运行经费|142.30
        二、车辆数合计（辆）|8
        1.应急保障用车|3
        2.执法执勤用车|5
        三、单价100万元以上设备（台，套）|1""",
    )
    units = {row.label: row.label_unit for row in table.rows}
    assert units["应急保障用车"] == units["执法执勤用车"] == "辆"
    assert units["机关运行经费"] == ""
    assert units["单价100万元以上设备"] == "台（套）"


def test_one_side_of_a_fund_in_one_year_is_a_row_of_that_year_and_kind() -> None:
    (table,) = read_tables(
        "2025年社会保险基金预算收支表", "单位：万元",
        """
        项目|合计|失业保险基金
        一、2024年收入执行数|90|40
        二、2025年收入预算数|95|42
        其中：财政补贴收入|30|12""",
    )  # fmt: skip
    assert [(row.label, row.year, row.kind) for row in table.rows] == [
        ("收入", 2024, "executed"),
        ("收入", 2025, "budget"),
        ("其中：财政补贴收入", 2025, "budget"),
    ]


def test_a_row_of_another_year_may_say_its_unit() -> None:
    (table,) = read_tables(
        "2025年政府债务余额情况表", "",
        """
        项目|金额
        一、2023年末地方政府债务余额（亿元）|28
        二、2024年收入执行数（万元）|31
        三、2025年收入预算数（万元）|33""",
    )  # fmt: skip
    assert [(row.year, row.kind) for row in table.rows[1:]] == [(2024, "executed"), (2025, "budget")]
    assert [(row.label, row.label_unit) for row in table.rows] == [
        ("2023年末地方政府债务余额", "亿元"),
        ("收入", "万元"),
        ("收入", "万元"),
    ]
    assert table.rows[0].year == 2023


def test_rows_below_a_heading_of_a_year_are_of_that_year_on_both_sides() -> None:
    (table,) = read_tables(
        "某县收支平衡表", "单位：万元",
        """
        收入项目|金额|支出项目|金额
        （一）2024年执行情况|||
        一、本级收入|60|一、本级支出|55
        上级补助|10|上解支出|15
        收入总计|70|支出总计|70
        （二）2025年预算安排|||
        一、本级收入|66|一、本级支出|58
        上级补助|9|上解支出|17
        收入总计|75|支出总计|75""",
    )  # fmt: skip
    dated = {(row.label, row.year, row.kind) for row in table.rows}
    for label in ("本级收入", "收入总计", "本级支出", "上解支出", "支出总计"):
        assert {(label, 2024, "executed"), (label, 2025, "budget")} <= dated, label


def test_a_total_to_compare_with_is_of_its_own_year_and_no_sum_of_the_rows() -> None:
    (table,) = read_tables(
        "某县2025年“三公”经费汇总表", "单位：万元",
        """
        单位|合计
        2025年合计|60
        公安局|35
        教育局|25
        2024年合计|75""",
    )  # fmt: skip
    assert [row.year for row in table.rows if row.total] == [2025, 2024]
    assert all(one.closes for one in table_sums(table))


def test_a_balance_of_another_year_and_a_term_in_years() -> None:
    (balances,) = read_tables(
        "2025年政府债务余额情况表", "单位：亿元",
        """
        项目|金额
        一、2023年末政府债务余额实际数|28
        二、2024年末政府债务余额限额|31""",
    )  # fmt: skip
    assert [row.year for row in balances.rows] == [2023, 2024]
    (bonds,) = read_tables(
        "新增债券安排表", "单位：亿元",
        """
        项目名称|金额|债券期限
        污水处理厂|0.8|20
        灌区配套|0.4|15""",
    )  # fmt: skip
    assert [column.unit.name for column in bonds.columns] == ["亿元", "年"]


def test_a_row_with_nothing_but_a_year_is_of_the_body_above_it() -> None:
    (table,) = read_tables(
        "“三公”经费财政拨款预算表", "单位：万元",
        """
        单位名称|年度|“三公”经费合计|公务接待费
        某区档案馆|2023年|4.00|1.00
        |2024年|5.00|0.50
        某区博物馆|2023年|3.00|0.00
        |2024年|3.00|0.00
        某区文化馆|2023年|0.00|0.00
        |2024年|0.00|0.00
        合计|2023年|7.00|1.00
        |2024年|8.00|0.50""",
    )  # fmt: skip
    assert [(row.path, row.year) for row in table.rows[:3]] == [
        (("某区档案馆",), 2023),
        (("某区档案馆",), 2024),
        (("某区博物馆",), 2023),
    ]
    assert all(found.exact for found in table_sums(table))


def test_a_named_subtotal_over_the_rows_that_it_sums_is_their_group() -> None:
    (table,) = read_tables(
        "项目支出表", "单位：万元",
        """
        项目名称|合计|财政拨款
        某区档案馆小计|50|40
        档案数字化|30|30
        馆舍维护|20|10
        某区博物馆小计|70|70
        馆舍维护|70|70
        合计|120|110""",
    )  # fmt: skip
    assert told(table) == [
        "1 某区档案馆 = 50 40",
        "2 某区档案馆/档案数字化 = 30 30",
        "2 某区档案馆/馆舍维护 = 20 10",
        "1 某区博物馆 = 70 70",
        "2 某区博物馆/馆舍维护 = 70 70",
        "0 合计 = 120 110",
    ]


def test_rows_of_other_years_are_parts_of_a_total_without_a_year() -> None:
    (table,) = read_tables(
        "债务余额表", "单位：万元",
        """
        项目|金额
        2022年末余额|100
        2023年新增|20
        合计|120""",
    )  # fmt: skip
    assert all(found.exact for found in table_sums(table))


@pytest.mark.parametrize("body", ["某县第一高中", "某县科目", "某县教育年鉴社"])
def test_a_subtotal_is_known_whatever_character_its_name_ends_with(body: str) -> None:
    (table,) = read_tables(
        "项目支出表", "单位：万元",
        f"""
        项目名称|合计
        {body}小计|50
        校舍维护|30
        设备购置|20
        某县图书馆小计|70
        设备购置|70
        合计|120""",
    )  # fmt: skip
    assert told(table)[:2] == [f"1 {body} = 50", f"2 {body}/校舍维护 = 30"]


def test_marks_are_no_money() -> None:
    (table,) = read_tables(
        "项目绩效自评汇总表", "单位：万元",
        """
        项目名称|全年执行数|预算执行得分（10分）|自评总分
        河道保洁|50.00|9.50|95.20
        水闸维修|30.00|8.00|88.10""",
    )  # fmt: skip
    assert [column.unit.name for column in table.columns] == ["万元", "分", "分"]


def test_a_purchase_is_named_by_its_project_and_its_number_keeps_what_it_counts() -> None:
    (table,) = read_tables(
        "政府采购预算表",
        "单位名称|采购项目|采购品目|类别|数量|预算金额（元）\n"
        "合计|~|~|~||96,000.00\n"
        "某站|巡护服|A06 服装|货物|60套|36,000.00\n"
        "某站|树苗|A07 苗木|货物|3万株|52,000.00\n"
        "某林场|围栏维修|B08 修缮|工程|2处|8,000.00",
    )
    items = [row for row in table.rows if not row.total]
    assert [(row.label, row.unit) for row in items] == [("巡护服", "套"), ("树苗", "万株"), ("围栏维修", "处")]
    assert [str(cell.value) for cell in table.cells if cell.column == 0 and cell.value is not None] == ["60", "3", "2"]


def test_a_column_headed_unit_that_names_the_rows_says_nothing_of_what_is_counted() -> None:
    (table,) = read_tables("人员情况表", "单位|行政编制|事业编制\n机关|18|0\n林场|0|46\n检疫站|0|10\n合计|18|56")
    assert [row.label for row in table.rows] == ["机关", "林场", "检疫站", "合计"]
    assert {row.unit for row in table.rows} == {""}
