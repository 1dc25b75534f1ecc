"""Example questions that the store answers, made from the names that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompts import load_yaml

if TYPE_CHECKING:
    from bot.pipeline import Bot

MOST = 6


def example_questions(bot: Bot, language: str) -> list[str]:
    """At most six questions of prompts/examples.yaml that this store answers with a figure or a passage."""
    found: list[str] = []
    if not bot.documents():
        return found
    for question in load_yaml("examples.yaml")["zh" if language != "en" else "en"]:
        if bot.ask(question).status == "answered":
            found.append(question)
        if len(found) == MOST:
            break
    return found
