"""Asking a bot about cells and judging what it says of them, for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bot.model import Answer
from bot.pipeline import Bot
from index.build import index_paths
from index.model import Fact, Table
from index.store.facts import FactFilter
from index.store.folder import Store, open_store
from index.units import split_scale

STATUSES = {"answered", "clarify", "not_found", "declined"}


def build_store(folder: Path, *paths: Path) -> Store:
    """A store over the files, without vectors. All of them must be readable."""
    store = open_store(folder, create=True)
    assert not [report.error for report in index_paths(paths, store) if report.error]
    return store


def bot_over(folder: Path, papers: Mapping[str, str]) -> Iterator[Bot]:
    """A bot over papers given as file name → text, whose store is closed behind it."""
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    store = build_store(folder / "store", *(folder / name for name in papers))
    yield Bot(store)
    store.close()


class AsPrinted:
    """A bot whose answers give money in the scale that their source prints it in, as the forms of the tests do."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def ask(self, question: str, **asked: Any) -> Answer:
        """The answer, its values and units those of the cited cells: 7050 thousand dollars for 7050000 dollars."""
        answer = self._bot.ask(question, **asked)
        units = {cited.unit for cited in answer.citations if split_scale(cited.unit)[0] not in (None, Decimal(1))}
        if len(units) != 1:
            return answer
        unit = units.pop()
        scale, currency = split_scale(unit)

        def printed(value: Decimal | None, given: str) -> tuple[Decimal | None, str]:
            scaled = value is not None and scale is not None and given == currency
            return (value / scale, unit) if scaled else (value, given)

        value, given = printed(answer.value, answer.unit or "")
        items = [(item, *printed(item.value, item.unit)) for item in answer.items]
        told = tuple(replace(item, value=amount, unit=of) for item, amount, of in items)
        return replace(answer, value=value, unit=given or answer.unit, items=told)


@cache
def table_cells(store: Store) -> list[Fact]:
    """Every cell of every table, blank ones too."""
    return store.facts.facts(FactFilter(source="table"))


def tables_of(store: Store) -> list[Table]:
    return [table for document in store.facts.documents() for table in store.facts.tables(document.id)]


def filled(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.value is not None]


def amount_of(fact: Fact) -> Decimal | None:
    """In 元 for money, else in the fact's own unit; None for a blank cell."""
    return fact.value if fact.value_yuan is None else fact.value_yuan


def cited_ids(answer: Answer) -> set[str]:
    return {citation.fact_id for citation in answer.citations}


def cited_values(answer: Answer) -> list[Decimal]:
    """The cited values in 元 for money."""
    factors = {"万元": 10_000, "千元": 1_000, "百万元": 1_000_000, "亿元": 100_000_000}
    return [one.value * factors.get(one.unit, 1) for one in answer.citations if one.value is not None]


def judge(answer: Answer, cell: Fact) -> str:
    """What an answer makes of a question that a cell answers.

    right      its value, or that it is blank, and it is cited (or a cell with its value)
    named      another reading is answered, and this one is named beside it
    asked      the bot asks back, and this cell is among what it offers
    refused    no figure at all
    elsewhere  it asks back, or names other blank cells, and this one is not among them
    wrong      a figure that is not this cell's, without a word about it
    """
    value = amount_of(cell)
    seen = cell.id in cited_ids(answer) or (value is not None and value in cited_values(answer))
    if answer.status == "answered":
        if answer.value == value and (seen or value is None):
            return "right" if seen else "elsewhere"
        return "named" if seen else "wrong"
    if answer.status == "clarify":
        return "asked" if seen else "elsewhere"
    return "refused"


def figures_without_marks(answer: Answer) -> list[str]:
    """Amounts of money in an answered text that no mark [n] follows and no arithmetic leads to."""
    lines = [line for line in answer.text.split("\n") if "=" not in line and "÷" not in line]
    return [found for line in lines for found in re.findall(r"\d[\d,.]* (?:万|亿)?元(?!\[\d)", line)]


def ask_all(bot: Bot, questions: Sequence[str], **options: Any) -> list[Answer]:
    return [bot.ask(question, **options) for question in questions]
