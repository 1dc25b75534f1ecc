"""Papers of city departments: units with what is carried over, posts and who fills them, totals that are wrong, reasons beside figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

BUDGET = """# 云溪市园林局2025年部门预算

## 一、部门概况
云溪市园林局负责全市公园绿地的建设和管护，内设机构2个：办公室、绿化处。所属预算单位2个，均为公益一类事业单位：云溪市公园管理处、云溪市花卉研究所。
本部门行政编制30人，实际28人；事业编制90人，实际81人，其中公园管理处编制60人、实际55人，花卉研究所编制30人、实际26人。

## 二、收支预算情况
2025年收支总预算1,000.00万元，比2024年800.00万元增加200.00万元，增长25.00%。主要原因是湖心公园改造开工。
因公出国（境）费用6.00万元，比2024年4.00万元增加2.00万元，主要用于赴荷兰考察球根花卉。

## 三、名词解释
1.花时：指一种花卉从初开到全谢的天数。

## 部门收支总表
单位：万元
收入\t预算数\t支出(按支出用途)\t预算数\t支出(按功能分类)\t预算数
一般公共预算拨款收入\t950.00\t基本支出\t400.00\t城乡社区支出\t900.00
事业收入\t20.00\t项目支出\t600.00\t农林水支出\t100.00
本年收入合计\t970.00\t本年支出合计\t1,000.00\t本年支出合计\t1,000.00
上年结转\t30.00\t结转下年\t\t结转下年\t
收入总计\t1,000.00\t支出总计\t1,000.00\t支出总计\t1,000.00

## 财政拨款收支总表
单位：万元
收入\t预算数\t支出\t合计\t一般公共预算
一般公共预算拨款\t950.00\t城乡社区支出\t870.00\t870.00
\t\t农林水支出\t80.00\t80.00
收入总计\t950.00\t支出总计\t950.00\t950.00

## 收入总表
单位：万元
单位名称\t合计\t本年收入\t本年收入\t本年收入\t上年结转
\t\t小计\t一般公共预算\t事业收入\t
云溪市园林局（本级）\t300.00\t300.00\t300.00\t\t
云溪市公园管理处\t450.00\t430.00\t430.00\t\t20.00
云溪市花卉研究所\t250.00\t240.00\t220.00\t20.00\t10.00
合计\t1,000.00\t970.00\t950.00\t20.00\t30.00

## 政府采购预算明细表
单位：万元
单位名称\t采购金额
云溪市公园管理处\t50.00
云溪市花卉研究所\t90.00
合计\t140.00

## 项目支出表
单位：万元
单位名称\t项目名称\t项目年限\t合计\t一般公共预算\t上年结转
云溪市公园管理处\t湖心公园改造\t2024-2026\t300.00\t280.00\t20.00
云溪市公园管理处\t草坪养护\t2025\t120.00\t120.00\t
云溪市花卉研究所\t温室维修\t2025-2026\t90.00\t80.00\t10.00
云溪市花卉研究所\t球根引种\t2025\t81.00\t81.00\t
合计\t\t\t600.00\t570.00\t30.00
"""
OUTTURN = """# 云溪市群艺馆2024年度单位决算

## 一、机构设置
云溪市群艺馆为云溪市文化局下属二级预算单位，内设2个部门。

## 二、支出决算情况
2024年度本年支出合计310.55万元。具体情况：
1.文化旅游体育与传媒支出(207)文化和旅游(01款)群众文化(09项):支出决算为260.40万元,完成预算93.00%,决算数小于预算数的主要原因是合唱节推迟。
2.文化旅游体育与传媒支出(207)文化和旅游(01款)文化展示及纪念机构(06项):支出决算为50.15万元,完成预算98.00%,决算数小于预算数的主要原因是展柜尾款未付。

## 收入支出决算总表
单位：元
收入\t金额\t支出\t金额
一般公共预算财政拨款收入\t3,100,000.00\t文化旅游体育与传媒支出\t3,105,520.00
政府性基金预算财政拨款收入\t\t\t
本年收入合计\t3,100,000.00\t本年支出合计\t3,105,520.00
年初结转和结余\t50,000.00\t年末结转和结余\t44,480.00
总计\t3,150,000.00\t总计\t3,150,000.00

## 财政拨款收入支出决算总表
单位：元
收入\t决算数\t支出\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款
一般公共预算财政拨款\t3,100,000.00\t文化旅游体育与传媒支出\t3,100,000.00\t3,100,000.00\t
政府性基金预算财政拨款\t\t\t\t\t
总计\t3,100,000.00\t总计\t3,100,000.00\t3,100,000.00\t

## 一般公共预算财政拨款项目支出决算表
单位：元
科目编码\t项目名称\t合计
2070109\t合唱节\t400,000.00
2070109\t街头演出\t250,000.00
合计\t\t650,000.00

## 附件：项目支出绩效自评表
项目名称\t街头演出
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出\t数量指标\t演出场次\t≥60场\t52场\t20\t17.0
产出\t质量指标\t设备完好率\t≥98%\t96.5%\t10\t8.0
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("city_departments")
    yield from bot_over(folder, {"园林局.md": BUDGET, "群艺馆.md": OUTTURN})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云溪市公园管理处2025年收入预算合计多少", "4500000"),
        ("云溪市公园管理处2025年预算多少", "4500000"),
        ("云溪市公园管理处2025年收入多少", "4500000"),
        ("云溪市公园管理处2025年本年收入多少", "4300000"),
        ("云溪市园林局2025年支出总计多少", "10000000"),
        ("云溪市园林局2025年事业编制实际在岗多少人", "81"),
        ("云溪市园林局2025年行政编制实有多少人", "28"),
        ("公园管理处实际有多少人", "55"),
        ("云溪市公园管理处2025年项目支出多少", "4200000"),
        ("云溪市园林局2025年项目支出多少", "6000000"),
        ("云溪市园林局2025年事业编制多少人", "90"),
        ("湖心公园改造2025年预算多少", "3000000"),
        ("云溪市园林局2025年4个项目平均每个多少钱", "1477500"),
        ("云溪市群艺馆街头演出的设备完好率2024年做到多少", "96.5"),
        ("云溪市群艺馆街头演出的设备完好率2024年目标是多少", "98"),
        ("云溪市群艺馆2024年群众文化支出决算多少万元", "2604000"),
        ("云溪市群艺馆2024年支出合计换成万元是多少,保留两位", "3105520"),
        ("2024年底云溪市群艺馆还剩多少结转结余", "44480"),
        ("云溪市公园管理处的预算占园林局2025年预算的百分之几", "45"),
    ],
)
def test_the_figure_meant_is_given(asked: Bot, question: str, value: str) -> None:
    answer = asked.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


def test_of_units_the_one_with_the_largest_budget_is_named_and_not_the_one_that_buys_most(asked: Bot) -> None:
    answer = asked.ask("云溪市园林局2025年哪个单位预算最多")
    assert answer.value == 4500000
    assert "公园管理处" in answer.text
    assert "花卉研究所" in asked.ask("云溪市园林局2025年哪个单位采购预算最多").text


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("云溪市园林局2025年项目支出表里,各项目加起来等于合计数吗", False),
        ("云溪市园林局2025年项目支出表的合计数对吗", False),
        ("云溪市园林局2025年收入总计算得对吗", True),
        ("听说云溪市园林局2025年一半以上的钱都花在项目上,是真的吗", True),
        ("有人说云溪市园林局2025年出国要花二十多万,对不对", False),
        ("云溪市群艺馆2024年用了政府性基金没有", False),
    ],
)
def test_claims_are_checked(asked: Bot, question: str, truth: bool) -> None:
    answer = asked.ask(question)
    assert (answer.status, answer.truth) == ("answered", truth), answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("云溪市园林局2025年预算为什么比上年多这么多", "湖心公园改造开工"),
        ("云溪市园林局2个处室是哪几个", "绿化处"),
        ("云溪市园林局2025年出国是去哪儿、干什么", "荷兰"),
        ("云溪市园林局说的花时是啥意思", "从初开到全谢"),
        ("云溪市群艺馆的主管部门是谁", "云溪市文化局"),
        ("云溪市群艺馆2024年群众文化的钱为什么没花完", "合唱节推迟"),
        ("云溪市群艺馆2024年文化展示及纪念机构支出决算为什么小于预算", "展柜尾款未付"),
    ],
)
def test_the_text_tells_what_no_figure_does(asked: Bot, question: str, told: str) -> None:
    answer = asked.ask(question)
    assert answer.status == "answered"
    assert told in answer.text


def test_what_one_item_moved_for_is_no_reason_of_the_whole(tmp_path: Path) -> None:
    """Only the travel abroad is explained."""
    told = "2025年收支总预算1,000.00万元，比2024年增加200.00万元。"
    paper = BUDGET.split("2025年收支总预算")[0] + told + BUDGET.split("湖心公园改造开工。")[1]
    for bot in bot_over(tmp_path, {"园林局.md": paper}):
        answer = bot.ask("云溪市园林局2025年预算为什么比上年多")
        assert "荷兰" not in answer.text


def test_units_and_projects_are_listed(asked: Bot) -> None:
    units = asked.ask("云溪市园林局下面有哪几个单位")
    assert [item.label for item in units.items] == ["云溪市公园管理处", "云溪市花卉研究所"]
    projects = asked.ask("云溪市群艺馆2024年财政拨款的项目有哪些?各花多少")
    assert [(item.label, item.value) for item in projects.items] == [("合唱节", 400000), ("街头演出", 250000)]
