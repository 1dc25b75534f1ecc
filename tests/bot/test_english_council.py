"""An English council's book: directorates over their services, posts, schemes and how they are paid for, charges with £."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from asking import AsPrinted, bot_over

from bot.pipeline import Bot

COUNCIL = """# Larkford Borough Council – Adopted Budget 2025/26

## Table 1: Service budgets
£000

| Service | Net budget 2025/26 | Net budget 2024/25 | Growth | Savings |
|---|---:|---:|---:|---:|
| Adults and Health | | | | |
| Homecare | 3,100 | 2,900 | 250 | (50) |
| Day centres | 1,300 | 1,310 | - | (10) |
| Directorate total | 4,400 | 4,210 | 250 | (60) |
| Places | | | | |
| Waste and Streets | 3,500 | 3,420 | 120 | (40) |
| Museums | 640 | 655 | - | (15) |
| Directorate total | 4,140 | 4,075 | 120 | (55) |
| Total services | 8,540 | 8,285 | 370 | (115) |

## Table 2: Savings proposals
£000

| Ref | Directorate | Proposal | 2025/26 |
|---|---|---|---:|
| A1 | Adults and Health | Review of rota | 50 |
| A2 | Adults and Health | Shared transport | 10 |
| P1 | Places | Fewer rounds | 40 |
| P2 | Places | Museum shop | 15 |
| Total | | | 115 |

## Table 3: Posts
Full-time equivalents

| Directorate | 2024/25 | 2025/26 |
|---|---:|---:|
| Adults and Health | 210.0 | 204.5 |
| Places | 150.0 | 152.0 |
| Total | 360.0 | 356.5 |

## Table 4: Capital programme
£000

| Scheme | Directorate | 2025/26 | 2026/27 |
|---|---|---:|---:|
| Mill bridge | Places | 900 | 400 |
| Depot roof | Places | 300 | - |
| Care home lift | Adults and Health | 200 | 100 |
| Archive store | Places | 100 | 100 |
| Total | | 1,500 | 600 |

## Table 5: Capital financing
£000

| Source | 2025/26 | 2026/27 |
|---|---:|---:|
| Prudential borrowing | 600 | 250 |
| Government grants | 900 | 350 |

## Table 6: Charges

| Charge | 2024/25 | 2025/26 |
|---|---:|---:|
| Green waste bin | £41.00 | £46.50 |
| Market stall, per day | £18.00 | £19.00 |
| Archive search | £12.00 | no charge |
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("larkford")
    yield from map(AsPrinted, bot_over(folder, {"larkford.md": COUNCIL}))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Which Larkford directorate has the largest net budget in 2025/26?", 4_400),
        ("What is the net budget of Adults and Health in 2025/26?", 4_400),
        ("What is the net budget of Places for 2024/25?", 4_075),
        ("What is the net budget for museums in 2025/26?", 640),
        ("What is the total capital programme for Larkford in 2025/26?", 1_500),
        ("How much will Larkford spend on the Mill bridge in 2026/27?", 400),
    ],
)
def test_a_total_that_says_only_its_sort_is_of_its_heading(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", value, "thousand pounds"), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How many posts will Larkford lose overall between 2024/25 and 2025/26?",
        "How many full-time equivalent posts does Larkford lose in 2025/26?",
    ],
)
def test_a_number_of_posts_lost_is_of_all_of_them(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal("3.5")), answer.text


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("What share of the Larkford 2025/26 capital programme is paid for by prudential borrowing?", "40"),
        ("What percentage of the capital programme is funded by government grants in 2025/26?", "60"),
    ],
)
def test_what_pays_for_a_programme_is_a_share_of_its_own_form(bot: Bot, question: str, percent: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(percent), "%"), answer.text


def test_no_list_of_schemes_or_savings_is_all_that_is_spent(bot: Bot) -> None:
    answer = bot.ask("What is Larkford's total spending in 2025/26?")
    assert answer.value not in (1_500, 115), answer.text


@pytest.mark.parametrize("question", ["And how much of that is growth?", "How much of it is growth?"])
def test_growth_that_a_form_prints_is_its_column(bot: Bot, question: str) -> None:
    answer = bot.ask(question, history=["What is the net budget for Homecare in 2025/26?"])
    assert (answer.status, answer.value) == ("answered", 250), answer.text


def test_charges_have_the_currency_whose_sign_they_bear(bot: Bot) -> None:
    answer = bot.ask("How much does a green waste bin cost in Larkford in 2025/26?")
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal("46.5"), "pounds"), answer.text


COUNTY = """# Fennel County FY2026 Adopted Budget

## Schedule 1. Expenditures by department
(in dollars)

| Department | FY2025 Adopted | FY2026 Adopted |
|---|---:|---:|
| Assessor | 410,000 | 425,000 |
| Library | 300,000 | 290,000 |
| Road Works | 1,250,000 | 1,400,000 |
| Total | 1,960,000 | 2,115,000 |

## Fennel County
The county employs 24 people.
"""


@pytest.mark.parametrize(
    "question",
    [
        "Which Fennel County department gets the biggest increase in FY2026 compared with FY2025, and by how much?",
        "Which Fennel County department has the largest increase from FY2025 to FY2026?",
    ],
)
def test_a_countys_department_is_one_of_its_departments(tmp_path: Path, question: str) -> None:
    for bot in bot_over(tmp_path, {"fennel.md": COUNTY}):
        answer = bot.ask(question)
        assert (answer.status, answer.value) == ("answered", 150_000), answer.text
        assert "Road Works" in answer.text


RESERVES = """# Larkford Borough Council – Adopted Budget 2025/26

## Table 9: Reserves
£000

| Reserve | Balance 1 April 2025 | Contributions | Use | Balance 31 March 2026 |
|---|---:|---:|---:|---:|
| General working balance | 5,200 | - | - | 5,200 |
| Smoothing Reserve | 3,100 | - | (900) | 2,200 |
| Insurance Reserve | 1,150 | 200 | (350) | 1,000 |
| Total | 9,450 | 200 | (1,250) | 8,400 |

Rents fall as two estates are sold in the summer.
"""


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("Will the General working balance at Larkford stay above the £5.0 million minimum at March 2026?", True),
        ("Will the Smoothing Reserve at Larkford remain above £2.5 million at 31 March 2026?", False),
    ],
)
def test_a_day_is_no_other_figure_to_hold_one_against(tmp_path: Path, question: str, truth: bool) -> None:
    for bot in bot_over(tmp_path, {"larkford.md": RESERVES}):
        answer = bot.ask(question)
        assert (answer.status, answer.truth) == ("answered", truth), answer.text


def test_what_is_drawn_from_a_reserve_is_its_use(tmp_path: Path) -> None:
    for bot in map(AsPrinted, bot_over(tmp_path, {"larkford.md": RESERVES})):
        answer = bot.ask("How much does Larkford plan to draw from the Smoothing Reserve in 2025/26?")
        assert (answer.status, answer.value) == ("answered", -900), answer.text


def test_a_cause_may_be_told_with_as(tmp_path: Path) -> None:
    for bot in bot_over(tmp_path, {"larkford.md": RESERVES}):
        assert "estates are sold" in bot.ask("Why do rents fall at Larkford?").text


TAX = """# Larkford Borough Council – Adopted Budget 2025/26

## Table 5: Band D council tax
£

| Authority | 2024/25 | 2025/26 |
|---|---:|---:|
| Larkford Borough Council | £1,500.00 | £1,560.00 |
| Police Commissioner | £260.00 | £270.00 |
| Total | £1,760.00 | £1,830.00 |
"""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much has the Larkford Borough Council element of Band D council tax gone up in 2025/26?", 60),
        ("How much has Larkford Borough Council's Band D council tax increased in 2025/26?", 60),
        ("What is Larkford Borough Council's Band D council tax in 2025/26?", 1_560),
    ],
)
def test_a_councils_own_part_of_the_tax_in_a_band_is_its_row(tmp_path: Path, question: str, value: int) -> None:
    for bot in bot_over(tmp_path, {"larkford.md": TAX}):
        answer = bot.ask(question)
        assert (answer.status, answer.value) == ("answered", value), answer.text
