"""What counts as an answer that a model made worse."""

from __future__ import annotations

import pytest

from eval.check_model import made_worse


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ("right", "right", 0),
        ("declined", "right", 0),
        ("declined", "asked back", 0),
        ("wrong", "wrong", 0),
        ("right", "declined", 1),
        ("declined", "wrong", 1),
    ],
)
def test_a_right_answer_lost_or_a_wrong_one_made_counts(before: str, after: str, worse: int) -> None:
    rows = [[{"question": {"id": "q"}, "outcome": outcome}] for outcome in (before, after)]
    assert len(made_worse(*rows)) == worse
