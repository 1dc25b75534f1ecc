"""What an amount comes to for each thing that its row or the text counts, and whether there is a thing and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 青禾县公安局2024年部门预算

## 人员情况表
单位：人
单位名称\t实有民警\t警务辅助人员
合计\t180\t250
青禾县公安局（本级）\t150\t200
青禾县交警大队\t30\t50

## 项目支出表
单位：万元
项目名称\t合计\t本级财力\t中央转移支付\t省级转移支付
合计\t1,150.00\t700.00\t300.00\t150.00
辅警人员经费\t800.00\t600.00\t200.00\t
办案业务补助\t250.00\t100.00\t\t150.00
禁毒宣传\t100.00\t\t100.00\t

## 政府采购预算表
单位：万元
项目名称\t数量\t预算金额
合计\t\t90.00
执法记录仪\t300\t60.00
对讲机\t100\t30.00

## “三公”经费支出表
单位：万元
项目\t2024年预算数
合计\t55.00
因公出国（境）费\t0.00
公务用车购置费\t40.00
公务用车运行维护费\t12.00
公务接待费\t3.00

## 收支总表
单位：万元
收入\t预算数\t支出\t预算数
本年收入合计\t5,000.00\t本年支出合计\t5,000.00
收入总计\t5,000.00\t支出总计\t5,000.00

## 情况说明
2024年部门支出5,000.00万元。全县常住人口12.50万人。
公务用车购置费40.00万元，拟更新执法执勤车2辆。
联系人：办公室；联系电话：0912-555-0177。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("each")
    yield from bot_over(folder, {"qinghe.txt": PAPER})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青禾县公安局2024年采购执法记录仪，折合每台多少元？", "2000"),
        ("青禾县公安局2024年对讲机的单价是多少？", "3000"),
        ("青禾县公安局2024年辅警人员经费除以辅警人数是多少？", "32000"),
        ("按常住人口摊一摊，青禾县公安局2024年本年支出平均到每个居民头上是多少钱？", "400"),
        ("青禾县公安局2024年中央和省里提前下达的转移支付一共多少？", "4500000"),
        ("听说青禾县公安局2024年要买两辆新车，有没有这回事？要是有，花多少", "400000"),
        ("青禾县公安局2024年有没有买新车？花了多少", "400000"),
        ("青禾县公安局2024年打算换几辆警车，准备了多少钱？", "400000"),
        ("青禾县公安局2024年全年的钱一共是多少？", "50000000"),
        ("青禾县公安局2024年辅警人员经费县里自己出多少？", "6000000"),
        ("青禾县公安局2024年用在人和宣传上的两个项目（辅警人员经费和禁毒宣传）一共多少？", "9000000"),
        ("青禾县公安局2024年禁毒宣传，按250个学生算，平均一个学生是多少元？", "4000"),
    ],
)
def test_money_and_what_it_comes_to(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), "元"), answer.text


def test_a_column_of_numbers_counts_what_its_rows_are(bot: Bot) -> None:
    answer = bot.ask("青禾县公安局2024年执法记录仪买多少台？")
    assert answer.value == Decimal(300), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "青禾县公安局2024年执法记录仪有多少批次？",
        "青禾县公安局2024年对讲机有多少人？",
        "青禾县公安局2024年对讲机平均每人次多少元？",
    ],
)
def test_a_column_of_numbers_counts_nothing_but_pieces(bot: Bot, question: str) -> None:
    assert bot.ask(question).value is None


def test_a_list_in_brackets_keeps_whose_money_it_is(bot: Bot) -> None:
    answer = bot.ask("青禾县公安局2024年省级转移支付安排的两个项目（办案业务补助和禁毒宣传）一共多少？")
    assert answer.value in (None, Decimal(1_500_000)), answer.text


def test_a_form_named_in_its_place_lists_the_projects(bot: Bot) -> None:
    answer = bot.ask("青禾县公安局项目支出表里超过200万元的项目有几个？")
    assert answer.value == Decimal(2), answer.text


@pytest.mark.parametrize(
    "question", ["青禾县公安局2024年入不敷出吗？", "青禾县公安局2024年花出去的比收进来的还多，对不对？"]
)
def test_more_spent_than_came_in_is_checked(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.truth is False, answer.text


LISTED = """# 柳原县公安局2024年部门预算

## 收支总表
单位：万元
收入\t预算数\t支出\t预算数
本年收入合计\t5,000.00\t本年支出合计\t5,000.00
收入总计\t5,000.00\t支出总计\t5,000.00

## 项目支出表
单位：万元
单位名称\t项目名称\t合计\t本级财力\t省级转移支付
\t合计\t1,660.00\t1,660.00\t
柳原县公安局\t辅警人员经费\t800.00\t800.00\t
柳原县公安局\t禁毒宣传\t100.00\t100.00\t
柳原县公安局\t办案补助\t250.00\t250.00\t
柳原县公安局\t视频租赁\t90.00\t90.00\t
柳原县公安局\t看守所给养\t70.00\t70.00\t
柳原县公安局\t派出所修缮\t60.00\t60.00\t
柳原县公安局\t大案侦破\t50.00\t50.00\t
柳原县公安局\t反诈中心运行\t40.00\t40.00\t
柳原县公安局\t装备更新\t30.00\t30.00\t
柳原县交警大队\t交通设施\t150.00\t150.00\t
柳原县交警大队\t号牌工本\t20.00\t20.00\t
"""


def test_what_a_body_has_is_not_the_sum_of_its_projects(tmp_path: Path) -> None:
    bot = next(bot_over(tmp_path, {"liuyuan.txt": LISTED}))
    told = [bot.ask(f"柳原县公安局2024年{asked}").value for asked in ("预算多少？", "的钱有多少？", "一共花多少钱？")]
    assert told == [Decimal(50_000_000)] * len(told)


HOSPITAL = """# 河阳市中心医院2023年度单位决算

## 主要工作
2023年，全院完成手术1.80万台次，平均住院日6.5天，比上年缩短0.3天。

## 收入支出决算总表
单位：万元
收入\t决算数\t支出\t决算数
财政拨款收入\t100.00\t社会保障和就业支出\t300.00
事业收入\t900.00\t卫生健康支出\t650.00
本年收入合计\t1,000.00\t本年支出合计\t950.00

## 收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t事业收入
\t合计\t1,000.00\t100.00\t900.00
208\t社会保障和就业支出\t300.00\t40.00\t260.00
210\t卫生健康支出\t600.00\t60.00\t540.00
221\t住房保障支出\t100.00\t\t100.00

## 决算情况说明
事业收入900.00万元，其中医疗收入850.00万元、科教收入50.00万元。
2023年度一般公共预算财政拨款支出100.00万元，具体情况如下：
（一）2100201-综合医院60.00万元，较上年决算数减少15.00万元，下降20.00%，主要原因是设备补助减少。
2023年因公出国（境）费2.00万元，比上年增加2.00万元，主要原因是安排1批2人次赴德国进修护理。
"""


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("hospital")
    yield from bot_over(folder, {"heyang.txt": HOSPITAL})


def test_a_figure_has_as_many_parts_as_the_question_says(hospital: Bot) -> None:
    answer = hospital.ask("河阳市中心医院2023年事业收入由哪两部分组成？")
    assert [item.label for item in answer.items] == ["医疗收入", "科教收入"], answer.text


def test_days_and_numbers_in_ten_thousands_are_told(hospital: Bot) -> None:
    told = [
        hospital.ask(f"河阳市中心医院2023年{asked}").value for asked in ("平均住院日是多少天？", "做了多少台手术？")
    ]
    assert told == [Decimal("6.5"), Decimal("1.80")]


def test_an_item_told_behind_its_code_has_its_change(hospital: Bot) -> None:
    answer = hospital.ask("河阳市中心医院2023年综合医院比上年少了多少钱？")
    assert abs(answer.value or 0) == Decimal(150_000), answer.text


def test_a_telephone_number_is_quoted(bot: Bot) -> None:
    assert "0912-555-0177" in bot.ask("青禾县公安局2024年联系电话是多少？").text
