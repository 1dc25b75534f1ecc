"""The store as routes and tools use it: documents in and out, figures by their names, findings. Always in a scope."""

from __future__ import annotations

import logging
import shutil
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from bot.export import tidy_row
from index.build import IndexReport, index_paths
from index.correction import correct_document
from index.errors import BudgetBotError
from index.model import Document, Fact, Place, Reading, Table
from index.readers.registry import SUFFIXES
from index.store.facts import FactFilter, Scope
from index.store.folder import Store
from index.text import core_key

UPLOADS = "uploads"
"""The folder in the store where uploaded files are kept: a source can be opened again, and a store built anew."""
TYPES = frozenset({*SUFFIXES, ".zip"})
LONGEST_NAME = 180
"""Bytes of a file's name in UTF-8; file systems hold 255."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Search:
    """Which figures: what is given has to hold; names match where they are equal, else where they contain the words."""

    row: str = ""
    column: str = ""
    code: str = ""
    organisation: str = ""
    document: str = ""
    year: int | None = None
    kind: str = ""
    most: int = 50


class Holdings:
    """One store. Threads may share it; documents enter one at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writing = threading.Lock()
        self._embedding = threading.Lock()

    def documents(self, scope: Scope) -> list[Document]:
        """The documents of the scope."""
        return self._store.facts.documents(scope)

    def table(self, table_id: str, scope: Scope) -> Table | None:
        """One table, or None."""
        return self._store.facts.table(table_id, scope)

    def audit(self, scope: Scope, document: str = "", grade: str = "") -> dict[str, Any]:
        """What does not add up, of all documents or of one (name or id), of all grades or of one; how much was checked
        of each document, and what was not.
        """
        named = {one.id: one.name for one in self._chosen(scope, Search(document=document))}
        chosen = frozenset(named)
        findings = [
            {**asdict(finding), "document": named[finding.document], "document_id": finding.document}
            for finding in self._store.facts.findings(scope=chosen)
            if not grade or finding.grade == grade
        ]
        readings = self._store.facts.readings(chosen)
        checks = [
            {
                "document": name,
                "document_id": one,
                "checked": readings[one].checked,
                "unchecked": [{"what": what, "why": why} for what, why in readings[one].unchecked],
            }
            for one, name in named.items()
        ]
        return {"findings": findings, "checks": checks}

    def reading(self, document: str) -> Reading:
        """The report of the reading of a document (id) that is held."""
        return self._store.facts.readings(frozenset({document}))[document]

    def search(self, wanted: Search, scope: Scope) -> tuple[list[dict[str, Any]], bool]:
        """The figures found, in the order of the documents, and whether there are more than were wanted."""
        documents = {one.id: one for one in self._chosen(scope, wanted)}
        chosen = frozenset(documents)
        rows = self._keys(wanted.row, chosen)
        if not chosen or rows == frozenset():
            return [], False
        filtered = FactFilter(
            documents=chosen,
            row_keys=rows,
            codes=frozenset({wanted.code}) if wanted.code else None,
            years=frozenset({wanted.year}) if wanted.year else None,
        )
        found = [
            fact
            for fact in self._store.facts.facts(filtered)
            if _has_column(fact, core_key(wanted.column)) and (not wanted.kind or fact.kind == wanted.kind)
        ]
        return [_figure(fact, documents[fact.document]) for fact in found[: wanted.most]], len(found) > wanted.most

    def add_file(self, source: Path, name: str) -> list[IndexReport]:
        """Keeps an upload and reads it; what became of each file in it. The same file again changes nothing."""
        folder = self._store.folder / UPLOADS
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / name
        with self._writing:
            before = kept.read_bytes() if kept.exists() else None
            shutil.copyfile(source, kept)
            reports = list(index_paths([kept], self._store))
            if all(report.error for report in reports):
                kept.unlink() if before is None else kept.write_bytes(before)
        return reports

    def holds_other(self, source: Path, name: str) -> bool:
        """Whether another upload has this name, with other content."""
        kept = self._store.folder / UPLOADS / name
        with self._writing:  # or a file that is just being written would be taken for another
            return kept.exists() and kept.read_bytes() != source.read_bytes()

    def remove(self, document: str, scope: Scope) -> bool:
        """Takes a document (id) out, whole, with the upload that it came from; False where it is not there."""
        with self._writing:
            found = [one for one in self.documents(scope) if one.id == document]
            for one in found:
                self._store.remove(one.id)
                path = Path(one.path)
                if path.parent == (self._store.folder / UPLOADS).resolve():
                    path.unlink(missing_ok=True)
        return bool(found)

    def correct(self, document: Document) -> None:
        """Puts right who, when and what kind a document is. Raises BadInput."""
        with self._writing:
            correct_document(self._store.facts, document)

    def embed_later(self) -> None:
        """Begins to embed new texts in the background. Figures can be asked at once; until then texts go by words."""
        threading.Thread(target=self._embed, name="embedding", daemon=True).start()

    def _embed(self) -> None:
        with self._embedding:
            try:
                self._store.embed_pending()
            except BudgetBotError as error:
                log.warning("texts were not embedded: %s", error)

    def _chosen(self, scope: Scope, wanted: Search) -> list[Document]:
        return [
            one
            for one in self._store.facts.documents(scope)
            if (not wanted.document or wanted.document in (one.id, one.name))
            and (not wanted.organisation or core_key(wanted.organisation) in core_key(one.organisation))
        ]

    def _keys(self, name: str, scope: frozenset[str]) -> frozenset[str] | None:
        """Keys of the row names that are this one, or that contain it; None where any will do."""
        key = core_key(name)
        if not key:
            return None
        keys = {one.key for one in self._store.facts.names(scope) if one.role in ("row", "section") and key in one.key}
        return frozenset({key} if key in keys else keys)


def usable_file_name(given: str) -> str:
    """The last part of a path, in its one form; "" for a name that no file should have."""
    name = unicodedata.normalize("NFC", PurePosixPath(given.replace("\\", "/")).name).strip()
    usable = name.isprintable() and not name.startswith(".") and len(name.encode("utf-8", "replace")) <= LONGEST_NAME
    stem = name.rpartition(".")[0]
    return name if usable and stem and not any(mark in name for mark in '<>:"|?*') else ""


def is_readable(name: str) -> bool:
    """Whether there is a reader for files of this name."""
    return PurePosixPath(name).suffix.lower() in TYPES


def report_dict(report: IndexReport) -> dict[str, Any]:
    """What became of a file, for a program."""
    document = report.document
    return {
        "name": report.name,
        "status": "error" if report.error else "unchanged" if report.unchanged else "read",
        "error": report.error or None,
        "document": without_path(asdict(document)) if document else None,
        "reading": reading_dict(report.reading) if report.reading else None,
    }


def reading_dict(reading: Reading) -> dict[str, Any]:
    """The report of a reading, for a program."""
    return {
        "tables": reading.tables,
        "tables_as_text": [_shown_place(place) for place in reading.as_text],
        "figures": reading.facts,
        "pages_without_text": list(reading.silent_pages),
        "unread": reading.unread,
        "tables_with_sums": reading.summed,
        "tables_that_add_up": reading.closing,
    }


def _shown_place(place: Place) -> dict[str, Any]:
    return {name: value for name, value in asdict(place).items() if value is not None and name != "box"}


def without_path(document: dict[str, Any]) -> dict[str, Any]:
    """A client learns a file's name, not where this computer keeps it."""
    return {name: value for name, value in document.items() if name != "path"}


def document_rows(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """Documents, for a program."""
    return [without_path(asdict(document)) for document in documents]


def _has_column(fact: Fact, key: str) -> bool:
    return not key or any(key in core_key(header) for header in fact.column)


def _figure(fact: Fact, document: Document) -> dict[str, Any]:
    named = {"id": fact.id, "document_id": document.id, "table_id": fact.table_id}
    return {**named, **tidy_row(fact, document)}
