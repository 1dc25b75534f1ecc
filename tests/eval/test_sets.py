"""The question sets are well formed, and the documents really print what they claim."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.metrics import fold
from eval.sets import CATEGORIES, faults, read_set, set_names, split_by_presence

DATA = Path(__file__).parents[3] / "shared" / "data"
ALL = [(name, question) for name in set_names() for question in read_set(name)]


def test_ids_are_unique_over_all_sets() -> None:
    assert [key for key, times in Counter(question["id"] for _, question in ALL).items() if times > 1] == []


def test_no_question_is_asked_twice() -> None:
    asked = Counter(
        (*question.get("history", []), question["question"], str(question.get("documents"))) for _, question in ALL
    )
    assert [key for key, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("name", set_names())
def test_every_record_is_well_formed(name: str) -> None:
    assert {q["id"]: found for q in read_set(name) if (found := faults(q))} == {}


def test_a_malformed_record_is_told() -> None:
    good = ALL[0][1]
    assert faults(good) == []
    assert faults({**good, "category": "riddle"})
    assert faults({**good, "question": ""})
    assert faults({**good, "expected": {**good["expected"], "value": "1e5"}})
    assert faults({**good, "expected": {**good["expected"], "evidence": []}})
    assert faults({**good, "category": "unanswerable"})


def test_every_category_is_asked() -> None:
    assert {question["category"] for _, question in ALL} == set(CATEGORIES)


def test_questions_on_absent_documents_are_left_out_and_counted(tmp_path: Path) -> None:
    kept, left_out = split_by_presence(read_set("founding"), tmp_path)
    assert kept == []
    assert left_out == {"sast-2023-budget.txt": len(read_set("founding"))}


@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is absent")
def test_text_evidence_really_prints_its_figures() -> None:
    lines = {path.name: path.read_text(encoding="utf-8").split("\n") for path in DATA.glob("*.txt")}
    for _, question in ALL:
        for place in question["expected"]["evidence"]:
            if place["document"] in lines:
                first, last = place["lines"]
                said = fold("".join(lines[place["document"]][first - 1 : last]))
                assert [f for f in place["figures"] if fold(f) not in said] == [], (question["id"], place)


@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is absent")
def test_page_evidence_really_prints_its_figures() -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    wanted = [
        (question["id"], place)
        for _, question in ALL
        for place in question["expected"]["evidence"]
        if place["document"].endswith(".pdf")
    ]
    for document in {place["document"] for _, place in wanted}:
        pages = {place["page"] for _, place in wanted if place["document"] == document}
        with pdfplumber.open(DATA / document) as pdf:
            said = {page: fold(pdf.pages[page - 1].extract_text() or "") for page in pages}
        for key, place in wanted:
            if place["document"] == document:
                assert [f for f in place["figures"] if fold(f) not in said[place["page"]]] == [], (key, place)


@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is absent")
def test_csv_evidence_really_prints_its_figures() -> None:
    for document in {
        p["document"] for _, q in ALL for p in q["expected"]["evidence"] if p["document"].endswith(".csv")
    }:
        printed = lines_of_csv(DATA / document)
        for _, question in ALL:
            for place in question["expected"]["evidence"]:
                if place["document"] == document:
                    cells = printed[place["lines"][0]] if "lines" in place else set()  # "*": all rows, which print none
                    assert [f for f in place["figures"] if not printed_in(f, cells)] == [], (question["id"], place)


def printed_in(figure: str, cells: set[str]) -> bool:
    """Whether a figure is a cell, or stands whole in the words of one."""
    whole = re.compile(rf"(?<![\d.,]){re.escape(figure)}(?![\d.,]*\d)")
    return figure in cells or any(whole.search(cell) for cell in cells if not cell.replace(",", "").isdigit())


def lines_of_csv(path: Path) -> dict[int, set[str]]:
    """The cells of each record, by the line on which the record begins."""
    found: dict[int, set[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        start = 1
        for cells in reader:
            found[start] = set(cells)
            start = reader.line_num + 1
    return found
