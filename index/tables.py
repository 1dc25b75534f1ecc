"""Blocks → Tables: titles and units found, pages joined, header tree, row tree, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.grids import (
    Side,
    clean_rows,
    column_roles,
    count_header_rows,
    count_title_rows,
    filled,
    header_paths,
    is_blank_value,
    is_total_label,
    split_sides,
)
from index.hierarchy import Label, depths, find_parents, join_code
from index.identity import find_column_year, find_kind, find_organisation_line
from index.model import Block, Cell, Column, Grid, GridRow, Heading, Paragraph, Place, Row, Table, Unit
from index.text import name_key, strip_numbering
from index.units import NO_UNIT, find_header_unit, find_unit, parse_figure, unit_named

TITLE_CHARACTERS = 80
_FORM_NUMBER = re.compile(r"^(?:公开|附件|附表|附|表)[\s一二三四五六七八九十\d0-9表:：.-]*$|^预算公开表\d*$")
_FURNITURE = re.compile(r"单\s*位\s*[:：]|^(?:编制)?(?:部门|单位)(?:名称)?[:：]|^(?:预算)?主管部门|^制表|^日期")


@dataclass(slots=True)
class _Draft:
    """A grid with what stands above it, gathering the rows of the pages that it runs on."""

    title: str
    unit: Unit | None
    section: str
    organisation: str
    header: list[GridRow]
    body: list[GridRow]
    title_rows: list[GridRow] = field(default_factory=list)
    repeats: list[GridRow] = field(default_factory=list)


def build_tables(document: str, blocks: Sequence[Block]) -> tuple[Table, ...]:
    """All tables of a document in reading order; `document` is its id and starts the table ids.

    A grid without any figure or label is left out; its text stays searchable as a passage.
    """
    tables = []
    for draft in _drafts(blocks):
        table = _understand(f"{document}-t{len(tables) + 1}", draft)
        if table is not None:
            tables.append(table)
    return tuple(tables)


def _drafts(blocks: Sequence[Block]) -> Iterator[_Draft]:
    """Grids with their context; a grid that goes on from the page before is joined to it."""
    above: list[str] = []
    section = ""
    open_draft: _Draft | None = None
    for block in blocks:
        if isinstance(block, Grid):
            draft = _start(block, above, section)
            above = []
            if draft is None:
                continue
            if open_draft is not None and _continues(open_draft, draft):
                open_draft.body += draft.body
                open_draft.repeats += draft.header
                continue
            if open_draft is not None:
                yield open_draft
            open_draft = draft
        else:
            above.append(block.text)
            if isinstance(block, Heading) and block.level == 1:
                section = block.text
    if open_draft is not None:
        yield open_draft


def _start(grid: Grid, above: Sequence[str], section: str) -> _Draft | None:
    rows = clean_rows(grid)
    if not rows:
        return None
    titles = count_title_rows(rows)
    inside = [line for row in rows[:titles] for text in filled(row) for line in text.split("\n")]
    rest = rows[titles:]
    headers = count_header_rows(rest)
    context = [*above[-6:], *inside]
    return _Draft(
        title=_find_title(context),
        unit=next((unit for unit in map(find_unit, reversed(context)) if unit), None),
        section=section,
        organisation=next(filter(None, map(find_organisation_line, reversed(context))), ""),
        header=rest[:headers],
        body=rest[headers:],
        title_rows=rows[:titles],
    )


def _find_title(context: Sequence[str]) -> str:
    """The nearest line above that names a form: the last one that ends in 表, else the last short line."""
    lines = [line.strip() for line in context if line.strip()]
    candidates = [
        line
        for line in lines
        if len(line) <= TITLE_CHARACTERS and not _FURNITURE.search(line) and not _FORM_NUMBER.match(line)
    ]
    for line in reversed(candidates):
        if re.search(r"表(?:[（(].{1,12}[)）])?$", line):
            return strip_numbering(line)
    for line in reversed(candidates):
        if not line.endswith(("。", "；", ";", "，")):
            return strip_numbering(line)
    return ""


def _continues(before: _Draft, after: _Draft) -> bool:
    """Whether a grid is the next page of the table before: no title of its own, as wide, the header repeated or absent."""
    if after.title or after.title_rows:
        return False
    width = _width(before)
    if width != max(len(row.cells) for row in [*after.header, *after.body]):
        return False
    return not after.header or _texts(after.header) == _texts(before.header)


def _texts(rows: Sequence[GridRow]) -> list[str]:
    return [name_key(text) for row in rows for text in filled(row)]


def _width(draft: _Draft) -> int:
    return max(len(row.cells) for row in [*draft.header, *draft.body])


def _understand(table_id: str, draft: _Draft) -> Table | None:
    width = _width(draft)
    paths = header_paths(draft.header, width)
    roles = column_roles(draft.body, paths)
    sides = split_sides(roles)
    if not draft.body or not sides or not any(paths):
        return None
    unit = draft.unit or NO_UNIT
    columns = _columns(sides, paths, unit, draft.title)
    printed = sorted(
        [*draft.title_rows, *draft.header, *draft.body, *draft.repeats], key=lambda row: _reading_order(row.place)
    )
    number_of = {id(row): number for number, row in enumerate(printed)}
    rows, cells = _rows_and_cells(draft.body, sides, columns, number_of)
    top = {id(row) for row in [*draft.title_rows, *draft.header, *draft.repeats]}
    return Table(
        id=table_id,
        title=draft.title,
        unit=unit,
        section=draft.section,
        header_rows=tuple(number for number, row in enumerate(printed) if id(row) in top),
        grid=tuple(tuple(cell or "" for cell in row.cells) for row in printed),
        grid_places=tuple(row.place for row in printed),
        columns=columns,
        rows=rows,
        cells=cells,
        place=_span(printed),
        organisation=draft.organisation,
        year=find_column_year(draft.title),
        kind=find_kind(draft.title),
    )


def _reading_order(place: Place) -> tuple[int, int, float]:
    return (place.page or 0, place.lines[0] if place.lines else 0, place.box[1] if place.box else 0.0)


def _span(rows: Sequence[GridRow]) -> Place:
    first, last = rows[0].place, rows[-1].place
    if first.lines and last.lines:
        return replace(first, lines=(first.lines[0], last.lines[1]))
    return replace(first, box=None)


def _columns(sides: Sequence[Side], paths: Sequence[tuple[str, ...]], unit: Unit, title: str) -> tuple[Column, ...]:
    columns = []
    for side in sides:
        for index in side.values:
            path = paths[index]
            text = " ".join(path)
            columns.append(Column(index, path, _column_unit(text, unit), find_column_year(text), find_kind(text)))
    return tuple(columns)


def _column_unit(header: str, unit: Unit) -> Unit:
    own = find_header_unit(header)
    if own:
        return own
    if re.search(r"%|％|占比|比例|百分比|增长率|完成率", header):
        return unit_named("%")
    return unit


def _rows_and_cells(
    body: Sequence[GridRow], sides: Sequence[Side], columns: Sequence[Column], number_of: dict[int, int]
) -> tuple[tuple[Row, ...], tuple[Cell, ...]]:
    rows: list[Row] = []
    cells: list[Cell] = []
    for side in sides:
        positions = [number for number, column in enumerate(columns) if column.index in side.values]
        kept, labels = _labels(body, side)
        parents = find_parents(labels)
        levels = depths(parents, labels)
        start = len(rows)
        for row, label, parent, level in zip(kept, labels, parents, levels, strict=True):
            name = strip_numbering(label.text)
            path = (*rows[start + parent].path, name) if parent is not None else (name,)
            rows.append(
                Row(
                    index=number_of[id(row)],
                    label_column=side.labels[-1] if side.labels else -1,
                    code=label.code,
                    label=name,
                    path=path,
                    level=level,
                    total=label.total,
                    parent=None if parent is None else start + parent,
                    place=row.place,
                    text="\t".join(cell or "" for cell in row.cells),
                )
            )
            cells += _cells(len(rows) - 1, row, columns, positions)
    return tuple(rows), tuple(cells)


def _cells(number: int, row: GridRow, columns: Sequence[Column], positions: Sequence[int]) -> Iterator[Cell]:
    for position in positions:
        index = columns[position].index
        printed = row.cells[index] or ""
        value = None if is_blank_value(printed) else parse_figure(printed)
        if value is not None or is_blank_value(printed):
            yield Cell(number, position, printed, value, _cell_place(row.place, index))


def _cell_place(place: Place, column: int) -> Place:
    if place.cell is None:
        return place
    return replace(place, cell=shift_address(place.cell, column))


def shift_address(address: str, columns: int) -> str:
    """The address `columns` to the right: ("B12", 2) → "D12"."""
    found = re.match(r"([A-Z]+)(\d+)$", address)
    if not found:
        return address
    number = 0
    for letter in found.group(1):
        number = number * 26 + ord(letter) - 64
    number += columns
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters + found.group(2)


def _labels(body: Sequence[GridRow], side: Side) -> tuple[list[GridRow], list[Label]]:
    """The rows that have something on this side, with their labels."""
    kept: list[GridRow] = []
    labels: list[Label] = []
    previous_code = ""
    above = [""] * len(side.labels)
    for row in body:
        texts = [row.cells[column] for column in side.labels]
        codes = [row.cells[column] or "" for column in side.codes]
        values = [row.cells[column] or "" for column in side.values]
        if side.labels and not any(texts) and not any(codes) and not any(value.strip() for value in values):
            continue
        total = next((text for text in [*codes, *texts] if text and is_total_label(text)), None)
        name = total or _name(texts, above)
        if side.labels and not name and not any(codes):
            continue
        code = "" if total else join_code([code for code in codes], previous_code)
        previous_code = code or previous_code
        kept.append(row)
        labels.append(Label(code, name, _indent(texts), total is not None))
    return kept, labels


def _name(texts: Sequence[str | None], above: list[str]) -> str:
    """The row's own label: the last filled one. A covered label cell carries the group above it (kept in `above`)."""
    for position, text in enumerate(texts):
        if text is not None:
            above[position] = text
    own = [text for text in texts if text]
    return own[-1] if own else ""


def _indent(texts: Sequence[str | None]) -> int:
    text = next((text for text in texts if text), "")
    return len(text) - len(text.lstrip())
