"""An answer on a card: a PDF page to hand on, with its data inside, so that anyone with the documents can check it.

The data travel in the PDF's keywords, between marks, as base64 of JSON; a digest tells a damaged card from a whole one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bot.model import Answer, plain_number
from index.errors import BadInput, BudgetBotError
from index.model import Document, Fact
from index.store.facts import FactFilter, FactStore

FORMAT = "budgetbot-card-1"
_MARKED = re.compile(rb"BUDGETBOT-CARD:([A-Za-z0-9+/=]+):END")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked; `passed` is None where it could not be."""

    passed: bool | None
    text: str


def card_data(question: str, history: Sequence[str], answer: Answer, documents: Sequence[Document]) -> dict[str, Any]:
    """Everything that a card holds: question, answer, and for each source its document's hash and its row."""
    cited = {citation.document_id for citation in answer.citations}
    whole = answer.as_dict()
    data = {
        "format": FORMAT,
        "question": question,
        "history": list(history),
        "answer": {
            key: whole[key]
            for key in ("status", "text", "value", "unit", "truth", "items", "citations", "notices", "plan")
        },
        "documents": [
            {"id": one.id, "name": one.name, "sha256": one.sha256, "organisation": one.organisation, "year": one.year}
            for one in documents
            if one.id in cited
        ],
    }
    return {**data, "digest": digest_of(data)}


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of the data without its digest, written one way only."""
    bare = {key: value for key, value in data.items() if key != "digest"}
    return hashlib.sha256(json.dumps(bare, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()


def packed(data: Mapping[str, Any]) -> str:
    """A card's data as the PDF holds them among its keywords."""
    inside = base64.b64encode(json.dumps(data, ensure_ascii=False).encode("utf-8")).decode("ascii")
    return f"BUDGETBOT-CARD:{inside}:END"


def read_card(path: Path) -> dict[str, Any]:
    """The data of a card, from its PDF or from JSON. Raises BadInput."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}). Check the path.") from error
    found = _MARKED.search(raw)
    try:
        data = json.loads(base64.b64decode(found.group(1)) if found else raw)
    except ValueError as error:
        raise BadInput(f"{path.name} holds no answer card: save the card again from the page, unchanged.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadInput(f"{path.name} is no answer card of this version ({FORMAT}).")
    return data


def verify_card(data: Mapping[str, Any], store: FactStore, ask: Any = None) -> list[Check]:
    """Everything that a card states, held against the store: digest, hashes, rows, and the answer asked again.

    `ask` is `Bot.ask`; without it the question is not asked again. Raises BadInput for data out of shape.
    """
    try:
        return [
            Check(digest_of(data) == data.get("digest"), "the card is whole, as it was written"),
            *_check_documents(data, store),
            *_check_citations(data["answer"]["citations"], store),
            *([_check_answer(data, ask)] if ask is not None else []),
        ]
    except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise BadInput(f"The card is out of shape ({error!r}): save it again from the page.") from error


def _check_documents(data: Mapping[str, Any], store: FactStore) -> Iterator[Check]:
    held = {one.sha256: one for one in store.documents()}
    for one in data["documents"]:
        document = held.get(one["sha256"])
        if document is None:
            yield Check(False, f"{one['name']}: no document with this hash is in the store")
            continue
        path = Path(document.path)
        if not path.is_file():
            yield Check(None, f"{one['name']}: read from a file of this hash; the file itself is no longer there")
            continue
        same = hashlib.sha256(path.read_bytes()).hexdigest() == one["sha256"]
        yield Check(same, f"{one['name']}: SHA-256 {one['sha256'][:16]}… of the file")


def _check_citations(citations: Sequence[Mapping[str, Any]], store: FactStore) -> Iterator[Check]:
    for one in citations:
        name = f"[{one['n']}] {one['table']} › {one['row']} › {one['column']}"
        if one["kind"] == "passage" and not one["fact_id"]:
            texts = [passage.text for passage in store.passages_of(one["document_id"])]
            quoted = _bare(one["quote"])
            yield Check(any(quoted in _bare(text) for text in texts), f"[{one['n']}] {one['quote'][:40]}")
            continue
        found = store.facts(FactFilter(ids=frozenset({one["fact_id"]})))
        yield Check(bool(found) and _same(found[0], one), f"{name} = {one['value']} {one['unit']}")


def _same(fact: Fact, cited: Mapping[str, Any]) -> bool:
    value = None if fact.value is None else plain_number(fact.value)
    return (
        value == cited["value"]
        and fact.unit.name == cited["unit"]
        and fact.document == cited["document_id"]
        and fact.row in cited["row"]
        and "/".join(fact.column) == cited["column"]
        and fact.year == cited["year"]
    )


def _check_answer(data: Mapping[str, Any], ask: Any) -> Check:
    was = data["answer"]
    names = [one["id"] for one in data["documents"]]
    try:
        for documents in (None, names):
            now = ask(data["question"], history=data["history"], documents=documents).as_dict()
            if now["text"] == was["text"] and _equal(now["value"], was["value"]):
                return Check(True, "asked again, the bot answers the same")
    except BudgetBotError as error:
        return Check(None, f"the question could not be asked again: {error}")
    return Check(False, f"asked again, the bot answers otherwise: {now['text']}")


def _equal(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and Decimal(one) == Decimal(other))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
