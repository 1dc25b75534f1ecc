"""Sections of a form in English: a heading alone in its row, REVENUES, the rows below it, and Total Revenues that ends it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.hierarchy import Label
from index.model import Row, Table
from index.text import fold, has_han, name_key, singular_words

_TOTAL_WORDS = re.compile(
    r"^(?:sub ?total|grand total|total)s?(?: for| of)?(?: the)?\b\s*|\s*\b(?:sub ?total|total)s?$"
)
_CODE = re.compile(r"^\d{2,6} (?=[a-z])")
"""The code of what a total is of: Total 103: Marine Fisheries."""
_BARE_TOTAL = re.compile(r"^(?:grand )?totals?$")
FEWEST_HEADINGS = 2
"""Headings that nothing but their empty row shows are trusted where a table has so many."""


def find_sections(labels: Sequence[Label], empty: Sequence[bool]) -> list[int | None]:
    """For each row the heading that it stands under, None for a total and where it stands under none.

    `empty` tells of each row whether all its cells of figures are. An empty row heads those below it down to the total
    that bears its name, or else, printed in capitals or as one of several such rows, down to the next heading.
    """
    ends = dict(_ends(labels, empty))
    sections: list[int | None] = []
    open_heads: list[int] = []
    for position, label in enumerate(labels):
        while open_heads and position >= ends[open_heads[-1]]:
            open_heads.pop()
        sections.append(open_heads[-1] if open_heads and not label.total else None)
        if position in ends:
            open_heads.append(position)
    return sections


def heads_of_totals(labels: Sequence[Label], empty: Sequence[bool]) -> dict[int, int]:
    """The heading without figures that each total ends the section of, where it bears its name."""
    heads = heading_rows(labels, empty)
    return {end: head for head in heads if (end := _own_total(labels, head)) is not None}


def heading_rows(labels: Sequence[Label], empty: Sequence[bool]) -> list[int]:
    """The rows without figures that may head others."""
    return [number for number, label in enumerate(labels) if empty[number] and may_head(replace(label, code=""))]


def named_by_headings(labels: Sequence[Label], empty: Sequence[bool]) -> dict[int, int]:
    """The heading of each total that says only what sort of section it ends, where each section ends in the same words:
    Adult Social Care over its services, then Directorate total, and so on. Empty where one does not.
    """
    counts = Counter(label.text for label in labels if label.total)
    found: dict[int, int] = {}
    head: int | None = None
    heads = set(heading_rows(labels, empty))
    for number, label in enumerate(labels):
        if number in heads:
            head = number
        elif label.total:
            if head is not None and number > head + 1 and counts[label.text] >= FEWEST_HEADINGS:
                found[number] = head
            head = None
    words = {labels[number].text for number in found}
    return found if len(words) == 1 and len(found) == counts[words.pop()] else {}


def headings_of(table: Table) -> frozenset[int]:
    """The rows, by position, that only head others: they have no cells, not even blank ones."""
    filled = {cell.row for cell in table.cells}
    return frozenset(row.parent for row in table.rows if row.parent is not None and row.parent not in filled)


def total_named(label: str) -> str:
    """What a total in English is of, as a key in the singular: Total, Recurrent → recurrent; "" for a bare total."""
    return singular_words(_CODE.sub("", _TOTAL_WORDS.sub("", name_key(label)).strip()))


def _ends(labels: Sequence[Label], empty: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """(heading, the first row behind its own)."""
    coded = heading_rows(labels, empty)
    named = {head: end for head in coded if (end := _own_total(labels, head)) is not None}
    heads = [head for head in coded if head in named or may_head(labels[head])]
    yield from named.items()
    alone = [head for head in heads if head not in named and _holds_rows(labels, empty, head)]
    loud = [head for head in alone if labels[head].text.isupper()]
    marked = loud if loud and not all(label.text.isupper() for label in labels) else alone
    if marked is alone and (len(alone) < FEWEST_HEADINGS or alone[0] != 0 or len(alone) < len(heads)):
        return
    for head in marked:
        following = (other for other in [*marked, *named] if other > head)
        whole = (
            number
            for number, label in enumerate(labels)
            if number > head and label.total and _BARE_TOTAL.match(name_key(label.text))
        )
        inside = (end for other, end in named.items() if other < head < end)
        yield head, min([*following, *whole, *inside], default=len(labels))


def may_head(label: Label) -> bool:
    """Whether a row without figures may head others: it has an English name and is no total."""
    return bool(label.text) and not (label.total or label.code or has_han(label.text))


def _own_total(labels: Sequence[Label], head: int) -> int | None:
    key = singular_words(name_key(labels[head].text))
    part = _NUMBERED_PART.match(labels[head].text)
    part_key = fold(part[0]) if part else ""
    first = True
    for number in range(head + 1, len(labels)):
        of = total_named(labels[number].text) if labels[number].total else ""
        begun = bool(of) and first and of.startswith(f"{key} ")  # Administered … Total administered resourcing
        ends = bool(part_key) and bool(of) and fold(labels[number].text).endswith(f" {part_key}")
        if of and (key == of or key.startswith(f"{of} ") or begun or ends):
            return number if number > head + 1 else None
        first = first and not labels[number].total
    return None


_NUMBERED_PART = re.compile(r"[A-Z][a-z]+ \d{1,2}(?:\.\d{1,2})?(?=[:.–—-])")
"""How a heading begins whose total is named by its number: Program 1.2: Forest Care, Total expenses for program 1.2."""


def _holds_rows(labels: Sequence[Label], empty: Sequence[bool], head: int) -> bool:
    return head + 1 < len(labels) and not empty[head + 1] and not labels[head + 1].total


def above_sums(rows: list[Row], sums: Mapping[int, int], start: int) -> list[Row]:
    """The rows, those of groups that end in their sum under its row."""
    ends = set(sums.values())
    told = [
        replace(row, parent=None, path=(row.label,), level=1, total=False) if n in ends else row
        for n, row in enumerate(rows)
    ]
    return [
        replace(row, parent=start + sums[n], path=(told[sums[n]].label, row.label), level=2) if n in sums else row
        for n, row in enumerate(told)
    ]


def under_headed_sums(rows: list[Row], sums: Mapping[int, int], start: int) -> list[Row]:
    """The rows, those of sections whose total says only their sort under that total, which bears their heading's name."""
    ends = {start + head: end for end, head in sums.items()}
    told = []
    for number, row in enumerate(rows):
        if number in sums:
            head = rows[sums[number]]
            row = replace(row, label=head.label, path=head.path, level=head.level, total=False, parent=head.parent)
        elif row.parent in ends:
            row = replace(row, parent=start + ends[row.parent], level=rows[ends[row.parent]].level + 2)
        told.append(row)
    return told
