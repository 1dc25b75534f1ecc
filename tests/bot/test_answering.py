"""Every way to an answer stands in the order of its list, once."""

from __future__ import annotations

from inspect import isfunction
from types import ModuleType

from bot import ways
from bot.answering import WAYS
from bot.talk import rereading
from bot.talk.talking import AFTER_TALK, ALONE, IN_TALK


def ways_in(module: ModuleType) -> set[str]:
    own = (one for one in vars(module).values() if isfunction(one) and one.__module__ == module.__name__)
    return {one.__qualname__ for one in own if not one.__qualname__.startswith("_")}


def test_every_way_to_an_answer_is_tried_once() -> None:
    assert sorted(way.__qualname__ for way in WAYS) == sorted(ways_in(ways))


def test_a_question_that_found_nothing_is_understood_in_each_other_way_once() -> None:
    assert sorted(way.__qualname__ for way in ALONE) == sorted(
        ways_in(rereading) - {"over_printed_span"} | {"each_by_itself", "share_of_each_year", "moved_points"}
    )
    assert {*IN_TALK, *AFTER_TALK} < {*ALONE}
