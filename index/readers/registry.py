"""Which reader reads which file: by what the file holds first, by its suffix where that leaves a choice."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from index.errors import EmptyDocument, LockedDocument, UnknownFormat
from index.model import ReadResult
from index.readers import csv, docx, html, pdf, text, workbook
from index.readers.zip_limits import BROKEN_ZIP

Progress = Callable[[int, int], None]
"""Called with pages done and pages in all."""

_READERS: dict[str, Callable[[Path], ReadResult]] = {
    ".txt": text.read_text_file,
    ".md": text.read_text_file,
    ".csv": csv.read_csv,
    ".tsv": csv.read_csv,
    ".html": html.read_html,
    ".htm": html.read_html,
    ".docx": docx.read_docx,
    ".xlsx": workbook.read_workbook,
    ".xlsm": workbook.read_workbook,
    ".xls": workbook.read_workbook,
    ".et": workbook.read_workbook,
    ".png": pdf.read_picture_file,
    ".jpg": pdf.read_picture_file,
    ".jpeg": pdf.read_picture_file,
    ".tif": pdf.read_picture_file,
    ".tiff": pdf.read_picture_file,
}
SUFFIXES = frozenset({".pdf", *_READERS})
"""Suffixes of the files that can be read, in lower case; a .zip of them is opened by `archive.expand`."""

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")


def read_file(path: Path, *, progress: Progress | None = None) -> ReadResult:
    """What one file holds, as Blocks in reading order.

    Raises UnknownFormat, EmptyDocument, LockedDocument or DamagedDocument (all of them DocumentError).
    """
    if path.stat().st_size == 0:
        raise EmptyDocument(f"{path.name} is empty (0 bytes): download or save it again")
    kind = find_kind(path)
    if kind == ".pdf":
        return pdf.read_pdf(path, progress=progress)
    result = _READERS[kind](path)
    if progress:
        progress(1, 1)
    return result


def find_kind(path: Path) -> str:
    """The suffix of the format that a file is really in: an "xls" of a web page is ".html".

    Raises UnknownFormat, LockedDocument.
    """
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK"):
        return _office_kind(path, suffix)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if suffix in (".xls", ".et", ".doc") and _is_markup(head):
        return ".html"
    if suffix in (".xls", ".et") and b"\x00" not in head:
        return ".csv"
    if suffix in SUFFIXES:
        return suffix
    raise _unknown(path)


def _office_kind(path: Path, suffix: str) -> str:
    """Of a zip: a workbook or a Word file, by the names in it. A broken zip is left to the reader of its suffix."""
    names = _zip_names(path)
    if any(name.startswith("word/") for name in names):
        return ".docx"
    if any(name.startswith("xl/") for name in names):
        return ".xlsx"
    if suffix in (".docx", ".xlsx", ".xlsm", ".xls", ".et"):
        return suffix
    raise _unknown(path)


def _zip_names(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except BROKEN_ZIP:
        return []


def _ole_kind(path: Path) -> str:
    """Of an old Office container: a workbook, or an encrypted or old Word file that cannot be read."""
    data = path.read_bytes()
    if _ENCRYPTED in data:
        raise LockedDocument(f"{path.name} is protected by a password: remove the protection and index it again")
    if _WORD_STREAM in data:
        raise UnknownFormat(f"{path.name} is a Word file of before 2007: save it as .docx and index that")
    return ".xls"


def _is_markup(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        start.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<?xml")) or b"<table" in start
    )


def _unknown(path: Path) -> UnknownFormat:
    known = ", ".join(sorted(suffix.lstrip(".") for suffix in SUFFIXES))
    return UnknownFormat(f"{path.name} is in no format that can be read ({known}): convert it to one of these")
