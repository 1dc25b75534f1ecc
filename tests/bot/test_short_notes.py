"""Short notes as counties, towns and small bodies publish them: one page of running text, its figures invented."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPERS = {
    "notice.txt": """岚山县柳河镇2022年“三公”经费预算公开
一、2022年“三公”经费预算安排情况
2022年度“三公”经费预算总计20万元,其中:因公出国(境)经费0万元,公务接待9万元,公务用车运行费用11万元。
二、2021年“三公”经费决算情况
2021年度“三公”经费合计支出18万元,其中:公务接待10万元,公务用车运行费用8万元。
2022年度“三公”经费预算较2021年度增加2万元,其中公务接待较上年同期减少1万元,减少10%。
""",
    "report.txt": """关于2023年临水市本级决算(草案)的报告
——2024年6月20日在市人大常委会第九次会议上
一、2023年财政收支决算情况
(一)一般公共预算
全市地方一般公共预算收入800,000万元,为调整预算数的98.5%,增长6.2%;加上上级补助收入900,000万元,收入总量1,700,000万元。
——市本级地方一般公共预算收入200,000万元,下降2.5%;加上上级补助收入150,000万元,收入总量350,000万元。
(二)地方政府债务
全市政府法定债务限额300亿元,其中一般债务180亿元、专项债务120亿元。市本级法定债务限额90亿元,其中一般债务50亿元、专项债务40亿元。
""",
    "fund.txt": """松原市社会保险基金2023年决算情况的说明
一、社会保险基金收支决算情况
2023年,社会保险基金收入预算数60亿元,决算数58亿元,完成预算的96.7%。其中,财政补贴收入预算数20亿元,决算数19亿元,完成预算的95%。本年支出预算数50亿元,决算数49亿元,完成预算的98%。加上上级调剂收入7亿元,收入总量65亿元。
""",
    "school.txt": """云溪县幼兒園2023年度部門決算公開
二、收入支出決算情況說明
核定人員編制50人,在園幼兒600名。
2023年度,本單位收入為900萬元,其中:財政撥款收入800萬元,占88.89%;事業收入100萬元,占11.11%。
2023年度,本單位支出為880萬元,其中:基本支出600萬元,項目支出280萬元。
""",
    "county.txt": """2023年度丰谷县“三公”经费支出决算情况
经县财政局汇总,各乡(镇)、县本级部门用一般公共预算拨款安排的公务接待费、因公出国(境)经费和公务用车购置及运行维护费(以下简称“三公”经费)情况如下:
2023年,各乡(镇)、县本级一般公共预算拨款安排的“三公”经费决算支出数为500万元,按同口径同比减少30万元,下降5.66%。其中:公务接待费支出200万元,同比减少20万元,下降9.09%;公务用车运行维护费支出300万元,较2020年下降12%。
""",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("notes"), PAPERS)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("柳河镇2022年三公经费预算多少", 200_000, "元"),
        ("柳河镇2021年三公经费实际花了多少", 180_000, "元"),
        ("柳河镇2022年公务接待费预算比上年减少多少", 10_000, "元"),
        ("柳河镇2021年公车运行费", 80_000, "元"),
        ("临水市2023年一般公共预算收入", 8_000_000_000, "元"),
        ("临水市本级2023年一般公共预算收入", 2_000_000_000, "元"),
        ("临水市2023年一般公共预算收入增长百分之几", Decimal("6.2"), "%"),
        ("临水市2023年一般公共预算收入完成调整预算的比例", Decimal("98.5"), "%"),
        ("临水市2023年全市一般公共预算收入总量", 17_000_000_000, "元"),
        ("临水市本级2023年一般公共预算收入总量", 3_500_000_000, "元"),
        ("临水市2023年全市专项债务限额", 12_000_000_000, "元"),
        ("临水市本级2023年一般债务限额", 5_000_000_000, "元"),
        ("松原市2023年社会保险基金收入决算", 5_800_000_000, "元"),
        ("松原市2023年社会保险基金收入总量", 6_500_000_000, "元"),
        ("松原市2023年社会保险基金财政补贴收入决算", 1_900_000_000, "元"),
        ("云溪县幼儿园2023年收入多少", 9_000_000, "元"),
        ("云溪县幼儿园2023年支出多少", 8_800_000, "元"),
        ("云溪县幼儿园核定编制多少人", 50, "人"),
        ("丰谷县2023年三公经费", 5_000_000, "元"),
        ("丰谷县2023年公务接待费比上年减少多少", 200_000, "元"),
        ("丰谷县2022年公务接待费", 2_200_000, "元"),
    ],
)
def test_what_a_note_tells(bot: Bot, question: str, value: int | Decimal, unit: str) -> None:
    answer = bot.ask(question)
    told = answer.value if answer.value is None or value is None else abs(answer.value)
    assert (answer.status, told, answer.unit) == ("answered", value, unit), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "丰谷县2023年公务用车运行维护费比上年下降百分之几",  # on 2020
        "丰谷县2022年三公经费",  # 按同口径
    ],
)
def test_a_change_on_other_grounds_is_not_last_years(bot: Bot, question: str) -> None:
    assert bot.ask(question).value is None


def test_a_paper_in_traditional_characters_is_cited_in_them(bot: Bot) -> None:
    answer = bot.ask("云溪县幼儿园2023年事业收入")
    assert answer.value == 1_000_000
    assert "事業收入" in answer.citations[0].quote


def test_a_government_has_no_funds_of_a_department(bot: Bot) -> None:
    answer = bot.ask("临水市2023年一般公共预算收入")
    assert not [notice.text for notice in answer.notices if "部门预算" in notice.text]
