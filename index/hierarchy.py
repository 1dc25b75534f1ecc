"""Which row is whose child: by 类/款/项 codes, by numbering (一、（一）1.), by 其中, by indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text import numbering

_TIERS = (
    re.compile(r"^[一二三四五六七八九十]+[、.．]"),
    re.compile(r"^[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d{1,2}[、.．]"),
    re.compile(r"^[(（]\d{1,2}[)）]"),
    re.compile(r"^[①-⑳]"),
)


@dataclass(frozen=True, slots=True)
class Label:
    """What the printed row says about its own place."""

    code: str
    text: str
    indent: int
    total: bool


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
            if position > 0 and len(text) > 2:
                return text
            whole = (whole or previous[:start]) + text.zfill(width)
        elif not any(texts[position:]):
            break
        else:
            whole = whole or previous[: start + width]
    return whole


def tier(text: str) -> int | None:
    """0 for 一、, 1 for （一）, 2 for 1., 3 for (1), 4 for ①; None without numbering."""
    mark = numbering(text)
    for level, pattern in enumerate(_TIERS):
        if mark and pattern.match(mark.removeprefix("其中：").removeprefix("其中:")):
            return level
    return None


def find_parents(labels: Sequence[Label]) -> list[int | None]:
    """For each row the position of its parent, None for a root or a total."""
    parents: list[int | None] = []
    for position, label in enumerate(labels):
        if label.total:
            parents.append(None)
        elif label.code:
            parents.append(_parent_by_code(labels, position))
        else:
            parents.append(_parent_by_form(labels, parents, position))
    return parents


def _parent_by_code(labels: Sequence[Label], position: int) -> int | None:
    code = labels[position].code
    best: int | None = None
    for earlier in range(position - 1, -1, -1):
        candidate = labels[earlier].code
        if candidate and len(candidate) < len(code) and code.startswith(candidate):
            if best is None or len(candidate) > len(labels[best].code):
                best = earlier
            if len(candidate) >= len(code) - 2:
                break
    return best


def _parent_by_form(labels: Sequence[Label], parents: Sequence[int | None], position: int) -> int | None:
    label = labels[position]
    own = tier(label.text)
    if label.text.startswith("其中") and position > 0 and not labels[position - 1].total:
        before = position - 1
        return before if not labels[before].text.startswith("其中") else parents[before]
    for earlier in range(position - 1, -1, -1):
        other = labels[earlier]
        if other.total or other.code:
            continue
        theirs = tier(other.text)
        if own is not None and theirs is not None and theirs < own:
            return earlier
        if own is None and label.indent > other.indent:
            return earlier
        if own is None and theirs is None and label.indent == other.indent:
            return parents[earlier]
    return None


def depths(parents: Sequence[int | None], labels: Sequence[Label]) -> list[int]:
    """The level of each row: 0 for a total; for codes 1 类, 2 款, 3 项; else 1 + the parent's."""
    levels: list[int] = []
    for position, parent in enumerate(parents):
        label = labels[position]
        if label.total:
            levels.append(0)
        elif len(label.code) in (3, 5, 7):
            levels.append((len(label.code) - 1) // 2)
        else:
            levels.append(1 if parent is None else levels[parent] + 1)
    return levels
