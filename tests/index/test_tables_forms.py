"""Forms of other cities, each named for its trap: what rows and columns become of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from printed import columns, lines, not_closing, read_tables, told

from index.arithmetic import table_sums
from index.drafts import clean_title


def test_line_numbers_are_no_figures() -> None:
    (table,) = read_tables(
        "收入支出决算总表", "公开01表", "部门：某市教育局", "金额单位：万元",
        """
        收入|~|~|支出|~|~
        项目|行次|金额|项目|行次|金额
        栏次|~|1|栏次|~|2
        一、一般公共预算财政拨款收入|1|1,000.00|一、一般公共服务支出|31|900.00
        二、政府性基金预算财政拨款收入|2|0.00|二、外交支出|32|0.00
        三、其他收入|3|5.00|三、教育支出|33|5.00
        本年收入合计|27|1,005.00|本年支出合计|57|905.00
        使用非财政拨款结余|28|—|结余分配|58|—
        年初结转和结余|29|50.00|年末结转和结余|59|150.00
        总计|30|1,055.00|总计|60|1,055.00
        注：本表反映部门本年度的总收支和年末结转结余情况。|~|~|~|~|~""",
    )  # fmt: skip
    assert (table.title, table.unit.name, table.organisation, table.kind) == (
        "收入支出决算总表",
        "万元",
        "某市教育局",
        "outturn",
    )
    assert columns(table) == ["收入/金额 万元", "支出/金额 万元"]
    assert told(table) == lines("""
        1 一般公共预算财政拨款收入 = 1,000.00
        1 政府性基金预算财政拨款收入 = 0.00
        1 其他收入 = 5.00
        0 本年收入合计 = 1,005.00
        1 使用非财政拨款结余 = —
        1 年初结转和结余 = 50.00
        0 总计 = 1,055.00
        1 一般公共服务支出 = 900.00
        1 外交支出 = 0.00
        1 教育支出 = 5.00
        0 本年支出合计 = 905.00
        1 结余分配 = —
        1 年末结转和结余 = 150.00
        0 总计 = 1,055.00""")
    blank, zero = (next(cell for cell in table.cells if cell.printed == printed) for printed in ("—", "0.00"))
    assert (blank.value, zero.value) == (None, 0)
    assert not_closing([table]) == []


def test_years_and_kinds_side_by_side_with_rates() -> None:
    (table,) = read_tables(
        "2024年一般公共预算支出表", "单位：万元",
        """
        功能分类科目|~|2023年执行数|2024年预算数|~|~|2024年预算数比2023年执行数|~
        科目编码|科目名称|~|小计|基本支出|项目支出|增减额|增减%
        201|一般公共服务支出|100.00|120.00|80.00|40.00|20.00|20.00%
        2010601|行政运行|100.00|120.00|80.00|40.00|20.00|20.00
        合计|~|100.00|120.00|80.00|40.00|20.00|20.00""",
    )  # fmt: skip
    assert columns(table) == [
        "2023年执行数 万元 2023 executed",
        "2024年预算数/小计 万元 2024 budget",
        "2024年预算数/基本支出 万元 2024 budget",
        "2024年预算数/项目支出 万元 2024 budget",
        "2024年预算数比2023年执行数/增减额 万元",
        "2024年预算数比2023年执行数/增减% % budget",
    ]
    assert not_closing([table]) == []


def test_last_year_counts_from_the_documents_year() -> None:
    (table,) = read_tables(
        "“三公”经费支出预算表", "单位：万元",
        """
        项  目|上年预算数|本年预算数|增减额|增减率（%）
        合计|10.00|8.00|△2.00|-20
        1、因公出国（境）费|0|0|0|
        2、公务接待费|4.00|3.00|(1.00)|-25
        3、公务用车购置及运行费|6.00|5.00|-1.00|-16.67
        其中：（1）公务用车运行维护费|6.00|5.00|-1.00|-16.67
              （2）公务用车购置|…|…||""",
        year=2024,
    )  # fmt: skip
    kinds = ["上年预算数 万元 2023 budget", "本年预算数 万元 budget", "增减额 万元", "增减率（%） % budget"]
    assert columns(table) == kinds
    assert told(table) == lines("""
        0 合计 = 10.00 8.00 △2.00 -20
        1 因公出国（境）费 = 0 0 0 ·
        1 公务接待费 = 4.00 3.00 (1.00) -25
        1 公务用车购置及运行费 = 6.00 5.00 -1.00 -16.67
        2 公务用车购置及运行费/公务用车运行维护费 = 6.00 5.00 -1.00 -16.67
        2 公务用车购置及运行费/公务用车购置 = … … · ·""")
    assert [cell.value for cell in table.cells if cell.row == 0] == [10, 8, -2, -20]
    assert not_closing([table]) == []


def test_units_of_a_department_nest_by_their_codes() -> None:
    (table,) = read_tables(
        "部门收入总表", "表2", "单位：万元",
        """
        部门（单位）代码|部门（单位）名称|合计|本年收入|~|~|上年结转结余|~
        ~|~|~|小计|一般公共预算|政府性基金预算|小计|一般公共预算
        合计||300.00|280.00|280.00||20.00|20.00
        105|某市水利局|300.00|280.00|280.00||20.00|20.00
        105001|某市水利局本级|200.00|190.00|190.00||10.00|10.00
        105002|某市水库管理处|100.00|90.00|90.00||10.00|10.00""",
    )  # fmt: skip
    assert told(table)[2:] == [
        "2 105001 某市水利局/某市水利局本级 = 200.00 190.00 190.00 · 10.00 10.00",
        "2 105002 某市水利局/某市水库管理处 = 100.00 90.00 90.00 · 10.00 10.00",
    ]
    assert not_closing([table]) == []


def test_projects_are_named_after_their_unit() -> None:
    (table,) = read_tables(
        "项目支出表", "单位：万元",
        """
        类型|项目名称|项目单位|合计|本年拨款|~
        ~|~|~|~|一般公共预算|政府性基金预算
        合计|||150.00|150.00|
        其他运转类|物业管理费|某市水利局本级|50.00|50.00|
        特定目标类|河道治理|某市水库管理处|100.00|100.00|""",
    )  # fmt: skip
    assert told(table) == lines("""
        0 合计 = 150.00 150.00 ·
        1 某市水利局本级/其他运转类/物业管理费 = 50.00 50.00 ·
        1 某市水库管理处/特定目标类/河道治理 = 100.00 100.00 ·""")


def test_two_classifications_before_one_figure() -> None:
    (table,) = read_tables(
        "一般公共预算基本支出表", "单位：万元",
        """
        政府预算支出经济分类科目|~|部门预算支出经济分类科目|~|金额
        科目编码|科目名称|科目编码|科目名称|~
        501|机关工资福利支出|301|工资福利支出|100.00
        50101|工资奖金津补贴|30101|基本工资|60.00
        50101|工资奖金津补贴|30102|津贴补贴|40.00
        合计|~|~|~|100.00""",
    )  # fmt: skip
    assert [(row.code, row.label, row.level) for row in table.rows] == [
        ("301", "工资福利支出", 1), ("30101", "基本工资", 2), ("30102", "津贴补贴", 2), ("", "合计", 0),
    ]  # fmt: skip
    assert not_closing([table]) == []


def test_codes_printed_in_the_label() -> None:
    (table,) = read_tables(
        "支出总表", "单位：元",
        """
        科目|合计|基本支出|项目支出
        201-一般公共服务支出|100|60|40
        2010301 行政运行|60|60|
        [2010302]一般行政管理事务|40||40
        合计|100|60|40""",
    )  # fmt: skip
    assert told(table) == lines("""
        1 201 一般公共服务支出 = 100 60 40
        3 2010301 一般公共服务支出/行政运行 = 60 60 ·
        3 2010302 一般公共服务支出/一般行政管理事务 = 40 · 40
        0 合计 = 100 60 40""")


def test_codes_that_lost_a_zero_or_print_only_their_own_level() -> None:
    (table,) = read_tables(
        "经济分类表", "单位：元",
        """
        科目编码|~|科目名称|金额
        类|款|~|~
        301||工资福利支出|300
        301|1|基本工资|100
        |2|津贴补贴|200
        合计|~|~|300""",
    )  # fmt: skip
    assert [row.code for row in table.rows] == ["301", "30101", "30102", ""]
    assert not_closing([table]) == []


def test_title_organisation_and_unit_inside_the_frame() -> None:
    (table,) = read_tables("""
        收支预算总表|~|~|~
        部门：|某县卫生健康局|单位：|万元
        收入|~|支出|~
        项目|预算数|项目|预算数
        一、财政拨款|50.00|一、卫生健康支出|50.00
        收入总计|50.00|支出总计|50.00""")
    assert (table.title, table.organisation, table.unit.name) == ("收支预算总表", "某县卫生健康局", "万元")
    assert table.header_rows == (0, 1, 2, 3)
    assert not_closing([table]) == []


def test_columns_like_stairs() -> None:
    (table,) = read_tables(
        "政府采购预算表", "单位：万元",
        """
        采购品目大类|专项名称|经济科目|采购物品名称|采购组织形式|总计
        合计|||||59.00
        一、货物A|||||34.00
        |办公设备购置费|办公设备购置|||34.00
        |||台式计算机|分散自行组织|10.00
        ~|~|~|家具用具|分散自行组织|24.00
        三、服务C|||||25.00
        |会议费|会议费|||20.00
        |||会议服务|分散自行组织|20.00
        ||培训费|||5.00
        |||会议服务|分散自行组织|5.00""",
    )  # fmt: skip
    assert told(table)[3:] == lines("""
        3 货物A/办公设备购置费/办公设备购置/台式计算机 = 10.00
        3 货物A/办公设备购置费/办公设备购置/家具用具 = 24.00
        1 服务C = 25.00
        2 服务C/会议费/会议费 = 20.00
        3 服务C/会议费/会议费/会议服务 = 20.00
        2 服务C/会议费/培训费 = 5.00
        3 服务C/会议费/培训费/会议服务 = 5.00""")
    assert not_closing([table]) == []


def test_a_subtotal_is_its_groups_row() -> None:
    (table,) = read_tables(
        "收入预算总表", "单位：万元",
        """
        项目名称|~|金额
        收入总计|~|12.00
        一般公共预算资金|小计|10.00
        ~|公共财政拨款(补助)资金|7.00
        ~|专项收入|3.00
        其他资金|小计|2.00
        |事业收入|2.00""",
    )  # fmt: skip
    assert told(table) == lines("""
        0 收入总计 = 12.00
        1 一般公共预算资金 = 10.00
        2 一般公共预算资金/公共财政拨款(补助)资金 = 7.00
        2 一般公共预算资金/专项收入 = 3.00
        1 其他资金 = 2.00
        2 其他资金/事业收入 = 2.00""")
    assert not_closing([table]) == []


def test_total_printed_in_the_column_of_serial_numbers() -> None:
    (table,) = read_tables(
        "项目支出表", "单位：万元",
        """
        序号|项目名称|金额
        1|物业管理费|3.00
        2|信息化运维|4.00
        合计|~|7.00""",
    )  # fmt: skip
    assert told(table) == ["1 物业管理费 = 3.00", "1 信息化运维 = 4.00", "0 合计 = 7.00"]


def test_counts_are_not_money() -> None:
    (table,) = read_tables(
        "国有资产占有使用情况表", "单位：万元",
        """
        项目|数量|金额
        车辆|5辆|120.50
        房屋|12|3,000.00""",
    )  # fmt: skip
    assert columns(table) == ["数量", "金额 万元"]
    assert [(cell.row, cell.column, str(cell.value)) for cell in table.cells] == [
        (0, 0, "5"), (0, 1, "120.50"), (1, 0, "12"), (1, 1, "3000.00"),
    ]  # fmt: skip


def test_figures_with_their_unit_behind_them() -> None:
    (table,) = read_tables("项目预算明细表", "项目|预算\n星级学会引领|130万元\n学会组织管理|26.5万元")
    assert columns(table) == ["预算 万元 budget"]
    assert [str(cell.value) for cell in table.cells] == ["130", "26.5"]


def test_english_with_years_and_thousands() -> None:
    (table,) = read_tables(
        "General Fund Summary", "($ in thousands)",
        """
        Department|FY 2023 Actual|FY 2024 Adopted|% Change
        Police|1,200|1,300|8.3%
        Fire|800|(850)|
        Total|2,000|450|""",
    )  # fmt: skip
    assert columns(table) == [
        "FY 2023 Actual thousand dollars 2023 outturn", "FY 2024 Adopted thousand dollars 2024 budget", "% Change %",
    ]  # fmt: skip
    assert told(table)[-1] == "0 Total = 2,000 450 ·"
    assert not_closing([table]) == []


def test_traditional_chinese_with_a_republic_year() -> None:
    (table,) = read_tables(
        "歲出機關別預算表", "中華民國113年度", "單位：新臺幣千元",
        """
        科目|~|本年度預算數|上年度預算數
        編號|名稱|~|~
        1|總統府主管|1,250|1,200
        2|行政院主管|2,000|2,100
        |合計|3,250|3,300""",
    )  # fmt: skip
    assert (table.year, table.unit.name, table.unit.factor, table.organisation) == (2024, "新台币千元", None, "")
    assert columns(table) == ["本年度預算數 新台币千元 budget", "上年度預算數 新台币千元 2023 budget"]
    assert told(table) == ["1 總統府主管 = 1,250 1,200", "1 行政院主管 = 2,000 2,100", "0 合計 = 3,250 3,300"]


def test_an_unfilled_form_keeps_its_columns_and_one_blank_row() -> None:
    (table,) = read_tables(
        "“三公”经费支出决算表", "单位：万元", "合计|因公出国（境）费|公务接待费\n预算数|预算数|预算数\n | | "
    )
    assert [column.path for column in table.columns] == [
        ("合计", "预算数"), ("因公出国（境）费", "预算数"), ("公务接待费", "预算数"),
    ]  # fmt: skip
    assert [cell.value for cell in table.cells] == [None, None, None]


def test_lists_of_names_and_goals_give_no_tables() -> None:
    assert read_tables("序号|单位名称|备注\n1|某局本级|\n2|某局信息中心|参公") == ()
    assert read_tables("项目支出绩效目标表", "一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|培训人数|100") == ()


def test_a_note_below_names_the_unit() -> None:
    (table,) = read_tables("收支总表", "项目|金额\n收入|9.00\n支出|9.00", "注：本表金额单位：万元。")
    assert table.unit.name == "万元"


def test_names_printed_again_below_a_carried_balance_are_its_parts() -> None:
    (table,) = read_tables(
        "财政拨款收入支出决算总表", "单位：万元",
        """
        收     入|~|~|支     出|~|~|~
        项目|行次|金额|项目|行次|合计|一般公共预算财政拨款
        栏次|~|1|栏次|~|2|3
        一、一般公共预算财政拨款|1|100.00|一、一般公共服务支出|33|90.00|90.00
        二、政府性基金预算财政拨款|2||二、外交支出|34||
        本年收入合计|27|100.00|本年支出合计|59|90.00|90.00
        年初财政拨款结转和结余|28|5.00|年末财政拨款结转和结余|60|15.00|15.00
        一般公共预算财政拨款|29|5.00||61||
        政府性基金预算财政拨款|30|||62||
        总计|32|105.00|总计|64|105.00|105.00""",
    )  # fmt: skip
    assert told(table)[3:7] == lines("""
        1 年初财政拨款结转和结余 = 5.00
        2 年初财政拨款结转和结余/一般公共预算财政拨款 = 5.00
        2 年初财政拨款结转和结余/政府性基金预算财政拨款 = ·
        0 总计 = 105.00""")
    assert not_closing([table]) == []


def test_a_total_over_two_groups_of_codes() -> None:
    (table,) = read_tables(
        "一般公共预算财政拨款基本支出决算明细表", "单位：万元",
        """
        人员经费|~|~|公用经费|~|~|~|~|~
        科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数
        301|工资福利支出|90.00|302|商品和服务支出|20.00|307|债务利息及费用支出|0.00
        30101|基本工资|50.00|30201|办公费|12.00|30701|国内债务付息|0.00
        30102|津贴补贴|40.00|30202|印刷费|8.00|310|资本性支出|3.00
        ||||||31002|办公设备购置|3.00
        人员经费合计|~|90.00|公用经费合计|~|~|~|~|23.00""",
    )  # fmt: skip
    assert told(table)[-1] == "0 公用经费合计 = 23.00"
    assert [row.label for row in table.rows if row.total] == ["人员经费合计", "公用经费合计"]
    assert not_closing([table]) == []


def test_a_units_code_is_no_part_of_the_subjects() -> None:
    (table,) = read_tables(
        "支出总表", "单位：元",
        """
        科目编码|~|~|单位代码|单位名称（科目名称）|合计|基本支出|项目支出
        类|款|项|~|~|~|~|~
        ||||合计|100|60|40
        |||105|某局|100|60|40
        205|02|01|105|学前教育|40||40
        205|02|02|105|小学教育|60|60|""",
    )  # fmt: skip
    assert [row.code for row in table.rows] == ["", "", "2050201", "2050202"]
    assert not_closing([table]) == []


def test_names_that_only_their_indent_nests() -> None:
    (table,) = read_tables(
        "支出预算表", "单位：元",
        "科目名称|合计|基本支出|项目支出\n一般公共服务支出|300|200|100\n　　财政事务|300|200|100\n"
        "　　　　行政运行|200|200|\n　　　　一般行政管理事务|100||100\n教育支出|50|50|\n合计|350|250|100",
    )  # fmt: skip
    assert told(table)[2:4] == [
        "3 一般公共服务支出/财政事务/行政运行 = 200 200 ·", "3 一般公共服务支出/财政事务/一般行政管理事务 = 100 · 100",
    ]  # fmt: skip
    assert not_closing([table]) == []


def test_the_unit_in_the_last_row_of_the_frame() -> None:
    (table,) = read_tables("项目|合计\n收入|10\n支出|10\n单位：万元|~")
    assert (table.unit.name, [row.label for row in table.rows]) == ("万元", ["收入", "支出"])


def test_a_list_is_no_hierarchy_and_a_row_is_named_by_what_tells_it_apart() -> None:
    (table,) = read_tables(
        "政府采购项目支出情况表",
        "单位：万元",
        "采购单位|项目名称|品目|采购预算金额\n"
        "合计|~|~|1898.50\n"
        "某局（本级）|空调更新|货物|386.00\n"
        "某图书馆|设备采购|货物|612.50\n"
        "某局（本级）|演出服务|服务|540.00\n"
        "某局（本级）|平台运维|服务|360.00",
    )
    items = [row for row in table.rows if not row.total]
    assert [row.parent for row in items] == [None] * 4
    assert [row.label for row in items] == ["空调更新", "设备采购", "演出服务", "平台运维"]
    assert all(one.exact for one in table_sums(table))
    assert len(table_sums(table)) == 1


def test_rows_of_a_column_of_years_are_of_these_years() -> None:
    blocks = (
        "“三公”经费支出表",
        "单位：万元",
        "年度|三公经费合计|因公出国（境）费用|公务接待费|公务用车费|会议费|培训费\n"
        "2023年|27.50|0.00|2.30|25.20|3.60|12.80\n"
        "2024年|22.80|0.00|1.20|21.60|2.40|9.50",
    )
    (table,) = read_tables(*blocks)
    assert [row.year for row in table.rows] == [2023, 2024]
    assert {one.closes for one in table_sums(table)} == {True}


def test_the_parts_that_stand_beside_a_total_need_not_be_all_the_columns() -> None:
    header = "年度|三公经费合计|因公出国（境）费用|公务接待费|公务用车费|会议费|培训费\n"
    (table,) = read_tables("“三公”经费支出表", "单位：万元", header + "2024年|22.90|0.00|1.20|21.60|2.40|9.50")
    assert [one.expected for one in table_sums(table)] == [Decimal("34.70")]  # nothing fits: all columns are named


def test_rows_below_a_first_among_are_parts_where_it_adds_up_with_them() -> None:
    form = (
        "项目|2023年预算数|2024年预算数\n合计|11.10|9.80\n公务接待费|3.50|2.60\n公务用车购置及运行费|7.60|7.20\n"
        "其中：公务用车购置费|0.00|0.00\n公务用车运行费|7.60|7.20"
    )
    (table,) = read_tables("“三公”经费支出表", "单位：万元", form)
    assert [row.label for row in table.rows if row.parent == 2] == ["其中：公务用车购置费", "公务用车运行费"]
    assert all(one.exact for one in table_sums(table))
    (other,) = read_tables(
        "“三公”经费支出表", "单位：万元", form.replace("公务用车运行费|7.60|7.20", "公务用车运行费|7.60|7.10")
    )
    assert [row.label for row in other.rows if row.parent == 2] == ["其中：公务用车购置费"]


def test_groups_side_by_side_keep_to_their_own_figures_however_full_they_are() -> None:
    items = "\n".join(f"301{n:02}|人员项目{n}|{n}.00|302{n:02}|公用项目{n}|{100 + n}.00|||" for n in range(1, 15))
    (table,) = read_tables(
        "一般公共预算财政拨款基本支出决算表",
        "单位：万元",
        "人员经费|~|~|公用经费|~|~|~|~|~\n科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数\n"
        f"{items.replace('|||', '|310|资本性支出|5.00', 1)}\n人员经费合计|~|105.00|公用经费合计|~|~|~|~|1,510.00",
    )
    printed = {table.rows[cell.row].label: cell.printed for cell in table.cells if cell.printed}
    assert (printed["人员项目7"], printed["公用项目7"], printed["资本性支出"]) == ("7.00", "107.00", "5.00")
    assert sum(bool(cell.printed) for cell in table.cells) == 2 * 14 + 3


def test_units_head_their_rows_where_only_so_the_total_adds_up() -> None:
    form = (
        "科目编码|科目名称|合计|基本支出|项目支出\n合计||190.00|110.00|80.00\n119001|某局本级|120.00|70.00|50.00\n"
        "213|农林水支出|105.00|55.00|50.00\n221|住房保障支出|15.00|15.00|\n119002|某中心|70.00|40.00|30.00\n"
        "213|农林水支出|62.00|32.00|30.00\n221|住房保障支出|8.00|8.00|"
    )
    (table,) = read_tables("支出总表", "单位：万元", form)
    assert [(row.label, row.level, row.parent) for row in table.rows[1:]] == [
        ("某局本级", 1, None),
        ("农林水支出", 2, 1),
        ("住房保障支出", 2, 1),
        ("某中心", 1, None),
        ("农林水支出", 2, 4),
        ("住房保障支出", 2, 4),
    ]
    assert all(one.exact for one in table_sums(table))
    (other,) = read_tables("支出总表", "单位：万元", form.replace("|190.00|", "|191.00|"))
    assert {row.parent for row in other.rows} == {None}  # nothing adds up: no group is made up


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("表四 一般公共预算支出表", "一般公共预算支出表"),
        ("附表五 一般公共预算支出表", "一般公共预算支出表"),
        ("表十一 “三公”经费支出表", "“三公”经费支出表"),
        ("附件4-9 项目支出明细表", "项目支出明细表"),
        ("表一收支总表", "收支总表"),
        ("预算01表 收支总表", "收支总表"),
    ],
)
def test_a_forms_number_is_no_part_of_its_title(line: str, title: str) -> None:
    assert clean_title(line) == title
