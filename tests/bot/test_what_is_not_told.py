"""What papers do not tell and questions ask for: a plan, a unit's money, posts; and what can be worked out of what they do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPERS = {
    "云溪县文化馆2022年度单位决算.md": """# 云溪县文化馆2022年度单位决算

### 财政拨款收入支出决算总表
公开04表 单位：元

| 收入 | 金额 | 支出 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 |
|---|---|---|---|---|---|
| 一、一般公共预算财政拨款 | 800,000.00 | 一、文化旅游体育与传媒支出 | 600,000.00 | 600,000.00 | |
| 二、政府性基金预算财政拨款 | | 二、住房保障支出 | 210,000.00 | 210,000.00 | |
| 本年收入合计 | 800,000.00 | 本年支出合计 | 810,000.00 | 810,000.00 | |

### 一般公共预算财政拨款基本支出决算表
公开06表 单位：元

| 人员经费 | | | 公用经费 | | |
|---|---|---|---|---|---|
| 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 |
| 301 | 工资福利支出 | 500,000.00 | 302 | 商品和服务支出 | 60,000.00 |
| 30101 | 基本工资 | 500,000.00 | 30201 | 办公费 | 60,000.00 |
| | 人员经费合计 | 500,000.00 | | 公用经费合计 | 60,000.00 |

### 财政拨款“三公”经费支出决算表
公开07表 单位：元

| 项目 | 预算数 | 决算数 |
|---|---|---|
| 合计 | 8,000.00 | 2,060.00 |
| 1.公务用车购置及运行维护费 | | |
| 其中：公务用车购置费 | | |
| 2.公务接待费 | 8,000.00 | 2,060.00 |

### 情况说明
2022年度机关运行经费支出21.00万元。本单位共有车辆9辆，离退休人员41人。
""",
    "云溪县水务局2024年部门预算.md": """# 云溪县水务局2024年部门预算

## 第一部分 部门概况
部门预算由局本级和2个下属单位组成：云溪县河道管理处、云溪县防汛物资站。离退休人员41人，车辆32辆。

### 表1 部门收支总表
单位：万元

| 收入项目 | 预算数 | 支出项目 | 预算数 |
|---|---|---|---|
| 一、一般公共预算拨款收入 | 500.00 | 一、农林水支出 | 545.30 |
| 本年收入合计 | 500.00 | 本年支出合计 | 545.30 |
| 上年结转结余 | 45.30 | 年终结转结余 | |
| 收入总计 | 545.30 | 支出总计 | 545.30 |

### 表6 一般公共预算基本支出表
单位：万元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
|---|---|---|---|---|
| | 合计 | 200.00 | 150.00 | 50.00 |
| 30231 | 公务用车运行维护费 | 9.00 | | 9.00 |

### 表8 一般公共预算“三公”经费支出表
单位：万元

| 部门名称 | “三公”经费合计 |
|---|---|
| 云溪县水务局 | 12.00 |

### 表9 收入总体情况表（分单位）
单位：万元

| 单位名称 | 合计 | 一般公共预算 | 事业收入 |
|---|---|---|---|
| 合计 | 500.00 | 460.00 | 40.00 |
| 云溪县水务局本级 | 300.00 | 300.00 | |
| 云溪县水质监测中心 | 200.00 | 160.00 | 40.00 |
""",
    "关于石港市2023年预算执行情况和2024年预算草案的报告.md": """# 关于石港市2023年预算执行情况和2024年预算草案的报告

## 一、2023年预算执行情况
2023年全市一般公共预算收入186.42亿元，完成预算的101.3%，比上年增长6.2%。其中税收收入139.815亿元，非税收入46.605亿元。全市一般公共预算支出402.18亿元。
2023年市级一般公共预算收入48.65亿元，比上年增长2.4%。
2023年市级政府性基金预算收入37.20亿元，比上年下降21.6%。

## 二、2024年预算草案
2024年市级一般公共预算收入安排51.08亿元，增长5%。2024年市级政府性基金预算收入安排35.00亿元。

### 附表一 2023年市级一般公共预算收入执行情况表
单位：万元

| 项目 | 年初预算数 | 调整预算数 | 执行数 |
|---|---|---|---|
| 一、税收收入 | 352,000 | 348,000 | 341,200 |
| 二、非税收入 | 139,000 | 143,000 | 145,300 |
| 收入合计 | 491,000 | 491,000 | 486,500 |

### 附表二 2024年市级一般公共预算支出预算表
单位：万元

| 科目 | 2023年执行数 | 2024年预算数 | 增减% |
|---|---|---|---|
| 教育支出 | 176,500 | 184,000 | 4.2 |
| 科学技术支出 | 42,310 | 46,000 | 8.7 |
| 支出合计 | 218,810 | 230,000 | 5.1 |

### 附表三 2024年市级一般公共预算收入预算表
单位：万元

| 项目 | 2023年执行数 | 2024年预算数 | 预算数为上年执行数% |
|---|---|---|---|
| 一、税收收入 | 341,200 | 360,000 | 105.5 |
| 二、非税收入 | 145,300 | 150,800 | 103.8 |

### 附表四 2023年市级国有资本经营预算收支表
单位：万元

| 收入 | 执行数 | 支出 | 执行数 |
|---|---|---|---|
| 利润收入 | 2,000 | 资本金注入支出 | 1,500 |
| 收入合计 | 2,000 | 支出合计 | 1,500 |
""",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("told"), PAPERS)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("文化馆2022年办公费预算", "60,000.00 元"),
        ("文化馆2022年机关运行经费预算数是多少", "21.00 万元"),
        ("文化馆2022年住房保障支出年初预算", "210,000.00 元"),
        ("2023年市级科学技术支出预算多少", "42,310 万元"),
    ],
)
def test_a_plan_that_is_not_printed_is_refused_beside_what_came_of_it(bot: Bot, question: str, shown: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text
    assert shown in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("文化馆2022年公务接待费预算", "8000"),
        ("文化馆2022年一般公共预算支出", "810000"),
        ("文化馆2022年部门预算支出多少", "810000"),
        ("2024年市级科学技术支出预算多少", "460000000"),
        ("2023年市级税收收入预算", "3520000000"),
        ("2023年市级税收收入预算执行数", "3412000000"),
        ("水务局2024年农林水支出预算", "5453000"),
    ],
)
def test_plans_and_names_with_the_word_are_answered(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "云溪县河道管理处2024年预算是多少？",
        "云溪县防汛物资站2024年收入多少",
        "河道管理处2024年支出",
        "水质监测中心支出预算",
        "水质监测中心2024年收入|支出呢",
        "文化馆2022年退休人员有多少人",
        "文化馆2022年车辆编制多少",
        "文化馆2022年公务用车编制",
        "全市2024年支出安排多少",
        "水务局所属单位支出",
        "文化馆2022年三公经费决算|水务局呢",
    ],
)
def test_nothing_else_stands_for_what_is_not_told(bot: Bot, question: str) -> None:
    *before, last = question.split("|")
    answer = bot.ask(last, history=before)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


def test_a_unit_asked_about_stays_the_one_meant(bot: Bot) -> None:
    assert bot.ask("收入呢", history=["水务局2024年事业收入", "水质监测中心呢"]).value == Decimal(2_000_000)


def test_a_body_that_is_not_held_is_named_whole(bot: Bot) -> None:
    assert "“云溪县第一中学”" in bot.ask("云溪县第一中学2024年收入多少").text


@pytest.mark.parametrize(
    ("question", "value", "shown"),
    [
        ("2024年市级一般公共预算收入比上年增加多少亿元", "243000000", "2.43 亿元"),
        ("2024年市级税收收入比上年增加多少", "188000000", "18,800 万元"),
        ("2024年市级政府性基金收入比2023年减少多少", "220000000", "2.2 亿元"),
        ("2023年市级一般公共预算收入比全市少多少", "13777000000", "137.77 亿元"),
        ("石港市2023年财政收入多少", "18642000000", "186.42 亿元"),
        ("石港市2023年财政支出", "40218000000", "402.18 亿元"),
        ("水务局2024年收支差额", "-453000", "45.3 万元"),
        ("文化馆2022年一般公共预算基本支出", "560000", "560,000 元"),
    ],
)
def test_what_can_be_worked_out(bot: Bot, question: str, value: str, shown: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text
    assert shown in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("石港市2023年非税收入占比", "25"),
        ("石港市2023年税收收入占一般公共预算收入的比重", "75"),
        ("水务局2024年一般公共预算拨款占本年收入合计的比重", "100"),
    ],
)
def test_shares_of_what_the_text_tells_and_of_what_comes_in(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(value), "%"), answer.text


def test_names_are_spoken_of_by_what_they_are_of(bot: Bot) -> None:
    share = bot.ask("水务局2024年公务用车运行维护费占三公比例")
    assert share.value == Decimal(75)
    assert "占“三公”经费合计的" in share.text
    assert "其中：" not in bot.ask("文化馆2022年公务用车购置费决算").text
