"""Labels of records as people call them: parts of long names, all of a sort, codes; and what notes tell of the year before."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from asking import build_store

from bot.flat.names import nouns_of
from bot.model import Answer
from bot.pipeline import Bot

Ask = Callable[[str], Answer]
HEADER = (
    "Year Name",
    "Department",
    "Org Description",
    "Fund Description",
    "Account Type",
    "Account Description",
    "Amount",
)
GENERAL, SEAWALL = "1010 - General Fund: Working Purpose", "2300 - Measure K: Seawall Act 2011"
ORGS = {
    "Museums": ("71 - Anchor Branch", "72 - Beacon Branch", "73 - Cutter Branch"),
    "Leisure": ("90 - Aquarium",),
    "City Board": ("00111 - Quarter One", "00211 - Quarter Two", "00311 - Quarter Three"),
}
ACCOUNTS = {
    "Expense": ("51111 - Wages: Regular", "53112 - Facilities: Ropes"),
    "Revenue": ("42111 - Licenses: Kite", "41512 - Local Taxes: Mooring Tax"),
}
Record = tuple[str, ...]


def _records() -> list[Record]:
    numbers = count(1)
    found: list[Record] = []
    for year in ("FY21-22", "FY22-23"):
        for department, orgs in ORGS.items():
            for org in orgs:
                for side, accounts in ACCOUNTS.items():
                    for fund, account in zip((GENERAL, SEAWALL), accounts, strict=True):
                        same = account.endswith("Mooring Tax")
                        amount = "5000" if same else str(1000 + 37 * next(numbers) ** 2)
                        found.append((year, department, org, fund, side, account, amount))
    return found


RECORDS = _records()


def _sum(*wanted: str) -> Decimal:
    return sum((Decimal(one[-1]) for one in RECORDS if all(any(w in cell for cell in one) for w in wanted)), Decimal(0))


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("flat-names")
    store = build_store(folder / "store", _write(folder / "harbour-2021-23-budget.csv", HEADER, RECORDS))
    yield Bot(store).ask
    store.close()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How much of Measure K goes to Museums in FY22-23?", ("FY22-23", SEAWALL, "Museums", "Expense")),
        ("Museums spending from the Working Purpose Fund in FY21-22", ("FY21-22", GENERAL, "Museums", "Expense")),
        ("How much do kite licences bring in FY22-23?", ("FY22-23", "Licenses: Kite")),
        ("How much is set aside for the Aquarium in FY22-23?", ("FY22-23", "90 - Aquarium", "Expense")),
        ("Beacon Branch budget FY22-23", ("FY22-23", "Beacon Branch", "Expense")),
        ("total expenditures (all funds) in FY21-22", ("FY21-22", "Expense")),
    ],
)
def test_a_part_of_a_label_is_the_label(ask: Ask, question: str, wanted: tuple[str, ...]) -> None:
    assert ask(question).value == _sum(*wanted)


def test_a_word_of_several_labels_is_none_of_them(ask: Ask) -> None:
    answer = ask("How much is there for ropes and kites at the anchor in FY22-23?")
    assert answer.status != "answered"


def test_what_comes_from_something_is_no_expense(ask: Ask) -> None:
    assert ask("How much does the city get from Museums in FY22-23?").value == _sum("FY22-23", "Museums", "Revenue")
    assert ask("How much does the city spend on Museums in FY22-23?").value == _sum("FY22-23", "Museums", "Expense")


def test_a_letter_that_no_label_has_is_no_label(ask: Ask) -> None:
    assert ask("How much of Measure Z goes to Museums in FY22-23?").status == "not_found"


def test_labels_of_a_sort_are_put_in_order(ask: Ask) -> None:
    sums = {org: _sum("FY22-23", org, "Expense") for org in ORGS["Museums"]}
    best = max(sums, key=lambda org: sums[org])
    answer = ask("Which museum branch gets the most in FY22-23?")
    assert (answer.items[0].label, answer.items[0].value) == (best, sums[best])
    two = ask("Which two museum branches have the biggest FY22-23 budgets?")
    assert [item.label for item in two.items] == sorted(sums, key=lambda org: -sums[org])[:2]


@pytest.mark.parametrize(
    "question",
    [
        "Average FY21-22 budget of the three City Board quarter offices (Quarter One through Quarter Three)?",
        "Average FY21-22 budget of the City Board quarters",
    ],
)
def test_an_average_over_a_numbered_sort(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.value is not None
    assert round(answer.value, 2) == round(_sum("FY21-22", "City Board", "Expense") / 3, 2)


def test_another_number_than_there_are_is_refused(ask: Ask) -> None:
    assert ask("Average FY21-22 budget of the five City Board quarters").status == "not_found"


@pytest.mark.parametrize("noun", ["branch", "quarter #"])
def test_nouns_that_labels_share(noun: str) -> None:
    labels = [org for orgs in ORGS.values() for org in orgs]
    assert sum(noun in nouns_of(label) for label in labels) == 3


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Which fund number is the Measure K fund?", "2300"),
        ("What account number is used for Mooring Tax?", "41512"),
        ("What is the org code of the Cutter Branch?", "73"),
    ],
)
def test_codes_of_labels(ask: Ask, question: str, code: str) -> None:
    answer = ask(question)
    assert answer.value is None
    assert code in answer.text


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Does Museums bring in more money than it spends in FY22-23?", ("Revenue", "Expense")),
        ("Does Museums spend more than it brings in in FY22-23?", ("Expense", "Revenue")),
    ],
)
def test_one_side_of_a_body_against_the_other(ask: Ask, question: str, sides: tuple[str, str]) -> None:
    one, other = (_sum("FY22-23", "Museums", side) for side in sides)
    assert ask(question).truth is (one > other)


def test_the_same_in_both_years(ask: Ask) -> None:
    assert ask("Is the mooring tax the same in both fiscal years?").truth is True
    assert ask("Are Museums expenses the same in both fiscal years?").truth is False


def test_a_city_that_projects_something_to_rise(ask: Ask) -> None:
    assert ask("Does the city project mooring tax to go up in FY22-23 compared with FY21-22?").truth is False


CENTRAL = ("year", "code", "amount", "topname", "depname", "depcat", "note")
TOLD = "較上年度增列燈塔修繕等經費{}千元。"
BODIES = (
    "燈塔部",
    "燈塔部東岸航標處",
    "燈塔部西岸航標處",
    "燈塔部南岸航標處",
    "海風委員會及所屬",
    "海風史料館",
    "海風史料館潮汐館",
)


def _central() -> list[Record]:
    found: list[Record] = []
    for number, body in enumerate(BODIES):
        for place, item in enumerate(("一般行政", "航標業務", "第一預備金")):
            amount = 1000 * (100 + 7 * number * number + 13 * place)
            thousand = amount // 1000
            told = f"本年度預算數{thousand}千元，係{item}所需經費，" + (TOLD.format(9) if place else "與上年度同。")
            note = told if item != "第一預備金" else "仍照上年度預算數編列。"
            found.append(("2024", f"32{number:02}{place:02}", str(amount), "海洋院主管", body, item, note))
    return found


ROWS = _central()


def _of(body: str, item: str = "") -> Decimal:
    return sum((Decimal(one[2]) for one in ROWS if one[4] == body and item in one[5]), Decimal(0))


@pytest.fixture(scope="module")
def frage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("flat-han")
    store = build_store(folder / "store", _write(folder / "central-2024-budget.csv", CENTRAL, ROWS))
    yield Bot(store).ask
    store.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("海風會2024年航標業務編多少？", _of("海風委員會及所屬", "航標業務")),
        ("海風史料館（不含潮汐館）2024年預算合計多少？", _of("海風史料館")),
        ("海風史料館（不含所屬機關）2024年預算合計多少？", _of("海風史料館")),
        ("燈塔部的航標業務113年度比上年度增列9千元，那上年度是編多少？", _of("燈塔部", "航標業務") - 9000),
        ("燈塔部航標業務比上年度增加多少？", Decimal(9000)),
    ],
)
def test_bodies_and_years_of_a_central_budget(frage: Ask, question: str, value: Decimal) -> None:
    assert frage(question).value == value


@pytest.mark.parametrize(
    "question",
    [
        "燈塔部三個航標處，2024年一般行政哪一處最高？",
        "燈塔部三個航標處（東岸、西岸、南岸），2024年一般行政哪一處最高？",
        "哪個航標處2024年一般行政最多？",
    ],
)
def test_bodies_of_a_sort(frage: Ask, question: str) -> None:
    answer = frage(question)
    assert (answer.items[0].label, answer.value) == (BODIES[3], _of(BODIES[3], "一般行政"))


def test_four_bodies_where_there_are_three(frage: Ask) -> None:
    assert frage("燈塔部四個航標處，2024年一般行政哪一處最高？").status == "not_found"


def test_bodies_under_one_head(frage: Ask) -> None:
    answer = frage("海洋院主管各機關2024年預算由多到少排")
    assert [item.label for item in answer.items] == sorted(BODIES, key=lambda body: -_of(body))


def test_what_is_as_it_was(frage: Ask) -> None:
    assert frage("燈塔部一般行政跟去年一樣嗎").truth is True


def test_a_name_said_as_what_goes_to_somebody(tmp_path: Path) -> None:
    told = "1.{0}120千元，與上年度同。2.{0}設備80千元，與上年度同。"
    rows = [
        ("2024", "4101", "200000", "海洋院主管", "離島燈塔維護補助款", "修繕", told.format("對離島燈塔塗裝補助經費")),
        ("2024", "4102", "90000", "海洋院主管", "離島燈塔維護補助款", "照明", "仍照上年度預算數編列。"),
        *ROWS,
    ]
    store = build_store(tmp_path / "store", _write(tmp_path / "central-2024-budget.csv", CENTRAL, rows))
    bot = Bot(store)
    assert bot.ask("對離島燈塔的維護補助款一共是多少？").value == 290000
    best = bot.ask("對離島燈塔的維護補助款，金額最高的前兩項是什麼？")
    assert [item.value for item in best.items] == [200000, 90000]
    store.close()


@pytest.mark.parametrize("question", ["塗裝支出2023年預算是多少？", "塗裝支出2024年比2023年增加多少？"])
def test_what_notes_tell_of_some_rows_is_not_their_group(tmp_path: Path, question: str) -> None:
    told = "1.船漆{0}千元，較上年度增列10千元。2.刷具50千元，與上年度同。"
    header = (*CENTRAL[:5], "depcat", "name", "note")
    rows = [
        ("2024", "4201", "200000", "海洋院主管", "港務處", "塗裝支出", "東岸塗裝", told.format(150)),
        ("2024", "4202", "350000", "海洋院主管", "港務處", "塗裝支出", "西岸塗裝", told.format(300)),
        ("2024", "4203", "900000", "海洋院主管", "港務處", "塗裝支出", "南岸塗裝", "無細項"),
        *((*one[:5], "燈務支出", *one[5:]) for one in ROWS),
    ]
    store = build_store(tmp_path / "store", _write(tmp_path / "central-2024-budget.csv", header, rows))
    answer = Bot(store).ask(question)
    assert (answer.status, answer.value) == ("not_found", None)
    store.close()


@pytest.mark.parametrize(
    "named",
    [
        "Measure K: Seawall Act 2011 (2300)",
        "fund 2300, Measure K: Seawall Act 2011,",
        "2300 Measure K: Seawall Act 2011",
    ],
)
def test_a_code_beside_its_label_says_nothing_more(ask: Ask, named: str) -> None:
    answer = ask(f"How much spending in FY22-23 comes out of {named}?".replace(",?", "?"))
    assert answer.value == _sum("2300", "Expense", "FY22-23"), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How much is spent from fund 2300 in FY22-23?",
        "How much does the city plan to spend from the Seawall Measure K fund (2300) in FY22-23?",
        "FY22-23: spending of fund 2300, Seawall Act Measure K?",
    ],
)
def test_a_code_picks_its_rows_whatever_words_of_its_label_stand_beside_it(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.value == _sum("2300", "Expense", "FY22-23"), answer.text


def test_a_code_picks_the_rows_of_a_department(ask: Ask) -> None:
    answer = ask("How much do the Museums spend from fund 2300 in FY22-23?")
    assert answer.value == _sum("2300", "Expense", "FY22-23", "Museums"), answer.text
    answer = ask("museums fy22-23 regular wages acct 51111")
    assert answer.value == _sum("51111", "FY22-23", "Museums"), answer.text


def test_a_code_of_another_label_than_is_named_is_refused(ask: Ask) -> None:
    for question in (
        "How much is spent from the Seawall fund (1010) in FY22-23?",
        "What does fund 2399 spend in FY22-23?",
    ):
        assert ask(question).value is None, ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "Which department has the largest expenses in FY22-23, excluding {a} and {b}?",
        "Which department other than {a} and {b} has the largest expenses in FY22-23?",
        "Excluding {a}, {b}, which department has the largest expenses in FY22-23?",
        "Leaving out {a} and {b}, which department has the largest expenses in FY22-23? In order, with amounts.",
    ],
)
def test_what_is_left_out_of_a_ranking_is_named_anywhere(ask: Ask, question: str) -> None:
    answer = ask(question.format(a="Museums", b="City Board"))
    assert answer.value == _sum("Leisure", "Expense", "FY22-23"), answer.text


def test_the_years_that_a_paper_is_called_by_are_no_years_asked_for(ask: Ask) -> None:
    assert ask("How many different departments are there in the 2021-23 budget file?").value == len(ORGS)
    told = ask("How much does the 2021-23 budget give to Leisure in FY22-23?")
    assert told.value == _sum("Leisure", "Expense", "FY22-23"), told.text


def test_both_years_of_a_paper_that_is_called_by_them(ask: Ask) -> None:
    answer = ask("Leisure department: total expenses for both fiscal years 2021-23 together?")
    assert answer.value == _sum("Leisure", "Expense"), answer.text
    answer = ask("By how much do Museums expenses grow between the two years of the 2021-23 budget?")
    grown = _sum("Museums", "Expense", "FY22-23") - _sum("Museums", "Expense", "FY21-22")
    assert answer.value == grown, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Is the FY22-23 budget in surplus, and by how much?",
        "Are revenues higher than expenses in FY22-23, and if so, by how much?",
        "Does the harbour take in more than it spends in FY22-23, and by how much?",
    ],
)
def test_whether_and_by_how_much(ask: Ask, question: str) -> None:
    answer, apart = ask(question), _sum("Revenue", "FY22-23") - _sum("Expense", "FY22-23")
    assert answer.truth == (apart > 0), answer.text
    assert answer.value == (apart if apart > 0 else None), answer.text
    assert f"{abs(apart):,}" in answer.text


def test_what_a_note_says_was_put_in_is_why_its_figure_moved(frage: Ask) -> None:
    answer = frage("燈塔部東岸航標處2024年航標業務為什麼增加？")
    assert "增列燈塔修繕等經費9千元" in answer.text


def test_what_a_note_says_money_is_for(frage: Ask) -> None:
    assert "係航標業務所需經費" in frage("燈塔部東岸航標處2024年航標業務的用途是什麼？").text
