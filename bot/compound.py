"""Several questions in one sentence: cut apart, answered in turn as one talk, and put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.model import Answer, Citation, Item, Notice, Status
from bot.terms import Token
from prompts import load_yaml

MOST_PARTS = 12
_ENDS = frozenset(";?。!")
_CUT = _ENDS | {","}
"""A comma cuts as well, but not in a statement with an amount that is to be checked."""
_ASKING = frozenset({"share", "change", "changed", "ratio", "difference", "whether", "average", "sum", "most", "least"})
_MARK = re.compile(r"\[(\d+)\]")


def split_question(tokens: Sequence[Token], text: str) -> list[str]:
    """The parts of a prepared question that ask for something of their own; one part where it is one question.

    A part without a question of its own goes with the next: "2023年，市科协，三公经费多少？" is one.
    """
    words = {word for group in load_yaml("cues.yaml")["asks_figure"] for word in group}
    parts: list[str] = []
    start, asks = 0, False
    claim = any(token.has("amount") for token in tokens) and any(
        token.has("operation", "whether", "agree") for token in tokens
    )
    for token in tokens:
        cut = token.surface[0] in (_ENDS if claim else _CUT)
        asks = asks or (not cut and _asks(token, words))
        if cut and asks:
            parts.append(text[start : token.end])
            start, asks = token.end, False
    rest = text[start:].strip()
    if asks:
        parts.append(rest)
    elif rest and parts:
        parts[-1] += rest
    return [part.strip(" ,;") for part in parts][:MOST_PARTS] if len(parts) > 1 else [text]


def _asks(token: Token, words: set[str]) -> bool:
    return (
        token.surface in words
        or "多少" in token.surface
        or token.surface == "呢"
        or token.has("text", "reason")
        or (token.has("operation", *_ASKING) and not token.has("name"))
    )


def join_answers(answers: Sequence[Answer]) -> Answer:
    """One answer of several: texts one below the other, citations numbered through, a figure each as an item."""
    texts: list[str] = []
    citations: list[Citation] = []
    notices: list[Notice] = []
    items: list[Item] = []
    for answer in answers:
        shift = len(citations)
        texts.append(_shifted(answer.text, shift))
        citations += [replace(citation, n=citation.n + shift) for citation in answer.citations]
        notices += [replace(notice, cites=tuple(n + shift for n in notice.cites)) for notice in answer.notices]
        if answer.value is not None:
            label = "·".join(surface for operand in answer.plan.get("operands", ()) for surface in operand)
            items.append(Item(label, answer.value, answer.unit or "", tuple(range(shift + 1, len(citations) + 1))[:2]))
        items += [replace(item, cites=tuple(n + shift for n in item.cites)) for item in answer.items]
    truths = [answer.truth for answer in answers if answer.truth is not None]
    valued = [answer for answer in answers if answer.value is not None]
    return Answer(
        status=_status(answers),
        text="\n".join(texts),
        value=valued[0].value if len(valued) == 1 else None,
        unit=valued[0].unit if len(valued) == 1 else None,
        items=tuple(items) if len(valued) != 1 else tuple(item for answer in answers for item in answer.items),
        truth=truths[0] if len(truths) == 1 else None,
        citations=tuple(citations),
        notices=tuple(dict.fromkeys(notices)),
        choices=tuple(choice for answer in answers for choice in answer.choices),
        plan={"operation": "several questions", "parts": [dict(answer.plan) for answer in answers]},
    )


def _shifted(text: str, shift: int) -> str:
    """The text with its citation marks counted on."""
    return _MARK.sub(lambda found: f"[{int(found.group(1)) + shift}]", text)


def _status(answers: Sequence[Answer]) -> Status:
    found = [answer.status for answer in answers]
    if "declined" in found:
        return "declined"
    return "answered" if "answered" in found else found[0]
