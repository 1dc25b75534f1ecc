"""English as people put it: sayings, remarks beside the question, claims to be checked; over a small paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from asking import AsPrinted, bot_over

from bot.model import Answer
from bot.names.segment import prepare
from bot.reading.sayings import outright
from prompts import load_yaml

SAYINGS: list[dict[str, Any]] = load_yaml("sayings.en.yaml")["sayings"]
PAPER = """# Alder Bay Council

# Revenue Budget {year}

## Table 1: Spending by service
£
Service\t{year} Budget
Street lighting\t{lighting}
Museums\t200
Refuse collection\t100
Grants to individuals and families\t40
Total spending\t{total}
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Answer]]:
    papers = {
        "alder-2024.txt": PAPER.format(year=2024, lighting=300, total=640),
        "alder-2025.txt": PAPER.format(year=2025, lighting=360, total=700),
    }
    for bot in bot_over(tmp_path_factory.mktemp("alder"), papers):
        yield AsPrinted(bot).ask


@pytest.mark.parametrize("saying", SAYINGS, ids=[one["as"][0] for one in SAYINGS])
def test_each_saying_means_what_its_example_says(saying: dict[str, Any]) -> None:
    before, after = saying["as"]
    assert prepare(before) == before.lower()
    assert outright(before, "sayings.en.yaml") == after != before


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What do you get if you add museums to refuse collection in Alder Bay's 2025 budget?", 300),
        ("Put grants to individuals and families and museums in one pot: how much is that in the 2025 budget?", 240),
        ("Subtract refuse collection from street lighting, please, budget 2025.", 260),
        ("Street lighting minus museums in the 2025 budget, what's left?", 160),
        ("Compared with museums, how much bigger is the amount of street lighting in the 2025 budget?", 160),
        ("How many times as large as refuse collection is museums in the 2025 budget?", 2),
        ("If refuse collection counts as one, what does museums count as in the 2025 budget?", 2),
        ("By what factor is museums larger than refuse collection in the 2025 budget?", 2),
        ("What slice of total spending does refuse collection take in the 2024 budget?", Decimal("15.625")),
        ("If I lump museums and refuse collection together, what do I get in the 2025 budget? Best, Ann", 300),
        ("Museums less refuse collection, 2025 budget?", 100),
        ("Express museums as a multiple of refuse collection, 2025 budget.", 2),
        ("Museums as % of refuse collection in the 2025 budget?", 200),
        ("What was street lighting in the year before 2025?", 300),
        ("How much is budgeted for museums in the year after 2024?", 200),
        ("Total museums and refuse collection, 2025 budget.", 300),
        ("One column is museums the first and refuse collection the second; joint figure, 2025 budget?", 300),
        ("Museums seems rather larger, how wide is the gap to refuse collection in the 2025 budget?", 100),
        ("Set refuse collection to 1, then which multiple is museums in the 2025 budget?", 2),
        (
            "Measured against total spending, what proportion is refuse collection in the 2024 budget?",
            Decimal("15.625"),
        ),
        (
            "I chose refuse collection under total spending from the 2024 budget; what share would that be?",
            Decimal("15.625"),
        ),
        ("If museums and refuse collection were both scrapped, how much would that be in the 2025 budget?", 300),
        ("Museums and refuse collection squeezed into one number, 2025 budget?", 300),
        ("How much must the council add to refuse collection to match museums in the 2025 budget?", 100),
        ("Museums is ahead of refuse collection by what margin in the 2025 budget?", 100),
        ("How often does refuse collection fit into museums in the 2025 budget?", 2),
        ("Refuse collection over total spending as a percentage, 2024 budget?", Decimal("15.625")),
        (
            "If the whole spending in the 2024 budget were 100 pounds, how many would be refuse collection?",
            Decimal("15.625"),
        ),
        ("If you pile museums on top of refuse collection, where do you land in the 2025 budget?", 300),
        ("My trainer makes us look up museums in the 2025 budget. Thanks a bunch, Wanda", 200),
        ("Kindly advise the balance of the line museums, 2025 budget.", 200),
        ("I was asked to copy museums from the 2025 budget into our ledger, but I can't see it.", 200),
        (
            "If the council had 100 pounds to spend in the 2024 budget, how many would go to refuse collection?",
            Decimal("15.625"),
        ),
        ("What happened to street lighting between 2024 and 2025 in the budget, in pounds?", 60),
        ("By what amount has street lighting gone up or down since 2024 in the 2025 budget?", 60),
        ("Has street lighting risen or fallen since 2024? We need the change in the 2025 budget.", 60),
        ("Let total spending in the 2024 budget be 100. Where does refuse collection stand then?", Decimal("15.625")),
        ("What remains if we shave refuse collection off street lighting in the 2025 budget?", 260),
        ("Divide museums by refuse collection for the 2025 budget, which is the quotient?", 2),
        ("The chair expects a single figure: museums along with refuse collection in the 2025 budget.", 300),
        ("For one pound of refuse collection, how many pounds of museums does the council have in 2025?", 2),
        ("Start with street lighting in the 2025 budget, take away museums, and tell us what remains.", 160),
        ("Museums comes on top of refuse collection, so how much is the bill for both in the 2025 budget?", 300),
        ("How much must be trimmed from museums in the 2025 budget until it matches refuse collection?", 100),
        ("How deep a hole does refuse collection make in total spending in the 2024 budget?", Decimal("15.625")),
    ],
)
def test_what_is_worked_out_may_be_said_in_many_ways(ask: Callable[..., Answer], question: str, value: Decimal) -> None:
    assert ask(question).value == value


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("I'm tired of scrolling, my phone is tiny. How much is museums in the 2025 budget?", "tired"),
        ("For a seminar next Tuesday I need the 2025 budget for museums.", "seminar"),
        ("Just to settle a quarrel at home, what are museums in the 2025 budget?", "quarrel"),
        ("How much is museums in the 2025 budget? My colleague has mislaid the printout.", "mislaid"),
        ("How much is museums in the 2025 budget, if you'd be so kind?", "kind"),
        ("How much is museums in the 2025 budget? I'm asking for an uncle who lost his spectacles.", "spectacles"),
        ("I have no patience left for glossy forewords! Museums, 2025 budget, how much?", "glossy"),
        ("The scanner chews every page of it, so what is museums in the 2025 budget?", "scanner"),
        ("My partner and I tossed a coin, and before I ring him I want the sum for museums, 2025 budget.", "ring"),
        ("Endless digits bore cyclists, hence kindly state museums in the 2025 budget.", "cyclists"),
        ("Ballots stand in my hallway. How much is museums in the 2025 budget?", "ballots"),
        ("Every leaflet needs a hook, so what is museums in the 2025 budget?", "leaflet"),
        ("I forget what it's called, but museums is the line, what is the amount in the 2025 budget?", "forget"),
    ],
)
def test_a_remark_that_names_no_figure_is_left_aside_and_told(
    ask: Callable[..., Answer], question: str, left: str
) -> None:
    answer = ask(question)
    assert answer.value == 200
    assert any(left in notice.text for notice in answer.notices)


@pytest.mark.parametrize(
    "question",
    [
        "How much is museums in the 2025 budget? I only want the overtime part.",
        "How much is museums in the 2025 budget, we want it for the first half.",
        "I need the figure for veterans. How much is museums in the 2025 budget?",
        "We are interested in wheelchairs, how much is museums in the 2025 budget?",
        "Wheelchairs, 2025 budget: how much is museums?",
        "We can do without the full year, just the first half: museums, 2025 budget.",
        "How much is museums in the 2025 budget, excluding repairs?",
        "I want the figure for wheelchairs: museums, 2025 budget.",
        "We need it for wheelchairs: museums, 2025 budget.",
        "With wheelchairs in mind, how much is museums in the 2025 budget?",
        "My cousin manages the wheelchairs, so how much of museums in the 2025 budget is theirs?",
        "I worry about wheelchairs. How much is spent on it in the 2025 budget?",
        "How much does the council owe for museums in the 2025 budget?",
        "What is the budget for museums in the year after 2025?",
        "My neighbour says museums floofs refuse collection in the 2025 budget. Does it?",
        "If total spending were a pizza of 100 wedges, how many would museums get in the 2025 budget?",
        "Is the council right to spend so much on museums in the 2025 budget?",
        "For every dollar I own, museums gets something in the 2025 budget, correct?",
        "Trainees are cheap. How much of museums in the 2025 budget do they get?",
        "Trainees are many. What does each of them get from museums in the 2025 budget?",
        "Our branch in the hills is tiny. What is its museums, Alder Bay Council, 2025 budget?",
        "Does the council need so much museums in the 2025 budget?",
        "The wheelchairs matter to us. How much is museums in the 2025 budget?",
        "We are talking about wheelchairs here. How much is museums in the 2025 budget?",
        "We speak of the wheelchairs. How much is museums in the 2025 budget?",
        "Our focus is the wheelchairs. How much is museums in the 2025 budget?",
        "My interest lies in the wheelchairs. How much is museums in the 2025 budget?",
        "For the trainees employed abroad, how much is museums in the 2025 budget?",
        "The trainees employed abroad: how much is museums in the 2025 budget?",
        "Kiosks in the harbour: how much is museums in the 2025 budget?",
        "Kiosks in the harbour. How much is museums in the 2025 budget?",
        "The kiosk was repaired. How much of museums in the 2025 budget went there?",
        "Trainees earn little. How much is museums for these people in the 2025 budget?",
        "If the lawsuit is lost, how much is museums in the 2025 budget?",
        "The cash went to a kiosk. How much is museums in the 2025 budget?",
        "Was it wise for the council to have such a museums in the 2025 budget?",
        "I stroll past the Forestry Bureau every day. How much is museums in its 2025 budget?",
        "With museums at 100 percent, I like refuse collection in the 2025 budget.",
    ],
)
def test_a_clause_that_may_change_the_figure_is_never_left_aside(ask: Callable[..., Answer], question: str) -> None:
    assert ask(question).value is None


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("Can you verify that the council reported £200 for museums in the 2025 budget?", True),
        ("I've noted down £250 for museums. Please confirm against the 2025 budget.", False),
        ("Did I hear correctly on the radio that museums is £200 in the 2025 budget?", True),
        (
            "The draft leaflet on my desk gives museums in the 2025 budget as £210. Can I print it, or is it wrong?",
            False,
        ),
        ("Would it be correct to write that museums is over £150 in the 2025 budget?", True),
        ("Does museums go past £250 in the 2025 budget?", False),
        ("Our threshold for a second look is £150. Is museums in the 2025 budget above it?", True),
        ("We tick whatever exceeds £250, so tell me: is museums in the 2025 budget higher than that?", False),
        ("The radio said, without a blush, that museums is £200 in the 2025 budget; is that true?", True),
        ("Museums is £200 in the 2025 budget. Am I mistaken?", False),
        ("Museums is £250 in the 2025 budget. Is that false?", True),
        ("Refuse collection is more than museums in the 2025 budget. Is that true?", False),
        ("I'd have guessed museums is larger than refuse collection in the 2025 budget. Was it?", True),
        ("£250 for museums in the 2025 budget, do I have that right?", False),
        ("Isn't museums less than refuse collection in the 2025 budget?", False),
        ("I jotted down £250 for museums in the 2025 budget. Is that right?", False),
        ("We have £200 down for museums in the 2025 budget. Correct?", True),
        ("Museums in the 2025 budget came down to £250, is that so?", False),
        ("Museums in the 2025 budget fell below £250, is that so?", True),
        ("My neighbour reckons museums outdoes refuse collection in the 2025 budget. Does it?", True),
        ("My neighbour reckons refuse collection outdoes museums in the 2025 budget. Does it?", False),
    ],
)
def test_claims_are_checked(ask: Callable[..., Answer], question: str, truth: bool) -> None:
    assert ask(question).truth is truth


@pytest.mark.parametrize(
    "question",
    [
        "Is museums or refuse collection the larger one in the 2025 budget?",
        "What's higher, refuse collection or museums? 2025 budget",
        "Between refuse collection and museums, where does the council show the greater sum in the 2025 budget?",
        "Refuse collection vs museums in the 2025 budget: who wins?",
        "My aunt tips refuse collection, I say museums. Which is the bigger one in the 2025 budget?",
        "Of the pair, museums and refuse collection, which one has more in the 2025 budget?",
        "Comparing refuse collection with museums, which has the upper hand in the 2025 budget?",
        "Weigh refuse collection against museums in the 2025 budget and name the greater one.",
        "Lay refuse collection and museums side by side for the 2025 budget: which is bigger?",
    ],
)
def test_the_larger_of_two_is_named(ask: Callable[..., Answer], question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith("Museums")


@pytest.mark.parametrize(
    "after",
    [
        "Got that, now the same for museums",
        "Great, could you do museums next?",
        "One more: museums",
        "Lovely, but my cousin also wants museums, so how much is that one?",
        "Right. Museums as well, please.",
        "Okay, thanks. And museums?",
        "Now museums.",
        "How much is it for museums?",
    ],
)
def test_a_follow_up_keeps_its_year(ask: Callable[..., Answer], after: str) -> None:
    answer = ask(after, history=["How much is street lighting in the 2024 budget?"])
    assert (answer.value, "2024" in answer.text) == (200, True)


@pytest.mark.parametrize(
    "question",
    [
        "Out of these three, museums, refuse collection, street lighting, where is most money in the 2025 budget?",
        "Which is the biggest in the 2025 budget: museums, street lighting or refuse collection?",
        "2025 budget, choose the greatest: museums / street lighting / refuse collection",
        "Museums; refuse collection; street lighting: largest one in the 2025 budget?",
    ],
)
def test_the_largest_of_several_named_is_told(ask: Callable[..., Answer], question: str) -> None:
    assert ask(question).value == 360


def test_an_either_or_over_the_years_has_no_yes(ask: Callable[..., Answer]) -> None:
    answer = ask("Has street lighting risen or fallen since 2024?")
    assert answer.truth is None
    assert [item.value for item in answer.items] == [300, 360]
