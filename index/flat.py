"""Tables like a database: every row names everything in text columns (fund, department, account) beside an amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.grids import Line, is_total_label
from index.hierarchy import Label
from index.labels import split_code
from index.roles import Role
from index.text import has_han

FEWEST_ROWS = 10
FILLED = 0.9
"""Share of rows that must fill a text column for it to be one that names rows."""
SAME_TEXT = 0.4
"""A text that fills more of the most particular column than this says nothing ("no sub-item")."""

MOST_TOTALS = 0.2
"""Share of lines that may add up the records above them."""
DIFFERENT = 20
SHARE_DIFFERENT = 0.05
"""So many different texts, and this share of the rows, has a column that names things rather than kinds of things."""
CLOSER = 4
"""The last column names the row unless another has so many times its different texts."""
OF_SORTS = 2
"""A column with no more than one text for so many rows sorts them where another names each of them: 新增, 延续."""


@dataclass(frozen=True, slots=True)
class FlatForm:
    """How a flat table is laid out: its name columns from general to particular, and where code and year stand."""

    names: tuple[int, ...]
    code: int | None
    year: int | None
    values: tuple[int, ...]
    lacking: bool
    """Whether the last name column holds sub-items that most rows lack."""
    totals: frozenset[int] = frozenset()
    """Positions of the lines that add up the records above them: Grand Total."""


def flat_form(lines: Sequence[Line], roles: Sequence[Role], owners: Sequence[int] = ()) -> FlatForm | None:
    """The layout of a flat table, None where the table is a form: few rows, empty labels, many totals among the rows.

    `owners` are the columns whose headers say whose a row is: 主管部门.
    """
    values = tuple(column for column, role in enumerate(roles) if role == "value")
    names = [column for column, role in enumerate(roles) if role in ("label", "attribute")]
    year = next((column for column, role in enumerate(roles) if role == "year"), None)
    if len(lines) < FEWEST_ROWS or not values or len(names) + (year is not None) < 3:
        return None
    if _is_classified(lines, roles):
        return None
    totals = frozenset(number for number, line in enumerate(lines) if _adds_up(line, names))
    records = [line for number, line in enumerate(lines) if number not in totals]
    printed, names = names, [column for column in names if _share_filled(records, column) >= FILLED]
    if any(_heads_group(line, names, [column for column in printed if column not in names]) for line in records):
        return None
    few = len(totals) <= MOST_TOTALS * len(lines)
    if len(names) < 2 or not few or any(is_total_label(line.texts[0]) for line in records if line.texts):
        return None
    before = [column for column in names if column < values[0]]
    behind = [column for column in names if column not in before] if len(before) > 1 else []  # these describe rows
    attributes = [column for column in names if roles[column] == "attribute"]
    telling = [*attributes, *_less_than_named(records, names, owners)]
    label, lacking = _label_column(records, [column for column in names if column not in behind], telling)
    others = [column for column in names if column not in (label, lacking)]
    ordered = (*others, label) if lacking is None else (*others, label, lacking)
    return FlatForm(ordered, _code_column(roles, ordered[-1]), year, values, lacking is not None, totals)


def _less_than_named(lines: Sequence[Line], names: Sequence[int], owners: Sequence[int]) -> list[int]:
    """The columns of whose a row is, where another tells more rows apart: 项目名称 | 主管部门."""
    different = {column: len({line.text(column) for line in lines}) for column in names}
    most = max((different[column] for column in names if column not in owners), default=0)
    return [column for column in owners if column in different and different[column] < most]


def _adds_up(line: Line, names: Sequence[int]) -> bool:
    """Whether a line is a total of records: it is called one, and names nothing in the other text columns."""
    texts = [text for column in names if (text := line.text(column))]
    return len(texts) == 1 and len(names) > 2 and is_total_label(texts[0])


def _is_classified(lines: Sequence[Line], roles: Sequence[Role]) -> bool:
    """Whether the rows are the classes and subjects of a classification by their codes: 301 above 30101 and 30102."""
    for column in (column for column, role in enumerate(roles) if role == "code"):
        codes = {text for line in lines if (text := line.text(column).strip())}
        above = [code for code in codes if sum(other.startswith(code) for other in codes) > CLASS]
        if len(above) > 1 and all(code.isdigit() and len(code) in (3, 5, 7) for code in codes):
            return True
    return False


CLASS = 2
"""So many rows, its own among them, begin with a class's code at least where others stand below it."""


def _heads_group(line: Line, names: Sequence[int], others: Sequence[int]) -> bool:
    """Whether a line gives the figures of a group of the records below it, 特定目标类, in a column of its own."""
    return not any(map(line.text, names)) and any(map(line.text, others))


def _label_column(lines: Sequence[Line], names: Sequence[int], telling: Sequence[int]) -> tuple[int, int | None]:
    """The column that names a row most closely, and one of sub-items that most rows lack, None where there is none.

    It is the last column, unless another tells many more things apart or names each row; and none of those that only
    tell of a row (实施周期), where there is another.
    """
    counts = {column: Counter(line.text(column) for line in lines) for column in names}
    lacking = next((c for c in names if _is_lacking(counts[c], len(lines))), None)
    rest = [column for column in names if column != lacking]
    rest = [column for column in rest if column not in telling] or rest
    most = max(rest, key=lambda column: len(counts[column]))
    different, last = len(counts[most]), len(counts[rest[-1]])
    before = [column for column in rest[:-1] if len(counts[column]) >= last]
    if before and all(has_han(text) and split_code(text, "")[0] for text in counts[rest[-1]]):
        return before[-1], lacking  # the last says by its codes what the money is for: 项目 | 功能科目
    sorts = different == len(lines) and last * OF_SORTS <= different
    return (most if sorts or last * CLOSER <= different else rest[-1]), lacking


def _is_lacking(counts: Counter[str], rows: int) -> bool:
    return len(counts) >= max(DIFFERENT, SHARE_DIFFERENT * rows) and max(counts.values()) > SAME_TEXT * rows


def _share_filled(lines: Sequence[Line], column: int) -> float:
    return sum(bool(line.text(column)) for line in lines) / len(lines)


def _code_column(roles: Sequence[Role], label: int) -> int | None:
    """The code column that goes with the most particular name: the last one before it, else the first."""
    codes = [column for column, role in enumerate(roles) if role == "code"]
    before = [column for column in codes if column < label]
    return before[-1] if before else codes[0] if codes else None


def flat_labels(lines: Sequence[Line], form: FlatForm) -> list[Label]:
    """For each row its label and, as path, what its other text columns say from the general to the particular."""
    counts = Counter(line.text(form.names[-1]) for line in lines)
    empty = {text for text, count in counts.items() if form.lacking and count > SAME_TEXT * len(lines)}
    labels = []
    for number, line in enumerate(lines):
        texts = [text for column in form.names if (text := line.text(column))]
        if not texts and number in form.totals:  # 合计 below 项目单位, which names no row
            texts = [text for text in line.cells if text and is_total_label(text)][:1]
        if len(texts) > 1 and texts[-1] in empty:
            texts.pop()
        path = tuple(_uncoded(text) for at, text in enumerate(texts[:-1]) if text not in texts[:at])
        code, name = split_code(texts[-1] if texts else "", line.text(form.code) if form.code is not None else "")
        labels.append(Label(code, name, 0, total=number in form.totals, depth=len(path), path=path))
    return labels


def _uncoded(text: str) -> str:
    return split_code(text, "")[1] if has_han(text) else text


def row_years(lines: Sequence[Line], form: FlatForm) -> list[str]:
    """The year text of each row ("FY13-14"), "" where the table has no year column or only one year in it."""
    if form.year is None:
        return [""] * len(lines)
    years = [line.text(form.year) for line in lines]
    return years if len(set(years)) > 1 else [""] * len(lines)
