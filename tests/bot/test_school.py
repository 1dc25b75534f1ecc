"""A school's own budget, told in sentences with one form of projects: what they add up to, and what is said of none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

SCHOOL = """# 临江市第三中学2026年单位预算公开

第一部分 单位概况
一、主要职能
实施高中学历教育，促进基础教育发展。
二、机构设置
临江市第三中学为临江市教育局下属公益一类事业单位，内设教务处、总务处、德育处3个处室。核定编制180名，实有在职教职工172人，离休人员2人，退休人员95人，在校学生2,460人。

第二部分 2026年单位预算安排情况说明
一、收支预算总体情况
按照综合预算的原则，单位所有收入和支出均纳入单位预算管理。2026年收支总预算4,386.20万元，比2025年预算增加215.60万元，增长5.17%，主要原因是：教师调资及新增班级。
二、收入预算情况
2026年收入预算4,386.20万元，其中：一般公共预算拨款收入3,745.00万元，占85.38%；财政专户管理资金收入520.00万元，占11.86%；其他收入85.00万元，占1.94%；上年结转36.20万元，占0.83%。
三、支出预算情况
2026年支出预算4,386.20万元，其中：基本支出3,650.40万元，占83.22%；项目支出735.80万元，占16.78%。
四、财政拨款收支情况
2026年财政拨款收支总预算3,781.20万元，包括当年拨款3,745.00万元，上年结转36.20万元。支出包括：教育支出3,060.20万元、社会保障和就业支出412.00万元、卫生健康支出105.00万元、住房保障支出204.00万元。
五、一般公共预算当年拨款具体使用情况
1.教育支出（类）普通教育（款）高中教育（项）2026年预算数为3,024.00万元，比2025年预算数增加168.00万元，增长5.88%，主要原因是教师调资。
2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）2026年预算数为275.00万元，比2025年预算数减少5.00万元，下降1.79%，主要原因是退休人员增加。
六、“三公”经费
2026年“三公”经费预算数为4.80万元，其中：因公出国（境）费0.00万元；公务接待费1.20万元，比2025年减少0.30万元；公务用车购置及运行费3.60万元，与2025年持平。
七、其他重要事项
（一）机关运行经费：本单位为事业单位，无机关运行经费。
（二）政府采购情况：2026年政府采购预算总额268.00万元，其中：政府采购货物预算120.00万元、政府采购服务预算148.00万元。
（三）国有资产占有使用情况：截至2025年12月31日，本单位共有车辆2辆，单位价值50万元以上通用设备3台（套），校舍面积38,600平方米。
（四）绩效目标：2026年实行绩效目标管理的项目6个，涉及资金735.80万元。

附表1 项目支出预算表
单位：万元
项目名称\t合计\t财政拨款\t财政专户管理资金\t其他资金
合计\t735.80\t330.80\t320.00\t85.00
校园安全保障\t96.00\t96.00\t\t
食堂运行补助\t205.00\t\t120.00\t85.00
实验室更新\t168.80\t98.80\t70.00\t
校舍维修\t136.00\t136.00\t\t
学生活动\t130.00\t\t130.00\t
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("school")
    yield from bot_over(folder, {"school.txt": SCHOOL})


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("三中2026年预算一共多少", "43862000", "元"),
        ("临江三中2026年总预算比去年多了多少", "2156000", "元"),
        ("2026年财政专户资金占收入的百分之几", "11.8554", "%"),
        ("上年结转多少钱", "362000", "元"),
        ("高中教育2025年预算是多少", "28560000", "元"),
        ("公务接待费去年是多少", "15000", "元"),
        ("养老保险缴费下降了百分之几", "1.79", "%"),
        ("在职教职工多少人", "172", "人"),
        ("校舍面积", "38600", "平方米"),
        ("除了食堂运行补助外的项目支出多少", "5308000", "元"),
        ("绩效管理的项目有几个", "6", "个"),
        ("项目支出最大的是哪个，占项目支出多少", "27.8608", "%"),
    ],
)
def test_a_figure_of_the_school(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit), answer.text


@pytest.mark.parametrize(
    "question", ["生均预算多少", "户均支出多少", "机关运行经费多少", "校长工资多少", "政府采购工程多少"]
)
def test_what_the_paper_does_not_tell_is_refused(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


def test_the_funds_of_a_project_are_those_with_an_amount(bot: Bot) -> None:
    text = bot.ask("食堂运行补助的钱从哪来").text
    assert "财政专户管理资金 120.00" in text
    assert "其他资金 85.00" in text
    assert "财政拨款" not in text


def test_nothing_is_found_where_everything_adds_up(bot: Bot) -> None:
    answer = bot.ask("文件里有没有数字对不上")
    assert "0.83" not in answer.text
