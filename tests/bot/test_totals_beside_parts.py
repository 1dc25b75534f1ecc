"""Forms that print a total beside its parts: funds, a flattened header, own office and department, years down the rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPERS = {
    "项目.md": """# 云溪县交通运输局2024年部门预算

### 项目支出表
单位：万元

| 项目名称 | 项目单位 | 本年拨款合计 | 一般公共预算 | 政府性基金预算 |
|---|---|---|---|---|
| 合计 | | 1,420.00 | 820.00 | 600.00 |
| 农村公路养护 | 云溪县公路中心 | 820.00 | 820.00 | |
| 县道拓宽工程 | 云溪县交通运输局本级 | 600.00 | | 600.00 |

### 财政拨款收支总表
单位：万元

| 收入 | 预算数 | 支出 | 合计 | 一般公共预算 | 政府性基金预算 |
|---|---|---|---|---|---|
| 一、本年收入 | 2,000.00 | 一、本年支出 | 2,000.00 | 1,400.00 | 600.00 |
| （一）一般公共预算拨款 | 1,400.00 | （一）城乡社区支出 | 600.00 | | 600.00 |
| （二）政府性基金预算拨款 | 600.00 | （二）交通运输支出 | 1,400.00 | 1,400.00 | |
| 收入总计 | 2,000.00 | 支出总计 | 2,000.00 | 1,400.00 | 600.00 |

### “三公”经费预算表
单位：万元

| 年度 | 合计 | 因公出国（境）费 | 公务用车购置及运行费小计 | 公务用车运行费 | 公务接待费 |
|---|---|---|---|---|---|
| 2023年预算数 | 30.00 | | 24.00 | 24.00 | 6.00 |
| 2024年预算数 | 25.00 | | 20.00 | 20.00 | 5.00 |
| 增减% | -16.7 | | -16.7 | -16.7 | -16.7 |
""",
    "两级.md": """# 云溪县教育局2023年度部门决算

### 公开01表 收入支出决算总表（汇总）
部门：云溪县教育局 单位：万元

| 收入 | 行次 | 决算数 | 支出 | 行次 | 决算数 |
|---|---|---|---|---|---|
| 一、一般公共预算财政拨款收入 | 1 | 900.00 | 一、教育支出 | 31 | 910.00 |
| 二、其他收入 | 2 | 20.00 | 二、住房保障支出 | 32 | 30.00 |
| 本年收入合计 | 3 | 920.00 | 本年支出合计 | 33 | 940.00 |
| 年初结转和结余 | 4 | 50.00 | 年末结转和结余 | 34 | 30.00 |
| 总计 | 5 | 970.00 | 总计 | 35 | 970.00 |

### 公开03表 支出决算表（汇总）
部门：云溪县教育局 单位：万元

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| | 合计 | 940.00 | 640.00 | 300.00 |
| 205 | 教育支出 | 910.00 | 610.00 | 300.00 |
| 221 | 住房保障支出 | 30.00 | 30.00 | |

### 公开01表 收入支出决算总表（本级）
单位：云溪县教育局本级 金额单位：元

| 收入 | 决算数 | 支出 | 决算数 |
|---|---|---|---|
| 一、一般公共预算财政拨款收入 | 1,000,000.00 | 一、教育支出 | 800,000.00 |
| | | 二、住房保障支出 | 200,000.00 |
| 本年收入合计 | 1,000,000.00 | 本年支出合计 | 1,000,000.00 |
| 总计 | 1,000,000.00 | 总计 | 1,000,000.00 |

### 公开03表 支出决算表（本级）
单位：云溪县教育局本级 金额单位：元

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| | 合计 | 1,000,000.00 | 700,000.00 | 300,000.00 |
| 205 | 教育支出 | 800,000.00 | 500,000.00 | 300,000.00 |

### “三公”经费支出决算表
部门：云溪县教育局 单位：万元

| 项目 | 合计 | 公务用车购置及运行费小计 | 公务用车运行费 | 公务接待费 |
|---|---|---|---|---|
| 预算数 | 42.00 | 30.00 | 30.00 | 12.00 |
| 决算数 | 31.65 | 27.35 | 27.35 | 4.30 |
""",
    "系统.md": """# 石港市卫生健康局2024年度部门决算

## 第一部分 部门决算表

### 收入支出决算总表
部门：石港市卫生健康局 单位：万元

| 收入 | | 支出 | |
|---|---|---|---|
| 项目 | 金额 | 项目 | 金额 |
| 一、一般公共预算财政拨款收入 | 900.00 | 一、卫生健康支出 | 950.00 |
| 本年收入合计 | 900.00 | 本年支出合计 | 950.00 |
| 年初结转和结余 | 60.00 | 年末结转和结余 | 10.00 |
| 总计 | 960.00 | 总计 | 960.00 |

## 第二部分 石港市疾病预防控制中心2024年度单位决算表

### 收入支出决算总表
单位：石港市疾病预防控制中心 金额单位：万元

| 收入 | | 支出 | |
|---|---|---|---|
| 项目 | 金额 | 项目 | 金额 |
| 一、一般公共预算财政拨款收入 | 300.00 | 一、卫生健康支出 | 300.00 |
| 本年收入合计 | 300.00 | 本年支出合计 | 300.00 |
| 总计 | 300.00 | 总计 | 300.00 |

### 项目支出决算表
部门：石港市卫生健康局 单位：万元

| 项目名称 | 合计 | 财政拨款 | | 单位资金 |
|---|---|---|---|---|
| | | 一般公共预算 | 政府性基金 | |
| 疫苗采购 | 90.00 | 50.00 | | 40.00 |
| 应急体系建设 | 70.00 | | 70.00 | |
""",
    "小计.md": """# 云溪县司法局2025年部门预算

### 一般公共预算支出情况表
单位：万元

| 科目编码 | 科目名称 | 2024年执行数 | 2025年预算数小计 | 基本支出 | 项目支出 | 增减额 | 增减% |
|---|---|---|---|---|---|---|---|
| 204 | 公共安全支出 | 580.30 | 740.10 | 440.10 | 300.00 | 159.80 | 27.5 |
| 2040601 | 行政运行 | 580.30 | 440.10 | 440.10 | | -140.20 | -24.2 |
| 2040605 | 普法宣传 | | 300.00 | | 300.00 | 300.00 | |
| | 合计 | 580.30 | 740.10 | 440.10 | 300.00 | 159.80 | 27.5 |
""",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("totals"), PAPERS)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("县道拓宽工程多少钱", "6000000"),
        ("交通运输局2024年农村公路养护预算多少", "8200000"),
        ("交通运输局2024年支出总计多少", "20000000"),
        ("交通运输局2024年支出合计", "20000000"),
        ("交通运输局2024年一般公共预算支出多少", "14000000"),
        ("交通运输局2024年城乡社区支出", "6000000"),
        ("交通运输局2024年项目支出表合计", "14200000"),
        ("司法局2025年公共安全支出", "7401000"),
        ("司法局2025年一般公共预算支出", "7401000"),
        ("司法局2024年公共安全支出", "5803000"),
        ("司法局2025年公共安全支出的基本支出", "4401000"),
        ("司法局2025年一般公共预算项目支出", "3000000"),
    ],
)
def test_a_total_goes_before_the_parts_beside_it(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("交通运输局2024年三公经费", "250000"),
        ("交通运输局2023年三公经费预算多少", "300000"),
        ("交通运输局2024年公务接待费", "50000"),
        ("交通运输局2023年公务接待费", "60000"),
        ("交通运输局2024年公务用车购置及运行费", "200000"),
        ("交通运输局2024年三公经费比2023年减少多少", "50000"),
        ("教育局2023年三公经费决算", "316500"),
        ("教育局2023年三公经费年初预算", "420000"),
        ("教育局2023年公务接待费决算", "43000"),
    ],
)
def test_rows_of_years_or_kinds_stand_for_their_form(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("教育局2023年支出合计", "9400000"),
        ("教育局2023年本年收入多少", "9200000"),
        ("教育局2023年教育支出多少", "9100000"),
        ("教育局2023年基本支出", "6400000"),
        ("教育局2023年收入总计", "9700000"),
        ("教育局2023年支出总计", "9700000"),
        ("教育局2023年总计", "9700000"),
        ("教育局本级2023年支出合计", "1000000"),
        ("教育局2023年局本级支出合计", "1000000"),
        ("教育局局本级2023年教育支出", "800000"),
        ("教育局机关本级2023年教育支出", "800000"),
        ("教育局2023年机关支出合计", "1000000"),
        ("教育局2023年局本级支出多少", "1000000"),
    ],
)
def test_a_department_goes_before_its_own_office(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("卫健局2024年支出合计", "9500000"),
        ("卫健局2024年收入总计", "9600000"),
        ("卫健局2024年卫生健康支出", "9500000"),
        ("卫健局2024年收支差额", "-500000"),
    ],
)
def test_a_department_goes_before_its_units(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text
    assert "差额" in question or "石港市疾病预防控制中心" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("疾控中心2024年支出合计", "3000000"),
        ("石港市疾病预防控制中心2024年收入多少", "3000000"),
        ("石港市疾控中心2024年卫生健康支出", "3000000"),
        ("卫健局2024年卫生健康支出|疾控中心呢", "3000000"),
    ],
)
def test_a_unit_is_found_by_the_forms_of_its_own(bot: Bot, question: str, value: str) -> None:
    *before, last = question.split("|")
    answer = bot.ask(last, history=before)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text
    assert "石港市疾病预防控制中心" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("疫苗采购多少钱", "900000"),
        ("卫健局2024年疫苗采购一般公共预算多少", "500000"),
        ("卫健局2024年应急体系建设政府性基金多少", "700000"),
    ],
)
def test_a_header_merged_to_the_right_goes_on_in_the_row_below(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


def test_the_whole_department_after_its_own_office(bot: Bot) -> None:
    assert bot.ask("全部门呢", history=["教育局本级2023年教育支出"]).value == Decimal(9_100_000)


def test_a_share_of_the_own_office_is_of_its_own_total(bot: Bot) -> None:
    assert bot.ask("教育局本级项目支出占支出比例").value == Decimal(30)
    assert bot.ask("教育局2023年项目支出占支出比例").value == (Decimal(300) / Decimal(940) * 100).quantize(
        Decimal("0.0001")
    )


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("教育局2023年三公经费比预算少花多少", "103500"),
        ("教育局2023年公务接待费比年初预算少多少", "77000"),
        ("教育局2023年公务接待费比预算少花了多少钱", "77000"),
        ("教育局2023年公务接待费超支多少", "-77000"),
        ("教育局2023年三公经费低于预算多少", "103500"),
        ("教育局2023年三公经费较预算减少多少", "103500"),
    ],
)
def test_an_item_is_held_against_its_own_budget(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize("question", ["交通运输局2024年公务接待费比预算少多少", "司法局2025年普法宣传超支多少"])
def test_no_difference_without_an_outturn(bot: Bot, question: str) -> None:
    assert bot.ask(question).status == "not_found"


def test_carrying_out_a_budget_is_a_rate(bot: Bot) -> None:
    answer = bot.ask("教育局2023年三公经费完成年初预算")
    assert (answer.value, answer.unit) == ((Decimal("31.65") / 42 * 100).quantize(Decimal("0.0001")), "%")
    assert bot.ask("交通运输局2024年收入完成预算").value is None
