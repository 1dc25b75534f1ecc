"""A real small model beside the rules: `python -m eval.check_model [--set NAME]`; 1 if it makes any answer worse.

Every question of every set is asked of the rules alone and with the model as planner and as writer. The model may turn
no answer into a wrong one, and no right answer into another. After --minutes the questions left are not asked, and said.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.language_model.settings import ModelSettings
from eval import model_server
from eval.answerers import Answered, answers_of_bot
from eval.report import Row, table
from eval.run import argument_parser, choose_questions, model_use, score_all
from eval.sets import Question
from prompts import prompts_hash

SECONDS = 15.0
"""What the small model may take for a question, on two cores."""
MINUTES = 30.0


def ask_both(
    options: argparse.Namespace, chosen: Sequence[tuple[str, Question]], store: Path, url: str
) -> tuple[list[Row], list[Row]]:
    """The rules' answers judged, and those with the model; as many of each as there was time for."""
    questions = [question for _, question in chosen]
    model = ModelSettings(url, "gemma-3-270m", seconds=SECONDS, rest_after=0)
    alone = score_all(chosen, answers_of_bot(questions, options.data, store))
    deadline = time.monotonic() + options.minutes * 60
    beside = score_all(chosen, _until(deadline, answers_of_bot(questions, options.data, store, model)))
    return alone[: len(beside)], beside


def _until(deadline: float, answered: Iterator[Answered]) -> Iterator[Answered]:
    for one in answered:
        yield one
        if time.monotonic() > deadline:
            return


def made_worse(alone: Sequence[Row], beside: Sequence[Row]) -> list[str]:
    """The questions that a model turned wrong, or whose right answer it took away; a held-out one without its name."""
    return [
        f"{'held out' if after['question'].get('heldout') else after['question']['id']}: "
        f"{before['outcome']} → {after['outcome']}"
        for before, after in zip(alone, beside, strict=True)
        if before["outcome"] != after["outcome"] and (before["outcome"] == "right" or after["outcome"] == "wrong")
    ]


def roles(alone: Sequence[Row], beside: Sequence[Row]) -> str:
    """At how many questions the model was asked as what, and how often its words or reading came through."""
    asked = [
        (before["answer"], after["answer"])
        for before, after in zip(alone, beside, strict=True)
        if after["answer"].get("usage")
    ]
    planned = [(one, other) for one, other in asked if one["status"] != "answered"]
    written = [(one, other) for one, other in asked if one["status"] == "answered"]
    read = sum(one["status"] != other["status"] for one, other in planned)
    offered = sum(one["choices"] != other["choices"] for one, other in planned)
    shown = sum(one["text"] != other["text"] for one, other in written)
    return (
        f"as planner at {len(planned)} questions: {read} answered by its reading, {offered} offered as a question; "
        f"as writer at {len(written)}: its words shown at {shown}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask twice, compare, print; 1 if anything became worse, or nothing could be asked."""
    parser = argument_parser("python -m eval.check_model", __doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES, help=f"most minutes with the model ({MINUTES:g})")
    options = parser.parse_args(arguments)
    chosen = choose_questions(options)
    if not chosen:
        print("No question can be asked here: give the folder of the documents with --data.", file=sys.stderr)
        return 1
    server, url = model_server.start()
    with tempfile.TemporaryDirectory() as folder:
        alone, beside = ask_both(options, chosen, options.store or Path(folder), url)
    del server
    worse = made_worse(alone, beside)
    parts = [table(title, rows, lambda row: str(row["set"])) for title, rows in (("rules", alone), ("model", beside))]
    print("\n" + "\n\n".join([*parts, f"prompts {prompts_hash()}", f"{model_use(beside)}\n{roles(alone, beside)}"]))
    if len(beside) < len(chosen):
        print(f"\n{len(chosen) - len(beside)} questions not asked: {options.minutes:g} minutes were over")
    print(f"\nmade worse by the model: {len(worse)} of {len(beside)} {worse or ''}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
