"""Sayings are put in other words as the examples beside them say, and a question without any stays as it is."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot.names.segment import prepare
from bot.reading.elided import spelled_out
from bot.reading.sayings import outright, sayings
from prompts import load_yaml

SAYINGS: list[dict[str, Any]] = load_yaml("sayings.zh.yaml")
OTHERWISE: list[dict[str, Any]] = load_yaml("otherwise.zh.yaml")
SPELLED_OUT: list[dict[str, Any]] = load_yaml("spelled_out.yaml")["sayings"]
AUDITORS: list[dict[str, Any]] = load_yaml("auditors.zh.yaml")["sayings"]


@pytest.mark.parametrize("saying", SAYINGS, ids=[one["as"][0] for one in SAYINGS])
def test_each_saying_means_what_its_example_says(saying: dict[str, Any]) -> None:
    before, after = saying["as"]
    assert prepare(before) == before
    assert outright(before) == after != before


@pytest.mark.parametrize("saying", SPELLED_OUT, ids=[one["as"][0] for one in SPELLED_OUT])
def test_what_leans_on_other_words_is_spelled_out_as_its_example_says(saying: dict[str, Any]) -> None:
    before, after = saying["as"]
    assert prepare(before) == before
    assert spelled_out(before) == outright(before, "spelled_out.yaml") == after != before


@pytest.mark.parametrize("saying", AUDITORS, ids=[one["as"][0] for one in AUDITORS])
def test_what_auditors_say_means_what_its_example_says(saying: dict[str, Any]) -> None:
    before, after = saying["as"]
    assert prepare(before) == before
    assert outright(before, "auditors.zh.yaml") == after != before


@pytest.mark.parametrize("saying", OTHERWISE, ids=[one["as"][0] for one in OTHERWISE])
def test_what_is_tried_where_nothing_is_found_means_what_its_example_says(saying: dict[str, Any]) -> None:
    before, after = saying["as"]
    assert prepare(before) == before
    assert re.sub(saying["said"], saying["meant"], before) == after != before


@pytest.mark.parametrize(
    ("entry", "fault"), [({"said": "多少(", "meant": "几", "as": []}, "no pattern"), ({"said": "多少"}, "meant")]
)
def test_a_saying_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, entry: object, fault: str) -> None:
    monkeypatch.setattr("bot.reading.sayings.load_yaml", lambda name: [entry])
    with pytest.raises(ValueError, match=f"prompts/odd.yaml.*{fault}.*多少"):
        sayings("odd.yaml")


@pytest.mark.parametrize(
    "question",
    [
        "2024年一般公共预算支出是多少",
        "不含局本级的下属单位有几家",
        "三公经费为什么减少",
        "一般公共预算收入,不要市级的",
        "债务余额离债务限额多远",
        "去年的公务接待费是多少",
    ],
)
def test_what_narrows_a_figure_stays(question: str) -> None:
    assert outright(question) == question


def _with_more(example: str, word: str) -> Iterator[str]:
    """The example with a word as a clause of its own at each of its commas and stops."""
    for found in re.finditer("[,。;:?]", example):
        yield f"{example[: found.end()]}{word},{example[found.end() :]}"


@pytest.mark.parametrize("word", ["印刷费", "2016年", "不含印刷费", "丁山局", "77万元"])
@pytest.mark.parametrize("name", ["sayings.zh.yaml", "spelled_out.yaml", "otherwise.zh.yaml", "auditors.zh.yaml"])
def test_no_saying_drops_what_else_is_named(name: str, word: str) -> None:
    entries = {
        "sayings.zh.yaml": SAYINGS,
        "spelled_out.yaml": SPELLED_OUT,
        "otherwise.zh.yaml": OTHERWISE,
        "auditors.zh.yaml": AUDITORS,
    }[name]
    dropped = [
        (said, meant)
        for saying, entry in zip(sayings(name), entries, strict=True)
        for said in _with_more(entry["as"][0], word)
        if word not in (meant := saying.outright(said))
    ]
    assert not dropped


AWKWARD = [
    "某局2025年预算比上年减少了不少," + "呀-" * 40 + "多少",
    "let s talk about N0, " + "in a, " * 60 + "x",
    "N0, N1, " * 60,
    "i have " + "of a in b, " * 40,
    *(
        "a " * 240,
        "the " * 120,
        "甲局" * 240,
        "的," * 240,
        "和甲费" * 160,
        "比甲," * 160,
        "2024年," * 80,
        "多少,呀-" * 90,
    ),
]
"""What patterns with several stretches of anything take longest for."""
ALL_SAYINGS = """
import sys
from bot.reading.sayings import LONGEST, outright
text = sys.argv[1][:LONGEST]
for name in ("sayings.zh.yaml", "spelled_out.yaml", "otherwise.zh.yaml", "auditors.zh.yaml", "sayings.en.yaml"):
    outright(text, name)
"""


@pytest.mark.parametrize("text", AWKWARD, ids=[one[:24] for one in AWKWARD])
def test_awkward_questions_are_read_in_bounded_time(text: str) -> None:
    subprocess.run([sys.executable, "-c", ALL_SAYINGS, text], check=True, timeout=60)
