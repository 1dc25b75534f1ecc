"""Forms of performance goals, told in words: each indicator on a line with its goal, its outcome and its marks.

What such a form prints are goals (≥90%, 12000人, 不断提高) and marks, not money: its cells are no figures of the accounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from index.model import Grid, GridRow, Paragraph
from index.text import name_key, tidy
from index.units import find_header_unit, find_unit, find_unit_among, parse_figure
from prompts import load_yaml

MOST_TEXT = 300
"""Characters of a cell that are told; a longer one is a story that the form's own page shows."""


@dataclass(slots=True)
class GoalForm:
    """What has been read of a form so far: its header in force, the project it is about, and the names above a row."""

    header: dict[int, str] = field(default_factory=dict)
    indicators: bool = False
    """Whether the header in force is that of the indicators."""
    unit: str = ""
    """What the form gives its money in, where no header does."""
    project: str = ""
    names: dict[int, str] = field(default_factory=dict)


def is_goal_row(texts: Sequence[str]) -> bool:
    """Whether a printed row is the header of indicators: 三级指标 … 指标值, 项目名称 … 绩效指标 … 目标值."""
    keys = [_key(text) for text in texts]
    levels, measures = _words("levels"), _words("measures")
    known = levels | measures | (_words("project") if any(key in measures for key in keys) else frozenset())
    return sum(key in levels for key in keys) >= 1 and sum(key in known for key in keys) >= 3


def project_columns(texts: Sequence[str]) -> tuple[int, frozenset[int]] | None:
    """Of the header of indicators the columns of the project's name and of its money; None where it lacks either."""
    keys = [_key(text) for text in texts]
    names = [column for column, key in enumerate(keys) if key in _words("project")]
    money = frozenset(column for column, key in enumerate(keys) if key in _words("money"))
    return (names[0], money) if len(names) == 1 and money else None


def goal_lines(
    grid: Grid, form: GoalForm | None, above: Sequence[str] = ()
) -> tuple[GoalForm, list[tuple[str, Paragraph]]] | None:
    """The rows of a form in words, each with its project; None for another grid.

    `form` is the one of the grid right before, that this grid may go on from the page before; `above` are the texts
    between the two.
    """
    own = any(is_goal_row([tidy(cell) for cell in row.cells if cell]) for row in grid.rows)
    if not own and (form is None or not form.indicators or len(grid.rows[0].cells) <= max(form.header, default=0)):
        return None
    if own:
        unit = find_unit_among(above)
        form = GoalForm(unit=unit.name if unit else "", project=_project_above(above))
    assert form is not None
    told = []
    for row in grid.rows:
        text = _told(row, form)
        if text:
            told.append((form.project, Paragraph(text, row.place)))
    return form, told


def _project_above(texts: Sequence[str]) -> str:
    """The project that a line right above a form names: 项目名称：湖泊清淤."""
    for text in reversed(texts):
        for line in reversed(text.splitlines()):
            head, mark, name = line.replace(":", "：").partition("：")
            if mark and _key(head) in _words("project") and name.strip():
                return tidy(name)
    return ""


def _told(row: GridRow, form: GoalForm) -> str:
    """One row in words, "" for a header."""
    cells = {column: tidy(cell)[:MOST_TEXT] for column, cell in enumerate(row.cells) if cell and tidy(cell)}
    keys = {column: _key(text) for column, text in cells.items()}
    known = _words("levels") | _measures()
    form.unit = next((unit.name for text in cells.values() if (unit := find_unit(text))), form.unit)
    if sum(key in known for key in keys.values()) > 1:
        form.header, form.names = cells, {}
        form.indicators = is_goal_row(list(cells.values()))
        return ""
    for column, after in pairwise(cells):
        if keys[column] in _words("project"):
            form.project = cells[after]
    texts = list(cells.values())
    if form.header:
        return "，".join(_parts(len(row.cells), cells, form))
    if len(texts) % 2:
        return "，".join(texts)
    return "，".join(f"{name}：{text}" for name, text in zip(texts[::2], texts[1::2], strict=True))


def _parts(width: int, cells: dict[int, str], form: GoalForm) -> Iterator[str]:
    """The name of a row out of its level columns, then each other cell with its header."""
    first = form.header.get(min(form.header), "")
    names = [] if form.indicators or _key(first) in _measures() else [first]  # 项目资金（万元）
    held = any(map(find_header_unit, ([header] for header in form.header.values())))
    told = []
    for column in range(width):
        header = form.header.get(column, "")
        key = _key(header)
        level = not header or key in _words("levels") or not (form.indicators or key in _measures())
        text = cells.get(column, "")
        if form.indicators and header and level:
            if text:
                form.names = {other: name for other, name in form.names.items() if other < column} | {column: text}
            text = form.names.get(column, "")
        if key in _words("project"):
            form.project = text or form.project
        elif level:
            names.append(text)
        elif text and text != header:
            unit = form.unit if key in _words("money") and not held and parse_figure(text) is not None else ""
            told.append(f"{header}：{text}{unit}")
    name = "/".join(dict.fromkeys(filter(None, names)))
    if name:
        yield name
    yield from told


def _key(header: str) -> str:
    """A header's key without the unit in it: 预算金额（万元） → 预算金额."""
    return name_key(_UNIT.sub("", header))


_UNIT = re.compile(r"[（(]\s*(?:单位[:：])?[万亿千百]*元\s*[)）]")


def _measures() -> frozenset[str]:
    return _words("measures") | _words("money")


@cache
def _words(name: str) -> frozenset[str]:
    words = load_yaml("goals.yaml")[name]
    flat = [word for group in words for word in (group if isinstance(group, list) else [group])]
    return frozenset(map(name_key, flat))
