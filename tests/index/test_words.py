"""Lists and patterns of the data are read with what they stand for, and a bad one is named with its file."""

from __future__ import annotations

from typing import Any

import pytest

from index.accounts import ACCOUNTS
from index.words import filled, named_patterns_of, pattern_of, patterns_of, words_of

DATA: dict[str, Any] = {
    "where": {"body": ["局", "委"]},
    "list": ["甲", "乙"],
    "text": "$account(?:收入|支出)",
    "alternatives": ["[甲乙](?:$body)", "丙"],
    "named": {"one": "甲", "other": ["乙", "丙"]},
    "broken": "甲(",
    "numbers": [1, 2],
}


@pytest.fixture(autouse=True)
def _data(monkeypatch: pytest.MonkeyPatch) -> None:
    words_of.cache_clear()
    monkeypatch.setattr("index.words.load_yaml", lambda name: DATA)


def test_a_list_is_its_words_and_a_pattern_any_of_its_alternatives() -> None:
    assert words_of("odd.yaml", "list") == ("甲", "乙")
    assert [one.pattern for one in patterns_of("odd.yaml", "list")] == ["甲", "乙"]
    assert pattern_of("odd.yaml", "alternatives").fullmatch("乙委")
    assert [(name, found.pattern) for name, found in named_patterns_of("odd.yaml", "named")] == [
        ("one", "甲"),
        ("other", "乙|丙"),
    ]


def test_a_name_in_a_pattern_stands_for_what_the_data_has() -> None:
    assert all(pattern_of("odd.yaml", "text").fullmatch(f"{account}支出") for account in ACCOUNTS)
    assert filled("odd.yaml", "$said_account").count("社保基金") == 1
    assert filled("odd.yaml", "多少$") == "多少$"


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        (("broken",), "is no pattern"),
        (("numbers",), "list of texts"),
        (("none", "such"), "has no none / such"),
        (("list", "deeper"), "has no list / deeper"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_file(keys: tuple[str, ...], fault: str) -> None:
    with pytest.raises(ValueError, match=f"prompts/odd.yaml.*{fault}"):
        pattern_of("odd.yaml", *keys)
