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
