from __future__ import annotations

from decimal import Decimal

from printed import read_tables

from index.arithmetic import Sum, table_sums
from index.model import Table


def _wrong(table: Table) -> tuple[Sum, ...]:
    """The equations that do not add up to the last digit."""
    return tuple(one for one in table_sums(table) if not one.exact)


def one(*blocks: str) -> Table:
    (table,) = read_tables(*blocks)
    return table


def told_sums(table: Table) -> list[str]:
    """Each equation as "check row | column = terms"."""
    return [
        f"{equation.check} {name(table, equation.result)} = {' + '.join(name(table, term) for term in equation.terms)}"
        for equation in table_sums(table)
    ]


def name(table: Table, position: tuple[int, int]) -> str:
    return f"{table.rows[position[0]].label}|{table.columns[position[1]].path[-1]}"


def test_parents_columns_total_row_and_both_sides() -> None:
    table = one(
        "收支总表", "单位：元",
        """
        收入|~|支出|~|~|~
        项目|金额|项目|合计|基本支出|项目支出
        一、财政拨款|9|一、教育支出|7|4|3
        1.一般公共预算|5|二、其他支出|2|2|
        2.政府性基金|4||||
        收入总计|9|支出总计|9|6|3""",
    )  # fmt: skip
    assert told_sums(table) == [
        "children 财政拨款|金额 = 一般公共预算|金额 + 政府性基金|金额",
        "total 收入总计|金额 = 财政拨款|金额",
        "columns 教育支出|合计 = 教育支出|基本支出 + 教育支出|项目支出",
        "columns 其他支出|合计 = 其他支出|基本支出 + 其他支出|项目支出",
        "columns 支出总计|合计 = 支出总计|基本支出 + 支出总计|项目支出",
        "total 支出总计|合计 = 教育支出|合计 + 其他支出|合计",
        "total 支出总计|基本支出 = 教育支出|基本支出 + 其他支出|基本支出",
        "total 支出总计|项目支出 = 教育支出|项目支出 + 其他支出|项目支出",
        "sides 收入总计|金额 = 支出总计|合计",
    ]
    assert _wrong(table) == ()


def test_a_difference_tells_its_cells_and_whether_rounding_explains_it() -> None:
    table = one(
        "支出表", "单位：万元",
        "科目编码|科目名称|金额\n201|一般公共服务支出|10.01\n20101|人大事务|4.00\n20103|政府办公厅事务|6.00\n合计|~|12.01",
    )  # fmt: skip
    rounding, wrong = _wrong(table)
    assert (rounding.check, rounding.result, rounding.terms) == ("children", (0, 0), ((1, 0), (2, 0)))
    assert (rounding.difference, rounding.tolerance, rounding.closes) == (Decimal("0.01"), Decimal("0.015"), True)
    assert (wrong.check, wrong.found, wrong.expected, wrong.closes) == (
        "total",
        Decimal("12.01"),
        Decimal("10.01"),
        False,
    )


def test_among_rows_need_not_add_up() -> None:
    table = one("三公经费表", "单位：万元", "项目|金额\n公务用车购置及运行费|6.00\n其中：运行费|4.00\n合计|6.00")
    assert [equation.check for equation in table_sums(table)] == ["total"]


def test_shares_are_not_added() -> None:
    table = one("支出表", "单位：万元", "项目|金额|占比\n教育|1.00|50%\n其他|1.00|50%\n合计|2.00|100%")
    assert {table.columns[equation.result[1]].path for equation in table_sums(table)} == {("金额",)}


def test_subtotals_are_counted_once() -> None:
    table = one(
        "收支表", "单位：万元",
        "项目|金额\n一、财政拨款|9.00\n二、事业收入|1.00\n本年收入合计|10.00\n年初结转|5.00\n总计|15.00",
    )  # fmt: skip
    assert [equation.closes for equation in table_sums(table)] == [True, True]


def test_groups_of_columns_by_their_own_subtotal() -> None:
    table = one(
        "三公经费表", "单位：万元",
        """
        合计|“三公”经费|~|~|~|会议费
        ~|小计|因公出国（境）费|公务用车|~|~
        ~|~|~|小计|购置费|~
        9.00|8.00|3.00|5.00|5.00|1.00""",
    )  # fmt: skip
    assert [(equation.found, len(equation.terms)) for equation in table_sums(table)] == [(9, 2), (8, 2)]
    assert _wrong(table) == ()


def test_budget_and_outturn_are_summed_apart() -> None:
    table = one(
        "三公经费表", "单位：万元",
        """
        合计|~|因公出国（境）费|~|公务接待费|~
        预算数|决算数|预算数|决算数|预算数|决算数
        5.00|4.00|3.00|3.00|2.00|2.00""",
    )  # fmt: skip
    (budget, outturn) = table_sums(table)
    assert (budget.exact, outturn.difference) == (True, Decimal("-1.00"))


def test_a_blank_whole_promises_nothing() -> None:
    table = one("支出表", "单位：元", "科目编码|科目名称|金额\n201|一般公共服务支出|\n20101|人大事务|4\n合计|~|")
    assert table_sums(table) == ()


def test_years_are_not_added_to_each_other() -> None:
    table = one("收入表", "单位：元", "项目|合计|2023年预算数|2024年预算数\n财政拨款|9|4|5\n合计|9|4|5")
    assert [equation.check for equation in table_sums(table)] == ["total"] * 3


def test_a_sum_is_plain_data() -> None:
    equation = Sum("total", (0, 0), ((1, 0),), Decimal(3), Decimal(2), Decimal(1))
    assert (equation.difference, equation.exact, equation.closes) == (1, False, True)
