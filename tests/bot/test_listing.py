"""Rankings, lists and counts: of rows that stand side by side, complete, in order, adding up to their whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import cited_ids

from bot.model import Answer
from bot.pipeline import Bot


def values(answer: Answer) -> list[Decimal]:
    return [item.value for item in answer.items if item.value is not None]


WHOLES = [
    "科学技术支出",
    "科学技术普及",
    "社会保障和就业支出",
    "行政事业单位养老支出",
    "卫生健康支出",
    "住房改革支出",
]


@pytest.mark.parametrize("whole", WHOLES)
def test_the_parts_of_a_figure_add_up_to_it(founding_bot: Bot, whole: str) -> None:
    parts = founding_bot.ask(f"{whole}包括哪些？")
    assert parts.status == "answered"
    assert sum(values(parts)) == founding_bot.ask(f"{whole}是多少？").value


@pytest.mark.parametrize("whole", WHOLES)
def test_a_list_cites_every_line(founding_bot: Bot, whole: str) -> None:
    answer = founding_bot.ask(f"{whole}包括哪些？")
    assert all(item.cites for item in answer.items)
    assert len(cited_ids(answer)) >= len(answer.items)


@pytest.mark.parametrize("whole", WHOLES)
def test_a_count_is_the_length_of_the_list(founding_bot: Bot, whole: str) -> None:
    count = founding_bot.ask(f"{whole}有几项？")
    assert count.value == len(founding_bot.ask(f"{whole}包括哪些？").items)
    assert count.unit == "项"


@pytest.mark.parametrize(
    ("question", "descending"),
    [
        ("支出功能分类各类从大到小排列", True),
        ("科学技术普及中各项支出从高到低排名", True),
        ("社会保障和就业支出各项从小到大排列", False),
        ("社会保障和就业支出各项由小到大排列", False),
        ("社会保障和就业支出各项由低到高排个序", False),
        ("社会保障和就业支出各项从少到多排列", False),
        ("社会保障和就业支出各项按升序排列", False),
        ("社会保障和就业支出各项由多到少排列", True),
        ("科学技术支出、一般公共服务支出、住房保障支出由低到高排列", False),
        ("科学技术支出、一般公共服务支出、住房保障支出从高到低排列", True),
    ],
)
def test_a_ranking_is_in_order(founding_bot: Bot, question: str, descending: bool) -> None:
    found = values(founding_bot.ask(question))
    assert len(found) > 1
    assert found == sorted(found, reverse=descending)


def test_the_largest_is_the_first_of_the_ranking_and_the_second_the_next(founding_bot: Bot) -> None:
    ranking = founding_bot.ask("科学技术普及中各项支出从高到低排名").items
    largest = founding_bot.ask("科学技术普及中最大的一项是什么？")
    second = founding_bot.ask("科学技术普及中第二大的是哪一项？")
    smallest = founding_bot.ask("科学技术普及中最小的一项是什么？")
    assert [largest.value, second.value, smallest.value] == [ranking[0].value, ranking[1].value, ranking[-1].value]


@pytest.mark.parametrize("top", [1, 2, 3])
def test_the_top_so_many_are_so_many(founding_bot: Bot, top: int) -> None:
    answer = founding_bot.ask(f"科学技术普及中最大的{top}项支出是哪些？")
    assert len(answer.items) == top
    assert values(answer) == sorted(values(answer), reverse=True)


def test_a_ranking_of_main_groups_holds_no_row_below_them(founding_bot: Bot) -> None:
    answer = founding_bot.ask("哪一类支出最多？")
    assert answer.value == Decimal(89795299)
    assert [item.label for item in answer.items] == ["科学技术支出"]


def test_an_average_is_the_sum_over_the_count(founding_bot: Bot) -> None:
    parts = values(founding_bot.ask("科学技术普及包括哪些？"))
    answer = founding_bot.ask("科学技术普及各项平均是多少？")
    assert answer.status == "answered"
    assert abs(answer.value - sum(parts) / len(parts)) < Decimal("0.001")


def test_the_tenth_largest_of_five_is_not_answered(founding_bot: Bot) -> None:
    assert founding_bot.ask("科学技术普及中第十大的是哪一项？").value is None


def test_a_figure_without_parts_has_no_list(founding_bot: Bot) -> None:
    answer = founding_bot.ask("公务接待费包括哪些项目？")
    assert answer.status != "answered" or answer.citations
