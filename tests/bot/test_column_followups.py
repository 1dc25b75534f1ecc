"""A follow-up for another column of a form keeps the row; growth in percent or in money; where a figure stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from asking import build_store

from bot.pipeline import Bot

FORMS = """某市园林局2024年部门预算

2024年部门支出预算总表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
205\t教育支出\t5,000\t\t5,000
20508\t进修及培训\t5,000\t\t5,000
2050803\t培训支出\t5,000\t\t5,000
212\t城乡社区支出\t90,000\t60,000\t30,000
21205\t城乡社区环境卫生\t90,000\t60,000\t30,000
2120501\t城乡社区环境卫生\t90,000\t60,000\t30,000
221\t住房保障支出\t7,000\t7,000\t
22102\t住房改革支出\t7,000\t7,000\t
2210201\t住房公积金\t7,000\t7,000\t
合计\t\t102,000\t67,000\t35,000

2024年一般公共预算基本支出经济分类预算表
单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
301\t工资福利支出\t60,000\t60,000\t
30101\t基本工资\t40,000\t40,000\t
30102\t津贴补贴\t20,000\t20,000\t
302\t商品和服务支出\t7,000\t\t7,000
30205\t水费\t3,000\t\t3,000
30206\t电费\t4,000\t\t4,000
合计\t\t67,000\t60,000\t7,000
"""


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("parks")
    (folder / "某市园林局2024年部门预算.txt").write_text(FORMS, "utf-8")
    return Bot(build_store(folder / "store", folder / "某市园林局2024年部门预算.txt"))


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("教育支出是多少？|那项目支出呢？", 5000),
        ("教育支出是多少？|那项目支出呢？|基本支出呢", None),
        ("教育支出是多少？|基本支出呢", None),
        ("教育支出是多少？|基本支出呢|项目支出呢", 5000),
        ("住房保障支出多少|基本支出呢", 7000),
        ("住房保障支出多少|项目支出有多少", None),
        ("城乡社区支出多少|项目支出呢", 30000),
        ("水费多少|公用经费呢", 3000),
        ("水费多少|公用经费呢|电费呢", 4000),
        ("基本工资多少|人员经费呢", 40000),
        ("基本工资多少|公用经费呢", None),
        ("工资福利支出多少|人员经费？", 60000),
        ("城乡社区支出的项目支出多少|教育支出呢", 5000),
        ("how much is 教育支出?|and 项目支出?", 5000),
    ],
)
def test_a_column_named_in_a_follow_up_keeps_the_row(parks: Bot, talk: str, value: int | None) -> None:
    *history, question = talk.split("|")
    answer = parks.ask(question, history=history)
    assert answer.status == "answered", answer.text
    assert answer.value == (None if value is None else Decimal(value)), answer.text


def test_a_blank_cell_of_the_row_comes_with_the_whole_of_the_column(parks: Bot) -> None:
    answer = parks.ask("项目支出呢", history=["住房保障支出多少"])
    assert answer.value is None
    assert [parks.ask(choice.question).value for choice in answer.choices] == [Decimal(35000)]


def test_a_word_for_the_whole_beside_a_column_is_asked_back(parks: Bot) -> None:
    answer = parks.ask("全部项目支出呢", history=["城乡社区支出多少"])
    assert answer.status == "clarify"
    assert {"30,000", "35,000"} <= set(answer.text.replace(" 元", " ").split())


@pytest.mark.parametrize("said", ["全部项目支出呢", "项目支出总额呢"])
def test_the_whole_of_a_column_is_meant_where_the_row_has_none_of_it(parks: Bot, said: str) -> None:
    assert parks.ask(said, history=["住房保障支出多少"]).value == Decimal(35000)


@pytest.mark.parametrize(
    "question",
    [
        "请列出工资福利支出的各个明细科目及金额",
        "请列出工资福利支出的各项明细和金额",
        "工资福利支出的明细是什么",
        "工资福利支出下面有哪些项",
        "工资福利支出具体由哪些构成",
    ],
)
def test_details_are_the_rows_below(parks: Bot, question: str) -> None:
    answer = parks.ask(question)
    assert [item.value for item in answer.items] == [Decimal(40000), Decimal(20000)], answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("城乡社区支出里有几成是项目支出", "33.3333"),
        ("总支出里有几成是教育支出", "4.902"),
        ("总支出有几成花在教育支出上", "4.902"),
        ("商品和服务支出有几成花在水费上", "42.8571"),
        ("教育支出占总支出有几成", "4.902"),
        ("水费和电费加起来占商品和服务支出多少", "100"),
        ("电费超过水费多少", "1000"),
        ("不算项目支出，城乡社区支出是多少", "60000"),
        ("安排了多少项目支出", "35000"),
        ("公布了预算，水费是多少", "3000"),
    ],
)
def test_what_a_figure_is_taken_of(parks: Bot, question: str, value: str) -> None:
    answer = parks.ask(question)
    assert answer.value is not None, answer.text
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize("question", ["不算下属单位，水费是多少", "除下属单位外，水费是多少", "园林局有多少项目"])
def test_what_is_left_out_or_counted_and_is_no_figure_gives_none(parks: Bot, question: str) -> None:
    answer = parks.ask(question)
    assert (answer.status, answer.value) != ("answered", None)
    assert answer.value is None, answer.text


def test_a_sum_stays_one_in_its_share(parks: Bot) -> None:
    answer = parks.ask("占商品和服务支出多少", history=["水费多少", "电费呢", "把这两项加起来"])
    assert answer.value == Decimal(100), answer.text


def test_a_word_for_an_amount_is_no_figure_beside_others(parks: Bot) -> None:
    answer = parks.ask("工资福利支出、基本工资，哪项金额大一些")
    assert "工资福利支出更多" in answer.text


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("哪个大类支出最多|占总支出多少", "88.2353"),
        ("教育支出占总支出多少|住房保障支出呢", "6.8627"),
        ("水费多少|平均到每个人是多少|电费呢", "4000"),
        ("水费多少|明白了，电费又是多少", "4000"),
        ("教育支出多少|项目支出占多少", "100"),
    ],
)
def test_a_talk_keeps_what_it_is_about(parks: Bot, talk: str, value: str) -> None:
    *history, question = talk.split("|")
    answer = parks.ask(question, history=history)
    assert answer.value == Decimal(value), answer.text


@pytest.mark.parametrize("said", ["项目支出呢", "其中项目支出呢", "基本支出有多少"])
def test_a_column_behind_a_refused_item_is_not_that_of_all(parks: Bot, said: str) -> None:
    answer = parks.ask(said, history=["城乡社区支出多少", "科学技术支出呢"])
    assert (answer.status, answer.value) == ("not_found", None), answer.text


def test_a_list_goes_on_behind_a_refused_item(founding_bot: Bot) -> None:
    history = ["科协2023年一般公共服务支出下面有哪些", "教育支出下面呢"]
    answer = founding_bot.ask("科学技术支出下面呢", history=history)
    assert [item.label for item in answer.items] == ["科学技术管理事务", "科学技术普及"], answer.text


def test_a_row_named_in_a_follow_up_is_that_of_the_form_before(founding_bot: Bot) -> None:
    answer = founding_bot.ask("住房公积金呢", history=["基本工资多少"])
    assert answer.value == Decimal(5569322), answer.text
    assert [founding_bot.ask(choice.question).value for choice in answer.choices] == [Decimal(6213412)]
    assert founding_bot.ask("住房公积金呢", history=["科学技术支出多少"]).value == Decimal(6213412)


def test_which_of_the_two_before_is_larger(parks: Bot) -> None:
    answer = parks.ask("which is larger?", history=["how much is 水费?", "how much is 电费?"])
    assert "电费" in answer.text.split("1,000")[0]
    assert "3,000" in answer.text


def test_a_percent_is_rounded_once(tmp_path: Path) -> None:
    form = "2024年支出预算表\n单位：万元\n项目\t预算数\n工资福利支出\t1186.73\n基本工资\t71.50\n"
    (tmp_path / "某局2024年预算.txt").write_text(f"某局2024年预算\n\n{form}", "utf-8")
    answer = Bot(build_store(tmp_path / "store", tmp_path / "某局2024年预算.txt")).ask("基本工资占工资福利支出多少")
    assert answer.value == Decimal("6.0250")
    assert "6.02%" in answer.text


@pytest.mark.parametrize(("question", "truth"), [("水费有电费多吗", False), ("电费有水费高吗", True)])
def test_as_much_as_another(parks: Bot, question: str, truth: bool) -> None:
    assert parks.ask(question).truth is truth


@pytest.mark.parametrize("question", ["上面这个数在哪张表", "出处是哪里", "which table is that in?"])
def test_where_the_figure_before_stands(parks: Bot, question: str) -> None:
    answer = parks.ask(question, history=["水费多少"])
    assert answer.status == "answered"
    assert "经济分类预算表" in answer.text
    assert [citation.value for citation in answer.citations] == [Decimal(3000)]
    assert parks.ask("电费呢", history=["水费多少", question]).value == Decimal(4000)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("三公经费比上年降幅是多少", "4.0223", "%"),
        ("三公经费比上年降幅多少万元", "31000", "元"),
        ("三公经费比上年减少额是多少", "31000", "元"),
        ("三公经费比上年减少了多少", "31000", "元"),
        ("三公经费变动幅度是多少", "-4.0223", "%"),
    ],
)
def test_growth_is_in_percent_or_in_money_as_asked(founding_bot: Bot, question: str, value: str, unit: str) -> None:
    answer = founding_bot.ask(question)
    assert (answer.value, answer.unit) == (Decimal(value), unit), answer.text
    assert "3.1 万元" in answer.text
    assert "4.02%" in answer.text


def test_growth_after_a_change_is_that_in_percent(founding_bot: Bot) -> None:
    history = ["三公经费多少", "比去年减少多少"]
    assert founding_bot.ask("降幅是多少", history=history).unit == "%"
    assert founding_bot.ask("降幅是多少万元", history=history).value == Decimal(31000)


def test_a_change_of_the_row_before_is_never_one_of_the_whole_budget(parks: Bot) -> None:
    answer = parks.ask("比去年增长多少", history=["教育支出多少"])
    assert answer.value is None, answer.text
