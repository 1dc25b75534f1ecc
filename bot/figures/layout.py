"""What a form prints beside its figures: its title, what heads its rows and columns, and columns of words about its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.model import Table


@dataclass(frozen=True, slots=True)
class Layout:
    """The words of one form, small enough to be kept for many."""

    title: str = ""
    headers: tuple[str, ...] = ()
    """What heads each column, all header rows joined."""
    label_header: str = ""
    """What heads the labels, as it is printed; "" for none."""
    each_once: bool = False
    """Whether each row is a thing of its own: projects, and not accounts by fund."""
    side_texts: dict[int, frozenset[str]] = field(default_factory=dict)
    """The columns that tell of the rows in words and name none of them, 采购方式, with their different texts."""


def layout_of(table: Table | None) -> Layout:
    """The words of a table; empty for none."""
    if table is None or not table.grid:
        return Layout()
    columns = range(len(table.grid[0]))
    headers = tuple(
        "".join(dict.fromkeys(table.grid[row][column].strip() for row in table.header_rows)) for column in columns
    )  # a header that is printed again on the next page is told once
    labels = [row.label for row in table.rows if not row.total]
    each_once = len(labels) > 1 and len(set(labels)) == len(labels)
    told = {column: found for column in columns if (found := _side_texts(table, column))}
    return Layout(table.title, headers, _label_header(table), each_once, told)


def _label_header(table: Table) -> str:
    if not table.rows:
        return ""
    column = table.rows[0].label_column
    texts = [table.grid[row][column] for row in table.header_rows if 0 <= column < len(table.grid[row])]
    return next((text for text in reversed(texts) if text.strip()), "")


def _side_texts(table: Table, column: int) -> frozenset[str]:
    """The texts of a column; none where it holds figures or names a row."""
    texts: set[str] = set()
    for row in table.rows:
        text = "" if row.total else cell_text(table, row.index, column)
        if text and (text in (row.label, row.code, *row.path) or _FIGURE.match(text)):
            return frozenset()
        texts.add(text)
    return frozenset(texts - {""})


def cell_text(table: Table, row: int, column: int) -> str:
    """What is printed in a cell of the grid."""
    return table.grid[row][column].strip()


_FIGURE = re.compile(r"[\s(（-]*\d[\d,.]*")
