"""Ask what people ask most, in the most usual words, of every document: `python -m eval.usual --store DIR [--show wrong]`.

All wordings of an intent must give one answer, and the right one where `eval/usual.zh.yaml` says in which cell or sentence it stands.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from bot.pipeline import Bot
from eval.frame_cases import Case, Expected
from eval.frames import ask
from eval.metrics import same_figure
from eval.usual_cases import Group, Truth, read_groups, truth_of
from index.store.folder import open_store

HERE = Path(__file__).parent
OUTCOMES = ("right", "differing", "refused", "wrong")
NAMES_IN_FULL = 1
"""So many of an intent's names are put in every shape; the others in a few."""
SHAPES_OF_OTHERS = 4
OTHER_YEARS = (2014, 2028)


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask an intent of a group: the questions of a talk, the last of them judged."""

    intent: str
    talk: tuple[str, ...]


def shaped(intent: Mapping[str, Any], shapes: Mapping[str, Sequence[str]]) -> list[str]:
    """The wordings of an intent with its names put in, the frame's names still open."""
    own = shapes[intent.get("shape", "figure")]
    found = []
    for number, name in enumerate(intent["names"]):
        chosen = (
            own
            if number < NAMES_IN_FULL
            else [own[(7 * number + 5 * step) % len(own)] for step in range(SHAPES_OF_OTHERS)]
        )
        found += [shape.replace("{name}", name) for shape in chosen]
    return list(dict.fromkeys([*found, *intent.get("more", [])]))


def wordings(name: str, texts: Iterable[str], group: Group, other: Group | None) -> Iterator[Wording]:
    """The wordings filled for one group; those left out that it has no fill for."""
    for text in texts:
        number = int(hashlib.sha256(text.encode()).hexdigest(), 16)
        fills = {
            "org": group.spoken[number % len(group.spoken)],
            "year": str(group.year),
            "yy": str(group.year)[2:],
            "kind": group.kind_word,
            "now": "今年" if group.year == group.latest else "",
            "ago": "去年" if group.year == group.latest - 1 else "",
            "other": f"{other.spoken[0]}{other.year}年" if other else "",
        }
        wanted = {key for _, key, _, _ in Formatter().parse(text) if key}
        if all(fills[key] for key in wanted):
            yield Wording(name, tuple(part.strip() for part in text.format(**fills).split("|")))


def gives_figure(answer: Mapping[str, Any]) -> bool:
    """Whether the answer states a figure."""
    return answer["status"] == "answered" and (answer.get("value") is not None or bool(answer.get("items")))


def signature(answer: Mapping[str, Any]) -> tuple[str, str]:
    """What must be the same for all wordings of one intent: the status, and the figure in 元 to two decimals of 万."""
    value = answer.get("value")
    if value is None:
        return answer["status"], ""
    scale = {"万元": 4, "亿元": 8}.get(answer.get("unit") or "", 0)
    return answer["status"], f"{float(value) * 10**scale / 10**4:.2f}"


def verdict(truth: Truth, answer: Mapping[str, Any]) -> str:
    """Either "right", "wrong", "refused", or "" where nothing says what is right."""
    status, text = answer["status"], str(answer.get("text", ""))
    if not truth.known:
        return ""
    if truth.blank and status != "clarify" and (not gives_figure(answer) or answer.get("value") == "0"):
        return "refused" if (answer.get("plan") or {}).get("missing") else "right"
    if status != "answered":
        return "refused"
    if any(said in text for said in truth.said):
        return "right"
    value, unit = answer.get("value"), answer.get("unit")
    items = answer.get("items") or []
    if value is None and len(items) == 1:
        value, unit = items[0]["value"], items[0]["unit"]
    if any(
        same_figure(_bare(value), unit, format(abs(wanted), "f"), wanted_unit) for wanted, wanted_unit in truth.values
    ):
        return "right"
    return "wrong" if value is not None or items or truth.said else "refused"


def _bare(value: str | None) -> str | None:
    return value.removeprefix("-") if value is not None else None


def judged(bot: Bot, cases: Sequence[Wording], truth: Truth) -> list[tuple[Wording, str, Mapping[str, Any]]]:
    """Each wording with its outcome; where nothing says what is right, most wordings do."""
    answers = [bot_answer(bot, case) for case in cases]
    usual = Counter(signature(answer) for answer in answers).most_common(1)
    found = []
    for case, answer in zip(cases, answers, strict=True):
        outcome = verdict(truth, answer)
        same = bool(usual) and signature(answer) == usual[0][0]
        if outcome == "" or (outcome == "right" and truth.values and not same and len(truth.values) == 1):
            outcome = "right" if same or outcome == "right" else "differing"
        found.append((case, outcome, answer))
    return found


def bot_answer(bot: Bot, case: Wording) -> Mapping[str, Any]:
    """The bot's answer to the last question of a talk."""
    return ask(bot, Case(case.intent, "", case.talk[-1], case.talk[:-1], None, Expected()))


def outside(
    intents: Mapping[str, Any], groups: Sequence[Group], others: Sequence[str]
) -> Iterator[tuple[Wording, Group | None]]:
    """Questions about an organisation or a year that is not there, and about none though there are several."""
    for number, intent in enumerate(intents.values()):
        if intent.get("shape", "figure") not in ("figure", "count"):
            continue
        asked = intent["names"][0]
        for place, group in enumerate(groups):
            said = asked.replace("{kind}", group.kind_word)
            org = group.spoken[(number + place) % len(group.spoken)]
            year = OTHER_YEARS[(number + place) % 2]
            other = others[(number + place) % len(others)]
            yield Wording("year not there", (f"{org}{year}年{said}",)), group
            yield Wording("organisation not there", (f"{other}{group.year}年{said}",)), None
            yield Wording("no organisation named", (f"{group.year}年{said}",)), None


def judge_outside(case: Wording, group: Group | None, groups: Sequence[Group], answer: Mapping[str, Any]) -> str:
    """A figure for what is not there is wrong, a refusal that does not name what is there differs from a good one."""
    text = str(answer.get("text", ""))
    if case.intent == "no organisation named":
        named = any(one.organisation in text or word in text for one in groups for word in one.spoken)
        return "right" if answer["status"] == "clarify" or named else "wrong" if gives_figure(answer) else "refused"
    if gives_figure(answer):
        return "wrong"
    return "right" if group is None or str(group.year) in text or str(group.latest) in text else "differing"


def shown(case: Wording, group: str, outcome: str, truth: Truth | None, answer: Mapping[str, Any]) -> str:
    """One case on two lines."""
    wanted = ", ".join([*(f"{value:f}{unit}" for value, unit in truth.values[:3]), *truth.said[:1]]) if truth else ""
    text = str(answer.get("text", "")).replace("\n", " / ")[:150]
    given = f"{answer['status']} {answer.get('value')} · {text}"
    return f"{outcome.upper()} {case.intent} [{group}] {' | '.join(case.talk)}\n    wanted {wanted or '?'}; {given}"


def table(rows: Sequence[tuple[str, str]]) -> str:
    """Outcomes per intent, and in all."""
    counts = Counter(rows)
    lines = [f"{'':26}{''.join(f'{outcome:>11}' for outcome in OUTCOMES)}"]
    lines += [
        f"{name:26}{''.join(f'{counts[name, outcome]:>11}' for outcome in OUTCOMES)}"
        for name in dict.fromkeys(name for name, _ in rows)
    ]
    total = Counter(outcome for _, outcome in rows)
    return "\n".join([*lines, f"{'all':26}{''.join(f'{total[outcome]:>11}' for outcome in OUTCOMES)}"])


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line, checked."""
    parser = argparse.ArgumentParser(prog="python -m eval.usual", description=__doc__)
    parser.add_argument("--store", type=Path, required=True, help="folder of an index")
    parser.add_argument("--intents", type=Path, default=HERE / "usual.zh.yaml")
    parser.add_argument("--intent", action="append", help="only this intent (repeatable)")
    parser.add_argument("--every", type=int, default=1, help="only one wording in so many")
    parser.add_argument("--document", default="", help="only documents with this in their name or organisation")
    parser.add_argument("--show", choices=[*OUTCOMES, "all"], action="append", help="print these cases (repeatable)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, ask, judge, print; 1 if the store holds no document with an organisation and a year."""
    options = parse_arguments(arguments)
    loaded = yaml.safe_load(options.intents.read_text(encoding="utf-8"))
    store = open_store(options.store)
    groups = read_groups(store, loaded["short"])
    if not groups:
        print("The store holds no document with an organisation and a year: index some first.", file=sys.stderr)
        return 1
    bot = Bot(store)
    chosen = [one for one in groups if options.document in one.organisation + "".join(one.names)]
    intents = {name: one for name, one in loaded["intents"].items() if not options.intent or name in options.intent}
    rows: list[tuple[str, str]] = []
    shows = options.show or []
    for name, intent in intents.items():
        for group in chosen:
            other = next((one for one in groups if one.organisation != group.organisation), None)
            cases = list(wordings(name, shaped(intent, loaded["shapes"]), group, other))[:: options.every]
            truth = truth_of(name, loaded["intents"], group, store)
            for case, outcome, answer in judged(bot, cases, truth):
                rows.append((name, outcome))
                if "all" in shows or outcome in shows:
                    print(shown(case, group.label, outcome, truth, answer))
    if not options.intent:
        for case, about in list(outside(intents, chosen, loaded["others"]))[:: options.every]:
            answer = bot_answer(bot, case)
            outcome = judge_outside(case, about, groups, answer)
            rows.append((case.intent, outcome))
            if "all" in shows or outcome in shows:
                print(shown(case, about.label if about else "", outcome, None, answer))
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
