"""Ask many wordings of one question with real cells filled in: `python -m eval.frames --store DIR [-n N] [--show wrong]`."""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from bot.pipeline import Bot
from eval.answerers import BREAKAGE
from eval.frame_cases import Case, Expected, Filler
from eval.metrics import same_figure
from index.store.folder import open_store

HERE = Path(__file__).parent
ASIDE = 4
"""One frame in so many is kept aside, by the hash of its text."""
OUTCOMES = ("right", "wrong", "asked", "no value", "declined")


def judge(case: Case, answer: Mapping[str, Any]) -> str:
    """One of OUTCOMES."""
    expected, status = case.expected, answer["status"]
    items, value, truth = answer.get("items") or [], answer.get("value"), answer.get("truth")
    gives = status == "answered" and (value is not None or bool(items) or truth is not None)
    if expected.refuse:
        return "wrong" if gives else "right"
    if expected.blank:
        return (
            "wrong"
            if status == "answered" and value is not None
            else "right"
            if status in ("answered", "not_found") and not _unread(answer)
            else "declined"
        )
    if status != "answered":
        return "asked" if status == "clarify" else "declined"
    if not gives:
        return "no value"
    if case.tag == "compare2":
        return _judge_compare(expected, answer)
    if expected.truth is not None:
        return "no value" if truth is None else "right" if truth is expected.truth else "wrong"
    if case.tag == "change_last_year":
        texts = expected.said.split("|")
        return "right" if _is_one_of(answer, expected) or any(text in answer["text"] for text in texts) else "wrong"
    if expected.items:
        return (
            "right"
            if any(_same_list(items, answer, wanted, expected.ordered) for wanted in expected.items)
            else "wrong"
        )
    if value is None:
        return (
            "no value"
            if len(items) != 1
            else "right"
            if _is_one_of({"value": items[0]["value"], "unit": items[0]["unit"]}, expected)
            else "wrong"
        )
    if not _is_one_of(answer, expected):
        return "wrong"
    return "right" if expected.said in answer["text"] else "no value"


def _unread(answer: Mapping[str, Any]) -> bool:
    """Whether the bot refused for words that it does not know."""
    return bool((answer.get("plan") or {}).get("missing"))


def _is_one_of(answer: Mapping[str, Any], expected: Expected) -> bool:
    return any(
        same_figure(answer.get("value"), answer.get("unit"), format(value, "f"), expected.unit)
        for value in expected.values
    )


def _judge_compare(expected: Expected, answer: Mapping[str, Any]) -> str:
    truth, value = answer.get("truth"), answer.get("value")
    if truth is not None:
        return "right" if truth is expected.truth else "wrong"
    if value is not None and not _is_one_of(answer, expected):
        return "wrong"
    return "right" if expected.said in answer["text"] else "wrong"


def _same_list(
    items: Sequence[Mapping[str, Any]], answer: Mapping[str, Any], wanted: Sequence[tuple[str, Decimal]], ordered: bool
) -> bool:
    if not items and len(wanted) == 1:
        return same_figure(answer.get("value"), answer.get("unit"), format(wanted[0][1], "f"), "元")
    given = [item for item in items if item.get("value") not in (None, "0")]
    if len(wanted) == 1:
        given = given[:1]
    if len(given) != len(wanted):
        return False
    have = given if ordered else sorted(given, key=lambda item: -_in_yuan(item))
    return all(
        same_figure(item.get("value"), item.get("unit"), format(value, "f"), "元")
        for item, (_, value) in zip(have, wanted, strict=True)
    )


def _in_yuan(item: Mapping[str, Any]) -> Decimal:
    scale = {"万元": 10_000, "亿元": 10**8}.get(item.get("unit") or "", 1)
    return Decimal(item["value"]) * scale


def is_aside(frame: str) -> bool:
    """Whether the frame is one of those that nobody tunes on."""
    return int(hashlib.sha256(frame.encode()).hexdigest(), 16) % ASIDE == 0


def read_frames(path: Path) -> dict[str, list[str]]:
    """Tag → its frames."""
    loaded: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def cases(frames: Mapping[str, Sequence[str]], filler: Filler, count: int, seed: int) -> Iterator[Case]:
    """`count` fills of every frame; a frame's fills depend on nothing but itself and the seed."""
    for tag, texts in frames.items():
        for frame in texts:
            for number in range(count):
                case = filler.fill(tag, frame, random.Random(f"{seed}/{number}/{frame}"))  # noqa: S311
                if case is not None:
                    yield case


def ask(bot: Bot, case: Case) -> Mapping[str, Any]:
    """The bot's answer as plain JSON; a crash counts as declined and is told."""
    try:
        return bot.ask(case.question, history=case.history, documents=case.documents).as_dict()
    except BREAKAGE as error:
        return {"status": "declined", "text": f"CRASH {error!r}"}


def shown(case: Case, outcome: str, answer: Mapping[str, Any]) -> str:
    """One judged case on two lines."""
    wanted = ", ".join(format(value, "f") for value in case.expected.values[:3]) or case.expected.truth
    given = (
        f"{answer.get('value')} {answer.get('unit')} truth={answer.get('truth')} items={len(answer.get('items') or [])}"
    )
    history = " ← " + " / ".join(case.history) if case.history else ""
    text = str(answer.get("text", "")).replace("\n", " | ")[:170]
    return f"{outcome.upper()} {case.tag}: {case.question}{history}\n    wanted {wanted}; {answer['status']} {given} · {text}"


def table(rows: Sequence[tuple[str, str]]) -> str:
    """Outcomes per tag, and in all."""
    tags = list(dict.fromkeys(tag for tag, _ in rows))
    counts = Counter(rows)
    lines = [f"{'':24}{''.join(f'{outcome:>10}' for outcome in OUTCOMES)}"]
    lines += [f"{tag:24}{''.join(f'{counts[tag, outcome]:>10}' for outcome in OUTCOMES)}" for tag in tags]
    for name, chosen in (
        ("all answerable", [row for row in rows if not row[0].startswith("not_")]),
        ("all to refuse", [row for row in rows if row[0].startswith("not_")]),
    ):
        inside = Counter(outcome for _, outcome in chosen)
        lines.append(f"{name:24}{''.join(f'{inside[outcome]:>10}' for outcome in OUTCOMES)}")
    return "\n".join(lines)


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line, checked."""
    parser = argparse.ArgumentParser(prog="python -m eval.frames", description=__doc__)
    parser.add_argument("--store", type=Path, required=True, help="folder of an index")
    parser.add_argument("--frames", type=Path, action="append", help="frame file (repeatable; default: both languages)")
    parser.add_argument("-n", type=int, default=2, help="fills of each frame")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tag", action="append", help="only this tag (repeatable)")
    parser.add_argument("--show", choices=[*OUTCOMES, "all"], action="append", help="print these cases (repeatable)")
    parser.add_argument(
        "--aside", action="store_true", help="the frames kept aside, instead of the others; shows no case"
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, ask, judge, print; 1 if the store is empty."""
    options = parse_arguments(arguments)
    store = open_store(options.store)
    if not store.facts.documents():
        print("The store holds no document: index some first.", file=sys.stderr)
        return 1
    bot = Bot(store)
    for path in options.frames or [HERE / "frames.zh.yaml", HERE / "frames.en.yaml"]:
        frames = {
            tag: [text for text in texts if is_aside(text) == options.aside]
            for tag, texts in read_frames(path).items()
            if not options.tag or tag in options.tag
        }
        rows = []
        for case in cases(frames, Filler(store, "en" if ".en." in path.name else "zh"), options.n, options.seed):
            answer = ask(bot, case)
            outcome = judge(case, answer)
            rows.append((case.tag, outcome))
            if options.show and not options.aside and ("all" in options.show or outcome in options.show):
                print(shown(case, outcome, answer))
        print(f"\n{path.name}{' (kept aside)' if options.aside else ''}\n{table(rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
