"""Scores as tables: by category, document, language and set; and the questions that went wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eval.metrics import found_at, judge, summarise
from eval.sets import Question, documents_of

Row = Mapping[str, Any]

COLUMNS = {
    "questions": "n",
    "right": "right",
    "wrong": "wrong",
    "incomplete": "part",
    "no value": "no value",
    "asked back": "asked",
    "declined": "declined",
    "crashed": "crashed",
    "right_share": "right %",
    "cell_cited": "cited %",
    "recall_at_5": "recall@5",
    "mrr": "MRR",
    "p50_ms": "p50 ms",
    "p95_ms": "p95 ms",
}


def score(name: str, question: Question, answer: Mapping[str, Any], milliseconds: float) -> Row:
    """One judged answer, as `summarise` and the tables want it."""
    citations = answer.get("citations") or []
    return {
        "set": name,
        "question": question,
        "answer": answer,
        "outcome": judge(question, answer),
        "status": answer.get("status"),
        "must_refuse": "answered" not in question["expected"]["status"],
        "ranks": found_at(citations, question["expected"]["evidence"]),
        "ms": milliseconds,
    }


def table(title: str, rows: Sequence[Row], group: Callable[[Row], str]) -> str:
    """A Markdown table with one line for each group of rows, and one for all of them."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(group(row), []).append(row)
    lines = [f"| {title} | " + " | ".join(COLUMNS.values()) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, members in [*sorted(groups.items()), *([("all", list(rows))] if len(groups) > 1 else [])]:
        summary = summarise(members)
        lines.append(f"| {name} | " + " | ".join(_shown(key, summary[key]) for key in COLUMNS) + " |")
    return "\n".join(lines)


def side_by_side(answerers: Mapping[str, Sequence[Row]]) -> str:
    """A Markdown table with one line for each answerer over the same questions: what it got right, wrong, declined."""
    lines = [
        "| answerer | n | right | wrong | part, no value | asked, declined | crashed | right % | recall@5 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, rows in answerers.items():
        found = summarise(rows)
        half, refused = found["incomplete"] + found["no value"], found["asked back"] + found["declined"]
        cells = [found["questions"], found["right"], found["wrong"], half, refused, found["crashed"]]
        shares = [_shown(key, found[key]) for key in ("right_share", "recall_at_5")]
        lines.append(f"| {name} | " + " | ".join([*map(str, cells), *shares]) + " |")
    return "\n".join(lines)


def _shown(key: str, value: float | None) -> str:
    if value is None:
        return "–"
    if key in {"right_share", "cell_cited"}:
        return f"{value:.1%}"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def all_tables(rows: Sequence[Row]) -> str:
    """Every table, one under another, and the two numbers of declining."""
    summary = summarise(rows)
    views: list[tuple[str, Callable[[Row], str]]] = [
        ("set", lambda row: row["set"] + (" (held out)" if row["question"].get("heldout") else "")),
        ("category", lambda row: row["question"]["category"]),
        ("language", lambda row: row["question"]["language"]),
        ("document", lambda row: _documents(row["question"])),
    ]
    calibration = (
        f"refused when it must: {_shown('right_share', summary['refused_when_it_must'])}; "
        f"answered when it may: {_shown('right_share', summary['answered_when_it_may'])}; "
        f"every operand cited: {_shown('right_share', summary['all_cells_cited'])}"
    )
    return "\n\n".join([*(table(title, rows, group) for title, group in views), calibration])


def _documents(question: Question) -> str:
    names = sorted(documents_of(question))
    return names[0] if len(names) == 1 else "several" if names else "none named"


def shown(row: Row) -> str:
    """One question with what was expected and what came, for the eye."""
    question, answer = row["question"], row["answer"]
    expected = {k: v for k, v in question["expected"].items() if v is not None and k not in {"evidence", "status"}}
    given = {key: answer.get(key) for key in ("status", "value", "unit", "truth") if answer.get(key) is not None}
    items = [(item.get("label"), item.get("value")) for item in answer.get("items") or []][:6]
    places = [
        (c.get("document"), c.get("lines") or c.get("page") or c.get("cell")) for c in answer.get("citations") or []
    ]
    history = "".join(f"{earlier} → " for earlier in question.get("history", []))
    return "\n".join(
        [
            f"{row['outcome'].upper()} {question['id']} [{question['category']}] {history}{question['question']}",
            f"    expected {json.dumps(expected, ensure_ascii=False)}",
            f"    given    {json.dumps(given, ensure_ascii=False)} {items or ''} cites {places[:4]}",
            f"    said     {(answer.get('text') or '')[:200]!r}",
        ]
    )
