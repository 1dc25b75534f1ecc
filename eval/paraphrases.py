"""How many true and false sentences about a passage a summary would show: `python -m eval.paraphrases [--show]`.

A false one shown is worse than a true one dropped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.language_model.likeness import Likeness
from bot.language_model.summary import is_held
from index.encoder import load_encoder
from prompts import prompts_hash

CASES = Path(__file__).parent / "paraphrases.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence about a passage, and whether the passage says so."""

    language: str
    passage: str
    sentence: str
    true: bool
    organisation: str = ""


def read_cases() -> list[Case]:
    """All cases of the file."""
    return list(_cases(yaml.safe_load(CASES.read_text(encoding="utf-8"))))


def _cases(groups: dict[str, list[dict[str, object]]]) -> Iterator[Case]:
    for language, passages in groups.items():
        for one in passages:
            for said in ("true", "false"):
                sentences = one[said]
                assert isinstance(sentences, list)
                told = str(one["passage"]), str(one.get("organisation", ""))
                yield from (Case(language, told[0], str(text), said == "true", told[1]) for text in sentences)


def shown_cases(cases: Sequence[Case], holds: Callable[[Case], bool]) -> list[Case]:
    """The cases whose sentence would be shown."""
    return [case for case in cases if holds(case)]


def rates(cases: Sequence[Case], shown: Sequence[Case]) -> list[str]:
    """A line for each language: how many true ones are shown, how many false ones."""
    lines = []
    for language in dict.fromkeys(case.language for case in cases):
        counts = []
        for true in (True, False):
            of = [case for case in cases if (case.language, case.true) == (language, true)]
            count = sum(case in shown for case in of)
            counts.append(f"{'true' if true else 'false'} {count} of {len(of)} shown ({count / len(of):.0%})")
        lines.append(f"{language}: {', '.join(counts)}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge all sentences, print both rates; 1 if a false one would be shown."""
    parser = argparse.ArgumentParser(prog="python -m eval.paraphrases", description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the false sentences shown and the true ones dropped")
    options = parser.parse_args(arguments)
    likeness = Likeness(load_encoder)
    cases = read_cases()
    shown = shown_cases(cases, lambda case: is_held(case.sentence, case.passage, likeness, case.organisation))
    print("\n".join([*rates(cases, shown), f"prompts {prompts_hash()}"]))
    wrong = [case for case in shown if not case.true]
    if options.show:
        print(*(f"FALSE SHOWN {case.sentence}" for case in wrong), sep="\n")
        print(*(f"true dropped {case.sentence}" for case in cases if case.true and case not in shown), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
