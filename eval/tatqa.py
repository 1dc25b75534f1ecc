"""TAT-QA dev: each question gets its own table and text, and is scored by the published metric.

`python -m eval.tatqa [--limit N]`. English tables of annual reports; nothing in the bot is tuned to them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.answerers import open_bot
from eval.run import ROOT
from eval.tatqa_metric import SCALES, exact_and_f1

Context = Mapping[str, Any]


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line, checked."""
    parser = argparse.ArgumentParser(prog="python -m eval.tatqa", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "tatqa_dataset_dev.json")
    parser.add_argument("--limit", type=int, default=0, help="ask about this many tables only, spread evenly")
    parser.add_argument("--show", action="store_true", help="print every question that is not exactly right")
    return parser.parse_args(arguments)


def write_documents(contexts: Sequence[Context], folder: Path) -> list[Path]:
    """One text file per context: its paragraphs in order, then its table, tab-separated."""
    paths = []
    for context in contexts:
        path = folder / f"{context['table']['uid']}.txt"
        paragraphs = [p["text"] for p in sorted(context["paragraphs"], key=lambda p: int(p["order"]))]
        rows = ["\t".join(cell.replace("\n", " ") for cell in row) for row in context["table"]["table"]]
        path.write_text("\n\n".join([*paragraphs, "\n".join(rows)]) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def prediction(answer: Mapping[str, Any]) -> tuple[list[str], str]:
    """An answer of the contract as (spans, scale) of the metric; no spans when it was not answered."""
    if answer.get("status") != "answered":
        return [], ""
    unit = (answer.get("unit") or "").lower()
    scale = "percent" if unit in {"%", "percent"} else next((word for word in SCALES if word in unit), "")
    items = answer.get("items") or []
    if answer.get("value") is not None:
        return [answer["value"]], scale
    if items:
        return [item["value"] if item.get("value") is not None else item["label"] for item in items], scale
    return [re.sub(r"\[\d+\]", "", answer.get("text") or "").strip()], scale


def answers(contexts: Sequence[Context], folder: Path) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """(question, answer of the bot) for every question of the contexts."""
    bot = open_bot(write_documents(contexts, folder), folder / "store")
    for context in contexts:
        name = f"{context['table']['uid']}.txt"
        for question in context["questions"]:
            yield question, bot.ask(question["question"], documents=[name]).as_dict()


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, score, print exact match and F1 by kind of answer; 1 if the data set is absent."""
    options = parse_arguments(arguments)
    if not options.data.is_file():
        print(f"TAT-QA left out: {options.data} is absent", file=sys.stderr)
        return 1
    contexts = json.loads(options.data.read_text(encoding="utf-8"))
    contexts = contexts[:: max(1, len(contexts) // options.limit)] if options.limit else contexts
    scores: dict[str, list[tuple[float, float, bool]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for question, answer in answers(contexts, Path(folder)):
            spans, scale = prediction(answer)
            exact, f1 = exact_and_f1(question, spans, scale)
            for group in (question["answer_type"], "all"):
                scores.setdefault(group, []).append((exact, f1, bool(spans)))
            if options.show and not exact:
                print(f"{question['question']} → {spans} {scale}; expected {question['answer']} {question['scale']}")
    print("| answers | n | answered | EM | F1 |\n|---|---|---|---|---|")
    for group, members in sorted(scores.items()):
        means = [sum(member[i] for member in members) / len(members) for i in (2, 0, 1)]
        print(f"| {group} | {len(members)} | " + " | ".join(f"{mean:.1%}" for mean in means) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
