"""Several things asked in one sentence, amounts given as a range, places that hold papers of their own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

OUTTURN = """# 北川市云溪区水利局2023年度部门决算

## 收入支出决算总表
部门：北川市云溪区水利局\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、财政拨款收入\t900.00\t一、农林水支出\t960.00
二、其他收入\t120.00\t二、住房保障支出\t40.00
本年收入合计\t1,020.00\t本年支出合计\t1,000.00

## 财政拨款“三公”经费支出决算表
部门：北川市云溪区水利局\t单位：万元
项目\t年初预算数\t决算数
合计\t26.00\t18.00
公务接待费\t8.00\t3.00
公务用车运行维护费\t18.00\t15.00

## 一般公共预算财政拨款基本支出决算表
部门：北川市云溪区水利局\t单位：万元
科目编码\t科目名称\t决算数
30201\t办公费\t12.00
30215\t会议费\t7.00
30216\t培训费\t5.00
合计\t\t24.00
"""
HEALTH = """# 北川市云溪区卫生健康局2023年度部门决算

## 一般公共预算财政拨款基本支出决算表
部门：北川市云溪区卫生健康局\t单位：万元
科目编码\t科目名称\t决算数
30201\t办公费\t20.00
30215\t会议费\t9.00
30216\t培训费\t6.00
合计\t\t35.00
"""
DISTRICT = """# 北川市云溪区2024年预算草案

## 2024年一般公共预算支出预算表
部门：北川市云溪区\t单位：万元
科目编码\t科目名称\t预算数
205\t教育支出\t5,000.00
213\t农林水支出\t3,000.00
合计\t\t8,000.00
"""


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in (("水利局.txt", OUTTURN), ("卫生健康局.txt", HEALTH), ("云溪区.txt", DISTRICT)):
        (folder / name).write_text(text, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("river"), folder)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("云溪区水利局2023年三公经费预算多少，决算多少，差多少", [260000, 180000, 80000]),
        ("云溪区水利局2023年公务接待费年初预算是多少、决算是多少、相差多少", [80000, 30000, 50000]),
        ("云溪区水利局2023年会议费和培训费各是多少，合计多少", [70000, 50000, 120000]),
        ("云溪区水利局2023年办公费、会议费、培训费分别多少，总共多少，平均多少", [120000, 70000, 50000, 240000, 80000]),
        ("云溪区水利局2023年会议费是多少，培训费是多少，相差多少", [70000, 50000, 20000]),
        ("云溪区水利局2023年收入多少，支出多少，差多少", [10200000, 10000000, 200000]),
        ("云溪区两个部门2023年会议费各是多少，一共多少", [70000, 90000, 160000]),
        ("云溪区水利局2023年会议费是多少，比培训费多多少", [70000, 20000]),
    ],
)
def test_every_figure_asked_for_in_one_sentence_is_given(river: Bot, question: str, values: list[int]) -> None:
    answer = river.ask(question)
    assert answer.status == "answered"
    given = [item.value for item in answer.items if item.value is not None]
    assert set(values) <= {abs(value) for value in [*given, answer.value or Decimal(0)]}, answer.text


@pytest.mark.parametrize("which", ["谁多", "哪个多", "哪个更多"])
def test_which_is_more_and_by_how_much_is_one_answer(river: Bot, which: str) -> None:
    answer = river.ask(f"云溪区水利局2023年会议费和培训费分别是多少，{which}，多多少")
    assert (answer.status, answer.value) == ("answered", Decimal(20000))
    assert "会议费比培训费多" in answer.text


@pytest.mark.parametrize("said", ["支出呢", "那支出呢？"])
def test_the_other_side_of_the_accounts_takes_the_place_of_the_first(river: Bot, said: str) -> None:
    assert river.ask(said, history=["云溪区水利局2023年收入合计多少"]).value == Decimal(10000000)


def test_what_is_asked_of_all_leaves_them_to_be_asked_about_again(river: Bot) -> None:
    talk = ["云溪区水利局2023年会议费多少", "培训费呢", "两项合计多少"]
    assert river.ask("相差多少", history=talk).value == Decimal(20000)


@pytest.mark.parametrize(
    ("claim", "truth"),
    [
        ("超过6万不到8万吗", True),
        ("超过7万不到8万吗", False),
        ("在5万到10万之间吗", True),
        ("在5到10万元之间吗", True),
        ("介于8万和10万之间吗", False),
        ("是不是在6万至7万之间", True),
        ("是不是在5-6万之间", False),
        ("高于5万、低于10万，对不对", True),
        ("5万以上8万以下，对吗", True),
        ("至少7万、至多8万，是吗", True),
        ("不低于8万且不超过9万，对吗", False),
        ("占比在20%到30%之间吗", True),
        ("占比超过30%吗", False),
    ],
)
def test_a_claim_of_two_limits_holds_where_both_do(river: Bot, claim: str, truth: bool) -> None:
    answer = river.ask(f"云溪区水利局2023年会议费{claim}")
    assert (answer.status, answer.truth) == ("answered", truth), answer.text


def test_years_apart_are_still_a_span_of_years_beside_amounts(river: Bot) -> None:
    assert river.ask("云溪区水利局23年会议费在6-8万元之间吗").truth is True


@pytest.mark.parametrize(
    "question", ["列一下云溪区两个部门2023年的会议费", "云溪区各部门2023年会议费", "云溪区哪个部门2023年会议费最多"]
)
def test_departments_of_a_place_are_not_the_place_itself(river: Bot, question: str) -> None:
    answer = river.ask(question)
    assert answer.status == "answered"
    assert "90,000" in answer.text or "9.00" in answer.text


def test_a_place_with_a_paper_of_its_own_is_meant_by_its_name_where_it_has_the_year(river: Bot) -> None:
    assert river.ask("云溪区2024年教育支出多少").value == Decimal(50000000)
    assert river.ask("云溪区2023年会议费多少").status == "clarify"


@pytest.mark.parametrize("amount", ["多少万元？", "多少钱？"])
def test_the_amount_of_what_is_picked_is_no_second_question(river: Bot, amount: str) -> None:
    answer = river.ask(f"云溪区水利局2023年基本支出里金额最大的一项是什么？{amount}")
    assert (answer.status, answer.value) == ("answered", Decimal(120000)), answer.text
    assert "\n" not in answer.text


def test_a_plan_that_an_outturn_prints_is_asked_within_the_outturn(river: Bot) -> None:
    answer = river.ask("云溪区水利局2023年度决算中，公务接待费的年初预算数是多少（不是决算数）？")
    assert (answer.status, answer.value) == ("answered", Decimal(80000)), answer.text
