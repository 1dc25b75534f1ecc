"""The most usual questions in the most usual words, with two departments in the store: one figure for all wordings, never another's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import build_store

from bot.pipeline import Bot

BUDGET = """# 甲市文化馆2025年部门预算

## 甲市文化馆机构设置
甲市文化馆设3个内设机构，包括：办公室、活动科、培训科。甲市文化馆编制40名，其中事业编制36名。

## 部门收支预算总表
部门：甲市文化馆\t单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
财政拨款\t900.00\t文化旅游体育与传媒支出\t800.00
事业收入\t100.00\t社会保障和就业支出\t200.00
收入总计\t1,000.00\t支出总计\t1,000.00

## 部门支出预算总表
部门：甲市文化馆\t单位：万元
项目\t合计\t基本支出\t项目支出
支出合计\t1,000.00\t600.00\t400.00

## 财政拨款收支预算总表
部门：甲市文化馆\t单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一般公共预算\t900.00\t文化旅游体育与传媒支出\t720.00
政府性基金预算\t\t社会保障和就业支出\t180.00
收入总计\t900.00\t支出总计\t900.00

## 一般公共预算基本支出预算表（经济科目）
部门：甲市文化馆\t单位：万元
科目编码\t科目名称\t金额
301\t工资福利支出\t500.00
302\t商品和服务支出\t100.00
30205\t水费\t4.00
30206\t电费\t6.00
30215\t会议费\t5.00
30217\t公务接待费\t2.00
30231\t公务用车运行维护费\t9.00
合计\t\t600.00

## “三公”经费、会议费、培训费支出预算表
部门：甲市文化馆\t单位：万元
合计\t“三公”经费\t\t\t\t会议费\t培训费
\t小计\t因公出国（境）费\t公务接待费\t公务用车购置及运行维护费\t\t
60.00\t20.00\t4.00\t7.00\t9.00\t30.00\t10.00

## 情况说明
公务用车购置及运行费支出9万元，与上年持平。
2025年编报绩效目标的项目4个，涉及项目预算资金400万元。其中：演出费300万元，培训班100万元。
甲市文化馆共有车辆6辆。
财政拨款收、支总计各增加90万元，增长11.1%。主要原因：
新增演出项目。
"""
OUTTURN = """# 乙县档案馆2024年部门决算

## 收入支出决算总表
部门：乙县档案馆\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一般公共预算财政拨款收入\t300.00\t一般公共服务支出\t250.01
其他收入\t6.00\t教育支出\t52.00
本年收入合计\t306.00\t本年支出合计\t302.01
年初结转和结余\t10.00\t年末结转和结余\t13.99
总计\t316.00\t总计\t316.00

## 支出决算表
部门：乙县档案馆\t单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t302.01\t200.00\t102.01
201\t一般公共服务支出\t250.02\t200.00\t50.02
205\t教育支出\t52.00\t\t52.00

## 财政拨款“三公”经费支出决算表
部门：乙县档案馆\t单位：万元
项目\t决算数
合计\t1.00
公务接待费\t1.00
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "文化馆.txt").write_text(BUDGET, encoding="utf-8")
    (folder / "档案馆.txt").write_text(OUTTURN, encoding="utf-8")
    store = build_store(tmp_path_factory.mktemp("two"), folder)
    yield Bot(store)
    store.close()


def value(bot: Bot, talk: str) -> tuple[str, Decimal | None]:
    *history, question = talk.split("|")
    answer = bot.ask(question, history=history)
    return answer.status, answer.value


@pytest.mark.parametrize(
    "word", ["总支出", "支出预算", "预算支出", "支出合计", "支出总额", "总开支", "支出一共多少", "部门预算"]
)
def test_every_word_for_all_expenditure_gives_it(two: Bot, word: str) -> None:
    assert value(two, f"甲市文化馆2025年{word}") == ("answered", Decimal(10_000_000))


@pytest.mark.parametrize("word", ["项目支出", "项目支出决算", "项目支出决算数", "项目经费"])
def test_a_kind_behind_a_name_does_not_break_it(two: Bot, word: str) -> None:
    assert value(two, f"乙县档案馆2024年{word}") == ("answered", Decimal(1_020_100))


@pytest.mark.parametrize("word", ["总支出", "支出合计", "总开支", "支出决算", "一共花了多少钱"])
def test_the_years_own_total_goes_before_that_with_carry_over(two: Bot, word: str) -> None:
    assert value(two, f"乙县档案馆2024年{word}") == ("answered", Decimal(3_020_100))


@pytest.mark.parametrize(
    "word", ["财政拨款支出", "财政拨款总支出", "财政拨款支出总额", "财政拨款收入", "财政拨款收入总额", "财政拨款总额"]
)
def test_a_side_of_one_fund_is_never_the_side_of_all(two: Bot, word: str) -> None:
    assert value(two, f"甲市文化馆2025年{word}") == ("answered", Decimal(9_000_000))


@pytest.mark.parametrize("word", ["公车费用", "公车支出一共多少钱", "公务用车费总额", "公务用车多少钱"])
def test_one_thing_under_two_names_is_not_added_up(two: Bot, word: str) -> None:
    assert value(two, f"甲市文化馆2025年{word}") == ("answered", Decimal(90_000))


def test_one_word_for_two_subjects_is_added_up(two: Bot) -> None:
    assert value(two, "甲市文化馆2025年水电费一共多少") == ("answered", Decimal(100_000))


@pytest.mark.parametrize(
    ("word", "amount"), [("会议费", 300_000), ("开会花多少钱", 300_000), ("公务接待费", 70_000), ("接待费用", 70_000)]
)
def test_the_form_of_all_goes_before_that_of_the_basic_expenditure(two: Bot, word: str, amount: int) -> None:
    assert value(two, f"甲市文化馆2025年{word}") == ("answered", Decimal(amount))


@pytest.mark.parametrize("word", ["商品和服务支出", "商品及服务支出", "商品与服务支出"])
def test_a_name_with_another_word_for_and_is_the_same(two: Bot, word: str) -> None:
    assert value(two, f"甲市文化馆2025年{word}") == ("answered", Decimal(1_000_000))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *((word, 6) for word in ("有多少辆车", "车辆数", "车辆有多少", "车有几辆", "车辆数量")),
        *((word, 40) for word in ("有多少编制", "编制有多少", "编制数", "编制人数")),
        *((word, 4) for word in ("编报绩效目标的项目数", "绩效目标项目数", "有几个项目编报绩效目标")),
    ],
)
def test_what_is_only_counted_is_told_and_no_money(two: Bot, word: str, count: int) -> None:
    assert value(two, f"甲市文化馆2025年{word}") == ("answered", Decimal(count))


@pytest.mark.parametrize(
    "question",
    [
        "甲市文化馆2019年有多少辆车",
        "乙县档案馆2024年编制有多少",
        "乙县档案馆2025年末结转和结余",
        "甲市文化馆2025教育支出",
    ],
)
def test_no_figure_of_another_year_or_department_is_given(two: Bot, question: str) -> None:
    assert value(two, question)[1] is None


@pytest.mark.parametrize("question", ["乙县档案馆2024年末结转和结余", "乙县档案馆 2024 年底结余"])
def test_a_year_right_before_its_end_is_read(two: Bot, question: str) -> None:
    assert value(two, question) == ("answered", Decimal(139_900))


def test_two_figures_a_rounding_step_apart_are_not_asked_back(two: Bot) -> None:
    answer = two.ask("乙县档案馆2024年一般公共服务支出")
    assert answer.value == Decimal(2_500_100)
    assert "250.02" in answer.text


@pytest.mark.parametrize(
    ("talk", "amount"),
    [
        ("甲市文化馆2025年公务接待费是多少|会议费", 300_000),
        ("甲市文化馆2025年公务接待费是多少|那三公经费呢", 200_000),
        ("甲市文化馆2025年公务接待费是多少|那支出呢", 10_000_000),
        ("甲市文化馆2025年公务接待费是多少|商品和服务支出", 1_000_000),
        ("甲市文化馆2025年公务接待费是多少|有多少个项目编报了绩效目标", 4),
        ("甲市文化馆2025年支出总计是多少|其中项目支出呢", 4_000_000),
    ],
)
def test_a_follow_up_about_something_else_is_not_answered_with_the_figure_before(
    two: Bot, talk: str, amount: int
) -> None:
    assert value(two, talk) == ("answered", Decimal(amount))


@pytest.mark.parametrize(
    "talk",
    [
        "乙县档案馆2024年公务接待费是多少|有多少个项目编报了绩效目标",
        "乙县档案馆2024年公务接待费是多少|会议费",
        "甲市文化馆2025年公务接待费是多少|那教育支出呢",
        "乙县档案馆2024年会议费是多少|甲市文化馆2019年呢",
    ],
)
def test_a_follow_up_keeps_to_the_department_and_year_of_the_talk(two: Bot, talk: str) -> None:
    assert value(two, talk)[0] == "not_found"


def test_what_an_organisation_does_is_told_whatever_was_asked_before(two: Bot) -> None:
    answer = two.ask("内设机构", history=["甲市文化馆2025年公务接待费是多少"])
    assert "活动科" in answer.text


def test_no_department_is_left_out_of_a_ranking(two: Bot) -> None:
    assert value(two, "公务接待费哪个部门最多")[1] == Decimal(70_000)


@pytest.mark.parametrize(
    "word", ["收支变化的主要原因是什么", "支出为什么变化", "财政拨款增减的原因", "预算为什么和上年不一样"]
)
def test_the_reason_of_the_whole_is_found_behind_its_colon(two: Bot, word: str) -> None:
    assert "新增演出项目" in two.ask(f"甲市文化馆2025年{word}").text


@pytest.mark.parametrize(
    "word", ["最大的一类支出是什么", "哪类支出最多", "占比最大的一类支出是什么", "钱主要花在哪一类"]
)
def test_a_class_asked_for_is_one_of_the_classification(two: Bot, word: str) -> None:
    assert "文化旅游体育与传媒支出" in two.ask(f"甲市文化馆2025年{word}").text


@pytest.mark.parametrize("said", ["两大类加总和合计一致吗", "各类相加等于合计吗", "分项之和与总数对得上吗"])
def test_parts_are_added_up_by_the_form_that_holds_them(two: Bot, said: str) -> None:
    answer = two.ask(f"甲市文化馆2025年基本支出{said}")
    assert answer.truth is True
    assert "工资福利支出 500" in answer.text
    assert "商品和服务支出 100" in answer.text


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ("会议费和培训费加起来超过“三公”经费了吗", True),
        ("会议费、培训费合计是不是比“三公”经费多", True),
        ("会议费加培训费比“三公”经费少吗", False),
        ("“三公”经费是否比会议费和培训费加起来少", True),
        ("“三公”经费是否大于会议费和培训费之和", False),
    ],
)
def test_a_sum_is_held_against_one_figure(two: Bot, said: str, truth: bool) -> None:
    answer = two.ask(f"甲市文化馆2025年{said}")
    assert answer.truth is truth, answer.text
    assert "40" in answer.text
    assert "20" in answer.text


def test_how_far_a_sum_is_over_another_is_told_beside_yes(two: Bot) -> None:
    answer = two.ask("甲市文化馆2025年会议费和培训费加起来比“三公”经费多吗，多多少")
    assert (answer.truth, answer.value) == (True, Decimal(200_000)), answer.text


def test_fewer_rows_than_are_asked_for_are_told_as_such(two: Bot) -> None:
    answer = two.ask("甲市文化馆2025年基本支出最大的三项")
    assert [item.value for item in answer.items] == [Decimal(5_000_000), Decimal(1_000_000)], answer.text
    assert "只有 2 项" in answer.text


@pytest.mark.parametrize("said", ["要花的钱里，工资福利支出占多大比例", "花的钱里面工资福利支出占百分之几"])
def test_all_that_is_spent_is_the_whole_of_a_share(two: Bot, said: str) -> None:
    assert two.ask(f"甲市文化馆2025年{said}").value == Decimal(50)


def test_each_of_several_is_a_share_of_the_whole_that_is_named(two: Bot) -> None:
    answer = two.ask("甲市文化馆2025年会议费和培训费各占总支出的百分之几")
    assert [item.value for item in answer.items] == [Decimal(3), Decimal(1)], answer.text


def test_shares_asked_one_behind_the_other_are_of_one_whole(two: Bot) -> None:
    answer = two.ask("甲市文化馆2025年会议费占总支出百分之几，培训费占百分之几")
    assert "会议费占支出合计的 3%" in answer.text
    assert "培训费占支出合计的 1%" in answer.text


def test_where_the_money_came_from_is_told_beside_what_was_spent(two: Bot) -> None:
    answer = two.ask("乙县档案馆2024年一共花了多少钱，钱从哪来")
    assert "302.01" in answer.text
    assert "其他收入 6.00" in answer.text


def test_all_projects_together_are_not_the_whole_budget(two: Bot) -> None:
    assert two.ask("甲市文化馆2025年项目总额多少").value == Decimal(4_000_000)
