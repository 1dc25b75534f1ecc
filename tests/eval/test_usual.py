"""The most usual questions are filled for every document, and judged by what its forms and sentences say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from bot.pipeline import Bot
from eval.generated import budget_lines
from eval.usual import HERE, Wording, judge_outside, judged, main, outside, shaped, verdict, wordings
from eval.usual_cases import Group, Truth, read_groups, truth_of
from index.build import index_paths
from index.store.folder import Store, open_store

LOADED: dict[str, Any] = yaml.safe_load((HERE / "usual.zh.yaml").read_text(encoding="utf-8"))
FILLS = {"org", "year", "yy", "kind", "now", "ago", "other"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("usual")
    opened = open_store(folder / "store", create=True)
    paper = folder / "budget.txt"
    paper.write_text("\n".join(budget_lines(1)).replace("第1试验局", "文化局") + "\n", encoding="utf-8")
    list(index_paths([paper], opened))
    opened.close()
    return folder / "store"


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return open_store(folder)


@pytest.mark.parametrize("name", LOADED["intents"])
def test_every_intent_has_a_dozen_different_wordings_of_known_fills(name: str) -> None:
    texts = shaped(LOADED["intents"][name], LOADED["shapes"])
    assert len(texts) == len(set(texts)) >= 12
    for text in texts:
        assert {key for _, key, _, _ in Formatter().parse(text) if key} <= FILLS, text


def test_the_groups_are_the_organisations_and_years_of_the_store(store: Store) -> None:
    (document,) = store.facts.documents()
    (group,) = read_groups(store, {})
    assert (group.organisation, group.year, group.kind_word) == (document.organisation, 2031, "预算")
    assert group.documents == (document.id,)


def test_what_is_right_is_read_from_the_forms(store: Store) -> None:
    group = read_groups(store, {})[0]
    table = store.facts.tables(group.documents[0])[0]
    total = max(cell.value for cell in table.cells if cell.value is not None)
    found = truth_of("expenditure", LOADED["intents"], group, store)
    assert found.known
    assert found.values == ((total, "元"),)


def test_all_wordings_for_all_expenditure_are_answered_right(store: Store) -> None:
    (one,) = read_groups(store, {})
    cases = list(wordings("expenditure", shaped(LOADED["intents"]["expenditure"], LOADED["shapes"]), one, None))
    alone = [case for case in cases if len(case.talk) == 1]
    outcomes = judged(Bot(store), alone, truth_of("expenditure", LOADED["intents"], one, store))
    assert [case.talk for case, outcome, _ in outcomes if outcome != "right"] == []


def test_a_year_or_an_organisation_that_is_not_there_is_asked_for_too(store: Store) -> None:
    asked = outside({"basic": LOADED["intents"]["basic"]}, read_groups(store, {}), LOADED["others"])
    assert {case.intent for case, _ in asked} == {"year not there", "organisation not there", "no organisation named"}


def answer(status: str = "answered", **more: object) -> dict[str, object]:
    return {"status": status, "value": None, "unit": "元", "text": "", "items": [], **more}


@pytest.mark.parametrize(
    ("truth", "given", "outcome"),
    [
        (Truth(((Decimal("3.5"), "万元"),), known=True), answer(value="35000"), "right"),
        (Truth(((Decimal("3.5"), "万元"),), known=True), answer(value="36000"), "wrong"),
        (Truth(((Decimal("3.5"), "万元"),), known=True), answer("clarify"), "refused"),
        (Truth(blank=True, known=True), answer("not_found"), "right"),
        (Truth(blank=True, known=True), answer(value="5"), "wrong"),
        (Truth(said=("新增项目",), known=True), answer(text="原因是新增项目"), "right"),
        (Truth(), answer(value="5"), ""),
    ],
)
def test_judging(truth: Truth, given: dict[str, object], outcome: str) -> None:
    assert verdict(truth, given) == outcome


def test_a_figure_for_a_year_that_is_not_there_is_wrong() -> None:
    group = Group("某局", 2024, "budget", 2024, (), (), ("某局",))
    case = Wording("year not there", ("某局2014年基本支出",))
    assert judge_outside(case, group, [group], answer(value="5")) == "wrong"
    assert judge_outside(case, group, [group], answer("not_found", text="现有：2024年")) == "right"


def test_the_runner_prints_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(folder), "--intent", "basic"]) == 0
    assert "basic" in capsys.readouterr().out
