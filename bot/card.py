"""An answer on a card: a PDF page to hand on, with its data inside, so that anyone with the documents can check it.

The data travel in the PDF's keywords, between marks, as base64 of JSON; a digest tells a damaged card from a whole one.
"""

from __future__ import annotations

import base64
import hashlib
import io
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
_NEVER_FIRST = "，。；：、！？）》”’]%,.;:!?)"
MARGIN = 56
"""Points."""
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


def card_pdf(data: Mapping[str, Any], words: Mapping[str, str]) -> bytes:
    """The card as PDF. The font is one that every PDF reader brings for Chinese; none is embedded."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    canvas.setTitle(words["card_title"])
    packed = base64.b64encode(json.dumps(data, ensure_ascii=False).encode("utf-8")).decode("ascii")
    canvas.setKeywords(f"BUDGETBOT-CARD:{packed}:END")
    width, height = A4
    y = _new_page(canvas, width, height)
    for text, size, grey, gap in _card_lines(data, words):
        if not text:
            canvas.setStrokeGray(0.85)
            canvas.line(MARGIN, y, width - MARGIN, y)
            y -= gap
            continue
        y -= gap
        for line in _wrapped(text, int((width - 2 * MARGIN) / size * 2)):
            if y < MARGIN:
                canvas.showPage()
                y = _new_page(canvas, width, height)
            canvas.setFont("STSong-Light", size)
            canvas.setFillGray(grey)
            canvas.drawString(MARGIN, y, line)
            y -= size * 1.6
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def _new_page(canvas: Any, width: float, height: float) -> float:
    """Begins a page with a band of colour; where its first line stands."""
    canvas.setFillColorRGB(0.114, 0.31, 0.569)
    canvas.rect(0, height - 10, width, 10, stroke=0, fill=1)
    return height - MARGIN - 10


def _card_lines(data: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[tuple[str, float, float, float]]:
    """Text, size, grey and the gap above of what stands on the card, from the top down; no text is a rule."""
    answer = data["answer"]
    documents = {one["id"]: one for one in data["documents"]}
    yield words["card_title"], 10, 0.45, 0
    yield data["question"], 13, 0.3, 14
    for number, line in enumerate(answer["text"].split("\n")):
        yield line, 16 if number == 0 else 13, 0.0, 10 if number == 0 else 0
    reading = answer["plan"].get("reading")
    if reading:
        yield f"{words['reading']}  {reading}", 10, 0.35, 10
    for notice in answer["notices"]:
        yield f"{words['notice_' + notice['kind']]}  {notice['text']}", 10, 0.35, 2
    yield "", 0, 0, 18
    for one in answer["citations"]:
        value = "" if one["value"] is None else f"  =  {Decimal(one['value']):,f} {one['unit']}"
        path = " › ".join(part for part in (one["table"], one["row"], one["column"]) if part)
        yield f"[{one['n']}]  {path}{value}", 11, 0.0, 6
        yield f"{one['document']}  {_place(one, words)}", 10, 0.35, 0
        if one["quote"]:
            yield one["quote"].replace("\t", "  |  ")[:300], 9, 0.45, 0
        yield f"SHA-256 {documents.get(one['document_id'], {}).get('sha256', '')}", 8, 0.45, 0
    yield "", 0, 0, 18
    yield words["card_check"], 10, 0.35, 0
    yield f"{FORMAT}  {data['digest']}", 8, 0.45, 0


def _place(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    said = [words["page"].format(page=one["page"])] if one["page"] else []
    said += [words["line"].format(line=one["lines"][0])] if one["lines"] else []
    said += [words["sheet"].format(sheet=one["sheet"])] if one["sheet"] else []
    said += [words["cell"].format(cell=one["cell"])] if one["cell"] else []
    return "  ".join(said)


def _wrapped(text: str, halves: int) -> list[str]:
    """Lines of at most this many half widths; a Chinese character takes two."""
    lines, line, width = [], "", 0
    for character in text:
        size = 2 if character > "\u2e80" else 1
        if width + size > halves and character not in _NEVER_FIRST:
            lines.append(line)
            line, width = "", 0
        line, width = line + character, width + size
    return [*lines, line]


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
