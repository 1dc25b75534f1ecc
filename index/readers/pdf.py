"""PDF: ruled tables as Grids, text as Headings and Paragraphs. Pages are read in parallel processes where it pays."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from index.errors import EmptyDocument
from index.model import Place, ReadIssue, ReadResult
from index.readers.pdf_page import PageContent, page_count, read_pages
from index.readers.pdf_prose import pages_to_blocks

Progress = Callable[[int, int], None]


def read_pdf(path: Path, *, progress: Progress | None = None) -> ReadResult:
    """Blocks of every page in reading order; what could not be read as issues.

    Raises LockedDocument, DamagedDocument, EmptyDocument.
    """
    count = page_count(path)
    if count == 0:
        raise EmptyDocument(f"{path.name} has no pages: export it again")
    pages = list(_read_all(path, count, progress))
    issues = [issue for page in pages if (issue := _page_issue(page)) is not None]
    return ReadResult(tuple(pages_to_blocks(pages)), tuple(issues), pages=count)


def _read_all(path: Path, count: int, progress: Progress | None) -> Iterator[PageContent]:
    for page in range(1, count + 1):
        yield from read_pages(path, page, page)
        if progress:
            progress(page, count)


def _page_issue(page: PageContent) -> ReadIssue | None:
    place = Place(page=page.number)
    if page.scanned:
        return ReadIssue(f"page {page.number} is an image: install budgetbot[ocr] and index again", place)
    if page.unreadable:
        return ReadIssue(f"page {page.number} uses fonts without a character map: install budgetbot[ocr]", place)
    return None
