"""Score the bot on its question sets: `python -m eval.run [--set NAME] [--baseline] [--ablation] [--show wrong] [--save]`.

With `--model-url` and `--model` (or BUDGETBOT_MODEL_URL and BUDGETBOT_MODEL) a language model stands beside the rules;
it is then asked at every question that it may help with, however often it failed before.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bot.language_model.settings import ModelSettings, add_model_options, settings_of
from eval.ablations import ABLATIONS, Change
from eval.answerers import Answered, answers_of_bot, recorded_answers
from eval.metrics import OUTCOMES, summarise
from eval.report import Row, all_tables, score, shown, side_by_side, table
from eval.sets import Question, read_set, set_names, split_by_presence
from index.errors import BadInput
from prompts import prompts_hash

HERE = Path(__file__).parent
ROOT = HERE.parent
MARKS = ("<!-- results -->", "<!-- end of results -->")


def argument_parser(program: str, description: str | None) -> argparse.ArgumentParser:
    """The options that say which questions are asked over which documents."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("--set", dest="sets", action="append", choices=set_names(), help="only this set (repeatable)")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the documents")
    parser.add_argument("--store", type=Path, help="where to build or reuse the index (default: a temporary folder)")
    parser.add_argument("--hide-heldout", action="store_true", help="leave the held-out quarter out altogether")
    return parser


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line, checked."""
    parser = argument_parser("python -m eval.run", __doc__)
    parser.add_argument("--answers", type=Path, help="score this output of `budgetbot batch` instead of asking")
    parser.add_argument("--export", type=Path, help="write the questions for `budgetbot batch` here, and stop")
    parser.add_argument("--baseline", action="store_true", help="score the afternoon's baseline beside the bot")
    parser.add_argument("--ablation", action="store_true", help="score the bot without each of its parts beside it")
    parser.add_argument("--no-bot", action="store_true", help="with --baseline: score nothing else")
    parser.add_argument("--show", choices=[*OUTCOMES, "not-right", "all"], help="print these questions one by one")
    parser.add_argument("--save", action="store_true", help="keep the results under eval/results and in eval/README.md")
    add_model_options(parser)
    return parser.parse_args(arguments)


def choose_questions(options: argparse.Namespace) -> list[tuple[str, Question]]:
    """(set, question) for every question that can be asked here; says what it left out and why."""
    chosen: list[tuple[str, Question]] = []
    for name in options.sets or set_names():
        kept, left_out = split_by_presence(read_set(name), options.data)
        chosen += [(name, q) for q in kept if not (options.hide_heldout and q.get("heldout"))]
        for document, count in left_out.items():
            print(f"{name}: {count} questions left out, because {options.data / document} is absent")
    return chosen


def score_all(chosen: Sequence[tuple[str, Question]], answered: Iterable[Answered]) -> list[Row]:
    """Judge each answer as it comes, with a count on a terminal."""
    names = {question["id"]: name for name, question in chosen}
    rows: list[Row] = []
    for question, answer, milliseconds in answered:
        rows.append(score(names[question["id"]], question, answer, milliseconds))
        if sys.stderr.isatty():
            print(f"\r{len(rows)}/{len(chosen)}", end="", file=sys.stderr, flush=True)
    return rows


def print_rows(rows: Sequence[Row], wanted: str) -> None:
    """The questions of one outcome; a held-out one never in detail."""
    for row in rows:
        if wanted in {"all", row["outcome"]} or (wanted == "not-right" and row["outcome"] != "right"):
            print(shown(row) if not row["question"].get("heldout") else f"{row['outcome'].upper()} (held out)")


def save(rows: Sequence[Row], baseline: Sequence[Row], compared: Mapping[str, Sequence[Row]]) -> Path:
    """Write the results under the commit's name and the table in eval/README.md; gives back the file's path."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    outcomes = {row["question"]["id"]: row["outcome"] for row in rows}
    results = {"commit": commit, "prompts": prompts_hash(), "summary": summarise(rows), "outcomes": outcomes}
    if baseline:
        results["baseline"] = summarise(baseline)
    if compared:
        results["ablations"] = {name: summarise(members) for name, members in compared.items()}
    path = HERE / "results" / f"{commit or 'unknown'}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    readme = HERE / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    parts = [f"Commit {commit}.", all_tables(rows)]
    parts += [table("baseline", baseline, lambda row: str(row["set"]))] if baseline else []
    parts += [side_by_side(compared)] if compared else []
    readme.write_text(before + MARKS[0] + "\n" + "\n\n".join(parts) + "\n" + MARKS[1] + after, encoding="utf-8")
    return path


def export(questions: Sequence[Question], path: Path) -> None:
    """Write what `budgetbot batch` wants to know of each question: nothing of what is expected."""
    told = ({key: q[key] for key in ("id", "question", "history", "documents") if key in q} for q in questions)
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in told), encoding="utf-8")
    print(f"{len(questions)} questions in {path}")


def ask_bot(options: argparse.Namespace, chosen: Sequence[tuple[str, Question]]) -> dict[str, list[Row]]:
    """The bot's answers, or the recorded ones, judged: of the whole bot, and of it without each part where that is asked."""
    questions = [question for _, question in chosen]
    if options.answers:
        return {WHOLE: score_all(chosen, recorded_answers(questions, options.answers))}
    with ExitStack() as stack:
        store = options.store or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        changes: dict[str, Change | None] = {WHOLE: None, **(ABLATIONS if options.ablation else {})}
        return {
            name: score_all(chosen, answers_of_bot(questions, options.data, store, model_of(options), change))
            for name, change in changes.items()
        }


WHOLE = "the whole bot"


def model_of(options: argparse.Namespace) -> ModelSettings | None:
    """The model to stand beside the rules, never left to rest; None for the rules alone."""
    settings = settings_of(options, os.environ)
    return None if settings is None else replace(settings, rest_after=0)


def model_use(rows: Sequence[Row]) -> str:
    """What a model was called for and came to, in one line; "" where none was called."""
    used = [row["answer"]["usage"] for row in rows if row["answer"].get("usage")]
    if not used:
        return ""
    total = {key: sum(usage[key] for usage in used) for key in ("calls", "input_tokens", "output_tokens", "ms")}
    notices = [one for row in rows for one in row["answer"].get("notices", []) if one["kind"] == "model"]
    return (
        f"model {used[0]['model']}: asked at {len(used)} questions, {total['calls']} calls, {total['input_tokens']} tokens "
        f"read, {total['output_tokens']} written, {total['ms'] / 1000:.1f} s; {len(notices)} notices about it"
    )


def ask_baseline(options: argparse.Namespace, chosen: Sequence[tuple[str, Question]]) -> list[Row]:
    """The baseline's answers, judged; its vectors are kept in the user's cache folder."""
    from eval.baseline import answers_of_baseline

    cache = Path.home() / ".cache" / "budgetbot" / "eval-baseline"
    return score_all(chosen, answers_of_baseline([question for _, question in chosen], options.data, cache))


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, judge, print; 1 if nothing could be asked."""
    options = parse_arguments(arguments)
    chosen = choose_questions(options)
    if not chosen:
        print("No question can be asked here: give the folder of the documents with --data.", file=sys.stderr)
        return 1
    if options.export:
        export([question for _, question in chosen], options.export)
        return 0
    try:
        bots = {} if options.no_bot else ask_bot(options, chosen)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 1
    rows = bots.get(WHOLE, [])
    baseline = ask_baseline(options, chosen) if options.baseline else []
    if options.show:
        print_rows(rows or baseline, options.show)
    if rows:
        print("\n" + "\n\n".join(filter(None, [all_tables(rows), f"prompts {prompts_hash()}", model_use(rows)])))
    if baseline:
        print("\n" + table("baseline", baseline, lambda row: str(row["set"])))
    compared = {**bots, **({"the baseline": baseline} if baseline else {})} if len(bots) > 1 else {}
    if compared:
        print("\n" + side_by_side(compared))
    if options.save and rows:
        print(f"\nsaved in {save(rows, baseline, compared)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
