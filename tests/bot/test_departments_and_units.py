"""Forms of a department beside those of its units, two classifications side by side, accounts of a county's report: the
whole is told by default, a part where it is asked for, and nothing of one is told as of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

FORM = """## 支出功能分类情况表（{whose}）
部门：青麓市水利局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t{basic}\t{project}
221\t住房保障支出\t{housing}\t{housing}\t
22102\t住房改革支出\t{housing}\t{housing}\t
2210201\t住房公积金\t{housing}\t{housing}\t
213\t农林水支出\t{rest}\t{own}\t{project}
21303\t水利\t{rest}\t{own}\t{project}
2130314\t防汛\t{rest}\t{own}\t{project}
"""


def form(whose: str, housing: int, own: int, project: int) -> str:
    numbers = {
        "housing": housing,
        "own": own,
        "project": project,
        "rest": own + project,
        "basic": housing + own,
        "total": housing + own + project,
    }
    return FORM.format(whose=whose, **{name: f"{value}.00" for name, value in numbers.items()})


DEPARTMENT = f"""# 青麓市水利局2025年部门预算

## 部门收支总表
部门：青麓市水利局\t单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t900.00\t一、农林水支出\t920.00
二、事业收入\t60.00\t二、住房保障支出\t80.00
本年收入合计\t960.00\t本年支出合计\t1000.00
上年结转\t40.00\t\t
收入总计\t1000.00\t支出总计\t1000.00

## 收入总体情况表（分单位）
部门：青麓市水利局\t单位：万元
单位名称\t合计\t一般公共预算拨款\t事业收入\t上年结转
合计\t1000.00\t900.00\t60.00\t40.00
青麓市水利局本级\t400.00\t380.00\t\t20.00
青麓市河库管理中心\t350.00\t340.00\t\t10.00
青麓市水利勘测设计研究院\t250.00\t180.00\t60.00\t10.00

## 财政拨款收支总表
部门：青麓市水利局\t单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、本年收入\t900.00\t一、本年支出\t900.00
（一）一般公共预算拨款\t900.00\t（一）农林水支出\t820.00
（二）政府性基金预算拨款\t\t（二）住房保障支出\t80.00
收入总计\t900.00\t支出总计\t900.00

{form("部门汇总", 80, 520, 400)}
{form("青麓市水利局本级", 30, 270, 100)}
{form("青麓市河库管理中心", 28, 142, 180)}
{form("青麓市水利勘测设计研究院", 22, 108, 120)}
"""

SOUTHERN = """# 泷江市水务局2025年部门预算

## 一般公共预算基本支出情况表
部门：泷江市水务局\t单位：万元
支出经济分类科目\t\t2025年预算
部门预算支出经济科目\t政府预算支出经济科目\t
合计\t\t300.00
[301]工资福利支出\t\t250.00
[30101]基本工资\t[501]机关工资福利支出\t150.00
[30102]津贴补贴\t[501]机关工资福利支出\t100.00
[302]商品和服务支出\t\t50.00
[30205]水费\t[502]机关商品和服务支出\t4.00
[30206]电费\t[502]机关商品和服务支出\t16.00
[30209]物业管理费\t[502]机关商品和服务支出\t30.00
"""

OUTTURN = """# 泷江市交通运输局2024年度部门决算

## 一般公共预算财政拨款“三公”经费支出决算表
部门：泷江市交通运输局\t单位：万元
项目\t预算数\t决算数
合计\t64.00\t56.00
公务用车运行维护费\t58.00\t51.00
公务接待费\t6.00\t5.00

## 第二部分 部门决算情况说明
公务接待费支出决算5万元。2024年共接待国内来访团组41个、来宾382人次（不包括陪同人员）。
纳入2024年度部门决算编制范围的单位共4个：局机关和3个下属单位。
"""

REPORT = """# 关于青麓县2023年财政预算执行情况和2024年财政预算（草案）的报告

青麓县财政局

## 三、2024年财政预算（草案）
（一）一般公共预算。2024年全县一般公共预算收入安排45000万元。一般公共预算支出安排90000万元。
（二）政府性基金预算。收入安排42000万元；支出安排31000万元；调出资金11000万元。
（三）国有资本经营预算。收入总计470万元，支出320万元，调出资金150万元。
"""

PAPERS = {
    "青麓市水利局2025年部门预算.md": DEPARTMENT,
    "泷江市水务局2025年部门预算.md": SOUTHERN,
    "泷江市交通运输局2024年度部门决算.md": OUTTURN,
    "关于青麓县2024年财政预算的报告.md": REPORT,
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("units"), PAPERS)


FIGURES = [
    ("青麓市水利局2025年住房公积金预算是多少？", "800000"),
    ("青麓市水利局2025年全部门的防汛支出安排多少", "9200000"),
    ("青麓市水利局2025年给河库管理中心的财政拨款是多少", "3400000"),
    ("青麓市水利局2025年财政拨款，河库管理中心比勘测设计院多多少", "1600000"),
    ("青麓市水利局2025年财政拨款占总收入多大比例", "93.75"),
    ("青麓市水利局2025年预算里项目支出占多大比例", "40"),
    ("泷江市水务局2025年基本工资预算多少", "1500000"),
    ("泷江市水务局2025年物业管理费列了多少", "300000"),
    ("泷江市交通运输局2024年公务接待了多少批", "41"),
    ("泷江市交通运输局2024年接待了多少人次", "382"),
    ("泷江市交通局2024年决算纳入编制范围的单位有几个", "4"),
    ("青麓县2024年一般公共预算支出是多少", "900000000"),
    ("青麓县2024年政府性基金支出安排多少", "310000000"),
    ("青麓县2024年国有资本经营预算支出多少", "3200000"),
]


@pytest.mark.parametrize(("question", "value"), FIGURES, ids=[question for question, _ in FIGURES])
def test_a_question_gets_its_own_figure(papers: Bot, question: str, value: str) -> None:
    answer = papers.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("泷江市交通运输局2024年公务用车运行维护费，预算和决算分别是多少", ("58.00 万元", "51.00 万元")),
        ("泷江市水务局2025年水费电费各多少", ("4.00 万元", "16.00 万元")),
        ("泷江市交通运输局2024年公务接待了多少批、多少人？", ("41", "382")),
        ("青麓市水利局2025年总收入多少", ("960.00 万元", "1000.00 万元".replace("1000", "1,000"))),
    ],
)
def test_each_figure_of_several_is_told(papers: Bot, question: str, figures: tuple[str, ...]) -> None:
    text = papers.ask(question).text
    assert all(figure in text for figure in figures), text


@pytest.mark.parametrize(
    ("history", "question", "value"),
    [(["青麓市水利局2025年给河库管理中心的财政拨款是多少？"], "那勘测设计研究院呢", "1800000")],
)
def test_a_follow_up_goes_on_to_another_unit(papers: Bot, history: list[str], question: str, value: str) -> None:
    answer = papers.ask(question, history=history)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "下周开会要用。有人追问请外面机构的事。泷江市水务局2025年物业管理费到底安排了多少？",
        "孩子在泷江上学，泷江市水务局2025年物业管理费多少？",
        "泷江市水务局2025年的物业管理费是多少？（2025年的公开里应该有）",
    ],
)
def test_what_is_told_around_a_question_changes_no_figure(papers: Bot, question: str) -> None:
    answer = papers.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(300000)), answer.text
