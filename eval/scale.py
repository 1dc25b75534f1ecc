"""The same questions over the shared documents, and over these among many generated ones: how much longer they take."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.answerers import documents_to_index, open_bot
from eval.generated import write_budgets
from eval.metrics import percentile
from eval.sets import Question, kind_of

LIMIT = 2.0
"""How many times as long a question may take among the generated documents."""
WATCHED = (("table question", 50), ("table question", 95), ("text question", 95))
"""The kinds of questions, and the percentiles of their times, that the limit is for."""
ROUNDS = 2

Times = Mapping[str, tuple[list[float], list[float]]]
"""Kind of question → milliseconds over the few documents, and over the many."""


def store_of_many(count: int, data: Path, folder: Path) -> tuple[Any, float]:
    """A bot over the shared documents and `count` generated ones, and the seconds that opening it took.

    The store is kept in `folder`: the first time it is built, later only what changed.
    """
    papers = folder / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    bot = open_bot([*documents_to_index(data), *write_budgets(count, papers)], folder / "store")
    return bot, time.perf_counter() - start


def time_beside(few: Any, many: Any, questions: Sequence[Question]) -> Times:
    """Each question asked of one and of the other in turn, so that both meet the same machine; first once to be warm.

    What counts is the faster of its rounds: what else runs on the machine only ever adds to a time.
    """
    best: dict[tuple[int, int], float] = {}
    for turn in range(ROUNDS + 1):
        for number, question in enumerate(questions):
            said = {"history": question.get("history", ()), "documents": question.get("documents")}
            for place, bot in enumerate((few, many)):
                milliseconds = _timed(lambda: bot.ask(question["question"], **said))  # noqa: B023
                if turn:
                    best[number, place] = min(milliseconds, best.get((number, place), milliseconds))
    found: dict[str, tuple[list[float], list[float]]] = {}
    for number, question in enumerate(questions):
        for place, times in enumerate(found.setdefault(kind_of(question), ([], []))):
            times.append(best[number, place])
    return found


def ratios(times: Times) -> dict[tuple[str, int], float]:
    """How many times as long each watched percentile is over the many documents."""
    return {
        (kind, share): percentile(times[kind][1], share / 100) / percentile(times[kind][0], share / 100)
        for kind, share in WATCHED
        if kind in times
    }


def scale_rows(times: Times, count: int) -> list[tuple[str, str]]:
    """The ratios with what they are of, as rows of a table, each with whether it keeps to the limit."""
    rows = []
    for (kind, share), ratio in ratios(times).items():
        few, many = (percentile(one, share / 100) for one in times[kind])
        verdict = "within" if ratio <= LIMIT else "over"
        rows.append(
            (
                f"{kind} p{share}, with {count} generated documents",
                f"{few:.0f} → {many:.0f} ms, {ratio:.2f} times ({verdict} {LIMIT:g})",
            )
        )
    return rows


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000
