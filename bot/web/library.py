"""Documents that come and go through the page and the API: names checked, files kept in the store's folder.

One worker thread writes, one file after another; readers never wait for it. The page shows a file on its way as its
`Job`, the API waits for what became of it. Figures can be asked as soon as a file is read; the meaning of its text is
embedded when no other file waits.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
import unicodedata
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeVar

from bot.web.holdings import Holdings
from bot.web.texts import Texts
from index.build import IndexReport, document_id, file_hash, read_document, unforeseen
from index.correction import correct_document, rename_document
from index.errors import BadInput, BudgetBotError, DocumentError
from index.model import Document
from index.readers.archive import expand, is_archive
from index.readers.registry import SUFFIXES
from index.store.folder import Store

UPLOADS = "uploads"
"""The folder in the store where uploaded files are kept: a source can be opened again, and a store built anew."""
INCOMING = ".incoming"
"""In it, what is still coming in."""
LONGEST_NAME = 120
MOST_ENDED = 200
"""Jobs that are over and still told."""
TYPES = tuple(sorted(SUFFIXES | {".zip"}))
ENDED = ("done", "failed")
Step = Literal["waiting", "reading", "storing", "embedding", "done", "failed"]
Reports = tuple[IndexReport, ...]
Result = TypeVar("Result")
log = logging.getLogger(__name__)


class WrongType(BadInput):
    """A file of a type that is not read."""


@dataclass(frozen=True, slots=True)
class Job:
    """One uploaded file on its way. `reports` holds a line for every file of an archive."""

    id: int
    name: str
    by: str
    step: Step = "waiting"
    done: int = 0
    of: int = 1
    reports: Reports = ()
    error: str = ""
    began: float = 0.0
    """Of `time.monotonic`; 0 while it waits."""
    seconds: float = 0.0
    page: int = 0
    pages: int = 0
    """Of the file that is being read; 0 where it has come to none yet."""


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A received file, or one in a received archive: where it stands, its name, where it is to be kept."""

    path: Path
    name: str
    home: Path


def check_name(name: str, words: Texts) -> str:
    """The file name to keep. Raises BadInput for one with a path or control characters, WrongType."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name or name in (".", "..") or name.startswith(".") or any(mark in name for mark in '/\\:*?"<>|'):
        raise BadInput(words["upload_bad_name"])
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for character in name):
        raise BadInput(words["upload_bad_name"])
    if len(name) > LONGEST_NAME or len(name.encode("utf-8")) > 240:
        raise BadInput(words["upload_long_name"].format(limit=LONGEST_NAME))
    if Path(name).suffix.lower() not in TYPES:
        raise WrongType(words["upload_bad_type"].format(types=" ".join(TYPES)))
    return name


class Library:
    """The documents of one store. Threads may share it; `largest` is the number of bytes that an upload may have."""

    def __init__(self, store: Store, largest: int) -> None:
        self.store = store
        self.largest = largest
        self.holdings = Holdings(store.facts)
        self.folder = store.folder / UPLOADS
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="indexing")

    def jobs(self, by: str | None = None) -> list[Job]:
        """The latest files on their way that this user sent, newest first; those of everybody where none is named."""
        with self._lock:
            return [job for job in reversed(self._jobs.values()) if by is None or job.by == by]

    def receive(self, name: str) -> Path:
        """Where a file of this checked name is to be written as it comes in. `drop` takes it away again."""
        folder = self.folder / INCOMING / uuid.uuid4().hex
        folder.mkdir(parents=True)
        return folder / name

    def drop(self, received: Path) -> None:
        """Forgets a file that came in and is not wanted."""
        shutil.rmtree(received.parent, ignore_errors=True)

    def submit(self, received: Path, by: str) -> tuple[Job, Future[Reports]]:
        """Puts a received file in the queue. Its reports are there as soon as its figures can be asked."""
        with self._lock:
            job = Job(max(self._jobs, default=0) + 1, received.name, by)
            self._jobs[job.id] = job
            ended = [one.id for one in self._jobs.values() if one.step in ENDED]
            for old in ended[: max(0, len(ended) - MOST_ENDED)]:
                del self._jobs[old]
        return job, self._begin(self._read, job.id, received)

    def replaced_by(self, received: Path) -> str:
        """The name of a document with other content that a received file would take the place of; "" for none."""
        held = {document.path: document for document in self.store.facts.documents()}
        with self._files(received) as (files, _):
            for file in files:
                old = held.get(str(file.home.resolve()))
                if old is not None and old.sha256 != file_hash(file.path):
                    return old.name
        return ""

    def remove(self, document: str) -> None:
        """Takes a document (id) out, and its file where it was uploaded. Waits for its turn."""
        self._worker.submit(self._remove, document).result()

    def correct(self, document: Document) -> None:
        """Puts right who, when and what a document is about. Raises BadInput where it cannot be so."""
        self._worker.submit(correct_document, self.store.facts, document).result()

    def _begin(self, work: Callable[..., Result], *given: Any) -> Future[Result]:
        begun = self._worker.submit(work, *given)
        begun.add_done_callback(_log_fault)
        return begun

    def _note(self, job: int, **changes: Any) -> None:
        with self._lock:
            self._jobs[job] = replace(self._jobs[job], **changes)

    def _read(self, job: int, received: Path) -> Reports:
        """Raises what is no fault of the file: of the store, of the disk, of the program."""
        self._note(job, began=time.monotonic())
        step: Step = "failed"
        try:
            self._read_all(job, received)
            self._begin(self._embed, job)
            step = "embedding"
            return self._jobs[job].reports
        except DocumentError as error:
            self._note(job, error=str(error))
            return (IndexReport(received.name, error=str(error)),)
        except BudgetBotError as error:
            self._note(job, error=str(error))
            raise
        except OSError as error:
            self._note(job, error=f"{received.name}: {error.strerror}")
            raise
        finally:
            self._note(job, step=step, done=0, of=1)
            self.drop(received)

    def _embed(self, job: int) -> None:
        step: Step = "failed"
        try:
            self.store.embed_pending(lambda _, done, of: self._note(job, done=done, of=max(of, 1)))
            step = "done"
        except BudgetBotError as error:
            self._note(job, error=str(error))
            raise
        finally:
            self._note(job, step=step, seconds=time.monotonic() - self._jobs[job].began)

    def _read_all(self, job: int, received: Path) -> None:
        """Every file has its turn, whatever comes of the others. Raises the store's first fault once all had it."""
        faults: list[BudgetBotError] = []
        with self._files(received) as (files, errors):
            self._note(job, of=max(len(files), 1), reports=errors)
            for number, file in enumerate(files):
                self._note(job, step="reading", done=number, page=0, pages=0)
                alone = file.path == received
                self._report(job, self._read_one(job, file) if alone else self._read_member(job, file, faults))
        if faults:
            raise faults[0]

    def _read_member(self, job: int, file: _Incoming, faults: list[BudgetBotError]) -> IndexReport:
        """What became of one file of an archive; `faults` takes what was the store's."""
        try:
            return self._read_one(job, file)
        except DocumentError as error:
            return IndexReport(file.name, error=str(error))
        except BudgetBotError as error:
            faults.append(error)
            return IndexReport(file.name, error=f"{file.name}: {error}")
        except OSError as error:
            return IndexReport(file.name, error=f"{file.name}: {error.strerror}")
        except Exception as error:  # one file that nobody foresaw must not keep the others out
            log.exception("%s was not read", file.name)
            return unforeseen(file.name, error)

    def _read_one(self, job: int, file: _Incoming) -> IndexReport:
        facts = self.store.facts
        same = frozenset({document_id(file_hash(file.path))})
        held = facts.documents(same)
        file.home.parent.mkdir(parents=True, exist_ok=True)
        if held:
            self._hand_over(file.home, same)
            for old in self._others_at(file.home, same):
                self.store.remove(old.id)
            file.path.replace(file.home)
            return IndexReport(file.name, held[0], facts.readings(same)[held[0].id], unchanged=True)
        indexed = read_document(
            file.path,
            name=file.name,
            home=str(file.home.resolve()),
            progress=lambda page, of: self._note(job, page=page, pages=of),
        )
        self._note(job, step="storing")
        self._hand_over(file.home, same)
        self.store.add(indexed)
        try:
            file.path.replace(file.home)
        except OSError:
            self.store.remove(indexed.document.id)
            raise
        return IndexReport(file.name, indexed.document, indexed.reading)

    def _others_at(self, home: Path, same: frozenset[str]) -> list[Document]:
        """The documents of other content whose file is kept here."""
        return [one for one in self.store.facts.documents() if one.path == str(home.resolve()) and one.id not in same]

    def _hand_over(self, home: Path, same: frozenset[str]) -> None:
        """Where another upload brought what is kept here too, it stays in the store under that one's name."""
        for old in self._others_at(home, same):
            twin = next((path for path in self._copies(old) if path != home.resolve()), None)
            if twin is not None:
                name = _kept_name(twin.relative_to(self.folder.resolve()))
                rename_document(self.store.facts, old, name, str(twin))

    def _copies(self, document: Document) -> Iterator[Path]:
        """The uploaded files that hold just what this document does."""
        folder, own = self.folder.resolve(), Path(document.path)
        size = own.stat().st_size if own.is_relative_to(folder) and own.is_file() else None
        for path in sorted(folder.rglob("*")):
            if path.relative_to(folder).parts[0] == INCOMING or not path.is_file():
                continue
            if size in (None, path.stat().st_size) and file_hash(path) == document.sha256:
                yield path

    @contextmanager
    def _files(self, received: Path) -> Iterator[tuple[list[_Incoming], Reports]]:
        """The files to read of a received one, while they stand there, and a report for each that cannot be unpacked."""
        if not is_archive(received):
            yield [_Incoming(received, received.name, self.folder / received.name)], ()
            return
        with TemporaryDirectory(dir=received.parent) as unpacked:
            found = expand([received], unpack_into=Path(unpacked), suffixes=SUFFIXES)
            inside = [(file.path, _inner_name(file.name)) for file in found.files]
            yield (
                [_Incoming(path, name, self.folder / received.name / name) for path, name in inside],
                tuple(IndexReport(received.name, error=str(error)) for error in found.errors),
            )

    def _report(self, job: int, report: IndexReport) -> None:
        self._note(job, reports=(*self._jobs[job].reports, report))

    def _remove(self, document: str) -> None:
        for one in self.store.facts.documents(frozenset({document})):
            self.store.remove(document)
            for copy in self._copies(one):
                copy.unlink()


def _inner_name(name: str) -> str:
    """The path of a file in an archive, that leads nowhere else."""
    parts = PurePosixPath(name.replace("\\", "/")).parts[1:]
    return "/".join(part for part in parts if part not in ("/", "..")) or "?"


def _kept_name(path: PurePath) -> str:
    """The name of a file that is kept under this path in the uploads: within an archive, its path there."""
    first, *inner = path.parts
    return "/".join(inner) or first


def _log_fault(done: Future[Any]) -> None:
    """A fault of the program is seen by the user as one sentence; the log has the cause."""
    fault = done.exception()
    if fault is not None:
        log.error("an upload was not read", exc_info=fault)
