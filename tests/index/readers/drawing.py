"""Small real files for the tests of the readers: tables printed with lines, without lines, and as a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
SCAN_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True)
class Printed:
    """A table to print: rows of texts (None where a merged cell covers), widths of columns in points."""

    title: str
    unit: str
    rows: list[list[str | None]]
    widths: list[float]
    left_columns: frozenset[int] = frozenset()
    """Columns set flush left below the header; others that hold figures are set flush right, the rest centred."""
    header: int = 1
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


INCOME = Printed(
    title="2023年部门收入预算总表",
    unit="单位：元",
    header=3,
    rows=[
        ["项目", None, None, None, "收入预算", None, None, None],
        ["功能分类科目编码", None, None, "功能分类科目名称", "合计", "财政拨款收入", "事业收入", "其他收入"],
        ["类", "款", "项", None, None, None, None, None],
        ["201", "", "", "一般公共服务支出", "20,553,422", "20,053,422", "", "500,000"],
        ["201", "29", "", "群众团体事务", "20,553,422", "20,053,422", "", "500,000"],
        ["201", "29", "01", "行政运行", "20,553,422", "20,053,422", "", "500,000"],
        ["206", "", "", "科学技术支出", "89,795,299", "71,583,282", "18,192,017", "20,000"],
        ["206", "01", "", "科学技术管理事务", "600,000", "600,000", "", ""],
        ["206", "01", "01", "行政运行", "600,000", "600,000", "", ""],
        ["208", "", "", "社会保障和就业支出", "16,111,356", "14,412,410", "1,698,946", ""],
        ["合计", None, None, None, "126,460,077", "106,049,114", "19,890,963", "520,000"],
    ],
    widths=[36, 36, 36, 150, 90, 90, 90, 90],
    left_columns=frozenset({3}),
    spans={
        (0, 0): (1, 4),
        (0, 4): (1, 4),
        (1, 0): (1, 3),
        (1, 3): (2, 1),
        (1, 4): (2, 1),
        (1, 5): (2, 1),
        (1, 6): (2, 1),
        (1, 7): (2, 1),
        (10, 0): (1, 4),
    },
)
ROW_HEIGHT = 24.0
SIZE = 10.0
INSET = 5.4
"""Points between the text of a cell and its edge, as Word leaves them."""


def table_pdf(
    path: Path, table: Printed, *, ruled: bool, before: tuple[str, ...] = (), after: tuple[str, ...] = ()
) -> Path:
    """One landscape page: lines of text, title, unit, the table, lines of text."""
    width, height = landscape(A4)
    canvas = Canvas(str(path), pagesize=(width, height))
    y = 50.0
    for text in before:
        _text(canvas, height, text, 60, y, SIZE)
        y += 18
    total = sum(table.widths)
    canvas.setFont(FONT, 16)
    canvas.drawCentredString(width / 2, height - y - 16, table.title)
    _text(canvas, height, table.unit, (width + total) / 2 - 60, y + 24, SIZE)
    y = draw_table(canvas, table, y + 44, ruled=ruled)
    y += 10
    for text in after:
        _text(canvas, height, text, 60, y, SIZE)
        y += 18
    canvas.save()
    return path


def draw_table(canvas: Canvas, table: Printed, y: float, *, ruled: bool) -> float:
    """The rows in the middle of a landscape page from `y` points below its top; where they end."""
    width, height = landscape(A4)
    left = (width - sum(table.widths)) / 2
    for row, cells in enumerate(table.rows):
        x = left
        for column, text in enumerate(cells):
            down, across = table.spans.get((row, column), (1, 1))
            cell_width = sum(table.widths[column : column + across])
            if text is not None:
                if ruled:
                    canvas.rect(x, height - y - ROW_HEIGHT * down, cell_width, ROW_HEIGHT * down)
                _cell(
                    canvas,
                    height,
                    text,
                    x,
                    y,
                    cell_width,
                    ROW_HEIGHT * down,
                    left=row >= table.header and column in table.left_columns,
                )
            x += table.widths[column]
        y += ROW_HEIGHT
    return y


def _text(canvas: Canvas, height: float, text: str, x: float, y: float, size: float) -> None:
    canvas.setFont(FONT, size)
    canvas.drawString(x, height - y - size, text)


def _cell(
    canvas: Canvas, height: float, text: str, x: float, y: float, width: float, tall: float, *, left: bool
) -> None:
    baseline = height - y - tall / 2 - SIZE * 0.35
    canvas.setFont(FONT, SIZE)
    if left:
        canvas.drawString(x + INSET, baseline, text)
    elif text[:1].isdigit() and "," in text:
        canvas.drawRightString(x + width - INSET, baseline, text)
    else:
        canvas.drawCentredString(x + width / 2, baseline, text)


def table_picture(path: Path, table: Printed, *, ruled: bool, scale: float = 2.2, angle: float = 0.0) -> Path:
    """The table as a picture, as a scanner gives it; `angle` in degrees."""
    file = next(name for name in SCAN_FONTS if Path(name).exists())
    font = ImageFont.truetype(file, round(SIZE * scale * 1.1))
    large = ImageFont.truetype(file, round(16 * scale))
    total = sum(table.widths)
    image = Image.new("L", (round((total + 80) * scale), round((len(table.rows) * ROW_HEIGHT + 140) * scale)), 255)
    draw = ImageDraw.Draw(image)
    draw.text((image.width / 2, 30 * scale), table.title, font=large, fill=0, anchor="mm")
    draw.text(((total + 35) * scale, 55 * scale), table.unit, font=font, fill=0, anchor="rm")
    y = 70.0
    for row, cells in enumerate(table.rows):
        x = 40.0
        for column, text in enumerate(cells):
            down, across = table.spans.get((row, column), (1, 1))
            wide, tall = sum(table.widths[column : column + across]), ROW_HEIGHT * down
            if text is not None:
                box = [x * scale, y * scale, (x + wide) * scale, (y + tall) * scale]
                if ruled:
                    draw.rectangle(box, outline=0, width=2)
                middle = (y + tall / 2) * scale
                if row >= table.header and column in table.left_columns:
                    draw.text(((x + 3) * scale, middle), text, font=font, fill=0, anchor="lm")
                elif text[:1].isdigit() and "," in text:
                    draw.text(((x + wide - 3) * scale, middle), text, font=font, fill=0, anchor="rm")
                else:
                    draw.text(((x + wide / 2) * scale, middle), text, font=font, fill=0, anchor="mm")
            x += table.widths[column]
        y += ROW_HEIGHT
    if angle:
        image = image.rotate(angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    image.save(path)
    return path
