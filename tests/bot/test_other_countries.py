"""Questions on papers of other countries: a demand for grants, a school district, a council, estimates in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import AsPrinted, bot_over

from bot.names.organisations import organisation_words, spoken_forms
from bot.names.paper_names import paper_words
from bot.pipeline import Bot
from index.model import Document

DEMAND = """Government of Sundara,,,,,,,,
DEMAND NO. 9 - FORESTS DEPARTMENT,,,,,,,,
Detailed Demand for Grants 2025-26,,,,,,,,
"(Rupees in lakh; BE = Budget Estimates, RE = Revised Estimates)",,,,,,,,
,,,,,,,,
Major Head,Minor Head,Object Head,Description,Voted/Charged,Accounts 2023-24,BE 2024-25,RE 2024-25,BE 2025-26
2406,001,01,Range Offices – Salaries,V,400.00,420.00,410.00,450.00
2406,001,13,Range Offices – Office Expenses,V,20.00,22.00,21.00,25.00
2406,001,,Total: Range Offices,V,420.00,442.00,431.00,475.00
2406,101,33,Bamboo Subsidy to Growers – Subsidies,V,90.00,100.00,80.00,120.00
2406,101,,Total: Bamboo Subsidy to Growers,V,90.00,100.00,80.00,120.00
2406,800,31,Green Rural Mission – State Share – Grants,V,40.00,60.00,30.00,50.00
2406,800,31,Green Rural Mission – Central Share – Grants,V,60.00,90.00,45.00,75.00
"""
SCHOOLS = """# Birch Valley Unified School District No. 7

## 2025-26 Proposed Budget (fiscal year July 1, 2025 to June 30, 2026)

*All amounts in dollars unless noted.*

### General Fund revenues

| Source | 2023-24 Actual | 2024-25 Revised Budget | 2025-26 Proposed Budget |
|:--|--:|--:|--:|
| Local property tax | 4,100 | 4,300 | 4,450 |
| State aid | 3,900 | 4,000 | 4,100 |
| **Total revenues** | **8,000** | **8,300** | **8,550** |

### General Fund expenditures

| Function | 2023-24 Actual | 2024-25 Revised Budget | 2025-26 Proposed Budget |
|:--|--:|--:|--:|
| Instruction | 5,000 | 5,200 | 5,400 |
| Special education | 1,900 | 2,000 | 2,150 |
| Transportation | 900 | 950 | 1,020 |
| **Total expenditures** | **7,800** | **8,150** | **8,570** |

### Enrollment (October 1 count; 2025-26 projected)

| School | 2023-24 | 2024-25 | 2025-26 |
|:--|--:|--:|--:|
| Birch High School | 610 | 600 | 590 |
| Elm Elementary | 300 | 310 | 325 |
| **District total** | **910** | **910** | **915** |

### Other funds, 2025-26

| Fund | Beginning balance | Revenues | Expenditures | Ending balance |
|:--|--:|--:|--:|--:|
| Food Fund | 120 | 400 | 410 | 110 |
| Bond Fund | 380 | 800 | 770 | 410 |
"""
COUNCIL = """# Upper Wold Borough Council

# Budget Book 2025/26

## Service budgets by portfolio
£000
Service\t2024/25 Original Budget\t2024/25 Forecast Outturn\t2025/26 Budget
Waste and Streets\t1,200\t1,250\t1,300
Planning Services\t500\t480\t530
Net cost of services\t1,700\t1,730\t1,830

## Medium Term Financial Strategy
£000
\t2025/26\t2026/27\t2027/28
Net revenue budget\t1,830\t1,900\t1,960
Budget gap\t70\t120\t160

## Average Single-Family Monthly Utility Bill
£
\t2024/25\t2025/26
Water\t31.50\t33.20
Sewerage\t40.10\t42.30

## Budgeted establishment
Full-time equivalents
Directorate\t2024/25\t2025/26
Waste and Streets\t41.0\t39.5
Planning Services\t19.6\t20.1
Total\t60.6\t59.6
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    papers = {
        "Sundara_Demand_9_Forests_2025-26.csv": DEMAND,
        "birch_valley_usd_2025-26_budget.md": SCHOOLS,
        "Upper_Wold_Budget_Book_2025-26.txt": COUNCIL,
    }
    yield from map(AsPrinted, bot_over(tmp_path_factory.mktemp("countries"), papers))


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("How much is the bamboo subsidy to growers in BE 2025-26 in Sundara?", "120", "lakh rupees"),
        ("bamboo subsidy to growers RE 2024-25 sundara", "80", "lakh rupees"),
        ("Sundara Demand No. 9: office expenses of range offices, accounts 2023-24?", "20", "lakh rupees"),
        ("What's Birch Valley's local property tax in the 2025-26 proposed budget?", "4450", "dollars"),
        ("How much did Birch Valley schools spend on special ed in 2023-24?", "1900", "dollars"),
        ("special ed spending 2023-24 actual birch valley", "1900", "dollars"),
        ("Total general fund revenues for 2025-26, Birch Valley USD 7?", "8550", "dollars"),
        ("How much is Birch Valley's bond fund spending in 2025-26?", "770", "dollars"),
        ("How many kids are projected at Elm Elementary in 2025-26 (Birch Valley district)?", "325", ""),
        ("What's the forecast budget gap for Upper Wold in 2027/28?", "160", "thousand pounds"),
        ("Upper Wold's forecast outturn for planning services in 2024/25?", "480", "thousand pounds"),
        ("What is the average single-family water charge per month in Upper Wold in 2025/26?", "33.20", "pounds"),
        ("How many FTE staff does Upper Wold's Planning Services directorate have in 2025/26?", "20.1", "FTE"),
        ("What does the new Upper Wold budget give planning services next year, 2025/26?", "530", "thousand pounds"),
        ("At 31 March 2026, what is the net revenue budget of Upper Wold BC?", "1830", "thousand pounds"),
        ("上沃尔德(Upper Wold)2025/26年度规划服务(Planning Services)的预算是多少英镑?", "530", "thousand pounds"),
        ("Birch Valley 学区2023-24年教学支出实际是多少美元?", "5000", "dollars"),
        ("Birch Valley 学区2024-25年有多少名学生?", "910", ""),
    ],
)
def test_a_stranger_gets_the_figure(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value, answer.unit or "") == ("answered", Decimal(value), unit), answer.text


def test_the_central_share_is_a_row_and_no_percentage(bot: Bot) -> None:
    first = "How much is the state share of the Green Rural Mission in Sundara in BE 2025-26?"
    assert bot.ask(first).value == 50
    answer = bot.ask("And the central share?", history=[first])
    assert (answer.value, answer.unit) == (75, "lakh rupees")


@pytest.mark.parametrize(
    "question",
    [
        "How much will Birch Valley spend at Elm Elementary in 2025-26?",
        "How much is the Upper Wold budget for planning surveyors in 2025/26?",
        "What does the Birch Valley budget give the bond museum in 2025-26?",
    ],
)
def test_what_the_papers_do_not_tell_is_no_figure(bot: Bot, question: str) -> None:
    assert bot.ask(question).value is None


def test_a_word_of_no_weight_is_left_aside_and_told(bot: Bot) -> None:
    answer = bot.ask("What does the new Upper Wold budget give the Planning Services directorate in 2025/26?")
    assert answer.value == 530


def test_papers_are_called_by_their_file_and_number() -> None:
    paper = Document(
        "a", "head193_islands_department_2025-26.pdf", "", "", "Head 193", "", 2025, "budget", "department", None
    )
    assert {"head 193", "总目193"} <= paper_words(paper)
    assert "final" not in paper_words(
        Document("a", "final_budget_2025.pdf", "", "", "", "", 2025, "budget", "department", None)
    )
    assert {"cedar usd", "cedar schools", "cedar usd 4"} <= spoken_forms("Cedar Unified School District No. 4")
    words = organisation_words(
        [Document("a", "b.pdf", "", "", "", "City of Oakham", 2025, "budget", "department", None)]
    )
    assert "oakham市" in words


def test_the_year_before_is_of_the_stage_that_the_paper_prints_for_it(bot: Bot) -> None:
    first = "How much local property tax is in Birch Valley's 2025-26 proposed budget?"
    assert bot.ask(first).value == 4450
    assert bot.ask("and the year before that?", history=[first]).value == 4300


def test_the_estimate_of_a_year_gone_by_is_what_was_expected_to_come_of_it(bot: Bot) -> None:
    first = "How much is the Upper Wold budget for planning services in 2025/26?"
    assert bot.ask(first).value == 530
    assert bot.ask("And for 2024/25, the forecast outturn?", history=[first]).value == 480
