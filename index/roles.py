"""What each column of a table holds, and which columns belong together (收入 | 支出 side by side)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from index.grids import Line, is_blank_value, is_total_label, letters_rows
from index.organisations import is_body
from index.text import fold, name_key, simplify
from index.units import counts_things, parse_figure, split_quantity, split_suffix
from index.words import pattern_of
from index.years import is_year_text

Role = Literal["code", "label", "attribute", "value", "year", "ordinal", "note", "empty"]

_CODE = re.compile(r"^[A-Za-z]{0,3}\d{1,15}$")
_SUBJECT_CODE = re.compile(r"^\d{3}(?:\d{2}){0,3}$")
_CODE_HEADER = pattern_of("headers.yaml", "columns", "code")
_SUBJECT_HEADER = pattern_of("headers.yaml", "columns", "subject")
"""A column of codes of the classification that is headed by its name alone: 功能科目."""
_CODED_TEXT = re.compile(r"\d{3}(?:\d{2}){0,2}[^\d\s.,%-]")
"""A subject of the classification with its code before it: 2070113旅游宣传. It says what for, not which project."""
_REFERENCE_HEADER = pattern_of("headers.yaml", "columns", "reference")
_REFERENCE = re.compile(r"[A-Za-z]{1,4}[-./ ]?\d{1,5}[A-Za-z]?")
"""What stands for a row in a column of references: T-101, ASC1."""
_NUMBER_OF_OTHER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})?(?:, ?|$))+|all|various", re.I)
"""The numbers of the programs that a row is of, beside its name: 1.2, all."""
_NAME_HEADER = pattern_of("headers.yaml", "columns", "names_rows")
_LEVEL_HEADER = re.compile(r"^[类款项目节]$")
_BLANK_LABEL_HEADER = pattern_of("headers.yaml", "columns", "blank_label")
_NAMED_CODE_HEADER = re.compile(r"编码|代码|\bcode\b")
_ORDINAL_HEADER = pattern_of("headers.yaml", "columns", "ordinal")
_NOTE_HEADER = pattern_of("headers.yaml", "columns", "note")
_ATTRIBUTE_HEADER = pattern_of("headers.yaml", "columns", "attribute")
_LABEL_HEADER = pattern_of("headers.yaml", "columns", "label")
_SIDE_HEADER = re.compile(r"^(?:收入|支出)(?:来源|用途|性质|类型)$|^按.{1,10}$")
"""Behind the figures of one side of an account, the names of the other: 收入来源 | 金额 | 支出用途 | 金额, 按功能分类 | 金额 | 按支出用途 | 金额."""
_REMARKS = pattern_of("headers.yaml", "columns", "remarks")
_AMOUNT_HEADER = pattern_of("headers.yaml", "columns", "amount")
_OWNER_HEADER = pattern_of("headers.yaml", "columns", "owner")
_COMING_YEAR = re.compile(r"(?:19[5-9]|20\d)\d")
"""When a thing is due, in a column that its header calls so: Completion, Final maturity."""
_NO_AMOUNT = pattern_of("headers.yaml", "columns", "no_amount")
LONG_TEXT = 40
"""Characters, of Latin letters twice as many: a column whose texts are longer on average tells a story; it names no rows."""
LONGEST_INITIAL = 2
"""Letters of a mark that puts a row in one of few sorts: V for voted, C for charged."""
SHORTEST_CODE = 3
"""Digits of a number that stands for a row."""
MAJORITY = 0.6
"""Share of a column's filled cells that must be figures, or codes: the rest are slips and notes."""


@dataclass(frozen=True, slots=True)
class Side:
    """One group of columns that belong together: 收入 of 收入|支出. Column numbers of the printed grid.

    `before` are all columns that stand before its values, those too that name no row (序号): 合计 may be printed there.
    """

    codes: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]
    before: tuple[int, ...] = ()


def column_roles(lines: Sequence[Line], paths: Sequence[tuple[str, ...]]) -> list[Role]:
    """What each column of the body holds."""
    roles: list[Role] = []
    for column, path in enumerate(paths):
        header = tuple(fold(simplify(part)) for part in path)
        texts = [text for text in (line.text(column) for line in lines) if not is_blank_value(text)]
        if header and _CODE_HEADER.search(header[-1]):
            texts = [text for text in texts if not is_total_label(text)]
        if lines and all(column >= len(line.cells) or line.cells[column] is None for line in lines):
            roles.append("empty")
        elif texts:
            roles.append(_filled_role(texts, header, roles))
        else:
            roles.append(_blank_role(header, roles))
    roles = _with_names(_with_numbers_of_rows(roles, lines, paths), lines)
    return _of_one_classification(roles, paths)


def _with_names(roles: list[Role], lines: Sequence[Line]) -> list[Role]:
    """The roles, where no column names the rows with the first short text before the figures as their names: 支出内容 | 金额."""
    first = roles.index("value") if "value" in roles else 0
    if any(role in ("label", "code") for role in roles[:first]):
        return roles
    for column in range(first):
        texts = [text for line in lines if not is_blank_value(text := line.text(column))]
        telling = len(set(texts)) > 1 and sum(map(_width, texts)) <= LONG_TEXT * len(texts)
        if roles[column] in ("note", "attribute") and telling:
            return [*roles[:column], "label", *roles[column + 1 :]]
    return roles


def _of_one_classification(roles: list[Role], paths: Sequence[tuple[str, ...]]) -> list[Role]:
    """The roles, with the names of the government's economic classification beside those of the departments' as what these
    are of: 部门预算支出经济科目 | 政府预算支出经济科目. Several of the one make up one of the other, never the other way round.
    """
    said = ["".join(map(simplify, path)) for path in paths]
    naming = [column for column, role in enumerate(roles) if role in ("code", "label")]
    if not any(_OF_DEPARTMENTS.search(said[column]) for column in naming):
        return roles
    others = {column for column in naming if _OF_GOVERNMENT.search(said[column])}
    return ["attribute" if column in others else role for column, role in enumerate(roles)]


_OF_DEPARTMENTS = re.compile("部门(?:预算)?(?:支出)?经济")
_OF_GOVERNMENT = re.compile("政府(?:预算)?(?:支出)?经济")


def _with_numbers_of_rows(roles: list[Role], lines: Sequence[Line], paths: Sequence[tuple[str, ...]]) -> list[Role]:
    """The roles, with plain numbers among the names of rows as what stands for these: the number right before the last name
    as the code of the row, the others as groups. Fund 101 | Dept 310 | Department | Account 5110 | Description.
    """
    named = 0
    for column, role in enumerate(roles):
        if role not in ("label", "code") and not (role == "value" and _numbers_rows(lines, column, paths[column])):
            break
        named = column + 1 if role == "label" else named
    numbers = [column for column in range(named) if roles[column] == "value"]
    told = [tuple(map(line.text, range(named))) for line in lines] if numbers else []
    numbered = [cells for cells in told if all(cells)]
    if not 2 <= len(set(numbered)) == len(numbered):
        return roles
    standing: dict[int, Role] = {column: "code" if column == named - 2 else "label" for column in numbers}
    return [standing.get(column, role) for column, role in enumerate(roles)]


def _numbers_rows(lines: Sequence[Line], column: int, path: tuple[str, ...]) -> bool:
    """Whether a column holds plain numbers of one length, and its header names no amount."""
    texts = [text for line in lines if not is_blank_value(text := line.text(column))]
    header = fold(" ".join(path))
    alike = len({len(text) for text in texts}) == 1 and all(text.isdigit() for text in texts)
    return alike and len(texts[0]) >= SHORTEST_CODE and bool(header) and not _AMOUNT_HEADER.search(header)


def _filled_role(texts: Sequence[str], header: tuple[str, ...], before: Sequence[Role]) -> Role:
    last = header[-1] if header else ""
    count = len(texts)
    if _ORDINAL_HEADER.search(last) and sum(text.strip(".、").isdigit() for text in texts) >= MAJORITY * count:
        return "ordinal"
    dated = re.search(r"年|year", last) and sum(is_year_text(text) for text in texts) >= 0.9 * count
    if dated and any(map(_lasts_years, texts)):
        return "attribute" if "label" in before else "note"
    if dated:
        return "year"
    if before and last and count > 1 and not _AMOUNT_HEADER.search(last) and all(map(_COMING_YEAR.fullmatch, texts)):
        return "attribute"
    if _REFERENCE_HEADER.search(last):
        kind = _NUMBER_OF_OTHER if before else _REFERENCE
        referring = sum(bool(kind.fullmatch(text)) for text in texts) >= MAJORITY * count
        if referring and (before or any(map(str.isalpha, "".join(texts)))):
            return "attribute" if before else "code"
    if re.search("公式|关系|^行次|^栏次", last) and letters_rows(texts):
        return "note"
    if _holds_codes(texts, header, before):
        return "code"
    if _SUBJECT_HEADER.search(last) and sum(bool(_SUBJECT_CODE.match(text)) for text in texts) >= 0.9 * count:
        return "code"
    if "label" in before and "value" in before and _are_numbers_of_others(texts):
        return "note"
    figures = sum(parse_figure(split_suffix(text)[0]) is not None for text in texts)
    if figures >= MAJORITY * count and not _NO_AMOUNT.search(last):
        counting = _counts_up(texts) and not before and not _AMOUNT_HEADER.search(" ".join(header))
        return "ordinal" if counting else "value"
    if "label" in before and counts_things(header) and all(split_quantity(text)[1] for text in texts):
        return "value"
    long = sum(map(_width, texts)) > LONG_TEXT * count
    beside = not long and bool(before) and before[-1] == "value"
    if beside and (_SIDE_HEADER.search(last) or (any(map(is_total_label, texts)) and not _REMARKS.search(last))):
        return "label"
    if _NOTE_HEADER.search(last) or long:
        return "note"
    if sum(not re.search(r"[^\W\d_]", text) for text in texts) >= 0.9 * count:
        return "note"
    if re.search(r"^单位$", last) and sum(map(is_body, texts)) >= MAJORITY * count:
        return "label"  # whose a row is, and not what it is measured in
    marks = "label" in before and all(text.isalpha() and len(text) <= LONGEST_INITIAL for text in texts)
    if ("label" in before and _ATTRIBUTE_HEADER.search(last)) or (marks and all(map(str.isascii, texts))):
        return "attribute"
    return "note" if "label" in before and re.search(r"\d{4}", last) else "label"


def _are_numbers_of_others(texts: Sequence[str]) -> bool:
    """Whether digits behind the figures are numbers of what rows belong to: 0510 and 7065 of subprogrammes, none an amount."""
    alike = len(texts) > 1 and all(map(str.isdigit, texts)) and len({len(text) for text in texts}) == 1
    return alike and any(text.startswith("0") for text in texts) and len(texts[0]) >= SHORTEST_CODE


_PERIOD = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-–—~～至]+\s*((?:19|20)\d{2})\s*年?")


def _lasts_years(text: str) -> bool:
    """Whether a cell says from which year to which a thing lasts, 2024-2026; two years may be one fiscal year."""
    found = _PERIOD.fullmatch(text.strip())
    return found is not None and int(found[2]) > int(found[1]) + 1


def _width(text: str) -> float:
    """How long a text is to read, in Chinese characters."""
    return sum(1.0 if character > "\u2e80" else 0.5 for character in text)


def _holds_codes(texts: Sequence[str], header: tuple[str, ...], before: Sequence[Role]) -> bool:
    codes = sum(bool(_CODE.match(text)) for text in texts)
    if codes < MAJORITY * len(texts):
        return False
    named = bool(header) and bool(_CODE_HEADER.search(header[-1]))
    if not (before or named) and header and len(texts) > 1 and texts[0].startswith("0"):
        return len({len(text) for text in texts}) == 1 and all(map(str.isdigit, texts))  # Fund 01, 02, 45
    if any(_NAMED_CODE_HEADER.search(part) for part in header):
        return True
    first = all(role in ("code", "empty", "ordinal", "year") for role in before) or before[-1] in ("code", "value")
    if first and header and _CODE_HEADER.search(header[-1]):
        return True
    subjects = sum(bool(_SUBJECT_CODE.match(text)) for text in texts)
    return first and len(texts) > 1 and subjects == codes and _prefixes(texts)


def _prefixes(texts: Sequence[str]) -> bool:
    """Whether codes nest (201, 20101): figures do so only by chance."""
    known = set(texts)
    return any(text[:-2] in known for text in texts if len(text) > 3)


def _counts_up(texts: Sequence[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdigit()]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= 2 and steps >= 0.8 * (len(numbers) - 1)


def _blank_role(header: tuple[str, ...], before: Sequence[Role]) -> Role:
    if not header:
        return "empty"
    last = header[-1]
    if _ORDINAL_HEADER.search(last):
        return "ordinal"
    if _NOTE_HEADER.search(last):
        return "note"
    if _LEVEL_HEADER.match(last) or (_CODE_HEADER.search(last) and "label" not in before[-1:]):
        return "code"
    if _BLANK_LABEL_HEADER.search(last) and (not before or before[-1] in ("code", "empty", "ordinal", "label")):
        return "label"
    return "value"


def split_sides(roles: Sequence[Role], paths: Sequence[tuple[str, ...]]) -> list[Side]:
    """Groups of columns: codes, then labels, then the values up to the codes or labels of the next group.

    A text column after the values starts a group only where its header says that items follow; else it describes rows.
    """
    sides: list[Side] = []
    codes: list[int] = []
    labels: list[int] = []
    values: list[int] = []
    start = 0
    for column, role in enumerate(roles):
        if role in ("code", "label") and values and _opens_side(column, roles, paths, [*codes, *labels]):
            sides.append(_side(codes, labels, values, start, paths))
            codes, labels, values, start = [], [], [], values[-1] + 1
        if role == "code" and not values:
            codes.append(column)
        elif role == "label" and not values:
            labels.append(column)
        elif role == "value":
            values.append(column)
    return [*sides, _side(codes, labels, values, start, paths)] if values else sides


def _side(
    codes: Sequence[int],
    labels: Sequence[int],
    values: Sequence[int],
    start: int,
    paths: Sequence[tuple[str, ...]],
) -> Side:
    """A side; of code columns that label columns part, the last ones count (政府预算 | 部门预算 two classifications).

    Where 类 款 项 have columns of their own, another code beside them (单位代码) is not a part of theirs.
    """
    last = [code for code in codes if not any(code < label < codes[-1] for label in labels)]
    levels = [code for code in last if paths[code] and _LEVEL_HEADER.match(simplify(paths[code][-1]))]
    return Side(tuple(levels or last), tuple(labels), tuple(values), tuple(range(start, values[0])))


def _opens_side(column: int, roles: Sequence[Role], paths: Sequence[tuple[str, ...]], names: Sequence[int]) -> bool:
    """Whether a code or label column after values begins a side: it has values after it, and an item header."""
    following = roles[column + 1 :]
    if "value" not in following:
        return False
    if not paths[column]:
        return True
    last = paths[column][-1]
    same = {name_key(paths[name][-1]) for name in names if paths[name]}
    return name_key(last) in same or bool(_LABEL_HEADER.search(fold(simplify(last))))


def order_names(side: Side, lines: Sequence[Line], paths: Sequence[tuple[str, ...]]) -> Side:
    """The side with columns that say whose a row is before those that say what (项目名称|项目单位: 单位, 项目)."""
    owners = [column for column in side.labels if says_owner(paths[column])]
    others = [column for column in side.labels if column not in owners]
    named = [line for line in lines if any(line.text(column) for column in others)]
    items = [line for line in named if not is_total_label(line.texts[0])]
    labels = side.labels
    if owners and others:
        leaves = [line for line in items if line.text(others[-1])]
        if all(line.text(column) for line in items for column in owners):
            labels = (*owners, *others)
        elif leaves and all(line.text(column) for line in leaves for column in owners):
            labels = (*others[:-1], *owners, others[-1])  # rows of groups (类型) have no owner
    return replace(side, labels=_most_telling_last(labels, items, paths))


def says_owner(path: tuple[str, ...]) -> bool:
    """Whether a column says whose its rows are: 主管部门."""
    return bool(path) and bool(_OWNER_HEADER.search(simplify(path[-1])))


def _most_telling_last(
    labels: tuple[int, ...], items: Sequence[Line], paths: Sequence[tuple[str, ...]]
) -> tuple[int, ...]:
    """The name columns, of those that are filled where the last is the one with the most different texts as the last.

    项目|类别: many projects, few sorts; a row is named by its project. 部门预算科目|政府预算科目: many of the one to few
    of the other, which the rows of its classes lack.
    """
    if len(labels) < 2:
        return labels
    filled = {column: [number for number, line in enumerate(items) if line.text(column)] for column in labels}
    last = labels[-1]
    held = set(filled[last])
    beside = [column for column in labels if held <= set(filled[column]) and len(held) > 1]
    texts = {column: len({items[number].text(column) for number in filled[last]}) for column in beside}
    if all(_CODE.match(items[number].text(last)) for number in filled[last]):
        texts[last] = 0  # B04 is no name beside Footpath repairs
    origins = {column for column in beside if any(part.endswith("来源") for part in paths[column])}
    said = {column for column in beside if paths[column] and _NAME_HEADER.search(fold(simplify(paths[column][-1])))}
    best = max(
        beside,
        key=lambda column: (
            texts[column],
            column in said and last not in said,
            column not in origins,
            not says_owner(paths[column]),  # as many bodies as projects: a row is its project
        ),
        default=last,
    )
    if said and last not in said and texts.get(best, 0) == texts.get(last):
        return (*(column for column in labels if column not in said), max(said))
    coded = all(_CODED_TEXT.match(items[number].text(last)) for number in filled[last])
    if coded and beside and texts[best] == texts[last]:
        best = max((column for column in beside if texts[column] == texts[last]), key=lambda column: column != last)
    elif not beside or texts[best] <= texts[last]:
        return labels
    return (*(column for column in labels if column != best), best)
