"""Documents and what they hold, over HTTP.

- GET    /api/documents          the documents held
- POST   /api/documents          multipart/form-data, files=…: reads them in; ?replace=true in place of a file of t
- DELETE /api/documents/{id}     takes one out
- GET    /api/documents/{id}     how one was read: tables, figures, what was not understood or not read
- PATCH  /api/documents/{id}     {"organisation", "year", "kind", "level"}: puts right what was read wrongly
- GET    /api/audit              what does not add up, and what could not be checked
- GET    /api/figures            figures by row, column, year, organisation
- GET    /api/export             figures as csv, xlsx or jsonl
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import asdict
from dataclasses import replace as changed
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect

from bot.web.export_sheets import Content, Sheet, sheets_to_xlsx
from bot.web.holdings import Holdings, Search, document_rows, reading_dict, report_dict, without_path
from bot.web.library import Library, WrongType, check_name
from bot.web.schema import DocumentDetailOut, DocumentOut, DocumentsOut, FiguresOut, FindingsOut
from bot.web.service import Service, user_found
from bot.web.service_texts import service_words
from bot.web.texts import preferred_language, texts
from index.correction import LONGEST_NAME, YEARS
from index.errors import BadInput
from index.model import Document, Kind, Level

MOST_FIGURES = 500
MOST_EXPORTED = {"csv": 100_000, "jsonl": 100_000, "xlsx": 20_000}
"""A workbook of a hundred thousand rows takes ten seconds to write."""
MOST_FILES = 20
_CHUNK = 1 << 20
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a text that begins so; labels of documents are text."""


class Wanted(BaseModel):
    """Which figures. Names match where they are equal, else where they contain the words given."""

    row: str = Field("", max_length=200, description="row label, such as 公务接待费")
    column: str = Field("", max_length=200, description="column header, such as 合计")
    code: str = Field("", max_length=20, description="code of the classification, such as 20129")
    organisation: str = Field("", max_length=200)
    document: str = Field("", max_length=400, description="name or id")
    year: int | None = None
    kind: str = Field("", max_length=20, description="budget, outturn, adjusted or executed")
    most: int = Field(50, ge=1, description="figures wanted at most")

    def search(self, most: int) -> Search:
        """As the holdings takes it."""
        return Search(**{**self.model_dump(), "most": most})


class Correction(BaseModel):
    """What was read wrongly; what is left out stays."""

    model_config = ConfigDict(extra="forbid")
    organisation: str = Field("", min_length=1, max_length=LONGEST_NAME)
    year: int = Field(0, ge=YEARS[0], le=YEARS[-1])
    kind: Kind = "budget"
    level: Level = "department"


def add_documents(api: FastAPI, service: Service) -> None:
    """The list, which every bot has."""

    @api.get("/api/documents", response_model=DocumentsOut, tags=["documents"], summary="The documents held")
    def documents(request: Request) -> dict[str, Any]:
        return {"documents": document_rows(service.view(request).documents())}


def add_library(api: FastAPI, service: Service, library: Library) -> None:
    """What needs a store."""
    holdings = library.holdings

    @api.post("/api/documents", tags=["documents"], summary="Read documents in (multipart/form-data, files)")
    async def upload(request: Request, replace: bool = False) -> dict[str, Any]:
        received: list[Path] = []
        try:
            await _receive(request, library, received)
            return {"files": await run_in_threadpool(_take_in, request, service, library, received, replace)}
        finally:
            for path in received:
                library.drop(path)

    @api.get(
        "/api/documents/{document_id}", response_model=DocumentDetailOut, tags=["documents"], summary="How it was read"
    )
    def detail(document_id: str, request: Request) -> dict[str, Any]:
        one = _held(request, service, holdings, document_id)
        return {"document": without_path(asdict(one)), "reading": reading_dict(holdings.reading(one.id))}

    @api.delete("/api/documents/{document_id}", tags=["documents"], summary="Take a document out")
    def remove(document_id: str, request: Request) -> dict[str, str]:
        one = _held(request, service, holdings, document_id)
        library.remove(one.id)
        service.note(request, "api", removed=one.id, document=one.name)
        return {"removed": one.id}

    @api.patch("/api/documents/{document_id}", response_model=DocumentOut, tags=["documents"], summary="Correct it")
    def correct(document_id: str, asked: Correction, request: Request) -> dict[str, Any]:
        given = asked.model_dump(exclude_unset=True)
        one = _held(request, service, holdings, document_id)
        library.correct(changed(one, **given))
        service.note(request, "api", corrected=one.id, document=one.name, **given)
        return without_path(asdict(_held(request, service, holdings, document_id)))

    @api.get("/api/audit", response_model=FindingsOut, tags=["documents"], summary="What does not add up")
    def audit(request: Request, document: str = "", grade: str = "") -> dict[str, Any]:
        return holdings.audit(service.scope(request), document, grade)


def _held(request: Request, service: Service, holdings: Holdings, document_id: str) -> Document:
    """The document of this id that whoever sent the request may see. Raises HTTPException."""
    held = [one for one in holdings.documents(service.scope(request)) if one.id == document_id]
    if not held:
        raise HTTPException(404, service_words(request)["document_gone"].format(id=document_id[:100]))
    return held[0]


def add_figures(api: FastAPI, service: Service, holdings: Holdings) -> None:
    """Figures by their names."""

    @api.get("/api/figures", response_model=FiguresOut, tags=["figures"], summary="Figures by their names")
    def figures(asked: Annotated[Wanted, Query()], request: Request) -> dict[str, Any]:
        found, more = holdings.search(asked.search(min(asked.most, MOST_FIGURES)), service.scope(request))
        service.note(request, "figures", facts=[one["id"] for one in found])
        return {"figures": found, "more": more}

    @api.get("/api/export", tags=["figures"], summary="Figures as csv, xlsx or jsonl", response_class=Response)
    def export(asked: Annotated[Wanted, Query()], request: Request, format: str = "csv") -> Response:  # noqa: A002
        words = service_words(request)
        if format not in _MEDIA:
            raise HTTPException(400, words["export_format"].format(format=format[:20]))
        most = MOST_EXPORTED[format]
        found, more = holdings.search(asked.search(most), service.scope(request))
        if more:
            raise HTTPException(413, words["export_large"].format(most=most))
        service.note(request, "export", figures=len(found))
        content = _WRITERS[format](found)
        named = f"attachment; filename=figures.{format}; filename*=UTF-8''{quote('数字')}.{format}"
        return Response(content, media_type=_MEDIA[format], headers={"Content-Disposition": named})


async def _receive(request: Request, library: Library, received: list[Path]) -> None:
    """Writes the uploaded files where they are read; `received` has each as soon as it is begun. Raises HTTPException."""
    words, most = service_words(request), library.largest
    if int(request.headers.get("content-length") or 0) > most:
        raise HTTPException(413, words["upload_large"].format(limit=most // 1_000_000))
    try:
        form = await _counted(request, most, words["upload_large"]).form(max_files=MOST_FILES, max_fields=10)
    except (MultiPartException, ClientDisconnect) as error:
        raise HTTPException(400, words["upload_broken"]) from error
    for file in (one for one in form.getlist("files") if isinstance(one, UploadFile)):
        received.append(library.receive(_name_of(request, file.filename or "")))
        with received[-1].open("wb") as kept:
            while piece := await file.read(_CHUNK):
                kept.write(piece)
    await form.close()
    if not received:
        raise HTTPException(400, words["upload_none"])


def _name_of(request: Request, given: str) -> str:
    """The last part of the path that a client sent as a file's name. Raises HTTPException."""
    try:
        name = PurePosixPath(given.replace("\\", "/")).name
        return check_name(name, texts(preferred_language(request.headers.get("accept-language", ""))))
    except BadInput as error:
        raise HTTPException(415 if isinstance(error, WrongType) else 400, f"{given[:80]!r}: {error}") from error


def _counted(request: Request, most: int, sentence: str) -> Request:
    """The request, broken off with 413 where it brings more than it may, announced or not."""
    came = 0

    async def receive() -> Any:
        nonlocal came
        message = await request.receive()
        came += len(message.get("body", b""))
        if came > most:
            raise HTTPException(413, sentence.format(limit=most // 1_000_000))
        return message

    return Request(request.scope, receive)


def _take_in(
    request: Request, service: Service, library: Library, received: list[Path], replace: bool
) -> list[dict[str, Any]]:
    """What became of each file, once all are read. Raises HTTPException where none could be."""
    for old in filter(None, map(library.replaced_by, [] if replace else received)):
        raise HTTPException(409, service_words(request)["upload_exists"].format(name=old))
    reading = [library.submit(path, user_found(request).name)[1] for path in received]
    for path in received:
        service.note(request, "api", uploaded=path.name)
    wait(reading)  # all of them: a file of one that failed must not be dropped before its turn
    reports = [report_dict(report) for one in reading for report in one.result()]
    if all(report["error"] for report in reports):
        raise HTTPException(422, " ".join(str(report["error"]) for report in reports))
    return reports


def csv_of(rows: list[dict[str, Any]]) -> bytes:
    """Rows as a spreadsheet opens them: UTF-8 with its mark, no text that would run as a formula."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_csv_value(name, value) for name, value in row.items()])
    return output.getvalue().encode("utf-8-sig")


def _csv_value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return "-".join(map(str, value))
    if isinstance(value, str) and name not in ("value", "value_yuan") and value.startswith(_FORMULA):
        return "'" + value
    return value


def _jsonl_of(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _xlsx_of(rows: list[dict[str, Any]]) -> bytes:
    """Rows as a workbook whose figures are numbers."""
    head: list[Content] = list(rows[0]) if rows else []
    body = [[_cell(name, value) for name, value in row.items()] for row in rows]
    return sheets_to_xlsx([Sheet("figures", [head, *body], heads=frozenset({0}))])


def _cell(name: str, value: Any) -> Content:
    if value is None or name == "year":
        return None if value is None else int(value)
    if name in ("value", "value_yuan"):
        return Decimal(value)
    return "-".join(map(str, value)) if isinstance(value, list) else str(value)


_WRITERS: dict[str, Callable[[list[dict[str, Any]]], bytes]] = {"csv": csv_of, "jsonl": _jsonl_of, "xlsx": _xlsx_of}
