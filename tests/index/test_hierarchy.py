from __future__ import annotations

import pytest

from index.hierarchy import Label, depths, find_parents, join_code, ordinal, tier


@pytest.mark.parametrize(
    ("parts", "previous", "code"),
    [
        (("201", "29", "01"), "", "2012901"),
        (("201", "", ""), "", "201"),
        (("2012901",), "", "2012901"),
        (("2012901", "", ""), "", "2012901"),
        (("301", "2"), "", "30102"),
        (("208", "5", "1"), "", "2080501"),
        (("", "29", ""), "201", "20129"),
        (("", "", "01"), "20129", "2012901"),
        (("", "", "02"), "2012901", "2012902"),
        (("201", "20129", ""), "", "20129"),
        (("", "", ""), "201", ""),
    ],
)
def test_code_columns_are_joined(parts: tuple[str, ...], previous: str, code: str) -> None:
    assert join_code(parts, previous) == code


@pytest.mark.parametrize(
    ("label", "level", "number"),
    [
        ("一、财政拨款收入", 0, 1),
        ("二十六、抗疫特别国债安排的支出", 0, 26),
        ("十、节能环保支出", 0, 10),
        ("（二）政府性基金", 1, 2),
        ("1.一般公共预算", 2, 1),
        ("3、公务用车", 2, 3),
        ("（1）购置", 3, 1),
        ("②运行", 4, 2),
        ("其中：（2）公务用车购置", 3, 2),
        ("支出合计", None, 0),
    ],
)
def test_numbering_has_a_tier_and_a_number(label: str, level: int | None, number: int) -> None:
    assert (tier(label), ordinal(label)) == (level, number)


def labels(*texts: str) -> list[Label]:
    return [Label("", text.strip(), len(text) - len(text.lstrip()), text.endswith(("合计", "总计"))) for text in texts]


def test_numbers_stand_under_the_next_higher_numbering() -> None:
    found = find_parents(labels("一、财政拨款", "1.一般公共预算", "2.政府性基金", "二、其他", "收入合计"))
    assert found == [None, 0, 0, None, None]


def test_a_list_that_begins_anew_belongs_to_the_unnumbered_row_above_it() -> None:
    rows = labels(
        "一、一般公共预算",
        "二、政府性基金",
        "本年收入合计",
        "年初结转和结余",
        "一、一般公共预算",
        "二、政府性基金",
        "总计",
    )
    assert find_parents(rows) == [None, None, None, None, 3, 3, None]


def test_the_first_number_below_a_total_is_a_root() -> None:
    assert find_parents(labels("合计", "一、工资", "1.基本工资")) == [None, None, 1]


def test_among_rows_stand_under_the_row_above() -> None:
    rows = labels("公务用车购置及运行费", "其中：购置费", "      运行费", "公务接待费")
    assert find_parents(rows) == [None, 0, 0, None]


def test_indented_rows_stand_under_the_row_that_is_less_indented() -> None:
    rows = labels("工资福利支出", "  基本工资", "  津贴补贴", "    住房补贴", "商品和服务支出")
    assert find_parents(rows) == [None, 0, 0, 2, None]


def test_codes_nest_by_their_beginnings_even_where_a_level_is_missing() -> None:
    rows = [Label(code, "x", 0, total=False) for code in ("201", "20101", "2010101", "208", "2080505", "105001")]
    parents = find_parents(rows)
    assert parents == [None, 0, 1, None, 3, None]
    assert depths(parents, rows) == [1, 2, 3, 1, 3, 1]


def test_columns_like_stairs_nest_by_depth() -> None:
    rows = [
        Label("", "货物", 0, total=False, depth=0),
        Label("", "办公设备购置", 0, total=False, depth=2, path=("货物", "设备费")),
        Label("", "计算机", 0, total=False, depth=3, path=("货物", "设备费", "办公设备购置")),
        Label("", "培训费", 0, total=False, depth=2, path=("货物", "设备费")),
    ]
    assert find_parents(rows) == [None, 0, 1, 0]
