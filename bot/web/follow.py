"""Questions that go on from an answer: only those that the bot does answer where they will be asked, after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Choice, Citation
from bot.web.contract import AskingBot
from bot.web.shelf import Shown
from bot.web.texts import Texts
from index.errors import BudgetBotError
from index.text import column_item, is_plain_measure

MOST_OFFERED = 3
MOST_TRIED = 7


@dataclass(frozen=True, slots=True)
class _About:
    """What an answer is about: whose money, of which year, of which row."""

    who: str
    year: int | None
    row: str


def follow_ups(bot: AskingBot, shown: Shown, words: Texts) -> list[Choice]:
    """At most three questions with an answer other than the one shown."""
    offered: list[Choice] = []
    seen = {shown.answer.text, shown.answer.value}
    talk = (*shown.history, shown.question)
    for number, choice in enumerate(_candidates(shown, words)):
        if len(offered) == MOST_OFFERED or number == MOST_TRIED:
            break
        if choice.question in (shown.question, *shown.history):
            continue
        try:
            answer = bot.ask(choice.question, history=talk, documents=shown.documents, language=shown.language)
        except BudgetBotError:
            continue
        tells = answer.value is not None or len(answer.items) > 1
        again = answer.text in seen or (answer.value is not None and answer.value in seen)
        if answer.status == "answered" and tells and not again:
            seen |= {answer.text, answer.value}
            offered.append(choice)
    return offered


def _candidates(shown: Shown, words: Texts) -> Iterator[Choice]:
    about = _about(shown)
    if about is None:
        return
    year = words["follow_year"].format(year=about.year) if about.year else ""
    who = words["follow_who"].format(who=about.who) if about.who else ""
    for name in ("change", "share", "parts", "top", "project", "hospitality", "staff"):
        template = words[f"follow_{name}"]
        if "{row}" in template and not about.row:
            continue
        yield Choice(
            template.format(year="", who="", row=about.row), template.format(year=year, who=who, row=about.row)
        )


def _about(shown: Shown) -> _About | None:
    answer = shown.answer
    if answer.status != "answered" or not answer.citations:
        return None
    first = answer.citations[0]
    row = answer.items[0].label if answer.items and len(answer.items) > 2 else _label(first)
    return _About(first.organisation, first.year, row)


def _label(citation: Citation) -> str:
    """The row's name without its code; for a total, what its column is of, "" where that says no more."""
    code, _, name = citation.row.partition(" ")
    label = name if name and code.isdigit() else citation.row
    return column_item(tuple(citation.column.split("/"))) if is_plain_measure(label) else label
