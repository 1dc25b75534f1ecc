"""Rows that say by themselves of which year, and as which kind of figure, they are: 2023年末债务余额, 2024年合计; and the rows
of a form below a heading that does, （一）2024年执行情况.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.grids import Line
from index.hierarchy import Label
from index.model import Kind
from index.text import strip_numbering
from index.units import split_label_unit
from index.years import find_column_year, find_kind

_MEASURE = re.compile(
    r"^(?:19|20)\d{2}年(?:度?|年?[末底]|度?(?:合|总|小)计|年初预算数?|.{0,16}(?:余额|限额|结余|[发还付][行本息]额|(?:还本|付息|还本付息)支出|(?:预算|决算|执行|实际)数))$"
)
"""A row of another year than its neighbours: 2023年末地方政府债务余额, 2023年末, 2023年合计."""
_SIDE = re.compile(r"^(?:19|20)\d{2}年度?(?P<side>收入|支出)(?:预算|决算|执行)数$")
"""A row of one side of a fund as it was planned or came out in one year: 2024年收入执行数."""
_HEADING = re.compile(
    r"^(?:19|20)\d{2}年度?(?:收支)?(?P<kind>预算|决算|执行|完成|实际|调整预算)(?:数|安排|执行|完成|收支)?(?:情况)?$"
)
"""A heading over the rows of a year: 2024年执行情况."""

Dated = tuple[int | None, Kind | None]


def dated_measure(text: str) -> bool:
    """Whether a row is of the year that its name says."""
    return _MEASURE.match(text) is not None


def names_kind(text: str) -> bool:
    """Whether a row is of the kind of figure that its name says, with its year."""
    return _SIDE.match(text) is not None or dated_measure(text)


def headings_by_line(lines: Sequence[Line]) -> Mapping[int, Dated]:
    """The year and the kind of the lines, by their number, that stand below headings of years: a form with several of these."""
    said = [_heading_of(line) for line in lines]
    if len({year for year, _ in filter(None, said)}) < 2:
        return {}
    return dict(_below(lines, said))


def _below(lines: Sequence[Line], said: Sequence[Dated | None]) -> Iterator[tuple[int, Dated]]:
    current: Dated | None = None
    for line, heading in zip(lines, said, strict=True):
        current = heading or current
        if current is not None:
            yield line.number, current


def _heading_of(line: Line) -> Dated | None:
    """The year and kind of a line that is nothing but such a heading."""
    texts = line.texts
    text = strip_numbering(texts[0]) if len(texts) == 1 else ""
    found = _HEADING.match(text)
    return (find_column_year(text), find_kind(f"{found['kind']}数")) if found else None


def without_year(label: Label) -> Label:
    """The label of a row of one side of a year by its side alone."""
    text, _ = split_label_unit(label.text)
    found = _SIDE.match(dated_text(label))
    behind = label.text[len(text) :]  # its unit
    return replace(label, text=text.removesuffix(found[0]) + found["side"] + behind) if found else label


def dated_text(label: Label) -> str:
    """What a row is called, without its number and its unit."""
    return strip_numbering(split_label_unit(label.text)[0])
