"""Drafts → Tables: header tree, row tree, cells. The file reads as the table of contents of understanding a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from index.dated_rows import dated_measure, dated_text, headings_by_line, names_kind, without_year
from index.drafts import Draft, blocks_to_drafts
from index.flat import FlatForm, flat_form, flat_labels, row_years
from index.goals import is_goal_row, project_columns
from index.grids import Line, header_paths, is_blank_value, is_total_label, shift_address
from index.hierarchy import (
    Label,
    depths,
    groups_above_their_sums,
    nested,
    unnamed_sums,
)
from index.identity import find_document_year
from index.labels import dated_names, join_totals, lines_by_side, numbered_names, side_labels
from index.model import Block, Cell, Column, Place, Row, Table, Unit
from index.reach import whole_places
from index.roles import Side, column_roles, order_names, says_owner, split_sides
from index.sections import (
    above_sums,
    find_sections,
    heading_rows,
    heads_of_totals,
    named_by_headings,
    under_headed_sums,
)
from index.stretches import continued_rows
from index.text import is_plain_measure, name_key, simplify, strip_numbering
from index.units import (
    NO_UNIT,
    PERCENT,
    counts_things,
    currency_printed,
    find_header_unit,
    is_count_unit,
    names_unit,
    parse_figure,
    split_label_unit,
    split_quantity,
    split_suffix,
    unit_for,
    unit_named,
)
from index.words import pattern_of
from index.years import find_column_year, find_kind, find_path_kind, find_path_year, is_year_text

SAMPLE_ROWS = 1000
_GOALS = pattern_of("headers.yaml", "columns", "goals")
_MONEY_WORDS = re.compile(r"预算|决算|金额|收入|支出|经费|合计|小计|总计|拨款|\bamount\b|\btotal\b", re.I)


def build_tables(document: str, blocks: Sequence[Block], year: int | None = None) -> tuple[Table, ...]:
    """All tables of a document in reading order; `document` is its id and starts the table ids.

    `year` is the document's fiscal year, that 上年 in a header counts from; where it is not given it is read from the
    blocks. A grid without any figure or label is left out; its text stays searchable as a passage.
    """
    base = year if year is not None else find_document_year(blocks)
    tables: list[Table] = []
    for draft in _whole_names(list(blocks_to_drafts(blocks))):
        table = _understand(f"{document}-t{len(tables) + 1}", draft, base)
        if table is not None:
            tables.append(table)
    return tuple(tables)


def _money_of_projects(draft: Draft) -> tuple[Draft, frozenset[int]] | None:
    """Of a form of performance goals that gives the money of several projects the first row of each, without what else it
    holds, and the columns of money. The printed grid stays whole. None for any other table.
    """
    header = next((line for line in draft.printed if is_goal_row(line.texts)), None)
    columns = project_columns([cell or "" for cell in header.cells]) if header else None
    if header is None or columns is None:
        return None
    project, money = columns
    body: list[Line] = []
    for line in draft.printed[header.number + 1 :]:
        amounts = [line.text(column) for column in money]
        told = body and line.text(project) == body[-1].text(project)
        if line.text(project) and not told and any(parse_figure(text) is not None for text in amounts):
            body.append(line)
    if len({line.text(project) for line in body}) < max(FEWEST_PROJECTS, len(body)):
        return None
    kept = {project, *money}
    told_money = [
        replace(line, cells=tuple(cell if at in kept else "" for at, cell in enumerate(line.cells))) for line in body
    ]
    return replace(draft, header=[header], body=told_money), money


FEWEST_PROJECTS = 2


def _whole_names(drafts: list[Draft]) -> list[Draft]:
    """The drafts with an organisation that was broken over two lines ("江苏省人大") given as the others print it."""
    counts = Counter(draft.organisation for draft in drafts if draft.organisation)
    for draft in drafts:
        longer = [name for name in counts if name != draft.organisation and name.startswith(draft.organisation)]
        best = max(longer, key=lambda name: counts[name], default="")
        if draft.organisation and best and counts[best] > counts[draft.organisation]:
            draft.organisation = best
    return drafts


def _understand(table_id: str, draft: Draft, base: int | None) -> Table | None:
    """The table of a draft, of a form of performance goals the money of its projects; None where it holds no amounts."""
    draft, money = _money_of_projects(draft) or (draft, None)
    paths = header_paths(draft.header, draft.width)
    roles = column_roles(_sample(draft.body), paths)
    sides = [order_names(side, draft.body, paths) for side in split_sides(roles, paths)]
    paths = _with_sides(paths, sides, draft.body)
    if "ordinal" in roles and len(sides) == 1:
        draft.body = numbered_names(draft.body, roles.index("ordinal"), sides[0])
    if "year" in roles and len(sides) == 1:
        draft.body = dated_names(draft.body, roles.index("year"), sides[0])
    owners = [column for column, path in enumerate(paths) if says_owner(path)]
    flat = flat_form(draft.body, roles, owners) if len(sides) == 1 else None
    if money:
        sides = [replace(side, values=tuple(one for one in side.values if one in money)) for side in sides]
    elif not _holds_figures(draft, sides, paths):
        return None
    if flat:
        columns, rows, cells = _flat_parts(draft, flat, paths)
    else:
        columns = _columns(draft, sides, paths, draft.year or base)
        rows, cells = _rows_and_cells(
            draft, sides, columns, next((c for c, r in enumerate(roles) if r == "year"), None), draft.year or base
        )
    return Table(
        id=table_id,
        title=draft.title,
        unit=draft.unit or NO_UNIT,
        section=draft.section,
        header_rows=tuple(sorted(draft.top)),
        grid=tuple(tuple(cell or "" for cell in line.cells) for line in draft.printed),
        grid_places=tuple(line.place for line in draft.printed),
        columns=columns,
        rows=rows,
        cells=cells,
        place=_span(draft.printed),
        organisation=draft.organisation,
        year=draft.year,
        kind=find_kind(_ASIDE_OF_YEAR.sub("", draft.title)),
        form=draft.form,
    )


_ASIDE_OF_YEAR = re.compile(r"[(（][^()（）]*\d{4}[^()（）]*[)）]")
"""What a title says of one year alone: Enrollment (2025-26 projected)."""


def _with_sides(paths: list[tuple[str, ...]], sides: Sequence[Side], body: Sequence[Line]) -> list[tuple[str, ...]]:
    """The headers with 收入 or 支出 before those of the figures, where only the names of an account's two sides are headed
    by it and a total is called no more than 总计: its column says of which side it is then.
    """
    heads = [simplify(paths[side.labels[-1]][-1]) if side.labels and paths[side.labels[-1]] else "" for side in sides]
    values = [simplify(part) for side in sides for column in side.values for part in paths[column]]
    bare = all(any(is_plain_measure(line.text(side.labels[-1])) for line in body) for side in sides if side.labels)
    if sorted(heads) != ["支出", "收入"] or not bare or any(_ONE_SIDE.search(part) for part in values):
        return paths
    headed = list(paths)
    for side, head in zip(sides, heads, strict=True):
        for column in side.values:
            headed[column] = (head, *paths[column])
    return headed


_ONE_SIDE = re.compile("收入|支出")


def _sample(lines: Sequence[Line]) -> Sequence[Line]:
    """Rows enough to tell what the columns hold."""
    return lines[:: max(1, len(lines) // SAMPLE_ROWS)]


def _holds_figures(draft: Draft, sides: Sequence[Side], paths: Sequence[tuple[str, ...]]) -> bool:
    """Whether the draft is a table of amounts: not a list of names, and not one of performance goals."""
    if not sides:
        return False
    if sum(bool(_GOALS.search(part)) for path in set(paths) for part in path) >= 2:
        return False
    if any(is_goal_row(line.texts) for line in draft.printed):
        return False
    values = [column for side in sides for column in side.values]
    if not any(paths) and draft.unit is None:
        return False
    named = any(side.labels or side.codes for side in sides)
    money = draft.unit is not None or any(
        _MONEY_WORDS.search(simplify(part)) for column in values for part in paths[column]
    )
    if not named or money:
        return money
    return any(parse_figure(split_suffix(line.text(column))[0]) is not None for line in draft.body for column in values)


def _columns(
    draft: Draft, sides: Sequence[Side], paths: Sequence[tuple[str, ...]], base: int | None
) -> tuple[Column, ...]:
    columns = [
        Column(
            index,
            paths[index],
            _column_unit(draft, index, paths[index]),
            None if _CHANGE_FROM.match(" ".join(paths[index])) else find_path_year(paths[index], base),
            find_path_kind(paths[index], base),
        )
        for side in sides
        for index in side.values
    ]
    columns = [_as_beside(one, columns[:number], columns) for number, one in enumerate(columns)]
    came = max((one.year or 0 for one in columns if one.kind == "outturn"), default=0)
    return tuple(
        replace(one, kind="outturn") if one.kind is None and one.year and one.year < came else one for one in columns
    )


def _as_beside(column: Column, before: Sequence[Column], columns: Sequence[Column]) -> Column:
    """A column of rates that says no kind with that of the figures that it is of: of the latest year, else beside it; one of
    how far a plan was carried out, 执行数为预算数的%, with year and kind of the last outturn before it.
    """
    carried_out = column.unit == PERCENT and column.year is None and bool(_CARRIED_OUT.search("".join(column.path)))
    came = [one for one in before if one.kind in ("executed", "outturn") and one.unit != PERCENT] if carried_out else []
    if came and came[-1].year is not None:
        return replace(column, year=came[-1].year, kind=came[-1].kind)
    if column.kind is not None or column.unit != PERCENT or "".join(column.path).isascii():
        return column
    latest = max((one.year or 0 for one in columns if one.kind), default=0)
    dated = [one.kind for one in columns if one.kind and one.year == latest]
    kinds = dated or [one.kind for one in before if one.kind]
    return replace(column, kind=kinds[-1]) if kinds else column


_CARRIED_OUT = re.compile(
    r"(?:执行数?|完成数?|决算数?|实绩).{0,4}(?:为|占).{0,8}预算|完成.{0,8}预算数?的?[%％比百]|(?:预算)?(?:执行|完成)(?:率|进度)"
)
"""How far a plan was carried out: of the year of what came of it."""
_CHANGE_FROM = re.compile(
    r"(?:[$£€%] ?|amount of |percent )?(?:change|increase|variance|difference)\b.* (?:from|over|on|vs\.?|against)\b"
    r"|(?:预算数?|决算数?|执行数?)?(?:比|较|与|同)(?:19|20)\d{2}年[^,，]{0,12}(?:增|减|±|[+＋][-－]|升|降|变动|差)",
    re.I,
)
"""A column of changes names the year that it is held against: Change from FY 2024-25 is one of the paper's own year."""


def _column_unit(draft: Draft, index: int, path: tuple[str, ...]) -> Unit:
    """The column's own unit from its header or from what is printed behind its figures, else the table's."""
    texts = [text for line in draft.body if not is_blank_value(text := line.text(index))]
    suffixes = {split_suffix(text)[1] for text in texts}
    if len(suffixes) == 1 and (suffix := next(iter(suffixes))):
        return unit_named(suffix)
    if texts and all(text.endswith(("%", "％")) for text in texts):
        return PERCENT
    if (said := find_header_unit(path)) is not None:
        return said
    printed = None if draft.unit else currency_printed(texts)
    return printed or unit_for(draft.unit or NO_UNIT, path)


def _names_count(text: str) -> bool:
    """Whether a cell of a column of units names one, and not a total."""
    return is_count_unit(text) and not is_total_label(text)


def _counted_in(line: Line, counted: Sequence[int], columns: Sequence[Column]) -> str:
    """What the numbers of a row count: as a column of units says, else as it stands behind the number itself: 120套."""
    named = (line.text(column) for column in counted if _names_count(line.text(column)))
    behind = (split_quantity(line.text(column.index))[1] for column in columns if _holds_things(column))
    return next(named, "") or next(filter(None, behind), "")


def _holds_things(column: Column) -> bool:
    return counts_things(column.path) and column.unit == NO_UNIT


def _rows_and_cells(
    draft: Draft, sides: Sequence[Side], columns: Sequence[Column], year_column: int | None, base: int | None
) -> tuple[tuple[Row, ...], tuple[Cell, ...]]:
    rows: list[Row] = []
    cells: list[Cell] = []
    naming = {column for side in sides for column in side.labels}  # 单位 over 机关, 林场 are whose the rows are
    paths = enumerate(header_paths(draft.header, draft.width))
    counted = [column for column, path in paths if names_unit(path) and column not in naming]
    headed = headings_by_line(draft.body)
    for side, lines in zip(sides, lines_by_side(draft.body, sides), strict=True):
        positions = [number for number, column in enumerate(columns) if column.index in side.values]
        kept, printed = join_totals(*side_labels(lines, side), side.values)
        labels = [without_year(label) for label in printed]
        label_column = side.labels[-1] if side.labels else -1
        adding = [columns[number].index for number in positions if columns[number].unit != PERCENT]
        empty = [not any(map(line.text, side.values)) for line in kept]
        found = _rows(kept, labels, find_sections(labels, empty), adding or side.values, label_column, len(rows))
        found = _with_heads(found, heads_of_totals(labels, empty))
        found = found if year_column is not None else _measured(found, base)
        heads = {row.parent - len(rows) for row in found if row.parent is not None}
        headings = {kept[head].number for head in heads.intersection(heading_rows(labels, empty))}
        found = under_headed_sums(found, named_by_headings(labels, empty), len(rows))
        for line, row, label in zip(kept, found, printed, strict=True):
            dated = line.text(year_column) if year_column is not None else dated_text(label)
            year = find_column_year(dated) if year_column is not None or dated_measure(dated) else row.year
            above = row.parent if row.parent is not None and row.parent < len(rows) else None
            if year is None and year_column is None and above is not None:
                year = rows[above].year  # 其中：一般债务 below 2022年末债务余额
            kind = find_kind(dated) if names_kind(dated) else row.kind
            if kind is None and above is not None and year == rows[above].year:
                kind = rows[above].kind
            if year is None and kind is None:
                year, kind = headed.get(line.number, (None, None))
            rows.append(replace(row, year=year, unit=_counted_in(line, counted, columns), kind=kind))
            if row.index not in headings:
                cells += _cells(len(rows) - 1, line, columns, positions)
    return continued_rows(rows, cells, columns), tuple(cells)


def _rows(
    lines: Sequence[Line],
    labels: Sequence[Label],
    sections: Sequence[int | None],
    values: Sequence[int],
    label_column: int,
    start: int,
) -> list[Row]:
    """Rows of one side, nested by the value columns that add up; `start` is the position of its first in the table."""
    figures = [tuple(parse_figure(split_suffix(line.text(column))[0]) for column in values) for line in lines]
    labels, parents = nested(labels, figures)
    parents = _under_headings(parents, sections, labels, figures)
    levels = depths(parents, labels)
    sums = unnamed_sums(labels, parents, figures)
    parents = [section if parent is None else parent for parent, section in zip(parents, sections, strict=True)]
    rows: list[Row] = []
    for number, (line, label, parent, level) in enumerate(zip(lines, labels, parents, levels, strict=True)):
        name, unit = split_label_unit(strip_numbering(label.text))
        if unit is None and parent is not None and _counts_of(figures[number], figures[parent]):
            above = rows[parent].label_unit
            unit = unit_named(above) if is_count_unit(above) and above != PERCENT.name else None
        group = tuple(map(strip_numbering, label.path))
        path = (
            (*rows[parent].path, *group[_shared(rows[parent].path, group) :], name)
            if parent is not None
            else (*group, name)
        )
        rows.append(
            Row(
                index=line.number,
                label_column=label_column,
                code=label.code,
                label=name,
                path=path,
                level=level,
                total=label.total or number in sums or name in whole_places(),
                parent=None if parent is None else start + parent,
                place=line.place,
                text="\t".join(cell or "" for cell in line.cells),
                label_unit=unit.name if unit else "",
            )
        )
    return above_sums(rows, groups_above_their_sums(labels, figures), start)


def _under_headings(
    parents: Sequence[int | None],
    sections: Sequence[int | None],
    labels: Sequence[Label],
    figures: Sequence[tuple[Decimal | None, ...]],
) -> list[int | None]:
    """The parents, where an English form has headings without figures: a row that repeats a name below each of them, and a
    heading that is set as far out as the one before it, stand under their own heading alone.
    """
    if not any(section is not None for section in sections):
        return list(parents)
    counts = Counter(label.text for label in labels)
    settled = list(parents)
    for number, (label, parent) in enumerate(zip(labels, parents, strict=True)):
        heads = all(value is None for value in figures[number])
        plain = not (label.total or label.code) and label.text.isascii() and (heads or counts[label.text] > 1)
        known = heads or sections[number] is not None
        if plain and known and parent is not None and label.indent <= labels[parent].indent:
            settled[number] = None
    return settled


def _with_heads(rows: Sequence[Row], heads: Mapping[int, int]) -> list[Row]:
    """The rows, totals that end a section under its heading where that says more than they do: Total expenses for program
    1.2 of Program 1.2: Forest Care.
    """
    told: list[Row] = []
    for number, row in enumerate(rows):
        head = rows[heads[number]] if number in heads and len(row.path) == 1 else row
        said = set(name_key(row.label).split())
        more = not set(name_key(head.label).split()) <= said
        told.append(replace(row, path=(*head.path, row.label)) if more else row)
    return told


def _counts_of(part: Sequence[Decimal | None], whole: Sequence[Decimal | None]) -> bool:
    """Whether a row may count some of what the row above it counts, 车辆数合计（辆） over 执法执勤用车: whole numbers, none greater."""
    pairs = [(one, all_) for one, all_ in zip(part, whole, strict=True) if one is not None]
    return bool(pairs) and all(
        all_ is not None and one == one.to_integral_value() and one <= all_ for one, all_ in pairs
    )


def _measured(rows: list[Row], base: int | None) -> list[Row]:
    """The rows, where their names only say of which year or kind they are (2022年决算数, 2023年预算数), as rows without one.

    Each stands for its whole form then, as in a form with a column of years; beside them changes may be printed.
    """
    if len(rows) == 1 and _AT_END.fullmatch(rows[0].label):
        return [replace(rows[0], label="", path=("",))]
    said = [row for row in rows if _is_measure(row.label)]
    changes = [row for row in rows if _CHANGES.search(row.label)]
    if not said or len(said) + len(changes) < len(rows):
        return rows
    plain = [replace(row, path=(row.label,), level=0, parent=None, total=False) for row in rows]
    return [
        replace(row, label="", path=("",), year=find_column_year(row.label, base), kind=find_kind(row.label))
        if _is_measure(row.label)
        else replace(row, label_unit="%" if _RATED.search(row.label) else row.label_unit)
        for row in plain
    ]


def _is_measure(label: str) -> bool:
    """Whether the name of a row only says a year or a kind of figures: 2023年预算数, 决算数, and not 合计."""
    return is_year_text(label) or (is_plain_measure(label) and find_kind(label) is not None)


_AT_END = re.compile("(?:年末|期末|本年)(?:实有|占用)?(?:数|合计)")
"""The one row of a form of what a body owns at the end of its year, named by nothing else."""
_CHANGES = pattern_of("headers.yaml", "columns", "changes")
_RATED = re.compile(r"%|率$|幅度?$")


def _shared(path: tuple[str, ...], group: tuple[str, ...]) -> int:
    """How many labels of `group` the parent's path already holds."""
    count = 0
    while count < min(len(path), len(group)) and path[count] == group[count]:
        count += 1
    return count


def _flat_parts(
    draft: Draft, form: FlatForm, paths: Sequence[tuple[str, ...]]
) -> tuple[tuple[Column, ...], tuple[Row, ...], tuple[Cell, ...]]:
    """Columns, rows and cells of a flat table: an amount column becomes one column for each year among the rows."""
    years = row_years(draft.body, form)
    labels = flat_labels(draft.body, form)
    columns: list[Column] = []
    place_of: dict[tuple[int, str], int] = {}
    for year in sorted(set(years)):
        for index in form.values:
            place_of[index, year] = len(columns)
            path = (*paths[index], year) if year else paths[index]
            unit = _column_unit(draft, index, paths[index])
            columns.append(Column(index, path, unit, find_column_year(year or " ".join(path)), find_path_kind(path)))
    rows: list[Row] = []
    cells: list[Cell] = []
    for number, (line, label) in enumerate(zip(draft.body, labels, strict=True)):
        text = "\t".join(cell or "" for cell in line.cells)
        path = (*label.path, label.text)
        level = 0 if label.total else 1
        row = Row(line.number, form.names[-1], label.code, label.text, path, level, label.total, None, line.place, text)
        rows.append(replace(row, unit=_counted_in(line, (), columns)))
        positions = [place_of[index, years[number]] for index in form.values]
        cells += _cells(number, line, columns, positions)
    return tuple(columns), tuple(rows), tuple(cells)


def _cells(number: int, line: Line, columns: Sequence[Column], positions: Sequence[int]) -> Iterator[Cell]:
    for position in positions:
        index = columns[position].index
        printed = line.text(index)
        figure, suffix = (split_quantity(printed)[0], "") if _holds_things(columns[position]) else split_suffix(printed)
        value = None if is_blank_value(printed) else parse_figure(figure)
        own_unit = suffix and suffix != columns[position].unit.name
        if is_blank_value(printed) or (value is not None and not own_unit):
            yield Cell(number, position, printed, value, _cell_place(line.place, index))


def _cell_place(place: Place, column: int) -> Place:
    return place if place.cell is None else replace(place, cell=shift_address(place.cell, column))


def _span(lines: Sequence[Line]) -> Place:
    first, last = lines[0].place, lines[-1].place
    if first.lines and last.lines:
        return replace(first, lines=(first.lines[0], last.lines[1]))
    return replace(first, box=None)
