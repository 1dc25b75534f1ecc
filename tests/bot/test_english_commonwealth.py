"""A small country's budget in brief and a council's estimates: budget beside estimate, ratios, savings, what each pupil costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import AsPrinted, bot_over

from bot.pipeline import Bot

COUNTRY = """# Commonwealth of Saint Bede

# Budget in Brief 2025/26

Table 1. Government operations ($ million)
Item\t2023/24 Actual\t2024/25 Budget\t2024/25 Estimate\t2025/26 Budget
Taxes\t410.0\t440.0\t431.0\t452.5
Grants\t30.0\t48.0\t25.0\t55.0
Total revenue\t440.0\t488.0\t456.0\t507.5

Table 2. Macroeconomic framework
Indicator\t2023/24 Actual\t2024/25 Budget\t2024/25 Estimate\t2025/26 Budget
Unemployment, %\t9.6\t9.1\t8.9\t8.5
Inflation, period average, %\t3.7\t2.8\t2.4\t2.2

# Glossary

Contingency - money set aside for needs that nobody foresaw; only Parliament may release it. Sinking fund - money put by to repay a loan.

These words are used in all tables.
"""
COUNCIL = """# Fenwick District Council Estimates 2025/26

Table 1. Savings included
Saving\tKind\t£000
Parking charges\tIncome\t(285)
Grants taper\tIncome\t(45)
Vacancy factor\tEfficiency\t(310)
Total savings\t\t(640)

Table 2. School sites
School\tGrades\tBudget £\tBudget per student £
Ash Primary\tK-5\t900,000\t9,000
Beech Primary\tK-5\t800,000\t8,000
Cedar Primary\tK-5\t700,000\t7,000
Dale High\t6-8\t1,200,000\t8,500
Elm High\t6-8\t1,100,000\t12,500
Fir Academy\t9-12\t2,000,000\t8,100
Gorse Academy\t9-12\t1,900,000\t8,200
Holly Primary\tK-5\t650,000\t7,100
Ivy Primary\tK-5\t640,000\t7,200
Juniper Primary\tK-5\t630,000\t7,300

Table 3. Rates to be levied
Division\tNet expenditure 2025/26 £\tNet expenditure 2024/25 £
Housing\t1,200\t1,100
Roads\t9,245\t8,792
Environment\t14,100\t13,447
Gross net expenditure\t24,545\t23,339
Rates to be levied\t30,949\t30,264

Table 4. Parks
Service\tAdopted 2024/25 £\tEstimated outturn 2024/25 £\tAdopted 2025/26 £
Playgrounds\t500\t530\t560
Gardens\t900\t870\t910
Total parks\t1,400\t1,400\t1,470
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("commonwealth")
    yield from map(AsPrinted, bot_over(folder, {"bede.txt": COUNTRY, "fenwick.txt": COUNCIL}))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much lower are grants in the 2024/25 budget than in the 2025/26 budget of Saint Bede?", "7"),
        ("What is Saint Bede's inflation rate in 2025/26?", "2.2"),
        ("What was the unemployment rate of Saint Bede in 2023/24?", "9.6"),
        ("What is Saint Bede's total revenue in the 2025/26 budget in million dollars?", "507.5"),
    ],
)
def test_budget_and_estimate_of_one_year_are_apart(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.value is not None
    assert abs(answer.value) == Decimal(value), answer.text


def test_down_tells_of_a_change(bot: Bot) -> None:
    answer = bot.ask(
        "By what percentage are Saint Bede's grants down in the 2024/25 estimate compared with the 2023/24 actual?"
    )
    assert answer.value is None or abs(answer.value) == Decimal("16.6667"), answer.text


def test_what_a_word_means_is_no_mean(bot: Bot) -> None:
    for question in (
        "What does contingency mean in Saint Bede?",
        "What does “contingency” mean and who may release it in Saint Bede?",
    ):
        answer = bot.ask(question)
        assert "nobody foresaw" in answer.text
        assert "repay a loan" not in answer.text


def test_the_largest_of_savings_in_brackets(bot: Bot) -> None:
    answer = bot.ask("What is the largest saving at Fenwick in 2025/26?")
    assert "Vacancy factor" in answer.text, answer.text


def test_what_each_costs_is_never_added(bot: Bot) -> None:
    answer = bot.ask("Which two Fenwick schools have the highest budget per student in 2025/26?")
    assert [item.label for item in answer.items][:2] == ["Elm High", "Ash Primary"], answer.text
    assert bot.ask("What is the budget per student of K-5 at Fenwick?").value is None


def test_what_stands_below_a_total_is_not_ranked(bot: Bot) -> None:
    answer = bot.ask("Rank the two divisions of Fenwick with the highest net expenditure in 2025/26.")
    assert [item.label for item in answer.items] == ["Environment", "Roads"], answer.text


def test_a_word_that_is_counted_is_not_left_aside(bot: Bot) -> None:
    answer = bot.ask("How many school groups at Fenwick shrink in 2025/26?")
    assert answer.value is None or answer.status != "answered", answer.text


def test_an_outturn_that_is_estimated(bot: Bot) -> None:
    for question in (
        "What was estimated as outturn for playgrounds at Fenwick in 2024/25?",
        "What is the estimated outturn for playgrounds at Fenwick in 2024/25?",
    ):
        assert bot.ask(question).value == 530
