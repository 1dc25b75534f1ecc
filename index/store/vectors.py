"""Vectors of passages (Chroma). The only import of chromadb.

Chroma's folder is for one process at a time: a second writer damages it for good, and a reader that stays open while
another process writes fails. So each process holds a shared lock on the folder and writes under an exclusive one.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.encoder_protocol import Vectors
from index.errors import StoreError
from index.model import Passage
from index.store.folder_lock import folder_lock

BATCH = 5000
"""Passages, or documents of a scope, in one call: Chroma takes 5,461 passages and some 32,000 documents."""

EF_SEARCH = 100
"""Neighbours that Chroma's graph looks at in a query."""

COLLECTION = "passages"


class PassageIndex(Protocol):
    """Finds the passages nearest in meaning. A document enters and leaves whole."""

    def add_document(self, document_id: str, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Takes in a document's passages with a vector each, in place of what it had before. Raises StoreError."""

    def remove_document(self, document_id: str) -> None:
        """Forgets a document, also one that is half there; nothing happens where it is not. Raises StoreError."""

    def query(self, vector: Vectors, k: int, documents: frozenset[str] | None = None) -> list[tuple[str, float]]:
        """At most k (passage id, cosine), nearest first; only of `documents` unless None. Raises StoreError."""

    def count(self) -> int:
        """Number of passages in it. Raises StoreError."""

    def documents(self) -> frozenset[str]:
        """Ids of the documents that have passages in it. Raises StoreError."""


class VectorStore:
    """A Chroma collection in a folder, or on a Chroma server where `server` is its (host, port).

    Nothing is opened, and chromadb (1 s) is not imported, before the first call. Threads may share it.
    """

    def __init__(self, folder: Path, server: tuple[str, int] | None = None) -> None:
        self._folder = folder
        self._server = server
        self._lock = folder_lock(folder.resolve()) if server is None else None
        self._opening = threading.Lock()
        self._client: Any = None
        self._opened: Any = None

    def add_document(self, document_id: str, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Takes in a document's passages with a vector each, in place of what it had before. Raises StoreError."""
        if len(passages) != len(vectors):
            raise ValueError(f"{len(passages)} passages but {len(vectors)} vectors")
        with self._writing() as collection:
            collection.delete(where={"document": document_id})  # far faster than an upsert
            for start in range(0, len(passages), BATCH):
                batch = passages[start : start + BATCH]
                collection.add(
                    ids=[passage.id for passage in batch],
                    embeddings=np.asarray(vectors[start : start + BATCH], dtype=np.float32),
                    metadatas=[{"document": document_id} for _ in batch],
                )

    def remove_document(self, document_id: str) -> None:
        """Forgets a document, also one that is half there; nothing happens where it is not. Raises StoreError."""
        with self._writing() as collection:
            collection.delete(where={"document": document_id})

    def query(self, vector: Vectors, k: int, documents: frozenset[str] | None = None) -> list[tuple[str, float]]:
        """At most k (passage id, cosine), nearest first; only of `documents` unless None. Raises StoreError."""
        if k < 1 or documents == frozenset():
            return []
        wanted = sorted(documents or ())
        scopes = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
        filters: list[dict[str, Any] | None] = [{"document": {"$in": scope}} for scope in scopes] or [None]
        found: list[tuple[str, float]] = []
        with self._reading() as collection:
            for where in filters:
                rows = collection.query(
                    query_embeddings=np.asarray(vector, dtype=np.float32).reshape(1, -1),
                    n_results=k,
                    where=where,
                    include=["distances"],
                )
                found.extend(
                    (str(key), 1.0 - float(far)) for key, far in zip(rows["ids"][0], rows["distances"][0], strict=True)
                )
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def count(self) -> int:
        """Number of passages in it. Raises StoreError."""
        with self._reading() as collection:
            return int(collection.count())

    def documents(self) -> frozenset[str]:
        """Ids of the documents that have passages in it, read in batches. Raises StoreError."""
        found: set[str] = set()
        with self._reading() as collection:
            for start in range(0, int(collection.count()), BATCH):
                rows = collection.get(include=["metadatas"], limit=BATCH, offset=start)["metadatas"]
                found.update(str(row["document"]) for row in rows)
        return frozenset(found)

    def close(self) -> None:
        """Lets other processes write. The store opens again by itself when it is used."""
        with self._opening:
            if self._client is None:
                return
            self._client.close()
            self._client = self._opened = None
            if self._lock is not None:
                self._lock.release()

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        with _translated(self._folder):
            yield self._collection()

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        with _translated(self._folder):
            collection = self._collection()
            if self._lock is None:
                yield collection
                return
            with self._lock.exclusive() as stale:
                if stale:
                    with self._opening:
                        self._client.close()
                        self._open()
                        collection = self._opened
                yield collection

    def _collection(self) -> Any:
        with self._opening:
            if self._opened is None:
                if self._lock is not None:
                    self._lock.share()
                try:
                    self._open()
                finally:
                    if self._opened is None and self._lock is not None:
                        self._lock.release()
            return self._opened

    def _open(self) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._server is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(str(self._folder), settings=settings)
        else:
            self._client = chromadb.HttpClient(host=self._server[0], port=self._server[1], settings=settings)
        self._opened = self._client.get_or_create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}},
        )


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Chroma's errors as StoreError."""
    try:
        from chromadb.errors import ChromaError
    except ImportError as error:
        raise StoreError(f"chromadb cannot be loaded ({error}). Install it again.") from error
    try:
        yield
    except (ChromaError, OSError, sqlite3.DatabaseError) as error:
        raise StoreError(
            f"The vectors in {folder} cannot be used ({error}). If that stays so, delete the folder and index "
            "again: the figures are kept elsewhere."
        ) from error
    except ValueError as error:  # what Chroma raises for a server that does not answer
        if "connect" not in str(error).lower():
            raise
        raise StoreError(f"The Chroma server does not answer ({error}). Start it, or unset its address.") from error
