"""Who answers: the bot in this process, or answers that were recorded before. Each yields (answer, milliseconds)."""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.language_model.adviser import open_adviser
from bot.language_model.settings import ModelSettings
from bot.parts import parts_of
from bot.pipeline import Bot
from eval.ablations import Change
from eval.sets import Question
from index.build import index_paths
from index.errors import BadInput
from index.store.folder import open_store

BREAKAGE = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What a faulty bot raises: counted as "crashed", so that one question does not end a run."""

Answered = tuple[Question, Mapping[str, Any], float]


def open_bot(
    paths: Sequence[Path], store: Path, model: ModelSettings | None = None, change: Change | None = None
) -> Bot:
    """A bot over a store that holds these documents, indexed and embedded now if they are not yet; says what failed.

    `change` leaves one of its parts out.
    """
    opened = open_store(store, create=True)
    for report in index_paths(paths, opened):
        if report.error:
            print(report.error, flush=True)
    opened.embed_pending()
    parts = parts_of(opened)
    return Bot(opened, open_adviser(model, lambda: opened.encoder), change(parts, opened) if change else parts)


def answers_of_bot(
    questions: Iterable[Question],
    data: Path,
    store: Path,
    model: ModelSettings | None = None,
    change: Change | None = None,
) -> Iterator[Answered]:
    """Each question asked of the bot over a store of every shared document; milliseconds are warm."""
    bot = open_bot(documents_to_index(data), store, model, change)
    for number, question in enumerate(questions):
        history, documents = question.get("history", ()), question.get("documents")
        if number == 0:
            bot.ask(question["question"], history=history, documents=documents)
        start = time.perf_counter()
        try:
            answer = bot.ask(question["question"], history=history, documents=documents).as_dict()
        except BadInput as error:
            answer = {"status": "declined", "text": str(error)}
        except BREAKAGE as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            answer = {"status": "crashed", "text": f"{error!r} in {place.filename}:{place.lineno}"}
        yield question, answer, (time.perf_counter() - start) * 1000


def documents_to_index(data: Path) -> list[Path]:
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
