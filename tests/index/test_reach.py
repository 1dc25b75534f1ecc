"""Whose money, and of which months, the figures of a government's running text are."""

from __future__ import annotations

import pytest

from index.model import Document, Fact, Kind
from index.prose import prose_facts
from index.reach import is_reach, level_of, months_in, reach_of_word, reaches_in
from index.readers.text import read_lines


def read(text: str, organisation: str = "云溪市", kind: Kind = "executed", title: str = "") -> tuple[Fact, ...]:
    document = Document("d", "d.txt", "d.txt", "", title, organisation, 2023, kind, "department", None)
    return prose_facts(document, read_lines(text.splitlines()))


def told(facts: tuple[Fact, ...]) -> list[str]:
    return [f"{'/'.join(fact.row_path)} {'/'.join(fact.column)} {fact.value}" for fact in facts]


@pytest.mark.parametrize(
    ("organisation", "level"),
    [
        ("云溪市", "市"),
        ("某省", "省"),
        ("云溪市东岭区", "区"),
        ("某自治区", "自治区"),
        ("青石镇", "镇"),
        ("某县人民政府", "县"),
        ("云溪市财政局", ""),
        ("", ""),
    ],
)
def test_only_the_government_of_a_place_has_a_level(organisation: str, level: str) -> None:
    assert level_of(organisation) == level


@pytest.mark.parametrize(
    ("text", "organisation", "reaches"),
    [
        ("全市一般公共预算收入", "云溪市", ["全市"]),
        ("市级一般公共预算收入", "云溪市", ["市本级"]),
        ("市级（含开发区，下同）一般公共预算收入", "云溪市", ["市本级"]),
        ("市直部门公用经费", "云溪市", []),
        ("市级公立医院补助", "云溪市", []),
        ("县级基本财力保障机制奖补资金", "云溪市", []),
        ("县（市、区）级收入", "云溪市", ["县市区级"]),
        ("区级财政收入", "云溪市", ["区级"]),
        ("区级财政收入", "云溪市东岭区", ["区本级"]),
        ("全市收入，市本级支出", "云溪市", ["全市", "市本级"]),
        ("全市一般公共预算收入", "临水县", []),
        ("全市一般公共预算收入", "云溪市财政局", []),
        ("补助下级支出", "云溪市", []),
    ],
)
def test_words_for_whose_money_are_of_the_papers_own_level(text: str, organisation: str, reaches: list[str]) -> None:
    assert [word for _, word in reaches_in(text, organisation)] == reaches


@pytest.mark.parametrize(
    ("word", "organisation", "reach"),
    [
        ("全市", "云溪市", "whole"),
        ("市级", "云溪市", "own"),
        ("本级", "临水县", "own"),
        ("县级", "云溪市", "below"),
        ("县级", "临水县", "own"),
        ("全市", "临水县", "other"),
        ("全市", "云溪市财政局", ""),
    ],
)
def test_a_word_of_a_question_means_another_level_in_another_paper(word: str, organisation: str, reach: str) -> None:
    assert reach_of_word(word, organisation) == reach


def test_a_header_is_of_nothing_but_whose_money() -> None:
    assert [is_reach(label, "云溪市") for label in ("市本级", "全市", "市本级收入", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2024年1—4月财政收支情况", "1-4月"),
        ("元至5月", "1-5月"),
        ("一季度", "1-3月"),
        ("上半年", "1-6月"),
        ("前三季度", "1-9月"),
        ("前5个月", "1-5月"),
        ("截至2024年6月底", "1-6月"),
        ("2024年4月财政收支情况", "4月"),
        ("2024年1月18日", ""),
        ("2023年12月31日", ""),
        ("2024年", ""),
    ],
)
def test_months_are_read_in_all_their_wordings(text: str, months: str) -> None:
    assert months_in(text) == months


CASES = {
    "the level said in a sentence holds for its parts and the next sentences": (
        "全市一般公共预算收入90亿元，增长5%。其中：税收收入60亿元。\n市本级一般公共预算收入30亿元。主要支出项目：教育支出7亿元。",
        [
            "一般公共预算收入 全市/执行数 90",
            "一般公共预算收入 全市/增减% 5",
            "一般公共预算收入/税收收入 全市/执行数 60",
            "一般公共预算收入 市本级/执行数 30",
            "教育支出 市本级/执行数 7",
        ],
    ),
    "a part by level is the same item of another level": (
        "全市一般公共预算收入90亿元。其中：市本级收入30亿元；县区级收入60亿元。\n非税收入20亿元。",
        [
            "一般公共预算收入 全市/执行数 90",
            "一般公共预算收入 市本级/执行数 30",
            "一般公共预算收入 县区级/执行数 60",
            "非税收入 全市/执行数 20",
        ],
    ),
    "what is parted in the own level's and others' is of the whole area": (
        "下达新增债务限额5亿元，其中：市本级1亿元，东岭区4亿元。",
        [
            "新增债务限额 全市/执行数 5",
            "新增债务限额 市本级/执行数 1",
            "新增债务限额/东岭区 执行数 4",
        ],
    ),
    "the other side of a fund and the balance of a debt lean on what was told": (
        "市级政府性基金收入8亿元，下降3%；支出9亿元。\n市级政府债务限额20亿元，余额18亿元。",
        [
            "政府性基金收入 市本级/执行数 8",
            "政府性基金收入 市本级/增减% -3",
            "政府性基金支出 市本级/执行数 9",
            "政府债务限额 市本级/执行数 20",
            "政府债务余额 市本级/执行数 18",
        ],
    ),
    "last year's connectors cut no name": (
        "市级一般公共预算收入30亿元，加上级补助收入50亿元，加上下级上解收入2亿元，收入总计82亿元。",
        [
            "一般公共预算收入 市本级/执行数 30",
            "上级补助收入 市本级/执行数 50",
            "下级上解收入 市本级/执行数 2",
            "收入总计 市本级/执行数 82",
        ],
    ),
    "like-for-like growth is another figure than growth": (
        "全市一般公共预算收入90亿元，剔除留抵退税因素后同口径增长3.6%，按自然口径下降1.9%。",
        [
            "一般公共预算收入 全市/执行数 90",
            "一般公共预算收入 全市/同口径增减% 3.6",
            "一般公共预算收入 全市/增减% -1.9",
        ],
    ),
    "the budget inside its own completion": (
        "全市一般公共预算收入90亿元，完成年初预算数120亿元的75%。",
        [
            "一般公共预算收入 全市/执行数 90",
            "一般公共预算收入 全市/预算数 120",
            "一般公共预算收入 全市/完成预算% 75",
        ],
    ),
    "what is left is carried over": (
        "全市总收支相抵，剩余4亿元按规定结转下年使用。",
        ["结转下年 全市/执行数 4"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_figures_of_a_report_say_whose_they_are(case: str) -> None:
    text, expected = CASES[case]
    assert told(read(text)) == expected


def test_the_plan_before_and_behind_its_adjustment_are_two_figures() -> None:
    text = (
        "县级一般公共预算支出由年初预算的30000万元调整为36000万元，增加6000万元。\n"
        "新增专项债券9000万元，安排用于：供水工程4000万元；校舍工程5000万元。"
    )
    facts = read(text, "临水县", "adjusted")
    assert [(fact.row, fact.kind, fact.column[-1], str(fact.value)) for fact in facts] == [
        ("一般公共预算支出", "budget", "预算数", "30000"),
        ("一般公共预算支出", "adjusted", "全年预算数", "36000"),
        ("一般公共预算支出", "adjusted", "比预算增减", "6000"),
        ("新增专项债券", "adjusted", "全年预算数", "9000"),
        ("供水工程", "adjusted", "全年预算数", "4000"),
        ("校舍工程", "adjusted", "全年预算数", "5000"),
    ]
    assert facts[-1].row_path == ("新增专项债券", "校舍工程")


def test_figures_of_a_monthly_report_are_of_its_months() -> None:
    text = "1—4月，全市税收收入20亿元，增长2%。\n增值税8亿元。"
    facts = read(text, title="云溪市2023年1—4月财政收支情况")
    assert {fact.column[:2] for fact in facts} == {("1-4月", "全市")}


def test_the_month_of_a_meeting_is_no_month_of_figures() -> None:
    facts = read("2023年6月，市人大常委会批准了决算，全市税收收入20亿元。", title="云溪市2023年决算报告")
    assert [fact.column for fact in facts] == [("全市", "执行数")]


def test_a_departments_text_says_nothing_of_levels() -> None:
    facts = read("全市科普经费20万元。", "云溪市科学技术协会", "budget")
    assert all(len(fact.column) == 1 for fact in facts)
