"""Sentences of English papers that tell what no form does; rows by what heads them; funds by short names; bands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import AsPrinted, bot_over

from bot.pipeline import Bot

COUNCIL = """# Marlock District Council

# Annual Budget 2025/26

## Leader's report

The Council adopted this budget by Resolution No. 2025-09 on 27 February 2025.

Flood repairs followed Storm Hesper in November 2024. The engineers put the damage at £3.4 million.

The weekly rent of a council garage goes up from £11.50 to £12.20.

The number of rough sleepers is the reason for the new hostel: 37 at the end of October 2024, compared with 29 a year before.

Table 1. Capital programme
Project\t2024/25 £000\t2025/26 £000
Harbour wall\t400\t900
Sports hall roof\t300\t250
Bus depot\t100\t1,200
Hostel\t0\t700
Total capital programme\t800\t3,050

Table 3. Establishment
Portfolio\tPosts April 2024\tPosts April 2025
Housing\t20.0\t22.5
Planning\t31.0\t29.0
Streets\t40.5\t38.0
Total\t91.5\t89.5

Table 4. Revenue account
Item\tOriginal 2024/25 £000\tRevised 2024/25 £000\tOriginal 2025/26 £000
Net cost of services\t1,300\t1,480\t1,420

Table 2. Charges by band
Band\tDistrict council tax 2025/26 (£)
A\t100.10
B\t116.80
G\t250.25
H\t300.30
"""
SCHOOLS = """# Pinewater Public Schools

# 2025-26 Budget - Summary of All Funds

Table 1. Summary of all funds
Fund name\tRevenues\tExpenditures\tSurplus (deficit)
General\t60,000,000\t61,500,000\t(1,500,000)
Food Service\t3,000,000\t3,200,000\t(200,000)
Community Service\t2,100,000\t2,000,000\t100,000
Total all funds\t65,100,000\t66,700,000\t(1,600,000)

Table 2. Site budgets 2025-26 (General Fund, school-level only)
School\tBudget
Ash Elementary\t9,000,000
Birch Elementary\t8,000,000
Cedar High\t15,000,000
Total school sites\t32,000,000
"""
NATION = """# Republic of Lindia

# Budget in Brief 2025/26

Table 1. Appropriations by head, 2025/26 ($ million)
Head\tTotal
Parliament\t400.0
Ministry of Health\t210.0
Ministry of Education\t240.0
Ministry of Works\t150.0
Ministry of Justice\t80.0
Total\t1,080.0

Table 2. Key ratios (percent of GDP)
Item\t2024/25 Estimate\t2025/26 Budget
Revenue\t19.5%\t20.1%
Overall balance\t(2.2%)\t(2.7%)
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("quoted")
    papers = {"marlock.txt": COUNCIL, "pinewater.txt": SCHOOLS, "lindia.txt": NATION}
    yield from map(AsPrinted, bot_over(folder, papers))


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        ("How much damage did Storm Hesper do in Marlock?", "damage at £3.4 million", None),
        ("What does the weekly rent of a garage in Marlock go up to in 2025/26?", "£12.20", "12.20"),
        ("how many rough sleepers were there in Marlock at the end of October 2024", "37", "37"),
        ("On what date was the Marlock budget adopted, and by which resolution?", "27 February 2025", None),
    ],
)
def test_a_sentence_tells_what_no_form_does(bot: Bot, question: str, said: str, value: str | None) -> None:
    answer = bot.ask(question)
    assert said in answer.text, answer.text
    assert value is None or answer.value == Decimal(value)


@pytest.mark.parametrize(
    "question",
    [
        "How many rough sleepers were there in Marlock at the end of June 2023?",
        "What does the weekly rent of a council flat in Marlock go up to in 2025/26?",
        "How much damage did Storm Ophelia do in Marlock?",
    ],
)
def test_a_sentence_of_another_thing_or_time_is_not_quoted(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Name the two most expensive capital projects in Marlock in 2025/26.", ["Bus depot", "Harbour wall"]),
        ("Which two schemes cost the most in Marlock's capital programme 2025/26?", ["Bus depot", "Harbour wall"]),
        ("Which two ministries get the most in Lindia in 2025/26?", ["Ministry of Education", "Ministry of Health"]),
    ],
)
def test_what_a_form_lists_is_ranked_by_its_header(bot: Bot, question: str, labels: list[str]) -> None:
    answer = bot.ask(question)
    assert [item.label for item in answer.items] == labels, answer.text


def test_the_largest_deficit_is_no_surplus(bot: Bot) -> None:
    assert "General" in bot.ask("Which fund has the largest deficit in Pinewater in 2025-26?").text
    assert "Community Service" in bot.ask("Which fund has the largest surplus in Pinewater in 2025-26?").text


def test_a_fund_is_not_the_total_of_a_part_of_it(bot: Bot) -> None:
    for question in (
        "Pinewater General Fund expenditures 2025-26?",
        "General Fund spending of Pinewater schools 2025-26",
    ):
        answer = bot.ask(question)
        assert answer.value in (None, Decimal(61500000)), answer.text
    assert bot.ask("What are Pinewater's General Fund expenditures in 2025-26?").value == Decimal(61500000)


def test_a_band_is_a_row(bot: Bot) -> None:
    assert bot.ask("How much is council tax for band H in Marlock in 2025/26?").value == Decimal("300.30")


def test_a_claim_of_a_speech_is_held_against_its_form(bot: Bot) -> None:
    asked = "Lindia's budget speech puts the 2025/26 deficit at {} percent of GDP. Does Table 2 agree?"
    assert bot.ask(asked.format("2.4")).truth is False
    assert bot.ask(asked.format("2.7")).truth is True
    note = "Note 3 in the Pinewater budget speaks of a General Fund deficit of ${} million. Is that what the Summary shows for 2025-26?"
    assert bot.ask(note.format("2.1")).truth is False
    assert bot.ask(note.format("1.5")).truth is True


def test_a_deficit_is_as_large_as_it_is_without_its_sign(bot: Bot) -> None:
    assert bot.ask("Is the General Fund deficit of Pinewater $1,500,000 in 2025-26?").truth is True
    assert bot.ask("Is the General Fund deficit of Pinewater $1,400,000 in 2025-26?").truth is False


def test_a_ratio_is_told_by_the_form_of_ratios(bot: Bot) -> None:
    answer = bot.ask("What is Lindia's deficit in percent of GDP in 2025/26?")
    assert answer.value is not None
    assert (abs(answer.value), answer.unit) == (Decimal("2.7"), "%"), answer.text


def test_rows_that_have_less_are_listed_and_no_year(bot: Bot) -> None:
    answer = bot.ask("Which portfolios in Marlock have fewer posts in April 2025 than in April 2024?")
    assert "Planning" in answer.text, answer.text
    assert "Streets" in answer.text
    assert "Housing" not in answer.text


def test_a_revised_estimate_is_not_the_original(bot: Bot) -> None:
    answer = bot.ask(
        "By how much did Marlock's net cost of services go down between the revised 2024/25 and the original 2025/26 estimate?"
    )
    assert answer.value in (None, Decimal(60000), Decimal(-60000), Decimal(60), Decimal(-60)), answer.text
