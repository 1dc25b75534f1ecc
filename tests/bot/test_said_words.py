"""What people call the items of the classification and of the forms: each word finds its item, and nothing narrower stands for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

DEPARTMENT = """# 甲市文化馆2025年部门预算

## 一般公共预算基本支出预算表（经济科目）
部门：甲市文化馆\t单位：元
科目编码\t科目名称\t金额
301\t工资福利支出\t1110
30106\t伙食补助费\t110
30109\t职业年金缴费\t400
30113\t住房公积金\t600
302\t商品和服务支出\t1380
30201\t办公费\t70
30202\t印刷费\t80
30207\t邮电费\t90
30208\t取暖费\t100
30211\t差旅费\t120
30213\t维修（护）费\t130
30214\t租赁费\t140
30217\t公务接待费\t150
30218\t专用材料费\t160
30224\t被装购置费\t165
30227\t委托业务费\t175
303\t对个人和家庭的补助\t500
30301\t离休费\t200
30302\t退休费\t300
合计\t\t2990

## 政府采购预算表
部门：甲市文化馆\t单位：元
采购品目\t金额
台式计算机\t11
便携式计算机\t12
空调机\t13
投影仪\t14
车辆加油服务\t15
合计\t65
"""

CITY = """# 甲市2025年政府预算

## 一般公共预算支出预算表
编制单位：甲市\t单位：万元
科目编码\t科目名称\t预算数
201\t一般公共服务支出\t300
20111\t纪检监察事务\t100
20108\t审计事务\t200
204\t公共安全支出\t900
20402\t公安\t500
20405\t法院\t400
212\t城乡社区支出\t600
21205\t城乡社区环境卫生\t600
213\t农林水支出\t700
21302\t林业和草原\t700
2130205\t森林资源培育\t700
224\t灾害防治及应急管理支出\t800
22402\t消防救援事务\t350
22407\t自然灾害救灾及恢复重建支出\t450
合计\t\t3300
"""


@pytest.fixture(scope="module")
def department(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("department"), {"paper.md": DEPARTMENT})


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("city"), {"paper.md": CITY})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("给职工交住房公积金花了多少钱？", 600),
        ("单位缴的职业年金是多少？", 400),
        ("吃饭补贴多少钱？", 110),
        ("买办公用品花了多少钱？", 70),
        ("印东西的钱是多少？", 80),
        ("打印复印花了多少？", 80),
        ("打电话寄信花了多少钱？", 90),
        ("冬天取暖花了多少钱？", 100),
        ("跑差旅花了多少钱？", 120),
        ("修房子修设备花了多少钱？", 130),
        ("租房子花了多少钱？", 140),
        ("请人吃饭花了多少钱？", 150),
        ("买专用材料花了多少钱？", 160),
        ("买制服花了多少钱？", 165),
        ("委托别人办事花了多少钱？", 175),
        ("给退休的人发了多少钱？", 300),
        ("How much was spent on postage and phone bills?", 90),
        ("How much was spent on domestic travel?", 120),
        ("台式机多少钱？", 11),
        ("买笔记本电脑花了多少钱？", 12),
        ("买空调花了多少？", 13),
        ("投影机多少钱？", 14),
        ("加油花了多少？", 15),
    ],
)
def test_a_department_is_asked_in_everyday_words(department: Bot, question: str, value: int) -> None:
    answer = department.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value)), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("抓贪官花了多少钱？", 100),
        ("审计工作花了多少钱？", 200),
        ("警察花了多少钱？", 500),
        ("打官司花了多少？", 400),
        ("环卫扫街花了多少钱？", 600),
        ("种树花了多少钱？", 700),
        ("救灾应急花了多少钱？", 800),
        ("灭火救援花了多少钱？", 350),
        ("救灾花了多少钱？", 450),
    ],
)
def test_a_city_is_asked_in_everyday_words(city: Bot, question: str, value: int) -> None:
    answer = city.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value) * 10_000), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "电话费多少钱？",
        "买报纸花了多少钱？",
        "请临时工花了多少钱？",
        "独生子女奖励发了多少？",
        "打印机多少钱？",
        "修车费是多少？",
    ],
)
def test_a_part_of_an_item_is_not_the_item(department: Bot, question: str) -> None:
    answer = department.ask(question)
    assert answer.value is None, answer.text


def test_what_is_narrower_than_a_subject_is_not_the_subject(city: Bot) -> None:
    for question in ("缉私警察花了多少钱？", "检察院花了多少钱？", "审计局花了多少钱？"):
        assert city.ask(question).value is None, question
