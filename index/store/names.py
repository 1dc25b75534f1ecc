"""The names that documents hold, by their meaning: which of them are near to a word that is none of them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from index.encoder_protocol import Vectors
from index.errors import StoreError, StoreMismatch

BUSY_SECONDS = 30.0


class NameVectors:
    """Vectors of names (of rows, columns, tables) in one SQLite file; held in memory once they are asked for.

    50,000 names of 384 numbers take 77 MB, and the nearest are found by one product over all of them. What another
    process has added is seen at the next call. Threads may share it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: list[str] = []
        self._positions: dict[str, int] = {}
        self._matrix: Vectors = np.empty((0, 0), dtype=np.float32)
        self._last_row = 0
        self._lock = threading.Lock()

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Takes in names with a vector each; one that is already in it stays as it is. Raises StoreError."""
        if len(keys) != len(vectors):
            raise ValueError(f"{len(keys)} keys but {len(vectors)} vectors")
        rows = np.asarray(vectors, dtype=np.float32)
        with self._lock, self._connected() as connection:
            self._refresh(connection)
            if len(self._keys) and len(rows) and rows.shape[1] != self._matrix.shape[1]:
                raise StoreMismatch(
                    f"The names in {self._path} have vectors of {self._matrix.shape[1]} numbers, these have "
                    f"{rows.shape[1]}: they come from another embedding model. Delete the file and index again."
                )
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT OR IGNORE INTO names (key, vector) VALUES (?, ?)",
                ((key, row.tobytes()) for key, row in zip(keys, rows, strict=True)),
            )
            connection.execute("COMMIT")

    def missing(self, keys: Iterable[str]) -> list[str]:
        """Those of the names that have no vector yet, each once, in order. Raises StoreError."""
        with self._lock, self._connected() as connection:
            self._refresh(connection)
            return [key for key in dict.fromkeys(keys) if key not in self._positions]

    def nearest(self, vector: Vectors, k: int, among: Iterable[str] | None = None) -> list[tuple[str, float]]:
        """At most k (name, cosine), nearest first; only of `among` unless None. Raises StoreError."""
        with self._lock, self._connected() as connection:
            self._refresh(connection)
            keys, positions, matrix = self._keys, self._positions, self._matrix
        chosen = None if among is None else [positions[key] for key in among if key in positions]
        if k < 1 or not len(matrix) or chosen == []:
            return []
        scores = (matrix if chosen is None else matrix[chosen]) @ np.asarray(vector, dtype=np.float32).reshape(-1)
        best = np.argpartition(-scores, min(k, len(scores)) - 1)[:k]
        best = best[np.argsort(-scores[best], kind="stable")]
        return [(keys[n if chosen is None else chosen[n]], float(scores[n])) for n in best.tolist()]

    def _refresh(self, connection: sqlite3.Connection) -> None:
        """Reads the rows that are new since the last call. What was handed out before is not changed."""
        rows = connection.execute(
            "SELECT number, key, vector FROM names WHERE number > ? ORDER BY number", (self._last_row,)
        ).fetchall()
        if not rows:
            return
        new = np.frombuffer(b"".join(row[2] for row in rows), dtype=np.float32).reshape(len(rows), -1)
        self._matrix = np.concatenate([self._matrix, new]) if self._keys else new
        self._keys = [*self._keys, *(str(row[1]) for row in rows)]
        self._positions = {key: position for position, key in enumerate(self._keys)}
        self._last_row = int(rows[-1][0])

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS names "
                    "(number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, vector BLOB NOT NULL)"
                )
                yield connection
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(
                f"The vectors of names in {self._path} cannot be used ({error}). Delete the file and index again."
            ) from error
