"""Printed rows of one side → labelled rows: codes joined, wrapped labels put together, groups carried down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.grids import Line, is_figure, is_total_label
from index.hierarchy import Label, join_code, tier
from index.numerals import HAN
from index.roles import Side
from index.text import name_key, simplify, strip_numbering
from index.units import NIL

_CODE_IN_LABEL = re.compile(
    r"^[\[【(（]?(\d{3}(?:\d{2}){0,2}|[A-Za-z]{0,2}\d{4,12})(?!年|\s*[-–—~～至]\s*(?:19|20)\d\d)[\]】)）]?\s*[-–—_:：]?\s*(?=[^\d\s.,%-])(.+)$"
)
_BARE_SUBTOTAL = re.compile(r"^(小计|合计|subtotal)$", re.I)
_BARE_TOTAL_WORD = re.compile(r"^(小计|合计|总计|共计|计)$")
_CARRIED = re.compile(r"结转|结余|上年|年初|年末|使用")
_HEAD = re.compile(r"[\u4e00-\u9fff（）()]{2,}|[A-Z][A-Za-z&,'’()/ -]{2,}")
"""A unit above its 科目, printed in the column of their codes."""
_NOTHING = NIL | {""}
WRAPPED_CHARACTERS = 6
"""A label shorter than this was not wrapped: what stands below it is a row of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed row as one side has it."""

    line: Line
    codes: tuple[str, ...]
    texts: tuple[str | None, ...]
    values: tuple[str, ...]
    total: str
    """The text before its values that names a total, "" where none does."""
    leftmost: int = 0
    """Position in `texts` of the label column that is printed first."""

    @property
    def named(self) -> bool:
        """Whether it has a label."""
        return any(self.texts) or bool(self.total)

    @property
    def coded(self) -> bool:
        """Whether it has a code."""
        return any(code.strip() for code in self.codes)

    @property
    def valued(self) -> bool:
        """Whether any of its value cells is filled."""
        return any(value.strip() for value in self.values)


def side_labels(lines: Sequence[Line], side: Side) -> tuple[list[Line], list[Label]]:
    """The rows that have something on this side, with their labels."""
    entries = join_wrapped(_entries(lines, side))
    kept: list[Line] = []
    labels: list[Label] = []
    previous_code = ""
    above: list[str] = [""] * len(side.labels)
    unowned = _classes_without_owner(entries)
    for entry in entries:
        if id(entry) in unowned:
            above = [""] * len(side.labels)
        label = _label(entry, side, above, previous_code)
        if label is None:
            continue
        previous_code = label.code or previous_code
        kept.append(entry.line)
        labels.append(label)
    return kept, _with_letters(_with_years(labels))


def numbered_names(lines: Sequence[Line], ordinals: int, side: Side) -> list[Line]:
    """The rows with their numbers before their names, where a column of numbers tells groups from what stands below them:
    一 新增一般债券, 1 县乡道路, 2 农田, 二 新增专项债券, 1 供水.
    """
    numbers = [line.text(ordinals).strip() for line in lines]
    grouped = any(map(_GROUP_NUMBER.fullmatch, numbers)) and any(map(str.isdigit, numbers))
    if not grouped or not side.labels or ordinals > side.labels[-1]:
        return list(lines)
    told = []
    for line, number in zip(lines, numbers, strict=True):
        name = line.text(side.labels[-1])
        if name and tier(name) is None and (number.isdigit() or _GROUP_NUMBER.fullmatch(number)):
            cells = list(line.cells)
            cells[side.labels[-1]] = f"{number.rstrip('、.')}{'.' if number.isdigit() else '、'}{name}"
            line = replace(line, cells=tuple(cells))
        told.append(line)
    return told


def dated_names(lines: Sequence[Line], years: int, side: Side) -> list[Line]:
    """The rows with the name of the row above, where a column of years tells that they are of another year of the same:
    区图书馆 2024年 3.00, then only 2025年 4.00.
    """
    told: list[Line] = []
    for line in lines:
        named = any(line.text(column) for column in (*side.codes, *side.labels))
        before = told[-1] if told else None
        goes_on = before is not None and line.text(years) and line.text(years) != before.text(years)
        if before is not None and goes_on and not named and any(map(line.text, side.values)):
            cells, raw = list(line.cells), list(line.raw)
            for column in (*side.codes, *side.labels):
                cells[column], raw[column] = before.text(column), before.raw[column]
            line = replace(line, cells=tuple(cells), raw=tuple(raw))
        told.append(line)
    return told


_GROUP = re.compile(rf"[{HAN}]{{1,3}}、")
_GROUP_NUMBER = re.compile(rf"[{HAN}]{{1,3}}[、.]?")


def _classes_without_owner(entries: Sequence[Entry]) -> set[int]:
    """The rows of classes that say no owner, where each row of the finest codes says its own: these are of none above them;
    and those of numbered groups.
    """
    groups = {
        id(entry)
        for entry in entries
        if len(entry.texts) > 1 and not any(entry.texts[:-1]) and _GROUP.match(entry.texts[-1] or "")
    }
    codes = {id(entry): "".join(text.strip() for text in entry.codes if text) for entry in entries if entry.coded}
    finest = max(map(len, codes.values()), default=0)
    named = [entry for entry in entries if len(codes.get(id(entry), "")) == finest and len(entry.texts) > 1]
    if not named or not all(all(entry.texts[:-1]) for entry in named):
        return groups
    return groups | {
        id(entry) for entry in entries if 0 < len(codes.get(id(entry), "")) < finest and not any(entry.texts[:-1])
    }


def _with_years(labels: Sequence[Label]) -> list[Label]:
    """The labels, where all codes are years that begin a name, 2017 Water Revenue Bonds, with these as part of the name."""
    coded = [label for label in labels if label.code]
    if any(not _YEAR_CODE.fullmatch(label.code) for label in coded) or all(one.code.endswith("0") for one in coded):
        return list(labels)
    return [replace(one, code="", text=f"{one.code} {one.text}") if one.code else one for one in labels]


def _with_letters(labels: Sequence[Label]) -> list[Label]:
    """The labels with the letters that number them, A Housing, B Roads, C Water, as their codes; as they are where the
    letters do not follow one another.
    """
    found = [(_LETTERED.match(label.text), label) for label in labels if not label.total]
    numbered = [match for match, label in found if match and not label.code]
    in_order = all(match["letter"] == chr(ord("A") + at) for at, match in enumerate(numbered))
    together = all(match for match, _ in found[: len(numbered)])
    if len(numbered) < FEWEST_LETTERS or not (together and in_order):
        return list(labels)
    texts = {id(label): match for match, label in found if match}
    return [
        replace(one, code=texts[id(one)]["letter"], text=texts[id(one)]["rest"]) if id(one) in texts else one
        for one in labels
    ]


FEWEST_LETTERS = 3
_LETTERED = re.compile(r"(?P<letter>[A-Z])[ .):–-]+(?P<rest>[A-Z][a-z].*)")
_YEAR_CODE = re.compile(r"(?:19[5-9]|20[0-4])\d")


def join_totals(
    lines: Sequence[Line], labels: Sequence[Label], values: Sequence[int]
) -> tuple[list[Line], list[Label]]:
    """The rows, where a heading without figures and the total numbered right below it are one row, by the heading's name.

    一、“三公”经费支出 —, （一）支出合计 58,000.
    """
    kept: list[Line] = []
    joined: list[Label] = []
    for line, label in zip(lines, labels, strict=True):
        own, above = tier(label.text), tier(joined[-1].text) if joined else None
        below = label.total and own is not None and above is not None and above < own and not joined[-1].total
        if below and not any(is_figure(kept[-1].text(column)) for column in values):
            kept[-1], joined[-1] = line, replace(label, text=joined[-1].text, total=False)
        else:
            kept.append(line)
            joined.append(label)
    return kept, joined


def lines_by_side(lines: Sequence[Line], sides: Sequence[Side]) -> list[list[Line]]:
    """Rows as each side reads them. A label merged over the next side's label names the figure that stands there."""
    found = [list(lines) for _ in sides]
    for number in range(1, len(sides)):
        left, right = sides[number - 1], sides[number]
        for position in range(len(lines)):
            line = found[number - 1][position]
            column = _spanning_label(line, left, right)
            if column is None:
                continue
            cells = list(found[number][position].cells)
            cells[right.labels[-1]], cells[column] = line.cells[column], ""
            moved = replace(line, cells=tuple(cells))
            found[number - 1][position] = replace(line, cells=(*line.cells[:column], "", *line.cells[column + 1 :]))
            found[number][position] = moved
    return found


def _spanning_label(line: Line, left: Side, right: Side) -> int | None:
    """The column of a label in the left side whose cell reaches into the right side, where its figure stands."""
    filled = [column for column in right.values if line.text(column)]
    own = sorted(column for column in (*left.codes, *left.labels) if line.text(column))
    if not filled or not own or not right.labels or any(line.text(column) for column in (*right.labels, *right.codes)):
        return None
    between = line.cells[own[-1] + 1 : filled[0]]
    return own[-1] if between and all(cell is None for cell in between) else None


def _entries(lines: Sequence[Line], side: Side) -> list[Entry]:
    entries = []
    leftmost = side.labels.index(min(side.labels)) if side.labels else 0
    for line in lines:
        texts = tuple(line.cells[column] if column < len(line.cells) else "" for column in side.labels)
        values = tuple(map(line.text, side.values))
        total = next((text for text in map(line.text, side.before) if text and is_total_label(text)), "")
        entry = Entry(line, tuple(map(line.text, side.codes)), texts, values, total, leftmost)
        only = not side.labels and len(lines) == 1
        if entry.named or entry.coded or entry.valued or only:
            entries.append(entry)
    return entries


def join_wrapped(entries: Sequence[Entry]) -> list[Entry]:
    """Rows whose label runs over several printed rows or a page break, made one; the figures' row stays the place."""
    if not entries:
        return []
    coded = sum(entry.coded for entry in entries) >= 0.6 * max(1, sum(entry.valued for entry in entries))
    items = [entry for entry in entries if not entry.total and not _only_label(entry)]
    numbered = sum(tier(_own(entry)) is not None for entry in items) >= 0.6 * len(items)
    longest = max((len(_own(entry)) for entry in entries), default=0)
    joined: list[Entry] = []
    waiting: Entry | None = None
    headed = False
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        if _only_label(entry):
            if following and _headless(following) and not (joined and _headless(joined[-1])):
                joined += [waiting] if waiting else []
                waiting = entry
                continue
            if joined and (headed or _continues_label(joined[-1], entry, coded, numbered, longest)):
                joined[-1] = _with_label(joined[-1], joined[-1], entry)
                continue
        headed = waiting is not None
        joined.append(_with_label(entry, waiting, entry) if waiting else entry)
        waiting = None
    return joined


def _own(entry: Entry) -> str:
    return next((text for text in reversed(entry.texts) if text), "")


def _only_label(entry: Entry) -> bool:
    cut_off = entry.line.page_top and _BARE_TOTAL_WORD.match(entry.total)
    return any(entry.texts) and not entry.coded and not entry.valued and (not entry.total or bool(cut_off))


def _headless(entry: Entry) -> bool:
    return bool(entry.texts) and not entry.named and (entry.coded or entry.valued)


def _continues_label(above: Entry, entry: Entry, coded: bool, numbered: bool, longest: int) -> bool:
    """Whether a row with nothing but a label is the rest of the label above it."""
    if _headless(above):
        return True
    before, rest = _own(above), _own(entry)
    plain = name_key(simplify(rest))
    if entry.line.page_top and _BARE_TOTAL_WORD.match(plain) and not is_total_label(before) and not tier(before):
        return True
    if is_total_label(before) or is_total_label(rest) or tier(rest) is not None or rest.startswith("其中"):
        return False
    if len(before) < WRAPPED_CHARACTERS or not (above.coded if coded else numbered and tier(before) is not None):
        return False
    return entry.line.page_top or (len(before) >= 0.8 * longest and not _CARRIED.search(rest))


def _with_label(base: Entry, first: Entry, second: Entry) -> Entry:
    """`base` with the labels of both rows, the first row's before the second's."""
    texts = tuple(_joined(one, two) for one, two in zip(first.texts, second.texts, strict=True))
    total = next((text for text in texts if text and is_total_label(text)), base.total)
    return replace(base, texts=texts, total=total)


def _joined(one: str | None, two: str | None) -> str | None:
    if not one or not two:
        return one or two
    latin = one[-1].isascii() and two[0].isascii() and one[-1].isalpha()
    return f"{one} {two}" if latin else one + two


def _label(entry: Entry, side: Side, above: list[str], previous_code: str) -> Label | None:
    """What the row is called; None where it only holds what belongs to no row. Carries groups down in `above`."""
    if side.labels and not entry.named and not entry.coded:
        return None
    group = _group_of_subtotal(entry, above) if entry.total else None
    if entry.total and group is None:
        return Label("", entry.total, 0, total=True)
    depth, path, name = _carry(entry.texts, above) if group is None else (group[0], group[1], group[2])
    heads = [text for text in entry.codes if _HEAD.fullmatch(text.strip())]
    if heads and not entry.named:
        code, name = "", heads[0].strip()
    else:
        code, name = split_code(name, join_code(entry.codes, previous_code))
    if side.labels and strip_numbering(name) in _NOTHING and not entry.valued:
        return None
    return Label(code, name, _indent(entry, side), total=False, depth=depth, path=path)


def split_code(name: str, code: str) -> tuple[str, str]:
    """(code, name) of a label that is printed with its code: "2010101-行政运行" → ("2010101", "行政运行").

    `code` is what the code columns say; where the label's is another, the label is left as it is.
    """
    split = _CODE_IN_LABEL.match(name)
    if split and (not code or split.group(1).lstrip("0") == code.lstrip("0")):
        return code or split.group(1), split.group(2).strip()
    return code, name


def _group_of_subtotal(entry: Entry, above: list[str]) -> tuple[int, tuple[str, ...], str] | None:
    """The group that a 小计 in a later label column sums, as (depth, path, name): its row is the group's own row."""
    if len(entry.texts) < 2 or not _BARE_SUBTOTAL.match(_own(entry).replace(" ", "")):
        return None
    position = max(number for number, text in enumerate(entry.texts) if text)
    if position in (0, entry.leftmost):
        return None
    covered = any(text or text is None for text in entry.texts[:position])
    if not covered and not re.match("小计|sub", _own(entry), re.I):
        return None
    _carry((*entry.texts[:position], *[""] * (len(entry.texts) - position)), above)
    groups = tuple(text for text in above[:position] if text)
    if not groups or is_total_label(groups[-1]):
        return None
    depth = max(number for number in range(position) if above[number])
    return depth, groups[:-1], groups[-1]


def _carry(texts: Sequence[str | None], above: list[str]) -> tuple[int, tuple[str, ...], str]:
    """(depth, path, name) of a row: its last filled label, under the labels of the rows above that it leaves empty."""
    filled = [number for number, text in enumerate(texts) if text]
    if not filled:
        return 0, (), ""
    first, last = filled[0], filled[-1]
    for number, text in enumerate(texts):
        if text:
            above[number] = text
        elif number > first:
            above[number] = ""
    return last, tuple(text for text in above[:last] if text), above[last]


def _indent(entry: Entry, side: Side) -> int:
    for column in side.labels:
        raw = entry.line.raw[column] if column < len(entry.line.raw) else None
        if raw and raw.strip():
            return len(raw) - len(raw.lstrip())
    return 0
