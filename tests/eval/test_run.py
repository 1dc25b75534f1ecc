"""The runner over recorded answers: what it prints, saves, and never shows."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval import run
from eval.metrics import judge
from eval.report import score, table
from eval.sets import Question, read_set, set_names

DATA = Path(__file__).parents[3] / "shared" / "data"
ALL = [question for name in set_names() for question in read_set(name)]
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is absent")


def ideal(question: Question) -> dict[str, Any]:
    """The answer that says exactly what is expected, and cites every place of it."""
    expected = question["expected"]
    phrases = [words if isinstance(words, str) else words[0] for words in expected.get("contains", [])]
    return {
        "id": question["id"],
        "status": expected["status"][0],
        "text": "；".join(phrases),
        "value": expected["value"],
        "unit": expected["unit"],
        "truth": expected["truth"],
        "items": expected.get("items", []),
        "notices": [{"kind": expected["notice"], "text": ""}] if "notice" in expected else [],
        "citations": expected["evidence"],
    }


@pytest.mark.parametrize("question", ALL, ids=lambda question: question["id"])
def test_the_ideal_answer_is_right_and_a_figure_one_off_is_wrong(question: Question) -> None:
    answer = ideal(question)
    assert judge(question, answer) == "right"
    if answer["value"] is not None and answer["status"] == "answered":
        assert judge(question, {**answer, "value": str(Decimal(answer["value"]) + 7)}) == "wrong"
    if answer["status"] != "answered":
        assert judge(question, {**answer, "status": "answered", "value": "1"}) == "wrong"


def write_answers(path: Path, change: dict[str, dict[str, Any]]) -> None:
    answers = [{**ideal(question), **change.get(question["id"], {})} for question in ALL]
    path.write_text("".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers), encoding="utf-8")


@needs_data
def test_one_wrong_answer_is_counted_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = read_set("founding")[0]
    write_answers(tmp_path / "a.jsonl", {first["id"]: {"value": "1"}})
    arguments = ["--set", "founding", "--answers", str(tmp_path / "a.jsonl"), "--show", "wrong", "--data", str(DATA)]
    assert run.main(arguments) == 0
    printed = capsys.readouterr().out
    count = len(read_set("founding"))
    assert f"WRONG {first['id']}" in printed
    assert f"| founding | {count} | {count - 1} | 1 |" in printed


@pytest.fixture
def held_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of all that is held out, in a folder of all sets: one set whole, and what is held out anyway."""
    folder = tmp_path / "questions"
    folder.mkdir()
    for name in set_names():
        records = [{**question, **({"heldout": True} if name == HELD else {})} for question in read_set(name)]
        lines = (json.dumps(record, ensure_ascii=False) for record in records)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr("eval.sets.FOLDER", folder)
    return [question["id"] for name in set_names() for question in read_set(name) if question.get("heldout")]


HELD = "founding"


@needs_data
def test_held_out_questions_are_counted_and_never_shown(
    held_out: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_answers(tmp_path / "a.jsonl", {q["id"]: {"status": "answered", "value": "1"} for q in ALL})
    run.main(["--answers", str(tmp_path / "a.jsonl"), "--show", "all", "--data", str(DATA)])
    printed = capsys.readouterr().out
    # Whole words only: a hash that is printed may hold four letters of an id.
    assert sorted(set(held_out) & set(re.findall(r"\w+", printed))) == []
    assert f"{HELD} (held out)" in printed


@needs_data
def test_held_out_questions_can_be_left_out(held_out: list[str], tmp_path: Path) -> None:
    run.main(["--hide-heldout", "--export", str(tmp_path / "q.jsonl"), "--data", str(DATA)])
    lines = (tmp_path / "q.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    assert [record["id"] for record in asked] == [q["id"] for q in ALL if q["id"] not in held_out]
    assert all(set(record) <= {"id", "question", "history", "documents"} for record in asked)


def test_no_documents_means_no_score_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--set", "founding", "--data", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "sast-2023-budget.txt is absent" in printed.out
    assert "--data" in printed.err


def test_a_table_has_a_line_for_all_when_there_are_several_groups() -> None:
    rows = [score("x", q, ideal(q), 2.0) for q in ALL[:30]]
    lines = table("category", rows, lambda row: row["question"]["category"]).splitlines()
    assert lines[-1].startswith("| all | 30 | 30 | 0 |")
