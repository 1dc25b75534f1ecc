"""Sentences of many publishers' wording, their figures invented; and what must hold for any text."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Document, Fact, Grid, GridRow, Heading, Kind, Paragraph, Place
from index.prose import prose_facts
from index.prose_text import join_paragraphs, with_project_headings
from index.readers.text import read_lines


def document(year: int | None = 2023, kind: Kind = "budget") -> Document:
    return Document("d", "d.txt", "d.txt", "", "", "某市财政局", year, kind, "department", None)


def read(text: str, year: int | None = 2023, kind: Kind = "budget") -> tuple[Fact, ...]:
    return prose_facts(document(year, kind), read_lines(text.splitlines()))


def told(facts: tuple[Fact, ...]) -> list[str]:
    return [
        f"{'/'.join(fact.row_path)} {fact.column[0]} {fact.value}{fact.unit.name} {fact.year}"
        + (f" = {fact.derived}" if fact.derived else "")
        for fact in facts
    ]


CASES = {
    "a year in a reason is not of what follows": (
        "公车运行维护费46万元，较上年下降21%，主要是2020年开展公车改革，车辆减少；公务接待费4万元，与上年持平。",
        [
            "公车运行维护费 预算数 46万元 2023",
            "公车运行维护费 增减% -21% 2023",
            "公务接待费 预算数 4万元 2023",
            "公务接待费 比上年增减 0万元 2023",
            "公务接待费 预算数 4万元 2022 = 4 - 0",
        ],
    ),
    "a heading before the colon is what the plan is of": (
        "（一）收入预算：2023年年初预算数786万元，其中，一般公共预算拨款746万元，政府性基金拨款40万元。收入较去年增加62万元。",
        [
            "收入预算 预算数 786万元 2023",
            "收入预算/一般公共预算拨款 预算数 746万元 2023",
            "收入预算/政府性基金拨款 预算数 40万元 2023",
            "收入预算 比上年增减 62万元 2023",
            "收入预算 预算数 724万元 2022 = 786 - 62",
        ],
    ),
    "behind a list without a pause the whole is spoken of": (
        "本部门预算收入300万元，其中一般公共预算拨款收入200万元、政府性基金拨款收入100万元，较上年增加30万元。",
        [
            "收入预算 预算数 300万元 2023",
            "收入预算/一般公共预算拨款收入 预算数 200万元 2023",
            "收入预算/政府性基金拨款收入 预算数 100万元 2023",
            "收入预算 比上年增减 30万元 2023",
            "收入预算 预算数 270万元 2022 = 300 - 30",
        ],
    ),
    "a code in brackets is no part of a name": (
        "图书馆（2070104）310万元，较上年减少20万元。",
        [
            "图书馆 预算数 310万元 2023",
            "图书馆 比上年增减 -20万元 2023",
            "图书馆 预算数 330万元 2022 = 310 + 20",
        ],
    ),
    "a change behind the amounts of two years is of the later one": (
        "“三公”经费2023年预算30万元,2022年预算50万元,对比减少20万元;减少率40%。",
        [
            "“三公”经费 预算数 30万元 2023",
            "“三公”经费 预算数 50万元 2022",
            "“三公”经费 比上年增减 -20万元 2023",
            "“三公”经费 增减% -40% 2023",
        ],
    ),
    "a change is of the year that its clause names": (
        "2021年度“三公”经费支出20万元。2022年度“三公”经费预算较2021年度增加2万元,其中公务接待费较上年同期减少1万元。",
        [
            "“三公”经费 预算数 20万元 2021",
            "“三公”经费 比上年增减 2万元 2022",
            "“三公”经费/公务接待费 比上年增减 -1万元 2022",
        ],
    ),
    "a change on an earlier year than the last is not on the last": (
        "2023年公务接待费40万元,较2021年下降20%。",
        ["公务接待费 预算数 40万元 2023"],
    ),
    "each item of a list has its own change": (
        "收入预算100万元,较上年增加8万元。其中:事业收入60万元,较上年增加5万元;其他收入40万元,较上年增加3万元。",
        [
            "收入预算 预算数 100万元 2023",
            "收入预算 比上年增减 8万元 2023",
            "收入预算 预算数 92万元 2022 = 100 - 8",
            "收入预算/事业收入 预算数 60万元 2023",
            "收入预算/事业收入 比上年增减 5万元 2023",
            "收入预算/事业收入 预算数 55万元 2022 = 60 - 5",
            "收入预算/其他收入 预算数 40万元 2023",
            "收入预算/其他收入 比上年增减 3万元 2023",
            "收入预算/其他收入 预算数 37万元 2022 = 40 - 3",
        ],
    ),
    "a year in a bracket ends with it": (
        "2023年实施项目15个(含2022年结转项目5个),实际到位资金300万元。",
        ["项目 数量 15个 2023", "项目/结转项目 数量 5个 2022", "实际到位资金 预算数 300万元 2023"],
    ),
    "what a difference is called is no item": (
        "公务接待费支出2万元,年初预算为3万元,差值为1万元。",
        ["公务接待费 预算数 2万元 2023", "公务接待费 预算数 3万元 2023"],
    ),
    "all that a body took in and spent": (
        "2023年度,本单位收入为160万元,其中:事业收入20万元。2023年度,本单位支出为150万元。",
        ["收入 预算数 160万元 2023", "收入/事业收入 预算数 20万元 2023", "支出 预算数 150万元 2023"],
    ),
    "quotes that do not match hold nothing together": (
        '“三公"经费支出2万元,年初预算为3万元,其中公务接待费1万元。',
        ["“三公”经费 预算数 2万元 2023", "“三公”经费 预算数 3万元 2023", "“三公”经费/公务接待费 预算数 1万元 2023"],
    ),
    "an item after a count in words of its own measure": (
        "我镇辖6村1社区、耕地面积300亩。“三公”经费合计支出5万元。",
        ["耕地面积 数量 300亩 2023", "“三公”经费 预算数 5万元 2023"],
    ),
    "traditional characters are read as simplified ones": (
        "公務接待費2萬元,其中國內接待3批次。",
        ["公务接待费 预算数 2万元 2023", "公务接待费/国内接待批次 数量 3批次 2023"],
    ),
    "a change gives last year's figure": (
        "财政拨款收入120万元，比2022年预算增加21万元，增长21.21%。",
        [
            "财政拨款收入 预算数 120万元 2023",
            "财政拨款收入 比上年增减 21万元 2023",
            "财政拨款收入 预算数 99万元 2022 = 120 - 21",
            "财政拨款收入 增减% 21.21% 2023",
        ],
    ),
    "a decrease is negative": (
        "公务接待费1.5万元，较上年减少0.5万元，下降25%。",
        [
            "公务接待费 预算数 1.5万元 2023",
            "公务接待费 比上年增减 -0.5万元 2023",
            "公务接待费 预算数 2.0万元 2022 = 1.5 + 0.5",
            "公务接待费 增减% -25% 2023",
        ],
    ),
    "last year's figure printed is not worked out again": (
        "支出预算500万元，比2022年预算480万元增加20万元。",
        ["支出预算 预算数 500万元 2023", "支出预算 预算数 480万元 2022", "支出预算 比上年增减 20万元 2023"],
    ),
    "last year's figure by its name is of last year": (
        "“三公”经费财政拨款预算65万元，比2022年财政拨款“三公”经费预算111万元减少46万元。",
        [
            "“三公”经费财政拨款 预算数 65万元 2023",
            "“三公”经费财政拨款 预算数 111万元 2022",
            "“三公”经费财政拨款 比上年增减 -46万元 2023",
        ],
    ),
    "also where a comma parts it from the change": (
        "收入总计500万元，比2022年收入总计480万元，增加20万元。",
        [
            "收入总计 预算数 500万元 2023",
            "收入总计 预算数 480万元 2022",
            "收入总计 比上年增减 20万元 2023",
        ],
    ),
    "a comparison that is closed leaves the figure to this year": (
        "收入预算100万元，与上年相比人员经费20万元。",
        ["收入预算 预算数 100万元 2023", "人员经费 预算数 20万元 2023"],
    ),
    "what follows a whole list is of the whole": (
        "公务用车运行维护费64万元，其中加油24万元、维修32万元、其他8万元，比2022年预算数67万元减少3万元。",
        [
            "公务用车运行维护费 预算数 64万元 2023",
            "公务用车运行维护费/加油 预算数 24万元 2023",
            "公务用车运行维护费/维修 预算数 32万元 2023",
            "公务用车运行维护费/其他 预算数 8万元 2023",
            "公务用车运行维护费 预算数 67万元 2022",
            "公务用车运行维护费 比上年增减 -3万元 2023",
        ],
    ),
    "unchanged, and zero is not blank": (
        "会议费0万元，与上年预算数一致。",
        ["会议费 预算数 0万元 2023", "会议费 比上年增减 0万元 2023", "会议费 预算数 0万元 2022 = 0 - 0"],
    ),
    "a form's (减少) left in is open, but nothing is nothing": (
        "其他收入0万元，比上年增加（减少）0万元。培训费3万元，比上年增加（减少）2万元。",
        [
            "其他收入 预算数 0万元 2023",
            "其他收入 比上年增减 0万元 2023",
            "其他收入 预算数 0万元 2022 = 0 - 0",
            "培训费 预算数 3万元 2023",
        ],
    ),
    "brackets nest": (
        "示范项目13万元（购买岗位3万元；品牌培育10万元。）；管理项目2.5万元。",
        [
            "示范项目 预算数 13万元 2023",
            "示范项目/购买岗位 预算数 3万元 2023",
            "示范项目/品牌培育 预算数 10万元 2023",
            "管理项目 预算数 2.5万元 2023",
        ],
    ),
    "the subject is carried": (
        "政策绩效目标0个、涉及预算资金0万元；项目绩效目标28个，涉及预算资金3,688.88万元。",
        [
            "政策绩效目标 数量 0个 2023",
            "政策绩效目标/涉及预算资金 预算数 0万元 2023",
            "项目绩效目标 数量 28个 2023",
            "项目绩效目标/涉及预算资金 预算数 3688.88万元 2023",
        ],
    ),
    "a semicolon ends a list that commas part": (
        "共有车辆5辆，其中：机要用车1辆、其他用车4辆；单价100万元（含）以上设备2台（套）。",
        [
            "车辆 数量 5辆 2023",
            "车辆/机要用车 数量 1辆 2023",
            "车辆/其他用车 数量 4辆 2023",
            "单价100万元（含）以上设备 数量 2台（套） 2023",
        ],
    ),
    "reasons tell changes of other items": (
        "项目支出60万元，比上年增加5万元，主要原因是外事经费增加8万元，其余经费压减10%，增减相抵后增加5万元。",
        [
            "项目支出 预算数 60万元 2023",
            "项目支出 比上年增减 5万元 2023",
            "项目支出 预算数 55万元 2022 = 60 - 5",
            "外事经费 比上年增减 8万元 2023",
        ],
    ),
    "收入 alone is the whole, not the item before": (
        "2023年收入预算90万元，其中：事业收入80万元；其他收入10万元。收入较去年增加20万元。",
        [
            "收入预算 预算数 90万元 2023",
            "收入预算/事业收入 预算数 80万元 2023",
            "收入预算/其他收入 预算数 10万元 2023",
            "收入预算 比上年增减 20万元 2023",
            "收入预算 预算数 70万元 2022 = 90 - 20",
        ],
    ),
    "a year in front holds, and a comparison does not": (
        "2022年，事业收入8万元；其他收入2万元。2023年，事业收入9万元，比2022年增加1万元。",
        [
            "事业收入 预算数 8万元 2022",
            "其他收入 预算数 2万元 2022",
            "事业收入 预算数 9万元 2023",
            "事业收入 比上年增减 1万元 2023",
        ],
    ),
    "a general budget report": (
        "一般公共预算收入425.6亿元，完成预算的102.3%，下降1.2%。其中：增值税20.3亿元，增长15.6%。",
        [
            "一般公共预算收入 预算数 425.6亿元 2023",
            "一般公共预算收入 完成预算% 102.3% 2023",
            "一般公共预算收入 增减% -1.2% 2023",
            "一般公共预算收入/增值税 预算数 20.3亿元 2023",
            "一般公共预算收入/增值税 增减% 15.6% 2023",
        ],
    ),
    "what is spent on an item named before": (
        "公务接待费2.00万元，主要用于接待督察。费用支出较2022年减少0.50万元。",
        [
            "公务接待费 预算数 2.00万元 2023",
            "公务接待费 比上年增减 -0.50万元 2023",
            "公务接待费 预算数 2.50万元 2022 = 2.00 + 0.50",
        ],
    ),
    "fiscal money goes without saying": (
        "财政拨款“三公”经费30万元。“三公”经费比2022年减少4万元。",
        [
            "财政拨款“三公”经费 预算数 30万元 2023",
            "财政拨款“三公”经费 比上年增减 -4万元 2023",
            "财政拨款“三公”经费 预算数 34万元 2022 = 30 + 4",
        ],
    ),
    "amounts behind a score are of what is scored": (
        "江湾治理项目自评得分为93.5分，全年预算数为180万元。",
        ["江湾治理项目自评得分 数量 93.5分 2023", "江湾治理项目 全年预算数 180万元 2023"],
    ),
    "a score of what stands before it": (
        "绩效自评的项目4个，平均得分99.4分（其中，评级为“优”的项目3个）。",
        [
            "绩效自评的项目 数量 4个 2023",
            "绩效自评的项目/平均得分 数量 99.4分 2023",
            "绩效自评的项目/评级为“优”的项目 数量 3个 2023",
        ],
    ),
    "this year's item by its own name": ("本年度会议费1.4万元。", ["会议费 预算数 1.4万元 2023"]),
    "a number that is a name": (
        "实有人数91人，其中在职人员85人。",
        ["实有人数 数量 91人 2023", "实有人数/在职人员 数量 85人 2023"],
    ),
    "guests with those who accompany them left out": (
        "国内公务接待62批次，516人次（不含陪同人员）。",
        ["国内公务接待批次 数量 62批次 2023", "国内公务接待人次 数量 516人次 2023"],
    ),
    "a form's item that a text qualifies": (
        "财政拨款开支运行维护费的公务用车保有量为9辆；共接待8批次、74人次。",
        ["公务用车保有量 数量 9辆 2023", "接待批次 数量 8批次 2023", "接待人次 数量 74人次 2023"],
    ),
    "persons and groups": (
        "因公出国团组2个，累计4人次；国内公务接待10批次、120人次。",
        [
            "因公出国团组 数量 2个 2023",
            "因公出国团组 数量 4人次 2023",
            "国内公务接待批次 数量 10批次 2023",
            "国内公务接待人次 数量 120人次 2023",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_sentence(text: str, expected: list[str]) -> None:
    assert told(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("公务接待费支出20万元。年初预算为30万元，完成年初预算的66.67%。", ["公务接待费", "公务接待费", "公务接待费"]),
        ("公务接待费支出20万元，其中：国内接待18万元。年初预算为30万元。", ["公务接待费", "国内接待"]),
    ],
)
def test_a_budget_in_a_sentence_of_its_own_is_of_what_was_spent(text: str, rows: list[str]) -> None:
    assert [fact.row for fact in read(text, 2024, "outturn")] == rows


def test_an_outturn_has_budget_and_outturn_of_one_item() -> None:
    facts = read(
        "1、一般公共服务支出（类）财政事务（款）行政运行（项）。主要用于：人员经费。"
        "年初预算为15.5万元，支出决算为15万元，完成年初预算的96.77%。",
        2024,
        "outturn",
    )
    assert [(fact.row, fact.column[0], fact.kind, str(fact.value)) for fact in facts] == [
        ("行政运行", "预算数", "budget", "15.5"),
        ("行政运行", "决算数", "outturn", "15"),
        ("行政运行", "完成预算%", "outturn", "96.77"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2023年度国有资本经营预算财政拨款支出30万元，基本支出0万元，项目支出30万元。",
            [
                "国有资本经营预算财政拨款支出 预算数 30万元 2023",
                "国有资本经营预算财政拨款支出/基本支出 预算数 0万元 2023",
                "国有资本经营预算财政拨款支出/项目支出 预算数 30万元 2023",
            ],
        ),
        (
            "2023年支出合计90万元，一般公共预算财政拨款支出70万元，基本支出60万元。",
            [
                "支出合计 预算数 90万元 2023",
                "一般公共预算财政拨款支出 预算数 70万元 2023",
                "基本支出 预算数 60万元 2023",
            ],
        ),
        (
            "（五）政府性基金预算财政拨款收支预算情况说明。\n2023年度年初结转结余5万元。本年收入40万元。\n"
            "（六）部门收支情况说明。\n本年收入200万元。",
            [
                "政府性基金预算财政拨款/年初结转结余 预算数 5万元 2023",
                "政府性基金预算财政拨款/本年收入 预算数 40万元 2023",
                "本年收入 预算数 200万元 2023",
            ],
        ),
        (
            "（七）政府性基金预算财政拨款收支决算情况说明。2023年度本部门本年收入40万元，本年支出35万元。",
            [
                "政府性基金预算财政拨款/本年收入 预算数 40万元 2023",
                "政府性基金预算财政拨款/本年支出 预算数 35万元 2023",
            ],
        ),
    ],
)
def test_what_is_said_of_a_fund_is_not_of_the_whole(text: str, expected: list[str]) -> None:
    assert told(read(text)) == expected


def test_a_project_note_gives_its_name_and_its_total() -> None:
    facts = read(
        "某某服务项目经费情况说明\n\n六、年度预算安排\n\n2023年度项目总预算17万，其中甲认定9万，乙认定8万，合计17万。"
    )
    assert told(facts) == [
        "某某服务项目/项目总资金 预算数 17万元 2023",
        "某某服务项目/甲认定 预算数 9万元 2023",
        "某某服务项目/乙认定 预算数 8万元 2023",
        "某某服务项目/合计 预算数 17万元 2023",
    ]
    assert [fact.total for fact in facts] == [True, False, False, True]
    assert facts[0].table == "六、年度预算安排"


def test_a_list_stands_under_the_item_that_announced_it() -> None:
    facts = read(
        "支出总计9万元。包括：\n\n1. 基本支出7万元。\n\n2. 项目支出2万元，其中：\n\n"
        "（1）会议费1万元。\n\n3. 结余0万元。"
    )
    assert [fact.row_path for fact in facts] == [
        ("支出总计",),
        ("支出总计", "基本支出"),
        ("支出总计", "项目支出"),
        ("支出总计", "项目支出", "会议费"),
        ("支出总计", "结余"),
    ]


def test_a_heading_of_another_kind_gives_year_and_kind_but_a_slip_in_the_year_does_not() -> None:
    text = "一、2022年预算执行情况\n\n收入总计5万元。\n\n二、2022年收支说明\n\n支出总计4万元。"
    assert [(fact.row, fact.year, fact.kind, fact.column[0]) for fact in read(text)] == [
        ("收入总计", 2022, "executed", "执行数"),
        ("支出总计", 2023, "budget", "预算数"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "主要原因是按规定压减10%。",
        "安排10万元。",
        "由上年的700万元增加到800万元。",
        "年内完成投资约3000万元，惠及群众超过10万人。",
        "审议5次关于计划和预算的报告。",
        "2023年，新增支出比例有所提高。",
        "全市2千余个居村委，每个补助2万元。",
        "基础养老金标准由每人每月190元提高到205元。",
        "教育支出、科技支出分别为100万元和50万元。",
    ],
)
def test_a_figure_whose_item_cannot_be_told_gives_nothing(text: str) -> None:
    assert read(text) == ()


def test_lines_of_one_sentence_are_joined_over_page_numbers_but_not_over_tables() -> None:
    lines = [
        Heading("三、收入说明", 2, Place(page=1)),
        Paragraph("财政拨款收入27664.", Place(page=1)),
        Paragraph("─ 7 ─", Place(page=1)),
        Paragraph("22万元，占收入的", Place(page=2)),
        Paragraph("98.5%。", Place(page=2)),
    ]
    facts = prose_facts(document(), lines)
    assert told(facts) == ["财政拨款收入 预算数 27664.22万元 2023", "财政拨款收入 占比 98.5% 2023"]
    assert [fact.place.page for fact in facts] == [1, 2]
    grid = Grid((GridRow(("a",), Place()),), Place())
    assert prose_facts(document(), [Paragraph("财政拨款收入", Place()), grid, Paragraph("12万元。", Place())]) == ()


def test_explained_terms_tell_no_figures() -> None:
    assert read("名词解释\n\n（一）大额支出：指单笔50万元的支出，每年3次。") == ()


def digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", text)


PIECES = """
    财政拨款收入 项目支出 其中： ， ； 。 （ ） “ ” 、 比上年 比2022年预算 增加 减少 增长 持平 占 的 为 主要原因是
    与 合计 12.5 1,234 0 7 万元 元 % 个 辆 亿元 台（套） 2023年 1. （一） 行政运行（项） 预算中 共有 以上 由 到
"""
WORDS = st.sampled_from(PIECES.split())


@given(st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=120), st.sampled_from([2023, None]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_no_figure_is_made_up(text: str, year: int | None) -> None:
    facts = read(text, year)
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert fact.value is not None
        assert fact.row == fact.row_path[-1]
        if fact.derived:
            amount, sign, change = fact.derived.replace(",", "").split(" ")
            assert fact.value == Decimal(amount) + Decimal(change) * (1 if sign == "+" else -1)
        else:
            assert fact.printed in fact.text
            if fact.printed[0].isdigit():
                assert abs(fact.value) == Decimal(digits(fact.printed))


def test_a_project_is_named_on_a_line_of_its_own_above_what_is_told_of_it() -> None:
    blocks = (
        Heading("七、项目经费情况说明", 1, Place()),
        Paragraph("加装电梯补贴项目", Place()),
        Heading("一、项目概述", 2, Place()),
        Paragraph("对老旧小区加装电梯给予补贴。", Place()),
        Heading("六、年度预算安排", 2, Place()),
        Paragraph("2025年本项目预算安排4,682,000元，其中：补贴资金4,620,000元。", Place()),
    )
    told = with_project_headings(blocks)
    assert told[1] == Heading("加装电梯补贴项目", 1, Place())
    assert [paragraph.project for paragraph in join_paragraphs(told)][1:] == ["加装电梯补贴项目"] * 5
