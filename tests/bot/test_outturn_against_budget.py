"""An outturn that tells its budget in the text only: what was spent against it, what is left over, cars, what money went to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

PAPER = """# 某县文化馆2024年度部门决算

## 收入支出决算总表
部门：某县文化馆\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t1,090.00\t一、文化旅游体育与传媒支出\t1,040.00
\t\t二、住房保障支出\t40.00
本年收入合计\t1,090.00\t本年支出合计\t1,080.00
年初结转和结余\t5.00\t年末结转和结余\t15.00
总计\t1,095.00\t总计\t1,095.00

## 财政拨款“三公”经费支出决算表
部门：某县文化馆\t单位：万元
项目\t预算数\t决算数
合计\t8.00\t3.00
因公出国（境）费\t\t
公务用车购置费\t\t0.00
公务用车运行维护费\t5.00\t2.00
公务接待费\t3.00\t1.00

## 情况说明
一般公共预算财政拨款支出年初预算为1,200.00万元，支出决算为1,080.00万元，完成年初预算的90.00%。决算数小于预算数的主要原因是活动减少。
截至2024年12月31日，某县文化馆共有车辆3辆，其中：其他用车3辆。

## 名词解释
一、公务接待费：指按规定开支的各类接待费用。
"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("hall")
    path = folder / "hall.txt"
    path.write_text(PAPER, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize(
    "question",
    [
        "某县文化馆2024年决算比预算多还是少",
        "某县文化馆2024年决算比预算少多少",
        "某县文化馆2024年决算比预算多多少",
        "2024年决算数和预算数差多少",
        "2024年决算和年初预算相差多少",
        "某县文化馆决算比年初预算少了多少",
        "2024年支出决算比预算少多少",
        "实际支出比预算少多少",
        "某县文化馆2024年实际支出比年初预算多还是少",
        "2024年支出多少|比预算少多少",
    ],
)
def test_an_outturn_is_held_against_its_budget_without_an_item(hall: Bot, question: str) -> None:
    *before, last = question.split("|")
    answer = hall.ask(last, history=before)
    below = any(asked in last for asked in ("少多少", "少了多少", "差多少"))  # 差多少 gives no direction
    assert answer.value == Decimal(1_200_000 if below else -1_200_000), answer.text


@pytest.mark.parametrize(
    "question", ["2024年完成预算的百分之几", "某县文化馆2024年预算执行率是多少", "2024年完成了年初预算的百分之多少"]
)
def test_the_rate_of_the_whole_is_found_without_an_item(hall: Bot, question: str) -> None:
    assert hall.ask(question).value == Decimal(90)


@pytest.mark.parametrize(
    "said", ["年底还剩多少钱", "年末结余多少", "没花完的钱有多少", "年底结转多少", "年末结转和结余多少", "年末还剩多少"]
)
def test_money_left_at_the_end_of_the_year(hall: Bot, said: str) -> None:
    assert hall.ask(f"某县文化馆2024年{said}").value == Decimal(150_000)


@pytest.mark.parametrize(
    "said", ["上年结转", "上年结转多少", "年初结转和结余多少", "上年结转结余是多少", "上年结余多少"]
)
def test_money_brought_forward(hall: Bot, said: str) -> None:
    assert hall.ask(f"某县文化馆2024年{said}").value == Decimal(50_000)


@pytest.mark.parametrize("said", ["结转结余多少", "结转和结余是多少", "结转了多少钱", "结转结余资金有多少"])
def test_money_carried_over_without_a_side_is_asked_back_with_both(hall: Bot, said: str) -> None:
    answer = hall.ask(f"某县文化馆2024年{said}")
    assert answer.status == "clarify"
    assert {item.value for item in answer.items} == {Decimal(50_000), Decimal(150_000)}


@pytest.mark.parametrize(
    "said", ["有没有买车", "买车了吗", "买了几辆车", "公务用车购置了几辆", "买车了没有", "购置了多少辆车"]
)
def test_no_car_bought_is_told_by_what_was_spent_on_cars(hall: Bot, said: str) -> None:
    answer = hall.ask(f"某县文化馆2024年{said}")
    assert (answer.status, answer.truth) == ("answered", False), answer.text
    assert "购置费" in answer.text


@pytest.mark.parametrize("said", ["有几辆车", "公务用车保有量", "车辆有多少辆", "有多少辆公车", "公车保有量是多少"])
def test_cars_held_are_counted(hall: Bot, said: str) -> None:
    answer = hall.ask(f"某县文化馆2024年{said}")
    assert (answer.value, answer.unit) == (Decimal(3), "辆"), answer.text


@pytest.mark.parametrize("said", ["有没有公务用车", "有公车吗", "年底有没有车", "是否有公务车", "有没有车辆"])
def test_whether_a_body_has_cars_is_told_by_their_number(hall: Bot, said: str) -> None:
    answer = hall.ask(f"某县文化馆2024年{said}")
    assert (answer.truth, answer.value, answer.unit) == (True, Decimal(3), "辆"), answer.text


@pytest.mark.parametrize(
    "said",
    [
        "花了多少钱，主要用于什么",
        "花了多少钱，都花在哪了",
        "支出多少，花在哪些方面",
        "总共花了多少，主要花在什么上",
        "用了多少钱，主要用在哪里",
    ],
)
def test_what_the_money_went_to_is_told_beside_how_much(hall: Bot, said: str) -> None:
    answer = hall.ask(f"某县文化馆2024年{said}")
    assert Decimal(10_800_000) in [answer.value, *(item.value for item in answer.items)], answer.text
    assert "文化旅游体育与传媒支出" in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "预算里有什么对不上的地方吗",
        "决算里哪些数字对不上",
        "有没有不一致的地方",
        "表里有没有对不上的",
        "有哪些数字对不上",
        "哪里对不上",
        "有没有自相矛盾的地方",
        "数字有没有出入",
        "有没有算错",
        "what doesn't add up",
    ],
)
def test_what_does_not_agree_is_asked_of_the_audit(hall: Bot, said: str) -> None:
    assert hall.ask(said).plan["operation"] == "errors"


def test_the_budget_as_adjusted_is_not_that_of_the_start_of_the_year(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("adjusted")
    path = folder / "museum.txt"
    told = "1、文化支出（类）文化和旅游（款）行政运行（项）。全年预算为 52.00 万元，支出决算为 51.00 万元。"
    path.write_text(f"# 某县博物馆2024年度部门决算\n\n## 决算情况说明\n{told}\n", encoding="utf-8")
    bot = Bot(build_store(folder / "store", path))
    assert bot.ask("某县博物馆2024年行政运行全年预算是多少").value == Decimal(520_000)
    assert bot.ask("行政运行决算比全年预算少多少").value == Decimal(10_000)
    assert bot.ask("某县博物馆2024年行政运行年初预算是多少").value is None


@pytest.mark.parametrize(
    "said",
    [
        "预算和决算分别是多少",
        "预算多少，实际花了多少",
        "年初预算是多少，最后花了多少",
        "支出预算和支出决算各是多少",
    ],
)
def test_the_whole_and_its_budget_are_told_side_by_side(hall: Bot, said: str) -> None:
    answer = hall.ask(f"某县文化馆2024年{said}")
    assert [item.value for item in answer.items] == [Decimal(12_000_000), Decimal(10_800_000)], answer.text


@pytest.mark.parametrize(
    "question", ["住房保障支出花了多少，比预算少多少", "住房保障支出实际花了多少|比预算节约了多少"]
)
def test_an_item_without_a_budget_is_not_told_the_wholes(hall: Bot, question: str) -> None:
    *before, last = f"某县文化馆2024年{question}".split("|")
    assert "1,200" not in hall.ask(last, history=before).text


@pytest.mark.parametrize(
    "question",
    [
        "公务接待费是多少，是什么意思",
        "公务接待费是多少？指的是什么？",
        "公务接待费是多少|是什么意思",
        "公务接待费多少，怎么定义的",
    ],
)
def test_what_the_name_of_a_figure_means_is_told_beside_it(hall: Bot, question: str) -> None:
    *before, last = f"某县文化馆2024年{question}".split("|")
    answer = hall.ask(last, history=before)
    assert "各类接待费用" in answer.text
    assert before or "1.00 万元" in answer.text
