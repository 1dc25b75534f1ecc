"""Frames are well formed, filled with real figures, and judged by what the tables say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from bot.pipeline import Bot
from eval.frame_cases import Case, Expected, Filler
from eval.frames import HERE, ask, cases, is_aside, judge, main, read_frames
from eval.generated import write_budgets
from index.build import index_paths
from index.store.folder import Store, open_store

FILES = [HERE / "frames.zh.yaml", HERE / "frames.en.yaml"]
NAMES = {
    *("org", "year", "last_year", "kind", "row", "row2", "row3", "column", "parent", "table", "code", "amount", "k"),
    *("other_org", "other_year"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("frames")
    opened = open_store(folder / "store", create=True)
    list(index_paths(write_budgets(1, folder), opened))
    return opened


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_frames_are_different_and_use_known_names_only(path: Path) -> None:
    texts = [(tag, text) for tag, group in read_frames(path).items() for text in group]
    assert len(texts) == len(set(texts))
    for _, text in texts:
        assert {name for _, name, _, _ in Formatter().parse(text) if name} <= NAMES, text


def test_there_are_as_many_frames_as_promised_and_a_quarter_is_kept_aside() -> None:
    counts = [sum(map(len, read_frames(path).values())) for path in FILES]
    assert counts[0] >= 300
    assert counts[1] >= 80
    texts = [text for path in FILES for group in read_frames(path).values() for text in group]
    assert 0.15 < sum(map(is_aside, texts)) / len(texts) < 0.35


def test_fills_are_the_same_each_time(store: Store) -> None:
    frames = {"lookup_row": ["{org}{year}年{row}是多少"], "sum2": ["{org}{year}年{row}和{row2}一共多少"]}
    first = list(cases(frames, Filler(store, "zh"), 3, seed=5))
    assert first == list(cases(frames, Filler(store, "zh"), 3, seed=5))
    assert all("{" not in case.question for case in first)


def test_a_plain_wording_is_answered_right(store: Store) -> None:
    bot = Bot(store)
    frames = {
        "lookup_row": ["{org}{year}年{row}是多少"],
        "lookup_row_column": ["{org}{year}年{row}的{column}是多少"],
        "not_year": ["{org}{other_year}年{row}是多少"],
    }
    for case in cases(frames, Filler(store, "zh"), 4, seed=1):
        assert judge(case, ask(bot, case)) == "right", case.question


CASE = Case("lookup_row", "", "", (), None, Expected((Decimal(1000),)))


def answer(status: str = "answered", value: str | None = None, **more: object) -> dict[str, object]:
    return {"status": status, "value": value, "unit": "元", "text": "", "items": [], "truth": None, **more}


@pytest.mark.parametrize(
    ("expected", "given", "outcome"),
    [
        (Expected((Decimal(1000),)), answer(value="1000"), "right"),
        (Expected((Decimal(1000),)), answer(value="1001"), "wrong"),
        (Expected((Decimal(1000),)), answer("clarify"), "asked"),
        (Expected((Decimal(1000),)), answer("not_found"), "declined"),
        (Expected((Decimal(1000),)), answer(), "no value"),
        (Expected((Decimal("33.333333"),), "%"), answer(value="33.33", unit="%"), "right"),
        (Expected(refuse=True), answer(value="1000"), "wrong"),
        (Expected(refuse=True), answer("declined"), "right"),
        (Expected(truth=True), answer(truth=False), "wrong"),
        (Expected(blank=True), answer(), "right"),
        (Expected(blank=True), answer(value="0"), "wrong"),
    ],
)
def test_judging(expected: Expected, given: dict[str, object], outcome: str) -> None:
    assert judge(replace(CASE, expected=expected), given) == outcome


def test_the_runner_prints_a_table_for_each_file(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "few.zh.yaml"
    path.write_text('lookup_row:\n  - "{org}{year}年{row}是多少"\n', encoding="utf-8")
    folder = tmp_path / "store"
    list(index_paths(write_budgets(1, tmp_path), open_store(folder, create=True)))
    wanted = [] if not is_aside("{org}{year}年{row}是多少") else ["--aside"]
    assert main(["--store", str(folder), "--frames", str(path), *wanted]) == 0
    assert "all answerable" in capsys.readouterr().out
