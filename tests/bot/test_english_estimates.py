"""Estimates of a ministry that prints expenditure alone: its whole budget, revised figures, posts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import AsPrinted, bot_over

from bot.pipeline import Bot

MINISTRY = """# Ministry of Transport and Harbours — 2025/26 Estimates of Expenditure

Table 1. Expenditure by programme
$'000
Programme\tApproved 2024/25\tRevised 2024/25\tEstimate 2025/26
01 Administration\t1,250\t1,310\t1,380
02 Road Maintenance\t6,400\t6,150\t7,020
03 Harbour Services\t2,800\t2,900\t2,640
04 Public Transport Subsidy\t3,100\t3,100\t3,450
Total\t13,550\t13,460\t14,490

Table 2. Expenditure by economic category
$'000
Item\tApproved 2024/25\tRevised 2024/25\tEstimate 2025/26
Compensation of employees\t4,900\t4,960\t5,120
Use of goods and services\t4,150\t4,000\t4,570
Subsidies\t3,100\t3,100\t3,450
Acquisition of assets\t1,400\t1,400\t1,350
Total\t13,550\t13,460\t14,490

Table 3. Staffing
Grade\tApproved posts\tFilled posts\tVacant posts
Senior management\t6\t5\t1
Technical\t84\t71\t13
Support\t60\t58\t2
Total\t150\t134\t16
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("ministry")
    yield from map(AsPrinted, bot_over(folder, {"transport.txt": MINISTRY}))


@pytest.mark.parametrize(
    ("question", "thousands"),
    [
        ("What is the Ministry of Transport and Harbours' total budget for 2025/26?", 14_490),
        ("What was the total revised budget for 2024/25?", 13_460),
        ("How much will be spent on road maintenance in 2025/26?", 7_020),
        ("How much was approved for harbour services last year?", 2_800),
        ("What is total expenditure in 2025/26?", 14_490),
    ],
)
def test_an_amount_of_the_estimates(bot: Bot, question: str, thousands: int) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", thousands, "thousand dollars"), answer.text


@pytest.mark.parametrize(
    ("question", "posts"), [("How many posts are vacant?", 16), ("How many technical posts are filled?", 71)]
)
def test_posts_are_counted(bot: Bot, question: str, posts: int) -> None:
    assert bot.ask(question).value == posts


def test_one_side_does_not_answer_a_comparison(bot: Bot) -> None:
    answer = bot.ask("How does the road maintenance estimate compare with the revised 2024/25 figure?")
    assert answer.value in (None, 870), answer.text
