"""The drawing of an answer card: a PDF page in a font with Chinese characters that it brings along."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bot.writing.card import FORMAT, packed

_NEVER_FIRST = "，。；：、！？）》”’]%,.;:!?)"
MARGIN = 56
"""Points."""
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
NAMES = ("wqy-zenhei", "wqy-microhei", "NotoSansSC", "DroidSansFallback", "simhei", "Arial Unicode", "msyh")
"""How the files of fonts with TrueType outlines begin; those of Noto CJK and Source Han hold another kind."""
NOT_EMBEDDED = "STSong-Light"
"""Known to most PDF readers by its name alone: poppler without poppler-data, for one, shows nothing."""


def card_pdf(data: Mapping[str, Any], words: Mapping[str, str]) -> bytes:
    """The card as PDF, in a font that it brings along where this computer has one."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    font = chinese_font()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    canvas.setTitle(words["card_title"])
    canvas.setKeywords(packed(data))
    width, height = A4
    y = _new_page(canvas, width, height)
    for text, size, grey, gap in _card_lines(data, words):
        if not text:
            canvas.setStrokeGray(0.85)
            canvas.line(MARGIN, y, width - MARGIN, y)
            y -= gap
            continue
        y -= gap
        for line in _wrapped(text, int((width - 2 * MARGIN) / size * 2)):
            if y < MARGIN:
                canvas.showPage()
                y = _new_page(canvas, width, height)
            canvas.setFont(font, size)
            canvas.setFillGray(grey)
            canvas.drawString(MARGIN, y, line)
            y -= size * 1.6
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def _new_page(canvas: Any, width: float, height: float) -> float:
    """Begins a page with a band of colour; where its first line stands."""
    canvas.setFillColorRGB(0.114, 0.31, 0.569)
    canvas.rect(0, height - 10, width, 10, stroke=0, fill=1)
    return height - MARGIN - 10


def _card_lines(data: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[tuple[str, float, float, float]]:
    """Text, size, grey and the gap above of what stands on the card, from the top down; no text is a rule."""
    answer = data["answer"]
    documents = {one["id"]: one for one in data["documents"]}
    yield words["card_title"], 10, 0.45, 0
    yield data["question"], 13, 0.3, 14
    for number, line in enumerate(answer["text"].split("\n")):
        yield line, 16 if number == 0 else 13, 0.0, 10 if number == 0 else 0
    reading = answer["plan"].get("reading")
    if reading:
        yield f"{words['reading']}  {reading}", 10, 0.35, 10
    for notice in answer["notices"]:
        yield f"{words['notice_' + notice['kind']]}  {notice['text']}", 10, 0.35, 2
    yield "", 0, 0, 18
    for one in answer["citations"]:
        value = "" if one["value"] is None else f"  =  {Decimal(one['value']):,f} {one['unit']}"
        path = " · ".join(part for part in (one["table"], one["row"], one["column"]) if part)
        yield f"[{one['n']}]  {path}{value}", 11, 0.0, 10
        who = "  ".join(
            filter(None, (one["organisation"], words["year"].format(year=one["year"]) if one["year"] else ""))
        )
        yield "  ·  ".join(filter(None, (who, one["document"], _place(one, words)))), 10, 0.35, 0
        if one["quote"]:
            yield one["quote"].replace("\t", "  |  ")[:300], 9, 0.45, 0
        yield f"SHA-256 {documents.get(one['document_id'], {}).get('sha256', '')}", 8, 0.45, 0
    yield "", 0, 0, 18
    yield words["card_check"], 10, 0.35, 0
    yield f"{FORMAT}  {data['digest']}", 8, 0.45, 0


def _place(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    said = [words["page"].format(page=one["page"])] if one["page"] else []
    said += [words["line"].format(line=one["lines"][0])] if one["lines"] else []
    said += [words["sheet"].format(sheet=one["sheet"])] if one["sheet"] else []
    said += [words["cell"].format(cell=one["cell"])] if one["cell"] else []
    return "  ".join(said)


def _wrapped(text: str, halves: int) -> list[str]:
    """Lines of at most this many half widths; a Chinese character takes two."""
    lines, line, width = [], "", 0
    for character in text:
        size = 2 if character > "\u2e80" else 1
        if width + size > halves and character not in _NEVER_FIRST:
            lines.append(line)
            line, width = "", 0
        line, width = line + character, width + size
    return [*lines, line]


@cache
def chinese_font() -> str:
    """The name under which reportlab knows the font."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    for path in _files():
        try:
            font = TTFont("BudgetBotCard", str(path), subfontIndex=0)
        except (TTFError, OSError):
            continue
        if ord("预") in font.face.charToGlyph:
            pdfmetrics.registerFont(font)
            return "BudgetBotCard"
    pdfmetrics.registerFont(UnicodeCIDFont(NOT_EMBEDDED))
    return NOT_EMBEDDED


def _files() -> Iterator[Path]:
    """Font files of the folders, in the order of the names."""
    found = [path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.rglob("*.tt[cf]"))]
    for name in NAMES:
        yield from (path for path in found if path.name.lower().startswith(name.lower()))
