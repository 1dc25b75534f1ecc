from __future__ import annotations

import io

from bot.page_counter import PATIENCE, PageCounter


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Seconds that pass when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def count(stream: io.StringIO, pages: int, seconds: float) -> str:
    clock = Clock()
    counter = PageCounter(stream, clock)
    for page in range(1, pages + 1):
        clock.now += seconds
        counter.show("预算.pdf", page, pages)
    counter.clear()
    return stream.getvalue()


def test_a_file_that_is_read_in_a_moment_says_nothing() -> None:
    assert count(Terminal(), 30, PATIENCE / 60) == ""
    assert count(Terminal(), 1, 10) == ""


def test_a_log_gets_a_line_now_and_then() -> None:
    said = count(io.StringIO(), 10, PATIENCE / 2)
    assert said.splitlines() == [f"预算.pdf: page {page} of 10" for page in (2, 4, 6, 8, 10)]


def test_a_terminal_gets_one_line_that_renews_itself_and_is_left_empty() -> None:
    said = count(Terminal(), 4, PATIENCE)
    assert said.count("\n") == 0
    assert [part.removesuffix("\x1b[K") for part in said.split("\r")[1:]] == [
        *(f"预算.pdf: page {page} of 4" for page in (1, 2, 3, 4)),
        "",
    ]
