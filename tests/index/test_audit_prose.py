"""The audit of running text: against the tables, against itself, and what is left of the form."""

from __future__ import annotations

import pytest
from audited import audit_texts, told

TABLE = (
    "# 2024年部门支出预算总表",
    "单位：元",
    "科目编码|科目名称|合计|基本支出|项目支出\n205|教育支出|12,345,678|10,000,000|2,345,678\n合计||12,345,678|10,000,000|2,345,678",
)
NOTE = "# 2024年部门预算编制说明"


@pytest.mark.parametrize("amount", ["1,234.57", "1,234.56", "1,235", "1,234", "1234.5678"])
def test_rounded_or_cut_off_the_text_agrees_with_the_table(amount: str) -> None:
    assert audit_texts(*TABLE, NOTE, f"2024年，某局支出预算{amount}万元。") == ()


@pytest.mark.parametrize(("amount", "grade"), [("1,236", "rounding"), ("1,243", "error"), ("12,345", "error")])
def test_further_off_it_does_not(amount: str, grade: str) -> None:
    findings = audit_texts(*TABLE, NOTE, f"2024年，某局支出预算{amount}万元。")
    assert findings[0].grade == grade
    assert findings[0].check == "agreement_prose"
    assert findings[0].arithmetic == f"{amount}万元 ≠ 12,345,678元"


def test_a_part_larger_than_its_whole_and_an_amount_larger_than_everything() -> None:
    findings = audit_texts(*TABLE, NOTE, "支出预算1,234.57万元，其中：基本支出5,000万元，用于日常运转。")
    assert [finding.check for finding in findings] == ["agreement_prose"]
    findings = audit_texts(*TABLE, NOTE, "支出预算1,234.57万元，其中：会议支出5,000万元，用于日常运转。")
    assert {finding.check for finding in findings} == {"parts"}
    findings = audit_texts(*TABLE, NOTE, "2024年重点经费预算5,000万元，用于日常运转。")
    assert told(findings) == ["doubtful proportion | 50,000,000元 > 12,345,678元"]


def test_numbered_sub_projects_must_add_to_the_project() -> None:
    head = ("# 馆舍维护项目经费情况说明", "# 六、年度预算安排")
    closing = "该项目总资金为60万元。子项目1、物业服务40万元；子项目2、安保服务20万元。"
    assert audit_texts(*TABLE, *head, closing) == ()
    findings = audit_texts(*TABLE, *head, closing.replace("20万元", "15万元"))
    assert told(findings) == ["error parts | 40 + 15 = 55 ≠ 60"]


def test_some_of_the_parts_are_no_error() -> None:
    head = ("# 馆舍维护项目经费情况说明", "# 六、年度预算安排")
    assert audit_texts(*TABLE, *head, "该项目总资金为60万元，其中：物业服务40万元。") == ()


def test_percentages_follow_from_the_amounts_beside_them() -> None:
    text = "2024年度“三公”经费支出决算为11.00万元，与2023年度相比增加1.00万元，增长{}%。"
    head = "# 七、“三公”经费支出决算情况说明"
    assert audit_texts(head, text.format("10.00"), kind="outturn") == ()
    assert told(audit_texts(head, text.format("11.00"), kind="outturn")) == [
        "error rates | 1.00 ÷ 10.00 = 10.00% ≠ 11.00%"
    ]


SHARES = (
    "某局2024年度一般公共预算拨款安排的“三公”经费预算支出中，因公出国（境）费支出{}万元，占“三公”经费的25.00%；"
    "公务用车购置及运行费支出10.00万元，占“三公”经费的50.00%；公务接待费支出5.00万元，占{}的25.00%。"
)


def test_shares_of_all_parts_of_a_whole_follow_from_their_sum() -> None:
    head = "# 七、“三公”经费支出预算情况说明"
    assert audit_texts(head, SHARES.format("5.00", "“三公”经费")) == ()
    assert told(audit_texts(head, SHARES.format("7.00", "“三公”经费"))) == [
        "error rates | 7.00 ÷ 22.00 = 31.82% ≠ 25.00%",
        "error rates | 10.00 ÷ 22.00 = 45.45% ≠ 50.00%",
        "error rates | 5.00 ÷ 22.00 = 22.73% ≠ 25.00%",
    ]
    other = told(audit_texts(head, SHARES.format("7.00", "财政拨款支出")))  # the same share of something else
    assert other == ["error rates | 10.00 ÷ 22.00 = 45.45% ≠ 50.00%"]
    assert (
        audit_texts(head, SHARES.format("7", "“三公”经费").replace(".00万元", "万元")) == ()
    )  # as far as they are rounded


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [("小于", False), ("大于", True), ("等于", True), ("与预算数持平", True)],
)
def test_what_is_said_of_more_and_less_is_held_against_the_amounts(claim: str, wrong: bool) -> None:
    said = f"决算数{claim}预算数" if "持平" not in claim else f"决算数{claim}"
    amounts = "年初预算为62.29万元，支出决算为60.99万元。"
    text = f"1、教育支出（类）普通教育（款）小学教育（项）。{amounts}{said}的主要原因：人员变动。"
    findings = audit_texts("# （三）一般公共预算财政拨款支出决算具体情况", text, kind="outturn")
    assert [finding.check for finding in findings] == ["claims"] * wrong


EMPTY = "功能分类科目编码|功能分类科目名称|合计|基本支出|项目支出\n合计||||"


def test_amounts_told_of_an_empty_table() -> None:
    head = ("# 2024年部门政府性基金预算支出预算表", "单位：元", EMPTY, NOTE)
    (finding,) = audit_texts(*head, "政府性基金拨款支出预算7万元，比2023年预算增加1万元。")
    assert finding.check == "empty"
    assert audit_texts(*head, "政府性基金拨款支出预算0万元，与2023年预算持平。") == ()


def test_a_filled_table_that_the_text_denies() -> None:
    filled = "科目编码|科目名称|合计|基本支出|项目支出\n212|城乡社区支出|500||500\n合计||500||500"
    head = ("# 2024年部门政府性基金预算支出预算表", "单位：元", filled, NOTE)
    (finding,) = audit_texts(*head, "本部门没有政府性基金预算支出。")
    assert (finding.check, finding.grade) == ("empty", "error")
    told_if = told(audit_texts(*head, "如没有政府性基金预算支出的，请在此说明。"))
    assert not any("empty" in line for line in told_if)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（列举具体实施项目的各个责任主体及其职责等）", True),
        ("本部门收入预算××万元。", True),
        ("三公经费减少3.10万元。。其中：公务用车减少。", True),
        ("无政府性基金收支的，仍保留该表格式，并作说明。", True),
        ("项目包括物业、安保、绿化等（详见附件）。", False),
        ("面积为10×20米，规格XX-200型。", False),
        ("会议、培训、调研等费用……用于日常。", False),
    ],
)
def test_leftovers_of_the_form(text: str, found: bool) -> None:
    assert [finding.check for finding in audit_texts(NOTE, text)] == ["leftover"] * found


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("# 2023年部门预算编制说明", True),
        ("# 2024年部门预算编制说明", False),
        ("# 2023年与2024年预算对比情况", False),
        ("# 与2023年预算相比增减变动情况", False),
        ("# 2023年工作回顾", False),
    ],
)
def test_years_of_another_paper_in_titles(title: str, wrong: bool) -> None:
    assert [finding.check for finding in audit_texts(title, "本局负责有关工作。")] == ["wrong_year"] * wrong


def test_a_table_of_the_contents_that_is_not_there() -> None:
    income = "科目编码|科目名称|合计\n205|教育支出|12,345,678\n合计||12,345,678"
    texts = [
        "# 目录",
        "一、收入预算总表",
        "二、支出预算总表",
        "三、政府采购预算表",
        "# 2024年部门收入预算总表",
        "单位：元",
        income,
    ]
    (finding,) = audit_texts(*texts, *TABLE)
    assert "政府采购预算表" in finding.text


def test_findings_in_english() -> None:
    (finding,) = audit_texts(NOTE, "（列举具体实施项目的各个责任主体及其职责等）", language="en")
    assert finding.text.startswith("《2024年部门预算编制说明》")
    assert "instruction" in finding.text
