"""How far what is known may go on in English text."""

from __future__ import annotations

import pytest

from bot.names.stretches import Stretches, is_as_listed, known_everywhere, reach_in

NAMES = Stretches(["street lighting electricity", "police", "licenses and permits", "fy2025 adopted budget"])


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("electricity of street lighting cost us a lot", "electricity of street lighting cost "),
        ("the police department costs went up", "the police department costs "),
        ("licence & permit income was low", "licence & permit "),
        ("budget adopted for 2025 by members", "budget adopted for 2025 "),
        ("nobody knows anything here", "nobody knows"),
        ("police costs", "police costs"),
    ],
)
def test_a_stretch_goes_on_while_one_name_may_hold_all_of_its_words(text: str, held: str) -> None:
    assert text[: _reach(text, 0)].rstrip() == held.rstrip()


def test_a_stretch_begins_anywhere() -> None:
    text = "what did street lighting electricity come to"
    assert text[9 : _reach(text, 9)].rstrip() == "street lighting electricity"


def test_lists_are_known_whatever_the_documents_are() -> None:
    text = "how much did we spend"
    assert known_everywhere().go_on(["how", "much"]) == 2
    assert reach_in(text, lambda: (NAMES, known_everywhere()))(0) >= len("how much")


@pytest.mark.parametrize(
    ("surface", "plain"),
    [
        ("2024年会议费", True),
        ("会议费和培训费", False),
        ("支出决算表里", False),
        ("gdp增长", False),
        ("20万以上设备", False),
    ],
)
def test_stretches_that_may_be_said_in_several_ways_are_told_from_others(surface: str, plain: bool) -> None:
    assert is_as_listed(surface) is plain


def _reach(text: str, start: int) -> int:
    return reach_in(text, lambda: (NAMES,))(start)
