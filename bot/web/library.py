"""Documents that come in through the page: names checked, files kept in the store's folder, read one after another.

One worker thread writes; readers never wait for it. What users see of a file on its way is its `Job`.
"""

from __future__ import annotations

import logging
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bot.web.texts import Texts
from index.build import IndexReport, read_document
from index.correction import correct_document
from index.errors import BadInput, BudgetBotError
from index.model import Document
from index.readers.archive import expand, is_archive
from index.readers.registry import SUFFIXES
from index.store.folder import Store

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes. A scanned volume of a city's budget is smaller."""
LONGEST_NAME = 120
MOST_JOBS = 200
TYPES = tuple(sorted(SUFFIXES | {".zip"}))
Step = Literal["waiting", "reading", "storing", "embedding", "done", "failed"]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One uploaded file on its way. `reports` holds a line for every file of an archive."""

    id: int
    name: str
    by: str
    step: Step = "waiting"
    done: int = 0
    of: int = 1
    reports: tuple[IndexReport, ...] = ()
    error: str = ""
    began: float = 0.0
    """Of `time.monotonic`; 0 while it waits."""
    seconds: float = 0.0
    page: int = 0
    pages: int = 0
    """Of the file that is being read; 0 where it has come to none yet."""


def check_name(name: str, words: Texts) -> str:
    """The file name to keep. Raises BadInput for one with a path, control characters, or of a type that is not read."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name or name in (".", "..") or name.startswith(".") or any(mark in name for mark in '/\\:*?"<>|'):
        raise BadInput(words["upload_bad_name"])
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for character in name):
        raise BadInput(words["upload_bad_name"])
    if len(name) > LONGEST_NAME or len(name.encode("utf-8")) > 240:
        raise BadInput(words["upload_long_name"].format(limit=LONGEST_NAME))
    if Path(name).suffix.lower() not in TYPES:
        raise BadInput(words["upload_bad_type"].format(types=" ".join(TYPES)))
    return name


class Library:
    """The documents of one store, as the page changes them."""

    def __init__(self, store: Store, incoming: Path | None = None) -> None:
        self.store = store
        self.folder = incoming or store.folder / "uploads"
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="indexing")

    def jobs(self) -> list[Job]:
        """The latest files on their way, newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def receive(self) -> Path:
        """A new path for a file that is coming in."""
        folder = self.folder / ".incoming"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{time.time_ns():x}-{threading.get_ident():x}"

    def submit(self, name: str, path: Path, by: str) -> Job:
        """Puts a received file in the queue; `name` is checked already."""
        with self._lock:
            job = Job(max(self._jobs, default=0) + 1, name, by)
            self._jobs[job.id] = job
            while len(self._jobs) > MOST_JOBS:
                self._jobs.popitem(last=False)
        self._worker.submit(self._run, job.id, path).add_done_callback(_log_fault)
        return job

    def remove(self, document: str) -> None:
        """Takes a document out, and its file where it came in through the page. Waits for its turn."""
        self._wait(lambda: self._remove(document))

    def correct(self, document: Document) -> None:
        """Puts right who, when and what a document is about. Raises BadInput where it cannot be so."""
        self._wait(lambda: correct_document(self.store.facts, document))

    def _wait(self, work: Callable[[], None]) -> None:
        done: Future[None] = self._worker.submit(work)
        done.result()

    def _note(self, job: int, **changes: object) -> None:
        with self._lock:
            if job in self._jobs:
                self._jobs[job] = replace(self._jobs[job], **changes)  # type: ignore[arg-type]

    def _run(self, job: int, path: Path) -> None:
        began = time.monotonic()
        name = self._jobs[job].name
        self._note(job, began=began)
        try:
            self._read_all(job, name, path)
            self._note(job, step="embedding", done=0, of=1)
            self.store.embed_pending(lambda _, done, of: self._note(job, done=done, of=max(of, 1)))
            self._note(job, step="done", seconds=time.monotonic() - began)
        except BudgetBotError as error:
            self._note(job, step="failed", error=str(error).replace(_named(path, name).name, name))
        except OSError as error:
            log.exception("an upload was not read")
            self._note(job, step="failed", error=f"{name}: {error.strerror}")
        finally:
            path.unlink(missing_ok=True)
            if self._jobs[job].step not in ("done", "failed"):
                self._note(job, step="failed")

    def _read_all(self, job: int, name: str, path: Path) -> None:
        named = _named(path, name)
        path.replace(named)
        try:
            if not is_archive(named):
                self._read_one(job, named, name, self.folder / name)
                return
            home = self.folder / Path(name).stem
            found = expand([named], unpack_into=named.with_suffix(".d"), suffixes=SUFFIXES)
            reports = [IndexReport(name, error=str(error)) for error in found.errors]
            self._note(job, of=max(len(found.files), 1), reports=tuple(reports))
            for number, file in enumerate(found.files):
                inner = Path(file.name).name
                self._note(job, done=number)
                try:
                    self._read_one(job, file.path, inner, home / inner)
                except BudgetBotError as error:
                    self._report(job, IndexReport(inner, error=str(error).replace(file.path.name, inner)))
        finally:
            named.unlink(missing_ok=True)

    def _read_one(self, job: int, path: Path, name: str, home: Path) -> None:
        self._note(job, step="reading", page=0, pages=0)
        indexed = read_document(
            path, name=name, home=str(home.resolve()), progress=lambda page, of: self._note(job, page=page, pages=of)
        )
        self._note(job, step="storing")
        unchanged = any(one.sha256 == indexed.document.sha256 for one in self.store.facts.documents())
        if not unchanged:
            self.store.add(indexed)
        home.parent.mkdir(parents=True, exist_ok=True)
        if not unchanged or not home.exists():
            path.replace(home)
        self._report(job, IndexReport(name, indexed.document, indexed.reading, unchanged=unchanged))

    def _report(self, job: int, report: IndexReport) -> None:
        self._note(job, reports=(*self._jobs[job].reports, report))

    def _remove(self, document: str) -> None:
        for one in self.store.facts.documents(frozenset({document})):
            self.store.remove(document)
            path = Path(one.path)
            if path.is_relative_to(self.folder.resolve()):
                path.unlink(missing_ok=True)


def _named(path: Path, name: str) -> Path:
    """Where a received file stands while it is read: with the suffix of its name, which tells readers what it is."""
    return path.with_name(path.name + Path(name).suffix.lower())


def _log_fault(done: Future[None]) -> None:
    """A fault of the program is seen by the user as one sentence; the log has the cause."""
    fault = done.exception()
    if fault is not None:
        log.error("an upload was not read", exc_info=fault)
