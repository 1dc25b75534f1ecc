"""One PDF page read into visual lines and Grids: the one place that knows pdfplumber.

`read_pages` runs in a process of its own, so it takes and gives only plain values.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from index.errors import DamagedDocument, LockedDocument
from index.readers.page_layout import Fault, PageContent, lay_out_page
from index.readers.pdf_grid import EDGE_TOLERANCE
from index.readers.pdf_lines import Glyph

MIN_TEXT = 5
"""A page with fewer characters and a picture on it is taken for a scan."""
SCAN_SHARE = 0.3
"""Share of the page that a picture must cover to be a scan rather than a seal or a crest."""
FULL_PAGE = 0.95
WHITE = ((1,), (1, 1, 1), (0, 0, 0, 0))
"""White in grey, RGB and CMYK."""
BROKEN = (
    PSException,
    PdfminerException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    EOFError,
    NotImplementedError,
    struct.error,
    zlib.error,
)
"""What pdfminer lets through on broken data."""
_BOLD = ("bold", "hei", "black", "heavy")


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """The open pdfplumber document. Raises LockedDocument and DamagedDocument."""
    try:
        pdf = pdfplumber.open(path)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed | PDFEncryptionError):
            raise LockedDocument(
                f"{path.name} is protected by a password: remove the protection and index it again"
            ) from error
        raise _damaged(path) from error
    except BROKEN as error:
        raise _damaged(path) from error
    try:
        yield pdf
    finally:
        pdf.close()


def _damaged(path: Path) -> DamagedDocument:
    return DamagedDocument(f"{path.name} is not a whole PDF: download or export it again")


def page_count(path: Path) -> int:
    """How many pages a PDF has. Raises LockedDocument and DamagedDocument."""
    with open_pdf(path) as pdf:
        try:
            return len(pdf.pages)
        except BROKEN as error:
            raise _damaged(path) from error


def read_pages(path: Path, first: int, last: int) -> Iterator[PageContent]:
    """Pages first..last (from 1, both included), one after the other: memory stays that of one page.

    A page that is broken comes with a fault. Raises LockedDocument and DamagedDocument.
    """
    with open_pdf(path) as pdf:
        for number in range(first, last + 1):
            try:
                page = pdf.pages[number - 1]
                content = _read_page(page, number)
                page.close()
            except BROKEN:
                content = PageContent(number, 0.0, 0.0, (), (), "damaged")
            yield content


def _read_page(page: Any, number: int) -> PageContent:
    width, height = float(page.width), float(page.height)
    page = _within_sheet(page)
    glyphs = [_glyph(char) for char in page.chars if _visible(char, width, height)]
    tables = page.filter(_drawn).find_tables() or page.find_tables()
    inked = sum(not glyph.text.isspace() for glyph in glyphs)
    unmapped = sum(glyph.text.startswith("(cid:") for glyph in glyphs)
    fault: Fault | None = "unmapped" if unmapped * 2 > max(inked, 1) else None
    if inked < MIN_TEXT and _picture_share(page, width * height) > SCAN_SHARE:
        fault = "scanned"
    return lay_out_page(number, (width, height), glyphs, [table.cells for table in tables], fault)


def _within_sheet(page: Any) -> Any:
    """The page without what lies beyond its sheet and without background boxes: both draw borders that nobody sees."""
    x0, top, x1, bottom = page.bbox

    def seen(thing: dict[str, Any]) -> bool:
        if thing["object_type"] == "rect":
            return not (thing["width"] >= FULL_PAGE * (x1 - x0) and thing["height"] >= FULL_PAGE * (bottom - top))
        return True

    page = page.filter(seen)
    things = [*page.lines, *page.rects, *page.curves]
    if any(thing["bottom"] > bottom + 1 or thing["top"] < top - 1 for thing in things):
        return page.crop(page.bbox)
    return page


def _drawn(thing: dict[str, Any]) -> bool:
    """False for white boxes without a border: they lie under titles and would pull them into the table."""
    if thing["object_type"] != "rect" or thing.get("stroke") or min(thing["width"], thing["height"]) <= EDGE_TOLERANCE:
        return True
    colour = thing.get("non_stroking_color")
    parts = tuple(colour) if isinstance(colour, list | tuple) else (colour,)
    return parts not in WHITE


def _visible(char: dict[str, Any], width: float, height: float) -> bool:
    middle_x, middle_y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(char["text"]) and 0 <= middle_x <= width and 0 <= middle_y <= height and char["size"] > 1


def _glyph(char: dict[str, Any]) -> Glyph:
    name = str(char["fontname"]).lower()
    return Glyph(
        text=char["text"],
        x0=char["x0"],
        x1=char["x1"],
        top=char["top"],
        bottom=char["bottom"],
        size=char["size"],
        bold=any(word in name for word in _BOLD),
    )


def _picture_share(page: Any, area: float) -> float:
    return max((image["width"] * image["height"] / area for image in page.images), default=0.0)
