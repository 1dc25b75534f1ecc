"""Which row is whose child: by codes, numbering (一、（一）1.), 其中, columns like stairs, indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from index.numerals import HAN, parse_han_number
from index.text import fold, has_han, name_key, numbering

_TIERS = (
    re.compile(rf"^[{HAN}]+[、.．]"),
    re.compile(rf"^[(（][{HAN}]+[)）]"),
    re.compile(r"^\d{1,2}[、.．]"),
    re.compile(r"^[(（]\d{1,2}[)）]"),
    re.compile(r"^[①-⑳]"),
)
_AMONG = re.compile(r"^其中\s*[:：]?")
Figures = Sequence[tuple[Decimal | None, ...]]
"""The figures of each row, one for every value column; None where it has none."""
AMONG_WIDTH = 3
"""Characters of "其中：": what is printed below it on the same margin belongs to it too."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the printed row says about its own place.

    `depth` is the label column that it fills in a table whose labels stand like stairs; `path` what stands left of it.
    """

    code: str
    text: str
    indent: int
    total: bool
    depth: int = 0
    path: tuple[str, ...] = ()


def join_code(parts: Sequence[str], previous: str) -> str:
    """The whole code of a row from its code cells; "" where it has none.

    Three columns 类|款|项 are joined; a 款 that lost its leading zero is padded; a row that prints only its own level
    takes the rest from the row above (`previous`, a whole code).
    """
    texts = [part.strip() for part in parts]
    if not any(texts):
        return ""
    if len(texts) == 1:
        return texts[0]
    whole = ""
    for position, text in enumerate(texts):
        start, width = (0, 3) if position == 0 else (3 + 2 * (position - 1), 2)
        if text:
            if (position > 0 and len(text) > 2) or (position == 0 and len(text) > 3):
                return text
            whole = (whole or previous[:start]) + text.zfill(width)
        elif not any(texts[position:]):
            break
        else:
            whole = previous[: start + width] if previous.startswith(whole) else whole
    return whole


def tier(text: str) -> int | None:
    """0 for 一、, 1 for （一）, 2 for 1., 3 for (1), 4 for ①; None without numbering."""
    mark = _AMONG.sub("", numbering(text)).strip()
    for level, pattern in enumerate(_TIERS):
        if mark and pattern.match(mark):
            return level
    return None


def ordinal(text: str) -> int:
    """The number that a label is numbered with: 3 for 三、, （三）, 3. and ③; 0 without numbering."""
    mark = fold(_AMONG.sub("", numbering(text)))
    digits = re.sub(r"\D", "", mark)
    if digits:
        return int(digits)
    return parse_han_number(re.sub(rf"[^{HAN}]", "", mark))


def find_parents(labels: Sequence[Label], again: frozenset[int] = frozenset()) -> list[int | None]:
    """For each row the position of its parent, None for a root or a total; `again` are those of `same_again`."""
    named = [label for label in labels if not label.total]
    coded = sum(bool(label.code) for label in named)
    if len({label.depth for label in named}) > 1 and coded * 2 < len(named):
        return _parents_by_depth(labels)
    return _parents_by_code(labels) if coded else _parents_by_form(labels, again)


def nested(labels: Sequence[Label], figures: Figures) -> tuple[list[Label], list[int | None]]:
    """The labels, and for each row the position of its parent, by what they say and by the figures that add up."""
    named, heads = heads_by_subtotals(labels, figures)
    parents = settle_among(named, find_parents(named, same_again(named, figures)), figures)
    settled = settle_groups(named, parents, figures)
    return named, [heads.get(number, parent) for number, parent in enumerate(settled)]


def settle_among(labels: Sequence[Label], parents: Sequence[int | None], figures: Figures) -> list[int | None]:
    """The parents, where 其中 stands before the first part only: the rows below it are parts too, if with them it adds up.

    公务用车 7.60, 其中：购置 0.00, 运行 7.60.
    """
    settled, growing = list(parents), _growing(figures)
    for position, label in enumerate(labels):
        whole = settled[position]
        if whole is None or not _AMONG.match(label.text) or _adds_up(figures, whole, [position]):
            continue
        following = range(position + 1, len(labels))
        ends = (row for row in following if _ends_parts(labels[row], settled[row] != settled[whole]))
        for part in _first_adding_up(figures, growing, whole, range(position, next(ends, len(labels)))):
            settled[part] = whole
    return settled


def settle_groups(labels: Sequence[Label], parents: Sequence[int | None], figures: Figures) -> list[int | None]:
    """The parents, where rows without a mark head those below them: a unit its 科目, 本年收入 its sources.

    Nothing but the sums tells such a group. It is taken for one where each head is the sum of what follows it, in every
    column, and only with that the total is the sum of its items. Each account of a form has its own.
    """
    settled = list(parents)
    for account in _accounts(labels):
        settled = _settle_account(labels, settled, figures, account)
    return settled


def _accounts(labels: Sequence[Label]) -> list[range]:
    """The rows of each account of a form: down to 收入合计 and then to 支出合计; all rows where it has one account."""
    ends = [number + 1 for number, label in enumerate(labels) if label.total and number]
    sides = {side for label in labels if label.total for side in ("收入", "支出") if side in label.text}
    if len(ends) != 2 or len(sides) != 2 or ends[-1] != len(labels):
        return [range(len(labels))]
    return [range(ends[0]), range(*ends)]


def _settle_account(
    labels: Sequence[Label], parents: Sequence[int | None], figures: Figures, account: range
) -> list[int | None]:
    totals = [number for number in account if labels[number].total and any(figures[number])]
    roots = [number for number in account if parents[number] is None and not labels[number].total]
    if not totals or any(_adds_up(figures, total, roots) for total in totals):
        return list(parents)
    settled, growing = list(parents), _growing(figures)
    position = 0
    while position < len(roots):
        parts = _first_adding_up(figures, growing, roots[position], roots[position + 1 :])
        for part in parts:
            settled[part] = roots[position]
        position += 1 + len(parts)
    left = [number for number in roots if settled[number] is None]
    return settled if any(_adds_up(figures, total, left) for total in totals) else list(parents)


def same_again(labels: Sequence[Label], figures: Figures) -> frozenset[int]:
    """The rows with figures that bear the name of the one above, which has some too: the same of another year."""
    pairs = enumerate(pairwise(zip(labels, figures, strict=True)), start=1)
    return frozenset(
        number
        for number, ((above, before), (own, told)) in pairs
        if own.text and (own.text, own.code) == (above.text, above.code) and _has_some(before) and _has_some(told)
    )


def _has_some(figures: Sequence[Decimal | None]) -> bool:
    return any(one is not None for one in figures)


def heads_by_subtotals(labels: Sequence[Label], figures: Figures) -> tuple[list[Label], dict[int, int | None]]:
    """The labels, where a subtotal with a name stands over the rows that it sums, 区图书馆小计, with it as the name of their
    group; and the parents that this gives: none to the group's row, and this to each unnumbered row below it.
    """
    ends = [number for number, label in enumerate(labels) if label.total]
    named, heads = list(labels), dict[int, int | None]()
    for head, end in pairwise([*ends, len(labels)]):
        found = _NAMED_SUBTOTAL.match(labels[head].text)
        parts = range(head + 1, end)
        if found and _adds_up(figures, head, parts):
            named[head] = replace(labels[head], text=found[1], total=False)
            plain = (part for part in parts if tier(labels[part].text) is None and not labels[part].code)
            heads |= {head: None, **dict.fromkeys(plain, head)}
    return named, heads


_NAMED_SUBTOTAL = re.compile(r"(.{2,}[^\s])(?<!其中)(?<!本年)(?<!项目)\s*小\s?计$")


def _ends_parts(label: Label, elsewhere: bool) -> bool:
    """Whether a row is none of the parts that 其中 began."""
    return label.total or elsewhere or bool(_AMONG.match(label.text))


def _growing(figures: Figures) -> frozenset[int]:
    """The value columns without a negative figure: sums of their rows never fall."""
    width = len(figures[0]) if figures else 0
    return frozenset(column for column in range(width) if all((row[column] or 0) >= 0 for row in figures))


def _first_adding_up(figures: Figures, growing: frozenset[int], whole: int, rows: Sequence[int]) -> Sequence[int]:
    """The first rows, as few as do, that come to the whole in every column that it fills; none where none do."""
    wanted = {column: value for column, value in enumerate(figures[whole]) if value is not None}
    if not any(wanted.values()):
        return ()
    sums = dict.fromkeys(wanted, Decimal(0))
    for count, row in enumerate(rows, start=1):
        for column in sums:
            sums[column] += figures[row][column] or Decimal(0)
        if sums == wanted:
            return rows[:count]
        if any(sums[column] > wanted[column] for column in growing & wanted.keys()):
            break
    return ()


def _adds_up(figures: Figures, whole: int, parts: Sequence[int]) -> bool:
    """Whether the parts come to the whole in every column that it fills, and it is not 0 in all of them."""
    columns = [number for number, value in enumerate(figures[whole]) if value is not None]
    return any(figures[whole][number] for number in columns) and all(
        sum((figures[part][number] or Decimal(0) for part in parts), Decimal(0)) == figures[whole][number]
        for number in columns
    )


def unnamed_sums(labels: Sequence[Label], parents: Sequence[int | None], figures: Figures) -> frozenset[int]:
    """The rows of a paper in English that no word calls a total, but that add up all rows above them in every column:
    Net cost of services. Papers in Chinese call every total one.
    """
    found: set[int] = set()
    above: list[int] = []
    for number, label in enumerate(labels):
        if label.total:
            above = []
        elif parents[number] is None and any(figures[number]):
            named = not label.code and not has_han(label.text)
            if named and len(above) >= FEWEST_SUMMED and _sums_every_column(figures, number, above):
                found.add(number)
            above.append(number)
    return frozenset(found)


def groups_above_their_sums(labels: Sequence[Label], figures: Figures) -> dict[int, int]:
    """For the rows of a form in English whose groups each end in a row that adds them up under the group's name, the row of
    that sum: two schemes, then Adult Social Care. Empty unless every row down to the total is of such a group, and the
    sums come to the total.
    """
    end = next((number for number, label in enumerate(labels) if label.total), None)
    if end is None or any(label.code or label.path or has_han(label.text) for label in labels[: end + 1]):
        return {}
    found: dict[int, int] = {}
    run: list[int] = []
    sums: list[int] = []
    for number in range(end):
        if run and _sums_every_column(figures, number, run):
            found |= dict.fromkeys(run, number)
            sums.append(number)
            run = []
        else:
            run.append(number)
    whole = not run and len(sums) > 1 and len(found) > len(sums) and _sums_every_column(figures, end, sums)
    return found if whole else {}


def _sums_every_column(figures: Figures, whole: int, parts: Sequence[int]) -> bool:
    """Whether a row is the sum of others wherever it has a figure, in two columns or more that differ."""
    printed = {column: figure for column, figure in enumerate(figures[whole]) if figure}
    sums = (sum(figures[part][column] or 0 for part in parts) == figure for column, figure in printed.items())
    return len(set(printed.values())) > 1 and all(sums)


FEWEST_SUMMED = 3
"""Fewer rows may come to another's figures by chance."""


def _parents_by_depth(labels: Sequence[Label]) -> list[int | None]:
    """Staircase: the nearest row above that fills an earlier column and whose labels begin this row's."""
    parents: list[int | None] = []
    open_rows: list[int] = []
    for position, label in enumerate(labels):
        if label.total:
            parents.append(None)
            continue
        while open_rows and not _leads_to(labels[open_rows[-1]], label):
            open_rows.pop()
        parents.append(open_rows[-1] if open_rows else None)
        open_rows.append(position)
    return parents


def _leads_to(above: Label, label: Label) -> bool:
    whole = (*above.path, above.text)
    return above.depth < label.depth and label.path[: len(whole)] == whole


def _parents_by_code(labels: Sequence[Label]) -> list[int | None]:
    """The latest row above whose code begins this row's; a row without a code goes by its form."""
    parents = _parents_by_form([Label("", "", 0, total=True) if label.code else label for label in labels])
    latest: dict[str, int] = {}
    for position, label in enumerate(labels):
        if not label.code or label.total:
            continue
        prefixes = (label.code[:end] for end in range(len(label.code) - 1, 2, -1))
        parents[position] = next((latest[prefix] for prefix in prefixes if prefix in latest), None)
        latest[label.code] = position
    return parents


def _parents_by_form(labels: Sequence[Label], again: frozenset[int] = frozenset()) -> list[int | None]:
    parents: list[int | None] = []
    numbered: dict[int, int] = {}
    repeats = _repeats(labels, again)
    for position, label in enumerate(labels):
        own = tier(label.text)
        if position in repeats:
            parents.append(repeats[position])
        elif label.total:
            parents.append(None)
            numbered = {level: row for level, row in numbered.items() if label.text.startswith("小计")}
        elif _AMONG.match(label.text):
            parents.append(_parent_of_among(labels, parents, position))
        elif own is None:
            parents.append(_parent_by_indent(labels, parents, position))
        else:
            parents.append(_parent_by_number(labels, parents, position, numbered))
        if own is not None and (not label.total or _begins_list(labels, position)):
            numbered = {level: row for level, row in numbered.items() if level < own}
            numbered[own] = position
    return parents


def _begins_list(labels: Sequence[Label], position: int) -> bool:
    """Whether a list of a deeper numbering begins right below a row: （一）采购合计, then 1.货物."""
    below = labels[position + 1].text if position + 1 < len(labels) else ""
    own, under = tier(labels[position].text), tier(below)
    return own is not None and under is not None and under > own and ordinal(below) == 1


def _repeats(labels: Sequence[Label], again: frozenset[int]) -> dict[int, int]:
    """Unnumbered rows that name once more what stands further above: parts of the last row that names something new.

    年初结转 100, then 一般公共预算 100 for the second time. A row that repeats a name itself names nothing new: 保险费收入,
    财政补贴收入 of a second fund.
    """
    seen: set[str] = set()
    named_before: set[int] = set()
    found: dict[int, int] = {}
    for position, label in enumerate(labels):
        key = name_key(label.text)
        plain = tier(label.text) is None and not (label.total or label.code or label.path)
        if key in seen and key and plain and position not in again:
            above = position - 1
            named_before.add(position)
            if above in found:
                found[position] = found[above]
            elif (
                above not in named_before
                and not labels[above].total
                and tier(labels[above].text) is None
                and labels[above].text
            ):
                found[position] = above
        seen.add(key)
    return found


def _parent_by_number(
    labels: Sequence[Label], parents: Sequence[int | None], position: int, numbered: dict[int, int]
) -> int | None:
    """The row of the next higher numbering; a list that begins anew right below an unnumbered row is that row's."""
    own, number = tier(labels[position].text), ordinal(labels[position].text)
    above = labels[position - 1] if position else None
    if number == 1 and above and above.text and not above.total and tier(above.text) is None and not above.code:
        return position - 1 if not _AMONG.match(above.text) else parents[position - 1]
    if own in numbered:
        return parents[numbered[own]]
    higher = [level for level in numbered if own is not None and level < own]
    return numbered[max(higher)] if higher else None


def _parent_of_among(labels: Sequence[Label], parents: Sequence[int | None], position: int) -> int | None:
    """其中 rows stand under the nearest row above that is none itself, siblings of theirs included."""
    if position == 0 or labels[position - 1].total:
        return None
    above = position - 1
    own = tier(labels[position].text)
    if (
        own is not None
        and tier(labels[above].text) == own
        and parents[above] is not None
        and ordinal(labels[position].text) > 1
    ):
        return parents[above]
    return parents[above] if _AMONG.match(labels[above].text) else above


def _parent_by_indent(labels: Sequence[Label], parents: Sequence[int | None], position: int) -> int | None:
    indent = labels[position].indent
    for earlier in range(position - 1, max(-1, position - 200), -1):
        other = labels[earlier]
        if other.total:
            return None
        if _AMONG.match(other.text) and indent >= other.indent + AMONG_WIDTH - 1:
            return parents[earlier]
        if _AMONG.match(other.text):
            continue
        if indent > other.indent:
            return earlier
        if tier(other.text) is None and indent == other.indent:
            return parents[earlier]
    return None


def depths(parents: Sequence[int | None], labels: Sequence[Label]) -> list[int]:
    """The level of each row: 0 for a total; for codes 1 类, 2 款, 3 项 below what heads them; else 1 + the parent's."""
    levels: list[int] = []
    for position, parent in enumerate(parents):
        label = labels[position]
        if label.total:
            levels.append(0)
        elif len(label.code) in (3, 5, 7) and label.code.isdigit():
            while parent is not None and labels[parent].code and label.code.startswith(labels[parent].code):
                parent = parents[parent]
            levels.append((len(label.code) - 1) // 2 + (levels[parent] if parent is not None else 0))
        else:
            levels.append(1 if parent is None else levels[parent] + 1)
    return levels
