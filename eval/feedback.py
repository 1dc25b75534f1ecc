"""Ask again what users judged on the page: `python -m eval.feedback --store STORE [FILE]`.

FILE is the store's own feedback.jsonl unless given. An answer that was praised should stay, one that was blamed should
not. Both figures and plan are held against what was stored. Exit status 1 where a praised answer is another now.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.pipeline import Bot
from bot.web.feedback import FILE
from index.errors import BadInput, BudgetBotError
from index.store.folder import open_store

Outcome = Literal["kept", "lost", "still", "changed"]
OUTCOMES: Mapping[Outcome, str] = {
    "kept": "praised, and answered the same",
    "lost": "praised, and answered otherwise now",
    "still": "blamed, and answered the same still",
    "changed": "blamed, and answered otherwise now: look whether rightly",
}
TOLD = ("status", "value", "unit", "truth", "items")
"""What an answer says; its words may be put otherwise."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """One judgement with what the bot answers now."""

    outcome: Outcome
    record: Mapping[str, Any]
    now: Mapping[str, Any]
    planned: bool
    """Whether the plan is the one that was stored."""


def read_feedback(path: Path) -> list[dict[str, Any]]:
    """The last judgement of each answer, in the order of the first. Raises BadInput."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines if line.strip()]
        return list({record["id"]: record for record in records}.values())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path} is no file of judgements ({error}): give the feedback.jsonl of a store.") from error


def replay(bot: Bot, records: Iterable[Mapping[str, Any]]) -> Iterator[Replayed]:
    """Each question asked as it was then: after the same questions, within the same documents."""
    for record in records:
        was = record["answer"]
        now: Mapping[str, Any]
        try:
            now = bot.ask(
                record["question"],
                history=record["history"],
                documents=record["documents"],
                language=record["language"],
            ).as_dict()
        except BudgetBotError as error:
            now = {"status": "failed", "text": str(error)}
        same = all(now.get(key) == was[key] for key in TOLD)
        outcome: Outcome = (
            ("kept" if same else "lost") if record["verdict"] == "good" else "still" if same else "changed"
        )
        yield Replayed(outcome, record, now, now.get("plan") == was["plan"])


def shown(one: Replayed) -> str:
    """One judgement, to read."""
    record = one.record
    talk = " | ".join([*record["history"], record["question"]])
    said = [f"{one.outcome.upper()}  {talk}", f"  was: {record['answer']['text']}"]
    said += [] if one.outcome in ("kept", "still") else [f"  now: {one.now['text']}"]
    said += [] if one.planned else ["  the plan is another"]
    said += [f"  {record['user']}: {record['comment']}"] if record["comment"] else []
    return "\n".join(said)


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m eval.feedback", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="judgements (default: the store's own)")
    parser.add_argument("--store", type=Path, default=Path("store"), help="folder made by `budgetbot index`")
    options = parser.parse_args(arguments)
    try:
        records = read_feedback(options.file or options.store / FILE)
        replayed = list(replay(Bot(open_store(options.store)), records))
    except BudgetBotError as error:
        print(error, file=sys.stderr)
        return 1
    for one in replayed:
        print(shown(one))
    counts = Counter(one.outcome for one in replayed)
    for outcome, meaning in OUTCOMES.items():
        print(f"{counts[outcome]:5}  {meaning}")
    return 1 if counts["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
