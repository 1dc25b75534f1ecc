"""Names in pieces, clauses that say a thing twice or leave a thing out, and what a sentence tells of what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.names.organisations import split_place, spoken_forms
from bot.pipeline import Bot

HOUSING = """# 青江市住房和城乡建设局2025年部门预算

## 一、机构设置
青江市住房和城乡建设局内设12个处室。纳入2025年部门预算编制范围的预算单位共3家。

## 收支总表
单位：万元
项目\t预算数\t项目\t预算数
一般公共预算拨款收入\t700.00\t城乡社区支出\t600.00
政府性基金预算拨款收入\t200.00\t住房保障支出\t350.00
本年收入合计\t900.00\t本年支出合计\t950.00
上年结转\t50.00\t\t
收入总计\t950.00\t支出总计\t950.00

## 部门收入总表
单位：万元
单位\t合计\t一般公共预算\t政府性基金\t事业收入
青江市住房和城乡建设局（本级）\t600.00\t500.00\t100.00\t
青江市住房保障中心\t250.00\t150.00\t100.00\t
青江市建设工程质量监督站\t100.00\t50.00\t\t50.00
合计\t950.00\t700.00\t200.00\t50.00

## 部门预算项目支出表
单位：万元
项目名称\t合计\t一般公共预算\t政府性基金
公共租赁住房租赁补贴\t120.00\t120.00\t
公共租赁住房维修养护\t80.00\t30.00\t50.00
老旧小区改造市级补助\t60.00\t60.00\t
路灯提升工程\t150.00\t\t150.00
合计\t410.00\t210.00\t200.00

## 机构人员情况表
单位\t编制数（名）\t在职人数（名）
青江市住房和城乡建设局（本级）\t60\t55
青江市住房保障中心\t20\t18
青江市建设工程质量监督站\t30\t29

## 二、绩效目标设置情况
2025年度编报绩效目标的项目共2个，涉及项目预算资金200.00万元。其中：租赁补贴管理120.00万元，房屋安全排查80.00万元。

## 三、国有资产占用情况
截至2024年12月31日，共有车辆9辆，其中：执法用车6辆、一般公务用车3辆；2025年计划更新执法用车1辆。

## 四、支出说明
1.“城乡社区支出（类）其他城乡社区支出（款）”36.00万元，主要用于老旧管网普查。
2025年机关本级机关运行经费预算41.00万元。
"""
MARKET = """# 青江市市场监督管理局2024年度部门决算

## 支出决算表
单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
201\t一般公共服务支出\t500.00\t300.00\t200.00
20138\t市场监督管理事务\t500.00\t300.00\t200.00
2013801\t行政运行\t300.00\t300.00\t
2013816\t食品安全监管\t200.00\t\t200.00
合计\t\t500.00\t300.00\t200.00

## 预算绩效情况
项目名称\t全年预算数（万元）\t全年执行数（万元）\t自评得分
食品抽检\t120.00\t110.00\t96.5
电梯检验\t60.00\t40.00\t84.2
信息化运维\t20.00\t20.00\t99.0

## 一、支出情况
食品安全监管（项）年初预算为180.00万元，支出决算为200.00万元，完成年初预算的111.11%。
"""
CITY = """# 青江市2024年预算执行情况和2025年预算草案的报告

## 2025年青江市全市一般公共预算支出预算表
单位：万元
项目\t2024年预算数\t2024年执行数\t2025年预算数
教育支出\t980\t1,008\t1,043
农林水支出\t500\t520\t530
支出合计\t1,480\t1,528\t1,573

## 2025年青江市对区转移支付预算分地区表
单位：万元
地区\t合计\t一般性转移支付\t专项转移支付
桑园区\t474\t300\t174
临江区\t493\t320\t173
金沙区\t410\t280\t130
合计\t1,377\t900\t477
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"housing.md": HOUSING, "market.md": MARKET, "city.md": CITY}
    yield from bot_over(tmp_path_factory.mktemp("pieces"), papers)


WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青江市住建局2025年公租房的租赁补贴是多少", 120 * WAN),
        ("青江住建2025年路灯提升工程多少钱", 150 * WAN),
        ("青江市住建局2025年收入预算总数是多少", 950 * WAN),
        ("青江市住建局2025年总预算多少", 950 * WAN),
        ("青江市住房保障中心2025年一般公共预算给了多少？基金不算", 150 * WAN),
        ("青江市建设工程质量监督站的编制数是多少名", Decimal(30)),
        ("青江市住建局老旧管网普查那笔钱是多少", 36 * WAN),
        ("青江市住建局一般公务用车有几台", Decimal(3)),
        ("青江市住建局2025年预算编制范围有几家单位", Decimal(3)),
        ("青江市市监局去年（2024年）行政运行花了多少，就是养人那块", 300 * WAN),
        ("青江市市监局系统2024年食品安全监管（2013816）完成年初预算的百分之多少", Decimal("111.11")),
        ("青江市市监局2024年食品安全监管年初预算比实际决算少多少", 20 * WAN),
        ("我们在准备市人大的审议材料，请协助核对一下：青江市市监局2024年行政运行是多少", 300 * WAN),
        ("青江市全市2025年教育支出预算比2024年执行数多多少", 35 * WAN),
        ("教育支出和农林水支出，青江市2025年全市一般公共预算里合计多少", 1573 * WAN),
        ("青江市2025年桑园、临江、金沙三个区总共分到多少转移支付", 1377 * WAN),
        ("青江市2025年全市教育支出预算安排", 1043 * WAN),
    ],
)
def test_figures(bot: Bot, question: str, value: Decimal) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.value == value, answer.text


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("青江市住建局2025年有哪些项目编报了绩效目标，各多少钱", ["租赁补贴管理", "房屋安全排查"]),
        ("青江市住建局2025年用政府性基金安排的项目有哪些，各多少", ["公共租赁住房维修养护", "路灯提升工程"]),
        ("青江市市监局2024年绩效自评得分最低的是哪个项目", ["电梯检验"]),
        ("青江市市监局2024年各项目自评得分分别是多少", ["食品抽检", "电梯检验", "信息化运维"]),
        (
            "青江市市监局食品安全监管2024年年初预算和2024年决算分别是多少",
            ["180", "200"],
        ),
    ],
)
def test_what_is_listed(bot: Bot, question: str, labels: list[str]) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert all(label in answer.text for label in labels), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "青江市市监局2025年度决算支出",  # no outturn of that year
        "青江市住建局执法用车购置有几辆",  # 6 that there are, 1 to be bought
        "青江市住建局量子计算机花了多少钱",
        "青江市住建局城关站2025年一年花了多少钱",
        "2023年青江市市监局食品安全监管花了多少？跟24、25年比比看",
        "青江市2025年GDP是多少",
    ],
)
def test_what_the_papers_do_not_tell_is_refused(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.value is None, answer.text
    assert answer.status in ("not_found", "declined"), answer.text


def test_a_follow_up_about_the_plan_of_another_year(bot: Bot) -> None:
    said = ["青江市2024年全市教育支出执行数是多少？"]
    assert bot.ask("2025年预算呢？", history=said).value == 1043 * WAN


def test_a_body_is_known_by_its_short_form_behind_any_place() -> None:
    assert split_place("海澜市住房和城乡建设局") == (["海澜市"], "住房和城乡建设局")
    assert split_place("沧湖区市场监督管理局") == (["沧湖区"], "市场监督管理局")
    assert split_place("望河区城市管理委员会") == (["望河区"], "城市管理委员会")
    assert split_place("盐城市城市管理局") == (["盐城市"], "城市管理局")
    assert "海澜市住建局" in spoken_forms("海澜市住房和城乡建设局")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("我是家长，孩子学校食堂去年被曝光过，所以特意来查一下：青江市市监局2024年食品安全监管支出是多少", 200 * WAN),
        ("青江市住建局2025年质监站的在职人数是多少名", Decimal(29)),
        ("青江市住建局的在职人数最多的是哪个单位", Decimal(55)),
    ],
)
def test_stories_and_short_forms(bot: Bot, question: str, value: Decimal) -> None:
    assert bot.ask(question).value == value, bot.ask(question).text
