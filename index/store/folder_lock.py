"""A lock on a folder: many processes may read, or one may write. On every platform, since SQLite does the locking.

    shared      while a process has the folder open
    exclusive   while it writes; waits for the others to close

Within one process all threads and stores of a folder share one lock.
"""

from __future__ import annotations

import functools
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreBusy

WAIT_SECONDS = 10.0
"""How long a writer waits: longer than a command that asks one question, shorter than anyone's patience."""


class FolderLock:
    """Held through an open transaction on a small database in the folder. Make one with `folder_lock`."""

    def __init__(self, folder: Path, wait_seconds: float = WAIT_SECONDS) -> None:
        self._folder = folder
        self._wait = wait_seconds
        self._guard = threading.RLock()
        self._holders = 0
        self._connection: sqlite3.Connection | None = None

    def share(self) -> None:
        """Begins to read, once for each `release`. Raises StoreBusy while another process writes."""
        with self._guard:
            if not self._holders:
                self._begin_shared()
            self._holders += 1

    def release(self) -> None:
        """Ends what `share` began."""
        with self._guard:
            self._holders -= 1
            if not self._holders and self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def exclusive(self) -> Iterator[bool]:
        """Lets this process alone in, a thread at a time; it must be sharing. Raises StoreBusy.

        Yields whether another process wrote since this one last held the lock, so that what is open is stale.
        """
        with self._guard:
            connection = self._connected()
            seen = _generation(connection)
            connection.execute("COMMIT")
            try:
                try:
                    connection.execute("BEGIN EXCLUSIVE")
                except sqlite3.OperationalError as error:
                    raise self._busy("has it open") from error
                stale = _generation(connection) != seen
                try:
                    yield stale
                finally:
                    connection.execute("UPDATE lock SET generation = generation + 1")
                    connection.execute("COMMIT")
            finally:
                self._begin_shared()

    def _begin_shared(self) -> None:
        connection = self._connected()
        try:
            connection.execute("BEGIN")
            _generation(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            self._connection = None
            raise self._busy("is writing to it") from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                self._folder / "lock.sqlite", timeout=self._wait, isolation_level=None, check_same_thread=False
            )
            try:
                connection.execute("CREATE TABLE IF NOT EXISTS lock AS SELECT 0 AS generation")
            except sqlite3.OperationalError as error:
                connection.close()
                raise self._busy("is writing to it") from error
            self._connection = connection
        return self._connection

    def _busy(self, what: str) -> StoreBusy:
        return StoreBusy(
            f"The folder {self._folder} cannot be used now: another process {what}. "
            "Try again when it is done, or stop it, or send the documents through it."
        )


@functools.cache
def folder_lock(folder: Path) -> FolderLock:
    """The lock of a folder given by its resolved path: one in a process."""
    return FolderLock(folder)


def _generation(connection: sqlite3.Connection) -> int:
    """How often the folder was written; reading it is what takes SQLite's shared lock."""
    return int(connection.execute("SELECT generation FROM lock").fetchone()[0])
