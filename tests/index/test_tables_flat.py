"""Tables like a database: one amount a row, everything else in text columns."""

from __future__ import annotations

from printed import columns, read_tables, told


def test_flat_rows_are_named_from_the_general_to_the_particular() -> None:
    rows = "\n".join(
        f"FY{13 + n % 2}-{14 + n % 2}|Mayor|{1000 + n}|Account {n}|{n % 3}00|Fund {n % 3}|{n}" for n in range(40)
    )
    (table,) = read_tables(
        "Adopted Policy Budget", f"Budget Year|Department|Account Code|Account|Fund Code|Fund|Amount\n{rows}"
    )
    assert columns(table) == ["Amount/FY13-14 2013", "Amount/FY14-15 2014"]
    assert told(table)[7] == "1 1007 Mayor/Fund 1/Account 7 = 7"
    assert len(table.cells) == 40


def test_a_small_database_is_named_by_its_last_text_column() -> None:
    rows = "\n".join(
        f"{year}|{department}|{item}|{number}|"
        for number, (year, department, item) in enumerate(
            (year, department, item)
            for year in (2023, 2024)
            for department in ("教育局", "卫健委", "水利局")
            for item in ("工资福利", "公用经费")
        )
    )
    (table,) = read_tables("部门支出", f"year|department|item|budget|actual\n{rows}")
    assert columns(table) == [
        "budget/2023 2023 budget", "actual/2023 2023 outturn", "budget/2024 2024 budget", "actual/2024 2024 outturn",
    ]  # fmt: skip
    assert told(table)[7] == "1 教育局/公用经费 = 7 ·"


def test_a_row_without_any_name_harms_no_other() -> None:
    names = "\n".join(f"基金|局{number % 3}|项目{number}|{number}" for number in range(1, 15))
    (table,) = read_tables("2024年支出明细", "单位：元", f"资金|部门|项目|金额\n{names}\n|||99")
    assert [row.label for row in table.rows][:2] == ["项目1", "项目2"]
    assert [cell.printed for cell in table.cells][-2] == "14"


def test_projects_before_the_subject_that_pays_them_name_the_rows() -> None:
    subjects = ("2070109群众文化", "2070111文化创作与保护", "2070104图书馆")
    rows = "\n".join(f"{n}|某县{'馆' * (1 + n % 2)}|项目{n}|{subjects[n % 3]}|{n}.00|" for n in range(1, 13))
    (table,) = read_tables("部门项目支出表", "单位：万元", f"序号|单位名称|项目名称|功能科目|当年财政拨款|备注\n{rows}")
    assert told(table)[1].endswith("某县馆/图书馆/项目2 = 2.00")
    few = rows.split("\n")[:3]
    (table,) = read_tables(
        "部门项目支出表", "单位：万元", "\n".join(["序号|单位名称|项目名称|功能科目|金额|备注", *few])
    )
    assert [row.label for row in table.rows] == ["项目1", "项目2", "项目3"]


def test_columns_put_together_keep_their_numbers() -> None:
    (table,) = read_tables(
        "部门收入总表",
        "单位：万元",
        "序号|科目编码|科目名称|合计|上年结转|小计|拨款|其他\n|1|2|||5|6|7\n1||合计|9.50|1.00|8.50|8.00|0.50",
    )
    assert told(table) == ["0 合计 = 9.50 1.00 8.50 8.00 0.50"]


def test_the_one_row_of_what_a_body_owns_needs_no_name() -> None:
    (table,) = read_tables(
        "国有资产占用情况表", "单位：平方米、辆", "项目|房屋面积|车辆|~\n~|~|小计|其他用车\n年末数|520.50|3|1"
    )
    assert told(table) == ["1  = 520.50 3 1"]
    assert [column.unit.name for column in table.columns] == ["平方米", "辆", "辆"]


def test_a_list_of_projects_is_named_by_its_projects() -> None:
    kinds, spans = ("延续", "新增"), ("2023—2026年", "每年", "2025年")
    names = "\n".join(f"{n}|区第{n % 4}局|工程{n}号|{kinds[n % 2]}|{spans[n % 3]}|{n}|{n}0" for n in range(1, 13))
    (table,) = read_tables(
        "2025年重点项目预算表", "单位：万元", f"序号|主管部门|项目名称|类别|实施周期|总投资|预算数\n{names}"
    )
    assert {row.label for row in table.rows} == {f"工程{n}号" for n in range(1, 13)}
    assert not any(row.code for row in table.rows)


def test_a_total_below_the_unit_that_names_no_row_keeps_its_name() -> None:
    rows = [f"{'某院' if n == 1 else ''}|项目{n}|204050{n % 2}案件{n % 2}|{n}.00|" for n in range(1, 9)]
    (table,) = read_tables(
        "项目支出表", "单位：万元", "\n".join(["项目单位|项目名称|功能科目|合计|备注", *rows, "合计|||36.00|"])
    )
    assert (table.rows[-1].label, table.rows[-1].total) == ("合计", True)
