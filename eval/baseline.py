"""What anyone would build in an afternoon, to compare with: 400-character chunks, dense top 5, the best one shown.

No tables, units, years or operations are understood. The answer is the nearest chunk; its value is the first figure on
the line of that chunk that shares most character pairs with the question.
"""

from __future__ import annotations

import csv
import hashlib
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from eval.answerers import Answered, documents_to_index
from eval.sets import Question
from index.encoder import Encoder, Vectors, load_encoder

CHUNK = 400
TOP = 5
LONGEST = 1000
"""Chunks of one document that are encoded. Only the 17,580-row workbook has more: encoding it all takes minutes, and
its questions ask for sums over hundreds of rows, which no single chunk holds."""
_NUMBER = re.compile(r"(?<![\d.])\d[\d,，]*(?:\.\d+)?")

Place = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some 400 characters of a document, and where they stand in the shape of a citation."""

    text: str
    place: Place


def answers_of_baseline(questions: Iterable[Question], data: Path, cache: Path) -> Iterator[Answered]:
    """Each question answered by the nearest chunk; vectors are kept in `cache` under the document's hash."""
    encoder = load_encoder()
    cache.mkdir(parents=True, exist_ok=True)
    chunks: list[Chunk] = []
    parts: list[Vectors] = []
    for path in documents_to_index(data):
        found = chunks_of(path)[:LONGEST]
        chunks += found
        parts.append(_vectors_of(path, found, encoder, cache))
    vectors = np.concatenate(parts)
    names = np.array([chunk.place["document"] for chunk in chunks])
    for question in questions:
        start = time.perf_counter()
        asked = " ".join([*question.get("history", ()), question["question"]])
        scores = vectors @ encoder.encode_queries([asked])[0]
        if question.get("documents"):
            scores = np.where(np.isin(names, question["documents"]), scores, -1.0)
        best = [chunks[i] for i in np.argsort(-scores)[:TOP]]
        yield question, answer_of(asked, best), (time.perf_counter() - start) * 1000


def chunks_of(path: Path) -> list[Chunk]:
    """A file cut every 400 characters, at the ends of lines, pages or rows."""
    pieces: Iterable[tuple[str, Place]]
    if path.suffix == ".pdf":
        pieces = _lines_of_pages(path)
    elif path.suffix == ".xlsx":
        pieces = _rows_of_sheets(path)
    elif path.suffix == ".csv":
        pieces = _records(path)
    else:
        lines = path.read_text(encoding="utf-8").split("\n")
        pieces = ((line, {"lines": [number, number]}) for number, line in enumerate(lines, 1))
    return list(join_pieces(pieces, path.name))


def join_pieces(pieces: Iterable[tuple[str, Place]], document: str) -> Iterator[Chunk]:
    """Pieces of text joined until 400 characters are full; a chunk never spans two pages."""
    texts: list[str] = []
    places: list[Place] = []
    for text, place in pieces:
        full = sum(map(len, texts)) + len(text) > CHUNK
        if texts and (full or place.get("page") != places[0].get("page")):
            yield Chunk("\n".join(texts), {"document": document, **_span(places)})
            texts, places = [], []
        if text.strip():
            texts.append(text)
            places.append(place)
    if texts:
        yield Chunk("\n".join(texts), {"document": document, **_span(places)})


def _span(places: Sequence[Place]) -> Place:
    first, last = places[0], places[-1]
    if "lines" in first:
        return {"lines": [first["lines"][0], last["lines"][1]]}
    if "cell" in first:
        return {"cell": f"{first['cell']}:{last['cell']}"}
    return first


def _lines_of_pages(path: Path) -> Iterator[tuple[str, Place]]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for line in (page.extract_text() or "").split("\n"):
                yield line, {"page": number}


def _rows_of_sheets(path: Path) -> Iterator[tuple[str, Place]]:
    import openpyxl

    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield " | ".join(str(cell) for cell in row if cell is not None), {"cell": f"A{number}"}


def _records(path: Path) -> Iterator[tuple[str, Place]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        start = 1
        for cells in reader:
            yield " | ".join(cells), {"lines": [start, reader.line_num]}
            start = reader.line_num + 1


def _vectors_of(path: Path, chunks: Sequence[Chunk], encoder: Encoder, cache: Path) -> Vectors:
    digest = hashlib.sha256(path.read_bytes() + f"{encoder.name} {CHUNK} {len(chunks)}".encode()).hexdigest()[:16]
    kept = cache / f"{digest}.npy"
    if not kept.exists():
        print(f"baseline: encoding {len(chunks)} chunks of {path.name}", flush=True)
        np.save(kept, encoder.encode_passages([chunk.text for chunk in chunks]))
    vectors: Vectors = np.load(kept)
    return vectors


def answer_of(question: str, best: Sequence[Chunk]) -> dict[str, Any]:
    """The nearest chunk in the shape of the contract."""
    text = best[0].text
    pairs = {a + b for a, b in pairwise(question)}
    with_figures = [line for line in text.split("\n") if _NUMBER.search(line)]
    line = max(with_figures, key=lambda line: len(pairs & {a + b for a, b in pairwise(line)}), default="")
    figure = _NUMBER.search(line)
    return {
        "status": "answered",
        "text": text,
        "value": re.sub("[,，]", "", figure.group()) if figure else None,
        "unit": "万元" if "万元" in text else None,
        "items": [],
        "truth": None,
        "citations": [{"n": n, **chunk.place} for n, chunk in enumerate(best, 1)],
    }
