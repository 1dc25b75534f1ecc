"""How the audit writes: places, figures, arithmetic, and the sentence of a finding in the user's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from index.audit_alarms import Alarm
from index.model import Block, Column, Document, Finding, Grid, Place, Row
from prompts import load_yaml

QUOTE_CHARACTERS = 40
MOST_TERMS = 12
"""A sum of more figures is written with its count instead of every figure."""


def wording(language: str) -> dict[str, Any]:
    """The audit's texts in a language: "zh" or "en"."""
    found: dict[str, Any] = load_yaml(f"audit.{language}.yaml")
    return found


def to_findings(document: Document, alarms: Iterable[Alarm], language: str) -> tuple[Finding, ...]:
    """Numbered findings, each with its sentence."""
    texts = wording(language)["findings"]
    return tuple(
        Finding(
            f"{document.id}-a{number}",
            document.id,
            alarm.check,
            alarm.grade,
            _SPARE.sub("", texts[alarm.text].format(**alarm.values)),
            alarm.arithmetic,
            alarm.facts,
        )
        for number, alarm in enumerate(alarms, start=1)
    )


_SPARE = re.compile(r" (?=[,.;])")
"""The space before a unit that is not printed."""


def place_text(place: Place, language: str) -> str:
    """Where it stands in a few words: 第12页, 第88–90行, 表一!D12; "" where unknown."""
    words = wording(language)["places"]
    if place.sheet is not None or place.cell is not None:
        return "!".join(part for part in (place.sheet, place.cell) if part)
    if place.page is not None:
        return str(words["page"]).format(page=place.page)
    if place.lines is None:
        return ""
    first, last = place.lines
    return str(words["line"]).format(lines=f"{first}" if first == last else f"{first}–{last}")


def language_of(blocks: Sequence[Block]) -> str:
    """The language that a paper is written in: "en" where hardly a character of it is Chinese, else "zh"."""
    texts = [cell or "" for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row.cells]
    text = "".join([*texts, *(block.text for block in blocks if not isinstance(block, Grid))])
    letters = sum(char.isascii() and char.isalpha() for char in text)
    return "en" if letters > MOST_HAN * sum("\u2e80" <= char <= "\u9fff" for char in text) else "zh"


MOST_HAN = 10
"""A paper in English has so many letters for each Chinese character."""


def listed(names: Sequence[str], language: str) -> str:
    """Names one after the other: A、B in Chinese, A, B in English."""
    return (", " if language == "en" else "、").join(names)


def titled(title: str, place: Place, language: str) -> str:
    """A table's title or a section's heading with its place."""
    where = place_text(place, language)
    name = (f"“{title}”" if language == "en" else f"《{title}》") if title else ""
    if language == "en":
        return f"{name} ({where})".strip() if where else name
    return f"{name}（{where}）" if where else name


def quoted(text: str, around: int | None = None) -> str:
    """The text, or the part of it about a position, short enough to stand in a sentence."""
    if len(text) <= QUOTE_CHARACTERS:
        return text
    start = max(0, (around or 0) - QUOTE_CHARACTERS // 2)
    end = start + QUOTE_CHARACTERS
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def column_name(column: Column) -> str:
    """A column's header from the top down."""
    return "/".join(column.path)


def row_name(row: Row) -> str:
    """A row's code and label; "" for a table whose rows have none."""
    return f"{row.code} {row.label}".strip()


def figure(value: Decimal, like: str = "") -> str:
    """A computed figure written as `like` is printed: with or without thousands separators; plain zeros dropped only
    where they say nothing.
    """
    grouped = "," in like or "，" in like or not like
    text = f"{value:,f}" if grouped else f"{value:f}"
    return re.sub(r"\.?0+$", "", text) if "." in text and "." not in like else text


def addition(terms: Sequence[str], total: Decimal, found: str, like: str) -> str:
    """The sum as text: 72,780,340 + 10,162,594 = 82,942,934 ≠ 82,942,933; a long one is told by its ends."""
    shown = list(terms)
    if len(shown) > MOST_TERMS:
        shown = [*shown[:3], "…", *shown[-2:]]
    left = " + ".join(f"({term})" if term.startswith("-") else term for term in shown)
    right = f" ≠ {found}"
    return f"{left} = {figure(total, like)}{right}"
