"""A printed grid, looked at column by column: which rows are header, which columns hold codes, names, figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.model import Grid, GridRow
from index.text import fold, name_key, tidy
from index.units import NIL, parse_figure

Role = Literal["code", "label", "value", "note", "empty"]

_CODE = re.compile(r"^\d{1,7}$")
_BARE_YEAR = re.compile(r"^(19|20)\d{2}$")
_STARTS_ROW = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．]|其中)")
_CODE_HEADER = re.compile(r"编码|代码|^类$|^款$|^项$|^code$", re.I)
_NOTE_HEADER = re.compile(r"备注|说明|note|comment", re.I)
_TOTAL = re.compile(r"(合计|总计|总额|小计|共计|total)$", re.I)
_NOT_TOTAL = re.compile(r"^(其中|减|加)")


@dataclass(frozen=True, slots=True)
class Side:
    """One group of columns that belong together: 收入 of 收入|支出. Column numbers of the printed grid."""

    codes: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]


def is_total_label(label: str) -> bool:
    """Whether a row label names a total: 合计, 总计, 支出总计, 本年收入合计, 小计."""
    key = name_key(label)
    return bool(_TOTAL.search(key)) and not _NOT_TOTAL.match(key)


def is_figure(text: str) -> bool:
    """Whether the cell holds an amount: a figure that is not a bare year."""
    return parse_figure(text) is not None and not _BARE_YEAR.match(text.strip())


def is_blank_value(text: str) -> bool:
    """Whether a value cell says nothing: empty, or one of the nil signs such as — and ... ."""
    return not text.strip() or text.strip() in NIL


def clean_rows(grid: Grid) -> list[GridRow]:
    """The rows with tidy cells; rows without any text are left out. None (covered by a merged cell) stays None."""
    rows = [
        GridRow(tuple(None if cell is None else tidy(cell) for cell in row.cells), row.place) for row in grid.rows
    ]
    return [row for row in rows if any(row.cells)]


def filled(row: GridRow) -> list[str]:
    """The texts of a row's non-empty cells."""
    return [cell for cell in row.cells if cell]


def count_title_rows(rows: Sequence[GridRow]) -> int:
    """How many rows at the top are titles printed inside the frame: one text, alone in its row."""
    count = 0
    for row in rows:
        texts = filled(row)
        if len(row.cells) > 1 and len(texts) == 1 and not is_figure(texts[0]) and not _STARTS_ROW.match(texts[0]):
            if is_total_label(texts[0]):
                break
            count += 1
        elif len(row.cells) > 1 and texts and all(re.search(r"单位[:：]|部门|^表", text) for text in texts) and any(
            re.search(r"单位[:：]", text) for text in texts
        ):
            count += 1
        else:
            break
    return count if count < len(rows) else 0


def count_header_rows(rows: Sequence[GridRow]) -> int:
    """How many rows (after the title rows) are header: up to the first row that looks like data."""
    for number, row in enumerate(rows):
        if starts_body(row, number):
            return number
    return len(rows)


def starts_body(row: GridRow, above: int) -> bool:
    """Whether the row is data: a figure, a code, a numbered label, or a total label with nothing beside it."""
    texts = filled(row)
    if not texts or _is_column_numbers(texts):
        return False
    if above == 0 and not any(is_figure(text) for text in texts[1:]):
        return False
    if any(is_figure(text) and not _CODE.match(text) for text in texts):
        return True
    first = texts[0]
    if re.fullmatch(r"\d{3,7}", first) and not _BARE_YEAR.match(first):
        return True
    if sum(is_figure(text) for text in texts) >= max(1, len(texts) // 2):
        return True
    if _STARTS_ROW.match(first):
        return True
    return is_total_label(first) and len(texts) == 1 and above > 0


def _is_column_numbers(texts: list[str]) -> bool:
    numbers = [text for text in texts if text.isdigit()]
    others = [text for text in texts if not text.isdigit()]
    values = [int(text) for text in numbers]
    return len(numbers) >= 2 and len(others) <= 1 and values == list(range(values[0], values[0] + len(values))) and values[0] <= 2


def header_paths(rows: Sequence[GridRow], width: int) -> list[tuple[str, ...]]:
    """For each column its header texts from the top down.

    An empty or covered header cell takes the text on its left while both stand under the same headers so far
    (a cell merged to the right); otherwise it belongs to the header above (a cell merged downwards).
    """
    paths: list[tuple[str, ...]] = [()] * width
    for row in rows:
        texts = filled(row)
        if _is_column_numbers(texts):
            continue
        before = list(paths)
        label = ""
        for column in range(width):
            cell = row.cells[column] if column < len(row.cells) else ""
            if cell:
                label = cell
            elif column == 0 or before[column] != before[column - 1]:
                label = ""
            if label and (not before[column] or name_key(before[column][-1]) != name_key(label)):
                paths[column] = (*before[column], label)
    return paths


def column_roles(rows: Sequence[GridRow], paths: Sequence[tuple[str, ...]]) -> list[Role]:
    """What each column of the body holds."""
    roles: list[Role] = []
    for column, path in enumerate(paths):
        cells = [row.cells[column] or "" for row in rows]
        roles.append(_column_role(cells, path, roles))
    return roles


def _column_role(cells: Sequence[str], path: tuple[str, ...], before: Sequence[Role]) -> Role:
    texts = [cell for cell in cells if not is_blank_value(cell)]
    header = path[-1] if path else ""
    if _NOTE_HEADER.search(header) and not texts:
        return "note"
    if not texts:
        return _role_of_blank(path, before)
    figures = [text for text in texts if parse_figure(text) is not None]
    codes = [text for text in texts if _CODE.match(text)]
    no_values_yet = all(role in ("code", "empty") for role in before) or (bool(before) and before[-1] == "code")
    if len(codes) >= 0.6 * len(texts) and any(_CODE_HEADER.search(fold(part)) for part in path):
        return "code"
    if no_values_yet and len(codes) == len(texts) and all(len(text) in (3, 5, 7) for text in texts) and len(texts) > 1:
        return "code"
    if len(figures) >= 0.6 * len(texts):
        return "value"
    return "note" if _NOTE_HEADER.search(header) else "label"


def _role_of_blank(path: tuple[str, ...], before: Sequence[Role]) -> Role:
    if not path:
        return "empty"
    header = fold(path[-1])
    if _CODE_HEADER.search(header):
        return "code"
    if re.search(r"名称$|^项目$|^科目$", header) and (not before or before[-1] in ("code", "empty")):
        return "label"
    return "value" if before else "label"


def split_sides(roles: Sequence[Role]) -> list[Side]:
    """Groups of columns: codes, then labels, then the values up to the next code or label column."""
    sides: list[Side] = []
    codes: list[int] = []
    labels: list[int] = []
    values: list[int] = []
    for column, role in enumerate(roles):
        if role in ("code", "label") and values:
            sides.append(Side(tuple(codes), tuple(labels), tuple(values)))
            codes, labels, values = [], [], []
        if role == "code":
            codes.append(column)
        elif role == "label":
            labels.append(column)
        elif role == "value":
            values.append(column)
    if values:
        sides.append(Side(tuple(codes), tuple(labels), tuple(values)))
    elif sides and labels:
        return sides
    return sides
