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
    ("青麓市水利局2025年财政拨款占总收入多大比例", "90"),
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


OWNED = """# 嵩北市水务局2025年部门预算

## 2025年一般公共预算支出情况表
部门名称：嵩北市水务局\t单位：万元
科目编码\t\t\t部门\t单位\t科目名称\t总计\t基本支出\t项目支出
类\t款\t项\t\t\t\t\t\t
\t\t\t\t\t合计\t390.00\t190.00\t200.00
221\t\t\t\t\t住房保障支出\t90.00\t90.00\t
221\t02\t\t\t\t住房改革支出\t90.00\t90.00\t
221\t02\t01\t嵩北市水务局\t水务局本级\t住房公积金\t40.00\t40.00\t
221\t02\t01\t嵩北市水务局\t河道事务中心\t住房公积金\t30.00\t30.00\t
221\t02\t01\t嵩北市水务局\t引黄灌溉服务站\t住房公积金\t20.00\t20.00\t
213\t\t\t\t\t农林水支出\t300.00\t100.00\t200.00
213\t03\t\t\t\t水利\t300.00\t100.00\t200.00
213\t03\t06\t嵩北市水务局\t河道事务中心\t水利工程运行与维护\t180.00\t60.00\t120.00
213\t03\t06\t嵩北市水务局\t引黄灌溉服务站\t水利工程运行与维护\t120.00\t40.00\t80.00

## 2025年部门收入总体情况表
部门名称：嵩北市水务局\t单位：万元
单位代码\t单位名称\t总计\t一般公共预算
\t合计\t390.00\t390.00
031001\t水务局本级\t40.00\t40.00
031002\t河道事务中心\t210.00\t210.00
031003\t引黄灌溉服务站\t140.00\t140.00

## 2025年项目支出预算表
部门名称：嵩北市水务局\t单位：万元
科目编码\t\t\t单位代码\t项目名称\t金额
类\t款\t项\t\t\t
\t\t\t\t合计\t200.00
213\t03\t06\t031002\t城区河道保洁与绿化养护经费\t120.00
213\t03\t06\t031003\t取用水监管与节水型社会建设经费\t80.00

## 2025年政府采购预算表
部门名称：嵩北市水务局\t单位：万元
单位名称\t采购类别\t采购项目\t采购内容\t采购金额
合计\t\t\t\t96.00
河道事务中心\t服务\t城区河道保洁与绿化养护经费\t河面打捞\t90.00
河道事务中心\t货物\t办公设备更新\t投影机\t6.00

## 2025年村（社区）补贴分配表
部门名称：嵩北市水务局\t单位：万元
村（社区）\t管护补贴\t办公经费\t合计
石坝社区\t30.00\t6.00\t36.00
插旗村\t35.00\t5.00\t40.00
龙洞村\t32.00\t5.50\t37.50
合计\t97.00\t16.50\t113.50
"""


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("owned"), {"嵩北市水务局2025年部门预算.md": OWNED})


OWN_FIGURES = [
    ("嵩北市水务局2025年住房公积金多少？", "900000"),
    ("嵩北市水务局2025年住房保障支出多少？", "900000"),
    ("嵩北市水务局2025年河道事务中心的住房公积金多少？", "300000"),
    ("嵩北市水务局2025年2130306水利工程运行与维护，引黄灌溉服务站这一行总计是多少", "1200000"),
    ("河道事务中心2025年城区河道保洁绿化安排了多少钱", "1200000"),
    ("嵩北市水务局2025年取用水监管、节水型社会建设经费是多少", "800000"),
    ("嵩北市水务局2025年买投影机准备花多少钱", "60000"),
    ("我是龙洞村的，嵩北市水务局2025年给我们村的办公经费是好多？", "55000"),
]


@pytest.mark.parametrize(("question", "value"), OWN_FIGURES, ids=[question for question, _ in OWN_FIGURES])
def test_what_a_form_prints_for_each_unit(owned: Bot, question: str, value: str) -> None:
    answer = owned.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


def test_each_unit_is_listed_with_its_own_figure(owned: Bot) -> None:
    answer = owned.ask("嵩北市水务局2025年住房公积金三家单位各是多少？")
    assert [item.value for item in answer.items] == [400000, 300000, 200000], answer.text


def test_villages_and_communities_are_ranked_together(owned: Bot) -> None:
    answer = owned.ask("嵩北市水务局2025年哪个村或社区拿的管护补贴最多，多少万元？")
    assert "插旗村" in answer.text
    assert "35.00 万元" in answer.text


@pytest.mark.parametrize(
    "question", ["嵩北市水务局2025年水利收入多少？", "嵩北市水务局2025年河道保洁放在哪几个村，每个村多少钱？"]
)
def test_no_figure_is_told_of_what_is_not_printed(owned: Bot, question: str) -> None:
    assert owned.ask(question).status == "not_found"


STREET = """# 西麓市雁池区人民政府南坊街道办事处2024年度部门决算

## 项目支出明细表
部门：西麓市雁池区人民政府南坊街道办事处\t单位：元
序号\t项目名称\t功能科目\t资金性质\t全年预算数\t全年执行数\t自评得分
1\t道路清扫保洁\t2120501\t一般公共预算\t9500000.00\t9000000.00\t94.4
2\t社区工作者薪酬\t2080208\t一般公共预算\t9300000.00\t8600000.00\t98.1
3\t治污减霾专项\t2110301\t一般公共预算\t4900000.00\t4500000.00\t96.3
合计\t\t\t\t23700000.00\t22100000.00\t

## 支出决算情况说明
2024年支出合计3048万元，其中：基本支出2171万元，占71.23%；项目支出877万元，占28.77%。与上年支出3112万元相比，减少64万元。
"""

BRANCH = """# 大川市公安局滨城分局2024年度部门决算

## 收入支出决算总表
部门：大川市公安局滨城分局\t单位：万元
项目\t决算数
本年收入合计\t500.00
本年支出合计\t480.00
"""


@pytest.fixture(scope="module")
def streets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {"南坊街道办事处2024年度部门决算.md": STREET, "滨城分局2024年度部门决算.md": BRANCH}
    yield from bot_over(tmp_path_factory.mktemp("streets"), papers)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("南坊街道2024年道路清扫保洁花了多少？", "9000000"),
        ("南坊街道办2024年决算里社区工作者薪酬多少元", "8600000"),
        ("雁池区南坊街道办事处2024年治污减霾专项全年预算数", "4900000"),
        ("南坊街道2024年支出比2023年减少了多少钱？", "640000"),
        ("大川滨城公安分局2024年支出多少？", "4800000"),
        ("滨城分局2024年本年收入合计", "5000000"),
    ],
)
def test_bodies_that_are_said_by_a_part_of_their_name(streets: Bot, question: str, value: str) -> None:
    answer = streets.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


def test_marks_are_no_money_and_what_was_spent_is_ranked(streets: Bot) -> None:
    score = streets.ask("南坊街道2024年道路清扫保洁自评得分多少？")
    assert (score.value, score.unit) == (Decimal("94.4"), "分"), score.text
    ranked = streets.ask("南坊街道2024年花钱最多的两个项目是哪些，各多少？")
    assert [item.value for item in ranked.items] == [9000000, 8600000], ranked.text


def test_nothing_of_the_whole_is_told_of_its_last_part(streets: Bot) -> None:
    assert streets.ask("南坊街道2024年项目支出比上年减少多少？").value != Decimal(640000)
