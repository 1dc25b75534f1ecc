"""Characters as they read, whatever signs a printing program put for them, and headers that say only that figures follow."""

from __future__ import annotations

import pytest

from index.text import is_plain_measure, without_radicals


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("⻔⼾", "门户"),
        ("⻰华区⽂化⼴电", "龙华区文化广电"),
        ("⼀般公共预算⽀出", "一般公共预算支出"),
        ("门户 2024, A", "门户 2024, A"),
    ],
)
def test_radical_signs_are_read_as_the_characters_that_they_look_like(printed: str, read: str) -> None:
    assert without_radicals(printed) == read


@pytest.mark.parametrize("header", ["2024年执行", "2024年预算执行", "2024年完成", "实际完成", "2024年执行数"])
def test_a_header_of_what_was_carried_out_is_of_no_item(header: str) -> None:
    assert is_plain_measure(header)
