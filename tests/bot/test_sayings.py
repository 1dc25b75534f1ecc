"""Sayings are put in other words as the examples beside them say, and a question without any stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sayings import outright
from bot.segment import prepare
from prompts import load_yaml

SAYINGS: list[dict[str, Any]] = load_yaml("sayings.zh.yaml")


@pytest.mark.parametrize("saying", SAYINGS, ids=[one["as"][0] for one in SAYINGS])
def test_each_saying_means_what_its_example_says(saying: dict[str, Any]) -> None:
    before, after = saying["as"]
    assert prepare(before) == before
    assert outright(before) == after != before


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
