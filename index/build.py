"""File → everything that it brings into the stores. Reads as the table of contents of the index half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from index.audit import audit
from index.chunks import build_passages
from index.errors import DocumentError
from index.facts import table_facts
from index.identity import identify
from index.model import Document, IndexedDocument
from index.prose import prose_facts
from index.readers.archive import expand
from index.readers.registry import SUFFIXES, read_file
from index.store.folder import Store
from index.tables import build_tables

ID_CHARACTERS = 16


def document_id(sha256: str) -> str:
    """A document's id: the start of its content hash."""
    return sha256[:ID_CHARACTERS]


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_document(path: Path, *, name: str = "", home: str = "") -> IndexedDocument:
    """One file read whole: who and when, tables, facts, passages, findings. Raises DocumentError.

    `name` is what users see (the file's name if empty), `home` where it is kept: a file of the same home replaces it.
    """
    sha256 = file_hash(path)
    reading = read_file(path)
    bare = Document(
        id=document_id(sha256),
        name=name or path.name,
        path=home or str(path.resolve()),
        sha256=sha256,
        title="",
        organisation="",
        year=None,
        kind="budget",
        level="department",
        pages=reading.pages,
    )
    document = identify(bare, reading.blocks)
    tables = build_tables(document.id, reading.blocks, document.year)
    facts = (*table_facts(document, tables), *prose_facts(document, reading.blocks))
    passages = build_passages(document.id, reading.blocks, tables)
    findings = audit(document, reading.blocks, tables, facts)
    return IndexedDocument(document, tables, facts, passages, findings, reading.issues)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What became of one file. `error` is empty where it was read; `unchanged` where it was in the store already."""

    name: str
    document: Document | None = None
    tables: int = 0
    facts: int = 0
    issues: int = 0
    unchanged: bool = False
    error: str = ""

    def line(self) -> str:
        """The report in one line."""
        if self.error:
            return self.error
        if self.unchanged or self.document is None:
            return f"{self.name}: unchanged"
        who = f"{self.document.organisation or '?'} {self.document.year or '?'} {self.document.kind}"
        unread = f", {self.issues} things not read" if self.issues else ""
        return f"{self.name}: {who}, {self.tables} tables, {self.facts} figures{unread}"


def index_paths(paths: Sequence[Path], store: Store) -> Iterator[IndexReport]:
    """Index files, folders and zip files one by one; an unreadable file is reported and the rest goes on."""
    known = {document.path: document.sha256 for document in store.facts.documents()}
    with TemporaryDirectory() as unpacked:
        found = expand(paths, unpack_into=Path(unpacked), suffixes=SUFFIXES)
        for error in found.errors:
            yield IndexReport("", error=str(error))
        for file in found.files:
            inside = file.path.is_relative_to(unpacked)
            yield _index_file(file.path, file.name, file.name if inside else str(file.path.resolve()), store, known)


def _index_file(path: Path, name: str, home: str, store: Store, known: dict[str, str]) -> IndexReport:
    try:
        sha256 = file_hash(path)
        if known.get(home) == sha256:
            return IndexReport(name, unchanged=True)
        indexed = read_document(path, name=name, home=home)
    except DocumentError as error:
        return IndexReport(name, error=str(error))
    store.add(indexed)
    return IndexReport(name, indexed.document, len(indexed.tables), len(indexed.facts), len(indexed.issues))
