"""Papers whose forms go unit by unit, count people and cars in their rows, and whose text goes on about what it named."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over, build_store

from bot.pipeline import Bot

OUTTURN = """<html><body><h1>云台市档案局2024年度部门决算</h1>
<p>一、基本情况</p><p>（一）职能职责。负责全市档案的接收、保管和利用；负责档案行政执法监督。</p>
<p>（二）机构设置。内设综合科、保管科2个科室，下属云台市档案馆1个单位。</p>
<p>财政拨款“三公”经费、机关运行经费情况表</p><p>部门：云台市档案局　金额单位：元</p>
<table><tr><td>项目</td><td>行次</td><td>年初预算数</td><td>全年预算数</td><td>决算统计数</td></tr>
<tr><td>一、“三公”经费支出</td><td>1</td><td>—</td><td>—</td><td>—</td></tr>
<tr><td>（一）支出合计</td><td>2</td><td>50,000.00</td><td>48,000.00</td><td>31,000.00</td></tr>
<tr><td>1．因公出国（境）费</td><td>3</td><td>0.00</td><td>0.00</td><td>0.00</td></tr>
<tr><td>2．公务用车购置及运行维护费</td><td>4</td><td>30,000.00</td><td>30,000.00</td><td>22,000.00</td></tr>
<tr><td>3．公务接待费</td><td>5</td><td>20,000.00</td><td>18,000.00</td><td>9,000.00</td></tr>
<tr><td>（二）相关统计数</td><td>6</td><td>—</td><td>—</td><td>—</td></tr>
<tr><td>1．公务用车保有量（辆）</td><td>7</td><td>—</td><td>—</td><td>3</td></tr>
<tr><td>2．国内公务接待批次（个）</td><td>8</td><td>—</td><td>—</td><td>12</td></tr>
<tr><td>3．国内公务接待人次（人）</td><td>9</td><td>—</td><td>—</td><td>96</td></tr></table>
<p>国有资产使用情况表</p><p>部门：云台市档案局　金额单位：元</p>
<table><tr><td rowspan=2>项目</td><td rowspan=2>资产总额</td><td rowspan=2>流动资产</td><td colspan=5>固定资产</td>
<td rowspan=2>对外投资</td><td rowspan=2>在建工程</td><td rowspan=2>无形资产</td><td rowspan=2>其他资产</td></tr>
<tr><td>小计</td><td>房屋构筑物</td><td>车辆</td><td>大型设备</td><td>其他固定资产</td></tr>
<tr><td>合计</td><td>9,300.00</td><td>300.00</td><td>8,000.00</td><td>6,000.00</td><td>1,500.00</td><td>&nbsp;</td><td>500.00</td>
<td>&nbsp;</td><td>&nbsp;</td><td>1,000.00</td><td>&nbsp;</td></tr></table>
<h2>二、国有资产占用情况</h2>
<p>截至2024年12月31日，资产总额9,300.00元，其中，流动资产300.00元，固定资产8,000.00元，无形资产1,000.00元。与上年相比，\
本年资产总额减少200.00元，其中固定资产减少150.00元。</p>
<h2>三、“三公”经费支出情况说明</h2>
<p>2024年财政拨款“三公”经费支出年初预算为50,000.00元，支出决算为31,000.00元。</p>
<p>2024年“三公”经费支出决算数比上年减少4,000.00元，下降11.4%，主要原因是接待批次减少。</p>
<h2>四、相关口径说明</h2><p>机关运行经费指行政单位使用财政拨款安排的日常公用支出。</p></body></html>
"""
ENVIRONMENT = """# 山城市江南区环境局2023年度部门决算

## 支出决算表
公开部门：山城市江南区环境局\t单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
211\t节能环保支出\t700.00\t300.00\t400.00
21103\t污染防治\t400.00\t\t400.00
2110302\t水体\t310.00\t\t310.00
221\t住房保障支出\t50.00\t50.00\t
合计\t\t750.00\t350.00\t400.00

## 一、支出决算情况
水体（项）年初预算为320.00万元，支出决算为290.00万元，完成年初预算的90.63%。
与2022年度相比，支出总计减少60.00万元，下降7.4%。主要是治理项目完工。

## 二、“三公”经费情况
2023年度“三公”经费支出共计26.00万元，较年初预算数减少9.00万元，主要原因是厉行节约；较上年支出数增加1.50万元，主要原因是车辆维修增加。
公务车运行维护费24.00万元，主要用于环境执法。费用支出较年初预算数减少6.00万元；较上年支出数增加2.00万元，增长9.1%。
公务接待费2.00万元，主要用于接待督察。费用支出较上年支出数减少0.50万元，下降20.0%。
国内公务接待31批次，312人次；财政拨款开支运行维护费的公务用车保有量为9辆。
本年度会议费支出1.40万元。

## 三、绩效情况
江湾治理项目自评得分为93.5分，全年预算数为180.00万元，执行数为175.00万元。发现的问题：后期管护资金不足。下一步改进措施：落实管护责任。
"""
WATER = """# 泽州市水利局2024年部门预算

## 部门收入总表
部门：泽州市水利局\t单位：万元
单位代码\t单位名称\t合计\t一般公共预算\t事业收入
330\t泽州市水利局\t900.00\t800.00\t100.00
330001\t泽州市水利局机关\t400.00\t400.00\t
330002\t泽州市河道堤防管理处\t300.00\t300.00\t
330003\t泽州市水文水资源勘测中心\t200.00\t100.00\t100.00

## 一般公共预算“三公”经费支出表
部门：泽州市水利局\t单位：万元
单位名称\t“三公”经费合计\t公务用车运行费\t公务接待费
泽州市水利局\t14.00\t9.00\t5.00
泽州市水利局机关\t6.00\t4.00\t2.00
泽州市河道堤防管理处\t8.00\t5.00\t3.00

## 单位人员情况表
单位名称\t经费性质\t编制人数\t在职人数
泽州市水利局机关\t全额\t40\t38
泽州市河道堤防管理处\t全额\t90\t84
泽州市水文水资源勘测中心\t差额\t30\t29

## 项目支出表
部门：泽州市水利局\t单位：万元
项目单位\t项目名称\t合计\t一般公共预算\t事业收入
泽州市水利局机关\t湖泊清淤\t160.00\t160.00\t
泽州市水利局机关\t河湖巡查\t13.00\t13.00\t
泽州市河道堤防管理处\t堤防维修\t88.00\t88.00\t
泽州市水文水资源勘测中心\t站网建设\t60.00\t\t60.00
合计\t\t321.00\t261.00\t60.00

## 情况说明
收支总预算900.00万元，比上年增加30.00万元，主要原因是新增湖泊清淤项目。
收入预算900.00万元，比2023年增加30.00万元，主要原因是新增湖泊清淤项目。
政府采购预算50.00万元，其中：货物类12.00万元、工程类30.00万元、服务类8.00万元。
公务接待费5.00万元，比2023年减少1.00万元，主要原因是压缩接待规模。
"""


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (("档案局.html", OUTTURN), ("环境局.txt", ENVIRONMENT), ("水利局.txt", WATER)):
        (folder / name).write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("cities"), folder)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("云台市档案局三公经费决算多少", "31000", "元"),
        ("云台市档案局公务接待费花了多少", "9000", "元"),
        ("云台市档案局2023年三公经费多少", "35000", "元"),
        ("云台市档案局公务用车保有量几辆", "3", "辆"),
        ("云台市档案局接待了多少人次", "96", "人"),
        ("云台市档案局的固定资产有多少", "8000", "元"),
        ("云台市档案局房屋构筑物多少钱", "6000", "元"),
        ("云台市档案局资产总额比上年变化多少", "-200", "元"),
        ("云台市档案局公务接待费决算比年初预算节约了多少", "11000", "元"),
        ("江南区环境局2022年公务接待费多少", "25000", "元"),
        ("江南区环境局公务车运行维护费比上年增加多少", "20000", "元"),
        ("江南区环境局会议费多少", "14000", "元"),
        ("江南区环境局接待批次", "31", "批次"),
        ("江南区环境局公务用车保有量", "9", "辆"),
        ("江南区环境局水体决算比年初预算少多少", "300000", "元"),
        ("泽州市水利局机关的公务接待费", "20000", "元"),
        ("泽州市水利局收支总预算多少", "9000000", "元"),
        ("泽州市河道堤防管理处收入合计多少", "3000000", "元"),
        ("泽州市水利局各单位在职人数合计多少", "151", None),
        ("泽州市河道堤防管理处编制多少人", "90", None),
        ("泽州市水利局政府采购货物和工程一共多少", "420000", "元"),
        ("泽州市水利局公务接待费少了多少", "10000", "元"),
        ("泽州市水利局机关有几个项目", "2", "项"),
    ],
)
def test_figures(cities: Bot, question: str, value: str, unit: str | None) -> None:
    answer = cities.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.value, answer.unit or None) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("question", "label", "value"),
    [
        ("泽州市水利局哪个单位预算最多", "泽州市水利局机关", "4000000"),
        ("泽州市水利局三公经费最高的下属单位是哪个", "泽州市河道堤防管理处", "80000"),
        ("泽州市水利局哪家下属单位事业收入最多", "泽州市水文水资源勘测中心", "1000000"),
        ("泽州市水利局哪个下属单位编制最少", "泽州市水文水资源勘测中心", "30"),
        ("泽州市河道堤防管理处最大的项目是什么", "堤防维修", "880000"),
    ],
)
def test_units_are_put_in_order_by_their_own_figures(cities: Bot, question: str, label: str, value: str) -> None:
    answer = cities.ask(question)
    assert [item.label for item in answer.items] == [label], answer.text
    assert answer.value == Decimal(value)


def test_no_item_of_an_account_is_a_unit(cities: Bot) -> None:
    assert cities.ask("江南区环境局哪个单位花得最多").status != "answered"


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("泽州市水利局机关有哪些项目", ["湖泊清淤", "河湖巡查"]),
        ("泽州市水利局金额前三的项目", ["湖泊清淤", "堤防维修", "站网建设"]),
        ("云台市档案局三公经费包括哪几项", ["因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"]),
    ],
)
def test_lists(cities: Bot, question: str, labels: list[str]) -> None:
    assert [item.label for item in cities.ask(question).items] == labels


def test_the_blank_cell_of_the_own_office_is_not_the_departments_figure(cities: Bot) -> None:
    answer = cities.ask("泽州市水利局机关的事业收入是多少")
    assert answer.value is None
    assert "空白" in answer.text


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("江南区环境局水体完成年初预算了吗", False),
        ("云台市档案局公务接待费完成预算了没有", False),
        ("云台市档案局三公经费超预算了吗", False),
    ],
)
def test_whether_a_budget_was_reached(cities: Bot, question: str, truth: bool) -> None:
    assert cities.ask(question).truth is truth


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("江南区环境局三公经费为什么涨了", "车辆维修增加", ""),
        ("江南区环境局支出总计为什么下降", "治理项目完工", ""),
        ("泽州市水利局收入为什么增加", "新增湖泊清淤项目", ""),
        ("江南区环境局的职责是什么", "", "节能环保支出 "),
        ("云台市档案局的职责有哪些", "负责档案行政执法监督", "内设综合科"),
        ("云台市档案局内设哪些科室", "保管科", ""),
        ("云台市档案局的机关运行经费是什么口径", "日常公用支出", ""),
        ("江湾治理项目发现了什么问题", "后期管护资金不足", "175.00"),
        ("江湾治理项目的改进措施是什么", "落实管护责任", ""),
    ],
)
def test_what_the_text_says(cities: Bot, question: str, told: str, untold: str) -> None:
    text = cities.ask(question).text
    assert told in text
    assert not untold or untold not in text


def test_what_an_evaluation_found_is_never_a_figure(cities: Bot) -> None:
    assert cities.ask("泽州市水利局湖泊清淤存在哪些问题").status == "not_found"


def test_both_halves_of_how_much_and_why(cities: Bot) -> None:
    answer = cities.ask("泽州市水利局收入增加了多少，为什么")
    assert "30.00 万元" in answer.text
    assert "新增湖泊清淤项目" in answer.text


def test_an_amount_by_the_count_that_its_form_prints_is_no_mean_of_parts(cities: Bot) -> None:
    assert cities.ask("云台市档案局平均每批接待花了多少钱").value == Decimal(750)


def test_this_year_is_that_of_the_paper_that_holds_the_name(cities: Bot) -> None:
    assert cities.ask("水体今年支出多少").value == Decimal(3_100_000)


def test_counts_are_compared_over_departments(cities: Bot) -> None:
    answer = cities.ask("云台市档案局和江南区环境局谁的接待批次多")
    assert answer.text.startswith("山城市江南区环境局")
    assert "31 批次" in answer.text
    assert "多 19 批次" in answer.text


@pytest.mark.parametrize("asked", ["编了几张表", "编了几本", "一共几份", "是几家单位的", "涉及几个单位"])
def test_how_many_there_are_of_something_is_no_amount_of_money(cities: Bot, asked: str) -> None:
    answer = cities.ask(f"江南区环境局2023年部门决算{asked}？")
    assert answer.unit != "元", answer.text


UNITS = """# 山城市江北区信访局2024年度部门决算

## 二、部门决算单位构成
纳入山城市江北区信访局2024年度部门决算编制范围的单位包括：
序号\t单位名称\t备注
1\t山城市江北区信访局（本级）\t
2\t山城市江北区信访接待中心\t
3\t山城市江北区信访信息中心\t

## 支出决算表
公开部门：山城市江北区信访局\t单位：万元
功能分类科目编码\t科目名称\t本年支出合计
201\t一般公共服务支出\t90.00
合计\t\t90.00
"""


@pytest.mark.parametrize("asked", ["编了几家单位", "编制范围有几家单位", "涉及多少家单位"])
def test_units_listed_by_number_are_counted(tmp_path: Path, asked: str) -> None:
    for bot in bot_over(tmp_path, {"letters.md": UNITS}):
        answer = bot.ask(f"江北区信访局2024年部门决算{asked}？")
        assert (answer.value, answer.unit) == (Decimal(3), "家"), answer.text


def test_a_gap_between_numbers_of_things(cities: Bot) -> None:
    answer = cities.ask("江南区环境局2023年和云台市档案局2024年公务用车保有量，差几辆？")
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(6), "辆"), answer.text


OF_THE_WATER_BUREAU = """<html><body><h1>云台市水务局2024年度部门决算</h1>
<h2>二、部门决算单位构成</h2>
<p>纳入云台市水务局2024年度部门决算编制范围的单位包括：</p>
<p>1.云台市水务局（本级）</p><p>2.云台市水库管理中心</p><p>3.云台市河道管理站</p>
<h2>收入支出决算总表</h2><p>部门：云台市水务局　金额单位：元</p>
<table><tr><td>项目</td><td>决算数</td></tr><tr><td>本年收入合计</td><td>900.00</td></tr><tr><td>本年支出合计</td><td>800.00</td></tr></table>
</body></html>
"""


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("How many units are covered by the 2024 final accounts of 云台市水务局?", 3),
        ("Which units are in the 2024 final accounts of 云台市水务局?", None),
    ],
)
def test_units_of_final_accounts_in_english(tmp_path: Path, question: str, many: int | None) -> None:
    for bot in bot_over(tmp_path, {"units.html": OF_THE_WATER_BUREAU}):
        answer = bot.ask(question)
        assert (answer.status, answer.value) == ("answered", many), answer.text
        assert "云台市水库管理中心" in answer.text
