"""A page of the original file as a picture, with the cited row in a box."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from index.errors import DocumentError
from index.model import Document, Fact, Place
from index.readers.pdf_page import page_picture
from index.store.facts import FactFilter, FactStore, Scope

LONG_SIDE = 1_500
"""Pixels: small print of an A4 table can be read."""
_LINE = (201, 138, 0, 255)
_FILL = (255, 214, 92, 72)
_drawing = threading.Lock()
"""PDFium may be used by one thread at a time."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A picture as PNG, and how far down the box begins, from 0 to 1."""

    png: bytes
    top: float


def place_in_table(store: FactStore, table_id: str, row: int, scope: Scope = None) -> tuple[Document, Place] | None:
    """Where a printed row of a table stands; None where table or page is unknown."""
    table = store.table(table_id, scope)
    if table is None or not 0 <= row < len(table.grid_places):
        return None
    documents = [one for one in store.documents(scope) if table_id.startswith(one.id)]
    place = table.grid_places[row]
    return (documents[0], place) if documents and place.page else None


def place_of_fact(store: FactStore, fact_id: str, scope: Scope = None) -> tuple[Document, Place] | None:
    """Where a figure stands: its row's box where its table has one."""
    facts: list[Fact] = store.facts(FactFilter(documents=scope, ids=frozenset({fact_id})))
    if not facts:
        return None
    fact = facts[0]
    if fact.table_id:
        found = place_in_table(store, fact.table_id, fact.row_index, scope)
        if found is not None:
            return found
    documents = store.documents(frozenset({fact.document}))
    return (documents[0], fact.place) if documents and fact.place.page else None


def view_of(document: Document, place: Place) -> PageView | None:
    """The page with its box; None where the file is gone, is no PDF, or is not the one that was read."""
    path = Path(document.path)
    if path.suffix.lower() != ".pdf" or not path.is_file() or place.page is None:
        return None
    try:
        stamp = path.stat().st_mtime_ns
        return _draw(path, stamp, place.page, place.box)
    except (OSError, DocumentError):
        return None


@lru_cache(maxsize=24)
def _draw(path: Path, stamp: int, page: int, box: tuple[float, float, float, float] | None) -> PageView:
    with _drawing:
        pixels, points = page_picture(path, page, LONG_SIDE)
    picture = Image.fromarray(pixels[:, :, ::-1].copy()).convert("RGBA")
    top = 0.0
    if box is not None:
        x0, y0, x1, y1 = (edge / points for edge in box)
        layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        ImageDraw.Draw(layer).rectangle((x0 - 3, y0 - 3, x1 + 3, y1 + 3), fill=_FILL, outline=_LINE, width=3)
        picture = Image.alpha_composite(picture, layer)
        top = max(0.0, min(1.0, y0 / picture.height))
    made = io.BytesIO()
    picture.convert("RGB").quantize(128).save(made, "PNG", optimize=False)
    return PageView(made.getvalue(), top)
