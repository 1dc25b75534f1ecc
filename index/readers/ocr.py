"""Scanned pages and pictures: characters by rapidocr (optional extra `ocr`), ruling lines from the picture itself.

picture ─▶ text boxes ─▶ straightened ─▶ glyphs ┐
└──────▶ straightened ─▶ lines ─▶ cells ─▶ lay_out_page
"""

from __future__ import annotations

import importlib.util
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import DamagedDocument
from index.readers.page_layout import PageContent, lay_out_page
from index.readers.pdf_grid import Box
from index.readers.pdf_lines import Glyph, text_width
from index.readers.pdf_page import lines_to_cells, page_picture

LONG_SIDE = 2000
"""Pixels that a page is scaled to: larger pictures are shrunk by the engine anyway."""
PAGE_SIDE = 842.0
"""Points of the long side of a picture that says nothing of its size: A4."""
INK = 0.62
"""Height of the characters against the box around them."""
SKEW = 0.15
"""Degrees from which a picture is turned straight."""

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page read from its picture, and the lowest certainty of a text on it, 0 to 1."""

    content: PageContent
    certainty: float


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    x: float
    y: float
    width: float
    height: float
    angle: float
    score: float
    words: tuple[tuple[str, float, float], ...]
    """Words, or single Chinese characters, from where to where they reach along the line, from its middle."""


def is_available() -> bool:
    """Whether the optional extra is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def read_scanned_page(path: Path, number: int) -> ScannedPage:
    """One page of a PDF, from 1, read from its picture. Raises DamagedDocument."""
    picture, points = page_picture(path, number, LONG_SIDE)
    return _read(picture, number, points)


def read_picture(path: Path) -> ScannedPage:
    """A picture file as page 1. Raises DamagedDocument."""
    import cv2

    data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    picture: Any = cv2.imdecode(data, cv2.IMREAD_COLOR)
    if picture is None:
        raise DamagedDocument(f"{path.name} is not a whole picture: scan or export it again")
    shrink = min(1.0, LONG_SIDE / max(picture.shape[:2]))
    if shrink < 1:
        picture = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    return _read(picture, 1, PAGE_SIDE / max(picture.shape[:2]))


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})


def _read(picture: Picture, number: int, points: float) -> ScannedPage:
    """`points` is the size of a pixel in points."""
    found = _engine()(picture, return_word_box=True)
    texts = _texts(found)
    angle = median([text.angle for text in texts if text.width > 3 * text.height] or [0.0])
    if abs(angle) >= SKEW:
        picture, texts = _straightened(picture, texts, angle)
    height, width = picture.shape[:2]
    horizontal, vertical = _ruling_lines(picture)
    cells = lines_to_cells([_scaled(line, points) for line in horizontal], [_scaled(line, points) for line in vertical])
    glyphs = [glyph for run, text in enumerate(texts, start=1) for glyph in _glyphs(text, run, points)]
    content = lay_out_page(number, (width * points, height * points), glyphs, cells)
    return ScannedPage(content, min((text.score for text in texts), default=1.0))


def _texts(found: Any) -> list[_Text]:
    if found is None or found.boxes is None or found.txts is None:
        return []
    texts = []
    words_of_texts = found.word_results or ((),) * len(found.txts)
    for quad, text, score, words in zip(found.boxes, found.txts, found.scores, words_of_texts, strict=True):
        top_left, top_right, _, bottom_left = (tuple(map(float, point)) for point in quad)
        x, y = (sum(float(point[axis]) for point in quad) / 4 for axis in (0, 1))
        width, height = math.dist(top_left, top_right), math.dist(top_left, bottom_left)
        angle = math.degrees(math.atan2(top_right[1] - top_left[1], top_right[0] - top_left[0]))
        printed = _half_width_figures(str(text))
        placed = _words(words, printed, (x, y), angle) or ((printed, -width / 2, width / 2),)
        texts.append(_Text(printed, x, y, width, height, angle, float(score), placed))
    return texts


def _words(
    words: Sequence[Any], printed: str, middle: tuple[float, float], angle: float
) -> tuple[tuple[str, float, float], ...]:
    """The engine's words along the line; none where they do not make up the text."""
    along = (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    placed: list[tuple[str, float, float]] = []
    rest = printed
    for word, _, quad in words or ():
        reach = [(float(x) - middle[0]) * along[0] + (float(y) - middle[1]) * along[1] for x, y in quad]
        text = _half_width_figures(str(word)).strip()
        spaced = rest.startswith(" ")
        rest = rest.lstrip()
        if not rest.startswith(text):
            return ()
        rest = rest.removeprefix(text)
        placed.append((" " + text if spaced else text, min(reach), max(reach)))
    return tuple(placed) if not rest.strip() else ()


def _half_width_figures(text: str) -> str:
    """Figures in half-width characters, as the engine mixes both kinds."""
    folded = unicodedata.normalize("NFKC", text).replace("，", ",")
    return folded if all(char in "0123456789.,-%() " for char in folded) else text


def _straightened(picture: Picture, texts: Sequence[_Text], angle: float) -> tuple[Picture, list[_Text]]:
    import cv2

    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    straight: Any = cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255))
    moved = []
    for text in texts:
        x, y = turn @ np.array([text.x, text.y, 1.0])
        moved.append(replace(text, x=float(x), y=float(y), angle=0.0))
    return straight, moved


def _ruling_lines(picture: Picture) -> tuple[list[Box], list[Box]]:
    """Boxes in pixels of the horizontal and the vertical lines."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    height, width = ink.shape
    found = []
    for shape in ((max(30, width // 40), 1), (1, max(24, height // 60))):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        lines = cv2.dilate(lines, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
        stats = cv2.connectedComponentsWithStats(lines)[2][1:]
        thick = 12
        boxes = [(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats if min(w, h) <= thick]
        found.append(boxes)
    return found[0], found[1]


def _scaled(box: Box, points: float) -> Box:
    return (box[0] * points, box[1] * points, box[2] * points, box[3] * points)


def _glyphs(text: _Text, run: int, points: float) -> list[Glyph]:
    """The characters of a text box, spread over its words by their usual widths."""
    size = text.height * INK * points
    middle = text.y * points
    glyphs = []
    for word, start, end in text.words:
        left = (text.x + start) * points
        unit = (end - start) * points / max(text_width(word.strip(), 1.0), 0.5)
        for char in word:
            wide = 0.0 if char.isspace() else unit * text_width(char, 1.0)
            glyphs.append(_glyph(char, left, left + wide, (middle, size), run))
            left += wide
    return glyphs


def _glyph(char: str, x0: float, x1: float, line: tuple[float, float], run: int) -> Glyph:
    """`line` is the middle and the height of the line in points."""
    middle, size = line
    return Glyph(char, x0, x1, middle - size / 2, middle + size / 2, size, bold=False, run=run)
