"""A real small model beside the rules: `python -m eval.check_model [--set NAME]`; 1 if it makes any answer worse.

Every question is asked by the rules alone and with the model as planner and as writer. The model may turn no answer into
a wrong one, and no right answer into another.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.language_model.settings import ModelSettings
from eval import model_server
from eval.answerers import answers_of_bot
from eval.report import Row, table
from eval.run import choose_questions, model_use, parse_arguments, score_all
from eval.sets import Question, set_names

SECONDS = 15.0
"""What the small model may take for a question, on two cores."""


def ask_both(
    options: argparse.Namespace, chosen: Sequence[tuple[str, Question]], store: Path, url: str
) -> tuple[list[Row], list[Row]]:
    """The rules' answers judged, and those with the model."""
    questions = [question for _, question in chosen]
    model = ModelSettings(url, "gemma-3-270m", seconds=SECONDS, rest_after=0)
    alone = score_all(chosen, answers_of_bot(questions, options.data, store))
    return alone, score_all(chosen, answers_of_bot(questions, options.data, store, model))


def made_worse(alone: Sequence[Row], beside: Sequence[Row]) -> list[str]:
    """The questions that a model turned wrong, or whose right answer it took away."""
    return [
        f"{after['question']['id']}: {before['outcome']} → {after['outcome']}"
        for before, after in zip(alone, beside, strict=True)
        if before["outcome"] != after["outcome"] and (before["outcome"] == "right" or after["outcome"] == "wrong")
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask twice, compare, print; 1 if anything became worse, or nothing could be asked."""
    options = parse_arguments(arguments)
    options.sets = options.sets or [name for name in set_names() if name.startswith("founding")]
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
    print("\n" + "\n\n".join([*parts, model_use(beside)]))
    print(f"\nmade worse by the model: {len(worse)} of {len(beside)} {worse or ''}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
