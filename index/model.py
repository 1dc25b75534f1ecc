"""The types that the index half passes along. Frozen, and importing nothing else of ours.

file ─▶ Blocks ─▶ Tables ─▶ Facts          figures, exact
└───▶ Passages                 text, for search
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

Kind = Literal["budget", "outturn", "adjusted", "executed"]
"""预算 / 决算 / 调整预算 / 预算执行数."""

Level = Literal["department", "unit"]
"""部门 (with its subordinate units) / 单位 (one of them)."""

Grade = Literal["error", "doubtful", "rounding"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its file. Lines and pages count from 1."""

    page: int | None = None
    lines: tuple[int, int] | None = None
    sheet: str | None = None
    cell: str | None = None
    """Address of the (first) cell in a workbook, such as "D12"."""
    box: tuple[float, float, float, float] | None = None
    """x0, top, x1, bottom in PDF points on `page`, from the page's top left."""
    on_page: int | None = None
    """How many characters of a text, white space aside, stand on `page`, where the rest of it stands on the next one."""

    def of_figure(self, text: str, sentence: str, printed: str) -> Place:
        """Where a figure of a sentence of the text stands; the place of the text where all of it is on one page."""
        if self.on_page is None:
            return self
        start = max(0, text.find(sentence))
        start += max(0, sentence.find(printed))
        if len("".join(text[:start].split())) < self.on_page:
            return replace(self, on_page=None)
        return Place(page=self.page + 1) if self.page is not None else self


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the outermost."""

    text: str
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or one item of a list, as printed."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class GridRow:
    """One printed row. A cell is None where a merged cell to its left or above covers it, "" where it is empty."""

    cells: tuple[str | None, ...]
    place: Place
    """For a workbook `cell` is the address of the row's first cell; for a PDF `box` is the row's box."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed, before anything is understood of it: all rows equally long."""

    rows: tuple[GridRow, ...]
    place: Place


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """Something that a reader could not read, in one sentence that names the place and the next step."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader makes of one file: its blocks in reading order."""

    blocks: tuple[Block, ...]
    issues: tuple[ReadIssue, ...] = ()
    pages: int | None = None
    silent_pages: tuple[int, ...] = ()
    """Pages of which no text was read."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed (元, 万元, %, 个). `factor` turns a value into 元; None where it is not money in 元."""

    name: str
    factor: Decimal | None


@dataclass(frozen=True, slots=True)
class Document:
    """One file and who, when and what it is about. `id` is the start of its content hash."""

    id: str
    name: str
    path: str
    sha256: str
    title: str
    organisation: str
    year: int | None
    kind: Kind
    level: Level
    pages: int | None
    evidence: dict[str, str] = field(default_factory=dict)
    """For organisation, year, kind and level: the text that each was read from, or "user"."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds values. `path` is its header from the top down, repeats left out."""

    index: int
    path: tuple[str, ...]
    unit: Unit
    year: int | None
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row, or one side of a row where 收入 | 支出 stand beside each other.

    `path` holds the labels of its ancestors and its own, root first; `index` is its row in the printed grid.
    `label_column` is the grid column of its label, -1 where the table has no labels.
    """

    index: int
    label_column: int
    code: str
    label: str
    path: tuple[str, ...]
    level: int
    total: bool
    parent: int | None
    """Position of its parent in `Table.rows`; None for a root."""
    place: Place
    text: str
    """The printed row as the file has it."""
    year: int | None = None
    """The fiscal year that a column of years gives it; None where there is no such column."""
    unit: str = ""
    """What its numbers count, where a column of its own says so (计量单位: 辆, 平方米); "" without one."""
    label_unit: str = ""
    """The unit in brackets behind its label, which goes before the table's: 公务用车保有量（辆）; "" without one."""
    kind: Kind | None = None
    """What its label says the figures are where rows are of years or kinds: 2023年预算数; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed value: position of its row in `Table.rows`, of its column in `Table.columns`."""

    row: int
    column: int
    printed: str
    value: Decimal | None
    """None where the cell is blank."""
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table understood. `grid` keeps every printed row (headers first) so that it can be shown whole."""

    id: str
    title: str
    unit: Unit
    section: str
    header_rows: tuple[int, ...]
    grid: tuple[tuple[str, ...], ...]
    grid_places: tuple[Place, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    place: Place
    organisation: str = ""
    year: int | None = None
    kind: Kind | None = None
    form: str = ""
    """The number that its publisher gives it: "3" for 公开03表."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with everything that belongs to it; never guessed from its size.

    From a table: `table` is its title, `row` and `column` its labels, `text` the printed row.
    From prose: `table` is the section's heading, `row` what the figure is of, `text` the sentence.
    `value` is exact in `unit`; None where the cell is blank.
    """

    id: str
    document: str
    """Document id."""
    organisation: str
    year: int | None
    kind: Kind
    table_id: str
    table: str
    row_code: str
    row: str
    row_path: tuple[str, ...]
    column: tuple[str, ...]
    printed: str
    value: Decimal | None
    unit: Unit
    total: bool
    level: int
    place: Place
    text: str
    source: Literal["table", "prose"]
    row_index: int
    """Row in the table's printed grid; -1 for prose."""
    column_index: int
    """Column in the table's printed grid; -1 for prose."""
    derived: str = ""
    """For a figure worked out from a sentence ("比2022年增加210万元"): the arithmetic, such as "12,020 - 210"."""

    @property
    def blank(self) -> bool:
        """Whether the cell is printed without a value."""
        return self.value is None

    @property
    def value_yuan(self) -> Decimal | None:
        """The value in 元; None where blank or not money in 元."""
        if self.value is None or self.unit.factor is None:
            return None
        return self.value * self.unit.factor


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that search can find: a section's paragraph, a list, or a table told in words."""

    id: str
    document: str
    """Document id."""
    kind: Literal["prose", "table", "goals"]
    """`goals`: rows of a form of performance goals, one a line; its title and project are the last headings."""
    section: tuple[str, ...]
    """Headings above it, outermost first."""
    text: str
    place: Place
    table_id: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a document that does not add up, with its arithmetic and the facts it rests on."""

    id: str
    document: str
    check: str
    grade: Grade
    text: str
    arithmetic: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What was checked of one document: what does not add up, how much was compared, what could not be."""

    findings: tuple[Finding, ...]
    """Gravest first."""
    checked: int
    """Sums and comparisons made."""
    unchecked: tuple[tuple[str, str], ...]
    """What was not checked, and why, in words."""
    summed: int
    """Tables whose form promises sums."""
    closing: int
    """Those of them whose every sum adds up, within what rounding allows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one document: the report of its reading, with what its audit could not check."""

    tables: int
    facts: int
    unread: int
    """Things that could not be read; there is a ReadIssue for each."""
    silent_pages: tuple[int, ...]
    """Pages of which no text was read."""
    as_text: tuple[Place, ...]
    """Where tables stand that were not understood: they are kept as text, which search finds."""
    summed: int
    closing: int
    """Of the tables that promise sums, those whose every sum adds up; as in `Audit`."""
    checked: int
    unchecked: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """Everything that one document brings into the stores. It enters whole and leaves whole."""

    document: Document
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    issues: tuple[ReadIssue, ...]
    reading: Reading
