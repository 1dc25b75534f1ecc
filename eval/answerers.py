"""Who answers: the bot in this process, or answers that were recorded before. Each yields (answer, milliseconds)."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.sets import Question

Answered = tuple[Question, Mapping[str, Any], float]


def answers_of_bot(questions: Iterable[Question], data: Path, store: Path) -> Iterator[Answered]:
    """Each question asked of the bot over a store of every document that the sets name; milliseconds are warm."""
    from bot.pipeline import Bot

    from index.build import index_paths

    chosen = list(questions)
    index_paths(documents_to_index(chosen, data), store)
    bot = Bot.open(store)
    for question in chosen[:1]:
        bot.ask(question["question"])
    for question in chosen:
        start = time.perf_counter()
        answer = bot.ask(question["question"], history=question.get("history", ()), documents=question.get("documents"))
        yield question, answer.as_dict(), (time.perf_counter() - start) * 1000


def documents_to_index(questions: Sequence[Question], data: Path) -> list[Path]:
    """Every readable document of the folder that real questions may be asked of; never the one with planted faults."""
    return sorted(
        path
        for pattern in ("*.txt", "*.pdf", "*.csv", "*.xlsx")
        for path in data.glob(pattern)
        if not any(word in path.name for word in ("faulty", "awkward", "blank"))
    )


def recorded_answers(questions: Iterable[Question], path: Path) -> Iterator[Answered]:
    """Answers of an earlier `budgetbot batch`; questions without one are answered "declined" with no text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    answers = {answer["id"]: answer for answer in map(json.loads, filter(str.strip, lines))}
    for question in questions:
        answer = answers.get(question["id"], {"status": "declined", "text": ""})
        timing = answer.get("timing_ms") or {}
        yield question, answer, float(timing.get("total", sum(timing.values())))
