"""Tables without cells of lines: what colour behind cells and lines between rows tell of their columns and rows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.build import read_document
from index.model import Grid, IndexedDocument
from index.readers.pdf import read_pdf

RIGHT = (300.0, 400.0, 500.0)
"""Right ends of three columns of figures; names begin at 60."""
SHADE = Color(0.85, 0.9, 0.9)


class Page:
    """A page that is written from the top down."""

    def __init__(self, path: Path) -> None:
        self.canvas = Canvas(str(path), pagesize=A4)
        self.y = 780.0

    def line(self, label: str = "", figures: tuple[str, ...] = (), step: float = 9.5, size: float = 8) -> None:
        """One line of text."""
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(62, self.y, label)
        for end, figure in zip(RIGHT, figures, strict=False):
            self.canvas.drawRightString(end - 2, self.y, figure)
        self.y -= step

    def shade(self, lines: int) -> None:
        """Colour behind the cells of the next row, which has so many lines."""
        self.canvas.setFillColor(SHADE)
        bottom = self.y - 9.5 * (lines - 1) - 4
        for left, right in pairwise((60.0, 230.0, *RIGHT)):
            self.canvas.rect(left, bottom, right - left, self.y + 9 - bottom, stroke=0, fill=1)
        self.canvas.setFillColor(Color(0, 0, 0))

    def rule(self) -> None:
        """A line over the table's width, between two rows."""
        self.canvas.line(60, self.y + 7, RIGHT[-1], self.y + 7)
        self.y -= 3


def _coloured(path: Path) -> Path:
    page = Page(path)
    page.line("Larkhaven City Council budget 2025-26", step=30, size=14)
    page.line("Spending by service", step=24)
    page.shade(2)
    page.line("", ("Actual", "Budget", "Budget"))
    page.line("Service", ("2023-24", "2024-25", "2025-26"), step=14)
    page.shade(1)
    page.line("Libraries", step=14)
    page.line("Books", ("120,500", "130,000", "141,000"), step=13)
    page.line("Home delivery for", (), step=4.6)
    page.line("", ("20,000", "21,000", "22,500"), step=4.6)
    page.line("readers", step=13)
    page.line("Total libraries", ("140,500", "151,000", "163,500"), step=14)
    page.canvas.save()
    return path


def _lined(path: Path) -> Path:
    page = Page(path)
    page.line("Department of Meadows budget statement 2025-26", step=30, size=14)
    page.line("Table 2: Expenses by program", step=22)
    page.rule()
    page.line("", ("2024-25", "2025-26", "2026-27"))
    page.line("", ("Estimated actual", "Budget", "Forward estimate"))
    page.line("", ("$'000", "$'000", "$'000"), step=11)
    page.rule()
    for label, figures in (
        ("Program 1.1: Hay Meadows", ()),
        ("Grants", ("400", "410", "420")),
        ("Staff", ("90", "95", "99")),
        ("Total expenses for program 1.1", ("490", "505", "519")),
        ("Program 1.2: Water Meadows", ()),
        ("Grants", ("700", "720", "740")),
        ("Staff", ("60", "62", "64")),
        ("Total expenses for program 1.2", ("760", "782", "804")),
    ):
        page.line(label, figures, step=11)
        page.rule()
    page.canvas.save()
    return path


def _grid(path: Path) -> list[list[str | None]]:
    [grid] = [block for block in read_pdf(path).blocks if isinstance(block, Grid)]
    return [list(row.cells) for row in grid.rows]


def test_coloured_rows_tell_columns_and_stay_in_their_table(tmp_path: Path) -> None:
    assert _grid(_coloured(tmp_path / "a.pdf")) == [
        ["Service", "Actual 2023-24", "Budget 2024-25", "Budget 2025-26"],
        ["Libraries", "", "", ""],
        ["Books", "120,500", "130,000", "141,000"],
        ["Home delivery for readers", "20,000", "21,000", "22,500"],
        ["Total libraries", "140,500", "151,000", "163,500"],
    ]


def test_lines_between_rows_make_a_header_of_several_lines_one_row(tmp_path: Path) -> None:
    found = _grid(_lined(tmp_path / "a.pdf"))
    assert found[0] == ["", "2024-25 Estimated actual $'000", "2025-26 Budget $'000", "2026-27 Forward estimate $'000"]
    assert found[2] == ["Grants", "400", "410", "420"]


def test_lines_of_a_table_above_do_not_pull_those_of_another(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 8)
    for left, top in ((200.0, 780.0), (203.6, 600.0)):
        canvas.line(60, top, 400, top)
        canvas.line(left - 0.8, top - 20, 400, top - 20)
        for y in (top - 40, top - 60):
            canvas.line(60, y, 400, y)
        for x in (60.0, left, 400.0):
            canvas.line(x, top, x, top - 60)
        canvas.line(300, top - 20, 300, top - 60)
        for x, y, text in (
            (70, 30, "Unit"), (left + 5, 14, "Vehicles"), (left + 5, 34, "Bought"), (310, 34, "Kept"),
            (70, 54, "Depot"), (left + 5, 54, "12"), (310, 54, "34"),
        ):  # fmt: skip
            canvas.drawString(x, top - y, text)
    canvas.save()
    grids = [block for block in read_pdf(tmp_path / "a.pdf").blocks if isinstance(block, Grid)]
    assert [[list(row.cells) for row in grid.rows] for grid in grids] == [
        [["Unit", "Vehicles", None], [None, "Bought", "Kept"], ["Depot", "12", "34"]]
    ] * 2


def _read(path: Path) -> IndexedDocument:
    return read_document(path)


def test_a_total_stands_under_the_heading_that_it_names(tmp_path: Path) -> None:
    [table] = _read(_lined(tmp_path / "a.pdf")).tables
    totals = {row.path for row in table.rows if row.total}
    assert totals == {
        ("Program 1.1: Hay Meadows", "Total expenses for program 1.1"),
        ("Program 1.2: Water Meadows", "Total expenses for program 1.2"),
    }
    assert {(column.year, column.unit.name) for column in table.columns} == {
        (2024, "thousand dollars"),
        (2025, "thousand dollars"),
        (2026, "thousand dollars"),
    }
    names = [row.path for row in table.rows if row.label == "Staff"]
    assert names == [("Program 1.1: Hay Meadows", "Staff"), ("Program 1.2: Water Meadows", "Staff")]
