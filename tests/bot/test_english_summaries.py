"""A workbook in English with records by department and a summary of the departments: which department is of the latter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import build_store
from openpyxl import Workbook

from bot.pipeline import Bot

SPENT = {"Parks": (30, 20), "Police": (50, 15), "Library": (12, 6), "Finance": (9, 4), "Roads": (21, 40)}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("summaries")
    book = Workbook()
    records = book.active
    records.append(["City of Millford — Expenditures by Fund, Department and Account FY2025"])
    records.append(["(in U.S. dollars)"])
    records.append(["Fund", "Department", "Account Category", "FY2025 Adopted"])
    for department, (staff, goods) in SPENT.items():
        records.append(["General Fund", department, "Personnel Services", staff * 1000])
        records.append(["General Fund", department, "Materials & Services", goods * 1000])
    summary = book.create_sheet("Summary")
    summary.append(["City of Millford — Summary by Department FY2025"])
    summary.append(["(in U.S. dollars)"])
    summary.append(["Department", "FY2025 Adopted"])
    for department, amounts in SPENT.items():
        summary.append([department, sum(amounts) * 1000])
    summary.append(["Total", 1000 * sum(map(sum, SPENT.values()))])
    paper = folder / "City of Millford FY2025 Adopted Budget.xlsx"
    book.save(paper)
    store = build_store(folder / "store", paper)
    yield Bot(store)
    store.close()


def test_which_department_is_no_account(bot: Bot) -> None:
    answer = bot.ask("Which Millford department has the biggest budget in FY2025?")
    assert [item.label for item in answer.items] == ["Police"], answer.text
    assert answer.value == 65_000


def test_the_three_largest_departments(bot: Bot) -> None:
    answer = bot.ask("Which three Millford departments have the biggest FY2025 budgets?")
    assert {item.label for item in answer.items} == {"Roads", "Police", "Parks"}, answer.text
    assert "Fund, Department" not in answer.text
