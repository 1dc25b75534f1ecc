"""File → everything that it brings into the stores. Reads as the table of contents of the index half."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from index.audit import audit
from index.chunks import build_passages
from index.english_prose import english_facts
from index.errors import DocumentError
from index.facts import table_facts
from index.identity import identify
from index.model import Document, IndexedDocument, Reading, ReadResult
from index.prose import prose_facts
from index.prose_text import with_project_headings
from index.readers.archive import expand
from index.readers.registry import SUFFIXES, read_file
from index.reading import reading_line, report_reading
from index.row_notes import in_told_unit, note_facts, note_passages
from index.store.folder import Store
from index.tables import build_tables
from index.unit_codes import with_units

log = logging.getLogger(__name__)
ID_CHARACTERS = 16
PageProgress = Callable[[int, int], None]
"""Pages done, pages in all."""
FileProgress = Callable[[str, int, int], None]
"""The file's name, pages done, pages in all."""


def document_id(sha256: str) -> str:
    """A document's id: the start of its content hash."""
    return sha256[:ID_CHARACTERS]


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_document(
    path: Path, *, name: str = "", home: str = "", progress: PageProgress | None = None
) -> IndexedDocument:
    """One file read whole: who and when, tables, facts, passages, findings. Raises DocumentError.

    `name` is what users see (the file's name if empty), `home` where it is kept: a file of the same home replaces it.
    `progress` is told the pages done and the pages in all.
    """
    name = name or path.name
    sha256 = file_hash(path)
    result = _read_named(path, name, progress)
    bare = Document(
        id=document_id(sha256),
        name=name,
        path=home or str(path.resolve()),
        sha256=sha256,
        title="",
        organisation="",
        year=None,
        kind="budget",
        level="department",
        pages=result.pages,
    )
    blocks = with_project_headings(result.blocks)
    document = identify(bare, blocks)
    tables = build_tables(document.id, blocks, document.year)
    in_tables = in_told_unit(tables, with_units(table_facts(document, tables), tables))
    facts = (*in_tables, *note_facts(document, tables, in_tables), *prose_facts(document, blocks))
    facts += english_facts(document, blocks)
    passages = build_passages(document.id, blocks, tables)
    passages += note_passages(document, tables, start=len(passages))
    audited = audit(document, blocks, tables, facts)
    reading = report_reading(result, tables, facts, audited)
    return IndexedDocument(document, tables, facts, passages, audited.findings, result.issues, reading)


def _read_named(path: Path, name: str, progress: PageProgress | None) -> ReadResult:
    """What a file holds; errors and issues call it by the name that users know. Raises DocumentError."""
    try:
        result = read_file(path, progress=progress)
    except DocumentError as error:
        raise type(error)(str(error).replace(path.name, name)) from error
    issues = (replace(issue, message=issue.message.replace(path.name, name)) for issue in result.issues)
    return replace(result, issues=tuple(issues))


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What became of one file. `error` is empty where it was read; `unchanged` where it was in the store already."""

    name: str
    document: Document | None = None
    reading: Reading | None = None
    unchanged: bool = False
    error: str = ""

    def line(self) -> str:
        """The report in one line."""
        if self.error:
            return self.error
        if self.unchanged or self.document is None or self.reading is None:
            return f"{self.name}: unchanged"
        who = f"{self.document.organisation or '?'} {self.document.year or '?'} {self.document.kind}"
        return f"{self.name}: {who}, {reading_line(self.reading)}"


def unforeseen(name: str, error: Exception) -> IndexReport:
    """The report of a file at which the program failed. Whoever calls has put the cause in the log."""
    return IndexReport(name, error=f"{name} was not read: {type(error).__name__}. The log says where; report it.")


def index_paths(paths: Sequence[Path], store: Store, progress: FileProgress | None = None) -> Iterator[IndexReport]:
    """Index files, folders and zip files one by one; an unreadable file is reported and the rest goes on."""
    known = {document.path: document.sha256 for document in store.facts.documents()}
    with TemporaryDirectory() as unpacked:
        found = expand(paths, unpack_into=Path(unpacked), suffixes=SUFFIXES)
        for error in found.errors:
            yield IndexReport("", error=str(error))
        for file in found.files:
            inside = file.path.is_relative_to(unpacked)
            home = file.name if inside else str(file.path.resolve())
            pages = partial(progress, file.name) if progress else None
            yield _index_file(file.path, file.name, home, store, known, pages)


def _index_file(
    path: Path, name: str, home: str, store: Store, known: dict[str, str], progress: PageProgress | None
) -> IndexReport:
    try:
        sha256 = file_hash(path)
        if known.get(home) == sha256:
            return IndexReport(name, unchanged=True)
        indexed = read_document(path, name=name, home=home, progress=progress)
    except DocumentError as error:
        return IndexReport(name, error=str(error))
    except Exception as error:  # one file that no reader foresaw must not keep the others out
        log.exception("%s was not read", name)
        return unforeseen(name, error)
    store.add(indexed)
    return IndexReport(name, indexed.document, indexed.reading)
