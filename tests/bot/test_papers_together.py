"""A county bureau by units, a street's office, a university and a town beside each other: rules of one meet papers of another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

BUREAU = """# 清河县教育体育局2024年部门预算

## 部门预算情况说明
2024年收入总计1,200.00万元，支出总计1,200.00万元，与2023年相比，收、支总计各增加80.00万元，增长7.1%。主要原因：教师晋级；新增扩建项目。

## 部门收入总体情况表
部门：清河县教育体育局\t单位：万元
单位代码\t单位名称\t总计\t一般公共预算\t专户管理的教育收费
\t合计\t1,200.00\t1,050.00\t150.00
205001\t教育体育局机关\t200.00\t200.00\t
205002\t清河县第一高级中学\t700.00\t600.00\t100.00
205003\t清河县职业教育中心\t300.00\t250.00\t50.00

## 部门支出总体情况表
部门：清河县教育体育局\t单位：万元
科目编码\t单位（科目名称）\t合计\t基本支出\t项目支出
\t合计\t1,200.00\t840.00\t360.00
205001\t清河县教育体育局机关\t200.00\t140.00\t60.00
2050101\t行政运行\t185.00\t125.00\t60.00
2210201\t住房公积金\t15.00\t15.00\t
205002\t清河县第一高级中学\t700.00\t500.00\t200.00
2050204\t高中教育\t660.00\t460.00\t200.00
2210201\t住房公积金\t40.00\t40.00\t
205003\t清河县职业教育中心\t300.00\t200.00\t100.00
2050302\t中等职业教育\t280.00\t180.00\t100.00
2210201\t住房公积金\t20.00\t20.00\t
"""
STREET = """# 海州市东山区沙岭街道办事处2025年部门预算

## 部门预算收支总体情况
2025年沙岭街道办事处部门预算收入900万元，比2024年减少100万元，下降10.0%。
2025年沙岭街道办事处部门预算支出900万元，比2024年减少100万元，下降10.0%。
预算收支减少主要原因说明：压减一般性支出；部分工程转由他人实施。

## 部门预算支出具体情况
沙岭街道办事处预算900万元，包括人员支出300万元、项目支出600万元。
（一）人员支出300万元，主要是在职人员工资福利支出。
（二）项目支出600万元，具体包括：
1.城市管理事务350万元，主要用于辖区环卫清扫，比2024年减少20万元，下降5.4%，主要原因是合同到期。
2.社区微实事200万元，主要用于社区服务，与2024年持平。
3.网格管理50万元，主要用于查违巡查。

## 部门支出预算总表
部门：沙岭街道办事处\t单位：万元
预算单位\t支出总计\t人员支出\t项目支出
合计\t900.00\t300.00\t600.00
沙岭街道办事处（本级）\t700.00\t220.00\t480.00
沙岭街道网格管理中心\t200.00\t80.00\t120.00
"""
UNIVERSITY = """# 江城理工大学2023年度部门决算

## 收入决算表
部门：江城理工大学\t单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t教育收费
\t合计\t500.00\t300.00\t200.00
205\t教育支出\t500.00\t300.00\t200.00
"""
TOWN = """# 黔源县青坪镇2023年财政预算执行情况和2024年财政预算（草案）的报告

## 一、2023年财政预算执行情况
2023年，全镇一般公共预算收入完成200万元，比上年增长5.0%。其中：税收收入150万元，非税收入50万元。

## 二、2024年财政预算草案
2024年，全镇一般公共预算收入预计220万元。全镇一般公共预算支出安排600万元，其中镇本级支出400万元，村级支出200万元。

## 附表1：青坪镇2024年一般公共预算收支平衡表
单位：万元
收入项目\t2023年执行数\t2024年预算数\t支出项目\t2023年执行数\t2024年预算数
一般公共预算收入\t200\t220\t一般公共预算支出\t560\t600
转移性收入\t370\t390\t转移性支出\t10\t10
收入总计\t570\t610\t支出总计\t570\t610

## 附表2：青坪镇2024年一般公共预算支出表（全镇）
单位：万元
科目编码\t科目名称\t2023年执行数\t2024年预算数\t增减额
201\t一般公共服务支出\t260\t270\t10
213\t农林水支出\t300\t330\t30
\t合计\t560\t600\t40

## 附表3：青坪镇2024年一般公共预算支出表（镇本级）
单位：万元
科目编码\t科目名称\t2023年执行数\t2024年预算数\t增减额
201\t一般公共服务支出\t260\t270\t10
213\t农林水支出\t120\t130\t10
\t合计\t380\t400\t20

## 附表4：青坪镇2024年各村（社区）经费安排表
单位：万元
村（社区）\t村干部报酬\t合计
下寨村\t12\t40
大土村\t14\t50
其他村（社区）\t60\t110
合计\t86\t200
"""


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (("局", BUREAU), ("街道", STREET), ("大学", UNIVERSITY), ("镇", TOWN)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("store") / "s", folder)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("沙岭街道本级项目支出是多少", "4800000", "元"),
        ("沙岭街道办事处2025年本级人员支出多少", "2200000", "元"),
        ("清河县教育体育局本级项目支出多少", "600000", "元"),
        ("清河县教育体育局住房公积金总共多少", "750000", "元"),
        ("清河县教育体育局全系统住房公积金是多少", "750000", "元"),
        ("清河县第一高级中学和职业教育中心的住房公积金一共多少", "600000", "元"),
        ("清河县职业教育中心收了多少教育收费", "500000", "元"),
        ("清河县教育体育局2024年收入比2023年增长多少", "800000", "元"),
        ("清河县教育体育局总支出比上年增加多少", "800000", "元"),
        ("青坪镇税收收入占一般公共预算收入的比例", "75", "%"),
        ("沙岭街道网格管理占项目支出的比重", "8.3333", "%"),
        ("青坪镇非税收入是税收收入的几成", "33.3333", "%"),
        ("清河县教育体育局基本支出相当于项目支出的百分之几", "233.3333", "%"),
        ("青坪镇镇本级农林水支出2024年多少", "1300000", "元"),
        ("青坪镇2024年村级支出是多少", "2000000", "元"),
        ("青坪镇2023年镇本级一般公共预算支出是多少", "3800000", "元"),
    ],
)
def test_figures(together: Bot, question: str, value: str, unit: str) -> None:
    answer = together.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.value, answer.unit) == (Decimal(value), unit), answer.text


@pytest.mark.parametrize(
    ("question", "label", "value"),
    [
        ("清河县教育体育局三个单位里预算最多的是哪个", "清河县第一高级中学", "7000000"),
        ("清河县教育体育局下属单位中项目支出最少的是哪个", "清河县职业教育中心", "1000000"),  # its own office is none
        ("清河县教育体育局各单位中项目支出最少的是哪个", "清河县教育体育局机关", "600000"),
        ("沙岭街道三个项目里哪个最多", "城市管理事务", "3500000"),
        ("沙岭街道项目支出最少的项目是哪个", "网格管理", "500000"),
        ("青坪镇哪个村拿的钱最多", "大土村", "500000"),
    ],
)
def test_the_largest_is_chosen_among_what_is_said(together: Bot, question: str, label: str, value: str) -> None:
    answer = together.ask(question)
    assert answer.value == Decimal(value), answer.text
    assert label in answer.text


def test_the_share_of_the_largest_unit_is_of_all_units(together: Bot) -> None:
    answer = together.ask("清河县教育体育局三个单位里预算最多的是哪个，占全部的比重是多少")
    assert answer.value is not None
    assert round(answer.value, 2) == Decimal("58.33")


@pytest.mark.parametrize(
    "question",
    [
        "清河县第二高级中学的预算是多少",
        "清河县教育体育局县级财政拨款多少",
        "全街道项目支出是多少",
        "青坪镇镇本级一般公共预算收入是多少",
        "青坪镇镇本级收入是多少",
        "沙岭街道社区微实事每个社区分多少钱",
        "清河县教育体育局哪个单位没有项目支出",
        "沙岭街道2025年实际支出了多少",
    ],
)
def test_what_no_paper_tells_is_not_answered(together: Bot, question: str) -> None:
    answer = together.ask(question)
    assert answer.status in ("not_found", "clarify"), answer.text
    assert answer.value is None


def test_the_reason_of_the_whole_goes_before_that_of_an_item(together: Bot) -> None:
    text = together.ask("沙岭街道为什么今年预算少了").text
    assert "压减一般性支出；部分工程转由他人实施" in text
    assert "合同到期" not in text


def test_classes_after_an_item_are_of_the_same_money_and_year(together: Bot) -> None:
    asked = ["青坪镇农林水支出多少", "镇本级呢", "2023年呢"]
    assert together.ask(asked[2], history=asked[:2]).value == 1200000
    answer = together.ask("最少的是哪一类", history=asked)
    assert answer.value == 1200000
    assert "农林水支出" in answer.text
    assert "镇本级" in answer.text
