"""Several departments side by side: a ranking, a sum or a mean takes for each what it would be said to have alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.model import Answer
from bot.pipeline import Bot

FORM = """# 上海市青浦区{name}2025年部门预算

## 2025年部门财务收支预算总表
部门：上海市青浦区{name}\t单位：元
本年收入\t\t本年支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t{total}\t一、文化旅游体育与传媒支出\t{total}
收入总计\t{total}\t支出总计\t{total}

## 2025年部门一般公共预算基本支出部门预算经济分类预算表
部门：上海市青浦区{name}\t单位：元
类\t款\t科目名称\t合计\t人员经费\t公用经费
302\t\t商品和服务支出\t{goods}\t\t{goods}
302\t16\t培训费\t{training}\t\t{training}
302\t17\t公务接待费\t{basic}\t\t{basic}
\t\t合计\t{goods}\t\t{goods}

## 2025年部门“三公”经费和机关运行经费预算表
部门：上海市青浦区{name}\t单位：万元
“三公”经费预算数\t\t\t\t\t\t机关运行经费预算数
合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行费\t\t\t
\t\t\t小计\t购置费\t运行费\t
{three}\t\t{reception}\t\t\t\t{running}
"""
PAPERS = {
    "文化局": {
        "total": "9000000", "goods": "900000", "training": "30000", "basic": "50000", "three": "8.00",
        "reception": "8.00", "running": "20.00",
    },
    "体育局": {
        "total": "7000000", "goods": "700000", "training": "20000", "basic": "60000", "three": "6.00",
        "reception": "6.00", "running": "10.00",
    },
    "档案局": {
        "total": "2000000", "goods": "200000", "training": "10000", "basic": "", "three": "", "reception": "",
        "running": "5.00",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """Three departments of one district: one prints more for receptions in its form of 三公 than among basic
    expenditure, one prints nothing for them."""
    folder = tmp_path_factory.mktemp("district")
    paths = []
    for name, figures in PAPERS.items():
        path = folder / f"{name}.txt"
        path.write_text(FORM.format(name=name, **figures), encoding="utf-8")
        paths.append(path)
    return Bot(build_store(folder / "store", *paths))


def alone(bot: Bot, name: str, item: str) -> Decimal | None:
    """What a question about one department gives."""
    return bot.ask(f"青浦区{name}2025年{item}多少").value


def labels(answer: Answer) -> list[str]:
    return [item.label for item in answer.items]


@pytest.mark.parametrize("item", ["公务接待费", "三公经费", "培训费", "机关运行经费"])
def test_a_list_over_departments_gives_what_each_has_alone(district: Bot, item: str) -> None:
    listed = {one.label: one.value for one in district.ask(f"2025年各部门{item}分别是多少").items}
    told = {f"上海市青浦区{name}": alone(district, name, item) for name in PAPERS}
    assert listed == {name: value for name, value in told.items() if value is not None}


@pytest.mark.parametrize(
    "question",
    [
        "哪个部门2025年的公务接待费最高",
        "2025年青浦区几个部门里谁的公务接待费最多",
        "2025年公务接待费最多的部门是哪个",
        "公务接待费最高的单位是哪家",
        "青浦区哪家的接待费花得最多",
        "2025年公务接待费最高的是哪个部门",
        "青浦区各部门里公务接待费最大的是谁",
        "Which department has the highest official reception expenses in 2025?",
        "Who has the highest official reception expenses in 2025?",
        "Whose official reception expenses are the largest in 2025?",
    ],
)
def test_the_largest_is_named_and_who_has_no_figure(district: Bot, question: str) -> None:
    answer = district.ask(question)
    assert labels(answer) == ["上海市青浦区文化局"], answer.text
    assert answer.value == alone(district, "文化局", "公务接待费")
    assert "档案局" in answer.text


@pytest.mark.parametrize(
    "words", ["各部门公务接待费合计多少", "各部门公务接待费一共多少", "所有部门的公务接待费加起来多少"]
)
def test_a_sum_over_departments_says_who_is_left_out(district: Bot, words: str) -> None:
    answer = district.ask(f"2025年青浦区{words}")
    assert answer.value == Decimal(140_000), answer.text
    assert "档案局" in answer.text


def test_a_mean_over_departments_says_who_is_left_out(district: Bot) -> None:
    answer = district.ask("2025年青浦区各部门公务接待费平均多少")
    assert answer.value == Decimal(70_000)
    assert "档案局" in answer.text


def test_who_spends_least_is_no_part_of_ones_own_figure(district: Bot) -> None:
    assert labels(district.ask("2025年培训费最少的部门是哪个")) == ["上海市青浦区档案局"]


@pytest.mark.parametrize(
    "question", ["2025年青浦区哪个部门预算最大", "2025年哪个部门的预算最多", "青浦区预算最大的部门是哪家"]
)
def test_the_largest_budget_is_one_of_the_departments(district: Bot, question: str) -> None:
    answer = district.ask(question)
    assert (labels(answer), answer.value) == (["上海市青浦区文化局"], Decimal(9_000_000)), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "青浦区体育局和文化局哪个预算大",
        "青浦区体育局和文化局2025年谁的预算多",
        "青浦区体育局与文化局相比哪家预算更大",
        "2025年青浦区体育局和文化局的预算哪个高",
        "青浦区文化局、体育局哪个部门的预算更多",
        "青浦区体育局和文化局，谁的预算更高",
        "青浦区体育局预算和文化局预算哪个更大",
        "青浦区文化局和体育局的预算，哪一个大",
        "青浦区体育局还是文化局的预算大？谁大",
        "Which has the larger budget in 2025, 青浦区体育局 or 青浦区文化局?",
    ],
)
def test_which_of_two_is_larger_is_said_by_its_name(district: Bot, question: str) -> None:
    answer = district.ask(question)
    assert answer.truth is None
    assert labels(answer)[0].startswith("上海市青浦区文化局"), answer.text
    assert answer.items[0].value == Decimal(9_000_000)


@pytest.mark.parametrize("which", ["哪个小", "谁的少", "哪家低", "谁更少", "哪个更小"])
def test_which_of_two_is_smaller_is_said_by_its_name(district: Bot, which: str) -> None:
    answer = district.ask(f"青浦区体育局和文化局2025年公务接待费{which}")
    assert answer.text.startswith("上海市青浦区体育局"), answer.text


def test_budgets_are_compared_as_one_thing(district: Bot) -> None:
    answer = district.ask("青浦区体育局和文化局2025年的预算差多少")
    assert answer.value == Decimal(2_000_000)  # which is taken from which the question does not say
    assert "预算总额" in answer.text
    assert "收入总计" not in answer.text


def test_one_bodys_item_is_not_held_against_anothers_whole(district: Bot) -> None:
    answer = district.ask("青浦区文化局和体育局谁的商品和服务支出大")
    assert {item.value for item in answer.items} == {Decimal(900_000), Decimal(700_000)}, answer.text


@pytest.mark.parametrize("question", ["Who is the head of 青浦区文化局?", "青浦区文化局的公务接待费是谁批的"])
def test_who_is_not_answered_by_the_figure_of_one(district: Bot, question: str) -> None:
    answer = district.ask(question)
    assert answer.value is None, answer.text


def test_departments_tell_nothing_of_all_the_city(district: Bot) -> None:
    for question in ("上海全市2025年一般公共预算收入是多少", "青浦区文化局2025年全区三公经费多少"):
        assert district.ask(question).value is None


def test_shares_of_several_bodies_are_not_put_in_order_by_their_amounts(district: Bot) -> None:
    answer = district.ask("青浦区文化局、体育局、档案局2025年谁的商品和服务支出占总支出比例最高")
    assert {item.unit for item in answer.items} == {"%"}, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "青浦区文化局2025年培训费和公务接待费，支出预算里哪一项比较多？",
        "青浦区文化局2025年培训费和公务接待费哪个多？多多少？",
    ],
)
def test_the_larger_of_two_is_told_with_how_far(district: Bot, question: str) -> None:
    answer = district.ask(question)
    assert answer.text == "公务接待费更多：50,000 元[1]，比培训费 30,000 元[2]多 20,000 元。"
    assert answer.value in (None, Decimal(20_000)), answer.text
