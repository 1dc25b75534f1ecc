"""A total called as a form is titled, where another form has a row of that name; shares in it, and rows of a form of the same sum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import AsPrinted, bot_over

from bot.pipeline import Bot

COUNCIL = """# Brackmoor Borough Council – Budget Book 2025/26

## Table 3: Budget pressures (£000)

| Pressure | 2025/26 | 2026/27 |
|---|---:|---:|
| Pay awards | 700 | 500 |
| Capital financing | 90 | 120 |
| Total | 790 | 620 |

## Table 4: Capital programme (£000)

| Scheme | 2025/26 | 2026/27 |
|---|---:|---:|
| Quay wall | 2,500 | 1,000 |
| Pool roof | 1,500 | 500 |
| Total | 4,000 | 1,500 |

## Table 5: Capital financing (£000)

| Source | 2025/26 | 2026/27 |
|---|---:|---:|
| Government grants | 2,400 | 900 |
| Prudential borrowing | 1,600 | 600 |
| Total | 4,000 | 1,500 |

## Table 6: Reserves (£000)

| Reserve | 2025/26 | 2026/27 |
|---|---:|---:|
| Working balance | 6,000 | 5,500 |
| Waste reserve | 900 | 800 |
| Total | 6,900 | 6,300 |

## Table 7: Services (£000)

| Service | 2024/25 Original Budget | 2024/25 Revised Budget | 2025/26 Net Budget |
|---|---:|---:|---:|
| Homes | 1,200 | 1,350 | 1,400 |
| Streets | 900 | 860 | 910 |
| Total | 2,100 | 2,210 | 2,310 |

## Table 8: Earmarked reserves (£000)

| Reserve | Balance at 1 April 2025 | Drawdown 2025/26 | Balance at 31 March 2026 |
|---|---:|---:|---:|
| Storm reserve | 450 | (50) | 400 |
| Total | 450 | (50) | 400 |
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("brackmoor")
    yield from map(AsPrinted, bot_over(folder, {"brackmoor.md": COUNCIL}))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What is the total capital financing of Brackmoor in 2025/26?", 4_000),
        ("What is total capital financing in 2026/27?", 1_500),
        ("How big is Brackmoor's capital programme in 2026/27?", 1_500),
        ("What do the budget pressures come to in total in 2025/26?", 790),
        ("What is the budget pressure from capital financing in 2025/26?", 90),
        ("How much are pay awards among the budget pressures in 2026/27?", 500),
        ("How much prudential borrowing is planned for the 2025/26 capital programme?", 1_600),
        ("How much of the capital programme is paid for by government grants in 2026/27?", 900),
    ],
)
def test_a_total_is_of_the_form_that_is_titled_so(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", value, "thousand pounds"), answer.text


def test_a_share_in_a_talk_is_of_the_total_of_its_own_form(bot: Bot) -> None:
    first = "How much prudential borrowing is planned for the 2025/26 capital programme in Brackmoor?"
    answer = bot.ask("What share of that year's total capital financing does this represent?", history=[first])
    assert (answer.status, answer.value) == ("answered", Decimal(40)), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What share of the total budget pressures is prudential borrowing in 2025/26?",
        "What proportion of pay awards is the working balance in 2025/26?",
        "Which part of the waste reserve is prudential borrowing in 2025/26?",
    ],
)
def test_no_part_is_larger_than_its_whole(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.value is None or answer.value <= 100, answer.text


def test_what_is_in_no_form_of_the_same_sum_is_none_of_it(bot: Bot) -> None:
    answer = bot.ask("How much working balance is planned for the 2025/26 capital programme?")
    assert answer.status == "not_found", answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How far did Brackmoor's 2024/25 budget for Homes move from original to revised?", 150),
        ("What is the difference between the original and the revised 2024/25 budget for Homes?", 150),
        ("How much higher is the revised than the original 2024/25 budget for Homes?", 150),
        ("How much lower is the 2024/25 revised budget than the original budget for Streets?", 40),
        ("How much headroom is there between Homes and Streets in 2025/26?", 490),
        ("Averaged over 2025/26 to 2026/27, what does Brackmoor plan to spend on capital each year?", 2_750),
        ("What is the opening balance of the Storm reserve at 1 April 2025?", 450),
        ("How much will be left in the Storm reserve at 31 March 2026?", 400),
    ],
)
def test_what_is_said_in_other_words(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert answer.value is not None, answer.text
    assert abs(answer.value) == value, answer.text


def test_a_stage_alone_is_of_its_own_column(bot: Bot) -> None:
    assert bot.ask("What was the original 2024/25 budget for Homes?").value == 1_200
    assert bot.ask("What was the revised 2024/25 budget for Homes?").value == 1_350


def test_what_is_left_after_an_opening_balance(bot: Bot) -> None:
    first = "What is the opening balance of the Storm reserve at 1 April 2025?"
    answer = bot.ask("And what will be left by 31 March 2026?", history=[first])
    assert (answer.status, answer.value) == ("answered", 400), answer.text


@pytest.mark.parametrize(
    ("question", "truth", "apart"),
    [
        ("Is the budget for Homes higher than that for Streets in 2025/26, and by how much?", True, 490),
        ("Is Streets higher than Homes in 2025/26, and if so, by how much?", False, None),
    ],
)
def test_whether_one_is_larger_and_by_how_much(bot: Bot, question: str, truth: bool, apart: int | None) -> None:
    answer = bot.ask(question)
    assert (answer.truth, answer.value) == (truth, apart), answer.text
