"""Example questions that a store answers, of those that prompts/examples.yaml offers."""

from __future__ import annotations

from collections.abc import Callable

from bot.model import Answer
from prompts import load_yaml

MOST = 6


def example_questions(ask: Callable[[str], Answer], language: str) -> list[str]:
    """At most six questions that are answered with a figure or a passage."""
    found: list[str] = []
    for question in load_yaml("examples.yaml")["en" if language == "en" else "zh"]:
        if ask(question).status == "answered":
            found.append(question)
        if len(found) == MOST:
            break
    return found
