"""PDF: ruled tables as Grids, text as Headings and Paragraphs. A long file is read by processes side by side."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from index.errors import EmptyDocument, UnknownFormat
from index.model import Place, ReadIssue, ReadResult
from index.readers import ocr
from index.readers.page_layout import PageContent
from index.readers.pdf_page import page_count, read_pages
from index.readers.pdf_prose import pages_to_blocks

Progress = Callable[[int, int], None]

PARALLEL_FROM = 60
"""Pages. Starting a process costs about as much as reading ten pages, more under a program that imports much."""
CHUNK = 20
"""Pages that a process reads before it hands them over."""
MOST_PAGES = 3000
"""Further pages are left out, and said to be."""


def read_pdf(path: Path, *, progress: Progress | None = None) -> ReadResult:
    """Blocks of every page in reading order; what could not be read as issues.

    Raises LockedDocument, DamagedDocument, EmptyDocument.
    """
    count = page_count(path)
    if count == 0:
        raise EmptyDocument(f"{path.name} has no pages: export it again")
    last = min(count, MOST_PAGES)
    pages = sorted(_read_all(path, last, progress), key=lambda page: page.number)
    pages, scans = _read_scans(path, pages, progress)
    issues = scans + [issue for page in pages if (issue := _page_issue(page)) is not None]
    if last < count:
        issues.append(
            ReadIssue(f"only the first {last} of {count} pages were read: split the file", Place(page=last + 1))
        )
    silent = tuple(page.number for page in pages if page.fault or not (page.lines or page.grids))
    return ReadResult(tuple(pages_to_blocks(pages)), tuple(issues), pages=count, silent_pages=silent)


def _read_scans(
    path: Path, pages: list[PageContent], progress: Progress | None
) -> tuple[list[PageContent], list[ReadIssue]]:
    """The same pages, those without text read from their pictures where that extra is installed; seconds a page."""
    if not ocr.is_available() or not any(page.fault in ("scanned", "unmapped") for page in pages):
        return pages, []
    done: list[PageContent] = []
    issues: list[ReadIssue] = []
    for page in pages:
        if page.fault in ("scanned", "unmapped"):
            scan = ocr.read_scanned_page(path, page.number)
            issues.append(scan_issue(scan))
            done.append(scan.content)
        else:
            done.append(page)
        if progress:
            progress(len(done), len(pages))
    return done, issues


def scan_issue(scan: ocr.ScannedPage) -> ReadIssue:
    """That a page was read from its picture, and how certain the engine was of its least certain text."""
    number = scan.content.number
    text = f"page {number} was read from its picture (least certain text {scan.certainty:.0%}): compare its figures"
    return ReadIssue(text, Place(page=number))


def read_picture_file(path: Path) -> ReadResult:
    """A picture of a page (.png, .jpg, .tif) as blocks. Raises DamagedDocument, EmptyDocument, UnknownFormat."""
    if not ocr.is_available():
        raise UnknownFormat(f"{path.name} is a picture: install budgetbot[ocr] and index again")
    scan = ocr.read_picture(path)
    blocks = pages_to_blocks([scan.content])
    if not blocks:
        raise EmptyDocument(f"{path.name} shows no text: check the scan")
    return ReadResult(tuple(blocks), (scan_issue(scan),), pages=1)


def _read_all(path: Path, count: int, progress: Progress | None) -> list[PageContent]:
    """All pages, in any order."""
    if count >= PARALLEL_FROM and (os.cpu_count() or 1) > 1:
        try:
            return list(_counted(_read_in_processes(path, count), count, progress))
        except BrokenProcessPool:  # a main module that cannot be imported anew, or too little memory
            pass
    return list(_counted(read_pages(path, 1, count), count, progress))


def _counted(pages: Iterator[PageContent], count: int, progress: Progress | None) -> Iterator[PageContent]:
    for done, page in enumerate(pages, start=1):
        yield page
        if progress:
            progress(done, count)


def _read_in_processes(path: Path, count: int) -> Iterator[PageContent]:
    """Pages as they come. New processes are spawned, not forked: the program may run threads."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1), mp_context=context) as pool:
        chunks = [
            pool.submit(_read_chunk, path, first, min(first + CHUNK - 1, count)) for first in range(1, count + 1, CHUNK)
        ]
        for chunk in as_completed(chunks):
            yield from chunk.result()


def _read_chunk(path: Path, first: int, last: int) -> list[PageContent]:
    return list(read_pages(path, first, last))


def _page_issue(page: PageContent) -> ReadIssue | None:
    place = Place(page=page.number)
    if page.fault == "damaged":
        return ReadIssue(f"page {page.number} is damaged: export the file again", place)
    if page.fault == "scanned":
        return ReadIssue(f"page {page.number} is an image: install budgetbot[ocr] and index again", place)
    if page.fault == "unmapped":
        return ReadIssue(
            f"page {page.number} uses fonts without a character map: install budgetbot[ocr] and index again", place
        )
    return None
