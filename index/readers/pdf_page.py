"""One PDF page read into visual lines and Grids: the one place that knows pdfplumber.

`read_pages` runs in a process of its own, so it takes and gives only plain values.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
import numpy.typing as npt
import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.psexceptions import PSException
from pdfplumber import table
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from index.errors import DamagedDocument, LockedDocument
from index.readers.page_layout import Fault, PageContent, lay_out_page
from index.readers.pdf_drawn import Drawn, is_shading, rules_of
from index.readers.pdf_grid import EDGE_TOLERANCE, Box
from index.readers.pdf_lines import Glyph
from index.text import without_radicals

MIN_TEXT = 5
"""A page with fewer characters and a picture on it is taken for a scan."""
SCAN_SHARE = 0.3
"""Share of the page that a picture must cover to be a scan rather than a seal or a crest."""
FULL_PAGE = 0.95
SHORTEST_RULE = 0.3
"""Share of the page's width that a line under a row of a table reaches over."""
WHITE = ((1,), (1, 1, 1), (0, 0, 0, 0))
"""White in grey, RGB and CMYK."""
BROKEN = (
    PSException,
    PdfminerException,
    MalformedPDFException,
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
_LIGATURES = re.compile("[\ufb00-\ufb06]")
"""Letters that a font draws as one: ﬁ, ﬂ, ﬃ."""
_BOLD = ("bold", "hei", "black", "heavy")


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """The open pdfplumber document. Raises LockedDocument and DamagedDocument."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings name neither the file nor a next step
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
        with suppress(*BROKEN):  # closing walks the pages once more
            pdf.close()
        pdf.stream.close()


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


def page_picture(path: Path, number: int, long_side: int) -> tuple[npt.NDArray[np.uint8], float]:
    """A page, from 1, as a picture (rows, columns, BGR), and the points that one of its pixels measures.

    Raises DamagedDocument.
    """
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            page = document[number - 1]
            scale = long_side / max(page.get_size())
            picture = page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3].copy()
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, IndexError) as error:
        raise _damaged(path) from error
    return picture, 1 / scale


def lines_to_cells(horizontal: Sequence[Box], vertical: Sequence[Box]) -> list[list[Box]]:
    """The cells of every ruled box that some lines make, lines given by their boxes in points."""
    edges = [_edge((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2), "h") for x0, y0, x1, y1 in horizontal]
    edges += [_edge(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1), "v") for x0, y0, x1, y1 in vertical]
    return _tables_of(edges, 4.0)


def _edge(box: Box, orientation: str) -> dict[str, Any]:
    x0, top, x1, bottom = box
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _read_page(page: Any, number: int) -> PageContent:
    width, height = float(page.width), float(page.height)
    page = _within_sheet(page)
    glyphs = [_glyph(char) for char in page.chars if _visible(char, width, height)]
    ruled_page = page.filter(_drawn)
    found = ruled_page.find_tables()
    if not found:
        ruled_page, found = page, page.find_tables()
    inked = sum(not glyph.text.isspace() for glyph in glyphs)
    unmapped = sum(glyph.text.startswith("(cid:") for glyph in glyphs)
    fault: Fault | None = "unmapped" if unmapped * 2 > max(inked, 1) else None
    if inked < MIN_TEXT and _picture_share(page, width * height) > SCAN_SHARE:
        fault = "scanned"
    fills = [_box(rect) for rect in page.rects if _is_coloured(rect)]
    shadings = [tuple(ruled.cells) for ruled in found if is_shading(ruled.cells, fills)]
    edges = ((edge["x0"], edge["x1"], edge["top"]) for edge in page.edges if edge["orientation"] == "h")
    drawn = Drawn(tuple(shadings), rules_of(edges, SHORTEST_RULE * width))
    boxes = [
        _cells_alone(ruled_page, ruled) if len(found) > 1 else ruled.cells
        for ruled in found
        if tuple(ruled.cells) not in shadings
    ]
    return lay_out_page(number, (width, height), glyphs, boxes, fault, drawn)


def _cells_alone(page: Any, ruled: Any) -> Sequence[Box]:
    """The cells of one of several tables of a page, of its own lines alone where these draw more of them: lines of a table
    above that stand a hair beside its own would pull these to where they no longer meet.
    """
    _, top, _, bottom = ruled.bbox
    within = (top - EDGE_TOLERANCE, bottom + EDGE_TOLERANCE)
    edges = [edge for edge in page.edges if within[0] <= edge["top"] and edge["bottom"] <= within[1]]
    alone = _tables_of(edges, EDGE_TOLERANCE)
    return alone[0] if len(alone) == 1 and len(alone[0]) > len(ruled.cells) else ruled.cells


def _tables_of(edges: Sequence[dict[str, Any]], meeting: float) -> list[list[Box]]:
    """The cells of every ruled box that edges make; those that end so near to each other meet."""
    merged = table.merge_edges(edges, snap_x_tolerance=3, snap_y_tolerance=3, join_x_tolerance=3, join_y_tolerance=3)
    crossings = table.edges_to_intersections(merged, x_tolerance=meeting, y_tolerance=meeting)
    return [list(cells) for cells in table.cells_to_tables(table.intersections_to_cells(crossings))]


def _box(thing: dict[str, Any]) -> Box:
    return thing["x0"], thing["top"], thing["x1"], thing["bottom"]


def _is_coloured(rect: dict[str, Any]) -> bool:
    """Whether a box is filled with a colour and has no border: what lies behind a cell."""
    flat = min(rect["width"], rect["height"]) <= EDGE_TOLERANCE
    return bool(rect.get("fill")) and not flat and not rect.get("stroke") and _drawn(rect)


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
        text=_LIGATURES.sub(lambda found: normalize("NFKC", found[0]), without_radicals(char["text"])),
        x0=char["x0"],
        x1=char["x1"],
        top=char["top"],
        bottom=char["bottom"],
        size=char["size"],
        bold=any(word in name for word in _BOLD),
    )


def _picture_share(page: Any, area: float) -> float:
    return max((image["width"] * image["height"] / area for image in page.images), default=0.0)
