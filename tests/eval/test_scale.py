"""Times over few documents and over many are of the same questions, and are set against the limit."""

from __future__ import annotations

from typing import Any

from eval.scale import ROUNDS, WATCHED, ratios, scale_rows, time_beside
from eval.sets import Question, read_set


class Counting:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, question: str, *, history: Any = (), documents: Any = None) -> None:
        self.asked.append(question)


def test_both_are_asked_the_same_in_turn_and_the_first_round_does_not_count() -> None:
    few, many = Counting(), Counting()
    questions: list[Question] = read_set("founding")[:7]
    times = time_beside(few, many, questions)
    assert few.asked == many.asked == [one["question"] for one in questions] * (ROUNDS + 1)
    assert sum(len(one) for one, _ in times.values()) == 7
    assert all(len(one) == len(other) for one, other in times.values())


def test_what_takes_more_than_twice_as_long_is_told() -> None:
    times = {"table question": ([10.0] * 20, [15.0] * 20), "text question": ([20.0] * 20, [50.0] * 20)}
    found = ratios(times)
    assert found == {("table question", 50): 1.5, ("table question", 95): 1.5, ("text question", 95): 2.5}
    assert set(found) == set(WATCHED)
    texts = [text for _, text in scale_rows(times, 1000)]
    assert ["over" in text for text in texts] == [False, False, True]
