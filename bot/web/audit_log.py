"""Who asked what, and which figures were shown: one JSON object a line, only ever appended to.

    {"time": "2026-01-31T08:00:00+00:00", "user": "li", "via": "session", "address": "10.1.2.3", "face": "api",
     "question": "…", "status": "answered", "documents": ["…"], "facts": ["…"], "ms": 31.2}

At `FILE_BYTES` the file is put aside under its time, and the oldest of more than `FILES` goes. With
BUDGETBOT_KEEP_QUESTIONS=0 the question's words are left out.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.model import Answer
from bot.web.permissions import User

FILE = "asked.jsonl"
FILE_BYTES = 10_000_000
FILES = 20

log = logging.getLogger(__name__)


class AuditLog:
    """The log of one folder."""

    def __init__(
        self, folder: Path, *, keep_questions: bool = True, file_bytes: int = FILE_BYTES, files: int = FILES
    ) -> None:
        self._folder = folder
        self._keep = keep_questions
        self._bytes = file_bytes
        self._files = files
        self._lock = threading.Lock()

    def answered(self, user: User, address: str, face: str, question: str, answer: Answer) -> None:
        """Notes an answer and the figures that it showed."""
        shown = {
            "status": answer.status,
            "documents": sorted({citation.document for citation in answer.citations}),
            "facts": [citation.fact_id for citation in answer.citations if citation.fact_id],
            "ms": answer.timing_ms.get("total"),
        }
        self.note(user, address, face, **({"question": question} if self._keep else {}), **shown)

    def note(self, user: User, address: str, face: str, **what: Any) -> None:
        """Notes anything else: a document that came or went, a table or an export that was fetched.

        A log that cannot be written is told to the operator; the question is answered all the same.
        """
        now = datetime.now(UTC)
        record = {
            "time": now.isoformat(timespec="milliseconds"),
            "user": user.name,
            "via": user.via,
            "address": address,
        }
        line = json.dumps({**record, "face": face, **what}, ensure_ascii=False) + "\n"
        with self._lock:
            try:
                self._append(line.encode("utf-8", "replace"), now)
            except OSError as error:
                log.error("the log of questions cannot be written: %s", error)

    def _append(self, line: bytes, now: datetime) -> None:
        path = self._folder / FILE
        if path.exists() and path.stat().st_size + len(line) > self._bytes:
            path.rename(path.with_name(f"asked.{now:%Y%m%dT%H%M%S%f}.jsonl"))
            aside = sorted(self._folder.glob("asked.*.jsonl"))
            for old in aside[: max(0, len(aside) - self._files)]:
                old.unlink()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)
