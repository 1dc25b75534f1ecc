"""Example questions that a store answers, made from what prompts/examples.yaml offers and the documents it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from string import Template

from bot.model import Answer
from index.model import Document
from prompts import load_yaml

MOST = 6
MOST_DOCUMENTS = 3


def example_questions(ask: Callable[[str], Answer], documents: Sequence[Document], language: str) -> list[str]:
    """At most six questions, each of another kind, that are answered with a figure or a passage."""
    owners = {(one.organisation, one.year) for one in documents if one.organisation and one.year}
    picked = sorted(owners, key=lambda owner: (-(owner[1] or 0), owner[0]))[:MOST_DOCUMENTS]
    alone = len({owner for owner, _ in owners}) == 1
    found: list[str] = []
    for number, pattern in enumerate(load_yaml("examples.yaml")["en" if language == "en" else "zh"]):
        order = picked[number % len(picked) :] + picked[: number % len(picked)] if picked else []
        for (owner, year), template in product(order, [Template(pattern)]):
            name = "" if alone and language != "en" else owner
            question = template.substitute(organisation=name, year=year)
            if ask(question).status == "answered":
                found.append(question)
                break
        if len(found) == MOST:
            break
    return found
