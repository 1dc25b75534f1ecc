"""File → everything that it brings into the stores. Reads as the table of contents of the index half."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.chunks import build_passages
from index.facts import table_facts
from index.identity import identify
from index.model import Document, IndexedDocument
from index.prose import prose_facts
from index.readers.registry import read_file
from index.tables import build_tables

ID_CHARACTERS = 16


def document_id(sha256: str) -> str:
    """A document's id: the start of its content hash."""
    return sha256[:ID_CHARACTERS]


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_document(path: Path) -> IndexedDocument:
    """One file read whole: who and when, tables, facts, passages, findings. Raises DocumentError."""
    sha256 = file_hash(path)
    reading = read_file(path)
    bare = Document(document_id(sha256), path.name, str(path.resolve()), sha256, "", "", None, "budget", "department", reading.pages)
    document = identify(bare, reading.blocks)
    tables = build_tables(document.id, reading.blocks)
    facts = (*table_facts(document, tables), *prose_facts(document, reading.blocks))
    passages = build_passages(document.id, reading.blocks, tables)
    return IndexedDocument(document, tables, facts, passages, (), reading.issues)
