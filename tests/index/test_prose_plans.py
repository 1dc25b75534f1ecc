"""Plans in running text: before and behind their adjustment, what came of them, and what stays unread as it may be either."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import read_document

TITLE = "云岭县2023年预算执行情况和2024年预算草案的报告"


def told(folder: Path, *lines: str, title: str = TITLE) -> list[str]:
    path = folder / "paper.txt"
    path.write_text("\n".join((title, *lines)), encoding="utf-8")
    return [
        f"{fact.year} {fact.kind} {'/'.join(fact.row_path)} {fact.column[-1]} {fact.value}{fact.unit.name}"
        for fact in read_document(path).facts
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2023年一般公共预算收入年初预算5万元，执行中调整为6万元，实际完成7万元，为调整预算的117%。",
            [
                "2023 budget 一般公共预算收入 预算数 5万元",
                "2023 adjusted 一般公共预算收入 全年预算数 6万元",
                "2023 executed 一般公共预算收入 执行数 7万元",
                "2023 executed 一般公共预算收入 完成调整预算% 117%",
            ],
        ),
        (
            "年初预算（人大会议批准）：一般公共预算收入5万元，其中税收收入3万元。",
            [
                "2023 budget 一般公共预算收入 预算数 5万元",
                "2023 budget 一般公共预算收入/税收收入 预算数 3万元",
            ],
        ),
        (
            "一般公共预算收入从5万元调到9万元，其中税收收入调为4万元；政府性基金收入从8万元调减到6万元，其中配套费2万元不变。",
            [
                "2023 budget 一般公共预算收入 预算数 5万元",
                "2023 adjusted 一般公共预算收入 全年预算数 9万元",
                "2023 adjusted 一般公共预算收入/税收收入 全年预算数 4万元",
                "2023 budget 政府性基金收入 预算数 8万元",
                "2023 adjusted 政府性基金收入 全年预算数 6万元",
                "2023 adjusted 政府性基金收入/配套费 全年预算数 2万元",
            ],
        ),
        (
            "政府性基金支出从7万元调整为6万元，其中拆迁支出调整为4万元，实际支出5万元。",
            [
                "2023 budget 政府性基金支出 预算数 7万元",
                "2023 adjusted 政府性基金支出 全年预算数 6万元",
                "2023 adjusted 政府性基金支出/拆迁支出 全年预算数 4万元",
            ],
        ),
        (
            "一般公共预算收入7万元，相当于预算的124.6%、调整预算数的101%。",
            [
                "2023 executed 一般公共预算收入 执行数 7万元",
                "2023 executed 一般公共预算收入 完成预算% 124.6%",
                "2023 executed 一般公共预算收入 完成调整预算% 101%",
            ],
        ),
        (
            "政府性基金方面，2023年全县预算收入9万元，支出8万元。国有资本经营方面，全县预算收入2万元。",
            [
                "2023 executed 政府性基金收入 执行数 9万元",
                "2023 executed 政府性基金支出 执行数 8万元",
                "2023 executed 国有资本经营收入 执行数 2万元",
            ],
        ),
    ],
)
def test_the_year_that_was_carried_out(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert told(tmp_path, "一、2023年预算执行情况", text) == expected


def test_a_table_between_does_not_end_what_a_heading_says(tmp_path: Path) -> None:
    cells = ("收入 |", "执行数 |", "税收 |", "5 |", "非税 |", "3 |", "合计 |", "8 |")
    lines = (
        "一、2023年预算执行情况",
        "2023年全县收入表",
        "单位：万元",
        *cells,
        "——收入。全县一般公共预算收入8万元，另有上级补助9万元。",
    )
    assert told(tmp_path, *lines) == [
        "2023 executed 税收 执行数 5万元",
        "2023 executed 非税 执行数 3万元",
        "2023 executed 合计 执行数 8万元",
        "2023 executed 一般公共预算收入 执行数 8万元",
        "2023 executed 上级补助 执行数 9万元",
    ]


def test_last_year_beside_this_one(tmp_path: Path) -> None:
    text = "2024年基本支出146万元，2023年是131万元，增加15万元。其中：工资100万元，与上年持平。"
    assert told(tmp_path, text, title="云岭县图书馆2024年部门预算说明") == [
        "2024 budget 基本支出 预算数 146万元",
        "2023 budget 基本支出 预算数 131万元",
        "2024 budget 基本支出 比上年增减 15万元",
        "2024 budget 基本支出/工资 预算数 100万元",
        "2024 budget 基本支出/工资 比上年增减 0万元",
        "2023 budget 基本支出/工资 预算数 100万元",
    ]


def test_last_year_of_a_kind_that_is_not_said_stays_unread(tmp_path: Path) -> None:
    text = "2024年一般公共预算支出安排9万元，2023年为8万元。"
    assert told(tmp_path, "二、2024年预算草案", text) == ["2024 budget 一般公共预算支出 预算数 9万元"]


def test_the_whole_of_what_the_heading_is_of(tmp_path: Path) -> None:
    text = "预算总额20万元，2023年为22万元。其中：公务接待费5万元，比上年减少1万元。"
    assert told(tmp_path, text, title="云岭县2024年“三公”经费预算情况") == [
        "2024 budget “三公”经费 预算数 20万元",
        "2023 budget “三公”经费 预算数 22万元",
        "2024 budget “三公”经费/公务接待费 预算数 5万元",
        "2024 budget “三公”经费/公务接待费 比上年增减 -1万元",
        "2023 budget “三公”经费/公务接待费 预算数 6万元",
    ]


def test_a_numbered_reason_is_no_item(tmp_path: Path) -> None:
    text = "收入预算70万元，较上年增加10万元。原因：1、人员增加；2、新增其他资金预算7万元。其中：财政拨款收入60万元。"
    found = told(tmp_path, text, title="云岭县图书馆2024年部门预算说明")
    assert found[-1] == "2024 budget 收入预算/财政拨款收入 预算数 60万元"
    assert not any("新增" in one for one in found)


def test_income_and_spending_told_together(tmp_path: Path) -> None:
    text = "收入总计50万元，支出总计50万元，收支比上年决算数增加4万元。"
    found = told(tmp_path, text, title="云岭县图书馆2024年度决算说明")
    assert found[2:] == ["2024 outturn 收支总计 比上年增减 4万元", "2023 outturn 收支总计 决算数 46万元"]


def test_what_is_added_to_the_whole_is_no_part_of_it(tmp_path: Path) -> None:
    text = "全县一般公共预算收入9万元，其中：税收收入5万元，非税收入4万元。加上上级补助收入6万元，收入总计15万元。"
    assert [one.split()[2] for one in told(tmp_path, "一、2023年预算执行情况", text)] == [
        "一般公共预算收入",
        "一般公共预算收入/税收收入",
        "一般公共预算收入/非税收入",
        "上级补助收入",
        "收入总计",
    ]
