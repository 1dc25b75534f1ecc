"""The question sets: JSON lines under eval/questions, what a record must hold, and which can be asked here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "questions"
STATUSES = {"answered", "clarify", "not_found", "declined"}
CATEGORIES = (
    "lookup",
    "table",
    "sum",
    "difference",
    "ratio",
    "share",
    "change",
    "trend",
    "rank",
    "count",
    "list",
    "average",
    "yesno",
    "reconcile",
    "multi",
    "followup",
    "text",
    "definition",
    "unit",
    "basis",
    "blank",
    "unanswerable",
    "injection",
    "ambiguous",
)
REFUSED = {"unanswerable", "injection"}

Question = Mapping[str, Any]


def set_names() -> list[str]:
    """Names of the sets that there are, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def read_set(name: str) -> list[Question]:
    """The records of one set. Raises FileNotFoundError for an unknown name."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def documents_of(question: Question) -> set[str]:
    """Names of the files that a question cannot be judged without: those it names and those it rests on."""
    named = set(question.get("documents") or [])
    return named | {place["document"] for place in question["expected"]["evidence"]}


def split_by_presence(questions: Iterable[Question], data: Path) -> tuple[list[Question], dict[str, int]]:
    """The questions whose documents are all in `data`, and for each absent document how many were left out."""
    kept: list[Question] = []
    left_out: dict[str, int] = {}
    for question in questions:
        absent = sorted(name for name in documents_of(question) if not (data / name).is_file())
        if absent:
            left_out[absent[0]] = left_out.get(absent[0], 0) + 1
        else:
            kept.append(question)
    return kept, left_out


def faults(question: Question) -> list[str]:
    """What is wrong with a record, one sentence each; empty for a good one."""
    found = [
        f"{key} is missing" for key in ("id", "question", "language", "category", "expected") if not question.get(key)
    ]
    if found:
        return found
    expected = question["expected"]
    found += [f"unknown status {status}" for status in set(expected.get("status") or ["none"]) - STATUSES]
    if question["category"] not in CATEGORIES:
        found.append(f"unknown category {question['category']}")
    if question["language"] not in {"zh", "en"}:
        found.append(f"unknown language {question['language']}")
    figures = [expected.get("value"), *expected.get("also", [])]
    values = [*figures, *(i["value"] for i in expected.get("items") or [])]
    found += [f"{value} is no plain decimal" for value in values if value is not None and not _is_plain(value)]
    if any(figure is not None for figure in figures) and not expected.get("unit"):
        found.append("a value needs a unit")
    return found + _faults_of_answer(question, expected)


def _faults_of_answer(question: Question, expected: Mapping[str, Any]) -> list[str]:
    wanted = [expected.get(key) for key in ("value", "items", "contains", "also")]
    holds_answer = expected.get("truth") is not None or any(wanted)
    if question["category"] in REFUSED:
        return ["a refusal cannot expect an answer"] if holds_answer or "answered" in expected["status"] else []
    found = [] if holds_answer else ["nothing is expected of the answer"]
    if not expected["evidence"]:
        found.append("no evidence is named")
    for place in expected["evidence"]:
        if "document" not in place or not {"lines", "page", "cell"} & set(place):
            found.append(f"evidence without a place: {place}")
    return found


def _is_plain(value: object) -> bool:
    try:
        return isinstance(value, str) and "e" not in value.lower() and Decimal(value).is_finite()
    except InvalidOperation:
        return False


TEXT = {"text", "definition"}


def kind_of(question: Question) -> str:
    """Which of the three time limits a question falls under."""
    if question["category"] in TEXT:
        return "text question"
    return "refusal" if question["category"] in REFUSED else "table question"
