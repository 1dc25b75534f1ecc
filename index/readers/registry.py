"""Which reader reads which file: by suffix, and by what the file really holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.errors import UnknownFormat
from index.model import ReadResult
from index.readers.pdf import read_pdf

Progress = Callable[[int, int], None]


def read_file(path: Path, *, progress: Progress | None = None) -> ReadResult:
    """What one file holds. `progress(done, total)` counts pages. Raises DocumentError."""
    if path.suffix.lower() == ".pdf":
        return read_pdf(path, progress=progress)
    raise UnknownFormat(f"{path.name}: no reader for this type of file")
