"""Papers in other layouts: a bureau with three funds and units, an outturn with reasons, a school that is called otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

BUREAU = """# 云河市水利局2025年部门预算

## 人员情况
本部门编制人数90人，其中行政编制52人，事业编制38人。实有在职人员84人；离退休人员61人。

## 部门收支总表
部门：云河市水利局\t单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t386.00\t一、城乡社区支出\t40.00
二、政府性基金预算拨款收入\t40.00\t二、农林水支出\t410.00
三、其他收入\t20.00\t\t
本年收入合计\t446.00\t本年支出合计\t450.00
上年结转\t4.00\t结转下年\t
收入总计\t450.00\t支出总计\t450.00

## 财政拨款收支总表
部门：云河市水利局\t单位：万元
收入\t\t支出\t\t\t
项目\t预算数\t项目\t合计\t一般公共预算\t政府性基金预算
一、本年收入\t426.00\t一、本年支出\t430.00\t390.00\t40.00
（一）一般公共预算拨款\t386.00\t（一）城乡社区支出\t40.00\t\t40.00
（二）政府性基金预算拨款\t40.00\t（二）农林水支出\t390.00\t390.00\t
二、上年结转\t4.00\t\t\t\t
（一）一般公共预算拨款\t4.00\t\t\t\t
收入总计\t430.00\t支出总计\t430.00\t390.00\t40.00

## 部门支出总表
部门：云河市水利局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t450.00\t180.00\t270.00
212\t城乡社区支出\t40.00\t\t40.00
213\t农林水支出\t410.00\t180.00\t230.00

## 一般公共预算支出表
部门：云河市水利局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t390.00\t178.00\t212.00
213\t农林水支出\t390.00\t178.00\t212.00
21303\t水利\t390.00\t178.00\t212.00
2130310\t水土保持\t30.00\t\t30.00
2130314\t防汛\t38.00\t\t38.00
2130301\t行政运行\t322.00\t178.00\t144.00

## 一般公共预算基本支出表（按部门预算支出经济分类）
部门：云河市水利局\t单位：万元
部门预算支出经济分类科目\t\t2025年基本支出\t\t
科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t178.00\t150.00\t28.00
301\t工资福利支出\t150.00\t150.00\t
30101\t基本工资\t150.00\t150.00\t
302\t商品和服务支出\t28.00\t\t28.00
30201\t办公费\t28.00\t\t28.00

## 一般公共预算基本支出表（按政府预算支出经济分类）
部门：云河市水利局\t单位：万元
科目编码\t科目名称\t预算数
\t合计\t178.00
501\t机关工资福利支出\t132.00
502\t机关商品和服务支出\t26.00
505\t对事业单位经常性补助\t20.00
50501\t工资福利支出\t18.00
50502\t商品和服务支出\t2.00

## 国有资本经营预算支出表
注：本部门2025年无国有资本经营预算拨款安排的支出，故本表为空。

## 项目支出表
部门：云河市水利局\t单位：万元
单位名称\t项目名称\t合计\t一般公共预算\t政府性基金预算\t其他资金
合计\t\t270.00\t212.00\t40.00\t18.00
云河市水利局机关\t河道治理工程\t182.00\t174.00\t\t8.00
云河市水利局机关\t泵站改造\t40.00\t\t40.00\t
云河市水土保持站\t水土流失治理\t48.00\t38.00\t\t10.00

## 情况说明
2025年一般公共预算支出390万元，比上年预算减少6万元。其中：基本支出178万元，占45.64%；项目支出212万元，占54.36%。
2025年“三公”经费预算28.5万元，比上年减少2.7万元。其中：公务接待费4.5万元，比上年减少1.7万元，主要是严控接待标准。
"""
OUTTURN = """# 南屏区文化和旅游局2023年度部门决算

## 收入支出决算总表
部门：南屏区文化和旅游局\t金额单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t1830.45\t一、住房保障支出\t96.40
二、其他收入\t12.30\t二、卫生健康支出\t1740.20
本年收入合计\t1842.75\t本年支出合计\t1836.60
年初结转和结余\t22.25\t年末结转和结余\t28.40
总计\t1865.00\t总计\t1865.00

## 财政拨款“三公”经费支出决算表
部门：南屏区文化和旅游局\t金额单位：万元
预算数\t\t\t决算数\t\t
合计\t公务用车购置及运行维护费\t公务接待费\t合计\t公务用车购置及运行维护费\t公务接待费
12.00\t8.00\t4.00\t9.86\t7.50\t2.36

## 情况说明
（一）住房保障支出年初预算为98.00万元，支出决算为96.40万元，完成年初预算的98.4%，决算数小于年初预算数的主要原因是人员调出。
（二）卫生健康支出年初预算为1740.20万元，支出决算为1740.20万元，完成年初预算的100.0%。
2023年国内公务接待31批次、248人次。
2023年度政府采购支出总额310.00万元。授予中小企业合同金额260.00万元，占政府采购支出总额的83.9%，其中：授予小微企业合同金额180.00万元，占政府采购支出总额的58.1%。
"""
SCHOOL = """# 临江市实验高级中学2025年单位预算

## 一般公共预算支出情况表
单位名称：临江市实验高级中学\t单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t900.00\t800.00\t100.00
205\t教育支出\t900.00\t800.00\t100.00

## 单位支出总体情况表
单位名称：临江市实验高级中学\t单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t1100.00\t850.00\t250.00
205\t教育支出\t1100.00\t850.00\t250.00

## 一般公共预算基本支出情况表
单位名称：临江市实验高级中学\t单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t800.00\t600.00\t200.00
301\t工资福利支出\t600.00\t600.00\t
302\t商品和服务支出\t200.00\t\t200.00

## 情况说明
2025年预算收支总计1100元，比上年增加100元，增长10%。在校学生2150人。
"""
NUMBERED = "# 清河县第一中学2025年单位预算\n\n## 情况说明\n2025年公务接待费预算3.00万元。\n"


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    texts = {"水利局": BUREAU, "文旅局": OUTTURN, "高级中学": SCHOOL, "第一中学": NUMBERED}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("layouts"), folder)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("水利局工资福利支出是多少", "1500000", "元"),
        ("水利局今年发工资要花多少", "1500000", "元"),
        ("对事业单位经常性补助里的工资福利支出多少", "180000", "元"),
        ("水利局50501是多少", "180000", "元"),
        ("水利局基本支出多少", "1800000", "元"),
        ("水利局项目支出占总支出多少", "60", "%"),
        ("水利局一般公共预算支出多少", "3900000", "元"),
        ("水利局财政拨款收入", "4260000", "元"),
        ("水利局一般公共预算支出和政府性基金预算支出一共多少", "4300000", "元"),
        ("水利局项目里政府性基金多少", "400000", "元"),
        ("水利局项目中其他资金一共多少", "180000", "元"),
        ("水利局泵站改造多少钱", "400000", "元"),
        ("学校工资福利支出占基本支出的比例", "75", "%"),
        ("实验高中有多少学生", "2150", "人"),
        ("临江实验高中预算比上年增长多少", "100", "元"),
        ("清河一中公务接待费多少", "30000", "元"),
        ("文旅局年末还剩多少钱没花完", "284000", "元"),
        ("文旅局授予小微企业的合同金额是多少", "1800000", "元"),
        ("文旅局授予小微企业的合同金额占比多少", "58.1", "%"),
        ("水利局实有多少人", "84", "人"),
        ("水利局离退休人员多少", "61", "人"),
    ],
)
def test_figures(layouts: Bot, question: str, value: str, unit: str) -> None:
    answer = layouts.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.value, answer.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        (("水利局农林水支出多少", "其中水土保持呢", "它占农林水的比例", "那防汛呢"), "9.7436"),
        (("文旅局三公经费预算多少", "公务用车呢"), "80000"),
        (("文旅局住房保障支出年初预算多少", "卫生健康支出呢"), "17402000"),
        (("文旅局三公经费决算多少", "公务接待费呢"), "23600"),
    ],
)
def test_a_follow_up_keeps_what_it_does_not_change(layouts: Bot, talk: tuple[str, ...], value: str) -> None:
    answer = layouts.ask(talk[-1], history=talk[:-1])
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize("asked", ["为什么", "为什么减少", "什么原因"])
def test_the_reason_is_told_of_the_paper_that_the_talk_is_about(layouts: Bot, asked: str) -> None:
    answer = layouts.ask(asked, history=["水利局公务接待费预算是多少", "去年呢"])
    assert "严控接待标准" in answer.text


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("水利局行政编制和事业编制各多少人", [("行政编制", "52"), ("事业编制", "38")]),
        ("水利局编制和在职人数各是多少", [("编制人数", "90"), ("在职人员", "84")]),
        ("水土流失治理的资金来源是什么", [("一般公共预算", "380000"), ("其他资金", "100000")]),
        ("泵站改造的钱从哪里来", [("政府性基金预算", "400000")]),
    ],
)
def test_lists(layouts: Bot, question: str, found: list[tuple[str, str]]) -> None:
    assert [(one.label, one.value) for one in layouts.ask(question).items] == [(a, Decimal(b)) for a, b in found]


def test_two_counts_in_one_question_are_both_told(layouts: Bot) -> None:
    answer = layouts.ask("文旅局2023年接待了多少批次多少人次")
    assert [one.value for one in answer.items] == [Decimal(31), Decimal(248)], answer.text


@pytest.mark.parametrize("question", ["水利局有国有资本经营预算支出吗", "水利局国有资本经营预算有多少"])
def test_a_paper_says_itself_that_it_has_none_of_a_fund(layouts: Bot, question: str) -> None:
    answer = layouts.ask(question)
    assert "无国有资本经营预算拨款安排的支出" in answer.text
    assert answer.value is None


@pytest.mark.parametrize(
    "question", ["水利局河道治理工程由哪家公司中标", "水利局资金来源", "水利局社会保险基金预算多少"]
)
def test_what_no_paper_tells_is_not_answered(layouts: Bot, question: str) -> None:
    assert layouts.ask(question).status in ("not_found", "clarify")
