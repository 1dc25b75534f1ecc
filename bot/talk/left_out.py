"""What the rewriting of a question leaves out and an answer must not seem to confirm: an amount that it claims, a measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.operations.checked_claims import known_figures
from bot.reading.amounts import amount_value, rounds_to
from bot.reading.elided import IN_MEASURE
from bot.reading.literals import find_literals
from bot.talk.turn import Turn
from bot.writing.phrases import Phrases
from prompts import load_yaml


def with_left_out(turns: list[Turn], before: str, after: str) -> list[Turn]:
    """The turns, the first that gives a figure with a notice of what was left out of the question and is no figure of theirs.

    `before` and `after` are the prepared question as it was asked and as it was rewritten.
    """
    answered = [at for at, turn in enumerate(turns) if turn.answer.status == "answered"]
    words = [*_amounts_left_out(turns, before, after), *_measure_left_out(turns, before)] if answered else []
    if not words:
        return turns
    turns[answered[0]] = telling(turns[answered[0]], "notice_left_out", words)
    return turns


def telling(turn: Turn, notice: str, words: Sequence[str]) -> Turn:
    """A turn whose answer has this notice of words of its question: left aside, no figure of the answer."""
    phrases = Phrases(turn.question.language)
    return replace(turn, answer=turn.answer.noted(phrases.say(notice, words=phrases.say("joiner").join(words))))


def _amounts_left_out(turns: Sequence[Turn], before: str, after: str) -> list[str]:
    if before == after:
        return []
    kept = {amount for _, amount in _amounts(after)}
    left = [(said, amount) for said, amount in _amounts(before) if amount not in kept]
    known = [one for turn in turns if turn.attempt for one, _ in known_figures(turn.attempt.outcome)] if left else []
    return list(dict.fromkeys(said for said, amount in left if not any(rounds_to(one, amount) for one in known)))


def _amounts(text: str) -> Iterator[tuple[str, Decimal]]:
    """The amounts of money that a text writes with their unit, as written and in 元."""
    found = [one for one in find_literals(text, ()) if one[2].kind == "amount" and not one[2].weak]
    for start, end, sense in found:
        inside = any(one <= start and end <= two and (one, two) != (start, end) for one, two, _ in found)
        amount, unit = amount_value(sense)
        if unit == "元" and not inside:
            yield text[start:end], amount


def _measure_left_out(turns: Sequence[Turn], text: str) -> list[str]:
    found = IN_MEASURE.search(text)
    if found is None:
        return []
    counts = load_yaml("units.english.yaml")["counts"]
    asked = next((unit for unit, words in counts.items() if found["measure"] in words), found["measure"])
    return [] if any(turn.answer.unit == asked for turn in turns) else [found[0].strip(", ")]
