"""What users say of answers, one JSON record a line in the store's folder, for the evaluation to ask again."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.web.shelf import Shown

FILE = "feedback.jsonl"
LONGEST_COMMENT = 2_000
_lock = threading.Lock()


def record_of(key: str, shown: Shown, verdict: str, comment: str, user: str) -> dict[str, Any]:
    """One record: the question as `budgetbot batch` reads it, what was answered, and what the user said of it."""
    whole = shown.answer.as_dict()
    return {
        "id": key,
        "question": shown.question,
        "history": list(shown.history),
        "documents": None if shown.documents is None else list(shown.documents),
        "language": shown.language,
        "verdict": verdict,
        "comment": comment[:LONGEST_COMMENT],
        "user": user,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "answer": {name: whole[name] for name in ("status", "text", "value", "unit", "truth", "items", "plan")},
    }


def keep_feedback(folder: Path, record: dict[str, Any]) -> None:
    """Appends a record; the last one of an id counts."""
    line = json.dumps(record, ensure_ascii=False) + "\n"
    with _lock, (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(line)
